"""What the demonstration writes behind a report that was sent and returned."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from corett import demostracion_registro
from planes.comparacion import leer
from planes.models import Reporte
from tests import crear

pytestmark = pytest.mark.django_db


def test_sus_notas_no_cuentan_como_cambios_desde_la_devolucion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    actividad, dato = crear.crear_actividad("1.1"), crear.crear_dato("talleres")
    crear.crear_indicador(crear.crear_meta("1.1.1", actividad), dato)
    envio = timezone.now() - dt.timedelta(days=10)
    reporte = crear.crear_reporte(
        estado=Reporte.Estado.OBSERVADO, enviado_en=envio,
        revisado_en=envio + dt.timedelta(days=3), revisado_por=crear.crear_usuario(),
    )  # fmt: skip
    crear.crear_avance(reporte, actividad, estado="en_curso", logros="Dos talleres")
    valor = crear.crear_valor(reporte, dato, 3)
    for fila in (*reporte.avances.all(), valor):
        fila.history.update(history_date=envio)
    monkeypatch.setattr(
        demostracion_registro, "propuestas_de", lambda _r: {dato.pk: SimpleNamespace(numero=1)}
    )
    demostracion_registro.recordar(reporte)
    valor.refresh_from_db()
    assert valor.nota.startswith("Nota ficticia")
    reporte.estado = Reporte.Estado.ENVIADO
    assert not leer(reporte).cambiados
