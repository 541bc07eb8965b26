"""What the pages of the directory show of an organisation."""

from __future__ import annotations

import re

from django import template

from informes.directorio import roles_publicos

register = template.Library()
register.filter(roles_publicos)


@register.filter
def sin_esquema(direccion: str) -> str:
    """An address as people say it: without ``https://`` and the last slash."""
    return re.sub(r"^https?://(www\.)?", "", direccion).rstrip("/")


@register.filter
def para_marcar(telefono: str) -> str:
    """The number that a telephone dials; empty when there is more or less than one number in the
    text ("2222-0000 ext. 3", "145 o 911")."""
    return re.sub(r"[\s().-]", "", telefono) if re.fullmatch(r"\+?[\d\s().-]{3,}", telefono) else ""
