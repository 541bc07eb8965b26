"""What one report asks: each Dato once, of whom it concerns, when it is due."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planes.cuestionario import Cuestionario, cuestionario, cuestionario_de
from planes.models import Actividad
from tests.crear import (
    crear_actividad,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_periodo,
    crear_plan,
    crear_reporte,
)

pytestmark = pytest.mark.django_db


def pedido(c: Cuestionario) -> dict[str, list[str]]:
    """Dato codes by activity code."""
    return {h.actividad.codigo: [d.codigo for d in h.datos] for h in c.hojas}


def meta_de(codigo: str, **extra: str) -> Actividad:
    return crear_meta(f"{codigo}.1", crear_actividad(codigo, **extra))


def test_un_dato_se_pide_una_vez_en_la_primera_actividad() -> None:
    casos = crear_dato("casos")
    primera, segunda = meta_de("1.3"), meta_de("6.1")
    crear_indicador(segunda, casos)
    crear_indicador(primera, casos)
    crear_indicador(primera, casos, letra="b")
    c = cuestionario(crear_plan(), "nacional")
    assert pedido(c) == {"1.3": ["casos"], "6.1": []}
    assert [(d.codigo, a.codigo) for d, a in c.hoja("6.1").en_otra] == [("casos", "1.3")]
    assert c.hoja("1.3").en_otra == []
    assert [i.codigo for i in c.hoja("1.3").indicadores[casos.pk]] == ["1.3.1.a", "1.3.1.b"]
    assert c.hoja_de(casos).actividad.codigo == "1.3"


@pytest.mark.parametrize(
    ("informante", "esperado"),
    [
        ("nacional", {"1.1": ["d-nacional", "d-ambos"], "1.3": ["d-nacional", "d-ambos"]}),
        ("regional", {"1.2": ["d-regional", "d-ambos"], "1.3": ["d-regional", "d-ambos"]}),
    ],
)
def test_a_cada_quien_lo_suyo(informante: str, esperado: dict[str, list[str]]) -> None:
    for codigo, quien in (("1.1", "nacional"), ("1.2", "regional"), ("1.3", "ambos")):
        meta = meta_de(codigo, informante=quien)
        for letra, de in (("a", "nacional"), ("b", "regional"), ("c", "ambos")):
            dato = crear_dato(f"{codigo.replace('.', '-')}-{de}", informante=de)
            crear_indicador(meta, dato, letra=letra)
    c = cuestionario(crear_plan(), informante)
    assert pedido(c) == {
        codigo: [d.replace("d-", f"{codigo.replace('.', '-')}-") for d in datos]
        for codigo, datos in esperado.items()
    }


def test_lo_anual_se_pide_en_el_segundo_semestre() -> None:
    crear_indicador(meta_de("1.1"), crear_dato("anual", periodicidad="anual"))
    for semestre, datos in ((1, []), (2, ["anual"])):
        periodo = crear_periodo(semestre=semestre)
        assert pedido(cuestionario_de(crear_reporte(periodo=periodo))) == {"1.1": datos}


def test_un_medio_de_verificacion_no_es_una_pregunta() -> None:
    crear_indicador(meta_de("1.1"), evidencia="acta", texto="Actas")
    hoja = cuestionario(crear_plan(), "nacional").hojas[0]
    assert (hoja.datos, [i.texto for i in hoja.evidencias]) == ([], ["Actas"])


def test_diez_uno_va_despues_de_nueve_tres() -> None:
    for orden, codigo in enumerate(["9.3", "10.1", "10.2"]):
        crear_actividad(codigo, orden=orden)
    c = cuestionario(crear_plan(), "nacional")
    assert [h.actividad.codigo for h in c.hojas] == ["9.3", "10.1", "10.2"]
    assert [(g.objetivo.numero, len(g.hojas)) for g in c.grupos] == [(9, 1), (10, 2)]


def test_lo_de_otro_plan_no_se_pide() -> None:
    crear_actividad("1.1")
    assert cuestionario(crear_plan("otro"), "nacional").hojas == []
    assert cuestionario(crear_plan(), "nacional").hoja("9.9") is None


def test_cuesta_lo_mismo_con_muchas_actividades() -> None:
    def consultas() -> int:
        with CaptureQueriesContext(connection) as contadas:
            for hoja in cuestionario(crear_plan(), "nacional").hojas:
                for dato in hoja.datos:
                    [list(d.categorias.all()) for d in dato.desagregaciones.all()]
                    list(dato.etapas.all())
                list(hoja.actividad.metas.all())
                assert hoja.actividad.eje.numero
        return len(contadas)

    crear_plan()
    crear_indicador(meta_de("1.1"), crear_dato(partes={"sexo": ["m", "h"]}))
    con_una = consultas()
    for n in range(2, 12):
        crear_indicador(meta_de(f"{n}.1"), crear_dato(partes={"sexo": ["m", "h"]}))
    # One of them is crear_plan's own.
    assert consultas() == con_una <= 7
