"""A tagged PDF as a screen reader goes through it: each element's text, its alternative, its table.

Written on the file's own structure, not on how the words lie on the page, so that a figure can be
looked for beside its label. Knows what our typesetter writes: fonts with two-byte codes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

HEX = r"<([0-9A-Fa-f]+)>"
GRUPO = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.S)


@dataclass
class Elemento:
    """A tag, what is said in it and below it; ``alt`` is what a figure says instead."""

    etiqueta: str
    dicho: str = ""
    alt: str = ""
    hijos: list[Elemento] = field(default_factory=list)

    @property
    def texto(self) -> str:
        partes = [self.dicho, *(hijo.texto for hijo in self.hijos)]
        return re.sub(r"\s+", " ", " ".join(parte for parte in partes if parte)).strip()

    def todos(self, *etiquetas: str) -> Iterator[Elemento]:
        if not etiquetas or self.etiqueta in etiquetas:
            yield self
        for hijo in self.hijos:
            yield from hijo.todos(*etiquetas)


def arbol_de(contenido: bytes) -> Elemento:
    """The document's structure with its texts."""
    lector = PdfReader(io.BytesIO(contenido))
    textos: dict[tuple[int, int], str] = {}
    for pagina in lector.pages:
        fuentes: dict[int, dict[bytes, str]] = {}
        for mcid, dicho in trozos(pagina.get_contents(), pagina["/Resources"], lector, fuentes):
            assert pagina.indirect_reference is not None
            clave = (pagina.indirect_reference.idnum, mcid)
            textos[clave] = textos.get(clave, "") + dicho
    raiz = lector.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    return Elemento("Raiz", hijos=list(ramas(raiz.get("/K"), 0, textos)))


def ramas(nodo: Any, hoja: int, textos: dict[tuple[int, int], str]) -> Iterator[Elemento]:
    nodo = nodo.get_object() if hasattr(nodo, "get_object") else nodo
    if isinstance(nodo, list):
        for cosa in nodo:
            yield from ramas(cosa, hoja, textos)
    elif isinstance(nodo, int):
        yield Elemento("", textos.get((hoja, nodo), ""))
    elif isinstance(nodo, DictionaryObject) and nodo.get("/Type") == "/MCR":
        suya = nodo.raw_get("/Pg").idnum if "/Pg" in nodo else hoja
        yield Elemento("", textos.get((int(suya), int(str(nodo["/MCID"]))), ""))
    elif isinstance(nodo, DictionaryObject) and "/S" in nodo:
        suya = nodo.raw_get("/Pg").idnum if "/Pg" in nodo else hoja
        yield Elemento(
            str(nodo["/S"])[1:],
            alt=str(nodo.get("/Alt", "")),
            hijos=list(ramas(nodo["/K"], suya, textos)) if "/K" in nodo else [],
        )


def trozos(
    flujo: Any, recursos: Any, lector: PdfReader, fuentes: dict[int, dict[bytes, str]]
) -> Iterator[tuple[int, str]]:
    """The marked pieces of a page or of a drawing in it: number and text (-1: of nothing)."""
    abiertos: list[int] = []
    letras: dict[bytes, str] = {}
    for operandos, operador in ContentStream(flujo, lector).operations:
        if operador in (b"BDC", b"BMC"):
            propio = operandos[1] if len(operandos) > 1 else {}
            dentro = abiertos[-1] if abiertos else -1
            abiertos.append(propio.get("/MCID", dentro) if isinstance(propio, dict) else dentro)
        elif operador == b"EMC":
            abiertos.pop()
        elif operador == b"Tf":
            fuente = recursos["/Font"].raw_get(operandos[0])
            if fuente.idnum not in fuentes:
                fuentes[fuente.idnum] = letras_de(fuente.get_object())
            letras = fuentes[fuente.idnum]
        elif operador in (b"TJ", b"Tj"):
            piezas = operandos[0] if operador == b"TJ" else operandos
            codigos = b"".join(p.original_bytes for p in piezas if hasattr(p, "original_bytes"))
            pares = (codigos[i : i + 2] for i in range(0, len(codigos), 2))
            yield (abiertos[-1] if abiertos else -1), "".join(letras.get(par, "") for par in pares)
        elif operador == b"ET":
            yield (abiertos[-1] if abiertos else -1), " "


def letras_de(fuente: Any) -> dict[bytes, str]:
    """A font's two-byte codes → what they say."""
    mapa = fuente["/ToUnicode"].get_data().decode("latin-1")
    letras = {}
    for clase, cuerpo in GRUPO.findall(mapa):
        if clase == "bfchar":
            for codigo, dicho in re.findall(rf"{HEX}\s*{HEX}", cuerpo):
                letras[bytes.fromhex(codigo)] = bytes.fromhex(dicho).decode("utf-16-be")
            continue
        for desde, hasta, dicho in re.findall(rf"{HEX}\s*{HEX}\s*{HEX}", cuerpo):
            for paso in range(int(hasta, 16) - int(desde, 16) + 1):
                letras[(int(desde, 16) + paso).to_bytes(2, "big")] = chr(int(dicho, 16) + paso)
    return letras
