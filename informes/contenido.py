"""What a data cut holds: one JSON part per public page (``informes.partes``), flat cells
and the hash of it all. Everything comes from ``informes.cifras``, already masked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from informes import partes
from informes.cifras import CifraPublica, simple
from informes.panorama import Panorama, Parte
from planes.arbol import Arbol

LIMITE = 10
"""Counts of 1-10 are a band: k = 11, as the field's own public data set has it (Q36)."""


@dataclass(frozen=True)
class Celda:
    """One flat figure (see ``informes.models.CorteCelda``)."""

    dato: str
    pais: str
    anio: int
    categoria: str
    valor: Decimal | None
    minimo: int | None
    maximo: int | None
    texto: str
    texto_en: str
    marca: str
    reportaron: int | None
    esperados: int | None

    def json(self) -> list[Any]:
        return [
            self.dato, self.pais, self.anio, self.categoria, simple(self.valor), self.minimo,
            self.maximo, self.texto, self.texto_en, self.marca, self.reportaron, self.esperados,
        ]  # fmt: skip


@dataclass(frozen=True)
class Contenido:
    """The parts by key, the cells in order, and the hash of it all."""

    partes: Mapping[str, Parte]
    celdas: tuple[Celda, ...]
    huella: str


def canonico(contenido: Any) -> bytes:
    """The one way a part is written as bytes, so that its hash can be checked by anyone."""
    return json.dumps(contenido, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def huella(contenido: Any) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonico(contenido)).hexdigest()


def huella_total(partes: Mapping[str, str], celdas: str) -> str:
    """A cut's hash: SHA-256 over the sorted list of its parts' hashes and that of the cells."""
    lineas = sorted(f"{clave} {suma}" for clave, suma in partes.items())
    return hashlib.sha256("\n".join([*lineas, f"celdas {celdas}"]).encode()).hexdigest()


def construir(arbol: Arbol, fecha: dt.date, limite: int = LIMITE) -> Contenido:
    """Everything public of a plan on a date. ``limite``: the largest sensitive count that is
    hidden in a band (never below 5: ValueError)."""
    pan = Panorama(arbol, fecha, limite)
    hechas, filas = partes.todas(pan), tuple(celdas(pan))
    sumas = {clave: huella(parte) for clave, parte in hechas.items()}
    return Contenido(hechas, filas, huella_total(sumas, huella([c.json() for c in filas])))


def celdas(pan: Panorama) -> list[Celda]:
    """Every published figure, flat; sorted by Dato, category, year and country."""
    filas = []
    for codigo, bloque in sorted(pan.bloques.items()):
        for serie in bloque.series:
            por_pais = [("", serie.region), *sorted(serie.paises.items())]
            for pais, cifras in por_pais:
                filas += [celda(codigo, pais, serie.categoria, c) for c in cifras]
    return filas


def celda(dato: str, pais: str, categoria: str, cifra: CifraPublica) -> Celda:
    assert cifra.anio is not None
    texto = cifra.texto or {"es": "", "en": ""}
    return Celda(
        dato=dato,
        pais=pais,
        anio=cifra.anio,
        categoria=categoria,
        valor=None
        if cifra.valor is None
        else Decimal(str(simple(cifra.valor))).quantize(Decimal("0.01")),
        minimo=cifra.minimo,
        maximo=cifra.maximo,
        texto=texto["es"],
        texto_en=texto["en"],
        marca=cifra.marca,
        reportaron=cifra.cobertura.reportaron if cifra.cobertura else None,
        esperados=cifra.cobertura.esperados if cifra.cobertura else None,
    )
