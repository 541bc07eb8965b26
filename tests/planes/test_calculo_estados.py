"""Over the plan's tree: states of activities, targets, schedule.

    eje 1
    ├─ objetivo 1
    │  ├─ 1.1  completada
    │  └─ 1.2  en_curso
    └─ objetivo 2
       ├─ 2.1  en_curso
       └─ 2.2  (nobody has said)          1 completada · 2 en curso · 1 sin dato

It is a distribution: no average of percentages stands for progress.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planes.calculo import (
    ESTADOS,
    SIN_DATO,
    Semestre,
    cumplimiento,
    distribucion,
    estado_de_los_paises,
    estado_vigente,
    semaforo,
)
from tests.planes.figuras import PLAN, S23_1, S23_2, S24_1, S24_2, S25_1, S25_2

# --- states carry forward ------------------------------------------------------------

HISTORIA = [(S23_2, "en_curso"), (S24_2, "completada"), (S25_2, "en_curso")]


@pytest.mark.parametrize(
    ("hasta", "esperado"),
    [
        (S23_1, None),
        (S23_2, ("en_curso", S23_2)),
        (S24_1, ("en_curso", S23_2)),
        (S24_2, ("completada", S24_2)),
        (S25_1, ("completada", S24_2)),
        (S25_2, ("en_curso", S25_2)),
    ],
)
def test_un_estado_se_arrastra_con_su_fecha(
    hasta: Semestre, esperado: tuple[str, Semestre] | None
) -> None:
    """2023: – · en_curso │ 2024: – · completada │ 2025: – · en_curso again"""
    assert estado_vigente(HISTORIA, hasta) == esperado
    assert estado_vigente(reversed(HISTORIA), hasta) == esperado


def test_un_estado_en_blanco_no_borra_el_anterior() -> None:
    assert estado_vigente([(S23_2, "en_curso"), (S24_1, "")], S24_1) == ("en_curso", S23_2)


@given(st.lists(st.sampled_from(["", *ESTADOS]), min_size=6, max_size=6), st.integers(0, 5))
def test_vale_lo_ultimo_dicho(estados: list[str], hasta: int) -> None:
    historia = list(zip(PLAN, estados, strict=True))
    dichos = [par for par in historia[: hasta + 1] if par[1]]
    esperado = (dichos[-1][1], dichos[-1][0]) if dichos else None
    assert estado_vigente(historia, PLAN[hasta]) == esperado


# --- the distribution -------------------------------------------------------------------


def test_la_distribucion_del_dibujo() -> None:
    assert distribucion(["completada", "en_curso", "en_curso", None]) == {
        "completada": 1,
        "en_curso": 2,
        "no_iniciada": 0,
        "suspendida": 0,
        "no_aplica": 0,
        "sin_dato": 1,
    }


def test_un_estado_desconocido_no_desaparece() -> None:
    with pytest.raises(KeyError, match="terminada"):
        distribucion(["completada", "terminada"])


@given(st.lists(st.sampled_from([*ESTADOS, "", None])))
def test_la_distribucion_cuenta_cada_actividad_una_vez(estados: list[str | None]) -> None:
    cuenta = distribucion(estados)
    assert list(cuenta) == [*ESTADOS, SIN_DATO]
    assert sum(cuenta.values()) == len(estados)
    assert cuenta == distribucion(reversed(estados))


# --- one state for what only countries report ---------------------------------------------

DE_LOS_PAISES: list[tuple[str, list[str | None], str | None]] = [
    ("nobody has said", [None, None], None),
    ("all have finished", ["completada", "completada"], "completada"),
    ("one has finished, the others are silent", ["completada", None, None], "en_curso"),
    ("one has finished, one not begun", ["completada", "no_iniciada"], "en_curso"),
    ("all have finished to whom it applies", ["completada", "no_aplica"], "completada"),
    ("none has begun, one is silent", ["no_iniciada", None], "no_iniciada"),
    ("all are suspended", ["suspendida", "suspendida"], "suspendida"),
    ("one is suspended, one goes on", ["suspendida", "en_curso"], "en_curso"),
    ("it applies to nobody", ["no_aplica", "no_aplica"], "no_aplica"),
    ("it does not apply to one, the other is silent", ["no_aplica", None], None),
]


@pytest.mark.parametrize(
    ("estados", "esperado"),
    [c[1:] for c in DE_LOS_PAISES],
    ids=[c[0] for c in DE_LOS_PAISES],
)
def test_estado_de_los_paises(estados: list[str | None], esperado: str | None) -> None:
    assert estado_de_los_paises(estados) == esperado
    assert estado_de_los_paises(iter(reversed(estados))) == esperado


# --- targets --------------------------------------------------------------------------------

CUMPLIMIENTOS: list[tuple[str, int | None, int | None, str, int | None, int | None]] = [
    # name, value, target, sense, base line, attainment
    ("no value", None, 10, "ascendente", None, None),
    ("no target", 5, None, "ascendente", None, None),
    ("neutral", 5, 10, "neutro", None, None),
    ("rising: half", 5, 10, "ascendente", None, 50),
    ("rising: zero is 0 %, not nothing", 0, 10, "ascendente", None, 0),
    ("rising: reached", 10, 10, "ascendente", None, 100),
    ("rising: beyond is not cut off", 15, 10, "ascendente", None, 150),
    ("rising from 4 to 10: 7 is half", 7, 10, "ascendente", 4, 50),
    ("rising: below the base is 0 %", 2, 10, "ascendente", 4, 0),
    ("rising: the target lies below the base", 5, 3, "ascendente", 4, None),
    ("rising: the target is the base", 5, 4, "ascendente", 4, None),
    ("falling from 20 to 10: 15 is half", 15, 10, "descendente", 20, 50),
    ("falling: reached", 10, 10, "descendente", 20, 100),
    ("falling: beyond", 5, 10, "descendente", 20, 150),
    ("falling: it rose instead", 25, 10, "descendente", 20, 0),
    ("falling: the target lies above the base", 5, 30, "descendente", 20, None),
    ("falling without base: twice the target", 20, 10, "descendente", None, 50),
    ("falling without base: reached", 10, 10, "descendente", None, 100),
    ("falling without base: beyond says no more", 5, 10, "descendente", None, 100),
    ("falling to zero: not there", 5, 0, "descendente", None, 0),
    ("falling to zero: there", 0, 0, "descendente", None, 100),
]


@pytest.mark.parametrize(
    ("valor", "objetivo", "sentido", "base", "esperado"),
    [c[1:] for c in CUMPLIMIENTOS],
    ids=[c[0] for c in CUMPLIMIENTOS],
)
def test_cumplimiento(
    valor: int | None, objetivo: int | None, sentido: str, base: int | None, esperado: int | None
) -> None:
    def numero(n: int | None) -> Decimal | None:
        return None if n is None else Decimal(n)

    assert (
        cumplimiento(numero(valor), numero(objetivo), sentido=sentido, linea_base=numero(base))
        == esperado
    )


numeros = st.integers(0, 10**6).map(Decimal)
sentidos = st.sampled_from(["ascendente", "descendente"])


@given(numeros, numeros, sentidos, st.one_of(st.none(), numeros))
def test_el_cumplimiento_nunca_es_negativo_y_100_es_llegar(
    valor: Decimal, objetivo: Decimal, sentido: str, base: Decimal | None
) -> None:
    avance = cumplimiento(valor, objetivo, sentido=sentido, linea_base=base)
    if avance is None:
        return
    llego = valor >= objetivo if sentido == "ascendente" else valor <= objetivo
    assert avance >= 0
    assert (avance >= 100) == llego


@given(numeros, numeros, numeros, sentidos, st.one_of(st.none(), numeros))
def test_ir_mejor_nunca_baja_el_cumplimiento(
    uno: Decimal, otro: Decimal, objetivo: Decimal, sentido: str, base: Decimal | None
) -> None:
    peor, mejor = sorted([uno, otro], reverse=sentido == "descendente")
    antes = cumplimiento(peor, objetivo, sentido=sentido, linea_base=base)
    despues = cumplimiento(mejor, objetivo, sentido=sentido, linea_base=base)
    if antes is None or despues is None:
        assert antes is None or sentido == "descendente"
        return
    assert antes <= despues


# --- schedule -------------------------------------------------------------------------------

INICIO, FIN = dt.date(2023, 1, 1), dt.date(2025, 12, 31)
MITAD, DESPUES = dt.date(2024, 7, 1), dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("estado", "fecha", "esperado"),
    [
        ("completada", DESPUES, "cumplida"),
        ("completada", INICIO, "cumplida"),
        ("suspendida", DESPUES, "suspendida"),
        ("no_aplica", DESPUES, "no_aplica"),
        (None, DESPUES, "sin_dato"),
        ("", INICIO, "sin_dato"),
        ("en_curso", INICIO, "en_plazo"),
        ("en_curso", FIN, "en_plazo"),
        ("en_curso", DESPUES, "con_retraso"),
        ("no_iniciada", INICIO, "en_plazo"),
        ("no_iniciada", MITAD, "en_plazo"),
        ("no_iniciada", MITAD + dt.timedelta(days=1), "con_retraso"),
        ("no_iniciada", DESPUES, "con_retraso"),
    ],
)
def test_semaforo(estado: str | None, fecha: dt.date, esperado: str) -> None:
    """2023-01-01 ───────── middle, 2024-07-01 ───────── 2025-12-31 │ after"""
    assert semaforo(estado, INICIO, FIN, fecha) == esperado


@given(st.sampled_from(["en_curso", "no_iniciada"]), st.dates(INICIO), st.dates(INICIO))
def test_el_retraso_no_se_quita_esperando(estado: str, una: dt.date, otra: dt.date) -> None:
    antes, despues = sorted([una, otra])
    if semaforo(estado, INICIO, FIN, antes) == "con_retraso":
        assert semaforo(estado, INICIO, FIN, despues) == "con_retraso"
