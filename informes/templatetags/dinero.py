"""What templates need to show money and the days of a cut's parts."""

from __future__ import annotations

from django import template

from informes import figuras, formato, laminas_dinero

register = template.Library()

register.filter("de_pais", laminas_dinero.nombre_de_pais)
register.filter("dia", formato.dia)
register.filter("solo_es", figuras.solo_es)


@register.filter
def dolares(valor: float | None) -> str:
    """``USD 198 000``; empty when it is not known."""
    return formato.dolares(valor, figuras.idioma_actual())


@register.filter
def importe(valor: float) -> str:
    """An amount without its currency: ``180 000``, ``39 897,50``."""
    return formato.numero(valor, figuras.idioma_actual(), formato.centavos(valor))


@register.filter
def tasa(valor: float) -> str:
    """A rate of exchange with the decimals it has, two at least: ``1,10``, ``0,1287``."""
    decimales = max(2, len(f"{valor:.8f}".rstrip("0").partition(".")[2]))
    return formato.numero(valor, figuras.idioma_actual(), decimales)
