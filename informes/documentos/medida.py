"""How wide words are in our own fonts, and where their lines break."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FUENTES = Path(__file__).resolve().parent.parent.parent / "static" / "fonts"
HOLGURA = 1.02
"""Kerning and rounding of who draws: a measured line keeps this much room."""


@dataclass(frozen=True)
class Letra:
    """One of our fonts: its family and weight as CSS says them, its file."""

    familia: str
    peso: int
    archivo: str

    @property
    def css(self) -> str:
        """Quoted: a name with a digit by itself is no name in CSS."""
        return f"'{self.familia}'"

    @property
    def ruta(self) -> Path:
        return FUENTES / f"{self.archivo}.woff2"


SERIF = Letra("Source Serif 4", 600, "source-serif-4-latin-600-normal")
SANS = Letra("Source Sans 3", 400, "source-sans-3-latin-400-normal")
FUERTE = Letra("Source Sans 3", 600, "source-sans-3-latin-600-normal")


@dataclass(frozen=True)
class Metrica:
    """Widths by character, height above and below the line: in parts of the size."""

    anchos: dict[str, float]
    sube: float
    baja: float


@cache
def metrica(letra: Letra) -> Metrica:
    with TTFont(letra.ruta) as fuente:
        unidad = fuente["head"].unitsPerEm
        avances = fuente["hmtx"].metrics
        anchos = {chr(c): avances[g][0] / unidad for c, g in fuente.getBestCmap().items()}
        return Metrica(anchos, fuente["hhea"].ascent / unidad, -fuente["hhea"].descent / unidad)


def ancho(texto: str, letra: Letra, cuerpo: float) -> float:
    """The width of a line; a character that the font lacks counts as a whole square."""
    anchos = metrica(letra).anchos
    return HOLGURA * cuerpo * sum(anchos.get(c, 1.0) for c in texto)


def lineas(texto: str, letra: Letra, cuerpo: float, caben: float, maximo: int) -> tuple[str, ...]:
    """A text in at most so many lines of a width; what does not fit ends in an ellipsis.

    A no-break space holds its words together; a word wider than the line is cut.
    """
    hechas: list[str] = []
    actual = ""
    for palabra in texto.split(" "):
        junto = f"{actual} {palabra}" if actual else palabra
        if ancho(junto, letra, cuerpo) <= caben:
            actual = junto
            continue
        if actual:
            hechas.append(actual)
        actual = palabra
        while ancho(actual, letra, cuerpo) > caben and len(actual) > 1:
            corte = next(
                n
                for n in range(len(actual) - 1, 0, -1)
                if n == 1 or ancho(actual[:n], letra, cuerpo) <= caben
            )
            hechas.append(actual[:corte])
            actual = actual[corte:]
    if actual:
        hechas.append(actual)
    if len(hechas) <= maximo:
        return tuple(hechas)
    ultima = hechas[maximo - 1]
    while ultima and ancho(f"{ultima}…", letra, cuerpo) > caben:
        ultima = ultima[:-1]
    return (*hechas[: maximo - 1], f"{ultima.rstrip()}…")


def ajustar(
    texto: str, letra: Letra, cuerpos: tuple[float, ...], caben: float, alto: float, paso: float
) -> tuple[float, tuple[str, ...]]:
    """The largest size in which a whole text fits a box, and its lines; in the smallest it may
    be cut. ``paso``: line height in parts of the size."""
    for cuerpo in cuerpos:
        maximo = max(int(alto / (cuerpo * paso)), 1)
        hechas = lineas(texto, letra, cuerpo, caben, maximo)
        if not hechas or not hechas[-1].endswith("…") or texto.endswith("…"):
            return cuerpo, parejas(texto, letra, cuerpo, caben, hechas)
    return cuerpo, hechas


def parejas(
    texto: str, letra: Letra, cuerpo: float, caben: float, hechas: tuple[str, ...]
) -> tuple[str, ...]:
    """The same number of lines, of more even length: no word alone in the last one."""
    for parte in range(50, 100, 5):
        estrechas = lineas(texto, letra, cuerpo, caben * parte / 100, len(hechas) + 1)
        if len(estrechas) == len(hechas):
            return estrechas
    return hechas


def caras() -> str:
    """``@font-face`` of the three with the files inside: nothing is fetched from elsewhere."""
    return "".join(
        f'@font-face{{font-family:"{letra.familia}";font-weight:{letra.peso};src:url('
        f"data:font/woff2;base64,{base64.b64encode(letra.ruta.read_bytes()).decode()})"
        ' format("woff2")}'
        for letra in (SERIF, SANS, FUERTE)
    )
