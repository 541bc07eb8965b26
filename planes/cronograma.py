"""The Estrategia's actions in time: as a list by year, as a drawing, as a calendar file (R8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Event

from planes.calendario import alarma, archivo
from planes.estrategia import QUIETOS, Estrategia, Renglon, atrasados
from planes.gantt import Barra, Grupo, gantt
from planes.models import Avance

AVISO = 14
"""Days before an action should end on which the calendar rings."""
CON_BARRA = (Avance.Estado.COMPLETADA, Avance.Estado.EN_CURSO, Avance.Estado.SUSPENDIDA)
"""States of what has begun: the drawing shows when."""


@dataclass(frozen=True)
class Anio:
    """The actions that should end in a year; None for those without a date to end."""

    anio: int | None
    renglones: list[Renglon]

    @property
    def atrasadas(self) -> list[Renglon]:
        return atrasados(self.renglones)


def por_anio(estrategia: Estrategia) -> list[Anio]:
    """By the day on which they should end; those without one last."""
    anios: dict[int | None, list[Renglon]] = {}
    for renglon in sorted(estrategia.renglones, key=vence):
        fin = renglon.seguimiento.fin_previsto
        anios.setdefault(fin.year if fin else None, []).append(renglon)
    return [Anio(anio, renglones) for anio, renglones in anios.items()]


def vence(renglon: Renglon) -> tuple[dt.date, int]:
    return renglon.seguimiento.fin_previsto or dt.date.max, renglon.actividad.orden


def dibujo(estrategia: Estrategia) -> str:
    """The Gantt as SVG, in the order of the plan."""
    renglones = estrategia.renglones
    conocidas = [dia for r in renglones for dia in fechas(r) if dia]
    plan = estrategia.plan
    frase = ngettext(
        "%(n)d acción; %(tarde)d con retraso al %(hoy)s. La lista que sigue dice lo mismo.",
        "%(n)d acciones; %(tarde)d con retraso al %(hoy)s. La lista que sigue dice lo mismo.",
        len(renglones),
    ) % {
        "n": len(renglones),
        "tarde": len(estrategia.atrasadas),
        "hoy": date_format(estrategia.hoy),
    }
    return gantt(
        _("Cronograma: %(plan)s") % {"plan": plan},
        frase,
        [
            Grupo(
                f"{tronco.eje.numero}. {tronco.eje.t.nombre}",
                [barra(r) for r in tronco.renglones],
            )
            for tronco in estrategia.troncos
        ],
        inicio=min([plan.inicio, *conocidas]),
        fin=max([plan.fin, *conocidas]),
        hoy=estrategia.hoy,
        rotulo_hoy=_("hoy"),
        sin_fechas=_("sin fechas"),
    )


def fechas(renglon: Renglon) -> tuple[dt.date | None, ...]:
    suyo = renglon.seguimiento
    return suyo.inicio_previsto, suyo.fin_previsto, suyo.inicio_real, suyo.fin_real


def barra(renglon: Renglon) -> Barra:
    actividad = renglon.actividad
    previsto, hasta, empezo, termino = fechas(renglon)
    return Barra(
        nombre=f"{actividad.codigo} {actividad.t.corto or actividad.t.texto}",
        clave=renglon.clave,
        previsto=(previsto, hasta),
        real=(empezo, termino),
        tarde=bool(renglon.atraso),
    )


def calendario(estrategia: Estrategia) -> bytes:
    """An all-day event for the day on which each action should begin and end (.ics)."""
    eventos = []
    for renglon in estrategia.renglones:
        suyo = renglon.seguimiento
        if suyo.inicio_previsto:
            frase = _("Empieza: %(accion)s")
            eventos.append(evento(renglon, "inicio", suyo.inicio_previsto, frase))
        if suyo.fin_previsto:
            frase = _("Debe terminar: %(accion)s")
            hecho = evento(renglon, "fin", suyo.fin_previsto, frase)
            if suyo.estado not in QUIETOS:
                hecho.add_component(alarma(AVISO, str(hecho["summary"])))
            eventos.append(hecho)
    return archivo(eventos, _("CORETT: cronograma de la Estrategia"))


def evento(renglon: Renglon, hito: str, dia: dt.date, frase: str) -> Event:
    """The identifier stays when the date moves, so that a calendar moves it too."""
    accion, sitio = renglon.actividad, settings.SITIO_URL.rstrip("/")
    clave = f"{accion.plan.codigo}-{accion.codigo}-{hito}".lower()
    hecho = Event()
    hecho.add("uid", f"{clave}@{urlsplit(sitio).hostname}")
    hecho.add("dtstamp", timezone.now())
    hecho.add("dtstart", dia)
    hecho.add("dtend", dia + dt.timedelta(days=1))
    nombre = f"{accion.codigo} {accion.t.corto or accion.t.texto}"
    hecho.add("summary", frase % {"accion": nombre})
    hecho.add("description", f"{renglon.seguimiento.get_estado_display()}. {accion.t.texto}")
    hecho.add("url", sitio + reverse("admin:planes_estrategia_accion", args=[accion.pk]))
    hecho.add("transp", "TRANSPARENT")
    return hecho
