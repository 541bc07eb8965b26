"""Where the countries are: the map with its classes, and the nine-point motif. See `graficos`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from informes.formato import BANDA, numero
from informes.trazos import (
    CARPETA,
    COLOR,
    MARCA,
    Numero,
    escapar,
    identidad,
    patron,
    redondo,
    sin_valor,
    svg,
)


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
    datos = paises()
    dibujados = {codigo: p for codigo, p in datos["paises"].items() if codigo in valores}
    clases = _clases([v for v in valores.values() if v is not None], idioma)
    ident = identidad(titulo, descripcion, sorted(valores.items()), enlaces, idioma, unidad)
    tramas = _puntos(f"{ident}-x")
    formas, guias, discos, resumen = [], [], [], []
    for codigo, pais in dibujados.items():
        valor = valores[codigo]
        nombre = pais["nombre"][idioma]
        dicho = sin_valor("x", idioma) if valor is None else numero(valor, idioma)
        color = None if valor is None else _color_de(valor, clases)
        forma = _forma(pais["d"], color, f"{ident}-x")
        destino = (enlaces or {}).get(codigo)
        if destino:
            # The disc is the link for keyboard and screen reader; the outline serves the mouse.
            forma = f'<a href="{escapar(destino)}" aria-hidden="true" tabindex="-1">{forma}</a>'
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
    return svg(ident, titulo, desc, contenido, caja=datos["caja"], clase="mapa", rol=rol)


def contornos(valores: Mapping[str, Numero | None], idioma: str) -> str:
    """The countries of `mapa` alone, without names or legend, in a box of 480 × 285."""
    clases = _clases([v for v in valores.values() if v is not None], idioma)
    return "".join(
        f'<path d="{pais["d"]}" fill="{COLOR["blanco"] if v is None else _color_de(v, clases)}" '
        f'stroke="{COLOR["borde"]}" stroke-width=".7"/>'
        for codigo, pais in paises()["paises"].items()
        if codigo in valores
        for v in [valores[codigo]]
    )


def motivo(punto: str, linea: str, forma: str = "mapa", fondo: str = "", titulo: str = "") -> str:
    """The nine countries in their places, joined by a fine line; drawn from marca.json.

    forma: "mapa" (as on a map, for covers), "logo" (distances evened out, to read small) or
    "favicon" (square). Decorative unless a title is given.
    """
    medidas = {"mapa": (600, 270, 5, 1.3), "logo": (104, 68, 5.2, 2.4), "favicon": (64, 64, 3.9, 2)}
    ancho, alto, radio, grueso = medidas[forma]
    puntos = _proyectar(MARCA["motivo"]["puntos"], ancho, alto, radio + 1, forma != "mapa")
    if forma == "favicon":
        puntos = _proyectar(MARCA["motivo"]["puntos"], 50, 50, 5, True, lleno=True)
        puntos = {codigo: (redondo(x + 7), redondo(y + 7)) for codigo, (x, y) in puntos.items()}
    trazos = "".join(
        "M{} {}L{} {}".format(*puntos[a], *puntos[b]) for a, b in MARCA["motivo"]["trazos"]
    )
    discos = "".join(f'<circle cx="{x}" cy="{y}" r="{radio}"/>' for x, y in puntos.values())
    marco = f'<rect width="{ancho}" height="{alto}" rx="12" fill="{fondo}"/>' if fondo else ""
    nombre = f'role="img"><title>{escapar(titulo)}</title>' if titulo else 'aria-hidden="true">'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ancho} {alto}" width="{ancho}" '
        f'height="{alto}" focusable="false" {nombre}{marco}'
        f'<path d="{trazos}" fill="none" stroke="{linea}" stroke-width="{grueso}"/>'
        f'<g fill="{punto}">{discos}</g></svg>\n'
    )


def _puntos(ident: str) -> str:
    return patron(ident, 4, f'<circle cx="1" cy="1" r=".65" fill="{COLOR["borde"]}"/>')


def _forma(camino: str, color: str | None, trama: str) -> str:
    """A country's outline in its colour; without one, white with dots."""
    borde = COLOR["borde"] if color is None else COLOR["blanco"]
    forma = (
        f'<path class="pais" d="{camino}" fill="{color or COLOR["blanco"]}" stroke="{borde}" '
        'stroke-width=".8" stroke-linejoin="round"/>'
    )
    return forma if color else f'{forma}<path d="{camino}" fill="url(#{trama})"/>'


def _disco(codigo: str, nombre: str, x: float, y: float, destino: str | None) -> str:
    cuerpo = (
        f'<circle cx="{x}" cy="{y}" r="12.5" fill="{COLOR["blanco"]}" stroke="{COLOR["tinta"]}" '
        f'stroke-width="1.2"/><text x="{x}" y="{redondo(y + 4.3)}" text-anchor="middle" '
        f'font-size="12" font-weight="600">{escapar(codigo.upper())}</text>'
    )
    if destino:
        atributos = f'href="{escapar(destino)}" aria-label="{escapar(nombre)}"'
        return f'<a class="disco-pais" {atributos}>{cuerpo}</a>'
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
        partes.append(f'<text class="titulo" x="1" y="{y - 10}">{escapar(unidad)}</text>')
    for color, texto in entradas:
        partes.append(
            f'<rect x="1" y="{y}" width="24" height="15" fill="{color}" '
            f'stroke="{COLOR["borde"]}" stroke-width=".8"/>'
            f'<text x="33" y="{y + 12.5}">{escapar(texto)}</text>'
        )
        y += 25
    return f'<g class="leyenda-svg" font-size="13">{"".join(partes)}</g>'


def _clases(valores: Sequence[Numero], idioma: str) -> list[tuple[float, float, str, str]]:
    """Up to four classes (from, to, colour, words) of equal breadth; one per value when few."""
    if not valores:
        return []
    colores = MARCA["mapa"]["clases"]
    distintos = sorted({float(v) for v in valores})
    if len(distintos) <= len(colores):
        elegidos = colores[-len(distintos) :] if len(distintos) > 1 else colores[2:3]
        return [(v, v, c, numero(v, idioma)) for v, c in zip(distintos, elegidos, strict=True)]
    menor, mayor = math.floor(distintos[0]), math.ceil(distintos[-1])
    paso = max(math.ceil((mayor - menor + 1) / len(colores)), 1)
    clases = []
    for i, color in enumerate(colores):
        desde, hasta = menor + i * paso, min(menor + (i + 1) * paso - 1, mayor)
        if desde <= hasta:
            uno = numero(desde, idioma)
            varios = BANDA[idioma].format(uno, numero(hasta, idioma))
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
        xs, ys = ({c: p[eje] for c, p in planos.items()} for eje in (0, 1))
        xs, ys = _repartir(xs), _repartir(ys)
        planos = {c: (1.6 * xs[c], ys[c]) for c in planos}
    x0, x1 = min(x for x, _ in planos.values()), max(x for x, _ in planos.values())
    y0, y1 = min(y for _, y in planos.values()), max(y for _, y in planos.values())
    ex, ey = (ancho - 2 * margen) / (x1 - x0), (alto - 2 * margen) / (y1 - y0)
    if not lleno:
        ex = ey = min(ex, ey)
    sx, sy = (ancho - (x1 - x0) * ex) / 2, (alto - (y1 - y0) * ey) / 2
    return {
        c: (redondo(sx + (x - x0) * ex), redondo(sy + (y - y0) * ey))
        for c, (x, y) in planos.items()
    }


def _repartir(valores: Mapping[str, float]) -> dict[str, float]:
    """Half the value, half its rank, both from 0 to 1: close points part, their order stays."""
    orden = sorted(valores, key=lambda codigo: valores[codigo])
    menor, mayor = valores[orden[0]], valores[orden[-1]]
    return {
        codigo: 0.5 * (valores[codigo] - menor) / (mayor - menor) + 0.5 * i / (len(orden) - 1)
        for i, codigo in enumerate(orden)
    }


_PAISES: dict[str, Any] = {}


def paises() -> dict[str, Any]:
    """The outlines, read at the first map."""
    if not _PAISES:
        _PAISES.update(json.loads((CARPETA / "paises.json").read_text(encoding="utf-8")))
    return _PAISES
