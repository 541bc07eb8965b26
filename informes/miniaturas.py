"""A chart as small as a stamp, for the gallery: its shape, no words but years and counts.

Whoever cannot see it has the title beside it, so it is hidden from them. Bars take the colour of
their place (``currentColor``). As in ``informes.graficos``: nought has no bar, a missing figure is
a dotted line, an interval is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from informes.graficos import Fila, conteos
from informes.mapas import contornos
from informes.trazos import COLOR, MARCA, Numero, escapar, porciento

ANCHO, ALTO = 160, 72
IZQUIERDA, LARGO = 8, 144
RIEL = "#DFE5EE"


def lamina(contenido: str, caja: str = f"0 0 {ANCHO} {ALTO}") -> str:
    return (
        f'<svg class="mini" viewBox="{caja}" aria-hidden="true" focusable="false">{contenido}</svg>'
    )


def estados(cuenta: Mapping[str, int]) -> str:
    """The stacked bar; below it each state's shape and count."""
    partes = conteos(cuenta)
    total = sum(parte["n"] for parte in partes)
    if not total:
        return lamina(punteada(ALTO / 2, IZQUIERDA))
    piezas, x = [], float(IZQUIERDA)
    for i, parte in enumerate(partes):
        estado = MARCA["estados"][parte["clave"]]
        ancho, hueco = LARGO * parte["n"] / total, ' stroke-dasharray="2 2"'
        vacia = parte["clave"] in ("no_iniciada", "sin_dato", "no_aplica")
        piezas.append(
            f'<rect x="{porciento(x)}" y="16" width="{porciento(ancho)}" height="18" '
            f'fill="{COLOR["blanco"] if vacia else estado["color"]}" stroke="{estado["color"]}"'
            f"{hueco if parte['clave'] == 'sin_dato' else ''}/>"
        )
        forma = MARCA["formas"][estado["forma"]].replace("'", '"')
        piezas.append(
            f'<g transform="translate({IZQUIERDA + 29 * i} 47) scale(.75)" '
            f'color="{estado["color"]}">{forma}</g>'
            f'<text x="{IZQUIERDA + 29 * i + 14.5}" y="57">{parte["n"]}</text>'
        )
        x += ancho
    return lamina("".join(piezas))


def barras(filas: Sequence[Fila], tope: Numero | None = None, con_nombre: bool = False) -> str:
    """One bar a row on a scale from nought; ``con_nombre``: the labels are short (years)."""
    alcance = max([float(f.valor or f.maximo or 0) for f in filas] + [float(tope or 0)])
    paso = (ALTO - 12) / max(len(filas), 1)
    grueso = min(paso * 0.62, 14)
    desde = IZQUIERDA + (32 if con_nombre else 0)
    largo = IZQUIERDA + LARGO - desde
    piezas = []
    for i, fila in enumerate(filas):
        medio = 6 + paso * (i + 0.5)
        if con_nombre:
            etiqueta = escapar(fila.etiqueta)
            piezas.append(f'<text x="{IZQUIERDA}" y="{porciento(medio + 4)}">{etiqueta}</text>')
        piezas.append(barra(fila, desde, largo, medio, grueso, alcance))
    return lamina("".join(piezas))


def barra(fila: Fila, x: float, largo: float, medio: float, grueso: float, alcance: float) -> str:
    if fila.valor is None and fila.maximo is None:
        return punteada(medio, x)

    def trozo(desde: float, hasta: float, pinta: str) -> str:
        return (
            f'<rect x="{porciento(x + desde)}" y="{porciento(medio - grueso / 2)}" '
            f'width="{porciento(max(hasta - desde, 1.5))}" height="{porciento(grueso)}" {pinta}/>'
        )

    def en_escala(n: Numero | None) -> float:
        return largo * float(n or 0) / alcance if alcance else 0

    riel = trozo(0, largo, f'fill="{RIEL}"')
    if fila.valor is not None:
        return riel + (trozo(0, en_escala(fila.valor), 'fill="currentColor"') if fila.valor else "")
    abierta = 'fill="currentColor" fill-opacity=".3" stroke="currentColor"'
    return riel + trozo(en_escala(fila.minimo), en_escala(fila.maximo), abierta)


def punteada(y: float, x: float) -> str:
    return (
        f'<path d="M{x} {porciento(y)}H{IZQUIERDA + LARGO}" stroke="{COLOR["borde"]}" '
        'stroke-width="2" stroke-linecap="round" stroke-dasharray=".1 6"/>'
    )


def mapa(valores: Mapping[str, Numero | None]) -> str:
    return lamina(contornos(valores, "es"), "0 0 480 285")
