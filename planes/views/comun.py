"""What the reporting pages share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes import permisos
from planes.models import Reporte


class Peticion(HttpRequest):
    """A request of somebody who has logged in: what ``login_required`` lets through."""

    user: Usuario


def reporte_o_404(request: Peticion, referencia: str) -> Reporte:
    """The report with that reference, if this person may read it."""
    visibles = Reporte.objects.visibles_para(request.user)
    completos = visibles.select_related(
        "periodo__plan", "pais", "sustituido_por", "enviado_por"
    ).prefetch_related("periodo__prorrogas")
    return get_object_or_404(completos, referencia=referencia.upper())


def contexto_de(request: Peticion, reporte: Reporte, **mas: Any) -> dict[str, Any]:
    """The report, and what this person can do with it now."""
    actos = permisos.actos_de(request.user, reporte)
    return {
        "seccion": "reportes",
        "reporte": reporte,
        "actos": actos,
        "editable": "guardar" in actos,
        "cerrado": por_que_no(request, reporte, actos),
        **mas,
    }


def por_que_no(request: Peticion, reporte: Reporte, actos: list[str]) -> str:
    """One sentence saying why this person cannot write in the report; empty when she can."""
    if "guardar" in actos:
        return ""
    return permisos.por_que_cerrado(reporte) or _(
        "Usted puede leer este reporte. Lo llena quien reporta por él."
    )
