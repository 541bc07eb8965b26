"""What changed from one text to another, as a reviewer reads it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planes.diferencias import IGUAL, NUEVO, QUITADO, diferencias, reescrito

LARGO = "Se hicieron dos talleres de la mesa en mayo y en junio."


def leido(era: str, es: str) -> str:
    """As it looks: [what went], {what came}."""
    marcas = {IGUAL: "%s", QUITADO: "[%s]", NUEVO: "{%s}"}
    return "".join(marcas[clase] % pieza for clase, pieza in diferencias(era, es))


@pytest.mark.parametrize(
    ("era", "es", "se_lee"),
    [
        ("Dos talleres.", "Tres talleres.", "[Dos] {Tres} talleres."),
        ("En mayo hubo uno.", "En mayo hubo uno más.", "En mayo hubo [uno.] {uno más.}"),
        ("Uno", "Uno dos", "Uno {dos}"),
        ("Uno dos", "Uno", "Uno [dos]"),
        ("Dos talleres", "Los dos talleres", "[Dos] {Los dos} talleres"),
        ("", "Dos talleres", "{Dos talleres}"),
        ("Dos talleres", "", "[Dos talleres]"),
        ("Uno\n\ndos", "Uno\ndos", "Uno\ndos"),  # blanks are no change
        # A preposition between two changes stayed by chance.
        (LARGO, LARGO.replace("dos talleres de la mesa", "tres jornadas de la red"),
         "Se hicieron [dos talleres de la mesa] {tres jornadas de la red} en mayo y en junio."),
    ],
)  # fmt: skip
def test_se_lee_con_sus_blancos(era: str, es: str, se_lee: str) -> None:
    assert leido(era, es) == se_lee


def test_lo_que_se_reescribio_son_dos_textos_enteros() -> None:
    nuevo = "El ministerio firmó el convenio de cooperación en la plenaria de la red."
    piezas = diferencias(LARGO, nuevo)
    assert piezas == [(QUITADO, LARGO), (NUEVO, nuevo)]
    assert reescrito(piezas)
    assert not reescrito(diferencias(LARGO, LARGO.replace("dos", "tres")))
    assert not reescrito(diferencias("", nuevo))


PALABRAS = st.lists(st.sampled_from(["dos", "de", "talleres", "mayo", "León", "la", "en"])).map(
    " ".join
)


@given(PALABRAS, PALABRAS)
def test_estan_todas_las_palabras_y_ninguna_pegada(era: str, es: str) -> None:
    piezas = diferencias(era, es)
    assert " ".join(t for c, t in piezas if c != NUEVO).split() == era.split()
    assert " ".join(t for c, t in piezas if c != QUITADO).split() == es.split()
    for (antes, una), (despues, otra) in itertools.pairwise(piezas):
        juntas = una[-1:].isspace() or otra[:1].isspace() or reescrito(piezas)
        assert juntas, (antes, una, despues, otra)
