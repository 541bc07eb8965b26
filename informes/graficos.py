"""Numbers -> SVG: bars, distribution of states, map of the countries, the nine-point motif.

Standard library only; knows no table, page or request. Colours, type, shapes and words come from
`static/marca/marca.json`, outlines from `static/marca/paises.json`, both read once.

Every function returns a whole SVG document as text: real text, <title> and <desc>, presentation
attributes only (the CSP allows no style attribute), the same bytes for the same input. It can be
put into a page (bars and states then follow the width of the page: they use percentages and no
viewBox, so that letters keep their size on a phone) or used as a file in <img>.

Four things are never confused: a number, zero (a mark at the origin and "0"), an interval (a
hatched band, no exact bar) and a missing value (a dotted line and its word).
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

Numero = int | float | Decimal

CARPETA = Path(__file__).resolve().parent.parent / "static" / "marca"
MARCA: dict[str, Any] = json.loads((CARPETA / "marca.json").read_text(encoding="utf-8"))
COLOR: dict[str, str] = MARCA["colores"]
SANS = MARCA["tipografia"]["sans"].replace("'", "")

# Width of a phone's column in px: labels are broken for it, so that they fit everywhere.
ESTRECHO = 284
# Characters that XML does not allow, whatever a label brings.
PROHIBIDOS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PALABRAS = {
    "es": {"entre": "{} a {}", "leyenda": "{} a {}"},
    "en": {"entre": "{} to {}", "leyenda": "{} to {}"},
}


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


def numero(valor: Numero, idioma: str = "es", decimales: int | None = None) -> str:
    """1234.5 -> "1 234,5" (es, hard spaces) or "1,234.5" (en).

    decimales: how many to show; None shows those there are, at most two.
    """
    exacto = Decimal(str(valor))
    if decimales is None:
        texto = f"{exacto:,.2f}".rstrip("0").rstrip(".")
    else:
        texto = f"{exacto:,.{decimales}f}"
    if idioma == "en":
        return texto
    return texto.translate({ord(","): "\u00a0", ord("."): ","})


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
) -> str:
    """Horizontal bars on one scale from zero.

    unidad stands in the description of each value; tope: the end of the scale when it is not the
    largest value (9 countries, a target).
    """
    alcance = max(
        [float(n) for f in filas for n in (f.valor, f.maximo) if n is not None]
        + [float(tope or 0)],
        default=0,
    )
    ident = _ident(titulo, descripcion, filas, unidad, idioma, color, tope)
    cuerpo, y = [], 0
    for fila in filas:
        texto, alto = _fila(fila, y, alcance, idioma, color, f"{ident}-r")
        cuerpo.append(texto)
        y += alto
    defs = _rayado(f"{ident}-r", color) if any(f.maximo is not None for f in filas) else ""
    resumen = "; ".join(
        f"{f.etiqueta}: {palabras(f, idioma)}" + (f" ({f.sub})" if f.sub else "") for f in filas
    )
    desc = ". ".join(parte for parte in (descripcion, unidad, resumen) if parte)
    return _svg(ident, titulo, desc, defs + "".join(cuerpo), alto=max(y - 14, 1))


def palabras(fila: Fila, idioma: str = "es") -> str:
    """What is written for a row: "12 480", "12 480 [p]", "1 a 10", "sin dato [x]"."""
    marca = f" [{fila.marca}]" if fila.marca else ""
    if fila.texto:
        return fila.texto + marca
    if fila.valor is not None:
        return numero(fila.valor, idioma) + marca
    if fila.minimo is not None and fila.maximo is not None:
        extremos = numero(fila.minimo, idioma), numero(fila.maximo, idioma)
        return PALABRAS[idioma]["entre"].format(*extremos) + marca
    clave = fila.marca or "x"
    return f"{MARCA['marcas'][clave][idioma]} [{clave}]"


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
    ident = _ident(titulo, descripcion, partes, idioma, leyenda)
    defs, cuerpo, x, y = [], [], 0.0, 0
    for parte in partes:
        trama = f"{ident}-{parte['clave']}"
        defs.append(_trama(trama, parte["clave"]))
        ancho = 100 * parte["n"] / total
        borde = MARCA["estados"][parte["clave"]]["color"]
        cuerpo.append(
            f'<svg x="{_n(x)}%" width="{_n(ancho)}%" height="18"><rect width="100%" height="18" '
            f'fill="url(#{trama})"/><rect x="0" width="100%" height="18" fill="none" '
            f'stroke="{borde}" stroke-width="2"/>'
            f'<rect width="2" height="18" fill="{COLOR["blanco"] if x else borde}"/></svg>'
        )
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
    return _svg(ident, titulo, desc, contenido, alto=y + 20 if y else 18)


def mapa(
    titulo: str,
    descripcion: str,
    valores: Mapping[str, Numero | None],
    enlaces: Mapping[str, str] | None = None,
    idioma: str = "es",
    unidad: str = "",
) -> str:
    """The countries in up to four classes of blue; without a value: white with dots.

    valores: country code -> number or None, in any order; enlaces: code -> address. A country
    without an outline in `paises.json` is left to the table beside the map.
    """
    datos = _paises()
    dibujados = {codigo: p for codigo, p in datos["paises"].items() if codigo in valores}
    clases = _clases([v for v in valores.values() if v is not None], idioma)
    ident = _ident(titulo, descripcion, sorted(valores.items()), enlaces, idioma, unidad)
    tramas = _puntos(f"{ident}-x")
    formas, guias, discos, resumen = [], [], [], []
    for codigo, pais in dibujados.items():
        valor = valores[codigo]
        nombre = pais["nombre"][idioma]
        dicho = palabras(Fila(nombre, valor), idioma)
        relleno = f"url(#{ident}-x)" if valor is None else _color_de(valor, clases)
        forma = (
            f'<path class="pais" d="{pais["d"]}" fill="{relleno}" stroke="{COLOR["blanco"]}" '
            'stroke-width=".8" stroke-linejoin="round"/>'
        )
        if valor is None:
            forma = forma.replace(COLOR["blanco"], COLOR["borde"])
        destino = (enlaces or {}).get(codigo)
        if destino:
            # The disc is the link for keyboard and screen reader; the outline serves the mouse.
            forma = f'<a href="{_t(destino)}" aria-hidden="true" tabindex="-1">{forma}</a>'
        formas.append(forma)
        (cx, cy), (dx, dy) = pais["centro"], pais["disco"]
        if (cx, cy) != (dx, dy):
            guias.append(f'<path d="M{cx} {cy}L{dx} {dy}"/><circle cx="{cx}" cy="{cy}" r="1.6"/>')
        discos.append(_disco(codigo, f"{nombre} ({codigo.upper()}): {dicho}", dx, dy, destino))
        resumen.append(f"{nombre}: {dicho}")
    contenido = (
        f"<defs>{tramas}</defs>{''.join(formas)}"
        f'<g stroke="{COLOR["tinta"]}" stroke-width=".9" fill="{COLOR["tinta"]}">'
        f"{''.join(guias)}</g>{''.join(discos)}"
        + _leyenda_mapa(clases, None in valores.values(), f"{ident}-x", unidad, idioma, datos)
    )
    desc = ". ".join(parte for parte in (descripcion, unidad, "; ".join(resumen)) if parte)
    rol = "group" if enlaces else "img"
    return _svg(ident, titulo, desc, contenido, caja=datos["caja"], clase="mapa", rol=rol)


def motivo(
    punto: str, linea: str, forma: str = "mapa", fondo: str = "", titulo: str = ""
) -> str:
    """The nine countries in their places, joined by a fine line; drawn from marca.json.

    forma: "mapa" (as on a map, for covers), "logo" (distances evened out, to read small) or
    "favicon" (square). Decorative unless a title is given.
    """
    medidas = {"mapa": (600, 270, 5, 1.3), "logo": (104, 68, 5.6, 2.6), "favicon": (64, 64, 4.6, 2)}
    ancho, alto, radio, grueso = medidas[forma]
    puntos = _proyectar(MARCA["motivo"]["puntos"], ancho, alto, radio + 1, forma != "mapa")
    if forma == "favicon":
        puntos = _proyectar(MARCA["motivo"]["puntos"], 50, 50, 5, True, lleno=True)
        puntos = {codigo: (_r(x + 7), _r(y + 7)) for codigo, (x, y) in puntos.items()}
    trazos = "".join(
        "M{} {}L{} {}".format(*puntos[a], *puntos[b]) for a, b in MARCA["motivo"]["trazos"]
    )
    discos = "".join(f'<circle cx="{x}" cy="{y}" r="{radio}"/>' for x, y in puntos.values())
    marco = f'<rect width="{ancho}" height="{alto}" rx="12" fill="{fondo}"/>' if fondo else ""
    nombre = f'role="img"><title>{_t(titulo)}</title>' if titulo else 'aria-hidden="true">'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ancho} {alto}" width="{ancho}" '
        f'height="{alto}" focusable="false" {nombre}{marco}'
        f'<path d="{trazos}" fill="none" stroke="{linea}" stroke-width="{grueso}"/>'
        f'<g fill="{punto}">{discos}</g></svg>\n'
    )


# Pieces -------------------------------------------------------------------------------------


def _svg(
    ident: str,
    titulo: str,
    desc: str,
    contenido: str,
    alto: int = 0,
    caja: Sequence[int] = (),
    clase: str = "",
    rol: str = "img",
) -> str:
    tamano = (
        f'viewBox="0 0 {caja[0]} {caja[1]}" width="{caja[0]}" height="{caja[1]}"'
        if caja
        else f'width="640" height="{alto}"'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{clase or "fluido"}" {tamano} '
        f'role="{rol}" aria-labelledby="{ident}-t" aria-describedby="{ident}-d" '
        f'font-family="{SANS}" font-size="15" fill="{COLOR["tinta"]}">'
        f'<title id="{ident}-t">{_t(titulo)}</title><desc id="{ident}-d">{_t(desc)}</desc>'
        f"{contenido}</svg>"
    )


def _fila(
    fila: Fila, y: int, alcance: float, idioma: str, color: str, trama: str
) -> tuple[str, int]:
    """One row of `barras`: its SVG and its height in px."""
    dicho = palabras(fila, idioma)
    falta = fila.valor is None and fila.maximo is None
    libre = ESTRECHO - _ancho(dicho, 15) - 12
    lineas = textwrap.wrap(fila.etiqueta, max(int(libre / 7.9), 8)) or [""]
    junto = _ancho(lineas[-1], 15) + 8 + _ancho(fila.sub, 13.5) <= libre
    partes = []
    for i, linea in enumerate(lineas):
        ultima = i == len(lineas) - 1
        sub = _sub(fila.sub, "8") if fila.sub and ultima and junto else ""
        partes.append(f'<text y="{y + 14 + 19 * i}" font-weight="600">{_t(linea)}{sub}</text>')
    alto = 19 * len(lineas)
    if fila.sub and not junto:
        partes.append(f'<text y="{y + 13 + alto}">{_sub(fila.sub, "0")}</text>')
        alto += 18
    peso = 'font-weight="400" fill="' + COLOR["secundaria"] + '"' if falta else 'font-weight="600"'
    partes.append(f'<text x="100%" y="{y + 14}" text-anchor="end" {peso}>{_t(dicho)}</text>')
    partes.append(_banda(fila, y + alto + 4, alcance, color, trama))
    return "".join(partes), alto + 32


def _banda(fila: Fila, y: int, alcance: float, color: str, trama: str) -> str:
    """The drawing below a row's words: bar, hatched band or dotted line."""
    if fila.valor is None and (fila.minimo is None or fila.maximo is None):
        return _punteada(y + 6)
    riel = f'<rect y="{y}" width="100%" height="12" fill="#EDF1F6"/>'
    origen = f'<rect y="{y}" width="2" height="12" fill="{color}"/>'
    if fila.valor is not None:
        ancho = _n(_parte(fila.valor, alcance))
        return f'{riel}{origen}<rect y="{y}" width="{ancho}%" height="12" fill="{color}"/>'
    desde, hasta = _parte(fila.minimo or 0, alcance), _parte(fila.maximo or 0, alcance)
    return (
        f'{riel}{origen}<rect y="{y + 5}" width="{_n(desde)}%" height="2" fill="{color}"/>'
        f'<rect x="{_n(desde)}%" y="{y}" width="{_n(max(hasta - desde, 1))}%" height="12" '
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
        f"{_t(texto)}</tspan>"
    )


def _entrada(parte: Mapping[str, Any], x: str, y: int) -> str:
    """One entry of the legend of `estados`: shape, number, word."""
    estado = MARCA["estados"][parte["clave"]]
    dibujo = MARCA["formas"][estado["forma"]].replace("currentColor", estado["color"])
    return (
        f'<svg x="{x}" y="{y}" width="50%" height="20"><g transform="translate(0 2)">'
        f"{dibujo.replace(chr(39), chr(34))}</g>"
        f'<text x="23" y="15">{parte["n"]} {_t(parte["nombre"])}</text></svg>'
    )


def _rayado(ident: str, color: str) -> str:
    """Hatching for intervals."""
    return "<defs>" + _patron(
        ident, 6, f'<path d="M-1 1l2-2M0 6l6-6M5 7l2-2" stroke="{color}" stroke-width="1.6"/>'
    ) + "</defs>"


def _puntos(ident: str) -> str:
    return _patron(ident, 4, f'<circle cx="1" cy="1" r=".65" fill="{COLOR["borde"]}"/>')


def _trama(ident: str, clave: str) -> str:
    """Texture of a state in the stacked bar, so that it reads in grey too."""
    color = MARCA["estados"][clave]["color"]
    blanco = COLOR["blanco"]
    lleno = f'<rect width="8" height="8" fill="{color}"/>'
    dibujos = {
        "completada": lleno,
        "en_curso": f'{lleno}<path d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke="{blanco}" '
        'stroke-width="1.6" stroke-opacity=".55"/>',
        "suspendida": f'{lleno}<path d="M3 0v8" stroke="{blanco}" stroke-width="2.5"/>',
        "con_retraso": f'{lleno}<path d="M0 0l8 8" stroke="{blanco}" stroke-width="1.2"/>',
        "no_aplica": f'<rect width="8" height="8" fill="{COLOR["linea"]}"/>',
        "sin_dato": f'<circle cx="4" cy="4" r="1.2" fill="{color}"/>',
    }
    return _patron(ident, 8, dibujos.get(clave, ""))


def _patron(ident: str, lado: int, dibujo: str) -> str:
    return (
        f'<pattern id="{ident}" width="{lado}" height="{lado}" patternUnits="userSpaceOnUse">'
        f'<rect width="{lado}" height="{lado}" fill="{COLOR["blanco"]}"/>{dibujo}</pattern>'
    )


def _disco(codigo: str, nombre: str, x: float, y: float, destino: str | None) -> str:
    cuerpo = (
        f'<circle cx="{x}" cy="{y}" r="12.5" fill="{COLOR["blanco"]}" stroke="{COLOR["tinta"]}" '
        f'stroke-width="1.2"/><text x="{x}" y="{_r(y + 4.3)}" text-anchor="middle" font-size="12" '
        f'font-weight="600">{_t(codigo.upper())}</text>'
    )
    if destino:
        return f'<a class="disco-pais" href="{_t(destino)}" aria-label="{_t(nombre)}">{cuerpo}</a>'
    return f'<g class="disco-pais">{cuerpo}</g>'


def _leyenda_mapa(
    clases: Sequence[tuple[float, float, str, str]],
    faltan: bool,
    trama: str,
    unidad: str,
    idioma: str,
    datos: Mapping[str, Any],
) -> str:
    """Classes of the map, in the empty sea at its lower left."""
    entradas = [(color, texto) for _, _, color, texto in reversed(clases)]
    if faltan:
        entradas.append((f"url(#{trama})", MARCA["marcas"]["x"][idioma]))
    y = datos["caja"][1] - 25 * len(entradas) + 4
    partes = []
    if unidad:
        partes.append(f'<text class="titulo" x="1" y="{y - 10}">{_t(unidad)}</text>')
    for color, texto in entradas:
        partes.append(
            f'<rect x="1" y="{y}" width="24" height="15" fill="{color}" '
            f'stroke="{COLOR["borde"]}" stroke-width=".8"/>'
            f'<text x="33" y="{y + 12.5}">{_t(texto)}</text>'
        )
        y += 25
    return f'<g class="leyenda-svg" font-size="13">{"".join(partes)}</g>'


# Numbers and places ---------------------------------------------------------------------------


def _clases(valores: Sequence[Numero], idioma: str) -> list[tuple[float, float, str, str]]:
    """Up to four classes (from, to, colour, words) of equal breadth; one per value when few."""
    if not valores:
        return []
    colores = MARCA["mapa"]["clases"]
    distintos = sorted({float(v) for v in valores})
    if len(distintos) <= len(colores):
        elegidos = colores[-len(distintos) :] if len(distintos) > 1 else colores[2:3]
        return [
            (v, v, c, numero(v, idioma)) for v, c in zip(distintos, elegidos, strict=True)
        ]
    menor, mayor = math.floor(distintos[0]), math.ceil(distintos[-1])
    paso = max(math.ceil((mayor - menor + 1) / len(colores)), 1)
    clases = []
    for i, color in enumerate(colores):
        desde, hasta = menor + i * paso, min(menor + (i + 1) * paso - 1, mayor)
        if desde <= hasta:
            uno = numero(desde, idioma)
            varios = PALABRAS[idioma]["leyenda"].format(uno, numero(hasta, idioma))
            clases.append((float(desde), float(hasta), color, uno if desde == hasta else varios))
    return clases


def _color_de(valor: Numero, clases: Sequence[tuple[float, float, str, str]]) -> str:
    return next((c for desde, _, c, _ in reversed(clases) if float(valor) >= desde), clases[0][2])


def _proyectar(
    puntos: Mapping[str, Sequence[float]],
    ancho: float,
    alto: float,
    margen: float,
    parejo: bool,
    lleno: bool = False,
) -> dict[str, tuple[float, float]]:
    """Longitude and latitude -> places in a box; `parejo` evens the distances to the middle."""
    media = sum(y for _, y in puntos.values()) / len(puntos)
    planos = {c: (x * math.cos(math.radians(media)), -y) for c, (x, y) in puntos.items()}
    if parejo:
        xs, ys = sorted(x for x, _ in planos.values()), sorted(y for _, y in planos.values())
        mx, my = xs[len(xs) // 2], ys[len(ys) // 2]
        for codigo, (x, y) in planos.items():
            radio = math.hypot(x - mx, y - my) or 1.0
            factor = radio**0.62 / radio
            planos[codigo] = ((x - mx) * factor, (y - my) * factor)
    x0, x1 = min(x for x, _ in planos.values()), max(x for x, _ in planos.values())
    y0, y1 = min(y for _, y in planos.values()), max(y for _, y in planos.values())
    ex, ey = (ancho - 2 * margen) / (x1 - x0), (alto - 2 * margen) / (y1 - y0)
    if not lleno:
        ex = ey = min(ex, ey)
    sx, sy = (ancho - (x1 - x0) * ex) / 2, (alto - (y1 - y0) * ey) / 2
    return {c: (_r(sx + (x - x0) * ex), _r(sy + (y - y0) * ey)) for c, (x, y) in planos.items()}


_PAISES: dict[str, Any] = {}


def _paises() -> dict[str, Any]:
    """The outlines, read at the first map."""
    if not _PAISES:
        _PAISES.update(json.loads((CARPETA / "paises.json").read_text(encoding="utf-8")))
    return _PAISES


def _ident(*contenido: object) -> str:
    """An id that only the same drawing has."""
    return "g" + hashlib.sha256(repr(contenido).encode()).hexdigest()[:10]


def _parte(valor: Numero, alcance: float) -> float:
    return 100 * max(float(valor), 0) / alcance if alcance > 0 else 0


def _ancho(texto: str, cuerpo: float) -> float:
    """Rough width of a text in px, on the safe side for our sans."""
    return len(texto) * cuerpo * 0.52


def _n(valor: float) -> str:
    return f"{valor:.2f}".rstrip("0").rstrip(".")


def _r(valor: float) -> float:
    return round(valor, 1)


def _t(texto: object) -> str:
    return escape(PROHIBIDOS.sub("", str(texto)), quote=True)
