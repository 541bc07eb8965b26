"""The CSV of a Dato: opens in Excel, runs no formula, says what the page says."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from informes import hoja
from informes.models import Corte

FIGURA = {
    "tipo": "conteo",
    "valor": 1234.5,
    "anio": 2024,
    "marca": "p",
    "cobertura": {"reportaron": 2, "esperados": 3, "no_aplica": 0},
}
BANDA = {"tipo": "conteo", "valor": None, "anio": 2024, "minimo": 1, "maximo": 10, "marca": "c"}
HITO = {
    "tipo": "hito", "valor": None, "anio": 2024, "texto": {"es": "=Aprobado", "en": "=Approved"}
}  # fmt: skip
BLOQUE = {
    "dato": {
        "codigo": "casos",
        "nombre": {"es": "@casos", "en": "@cases"},
        "unidad": {"es": "casos", "en": "cases"},
    },
    "series": [
        {
            "categoria": "",
            "nombre": None,
            "region": [FIGURA],
            "paises": {"gt": [BANDA], "hn": [HITO]},
        }
    ],
}
CORTE = Corte(fecha=dt.date(2024, 12, 31), demo=True)


def test_encabezado_y_filas() -> None:
    crudo = hoja.csv_de_bloque(BLOQUE, CORTE)
    assert crudo.startswith(
        b"\xef\xbb\xbfcodigo,dato,pais,anio,categoria,valor,minimo,maximo,texto,marca,"
    )
    filas = list(csv.reader(io.StringIO(crudo.decode("utf-8-sig"))))
    assert filas[0][-5:] == ["reportaron", "esperados", "unidad", "datos_al", "demostracion"]
    unidad = ["casos", "2024-12-31", "sí"]
    assert filas[1:] == [
        ["casos", "'@casos", "region", "2024", "", "1234.5", "", "", "", "p", "2", "3", *unidad],
        ["casos", "'@casos", "gt", "2024", "", "", "1", "10", "", "c", "", "", *unidad],
        ["casos", "'@casos", "hn", "2024", "", "", "", "", "'=Aprobado", "", "", "", *unidad],
    ]


@pytest.mark.parametrize("texto", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_ningun_texto_es_formula(texto: str) -> None:
    fila = hoja.escribir(["a"], [[texto]]).decode("utf-8-sig").split("\r\n", 1)[1]
    assert next(csv.reader(io.StringIO(fila, newline="")))[0] == f"'{texto}"


def test_un_numero_negativo_sigue_siendo_numero() -> None:
    assert hoja.escribir(["a"], [[-5]]).decode("utf-8-sig") == "a\r\n-5\r\n"
