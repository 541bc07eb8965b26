"""The Estrategia's content plan: messages, products and channels by audience."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models

from actores.admin_archivos import ConArchivos
from actores.admin_comun import FichaConHistoria
from informes.models import Medio, Mensaje, Producto
from informes.resources import MedioResource, MensajeResource, ProductoResource


class DelPublicoAdmin(ConArchivos, FichaConHistoria):
    """A row under its audience."""

    list_filter = ["publico"]
    list_select_related = ["publico"]

    def ascendientes(self, fila: Any) -> list[models.Model]:
        return [fila.publico]


@admin.register(Mensaje)
class MensajeAdmin(DelPublicoAdmin):
    recurso = MensajeResource
    list_display = ["texto", "publico", "orden"]
    search_fields = ["texto", "texto_en", "texto_impreso"]
    fields = ["publico", "orden", ("texto", "texto_en"), "texto_impreso", "nota_fuente"]


@admin.register(Producto)
class ProductoAdmin(DelPublicoAdmin):
    recurso = ProductoResource
    list_display = ["nombre", "publico", "tiempos", "orden"]
    search_fields = ["nombre", "nombre_en", "tiempos", "texto_impreso"]
    fields = [
        "publico",
        "orden",
        ("nombre", "nombre_en"),
        ("tiempos", "tiempos_en"),
        "texto_impreso",
        "nota_fuente",
    ]


@admin.register(Medio)
class MedioAdmin(DelPublicoAdmin):
    recurso = MedioResource
    list_display = ["nombre", "publico", "orden"]
    search_fields = ["nombre", "nombre_en", "texto_impreso"]
    fields = ["publico", "orden", ("nombre", "nombre_en"), "texto_impreso", "nota_fuente"]
