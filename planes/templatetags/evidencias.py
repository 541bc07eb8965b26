"""The files of an activity, for the pages that show it."""

from __future__ import annotations

from typing import Any

from django import template

from planes.adjuntos import Dueno
from planes.cuestionario import Hoja
from planes.models import Reporte

register = template.Library()


@register.inclusion_tag("planes/_evidencias.html")
def evidencias_de(reporte: Reporte, hoja: Hoja, editable: bool) -> dict[str, Any]:
    """``{% evidencias_de reporte tarea.hoja editable %}``: the part of one activity's page."""
    dueno = Dueno(reporte, hoja.actividad)
    return {
        "evidencias": list(dueno.evidencias),
        "subir": dueno.subir,
        "editable": editable,
        "pedidas": hoja.evidencias,
    }
