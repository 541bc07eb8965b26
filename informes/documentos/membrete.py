"""The letterhead as a DOCX template, drawn from the brand: marks in square brackets say what to
write where. It has no data and invents none; what is not confirmed says so."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pypdfium2
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from weasyprint import HTML

from informes.documentos.ofimatica import fijar
from informes.graficos import COLOR, MARCA
from planes.documentos.pdf import leer_estatico

FECHA = dt.date(2023, 1, 1)
"""A template is of no day: the first of the plan's, so that its bytes are always the same."""
LENGUA = {"es": "es-ES", "en": "en-GB"}
PUNTOS_POR_PULGADA = 300
ANCHO_DE_LOGO = Cm(1.9)


def escribir(idioma: str) -> bytes:
    """The letterhead in ``es`` or ``en``: A4, the same bytes every time."""
    with translation.override(idioma):
        documento = Document()
        papel(documento)
        estilos(documento, LENGUA[idioma])
        cabeza(documento)
        pie(documento, idioma)
        carta(documento)
        propias = documento.core_properties
        propias.title = _("Membrete para cartas de la CORETT")
        propias.language, propias.comments, propias.keywords = LENGUA[idioma], "", ""
        salida = io.BytesIO()
        documento.save(salida)
    return fijar(salida.getvalue(), FECHA)


def color(nombre: str) -> RGBColor:
    return RGBColor.from_string(COLOR[nombre][1:])


def logotipo() -> bytes:
    """Our logo as PNG, 300 points an inch, on nothing: word processors draw no SVG for sure."""
    svg = leer_estatico(MARCA["logo"])
    assert svg is not None
    dibujo = svg.decode().replace('width="104" height="68"', 'width="104mm" height="68mm"')
    hoja = "@page { size: 104mm 68mm; margin: 0 } body { margin: 0 } svg { display: block }"
    pdf = HTML(string=f"<style>{hoja}</style>{dibujo}").write_pdf()
    escala = PUNTOS_POR_PULGADA * (ANCHO_DE_LOGO / Cm(10.4)) / 72
    with pypdfium2.PdfDocument(pdf) as abierto:
        imagen = abierto[0].render(scale=escala, fill_color=(255, 255, 255, 0)).to_pil()
    png = io.BytesIO()
    imagen.save(png, "PNG", dpi=(PUNTOS_POR_PULGADA, PUNTOS_POR_PULGADA))
    return png.getvalue()


# --- paper and styles -----------------------------------------------------------------


def papel(documento: Any) -> None:
    seccion = documento.sections[0]
    seccion.page_width, seccion.page_height = Cm(21), Cm(29.7)
    seccion.left_margin = seccion.right_margin = Cm(2.5)
    seccion.top_margin, seccion.bottom_margin = Cm(4.4), Cm(3)
    seccion.header_distance, seccion.footer_distance = Cm(1.5), Cm(1.2)


def estilos(documento: Any, lengua: str) -> None:
    """The styles a letter needs, by name in the list of the word processor."""
    letras = MARCA["tipografia"]["oficina"]
    serif, sans = letras["serif"]["familia"], letras["sans"]["familia"]
    normal = documento.styles["Normal"]
    vestir(normal, sans, 11, "tinta")
    normal.paragraph_format.space_after = Pt(0)
    normal.element.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{lengua}"/>'))
    titulo = documento.styles["Title"]
    vestir(titulo, serif, 18, "tinta", negrita=True)
    titulo.paragraph_format.space_before, titulo.paragraph_format.space_after = Pt(0), Pt(10)
    if (borde := titulo.element.pPr.find(qn("w:pBdr"))) is not None:
        titulo.element.pPr.remove(borde)
    for nombre, antes, despues, tono, negrita in (
        (_("Lugar y fecha"), 0, 14, "secundaria", False),
        (_("Referencia"), 0, 12, "secundaria", False),
        (_("Destinatario"), 0, 0, "tinta", False),
        (_("Asunto"), 14, 14, "tinta", True),
        (_("Cuerpo"), 0, 8, "tinta", False),
        (_("Firma"), 0, 0, "tinta", False),
        (_("Anexos y copias"), 0, 2, "secundaria", False),
    ):
        propio = documento.styles.add_style(nombre, WD_STYLE_TYPE.PARAGRAPH)
        propio.base_style, propio.quick_style = normal, True
        vestir(propio, sans, 9.5 if nombre == _("Anexos y copias") else 11, tono, negrita=negrita)
        propio.paragraph_format.space_before = Pt(antes)
        propio.paragraph_format.space_after = Pt(despues)
        propio.paragraph_format.line_spacing = 1.15
    for nombre in ("Header", "Footer"):
        vestir(documento.styles[nombre], sans, 8.5, "secundaria")
        documento.styles[nombre].paragraph_format.tab_stops.clear_all()


def vestir(estilo: Any, letra: str, puntos: float, tono: str, *, negrita: bool = False) -> None:
    estilo.font.name, estilo.font.size, estilo.font.bold = letra, Pt(puntos), negrita
    estilo.font.color.rgb = color(tono)
    fuentes = estilo.element.rPr.rFonts
    # The theme's fonts would win over the name.
    for atributo in list(fuentes.attrib):
        if atributo.endswith("Theme"):
            del fuentes.attrib[atributo]
    for atributo in ("w:ascii", "w:hAnsi", "w:cs"):
        fuentes.set(qn(atributo), letra)


def raya(parrafo: Any, lado: str, tono: str, octavos: int) -> None:
    """A rule above (``top``) or below (``bottom``) a paragraph; width in eighths of a point.
    Before any spacing or tab: Word wants them in that order."""
    parrafo._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:{lado} w:val="single" w:sz="{octavos}" w:space="6"'
            f' w:color="{COLOR[tono][1:]}"/></w:pBdr>'
        )
    )


# --- head, foot and letter ------------------------------------------------------------


def cabeza(documento: Any) -> None:
    """Logo, name and what the name stands for, above a fine line."""
    encabezado = documento.sections[0].header
    parrafo = encabezado.paragraphs[0]
    logo = parrafo.add_run().add_picture(io.BytesIO(logotipo()), width=ANCHO_DE_LOGO)
    for lado in ("distT", "distB", "distL", "distR"):
        logo._inline.set(lado, "0")
    propio = logo._inline.docPr
    propio.set("name", "Logo")
    propio.set("descr", _("Logotipo de la CORETT: nueve puntos, los países, unidos por una línea"))
    nombre = parrafo.add_run(f"  {MARCA['nombre']}")
    nombre.font.size, nombre.font.bold = Pt(20), True
    nombre.font.name = MARCA["tipografia"]["oficina"]["serif"]["familia"]
    nombre.font.color.rgb = color("tinta")
    segundo = encabezado.add_paragraph(
        _("Coalición Regional contra la Trata de Personas y el Tráfico Ilícito de Migrantes"),
        "Header",
    )
    raya(segundo, "bottom", "azul", 8)
    segundo.paragraph_format.space_before = Pt(3)
    segundo.runs[0].font.size = Pt(9.5)


def pie(documento: Any, idioma: str) -> None:
    """Where to find us: only what is known, the rest says that it is to be confirmed."""
    abajo = documento.sections[0].footer
    parrafo = abajo.paragraphs[0]
    raya(parrafo, "top", "linea", 6)
    pendiente = _("por confirmar")
    dichos = (_("Dirección: %s"), _("Teléfono: %s"), _("Correo: %s"))
    parrafo.add_run(" · ".join(dicho % f"[{pendiente}]" for dicho in dichos))
    segundo = abajo.add_paragraph(style="Footer")
    segundo.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    sitio = settings.SITIO_URL + ("" if idioma == "es" else "/en")
    segundo.add_run(f"{sitio.removeprefix('https://')}\t" + _("Página") + " ")
    campo(segundo, "PAGE")
    segundo.add_run(" " + _("de") + " ")
    campo(segundo, "NUMPAGES")


def campo(parrafo: Any, clave: str) -> None:
    """A number that the word processor works out."""
    parrafo._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="{clave}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )


def carta(documento: Any) -> None:
    """The parts of a letter, each in its style, with a mark in place of what to write."""
    poner: Callable[..., Any] = documento.add_paragraph
    poner(_("[Lugar y fecha]"), _("Lugar y fecha"))
    poner(_("Ref.: [número de la carta]"), _("Referencia"))
    for linea in (
        _("[Nombre de la persona destinataria]"),
        _("[Cargo]"),
        _("[Institución]"),
        _("[Ciudad, país]"),
    ):
        poner(linea, _("Destinatario"))
    poner(_("Asunto: [de qué se trata, en una línea]"), _("Asunto"))
    for parrafo in (
        _("[Saludo]:"),
        _("[Para qué se escribe, en la primera oración.]"),
        _("[Lo que se informa o se pide, con fechas y responsables.]"),
        _("[Qué se espera y para cuándo. A quién responder.]"),
        _("[Despedida],"),
    ):
        poner(parrafo, _("Cuerpo"))
    for i, linea in enumerate(
        (
            _("[Nombre y apellidos de quien firma]"),
            _("[Cargo]"),
            _("[Presidencia Pro Témpore o Secretaría Técnica], CORETT"),
        )
    ):
        firma = poner(linea, _("Firma"))
        firma.paragraph_format.keep_with_next = True
        if i == 0:
            firma.paragraph_format.space_before = Pt(48)
            firma.runs[0].bold = True
    anexos = poner(_("Anexos: [lista, si los hay]"), _("Anexos y copias"))
    anexos.paragraph_format.space_before = Pt(24)
    poner(_("Copia: [a quién, si corresponde]"), _("Anexos y copias"))
