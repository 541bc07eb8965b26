"""Files of evidence as the ST finds them, and the log of who opened a sealed original."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from actores.admin_comun import Ficha
from planes import operaciones, permisos
from planes.adjuntos import dueno_de
from planes.models import Apertura, Evidencia
from planes.peso import peso
from planes.views.comun import Peticion
from planes.views.evidencias import descarga, nombre_de_descarga

from .comun import pagina
from .reportes import SoloLectura

DUENOS = ("accion", "convenio", "proyecto", "recurso", "autoevaluacion")


@admin.register(Evidencia)
class EvidenciaAdmin(SoloLectura):
    """Every file, to look for and to download; who reports adds and deletes them."""

    change_form_template = "admin/planes/evidencia/ficha.html"
    list_display = [
        "titulo", "de_quien", "de_que", "tipo", "muestra", "se_puede_publicar", "estado",
        "subida_en",
    ]  # fmt: skip
    list_filter = [
        "tipo", "muestra", "estado", "reporte__periodo__anio", "reporte__periodo__semestre",
        "reporte__pais",
    ]  # fmt: skip
    search_fields = [
        "titulo", "referencia", "nombre", "actividad__codigo", "actividad__texto",
        "reporte__pais__nombre",
    ]  # fmt: skip
    ordering = ["-subida_en"]
    fields = [
        "de_quien", "de_que", "titulo", "tipo", "fecha", "dato", "muestra", "consentimiento",
        "se_puede_publicar", "estado", "nombre", "formato_dicho", "peso", "huella", "subida_por",
        "subida_en",
    ]  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return Evidencia.objects.visibles_para(request.user).select_related(
            "reporte__periodo__plan", "reporte__pais", "actividad", "dato", "subida_por",
            *(f"{dueno}__pais" for dueno in DUENOS),
        )  # fmt: skip

    def get_urls(self) -> list[Any]:
        vista = self.admin_site.admin_view(partial(evidencia_original, ficha=self))
        return [
            path("<path:object_id>/original/", vista, name="planes_evidencia_original"),
            *super().get_urls(),
        ]

    def contexto(self, request: HttpRequest, objeto: Any) -> dict[str, Any]:
        return super().contexto(request, objeto) | {
            "evidencia": objeto,
            "es_secretaria": permisos.es_secretaria(request.user),
            "abre_original": permisos.es_secretaria(request.user) and bool(objeto.original),
        }

    @admin.display(description=gettext_lazy("de quién"))
    def de_quien(self, evidencia: Evidencia) -> str:
        objeto: Any = dueno_de(evidencia).objeto
        return str(getattr(objeto, "nombre_informante", None) or objeto.pais)

    @admin.display(description=gettext_lazy("de qué"))
    def de_que(self, evidencia: Evidencia) -> str:
        if evidencia.reporte and evidencia.actividad:
            return f"{evidencia.reporte.periodo.clave} · {evidencia.actividad.codigo}"
        objeto = dueno_de(evidencia).objeto
        return f"{objeto._meta.verbose_name}: {objeto}"

    @admin.display(description=gettext_lazy("puede publicarse"), boolean=True)
    def se_puede_publicar(self, evidencia: Evidencia) -> bool:
        return evidencia.publicable

    @admin.display(description=gettext_lazy("formato"))
    def formato_dicho(self, evidencia: Evidencia) -> str:
        return evidencia.nombre_formato

    @admin.display(description=gettext_lazy("tamaño"))
    def peso(self, evidencia: Evidencia) -> str:
        return peso(evidencia.tamano)


@require_http_methods(["GET", "HEAD", "POST"])
def evidencia_original(request: Peticion, object_id: str, ficha: Any) -> HttpResponseBase:
    """The sealed original: asks first, and each opening is written down."""
    evidencia: Evidencia | None = ficha.get_object(request, object_id)
    if not ficha.has_view_permission(request) or not permisos.es_secretaria(request.user):
        raise PermissionDenied
    if evidencia is None or not evidencia.original:
        raise Http404
    if request.method == "POST":
        return abrir(request, evidencia)
    aperturas = evidencia.aperturas.select_related("usuario")
    contexto = pagina(
        request, ficha, _("Abrir el original sellado"), [], evidencia=evidencia, aperturas=aperturas
    )
    return TemplateResponse(request, "admin/planes/evidencia/original.html", contexto)


def abrir(request: Peticion, evidencia: Evidencia) -> HttpResponseBase:
    try:
        archivo = evidencia.original.open("rb")
    except OSError as error:
        raise Http404 from error
    operaciones.abrir_original(evidencia=evidencia, por=request.user)
    return descarga(archivo, f"original-{nombre_de_descarga(evidencia)}", evidencia.formato)


@admin.register(Apertura)
class AperturaAdmin(Ficha):
    """Only ever added to, by opening an original."""

    list_display = ["momento", "usuario", "evidencia", "comienzo"]
    list_filter = [("usuario", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["huella", "evidencia__titulo", "evidencia__referencia", "usuario__nombre"]
    list_select_related = ["usuario", "evidencia"]
    fields = ["momento", "usuario", "evidencia", "huella"]

    def contexto(self, request: HttpRequest, objeto: Any) -> dict[str, Any]:
        """It is a log itself: it has no history."""
        return super().contexto(request, objeto) | {"sin_historial": True}

    @admin.display(description=gettext_lazy("huella del original"), ordering="huella")
    def comienzo(self, apertura: Apertura) -> str:
        return f"{apertura.huella[:12]}…"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
