"""The cut desk and its documents: the lists, and the ways to their pages. A cut is never edited
as a row, nor is a document."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_comun import Ficha, FichaConHistoria
from informes.models import Corte, FormaInforme, Informe
from informes.views.archivos import DE_DIBUJO, SE_MUESTRAN, TIPOS
from planes import permisos
from planes.admin.comun import HistoriaDe

from .corte_detalle import corte_detalle, situacion
from .corte_documentos import corte_documentos, corte_produccion, informe_retirar
from .corte_preparar import corte_preparar
from .corte_procedencia import corte_procedencia
from .corte_publicar import corte_publicar


class SinFormulario:
    """Rows that only operations write."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def insignia(clave: str, nombre: str) -> str:
    return render_to_string("partes/_estado.html", {"clave": clave, "nombre": nombre})


class PorSituacion(admin.SimpleListFilter):
    """The states as the list says them: of the published ones only that in force is that."""

    title = gettext_lazy("estado")
    parameter_name = "estado"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Corte.Estado.choices, ("sustituido", gettext_lazy("Sustituido"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> Any:
        publicados = models.Q(estado=Corte.Estado.PUBLICADO)
        vigente = models.Q(pk=models.F("vigente"))
        filtros = {
            Corte.Estado.PUBLICADO.value: publicados & vigente,
            "sustituido": publicados & ~vigente,
        }
        valor = self.value()
        return queryset.filter(filtros.get(valor, models.Q(estado=valor))) if valor else queryset


@admin.register(Corte)
class CorteAdmin(SinFormulario, Ficha):
    list_display = [
        "fecha",
        "plan",
        "con_estado",
        "que_periodos",
        "corta",
        "creado_en",
        "publicado_en",
    ]
    list_filter = [PorSituacion, ("plan", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["huella", "motivo"]
    list_select_related = ["plan"]
    texto_nueva = gettext_lazy("Preparar un corte")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Each row knows which cut is in force (``vigente``)."""
        vigente = Corte.objects.vigente()
        clave = models.Value(vigente.pk if vigente else 0, models.BigIntegerField())
        return super().get_queryset(request).annotate(vigente=clave).prefetch_related("periodos")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return permisos.es_secretaria(request.user)

    def get_urls(self) -> list[Any]:
        def ruta(direccion: str, vista: Any, nombre: str) -> Any:
            protegida = self.admin_site.admin_view(partial(vista, ficha=self))
            return path(direccion, protegida, name=nombre)

        return [
            ruta("preparar/", corte_preparar, "informes_corte_preparar"),
            ruta("<int:object_id>/detalle/", corte_detalle, "informes_corte_detalle"),
            ruta("<int:object_id>/publicar/", corte_publicar, "informes_corte_publicar"),
            ruta("<int:object_id>/documentos/", corte_documentos, "informes_corte_documentos"),
            ruta("<int:object_id>/produccion/", corte_produccion, "informes_corte_produccion"),
            ruta("<int:object_id>/cifra/", corte_procedencia, "informes_corte_procedencia"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return redirect("admin:informes_corte_preparar")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        corte = self.get_object(request, object_id)
        if corte is None:
            raise Http404
        return redirect("admin:informes_corte_detalle", corte.pk)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Who prepared, published and withdrew it stands on its page."""
        return self.change_view(request, object_id)

    @admin.display(description=gettext_lazy("estado"), ordering="estado")
    def con_estado(self, corte: Any) -> str:
        return insignia(*situacion(corte, corte.vigente))

    @admin.display(description=gettext_lazy("períodos"))
    def que_periodos(self, corte: Corte) -> str:
        claves = sorted(p.clave for p in corte.periodos.all())
        return f"{claves[0]} – {claves[-1]}" if len(claves) > 1 else "".join(claves)

    @admin.display(description=gettext_lazy("huella"))
    def corta(self, corte: Corte) -> str:
        return corte.huella[:12]


@admin.register(Informe)
class InformeAdmin(SinFormulario, HistoriaDe, FichaConHistoria):
    """Documents are made, published and read on the page of their cut."""

    campos_de_historia = [
        "estado",
        "huella",
        "paginas",
        "error",
        "motivo_retiro",
        "motivo_retiro_en",
    ]
    list_display = [
        "tipo",
        "anio",
        "de_que",
        "idioma",
        "con_estado",
        "del_corte",
        "cuantas_paginas",
        "producido_en",
        "fallo",
    ]
    list_filter = ["estado", "tipo", "anio", "idioma"]
    list_select_related = ["corte__plan"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        def ruta(direccion: str, vista: Any, nombre: str) -> Any:
            return path(direccion, self.admin_site.admin_view(vista), name=nombre)

        return [
            ruta("<int:object_id>/archivo/", self.archivo, "informes_informe_archivo"),
            ruta("forma/<int:object_id>/archivo/", self.forma, "informes_forma_archivo"),
            ruta(
                "<int:object_id>/retirar/",
                partial(informe_retirar, ficha=self),
                "informes_informe_retirar",
            ),
            *super().get_urls(),
        ]

    def archivo(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """The file as it is, published or not, for those who may see the document's row."""
        return self.abrir(request, Informe.objects.filter(pk=object_id).first())

    def forma(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """The same document as another file."""
        formas = FormaInforme.objects.select_related("informe")
        return self.abrir(request, formas.filter(pk=object_id).first())

    def abrir(self, request: HttpRequest, fila: Informe | FormaInforme | None) -> HttpResponseBase:
        if fila is None or not self.has_view_permission(request):
            raise Http404
        if not fila.archivo or not fila.archivo.storage.exists(str(fila.archivo)):
            raise Http404
        respuesta = FileResponse(
            fila.archivo.open("rb"),
            content_type=TIPOS[fila.extension],
            as_attachment=fila.extension not in SE_MUESTRAN,
            filename=fila.nombre_archivo,
        )
        respuesta["X-Content-Type-Options"] = "nosniff"
        if fila.extension == "svg":
            respuesta["Content-Security-Policy"] = DE_DIBUJO
        return respuesta

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        informe = self.get_object(request, object_id)
        if informe is None:
            raise Http404
        return redirect("admin:informes_corte_documentos", informe.corte_id)

    @admin.display(description=gettext_lazy("estado"), ordering="estado")
    def con_estado(self, informe: Informe) -> str:
        return insignia(informe.estado, informe.get_estado_display())

    @admin.display(description=gettext_lazy("de qué o de quién"), ordering="nombre_sujeto")
    def de_que(self, informe: Informe) -> str:
        return informe.nombre_sujeto

    @admin.display(description=gettext_lazy("datos al"), ordering="corte__fecha")
    def del_corte(self, informe: Informe) -> str:
        return (
            f"{date_format(informe.corte.fecha, 'SHORT_DATE_FORMAT')}, {informe.corte.huella[:8]}"
        )

    @admin.display(description=gettext_lazy("páginas"), ordering="paginas")
    def cuantas_paginas(self, informe: Informe) -> int | None:
        return informe.paginas or None

    @admin.display(description=gettext_lazy("problema"))
    def fallo(self, informe: Informe) -> str:
        return _("No se pudo producir") if informe.error else ""
