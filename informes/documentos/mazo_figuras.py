"""Native charts and tables of a slide: how they look, and the workbook behind a chart."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from informes.documentos import mazo_disenos
from informes.graficos import COLOR

LENGUA = {"es": "es-ES", "en": "en-GB"}
MILES = {"es": "\u00a0", "en": "\\,"}
"""Between thousands, in a number format; whatever the reader's computer would put there."""

RAYAS, BARRAS, PUNTOS, LISA = "rayas", "barras", "puntos", "lisa"
TRAMAS = {
    RAYAS: MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    BARRAS: MSO_PATTERN.DARK_VERTICAL,
    PUNTOS: MSO_PATTERN.PERCENT_20,
}
"""Textures, so that what colour tells apart can be told apart in grey; ``LISA`` is an outline."""


@dataclass(frozen=True)
class Serie:
    """A series of a chart: None is a gap. ``color`` of the whole or of each point."""

    nombre: str
    valores: Sequence[float | None]
    color: str | Sequence[str]
    trama: str = ""


@dataclass(frozen=True)
class Aspecto:
    """How a chart looks. ``tope``: the end of its scale; ``hueco``: between bars, in per cent of
    one; ``letra`` in points."""

    barras: bool = False
    apiladas: bool = False
    tope: float | None = None
    letra: float = 12
    hueco: int = 55


@dataclass(frozen=True)
class Celda:
    """A cell of a table. ``menor``: small words below."""

    texto: str
    menor: str = ""
    derecha: bool = False
    negrita: bool = False


Fila = Sequence[Celda | str]


def rgb(color: str) -> RGBColor:
    """A colour of the brand by name, or ``#RRGGBB``."""
    return RGBColor.from_string(COLOR.get(color, color).lstrip("#"))


def formato_de_numero(idioma: str) -> str:
    """How a chart writes numbers: as ``informes.formato`` does."""
    m = MILES[idioma]
    return f"[>=1000000]#{m}###{m}##0;[>=1000]#{m}##0;General"


# --- charts ---------------------------------------------------------------------------


def libro(categorias: Sequence[str], series: Sequence[Serie]) -> bytes:
    """The workbook behind a chart, where its XML points to. No text in it is ever a formula."""
    salida = io.BytesIO()
    opciones = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(salida, opciones) as escrito:
        hoja = escrito.add_worksheet("Sheet1")
        for i, categoria in enumerate(categorias, 1):
            hoja.write_string(i, 0, categoria)
        for j, serie in enumerate(series, 1):
            hoja.write_string(0, j, serie.nombre)
            for i, valor in enumerate(serie.valores, 1):
                if valor is not None:
                    hoja.write_number(i, j, valor)
    return salida.getvalue()


def vestir(grafico: Chart, series: Sequence[Serie], idioma: str, aspecto: Aspecto) -> None:
    """No boxes, no grid, each value beside its bar."""
    letra = aspecto.letra
    grafico.font.size, grafico.font.color.rgb = Pt(letra), rgb("tinta")
    grafico.has_title = False
    grafico.has_legend = aspecto.apiladas
    if grafico.legend is not None:
        grafico.legend.position = XL_LEGEND_POSITION.BOTTOM
        grafico.legend.include_in_layout = False
        grafico.legend.font.size = Pt(letra)
    categorias, medida = grafico.category_axis, grafico.value_axis
    categorias.format.line.color.rgb = rgb("linea")
    categorias.major_tick_mark = XL_TICK_MARK.NONE
    categorias.has_major_gridlines = medida.has_major_gridlines = False
    categorias.reverse_order = aspecto.barras
    medida.visible = False
    medida.minimum_scale = 0
    if aspecto.tope:
        medida.maximum_scale = aspecto.tope
    trazado = grafico.plots[0]
    trazado.gap_width = aspecto.hueco
    if aspecto.apiladas:
        trazado.overlap = 100
    for serie, hecha in zip(series, trazado.series, strict=True):
        pintar_serie(hecha, serie)
        rotular(hecha.data_labels, serie, idioma, aspecto)
    for propio in grafico._chartSpace.iter(qn("a:defRPr")):
        propio.set("lang", LENGUA[idioma])


def pintar_serie(hecha: Any, serie: Serie) -> None:
    if isinstance(serie.color, str):
        pintar(hecha.format, serie.color, serie.trama)
        return
    for i, color in enumerate(serie.color):
        pintar(hecha.points[i].format, color, "")


def pintar(formato: Any, color: str, trama: str) -> None:
    formato.line.color.rgb, formato.line.width = rgb("blanco"), Pt(1.5)
    if trama in TRAMAS:
        formato.fill.patterned()
        formato.fill.pattern = TRAMAS[trama]
        # Light strokes on the colour: a figure is read on it.
        formato.fill.fore_color.rgb = aclarado(color)
        formato.fill.back_color.rgb = rgb(color)
        return
    formato.fill.solid()
    formato.fill.fore_color.rgb = rgb("blanco" if trama == LISA else color)
    if trama == LISA:
        formato.line.color.rgb = rgb(color)


def aclarado(color: str) -> RGBColor:
    """Three tenths of the way to white."""
    de = rgb(color)
    return RGBColor(*(round(n + (255 - n) * 0.3) for n in de))


def rotular(rotulos: Any, serie: Serie, idioma: str, aspecto: Aspecto) -> None:
    rotulos.show_value = True
    rotulos.number_format = "0;;" if aspecto.apiladas else formato_de_numero(idioma)
    rotulos.number_format_is_linked = False
    rotulos.font.size, rotulos.font.bold = Pt(aspecto.letra + 1), True
    dentro = aspecto.apiladas and serie.trama != LISA
    rotulos.font.color.rgb = rgb("blanco" if dentro else "tinta")
    rotulos.position = (
        XL_LABEL_POSITION.CENTER if aspecto.apiladas else XL_LABEL_POSITION.OUTSIDE_END
    )


# --- tables ---------------------------------------------------------------------------


DEBAJO = {True: ("tinta", 1.25), False: ("linea", 0.75)}
"""Colour and points of the rule below the heads, and of the one below another row."""


def llenar(hueca: Any, dicha: Celda | str, letra: float, *, cual: int, ultima: bool) -> None:
    """Writes a cell of the row ``cual`` and draws its rules: above, the one of the row before,
    for programs differ in whose they draw."""
    celda, cabeza = dicha if isinstance(dicha, Celda) else Celda(dicha), cual == 0
    hueca.margin_left = hueca.margin_right = Inches(0.05)
    hueca.margin_top = hueca.margin_bottom = Inches(0.03)
    parrafo = hueca.text_frame.paragraphs[0]
    for texto, puntos, tono in (
        (celda.texto, letra - 1 if cabeza else letra, "secundaria" if cabeza else "tinta"),
        (celda.menor, letra - 2.5, "secundaria"),
    ):
        if not texto:
            continue
        if parrafo.runs:
            parrafo = hueca.text_frame.add_paragraph()
        parrafo.alignment = PP_ALIGN.RIGHT if celda.derecha else PP_ALIGN.LEFT
        tramo = parrafo.add_run()
        tramo.text = texto
        tramo.font.size, tramo.font.name = Pt(puntos), "+mn-lt"
        tramo.font.bold = cabeza or (celda.negrita and texto == celda.texto)
        tramo.font.color.rgb = rgb(tono)
    propias = hueca._tc.get_or_add_tcPr()
    propias.set("anchor", "b" if cabeza else "ctr")
    rayas = {
        "lnL": None,
        "lnR": None,
        "lnT": None if cabeza else DEBAJO[cual == 1],
        "lnB": None if ultima else DEBAJO[cabeza],
    }
    for lado, raya in rayas.items():
        color, grueso = raya or ("linea", 0.75)
        relleno = mazo_disenos.esquema(color) if raya else "<a:noFill/>"
        propias.append(con_nombres(f'<a:{lado} w="{int(grueso * 12700)}">{relleno}</a:{lado}>'))
    propias.append(con_nombres("<a:noFill/>"))


def con_nombres(xml: str) -> etree._Element:
    """A piece of DrawingML as an element."""
    return etree.fromstring(f'<x xmlns:a="{mazo_disenos.A}">{xml}</x>')[0]
