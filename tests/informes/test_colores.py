"""The colours of the brand for who does not tell all of them apart, and on the page."""

from __future__ import annotations

import itertools
import math

import pytest

from informes.graficos import MARCA

DISTANCIA = 40
"""ΔE of every two ejes, which `look.md` asks for. It is CIE 1976's (the distance in CIELAB): in
CIEDE2000, which counts less for dark and saturated colours, the closest two are some 20 apart, ten
times what an eye tells."""
CONTRASTE = 4.5

Matriz = tuple[tuple[float, float, float], ...]

# On linear RGB. Viénot, Brettel, Mollon (1999); Machado, Oliveira, Fernandes (2009), severity 1.
VISTA: dict[str, Matriz] = {
    "todas": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia, Viénot": (
        (0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1),
    ),
    "deuteranopia, Viénot": (
        (0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1),
    ),
    "protanopia, Machado": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia, Machado": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}  # fmt: skip


def lineal(color: str) -> list[float]:
    crudo = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in crudo]


def lab(color: str, vista: str) -> tuple[float, float, float]:
    r, g, b = (
        min(max(sum(p * c for p, c in zip(fila, lineal(color), strict=True)), 0), 1)
        for fila in VISTA[vista]
    )
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contraste(color: str, fondo: str) -> float:
    claro, oscuro = sorted(
        (sum(p * c for p, c in zip((0.2126, 0.7152, 0.0722), lineal(x), strict=True)) + 0.05)
        for x in (color, fondo)
    )[::-1]
    return claro / oscuro


@pytest.mark.parametrize("vista", VISTA)
def test_ejes_keep_their_distance(vista: str) -> None:
    for a, b in itertools.combinations(MARCA["ejes"].values(), 2):
        distancia = math.dist(lab(a["color"], vista), lab(b["color"], vista))
        assert distancia >= DISTANCIA, (a, b, distancia)


@pytest.mark.parametrize("numero", MARCA["ejes"])
def test_an_eje_can_be_read_on_white_and_on_its_own_ground(numero: str) -> None:
    eje = MARCA["ejes"][numero]

    assert contraste(eje["color"], "#FFFFFF") >= CONTRASTE
    assert contraste(eje["color"], eje["fondo"]) >= CONTRASTE


@pytest.mark.parametrize("estado", MARCA["estados"])
def test_a_state_can_be_read_on_white_and_on_its_own_ground(estado: str) -> None:
    suyo = MARCA["estados"][estado]

    assert contraste(suyo["color"], "#FFFFFF") >= CONTRASTE
    assert contraste(suyo["color"], suyo["fondo"]) >= CONTRASTE


def test_states_differ_without_colour() -> None:
    formas = [e["forma"] for e in MARCA["estados"].values()]
    assert len(set(formas)) == len(formas)
