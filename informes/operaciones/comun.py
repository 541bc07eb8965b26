from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes import permisos


def exigir_secretaria(por: Usuario) -> None:
    if not permisos.es_secretaria(por):
        raise PermissionDenied(_("Solo la Secretaría Técnica publica en el sitio."))


def quien_y_cuando(quien: Usuario | None, cuando: dt.datetime | None) -> str:
    """Who did it and when, in words; either may not be known."""
    fecha = date_format(timezone.localtime(cuando), "SHORT_DATETIME_FORMAT") if cuando else ""
    return ", ".join(parte for parte in (str(quien or ""), fecha) if parte)
