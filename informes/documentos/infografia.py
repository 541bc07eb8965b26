"""The infographic of the year: what it says, all of it from the cut, and its files."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import pypdfium2
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from PIL import Image

from informes import graficos
from informes.documentos import carteles, comun, figuras, piezas
from informes.documentos.archivo import Archivo, Avisar
from informes.documentos.carteles_piezas import Contenido, Destacada, EnPais, Estados, Tramo
from informes.documentos.lamina import Lamina
from informes.documentos.lectura import Cifra, leer_corte
from informes.models import Informe
from planes.documentos.pdf import Recursos

PLANTILLA = "informes/pdf/infografia.html"
CARTEL_PX = (1240, 1754)
"""The picture of the A4 sheet: 150 dots an inch."""

DENUNCIAS, RECURSOS = "denuncias-recibidas", "recursos-recaudados"
"""The Datos of the band at the foot, by their code, which is the same in every plan. The first is
the one that the plan asks to see in the infographics (indicator of target 6.3.1): nothing but its
name tells it from the other protected count by crime. The second is what donors committed."""

Partes = Mapping[str, Any]


def escribir(informe: Informe, avisar: Avisar) -> list[Archivo]:
    """The poster as PDF, SVG and PNG; the square and the story as PNG and SVG."""
    with translation.override(informe.idioma):
        recursos = Recursos()
        comunes = comun.contexto(informe, recursos) | {"marca_de_agua": None}
        dicho = contenido(informe, comunes, recursos)
        hechas = {
            "": (carteles.cartel(dicho), CARTEL_PX),
            "cuadrado": (carteles.cuadrado(dicho), (1080, 1080)),
            "historia": (carteles.historia(dicho), (1080, 1920)),
        }
        archivos = []
        for paso, (clave, (lamina, medidas)) in enumerate(hechas.items(), 1):
            pdf = compuesto(informe, lamina, dicho, comunes, recursos, clave)
            svg = Archivo(lamina.svg(dicho.resumen, informe.idioma).encode(), "svg", clave)
            png = Archivo(retrato(pdf.contenido, medidas), "png", clave)
            archivos += [svg, png] if clave else [pdf, svg, png]
            avisar(30 * paso)
    return archivos


def compuesto(
    informe: Informe,
    lamina: Lamina,
    dicho: Contenido,
    comunes: Mapping[str, Any],
    recursos: Recursos,
    clave: str,
) -> Archivo:
    datos = {
        **comunes,
        "lamina": lamina.html(recursos),
        "titulo": lamina.titulo,
        "descripcion": dicho.resumen,
    }
    return comun.pdf(informe, PLANTILLA, datos, recursos, lambda parte: None, clave)


def retrato(pdf: bytes, medidas: tuple[int, int]) -> bytes:
    """The first page as a PNG of exactly these px, without metadata."""
    documento = pypdfium2.PdfDocument(pdf)
    try:
        hoja = documento[0]
        imagen = hoja.render(scale=medidas[0] / hoja.get_width()).to_pil().convert("RGB")
    finally:
        documento.close()
    if imagen.size != medidas:
        # A rounded edge: less than a px.
        imagen = imagen.resize(medidas, Image.Resampling.LANCZOS)
    salida = io.BytesIO()
    imagen.save(salida, "PNG", compress_level=9)
    return salida.getvalue()


# --- what it says ---------------------------------------------------------------------


def contenido(informe: Informe, comunes: Mapping[str, Any], recursos: Recursos) -> Contenido:
    corte, idioma, anio = informe.corte, informe.idioma, informe.anio
    partes = leer_corte(corte, idioma)
    inicio = partes["inicio"]
    sensible = bloque_de(partes, DENUNCIAS)
    escrita = comunes["narrativa"].get("mensaje")
    fecha = date_format(corte.fecha, comunes["formato_fecha"])
    mensaje = plano(escrita.html) if escrita else inicio["mensaje"]
    cifras = tuple(destacadas(partes, anio, sensible))[:4]
    delitos = tuple(por_delito(sensible, anio))[:2]
    direccion_qr = comunes["verificar"]["qr"]
    paises = tuple(
        EnPais(
            p["codigo"],
            p["nombre"],
            p["en_marcha"] if piezas.con_estado(p) else None,
            p["pedidas"],
        )
        for p in inicio["paises"]
    )
    return Contenido(
        anio=str(anio),
        idioma=idioma,
        plan=inicio["plan"],
        mensaje=mensaje,
        idioma_mensaje=escrita.idioma if escrita else "",
        nota=escrita.nota if escrita else "",
        fecha=_("Datos al %(fecha)s") % {"fecha": fecha},
        resumen=". ".join((mensaje, inicio["plan"], _("Datos al %(fecha)s") % {"fecha": fecha})),
        estados=Estados(_("Todo el plan"), inicio["mensaje"], inicio["distribucion"]),
        ejes=tuple(
            Tramo(
                e["numero"],
                figuras.color_de_eje(e["numero"]),
                Estados(e["nombre"], e["mensaje"], e["distribucion"]),
            )
            for e in inicio["ejes"]
        ),
        paises=paises,
        cifras=cifras,
        denuncias=sensible["dato"]["nombre"] if sensible else "",
        delitos=delitos,
        monto=monto(partes, anio),
        ayuda=f"{comunes['sitio']}/ayuda-victimas/".split("//", 1)[-1],
        sitio=comunes["verificar"]["direccion"].split("//", 1)[-1].split("/", 1)[0],
        huella=corte.huella[:16],
        qr=recursos.dibujos[PurePosixPath(direccion_qr).name].decode(),
        verificar=comunes["verificar"]["direccion"],
        cobertura=cobertura_reportes(partes["metodo"]),
        demo=bool(corte.demo),
    )


def plano(texto: str) -> str:
    """A written section as one line of plain text."""
    separado = re.sub(r"</(p|li|h\d)>|<br ?/?>", " ", texto)
    return re.sub(r"[ \t\r\n]+", " ", html.unescape(strip_tags(separado))).strip()


def del_anio(serie: Mapping[str, Any], anio: int) -> Cifra | None:
    return next((c for c in serie["region"] if c.anio == anio), None)


def destacadas(
    partes: Partes, anio: int, sensible: Mapping[str, Any] | None
) -> Iterator[Destacada]:
    """The key figures of the year; a sensitive one for each crime."""
    for elegido in partes["inicio"]["destacados"]:
        bloque = partes[f"indicador/{elegido['indicador']}"]["bloque"]
        if sensible and bloque["dato"]["codigo"] == sensible["dato"]["codigo"]:
            continue
        series = bloque["series"] if bloque["dato"]["sensible"] else bloque["series"][:1]
        for serie in series:
            nombre = ": ".join(n for n in (elegido["nombre"], serie["nombre"]) if n)
            yield dicha(del_anio(serie, anio), nombre, bloque["dato"])


def bloque_de(partes: Partes, codigo: str) -> Mapping[str, Any] | None:
    """A Dato with its series; None when the cut has no figure of it."""
    for clave, parte in partes.items():
        if clave.startswith("eje/"):
            for bloque in parte["datos"]:
                if bloque["dato"]["codigo"] == codigo:
                    return dict(bloque)
    return None


def por_delito(bloque: Mapping[str, Any] | None, anio: int) -> Iterator[Destacada]:
    if bloque is None:
        return
    for serie in bloque["series"]:
        nombre = serie["nombre"] or bloque["dato"]["nombre"]
        yield dicha(del_anio(serie, anio), nombre, bloque["dato"])


def monto(partes: Partes, anio: int) -> Destacada | None:
    """The money of the year; None when the cut has no figure of it."""
    bloque = bloque_de(partes, RECURSOS)
    cifra = del_anio(bloque["series"][0], anio) if bloque and bloque["series"] else None
    if bloque is None or cifra is None or not cifra.hay:
        return None
    return dicha(cifra, bloque["dato"]["nombre"], bloque["dato"])


def dicha(cifra: Cifra | None, nombre: str, dato: Mapping[str, Any]) -> Destacada:
    """A figure in words: number or interval with its unit; what there is none of says why."""
    if cifra is None or not cifra.hay:
        marca = (cifra.marca if cifra else "") or "x"
        idioma = translation.get_language() or "es"
        return Destacada(graficos.MARCA["marcas"][marca][idioma[:2]], marca, nombre, "", "", False)
    unidad = "" if cifra.texto or cifra.tipo == "porcentaje" else dato["unidad"]
    return Destacada(cifra.dicha, cifra.marca, nombre, unidad, figuras.cobertura(cifra), True)


def cobertura_reportes(metodo: Mapping[str, Any]) -> str:
    nacionales = [r["aprobados"] for r in metodo["reportes"] if r["codigo"]]
    return _("%(n)s de %(de)s reportes nacionales aprobados") % {
        "n": sum(map(sum, nacionales)),
        "de": sum(map(len, nacionales)),
    }
