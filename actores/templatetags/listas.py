"""Lists of the admin on a narrow screen: each cell says of which column it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

register = template.Library()


@register.filter
def con_rotulos(
    celdas: Iterable[SafeString], columnas: Iterable[Mapping[str, Any]]
) -> Iterator[SafeString]:
    """The cells of a row as Django made them, ``data-label`` added to each ``<td>``; the box that
    ticks a row has none."""
    for celda, columna in zip(celdas, columnas, strict=False):
        rotulo = capfirst(strip_tags(str(columna["text"])).strip())
        if celda.startswith("<td") and rotulo:
            yield mark_safe(format_html('<td data-label="{}"', rotulo) + celda[3:])
        else:
            yield conditional_escape(celda)
