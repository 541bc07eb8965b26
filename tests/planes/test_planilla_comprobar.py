"""The page that shows what a workbook would change: what it offers when only errors remain."""

from __future__ import annotations

import re

import pytest

from tests.crear import crear_valor

from .escena_planilla import Escena
from .gente import texto
from .libros import confirmar

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    return Escena()


def test_con_solo_errores_no_hay_que_dejarlos_fuera(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.ruta, "fecha", "31/06/2025")
    vista = escena.subir(libro)
    html = vista.content.decode()
    assert "sin_errores" not in html
    assert 'value="guardar"' not in html
    assert "Ninguna fila se puede guardar así" in texto(vista)
    assert "Subir la planilla corregida" in texto(vista)


def test_cuando_lo_demas_ya_se_guardo_quedan_los_errores(escena: Escena) -> None:
    """The rest was saved in another window while she looked."""
    libro = escena.libro()
    libro.poner(escena.ruta, "fecha", "31/06/2025")
    libro.poner(escena.talleres, "numero", 4)
    vista = escena.subir(libro)
    assert 'name="sin_errores"' in vista.content.decode()
    crear_valor(escena.reporte, escena.talleres, 4)
    queda = confirmar(escena.cliente, escena.reporte, vista)
    html = queda.content.decode()
    assert "Las filas sin error ya están guardadas" in texto(queda)
    assert "sin_errores" not in html
    destinos = set(re.findall(r'href="#([^"]+)"', html))
    assert destinos <= set(re.findall(r'id="([^"]+)"', html))  # no link leads nowhere
