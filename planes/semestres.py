"""Which semester comes next, which have no period yet, and sensible dates for each."""

from __future__ import annotations

import datetime as dt

from planes.models import Periodo, Plan

DIA = dt.timedelta(days=1)
PARA_VENCER, PARA_CERRAR = 30, 45
"""Days from opening, when the semester has just ended."""
ATRASADO = 30
"""Days more for a semester that ended long ago: its papers have to be looked for."""


def plan_que_se_reporta() -> Plan | None:
    """The newest operational plan in force; else the newest that is not a draft."""
    planes = Plan.objects.filter(tipo=Plan.Tipo.OPERATIVO).exclude(estado=Plan.Estado.BORRADOR)
    vigente = planes.filter(estado=Plan.Estado.VIGENTE).order_by("-inicio").first()
    return vigente or planes.order_by("-inicio").first()


def sin_periodo(plan: Plan) -> list[tuple[int, int]]:
    """(year, semester) of the plan that have no period, the earliest first."""
    hechos = set(Periodo.objects.filter(plan=plan).values_list("anio", "semestre"))
    todos = [(anio, semestre) for anio in plan.anios for semestre in (1, 2)]
    return [
        par
        for par in todos
        if par not in hechos
        and plan.inicio <= Periodo(anio=par[0], semestre=par[1]).fin
        and Periodo(anio=par[0], semestre=par[1]).inicio <= plan.fin
    ]


def siguiente(plan: Plan) -> tuple[int, int] | None:
    """The semester after the newest period; before the first, the earliest without one."""
    libres = sin_periodo(plan)
    ultimo = Periodo.objects.filter(plan=plan).order_by("-anio", "-semestre").first()
    if ultimo is None:
        return libres[0] if libres else None
    despues = [par for par in libres if par > (ultimo.anio, ultimo.semestre)]
    return next(iter(despues or libres), None)


def fechas(anio: int, semestre: int, hoy: dt.date) -> dict[str, dt.date]:
    """``abre``, ``vence``, ``cierra``: the day after the semester ends; today when past."""
    fin = Periodo(anio=anio, semestre=semestre).fin
    abre = max(fin + DIA, hoy)
    mas = ATRASADO if abre > fin + dt.timedelta(days=PARA_CERRAR) else 0
    return {
        "abre": abre,
        "vence": abre + (PARA_VENCER + mas) * DIA,
        "cierra": abre + (PARA_CERRAR + mas) * DIA,
    }
