"""The dates of the periods as a calendar file, for the person's own agenda (Q11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from actores.demostracion import aviso_de_demostracion
from planes import agenda
from planes.agenda import Linea
from planes.models import Reporte

AVISOS = {"vence": (14, 3), "cierra": (3, 1)}
"""Days before each date on which the calendar rings, at nine in the morning."""


def calendario_de(usuario: Any) -> bytes:
    """What the person answers for; for those who follow the countries, also their extensions."""
    propias = agenda.propias(usuario)
    suyas = {(li.periodo.pk, li.informante) for li in propias}
    prorrogas = [
        li
        for li in agenda.de_la_region(usuario)
        if li.con_prorroga and (li.periodo.pk, li.informante) not in suyas
    ]
    eventos = [e for li in propias for e in eventos_de(li, ("abre", "vence", "cierra"))]
    return archivo([*eventos, *(e for li in prorrogas for e in eventos_de(li, ("cierra",)))])


def archivo(eventos: Iterable[Event], nombre: str = "") -> bytes:
    """The calendar file of these events; without a name, that of the dates to report."""
    calendario = Calendar()
    calendario.add("prodid", f"-//CORETT//{(get_language() or 'es').upper()}")
    calendario.add("version", "2.0")
    calendario.add("method", "PUBLISH")
    calendario.add("x-wr-calname", nombre or _("CORETT: fechas para reportar"))
    aviso = aviso_de_demostracion()
    if aviso:
        calendario.add("x-wr-caldesc", aviso)
    for evento in eventos:
        if aviso:  # in an agenda each event stands alone
            marcado = _("[Demostración] %(titulo)s") % {"titulo": evento.pop("summary")}
            evento.add("summary", marcado)
        calendario.add_component(evento)
    return calendario.to_ical()


def eventos_de(linea: Linea, hitos: Iterable[str]) -> list[Event]:
    """All-day events of one informant and period; an extension is its closing day.

    The identifiers stay when a date moves, so that a calendar moves it too.
    """
    periodo = linea.periodo
    quien = str(linea.pais) if linea.pais else _("Reporte regional")
    datos = {"quien": quien, "periodo": periodo.clave}
    frases = {
        "abre": _("Abre el reporte %(periodo)s: %(quien)s"),
        "vence": _("Vence el reporte %(periodo)s: %(quien)s"),
        "cierra": _("Cierra la prórroga del reporte %(periodo)s: %(quien)s")
        if linea.con_prorroga
        else _("Cierra el reporte %(periodo)s: %(quien)s"),
    }
    dias = {"abre": periodo.abre, "vence": periodo.vence, "cierra": linea.cierre}
    return [evento(linea, hito, dias[hito], frases[hito] % datos) for hito in hitos]


def evento(linea: Linea, hito: str, dia: dt.date, titulo: str) -> Event:
    sitio = settings.SITIO_URL.rstrip("/")
    clave = f"{linea.periodo.plan.codigo}-{linea.periodo.clave}-{linea.informante}-{hito}"
    hecho = Event()
    hecho.add("uid", f"{clave.lower()}@{urlsplit(sitio).hostname}")
    hecho.add("dtstamp", timezone.now())
    hecho.add("dtstart", dia)
    hecho.add("dtend", dia + dt.timedelta(days=1))
    hecho.add("summary", titulo)
    hecho.add("url", sitio + reverse("planes:reportes"))
    hecho.add("transp", "TRANSPARENT")
    if por_hacer(linea) and not (hito == "vence" and linea.con_prorroga):
        for dias in AVISOS.get(hito, ()):
            hecho.add_component(alarma(dias, titulo))
    return hecho


def alarma(dias: int, titulo: str) -> Alarm:
    hecha = Alarm()
    hecha.add("action", "DISPLAY")
    hecha.add("description", titulo)
    hecha.add("trigger", dt.timedelta(hours=9) - dt.timedelta(days=dias))
    return hecha


def por_hacer(linea: Linea) -> bool:
    """Whether the dates still matter to the informant: nothing has been sent."""
    reporte = linea.reporte
    return reporte is None or reporte.estado == Reporte.Estado.BORRADOR
