"""The reviewers' queue, and several approvals at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from actores.roles import PUNTO_FOCAL
from planes import cola, operaciones
from planes.models import (
    Reporte,
    Valor,
)
from tests import crear
from tests.planes.escena_revision import Escena, armar, persona
from tests.planes.gente import entrar, texto

pytestmark = pytest.mark.django_db

COLA = "/admin/planes/reporte/por-revisar/"
APROBAR = f"{COLA}aprobar/"


@pytest.fixture
def escena() -> Escena:
    return armar()


# --- The queue and several approvals ----------------------------------------------------------


@pytest.fixture
def guatemala(escena: Escena) -> Reporte:
    """Another report that waits, without findings."""
    otro = crear.crear_reporte(crear.crear_pais("gt", "Guatemala"), escena.reporte.periodo)
    for actividad in escena.actividades:
        crear.crear_avance(otro, actividad, logros="Un taller.", terminada=True)
    crear.crear_valor(otro, escena.talleres, 1)
    crear.crear_valor(otro, escena.victimas, 1)
    focal = persona(PUNTO_FOCAL, pais=otro.pais)
    return operaciones.enviar(reporte=otro, por=focal)


def marcados(*reportes: Reporte) -> list[str]:
    return [f"{r.pk}:{r.revision}" for r in reportes]


def test_la_cola_va_por_antiguedad_y_dice_que_es_cada_uno(
    escena: Escena, guatemala: Reporte
) -> None:
    escena.observar()
    escena.devolver()
    escena.guardar()
    escena.enviar()
    turnos = cola.cola(escena.st)
    assert [(str(t.reporte.pais), t.clase, t.limpio) for t in turnos] == [
        ("Guatemala", "Nuevo", True), ("Honduras", "Reenviado", True)
    ]  # fmt: skip
    escena.observar()
    html = texto(entrar(escena.st).get(COLA))
    assert html.index("Guatemala") < html.index("Honduras")
    assert "Tiene observaciones abiertas." in html
    assert "1 observación abierta" in html
    otro = crear.crear_periodo(escena.reporte.periodo.plan, 2024, 1)
    assert "Ningún reporte espera" in texto(entrar(escena.st).get(f"{COLA}?periodo={otro.pk}"))


def test_la_cola_vacia_dice_que_sigue(escena: Escena) -> None:
    """The desk of the period while others are missing; a cut when all are approved."""
    periodo, st = escena.reporte.periodo, entrar(escena.st)
    escena.aprobar()
    pagina = st.get(COLA)
    html = pagina.content.decode()
    assert f"En {periodo.clave} hay 1 de 2 reportes aprobados." in texto(pagina)
    assert f'href="/admin/planes/periodo/{periodo.pk}/mesa/"' in html
    assert 'href="/admin/informes/corte/preparar/"' not in html
    crear.crear_reporte(periodo=periodo, regional=True, estado=Reporte.Estado.APROBADO)
    assert 'href="/admin/informes/corte/preparar/"' in st.get(COLA).content.decode()


def test_la_cola_cuesta_lo_mismo_con_muchos(
    escena: Escena, django_assert_max_num_queries: Any
) -> None:
    cliente = entrar(escena.st)
    with django_assert_max_num_queries(24) as con_uno:
        cliente.get(COLA)
    for codigo in ("gt", "ni", "cr", "pa"):
        reporte = crear.crear_reporte(
            crear.crear_pais(codigo), escena.reporte.periodo, Reporte.Estado.ENVIADO
        )
        crear.crear_avance(reporte, escena.actividades[0])
    with django_assert_max_num_queries(len(con_uno)):
        assert cliente.get(COLA).status_code == 200


def test_aprobar_varios_pregunta_y_aprueba_cada_uno(
    escena: Escena, guatemala: Reporte, django_capture_on_commit_callbacks: Any
) -> None:
    cliente = entrar(escena.st)
    elegidos = marcados(escena.actual, guatemala)
    pagina = cliente.post(APROBAR, {"reporte": elegidos})
    assert "¿Aprobar estos 2 reportes?" in texto(pagina)
    assert escena.actual.estado == Reporte.Estado.ENVIADO
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        html = texto(cliente.post(APROBAR, {"reporte": elegidos, "confirmado": "1"}, follow=True))
    assert "Aprobó 2 reportes" in html
    for reporte in (escena.reporte, guatemala):
        historia = reporte.history.filter(history_change_reason="aprobar")
        assert [h.history_user for h in historia] == [escena.st]
        assert Reporte.objects.get(pk=reporte.pk).revisado_por == escena.st
    assert len(mail.outbox) == 2
    otra_vez = texto(cliente.post(APROBAR, {"reporte": elegidos, "confirmado": "1"}, follow=True))
    assert "No se aprobó ninguno" in otra_vez


def test_si_uno_cambio_no_se_aprueba_ninguno(escena: Escena, guatemala: Reporte) -> None:
    elegidos = marcados(escena.actual, guatemala)
    escena.observar()
    escena.devolver()
    cliente = entrar(escena.st)
    html = texto(cliente.post(APROBAR, {"reporte": elegidos, "confirmado": "1"}, follow=True))
    assert "Honduras, Segundo semestre de 2025: cambió después" in html
    assert "Guatemala, Segundo semestre de 2025: " not in html
    guatemala.refresh_from_db()
    assert guatemala.estado == Reporte.Estado.ENVIADO
    assert "ya no espera revisión" in texto(cliente.post(APROBAR, {"reporte": elegidos}))


@pytest.mark.parametrize("que", ["observacion", "error", "propio"])
def test_solo_los_limpios(escena: Escena, guatemala: Reporte, que: str) -> None:
    if que == "observacion":
        escena.observar()
    elif que == "error":
        Valor.objects.filter(reporte=escena.reporte, dato=escena.talleres).delete()
    else:
        Reporte.objects.filter(pk=escena.reporte.pk).update(enviado_por=escena.st)
    elegidos = {r.pk: r.revision for r in (escena.actual, guatemala)}
    with pytest.raises(operaciones.NoLimpios) as cuales:
        operaciones.aprobar_varios(revisiones=elegidos, por=escena.st)
    assert [r.pk for r, _motivo in cuales.value.motivos] == [escena.reporte.pk]
    guatemala.refresh_from_db()
    assert guatemala.estado == Reporte.Estado.ENVIADO
    assert f'value="{escena.reporte.pk}:' not in entrar(escena.st).get(COLA).content.decode()


@pytest.mark.parametrize("valor", ["", "abc", "1", "1:x", "²:1", "99999999999:0"])
def test_lo_que_no_es_un_reporte_no_se_aprueba(escena: Escena, valor: str) -> None:
    respuesta = entrar(escena.st).post(APROBAR, {"reporte": valor, "confirmado": "1"})
    assert respuesta.status_code == 302
    assert escena.actual.estado == Reporte.Estado.ENVIADO


def test_el_regional_espera_a_la_presidencia(escena: Escena) -> None:
    crear.crear_reporte(
        periodo=escena.reporte.periodo, regional=True, estado="enviado", enviado_por=escena.st
    )
    assert "la Presidencia Pro Témpore" in texto(entrar(escena.st).get(COLA))
    regional = [t for t in cola.cola(escena.presidencia) if t.reporte.es_regional]
    assert [t.es_suyo for t in regional] == [True]
