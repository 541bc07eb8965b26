"""Tables in files: XLSX, CSV and JSON, written so that no text becomes a formula, and read."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import tablib
from django.utils import formats
from django.utils.translation import gettext as _

TAMANO_MAXIMO = 5 * 1024 * 1024
TAMANO_ABIERTO = 50 * 1024 * 1024
FILAS_MAXIMAS = 5000
PELIGROSOS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
NO_ES_TEXTO = re.compile(rb"[\x00-\x08\x0e-\x1f]")
"""Bytes that no text has and almost every other file does."""

FORMATOS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def peligrosa(celda: Any) -> bool:
    """Whether a cell is a text that could become a formula, quoted already or not."""
    return isinstance(celda, str) and celda.lstrip("'").startswith(PELIGROSOS)


def inofensivo(celda: Any) -> Any:
    """The cell for a spreadsheet: a text never becomes a formula."""
    return f"'{celda}" if peligrosa(celda) else celda


def original(celda: Any) -> Any:
    """What ``inofensivo`` was given."""
    return celda[1:] if peligrosa(celda) and celda.startswith("'") else celda


def con_marca_decimal(celda: Any) -> Any:
    """A number with decimals as the reader's language writes it; a CSV has only texts."""
    if isinstance(celda, Decimal):
        return f"{celda:f}".replace(".", formats.get_format("DECIMAL_SEPARATOR"))
    return celda


def para_json(celda: Any) -> Any:
    return float(celda) if isinstance(celda, Decimal) else str(celda)


def escribir(datos: tablib.Dataset, formato: str, aviso: str = "") -> bytes:
    """The file of a table in one of ``FORMATOS``. ``aviso`` goes to a second sheet of the XLSX:
    a row of its own would not be read back."""
    if formato == "json":
        return json.dumps(datos.dict, ensure_ascii=False, indent=1, default=para_json).encode()
    filas = [[inofensivo(celda) for celda in fila] for fila in datos]
    if formato == "csv":
        texto = io.StringIO()
        csv.writer(texto).writerow(datos.headers)
        csv.writer(texto).writerows([con_marca_decimal(celda) for celda in f] for f in filas)
        # Excel takes a CSV for UTF-8 only with this mark.
        return codecs.BOM_UTF8 + texto.getvalue().encode()
    libro = openpyxl.Workbook(write_only=True)
    hoja = libro.create_sheet(datos.title or "datos")
    hoja.append(datos.headers)
    for fila in filas:
        hoja.append([openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", celda)
                     if isinstance(celda, str) else celda for celda in fila])  # fmt: skip
    if aviso:
        libro.create_sheet(_("Aviso")).append([aviso])
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def leer(contenido: bytes, nombre: str) -> tablib.Dataset:
    """The rows of an uploaded file, by the ending of its name.

    Raises ValueError with a sentence for the person.
    """
    formato = nombre.rpartition(".")[2].lower()
    if formato not in FORMATOS:
        raise ValueError(_("Suba un archivo XLSX, CSV o JSON; «%(n)s» no lo es.") % {"n": nombre})
    lectores = {"xlsx": leer_xlsx, "csv": leer_csv, "json": leer_json}
    filas = [
        fila for fila in lectores[formato](contenido) if any(c not in (None, "") for c in fila)
    ]
    if len(filas) < 2:
        raise ValueError(_("El archivo no tiene filas. La primera debe llevar los nombres."))
    if len(filas) > FILAS_MAXIMAS:
        raise ValueError(_("El archivo tiene más de %(n)d filas: divídalo.") % {"n": FILAS_MAXIMAS})
    columnas = [c for c in filas[0] if c not in (None, "")]
    ancho = len(columnas)
    if any(c not in (None, "") for fila in filas for c in fila[ancho:]):
        raise ValueError(_("Hay celdas llenas en una columna sin nombre."))
    datos = tablib.Dataset(headers=columnas)
    for fila in filas[1:]:
        celdas = [original(celda) for celda in fila[:ancho]]
        datos.append([*celdas, *[None] * (ancho - len(celdas))])
    return datos


def leer_xlsx(contenido: bytes) -> list[list[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as zip_:
            if sum(parte.file_size for parte in zip_.infolist()) > TAMANO_ABIERTO:
                raise ValueError(_("El archivo de Excel es demasiado grande por dentro."))
        libro = openpyxl.load_workbook(io.BytesIO(contenido), read_only=True, data_only=True)
        hoja = libro.worksheets[0]
        return [list(fila) for fila in hoja.iter_rows(values_only=True, max_col=200)]
    except ValueError:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over
        raise ValueError(_("El archivo no se puede leer como Excel (XLSX).")) from error


def leer_csv(contenido: bytes) -> list[list[Any]]:
    if NO_ES_TEXTO.search(contenido):
        raise ValueError(
            _("El archivo no es un texto CSV. Guárdelo desde Excel como XLSX y súbalo otra vez.")
        )
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError:
        texto = contenido.decode("cp1252", errors="replace")  # Excel in Spanish, not told otherwise
    primera = texto.partition("\n")[0]
    separador = max(",;\t", key=primera.count)
    try:
        return list(csv.reader(io.StringIO(texto, newline=""), delimiter=separador, strict=True))
    except csv.Error as error:
        raise ValueError(_("El archivo no se puede leer como CSV.")) from error


def leer_json(contenido: bytes) -> list[list[Any]]:
    try:
        filas = json.loads(contenido.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(_("El archivo no se puede leer como JSON.")) from error
    if not isinstance(filas, list) or not all(isinstance(fila, dict) for fila in filas):
        raise ValueError(_("El JSON debe ser una lista de filas, cada una con sus columnas."))
    if any(isinstance(celda, list | dict) for fila in filas for celda in fila.values()):
        raise ValueError(_("En el JSON hay una celda que no es un texto ni un número."))
    columnas = list(dict.fromkeys(columna for fila in filas for columna in fila))
    return [columnas, *([fila.get(columna) for columna in columnas] for fila in filas)]
