"""Numbers -> SVG: bars, distribution of states, map of the countries, the nine-point motif.

Standard library only; knows no table, page or request. Colours, type, shapes and words come from
`static/marca/marca.json`, outlines from `static/marca/paises.json`, both read once.

Every function returns a whole SVG document as text: real text, <title> and <desc>, presentation
attributes only (the CSP allows no style attribute), the same bytes for the same input. It can be
put into a page (bars and states then follow the width of the page: they use percentages and no
viewBox, so that letters keep their size on a phone) or used as a file in <img>.

Four things are never confused: a number, zero (an empty track and "0"), an interval (a
hatched band, no exact bar) and a missing value (a dotted line and its word).
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from informes.formato import BANDA, numero
from informes.mapas import mapa, motivo
from informes.trazos import (
    COLOR,
    MARCA,
    Numero,
    escapar,
    identidad,
    patron,
    porciento,
    sin_valor,
    svg,
)

__all__ = [
    "COLOR",
    "MARCA",
    "Fila",
    "barras",
    "conteos",
    "estados",
    "mapa",
    "motivo",
    "numero",
    "palabras",
]

# Width of a phone's column in px: labels are broken for it, so that they fit everywhere.
ESTRECHO = 284


@dataclass(frozen=True)
class Fila:
    """One bar: a label and a value >= 0, or an interval, or a mark that says why there is none.

    marca: "" or a key of marca.json "marcas" (c, x, z say why a value is missing; p, r stand
    beside a value). sub: small words after the label, such as the coverage. texto: words for the
    value in place of the usual ones ("entre 1 236 y 1 254").
    """

    etiqueta: str
    valor: Numero | None = None
    sub: str = ""
    minimo: Numero | None = None
    maximo: Numero | None = None
    marca: str = ""
    texto: str = ""


def conteos(estados: Mapping[str, int], idioma: str = "es") -> list[dict[str, Any]]:
    """{"completada": 5, ...} -> [{"clave", "n", "nombre"}, ...] in the order of marca.json.

    `nombre` agrees in number ("1 suspendida", "2 suspendidas"). Unknown keys raise KeyError.
    """
    for clave in estados:
        MARCA["estados"][clave]
    return [
        {"clave": clave, "n": n, "nombre": estado["palabra"][idioma][0 if n == 1 else 1]}
        for clave, estado in MARCA["estados"].items()
        if (n := estados.get(clave, 0))
    ]


def barras(
    titulo: str,
    descripcion: str,
    filas: Sequence[Fila],
    unidad: str = "",
    idioma: str = "es",
    color: str = COLOR["azul"],
    tope: Numero | None = None,
    ancho: int = ESTRECHO,
) -> str:
    """Horizontal bars on one scale from zero.

    unidad stands in the description of each value; tope: the end of the scale when it is not the
    largest value (9 countries, a target); ancho: the px there are for the words, at least.
    """
    alcance = max(
        [float(n) for f in filas for n in (f.valor, f.maximo) if n is not None]
        + [float(tope or 0)],
        default=0,
    )
    ident = identidad(titulo, descripcion, filas, unidad, idioma, color, tope, ancho)
    cuerpo, y = [], 0
    for fila in filas:
        texto, alto = _fila(fila, y, alcance, idioma, color, f"{ident}-r", ancho)
        cuerpo.append(texto)
        y += alto
    defs = _rayado(f"{ident}-r", color) if any(f.maximo is not None for f in filas) else ""
    resumen = "; ".join(
        f"{f.etiqueta}: {palabras(f, idioma)}" + (f" ({f.sub})" if f.sub else "") for f in filas
    )
    desc = ". ".join(parte for parte in (descripcion, unidad, resumen) if parte)
    return svg(ident, titulo, desc, defs + "".join(cuerpo), alto=max(y - 14, 1))


def palabras(fila: Fila, idioma: str = "es") -> str:
    """What is written for a row: "12 480", "12 480 [p]", "1 a 10", "sin dato [x]"."""
    marca = f" [{fila.marca}]" if fila.marca else ""
    if fila.texto:
        return fila.texto + marca
    if fila.valor is not None:
        return numero(fila.valor, idioma) + marca
    if fila.minimo is not None and fila.maximo is not None:
        extremos = numero(fila.minimo, idioma), numero(fila.maximo, idioma)
        return BANDA[idioma].format(*extremos) + marca
    return sin_valor(fila.marca or "x", idioma)


def estados(
    titulo: str,
    descripcion: str,
    cuenta: Mapping[str, int],
    idioma: str = "es",
    leyenda: bool = True,
) -> str:
    """Distribution of states as one stacked bar; each state has colour, texture and shape."""
    partes = conteos(cuenta, idioma)
    total = sum(parte["n"] for parte in partes)
    ident = identidad(titulo, descripcion, partes, idioma, leyenda)
    defs, cuerpo, x, y = [], [], 0.0, 0
    for parte in partes:
        clave = parte["clave"]
        trama = _trama(f"{ident}-{clave}", clave)
        defs.append(trama)
        ancho = 100 * parte["n"] / total
        nombre = f"{ident}-{clave}" if trama else ""
        cuerpo.append(_tramo(clave, porciento(x), porciento(ancho), nombre))
        x += ancho
    if not partes:
        cuerpo.append(_punteada(9))
    if leyenda:
        for i, parte in enumerate(partes):
            y = 32 + 24 * (i // 2)
            cuerpo.append(_entrada(parte, "50%" if i % 2 else "0", y))
    resumen = ", ".join(f"{p['n']} {p['nombre']}" for p in partes)
    resumen = resumen or MARCA["estados"]["sin_dato"]["palabra"][idioma][0]
    desc = ". ".join(parte for parte in (descripcion, resumen) if parte)
    contenido = f"<defs>{''.join(defs)}</defs>{''.join(cuerpo)}"
    return svg(ident, titulo, desc, contenido, alto=y + 20 if y else 18)


def _fila(
    fila: Fila, y: int, alcance: float, idioma: str, color: str, trama: str, ancho: int
) -> tuple[str, int]:
    """One row of `barras`: its SVG and its height in px."""
    dicho = palabras(fila, idioma)
    falta = fila.valor is None and fila.maximo is None
    libre = ancho - _ancho(dicho, 15) - 12
    lineas = textwrap.wrap(fila.etiqueta, max(int(libre / 7.9), 8)) or [""]
    junto = _ancho(lineas[-1], 15) + 8 + _ancho(fila.sub, 13.5) <= libre
    partes = []
    for i, linea in enumerate(lineas):
        ultima = i == len(lineas) - 1
        sub = _sub(fila.sub, "8") if fila.sub and ultima and junto else ""
        partes.append(f'<text y="{y + 14 + 19 * i}" font-weight="600">{escapar(linea)}{sub}</text>')
    alto = 19 * len(lineas)
    if fila.sub and not junto:
        partes.append(f'<text y="{y + 13 + alto}">{_sub(fila.sub, "0")}</text>')
        alto += 18
    peso = 'font-weight="400" fill="' + COLOR["secundaria"] + '"' if falta else 'font-weight="600"'
    partes.append(f'<text x="100%" y="{y + 14}" text-anchor="end" {peso}>{escapar(dicho)}</text>')
    partes.append(_banda(fila, y + alto + 4, alcance, color, trama))
    return "".join(partes), alto + 32


def _banda(fila: Fila, y: int, alcance: float, color: str, trama: str) -> str:
    """The drawing below a row's words: bar, hatched band or dotted line."""
    if fila.valor is None and (fila.minimo is None or fila.maximo is None):
        return _punteada(y + 6)
    riel = f'<rect y="{y}" width="100%" height="12" fill="#EDF1F6"/>'
    origen = f'<rect y="{y}" width="2" height="12" fill="{color}"/>'
    if fila.valor is not None:
        if not fila.valor:
            return riel
        ancho = porciento(_parte(fila.valor, alcance))
        return f'{riel}{origen}<rect y="{y}" width="{ancho}%" height="12" fill="{color}"/>'
    desde, hasta = _parte(fila.minimo or 0, alcance), _parte(fila.maximo or 0, alcance)
    x, ancho = porciento(desde), porciento(max(hasta - desde, 1))
    return (
        f'{riel}{origen}<rect y="{y + 5}" width="{x}%" height="2" fill="{color}"/>'
        f'<rect x="{x}%" y="{y}" width="{ancho}%" height="12" '
        f'fill="url(#{trama})" stroke="{color}"/>'
    )


def _punteada(y: int) -> str:
    return (
        f'<line x1="2" x2="100%" y1="{y}" y2="{y}" stroke="{COLOR["borde"]}" stroke-width="2.5" '
        'stroke-linecap="round" stroke-dasharray="0.1 7"/>'
    )


def _sub(texto: str, dx: str) -> str:
    return (
        f'<tspan dx="{dx}" font-size="13.5" font-weight="400" fill="{COLOR["secundaria"]}">'
        f"{escapar(texto)}</tspan>"
    )


def _entrada(parte: Mapping[str, Any], x: str, y: int) -> str:
    """One entry of the legend of `estados`: shape, number, word."""
    estado = MARCA["estados"][parte["clave"]]
    dibujo = MARCA["formas"][estado["forma"]].replace("currentColor", estado["color"])
    return (
        f'<svg x="{x}" y="{y}" width="50%" height="20"><g transform="translate(0 2)">'
        f"{dibujo.replace(chr(39), chr(34))}</g>"
        f'<text x="23" y="15">{parte["n"]} {escapar(parte["nombre"])}</text></svg>'
    )


def _rayado(ident: str, color: str) -> str:
    """Hatching for intervals."""
    rayas = f'<path d="M-1 1l2-2M0 6l6-6M5 7l2-2" stroke="{color}" stroke-width="1.6"/>'
    return f"<defs>{patron(ident, 6, rayas)}</defs>"


def _trama(ident: str, clave: str) -> str:
    """Texture over a state's colour in the stacked bar, so that it reads in grey too; or "".

    Only the strokes repeat, never the ground: tiles side by side would show their seams.
    """
    estado = MARCA["estados"][clave]
    blanco = COLOR["blanco"]
    dibujos = {
        "en_curso": f'<path d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke="{blanco}" '
        'stroke-width="1.6" stroke-opacity=".6"/>',
        "suspendida": f'<path d="M3 -1v10" stroke="{blanco}" stroke-width="2.5"/>',
        "con_retraso": f'<path d="M-1 -1l10 10" stroke="{blanco}" stroke-width="1.3"/>',
        "sin_dato": f'<circle cx="4" cy="5" r="1.2" fill="{estado["color"]}"/>',
    }
    return patron(ident, 8, dibujos[clave]) if clave in dibujos else ""


def _tramo(clave: str, x: str, ancho: str, trama: str) -> str:
    """A piece of the stacked bar: ground, texture, outline, and a gap before it."""
    estado = MARCA["estados"][clave]
    fondos = {"no_iniciada": COLOR["blanco"], "sin_dato": COLOR["blanco"], "no_aplica": "#DDE2EA"}
    fondo = fondos.get(clave, estado["color"])
    textura = f'<rect width="100%" height="18" fill="url(#{trama})"/>' if trama else ""
    linea = f'stroke="{estado["color"]}"'
    izquierda, hueco = "0", ""
    if x != "0":
        izquierda, hueco = "2", f'<rect width="2" height="18" fill="{COLOR["blanco"]}"/>'
    return (
        f'<svg x="{x}%" width="{ancho}%" height="18"><rect width="100%" height="18" '
        f'fill="{fondo}"/>{textura}<path d="M{izquierda}.75 0v18" {linea} stroke-width="1.5"/>'
        f'<line x1="100%" x2="100%" y2="18" {linea} stroke-width="3"/>'
        f'<rect width="110%" height="18" fill="none" {linea} stroke-width="3"/>{hueco}</svg>'
    )


def _parte(valor: Numero, alcance: float) -> float:
    return 100 * max(float(valor), 0) / alcance if alcance > 0 else 0


def _ancho(texto: str, cuerpo: float) -> float:
    """Rough width of a text in px, on the safe side for our sans."""
    return len(texto) * cuerpo * 0.48
