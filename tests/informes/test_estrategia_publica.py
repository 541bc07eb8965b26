"""The Estrategia in a cut: as it stood on its day, without what is internal; and its page."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from informes import contenido, estrategia, operaciones
from informes.models import Corte
from planes import arbol
from planes.models import Actividad, Apartado, Plan, Seguimiento
from planes.operaciones import guardar_con_historia
from tests import crear
from tests.informes.escena import Escena
from tests.planes.gente import texto

pytestmark = pytest.mark.django_db

FIN = dt.date(2024, 12, 31)


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar("gt", 1, talleres=1)
    accion = crear.crear_accion_de_estrategia("1.A1", texto="Hacer la marca", texto_en="Make it")
    crear.crear_accion_de_estrategia("1.A2")
    accion.metas.get().contribuye_a.add(escena.actividad.metas.get())
    Apartado.objects.create(
        plan=accion.plan, codigo="objetivo", tipo="objetivo_general", texto="Darse a conocer",
        texto_en="To become known",
    )  # fmt: skip
    return escena


def anotar(escena: Escena, dia: dt.date, codigo: str = "1.A1", **campos: Any) -> None:
    """What the ST wrote on that day."""
    accion = Actividad.objects.get(plan__tipo=Plan.Tipo.ESTRATEGIA, codigo=codigo)
    suyo = Seguimiento.objects.filter(actividad=accion).first() or Seguimiento(actividad=accion)
    for campo, valor in campos.items():
        setattr(suyo, campo, valor)
    cuando = timezone.make_aware(dt.datetime.combine(dia, dt.time(23, 30)))
    suyo._history_date = cuando  # type: ignore[attr-defined]
    guardar_con_historia(suyo, por=escena.secretaria)


def parte(escena: Escena, fecha: dt.date = FIN) -> dict[str, Any]:
    hecho = contenido.construir(arbol.cargar(escena.plan, escena.periodos), fecha)
    hallada: dict[str, Any] = hecho.partes["estrategia"]
    return hallada


def accion(escena: Escena, fecha: dt.date = FIN) -> dict[str, Any]:
    hallada: dict[str, Any] = parte(escena, fecha)["ejes"][0]["tacticas"][0]["acciones"][0]
    return hallada


# --- The part -----------------------------------------------------------------------------------


def test_dice_como_estaba_al_final_de_ese_dia(escena: Escena) -> None:
    anotar(escena, dt.date(2024, 3, 1), estado="en_curso", inicio_real=dt.date(2024, 2, 1))
    anotar(escena, FIN, estado="completada", fin_real=dt.date(2024, 12, 20), calificacion=4)
    anotar(escena, dt.date(2025, 2, 1), estado="suspendida", calificacion=1, fin_real=None)

    assert accion(escena, dt.date(2024, 2, 29))["estado"] == "no_iniciada"
    assert accion(escena, dt.date(2024, 3, 1))["estado"] == "en_curso"
    suya = accion(escena)
    assert (suya["estado"], suya["calificacion"], suya["fin_real"]) == (
        "completada", 4, "2024-12-20",
    )  # fmt: skip
    toda = parte(escena)
    assert toda["distribucion"] == {"completada": 1, "no_iniciada": 1}
    assert [(c["valor"], c["acciones"]) for c in toda["calificaciones"]] == [
        (5, 0), (4, 1), (3, 0), (2, 0), (1, 0), (None, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("campos", "retraso", "tarde"),
    [
        ({"fin_previsto": dt.date(2024, 6, 1)}, {"que": "fin", "dia": "2024-06-01"}, 0),
        ({"inicio_previsto": dt.date(2024, 6, 1)}, {"que": "inicio", "dia": "2024-06-01"}, 0),
        ({"fin_previsto": FIN}, None, 0),
        ({"fin_previsto": dt.date(2025, 6, 1)}, None, 0),
        (
            {"estado": "completada", "fin_previsto": dt.date(2024, 6, 1),
             "fin_real": dt.date(2024, 6, 11)},
            None,
            10,
        ),
    ],
)  # fmt: skip
def test_el_retraso_es_el_del_dia_del_corte(
    escena: Escena, campos: dict[str, Any], retraso: Any, tarde: int
) -> None:
    anotar(escena, dt.date(2024, 1, 1), **campos)
    suya = accion(escena)
    assert (suya["retraso"], suya["dias_tarde"]) == (retraso, tarde)
    assert parte(escena)["retrasadas"] == (retraso is not None)


def test_lo_que_escribe_la_secretaria_para_si_no_sale(escena: Escena) -> None:
    anotar(escena, FIN, cumplimiento="frase interna", dificultades="otra interna")
    assert "interna" not in json.dumps(parte(escena), ensure_ascii=False)


def test_enlaza_las_metas_del_plan_del_corte_y_ninguna_otra(escena: Escena) -> None:
    ajeno = crear.crear_plan("otro-plan")
    ajena = crear.crear_meta("9.9.9", crear.crear_actividad(
        "9.9", crear.crear_objetivo(crear.crear_eje(ajeno), 9)))  # fmt: skip
    resultado = Plan.objects.get(tipo=Plan.Tipo.ESTRATEGIA).metas.get()
    resultado.contribuye_a.add(ajena)
    (hallado,) = parte(escena)["ejes"][0]["tacticas"][0]["resultados"]
    assert [(m["codigo"], m["objetivo"]) for m in hallado["contribuye_a"]] == [("1.1.1", 1)]


def test_sin_estrategia_no_hay_parte(escena: Escena) -> None:
    Plan.objects.filter(tipo=Plan.Tipo.ESTRATEGIA).update(estado="borrador")
    hecho = contenido.construir(arbol.cargar(escena.plan, escena.periodos), FIN)
    assert "estrategia" not in hecho.partes


def test_cada_calificacion_tiene_sus_palabras() -> None:
    dichas = {valor: nombre["es"] for valor, nombre in estrategia.CALIFICACIONES.items() if valor}
    assert dichas == dict(Seguimiento.Calificacion.choices)


# --- The page -----------------------------------------------------------------------------------


@pytest.fixture
def corte(escena: Escena) -> Corte:
    anotar(
        escena, dt.date(2024, 1, 1), estado="en_curso", calificacion=3,
        inicio_real=dt.date(2024, 1, 1), fin_previsto=dt.date(2024, 6, 1),
    )  # fmt: skip
    return escena.publicar()


def test_la_pagina_dice_estado_calificacion_y_retraso(client: Client, corte: Corte) -> None:
    dicho = texto(client.get("/estrategia/"))
    for frase in (
        "Darse a conocer", "Hacer la marca", "en curso", "3 · Media",
        "Con retraso: debió terminar el 1 de junio de 2024", "0 de 2", "Sin fecha prevista",
    ):  # fmt: skip
        assert frase in dicho, frase
    assert 'href="/plan/objetivos/1/"' in client.get("/estrategia/").content.decode()


def test_en_ingles_con_sus_propias_palabras(client: Client, corte: Corte) -> None:
    dicho = texto(client.get("/en/estrategia/"))
    for frase in ("Test strategy", "To become known", "Make it", "3 · Fair"):
        assert frase in dicho, frase
    assert "Hacer la marca" not in dicho


def test_pocas_consultas_y_un_solo_h1(
    client: Client, corte: Corte, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    cache.clear()
    with django_assert_max_num_queries(4):
        pagina = client.get("/estrategia/").content.decode()
    assert pagina.count("<h1") == 1


def test_un_corte_anterior_lo_dice(client: Client, escena: Escena, corte: Corte) -> None:
    corte.partes.filter(clave="estrategia")._raw_delete("default")
    cache.clear()
    respuesta = client.get("/estrategia/")
    assert respuesta.status_code == 200
    assert "antes de que la Estrategia fuera parte" in texto(respuesta)


def test_lo_publicado_no_cambia_con_lo_que_se_anota_despues(
    client: Client, escena: Escena, corte: Corte
) -> None:
    antes = client.get("/estrategia/").content
    anotar(escena, dt.date(2024, 5, 1), estado="completada", fin_real=dt.date(2024, 5, 1))
    Seguimiento.history.all().delete()
    cache.clear()
    assert client.get("/estrategia/").content == antes
    operaciones.retirar_corte(corte=corte, motivo="Prueba", por=escena.secretaria)
    cache.clear()
    assert client.get("/estrategia/").status_code == 200
