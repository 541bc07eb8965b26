"""Actions in time -> SVG: what was planned, what was done, what is late, today's line.

Standard library only; knows no table, page or request. Colours come from the page's style sheet
(``static/css/estrategia.css``) through classes; planned, done and late differ in shape and
texture too, so that the drawing reads in grey. The same table stands beside it as text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import shorten

ANCHO, MARGEN = 1160, 400
"""Width of the drawing, and of the column of names at its left."""
CABEZA, PASO, LETRAS = 46, 28, 56
"""Height of the heading and of a row; letters of a name that fit."""


@dataclass(frozen=True)
class Barra:
    """One action. ``clave``: its state, for the class ``e-<clave>``; ``tarde``: it is late."""

    nombre: str
    clave: str
    previsto: tuple[dt.date | None, dt.date | None] = (None, None)
    real: tuple[dt.date | None, dt.date | None] = (None, None)
    tarde: bool = False


@dataclass(frozen=True)
class Grupo:
    nombre: str
    barras: Sequence[Barra]


def gantt(
    titulo: str,
    descripcion: str,
    grupos: Sequence[Grupo],
    *,
    inicio: dt.date,
    fin: dt.date,
    hoy: dt.date,
    rotulo_hoy: str,
    sin_fechas: str,
) -> str:
    """The SVG document, of the years from ``inicio`` to ``fin``; what lies outside is cut off.

    ``sin_fechas`` is said in the row of an action without any date.
    """
    eje = Eje(dt.date(inicio.year, 1, 1), dt.date(fin.year + 1, 1, 1))
    y = CABEZA
    filas = []
    for grupo in grupos:
        filas.append(f'<text class="grupo" x="0" y="{y + 20}">{texto(grupo.nombre, 110)}</text>')
        y += PASO
        for barra in grupo.barras:
            filas.append(fila(barra, y, eje, hoy, sin_fechas))
            y += PASO
    alto = y + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gantt" viewBox="0 0 {ANCHO} {alto}" '
        'role="img" aria-labelledby="gantt-t" aria-describedby="gantt-d" font-size="14">'
        f'<title id="gantt-t">{escape(titulo)}</title><desc id="gantt-d">{escape(descripcion)}'
        f"</desc>{PATRONES}{anios(eje, alto)}{''.join(filas)}"
        f"{linea_de_hoy(eje, hoy, alto, rotulo_hoy)}</svg>"
    )


PATRONES = (
    '<defs><pattern id="gantt-en_curso" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 0v6" class="trama"/></pattern>'
    '<pattern id="gantt-suspendida" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<path d="M0 0v5" class="trama"/></pattern>'
    '<pattern id="gantt-tarde" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(-45)"><path d="M0 0v5" class="trama-tarde"/></pattern></defs>'
)


@dataclass(frozen=True)
class Eje:
    """The line of time, from its first day to the day after its last."""

    desde: dt.date
    hasta: dt.date

    def x(self, dia: dt.date) -> float:
        dentro = min(max(dia, self.desde), self.hasta)
        parte = (dentro - self.desde).days / (self.hasta - self.desde).days
        return round(MARGEN + parte * (ANCHO - MARGEN), 1)


def anios(eje: Eje, alto: int) -> str:
    """A line at the beginning of each year, with its number."""
    piezas = []
    for anio in range(eje.desde.year, eje.hasta.year):
        x = eje.x(dt.date(anio, 1, 1))
        piezas.append(
            f'<path class="anio" d="M{x} {CABEZA - 8}V{alto}"/>'
            f'<text class="cabeza" x="{x + 5}" y="{CABEZA - 12}">{anio}</text>'
        )
    return "".join(piezas)


def linea_de_hoy(eje: Eje, hoy: dt.date, alto: int, rotulo: str) -> str:
    """Nothing when today is outside the drawing."""
    if not eje.desde <= hoy < eje.hasta:
        return ""
    x = eje.x(hoy)
    ancla = "end" if x > ANCHO - 60 else "middle"
    return (
        f'<path class="hoy" d="M{x} {CABEZA - 6}V{alto}"/>'
        f'<text class="rotulo-hoy" x="{x}" y="{CABEZA - 32}" text-anchor="{ancla}">'
        f"{escape(rotulo)}</text>"
    )


def fila(barra: Barra, y: int, eje: Eje, hoy: dt.date, sin_fechas: str) -> str:
    """An action: its name, a thin outline for what was planned, a bar for what was done."""
    piezas = [f'<text x="14" y="{y + 18}">{texto(barra.nombre, LETRAS)}</text>']
    previsto, real = tramo(*barra.previsto), tramo(*barra.real, hoy=hoy)
    if previsto:
        piezas.append(caja("previsto", eje, previsto, y + 4, 7))
    if barra.tarde:
        desde = min(filter(None, (barra.previsto[1], hoy)))
        piezas.append(caja("tarde", eje, (desde, hoy), y + 4, 7))
        x = eje.x(hoy)
        piezas.append(f'<path class="aviso-tarde" d="M{x} {y + 1}l7 12h-14z"/>')
    if real:
        piezas.append(caja("real", eje, real, y + 13, 9))
        if barra.clave in ("en_curso", "suspendida"):
            piezas.append(caja(f"sobre-{barra.clave}", eje, real, y + 13, 9))
    if not (previsto or real):
        piezas.append(
            f'<text class="sin-fechas" x="{MARGEN + 5}" y="{y + 18}">{escape(sin_fechas)}</text>'
        )
    return f'<g class="e-{escape(barra.clave)}">{"".join(piezas)}</g>'


def tramo(
    desde: dt.date | None, hasta: dt.date | None, hoy: dt.date | None = None
) -> tuple[dt.date, dt.date] | None:
    """From day to day; where one is missing, the other alone, and what is not over lasts until
    today."""
    if desde is None and hasta is None:
        return None
    inicio = desde or hasta
    final = hasta or hoy or desde
    assert inicio is not None
    assert final is not None
    return (inicio, max(inicio, final))


def caja(clase: str, eje: Eje, dias: tuple[dt.date, dt.date], y: int, alto: int) -> str:
    """A rectangle over those days; never thinner than can be seen."""
    x = eje.x(dias[0])
    ancho = max(round(eje.x(dias[1]) - x, 1), 4)
    return f'<rect class="{clase}" x="{x}" y="{y}" width="{ancho}" height="{alto}"/>'


def texto(nombre: str, letras: int) -> str:
    return escape(shorten(nombre, letras, placeholder="…"))
