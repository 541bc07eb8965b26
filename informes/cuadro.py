"""A chart of the public site as data; ``informes.cuadros_publicos`` makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from informes import figuras
from informes.figuras import Parte
from informes.models import Corte


@dataclass(frozen=True)
class Renglon:
    """A row of a chart's table. A cell is a text, a number or a figure of the cut."""

    nombre: str
    celdas: list[Any]
    url: str = ""
    clase: str = ""

    @property
    def de_pais(self) -> bool:
        """Whether its figures are one country's, so that an interval is a band."""
        return self.clase == "pais"


@dataclass(frozen=True)
class Cuadro:
    """A chart with all that belongs to it (Q20)."""

    clave: str
    titulo: str
    """The message."""
    subtitulo: str
    """Measure, unit and period."""
    svg: str
    columnas: list[str]
    filas: list[Renglon]
    csv: bytes
    corte: Corte
    pagina: str
    """The address of the page that it belongs to."""
    nombre_pagina: str
    cobertura: Parte | None = None
    """The figure whose coverage stands beside the subtitle."""
    nota: str = ""
    eje: int = 0

    @cached_property
    def fuente(self) -> str:
        return _("Reportes aprobados, datos al %(fecha)s.") % {
            "fecha": date_format(self.corte.fecha, "DATE_FORMAT")
        }

    @property
    def nombre_archivo(self) -> str:
        """Of its files, without extension: the same in every language but for its mark."""
        return f"corett-{self.clave.replace('/', '-')}-{figuras.idioma_actual()}"

    @property
    def figuras(self) -> list[Any]:
        """The cells that may carry a mark."""
        return [celda for fila in self.filas for celda in fila.celdas if isinstance(celda, dict)]

    @property
    def dibujadas(self) -> list[Any]:
        """Those of the cells that the chart shows: the region's."""
        return [celda for fila in self.filas if fila.clase == "region" for celda in fila.celdas]


def de_que_corte(corte: Corte) -> list[str]:
    """The last two columns of a file: date of the data, whether they are fictitious."""
    return [corte.fecha.isoformat(), _("sí") if corte.demo else _("no")]
