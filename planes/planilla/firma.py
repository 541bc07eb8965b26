"""What makes a workbook trustworthy when it comes back: row versions and seals.

A row's version is a fingerprint of each value it went out with, so that on its return it is
known which cells the person changed and whether somebody else has changed the row meanwhile.
Row ids and versions are sealed one by one, so that a tampered row can be named, and all
together with the workbook's header, so that none is missing or added.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from django.utils.crypto import constant_time_compare, salted_hmac

FORMATO = "1"
"""Version of the layout. A workbook of another one is refused."""

SAL = "planes.planilla"
SEPARADOR = "\x1f"


def huella(valor: str) -> str:
    return hashlib.sha256(valor.encode()).hexdigest()[:10]


def version_de(valores: Mapping[str, str]) -> str:
    """``estado=1f3a… logros=…``: only what has a value; empty for an empty row."""
    return " ".join(f"{clave}={huella(v)}" for clave, v in sorted(valores.items()) if v)


def huellas(version: str) -> dict[str, str]:
    """``version_de`` taken apart: fingerprint by column key."""
    return dict(parte.split("=", 1) for parte in version.split(" ") if "=" in parte)


def tocado(version: str, clave: str, valor: str) -> bool:
    """Whether a cell no longer holds the value with which its row went out."""
    return huellas(version).get(clave, "") != (huella(valor) if valor else "")


def sello(*partes: str) -> str:
    """Nobody without the portal's secret key can make it."""
    return salted_hmac(SAL, SEPARADOR.join(partes), algorithm="sha256").hexdigest()[:32]


def sello_de_fila(referencia: str, hoja: str, numero: int, id_: str, version: str) -> str:
    """Of one row in its place: what was moved to another row is not what was asked there."""
    return sello("fila", referencia, hoja, str(numero), id_, version)


def sello_del_libro(cabecera: Mapping[str, str], sellos: Iterable[str]) -> str:
    datos = [f"{clave}={valor}" for clave, valor in sorted(cabecera.items())]
    return sello("libro", *datos, *sorted(sellos))


def iguales(uno: str, otro: str) -> bool:
    return constant_time_compare(uno, otro)
