"""From a chart on a page to its own page (``informes.cuadros_publicos``)."""

from __future__ import annotations

from django import template

from informes import cuadros_publicos
from informes.figuras import Parte

register = template.Library()


@register.inclusion_tag("partes/_enlace_grafico.html")
def enlace_grafico(*clave: object, titulo: str) -> dict[str, str]:
    """The link of the chart whose key has these parts: ``{% enlace_grafico "pais" "gt" … %}``."""
    return {"clave": "/".join(map(str, clave)), "titulo": titulo}


@register.inclusion_tag("partes/_enlace_grafico.html")
def enlace_serie(bloque: Parte, serie: Parte, titulo: str) -> dict[str, str]:
    """The link of the chart of a series; ``bloque`` knows its ``indicador``."""
    return {
        "clave": cuadros_publicos.clave_de_serie(bloque["indicador"], serie),
        "titulo": titulo,
    }
