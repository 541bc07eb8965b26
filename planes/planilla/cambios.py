"""What a workbook would change, row by row, for whoever has to confirm it.

The rows of a workbook are joined by the part of their id before the point: a Dato and its parts
are one answer, which changes whole or not at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from planes.numeros import mostrar_numero

from .firma import huella, huellas, tocado
from .lectura import Tocada
from .modelo import FECHA, NUMERO, OPCION, Columna, Descripcion, Fila, Valores


class Estado(models.TextChoices):
    ERROR = "error", _("Con error")
    CONFLICTO = "conflicto", _("En conflicto")
    REPETIDO = "repetido", _("Repetido")
    CAMBIA = "cambia", _("Cambia")
    NUEVO = "nuevo", _("Nuevo")
    IGUAL = "igual", _("Igual")

    @property
    def forma(self) -> str:
        """Shape and colour that stand beside the word (``partes/_forma.html``)."""
        return {
            "error": "problema", "conflicto": "suspendida", "repetido": "sin_dato",
            "cambia": "en_curso", "nuevo": "completada", "igual": "no_aplica",
        }[self.value]  # fmt: skip


POR_DECIDIR = (Estado.CONFLICTO, Estado.REPETIDO)
"""Left out unless the person says otherwise."""


@dataclass(frozen=True)
class Campo:
    """One changed cell: what is saved now and what the workbook says, both in words."""

    nombre: str
    celda: str
    ahora: str
    planilla: str
    errores: tuple[str, ...] = ()


@dataclass(frozen=True)
class Renglon:
    """What the workbook would do to one row."""

    id: str
    titulo: str
    donde: str
    """Sheet and row number, as the person sees them: ``Datos 12``."""
    estado: Estado
    campos: list[Campo] = field(default_factory=list)
    quien: str = ""
    """Who saved it since, and when; of a conflict."""
    repite: str = ""
    """Title of the row that a new one says again."""
    huella: str = ""
    """Of what is saved and what would be: that the person confirms what she saw."""
    escritura: Any = None
    """What to write, of a row that can be written."""

    @property
    def se_puede(self) -> bool:
        return self.estado in (Estado.NUEVO, Estado.CAMBIA, *POR_DECIDIR)

    @property
    def errores(self) -> list[tuple[str, str]]:
        """Cell and sentence."""
        return [(campo.celda, error) for campo in self.campos for error in campo.errores]


@dataclass(frozen=True)
class Comparacion:
    renglones: list[Renglon]
    """Of the rows in which something was changed, in the workbook's order."""
    filas: int
    """How many rows the workbook asks for, changed or not."""

    def de(self, *estados: str) -> list[Renglon]:
        return [r for r in self.renglones if r.estado in estados]

    @property
    def conteos(self) -> list[tuple[Estado, int]]:
        """How many rows are in each state; what was not touched is equal."""
        cuantos = {estado: len(self.de(estado)) for estado in Estado}
        cuantos[Estado.IGUAL] = self.filas - sum(
            n for estado, n in cuantos.items() if estado != Estado.IGUAL
        )
        return list(cuantos.items())

    @property
    def con_error(self) -> list[Renglon]:
        return self.de(Estado.ERROR)

    @property
    def por_decidir(self) -> list[Renglon]:
        return self.de(*POR_DECIDIR)

    @property
    def nuevos(self) -> list[Renglon]:
        return self.de(Estado.NUEVO, Estado.CAMBIA)

    @property
    def por_mirar(self) -> list[Renglon]:
        """Everything but what is equal, what needs a decision first."""
        return [r for estado in Estado if estado != Estado.IGUAL for r in self.de(estado)]

    @property
    def visto(self) -> dict[str, str]:
        return {r.id: r.huella for r in self.renglones if r.se_puede}

    def elegidos(self, usar: Iterable[str]) -> list[Renglon]:
        """What is written: what is new or changes, the conflicts decided for the workbook, and
        the rows that are no repetition."""
        usar = set(usar)
        return [r for r in self.renglones if r in self.nuevos or (r.se_puede and r.id in usar)]


@dataclass(frozen=True)
class Grupo:
    """The touched rows of one answer."""

    id: str
    filas: list[Tocada]

    @property
    def donde(self) -> str:
        celda = next(iter(self.filas[0].celdas.values()), "")
        return f"{celda.partition('!')[0]} {self.filas[0].numero}".strip()

    @property
    def valores(self) -> Valores:
        return {clave: v for fila in self.filas for clave, v in fila.valores.items()}

    @property
    def errores(self) -> dict[str, str]:
        return {clave: e for fila in self.filas for clave, e in fila.errores.items()}

    @property
    def celdas(self) -> dict[str, str]:
        return {clave: c for fila in self.filas for clave, c in fila.celdas.items()}

    def vieja(self, actual: Mapping[str, str]) -> bool:
        """Whether somebody has changed the row since the workbook was downloaded."""
        return any(
            tocado(fila.version, clave, actual.get(clave, ""))
            for fila in self.filas
            for clave in {*actual, *huellas(fila.version)}
        )

    def distintos(self, actual: Mapping[str, str]) -> Valores:
        """The changed values that are not saved already."""
        return {clave: v for clave, v in self.valores.items() if v != actual.get(clave, "")}


def agrupar(tocadas: Iterable[Tocada]) -> list[Grupo]:
    grupos: dict[str, Grupo] = {}
    for tocada in tocadas:
        id_ = tocada.id.partition(".")[0]
        grupos.setdefault(id_, Grupo(id_, [])).filas.append(tocada)
    return list(grupos.values())


class Palabras:
    """Names and values of a workbook's cells as the person reads them."""

    def __init__(self, descripcion: Descripcion) -> None:
        self.listas = {nombre: dict(opciones) for nombre, opciones in descripcion.listas.items()}
        self.celdas: dict[tuple[str, str], tuple[Columna, Fila]] = {}
        """By group and key of the version."""
        self.nuevas: dict[str, tuple[Columna, Fila]] = {}
        """By key alone, for rows that are not described: new ones."""
        for hoja in descripcion.hojas:
            if descripcion.abierta:
                self.nuevas |= {c.clave: (c, Fila("")) for c in hoja.entradas}
            for fila in hoja.con_id:
                grupo = fila.id.partition(".")[0]
                for columna in hoja.entradas:
                    if columna.clave in fila.valores:
                        self.celdas[grupo, fila.clave(columna.clave)] = columna, fila

    def celda(self, grupo: str, clave: str) -> tuple[Columna, Fila] | None:
        return self.celdas.get((grupo, clave)) or self.nuevas.get(clave)

    def nombre(self, columna: Columna, fila: Fila) -> str:
        return str(fila.lectura["nombre"]) if fila.nivel == "parte" else columna.titulo

    def valor(self, columna: Columna, fila: Fila, valor: str) -> str:
        if not valor:
            return ""
        if columna.clase == NUMERO:
            return mostrar_numero(Decimal(valor))
        if columna.clase == FECHA:
            return date_format(dt.date.fromisoformat(valor))
        if columna.clase == OPCION:
            lista = fila.listas.get(columna.clave, columna.lista)
            return self.listas.get(lista, {}).get(valor, valor)
        return valor

    def campos(
        self, grupo: Grupo, actual: Mapping[str, str], errores: Mapping[str, Iterable[str]]
    ) -> list[Campo]:
        """The cells to show of a row: those changed and those with something wrong."""
        dicho = {**actual, **grupo.valores}
        hechos = []
        for clave in dict.fromkeys([*grupo.distintos(actual), *errores]):
            frases = tuple(errores.get(clave, ()))
            celda = grupo.celdas.get(clave, grupo.donde)
            propia = self.celda(grupo.id, clave)
            if propia is None:
                hechos.append(Campo("", celda, "", "", frases))
                continue
            antes, despues = (self.valor(*propia, v.get(clave, "")) for v in (actual, dicho))
            hechos.append(Campo(self.nombre(*propia), celda, antes, despues, frases))
        return hechos


def huella_de(actual: Mapping[str, str], nuevos: Mapping[str, str]) -> str:
    """Of what is saved and what would be written."""
    pares = [f"{c}={v}" for valores in (actual, nuevos) for c, v in sorted(valores.items()) if v]
    return huella("\x1f".join([*pares, str(len(nuevos))]))
