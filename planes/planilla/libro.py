"""A description (``modelo``) written as an XLSX workbook: no macros, no formulas, no links."""

from __future__ import annotations

import datetime as dt
import io
import math
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from . import estilo, firma
from .modelo import FECHA, NUMERO, OPCION, Columna, Descripcion, Fila, Hoja

OCULTA = "corett"
"""Name of the hidden sheet."""
ID, VERSION, SELLO = 1, 2, 3
"""The hidden columns of every sheet of rows."""
PRIMERA = 4
"""The first column that people see."""
TITULO, NOTA, ENCABEZADO = 1, 2, 3
"""Rows above the data."""
ANCHO_DE_PAGINA = 210
"""Letters that still read well across a printed page; a wider sheet goes over two."""


def escribir_libro(descripcion: Descripcion) -> bytes:
    """The workbook's file. Its language is the one that is active."""
    libro = Workbook()
    libro.properties.creator = "CORETT"
    libro.properties.title = descripcion.titulo
    libro.properties.created = libro.properties.modified = timezone.now().replace(tzinfo=None)
    libro.security = WorkbookProtection(lockStructure=True)
    portada = libro.worksheets[0]
    escribir_portada(portada, descripcion)
    oculta = libro.create_sheet(OCULTA)
    rangos = escribir_listas(oculta, descripcion)
    sellos: list[str] = []
    for hoja in descripcion.hojas:
        ws = libro.create_sheet(hoja.titulo, len(libro.worksheets) - 1)
        sellos += escribir_hoja(ws, hoja, descripcion, rangos)
    escribir_cabecera(oculta, descripcion, sellos)
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def poner(celda: Cell, valor: Any) -> None:
    """Puts a value into a cell; a text is never taken for a formula."""
    if isinstance(valor, str):
        celda.value = ILLEGAL_CHARACTERS_RE.sub("", valor)
        celda.data_type = "s"
        celda.quotePrefix = valor.startswith(("=", "+", "-", "@", "'"))
    else:
        celda.value = valor


# --- The first sheet -------------------------------------------------------------------------


def escribir_portada(ws: Worksheet, descripcion: Descripcion) -> None:
    ws.title = _("Instrucciones")
    ws.sheet_view.showGridLines = False
    ws.sheet_properties.tabColor = estilo.COLOR["tinta"]
    for letra, ancho in zip("ABC", (3, 30, 84), strict=True):
        ws.column_dimensions[letra].width = ancho
    for columna in "ABC":
        ws[f"{columna}1"].fill = estilo.relleno("tinta")
    poner(ws["B1"], descripcion.titulo)
    ws["B1"].font = estilo.letra("blanco", size=18, bold=True)
    ws["B1"].alignment = estilo.EN_UNA_LINEA
    ws.row_dimensions[1].height = 42
    fila = 3
    if descripcion.demostracion:
        fila = parrafo(ws, fila, descripcion.demostracion, negrita=True, fondo="demo") + 1
    if descripcion.aviso:
        fila = parrafo(ws, fila, descripcion.aviso, negrita=True, fondo="demo") + 1
    for nombre, texto in descripcion.ficha:
        poner(ws.cell(fila, 2), nombre)
        ws.cell(fila, 2).font = estilo.letra("secundaria")
        poner(ws.cell(fila, 3), texto)
        ws.cell(fila, 3).font = estilo.letra(bold=True)
        ws.cell(fila, 3).alignment = estilo.ARRIBA
        fila += 1
    for titulo, parrafos in descripcion.instrucciones:
        fila += 1
        poner(ws.cell(fila, 2), titulo)
        ws.cell(fila, 2).font = estilo.letra("azul", size=14, bold=True)
        ws.row_dimensions[fila].height = 22
        fila += 1
        for texto in parrafos:
            fila = parrafo(ws, fila, texto)
    proteger(ws)
    imprimir(ws, f"A1:C{fila}", vertical=True)


def parrafo(ws: Worksheet, fila: int, texto: str, *, negrita: bool = False, fondo: str = "") -> int:
    """A paragraph over both columns; returns the next row. Merged cells do not grow by
    themselves, so the height is reckoned: some 122 letters fit in a line."""
    ws.merge_cells(start_row=fila, end_row=fila, start_column=2, end_column=3)
    celda = ws.cell(fila, 2)
    poner(celda, texto)
    celda.font = estilo.letra(bold=negrita)
    celda.alignment = estilo.ARRIBA
    if fondo:
        celda.fill = estilo.relleno(fondo)
    ws.row_dimensions[fila].height = 16 * math.ceil(len(texto) / 122) + 3
    return fila + 1


# --- A sheet of rows -------------------------------------------------------------------------


def escribir_hoja(
    ws: Worksheet, hoja: Hoja, descripcion: Descripcion, rangos: dict[str, str]
) -> list[str]:
    """Writes the rows and returns their seals."""
    ws.sheet_view.showGridLines = False
    ws.sheet_properties.tabColor = estilo.COLOR["azul"]
    columnas = [(PRIMERA + n, columna) for n, columna in enumerate(hoja.columnas)]
    ultima = columnas[-1][0]
    for numero in range(1, ultima + 1):
        letra = get_column_letter(numero)
        if numero < PRIMERA:
            ws.column_dimensions[letra].hidden = True
        else:
            columna = columnas[numero - PRIMERA][1]
            ws.column_dimensions[letra].width = columna.ancho
            ws.column_dimensions[letra].hidden = columna.oculta
            ws.cell(TITULO, numero).fill = estilo.relleno("tinta")
    poner(ws.cell(TITULO, PRIMERA), f"{hoja.titulo} · {descripcion.titulo}")
    ws.cell(TITULO, PRIMERA).font = estilo.letra("blanco", size=14, bold=True)
    ws.cell(TITULO, PRIMERA).alignment = estilo.EN_UNA_LINEA
    ws.row_dimensions[TITULO].height = 30
    nota = f"{descripcion.demostracion} {descripcion.aviso or hoja.nota}".strip()
    poner(ws.cell(NOTA, PRIMERA), nota)
    ws.oddHeader.center.text = descripcion.demostracion or None
    ws.cell(NOTA, PRIMERA).font = estilo.letra("secundaria", italic=True)
    ws.row_dimensions[NOTA].height = 20
    for numero, columna in columnas:
        encabezar(ws.cell(ENCABEZADO, numero), columna)
    ws.row_dimensions[ENCABEZADO].height = 34
    validaciones = Validaciones(ws, rangos)
    sellos = []
    for numero_de_fila, fila in enumerate(hoja.filas, start=ENCABEZADO + 1):
        if not fila.id:
            escribir_titulo(ws, numero_de_fila, fila, ultima)
            continue
        sellos.append(sellar(ws, numero_de_fila, hoja, fila, descripcion))
        ws.row_dimensions[numero_de_fila] = Altura(ws, numero_de_fila, alto_de(hoja, fila))
        for numero, columna in columnas:
            celda = ws.cell(numero_de_fila, numero)
            if columna.entrada and columna.clave in fila.valores:
                escribir_entrada(celda, columna, fila, descripcion)
                validaciones.anotar(celda, columna, fila)
            else:
                escribir_lectura(celda, columna, fila)
    validaciones.cerrar()
    fijas = sum(1 for _n, c in columnas if c.clave in ("codigo", "nombre", "titulo"))
    ws.freeze_panes = ws.cell(ENCABEZADO + 1, PRIMERA + fijas)
    proteger(ws)
    entradas = [n for n, c in columnas if c.entrada and not c.aparte]
    fin = get_column_letter(entradas[-1])
    imprimir(ws, f"{get_column_letter(PRIMERA)}{TITULO}:{fin}{ws.max_row}")
    ws.print_title_rows = f"{ENCABEZADO}:{ENCABEZADO}"
    if sum(c.ancho for n, c in columnas if n <= entradas[-1] and not c.oculta) > ANCHO_DE_PAGINA:
        ws.page_setup.fitToWidth = 2
        ws.print_title_cols = (
            f"{get_column_letter(PRIMERA)}:{get_column_letter(PRIMERA + fijas - 1)}"
        )
    return sellos


class Altura(RowDimension):
    """A height to begin with: the row still grows by itself when more is typed into it."""

    customHeight = False

    def __init__(self, ws: Worksheet, numero: int, alto: float) -> None:
        super().__init__(ws, index=numero, ht=alto)


def alto_de(hoja: Hoja, fila: Fila) -> float:
    """Points for the tallest of the row's texts. LibreOffice does not reckon it on opening."""
    lineas = max(
        sum(math.ceil(max(len(linea), 1) / columna.ancho) for linea in str(texto).split("\n"))
        for columna in hoja.columnas
        if (texto := fila.valores.get(columna.clave) or fila.lectura.get(columna.clave, ""))
        is not None
    )
    return min(max(15 * lineas + 4, hoja.alto), 400)


def encabezar(celda: Cell, columna: Columna) -> None:
    poner(celda, columna.titulo)
    celda.alignment = estilo.CENTRO
    celda.border = estilo.raya()
    celda.fill = estilo.relleno("azul" if columna.entrada else "azul-claro")
    celda.font = estilo.letra("blanco" if columna.entrada else "tinta", bold=True)


def escribir_titulo(ws: Worksheet, numero: int, fila: Fila, ultima: int) -> None:
    color = estilo.EJES.get(fila.nivel)
    for columna in range(PRIMERA, ultima + 1):
        ws.cell(numero, columna).fill = estilo.relleno(color["fondo"] if color else "fondo")
    celda = ws.cell(numero, PRIMERA)
    poner(celda, fila.titulo)
    celda.font = estilo.letra(color["color"] if color else "tinta", bold=True)
    celda.alignment = estilo.EN_UNA_LINEA
    ws.row_dimensions[numero].height = 24


def sellar(ws: Worksheet, numero: int, hoja: Hoja, fila: Fila, descripcion: Descripcion) -> str:
    version = firma.version_de(fila.completa)
    referencia = descripcion.cabecera["referencia"]
    sello = firma.sello_de_fila(referencia, hoja.clave, numero, fila.id, version)
    for columna, valor in ((ID, fila.id), (VERSION, version), (SELLO, sello)):
        poner(ws.cell(numero, columna), valor)
    return sello


def escribir_entrada(celda: Cell, columna: Columna, fila: Fila, descripcion: Descripcion) -> None:
    valor = fila.valores[columna.clave]
    lista = fila.listas.get(columna.clave, columna.lista)
    poner(celda, en_celda(valor, columna, dict(descripcion.listas.get(lista, []))))
    cerrada = bool(descripcion.aviso) or fila.cerrada
    celda.protection = estilo.CERRADA if cerrada else estilo.ABIERTA
    celda.border = estilo.raya("linea" if cerrada else "borde")
    celda.font = estilo.letra()
    if cerrada:
        celda.fill = estilo.relleno("fondo")
    celda.alignment = estilo.NUMERICA if columna.clase == NUMERO else estilo.ARRIBA
    celda.number_format = formato(columna, fila)


def en_celda(valor: str, columna: Columna, opciones: dict[str, str]) -> Any:
    """A canonical value as the cell holds it: a real number, a real day, a label."""
    if not valor:
        return None
    if columna.clase == NUMERO:
        numero = Decimal(valor)
        return int(numero) if numero == numero.to_integral_value() else numero
    if columna.clase == FECHA:
        return dt.date.fromisoformat(valor)
    return opciones.get(valor, valor)


def formato(columna: Columna, fila: Fila) -> str:
    """How the spreadsheet shows the cell; ``@`` takes whatever is typed for a text."""
    if columna.clase == NUMERO:
        return "#,##0.00" if fila.decimales else "#,##0"
    return {FECHA: "dd/mm/yyyy", OPCION: "General"}.get(columna.clase, "@")


def escribir_lectura(celda: Cell, columna: Columna, fila: Fila) -> None:
    poner(celda, fila.lectura.get(columna.clave))
    celda.border = estilo.raya()
    celda.fill = estilo.relleno("fondo")
    celda.font = estilo.letra("secundaria" if fila.nivel == "parte" or columna.entrada else "tinta")
    celda.alignment = estilo.ARRIBA
    if columna.clave == "nombre" and fila.nivel == "parte":
        celda.alignment = estilo.ARRIBA_DENTRO
    elif columna.clase == NUMERO:
        celda.alignment = estilo.NUMERICA
        celda.number_format = formato(columna, fila)


class Validaciones:
    """One rule of the spreadsheet for each list and each help text, over all its cells."""

    def __init__(self, ws: Worksheet, rangos: dict[str, str]) -> None:
        self.ws, self.rangos = ws, rangos
        self.reglas: dict[tuple[str, str], DataValidation] = {}

    def anotar(self, celda: Cell, columna: Columna, fila: Fila) -> None:
        lista = fila.listas.get(columna.clave, columna.lista)
        if columna.clase != OPCION and not columna.ayuda:
            return
        clave = (lista, columna.clave)
        if clave not in self.reglas:
            self.reglas[clave] = self.regla(columna, lista)
        self.reglas[clave].add(celda)

    def regla(self, columna: Columna, lista: str) -> DataValidation:
        if columna.clase == OPCION:
            regla = DataValidation("list", self.rangos[lista], showErrorMessage=True)
            regla.errorTitle = _("Elija de la lista")
            regla.error = _("Elija una de las opciones de la lista, o borre la celda.")
        else:
            # Only a help text: a number or a day may also be typed as a text, and is read then.
            regla = DataValidation(showErrorMessage=False)
        regla.allow_blank = True
        if columna.ayuda:
            regla.showInputMessage = True
            regla.promptTitle, regla.prompt = columna.titulo[:32], columna.ayuda[:255]
        return regla

    def cerrar(self) -> None:
        for regla in self.reglas.values():
            self.ws.add_data_validation(regla)


# --- The hidden sheet ------------------------------------------------------------------------

DE_LISTAS = 4
"""First column of the lists; the header stands in the first two."""


def escribir_listas(ws: Worksheet, descripcion: Descripcion) -> dict[str, str]:
    """Writes every list as a column of labels; returns where each is, for the rules."""
    rangos = {}
    for columna, (nombre, opciones) in enumerate(descripcion.listas.items(), start=DE_LISTAS):
        letra = get_column_letter(columna)
        for fila, (_codigo, etiqueta) in enumerate(opciones, start=1):
            poner(ws.cell(fila, columna), etiqueta)
        rangos[nombre] = f"{quote_sheetname(OCULTA)}!${letra}$1:${letra}${max(len(opciones), 1)}"
    return rangos


def escribir_cabecera(ws: Worksheet, descripcion: Descripcion, sellos: list[str]) -> None:
    cabecera = {**descripcion.cabecera, "columnas": firma.huella(descripcion.columnas)}
    lineas = [*cabecera.items(), ("sello", firma.sello_del_libro(cabecera, sellos))]
    for fila, linea in enumerate(lineas, start=1):
        for columna, valor in enumerate(linea, start=1):
            poner(ws.cell(fila, columna), valor)
    ws.sheet_state = "hidden"
    proteger(ws)


# --- Protection and print --------------------------------------------------------------------


def proteger(ws: Worksheet) -> None:
    """Keeps people from writing where nothing is read; without a password, it hides nothing."""
    ws.protection.sheet = True
    ws.protection.formatColumns = ws.protection.formatRows = False  # False: allowed
    ws.protection.formatCells = False


def imprimir(ws: Worksheet, area: str, *, vertical: bool = False) -> None:
    ws.print_area = area
    ws.page_setup.orientation = "portrait" if vertical else "landscape"
    ws.page_setup.paperSize = ws.PAPERSIZE_LETTER
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.page_margins.left = ws.page_margins.right = 0.4
    ws.page_margins.top = ws.page_margins.bottom = 0.5
    ws.oddFooter.left.text = ws.title
    ws.oddFooter.right.text = "&P / &N"
