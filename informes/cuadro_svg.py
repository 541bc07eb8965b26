"""A public chart as a drawing that stands alone: title, measure, chart, source, address."""

from __future__ import annotations

import re
import textwrap

from django.utils.translation import gettext as _

from informes.cuadro import Cuadro
from informes.trazos import COLOR, MARCA, SANS, escapar

ANCHO, MARGEN = 760, 40
SERIF = MARCA["tipografia"]["serif"].replace("'", "")
MEDIDAS = re.compile(r'<svg\b[^>]*?\bwidth="(?P<ancho>\d+)" height="(?P<alto>\d+)"')


def medidas(svg: str) -> tuple[int, int]:
    """Width and height that a drawing of ours gives itself."""
    hallado = MEDIDAS.search(svg)
    assert hallado, "every drawing of informes.graficos has its size"
    return int(hallado["ancho"]), int(hallado["alto"])


def se_escala(svg: str) -> bool:
    """Whether the drawing keeps its proportions; bars keep their height, however wide."""
    return "viewBox" in svg[: svg.index(">")]


def sin_enlaces(svg: str) -> str:
    """The drawing for a place whose links would lead nowhere: a frame, a file."""
    return re.sub(r"<a\b[^>]*>", "<g>", svg).replace("</a>", "</g>")


def suelto(cuadro: Cuadro, direccion: str, idioma: str) -> str:
    """The file: our fonts by name, with the reader's own where they are missing; no style, no
    script, nothing fetched."""
    caben = ANCHO - 2 * MARGEN
    ancho, alto = medidas(cuadro.svg)
    if se_escala(cuadro.svg):
        alto = round(alto * caben / ancho)
    titulo = textwrap.wrap(cuadro.titulo, 52) or [""]
    subtitulo = textwrap.wrap(cuadro.subtitulo, 80)
    piezas, y = [], MARGEN + 14
    for linea in titulo:
        piezas.append(texto(linea, y, 25, SERIF, peso=600))
        y += 31
    for linea in subtitulo:
        piezas.append(texto(linea, y, 15.5, color=COLOR["secundaria"]))
        y += 21
    y += 14
    piezas.append(colocado(cuadro.svg, y, caben, alto))
    y += alto + 34
    piezas.append(
        f'<path d="M{MARGEN} {y - 18}H{ANCHO - MARGEN}" stroke="{COLOR["linea"]}" fill="none"/>'
    )
    demo = _("Cifras ficticias, de demostración.") if cuadro.corte.demo else ""
    dicho = " ".join(parte for parte in ("CORETT.", cuadro.fuente, cuadro.nota, demo) if parte)
    pie = [*textwrap.wrap(dicho, 86), direccion]
    for linea in pie:
        piezas.append(texto(linea, y + 4, 13.5, color=COLOR["secundaria"]))
        y += 19
    total = y + MARGEN - 24
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ANCHO} {total}" width="{ANCHO}" '
        f'height="{total}" lang="{idioma}" xml:lang="{idioma}">'
        f"<title>{escapar(cuadro.titulo)}</title><desc>{escapar(cuadro.subtitulo)}</desc>"
        f'<rect width="{ANCHO}" height="{total}" fill="{COLOR["blanco"]}"/>'
        f"{''.join(piezas)}</svg>\n"
    )


def texto(
    dicho: str,
    y: float,
    cuerpo: float,
    letra: str = SANS,
    color: str = COLOR["tinta"],
    peso: int = 400,
) -> str:
    return (
        f'<text x="{MARGEN}" y="{y:g}" font-family="{letra}" font-size="{cuerpo:g}" '
        f'font-weight="{peso}" fill="{color}">{escapar(dicho)}</text>'
    )


def colocado(svg: str, y: float, ancho: int, alto: int) -> str:
    """A whole drawing in its place in another."""
    fin = svg.index(">")
    cabeza = re.sub(r' (?:width|height|class)="[^"]*"', "", svg[4:fin])
    return (
        f'<svg x="{MARGEN}" y="{y:g}" width="{ancho}" height="{alto}"{cabeza}'
        f"{sin_enlaces(svg[fin:])}"
    )
