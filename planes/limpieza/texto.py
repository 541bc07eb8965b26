"""Plain texts and tables: read, and written in one encoding, without formulas."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from actores.archivos import NO_ES_TEXTO, inofensivo, leer_csv

from .formatos import ArchivoRechazado, Formato

NUMERO = re.compile(r"[+-]?[\d.,\s]+%?")
"""A figure may begin with a sign; it is no formula."""


def leer(contenido: bytes) -> str:
    if contenido.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            contenido = contenido.decode("utf-16").encode()
        except UnicodeError as error:
            raise danado() from error
    if NO_ES_TEXTO.search(contenido):
        raise danado()
    try:
        return contenido.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenido.decode("cp1252", errors="replace")


def danado() -> ArchivoRechazado:
    return ArchivoRechazado(_("El archivo no es un texto. Guárdelo otra vez como TXT o CSV."))


def revisar(contenido: bytes, formato: Formato) -> Iterator[bytes]:
    texto = leer(contenido).encode()
    if formato.extension == "csv":
        filas(texto)
    yield texto


def filas(texto: bytes) -> list[list[str]]:
    try:
        return leer_csv(texto)
    except ValueError as error:
        raise ArchivoRechazado(str(error)) from error


def limpiar(contenido: bytes, formato: Formato) -> bytes:
    texto = leer(contenido)
    if formato.extension == "txt":
        return texto.encode()
    salida = io.StringIO()
    csv.writer(salida).writerows(
        [celda if NUMERO.fullmatch(celda) else inofensivo(celda) for celda in fila]
        for fila in filas(texto.encode())
    )
    # Excel takes a CSV for UTF-8 only with this mark.
    return codecs.BOM_UTF8 + salida.getvalue().encode()
