"""Reports in the admin: the list, and the ways into the pages on which they are read, reviewed
and filled in. No row of a report is ever edited by a table's raw form."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext_lazy

from actores.admin_comun import FichaConHistoria
from planes.historial import cambios_de_datos
from planes.models import Avance, Reporte

from .captura import reporte_captura, reporte_iniciar
from .cola import reporte_aprobar_varios, reporte_cola
from .comun import HistoriaDe
from .consolidado import reporte_expediente
from .filtros import PaisOLaRegion
from .revision import reporte_revision
from .tablero import periodo_matriz, periodo_matriz_csv


class SoloLectura(HistoriaDe, FichaConHistoria):
    """Rows that are read here and written elsewhere, and only by whom ``visibles_para`` lets:
    anybody else's are not there (404)."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Reporte)
class ReporteAdmin(SoloLectura):
    """Every version of every report that the person may read."""

    campos_de_historia = ["estado", "enviado_por", "revisado_por"]
    list_display = ["informante", "periodo", "con_estado", "version", "enviado_en", "revisado_en"]
    list_filter = ["estado", "periodo__anio", "periodo__semestre", ("pais", PaisOLaRegion)]
    search_fields = ["pais__nombre", "referencia", "periodo__anio"]
    ordering = ["-periodo__anio", "-periodo__semestre", "pais__orden", "-version"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return (
            Reporte.objects.visibles_para(request.user)
            .select_related(
                "periodo__plan",
                "pais",
                "sustituido_por",
                "sustituye",
                "enviado_por",
                "revisado_por",
            )
            .prefetch_related("periodo__prorrogas")
        )

    def get_urls(self) -> list[Any]:
        def ruta(direccion: str, vista: Any, nombre: str) -> Any:
            protegida = self.admin_site.admin_view(partial(vista, ficha=self))
            return path(direccion, protegida, name=nombre)

        return [
            ruta("por-revisar/", reporte_cola, "planes_reporte_cola"),
            ruta("por-revisar/aprobar/", reporte_aprobar_varios, "planes_reporte_aprobar_varios"),
            ruta("periodo/<int:periodo>/", periodo_matriz, "planes_periodo_matriz"),
            ruta(
                "periodo/<int:periodo>/matriz.csv", periodo_matriz_csv, "planes_periodo_matriz_csv"
            ),
            ruta(
                "periodo/<int:periodo>/iniciar/<slug:informante>/",
                reporte_iniciar,
                "planes_reporte_iniciar",
            ),
            ruta("<path:object_id>/revision/", reporte_revision, "planes_reporte_revision"),
            ruta(
                "<path:object_id>/evidencias.zip", reporte_expediente, "planes_reporte_expediente"
            ),
            ruta(
                "<path:object_id>/actividades/<str:codigo>/",
                reporte_captura,
                "planes_reporte_captura",
            ),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A report is read item by item, not as a row."""
        reporte = self.reporte(request, object_id)
        return redirect("admin:planes_reporte_revision", reporte.pk)

    def reporte(self, request: HttpRequest, object_id: str) -> Reporte:
        """The report, if this person may read it; anybody else's is not there."""
        reporte: Reporte | None = self.get_object(request, object_id)
        if reporte is None:
            raise Http404
        return reporte

    @admin.display(description=gettext_lazy("quién reporta"), ordering="pais__orden")
    def informante(self, reporte: Reporte) -> str:
        return reporte.nombre_informante

    @admin.display(description=gettext_lazy("estado"), ordering="estado")
    def con_estado(self, reporte: Reporte) -> str:
        return render_to_string(
            "partes/_estado.html",
            {"clave": reporte.estado, "nombre": reporte.get_estado_display()},
        )


@admin.register(Avance)
class AvanceAdmin(SoloLectura):
    """What the reports say of each activity; its own page is the report's."""

    object_history_template = "admin/planes/avance/historial.html"
    list_display = ["actividad", "informante", "periodo", "con_estado", "actualizado_en"]
    list_filter = [
        "estado", "reporte__periodo__anio", "reporte__periodo__semestre",
        ("reporte__pais", PaisOLaRegion),
    ]  # fmt: skip
    search_fields = ["actividad__codigo", "actividad__corto", "actividad__texto", *Avance.TEXTOS]
    ordering = ["-reporte__periodo__anio", "-reporte__periodo__semestre", "actividad__orden"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        visibles = Reporte.objects.visibles_para(request.user)
        return Avance.objects.filter(reporte__in=visibles).select_related(
            "actividad", "reporte__periodo__plan", "reporte__pais"
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        avance = self.get_object(request, object_id)
        if avance is None:
            raise Http404
        direccion = redirect("admin:planes_reporte_revision", avance.reporte_id)
        direccion["Location"] += f"?ver=todas#a-{avance.actividad.codigo}"
        return direccion

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """With the changes of the activity's figures, which are rows of their own."""
        avance = self.get_object(request, unquote(object_id))
        cambios = cambios_de_datos(avance) if avance else []
        return super().history_view(
            request, object_id, {"cambios": cambios, **(extra_context or {})}
        )

    @admin.display(description=gettext_lazy("quién reporta"), ordering="reporte__pais__orden")
    def informante(self, avance: Avance) -> str:
        return avance.reporte.nombre_informante

    @admin.display(description=gettext_lazy("período"))
    def periodo(self, avance: Avance) -> str:
        return avance.reporte.periodo.clave

    @admin.display(description=gettext_lazy("estado"), ordering="estado")
    def con_estado(self, avance: Avance) -> str:
        if not avance.estado:
            return ""
        return render_to_string(
            "partes/_estado.html", {"clave": avance.estado, "nombre": avance.get_estado_display()}
        )
