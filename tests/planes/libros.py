"""Workbooks in the tests: downloaded, filled as a person would, tampered with, uploaded."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl.cell.cell import Cell

from planes.models import Actividad, Categoria, Dato, Reporte
from planes.planilla.libro import ENCABEZADO, ID, PRIMERA

from .gente import ruta

COLUMNAS = {
    "actividades": "codigo nombre estado logros limitaciones facilitadores barreras "
    "proximos_pasos terminada",
    "datos": "nombre unidad numero denominador etapa documento fecha ausencia nota antes propuesta",
}
"""As in ``planes.planilla.hojas``, written out: a column that moves has to be noticed."""


class Libro:
    """A workbook in which cells are found by row id and column key."""

    def __init__(self, contenido: bytes) -> None:
        self.libro = openpyxl.load_workbook(io.BytesIO(contenido))
        _portada, self.actividades, self.datos, self.oculta = self.libro.worksheets

    def celda(self, fila: Any, columna: str) -> Cell:
        id_, clave = id_de(fila)
        hoja = getattr(self, clave)
        numero = next(n for n in range(1, hoja.max_row + 1) if hoja.cell(n, ID).value == id_)
        return hoja.cell(numero, PRIMERA + COLUMNAS[clave].split().index(columna))

    def poner(self, fila: Any, columna: str, valor: Any) -> str:
        """Types a value into a cell; returns where it is, as the pages say it."""
        celda = self.celda(fila, columna)
        celda.value = valor
        return f"{celda.parent.title}!{celda.coordinate}"

    def filas(self, clave: str) -> list[str]:
        """Ids of a sheet's rows."""
        hoja = getattr(self, clave)
        ids = [hoja.cell(n, ID).value for n in range(ENCABEZADO + 1, hoja.max_row + 1)]
        return [id_ for id_ in ids if id_]

    @property
    def bytes(self) -> bytes:
        salida = io.BytesIO()
        self.libro.save(salida)
        return salida.getvalue()


def id_de(fila: Any) -> tuple[str, str]:
    """Row id and sheet of an activity, a Dato, or a Dato and one of its categories."""
    if isinstance(fila, Actividad):
        return f"a{fila.pk}", "actividades"
    if isinstance(fila, Dato):
        return f"d{fila.pk}", "datos"
    dato, categoria = fila
    if isinstance(categoria, str):
        categoria = Categoria.objects.get(codigo=categoria)
    return f"d{dato.pk}.c{categoria.pk}", "datos"


def descargar(cliente: Client, reporte: Reporte, idioma: str = "es") -> bytes:
    prefijo = "/en" if idioma == "en" else ""
    respuesta = cliente.get(prefijo + ruta(reporte, "planilla.xlsx"))
    assert respuesta.status_code == 200
    return respuesta.content


def subir(
    cliente: Client, reporte: Reporte, contenido: bytes, nombre: str = "planilla.xlsx",
    prefijo: str = "",
) -> Any:  # fmt: skip
    archivo = SimpleUploadedFile(nombre, contenido)
    return cliente.post(prefijo + ruta(reporte, "planilla/"), {"archivo": archivo})


def estados(respuesta: Any) -> dict[str, str]:
    """State of each row that the page shows, by row id."""
    return {r.id: str(r.estado) for r in respuesta.context["comparacion"].renglones}


def confirmar(cliente: Client, reporte: Reporte, vista: Any, **mas: Any) -> Any:
    """Confirms what a page showed."""
    datos = {"planilla": vista.context["firmado"], "accion": "guardar", **mas}
    return cliente.post(ruta(reporte, "planilla/"), datos)


def rechazo(respuesta: Any) -> str:
    """Why the upload was refused."""
    assert respuesta.status_code == 200
    assert "comparacion" not in respuesta.context
    [motivo] = respuesta.context["form"].errors["archivo"]
    return str(motivo)


def rehacer(contenido: bytes, cambiar: Callable[[dict[str, bytes]], None]) -> bytes:
    """The workbook's package with other parts: ``cambiar`` gets them by name."""
    with zipfile.ZipFile(io.BytesIO(contenido)) as viejo:
        partes = {nombre: viejo.read(nombre) for nombre in viejo.namelist()}
    cambiar(partes)
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as nuevo:
        for nombre, parte in partes.items():
            nuevo.writestr(nombre, parte)
    return salida.getvalue()


def letras(celda: str) -> str:
    """The column of ``Datos!F12``."""
    return re.search(r"!([A-Z]+)", celda)[1]  # type: ignore[index]
