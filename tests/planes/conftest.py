"""What the tests of the reporting pages start from."""

from __future__ import annotations

import pytest

from actores.models import Usuario
from planes.models import Actividad, Reporte
from tests.crear import (
    crear_actividad,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_periodo,
    crear_reporte,
)
from tests.planes.gente import focal


@pytest.fixture
def taller() -> Actividad:
    """An activity that asks one count, ``talleres``; the period is open today."""
    meta = crear_meta("2.1.1", crear_actividad("2.1", corto="Talleres para legisladores"))
    crear_indicador(meta, crear_dato("talleres", unidad="talleres"))
    crear_periodo(meta.plan)
    return meta.actividades.get()


@pytest.fixture
def duena(taller: Actividad) -> Usuario:
    return focal("hn", nombre="Ana")


@pytest.fixture
def reporte(duena: Usuario) -> Reporte:
    return crear_reporte(crear_pais("hn"))
