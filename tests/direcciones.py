"""Every address of the portal, read from the resolver, so that none can be forgotten."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import override

HUECO = re.compile(
    r"<(?:\w+:)?(?P<nombre>\w+)>|\(\?P<(?P<otro>\w+)>[^()]*\)|(?P<anonimo>\([^()]*\))"
)
"""A place for an argument in a route: ``<int:anio>``, ``(?P<url>.*)``, ``([^/]+)``."""


@dataclass(frozen=True)
class Direccion:
    """``nombre`` has its namespace (``planes:reportes``); ``ruta`` is as Django writes it."""

    nombre: str
    ruta: str
    bilingue: bool

    @property
    def huecos(self) -> tuple[str, ...]:
        """Names of its arguments in order; one without a name is called ``arg``."""
        return tuple(h["nombre"] or h["otro"] or "arg" for h in HUECO.finditer(self.ruta))

    def url(self, argumentos: Mapping[str, Any], idioma: str = "es") -> str:
        """The address with these arguments, whatever they are: nothing is checked here."""

        def llenar(hueco: re.Match[str]) -> str:
            return quote(str(argumentos[hueco["nombre"] or hueco["otro"] or "arg"]), safe="/")

        camino = HUECO.sub(llenar, self.ruta).replace("^", "").replace("$", "").replace("\\", "")
        return f"/en/{camino}" if idioma == "en" and self.bilingue else f"/{camino}"


def direcciones() -> list[Direccion]:
    """All of them, each once."""
    with override("es"):  # the language without a prefix
        return list(dict.fromkeys(recorrer(get_resolver())))


def de_esta_base(clave: str, turno: int = 0) -> bool:
    """Whether this database has its turn with what is called so.

    ``make test`` runs on two databases, and the tests that go everywhere share some of their
    work out between them: what one leaves out the other does, always the same, and of a kind of
    thing each has a good half. Every second ``turno`` is the other's.
    """
    return (zlib.crc32(clave.encode()) + turno + (connection.vendor == "sqlite")) % 2 == 0


def recorrer(
    nodo: URLResolver, antes: str = "", espacio: str = "", bilingue: bool = False
) -> Iterator[Direccion]:
    for patron in nodo.url_patterns:
        ruta = antes + str(patron.pattern)
        if isinstance(patron, URLPattern):
            yield Direccion(f"{espacio}{patron.name or ruta}", ruta, bilingue)
            continue
        dentro = f"{espacio}{patron.namespace}:" if patron.namespace else espacio
        con_idioma = bilingue or isinstance(patron.pattern, LocalePrefixPattern)
        yield from recorrer(patron, ruta, dentro, con_idioma)
