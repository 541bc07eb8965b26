"""A part of a file, as a browser asks for it (RFC 9110, sections 13.1.5 and 14).

One range of bytes is given; several at once, another unit or what is not well written is as good
as not asked: the whole file goes out. No ORM and no HTTP response here.
"""

from __future__ import annotations

import re
from typing import IO

from django.utils.http import parse_http_date_safe

TRAMO = re.compile(r"([0-9]{0,18})-([0-9]{0,18})")


class FueraDelArchivo(Exception):
    """The range asked for begins after the end of the file, or has no length."""


def pedido(cabecera: str, total: int) -> tuple[int, int] | None:
    """First and last byte, both included, that a ``Range`` header asks of a file of ``total``
    bytes; None when the whole file is to be given.

    Raises FueraDelArchivo.
    """
    unidad, _igual, resto = cabecera.partition("=")
    tramos = [parte for parte in (p.strip(" \t") for p in resto.split(",")) if parte]
    hallado = TRAMO.fullmatch(tramos[0]) if len(tramos) == 1 else None
    if unidad.lower() != "bytes" or hallado is None or not total:
        return None
    desde, hasta = hallado.groups()
    if desde:
        primero, ultimo = int(desde), min(int(hasta or total), total - 1)
        if hasta and int(hasta) < primero:
            return None
    elif hasta:
        primero, ultimo = max(total - int(hasta), 0), total - 1
    else:
        return None
    if primero >= total:
        raise FueraDelArchivo
    return primero, ultimo


def sigue_igual(condicion: str, etag: str, modificado: int) -> bool:
    """Whether an ``If-Range`` header names the file as it is now: its strong ETag, or exactly the
    date of its last change (seconds since the epoch). Without the header there is no condition."""
    condicion = condicion.strip()
    if not condicion or condicion == etag:
        return True
    # A weak ETag or another one is no date.
    return '"' not in condicion and parse_http_date_safe(condicion) == modificado


class Tramo:
    """The bytes of an open file from the first to the last one, both included, to be read once."""

    def __init__(self, archivo: IO[bytes], primero: int, ultimo: int) -> None:
        archivo.seek(primero)
        self.archivo, self.faltan = archivo, ultimo - primero + 1

    def read(self, cuantos: int = -1) -> bytes:
        pedidos = self.faltan if cuantos < 0 else min(cuantos, self.faltan)
        leidos = self.archivo.read(pedidos) if pedidos else b""
        self.faltan -= len(leidos)
        return leidos

    def close(self) -> None:
        self.archivo.close()
