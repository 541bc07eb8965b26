"""Dates that nobody can have meant: refused where they are typed, before any calendar breaks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from planes.forms.campos import TextoField
from planes.forms.periodo import campo_de_fecha
from planes.models import Periodo
from planes.operaciones.periodos import errores_de_fechas


@pytest.mark.parametrize("fecha", ["0001-01-01", "1999-12-31", "2100-01-01", "9999-12-31"])
def test_una_fecha_de_otro_siglo_se_rechaza(fecha: str) -> None:
    with pytest.raises(ValidationError, match="va de 2000 a 2099"):
        campo_de_fecha("Hasta").clean(fecha)


@pytest.mark.parametrize("fecha", ["2000-01-01", "2099-12-31"])
def test_las_del_borde_valen(fecha: str) -> None:
    assert campo_de_fecha("Hasta").clean(fecha) == dt.date.fromisoformat(fecha)


def test_un_periodo_con_un_anio_imposible_lo_dice_y_no_falla() -> None:
    dia = dt.date(9999, 12, 31)
    periodo = Periodo(anio=99999, semestre=1, abre=dia, vence=dia, cierra=dia)
    assert set(errores_de_fechas(periodo)) == {"abre", "vence", "cierra"}


def test_un_texto_no_guarda_lo_que_da_vuelta_a_las_letras() -> None:
    assert TextoField().clean("al rev\u202eés\u2066 y \x00nada\tmás\n") == "al revés y nada\tmás"
