"""How anything of the portal that comes from a cut is cited: the same words everywhere.

The year is the one in which it was made public, as in any bibliography; the day of the data and the
hash of the cut say which figures. The day of the visit is the reader's to add.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from informes.models import Corte


def cita(corte: Corte, titulo: str, publicado: dt.datetime | None = None) -> str:
    """The citation without the address, in the active language. ``publicado``: when the work of
    that title came out; else it came out with the cut."""
    return _(
        "Coalición Regional contra la Trata de Personas y el Tráfico Ilícito de Migrantes (CORETT)"
        " (%(anio)s). «%(titulo)s». Datos al %(fecha)s, corte %(huella)s."
    ) % {
        "anio": anio(corte, publicado),
        "titulo": titulo,
        "fecha": date_format(corte.fecha, "DATE_FORMAT"),
        "huella": corte.huella[:16],
    }


def anio(corte: Corte, publicado: dt.datetime | None = None) -> int:
    """The year of a citation; what has not come out yet would come out now."""
    return timezone.localtime(publicado or corte.publicado_en or timezone.now()).year
