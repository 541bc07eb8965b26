"""The rich text that people write for documents: a few tags, nothing that acts or is fetched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

import nh3

RENOMBRADAS = {"b": "strong", "i": "em", "div": "p"} | {f"h{n}": "p" for n in range(1, 7)}
"""What browsers and word processors write → what we keep. Headings are the document's own."""
CON_ENCABEZADOS = RENOMBRADAS | {"h1": "h2", "h2": "h2"} | {f"h{n}": "h3" for n in range(3, 7)}
"""The same where people write their own: the page's title stands over them."""
PERMITIDAS = {"p", "strong", "em", "ul", "ol", "li", "blockquote", "br", "a"}
ENCABEZADOS = {"h2", "h3"}
BLOQUES = {"p", "ul", "ol", "li", "blockquote"} | ENCABEZADOS
LISTAS = {"ul", "ol"}
SOLO_UNA = {"strong", "em"}
"""One inside another of its kind says nothing more."""
CON_SU_TEXTO = {"script", "style", "noscript", "template", "svg", "math", "object", "select"}
"""What goes together with what it holds: none of it was meant to be read."""
ESQUEMAS = {"https", "http", "mailto"}
HONDURA = 12
"""Deeper than that nobody nests on purpose: the text is kept, the tags are not."""

DUROS = re.compile(r"(?<!\d)\xa0|\xa0(?![\d%])")
"""The no-break spaces that browsers put while one types; those of a number stay."""
ESPACIOS = re.compile(r"[ \t\r\n]+|\s{2,}")
LINEA_VACIA = re.compile(r"\n\s*\n")
ETIQUETA = re.compile(r"<[a-zA-Z/!?]")
# Control characters, and marks that turn the direction of what follows or cannot be seen.
INVISIBLES = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)

# What the two families of the documents can draw (static/fonts, the Latin subset).
SIN_LETRA = re.compile(
    r"[^\s\x20-\x7e\xa0-\xff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2013\u2014"
    r"\u2018-\u201a\u201c-\u201e\u2022\u2026\u2032\u2033\u2039\u203a\u2044\u20ac\u2122\u2191"
    r"\u2193\u2212\u2215]"
)


@dataclass
class Nodo:
    """A tag with what it holds; ``href`` for links."""

    etiqueta: str
    href: str = ""
    hondo: int = 0
    hijos: list[Nodo | str] = field(default_factory=list)


Hijos = Sequence[Nodo | str]


def limpiar(html: str, *, encabezados: bool = False) -> str:
    """Safe HTML of paragraphs, lists and quotations, from whatever was typed or sent; with
    ``encabezados``, of headings of two levels too.

    Text outside of any tag is read as paragraphs with empty lines between them. An empty result
    means that there is nothing to read. Cleaning twice changes nothing.
    """
    visible = unicodedata.normalize("NFC", INVISIBLES.sub("", html)).replace("\r", "")
    if not ETIQUETA.search(visible):
        visible = escape(unescape(visible), quote=False)
    limpio = nh3.clean(
        visible,
        tags=PERMITIDAS | set(RENOMBRADAS),
        clean_content_tags=CON_SU_TEXTO,
        attributes={"a": {"href"}},
        attribute_filter=solo_direccion,
        url_schemes=ESQUEMAS,
        link_rel=None,
    )
    lector = Lector(CON_ENCABEZADOS if encabezados else RENOMBRADAS)
    lector.feed(limpio)
    lector.close()
    return "".join(bloques(partidos(lector.raiz.hijos)))


def solo_direccion(etiqueta: str, atributo: str, valor: str) -> str | None:
    """A whole address without anything that could be taken for a tag or for a figure."""
    direccion = valor.strip()
    esquema = direccion.partition(":")[0].lower()
    if esquema not in ESQUEMAS or "[[" in unescape(direccion) or "]]" in direccion:
        return None
    return re.sub(r"[<>\s]", lambda m: f"%{ord(m[0]):02X}", direccion)


class Lector(HTMLParser):
    """Reads what nh3 wrote, which is well formed, as a tree."""

    def __init__(self, renombradas: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.renombradas = renombradas
        self.raiz = Nodo("")
        self.abiertas = [self.raiz]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        madre = self.abiertas[-1]
        nodo = Nodo(self.renombradas.get(tag, tag), dict(attrs).get("href") or "", madre.hondo + 1)
        repetida = nodo.etiqueta in SOLO_UNA & {otra.etiqueta for otra in self.abiertas[-HONDURA:]}
        if nodo.etiqueta != "br" and (repetida or nodo.hondo > HONDURA):
            nodo = madre  # what it holds is read, the tag is not
        else:
            madre.hijos.append(nodo)
        if nodo.etiqueta != "br":
            self.abiertas.append(nodo)

    def handle_endtag(self, tag: str) -> None:
        if len(self.abiertas) > 1 and tag != "br":
            self.abiertas.pop()

    def handle_data(self, data: str) -> None:
        self.abiertas[-1].hijos.append(data)


def partidos(hijos: Hijos) -> Hijos:
    """What was typed outside of any tag, with the end of a paragraph where there is an empty
    line."""
    partes: list[Nodo | str] = []
    for hijo in hijos:
        if isinstance(hijo, Nodo):
            partes.append(hijo)
            continue
        for n, trozo in enumerate(LINEA_VACIA.split(hijo)):
            partes += [Nodo("p"), trozo] if n else [trozo]
    return partes


def bloques(hijos: Hijos) -> Iterator[str]:
    """Children as block elements: loose text becomes a paragraph, an empty one nothing."""
    suelto: list[Nodo | str] = []
    for hijo in hijos:
        if isinstance(hijo, str) or hijo.etiqueta not in BLOQUES:
            suelto.append(hijo)
            continue
        yield from parrafo(suelto)
        suelto = []
        yield from bloque(hijo)
    yield from parrafo(suelto)


def parrafo(suelto: Hijos) -> Iterator[str]:
    if dicho := en_linea(suelto):
        yield f"<p>{dicho}</p>"


def bloque(nodo: Nodo) -> Iterator[str]:
    if nodo.etiqueta in LISTAS:
        if partes := "".join(renglones(nodo.hijos)):
            yield f"<{nodo.etiqueta}>{partes}</{nodo.etiqueta}>"
    elif nodo.etiqueta == "blockquote":
        if partes := "".join(bloques(nodo.hijos)):
            yield f"<blockquote>{partes}</blockquote>"
    elif nodo.etiqueta in ENCABEZADOS:
        if dicho := en_linea(nodo.hijos):
            yield f"<{nodo.etiqueta}>{dicho}</{nodo.etiqueta}>"
    else:
        yield from bloques(nodo.hijos)


def renglones(hijos: Hijos) -> Iterator[str]:
    """The items of a list; what stands between them is an item too."""
    for hijo in hijos:
        if isinstance(hijo, Nodo) and hijo.etiqueta == "li":
            partes = list(bloques(hijo.hijos))
        else:
            partes = list(bloques([hijo]))
        if partes and partes[0].startswith("<p>"):
            # One paragraph needs no tag of its own.
            partes[0] = partes[0].removeprefix("<p>").removesuffix("</p>")
        if partes:
            yield f"<li>{''.join(partes)}</li>"


def en_linea(hijos: Hijos) -> str:
    """Text with emphasis and links; empty when there is nothing to read in it."""
    dicho = DUROS.sub(" ", "".join(map(trozo, hijos)))
    dicho = ESPACIOS.sub(" ", dicho).strip()
    while dicho.startswith("<br>"):
        dicho = dicho.removeprefix("<br>").lstrip()
    while dicho.endswith("<br>"):
        dicho = dicho.removesuffix("<br>").rstrip()
    return dicho if sin_etiquetas(dicho).strip() else ""


def trozo(hijo: Nodo | str) -> str:
    if isinstance(hijo, str):
        return escape(hijo, quote=False)
    if hijo.etiqueta == "br":
        return "<br>"
    dentro = "".join(map(trozo, hijo.hijos))
    if not dentro.strip() or (hijo.etiqueta == "a" and not hijo.href):
        return dentro
    if hijo.etiqueta == "a":
        return f'<a href="{escape(hijo.href)}">{dentro}</a>'
    if hijo.etiqueta in BLOQUES:  # a paragraph inside an emphasis
        return f" {dentro} "
    return f"<{hijo.etiqueta}>{dentro}</{hijo.etiqueta}>"


ENTRE_ETIQUETAS = re.compile(r"(<[^>]*>)")


def sin_etiquetas(html: str) -> str:
    """The text of clean HTML."""
    return unescape(ENTRE_ETIQUETAS.sub(" ", html))


def palabras(html: str) -> int:
    """How many words clean HTML has; a figure's placeholder is one."""
    texto = re.sub(r"\[\[.*?\]\]", "0", sin_etiquetas(html))
    return len(re.findall(r"\w[\w'’.,-]*", texto))


PALABRA, DIRECCION = 60, 300
"""The longest word and the longest written-out address that a document can carry."""
EN_PALABRA = re.compile(r"</?(?:strong|em|a)\b[^>]*>")
"""Tags that may stand inside a word."""
DE_DIRECCION = re.compile(r"(?i)https?://|www\.|mailto:|\S@\S")
SE_PARTE = re.compile(r"[/–—-]+")
"""Where a line may end besides the spaces."""


def palabras_largas(html: str) -> list[str]:
    """The words of a clean text that no line of a document can carry. An address, which is broken
    anywhere, may be longer; where a link leads is not printed. A figure's placeholder is none."""
    texto = sin_etiquetas(EN_PALABRA.sub("", html))
    largas = []
    for trozo in re.sub(r"\[\[.*?\]\]", " ", texto).split():
        if DE_DIRECCION.search(trozo):
            largas += [trozo] if len(trozo) > DIRECCION else []
        else:
            largas += [parte for parte in SE_PARTE.split(trozo) if len(parte) > PALABRA]
    return largas


def signos_sin_letra(html: str) -> list[str]:
    """The signs of a clean text that no letter of the documents can draw: they would come from a
    font of this machine, or from none."""
    return sorted(set(SIN_LETRA.findall(sin_etiquetas(html))))
