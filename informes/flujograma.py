"""A route of steps → a flow drawn as SVG: boxes by how far they are from the start, joined by
arrows. Pure: no tables, no request; the same steps give the same bytes.

The drawing is an image beside a list that says the same (``informes/_ruta.html``): whoever does
not see it loses nothing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from informes.trazos import COLOR, escapar, identidad, redondo, svg

ANCHO_SOLA, ANCHO = 460, 268
"""Width of a box: alone in its row all the way down, or beside others."""
ENTRE, ENTRE_FILAS, CARRIL = 28, 46, 16
"""Between boxes of a row, between rows, and the lane of an arrow that passes rows by."""
BORDE = 2
MARGEN, SANGRIA = 18, 44
RENGLON, RENGLON_MENOR = 21, 18
LETRA, LETRA_MENOR = 8.1, 6.9
"""Pixels a letter takes at most on average, in a title and in small text."""


@dataclass(frozen=True)
class Paso:
    """A step. ``viene_de``: the numbers of the steps it follows; empty: the one before it."""

    orden: int
    titulo: str
    condicion: str = ""
    quien: str = ""
    viene_de: tuple[int, ...] = ()


@dataclass(frozen=True)
class Caja:
    """Where a step stands: its left top corner, its height, and its text broken into lines."""

    paso: Paso
    x: float
    y: int
    ancho: int
    alto: int
    condicion: list[str]
    titulo: list[str]
    quien: list[str]

    @property
    def centro(self) -> float:
        return redondo(self.x + self.ancho / 2)


# --- What follows what ---------------------------------------------------------------------------


def origenes(pasos: Sequence[Paso]) -> dict[int, tuple[int, ...]]:
    """The steps that each one follows, by number. What is not before it in the list (itself, a
    later one, one that there is not) is passed over, so that the route always ends."""
    antes: list[int] = []
    halladas: dict[int, tuple[int, ...]] = {}
    for paso in pasos:
        dichas = tuple(n for n in antes if n in paso.viene_de)
        halladas[paso.orden] = dichas or tuple(antes[-1:])
        antes.append(paso.orden)
    return halladas


def filas_de(pasos: Sequence[Paso]) -> list[list[Paso]]:
    """The steps by rows: each stands below all those that it follows."""
    de = origenes(pasos)
    fila: dict[int, int] = {}
    filas: list[list[Paso]] = []
    for paso in pasos:
        cual = max((fila[n] + 1 for n in de[paso.orden]), default=0)
        fila[paso.orden] = cual
        filas += [[] for _sin in range(cual + 1 - len(filas))]
        filas[cual].append(paso)
    return filas


# --- The drawing ---------------------------------------------------------------------------------


def dibujar(titulo: str, descripcion: str, pasos: Sequence[Paso]) -> str:
    """The SVG of a route; empty for no steps. ``condicion`` is drawn as it is given."""
    if not pasos:
        return ""
    filas = filas_de(pasos)
    de = origenes(pasos)
    fila_de = {p.orden: i for i, fila in enumerate(filas) for p in fila}
    flechas = [(n, p.orden) for p in pasos for n in de[p.orden]]
    largas = sorted({a for n, a in flechas if fila_de[a] - fila_de[n] > 1})
    columnas = max(map(len, filas))
    ancho = ANCHO if columnas > 1 else ANCHO_SOLA
    tendido = columnas * (ancho + ENTRE) - ENTRE + 2 * BORDE
    cajas = colocar(filas, ancho, tendido)
    total = tendido + CARRIL * len(largas)
    carril = {a: tendido + CARRIL * (i + 0.5) for i, a in enumerate(largas)}
    alto = max(c.y + c.alto for c in cajas.values()) + BORDE
    dibujo = [
        flecha(cajas[n], cajas[a], carril[a] if fila_de[a] - fila_de[n] > 1 else None)
        for n, a in flechas
    ]
    dibujo += map(caja_dibujada, cajas.values())
    ident = identidad(titulo, pasos)
    return svg(ident, titulo, descripcion, "".join(dibujo), caja=(total, alto), clase="flujograma")


def colocar(filas: Sequence[Sequence[Paso]], ancho: int, tendido: int) -> dict[int, Caja]:
    """The boxes by number of step, each row in the middle of the drawing."""
    cajas: dict[int, Caja] = {}
    y = BORDE
    for fila in filas:
        x = (tendido - len(fila) * (ancho + ENTRE) + ENTRE) / 2
        lugares = [redondo(x + i * (ancho + ENTRE)) for i in range(len(fila))]
        hechas = [medir(paso, lugar, y, ancho) for paso, lugar in zip(fila, lugares, strict=True)]
        alto = max(c.alto for c in hechas)
        cajas |= {c.paso.orden: Caja(**(vars(c) | {"alto": alto})) for c in hechas}
        y += alto + ENTRE_FILAS
    return cajas


def medir(paso: Paso, x: float, y: int, ancho: int) -> Caja:
    """The box of a step, as high as its text."""
    libre = ancho - SANGRIA - MARGEN
    condicion = renglones(paso.condicion, libre, LETRA_MENOR)
    titulo = renglones(paso.titulo, libre, LETRA)
    quien = renglones(paso.quien, libre, LETRA_MENOR)
    menores = len(condicion) + len(quien)
    alto = 2 * MARGEN + RENGLON * len(titulo) + RENGLON_MENOR * menores
    return Caja(paso, x, y, ancho, alto, condicion, titulo, quien)


def renglones(texto: str, libre: float, letra: float) -> list[str]:
    """Lines that fit; a word too long for one is broken."""
    return textwrap.wrap(texto, max(int(libre / letra), 8))


def flecha(de: Caja, a: Caja, por: float | None) -> str:
    """From the foot of a box to the head of another; ``por``: down that lane."""
    sale, entra = de.y + de.alto, a.y
    if por is None:
        medio = entra - ENTRE_FILAS / 2
        camino = f"M{de.centro} {sale}V{medio}H{a.centro}V{entra - 7}"
    else:
        primero, ultimo = sale + ENTRE_FILAS / 2, entra - ENTRE_FILAS / 2
        camino = f"M{de.centro} {sale}V{primero}H{por}V{ultimo}H{a.centro}V{entra - 7}"
    punta = f"M{a.centro - 6} {entra - 9}h12l-6 8z"
    return (
        f'<path d="{camino}" fill="none" stroke="{COLOR["borde"]}" stroke-width="2"/>'
        f'<path d="{punta}" fill="{COLOR["borde"]}"/>'
    )


def caja_dibujada(caja: Caja) -> str:
    """A box with the number of its step; a step that is not for all has a broken edge."""
    corte = ' stroke-dasharray="6 4"' if caja.condicion else ""
    fondo = COLOR["fondo"] if caja.condicion else COLOR["blanco"]
    x = redondo(caja.x + SANGRIA)
    y = caja.y + MARGEN
    partes = [
        f'<rect x="{caja.x}" y="{caja.y}" width="{caja.ancho}" height="{caja.alto}" rx="4" '
        f'fill="{fondo}" stroke="{COLOR["azul"]}" stroke-width="1.5"{corte}/>',
        f'<text x="{redondo(caja.x + 16)}" y="{y + 18}" font-size="20" font-weight="600" '
        f'fill="{COLOR["azul"]}">{caja.paso.orden}</text>',
    ]
    for lineas, salto, tamano, color, peso in (
        (caja.condicion, RENGLON_MENOR, 14, COLOR["azul"], 600),
        (caja.titulo, RENGLON, 16, COLOR["tinta"], 600),
        (caja.quien, RENGLON_MENOR, 14, COLOR["secundaria"], 400),
    ):
        for linea in lineas:
            partes.append(
                f'<text x="{x}" y="{y + salto - 5}" font-size="{tamano}" font-weight="{peso}" '
                f'fill="{color}">{escapar(linea)}</text>'
            )
            y += salto
    return "".join(partes)
