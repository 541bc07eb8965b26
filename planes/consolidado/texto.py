"""The consolidated document as DOCX, to be edited before the plenary."""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Documento
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Footer, _Header
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell

from planes.planilla.estilo import COLOR, EJES, MARCA

from .contenido import Consolidado, Renglon, Voz, dicho

# On every machine, or one of its width.
LETRA, LETRA_DE_TITULO = (
    MARCA["tipografia"]["oficina"][clase]["familia"] for clase in ("sans", "serif")
)


def escribir_texto(consolidado: Consolidado) -> bytes:
    """The DOCX file: cover lines, who has reported, then the plan row by row with its voices."""
    documento = Document()
    vestir(documento, consolidado)
    portada(documento, consolidado)
    for eje in consolidado.plan.ejes:
        titulo = documento.add_heading(
            _("Eje %(n)s. %(nombre)s") % {"n": eje.numero, "nombre": dicho(eje.nombre)}, 1
        )
        titulo.runs[0].font.color.rgb = RGBColor.from_string(EJES[f"eje-{eje.numero}"]["color"])
        titulo.paragraph_format.page_break_before = True
        for objetivo in eje.objetivos:
            documento.add_heading(f"{objetivo.numero}. {dicho(objetivo.texto)}", 2)
            for renglon in consolidado.renglones[objetivo.numero]:
                escribir_renglon(documento, renglon)
    salida = io.BytesIO()
    documento.save(salida)
    return salida.getvalue()


def vestir(documento: Documento, consolidado: Consolidado) -> None:
    """Paper, letters and the file's own properties."""
    seccion = documento.sections[0]
    seccion.orientation = WD_ORIENT.PORTRAIT
    seccion.page_width, seccion.page_height = Cm(21), Cm(29.7)
    seccion.left_margin = seccion.right_margin = Cm(2.2)
    seccion.top_margin = seccion.bottom_margin = Cm(2)
    estilos = documento.styles
    estilos["Normal"].font.name, estilos["Normal"].font.size = LETRA, Pt(10.5)
    estilos["Normal"].paragraph_format.space_after = Pt(4)
    # The word processor's own East Asian and theme fonts would win over the name.
    for nombre, tamano in (("Title", 26), ("Heading 1", 19), ("Heading 2", 13), ("Heading 3", 11)):
        estilo = estilos[nombre]
        estilo.font.name, estilo.font.size = LETRA_DE_TITULO, Pt(tamano)
        estilo.font.color.rgb = RGBColor.from_string(COLOR["tinta"])
        fuentes = estilo.element.rPr.rFonts
        for atributo in list(fuentes.attrib):
            if atributo.endswith("Theme"):
                del fuentes.attrib[atributo]
        fuentes.set(qn("w:hAnsi"), LETRA_DE_TITULO)
    idioma = OxmlElement("w:lang")
    idioma.set(qn("w:val"), "en-GB" if consolidado.idioma == "en" else "es-GT")
    estilos["Normal"].element.get_or_add_rPr().append(idioma)
    propias = documento.core_properties
    propias.author, propias.title = "CORETT", titulo_de(consolidado)
    propias.created = propias.modified = timezone.now().replace(tzinfo=None)
    al_margen(seccion.footer, titulo_de(consolidado) + " · " + _("documento interno"))
    if consolidado.aviso:
        al_margen(seccion.header, consolidado.aviso)


def al_margen(lugar: _Header | _Footer, texto: str) -> None:
    """A line at the head or the foot of every page."""
    parrafo = lugar.paragraphs[0]
    parrafo.text = texto
    parrafo.runs[0].font.size = Pt(8.5)
    parrafo.runs[0].font.color.rgb = RGBColor.from_string(COLOR["secundaria"])


def titulo_de(consolidado: Consolidado) -> str:
    return _("Consolidado de los reportes, %(periodo)s") % {"periodo": consolidado.periodo}


def portada(documento: Documento, consolidado: Consolidado) -> None:
    documento.add_paragraph(dicho(consolidado.plan.nombre))
    documento.add_heading(titulo_de(consolidado), 0)
    if consolidado.aviso:
        documento.add_paragraph().add_run(consolidado.aviso).bold = True
    documento.add_paragraph(
        _(
            "Lo que dicen los reportes enviados y aprobados, renglón por renglón del plan. "
            "Documento interno para trabajar en la plenaria: trae cifras sin proteger y no se "
            "publica."
        )
    )
    hoy = date_format(timezone.localdate())
    documento.add_paragraph(_("Hecho el %(fecha)s.") % {"fecha": hoy})
    documento.add_heading(_("Quién ha reportado"), 2)
    tabla = documento.add_table(rows=1, cols=3)
    encabezar(tabla.rows[0].cells, (_("Informante"), _("Estado"), _("Recibido el")))
    for codigo, nombre in consolidado.informantes.items():
        celdas = tabla.add_row().cells
        celdas[0].text = nombre
        celdas[1].text, recibido = consolidado.situacion(codigo)
        if recibido:
            celdas[2].text = date_format(timezone.localtime(recibido).date())


def encabezar(celdas: Iterable[_Cell], textos: Iterable[str]) -> None:
    for celda, texto in zip(celdas, textos, strict=True):
        celda.text = texto
        celda.paragraphs[0].runs[0].font.bold = True
        fondo = OxmlElement("w:shd")
        fondo.set(qn("w:val"), "clear")
        fondo.set(qn("w:fill"), COLOR["fondo"])
        celda._tc.get_or_add_tcPr().append(fondo)


def escribir_renglon(documento: Documento, renglon: Renglon) -> None:
    actividad = renglon.actividad
    titulo = documento.add_heading(f"{actividad.codigo} {dicho(actividad.texto)}", 3)
    titulo.paragraph_format.space_before = Pt(14)
    for meta in renglon.metas:
        for rotulo, texto in (
            (_("Meta %(codigo)s") % {"codigo": meta.codigo}, dicho(meta.texto)),
            (_("Responsable"), dicho(meta.responsable)),
            (_("Plazo"), dicho(meta.plazo)),
            (_("Socios estratégicos"), dicho(meta.socios)),
        ):
            if texto:
                linea(documento, rotulo, texto, gris=True)
    if not renglon.voces:
        documento.add_paragraph(_("Nadie ha reportado sobre esta actividad en el período."))
    for voz in renglon.voces:
        escribir_voz(documento, voz)


def escribir_voz(documento: Documento, voz: Voz) -> None:
    parrafo = documento.add_paragraph()
    parrafo.paragraph_format.space_before = Pt(7)
    parrafo.paragraph_format.keep_with_next = bool(voz.textos or voz.valores)
    parrafo.add_run(voz.informante).bold = True
    if voz.nombre_estado:
        parrafo.add_run(f" · {voz.nombre_estado}")
    for rotulo, texto in (*voz.valores, *voz.textos):
        linea(documento, rotulo, texto)


def linea(documento: Documento, rotulo: str, texto: str, *, gris: bool = False) -> None:
    """A label and what it says, as one paragraph."""
    parrafo = documento.add_paragraph()
    parrafo.paragraph_format.left_indent = Cm(0 if gris else 0.6)
    parrafo.add_run(f"{rotulo}: ").bold = True
    parrafo.add_run(texto)
    if gris:
        for tramo in parrafo.runs:
            tramo.font.size = Pt(9.5)
            tramo.font.color.rgb = RGBColor.from_string(COLOR["secundaria"])
