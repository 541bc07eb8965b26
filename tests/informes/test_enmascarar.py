"""Disclosure control: what a reader can know of a small count is its band, and no more.

raw        masked          derived for the region
gt  12 ──▶ 12
hn   3 ──▶ 1 a 10   ─┐
sv   0 ──▶ 0         ├──▶  entre 13 y 22; 1 país con 1 a 10; 3 de 4 países
ni   – ──▶ x         │
pa   n ──▶ z        ─┘
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from informes.enmascarar import Atomo, Intervalo, Publicado, cambio, derivar, enmascarar

PAISES = ("gt", "bz", "hn", "sv", "ni", "cr", "pa", "mx", "do")


def atomo(valor: Any = None, pais: str = "gt", **campos: Any) -> Atomo:
    normal = {"dato": "casos", "anio": 2024, "categoria": "delito:trata"}
    return Atomo(**{**normal, "pais": pais, "valor": valor, **campos})


def region(*valores: int | None, **opciones: int) -> tuple[Publicado, ...]:
    """The countries, one value each, masked."""
    return enmascarar([atomo(v, p) for v, p in zip(valores, PAISES, strict=False)], **opciones)


def uno(valor: int | None, **campos: Any) -> tuple[int | None, int | None, str]:
    opciones = {"limite": campos.pop("limite")} if "limite" in campos else {}
    (publicado,) = enmascarar([atomo(valor, **campos)], **opciones)
    return publicado.minimo, publicado.maximo, publicado.marca


# --- one atom ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("valor", "esperado"),
    [
        (0, (0, 0, "")),
        (1, (1, 10, "c")),
        (3, (1, 10, "c")),
        (10, (1, 10, "c")),
        (11, (11, 11, "")),
        (1236, (1236, 1236, "")),
    ],
)
def test_un_conteo(valor: int, esperado: tuple[int, int, str]) -> None:
    assert uno(valor) == esperado


@pytest.mark.parametrize(
    ("ausencia", "marca"),
    [
        ("no_aplica", "z"),
        ("no_disponible", "x"),
        ("pendiente", "x"),
        ("sin_reporte", "x"),
        ("", "x"),
    ],
)
def test_lo_que_falta_no_es_cero_ni_banda(ausencia: str, marca: str) -> None:
    assert uno(None, ausencia=ausencia) == (None, None, marca)


@pytest.mark.parametrize(
    ("limite", "valor", "esperado"),
    [
        (5, 5, (1, 5, "c")),
        (5, 6, (6, 6, "")),
        (20, 11, (1, 20, "c")),
        (20, 21, (21, 21, "")),
    ],
)
def test_el_limite_es_un_ajuste(limite: int, valor: int, esperado: tuple[int, int, str]) -> None:
    assert uno(valor, limite=limite) == esperado


@pytest.mark.parametrize("limite", [4, 1, 0, -1])
def test_el_limite_no_baja_de_cinco(limite: int) -> None:
    with pytest.raises(ValueError, match="may not be below 5"):
        enmascarar([], limite=limite)


def test_el_reporte_regional_tambien_se_enmascara() -> None:
    assert uno(4, pais="") == (1, 10, "c")


@pytest.mark.parametrize("valor", [-1, 2.5, 3.0, True, "3", float("nan")])
def test_solo_numeros_enteros_desde_cero(valor: Any) -> None:
    with pytest.raises(ValueError, match="whole number"):
        atomo(valor)


def test_un_conteo_no_tiene_razon_para_faltar() -> None:
    with pytest.raises(ValueError, match="a reason why there is none"):
        atomo(3, ausencia="no_disponible")


# --- what may not come in together ------------------------------------------------------

JUNTOS: list[tuple[str, list[Atomo]]] = [
    ("the same cell twice", [atomo(12), atomo(15)]),
    ("whole and split: 15 − 12 is the hidden 3", [atomo(15, categoria=""), atomo(12)]),
    ("split in two ways", [atomo(12), atomo(3, "hn", categoria="sexo:mujeres")]),
]


@pytest.mark.parametrize("atomos", [c[1] for c in JUNTOS], ids=[c[0] for c in JUNTOS])
def test_lo_que_se_delata_entre_si_no_entra(atomos: list[Atomo]) -> None:
    with pytest.raises(ValueError, match=r"casos.* is given"):
        enmascarar(atomos)


def test_cada_dato_puede_tener_su_propia_desagregacion() -> None:
    juntos = enmascarar([atomo(12), atomo(15, dato="fichas", categoria="", pais="")])
    assert [p.minimo for p in juntos] == [12, 15]


def test_el_orden_de_entrada_no_se_ve() -> None:
    """A ranking that came in would come out: 9 before 2 says which band is the higher."""
    atomos = [atomo(v, p) for v, p in zip((9, 2, 5, 40), PAISES, strict=False)]
    salidas = {enmascarar(orden) for orden in itertools.permutations(atomos)}
    assert len(salidas) == 1
    assert [p.pais for p in salidas.pop()] == sorted(PAISES[:4])


# --- the region ---------------------------------------------------------------------------


def test_el_dibujo() -> None:
    publicados = enmascarar([
        atomo(12, "gt"), atomo(3, "hn"), atomo(0, "sv"),
        atomo(None, "ni", ausencia="sin_reporte"), atomo(None, "pa", ausencia="no_aplica"),
    ])  # fmt: skip
    assert derivar(publicados) == Intervalo(
        minimo=13, maximo=22, en_banda=1, con_cifra=3, sin_cifra=1, no_aplica=1
    )


REGIONES: list[tuple[str, tuple[int | None, ...], tuple[int | None, int | None, int]]] = [
    ("all exact", (12, 0, 30), (42, 42, 0)),
    ("nine zeros are zero", (0,) * 9, (0, 0, 0)),
    ("one band: still a band's width", (30, 4), (31, 40, 1)),
    ("two bands", (1234, 5, 7), (1236, 1254, 2)),
    ("only bands", (1,) * 9, (9, 90, 9)),
    ("what is missing adds nothing", (12, None), (12, 12, 0)),
    ("nothing at all", (None, None), (None, None, 0)),
    ("no country", (), (None, None, 0)),
]


@pytest.mark.parametrize(
    ("valores", "esperado"), [c[1:] for c in REGIONES], ids=[c[0] for c in REGIONES]
)
def test_la_region(
    valores: tuple[int | None, ...], esperado: tuple[int | None, int | None, int]
) -> None:
    intervalo = derivar(region(*valores))
    assert (intervalo.minimo, intervalo.maximo, intervalo.en_banda) == esperado
    assert intervalo.con_cifra == sum(v is not None for v in valores)
    assert intervalo.exacto == (intervalo.con_cifra > 0 and intervalo.en_banda == 0)


def test_los_pocos_de_un_solo_pais_no_salen_por_resta() -> None:
    """Region 31 to 40, the others add up to 30: the one that is left is 1 to 10 again."""
    intervalo = derivar(region(30, 4))
    assert (intervalo.minimo, intervalo.maximo) == (30 + 1, 30 + 10)


NO_SE_SUMAN: list[tuple[str, list[Atomo], str]] = [
    ("two crimes", [atomo(12), atomo(13, categoria="delito:tim")], "are not added"),
    ("two years", [atomo(12), atomo(13, anio=2023)], "are not added"),
    ("two Datos", [atomo(12), atomo(13, dato="denuncias")], "are not added"),
    ("countries and the ST", [atomo(12), atomo(13, pais="")], "regional report"),
]


@pytest.mark.parametrize(
    ("atomos", "aviso"), [c[1:] for c in NO_SE_SUMAN], ids=[c[0] for c in NO_SE_SUMAN]
)
def test_lo_que_queda_dentro_no_se_suma(atomos: list[Atomo], aviso: str) -> None:
    with pytest.raises(ValueError, match=aviso):
        derivar(enmascarar(atomos))


def test_derivar_no_recibe_conteos_crudos() -> None:
    for crudo in (atomo(3), 3):
        with pytest.raises(ValueError, match="only masked"):
            derivar([crudo])  # type: ignore[list-item]


def test_un_pais_no_se_cuenta_dos_veces() -> None:
    with pytest.raises(ValueError, match="2 times"):
        derivar(region(12) + region(12))


@pytest.mark.parametrize(
    ("minimo", "maximo", "marca"),
    [
        (3, 3, ""),
        (1, 1, ""),
        (11, 12, ""),
        (3, 7, "c"),
        (1, 4, "c"),
        (0, 10, "c"),
        (12, 12, "c"),
        (0, 0, "x"),
        (3, 3, "z"),
        (None, None, ""),
        (None, None, "c"),
        (12, 12, "?"),
    ],
)
def test_un_publicado_no_se_puede_inventar(
    minimo: int | None, maximo: int | None, marca: str
) -> None:
    """A Publicado that enmascarar cannot have made is refused where it is built."""
    with pytest.raises(ValueError, match="not a masked count"):
        Publicado("casos", "gt", 2024, "", minimo, maximo, marca)


def test_un_publicado_no_guarda_el_conteo() -> None:
    campos = {c.name for c in dataclasses.fields(Publicado)}
    assert campos == {"dato", "pais", "anio", "categoria", "minimo", "maximo", "marca"}
    assert vars(region(3)[0]).keys() == campos


# --- change ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("antes", "despues", "esperado"),
    [
        ((12,), (20,), (8, 8)),
        ((3,), (8,), (-9, 9)),
        ((0,), (3,), (1, 10)),
        ((30, 4), (30, 4), (-9, 9)),
        ((12, 20), (12, None), None),
        ((None,), (None,), None),
        ((None,), (12,), None),
    ],
)
def test_cambio(
    antes: tuple[int | None, ...],
    despues: tuple[int | None, ...],
    esperado: tuple[int, int] | None,
) -> None:
    assert cambio(derivar(region(*antes)), derivar(region(*despues))) == esperado


# --- properties -----------------------------------------------------------------------------

limites = st.integers(5, 30)
valores = st.lists(st.one_of(st.none(), st.integers(0, 60)), min_size=9, max_size=9)


@given(st.data(), limites, valores, valores)
def test_dos_secretos_de_una_banda_son_indistinguibles(
    data: st.DataObject, limite: int, dado: list[int | None], antes: list[int | None]
) -> None:
    """Every hidden count is replaced by another of its band: all that is published is the same.

    For the nine and for any group of them, and for the change against another year.
    """
    otro = [
        data.draw(st.integers(1, limite)) if v is not None and 1 <= v <= limite else v for v in dado
    ]
    publicado, el_otro = region(*dado, limite=limite), region(*otro, limite=limite)
    assert publicado == el_otro
    assert repr(publicado) == repr(el_otro)
    grupo = data.draw(st.sets(st.sampled_from(PAISES)))

    def de(filas: tuple[Publicado, ...]) -> Intervalo:
        return derivar([p for p in filas if p.pais in grupo])

    base = region(*antes, limite=limite)
    assert de(publicado) == de(el_otro)
    assert cambio(de(base), de(publicado)) == cambio(de(base), de(el_otro))


@given(limites, valores)
def test_la_suma_verdadera_cae_en_el_intervalo(limite: int, dado: list[int | None]) -> None:
    numeros = [v for v in dado if v is not None]
    assume(numeros)
    intervalo = derivar(region(*dado, limite=limite))
    assert intervalo.minimo is not None
    assert intervalo.maximo is not None
    assert intervalo.minimo <= sum(numeros) <= intervalo.maximo
    # As wide as its bands, so that no band is narrowed by subtraction.
    assert intervalo.maximo - intervalo.minimo == intervalo.en_banda * (limite - 1)
    assert intervalo.con_cifra + intervalo.sin_cifra + intervalo.no_aplica == 9


@given(limites, st.integers(0, 60))
def test_nunca_sale_un_numero_de_dentro_de_la_banda(limite: int, valor: int) -> None:
    (publicado,) = region(valor, limite=limite)
    assert publicado.minimo is not None
    assert publicado.maximo is not None
    assert not 1 < publicado.minimo <= limite
    assert not 1 <= publicado.maximo < limite
    assert publicado.minimo <= valor <= publicado.maximo
    assert publicado.exacto == (valor == 0 or valor > limite)


@given(limites, valores, valores)
def test_el_cambio_verdadero_cae_en_el_intervalo(
    limite: int, antes: list[int | None], despues: list[int | None]
) -> None:
    def suma(numeros: list[int | None]) -> int:
        return sum(n for n in numeros if n is not None)

    rango = cambio(derivar(region(*antes, limite=limite)), derivar(region(*despues, limite=limite)))
    if rango is not None:
        assert rango[0] <= suma(despues) - suma(antes) <= rango[1]


@given(limites, valores)
def test_cada_banda_llega_a_sus_dos_extremos(limite: int, dado: list[int | None]) -> None:
    """With the region's interval and all else known, a hidden count can still be 1 or the limit.

    The reader subtracts from the interval what the other countries can be at
    most and at least; what is left has to contain the whole band.
    """
    publicados = region(*dado, limite=limite)
    total = derivar(publicados)
    for oculto in (p for p in publicados if not p.exacto and p.marca == "c"):
        demas = derivar([p for p in publicados if p is not oculto])
        menor = (total.minimo or 0) - (demas.maximo or 0)
        mayor = (total.maximo or 0) - (demas.minimo or 0)
        assert menor <= 1
        assert mayor >= limite
