"""Answers that are a file to keep."""

from __future__ import annotations

from django.http import HttpResponse

from informes.models import Corte


def archivo(
    corte: Corte, nombre: str, contenido: bytes, tipo: str = "text/csv; charset=utf-8"
) -> HttpResponse:
    """A download whose name tells the date of its data."""
    completo = f"corett-{corte.fecha.isoformat()}-{nombre}"
    cabeceras = {"Content-Disposition": f'attachment; filename="{completo}"'}
    return HttpResponse(contenido, content_type=tipo, headers=cabeceras)
