"""What an address asks of a list: the values that hold, a sentence for each that does not exist.

One rule for every list of the site. A value that is none of those offered, or that cannot be read,
is never an empty list in silence, nor the whole one: the page answers 404 as itself, with its form,
what was rightly asked, that sentence and what there is instead (``partes/_quejas.html``). Names
that a list does not know (``utm_source``) are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext as _

LARGO = 100
"""Characters of a search; what is longer nobody typed."""
A_LA_VISTA = 24
"""Options that are linked where one is missing; of more than these the form has the list."""

Texto = str | Promise


@dataclass(frozen=True)
class Eleccion:
    """A choice that a list offers: its name in the address, what it is called, its options (value
    and text), and what the form calls "any of them"."""

    nombre: str
    rotulo: Texto
    opciones: Sequence[tuple[str, Texto]]
    cualquiera: Texto = ""

    def valor_de(self, dicho: str) -> str:
        """The option that was typed, in whatever case (``GT``); empty if there is none."""
        valores = [valor for valor, _texto in self.opciones]
        if dicho in valores:
            return dicho
        return next((v for v in valores if v and v.casefold() == dicho.casefold()), "")


@dataclass(frozen=True)
class Queja:
    """What does not exist, in a sentence, and where to go instead: text and query of each."""

    frase: str
    salidas: Sequence[tuple[Texto, str]] = ()


def consulta(valores: Mapping[str, str]) -> str:
    """``eje=1&pais=gt``: the same question in an address, without what is empty."""
    return urlencode({nombre: valor for nombre, valor in valores.items() if valor})


def pregunta(valores: Mapping[str, str]) -> str:
    """``?eje=1&pais=gt``; nothing without values."""
    return f"?{consulta(valores)}" if any(valores.values()) else ""


def direccion(valores: Mapping[str, str]) -> str:
    """The same from within the list; ``.`` (the list as it is) without values."""
    return pregunta(valores) or "."


def breve(dicho: str) -> str:
    """Something that was typed, short enough for a sentence."""
    return dicho if len(dicho) <= 40 else f"{dicho[:40]}…"


class Filtro:
    """``elegidos``: the choices that hold, by name; ``q``: the words; ``quejas``: what does not
    exist; ``avisos``: what is told and changes nothing else."""

    LARGO = LARGO

    def __init__(self, pedido: Mapping[str, Any], elecciones: Iterable[Eleccion]) -> None:
        self.elecciones = tuple(elecciones)
        self.elegidos: dict[str, str] = {}
        self.quejas: list[Queja] = []
        self.avisos: list[str] = []
        self.pedida = str(pedido.get("pagina") or "1")
        palabras = " ".join(str(pedido.get("q", "")).split())
        self.q = palabras[:LARGO].rstrip()
        if len(palabras) > LARGO:
            self.avisos.append(_("Se buscan solo las primeras %(n)s letras.") % {"n": LARGO})
        faltan = []
        for eleccion in self.elecciones:
            dicho = str(pedido.get(eleccion.nombre, "")).strip()
            if valor := eleccion.valor_de(dicho):
                self.elegidos[eleccion.nombre] = valor
            elif dicho:
                faltan.append((eleccion, dicho))
        self.quejas = [self.queja(eleccion, dicho) for eleccion, dicho in faltan]

    def queja(self, eleccion: Eleccion, dicho: str) -> Queja:
        frase = _("«%(valor)s» no está entre las opciones de «%(filtro)s».") % {
            "valor": breve(dicho),
            "filtro": eleccion.rotulo,
        }
        if len(eleccion.opciones) > A_LA_VISTA:
            return Queja(frase + " " + _("Elija una de la lista."))
        salidas = [(t, direccion(self.con(eleccion.nombre, v))) for v, t in eleccion.opciones]
        return Queja(frase, salidas)

    def __bool__(self) -> bool:
        return bool(self.valores or self.quejas)

    @property
    def valores(self) -> dict[str, str]:
        """All that holds, the words too, always in the same order."""
        return {**({"q": self.q} if self.q else {}), **self.elegidos}

    def con(self, nombre: str, valor: str) -> dict[str, str]:
        return {**self.valores, nombre: valor}

    def sin(self, nombre: str) -> dict[str, str]:
        return {clave: valor for clave, valor in self.valores.items() if clave != nombre}

    @property
    def consulta(self) -> str:
        return consulta(self.valores)

    @property
    def pregunta(self) -> str:
        return pregunta(self.valores)

    @property
    def estado(self) -> int:
        """The status of the page."""
        return 404 if self.quejas else 200

    @property
    def campos(self) -> list[tuple[Eleccion, str]]:
        """Each choice that offers something, with what was chosen."""
        return [(e, self.elegidos.get(e.nombre, "")) for e in self.elecciones if e.opciones]

    @property
    def chips(self) -> list[dict[str, Any]]:
        """What holds in words, each with the address without it."""
        return [
            {"texto": self.en_palabras(nombre), "url": direccion(self.sin(nombre))}
            for nombre in self.valores
        ]

    def en_palabras(self, nombre: str) -> Texto:
        if nombre == "q":
            return _("«%(texto)s»") % {"texto": self.q}
        opciones = next(e.opciones for e in self.elecciones if e.nombre == nombre)
        return dict(opciones)[self.elegidos[nombre]]

    def hoja(self, filas: Any, por_pagina: int) -> Page[Any]:
        """The page asked for; without rows once something asked for does not exist."""
        if not self.quejas:
            paginador = Paginator(filas, por_pagina)
            try:
                return paginador.page(self.pedida)
            except InvalidPage:
                self.quejas.append(self.sin_hoja(paginador.num_pages))
        return Paginator[Any]([], por_pagina).page(1)

    def sin_hoja(self, ultima: int) -> Queja:
        frase = _("No hay página «%(pagina)s»: la última es la %(ultima)s.") % {
            "pagina": breve(self.pedida),
            "ultima": ultima,
        }
        numeros = {"1": _("Primera página"), str(ultima): _("Última página")}
        if ultima == 1:
            numeros = {"1": _("Ver la lista")}
        return Queja(
            frase,
            [
                (texto, direccion(self.con("pagina", numero if numero != "1" else "")))
                for numero, texto in numeros.items()
            ],
        )
