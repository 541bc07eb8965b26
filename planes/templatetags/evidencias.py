"""The files of an activity, for the pages that show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from planes.adjuntos import Dueno
from planes.cuestionario import Hoja
from planes.models import Evidencia, Reporte

register = template.Library()


@register.inclusion_tag("planes/_evidencias.html")
def evidencias_de(reporte: Reporte, hoja: Hoja, editable: bool) -> dict[str, Any]:
    """``{% evidencias_de reporte tarea.hoja editable %}``: the part of one activity's page."""
    dueno = Dueno(reporte, hoja.actividad)
    return {
        "evidencias": list(dueno.evidencias),
        "subir": dueno.subir,
        "editable": editable,
        # The printed plan asks for some things twice.
        "pedidas": list({(i.t.texto, i.evidencia): i for i in hoja.evidencias}.values()),
    }


@register.filter
def titulo_entre(evidencia: Evidencia, todas: Iterable[Evidencia]) -> str:
    """``{{ evidencia|titulo_entre:evidencias }}``: its title, and the name of the file when
    another one of them has the same title."""
    iguales = sum(otra.titulo == evidencia.titulo for otra in todas)
    return f"{evidencia.titulo} ({evidencia.nombre})" if iguales > 1 else evidencia.titulo
