"""The pages that search engines should know, in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from informes.models import Corte, Informe

FIJAS = (
    "inicio", "plan", "paises", "informes", "transparencia", "datos", "metodo", "acerca",
    "ayuda_victimas", "ayuda", "accesibilidad", "privacidad",
)  # fmt: skip
"""URL names of the pages that are always there."""

DE_PARTES = {"eje", "objetivo", "actividad", "indicador", "pais"}
"""Kinds of part that have a page each: the key ``eje/1`` is ``informes:eje`` of 1."""

Pagina = tuple[str, str]
"""URL name and argument; the argument is empty for a page that takes none."""


class Paginas(Sitemap[Pagina]):
    i18n = True
    alternates = True
    x_default = True

    def items(self) -> list[Pagina]:
        self.corte = Corte.objects.vigente()
        claves = self.corte.partes.values_list("clave", flat=True) if self.corte else ()
        partes = [(nombre, resto) for nombre, _, resto in (c.partition("/") for c in claves)]
        anios = Informe.objects.publicados().values_list("anio", flat=True).distinct()
        return [
            *((nombre, "") for nombre in FIJAS),
            *((nombre, resto) for nombre, resto in partes if nombre in DE_PARTES),
            *(("informe", str(anio)) for anio in anios.order_by("-anio")),
        ]

    def location(self, item: Pagina) -> str:
        nombre, argumento = item
        return reverse(f"informes:{nombre}", args=[argumento] if argumento else None)

    def lastmod(self, item: Pagina) -> dt.datetime | None:
        return self.corte.publicado_en if self.corte else None


MAPAS: Mapping[str, Any] = {"paginas": Paginas}
