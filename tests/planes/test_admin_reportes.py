"""Reports in the panel: who may enter, and the period's board."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actores.roles import COMITE_COMUNICACION, OBSERVADOR, PUNTO_FOCAL
from planes import operaciones, tablero
from planes.models import Avance, Dato, Observacion, Periodo, Reporte, Valor
from tests.crear import (
    crear_actividad,
    crear_avance,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_reporte,
    crear_valor,
)
from tests.planes.escena_panel import Escena, armar, persona
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    return armar()


# --- Who may enter -------------------------------------------------------------------------------


def test_cada_quien_ve_lo_suyo(escena: Escena) -> None:
    """{address: {person: status}}; another country's report is not there."""
    ajena = persona("ajena", PUNTO_FOCAL, pais=crear_pais("ni", "Nicaragua"))
    observa, comunica = persona("observa", OBSERVADOR), persona("comunica", COMITE_COMUNICACION)
    todos = [escena.st, escena.presidencia, escena.focal, ajena, observa, comunica]
    avance = Avance.objects.get(reporte=escena.honduras, actividad=escena.nacional)
    valor = Valor.objects.get(reporte=escena.honduras)
    casos = {
        escena.ruta(): [200, 200, 200, 404, 404, 404],
        escena.captura(escena.honduras): [302, 302, 302, 404, 404, 404],
        reverse("admin:planes_reporte_change", args=[escena.honduras.pk]): [
            302, 302, 302, 404, 404, 404
        ],
        reverse("admin:planes_reporte_history", args=[escena.honduras.pk]): [
            200, 200, 200, 404, 404, 404
        ],
        reverse("admin:planes_avance_change", args=[avance.pk]): [302, 302, 302, 404, 404, 404],
        reverse("admin:planes_avance_history", args=[avance.pk]): [200, 200, 200, 404, 404, 404],
        reverse("admin:planes_valor_change", args=[valor.pk])[:-7] + "history/": [
            200, 200, 200, 404, 404, 404
        ],
        escena.matriz: [200, 200, 403, 403, 200, 403],
        reverse("admin:planes_periodo_matriz_csv", args=[escena.periodo.pk]): [
            200, 200, 403, 403, 403, 403
        ],
        reverse("admin:planes_reporte_changelist"): [200, 200, 200, 200, 403, 403],
        reverse("admin:planes_avance_changelist"): [200, 200, 200, 200, 403, 403],
        reverse("admin:planes_reporte_add"): [403] * 6,
        reverse("admin:planes_avance_add"): [403] * 6,
        reverse("admin:planes_reporte_delete", args=[escena.honduras.pk]): [403] * 6,
    }  # fmt: skip
    for ruta, esperado in casos.items():
        hallado = [entrar(quien).get(ruta).status_code for quien in todos]
        assert hallado == esperado, ruta


def test_un_extrano_no_aparece_en_las_listas(escena: Escena) -> None:
    ajena = entrar(persona("ajena", PUNTO_FOCAL, pais=crear_pais("ni", "Nicaragua")))
    for tabla in ("reporte", "avance"):
        html = ajena.get(reverse(f"admin:planes_{tabla}_changelist")).content.decode()
        assert "/change/" not in html
        assert 'class="action-checkbox"' not in html
        assert (
            "/change/"
            in entrar(escena.st).get(reverse(f"admin:planes_{tabla}_changelist")).content.decode()
        )


def test_sin_sesion_va_a_la_puerta(escena: Escena) -> None:
    for ruta in (escena.ruta(), escena.matriz, escena.captura(escena.guatemala)):
        respuesta = Client().get(ruta)
        assert respuesta.status_code == 302
        assert reverse("account_login") in respuesta.url


def test_el_observador_sabe_quien_reporto_y_no_que_dice(escena: Escena) -> None:
    html = entrar(persona("observa", OBSERVADOR)).get(escena.matriz).content.decode()
    assert "Honduras" in html
    assert "Enviado" in html
    assert escena.ruta() not in html
    assert "Respuestas" not in html


@pytest.mark.parametrize("accion", ["observar", "quitar", "devolver", "aprobar"])
def test_quien_reporta_no_revisa(escena: Escena, accion: str) -> None:
    entrar(escena.focal).post(
        escena.ruta(), {"accion": accion, "actividad": "1.1", "texto": "x", "revision": "0"}
    )
    escena.honduras.refresh_from_db()
    assert escena.honduras.estado == Reporte.Estado.ENVIADO
    assert not Observacion.objects.exists()


# --- The board -----------------------------------------------------------------------------------


def test_el_tablero_cuenta_esperados_recibidos_y_a_tiempo(escena: Escena) -> None:
    crear_pais("mx", "México")
    tarde = crear_reporte(crear_pais("pa", "Panamá"), escena.periodo, Reporte.Estado.APROBADO)
    Reporte.objects.filter(pk=tarde.pk).update(enviado_en=timezone.now())
    Periodo.objects.filter(pk=escena.periodo.pk).update(
        vence=timezone.localdate() - dt.timedelta(days=3),
        abre=timezone.localdate() - dt.timedelta(days=40),
    )
    hecho = tablero.tablero(Periodo.objects.get(pk=escena.periodo.pk))
    assert [p.nombre for p in hecho.sin_empezar] == ["México", "Reporte regional"]
    assert (hecho.esperados, len(hecho.recibidos), len(hecho.puntuales)) == (5, 2, 0)
    assert [p.nombre for p in hecho.aprobados] == ["Panamá"]


def test_llegar_a_tiempo_es_la_primera_vez(escena: Escena) -> None:
    """Returned and sent again after the due date is still on time."""
    Periodo.objects.filter(pk=escena.periodo.pk).update(vence=timezone.localdate())
    despues = timezone.now() + dt.timedelta(days=5)
    escena.honduras.enviado_en = despues
    escena.honduras.save()
    hecho = tablero.tablero(Periodo.objects.get(pk=escena.periodo.pk))
    assert [p.nombre for p in hecho.puntuales] == ["Honduras"]


def test_lo_retirado_no_esta_recibido(escena: Escena) -> None:
    operaciones.retirar(reporte=escena.honduras, por=escena.focal)
    assert tablero.tablero(escena.periodo).recibidos == []


def test_la_matriz_dice_cada_respuesta_y_enlaza(escena: Escena) -> None:
    operaciones.observar(
        reporte=escena.honduras, actividad=escena.otra, texto="¿Cuándo?", por=escena.st
    )
    (matriz,) = tablero.matrices(tablero.tablero(escena.periodo))
    filas = {f.puesto.nombre: [c.clave for c in f.celdas] for f in matriz.filas}
    assert filas == {
        "Honduras": ["en_curso", "problema", ""],
        "Guatemala": ["sin_dato", "sin_dato", ""],
        "Reporte regional": ["", "", "sin_dato"],
    }
    assert [(a.codigo, n, de) for a, n, de in matriz.totales] == [
        ("1.1", 1, 2), ("1.2", 1, 2), ("1.3", 0, 1)
    ]  # fmt: skip
    html = entrar(escena.st).get(escena.matriz).content.decode()
    assert f'{escena.ruta()}?ver=todas#a-1.1"' in html
    assert "Con observación abierta" in html


def test_la_matriz_en_csv_dice_lo_mismo(escena: Escena) -> None:
    pais = escena.guatemala.pais
    pais.nombre = "=Guatemala"
    pais.save()
    respuesta = entrar(escena.st).get(
        reverse("admin:planes_periodo_matriz_csv", args=[escena.periodo.pk])
    )
    filas = list(csv.reader(io.StringIO(respuesta.content.decode("utf-8-sig"))))[1:]
    assert [(f[1], f[4], f[6]) for f in filas] == [
        ("Honduras", "1.1", "En curso"),
        ("Honduras", "1.2", "Completada"),
        ("'=Guatemala", "1.1", "Sin respuesta"),
        ("'=Guatemala", "1.2", "Sin respuesta"),
        ("Reporte regional", "1.3", "Sin respuesta"),
    ]


@pytest.mark.parametrize("ruta", ["matriz", "revision"])
def test_las_consultas_no_crecen(
    escena: Escena, ruta: str, django_assert_max_num_queries: object
) -> None:
    """The same number for three countries and activities as for many."""
    cliente = entrar(escena.st)
    crear_reporte(crear_pais("do"), escena.periodo, Reporte.Estado.ENVIADO)
    direccion = escena.matriz if ruta == "matriz" else escena.ruta()
    tope = {"matriz": 24, "revision": 43}[ruta]
    Observacion.objects.create(
        reporte=escena.honduras, actividad=escena.otra, texto="x", autor=escena.presidencia
    )
    with django_assert_max_num_queries(tope) as pocas:  # type: ignore[operator]
        cliente.get(direccion)
    for n, codigo in enumerate(("pa", "ni", "cr", "mx")):
        reporte = crear_reporte(crear_pais(codigo), escena.periodo, Reporte.Estado.ENVIADO)
        actividad = crear_actividad(f"2.{n + 1}")
        crear_indicador(crear_meta(f"2.{n + 1}.1", actividad), crear_dato(f"otro-{n}"))
        for suyo in (reporte, escena.honduras):
            crear_avance(suyo, actividad)
            crear_valor(suyo, Dato.objects.get(codigo=f"otro-{n}"), n)
            Observacion.objects.create(
                reporte=suyo, actividad=actividad, texto="x", autor=escena.presidencia
            )
    with django_assert_max_num_queries(len(pocas)):  # type: ignore[operator]
        assert cliente.get(direccion).status_code == 200


# --- The lists' filters --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("idioma", "titulos"),
    [
        ("", ["Estado", "Año", "Semestre", "País"]),
        ("/en", ["Status", "Year", "Half-year", "Country"]),
    ],
)
def test_los_filtros_llevan_su_nombre_por_titulo(
    escena: Escena, idioma: str, titulos: list[str]
) -> None:
    """And not Django's "Por estado", which with another name is no sentence."""
    ruta = idioma + reverse("admin:planes_reporte_changelist")
    html = entrar(escena.st).get(ruta).content.decode()
    assert re.findall(r"<summary>\s*(.*?)\s*</summary>", html) == titulos
