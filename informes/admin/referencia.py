"""Key dates and the glossary in the panel."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from actores.admin_comun import FichaConHistoria
from informes import cache
from informes.models import FechaClave, Termino


class AlInstante(FichaConHistoria):
    """A table whose rows visitors see as soon as they are saved."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(cache.olvidar)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        transaction.on_commit(cache.olvidar)


@admin.register(FechaClave)
class FechaClaveAdmin(AlInstante):
    texto_nueva = gettext_lazy("Añadir una fecha clave")
    list_display = ["titulo", "tipo", "fecha", "hasta", "anual", "publicada"]
    list_filter = ["publicada", "tipo", "anual"]
    search_fields = ["titulo", "titulo_en", "texto", "lugar", "codigo"]
    date_hierarchy = "fecha"
    ordering = ["-fecha"]
    prepopulated_fields = {"codigo": ["titulo"]}
    fields = [
        ("titulo", "titulo_en"), ("texto", "texto_en"), "tipo", "fecha", "hasta", "anual", "lugar",
        "enlace", "fuente", "codigo", "publicada",
    ]  # fmt: skip


@admin.register(Termino)
class TerminoAdmin(AlInstante):
    texto_nueva = gettext_lazy("Añadir un término")
    list_display = ["termino", "termino_en", "publicado"]
    list_filter = ["publicado"]
    search_fields = ["termino", "termino_en", "definicion", "definicion_en", "codigo"]
    prepopulated_fields = {"codigo": ["termino"]}
    fields = [
        ("termino", "termino_en"), ("definicion", "definicion_en"), "fuente", "distinto_de",
        "codigo", "publicado",
    ]  # fmt: skip
