"""Atom feeds: news, and documents."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from informes import editorial, editorial_publico
from informes.cache import publica
from informes.editorial import Lectura
from informes.models import Informe

CUANTAS = 30


class Atom(Atom1Feed):
    """Without anything to tell, it does not say that it changed just now."""

    NUNCA = dt.datetime(2023, 1, 1, tzinfo=dt.UTC)

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.num_items() else self.NUNCA


class Comun(Feed[Any, Any]):
    feed_type = Atom
    nombre = ""
    """URL name of the list that it follows."""

    def link(self) -> str:
        return reverse(f"informes:{self.nombre}")

    def feed_url(self) -> str:
        return reverse(f"informes:{self.nombre}_feed")


class Noticias(Comun):
    """The newest news, in the reader's language."""

    nombre = "noticias"

    def title(self) -> str:
        return _("Noticias de la CORETT")

    def subtitle(self) -> str:
        return _("Noticias, sesiones y comunicados de la Coalición.")

    def items(self) -> list[Lectura]:
        filas = editorial_publico.noticias().defer(None)[:CUANTAS]
        return [editorial.leer(fila) for fila in filas]

    def item_title(self, item: Lectura) -> str:
        return item.titulo

    def item_description(self, item: Lectura) -> str:
        return escape(item.resumen)  # Atom's summary is HTML

    def item_link(self, item: Lectura) -> str:
        return str(item.pieza.get_absolute_url())

    def item_pubdate(self, item: Lectura) -> dt.datetime:
        hora: dt.datetime = item.pieza.publicar_en
        return hora

    def item_updateddate(self, item: Lectura) -> dt.datetime:
        return max(item.pieza.publicar_en, item.pieza.actualizado_en)

    def item_categories(self, item: Lectura) -> list[str]:
        paises = [str(pais.t.nombre) for pais in item.pieza.paises.all()]
        return [str(item.pieza.get_tipo_display()), *paises]


class Informes(Comun):
    """The newest published documents in the reader's language."""

    nombre = "informes"

    def title(self) -> str:
        return _("Informes de la CORETT")

    def subtitle(self) -> str:
        return _("Los documentos que la Coalición publica con los datos de sus países.")

    def get_object(self, request: Any, *args: Any, **kwargs: Any) -> str:
        return str(request.LANGUAGE_CODE)

    def items(self, obj: str) -> list[Informe]:
        publicados = Informe.objects.publicados().filter(idioma=obj, publicado_en__isnull=False)
        return list(publicados.defer("narrativa").order_by("-publicado_en", "-pk")[:CUANTAS])

    def item_title(self, item: Informe) -> str:
        nombre = ": ".join(filter(None, [item.get_tipo_display(), item.nombre_sujeto]))
        return f"{nombre}, {item.anio}"

    def item_link(self, item: Informe) -> str:
        return item.get_absolute_url()

    def item_guid(self, item: Informe) -> str:
        return f"urn:sha256:{item.huella}"

    def item_pubdate(self, item: Informe) -> dt.datetime:
        return item.publicado_en or timezone.now()

    item_updateddate = item_pubdate


noticias_feed = publica(Noticias())
informes_feed = publica(Informes())
