"""The calendar file: the person's own dates, under names that stay when a date moves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from icalendar import Calendar

from actores.models import Usuario
from planes.models import Actividad, Periodo, Prorroga, Reporte
from tests.crear import crear_pais, crear_periodo, crear_reporte
from tests.planes.gente import entrar, focal, observador, secretaria

pytestmark = pytest.mark.django_db

RUTA = "/reportes/calendario.ics"


def eventos(quien: Usuario, ruta: str = RUTA) -> dict[str, Any]:
    respuesta = entrar(quien).get(ruta)
    assert respuesta.status_code == 200
    assert respuesta["Content-Type"] == "text/calendar"
    return {str(e["uid"]): e for e in Calendar.from_ical(respuesta.content).walk("VEVENT")}


def hito(hallados: dict[str, Any], cual: str) -> Any:
    [uno] = [e for uid, e in hallados.items() if uid.partition("@")[0].endswith(cual)]
    return uno


def test_las_tres_fechas_del_pais_con_alarma(taller: Actividad, duena: Usuario) -> None:
    periodo, hallados = Periodo.objects.get(), eventos(duena)
    for campo in ("abre", "vence", "cierra"):
        assert hito(hallados, f"-hn-{campo}").start == getattr(periodo, campo)
    vence = hito(hallados, "-hn-vence")
    assert str(vence["summary"]) == "[Demostración] Vence el reporte 2025-II: País HN"
    alarmas = [a["trigger"].dt for a in vence.walk("VALARM")]
    nueve = dt.timedelta(hours=9)
    assert alarmas == [nueve - dt.timedelta(days=14), nueve - dt.timedelta(days=3)]
    assert "/reportes/" in vence["url"]


def test_el_nombre_del_evento_queda_cuando_la_fecha_se_mueve(
    taller: Actividad, duena: Usuario
) -> None:
    periodo, antes = Periodo.objects.get(), eventos(duena)
    hasta = periodo.cierra + dt.timedelta(days=12)
    Prorroga.objects.create(periodo=periodo, pais=crear_pais("hn"), hasta=hasta, motivo="m")
    despues = eventos(duena)
    assert antes.keys() == despues.keys()
    assert hito(despues, "-cierra").start == hasta
    assert "prórroga" in hito(despues, "-cierra")["summary"]
    assert not hito(despues, "-vence").walk("VALARM")


def test_lo_enviado_ya_no_suena(reporte: Reporte, duena: Usuario) -> None:
    Reporte.objects.update(estado="enviado", enviado_por=duena, enviado_en="2025-07-01T00:00Z")
    hallados = eventos(duena)
    assert len(hallados) == 3
    assert not [a for e in hallados.values() for a in e.walk("VALARM")]


def test_cada_quien_lo_suyo(taller: Actividad) -> None:
    periodo = Periodo.objects.get()
    hasta = periodo.cierra + dt.timedelta(days=12)
    Prorroga.objects.create(periodo=periodo, pais=crear_pais("hn"), hasta=hasta, motivo="m")
    gt = eventos(focal("gt"))
    assert not [uid for uid in gt if "-hn-" in uid]
    st = eventos(secretaria())
    assert sorted(uid.split("@")[0].split("-", 3)[-1].split("ii-")[-1] for uid in st) == [
        "hn-cierra", "regional-abre", "regional-cierra", "regional-vence",
    ]  # fmt: skip
    assert len(eventos(observador())) == 1  # the extension: she follows the states


def test_en_ingles_y_solo_con_cuenta(taller: Actividad, client: Any) -> None:
    hallados = eventos(focal("bz", idioma="en"), f"/en{RUTA}")
    assert "/en/reportes/" in hito(hallados, "-vence")["url"]
    respuesta = client.get(RUTA)
    assert respuesta.status_code == 302
    assert "/cuenta/ingresar/" in respuesta["Location"]


def test_mis_reportes_ofrece_el_archivo(taller: Actividad, duena: Usuario) -> None:
    assert f'href="{RUTA}"' in entrar(duena).get("/reportes/").content.decode()


def test_las_consultas_no_crecen(
    taller: Actividad, duena: Usuario, django_assert_num_queries: Any
) -> None:
    for anio in (2023, 2024):
        crear_reporte(crear_pais("hn"), crear_periodo(taller.plan, anio))
    cliente = entrar(duena)
    with django_assert_num_queries(12):
        cliente.get(RUTA)
