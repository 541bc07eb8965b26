"""Reminders: each step once, to those who have not sent, whatever is run how often."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from actores.models import CorreoEnviado, Usuario
from planes.agenda import Linea
from planes.models import Periodo, Prorroga, Recordatorio, Reporte
from planes.recordatorios import paso_de, recordar
from tests.crear import crear_pais, crear_periodo, crear_reporte
from tests.planes.gente import focal, secretaria
from tests.test_concurrencia import a_la_vez

pytestmark = pytest.mark.django_db

VENCE = dt.date(2025, 7, 31)
CIERRA = dt.date(2025, 8, 20)
DIA = dt.timedelta(days=1)


def periodo(**extra: Any) -> Periodo:
    fechas = {"abre": dt.date(2025, 7, 1), "vence": VENCE, "cierra": CIERRA, **extra}
    return crear_periodo(anio=2025, semestre=1, **fechas)


def dia(texto: str) -> dt.date:
    return dt.date.fromisoformat(f"2025-{texto}")


# --- Which step ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hoy", "prorroga", "paso"),
    [
        ("06-30", "", None),
        ("07-01", "", "abre"),
        ("07-08", "", "abre"),
        ("07-09", "", None),  # a week after the opening it is no news
        ("07-16", "", None),
        ("07-17", "", "faltan_14"),
        ("07-27", "", "faltan_14"),
        ("07-28", "", "faltan_3"),
        ("07-31", "", "faltan_3"),
        ("08-01", "", "vencio"),
        ("08-16", "", "vencio"),
        ("08-17", "", "por_cerrar"),
        ("08-20", "", "por_cerrar"),
        ("08-21", "", "vencio"),
        ("08-27", "", "vencio"),
        ("08-28", "", None),
        # With more time the days are counted to its end.
        ("07-05", "09-10", "abre"),
        ("07-29", "09-10", None),
        ("08-18", "09-10", None),  # it fell due: the extension's own mail has said until when
        ("08-27", "09-10", "faltan_14"),
        ("09-07", "09-10", "por_cerrar"),
        ("09-10", "09-10", "por_cerrar"),
        ("09-11", "09-10", "vencio"),
        ("09-18", "09-10", None),
    ],
)
def test_el_paso_de_cada_dia(hoy: str, prorroga: str, paso: str | None) -> None:
    el_periodo, hn = periodo(), crear_pais("hn")
    if prorroga:
        Prorroga.objects.create(periodo=el_periodo, pais=hn, hasta=dia(prorroga), motivo="m")
    assert paso_de(Linea(el_periodo, hn, None, dia(hoy))) == paso


@pytest.mark.parametrize(
    ("estado", "version", "recuerda"),
    [("borrador", 1, True), ("enviado", 1, False), ("aprobado", 1, False), ("borrador", 2, False)],
)
def test_a_quien_ya_envio_no_se_le_recuerda(estado: str, version: int, recuerda: bool) -> None:
    reporte = crear_reporte(crear_pais("hn"), periodo(), estado, version=version)
    linea = Linea(reporte.periodo, reporte.pais, reporte, dia("07-30"))
    assert (paso_de(linea) is not None) == recuerda


@pytest.mark.parametrize(("dias", "paso"), [(7, None), (8, "devuelto"), (90, "devuelto")])
def test_lo_devuelto_se_recuerda_a_la_semana_aunque_haya_cerrado(
    dias: int, paso: str | None
) -> None:
    devuelto = timezone.now() - dias * DIA
    reporte = crear_reporte(crear_pais("hn"), periodo(), "observado", revisado_en=devuelto)
    assert paso_de(Linea(reporte.periodo, reporte.pais, reporte, timezone.localdate())) == paso


# --- Who, once -----------------------------------------------------------------------------------


@pytest.fixture
def gente() -> dict[str, Usuario]:
    """Two of Honduras; Guatemala has sent; Belize reads English; one of the ST."""
    quienes = {
        "hn": focal("hn"),
        "hn2": focal("hn"),
        "gt": focal("gt"),
        "bz": focal("bz", idioma="en"),
        "st": secretaria(),
    }
    crear_reporte(crear_pais("gt"), periodo(), Reporte.Estado.ENVIADO)
    return quienes


def correr(hoy: str, captura: Any, **extra: Any) -> list[str]:
    """Runs it on that day; to whom it wrote."""
    mail.outbox.clear()
    with captura(execute=True):
        recordar(dia(hoy), **extra)
    return sorted(para for mensaje in mail.outbox for para in mensaje.to)


def test_una_vez_cada_quien(
    gente: dict[str, Usuario], django_capture_on_commit_callbacks: Any
) -> None:
    """Acceptance 7: the command twice, one mail each."""
    esperados = sorted(gente[q].correo for q in ("hn", "hn2", "bz", "st"))
    assert correr("07-29", django_capture_on_commit_callbacks) == esperados
    assert correr("07-29", django_capture_on_commit_callbacks) == []
    assert correr("07-31", django_capture_on_commit_callbacks) == []
    assert Recordatorio.objects.count() == 4
    assert set(CorreoEnviado.objects.values_list("estado", flat=True)) == {"enviado"}
    # Another step is another mail.
    assert gente["hn"].correo in correr("08-01", django_capture_on_commit_callbacks)


def test_al_vencer_la_secretaria_sabe_quien_falta(
    gente: dict[str, Usuario], django_capture_on_commit_callbacks: Any
) -> None:
    correr("08-01", django_capture_on_commit_callbacks)
    a_la_st = [m for m in mail.outbox if m.to == [gente["st"].correo]]
    [lista] = [m for m in a_la_st if "País HN" in m.body]
    assert "País BZ" in lista.body
    assert "Reporte regional" in lista.body
    assert "País GT" not in lista.body
    assert f"/admin/planes/periodo/{Periodo.objects.get().pk}/mesa/" in lista.body
    assert len(a_la_st) == 2  # the list, and the regional report that she owes herself
    correr("08-05", django_capture_on_commit_callbacks)
    assert mail.outbox == []


def test_si_empieza_tarde_no_dice_que_ya_puede_reportar(
    gente: dict[str, Usuario], django_capture_on_commit_callbacks: Any
) -> None:
    """The timer is set up, or mended, two weeks after the opening."""
    assert correr("07-15", django_capture_on_commit_callbacks) == []
    assert not Recordatorio.objects.exists()
    assert gente["hn"].correo in correr("07-17", django_capture_on_commit_callbacks)
    assert set(Recordatorio.objects.values_list("paso", flat=True)) == {"faltan_14"}


def test_quien_dejo_el_cargo_no_recibe_nada(
    gente: dict[str, Usuario], django_capture_on_commit_callbacks: Any
) -> None:
    gente["hn2"].puntos_focales.update(hasta=dt.date(2024, 1, 1))
    Usuario.objects.filter(pk=gente["bz"].pk).update(is_active=False)
    llegaron = correr("07-29", django_capture_on_commit_callbacks)
    assert llegaron == sorted([gente["hn"].correo, gente["st"].correo])


def test_el_recordatorio_dice_cuanto_falta_y_lleva_al_reporte(
    gente: dict[str, Usuario], django_capture_on_commit_callbacks: Any
) -> None:
    reporte = crear_reporte(crear_pais("hn"), Periodo.objects.get())
    correr("07-29", django_capture_on_commit_callbacks)
    [mensaje] = [m for m in mail.outbox if m.to == [gente["hn"].correo]]
    assert mensaje.subject.startswith("Faltan 2 días para que venza su reporte: País HN")
    assert "31 de julio de 2025" in mensaje.body
    assert f"/reportes/{reporte.referencia}/" in mensaje.body
    [ingles] = [m for m in mail.outbox if m.to == [gente["bz"].correo]]
    assert "/en/reportes/" in ingles.body
    assert "31 July 2025" in ingles.body


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_vez", range(3))
def test_dos_a_la_vez_escriben_una_vez(gente: dict[str, Usuario], _vez: int) -> None:
    resultados = a_la_vez(*[lambda: recordar(dia("07-29"))] * 2)
    assert not [r for r in resultados if isinstance(r, Exception)]
    assert sum(len(r) for r in resultados) == Recordatorio.objects.count() == len(mail.outbox) == 4


@pytest.mark.django_db(transaction=True)
def test_la_fila_y_el_correo_van_juntos(gente: dict[str, Usuario], monkeypatch: Any) -> None:
    """What could not be written down was not sent, and the next run sends it."""

    def caer(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as parche:
        parche.setattr("planes.correos.enviar_correo", caer)
        with pytest.raises(RuntimeError):
            recordar(dia("07-29"))
    assert not Recordatorio.objects.exists()
    assert mail.outbox == []
    assert len(recordar(dia("07-29"))) == len(mail.outbox) == 4


# --- The command ---------------------------------------------------------------------------------


def mandar(*args: str) -> str:
    salida = StringIO()
    call_command("recordar", *args, stdout=salida)
    return salida.getvalue()


def test_simular_dice_y_no_escribe(gente: dict[str, Usuario]) -> None:
    dicho = mandar("--hoy", "2025-07-29", "--simular")
    assert f"2025-I hn: faltan_3, persona {gente['hn'].pk}" in dicho
    assert "Recordatorios por enviar: 4" in dicho
    assert "@" not in dicho
    assert not Recordatorio.objects.exists()
    assert "enviados: 4" in mandar("--hoy", "2025-07-29")
    assert "enviados: 0" in mandar("--hoy", "2025-07-29")


def test_un_dia_que_no_existe_se_dice(gente: dict[str, Usuario]) -> None:
    with pytest.raises(CommandError, match="AAAA-MM-DD"):
        mandar("--hoy", "2025-02-30")
    assert "enviados: 0" in mandar()  # today that period is long over


def test_las_consultas_no_crecen_con_los_periodos(
    gente: dict[str, Usuario], django_assert_max_num_queries: Any
) -> None:
    for anio in (2023, 2024):
        crear_periodo(anio=anio, semestre=1, abre=dia("07-01"), vence=VENCE, cierra=CIERRA)
    with django_assert_max_num_queries(24):
        assert len(recordar(dia("07-29"), simular=True)) == 14
