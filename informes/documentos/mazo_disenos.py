"""The layouts of our presentations, drawn from the brand; ``mazo_plantilla`` packs them.

Everything is native (shapes, placeholders, theme colours), so that whoever edits a presentation
can change it in one place. Letters are those of ``marca.json`` for office files: ours cannot be
counted on elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from informes.graficos import COLOR, MARCA, motivo

ANCHO, ALTO, MARGEN = 13.333, 7.5, 0.75
"""Of a slide, in inches: 16:9."""
CUERPO = ANCHO - 2 * MARGEN

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TIPO = "application/vnd.openxmlformats-officedocument."
NOMBRES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
CABEZA = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DECORATIVA = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)

TEMA = {
    "dk1": "tinta", "lt1": "blanco", "dk2": "secundaria", "lt2": "fondo",
    "accent1": "azul", "hlink": "azul", "folHlink": "azul-oscuro", "accent6": "bien",
}  # fmt: skip
"""The theme's colours by their name in the brand; accents 2 to 5 are the ejes."""
EJES = sorted(MARCA["ejes"], key=int)[:4]


@dataclass(frozen=True)
class Hueco:
    """A placeholder of a layout: what goes there, where (inches) and in which letters."""

    tipo: str
    indice: int
    nombre: str
    lugar: tuple[float, float, float, float]
    puntos: float = 18
    color: str = "tx1"
    serif: bool = False
    negrita: bool = False
    ancla: str = "t"
    alinea: str = "l"
    vinetas: bool = False


@dataclass(frozen=True)
class Diseno:
    """A layout. ``adornos``: its shapes, as XML; ``fondo``: a theme colour, or of the master."""

    nombre: str
    tipo: str
    huecos: tuple[Hueco, ...]
    adornos: str = ""
    fondo: str = ""
    con_pie: bool = True


def emu(pulgadas: float) -> int:
    return round(pulgadas * 914400)


def esquema(color: str) -> str:
    """A colour of the theme or of the brand, as a fill."""
    if color in COLOR:
        return f'<a:solidFill><a:srgbClr val="{COLOR[color][1:]}"/></a:solidFill>'
    return f'<a:solidFill><a:schemeClr val="{color}"/></a:solidFill>'


# --- shapes ---------------------------------------------------------------------------


def forma(ident: int, figura: str, lugar: Sequence[float], relleno: str, texto: str = "") -> str:
    """A decorative shape of a layout (``figura``: its name in DrawingML)."""
    x, y, ancho, alto = (emu(n) for n in lugar)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ident}" name="{figura} {ident}" descr="">{DECORATIVA}'
        '</p:cNvPr><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{ancho}" cy="{alto}"/></a:xfrm>'
        f'<a:prstGeom prst="{figura}"><a:avLst/></a:prstGeom>{relleno}'
        f"<a:ln><a:noFill/></a:ln></p:spPr>{texto}</p:sp>"
    )


def linea(ident: int, desde: Sequence[float], hasta: Sequence[float], color: str, pt: float) -> str:
    (x1, y1), (x2, y2) = desde, hasta
    voltea = ' flipV="1"' if (x2 - x1) * (y2 - y1) < 0 else ""
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{ident}" name="line {ident}" descr="">{DECORATIVA}'
        '</p:cNvPr><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr>'
        f'<a:xfrm{voltea}><a:off x="{emu(min(x1, x2))}" y="{emu(min(y1, y2))}"/>'
        f'<a:ext cx="{emu(abs(x2 - x1))}" cy="{emu(abs(y2 - y1))}"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{round(pt * 12700)}">{esquema(color)}</a:ln></p:spPr></p:cxnSp>'
    )


def dibujar_motivo(
    desde: int, x: float, y: float, ancho: float, tipo: str, punto: str, trazo: str, pt: float
) -> str:
    """The nine points and their line as native shapes, where the brand has them."""
    svg = motivo("p", "l", tipo)
    medida = float(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]
    escala = ancho / medida
    trazos = re.findall(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)", svg)
    discos = re.findall(r'cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg)
    salida = [
        linea(
            desde + i,
            (x + float(a) * escala, y + float(b) * escala),
            (x + float(c) * escala, y + float(d) * escala),
            trazo,
            pt,
        )
        for i, (a, b, c, d) in enumerate(trazos)
    ]
    for i, (cx, cy, r) in enumerate(discos):
        radio = float(r) * escala
        esquina = (x + float(cx) * escala - radio, y + float(cy) * escala - radio)
        numero = desde + len(trazos) + i
        salida.append(forma(numero, "ellipse", (*esquina, 2 * radio, 2 * radio), esquema(punto)))
    return "".join(salida)


def rotulo(ident: int, texto: str, lugar: Sequence[float], pt: float, color: str) -> str:
    """The wordmark."""
    cuerpo = (
        '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
        f'<a:lstStyle/><a:p><a:r><a:rPr lang="es-ES" sz="{round(pt * 100)}" b="1" spc="100">'
        f'{esquema(color)}<a:latin typeface="+mj-lt"/></a:rPr><a:t>{escape(texto)}</a:t></a:r>'
        "</a:p></p:txBody>"
    )
    return forma(ident, "rect", lugar, "<a:noFill/>", cuerpo)


def hueco(ident: int, h: Hueco) -> str:
    x, y, ancho, alto = (emu(n) for n in h.lugar)
    indice = f' idx="{h.indice}"' if h.indice else ""
    vineta = (
        f'marL="{emu(0.3)}" indent="-{emu(0.3)}" algn="{h.alinea}"><a:spcBef><a:spcPts val="1400"/>'
        '</a:spcBef><a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="Arial"/>'
        '<a:buChar char="•"/>'
        if h.vinetas
        else f'marL="0" indent="0" algn="{h.alinea}"><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        "<a:buNone/>"
    )
    letra = "+mj-lt" if h.serif else "+mn-lt"
    campo = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr/><a:t>‹#›</a:t>'
        "</a:fld>"
        if h.tipo == "sldNum"
        else f"<a:r><a:rPr/><a:t>{escape(h.nombre)}</a:t></a:r>"
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ident}" name={quoteattr(h.nombre)}/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{h.tipo}"{indice}/></p:nvPr>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{ancho}" cy="{alto}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{h.ancla}"><a:normAutofit/>'
        f"</a:bodyPr><a:lstStyle><a:lvl1pPr {vineta}"
        f'<a:defRPr sz="{round(h.puntos * 100)}" b="{int(h.negrita)}">{esquema(h.color)}'
        f'<a:latin typeface="{letra}"/></a:defRPr></a:lvl1pPr></a:lstStyle><a:p>{campo}</a:p>'
        "</p:txBody></p:sp>"
    )


# --- the layouts ----------------------------------------------------------------------


def pie(desde: float = MARGEN, color: str = "tx2") -> tuple[Hueco, Hueco]:
    """The foot of a slide: the data's date, the number."""
    ancho = 4.6 if desde > MARGEN else 6.2
    texto = desde if desde > MARGEN else desde + 1.35
    return (
        Hueco("ftr", 30, _("Pie"), (texto, 6.96, ancho, 0.3), 10, color, ancla="ctr"),
        Hueco("sldNum", 31, _("Número"), (11.9, 6.96, 0.68, 0.3), 10, color, True, True, "ctr",
              "r"),
    )  # fmt: skip


def cabeza(x: float = MARGEN, ancho: float = CUERPO) -> tuple[Hueco, ...]:
    return (
        Hueco("title", 0, _("Título"), (x, 0.82, ancho, 0.98), 28, serif=True, negrita=True),
        Hueco("body", 10, _("Antetítulo"), (x, 0.5, ancho, 0.3), 12, "accent1", negrita=True),
        Hueco("body", 11, _("Subtítulo"), (x, 1.86, ancho, 0.36), 14, "tx2"),
    )


def disenos() -> dict[str, Diseno]:
    """The layouts by our own name, in the order in which PowerPoint offers them."""
    nota = Hueco("body", 12, _("Nota y fuente"), (MARGEN, 6.34, CUERPO, 0.4), 11, "tx2", ancla="b")
    todo = (MARGEN, 2.4, CUERPO, 3.85)
    mitades = ((MARGEN, 2.4, 4.7, 3.85), (5.85, 2.4, 6.733, 3.85))
    hechos = {
        "portada": Diseno(
            _("Portada"),
            "title",
            (
                Hueco("ctrTitle", 0, _("Título"), (MARGEN, 3.55, CUERPO, 1.6), 40, "bg1", True,
                      True, "b"),
                Hueco("subTitle", 1, _("Subtítulo"), (MARGEN, 5.3, CUERPO, 0.8), 18, "sobre-tinta"),
                Hueco("body", 10, _("Fecha"), (MARGEN, 6.45, 8.0, 0.35), 14, "sobre-tinta"),
            ),
            dibujar_motivo(101, 5.9, 0.75, 6.6, "mapa", "sobre-tinta", "linea-tinta", 1.25)
            + rotulo(150, MARCA["nombre"], (MARGEN, 0.7, 2.5, 0.4), 20, "bg1"),
            fondo="tx1",
            con_pie=False,
        ),
        "mensaje": Diseno(
            _("Mensaje"),
            "secHead",
            (
                Hueco("title", 0, _("Título"), (MARGEN, 1.15, CUERPO, 2.5), 36, "bg1", True, True),
                Hueco("body", 10, _("Antetítulo"), (MARGEN, 0.7, CUERPO, 0.3), 12, "sobre-tinta",
                      negrita=True),
                Hueco("body", 11, _("Texto"), (MARGEN, 3.75, CUERPO, 0.8), 18, "sobre-tinta"),
                *pie(color="sobre-tinta"),
            ),
            linea(101, (MARGEN, 6.86), (ANCHO - MARGEN, 6.86), "linea-tinta", 0.75)
            + rotulo(150, MARCA["nombre"], (MARGEN, 6.96, 1.2, 0.3), 11, "bg1"),
            fondo="tx1",
            con_pie=False,
        ),
        "texto": Diseno(
            _("Título y texto"),
            "obj",
            (*cabeza(), Hueco("body", 1, _("Texto"), todo, 24, vinetas=True), nota, *pie()),
        ),
        "figura": Diseno(
            _("Título y figura"),
            "cust",
            (*cabeza(), Hueco("chart", 20, _("Figura"), todo, 12), nota, *pie()),
        ),
        "tabla": Diseno(
            _("Título y tabla"),
            "cust",
            (*cabeza(), Hueco("tbl", 20, _("Tabla"), todo, 12), nota, *pie()),
        ),
        "figura_y_tabla": Diseno(
            _("Figura y tabla"),
            "cust",
            (
                *cabeza(),
                Hueco("chart", 20, _("Figura"), mitades[0], 12),
                Hueco("tbl", 21, _("Tabla"), mitades[1], 12),
                nota,
                *pie(),
            ),
        ),
        "libre": Diseno(_("Solo título"), "titleOnly", (*cabeza(), nota, *pie())),
    }  # fmt: skip
    hechos |= {f"eje-{cual}": diseno_de_eje(cual, i) for i, cual in enumerate(EJES)}
    return hechos


def diseno_de_eje(cual: str, lugar: int) -> Diseno:
    """A coloured side with the eje's number and name; two figures beside it."""
    x, ancho = 3.85, ANCHO - MARGEN - 3.85
    mitad = (ancho - 0.45) / 2
    segunda = x + mitad + 0.45
    figuras = []
    for n, donde in enumerate((x, segunda)):
        figuras += [
            Hueco("body", 13 + 2 * n, _("Mensaje de la figura"), (donde, 1.5, mitad, 0.8), 15,
                  negrita=True, ancla="b"),
            Hueco("body", 14 + 2 * n, _("Medida"), (donde, 2.36, mitad, 0.45), 11.5, "tx2"),
            Hueco("chart", 20 + n, _("Figura"), (donde, 2.9, mitad, 3.35), 12),
        ]  # fmt: skip
    return Diseno(
        _("Eje %(n)s") % {"n": cual},
        "cust",
        (
            Hueco("title", 0, _("Título"), (x, 0.55, ancho, 0.9), 26, serif=True, negrita=True),
            Hueco("body", 10, _("Número del eje"), (0.6, 0.45, 2.4, 1.4), 88, "bg1", True, True),
            Hueco("body", 11, _("Nombre del eje"), (0.6, 2.0, 2.45, 1.5), 22, "bg1", True, True),
            Hueco("body", 17, _("Descripción"), (0.6, 3.65, 2.45, 2.9), 14, "bg1"),
            *figuras,
            Hueco("body", 12, _("Nota y fuente"), (x, 6.34, ancho, 0.4), 11, "tx2", ancla="b"),
            *pie(x),
        ),
        forma(101, "rect", (0, 0, 3.35, ALTO), esquema(f"accent{lugar + 2}"))
        + linea(102, (x, 6.86), (ANCHO - MARGEN, 6.86), "linea", 0.75),
        con_pie=False,
    )
