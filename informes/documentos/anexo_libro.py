"""The tables of a cut as a workbook (XLSX) to read, filter and print. No formulas."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from informes import graficos
from informes.documentos.anexo_tablas import Fila, Tabla
from informes.documentos.ofimatica import fijar
from informes.hoja import FORMULAS
from informes.models import Corte

COLOR = {nombre: color.removeprefix("#") for nombre, color in graficos.COLOR.items()}
LETRA = "Calibri"  # on every machine, or one of its width
TITULO, NOTA, CABEZA = 1, 2, 4
"""Rows of a sheet above its data."""
RENGLON = Border(bottom=Side(style="thin", color=COLOR["linea"]))
CABEZA_AL_CENTRO = Alignment(vertical="center", horizontal="left", wrap_text=True, indent=1)
RELLENO = PatternFill("solid", fgColor=COLOR["tinta"])
ARRIBA = Alignment(vertical="top", horizontal="left", wrap_text=True, indent=1)
SANGRIA = 2
"""Letters of a column that the indent takes."""
NUMERO = Alignment(vertical="top", horizontal="right", indent=1)
CABEZA_DE_NUMERO = Alignment(vertical="center", horizontal="right", wrap_text=True, indent=1)
ANCHO_DE_LEAME = (30, 96)
ALTO_DE_LINEA, ALTO_MAXIMO = 13.5, 400
"""Points of a line of text; spreadsheets show no row above 409."""
LETRAS = 1.15
"""Letters of our size in a unit of a column's width, as words do not fill their lines."""


def letra_de(color: str = "tinta", **mas: Any) -> Font:
    return Font(name=LETRA, size=mas.pop("size", 11), color=COLOR[color], **mas)


LETRA_DE_FILA = letra_de(size=10)


def poner(celda: Cell, valor: Any) -> None:
    """Puts a value into a cell; a text is never taken for a formula, edited or not."""
    if isinstance(valor, str):
        celda.value = ILLEGAL_CHARACTERS_RE.sub("", valor)
        celda.data_type = "s"
        if valor.startswith((*FORMULAS, "'")):
            celda.quotePrefix = True
    else:
        celda.value = valor


Palabras = Mapping[str, Mapping[Any, str]]
"""By field: what each of its codes is called."""
SIN_PALABRAS: Palabras = {}


@dataclass(frozen=True)
class Columna:
    """``anio``: a number that is not grouped by thousands."""

    titulo: str
    ancho: int
    anio: bool = False


@dataclass(frozen=True)
class Hoja:
    """``fijas``: how many columns stay in sight; ``papeles``: how many sheets of paper wide, so
    that it can be read."""

    nombre: str
    titulo: str
    columnas: Sequence[Columna]
    filas: Sequence[Fila]
    fijas: int = 1
    color: str = "azul"
    papeles: int = 1


def de_tabla(
    tabla: Tabla,
    *,
    sin: Sequence[str] = (),
    fijas: int = 1,
    papeles: int = 1,
    palabras: Palabras = SIN_PALABRAS,
) -> Hoja:
    """A table of the package as a sheet, without some of its fields; ``palabras``: what the codes
    of a field are called."""
    quedan = [n for n, c in enumerate(tabla.campos) if c.nombre not in sin]
    columnas = [
        Columna(str(c.titulo), c.ancho, c.tipo == "year") for c in (tabla.campos[n] for n in quedan)
    ]
    de_campo = [palabras.get(c.nombre, {}) for c in tabla.campos]
    filas = [[de_campo[n].get(fila[n], fila[n]) for n in quedan] for fila in tabla.filas]
    return Hoja(str(tabla.titulo), str(tabla.descripcion), columnas, filas, fijas, papeles=papeles)


def escribir(
    corte: Corte, idioma: str, acerca: Sequence[tuple[str, str]], hojas: Sequence[Hoja], nota: str
) -> bytes:
    """The workbook. ``acerca``: what its first sheet says, title first; ``nota``: the line under
    the title of each sheet."""
    libro = Workbook()
    libro.properties.title = acerca[0][1]
    libro.properties.language = idioma
    escribir_leame(libro.worksheets[0], acerca, [(h.nombre, h.titulo) for h in hojas])
    for hoja in hojas:
        escribir_hoja(libro.create_sheet(hoja.nombre[:31]), hoja, nota)
    aviso = _("Datos de demostración: cifras ficticias.") if corte.demo else ""
    for hecha, papeles in zip(libro.worksheets, [0, *(h.papeles for h in hojas)], strict=True):
        imprimir(hecha, aviso, papeles)
    salida = io.BytesIO()
    libro.save(salida)
    return fijar(salida.getvalue(), corte.fecha)


def escribir_leame(
    hoja: Worksheet, acerca: Sequence[tuple[str, str]], hojas: Sequence[tuple[str, str]]
) -> None:
    hoja.title = _("Léame")
    hoja.sheet_properties.tabColor = COLOR["tinta"]
    for letra, ancho in zip("AB", ANCHO_DE_LEAME, strict=True):
        hoja.column_dimensions[letra].width = ancho
        hoja[f"{letra}1"].fill = hoja[f"{letra}2"].fill = RELLENO
    poner(hoja["A1"], "CORETT")
    hoja["A1"].font = letra_de("sobre-tinta", size=11, bold=True)
    poner(hoja["A2"], acerca[0][1])
    hoja["A2"].font = letra_de("blanco", size=20, bold=True)
    hoja["A1"].alignment = hoja["A2"].alignment = Alignment(
        vertical="center", horizontal="left", indent=1
    )
    hoja.row_dimensions[1].height, hoja.row_dimensions[2].height = 26, 44
    fila = 4
    for rotulo, dicho in acerca[1:]:
        fila = escribir_renglon(hoja, fila, rotulo, dicho)
    poner(hoja.cell(fila + 1, 1), _("Las hojas"))
    hoja.cell(fila + 1, 1).font = letra_de("tinta", size=14, bold=True)
    hoja.cell(fila + 1, 1).alignment = ARRIBA
    fila += 2
    for nombre, titulo in hojas:
        fila = escribir_renglon(hoja, fila, nombre, titulo)
    hoja.sheet_view.showGridLines = False
    hoja.print_area = f"A1:B{fila - 1}"


def escribir_renglon(hoja: Worksheet, fila: int, rotulo: str, dicho: str) -> int:
    for columna, texto, negrita in ((1, rotulo, True), (2, dicho, False)):
        celda = hoja.cell(fila, columna)
        poner(celda, texto)
        celda.font = letra_de("tinta", bold=negrita)
        celda.alignment = ARRIBA
        celda.border = RENGLON
    hoja.row_dimensions[fila].height = alto([rotulo, dicho], ANCHO_DE_LEAME)
    return fila + 1


def alto(valores: Sequence[Any], anchos: Sequence[int]) -> float:
    """Points of a row tall enough for its longest text, as far as a sheet can be: spreadsheets
    do not measure the rows of a file they have not written."""
    lineas = max(
        sum(1 + int(len(renglon) / ((ancho - SANGRIA) * LETRAS)) for renglon in valor.split("\n"))
        if isinstance(valor, str)
        else 1
        for valor, ancho in zip(valores, anchos, strict=True)
    )
    return min(lineas * ALTO_DE_LINEA + 4, ALTO_MAXIMO)


def escribir_hoja(destino: Worksheet, hoja: Hoja, nota: str) -> None:
    destino.sheet_properties.tabColor = COLOR[hoja.color]
    poner(destino.cell(TITULO, 1), hoja.titulo)
    destino.cell(TITULO, 1).font = letra_de("tinta", size=14, bold=True)
    poner(destino.cell(NOTA, 1), nota)
    destino.cell(NOTA, 1).font = letra_de("secundaria", size=10)
    for numero, columna in enumerate(hoja.columnas, 1):
        celda = destino.cell(CABEZA, numero)
        poner(celda, columna.titulo)
        celda.font, celda.fill = letra_de("blanco", bold=True), RELLENO
        celda.alignment = CABEZA_DE_NUMERO if es_numerica(hoja, numero - 1) else CABEZA_AL_CENTRO
        destino.column_dimensions[get_column_letter(numero)].width = ancho_de(columna)
    destino.row_dimensions[CABEZA].height = 34
    anchos = [ancho_de(c) for c in hoja.columnas]
    estilos: dict[Any, Any] = {}
    for fila, valores in enumerate(hoja.filas, CABEZA + 1):
        for numero, (valor, columna) in enumerate(zip(valores, hoja.columnas, strict=True), 1):
            escribir_valor(destino.cell(fila, numero), valor, columna, estilos)
        destino.row_dimensions[fila].height = alto(valores, anchos)
    ultima = get_column_letter(len(hoja.columnas))
    destino.auto_filter.ref = f"A{CABEZA}:{ultima}{CABEZA + max(len(hoja.filas), 1)}"
    destino.freeze_panes = f"{get_column_letter(hoja.fijas + 1)}{CABEZA + 1}"
    destino.print_title_rows = f"{CABEZA}:{CABEZA}"
    if hoja.papeles > 1:
        destino.print_title_cols = f"A:{get_column_letter(hoja.fijas)}"
    destino.sheet_view.showGridLines = False


def ancho_de(columna: Columna) -> int:
    """No word of a heading is broken, in any language."""
    return max(columna.ancho, *(len(palabra) + SANGRIA + 1 for palabra in columna.titulo.split()))


def es_numerica(hoja: Hoja, lugar: int) -> bool:
    return any(
        isinstance(fila[lugar], int | float) and not isinstance(fila[lugar], bool)
        for fila in hoja.filas
    )


def escribir_valor(celda: Cell, valor: Any, columna: Columna, estilos: dict[Any, Any]) -> None:
    """Numbers and days stay numbers and days; an absent value is an empty cell.

    ``estilos``: the look of each kind of cell, made once and copied, as making it is slow.
    """
    if isinstance(valor, bool):
        valor = _("sí") if valor else _("no")
    formula = isinstance(valor, str) and valor.startswith((*FORMULAS, "'"))
    clave = (type(valor), columna.anio, formula)
    if clave not in estilos:
        dar_estilo(celda, valor, columna)
        celda.quotePrefix = formula
        estilos[clave] = copy(celda._style)
    celda._style = copy(estilos[clave])
    poner(celda, None if valor == "" else valor)


def dar_estilo(celda: Cell, valor: Any, columna: Columna) -> None:
    celda.font, celda.border, celda.alignment = LETRA_DE_FILA, RENGLON, ARRIBA
    if isinstance(valor, dt.date):
        celda.number_format = "yyyy-mm-dd"
    elif isinstance(valor, int | float):
        celda.alignment = NUMERO
        entero = isinstance(valor, int)
        celda.number_format = "0" if columna.anio else ("#,##0" if entero else "#,##0.00")


def imprimir(hoja: Worksheet, aviso: str, papeles: int) -> None:
    """On A4, lying, so many sheets wide (0: on a single one), with the number of each page."""
    hoja.page_setup.orientation = "landscape"
    hoja.page_setup.paperSize = hoja.PAPERSIZE_A4
    hoja.page_setup.fitToWidth, hoja.page_setup.fitToHeight = max(papeles, 1), int(not papeles)
    hoja.sheet_properties.pageSetUpPr.fitToPage = True
    hoja.page_margins.left = hoja.page_margins.right = 0.4
    hoja.page_margins.top = hoja.page_margins.bottom = 0.75
    hoja.page_margins.header = hoja.page_margins.footer = 0.3
    hoja.oddHeader.center.text = aviso or None
    hoja.oddFooter.left.text, hoja.oddFooter.right.text = "CORETT · &A", "&P / &N"
