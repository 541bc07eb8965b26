"""Over time: the answers of one informant become its figure of the year, and to date.

2023-I   2023-II │ 2024-I   2024-II │ 2025-I   2025-II      semesters
  3         4    │   5         –    │
  └────┬────┘        └────┬────┘
       7                5, partial                          a count: regla suma
       4                5, partial                          regla ultimo
       4                5, partial                          regla maximo
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planes.calculo import (
    Cifra,
    Dato,
    Respuesta,
    Semestre,
    acumulado,
    anio_entero,
    cifra_de,
    en_el_tiempo,
    porcentaje,
    semestres_esperados,
    serie,
)
from tests.planes.figuras import (
    AUSENCIAS,
    CONTEO,
    DOCUMENTO,
    HITO,
    PLAN,
    PORCENTAJE,
    S23_1,
    S23_2,
    S24_1,
    S24_2,
    S25_1,
    S25_2,
    conteos,
    dijo,
    llego,
    montos,
    partes,
    un_dato,
)

ANIO = frozenset({S24_1, S24_2})


def resumen(c: Cifra) -> tuple[int | str, bool]:
    """What a reader sees: the value or why there is none, and whether it is partial."""
    return (c.ausencia if c.valor is None else int(c.valor)), c.parcial


# --- one year, by rule -----------------------------------------------------------

DEL_ANIO: list[tuple[str, dict[str, str], tuple[Any, Any], tuple[int | str, bool]]] = [
    # name, the Dato's rules, (2024-I, 2024-II), (value or reason, partial)
    ("suma: both are in", {}, (3, 4), (7, False)),
    ("suma: zero is a value", {}, (0, 0), (0, False)),
    ("suma: zero and a number", {}, (0, 4), (4, False)),
    ("suma: one silent semester", {}, (3, None), (3, True)),
    ("suma: the first one silent", {}, (None, 4), (4, True)),
    ("suma: not available is not in", {}, (3, "no_disponible"), (3, True)),
    ("suma: pending is not in", {}, ("pendiente", 4), (4, True)),
    ("suma: not applicable is in", {}, (3, "no_aplica"), (3, False)),
    ("suma: silence", {}, (None, None), ("sin_reporte", False)),
    ("suma: both do not apply", {}, ("no_aplica", "no_aplica"), ("no_aplica", False)),
    ("suma: half is silent, it may still apply", {}, ("no_aplica", None), ("sin_reporte", False)),
    ("suma: the open reason wins", {}, ("no_disponible", "pendiente"), ("pendiente", False)),
    ("suma: unknown beats not asked", {}, ("no_aplica", "no_disponible"), ("no_disponible", False)),
    ("ultimo: the later one", {"regla_tiempo": "ultimo"}, (9, 4), (4, False)),
    ("ultimo: the last suffices", {"regla_tiempo": "ultimo"}, (None, 4), (4, False)),
    ("ultimo: the last is missing", {"regla_tiempo": "ultimo"}, (9, None), (9, True)),
    ("ultimo: a last zero is zero", {"regla_tiempo": "ultimo"}, (9, 0), (0, False)),
    ("maximo: the earlier is higher", {"regla_tiempo": "maximo"}, (9, 4), (9, False)),
    ("maximo: the later is higher", {"regla_tiempo": "maximo"}, (4, 9), (9, False)),
    ("maximo: the missing first could be higher", {"regla_tiempo": "maximo"}, (None, 4), (4, True)),
    ("no_agregable: two do not make one", {"regla_tiempo": "no_agregable"}, (3, 4),
     ("no_agregable", False)),
    ("no_agregable: one of two is not the year", {"regla_tiempo": "no_agregable"}, (3, None),
     ("no_agregable", False)),
    ("no_agregable: the only one that applies", {"regla_tiempo": "no_agregable"},
     ("no_aplica", 4), (4, False)),
    ("yearly: asked in the second semester", {"periodicidad": "anual"}, (None, 4), (4, False)),
    ("yearly, no_agregable: the one asked for",
     {"periodicidad": "anual", "regla_tiempo": "no_agregable"}, (None, 4), (4, False)),
    ("yearly: silent", {"periodicidad": "anual"}, (None, None), ("sin_reporte", False)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reglas", "semestres", "esperado"), [c[1:] for c in DEL_ANIO], ids=[c[0] for c in DEL_ANIO]
)
def test_un_anio(
    reglas: dict[str, str], semestres: tuple[Any, Any], esperado: tuple[int | str, bool]
) -> None:
    respuestas = [
        dijo(cuando, que)
        for cuando, que in zip((S24_1, S24_2), semestres, strict=True)
        if que is not None
    ]
    assert resumen(serie(un_dato(**reglas), respuestas, ANIO)[2024]) == esperado


def test_lo_que_aun_no_se_ha_pedido_esta_pendiente() -> None:
    """2025-I is in, 2025-II is not: nobody has been silent on a yearly Dato.

    2024-I  2024-II │ 2025-I  (2025-II)
              4     │
    """
    anual = un_dato(periodicidad="anual")
    anios = serie(anual, [dijo(S24_2, 4)], [S24_1, S24_2, S25_1])
    assert resumen(anios[2024]) == (4, False)
    assert resumen(anios[2025]) == ("pendiente", False)


def test_semestres_esperados() -> None:
    assert semestres_esperados(CONTEO, PLAN) == frozenset(PLAN)
    assert semestres_esperados(un_dato(periodicidad="anual"), PLAN) == {S23_2, S24_2, S25_2}


@pytest.mark.parametrize(
    ("periodicidad", "pedidos", "entero"),
    [
        ("semestral", [S24_1, S24_2], True),
        ("semestral", [S24_1], False),
        ("semestral", [S24_2], False),
        ("semestral", [S23_1, S23_2, S25_1], False),
        ("anual", [S24_2], True),
        ("anual", [S24_1], False),
    ],
)
def test_anio_entero(periodicidad: str, pedidos: list[Semestre], entero: bool) -> None:
    assert anio_entero(un_dato(periodicidad=periodicidad), pedidos, 2024) == entero


# --- percentages -----------------------------------------------------------------


def test_un_porcentaje_es_el_cociente_de_las_sumas() -> None:
    """1/2 (50 %) and 2/10 (20 %) are 3/12 = 25 %: neither 35 % nor 70 %, nor 100 %."""
    anio = serie(PORCENTAJE, [dijo(S24_1, (1, 2)), dijo(S24_2, (2, 10))], ANIO)[2024]
    assert (anio.valor, anio.numerador, anio.denominador) == (25, 3, 12)


def test_un_porcentaje_desagregado_es_25_y_no_100() -> None:
    """A peer's error: 3 of 12, split by sex, came out as 100 %.

    3 / 12 = 25 %
    ├─ women 2
    └─ men   1
    """
    sola = dijo(S24_2, (3, 12), partes=partes(sexo_mujeres=2, sexo_hombres=1))
    figura = serie(un_dato(tipo="porcentaje", periodicidad="anual"), [sola], ANIO)[2024]
    assert figura.valor == 25
    assert figura.partes == partes(sexo_mujeres=2, sexo_hombres=1)


def test_las_partes_de_un_porcentaje_suman_su_numerador() -> None:
    respuestas = [
        dijo(S24_1, (1, 2), partes=partes(sexo_mujeres=1, sexo_hombres=0)),
        dijo(S24_2, (2, 10), partes=partes(sexo_mujeres=1, sexo_hombres=1)),
    ]
    anio = serie(PORCENTAJE, respuestas, ANIO)[2024]
    assert sum(anio.partes.values()) == anio.numerador == 3


@pytest.mark.parametrize(("arriba", "abajo"), [(None, 12), (3, None), (3, 0), (None, None)])
def test_sin_base_no_hay_porcentaje(arriba: int | None, abajo: int | None) -> None:
    def numero(n: int | None) -> Decimal | None:
        return None if n is None else Decimal(n)

    assert porcentaje(numero(arriba), numero(abajo)) is None


# --- parts ------------------------------------------------------------------------

PARTES: list[tuple[str, list[tuple[int, dict[str, Decimal]]], dict[str, Decimal]]] = [
    ("added key by key", [(3, partes(sexo_m=2, sexo_h=1)), (4, partes(sexo_m=1, sexo_h=3))],
     partes(sexo_h=4, sexo_m=3)),
    ("one semester without a split: no split", [(3, partes(sexo_m=2, sexo_h=1)), (4, {})], {}),
    ("only the disaggregation that both have",
     [(3, partes(sexo_m=3, sector_salud=3)), (4, partes(sexo_m=4))], partes(sexo_m=7)),
    ("a zero needs no split", [(3, partes(sexo_m=2, sexo_h=1)), (0, {})],
     partes(sexo_h=1, sexo_m=2)),
    ("zeros keep theirs", [(0, partes(sexo_m=0)), (0, partes(sexo_m=0))], partes(sexo_m=0)),
    ("a category used once", [(3, partes(sexo_m=3)), (4, partes(sexo_h=4))],
     partes(sexo_h=4, sexo_m=3)),
]  # fmt: skip


@pytest.mark.parametrize(("dado", "esperado"), [c[1:] for c in PARTES], ids=[c[0] for c in PARTES])
def test_partes(dado: list[tuple[int, dict[str, Decimal]]], esperado: dict[str, Decimal]) -> None:
    respuestas = [
        dijo(cuando, n, partes=p) for cuando, (n, p) in zip((S24_1, S24_2), dado, strict=True)
    ]
    suma = serie(CONTEO, respuestas, ANIO)[2024]
    assert list(suma.partes.items()) == list(esperado.items())
    assert not suma.partes or sum(suma.partes.values()) == suma.valor


# --- years and the whole plan ------------------------------------------------------


def test_los_conteos_de_un_anio_no_entran_en_otro() -> None:
    """2023: 3 + 4 │ 2024: nothing │ 2025: 5"""
    anios = serie(CONTEO, [dijo(S23_1, 3), dijo(S23_2, 4), dijo(S25_1, 5)], PLAN)
    assert {a: resumen(c) for a, c in anios.items()} == {
        2023: (7, False),
        2024: ("sin_reporte", False),
        2025: (5, True),
    }


def test_solo_entra_lo_que_se_pidio() -> None:
    """A cut of 2024-I alone does not see 2024-II, though it has been answered.

    2024-I   2024-II
      3    │    4
     cut ──┘
    """
    anios = serie(CONTEO, [dijo(S24_1, 3), dijo(S24_2, 4)], [S24_1])
    assert {a: resumen(c) for a, c in anios.items()} == {2024: (3, False)}
    assert resumen(acumulado(CONTEO, [dijo(S24_1, 3), dijo(S24_2, 4)], [S24_1])) == (3, False)


ACUMULADOS: list[tuple[str, dict[str, str], tuple[int | str, bool]]] = [
    ("suma", {"regla_tiempo": "suma"}, (15, False)),
    ("ultimo: a cumulative quantity is not summed again", {"regla_tiempo": "ultimo"}, (2, False)),
    ("maximo", {"regla_tiempo": "maximo"}, (6, False)),
    ("no_agregable", {"regla_tiempo": "no_agregable"}, ("no_agregable", False)),
]


@pytest.mark.parametrize(
    ("reglas", "esperado"), [c[1:] for c in ACUMULADOS], ids=[c[0] for c in ACUMULADOS]
)
def test_acumulado(reglas: dict[str, str], esperado: tuple[int | str, bool]) -> None:
    """1 · 2 │ 3 · 6 │ 1 · 2"""
    respuestas = [dijo(c, n) for c, n in zip(PLAN, (1, 2, 3, 6, 1, 2), strict=True)]
    assert resumen(acumulado(un_dato(**reglas), respuestas, PLAN)) == esperado


def test_cambia_la_persona_y_la_serie_sigue() -> None:
    """A peer's error: the person of a country is replaced, and 400 + 500 becomes 900.

    gt   2024-I (first person) 400 ──▶ 2024-II (second person) 500      running total: 500
    """
    hasta_ahora = un_dato(regla_tiempo="ultimo")
    anio = serie(hasta_ahora, [dijo(S24_1, 400), dijo(S24_2, 500)], ANIO)[2024]
    assert anio.valor == 500
    # There is nothing by which two persons of one country could become two series.
    assert {c.name for c in dataclasses.fields(Respuesta)}.isdisjoint(
        {"usuario", "persona", "autor", "enviado_por"}
    )


def test_dos_informantes_no_se_mezclan() -> None:
    dos = [dijo(S24_1, 400, informante="gt"), dijo(S24_2, 500, informante="hn")]
    with pytest.raises(ValueError, match="several informants"):
        serie(CONTEO, dos, ANIO)


def test_dos_versiones_de_un_reporte_no_se_suman() -> None:
    with pytest.raises(ValueError, match="two answers for one semester"):
        serie(CONTEO, [dijo(S24_1, 400), dijo(S24_1, 500)], ANIO)


# --- milestones and documents --------------------------------------------------------


def hitos(dato: Dato, *respuestas: Respuesta) -> dict[int, tuple[int | None, bool, bool, str]]:
    """Year → (stage, fulfilled, partial, reason)."""
    return {
        anio: (c.etapa, c.cumple, c.parcial, c.ausencia)
        for anio, c in serie(dato, respuestas, PLAN).items()
    }


def test_un_hito_se_arrastra_con_su_fecha() -> None:
    """2023: –  │ 2024-I: stage 3 (10 May) │ 2025: no news, so still stage 3, and partial."""
    el_dia = dt.date(2024, 5, 10)
    anios = serie(HITO, [llego(S24_1, 3, fecha=el_dia), dijo(S24_2, "pendiente")], PLAN)
    assert anios[2023].ausencia == "sin_reporte"
    for anio in (2024, 2025):
        c = anios[anio]
        assert (c.valor, c.etapa, c.cumple, c.fecha, c.cuando) == (1, 3, True, el_dia, S24_1)
        assert c.parcial


def test_un_hito_avanza_y_puede_retroceder() -> None:
    """Stage 1 │ 2, then 3 │ back to 2. By ``maximo`` it stays at 3."""
    respuestas = [llego(S23_2, 1), llego(S24_1, 2), llego(S24_2, 3), llego(S25_2, 2)]
    assert hitos(HITO, *respuestas) == {
        2023: (1, False, False, ""),
        2024: (3, True, False, ""),
        2025: (2, False, False, ""),
    }
    mas_alto = dataclasses.replace(HITO, regla_tiempo="maximo")
    assert hitos(mas_alto, *respuestas)[2025] == (3, True, False, "")


@pytest.mark.parametrize(
    ("primera", "segunda", "etapa", "cuando"),
    [(2, 1, 2, S24_1), (1, 2, 2, S24_2), (2, 2, 2, S24_1)],
)
def test_el_mas_alto_es_el_de_mas_etapa_aunque_ninguno_cumpla(
    primera: int, segunda: int, etapa: int, cuando: Semestre
) -> None:
    """Neither stage fulfils; the highest counts, with the date on which it was first reached."""
    mas_alto = dataclasses.replace(HITO, regla_tiempo="maximo")
    c = serie(mas_alto, [llego(S24_1, primera), llego(S24_2, segunda)], ANIO)[2024]
    assert (c.etapa, c.cuando) == (etapa, cuando)


def test_no_aplica_termina_un_hito() -> None:
    """2023: stage 3 │ 2024-II: no longer applies │ 2025: silent, so it still does not."""
    assert hitos(HITO, llego(S23_2, 3), dijo(S24_2, "no_aplica")) == {
        2023: (3, True, False, ""),
        2024: (None, False, False, "no_aplica"),
        2025: (None, False, False, "no_aplica"),
    }


def test_lo_que_falta_de_un_hito_no_se_arrastra() -> None:
    """2023: pending │ 2024: silent. The reason of one year is not that of the next."""
    anios = serie(HITO, [dijo(S23_2, "pendiente")], PLAN)
    assert [anios[a].ausencia for a in (2023, 2024)] == ["pendiente", "sin_reporte"]


def test_un_hito_viene_del_plan_anterior() -> None:
    """The series runs across plans: 2022 is before what is asked, and stands."""
    assert hitos(HITO, llego(Semestre(2022, 2), 3))[2023] == (3, True, True, "")


def test_un_hito_no_ve_el_semestre_que_no_se_pidio() -> None:
    """The cut holds 2024-I and 2025-I; 2024-II lies between and is not in it."""
    anios = serie(HITO, [llego(S24_1, 1), llego(S24_2, 3)], [S24_1, S25_1])
    assert [anios[a].etapa for a in (2024, 2025)] == [1, 1]


def test_un_documento_se_arrastra() -> None:
    ley = Respuesta(informante="gt", cuando=S23_1, documento="Protocolo", fecha=dt.date(2023, 3, 1))
    anios = serie(DOCUMENTO, [ley], PLAN)
    assert [(c.valor, c.cumple, c.documento) for c in anios.values()] == [
        (1, True, "Protocolo")
    ] * 3


def test_hito_a_la_fecha() -> None:
    assert acumulado(HITO, [llego(S23_2, 3), dijo(S24_1, "no_disponible")], PLAN).etapa == 3


# --- shapes ------------------------------------------------------------------------

MALAS: list[tuple[str, Dato, Respuesta]] = [
    ("a percentage over nothing", PORCENTAJE, dijo(S24_1, (3, 0))),
    ("a percentage as a bare number", PORCENTAJE, dijo(S24_1, 25)),
    ("a count as numerator and denominator", CONTEO, dijo(S24_1, (3, 12))),
    ("a milestone as a number", HITO, dijo(S24_1, 3)),
    ("a count as a document", CONTEO, Respuesta("gt", S24_1, documento="Ley")),
]


@pytest.mark.parametrize(("dato", "mala"), [c[1:] for c in MALAS], ids=[c[0] for c in MALAS])
def test_una_respuesta_de_otra_forma_no_pasa_por_dato(dato: Dato, mala: Respuesta) -> None:
    with pytest.raises(ValueError, match=f"is not a {dato.tipo}"):
        serie(dato, [mala], ANIO)


def test_cifra_de_no_cambia_nada_del_numero() -> None:
    c = cifra_de(un_dato(tipo="monto"), dijo(S24_1, 0), parcial=True)
    assert (c.valor, c.ausencia, c.parcial, c.cuando) == (0, "", True, S24_1)


# --- properties ------------------------------------------------------------------------

QUE = st.one_of(conteos, montos, st.sampled_from(AUSENCIAS), st.none())


@given(conteos, conteos, conteos)
def test_partir_un_semestre_no_cambia_la_suma(a: Decimal, b: Decimal, resto: Decimal) -> None:
    """a + b told in one semester, or a in one and b in the next, is the same year and total."""
    junto = [dijo(S24_1, a + b), dijo(S24_2, 0), dijo(S25_1, resto)]
    partido = [dijo(S24_1, a), dijo(S24_2, b), dijo(S25_1, resto)]
    assert serie(CONTEO, junto, PLAN)[2024].valor == serie(CONTEO, partido, PLAN)[2024].valor
    assert acumulado(CONTEO, junto, PLAN).valor == acumulado(CONTEO, partido, PLAN).valor


@given(st.lists(st.one_of(conteos, montos), min_size=6, max_size=6))
def test_los_anios_suman_lo_acumulado(numeros: list[Decimal]) -> None:
    respuestas = [dijo(c, n) for c, n in zip(PLAN, numeros, strict=True)]
    por_anio = serie(CONTEO, respuestas, PLAN).values()
    assert sum(c.valor or 0 for c in por_anio) == acumulado(CONTEO, respuestas, PLAN).valor


@given(
    st.sampled_from(["suma", "ultimo", "maximo", "no_agregable"]),
    st.lists(QUE, min_size=6, max_size=6),
    st.randoms(use_true_random=False),
)
def test_el_orden_de_las_respuestas_no_importa(regla: str, que: list[Any], azar: Any) -> None:
    respuestas = [dijo(c, q) for c, q in zip(PLAN, que, strict=True) if q is not None]
    revueltas = azar.sample(respuestas, len(respuestas))
    dato = un_dato(regla_tiempo=regla)
    assert serie(dato, respuestas, PLAN) == serie(dato, revueltas, PLAN)
    assert acumulado(dato, respuestas, PLAN) == acumulado(dato, revueltas, PLAN)


@given(
    st.sampled_from(["suma", "ultimo", "maximo", "no_agregable"]),
    st.lists(QUE, min_size=2, max_size=2),
)
def test_hay_valor_o_razon_nunca_ambos_ni_ninguno(regla: str, que: list[Any]) -> None:
    respuestas = [dijo(c, q) for c, q in zip((S24_1, S24_2), que, strict=True) if q is not None]
    c = en_el_tiempo(un_dato(regla_tiempo=regla), respuestas, ANIO)
    assert c.hay != bool(c.ausencia)


@given(st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=6, max_size=6))
def test_un_hito_vale_lo_ultimo_dicho(etapas: list[int | None]) -> None:
    """At each year's end the stage is the last one told by then, however long ago."""
    respuestas = [llego(c, e) for c, e in zip(PLAN, etapas, strict=True) if e is not None]
    anios = serie(HITO, respuestas, PLAN)
    for anio, c in anios.items():
        dichas = [e for s, e in zip(PLAN, etapas, strict=True) if s.anio <= anio and e is not None]
        assert c.etapa == (dichas[-1] if dichas else None)
        assert c.hay == bool(dichas)


@given(st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=6, max_size=6))
def test_el_mas_alto_nunca_baja(etapas: list[int | None]) -> None:
    mas_alto = dataclasses.replace(HITO, regla_tiempo="maximo")
    respuestas = [llego(c, e) for c, e in zip(PLAN, etapas, strict=True) if e is not None]
    vistas = [c.etapa or 0 for c in serie(mas_alto, respuestas, PLAN).values()]
    assert vistas == sorted(vistas)
