"""The last minute of a deadline, said so that nobody misreads it by her own clock."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from actores.models import Pais
from planes import agenda, correos
from planes.models import Prorroga
from planes.relojes import fin_del_plazo, otro_reloj
from tests.crear import crear_pais, crear_periodo
from tests.planes.gente import entrar, focal, texto

pytestmark = pytest.mark.django_db

DIA = dt.date(2026, 12, 22)
AQUI = "El plazo termina a las 23:59, hora de Guatemala"


def pais(codigo: str, nombre: str, zona: str) -> Pais:
    suyo = crear_pais(codigo, nombre)
    suyo.zona_horaria = zona
    suyo.full_clean()
    suyo.save()
    return suyo


@pytest.mark.parametrize(
    ("codigo", "nombre", "zona", "alla"),
    [
        ("gt", "Guatemala", "America/Guatemala", ""),
        ("mx", "México", "America/Mexico_City", ""),
        ("bz", "Belice", "America/Belize", ""),
        ("pa", "Panamá", "America/Panama", ": 00:59 del día siguiente en Panamá"),
        ("do", "República Dominicana", "America/Santo_Domingo",
         ": 01:59 del día siguiente en República Dominicana"),
        ("us", "Al oeste", "America/Los_Angeles", ": 21:59 en Al oeste"),
    ],
)  # fmt: skip
def test_la_ultima_hora_en_el_reloj_de_cada_pais(
    codigo: str, nombre: str, zona: str, alla: str
) -> None:
    suyo = pais(codigo, nombre, zona)
    assert fin_del_plazo(DIA, suyo) == f"{AQUI}{alla}."
    assert otro_reloj(suyo) == bool(alla)


def test_el_reporte_regional_va_con_la_hora_del_portal() -> None:
    assert fin_del_plazo(DIA, None) == f"{AQUI}."
    assert not otro_reloj(None)


def test_cuenta_la_hora_de_verano_de_ese_dia() -> None:
    suyo = pais("us", "Al este", "America/New_York")
    assert "00:59" in fin_del_plazo(DIA, suyo)
    assert "01:59" in fin_del_plazo(dt.date(2026, 7, 31), suyo)


@pytest.mark.parametrize("zona", ["", "Panamá", "America/Ninguna", "../etc/passwd"])
def test_una_zona_que_no_existe_no_entra(zona: str) -> None:
    with pytest.raises(ValidationError) as error:
        pais("pa", "Panamá", zona)
    assert "zona_horaria" in error.value.message_dict


@pytest.mark.parametrize(("codigo", "dice"), [("pa", True), ("gt", False)])
def test_mis_reportes_lo_dice_a_quien_tiene_otro_reloj(codigo: str, dice: bool) -> None:
    pais("pa", "Panamá", "America/Panama")
    crear_periodo()
    pagina = texto(entrar(focal(codigo)).get("/reportes/"))
    assert "Abierto hasta el" in pagina
    assert ("00:59 del día siguiente en Panamá" in pagina) == dice


def test_el_correo_de_una_prorroga_lo_dice(django_capture_on_commit_callbacks: Any) -> None:
    suyo = pais("pa", "Panamá", "America/Panama")
    focal("pa")
    periodo = crear_periodo()
    hasta = periodo.cierra + dt.timedelta(days=5)
    dada = Prorroga.objects.create(periodo=periodo, pais=suyo, hasta=hasta, motivo="m")
    with django_capture_on_commit_callbacks(execute=True):
        correos.prorroga([dada])
    frase = f"{AQUI}: 00:59 del día siguiente en Panamá."
    mensaje: Any = mail.outbox[0]
    assert frase in mensaje.body
    assert frase in mensaje.alternatives[0][0]


def test_un_plazo_pasado_no_lo_dice() -> None:
    pais("pa", "Panamá", "America/Panama")
    hoy = timezone.localdate()
    dia = dt.timedelta(days=1)
    crear_periodo(abre=hoy - 9 * dia, vence=hoy - 8 * dia, cierra=hoy - dia)
    assert agenda.propias(focal("pa"))
    assert "El plazo termina" not in texto(entrar(focal("pa")).get("/reportes/"))
