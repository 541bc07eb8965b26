"""What happened to a period, in sentences: its dates, its extensions, who, when and why."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planes.models import Periodo, Prorroga

FECHAS = ("abre", "vence", "cierra")


@dataclass(frozen=True)
class Suceso:
    """One thing that somebody did to a period."""

    cuando: dt.datetime
    quien: str
    """Empty for what no person did."""
    que: str
    motivo: str


def cronologia(periodo: Periodo) -> list[Suceso]:
    """The newest first. Two queries."""
    propias = periodo.history.select_related("history_user").order_by("history_id")
    ajenas = Prorroga.history.filter(periodo_id=periodo.pk).order_by("id", "history_id")
    hallados = [*de_fechas(list(propias))]
    for _clave, filas in itertools.groupby(
        ajenas.select_related("history_user", "pais"), key=lambda fila: fila.id
    ):
        hallados += de_una_prorroga(list(filas))
    return sorted(hallados, key=lambda suceso: suceso.cuando, reverse=True)


def suceso(version: Any, que: str, motivo: str | None) -> Suceso:
    quien = str(version.history_user) if version.history_user else ""
    return Suceso(version.history_date, quien, que, motivo or "")


def de_fechas(versiones: list[Any]) -> Iterator[Suceso]:
    for vieja, nueva in itertools.pairwise([None, *versiones]):
        if vieja is None:
            fechas = {campo: date_format(getattr(nueva, campo)) for campo in FECHAS}
            frase = _("Se abrió: abre el %(abre)s, vence el %(vence)s y cierra el %(cierra)s.")
            yield suceso(nueva, frase % fechas, "")
            continue
        cambios = [
            (campo, getattr(vieja, campo), getattr(nueva, campo))
            for campo in FECHAS
            if getattr(vieja, campo) != getattr(nueva, campo)
        ]
        if cambios:
            frases = " ".join(movida(*cambio) for cambio in cambios)
            yield suceso(nueva, frases, nueva.history_change_reason)


def movida(campo: str, antes: dt.date, ahora: dt.date) -> str:
    frases = {
        "abre": _("Abría el %(antes)s y abre el %(ahora)s."),
        "vence": _("Vencía el %(antes)s y vence el %(ahora)s."),
        "cierra": _("Cerraba el %(antes)s y cierra el %(ahora)s."),
    }
    return frases[campo] % {"antes": date_format(antes), "ahora": date_format(ahora)}


def de_una_prorroga(versiones: list[Any]) -> Iterator[Suceso]:
    """Given, moved and ended."""
    for vieja, nueva in itertools.pairwise([None, *versiones]):
        quien = str(nueva.pais) if nueva.pais else _("el reporte regional")
        palabras = {"quien": quien, "hasta": date_format(nueva.hasta)}
        if nueva.history_type == "-":
            frase = _("Terminó la prórroga para %(quien)s, que iba hasta el %(hasta)s.")
            yield suceso(nueva, frase % palabras, nueva.history_change_reason)
        elif vieja is None:
            frase = _("Se dio una prórroga para %(quien)s hasta el %(hasta)s.")
            yield suceso(nueva, frase % palabras, nueva.motivo)
        elif nueva.hasta < vieja.hasta and nueva.motivo == vieja.motivo:
            palabras["antes"] = date_format(vieja.hasta)
            frase = _("Terminó la prórroga para %(quien)s: iba hasta el %(antes)s y queda hasta "
                      "el %(hasta)s.")  # fmt: skip
            yield suceso(nueva, frase % palabras, nueva.history_change_reason)
        else:
            frase = _("Cambió la prórroga para %(quien)s: ahora es hasta el %(hasta)s.")
            yield suceso(nueva, frase % palabras, nueva.motivo)
