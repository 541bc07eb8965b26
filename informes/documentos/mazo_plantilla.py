"""The template of our presentations as a package: theme, master, and the layouts of
``mazo_disenos``."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext as _

from informes.documentos.mazo_disenos import (
    ALTO,
    ANCHO,
    CABEZA,
    CUERPO,
    EJES,
    MARGEN,
    NOMBRES,
    REL,
    TEMA,
    TIPO,
    A,
    Diseno,
    Hueco,
    R,
    dibujar_motivo,
    disenos,
    emu,
    esquema,
    hueco,
    linea,
    pie,
    rotulo,
)
from informes.documentos.ofimatica import CP, DC
from informes.graficos import COLOR, MARCA

# --- the package ----------------------------------------------------------------------


def arbol(fondo: str, formas: str) -> str:
    fondo = f"<p:bg><p:bgPr>{esquema(fondo)}<a:effectLst/></p:bgPr></p:bg>" if fondo else ""
    return (
        f'<p:cSld{{nombre}}>{fondo}<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/>'
        '<p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
        '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{formas}</p:spTree></p:cSld>"
    )


def diapositiva_base(d: Diseno) -> str:
    formas = d.adornos + "".join(hueco(2 + i, h) for i, h in enumerate(d.huecos))
    maestro = "" if d.con_pie else ' showMasterSp="0"'
    return (
        f'{CABEZA}<p:sldLayout {NOMBRES} type="{d.tipo}" preserve="1" userDrawn="1"{maestro}>'
        + arbol(d.fondo, formas).replace("{nombre}", f" name={quoteattr(d.nombre)}")
        + "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def maestro(cuantos: int) -> str:
    huecos = (
        Hueco("title", 0, _("Título"), (MARGEN, 0.82, CUERPO, 0.98), 28, serif=True, negrita=True),
        Hueco("body", 1, _("Texto"), (MARGEN, 2.4, CUERPO, 3.85), 20, vinetas=True),
        *pie(),
    )
    formas = (
        linea(101, (MARGEN, 6.86), (ANCHO - MARGEN, 6.86), "linea", 0.75)
        + dibujar_motivo(110, MARGEN, 6.98, 0.38, "logo", "azul", "azul", 0.5)
        + rotulo(150, MARCA["nombre"], (MARGEN + 0.46, 6.96, 0.8, 0.3), 11, "tx1")
        + "".join(hueco(2 + i, h) for i, h in enumerate(huecos))
    )
    estilo = "".join(
        f'<a:lvl{n}pPr marL="{emu(0.3 * n)}" indent="-{emu(0.3)}"><a:spcBef><a:spcPts val="600"/>'
        '</a:spcBef><a:buFont typeface="Arial"/><a:buChar char="•"/>'
        f'<a:defRPr sz="{max(20 - 2 * n, 14) * 100}">{esquema("tx1")}<a:latin typeface="+mn-lt"/>'
        f"</a:defRPr></a:lvl{n}pPr>"
        for n in range(1, 6)
    )
    titulo = (
        '<a:lvl1pPr><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:buNone/><a:defRPr sz="2800" b="1">'
        f'{esquema("tx1")}<a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr>'
    )
    identidades = "".join(
        f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 1}"/>' for n in range(cuantos)
    )
    return (
        f"{CABEZA}<p:sldMaster {NOMBRES}>"
        + arbol("bg1", formas).replace("{nombre}", "")
        + '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
        'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
        f'folHlink="folHlink"/><p:sldLayoutIdLst>{identidades}</p:sldLayoutIdLst><p:txStyles>'
        f"<p:titleStyle>{titulo}</p:titleStyle><p:bodyStyle>{estilo}</p:bodyStyle>"
        "<p:otherStyle/></p:txStyles></p:sldMaster>"
    )


def tema() -> str:
    """Colours and letters; what else a theme must have is plain."""
    colores = dict(TEMA) | {f"accent{i + 2}": "" for i in range(len(EJES))}
    hex_de = {k: COLOR[v] for k, v in colores.items() if v}
    hex_de |= {f"accent{i + 2}": MARCA["ejes"][cual]["color"] for i, cual in enumerate(EJES)}
    orden = ["dk1", "lt1", "dk2", "lt2", *(f"accent{i}" for i in range(1, 7)), "hlink", "folHlink"]
    paleta = "".join(f'<a:{k}><a:srgbClr val="{hex_de[k][1:]}"/></a:{k}>' for k in orden)
    letras = "".join(
        f'<a:{uso}><a:latin typeface="{f["familia"]}" panose="{f["panose"]}"/>'
        f'<a:ea typeface=""/><a:cs typeface=""/></a:{uso}>'
        for uso, f in (
            ("majorFont", MARCA["tipografia"]["oficina"]["serif"]),
            ("minorFont", MARCA["tipografia"]["oficina"]["sans"]),
        )
    )
    liso = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    trazo = "".join(f'<a:ln w="{w}"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>'
                    for w in (9525, 12700, 19050))  # fmt: skip
    efecto = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{CABEZA}<a:theme xmlns:a="{A}" name="{MARCA["nombre"]}"><a:themeElements>'
        f'<a:clrScheme name="{MARCA["nombre"]}">{paleta}</a:clrScheme>'
        f'<a:fontScheme name="{MARCA["nombre"]}">{letras}</a:fontScheme>'
        f'<a:fmtScheme name="{MARCA["nombre"]}"><a:fillStyleLst>{liso}</a:fillStyleLst>'
        f"<a:lnStyleLst>{trazo}</a:lnStyleLst><a:effectStyleLst>{efecto}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{liso}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def enlaces(*pares: tuple[str, str]) -> str:
    filas = "".join(
        f'<Relationship Id="rId{i}" Type="{tipo}" Target="{destino}"/>'
        for i, (tipo, destino) in enumerate(pares, 1)
    )
    return f'{CABEZA}<Relationships xmlns="{REL}">{filas}</Relationships>'


def de(clase: str) -> str:
    """The type of a relationship."""
    return f"{R}/{clase}"


def paquete(idioma: str) -> bytes:
    """An empty presentation with our theme, master and layouts (``disenos``)."""
    hechos = list(disenos().values())
    partes: dict[str, str] = {
        "ppt/theme/theme1.xml": tema(),
        "ppt/slideMasters/slideMaster1.xml": maestro(len(hechos)),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": enlaces(
            *((de("slideLayout"), f"../slideLayouts/slideLayout{n}.xml")
              for n in range(1, len(hechos) + 1)),
            (de("theme"), "../theme/theme1.xml"),
        ),
        "ppt/presentation.xml": (
            f'{CABEZA}<p:presentation {NOMBRES} saveSubsetFonts="1"><p:sldMasterIdLst>'
            '<p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
            f'<p:sldSz cx="{emu(ANCHO)}" cy="{emu(ALTO)}"/><p:notesSz cx="6858000" cy="9144000"/>'
            f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="{idioma}"/></a:defPPr><a:lvl1pPr>'
            f'<a:defRPr sz="1800">{esquema("tx1")}<a:latin typeface="+mn-lt"/></a:defRPr>'
            "</a:lvl1pPr></p:defaultTextStyle></p:presentation>"
        ),
        "ppt/_rels/presentation.xml.rels": enlaces(
            (de("slideMaster"), "slideMasters/slideMaster1.xml"),
            (de("presProps"), "presProps.xml"),
            (de("viewProps"), "viewProps.xml"),
            (de("theme"), "theme/theme1.xml"),
            (de("tableStyles"), "tableStyles.xml"),
        ),
        "ppt/presProps.xml": f"{CABEZA}<p:presentationPr {NOMBRES}/>",
        "ppt/viewProps.xml": f"{CABEZA}<p:viewPr {NOMBRES}/>",
        "ppt/tableStyles.xml": (
            f'{CABEZA}<a:tblStyleLst xmlns:a="{A}" def="{{2D5ABB26-0587-4C30-8999-92F81FD0307C}}"/>'
        ),
        "docProps/core.xml": f'{CABEZA}<cp:coreProperties xmlns:cp="{CP}" xmlns:dc="{DC}"/>',
        "docProps/app.xml": (
            f'{CABEZA}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'extended-properties"><Application>CORETT</Application></Properties>'
        ),
        "_rels/.rels": enlaces(
            (de("officeDocument"), "ppt/presentation.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
                "core-properties",
                "docProps/core.xml",
            ),
            (de("extended-properties"), "docProps/app.xml"),
        ),
    }  # fmt: skip
    for n, d in enumerate(hechos, 1):
        partes[f"ppt/slideLayouts/slideLayout{n}.xml"] = diapositiva_base(d)
        partes[f"ppt/slideLayouts/_rels/slideLayout{n}.xml.rels"] = enlaces(
            (de("slideMaster"), "../slideMasters/slideMaster1.xml")
        )
    partes["[Content_Types].xml"] = tipos(partes)
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as archivo:
        for nombre, contenido in partes.items():
            archivo.writestr(nombre, contenido)
    return salida.getvalue()


CLASES = {
    "ppt/presentation.xml": f"{TIPO}presentationml.presentation.main+xml",
    "ppt/presProps.xml": f"{TIPO}presentationml.presProps+xml",
    "ppt/viewProps.xml": f"{TIPO}presentationml.viewProps+xml",
    "ppt/tableStyles.xml": f"{TIPO}presentationml.tableStyles+xml",
    "ppt/theme": f"{TIPO}theme+xml",
    "ppt/slideMasters": f"{TIPO}presentationml.slideMaster+xml",
    "ppt/slideLayouts": f"{TIPO}presentationml.slideLayout+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": f"{TIPO}extended-properties+xml",
}


def tipos(partes: Mapping[str, str]) -> str:
    filas = "".join(
        f'<Override PartName="/{nombre}" '
        f'ContentType="{CLASES.get(nombre) or CLASES[nombre.rpartition("/")[0]]}"/>'
        for nombre in partes
        if not nombre.endswith(".rels")
    )
    return (
        f'{CABEZA}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{filas}</Types>'
    )
