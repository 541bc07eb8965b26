"""What follows from published figures: planted leaks are found, honest ones pass."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from informes.auditoria.lineal import Afirmacion, Fuga, auditar
from informes.enmascarar import Atomo, derivar, enmascarar

BANDA = (1, 10)


def suma(claves: str, minimo: int | None, maximo: int | None, donde: str = "") -> Afirmacion:
    """``suma("ab", 3, 12)``: a + b lies from 3 to 12."""
    return Afirmacion.suma(claves, minimo, maximo, donde or claves)


def celda(clave: str) -> Afirmacion:
    return suma(clave, *BANDA)


def bandas(claves: str) -> dict[str, tuple[int, int]]:
    return dict.fromkeys(claves, BANDA)


def test_una_banda_sola_esta_en_pie() -> None:
    assert auditar(bandas("a"), [celda("a")]) == ()
    assert auditar(bandas("a"), []) == ()


def test_una_suma_de_bandas_como_intervalo_esta_en_pie() -> None:
    dichas = [celda("a"), celda("b"), suma("c", 12, 12), suma("abc", 14, 32)]
    assert auditar(bandas("ab"), dichas) == ()


def test_un_total_exacto_delata() -> None:
    """The peers' fault: the cell hidden, the total not."""
    dichas = [celda("a"), suma("b", 12, 12, "b"), suma("ab", 15, 15, "total")]
    assert auditar(bandas("a"), dichas) == (Fuga("a", 3, 3, ("b", "total")),)


def test_un_total_exacto_de_dos_bandas_delata_en_parte() -> None:
    """Both are hidden, but 18 of the two leaves neither below 8."""
    dichas = [celda("a"), celda("b"), suma("ab", 18, 18, "total")]
    assert [(f.clave, f.minimo, f.maximo) for f in auditar(bandas("ab"), dichas)] == [
        ("a", 8, 10), ("b", 8, 10),
    ]  # fmt: skip


def test_un_semestre_delata_el_anio() -> None:
    """The year is a band; its second semester, told apart, leaves only 1 to 3 for the year."""
    anio_es_la_suma = Afirmacion((("a", -1), ("s", 1), ("t", 1)), 0, 0, "año = semestres")
    dichas = [celda("a"), anio_es_la_suma, suma("s", 0, 0, "semestre I"), suma("t", 1, 3, "II")]
    (fuga,) = auditar(bandas("a"), dichas)
    assert (fuga.minimo, fuga.maximo) == (1, 3)
    assert fuga.culpables == ("año = semestres", "semestre I", "II")


def test_solo_se_nombran_las_culpables() -> None:
    dichas = [
        celda("a"), suma("b", 12, 12, "b"), suma("c", 20, 20, "c"),
        suma("abc", 30, 42, "honesta"), suma("ab", 15, 15, "total"),
    ]  # fmt: skip
    assert auditar(bandas("a"), dichas)[0].culpables == ("b", "total")


def test_lo_que_se_contradice_no_pasa() -> None:
    dichas = [celda("a"), suma("a", 25, 25, "otra vez")]
    (fuga,) = auditar(bandas("a"), dichas)
    assert (fuga.minimo, fuga.maximo) == (None, None)
    assert fuga.culpables == ("otra vez",)


def test_los_numeros_son_enteros() -> None:
    """Three equal counts that add up to 10 at most, and twice the first at least 7: halves
    would leave 3.5, whole numbers do not."""
    dichas = [celda("a"), Afirmacion((("a", 2),), 7, None, "doble")]
    assert auditar({"a": (1, 10)}, dichas)[0].minimo == 4


@pytest.mark.parametrize("cuantas", [60])
def test_muchas_a_la_vez(cuantas: int) -> None:
    claves = [f"x{n}" for n in range(cuantas)]
    dichas = [Afirmacion.suma([c], 1, 10, c) for c in claves]
    dichas.append(Afirmacion.suma(claves, cuantas, 10 * cuantas, "total"))
    assert auditar(dict.fromkeys(claves, BANDA), dichas) == ()
    dichas.append(Afirmacion.suma(claves[:2], 19, 20, "dos"))
    assert [f.clave for f in auditar(dict.fromkeys(claves, BANDA), dichas)] == ["x0", "x1"]


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=1, max_size=9))
def test_lo_que_hace_enmascarar_siempre_pasa(conteos: list[int | None]) -> None:
    """The law of the whole design: nothing needs to be suppressed besides."""
    atomos = [Atomo("d", f"p{n}", 2024, "", conteo) for n, conteo in enumerate(conteos)]
    publicados = enmascarar(atomos)
    region = derivar(publicados)
    con_cifra = [p for p in publicados if p.minimo is not None]
    dichas = [Afirmacion.suma([p.pais], p.minimo, p.maximo, p.pais) for p in con_cifra]
    if con_cifra:
        paises = [p.pais for p in con_cifra]
        dichas.append(Afirmacion.suma(paises, region.minimo, region.maximo, "región"))
    ocultas = {p.pais: (p.minimo or 0, p.maximo or 0) for p in con_cifra if not p.exacto}
    assert auditar(ocultas, dichas) == ()


sistemas = st.lists(
    st.tuples(st.sets(st.sampled_from("abc"), min_size=1), st.integers(0, 14), st.integers(0, 8)),
    max_size=4,
)


@settings(deadline=None)
@given(sistemas)
def test_dice_lo_mismo_que_probar_todos_los_numeros(
    dichas: list[tuple[set[str], int, int]],
) -> None:
    """Against counting through all possibilities by hand, with bands of 1 to 4."""
    banda = (1, 4)
    afirmaciones = [suma(clave, *banda) for clave in "abc"]
    afirmaciones += [
        suma("".join(sorted(claves)), minimo, minimo + ancho) for claves, minimo, ancho in dichas
    ]
    posibles = [
        dict(zip("abc", valores, strict=True))
        for valores in product(range(1, 5), repeat=3)
        if cumple(dict(zip("abc", valores, strict=True)), afirmaciones)
    ]
    esperado = {}
    for clave in "abc":
        vistos = {p[clave] for p in posibles}
        if not vistos:
            esperado[clave] = (None, None)
        elif not {1, 4} <= vistos:
            esperado[clave] = (min(vistos), max(vistos))
    halladas = auditar(dict.fromkeys("abc", banda), afirmaciones)
    # Unknowns that no figure joins are judged apart: a contradiction elsewhere is not theirs.
    juntas = {f.clave: (f.minimo, f.maximo) for f in halladas}
    if posibles:
        assert juntas == esperado
    else:
        assert None in {minimo for minimo, _maximo in juntas.values()}


def cumple(valores: Mapping[str, int], afirmaciones: list[Afirmacion]) -> bool:
    return all(
        (a.minimo or 0) <= sum(valores[str(c)] * k for c, k in a.terminos) <= (a.maximo or 0)
        for a in afirmaciones
    )
