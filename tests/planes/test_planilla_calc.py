"""Acceptance 2: a real LibreOffice opens the workbook, changes five cells and saves it; the
portal shows nuevo, cambia, igual, en conflicto, con error, writes once, and then nothing more."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.utils.translation import override

from planes.models import Avance, Valor
from tests.crear import crear_valor

from .escena_planilla import Escena
from .gente import ruta, texto
from .libros import Libro, confirmar, estados, subir

# Its subject is a file, the same on any database.
pytestmark = [pytest.mark.django_db, pytest.mark.una_base]

PROGRAMA = Path(__file__).with_name("calc.py")


def en_calc(tmp_path: Path, contenido: bytes, celdas: list[tuple[str, str]]) -> bytes:
    """The workbook after somebody typed into these cells (``Datos!F12``) in LibreOffice."""
    soffice = shutil.which("soffice")
    assert soffice, "libreoffice-calc-nogui is not installed: herramientas/preparar.sh pruebas"
    archivo = tmp_path / "planilla.xlsx"
    archivo.write_bytes(contenido)
    pedido = {
        "archivo": str(archivo),
        "perfil": str(tmp_path / "perfil"),
        "soffice": soffice,
        "celdas": [[*celda.split("!"), valor] for celda, valor in celdas],
    }
    hecho = subprocess.run(
        ["/usr/bin/python3", str(PROGRAMA)],
        input=json.dumps(pedido), capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert hecho.returncode == 0, hecho.stderr
    assert all(json.loads(hecho.stdout)), "LibreOffice took nothing in some cell"
    assert archivo.read_bytes() != contenido
    return archivo.read_bytes()


def lugar(libro: Libro, fila: object, columna: str) -> str:
    celda = libro.celda(fila, columna)
    return f"{celda.parent.title}!{celda.coordinate}"


@pytest.mark.parametrize("idioma", ["es", "en"])
def test_ida_y_vuelta_por_libreoffice(idioma: str, tmp_path: Path) -> None:
    escena = Escena()
    libro = escena.libro(idioma)
    with override(idioma):
        completada = str(Avance.Estado.COMPLETADA.label)
    celdas = [
        (lugar(libro, escena.talleres, "numero"), "4"),
        (lugar(libro, escena.manual, "documento"), "Manual de referencia"),
        (lugar(libro, escena.monto, "numero"), "0"),
        (lugar(libro, escena.uno, "estado"), completada),
        (lugar(libro, escena.ruta, "fecha"), "31/06/2025"),
    ]
    vuelta = en_calc(tmp_path, libro.bytes, celdas)
    # Meanwhile: the ST types the amount, a colleague writes on the first activity.
    crear_valor(escena.reporte, escena.monto, 0)
    escena.colega_escribe(logros="Dos talleres y un foro")
    prefijo = "/en" if idioma == "en" else ""
    vista = subir(escena.cliente, escena.reporte, vuelta, prefijo=prefijo)
    assert estados(vista) == {
        f"d{escena.talleres.pk}": "nuevo",
        f"d{escena.manual.pk}": "cambia",
        f"d{escena.monto.pk}": "igual",
        f"a{escena.uno.pk}": "conflicto",
        f"d{escena.ruta.pk}": "error",
    }
    assert celdas[-1][0] in texto(vista)
    assert not Valor.objects.filter(dato=escena.talleres).exists()

    for _vez in range(2):
        hecho = confirmar(escena.cliente, escena.reporte, vista, sin_errores="1")
        assert hecho.status_code == 302
    assert escena.valor(escena.talleres).numero == 4
    assert escena.valor(escena.talleres).history.count() == 1
    assert escena.valor(escena.manual).documento == "Manual de referencia"
    assert escena.reporte.avances.get(actividad=escena.uno).estado == "en_curso"
    assert not Valor.objects.filter(dato=escena.ruta).exists()

    historia = Avance.history.count() + Valor.history.count()
    otra = subir(escena.cliente, escena.reporte, vuelta, prefijo=prefijo)
    assert set(estados(otra).values()) == {"igual", "conflicto", "error"}
    confirmar(escena.cliente, escena.reporte, otra, sin_errores="1")
    assert Avance.history.count() + Valor.history.count() == historia
    assert escena.cliente.get(ruta(escena.reporte)).status_code == 200


def test_abierta_y_guardada_sin_tocar_no_cambia_nada(tmp_path: Path) -> None:
    """What LibreOffice rewrites in the file by itself is no change."""
    escena = Escena()
    avance = escena.reporte.avances.get(actividad=escena.uno)
    avance.logros = "=1+1\ncon «eñes», <b>y</b> líneas\n\n  sangradas"
    avance.limitaciones = "2025-03-01"
    avance.barreras = "007"
    avance.save()
    libro = escena.libro()
    celda = lugar(libro, escena.talleres, "nota")
    vuelta = en_calc(tmp_path, libro.bytes, [(celda, "x")])
    libro = Libro(vuelta)
    libro.poner(escena.talleres, "nota", None)
    assert estados(escena.subir(libro)) == {}
