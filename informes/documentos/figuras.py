"""The drawings of a document: charts from published figures, each with its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from informes import graficos
from informes.documentos.lectura import Cifra
from planes.documentos.pdf import Recursos

MEDIO, ENTERO = 450, 900
"""Width in drawing units of a chart in half the page and in the whole: letters of 8 points."""

TAMANO = re.compile(r' width="640" height="(\d+)" ')


@dataclass(frozen=True)
class Dibujo:
    """A picture: its address, the words for who does not see it, what it is of."""

    url: str
    alt: str
    nombre: str = ""


@dataclass(frozen=True)
class Figura:
    """A chart with all that belongs to it: message, measure, source."""

    titulo: str
    medida: str
    fuente: str
    dibujos: tuple[Dibujo, ...]


@dataclass(frozen=True)
class Suelta:
    """A figure by itself, printed large."""

    nombre: str
    cifra: Cifra
    cobertura: str
    medida: str
    fuente: str


@dataclass(frozen=True)
class Cero:
    """A figure that is nought in every year: said in a line, not drawn as empty bars."""

    nombre: str
    medida: str
    cobertura: str


@dataclass(frozen=True)
class Hito:
    """A milestone or document of the region: how far it is."""

    nombre: str
    situacion: str
    desde: str


def color_de_eje(numero: int) -> str:
    ejes = graficos.MARCA["ejes"]
    return ejes[str(numero)]["color"] if str(numero) in ejes else graficos.COLOR["azul"]


def a_medida(svg: str, ancho: int) -> str:
    """Our charts follow the width of a page on screen; here they get a fixed one in units."""
    medido, veces = TAMANO.subn(
        lambda m: f' viewBox="0 0 {ancho} {m[1]}" width="{ancho}" height="{m[1]}" ', svg, count=1
    )
    if not veces:
        raise ValueError("a chart without the size that is expected")
    return medido


def distribucion(
    recursos: Recursos,
    titulo: str,
    cuenta: Mapping[str, int],
    idioma: str,
    *,
    leyenda: bool = True,
    ancho: int = ENTERO,
) -> Dibujo:
    """A bar of states."""
    svg = graficos.estados(titulo, "", cuenta, idioma, leyenda)
    partes = ", ".join(f"{p['n']} {p['nombre']}" for p in graficos.conteos(cuenta, idioma))
    alt = f"{titulo}: {partes or _('sin dato')}"
    return Dibujo(recursos.agregar(a_medida(svg, ancho)), alt)


def figura(recursos: Recursos, bloque: Mapping[str, Any], color: str, idioma: str) -> Figura | None:
    """The chart of a Dato's regional figures by year; None when there is no figure to draw."""
    series = [s for s in bloque["series"] if any(c.hay for c in s["region"])]
    if not series or any(c.texto for s in series for c in s["region"]):
        return None
    dato = bloque["dato"]
    tope = max(alcance(c, dato) for s in series for c in s["region"])
    dibujos = []
    for serie in series:
        filas = [fila(c) for c in serie["region"]]
        nombre = serie["nombre"] or dato["nombre"]
        svg = graficos.barras(nombre, "", filas, dato["unidad"], idioma, color, tope, MEDIO)
        alt = "; ".join(
            f"{f.etiqueta}: {graficos.palabras(f, idioma)}" + (f" ({f.sub})" if f.sub else "")
            for f in filas
        )
        dibujos.append(
            Dibujo(
                recursos.agregar(a_medida(svg, MEDIO)),
                f"{nombre}. {alt}",
                serie["nombre"] or "",
            )
        )
    return Figura(bloque["mensaje"], medida(dato, bloque["anios"]), fuente(dato), tuple(dibujos))


def alcance(cifra: Cifra, dato: Mapping[str, Any]) -> float:
    """How far the scale must go for a figure: all countries, all per cent, or the figure."""
    if dato["regla_region"] == "paises_que_cumplen":
        return cifra.esperados
    if dato["tipo"] == "porcentaje":
        return 100
    return max(cifra.valor or 0, cifra.maximo or 0)


def fila(cifra: Cifra) -> graficos.Fila:
    return graficos.Fila(
        etiqueta=str(cifra.anio),
        valor=cifra.valor,
        minimo=cifra.minimo,
        maximo=cifra.maximo,
        sub=cobertura(cifra),
        marca=cifra.marca,
        texto=cifra.dicha if cifra.hay else "",
    )


def cobertura(cifra: Cifra, *, dicha: bool = False) -> str:
    """What a regional figure stands on: "8 de 9 países; 2 con cifra protegida". Empty for what
    only the region reports. ``dicha``: with its verb, as the site says it beside a figure."""
    if not cifra.esperados:
        return ""
    if dicha:
        dicho = ngettext(
            "%(reportaron)s de %(miembros)s países reportó",
            "%(reportaron)s de %(miembros)s países reportaron",
            cifra.reportaron,
        ) % {"reportaron": cifra.reportaron, "miembros": cifra.esperados}
    else:
        dicho = _("%(n)s de %(de)s países") % {"n": cifra.reportaron, "de": cifra.esperados}
    if cifra.parciales:
        dicho += "; " + _("%(parciales)s con el año incompleto") % {"parciales": cifra.parciales}
    if cifra.en_banda:
        dicho += "; " + _("%(n)s con cifra protegida") % {"n": cifra.en_banda}
    return dicho


def medida(dato: Mapping[str, Any], anios: Sequence[int] = ()) -> str:
    """What is measured: unit, years unless they stand nearby, and how the region's figure
    comes about."""
    unidad = dato["unidad"] or dato["nombre"]
    dicho = f"{unidad[:1].upper()}{unidad[1:]}"
    if anios:
        dicho += f", {anios[0]}-{anios[-1]}" if len(anios) > 1 else f", {anios[0]}"
    return f"{dicho}. {reglas()[dato['regla_region']]}."


def reglas() -> dict[str, str]:
    """How a regional figure comes about, by ``regla_region``."""
    return {
        "suma": _("Suma de los países"),
        "suma_mas_regional": _("Suma de los países y de la región"),
        "manda_regional": _("Cuenta el reporte regional"),
        "cociente": _("Razón entre las sumas de los países"),
        "paises_que_cumplen": _("Número de países que cumplen"),
        "no_agregable": _("No se agrega entre países"),
    }


def fuente(dato: Mapping[str, Any]) -> str:
    """Whose reports it comes from; that they are approved is said once, in the summary."""
    fuentes = {
        "nacional": _("reportes nacionales"),
        "regional": _("reportes regionales"),
        "ambos": _("reportes nacionales y regionales"),
    }
    return fuentes[dato["informante"]]


def es_suelta(bloque: Mapping[str, Any]) -> bool:
    """Whether a Dato has one exact figure of one year: a bar would have nothing to stand beside,
    unless there is a whole (all countries, all per cent) to measure it by."""
    series = bloque["series"]
    return (
        len(series) == 1
        and len(series[0]["region"]) == 1
        and series[0]["region"][0].valor is not None
        and not series[0]["region"][0].texto
        and bloque["dato"]["tipo"] != "porcentaje"
        and bloque["dato"]["regla_region"] != "paises_que_cumplen"
    )


def suelta(bloque: Mapping[str, Any]) -> Suelta:
    dato, cifra = bloque["dato"], bloque["series"][0]["region"][0]
    return Suelta(
        dato["nombre"], cifra, cobertura(cifra), medida(dato, bloque["anios"]), fuente(dato)
    )


def en_cero(bloque: Mapping[str, Any]) -> bool:
    """Whether a regional figure was reported in every year, and always as nought."""
    cifras = [c for s in bloque["series"] for c in s["region"]]
    return bool(cifras) and all(c.valor == 0 and not c.texto for c in cifras)


def cero(bloque: Mapping[str, Any]) -> Cero:
    dato, ultima = bloque["dato"], bloque["series"][0]["region"][-1]
    return Cero(dato["nombre"], medida(dato), cobertura(ultima))


def hito(bloque: Mapping[str, Any]) -> Hito | None:
    """How far a regional milestone or document is; None for anything else."""
    for cifra in reversed(bloque["series"][0]["region"] if bloque["series"] else []):
        if cifra.texto:
            return Hito(bloque["dato"]["nombre"], cifra.completa, str(cifra.anio or ""))
    return None
