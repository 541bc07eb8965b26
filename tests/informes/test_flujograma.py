"""A route as rows and arrows: nothing of the database in it."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from informes.flujograma import Paso, dibujar, filas_de, origenes

SVG = "{http://www.w3.org/2000/svg}"

RAMAS = [
    Paso(1, "Detección"),
    Paso(2, "Identificación"),
    Paso(3, "Atención a la víctima", condicion="Si hay trata", viene_de=(2,)),
    Paso(4, "Otra atención", condicion="Si no", quien="Otra institución", viene_de=(2,)),
    Paso(5, "Otro país", viene_de=(3, 4)),
    Paso(6, "Seguimiento", viene_de=(3, 5)),
]


def en_filas(pasos: list[Paso]) -> list[list[int]]:
    return [[p.orden for p in fila] for fila in filas_de(pasos)]


@pytest.mark.parametrize(
    ("pasos", "filas"),
    [
        ([], []),
        ([Paso(1, "a")], [[1]]),
        # Nothing said: one after the other.
        ([Paso(1, "a"), Paso(5, "b"), Paso(9, "c")], [[1], [5], [9]]),
        (RAMAS, [[1], [2], [3, 4], [5], [6]]),
        # Itself, a later one, one that there is not: passed over.
        ([Paso(1, "a", viene_de=(2,)), Paso(2, "b", viene_de=(2, 7))], [[1], [2]]),
    ],
)
def test_cada_paso_esta_debajo_de_los_que_sigue(pasos: list[Paso], filas: list[list[int]]) -> None:
    assert en_filas(pasos) == filas


def test_de_donde_viene_cada_paso() -> None:
    assert origenes(RAMAS) == {1: (), 2: (1,), 3: (2,), 4: (2,), 5: (3, 4), 6: (3, 5)}


def test_el_dibujo_dice_todo_y_escapa_lo_que_trae() -> None:
    pasos = [*RAMAS, Paso(7, '<script>alert("1")</script> & fin\x00')]
    raiz = ET.fromstring(dibujar("La ruta", "Está en la lista", pasos))
    dicho = " ".join(t.text or "" for t in raiz.iter(f"{SVG}text"))
    for palabra in ("Detección", "Si hay trata", "Otra institución", "Seguimiento", "<script>"):
        assert palabra in dicho
    assert [raiz[0].text, raiz[1].text] == ["La ruta", "Está en la lista"]
    assert raiz.get("role") == "img"
    assert not list(raiz.iter(f"{SVG}script"))
    assert len(list(raiz.iter(f"{SVG}rect"))) == len(pasos)
    # An arrow is a line and a point; those of RAMAS are eight.
    assert len(list(raiz.iter(f"{SVG}path"))) == 2 * (len(sum(origenes(pasos).values(), ())))


def test_los_mismos_pasos_son_los_mismos_bytes() -> None:
    assert dibujar("a", "b", RAMAS) == dibujar("a", "b", list(RAMAS))
    assert dibujar("a", "b", RAMAS) != dibujar("a", "b", RAMAS[:-1])
    assert dibujar("a", "b", []) == ""


@given(
    st.lists(
        st.tuples(st.text(max_size=120), st.text(max_size=120), st.sets(st.integers(-1, 9))),
        max_size=8,
    )
)
def test_cualquier_ruta_se_dibuja_y_cabe(filas: list[tuple[str, str, set[int]]]) -> None:
    pasos = [
        Paso(n, titulo, condicion=condicion, viene_de=tuple(de))
        for n, (titulo, condicion, de) in enumerate(filas)
    ]
    dibujo = dibujar("t", "d", pasos)
    if not pasos:
        return
    raiz = ET.fromstring(dibujo)
    ancho, alto = float(raiz.get("width") or 0), float(raiz.get("height") or 0)
    for caja in raiz.iter(f"{SVG}rect"):
        assert float(caja.get("x") or -1) >= 0
        assert float(caja.get("x") or 0) + float(caja.get("width") or 0) <= ancho
        assert float(caja.get("y") or 0) + float(caja.get("height") or 0) <= alto
