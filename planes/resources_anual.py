"""The countries' proposals as a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tablib
from django.utils.translation import gettext as _

from actores.models import nombre_de_campo
from planes.models import Propuesta

COLUMNAS = ("obstaculo", "propuesta", "responsable", "plazo", "estado", "seguimiento")


class PropuestaResource:
    """Out only: a proposal is its country's to write."""

    def export(self, propuestas: Iterable[Propuesta]) -> tablib.Dataset:
        """One row a proposal, in the reader's words; ``autoevaluacion__pais`` comes along."""
        datos = tablib.Dataset(title=str(Propuesta._meta.verbose_name_plural)[:31])
        datos.headers = [
            _("País"),
            _("Año"),
            _("Autoevaluación"),
            *(nombre_de_campo(Propuesta, c) for c in COLUMNAS),
        ]
        for propuesta in propuestas:
            suya = propuesta.autoevaluacion
            celdas = [celda(propuesta, columna) for columna in COLUMNAS]
            datos.append([str(suya.pais), suya.anio, suya.get_estado_display(), *celdas])
        return datos


def celda(propuesta: Propuesta, columna: str) -> Any:
    if columna == "estado":
        return propuesta.get_estado_display()
    if columna == "plazo":
        return propuesta.plazo.isoformat() if propuesta.plazo else ""
    return getattr(propuesta, columna)
