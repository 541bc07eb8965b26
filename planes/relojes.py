"""Whose clock the pages show."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from actores.models import Pais

ULTIMA_HORA = dt.time(23, 59)


def zona() -> str:
    """``hora de Guatemala``: all times of the portal are of one place."""
    lugar = timezone.get_current_timezone_name().rpartition("/")[2].replace("_", " ")
    return _("hora de %(lugar)s") % {"lugar": lugar}


def fin_del_plazo(dia: dt.date, pais: Pais | None) -> str:
    """The minute in which that day ends here, and in a country whose clock says another."""
    fin = timezone.make_aware(dt.datetime.combine(dia, ULTIMA_HORA))
    frase = _("El plazo termina a las %(hora)s, %(zona)s.")
    alla = fin.astimezone(ZoneInfo(pais.zona_horaria)) if pais else fin
    if alla.date() > dia:
        frase = _(
            "El plazo termina a las %(hora)s, %(zona)s: %(alla)s del día siguiente en %(pais)s."
        )
    elif alla.time() != ULTIMA_HORA:
        frase = _("El plazo termina a las %(hora)s, %(zona)s: %(alla)s en %(pais)s.")
    return frase % {
        "hora": time_format(ULTIMA_HORA),
        "zona": zona(),
        "alla": time_format(alla.time()),
        "pais": pais,
    }


def otro_reloj(pais: Pais | None) -> bool:
    """Whether the clocks of the country and of the portal differ now."""
    ahora = timezone.localtime()
    return pais is not None and (
        ahora.astimezone(ZoneInfo(pais.zona_horaria)).utcoffset() != ahora.utcoffset()
    )
