"""What templates need to show money and the days of a cut's parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django import template
from django.utils.html import conditional_escape, format_html

from informes import figuras, formato, laminas_dinero
from informes.documentos import ficha

register = template.Library()

register.filter("de_pais", laminas_dinero.nombre_de_pais)


@register.filter
def dolares(valor: float | None) -> str:
    """``USD 198 000``; empty when it is not known."""
    return ficha.dolares(valor, figuras.idioma_actual())


@register.filter
def importe(valor: float) -> str:
    """An amount without its currency: ``180 000``, ``39 897,50``."""
    return formato.numero(valor, figuras.idioma_actual(), ficha.centavos(valor))


@register.filter
def tasa(valor: float) -> str:
    """A rate of exchange with the decimals it has, two at least: ``1,10``, ``0,1287``."""
    decimales = max(2, len(f"{valor:.8f}".rstrip("0").partition(".")[2]))
    return formato.numero(valor, figuras.idioma_actual(), decimales)


@register.filter
def dia(texto: str | None) -> dt.date | None:
    """A day of a part, ``2025-12-31``, as a date."""
    return dt.date.fromisoformat(texto) if texto else None


@register.filter
def solo_es(texto: Mapping[str, str]) -> bool:
    """Whether an English reader is shown Spanish, since nobody wrote it in English."""
    return figuras.idioma_actual() == "en" and texto["en"] == texto["es"]


@register.filter
def marcado(texto: Mapping[str, str]) -> str:
    """A text of people in the reader's language; marked as Spanish where it has no other."""
    dicho = figuras.en_idioma(texto)
    return (
        format_html('<span lang="es">{}</span>', dicho)
        if solo_es(texto)
        else conditional_escape(dicho)
    )
