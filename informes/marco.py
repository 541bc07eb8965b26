"""How tall the frame of a chart must be in a partner's page, so that nothing scrolls in it.

A frame cannot follow what it holds without a script, and the same height has to do for a phone and
for a desk: it is measured with our own fonts at both widths, and the larger one is given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from informes import cuadro_svg, figuras
from informes.cuadro import Cuadro
from informes.documentos.medida import SANS, SERIF, Letra, lineas

ANCHOS = (256, 640)
"""What is left for the words in a frame of a phone's page with margins, and in the widest one: px,
as ``.incrustado`` has it."""

CABECERA = 12 + 38 + 12
"""Margin above, the wordmark with its rule, the space below."""
AVISO = 32 + 8
PIE = 12 + 9 + 26 + 12
"""Space, rule, the line of the link, margin below."""
HOLGURA = 16
"""What other browsers round in another way."""


def alto(cuadro: Cuadro, marcas: Sequence[str]) -> int:
    """In px, a multiple of ten. ``marcas``: what the key of the marks says, entry by entry."""
    return math.ceil(max(alto_en(ancho, cuadro, marcas) for ancho in ANCHOS) / 10) * 10


def alto_en(ancho: int, cuadro: Cuadro, marcas: Sequence[str]) -> float:
    cuanto: float = CABECERA + (AVISO if cuadro.corte.demo else 0) + HOLGURA
    cuanto += 4 + parrafo(cuadro.titulo, SERIF, 20, 25, ancho)
    cuanto += 16 + parrafo(cuadro.subtitulo, SANS, 15, 23.3, ancho)
    base = figuras.cobertura_breve(cuadro.cobertura or {})
    # The coverage is a piece of its own; on the page a verb follows the countries.
    cuanto += parrafo(f"{base} reportaron", SANS, 14, 20.4, ancho) if base else 0
    ancho_dibujo, alto_dibujo = cuadro_svg.medidas(cuadro.svg)
    if cuadro_svg.se_escala(cuadro.svg):
        alto_dibujo = math.ceil(alto_dibujo * ancho / ancho_dibujo)
    cuanto += alto_dibujo + 12
    if marcas:
        cuanto += 16 + sum(parrafo(f"[x]  {m}", SANS, 14, 21.7, ancho) for m in marcas)
    return cuanto + PIE + parrafo(f"{cuadro.fuente} {cuadro.nota}", SANS, 14, 21.7, ancho)


def parrafo(dicho: str, letra: Letra, cuerpo: float, paso: float, ancho: float) -> float:
    """The height of a text of that size and line height."""
    return paso * len(lineas(dicho, letra, cuerpo, ancho, 99))
