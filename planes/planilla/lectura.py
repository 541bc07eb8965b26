"""An uploaded workbook read back: whose it is, and what was changed in each row of it.

Nothing is compared with the database here: only with what the workbook went out with, which its
sealed row versions tell.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from planes.numeros import leer_numero

from . import firma
from .archivo import Rechazada
from .libro import ENCABEZADO, ID, OCULTA, PRIMERA, SELLO, VERSION
from .modelo import (
    CODIGOS,
    FECHA,
    NUMERO,
    OPCION,
    Columna,
    Descripcion,
    Fila,
    Hoja,
    Valores,
    codigos_canonicos,
    numero_canonico,
    texto_canonico,
)

FILAS_MAXIMAS = 3000
COLUMNAS_MAXIMAS = 100
CABECERA_MAXIMA = 40
DIA = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*")
ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")


@dataclass(frozen=True)
class Tocada:
    """A row in which the person changed something. Travels signed between the two pages."""

    hoja: str
    id: str
    numero: int
    """Its row number in the sheet."""
    version: str
    valores: Valores = field(default_factory=dict)
    """Canonical value, by key of the version, of each changed cell that could be read."""
    errores: dict[str, str] = field(default_factory=dict)
    """What is wrong with a changed cell, by the same keys."""
    celdas: dict[str, str] = field(default_factory=dict)
    """Where each open cell of the row is (``Datos!F12``), by the same keys."""


def leer_cabecera(libro: Workbook) -> dict[str, str]:
    """The pairs of the hidden sheet. Raises Rechazada when it is not there or of another layout."""
    if OCULTA not in libro.sheetnames:
        raise Rechazada(
            _("Este libro no es una planilla del portal, o perdió su hoja oculta. "
              "Descargue la planilla de nuevo y copie allí sus respuestas.")
        )  # fmt: skip
    filas = filas_de(libro, OCULTA, CABECERA_MAXIMA)
    cabecera = {
        str(fila[0].value): str(fila[1].value or "")
        for fila in filas
        if len(fila) > 1 and fila[0].value
    }
    if cabecera.get("formato") != firma.FORMATO:
        raise Rechazada(version_anterior())
    return cabecera


def version_anterior() -> str:
    return _(
        "La planilla es de una versión anterior: lo que se pide ha cambiado. Descárguela de "
        "nuevo y copie allí sus respuestas."
    )


def filas_de(libro: Workbook, titulo: str, maximo: int) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet whatever it says of its own size; at most ``maximo``."""
    ws = libro[titulo]
    ws.reset_dimensions()
    yield from ws.iter_rows(max_row=maximo, max_col=COLUMNAS_MAXIMAS)


def leer_filas(
    libro: Workbook, cabecera: Mapping[str, str], descripcion: Descripcion
) -> list[Tocada]:
    """The rows in which something was changed. ``descripcion`` is as the workbook would be
    written today, in its own language. Raises Rechazada when ids or versions were tampered with."""
    if cabecera.get("columnas") != firma.huella(descripcion.columnas):
        raise Rechazada(version_anterior())
    leidas: list[Tocada] = []
    sellos: list[str] = []
    for hoja in descripcion.hojas:
        if hoja.titulo not in libro.sheetnames:
            raise Rechazada(
                _("Al libro le falta la hoja «%(hoja)s». Descargue la planilla de nuevo y copie "
                  "allí sus respuestas.") % {"hoja": hoja.titulo}
            )  # fmt: skip
        for numero, fila in enumerate(filas_de(libro, hoja.titulo, FILAS_MAXIMAS + 1), start=1):
            if numero > FILAS_MAXIMAS:
                raise Rechazada(
                    _("La hoja «%(hoja)s» tiene más de %(n)d filas. Descargue la planilla de "
                      "nuevo y copie allí sus respuestas.")
                    % {"hoja": hoja.titulo, "n": FILAS_MAXIMAS}
                )  # fmt: skip
            if numero == ENCABEZADO:
                exigir_columnas(hoja, fila)
            if numero <= ENCABEZADO or len(fila) < PRIMERA:
                continue
            id_, version, sello = (str(fila[n - 1].value or "") for n in (ID, VERSION, SELLO))
            if not (id_ or version or sello):
                revisar_suelta(hoja, numero, fila)
                continue
            bueno = firma.sello_de_fila(
                cabecera.get("referencia", ""), hoja.clave, numero, id_, version
            )
            if not firma.iguales(sello, bueno):
                raise Rechazada(
                    _("En la hoja «%(hoja)s», la fila %(fila)d se movió o cambió en sus columnas "
                      "ocultas. "
                      "Descargue la planilla de nuevo y copie allí sus respuestas.")
                    % {"hoja": hoja.titulo, "fila": numero}
                )  # fmt: skip
            sellos.append(sello)
            tocada = leer_fila(hoja, numero, fila, descripcion)
            if tocada.valores or tocada.errores:
                leidas.append(tocada)
    declarado = dict(cabecera)
    sello_del_libro = declarado.pop("sello", "")
    if not firma.iguales(sello_del_libro, firma.sello_del_libro(declarado, sellos)):
        raise Rechazada(
            _("A la planilla le faltan o le sobran filas, o alguien cambió su hoja oculta. "
              "Descárguela de nuevo y copie allí sus respuestas.")
        )  # fmt: skip
    return leidas


def exigir_columnas(hoja: Hoja, fila: tuple[Any, ...]) -> None:
    """Raises Rechazada when a column that is filled in does not stand where it went out: what
    is written under it would be taken for something else."""
    for lugar, columna in enumerate(hoja.columnas, start=PRIMERA - 1):
        dice = str(fila[lugar].value or "").strip() if lugar < len(fila) else ""
        if columna.entrada and dice != columna.titulo.strip():
            raise Rechazada(
                _("En la hoja «%(hoja)s» la columna «%(columna)s» no está en su lugar. Descargue "
                  "la planilla de nuevo y copie allí sus respuestas.")
                % {"hoja": hoja.titulo, "columna": columna.titulo}
            )  # fmt: skip


def revisar_suelta(hoja: Hoja, numero: int, fila: tuple[Any, ...]) -> None:
    """A row that is none of ours may hold no answer: it would be lost without a word."""
    for indice, columna in columnas_abiertas(hoja):
        if len(fila) > indice and fila[indice].value not in (None, ""):
            raise Rechazada(
                _("En la hoja «%(hoja)s», la celda %(celda)s tiene un dato («%(titulo)s») en una "
                  "fila que no es de la planilla. Páselo a su fila o bórrelo.")
                % {"hoja": hoja.titulo, "celda": coordenada(indice, numero),
                   "titulo": columna.titulo}
            )  # fmt: skip


def columnas_abiertas(hoja: Hoja) -> Iterator[tuple[int, Columna]]:
    """Each input column with its place in a row, counted from 0."""
    for lugar, columna in enumerate(hoja.columnas):
        if columna.entrada:
            yield PRIMERA - 1 + lugar, columna


def coordenada(indice: int, numero: int) -> str:
    return f"{get_column_letter(indice + 1)}{numero}"


def leer_fila(hoja: Hoja, numero: int, fila: tuple[Any, ...], descripcion: Descripcion) -> Tocada:
    """What the person changed in a row; a cell left or made blank changes nothing."""
    id_, version = str(fila[ID - 1].value), str(fila[VERSION - 1].value or "")
    tocada = Tocada(hoja.clave, id_, numero, version)
    # What is no longer asked has no row today; what was written there is told, not lost.
    propia = next((f for f in hoja.con_id if f.id == id_), Fila(id_))
    perdida = not propia.valores and not descripcion.abierta
    for indice, columna in columnas_abiertas(hoja):
        clave = propia.clave(columna.clave)
        tocada.celdas[clave] = f"{hoja.titulo}!{coordenada(indice, numero)}"
        if len(fila) <= indice:
            continue
        lista = propia.listas.get(columna.clave, columna.lista)
        opciones = descripcion.listas.get(lista, [])
        try:
            valor = canonico(fila[indice], columna, opciones, descripcion.cabecera["idioma"])
        except ValueError as error:
            tocada.errores[clave] = str(error)
            continue
        salio = firma.huella(valor) in firma.huellas(version).values()
        if valor and not (salio if perdida else not firma.tocado(version, clave, valor)):
            tocada.valores[clave] = valor
    return tocada


# --- One cell --------------------------------------------------------------------------------


def canonico(celda: Any, columna: Columna, opciones: list[tuple[str, str]], idioma: str) -> str:
    """The canonical value of a cell. Raises ValueError with a sentence for the person."""
    valor = celda.value
    if valor is None or (isinstance(valor, str) and not valor.strip()):
        return ""
    if celda.data_type == "f":
        raise ValueError(_("La celda tiene una fórmula. Escriba el resultado, sin fórmula."))
    if celda.data_type == "e":
        raise ValueError(_("La celda tiene un error de la hoja de cálculo (%(e)s).") % {"e": valor})
    if columna.clase == NUMERO:
        return numero_de(valor, idioma)
    if columna.clase == FECHA:
        return fecha_de(valor)
    texto = texto_de(valor)
    if columna.clase == CODIGOS:
        return codigos_canonicos(texto)
    return opcion_de(texto, opciones) if columna.clase == OPCION else texto


def numero_de(valor: Any, idioma: str) -> str:
    if isinstance(valor, bool | dt.date | dt.time | dt.timedelta):
        raise ValueError(_("Aquí va un número y la celda tiene otra cosa: «%(v)s».") % {"v": valor})
    if isinstance(valor, int | float) and math.isfinite(valor):
        # Fifteen digits, as Excel shows: 0.3 and not 0.30000000000000004.
        return numero_canonico(Decimal(f"{valor:.15g}"))
    return numero_canonico(leer_numero(str(valor), idioma))


def fecha_de(valor: Any) -> str:
    """A real day, or a text as day/month/year. Whether it makes sense is the form's to say."""
    if isinstance(valor, dt.datetime):
        return valor.date().isoformat()
    if isinstance(valor, dt.date):
        return valor.isoformat()
    texto = str(valor)
    hallado, iso = DIA.fullmatch(texto), ISO.fullmatch(texto)
    try:
        if hallado:
            dia, mes, anio = map(int, hallado.groups())
            return dt.date(anio, mes, dia).isoformat()
        if iso:
            return dt.date(*map(int, iso.groups())).isoformat()
    except ValueError:
        pass  # the 31st of June
    raise ValueError(
        _("«%(texto)s» no es una fecha. Escríbala como día/mes/año: por ejemplo 27/11/2024.")
        % {"texto": texto[:40]}
    )


def texto_de(valor: Any) -> str:
    if isinstance(valor, dt.datetime):
        return valor.strftime("%d/%m/%Y")
    if isinstance(valor, float):
        return numero_canonico(Decimal(f"{valor:.15g}"))
    return texto_canonico(str(valor))


def opcion_de(texto: str, opciones: list[tuple[str, str]]) -> str:
    for codigo, etiqueta in opciones:
        if texto.casefold() in (etiqueta.casefold(), codigo.casefold()):
            return codigo
    raise ValueError(
        _("«%(texto)s» no está en la lista. Puede ser: %(opciones)s.")
        % {"texto": texto[:60], "opciones": ", ".join(e for _codigo, e in opciones)}
    )
