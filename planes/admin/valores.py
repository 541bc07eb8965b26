"""Reported values: read, downloaded, and uploaded as if typed on the reporting pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from actores.admin_archivos import ConArchivos
from planes.models import Reporte, Valor
from planes.resources import ValorResource
from planes.respuestas import en_palabras, entrada_de

from .reportes import SoloLectura


@admin.register(Valor)
class ValorAdmin(ConArchivos, SoloLectura):
    recurso = ValorResource
    list_display = ["dato", "informante", "periodo", "respuesta", "estado"]
    list_filter = [
        "reporte__periodo__anio", "reporte__periodo__semestre", "reporte__pais",
        "reporte__estado",
    ]  # fmt: skip
    search_fields = ["dato__nombre", "dato__codigo", "reporte__pais__nombre", "documento", "nota"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Only the reports that the person may read; lists and files start here too."""
        visibles = Reporte.objects.visibles_para(request.user)
        return (
            super()
            .get_queryset(request)
            .filter(reporte__in=visibles)
            .select_related("dato", "etapa", "reporte__periodo__plan", "reporte__pais")
            .prefetch_related("partes")
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Another country's value is not there, and no redirect says that it might have been."""
        if self.get_object(request, object_id) is None:
            raise Http404
        return super().change_view(request, object_id, form_url, extra_context)

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Into which reports is ``planes.permisos``'s to say, row by row."""
        return request.user.has_perm("planes.change_valor")

    def ascendientes(self, valor: Valor) -> list[models.Model]:
        return []

    @admin.display(description=gettext_lazy("informante"))
    def informante(self, valor: Valor) -> str:
        return valor.reporte.nombre_informante

    @admin.display(description=gettext_lazy("período"))
    def periodo(self, valor: Valor) -> str:
        return valor.reporte.periodo.clave

    @admin.display(description=gettext_lazy("respuesta"))
    def respuesta(self, valor: Valor) -> str:
        return en_palabras(valor.dato, entrada_de(valor))

    @admin.display(description=gettext_lazy("estado del reporte"))
    def estado(self, valor: Valor) -> str:
        return valor.reporte.get_estado_display()
