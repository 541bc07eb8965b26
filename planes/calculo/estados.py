"""Over the plan's tree: states, targets and schedule of activities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from .figuras import (
    ESTADOS,
    NO_APLICA,
    SIN_DATO,
    Semestre,
)


def estado_vigente(
    historia: Iterable[tuple[Semestre, str]], hasta: Semestre
) -> tuple[str, Semestre] | None:
    """The last known state at or before ``hasta``, with its semester; None if never told.

    States carry forward: an activity that was completed stays so until somebody
    says otherwise.
    """
    conocidos = [(cuando, estado) for cuando, estado in historia if estado and cuando <= hasta]
    if not conocidos:
        return None
    cuando, estado = max(conocidos, key=lambda par: par[0])
    return estado, cuando


def estado_de_los_paises(estados: Iterable[str | None]) -> str | None:
    """One state for an activity on which only countries report; None while nobody has.

    Countries to which it does not apply do not weigh. All the others alike: their
    common state. Otherwise some have begun and not all have ended: ``en_curso``.
    Silent countries weigh only against ``completada``: one that finished does not
    speak for eight that have said nothing.
    """
    todos = list(estados)
    aplican = [estado for estado in todos if estado != NO_APLICA]
    if todos and not aplican:
        return NO_APLICA
    dichos = {estado for estado in aplican if estado}
    if not dichos:
        return None
    if len(dichos) > 1 or (dichos == {"completada"} and not all(aplican)):
        return "en_curso"
    return dichos.pop()


def distribucion(estados: Iterable[str | None]) -> dict[str, int]:
    """How many of each state, in the order of ``ESTADOS`` and ``SIN_DATO`` last; zeros included.

    The counts add up to the number of states given; an unknown one raises KeyError.
    """
    cuenta = dict.fromkeys((*ESTADOS, SIN_DATO), 0)
    for estado in estados:
        cuenta[estado or SIN_DATO] += 1
    return cuenta


def cumplimiento(
    valor: Decimal | None,
    objetivo: Decimal | None,
    *,
    sentido: str = "ascendente",
    linea_base: Decimal | None = None,
) -> Decimal | None:
    """Target attainment as a percentage (100 = reached), never below 0, not capped above.

    ascendente:  (valor − base) / (objetivo − base), base 0 when there is none.
    descendente: (base − valor) / (base − objetivo); without a base, objetivo / valor.
    None without a value or a target, for a neutral Dato, or when the distance
    to cover is zero or points the wrong way.
    """
    if valor is None or objetivo is None or sentido == "neutro":
        return None
    if sentido == "ascendente":
        base = linea_base or Decimal(0)
        camino, andado = objetivo - base, valor - base
    elif linea_base is not None:
        camino, andado = linea_base - objetivo, linea_base - valor
    elif valor <= objetivo:
        return Decimal(100)
    else:
        camino, andado = valor, objetivo
    if camino <= 0:
        return None
    return max(Decimal(0), andado * 100 / camino)


def semaforo(estado: str | None, inicio: dt.date, fin: dt.date, fecha: dt.date) -> str:
    """State against schedule, on ``fecha``.

    ``cumplida``, ``suspendida``, ``no_aplica`` and ``sin_dato`` follow the state.
    Otherwise ``con_retraso`` when the term is over, or when nothing has started
    although half of the term has gone; else ``en_plazo``.
    """
    directos = {
        "completada": "cumplida",
        "suspendida": "suspendida",
        "no_aplica": "no_aplica",
        None: SIN_DATO,
        "": SIN_DATO,
    }
    if estado in directos:
        return directos[estado]
    if fecha > fin:
        return "con_retraso"
    mitad = inicio + (fin - inicio) / 2
    return "con_retraso" if estado == "no_iniciada" and fecha > mitad else "en_plazo"
