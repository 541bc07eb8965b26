"""The partner map as a drawing: the countries as tiles in their places, and the region in the
sea between them. In each, who is there, a shape for every kind of organisation;
how many of each kind where there is no room for names: on a phone, or when there are more.

Numbers -> SVG, as `graficos`: knows no table, page or request. Widths are percentages and heights
px, so that letters keep their size on a phone; `.ancho` and `.angosto` are what only a wide or
only a narrow page shows (directorio.css).
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from informes.trazos import COLOR, escapar, identidad, porciento, svg

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
CALLE = 22
"""Height of the space between two rows, in px."""
CABEZA, RENGLON, SIGUE, MARGEN = 46, 24, 18, 12
"""Heights of the head, of a line, of what a line goes on with, and the edge, in px."""
CABEN, CABEN_REGION, LETRAS, LINEAS = 3, 12, 26, 3
"""How many names a country and the region have room for, how long a line may be, and on how many
lines a name may stand."""

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
    cuerpo = [casilla_de(c, *SITIOS[c.codigo], alto) for c in suyos]
    if region and region.total:
        cuerpo.append(region_de(region, alto))
    return svg(
        ident, titulo, descripcion, "".join(cuerpo), alto=total, clase="fluido socios", rol="group"
    )


def alto_de_fila(paises: Sequence[Casilla], region: Casilla | None) -> int:
    """High enough for the country with the most to show, and two of them for the region."""
    altos = [max(RENGLON * max(len(c.tipos), 1), alto_escrito(nombrados(c, CABEN))) for c in paises]
    propio = CABEZA + max(altos, default=RENGLON) + MARGEN
    if not region:
        return propio
    de_region = max(len(region.tipos), (len(nombrados(region, CABEN_REGION)) + 1) // 2)
    return max(propio, (CABEZA + RENGLON * de_region + MARGEN - CALLE + 1) // 2)


def alto_escrito(nombres: Sequence[tuple[str, str]]) -> int:
    """What the names take one under the other, on as many lines as they may have."""
    lineas = [min(len(textwrap.wrap(nombre, LETRAS)), LINEAS) for _clave, nombre in nombres]
    return sum(RENGLON + SIGUE * (n - 1) for n in lineas)


def nombrados(casilla: Casilla, caben: int) -> Sequence[tuple[str, str]]:
    """Kind and name of each, if there is room for all of them."""
    return casilla.actores if casilla.total <= caben else ()


def izquierda(columna: int) -> float:
    return columna * (LADO + HUECO)


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
    escritos = en_columna(nombrados(casilla, CABEN), "0", alto)
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
    escritos = en_columna(nombres[:mitad], "0", alto_total)
    escritos += en_columna(nombres[mitad:], "50%", alto_total)
    cuerpo += cifra(region.total, blanco) + en_renglones(region, escritos, blanco, blanco)
    x, ancho = porciento(izquierda(2)), 2 * LADO + HUECO
    caja = f'fill="{COLOR["tinta"]}"'
    return enlazada(region, x, alto + CALLE, ancho, alto_total, caja, cuerpo)


Puesto = tuple[str, Sequence[str], str, int]
"""Kind, lines of words, where in the width and in the height."""


def en_columna(nombres: Sequence[tuple[str, str]], x: str, alto: int) -> list[Puesto]:
    """Kinds and names one under the other, each on as many lines as it wants and there is room
    for in a tile that high; the last of them is cut."""
    sobra = (alto - CABEZA - MARGEN - RENGLON * len(nombres)) // SIGUE
    puestos: list[Puesto] = []
    y = CABEZA
    for clave, nombre in nombres:
        quiere = len(textwrap.wrap(nombre, LETRAS))
        lineas = min(quiere, LINEAS, 1 + max(sobra, 0))
        puestos.append((clave, partido(nombre, lineas), x, y))
        sobra -= lineas - 1
        y += RENGLON + SIGUE * (lineas - 1)
    return puestos


def partido(dicho: str, lineas: int) -> list[str]:
    return textwrap.wrap(dicho, LETRAS, max_lines=lineas, placeholder="…")


def en_renglones(casilla: Casilla, nombres: Sequence[Puesto], color: str, tinta: str) -> str:
    """The names, or how many of each kind, for a wide page; for a narrow one the number alone."""
    tipos = [(CABEZA + RENGLON * i, *tipo) for i, tipo in enumerate(casilla.tipos)]
    anchos = nombres or [
        (clave, partido(f"{n} {nombre}", 1), "0", y) for y, clave, nombre, n in tipos
    ]
    angostos = [(clave, [str(n)], "0", y) for y, clave, _nombre, n in tipos]
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


def renglon(clave: str, lineas: Sequence[str], x: str, y: int, color: str, tinta: str) -> str:
    """A shape and what it is."""
    dicho = "".join(
        f'<text x="{MARGEN + 17}" y="{12.5 + SIGUE * i}" fill="{tinta}">{escapar(linea)}</text>'
        for i, linea in enumerate(lineas)
    )
    return (
        f'<svg x="{x}" y="{y}" overflow="visible"><svg x="{MARGEN - 3}" '
        f'width="14" height="14" viewBox="0 0 16 16" fill="{color}">{FORMAS[clave]}</svg>'
        f"{dicho}</svg>"
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
