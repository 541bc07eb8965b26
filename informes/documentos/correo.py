"""Plain text for an e-mail: lines of 72 columns, links as whole addresses. No ORM."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from html.parser import HTMLParser

ANCHO = 72
"""Columns; only an address that is longer alone goes beyond."""

BLOQUES = {"p", "li", "h2", "h3", "h4", "h5", "blockquote", "tr", "ul", "ol", "br"}


def parrafo(texto: str, sangria: str = "", primera: str | None = None) -> str:
    """A paragraph in lines; ``primera`` begins its first one ("- ")."""
    return textwrap.fill(
        " ".join(texto.split(" ")),
        ANCHO,
        initial_indent=sangria if primera is None else primera,
        subsequent_indent=sangria,
        break_long_words=False,
        break_on_hyphens=False,
    )


def lista(cosas: Iterable[str]) -> str:
    return "\n".join(parrafo(cosa, "  ", "- ") for cosa in cosas)


def titulo(texto: str, raya: str = "-") -> str:
    """A heading over a line as long as its last row."""
    dicho = parrafo(texto.upper())
    return f"{dicho}\n{raya * len(dicho.splitlines()[-1])}"


def juntar(bloques: Iterable[str]) -> str:
    """Blocks with an empty line between them; empty ones are left out."""
    return "\n\n".join(bloque for bloque in bloques if bloque) + "\n"


def de_html(html: str) -> str:
    """Safe HTML (``informes.redaccion``) as such text: paragraphs, items, addresses after what
    they are linked from."""
    lector = Lector()
    lector.feed(html)
    lector.close()
    lector.cortar()
    return "\n\n".join(lector.bloques)


class Lector(HTMLParser):
    """Collects the blocks of a text; consecutive items of a list are one block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bloques: list[str] = []
        self.dicho, self.destino = "", ""
        self.en_punto = self.tras_punto = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOQUES:
            self.cortar()
        if tag == "li":
            self.en_punto = True
        if tag == "a":
            self.destino = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.destino and self.destino not in self.dicho:
            self.dicho += f" ({self.destino})"
        if tag in BLOQUES:
            self.cortar()
        if tag == "li":
            self.en_punto = False
        if tag in ("ul", "ol"):
            self.tras_punto = False

    def handle_data(self, data: str) -> None:
        self.dicho += data.replace("\n", " ")

    def cortar(self) -> None:
        """Ends the block that is being read."""
        dicho, self.dicho = self.dicho.strip(" \t"), ""
        if not dicho:
            return
        if self.en_punto and self.tras_punto:
            self.bloques[-1] += "\n" + lista([dicho])
        else:
            self.bloques.append(lista([dicho]) if self.en_punto else parrafo(dicho))
        self.tras_punto = self.en_punto
