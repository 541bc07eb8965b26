"""Plain tables as a workbook to read and print: headings that stay, filters, no formulas."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import tablib
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from actores.archivos import escribir
from actores.demostracion import aviso_de_demostracion

from . import estilo
from .libro import poner

ALTO_DE_LINEA, ALTO_MAXIMO = 15, 400
"""Points of a line of text; spreadsheets show no row above 409."""
TITULO, NOTA, CABEZA = 1, 2, 3
"""Rows above the data."""


@dataclass(frozen=True)
class Cuadro:
    """A table: ``columnas`` are (name, width in letters); cells are text, numbers, days or None.

    ``fijas``: how many columns stay in sight.
    """

    nombre: str
    titulo: str
    columnas: Sequence[tuple[str, int]]
    filas: Sequence[Sequence[Any]] = field(default_factory=tuple)
    fijas: int = 1


def escribir_cuadros(titulo: str, nota: str, cuadros: Sequence[Cuadro]) -> bytes:
    """The workbook (XLSX), one sheet a table."""
    libro = Workbook()
    libro.remove(libro.worksheets[0])
    libro.properties.creator = "CORETT"
    libro.properties.title = titulo
    libro.properties.created = libro.properties.modified = timezone.now().replace(tzinfo=None)
    aviso = aviso_de_demostracion()
    for cuadro in cuadros:
        hoja = libro.create_sheet(cuadro.nombre[:31])
        escribir_hoja(hoja, cuadro, f"{aviso} {nota}".strip())
        hoja.oddHeader.center.text = aviso or None
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def escribir_csv(cuadro: Cuadro) -> bytes:
    """One table as CSV; days as 2025-12-31."""
    datos = tablib.Dataset(headers=[nombre for nombre, _ancho in cuadro.columnas])
    for fila in cuadro.filas:
        datos.append([celda_de_texto(celda) for celda in fila])
    return escribir(datos, "csv")


def celda_de_texto(celda: Any) -> Any:
    if celda is None:
        return ""
    return celda.isoformat() if isinstance(celda, dt.date) else celda


def escribir_hoja(hoja: Worksheet, cuadro: Cuadro, nota: str) -> None:
    hoja.sheet_properties.tabColor = estilo.COLOR["azul"]
    poner(hoja.cell(TITULO, 1), cuadro.titulo)
    hoja.cell(TITULO, 1).font = estilo.letra("tinta", size=16, bold=True)
    poner(hoja.cell(NOTA, 1), nota)
    hoja.cell(NOTA, 1).font = estilo.letra("secundaria")
    for columna, (nombre, ancho) in enumerate(cuadro.columnas, 1):
        celda = hoja.cell(CABEZA, columna)
        poner(celda, nombre)
        celda.font = estilo.letra("blanco", bold=True)
        celda.fill = estilo.relleno("tinta")
        celda.alignment = estilo.CENTRO
        hoja.column_dimensions[get_column_letter(columna)].width = ancho
    hoja.row_dimensions[CABEZA].height = 32
    for numero, fila in enumerate(cuadro.filas, CABEZA + 1):
        escribir_fila(hoja, numero, fila, [ancho for _nombre, ancho in cuadro.columnas])
    imprimir(hoja, cuadro)


def escribir_fila(hoja: Worksheet, numero: int, fila: Sequence[Any], anchos: list[int]) -> None:
    """A row, tall enough for its longest text as far as a sheet can be."""
    lineas = 1
    for columna, (valor, ancho) in enumerate(zip(fila, anchos, strict=True), 1):
        celda = hoja.cell(numero, columna)
        poner(celda, valor)
        celda.font = estilo.letra(size=10)
        celda.border = estilo.raya()
        celda.alignment = estilo.ARRIBA
        if isinstance(valor, dt.date):
            celda.number_format = "yyyy-mm-dd"
        elif isinstance(valor, int):
            celda.alignment, celda.number_format = estilo.NUMERICA, "#,##0"
        elif isinstance(valor, str):
            lineas = max(lineas, sum(1 + len(parte) // ancho for parte in valor.split("\n")))
    hoja.row_dimensions[numero].height = min(lineas * ALTO_DE_LINEA + 4, ALTO_MAXIMO)


def imprimir(hoja: Worksheet, cuadro: Cuadro) -> None:
    """Filters, headings that stay and repeat, one A3 page wide."""
    ultima = get_column_letter(len(cuadro.columnas))
    hoja.auto_filter.ref = f"A{CABEZA}:{ultima}{max(CABEZA + 1, CABEZA + len(cuadro.filas))}"
    hoja.freeze_panes = f"{get_column_letter(cuadro.fijas + 1)}{CABEZA + 1}"
    hoja.print_title_rows = f"{CABEZA}:{CABEZA}"
    hoja.page_setup.orientation = "landscape"
    hoja.page_setup.paperSize = hoja.PAPERSIZE_A3
    hoja.page_setup.fitToWidth, hoja.page_setup.fitToHeight = 1, 0
    hoja.sheet_properties.pageSetUpPr.fitToPage = True
    hoja.sheet_view.showGridLines = False
