"""What the ST does to periods: who may, what it refuses, what it writes and whom it tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from actores.models import Usuario
from planes import operaciones, semestres, tablero
from planes.models import Periodo, Prorroga, Reporte
from tests.crear import crear_pais, crear_periodo, crear_plan, crear_reporte
from tests.planes.gente import HOY, focal, observador, presidencia, secretaria

pytestmark = pytest.mark.django_db

DIA = dt.timedelta(days=1)


@pytest.fixture
def st() -> Usuario:
    return secretaria()


@pytest.fixture
def con_correo(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Runs an act and delivers its mails."""

    def hacer(acto: Callable[..., Any], **datos: Any) -> Any:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            return acto(**datos)

    return hacer


def destinos() -> set[str]:
    return {para for mensaje in mail.outbox for para in mensaje.to}


def errores(acto: Callable[..., Any], **datos: Any) -> set[str]:
    """The fields in which the act is refused."""
    with pytest.raises(ValidationError) as caso:
        acto(**datos)
    return set(caso.value.message_dict) if hasattr(caso.value, "error_dict") else set()


def movido(**cambios: Any) -> Periodo:
    """2025-II, open since a month ago, with other dates than it usually has."""
    fechas: dict[str, Any] = {nombre: HOY + n * DIA for nombre, n in cambios.items()}
    return crear_periodo(**fechas)


# --- Open ----------------------------------------------------------------------------------------


def nuevo(st: Usuario, **cambios: Any) -> dict[str, Any]:
    return {
        "plan": crear_plan(), "anio": 2024, "semestre": 1, "abre": HOY, "vence": HOY + 30 * DIA,
        "cierra": HOY + 45 * DIA, "por": st, **cambios,
    }  # fmt: skip


@pytest.mark.parametrize("quien", [focal, presidencia, observador])
def test_solo_la_secretaria_lleva_los_periodos(quien: Callable[[], Usuario]) -> None:
    otra, periodo, hn = quien(), crear_periodo(), crear_pais("hn")
    comun: dict[str, Any] = {"periodo": periodo, "por": otra, "motivo": "m"}
    with pytest.raises(PermissionDenied):
        operaciones.abrir_periodo(**nuevo(otra))
    with pytest.raises(PermissionDenied):
        operaciones.cambiar_periodo(**comun, cierra=periodo.cierra + DIA)
    with pytest.raises(PermissionDenied):
        operaciones.prorrogar(**comun, informantes=[hn], hasta=periodo.cierra + DIA)
    with pytest.raises(PermissionDenied):
        operaciones.terminar_prorroga(**comun, pais=hn)
    with pytest.raises(PermissionDenied):
        operaciones.cerrar_periodo(**comun)
    assert Periodo.objects.count() == 1
    assert not Prorroga.objects.exists()


def test_un_semestre_pasado_se_abre_con_fechas_de_hoy(st: Usuario) -> None:
    periodo = operaciones.abrir_periodo(**nuevo(st))
    assert periodo.abierto_para(crear_pais("hn"))
    assert periodo.history.get().history_user == st


def test_los_seis_semestres_se_cargan_con_lo_que_se_propone(st: Usuario) -> None:
    plan = crear_plan()
    assert len(semestres.sin_periodo(plan)) == 6
    while par := semestres.siguiente(plan):
        fechas = semestres.fechas(*par, HOY)
        operaciones.abrir_periodo(plan=plan, anio=par[0], semestre=par[1], por=st, **fechas)
    assert Periodo.objects.count() == 6
    assert semestres.sin_periodo(plan) == []


@pytest.mark.parametrize(
    ("hoy", "abre", "dias"),
    [("2025-03-10", "2025-07-01", 30), ("2025-07-20", "2025-07-20", 30),
     ("2026-03-01", "2026-03-01", 60)],
)  # fmt: skip
def test_las_fechas_que_se_proponen(hoy: str, abre: str, dias: int) -> None:
    fechas = semestres.fechas(2025, 1, dt.date.fromisoformat(hoy))
    assert fechas["abre"].isoformat() == abre
    assert fechas["vence"] - fechas["abre"] == dias * DIA
    assert fechas["cierra"] > fechas["vence"]


def test_el_siguiente_es_el_que_sigue_al_ultimo_y_antes_lo_que_falta() -> None:
    plan = crear_plan()
    crear_periodo(plan, 2024, 1)
    assert semestres.siguiente(plan) == (2024, 2)
    crear_periodo(plan, 2025, 2)
    assert semestres.siguiente(plan) == (2023, 1)


@pytest.mark.parametrize(
    ("cambios", "campos"),
    [
        ({"vence": HOY - DIA}, {"vence"}),
        ({"cierra": HOY + DIA}, {"cierra"}),
        ({"abre": dt.date(2023, 12, 31)}, {"abre"}),
        ({"anio": 2031, "abre": dt.date(2031, 1, 1), "vence": dt.date(2031, 1, 2),
          "cierra": dt.date(2031, 1, 3)}, {"anio"}),
    ],
)  # fmt: skip
def test_las_fechas_que_no_pueden_ser_se_dicen_por_campo(
    st: Usuario, cambios: dict[str, Any], campos: set[str]
) -> None:
    assert errores(operaciones.abrir_periodo, **nuevo(st, **cambios)) == campos
    assert not Periodo.objects.exists()


def test_un_semestre_no_se_abre_dos_veces(st: Usuario) -> None:
    operaciones.abrir_periodo(**nuevo(st))
    assert errores(operaciones.abrir_periodo, **nuevo(st)) == {"__all__"}


# --- Move ----------------------------------------------------------------------------------------


def test_mover_las_fechas_avisa_solo_a_quien_no_ha_enviado(
    st: Usuario, con_correo: Callable[..., Any]
) -> None:
    periodo, envio, falta = crear_periodo(), focal("hn"), focal("gt")
    crear_reporte(crear_pais("hn"), periodo, Reporte.Estado.ENVIADO)
    cierra = periodo.cierra + 5 * DIA
    con_correo(
        operaciones.cambiar_periodo, periodo=periodo, cierra=cierra, motivo="Feriados", por=st
    )
    assert Periodo.objects.get().cierra == cierra
    assert periodo.history.first().history_change_reason == "Feriados"
    assert destinos() == {falta.correo, st.correo}  # the ST has the regional one to send
    assert envio.correo not in destinos()
    assert all("Feriados" in mensaje.body for mensaje in mail.outbox)


def test_sin_diferencia_no_se_escribe_ni_se_avisa(
    st: Usuario, con_correo: Callable[..., Any]
) -> None:
    periodo = crear_periodo()
    antes = periodo.history.count()
    con_correo(
        operaciones.cambiar_periodo, periodo=periodo, cierra=periodo.cierra, motivo="", por=st
    )
    assert periodo.history.count() == antes
    assert mail.outbox == []


def test_mover_pide_motivo_y_el_semestre_queda_si_hay_reportes(st: Usuario) -> None:
    periodo = crear_periodo()
    comun: dict[str, Any] = {"periodo": periodo, "por": st}
    mas = periodo.cierra + DIA
    assert errores(operaciones.cambiar_periodo, **comun, motivo=" ", cierra=mas) == {"motivo"}
    operaciones.cambiar_periodo(**comun, motivo="m", semestre=1)
    crear_reporte(crear_pais("hn"), periodo)
    assert "semestre" in errores(operaciones.cambiar_periodo, **comun, motivo="m", semestre=2)
    assert Periodo.objects.get().semestre == 1


# --- Extend --------------------------------------------------------------------------------------


def test_una_prorroga_para_varios_con_motivo_historia_y_correo(
    st: Usuario, con_correo: Callable[..., Any]
) -> None:
    periodo, hn, bz, otra = crear_periodo(), focal("hn"), focal("bz", idioma="en"), focal("gt")
    datos = {
        "periodo": periodo, "informantes": [crear_pais("hn"), crear_pais("bz"), None],
        "hasta": periodo.cierra + 10 * DIA, "motivo": "Huracán", "por": st,
    }  # fmt: skip
    assert len(con_correo(operaciones.prorrogar, **datos)) == 3
    assert {p.pais and p.pais.codigo for p in Prorroga.objects.all()} == {"hn", "bz", None}
    assert destinos() == {hn.correo, bz.correo, st.correo}
    assert otra.correo not in destinos()
    [a_belice] = [m for m in mail.outbox if m.to == [bz.correo]]
    assert "/en/reportes/" in a_belice.body
    assert "Huracán" in a_belice.body
    assert Prorroga.objects.first().history.get().history_user == st  # type: ignore[union-attr]
    # The same again, a double click:
    assert con_correo(operaciones.prorrogar, **datos) == []
    assert (Prorroga.objects.count(), mail.outbox) == (3, [])
    # Another date moves it:
    datos |= {"hasta": periodo.cierra + 20 * DIA, "informantes": [crear_pais("hn")]}
    con_correo(operaciones.prorrogar, **datos)
    assert Prorroga.objects.get(pais__codigo="hn").hasta == datos["hasta"]
    assert Prorroga.objects.count() == 3


def test_lo_que_no_es_una_prorroga(st: Usuario) -> None:
    periodo, hn = crear_periodo(), crear_pais("hn")
    aun_no = crear_pais("mx", adhesion=dt.date(2026, 1, 1))
    comun: dict[str, Any] = {"periodo": periodo, "por": st, "motivo": "m", "informantes": [hn]}
    mas = periodo.cierra + DIA
    assert errores(operaciones.prorrogar, **comun, hasta=periodo.cierra) == {"hasta"}
    assert errores(operaciones.prorrogar, **comun | {"motivo": ""}, hasta=mas) == {"motivo"}
    for nadie in ([], [aun_no]):
        datos = comun | {"informantes": nadie, "hasta": mas}
        assert errores(operaciones.prorrogar, **datos) == {"informantes"}
    Periodo.objects.update(abre=HOY - 90 * DIA, vence=HOY - 60 * DIA, cierra=HOY - 50 * DIA)
    assert errores(operaciones.prorrogar, **comun, hasta=HOY - DIA) == {"hasta"}
    assert not Prorroga.objects.exists()


# --- End and close -------------------------------------------------------------------------------


def prorrogado(codigo: str, periodo: Periodo, dias: int = 20) -> Prorroga:
    return Prorroga.objects.create(
        periodo=periodo, pais=crear_pais(codigo), hasta=HOY + dias * DIA, motivo="m"
    )


def test_terminar_una_prorroga_la_cierra_desde_hoy(
    st: Usuario, con_correo: Callable[..., Any]
) -> None:
    periodo, duena = movido(abre=-60, vence=-20, cierra=-10), focal("hn")
    prorroga = prorrogado("hn", periodo)
    datos = {"periodo": periodo, "pais": prorroga.pais, "motivo": "Ya no", "por": st}
    con_correo(operaciones.terminar_prorroga, **datos)
    prorroga.refresh_from_db()
    assert prorroga.hasta == HOY - DIA
    assert not periodo.abierto_para(prorroga.pais)
    assert prorroga.history.first().history_change_reason == "Ya no"
    assert destinos() == {duena.correo}
    con_correo(operaciones.terminar_prorroga, **datos)
    assert mail.outbox == []


def test_lo_que_llego_hoy_sigue_a_tiempo(st: Usuario) -> None:
    periodo = movido(abre=-60, vence=-20, cierra=-10)
    prorroga = prorrogado("hn", periodo)
    crear_reporte(prorroga.pais, periodo, Reporte.Estado.ENVIADO, enviado_en=timezone.now())
    operaciones.terminar_prorroga(periodo=periodo, pais=prorroga.pais, motivo="m", por=st)
    prorroga.refresh_from_db()
    assert prorroga.hasta == HOY
    assert [p.a_tiempo for p in tablero.tablero(periodo).recibidos] == [True]


def test_la_que_ya_no_agrega_nada_se_borra_y_su_historia_dice_por_que(st: Usuario) -> None:
    periodo = movido(abre=-60, vence=-20, cierra=5)
    prorroga = prorrogado("hn", periodo)
    operaciones.terminar_prorroga(periodo=periodo, pais=prorroga.pais, motivo="Basta", por=st)
    assert not Prorroga.objects.exists()
    ultima = Prorroga.history.first()
    assert (ultima.history_type, ultima.history_change_reason) == ("-", "Basta")
    assert ultima.history_user == st


@pytest.mark.parametrize(
    ("fechas", "vence", "cierra"),
    [
        ({"abre": -30, "vence": 10, "cierra": 20}, 0, 0),  # before it falls due: today is the last
        ({"abre": -30, "vence": -5, "cierra": 20}, -5, -1),
        ({"abre": -30, "vence": -5, "cierra": -3}, -5, -3),  # open for one with more time only
    ],
)
def test_cerrar_ahora(st: Usuario, fechas: dict[str, int], vence: int, cierra: int) -> None:
    periodo = movido(**fechas)
    prorrogado("hn", periodo)
    operaciones.cerrar_periodo(periodo=periodo, motivo="Ya están todos", por=st)
    periodo.refresh_from_db()
    assert (periodo.vence, periodo.cierra) == (HOY + vence * DIA, HOY + cierra * DIA)
    for pais in (crear_pais("hn"), crear_pais("gt"), None):
        assert not periodo.abierto_para(pais, HOY + DIA)
        assert periodo.abierto_para(pais, HOY) == (cierra == 0)


def test_cerrar_lo_que_no_esta_abierto_se_rechaza(st: Usuario) -> None:
    crear_pais("hn")
    for fechas in ({"abre": 5, "vence": 10, "cierra": 20}, {"abre": -9, "vence": -8, "cierra": -7}):
        periodo = movido(abre=-1, vence=1, cierra=2)
        Periodo.objects.update(**{c: HOY + n * DIA for c, n in fechas.items()})
        assert errores(operaciones.cerrar_periodo, periodo=periodo, motivo="m", por=st) == set()


def test_cerrar_avisa_a_quien_no_ha_enviado(st: Usuario, con_correo: Callable[..., Any]) -> None:
    periodo, falta = movido(abre=-30, vence=-5, cierra=20), focal("gt")
    focal("hn")
    crear_reporte(crear_pais("hn"), periodo, Reporte.Estado.APROBADO)
    con_correo(operaciones.cerrar_periodo, periodo=periodo, motivo="Se publica el lunes", por=st)
    assert destinos() == {falta.correo, st.correo}
    assert "Se publica el lunes" in mail.outbox[0].body
