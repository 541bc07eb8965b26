"""Where something is said in a file, with what stands around it: each cell with its row and column,
each text with its headings and those that follow it, whatever the format."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from xml.etree import ElementTree

from openpyxl import load_workbook
from pptx import Presentation

from tests.informes.leer_etiquetado import Elemento, arbol_de

SEGUIDOS = 3
"""A large figure, its name and what it stands on are three texts one after another."""


@dataclass(frozen=True)
class Lugar:
    """``texto`` is what is said; ``alrededor`` headings, caption, row, column and what follows;
    ``columna`` the head of a cell's column."""

    texto: str
    alrededor: str
    columna: str = ""


def limpio(texto: str) -> str:
    return re.sub(r"\s+", " ", texto).strip()


def de_pdf(contenido: bytes) -> list[Lugar]:
    titulos: dict[str, str] = {}
    lugares: list[Lugar] = []
    sueltos: list[tuple[str, str]] = []
    recorrer(arbol_de(contenido), titulos, lugares, sueltos)
    return [*lugares, *seguidos(sueltos)]


def recorrer(
    nodo: Elemento,
    titulos: dict[str, str],
    lugares: list[Lugar],
    sueltos: list[tuple[str, str]],
    de_que: str = "",
) -> None:
    """In reading order. A heading stands over what follows it until one of its level, a caption
    over what it shares an element with."""
    if re.fullmatch(r"H\d", nodo.etiqueta):
        for nivel in [n for n in titulos if n >= nodo.etiqueta]:
            del titulos[nivel]
        titulos[nodo.etiqueta] = nodo.texto
    de_que += "".join(f" / {hijo.texto}" for hijo in nodo.hijos if hijo.etiqueta == "Caption")
    sobre = " / ".join(titulos.values()) + de_que
    if nodo.etiqueta == "Table":
        filas = [[(c.etiqueta, c.texto) for c in tr.todos("TH", "TD")] for tr in nodo.todos("TR")]
        lugares += de_tabla(filas, sobre)
        return
    if nodo.alt:
        lugares.append(Lugar(limpio(nodo.alt), sobre))
    elif nodo.etiqueta in ("P", "Caption", "LI") or re.fullmatch(r"H\d", nodo.etiqueta):
        lugares.append(Lugar(nodo.texto, sobre))
        sueltos.append((nodo.texto, sobre))
        return
    for hijo in nodo.hijos:
        recorrer(hijo, titulos, lugares, sueltos, de_que)


def de_tabla(filas: Sequence[Sequence[tuple[str, str]]], sobre: str) -> Iterator[Lugar]:
    """Cells as (TH or TD, text); the first row names the columns."""
    columnas = [texto for _etiqueta, texto in filas[0]] if filas else []
    for fila in filas[1:]:
        de_la_fila = " ".join(texto for etiqueta, texto in fila if etiqueta == "TH")
        for lugar, (etiqueta, texto) in enumerate(fila):
            columna = columnas[lugar] if len(columnas) == len(fila) else ""
            if etiqueta == "TD":
                yield Lugar(texto, f"{sobre} / {de_la_fila} / {columna}", columna)


def seguidos(textos: Sequence[tuple[str, str]]) -> Iterator[Lugar]:
    """Loose texts, each with what stands over it."""
    for i, (texto, sobre) in enumerate(textos):
        siguen = (otro for otro, _sobre in textos[i + 1 : i + SEGUIDOS])
        yield Lugar(texto, " / ".join([sobre, *siguen]))
        if i:  # its name may stand before it
            yield Lugar(texto, f"{sobre} / {textos[i - 1][0]}")


def de_pptx(contenido: bytes) -> list[Lugar]:
    """Texts, tables, alternatives, notes, and every chart from the numbers it draws."""
    lugares: list[Lugar] = []
    for lamina in Presentation(io.BytesIO(contenido)).slides:
        titulo = limpio(lamina.shapes.title.text_frame.text)
        textos = []
        for forma in lamina.shapes:
            lugares += [
                Lugar(limpio(alt), titulo) for alt in forma._element.xpath(".//p:cNvPr/@descr")
            ]
            if forma.has_text_frame:
                textos.append(limpio(forma.text_frame.text))
            if getattr(forma, "has_table", False):
                filas = [
                    [("TH" if n < 2 else "TD", limpio(c.text)) for n, c in enumerate(fila.cells)]
                    for fila in forma.table.rows
                ]
                lugares += de_tabla(filas, titulo)
                de_uno = [[("TD" if n else "TH", t) for n, (_e, t) in enumerate(f)] for f in filas]
                lugares += de_tabla(de_uno, titulo)
        lugares += seguidos([(texto, titulo) for texto in textos if texto])
        de_cual = ""
        for nota in map(limpio, lamina.notes_slide.notes_text_frame.text.splitlines()):
            lugares.append(Lugar(nota, de_cual))
            if not re.search(r"\b20\d\d: ", nota):  # the name of those that follow
                de_cual = nota
    return lugares


def graficos_de_pptx(contenido: bytes) -> Iterator[tuple[str, str, float | None, float | None]]:
    """Of each native chart: series, category, the value it draws and that of its workbook."""
    for lamina in Presentation(io.BytesIO(contenido)).slides:
        for forma in lamina.shapes:
            if not getattr(forma, "has_chart", False):
                continue
            libro = load_workbook(
                io.BytesIO(forma.chart.part.chart_workbook.xlsx_part.blob), read_only=True
            )
            hoja = list(libro.worksheets[0].iter_rows(values_only=True))
            for dibujo in forma.chart.plots:
                for n, serie in enumerate(dibujo.series, start=1):
                    for m, (categoria, valor) in enumerate(
                        zip(dibujo.categories, serie.values, strict=True), start=1
                    ):
                        assert (str(hoja[0][n]), str(hoja[m][0])) == (serie.name, categoria)
                        yield serie.name, limpio(categoria), valor, hoja[m][n]


def de_svg(contenido: bytes) -> list[Lugar]:
    """The drawing's title stands over all of it; a line that ends in a year over what follows."""
    textos: list[tuple[str, str]] = []
    titulo = apartado = ""
    for nodo in ElementTree.fromstring(contenido).iter():
        clase, texto = nodo.tag.rsplit("}", 1)[-1], limpio("".join(nodo.itertext()))
        if clase == "title" and not titulo:
            titulo = texto
        elif clase == "text" and texto:
            apartado = texto if re.search(r", 20\d\d$", texto) else apartado
            textos.append((texto, f"{titulo} / {apartado}"))
        elif clase in ("title", "desc"):
            textos.append((texto, titulo))
    return list(seguidos(textos))


def de_txt(contenido: bytes) -> list[Lugar]:
    bloques = re.split(r"\n\s*\n|\n(?=- )", contenido.decode())
    return [Lugar(limpio(bloque), "") for bloque in bloques]


class LectorHtml(HTMLParser):
    """Tables of a page as rows of (TH or TD, text), each with its caption and the heading over."""

    def __init__(self) -> None:
        super().__init__()
        self.titulo, self.tablas, self.abierto, self.trozos = "", [], "", []  # type: ignore[var-annotated]

    def handle_starttag(self, etiqueta: str, atributos: object) -> None:
        if etiqueta == "table":
            self.tablas.append([self.titulo, []])
        elif etiqueta == "tr" and self.tablas:
            self.tablas[-1][1].append([])
        elif etiqueta in ("th", "td", "caption", "h1", "h2", "h3", "h4"):
            self.abierto, self.trozos = etiqueta, []

    def handle_endtag(self, etiqueta: str) -> None:
        if etiqueta != self.abierto:
            return
        texto, self.abierto = limpio(" ".join(self.trozos)), ""
        if etiqueta in ("th", "td"):
            self.tablas[-1][1][-1].append((etiqueta.upper(), texto))
        elif etiqueta == "caption":
            self.tablas[-1][0] += f" / {texto}"
        else:
            self.titulo = texto

    def handle_data(self, texto: str) -> None:
        if self.abierto:
            self.trozos.append(texto)


def de_html(contenido: bytes) -> list[Lugar]:
    """The cells of a page's tables."""
    lector = LectorHtml()
    lector.feed(contenido.decode())
    tablas: Iterable[tuple[str, list[list[tuple[str, str]]]]] = lector.tablas
    return [lugar for sobre, filas in tablas for lugar in de_tabla(filas, sobre)]


LECTORES = {"pdf": de_pdf, "pptx": de_pptx, "svg": de_svg, "txt": de_txt}
"""How each kind of file is read."""
