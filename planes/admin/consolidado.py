"""What the plenary works with, to download: the consolidated document and the evidence."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from actores.demostracion import nombre_avisado
from planes import permisos
from planes.consolidado import (
    consolidar,
    escribir_expediente,
    escribir_tabla,
    escribir_texto,
    evidencias_de,
)
from planes.models import Periodo, Reporte
from planes.views.comun import Peticion

FORMATOS: dict[str, tuple[Any, str]] = {
    "docx": (
        escribir_texto,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": (escribir_tabla, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@require_safe
def periodo_consolidado(request: Peticion, periodo: int, formato: str) -> HttpResponse:
    """The period as an editable document; for those who read every report."""
    if not permisos.lee_reportes(request.user):
        raise PermissionDenied
    if formato not in FORMATOS:
        raise Http404
    el_periodo = get_object_or_404(Periodo.objects.select_related("plan"), pk=periodo)
    escribir, tipo = FORMATOS[formato]
    contenido = escribir(consolidar(el_periodo))
    return descarga(contenido, tipo, f"corett-consolidado-{el_periodo.clave}.{formato}")


@require_safe
def reporte_expediente(request: Peticion, object_id: str, ficha: Any) -> HttpResponse:
    """The evidence behind one report, as a ZIP of the cleaned copies."""
    el_reporte: Reporte = ficha.reporte(request, object_id)
    if not permisos.lee_reportes(request.user):
        raise PermissionDenied
    quien = slugify(el_reporte.nombre_informante)
    nombre = f"corett-evidencias-{quien}-{el_reporte.periodo.clave}.zip"
    return descarga(escribir_expediente(evidencias_de(el_reporte)), "application/zip", nombre)


def descarga(contenido: bytes, tipo: str, nombre: str) -> HttpResponse:
    return HttpResponse(
        contenido,
        content_type=tipo,
        headers={
            "Content-Disposition": f'attachment; filename="{nombre_avisado(nombre)}"',
            "Cache-Control": "no-store",
        },
    )
