"""Key dates: which come next, month by month, and as a calendar file for one's own agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event

from informes.models import FechaClave
from planes import calendario

DIA = dt.timedelta(days=1)
BISIESTO = (2, 29)


@dataclass(frozen=True)
class Ocurrencia:
    """A key date in one year: ``hasta`` is its last day, the first one when it is of one day."""

    fecha: FechaClave
    dia: dt.date
    hasta: dt.date

    @property
    def dura(self) -> bool:
        """Whether it goes on for more than a day."""
        return self.hasta > self.dia


def publicadas() -> QuerySet[FechaClave]:
    """What visitors may see."""
    filas: QuerySet[FechaClave] = FechaClave.objects.filter(publicada=True)
    return filas


# --- When ----------------------------------------------------------------------------------------


def en_el_anio(dia: dt.date, anio: int) -> dt.date:
    """That day of another year; of a year without it, the day before."""
    try:
        return dia.replace(year=anio)
    except ValueError:
        return dia.replace(year=anio, day=28)


def ocurrencia(fecha: FechaClave, anio: int) -> Ocurrencia:
    """A date of every year, in that one."""
    dia = en_el_anio(fecha.fecha, anio)
    return Ocurrencia(fecha, dia, dia + ((fecha.hasta or fecha.fecha) - fecha.fecha))


def siguiente(fecha: FechaClave, hoy: dt.date) -> Ocurrencia | None:
    """The next time of a date, today's or the one under way included; None when it is over."""
    if not fecha.anual:
        unica = Ocurrencia(fecha, fecha.fecha, fecha.hasta or fecha.fecha)
        return unica if unica.hasta >= hoy else None
    primero = max(fecha.fecha.year, hoy.year - 1)
    todas = (ocurrencia(fecha, anio) for anio in range(primero, primero + 3))
    return next(una for una in todas if una.hasta >= hoy)


def proximas(
    n: int, hoy: dt.date | None = None, fechas: Iterable[FechaClave] | None = None
) -> list[Ocurrencia]:
    """The next ``n`` that are public (or of ``fechas``), the nearest first; one of every year is
    there once, for the coming twelve months. One query."""
    cuales = publicadas() if fechas is None else fechas
    dia = hoy or timezone.localdate()
    halladas = [una for fecha in cuales if (una := siguiente(fecha, dia))]
    return sorted(halladas, key=lambda o: (o.dia, o.fecha.pk))[:n]


def por_mes(filas: Iterable[Ocurrencia]) -> list[tuple[dt.date, list[Ocurrencia]]]:
    """By the first day of their month, in the order in which they come."""
    meses: dict[dt.date, list[Ocurrencia]] = {}
    for fila in filas:
        meses.setdefault(fila.dia.replace(day=1), []).append(fila)
    return list(meses.items())


def pasadas(hoy: dt.date) -> list[Ocurrencia]:
    """What is over and does not come back, the newest first."""
    fechas = [f for f in publicadas().filter(anual=False) if (f.hasta or f.fecha) < hoy]
    hechas = [Ocurrencia(f, f.fecha, f.hasta or f.fecha) for f in fechas]
    return sorted(hechas, key=lambda o: (o.dia, o.fecha.pk), reverse=True)


# --- For an agenda (RFC 5545) --------------------------------------------------------------------


def archivo(fechas: QuerySet[FechaClave], nombre: str = "") -> bytes:
    """The calendar file of these dates, in the reader's language; the same rows, the same bytes."""
    historia: Any = FechaClave.history
    ultima = historia.filter(id=OuterRef("pk")).order_by("-history_date")
    con_cambio = fechas.annotate(cambiada=Subquery(ultima.values("history_date")[:1]))
    eventos = [evento(fila) for fila in con_cambio.order_by("fecha", "pk")]
    return calendario.archivo(eventos, nombre or _("CORETT: fechas clave"))


def evento(fecha: Any) -> Event:
    """All day. Its identifier stays when it moves, so that a calendar moves it too."""
    sitio = settings.SITIO_URL.rstrip("/")
    hecho = Event()
    hecho.add("uid", f"fecha-{fecha.codigo}@{urlsplit(sitio).hostname}")
    hecho.add("dtstamp", fecha.cambiada or dt.datetime.combine(fecha.fecha, dt.time(), dt.UTC))
    hecho.add("dtstart", fecha.fecha)
    hecho.add("dtend", (fecha.hasta or fecha.fecha) + DIA)
    if fecha.anual:
        hecho.add("rrule", regla(fecha.fecha))
    hecho.add("summary", fecha.t.titulo)
    descripcion = "\n\n".join(filter(None, [fecha.t.texto, fecha.enlace]))
    for campo, valor in (("description", descripcion), ("location", fecha.t.lugar)):
        if valor:
            hecho.add(campo, valor)
    hecho.add("url", f"{sitio}{reverse('informes:fechas')}#{fecha.codigo}")
    hecho.add("transp", "TRANSPARENT")
    return hecho


def regla(dia: dt.date) -> dict[str, Any]:
    """Every year; the last day of February where that is the day."""
    if (dia.month, dia.day) == BISIESTO:
        return {"freq": "yearly", "bymonth": 2, "bymonthday": -1}
    return {"freq": "yearly"}
