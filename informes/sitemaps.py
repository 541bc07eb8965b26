"""The pages that search engines should know, in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from informes.editorial import tiene_ingles
from informes.models import Campana, Corte, Informe, Noticia, Pagina, Publicacion
from informes.models.editorial import Editorial

FIJAS = (
    "inicio", "plan", "paises", "informes", "boletines", "transparencia", "datos", "metodo",
    "acerca", "ayuda_victimas", "ayuda", "accesibilidad", "privacidad",
    "graficos", "comparar", "enlazanos", "noticias", "campanas",
    "proyectos", "estrategia", "directorio", "directorio_mapa",
    "publicaciones", "fechas", "glosario", "publicos",
)  # fmt: skip
"""URL names of the pages that are always there."""

DE_PARTES = {"eje", "objetivo", "actividad", "indicador", "pais", "proyecto"}
"""Kinds of part that have a page each: the key ``eje/1`` is ``informes:eje`` of 1."""

Lugar = tuple[str, str]
"""URL name and argument; the argument is empty for a page that takes none."""


class Paginas(Sitemap[Lugar]):
    i18n = True
    alternates = True
    x_default = True

    def items(self) -> list[Lugar]:
        self.corte = Corte.objects.vigente()
        claves = self.corte.partes.values_list("clave", flat=True) if self.corte else ()
        partes = [(nombre, resto) for nombre, _, resto in (c.partition("/") for c in claves)]
        anios = Informe.objects.publicados().values_list("anio", flat=True).distinct()
        return [
            *((nombre, "") for nombre in FIJAS),
            *((nombre, resto) for nombre, resto in partes if nombre in DE_PARTES),
            *(("informe", str(anio)) for anio in anios.order_by("-anio")),
        ]

    def location(self, item: Lugar) -> str:
        nombre, argumento = item
        return reverse(f"informes:{nombre}", args=[argumento] if argumento else None)

    def lastmod(self, item: Lugar) -> dt.datetime | None:
        return self.corte.publicado_en if self.corte else None


class Boletines(Sitemap[tuple[int, str]]):
    """Year and quarter of the numbers that exist in both languages: each has its twin."""

    i18n = True
    alternates = True
    x_default = True

    def items(self) -> list[tuple[int, str]]:
        numeros = Informe.objects.publicados().filter(tipo=Informe.Tipo.BOLETIN)
        filas = numeros.order_by("-anio", "-sujeto").values_list("anio", "sujeto", "idioma")
        idiomas: dict[tuple[int, str], set[str]] = {}
        for anio, trimestre, idioma in filas:
            idiomas.setdefault((anio, trimestre), set()).add(idioma)
        return [numero for numero, dichos in idiomas.items() if len(dichos) == 2]

    def location(self, item: tuple[int, str]) -> str:
        return reverse("informes:boletin", args=item)


class Piezas(Sitemap[Editorial]):
    """News, campaigns, pages and publications that are public now; of each its Spanish address,
    and the English one where it can be read in English."""

    i18n = True
    alternates = True
    x_default = True

    def items(self) -> list[Editorial]:
        tablas = (Noticia, Campana, Pagina, Publicacion)
        return [p for t in tablas for p in t.objects.publicados().order_by("-publicar_en", "-pk")]

    def get_languages_for_item(self, item: Editorial) -> list[str]:
        return ["es", "en"] if tiene_ingles(item) else ["es"]

    def lastmod(self, item: Editorial) -> dt.datetime:
        return item.actualizado_en


MAPAS: Mapping[str, Any] = {"paginas": Paginas, "boletines": Boletines, "piezas": Piezas}
