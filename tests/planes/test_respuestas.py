"""An answer in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from planes.entrada import Entrada
from planes.models import Dato
from planes.respuestas import con_unidad, en_palabras


@pytest.mark.parametrize(
    ("numero", "se_lee"),
    [
        ("0", "0 talleres y jornadas"),
        ("1", "1 (talleres y jornadas)"),  # and not "1 talleres"
        ("1.0", "1 (talleres y jornadas)"),
        ("2", "2 talleres y jornadas"),
        ("21", "21 talleres y jornadas"),
    ],
)
def test_un_numero_concuerda_con_su_unidad(numero: str, se_lee: str) -> None:
    assert con_unidad(Decimal(numero), "talleres y jornadas") == se_lee


def test_sin_unidad_queda_el_numero() -> None:
    assert con_unidad(Decimal(1), "") == "1"


def test_tambien_en_ingles() -> None:
    dato = Dato(tipo=Dato.Tipo.CONTEO, unidad="casos", unidad_en="cases")
    with translation.override("en"):
        assert en_palabras(dato, Entrada(numero=Decimal(1))) == "1 (cases)"
        assert en_palabras(dato, Entrada(numero=Decimal(1250))) == "1,250 cases"
