"""A workbook as data: sheets, columns, rows, and each input's value in one canonical spelling.

Canonical values are texts: a number as ``1250.5``, a day as ``2025-11-27``, a choice as its code,
a text with plain line ends; empty where there is nothing. What goes out, what comes back and what
is stored are compared in that spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

TEXTO, NUMERO, FECHA, OPCION = "texto", "numero", "fecha", "opcion"
CODIGOS = "codigos"
"""Codes separated by commas, in any order."""

Valores = dict[str, str]
"""Canonical value by column key."""


@dataclass(frozen=True)
class Columna:
    """A column; ``entrada`` is what people fill in, the others are only read."""

    clave: str
    titulo: str
    ancho: float
    clase: str = TEXTO
    entrada: bool = True
    lista: str = ""
    """Name of the list its cells are chosen from, where the row does not name another."""
    ayuda: str = ""
    """What the spreadsheet shows beside a cell that is being filled in."""
    aparte: bool = False
    """Beyond what is printed."""
    oculta: bool = False
    """No row uses it; it keeps its place, so that columns are always the same."""


@dataclass(frozen=True)
class Fila:
    """A row. Only the columns in ``valores`` are asked; a row without ``id`` is a heading."""

    id: str
    valores: Mapping[str, str] = field(default_factory=dict)
    lectura: Mapping[str, Any] = field(default_factory=dict)
    listas: Mapping[str, str] = field(default_factory=dict)
    decimales: bool = False
    cerrada: bool = False
    """It can be read and not changed: by this person, or by anybody."""
    version: Mapping[str, str] | None = None
    """What the row's version is made of, where that is more than its own values: a Dato is one
    answer, whichever of its rows holds which part of it."""
    claves: Mapping[str, str] = field(default_factory=dict)
    """Key in the version by column, where it is another."""
    titulo: str = ""
    """The text of a heading."""
    nivel: str = ""
    """``eje-1`` … for a heading in that colour, ``parte`` for a line under another."""

    @property
    def completa(self) -> Mapping[str, str]:
        """Every value of its version."""
        return self.valores if self.version is None else self.version

    def clave(self, columna: str) -> str:
        """Key of a column's value in the version."""
        return self.claves.get(columna, columna)


@dataclass(frozen=True)
class Hoja:
    clave: str
    titulo: str
    nota: str
    columnas: tuple[Columna, ...]
    filas: tuple[Fila, ...]
    alto: int = 19
    """Points that a row has at least."""

    @property
    def entradas(self) -> tuple[Columna, ...]:
        return tuple(c for c in self.columnas if c.entrada)

    @property
    def con_id(self) -> Iterator[Fila]:
        return (fila for fila in self.filas if fila.id)


Opciones = list[tuple[str, str]]
"""Code and label of each choice."""


@dataclass(frozen=True)
class Descripcion:
    """Everything a workbook holds. ``cabecera`` says whose it is; it is sealed."""

    cabecera: Mapping[str, str]
    instrucciones: tuple[tuple[str, tuple[str, ...]], ...]
    """Sections of the first sheet: heading and paragraphs."""
    ficha: tuple[tuple[str, str], ...]
    """Who, what, until when: pairs at the top of the first sheet."""
    hojas: tuple[Hoja, ...]
    listas: Mapping[str, Opciones]
    titulo: str
    abierta: bool = False
    """Whether rows may be added: one that is not described here is then a new one."""
    aviso: str = ""
    """Why it can only be read, where it cannot be uploaded."""
    demostracion: str = ""
    """That the data are fictitious, where they are."""

    @property
    def columnas(self) -> str:
        """Every column of every sheet: a workbook with others cannot be read by place."""
        return " ".join(f"{h.clave}.{c.clave}" for h in self.hojas for c in h.columnas)


def numero_canonico(numero: Decimal | int | None) -> str:
    """``1250.5``: no exponent, no trailing zeros."""
    if numero is None:
        return ""
    texto = f"{Decimal(numero):f}"
    return texto.rstrip("0").removesuffix(".") if "." in texto else texto


INVISIBLES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no cell can hold."""


def codigos_canonicos(codigos: str | Iterable[str]) -> str:
    """``1.1, 2.3, 10.1``: each once, by number."""
    if isinstance(codigos, str):
        codigos = re.split(r"[\s,;]+", codigos)
    return ", ".join(sorted({c for c in codigos if c}, key=orden_de_codigo))


def orden_de_codigo(codigo: str) -> list[tuple[int, str]]:
    return [(int(p) if p.isdecimal() else 0, p) for p in codigo.split(".")]


def texto_canonico(texto: str) -> str:
    return INVISIBLES.sub("", texto).replace("\r\n", "\n").replace("\r", "\n").strip()
