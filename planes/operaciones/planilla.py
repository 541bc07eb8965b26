"""Writing what an uploaded workbook changes: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from actores.models import Usuario
from planes.entrada import Entrada
from planes.models import Actividad, Dato, Reporte

from .respuestas import guardar_respuestas


@dataclass
class PaginaDePlanilla:
    """What a workbook says of one activity page; what it does not name stays as it is."""

    actividad: Actividad
    version: int
    """Of the Avance that was compared with; 0 where there was none."""
    textos: Mapping[str, Any] = field(default_factory=dict)
    entradas: dict[Dato, Entrada] = field(default_factory=dict)


@transaction.atomic
def guardar_planilla(
    *, reporte: Reporte, paginas: Iterable[PaginaDePlanilla], por: Usuario
) -> None:
    """Saves every page as if it had been typed, or none of them.

    Raises Conflicto when one of them changed since it was compared, and PermissionDenied.
    """
    for pagina in paginas:
        guardar_respuestas(
            reporte=reporte,
            actividad=pagina.actividad,
            version=pagina.version,
            textos=pagina.textos,
            entradas=pagina.entradas,
            por=por,
        )
