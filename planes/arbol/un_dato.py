"""One Dato alone with the answers of chosen reports: to look at how its figure came about."""

from __future__ import annotations

from collections.abc import Iterable

from planes import models as m
from planes.calculo import REGION, Semestre

from .lectura import leer_fichas, leer_paises, leer_respuestas
from .valores import Arbol


def cargar_dato(
    plan: m.Plan, periodos: Iterable[m.Periodo], codigo: str, reportes: Iterable[m.Reporte]
) -> Arbol:
    """What ``cargar`` reads, of one Dato and without the plan's tree, from the given approved
    reports (with ``periodo`` and ``pais``), one for each informant and period. Raises KeyError
    for a Dato that the plan does not ask."""
    quien = {
        r.pk: (Semestre(r.periodo.anio, r.periodo.semestre), r.pais.codigo if r.pais else REGION)
        for r in reportes
    }
    fichas = {codigo: leer_fichas(plan)[codigo]}
    return Arbol(
        codigo=plan.codigo,
        nombre=plan.ambos("nombre"),
        inicio=plan.inicio,
        fin=plan.fin,
        ejes=(),
        paises=leer_paises(),
        fichas=fichas,
        semestres=tuple(sorted(Semestre(p.anio, p.semestre) for p in periodos)),
        aprobados=frozenset(quien.values()),
        respuestas=leer_respuestas(quien, fichas),
    )
