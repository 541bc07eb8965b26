"""A presentation while it is made: slides on the layouts of ``mazo_plantilla``, with native text,
charts and tables, each with its words for who cannot see it. Knows nothing of the cut."""

from __future__ import annotations

import copy
import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from informes.documentos import mazo_disenos, mazo_plantilla
from informes.documentos.mazo_figuras import (
    LENGUA,
    Aspecto,
    Fila,
    Serie,
    con_nombres,
    libro,
    llenar,
    rgb,
    vestir,
)

ANCHO_DE_LETRA = {True: 0.53, False: 0.49}
"""Of serif and sans, on the safe side, in parts of the letter's height."""
PIE, NUMERO = 30, 31
SIN_ESTILO = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The built-in table style "no style, no grid"."""

Lugar = tuple[float, float, float, float]
"""Left, top, width, height in inches."""


def caber(
    texto: str, ancho: float, alto: float, puntos: float, *, serif: bool, minimo: float
) -> tuple[float, str]:
    """The largest size (points) in which a text stays in its box (inches), and the text, cut
    with "…" where even the smallest is too large."""
    while True:
        por_linea = max(int(ancho * 72 / (puntos * ANCHO_DE_LETRA[serif])), 4)
        caben = max(int(alto * 72 / (puntos * 1.2) + 0.05), 1)
        parrafos = [textwrap.wrap(p, por_linea) or [""] for p in texto.split("\n")]
        if sum(map(len, parrafos)) <= caben:
            return puntos, texto
        if puntos - 1 < minimo:
            return puntos, cortar(parrafos, caben)
        puntos -= 1


def cortar(parrafos: Sequence[list[str]], caben: int) -> str:
    """So many lines of paragraphs, the last with "…"."""
    dichos = []
    for lineas in parrafos:
        if caben > 0:
            dichos.append(" ".join(lineas[:caben]))
        caben -= len(lineas)
    return "\n".join(dichos).rsplit(" ", 1)[0] + "…"


def acortar(texto: str, letras: int) -> str:
    """At most so many letters, cut between words with "…"."""
    if len(texto) <= letras:
        return texto
    corto = texto[: letras - 1]
    return f"{corto[: corto.rfind(' ')] if ' ' in corto else corto}…"


class Lamina:
    """One slide: its layout's placeholders by index, and what is added to them."""

    def __init__(self, hecha: Slide, diseno: mazo_disenos.Diseno, idioma: str) -> None:
        self.hecha, self.idioma = hecha, idioma
        self.formas: Any = hecha.shapes
        self.huecos = {h.indice: h for h in diseno.huecos}
        self.usados: set[int] = set()

    def hueco(self, indice: int) -> Any:
        self.usados.add(indice)
        return self.hecha.placeholders[indice]

    def poner(self, indice: int, texto: str, lengua: str = "") -> None:
        """Text into a placeholder, in a size in which it stays there; ``lengua``: its language
        when it is not the document's."""
        self.parrafos(indice, [texto], lengua)

    def parrafos(self, indice: int, textos: Sequence[str], lengua: str = "") -> None:
        junto = "\n".join(t for t in textos if t)
        if not junto:
            return
        h = self.huecos[indice]
        _x, _y, ancho, alto = h.lugar
        if h.vinetas:
            ancho, alto = ancho - 0.3, alto - 0.2 * len(textos)
        minimo = min(h.puntos, 12 if h.puntos < 24 else 16)
        puntos, junto = caber(junto, ancho, alto, h.puntos, serif=h.serif, minimo=minimo)
        if h.tipo == "title":
            # A little smaller rather than with a word alone on its second line.
            en_una, entero = caber(junto, ancho, 0.1, puntos, serif=True, minimo=puntos * 0.85)
            if entero == junto:
                puntos = en_una
                self.subir_subtitulo()
        for tramo in escribir(self.hueco(indice).text_frame, junto):
            if puntos != h.puntos:
                tramo.font.size = Pt(puntos)
            if lengua:
                tramo._r.get_or_add_rPr().set("lang", LENGUA[lengua])

    def subir_subtitulo(self) -> None:
        """Closes the gap below a title of one line."""
        debajo, de = self.huecos.get(11), self.huecos[0]
        if debajo and debajo.lugar[0] == de.lugar[0] and debajo.puntos == 14:
            suyo = self.hecha.placeholders[11]
            x, y, ancho, alto = debajo.lugar
            suyo.left, suyo.top = Inches(x), Inches(y - 0.42)
            suyo.width, suyo.height = Inches(ancho), Inches(alto)

    def texto(
        self,
        lugar: Lugar,
        texto: str,
        puntos: float,
        *,
        color: str = "tinta",
        serif: bool = False,
        negrita: bool = False,
        centrado: bool = False,
        minimo: float = 11,
        separa: float = 0,
        enlace: str = "",
    ) -> Any:
        """A text box; ``separa``: points between its paragraphs. Only an https ``enlace`` becomes
        a link."""
        alto = lugar[3] - separa * texto.count("\n") / 72
        minimo = min(minimo, puntos)
        puntos, texto = caber(texto, lugar[2], alto, puntos, serif=serif, minimo=minimo)
        caja = self.formas.add_textbox(*map(Inches, lugar))
        caja.name = acortar(texto.replace("\n", " "), 40)
        marco = caja.text_frame
        marco.word_wrap = True
        marco.margin_left = marco.margin_right = marco.margin_top = marco.margin_bottom = 0
        for tramo in escribir(marco, texto):
            tramo.font.size, tramo.font.bold = Pt(puntos), negrita
            tramo.font.name = "+mj-lt" if serif else "+mn-lt"
            tramo.font.color.rgb = rgb(color)
            if enlace.startswith("https://"):
                tramo.hyperlink.address = enlace
        for parrafo in marco.paragraphs:
            parrafo.alignment = PP_ALIGN.CENTER if centrado else PP_ALIGN.LEFT
            parrafo.space_after = Pt(separa)
        return caja

    def forma(
        self, figura: MSO_SHAPE, lugar: Lugar, relleno: str = "", borde: str = "", grueso: float = 1
    ) -> Any:
        """A decorative shape: readers pass over it."""
        hecha = self.formas.add_shape(figura, *map(Inches, lugar))
        if relleno:
            hecha.fill.solid()
            hecha.fill.fore_color.rgb = rgb(relleno)
        else:
            hecha.fill.background()
        if borde:
            hecha.line.color.rgb, hecha.line.width = rgb(borde), Pt(grueso)
        else:
            hecha.line.fill.background()
        # The theme's shadow and outline.
        hecha._element.remove(hecha._element.find(qn("p:style")))
        propio = hecha._element.nvSpPr.cNvPr
        propio.set("descr", "")
        propio.append(con_nombres(mazo_disenos.DECORATIVA))
        return hecha

    def imagen(
        self, contenido: bytes, lugar: Lugar, alt: str, *, a_la_izquierda: bool = False
    ) -> None:
        """A picture in the middle of a box or at its left, in its own proportions."""
        x, y, ancho, alto = map(Inches, lugar)
        puesta = self.formas.add_picture(io.BytesIO(contenido), x, y)
        escala = min(ancho / puesta.width, alto / puesta.height)
        puesta.width, puesta.height = Emu(puesta.width * escala), Emu(puesta.height * escala)
        puesta.left, puesta.top = (
            x if a_la_izquierda else Emu(x + (ancho - puesta.width) / 2),
            Emu(y + (alto - puesta.height) / 2),
        )
        describir(puesta._element.nvPicPr.cNvPr, alt)

    def grafico(
        self,
        indice: int,
        categorias: Sequence[str],
        series: Sequence[Serie],
        alt: str,
        aspecto: Aspecto,
    ) -> None:
        """A native chart into its placeholder; its data can be edited."""
        datos = CategoryChartData(number_format="General")
        datos.categories = categorias
        for serie in series:
            datos.add_series(serie.nombre, serie.valores)
        tipo = XL_CHART_TYPE.COLUMN_CLUSTERED
        if aspecto.barras:
            tipo = XL_CHART_TYPE.BAR_STACKED if aspecto.apiladas else XL_CHART_TYPE.BAR_CLUSTERED
        marco = self.hueco(indice).insert_chart(tipo, datos)
        describir(marco._element.nvGraphicFramePr.cNvPr, alt)
        marco.chart.part.chart_workbook.update_from_xlsx_blob(libro(categorias, series))
        vestir(marco.chart, series, self.idioma, aspecto)

    def tabla(
        self,
        indice: int,
        filas: Sequence[Fila],
        anchos: Sequence[float],
        alt: str,
        *,
        letra: float = 12,
        alto: float = 0.34,
    ) -> None:
        """A native table: the first row says what the columns are, rules between rows only.
        ``anchos`` are parts of the whole; ``alto`` of a row in inches."""
        marco = self.hueco(indice).insert_table(len(filas), len(anchos))
        describir(marco._element.nvGraphicFramePr.cNvPr, alt)
        tabla = marco.table
        tabla._tbl.tblPr.find(qn("a:tableStyleId")).text = SIN_ESTILO
        tabla.first_row, tabla.horz_banding, tabla.first_col = True, False, True
        disponible = self.huecos[indice].lugar[2]
        for columna, parte in zip(tabla.columns, anchos, strict=True):
            columna.width = Inches(disponible * parte / sum(anchos))
        for i, (renglon, fila) in enumerate(zip(tabla.rows, filas, strict=True)):
            renglon.height = Inches(alto)
            for hueca, dicha in zip(renglon.cells, fila, strict=True):
                llenar(hueca, dicha, letra, cual=i, ultima=i == len(filas) - 1)
        marco.height = Inches(alto * len(filas))

    def notas(self, *parrafos: str) -> None:
        """What whoever speaks should know: sources, coverage, definitions."""
        marco = self.hecha.notes_slide.notes_text_frame
        assert marco is not None
        marco.text = "\n".join(p for p in parrafos if p)


def escribir(marco: Any, texto: str) -> list[Any]:
    """Each line as a paragraph of one run; the runs."""
    tramos = []
    for i, renglon in enumerate(texto.split("\n")):
        parrafo = marco.paragraphs[0] if i == 0 else marco.add_paragraph()
        tramo = parrafo.add_run()
        tramo.text = renglon
        tramos.append(tramo)
    return tramos


def describir(propio: Any, alt: str) -> None:
    """The name and the text for who cannot see it."""
    propio.set("name", acortar(alt, 60))
    propio.set("descr", alt)


@dataclass
class Mazo:
    """``pie`` stands at the foot of every slide, ``aviso`` (demonstration data) too."""

    idioma: str
    titulo: str
    pie: str
    aviso: str = ""
    laminas: list[Lamina] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.presentacion = Presentation(io.BytesIO(mazo_plantilla.paquete(LENGUA[self.idioma])))
        self.disenos: Mapping[str, mazo_disenos.Diseno] = mazo_disenos.disenos()
        self.por_clave = dict(zip(self.disenos, self.presentacion.slide_layouts, strict=True))

    def lamina(self, diseno: str, titulo: str, lengua: str = "") -> Lamina:
        """A new slide with its title."""
        suyo = self.por_clave[diseno]
        nueva = Lamina(self.presentacion.slides.add_slide(suyo), self.disenos[diseno], self.idioma)
        nueva.poner(0, titulo, lengua)
        for ajena in list(suyo.placeholders):  # type: ignore[misc]
            if ajena.placeholder_format.idx in (PIE, NUMERO):
                nueva.formas._spTree.append(copy.deepcopy(ajena._element))
        self.laminas.append(nueva)
        return nueva

    def bytes(self) -> bytes:
        for numero, lamina in enumerate(self.laminas, 1):
            self.cerrar(lamina, numero)
        propias = self.presentacion.core_properties
        propias.title, propias.language = acortar(self.titulo, 250), LENGUA[self.idioma]
        salida = io.BytesIO()
        self.presentacion.save(salida)
        return salida.getvalue()

    def cerrar(self, lamina: Lamina, numero: int) -> None:
        """Foot, notice, no empty placeholder, and every run says its language."""
        arbol = lamina.formas._spTree
        for hueco in list(lamina.hecha.placeholders):
            indice = hueco.placeholder_format.idx
            if indice in (PIE, NUMERO):
                arbol.append(hueco._element)  # read last
            if indice == PIE:
                hueco.text_frame.text = self.pie  # type: ignore[attr-defined]
            elif indice == NUMERO:
                hueco._element.xpath(".//a:fld/a:t")[0].text = str(numero)
            elif indice not in lamina.usados:
                arbol.remove(hueco._element)
        if self.aviso:
            self.avisar(lamina, portada=numero == 1)
        # What was copied brought its own numbers.
        for ident, propio in enumerate(arbol.iter(qn("p:cNvPr")), 1):
            propio.set("id", str(ident))
        raices = [lamina.hecha._element]
        if lamina.hecha.has_notes_slide:
            raices.append(lamina.hecha.notes_slide._element)
        for raiz in raices:
            for tramo in raiz.iter(qn("a:r"), qn("a:fld")):
                if (propias := tramo.get_or_add_rPr()).get("lang") is None:
                    propias.set("lang", LENGUA[self.idioma])

    def avisar(self, lamina: Lamina, *, portada: bool) -> None:
        lugar = (8.983, 6.45, 3.6, 0.36) if portada else (8.95, 6.965, 2.75, 0.29)
        puntos = 12 if portada else 10
        caja = lamina.texto(lugar, self.aviso, puntos, negrita=True, centrado=True, minimo=9)
        caja.fill.solid()
        caja.fill.fore_color.rgb = rgb("demo")
        caja.line.color.rgb, caja.line.width = rgb("demo-linea"), Pt(0.75)
        caja.text_frame.margin_top = Inches(0.05)
