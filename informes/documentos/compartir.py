"""The picture that stands beside a link to the portal in other people's pages and messages.

Drawn from a cut by the chain of the documents (WeasyPrint, then a picture of the page), once for
each cut, language and key, and kept. Keys: ``general``, ``inicio``, ``plan``, ``eje-1``,
``pais-gt``, ``informe-2024``, ``ayuda`` (which has no figure). The same bytes every time.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import apnumber
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from informes import figuras, graficos
from informes.documentos import medida
from informes.documentos.figuras import a_medida
from informes.documentos.infografia import retrato
from informes.documentos.lamina import Lamina, encajado
from informes.documentos.medida import FUERTE, SANS, SERIF
from informes.graficos import COLOR, MARCA
from informes.models import Corte, CorteParte, Informe
from planes.documentos.pdf import Recursos, componer

MEDIDAS = (1200, 630)
MARGEN = 72
TRAZADO = "2"
"""Changes with the drawing, so that no picture drawn the old way is given out."""


class SinImagen(Exception):
    """No picture has that key."""


@dataclass(frozen=True)
class Dicho:
    """What a picture says. ``cuenta``: a distribution of states, with its date and source."""

    titulo: str
    sobre: str = ""
    linea: str = ""
    cuenta: Mapping[str, int] = field(default_factory=dict)
    corte: Corte | None = None
    color: str = COLOR["tinta"]


def imagen(corte: Corte | None, idioma: str, clave: str) -> bytes:
    """The picture as PNG, 1200 × 630 px. Raises SinImagen."""
    with translation.override(idioma):
        dicho = lo_dicho(corte, clave)
        huella = dicho.corte.huella if dicho.corte else "sin-corte"
        carpeta = Path(settings.MEDIA_ROOT) / "compartir" / f"{huella[:32]}-{TRAZADO}"
        archivo = carpeta / f"{idioma}-{clave}.png"
        if archivo.exists():
            return archivo.read_bytes()
        hecha = dibujar(dicho, idioma)
    guardar(archivo, hecha)
    return hecha


def guardar(archivo: Path, contenido: bytes) -> None:
    """Whole or not at all: others may be reading."""
    archivo.parent.mkdir(parents=True, exist_ok=True)
    descriptor, provisional = tempfile.mkstemp(dir=archivo.parent)
    with os.fdopen(descriptor, "wb") as salida:
        salida.write(contenido)
    os.replace(provisional, archivo)


# --- What it says -------------------------------------------------------------------------------


def lo_dicho(corte: Corte | None, clave: str) -> Dicho:
    familia, _guion, resto = clave.partition("-")
    fijas = {"general": general, "ayuda": ayuda}
    if clave in fijas:
        return fijas[clave]()
    if familia == "informe" and resto.isdecimal() and len(resto) == 4:
        return de_informe(int(resto))
    de_corte: dict[str, Callable[[Corte, str], Dicho]] = {
        "inicio": inicio, "plan": plan, "eje": eje, "pais": pais,
    }  # fmt: skip
    if corte is None or familia not in de_corte or bool(resto) != (familia in ("eje", "pais")):
        raise SinImagen(clave)
    try:
        return de_corte[familia](corte, resto)
    except CorteParte.DoesNotExist as error:
        raise SinImagen(clave) from error


def general() -> Dicho:
    return Dicho(
        _("Coalición Regional contra la Trata de Personas y el Tráfico Ilícito de Migrantes")
    )


def ayuda() -> Dicho:
    return Dicho(
        _("Dónde pedir ayuda"),
        sobre=_("Ayuda a víctimas"),
        linea=_("A quién acudir en cada país y cómo buscar ayuda con seguridad."),
        color=COLOR["azul"],
    )


def inicio(corte: Corte, resto: str) -> Dicho:
    parte = corte.parte("inicio")
    n = capfirst(str(apnumber(len(parte["paises"]))))
    titulo = _("%(n)s países, un plan contra la trata de personas") % {"n": n}
    return Dicho(
        titulo,
        figuras.en_idioma(parte["plan"]),
        figuras.en_idioma(parte["mensaje"]),
        parte["distribucion"],
        corte,
    )


def plan(corte: Corte, resto: str) -> Dicho:
    parte = corte.parte("inicio")
    return Dicho(
        figuras.en_idioma(parte["plan"]),
        _("El plan y su avance"),
        figuras.en_idioma(parte["mensaje"]),
        parte["distribucion"],
        corte,
    )


def eje(corte: Corte, resto: str) -> Dicho:
    parte = corte.parte(f"eje/{resto}")
    return Dicho(
        figuras.en_idioma(parte["nombre"]),
        _("Eje %(n)s") % {"n": parte["numero"]},
        figuras.en_idioma(parte["mensaje"]),
        parte["distribucion"],
        corte,
        MARCA["ejes"].get(str(parte["numero"]), {}).get("color", COLOR["tinta"]),
    )


def pais(corte: Corte, resto: str) -> Dicho:
    parte = corte.parte(f"pais/{resto}")
    hay = any(reporte["aprobado"] for reporte in parte["reportes"])
    mensaje = figuras.en_idioma(parte["mensaje"])
    return Dicho(
        figuras.en_idioma(parte["nombre"]),
        _("País miembro"),
        mensaje if hay else _("Todavía no hay un reporte aprobado de este país"),
        parte["distribucion"],
        corte,
    )


def de_informe(anio: int) -> Dicho:
    """The annual report's, from its own cut."""
    anuales = Informe.objects.publicados().filter(tipo=Informe.Tipo.ANUAL, anio=anio)
    informe = anuales.select_related("corte").order_by("-publicado_en", "pk").first()
    if informe is None:
        raise SinImagen(str(anio))
    parte = informe.corte.parte("inicio")
    return Dicho(
        _("Informe anual regional %(anio)s") % {"anio": anio},
        figuras.en_idioma(parte["plan"]),
        figuras.en_idioma(parte["mensaje"]),
        parte["distribucion"],
        informe.corte,
    )


# --- Drawing ------------------------------------------------------------------------------------


def dibujar(dicho: Dicho, idioma: str) -> bytes:
    recursos = Recursos()
    lamina = trazar(dicho, idioma)
    datos = {
        "idioma": idioma,
        "corte": dicho.corte,
        "lamina": lamina.html(recursos),
        "titulo": dicho.titulo,
        "descripcion": dicho.linea or dicho.titulo,
    }
    html = render_to_string("informes/pdf/infografia.html", datos)
    return retrato(componer(html, recursos, b"compartir").contenido, MEDIDAS)


def trazar(dicho: Dicho, idioma: str) -> Lamina:
    """Wordmark above, title and message, and below, on white, the states with their words."""
    ancho, alto = MEDIDAS
    caben = ancho - 2 * MARGEN
    lamina = Lamina(ancho, alto, 0.1, dicho.titulo)
    lamina.rect(0, 0, ancho, alto, dicho.color)
    claro = "#FFFFFF"
    lamina.adorno(470, 30, 780, graficos.motivo(claro, claro), 0.13)
    lamina.fondo.append(encajado(graficos.motivo(claro, claro, "logo"), MARGEN, 56, 83, 54))
    lamina.texto(MARGEN + 104, 97, "CORETT", 38, SERIF, color=claro)
    pie = 164 if dicho.cuenta else 0
    letra = 66 if len(dicho.titulo) <= 44 else 54
    titulo = parejas(dicho.titulo, letra, caben)
    linea = medida.lineas(dicho.linea, SANS, 34, caben - 80, 2) if dicho.linea else ()
    bloque = len(titulo) * letra * 1.12 + (len(linea) * 34 * 1.3 + 18 if linea else 0)
    # Between the wordmark and the foot, a little below the middle.
    y = 150 + (alto - pie - 150 - bloque) / 2 + (26 if dicho.sobre else 0) + letra * 0.62
    if dicho.sobre:
        lamina.texto(MARGEN, y - letra - 8, dicho.sobre.upper(), 22, FUERTE, color=claro)
    y = lamina.texto(MARGEN, y, titulo, letra, SERIF, paso=1.12, color=claro, etiqueta="h1")
    if linea:
        lamina.texto(MARGEN, y - letra * 0.5 + 38, linea, 34, SANS, paso=1.3, color=claro)
    if dicho.cuenta and dicho.corte:
        estados(lamina, dicho, dicho.corte, idioma, alto - pie)
    return lamina


def parejas(titulo: str, letra: float, caben: float) -> tuple[str, ...]:
    """At most three lines of about the same length."""
    lineas = medida.lineas(titulo, SERIF, letra, caben, 3)
    while len(menos := medida.lineas(titulo, SERIF, letra, caben * 0.95, 4)) == len(lineas):
        lineas, caben = menos, caben * 0.95
    return lineas


def estados(lamina: Lamina, dicho: Dicho, corte: Corte, idioma: str, y: float) -> None:
    """The foot: bar, legend, date; what is fictitious says so."""
    ancho, alto = MEDIDAS
    lamina.rect(0, y, ancho, alto - y, COLOR["blanco"])
    barra = graficos.estados(dicho.titulo, "", dicho.cuenta, idioma, leyenda=False)
    largo = ancho - 2 * MARGEN
    lamina.dibujo(MARGEN, y + 30, largo, 18, a_medida(barra, largo), dicho.linea)
    x = float(MARGEN)
    for parte in graficos.conteos(dicho.cuenta, idioma):
        palabras = f"{parte['n']} {parte['nombre']}"
        lamina.forma(parte["clave"], x, y + 70, 20)
        lamina.texto(x + 29, y + 89, palabras, 23, FUERTE)
        x += 29 + medida.ancho(palabras, FUERTE, 23) + 28
    fecha = _("Datos al %(fecha)s") % {"fecha": date_format(corte.fecha, "DATE_FORMAT")}
    if corte.demo:
        aviso = _("Cifras ficticias, de demostración")
        fecha = f"{aviso} · {fecha}"
    lamina.texto(MARGEN, y + 131, fecha, 20, SANS, color=COLOR["secundaria"])
