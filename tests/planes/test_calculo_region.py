"""Over countries: nine figures and the Secretaría Técnica's become the region's.

gt  bz  hn  sv  ni  cr  pa  mx  do │ ST
 3   0   5   –   n   2   –   1   4 │  6         – silent, n does not apply
 └────────────── 15 ───────────────┘            suma                 15   (6 of 8)
 └────────────── 15 ─────────────── + 6         suma_mas_regional    21   (6 of 8)
                                      6         manda_regional        6   (no coverage)
 └──── more than 0: 5 countries ───┘            paises_que_cumplen    5   (6 of 8)
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planes.calculo import (
    Cifra,
    CifraRegional,
    Cobertura,
    Dato,
    Respuesta,
    cobertura_de,
    en_la_region,
    serie,
)
from tests.planes.figuras import (
    CONTEO,
    DOCUMENTO,
    HITO,
    PAISES,
    PORCENTAJE,
    S24_1,
    S24_2,
    cifra,
    cifras,
    dijo,
    partes,
    razon,
    un_dato,
)

NO_APLICA = cifra(ausencia="no_aplica")
REGLAS = ["suma", "suma_mas_regional", "manda_regional", "paises_que_cumplen", "no_agregable"]


def con(regla: str) -> Dato:
    return replace(CONTEO, regla_region=regla)


def todos(valor: int | None, **otros: Cifra) -> dict[str, Cifra]:
    """The nine with the same figure, save those named."""
    return {p: cifra(valor) for p in PAISES} | otros


DIBUJO = {
    "gt": cifra(3),
    "bz": cifra(0),
    "hn": cifra(5),
    "sv": cifra(ausencia="sin_reporte"),
    "ni": NO_APLICA,
    "cr": cifra(2),
    "mx": cifra(1),
    "do": cifra(4),
}


@pytest.mark.parametrize(
    ("regla", "valor", "cobertura"),
    [
        ("suma", 15, Cobertura(6, 8, 1)),
        ("suma_mas_regional", 21, Cobertura(6, 8, 1)),
        ("manda_regional", 6, None),
        ("paises_que_cumplen", 5, Cobertura(6, 8, 1)),
        ("no_agregable", None, Cobertura(6, 8, 1)),
    ],
)
def test_el_dibujo(regla: str, valor: int | None, cobertura: Cobertura | None) -> None:
    region = en_la_region(con(regla), DIBUJO, cifra(6), PAISES)
    assert (region.valor, region.cobertura) == (valor, cobertura)
    assert region.hay != bool(region.ausencia)


# --- the wrong figures of the peers ---------------------------------------------------


def test_nueve_ceros_son_cero_con_cobertura_completa() -> None:
    """A peer's error: all nine report zero, and the figure is an empty text."""
    region = en_la_region(CONTEO, todos(0), None, PAISES)
    assert (region.valor, region.ausencia, region.parcial) == (0, "", False)
    assert region.hay
    assert region.cobertura == Cobertura(9, 9)
    assert region.cobertura.completa


def test_si_falta_un_pais_los_demas_no_se_cuentan_dos_veces() -> None:
    """A peer's error: one country has no total, and its running sum doubles the others.

    10 × 8 countries, the ninth lacks a total: 80 with 8 of 9; neither 160 nor 90.
    """
    for nada in ("sin_reporte", "pendiente", "no_disponible"):
        region = en_la_region(CONTEO, todos(10, sv=cifra(ausencia=nada)), None, PAISES)
        assert (region.valor, region.cobertura) == (80, Cobertura(8, 9))
        assert region.parcial


def test_un_reporte_devuelto_sale_del_total_y_de_la_cobertura_a_la_vez() -> None:
    """A peer's error: "8 contributors", with the ninth's figure still in the total."""
    antes = en_la_region(CONTEO, todos(10), None, PAISES)
    devuelto = {p: c for p, c in todos(10).items() if p != "do"}
    despues = en_la_region(CONTEO, devuelto, None, PAISES)
    assert (antes.valor, antes.cobertura) == (90, Cobertura(9, 9))
    assert (despues.valor, despues.cobertura) == (80, Cobertura(8, 9))


def test_dos_campanas_regionales_en_nueve_paises_son_dos() -> None:
    """Each country tells the 2 campaigns that ran there: 2, not 18, and not 20."""
    region = en_la_region(con("manda_regional"), todos(2), cifra(2), PAISES)
    assert (region.valor, region.cobertura) == (2, None)


def test_un_porcentaje_de_paises_no_se_promedia() -> None:
    """1/2 (50 %), 2/10 (20 %): 3/12 = 25 %. The average, 35 %, is nobody's figure."""
    region = en_la_region(PORCENTAJE, {"gt": razon(1, 2), "hn": razon(2, 10)}, None, PAISES)
    assert (region.valor, region.numerador, region.denominador) == (25, 3, 12)
    assert region.cobertura == Cobertura(2, 9)


def test_un_porcentaje_suelto_se_lista_sin_agregar() -> None:
    suelto = replace(PORCENTAJE, regla_region="no_agregable")
    region = en_la_region(suelto, {"gt": razon(1, 2), "hn": razon(2, 10)}, None, PAISES)
    assert (region.valor, region.ausencia) == (None, "no_agregable")
    assert region.cobertura == Cobertura(2, 9)


def test_cambia_la_persona_de_un_pais_y_la_region_no_lo_nota() -> None:
    """gt: 400, then another person tells 500 so far; hn: 100. The region stands at 600."""
    hasta_ahora = un_dato(regla_tiempo="ultimo")
    semestres = [S24_1, S24_2]
    gt = serie(hasta_ahora, [dijo(S24_1, 400), dijo(S24_2, 500)], semestres)[2024]
    hn = serie(hasta_ahora, [dijo(S24_2, 100, informante="hn")], semestres)[2024]
    assert en_la_region(hasta_ahora, {"gt": gt, "hn": hn}, None, PAISES).valor == 600


# --- coverage --------------------------------------------------------------------------

COBERTURAS: list[tuple[str, dict[str, Cifra], tuple[str, ...], Cobertura]] = [
    ("nobody", {}, PAISES, Cobertura(0, 9)),
    ("all", todos(1), PAISES, Cobertura(9, 9)),
    ("one to whom it does not apply", todos(1, bz=NO_APLICA), PAISES, Cobertura(8, 8, 1)),
    ("silence in words", todos(1, bz=cifra(ausencia="sin_reporte")), PAISES, Cobertura(8, 9)),
    ("values that make no figure are values", todos(1, bz=cifra(ausencia="no_agregable")), PAISES,
     Cobertura(9, 9)),
    ("a stranger's figure", {"us": cifra(1)}, PAISES, Cobertura(0, 9)),
    ("eight members at that date", todos(1), PAISES[:8], Cobertura(8, 8)),
    ("ten members at that date", todos(1), (*PAISES, "co"), Cobertura(9, 10)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dado", "miembros", "esperado"), [c[1:] for c in COBERTURAS], ids=[c[0] for c in COBERTURAS]
)
def test_cobertura(dado: dict[str, Cifra], miembros: tuple[str, ...], esperado: Cobertura) -> None:
    assert cobertura_de(dado, miembros) == esperado


def test_quien_no_es_miembro_no_suma() -> None:
    """The Dominican Republic joins later: its 10 enter only then."""
    antes = en_la_region(CONTEO, todos(10), None, PAISES[:8])
    assert (antes.valor, antes.cobertura) == (80, Cobertura(8, 8))
    assert en_la_region(CONTEO, todos(10), None, PAISES).valor == 90


# --- why there is no figure --------------------------------------------------------------

SIN_CIFRA: list[tuple[str, dict[str, Cifra], str]] = [
    ("nobody reported", {}, "sin_reporte"),
    ("it applies to nobody", dict.fromkeys(PAISES, NO_APLICA), "no_aplica"),
    ("it does not apply to one, the others are silent", {"gt": NO_APLICA}, "sin_reporte"),
    ("nobody has it", dict.fromkeys(PAISES, cifra(ausencia="no_disponible")), "no_disponible"),
    ("nobody has been asked", dict.fromkeys(PAISES, cifra(ausencia="pendiente")), "pendiente"),
    ("one is pending, the others are silent", {"gt": cifra(ausencia="pendiente")}, "sin_reporte"),
    ("a country's values make no figure", todos(1, gt=cifra(ausencia="no_agregable")),
     "no_agregable"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dado", "razon_dada"), [c[1:] for c in SIN_CIFRA], ids=[c[0] for c in SIN_CIFRA]
)
def test_por_que_no_hay_cifra(dado: dict[str, Cifra], razon_dada: str) -> None:
    region = en_la_region(CONTEO, dado, None, PAISES)
    assert (region.valor, region.ausencia) == (None, razon_dada)
    assert region.cobertura is not None


@pytest.mark.parametrize(
    ("regional", "esperado"),
    [(None, "sin_reporte"), (cifra(ausencia="pendiente"), "pendiente"), (NO_APLICA, "no_aplica")],
)
def test_por_que_no_hay_cifra_regional(regional: Cifra | None, esperado: str) -> None:
    """The countries' figures do not stand in for the ST's."""
    region = en_la_region(con("manda_regional"), todos(2), regional, PAISES)
    assert region == CifraRegional(ausencia=esperado)


# --- partial figures ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regional", "valor", "parcial"),
    [
        (cifra(6), 24, False),
        (cifra(0), 18, False),
        (cifra(6, parcial=True), 24, True),
        (cifra(ausencia="sin_reporte"), 18, True),
        (None, 18, True),
        (NO_APLICA, 18, False),
    ],
    ids=["in", "zero", "half", "silent", "not there", "does not apply"],
)
def test_suma_mas_regional_sabe_si_falta_lo_regional(
    regional: Cifra | None, valor: int, parcial: bool
) -> None:
    """Nine countries with 2 workshops each, and the ST's own."""
    region = en_la_region(con("suma_mas_regional"), todos(2), regional, PAISES)
    assert (region.valor, region.parcial) == (valor, parcial)
    assert region.cobertura == Cobertura(9, 9)


def test_suma_mas_regional_sin_paises_es_lo_regional() -> None:
    region = en_la_region(con("suma_mas_regional"), {}, cifra(6), PAISES)
    assert (region.valor, region.cobertura, region.parcial) == (6, Cobertura(0, 9), True)


def test_basta_un_pais_a_medias() -> None:
    assert en_la_region(CONTEO, todos(1, gt=cifra(1, parcial=True)), None, PAISES).parcial
    assert not en_la_region(CONTEO, todos(1), None, PAISES).parcial


# --- milestones -----------------------------------------------------------------------------


def test_paises_que_cumplen_un_hito() -> None:
    """gt stage 3 (fulfilled) · hn stage 2 (not) · sv does not apply · the others silent: 1 of 8."""
    dado = {
        "gt": cifra(1, etapa=3, cumple=True),
        "hn": cifra(0, etapa=2),
        "sv": NO_APLICA,
    }
    region = en_la_region(HITO, dado, None, PAISES)
    assert (region.valor, region.numerador, region.denominador) == (1, 1, 8)
    assert region.cobertura == Cobertura(2, 8, 1)


def test_ninguno_cumple_es_cero_y_no_vacio() -> None:
    region = en_la_region(HITO, {"gt": cifra(0, etapa=1)}, None, PAISES)
    assert (region.valor, region.hay) == (0, True)


def test_un_hito_arrastrado_cuenta_aunque_el_pais_calle() -> None:
    """gt fulfilled in 2023 and is silent in 2024: it fulfils still, and the figure is partial."""
    gt = Cifra(valor=Decimal(1), cumple=True, ausencia="", parcial=True)
    region = en_la_region(DOCUMENTO, {"gt": gt}, None, ("gt",))
    assert (region.valor, region.cobertura, region.parcial) == (
        1,
        Cobertura(1, 1, parciales=1),
        True,
    )


def test_un_hito_regional_trae_su_fecha() -> None:
    dato = un_dato(tipo="documento", regla_tiempo="ultimo", regla_region="manda_regional")
    el_dia = dt.date(2024, 5, 10)
    st_dijo = [Respuesta("", S24_1, documento="Manual", fecha=el_dia)]
    regional = serie(dato, st_dijo, [S24_1, S24_2])[2024]
    region = en_la_region(dato, {}, regional, PAISES)
    assert (region.documento, region.fecha, region.cuando) == ("Manual", el_dia, S24_1)
    assert (region.valor, region.cumple, region.parcial) == (1, True, True)


# --- parts ------------------------------------------------------------------------------------


def test_las_partes_se_suman_si_todos_las_dan() -> None:
    gt = cifra(3, partes=partes(sexo_m=2, sexo_h=1))
    hn = cifra(4, partes=partes(sexo_m=4))
    assert en_la_region(CONTEO, {"gt": gt, "hn": hn}, None, PAISES).partes == partes(
        sexo_h=1, sexo_m=6
    )
    assert en_la_region(CONTEO, {"gt": gt, "hn": cifra(4)}, None, PAISES).partes == {}
    assert en_la_region(CONTEO, {"gt": gt, "hn": cifra(0)}, None, PAISES).partes == gt.partes


def test_lo_regional_sin_partes_quita_las_de_todos() -> None:
    dado = {"gt": cifra(3, partes=partes(sexo_m=2, sexo_h=1))}
    assert en_la_region(con("suma_mas_regional"), dado, cifra(6), PAISES).partes == {}


# --- properties ---------------------------------------------------------------------------------

mapas = st.dictionaries(st.sampled_from(PAISES), cifras)
regionales = st.one_of(st.none(), cifras)


@given(st.sampled_from(REGLAS), mapas, regionales, st.permutations(PAISES))
def test_el_orden_de_los_paises_no_importa(
    regla: str, dado: dict[str, Cifra], regional: Cifra | None, orden: list[str]
) -> None:
    al_reves = dict(reversed(dado.items()))
    assert en_la_region(con(regla), dado, regional, PAISES) == en_la_region(
        con(regla), al_reves, regional, orden
    )


@given(st.sampled_from(REGLAS), mapas, regionales, st.sampled_from(["absent", "silent", "pending"]))
def test_un_pais_callado_solo_cambia_la_cobertura(
    regla: str, dado: dict[str, Cifra], regional: Cifra | None, como: str
) -> None:
    """A tenth member that says nothing: the figure is the same, of one country more."""
    sin = en_la_region(con(regla), dado, regional, PAISES)
    callado = {"absent": {}, "silent": {"co": cifra(ausencia="sin_reporte")},
               "pending": {"co": cifra(ausencia="pendiente")}}[como]  # fmt: skip
    con_el = en_la_region(con(regla), dado | callado, regional, (*PAISES, "co"))
    assert con_el.valor == sin.valor
    assert con_el.partes == sin.partes
    if sin.cobertura is None:
        assert con_el.cobertura is None
    else:
        assert con_el.cobertura == replace(sin.cobertura, esperados=sin.cobertura.esperados + 1)


@given(st.sampled_from(REGLAS), mapas, regionales)
def test_hay_valor_o_razon(regla: str, dado: dict[str, Cifra], regional: Any) -> None:
    region = en_la_region(con(regla), dado, regional, PAISES)
    assert region.hay != bool(region.ausencia)


@given(mapas)
def test_la_suma_es_la_suma_y_la_cobertura_cuenta_lo_sumado(dado: dict[str, Cifra]) -> None:
    region = en_la_region(CONTEO, dado, None, PAISES)
    valores = [c.valor for c in dado.values() if c.valor is not None]
    assert (region.valor or 0) == sum(valores)
    assert region.cobertura is not None
    assert region.cobertura.reportaron == len(valores) <= region.cobertura.esperados
    assert region.cobertura.esperados + region.cobertura.no_aplica == len(PAISES)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=9))
def test_un_cociente_queda_entre_el_menor_y_el_mayor(pares: list[tuple[int, int]]) -> None:
    """The region's percentage lies between its countries', and is not their mean but its weight."""
    dado = {p: razon(min(a, b), b) for p, (a, b) in zip(PAISES, pares, strict=False)}
    region = en_la_region(PORCENTAJE, dado, None, PAISES)
    valores = [c.valor for c in dado.values() if c.valor is not None]
    assert region.valor is not None
    # The last of 28 digits may be rounded.
    assert min(valores) - Decimal("1e-20") <= region.valor <= max(valores) + Decimal("1e-20")
    assert region.numerador == sum(c.numerador or 0 for c in dado.values())
