"""The partner map as a drawing: the countries as tiles in their places, joined as in the motif, and
the region in the sea between them. In each, who is there, a shape for every kind of organisation;
how many of each kind where there is no room for names: on a phone, or when there are more.

Numbers -> SVG, as `graficos`: knows no table, page or request. Widths are percentages and heights
px, so that letters keep their size on a phone; `.ancho` and `.angosto` are what only a wide or
only a narrow page shows (directorio.css).
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from informes.trazos import COLOR, MARCA, escapar, identidad, porciento, svg

SITIOS: Mapping[str, tuple[int, int]] = {
    "mx": (0, 0), "bz": (1, 0), "do": (3, 0),
    "gt": (0, 1), "hn": (1, 1),
    "sv": (0, 2), "ni": (1, 2),
    "cr": (1, 3), "pa": (2, 3),
}  # fmt: skip
"""Column and row of each country, as they lie; the region has what is free in the middle."""
COLUMNAS = 4
LADO, HUECO = 22.75, 3.0
"""Width of a tile and of the space between two, in % of the drawing."""
CALLE = 26
"""Height of the space between two rows, in px."""
CABEZA, RENGLON, MARGEN = 46, 24, 12
CABEN, CABEN_REGION, LETRAS = 3, 12, 26
"""How many names a country and the region have room for, and how long they may be."""

FORMAS: Mapping[str, str] = {
    "organismo_nacional": '<path d="M2 2h12v12H2z"/>',
    "entidad_estatal": '<path d="M1.5 4.5h13v7h-13z"/>',
    "organismo_internacional": '<circle cx="8" cy="8" r="6.5"/>',
    "agencia_cooperacion": '<path d="M8 1.2a6.8 6.8 0 1 1 0 13.6A6.8 6.8 0 0 1 8 1.2zm0 3.3a3.5 '
    '3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z" fill-rule="evenodd"/>',
    "foro_regional": '<path d="M8 .8 15.2 8 8 15.2.8 8z"/>',
    "sociedad_civil": '<path d="M8 1.5 15.2 14H.8z"/>',
    "academia": '<path d="m8 1 7 5.2-2.7 8.3H3.7L1 6.2z"/>',
    "sector_privado": '<path d="M5.8 1.5h4.4v4.3h4.3v4.4h-4.3v4.3H5.8v-4.3H1.5V5.8h4.3z"/>',
    "medio": '<path d="m8 .8 2 4.9 5.2.4-4 3.4 1.3 5.1L8 11.8l-4.5 2.8 1.3-5.1-4-3.4L6 5.7z"/>',
}  # fmt: skip
"""A shape for each kind of organisation, in a box of 16."""


@dataclass(frozen=True)
class Casilla:
    """A country, or the region. ``tipos``: kind, its name in the right number and how many;
    ``actores``: kind and short name of each; ``destino``: the address of the list, or nothing."""

    codigo: str
    nombre: str
    tipos: Sequence[tuple[str, str, int]]
    actores: Sequence[tuple[str, str]]
    destino: str = ""
    dicho: str = ""
    """All of it in words."""

    @property
    def total(self) -> int:
        return len(self.actores)


def forma(tipo: str, color: str = "currentColor") -> str:
    """The shape of a kind alone, for a line of text."""
    return (
        f'<svg class="forma-tipo" viewBox="0 0 16 16" width="15" height="15" fill="{color}" '
        f'aria-hidden="true" focusable="false">{FORMAS[tipo]}</svg>'
    )


def dibujar(
    titulo: str, descripcion: str, paises: Sequence[Casilla], region: Casilla | None
) -> str:
    """The whole drawing. A country without a place in ``SITIOS`` is left to the table beside it."""
    suyos = [casilla for casilla in paises if casilla.codigo in SITIOS]
    alto = alto_de_fila(suyos, region)
    ident = identidad(titulo, descripcion, suyos, region)
    total = 4 * alto + 3 * CALLE
    cuerpo = [trazos(alto)]
    cuerpo += [casilla_de(c, *SITIOS[c.codigo], alto) for c in suyos]
    if region and region.total:
        cuerpo.append(region_de(region, alto))
    return svg(
        ident, titulo, descripcion, "".join(cuerpo), alto=total, clase="fluido socios", rol="group"
    )


def alto_de_fila(paises: Sequence[Casilla], region: Casilla | None) -> int:
    """High enough for the country with the most to show, and two of them for the region."""
    filas = [max(len(c.tipos), len(nombrados(c, CABEN)), 1) for c in paises]
    propio = CABEZA + RENGLON * max(filas, default=1) + MARGEN
    if not region:
        return propio
    de_region = max(len(region.tipos), (len(nombrados(region, CABEN_REGION)) + 1) // 2)
    return max(propio, (CABEZA + RENGLON * de_region + MARGEN - CALLE + 1) // 2)


def nombrados(casilla: Casilla, caben: int) -> Sequence[tuple[str, str]]:
    """Kind and name of each, if there is room for all of them."""
    return casilla.actores if casilla.total <= caben else ()


def izquierda(columna: int) -> float:
    return columna * (LADO + HUECO)


def trazos(alto: int) -> str:
    """The motif's lines, from the middle of a tile to the middle of the next."""

    def centro(codigo: str) -> tuple[str, int]:
        columna, fila = SITIOS[codigo]
        return porciento(izquierda(columna) + LADO / 2), fila * (alto + CALLE) + alto // 2

    lineas = []
    for uno, otro in MARCA["motivo"]["trazos"]:
        (x1, y1), (x2, y2) = centro(uno), centro(otro)
        lineas.append(f'<line x1="{x1}%" y1="{y1}" x2="{x2}%" y2="{y2}"/>')
    return (
        f'<g stroke="{COLOR["azul"]}" stroke-opacity=".45" stroke-width="2">{"".join(lineas)}</g>'
    )


def casilla_de(casilla: Casilla, columna: int, fila: int, alto: int) -> str:
    """A country's tile: its name or its code, how many, and who they are or of what kinds."""
    if casilla.total:
        fondo, borde, tinta = COLOR["blanco"], COLOR["borde"], COLOR["tinta"]
    else:
        fondo, borde, tinta = COLOR["fondo"], COLOR["linea"], COLOR["secundaria"]
    nombre = escapar(casilla.nombre)
    cuerpo = (
        f'<text class="ancho" x="{MARGEN}" y="27" font-weight="600">{nombre}</text>'
        f'<text class="angosto" x="{MARGEN - 3}" y="27" font-weight="600">'
        f"{escapar(casilla.codigo.upper())}</text>{cifra(casilla.total, tinta)}"
    )
    escritos = [
        (clave, nombre, "0", i) for i, (clave, nombre) in enumerate(nombrados(casilla, CABEN))
    ]
    cuerpo += en_renglones(casilla, escritos, COLOR["azul"], tinta)
    x, y = porciento(izquierda(columna)), fila * (alto + CALLE)
    caja = f'fill="{fondo}" stroke="{borde}"'
    return enlazada(casilla, x, y, LADO, alto, caja, cuerpo)


def region_de(region: Casilla, alto: int) -> str:
    """The tile of those of no country, four times as big."""
    alto_total, blanco = 2 * alto + CALLE, COLOR["blanco"]
    cuerpo = (
        f'<text class="ancho" x="{MARGEN}" y="27" font-weight="600" fill="{blanco}">'
        f"{escapar(region.nombre)}</text>"
    )
    cuerpo += "".join(
        f'<text class="angosto" x="{MARGEN - 3}" y="{20 + 16 * i}" font-weight="600" '
        f'font-size="13.5" fill="{blanco}">{escapar(linea)}</text>'
        for i, linea in enumerate(textwrap.wrap(region.nombre, 16)[:2])
    )
    nombres = nombrados(region, CABEN_REGION)
    mitad = (len(nombres) + 1) // 2
    escritos = [
        (clave, nombre, "50%" if i >= mitad else "0", i % mitad)
        for i, (clave, nombre) in enumerate(nombres)
    ]
    cuerpo += cifra(region.total, blanco) + en_renglones(region, escritos, blanco, blanco)
    x, ancho = porciento(izquierda(2)), 2 * LADO + HUECO
    caja = f'fill="{COLOR["tinta"]}"'
    return enlazada(region, x, alto + CALLE, ancho, alto_total, caja, cuerpo)


Puesto = tuple[str, str, str, int]
"""Kind, words, where in the width, which line."""


def en_renglones(casilla: Casilla, nombres: Sequence[Puesto], color: str, tinta: str) -> str:
    """The names, or how many of each kind, for a wide page; for a narrow one the number alone."""
    tipos = list(enumerate(casilla.tipos))
    anchos = nombres or [(clave, f"{n} {nombre}", "0", i) for i, (clave, nombre, n) in tipos]
    angostos = [(clave, str(n), "0", i) for i, (clave, _nombre, n) in tipos]
    return "".join(
        f'<g class="{clase}">{"".join(renglon(*puesto, color, tinta) for puesto in puestos)}</g>'
        for clase, puestos in (("ancho", anchos), ("angosto", angostos))
        if puestos
    )


def cifra(total: int, color: str) -> str:
    return (
        f'<svg x="100%" y="0" overflow="visible"><text x="-{MARGEN}" y="28" text-anchor="end" '
        f'font-size="19" font-weight="600" fill="{color}">{total}</text></svg>'
    )


def renglon(clave: str, dicho: str, x: str, fila: int, color: str, tinta: str) -> str:
    """A shape and what it is, cut where the tile ends."""
    corto = textwrap.shorten(dicho, LETRAS, placeholder="…")
    return (
        f'<svg x="{x}" y="{CABEZA + RENGLON * fila}" overflow="visible"><svg x="{MARGEN - 3}" '
        f'width="14" height="14" viewBox="0 0 16 16" fill="{color}">{FORMAS[clave]}</svg>'
        f'<text x="{MARGEN + 17}" y="12.5" fill="{tinta}">{escapar(corto)}</text></svg>'
    )


def enlazada(
    casilla: Casilla, x: str, y: int, ancho: float, alto: int, fondo: str, cuerpo: str
) -> str:
    """A tile in its place; who has organisations leads to their list.

    The link is the box alone, named in whole words: what is written over it is cut, or a code and
    numbers, and says the same.
    """
    lugar = f'x="{x}%" y="{y}" width="{porciento(ancho)}%" height="{alto}" overflow="visible"'
    caja = f'<svg {lugar}><rect class="marco" width="100%" height="{alto}" rx="6" {fondo}/></svg>'
    dicho, destino = escapar(casilla.dicho), escapar(casilla.destino)
    if destino:
        caja = f'<a class="casilla" href="{destino}" aria-label="{dicho}">{caja}</a>'
    else:
        caja = f'<g class="casilla" role="img" aria-label="{dicho}">{caja}</g>'
    return f'{caja}<svg {lugar} pointer-events="none" aria-hidden="true">{cuerpo}</svg>'
