"""What templates need to show a cut: texts and figures in the reader's language, states, marks.

Texts are ``{"es": …, "en": …}``; figures and parts are those of ``informes.partes``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from actores.models import Bilingue
from informes import figuras, formato, graficos, marcas
from informes.figuras import Figura, Parte

register = template.Library()


@register.filter
def idioma(texto: Mapping[str, str] | None) -> str:
    """A text of the cut in the reader's language; Spanish where there is no other."""
    return figuras.en_idioma(texto)


@register.filter
def marcado(texto: Mapping[str, str]) -> SafeString:
    """A text of people in the reader's language; marked as Spanish where it has no other."""
    dicho = figuras.en_idioma(texto)
    if figuras.solo_es(texto):
        return format_html('<span lang="es">{}</span>', dicho)
    return conditional_escape(dicho)


@register.simple_tag
def en_su_idioma(fila: Bilingue, campo: str) -> str:
    """A twin text of a row in the reader's language; marked as Spanish where it has no other."""
    texto = getattr(fila.t, campo)
    falta = figuras.idioma_actual() == "en" and not getattr(fila, f"{campo}_en")
    return format_html('<span lang="es">{}</span>', texto) if falta else conditional_escape(texto)


@register.filter
def numero(valor: Any) -> str:
    """1 234,5 or 1,234.5."""
    return formato.numero(valor, figuras.idioma_actual())


@register.simple_tag
def cifra(figura: Figura | None, pais: bool = False) -> SafeString:
    """A figure in words with its mark: ``12 480 [p]``, ``1 a 10 [c]``, ``[x]``.

    ``pais``: whether it is one country's (its interval is a band).
    """
    if not figura:
        return marca("x")
    dicho = formato.cifra(figura, figuras.idioma_actual(), pais=pais)
    clave = figura.get("marca", "")
    if dicho == f"[{clave or 'x'}]":
        return marca(clave or "x")
    if texto := figura.get("texto"):
        dicho = marcado(texto)
    return format_html("{} {}", dicho, marca(clave)) if clave else format_html("{}", dicho)


def marca(clave: str) -> SafeString:
    """A mark with what it means for who cannot look at the key."""
    nombre = graficos.MARCA["marcas"][clave][figuras.idioma_actual()]
    return format_html(
        '<span class="marca-dato"><span aria-hidden="true">[{}]</span>'
        '<span class="oculto">{}</span></span>',
        clave,
        nombre,
    )


@register.inclusion_tag("informes/_cobertura.html")
def cobertura(figura: Figura | None) -> dict[str, Any]:
    """How many countries stand behind a regional figure; nothing when it has no coverage."""
    base = (figura or {}).get("cobertura") or {}
    return {
        "reportaron": base.get("reportaron"),
        "miembros": base.get("esperados"),
        "parciales": base.get("parciales"),
        "no_aplica": base.get("no_aplica"),
    }


@register.inclusion_tag("partes/_estado.html")
def estado(clave: str) -> dict[str, Any]:
    """A state's badge: shape, word, colour."""
    return {"clave": clave, "nombre": palabra_de_estado(clave)}


@register.simple_tag
def palabra_de_estado(clave: str) -> str:
    return graficos.MARCA["estados"][clave]["palabra"][figuras.idioma_actual()][0]


@register.inclusion_tag("partes/_barra_estados.html")
def barra_estados(distribucion: Mapping[str, int]) -> dict[str, Any]:
    """Distribution of states as one bar with its legend."""
    return {"conteos": graficos.conteos(distribucion, figuras.idioma_actual())}


@register.simple_tag
def grafico_anios(bloque: Parte, serie: Parte, eje: int) -> SafeString:
    """A series of a Dato by year, as SVG in the colour of its eje."""
    return mark_safe(figuras.barras_por_anio(bloque, serie, eje))


@register.simple_tag
def lamina(bloque: Parte, serie: Parte) -> dict[str, Any]:
    """Title, subtitle and last figure of a chart (``informes.figuras.rotulos``)."""
    return figuras.rotulos(bloque, serie)


@register.simple_tag
def tabla_por_pais(serie: Parte, paises: list[Parte]) -> list[Parte]:
    """Rows ``{"codigo", "nombre", "cifras"}``, one per country of the series."""
    return [
        {**pais, "cifras": serie["paises"][pais["codigo"]]}
        for pais in paises
        if pais["codigo"] in serie.get("paises", {})
    ]


@register.inclusion_tag("informes/_clave_marcas.html")
def clave_marcas(*partes: Any) -> dict[str, Any]:
    """The key of the marks that really occur in these parts or figures."""
    return {"marcas": marcas.explicadas(*partes)}


@register.simple_tag
def columna(titulos: list[str], lugar: int) -> str:
    """A column's title, for the cells that a phone shows as cards."""
    return titulos[lugar]
