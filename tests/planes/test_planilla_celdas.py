"""What each cell of the workbook takes, and what it asks back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from .escena_planilla import Escena
from .gente import texto
from .libros import estados

# Its subject is a file, the same on any database.
pytestmark = [pytest.mark.django_db, pytest.mark.una_base]


@pytest.fixture
def escena() -> Escena:
    return Escena()


# --- What each cell takes --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("escrito", "numero"),
    [(4, 4), (4.0, 4), ("1 250", 1250), ("1.250.000", 1250000), ("12", 12), (0, 0)],
)
def test_numeros(escena: Escena, escrito: Any, numero: int) -> None:
    libro = escena.libro()
    libro.poner(escena.talleres, "numero", escrito)
    escena.guardar(libro)
    assert escena.valor(escena.talleres).numero == numero


@pytest.mark.parametrize(
    ("escrito", "frase"),
    [
        ("1,250", "se puede leer de dos maneras"),
        ("como 20", "no es un número"),
        (-3, "no puede ser negativo"),
        (2.5, "un número entero"),
        (True, "Aquí va un número"),
        (dt.date(2025, 3, 1), "Aquí va un número"),
        ("=1+1", "tiene una fórmula"),
        ("#REF!", "error de la hoja de cálculo"),
    ],
)
def test_numeros_que_se_preguntan(escena: Escena, escrito: Any, frase: str) -> None:
    libro = escena.libro()
    celda = libro.poner(escena.talleres, "numero", escrito)
    if escrito == "#REF!":
        libro.celda(escena.talleres, "numero").data_type = "e"
    vista = escena.subir(libro)
    assert estados(vista) == {f"d{escena.talleres.pk}": "error"}
    assert frase in texto(vista)
    assert celda in texto(vista)


@pytest.mark.parametrize(
    "escrito", [dt.date(2025, 3, 1), dt.datetime(2025, 3, 1), "1/3/2025", "01-03-2025", "2025-3-1"]
)
def test_fechas(escena: Escena, escrito: Any) -> None:
    libro = escena.libro()
    libro.poner(escena.ruta, "etapa", "validada")
    libro.poner(escena.ruta, "fecha", escrito)
    escena.guardar(libro)
    valor = escena.valor(escena.ruta)
    assert (valor.etapa.codigo, valor.fecha) == ("validada", dt.date(2025, 3, 1))


@pytest.mark.parametrize(
    ("escrito", "frase"),
    [("marzo", "no es una fecha"), ("1/3/2005", "fuera del plan")],
)
def test_fechas_que_no_sirven(escena: Escena, escrito: Any, frase: str) -> None:
    libro = escena.libro()
    libro.poner(escena.manual, "fecha", escrito)
    vista = escena.subir(libro)
    assert estados(vista) == {f"d{escena.manual.pk}": "error"}
    assert frase in texto(vista)


def test_opciones_por_su_nombre_o_su_codigo(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.uno, "estado", "COMPLETADA")
    libro.poner(escena.dos, "estado", "Casi")
    vista = escena.subir(libro)
    assert estados(vista) == {f"a{escena.uno.pk}": "cambia", f"a{escena.dos.pk}": "error"}
    assert "«Casi» no está en la lista. Puede ser: No iniciada, En curso" in texto(vista)


def test_porcentaje(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.cubiertos, "numero", 3)
    assert "hacen falta los dos números" in texto(escena.subir(libro))
    libro.poner(escena.cubiertos, "denominador", 12)
    escena.guardar(libro)
    valor = escena.valor(escena.cubiertos)
    assert (valor.numerador, valor.denominador) == (3, 12)


def test_las_partes_suman_el_total(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner((escena.personas, "mujeres"), "numero", 20)
    assert "suman 32 y el total es 30" in texto(escena.subir(libro))
    libro.poner(escena.personas, "numero", 32)
    escena.guardar(libro)
    valor = escena.valor(escena.personas)
    assert valor.numero == 32
    assert sorted(p.numero for p in valor.partes.all()) == [12, 20]


def test_un_texto_largo_se_dice(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.uno, "logros", "a" * 5001)
    assert "tiene 5 001 caracteres y caben 5 000" in texto(escena.subir(libro))


# --- Zero, not applicable, not available, pending --------------------------------------------


def test_una_ausencia_reemplaza_al_dato_y_al_reves(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.manual, "ausencia", "No disponible")
    escena.guardar(libro)
    valor = escena.valor(escena.manual)
    assert (valor.ausencia, valor.documento) == ("no_disponible", "")
    otro = escena.libro()
    otro.poner(escena.manual, "documento", "Apareció")
    escena.guardar(otro)
    valor = escena.valor(escena.manual)
    assert (valor.ausencia, valor.documento) == ("", "Apareció")


def test_dato_y_ausencia_a_la_vez_se_preguntan(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.talleres, "numero", 0)
    libro.poner(escena.talleres, "ausencia", "No aplica")
    vista = escena.subir(libro)
    assert estados(vista) == {f"d{escena.talleres.pk}": "error"}
    assert "¿cuál de los dos es?" in texto(vista)


def test_una_nota_sola_no_es_un_dato(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.talleres, "nota", "Se verá")
    assert estados(escena.subir(libro)) == {f"d{escena.talleres.pk}": "error"}


# --- Finished --------------------------------------------------------------------------------


def test_terminada_exige_los_datos(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.uno, "terminada", "Sí")
    vista = escena.subir(libro)
    assert estados(vista) == {f"a{escena.uno.pk}": "error"}
    assert "Falta «Talleres»" in texto(vista)
    libro.poner(escena.talleres, "numero", 4)
    escena.guardar(libro)
    assert escena.reporte.avances.get(actividad=escena.uno).terminada


def test_terminada_sin_decir_como_va(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.dos, "terminada", "Sí")
    assert "Diga cómo va esta actividad" in texto(escena.subir(libro))
    libro.poner(escena.dos, "estado", "No aplica")
    escena.guardar(libro)
    assert escena.reporte.avances.get(actividad=escena.dos).terminada
