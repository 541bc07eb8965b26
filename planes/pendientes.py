"""What somebody who reports has to do next: the first thing that her home page says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from actores.models import Pais
from planes import autoria, permisos
from planes.agenda import Linea, era_miembro
from planes.models import (
    Actividad,
    Autoevaluacion,
    Avance,
    Informante,
    Observacion,
    Periodo,
    Plan,
    Reporte,
    TextoPublico,
)


@dataclass(frozen=True)
class Pendiente:
    """A report that waits for the person, and where she goes on."""

    linea: Linea
    devueltas: list[Observacion] = field(default_factory=list)
    """What was returned and why, in the plan's order."""
    siguiente: Actividad | None = None
    """The first activity that is not finished: her own first, if she helps with some only."""
    suyas: int = 0
    """How many activities were given to her, when she helps with some only."""
    suyas_terminadas: int = 0
    escribio_la_secretaria: bool = False
    """Whether the ST typed some of it, for the reader to check before she sends."""

    @property
    def cuantas_devueltas(self) -> int:
        """How many activities were returned: of hers, if she helps with some only."""
        return len({observacion.actividad_id for observacion in self.devueltas})


def pendientes_de(usuario: Any, lineas: Iterable[Linea]) -> list[Pendiente]:
    """The lines with something to do now, each with what. Three queries, and a few
    for each report that she has begun: who wrote in it."""
    abiertas = [linea for linea in lineas if linea.pendiente]
    reportes = [linea.reporte.pk for linea in abiertas if linea.reporte]
    devueltas: dict[int, list[Observacion]] = {}
    for observacion in (
        Observacion.objects.filter(
            reporte__in=reportes,
            reporte__estado=Reporte.Estado.OBSERVADO,
            resuelta_en__isnull=True,
        )
        .select_related("actividad")
        .order_by("actividad__orden", "pk")
    ):
        devueltas.setdefault(observacion.reporte_id, []).append(observacion)
    terminadas: dict[int, set[int]] = {}
    hechas = Avance.objects.filter(reporte__in=reportes, terminada=True)
    for reporte, actividad in hechas.order_by().values_list("reporte", "actividad"):
        terminadas.setdefault(reporte, set()).add(actividad)
    pedidas = actividades_de_planes({linea.periodo.plan_id for linea in abiertas})
    return [pendiente(usuario, linea, devueltas, terminadas, pedidas) for linea in abiertas]


def pendiente(
    usuario: Any,
    linea: Linea,
    devueltas: dict[int, list[Observacion]],
    terminadas: dict[int, set[int]],
    pedidas: dict[tuple[int, str], list[Actividad]],
) -> Pendiente:
    reporte = linea.reporte
    if reporte is None:
        return Pendiente(linea)
    todas = pedidas.get((linea.periodo.plan_id, reporte.informante), [])
    suyas = permisos.actividades_de(usuario, reporte.pais_id) if not linea.informa else frozenset()
    hechas = terminadas.get(reporte.pk, set())
    propias = [a for a in todas if a.pk in suyas] if suyas else todas
    return Pendiente(
        linea,
        [o for o in devueltas.get(reporte.pk, []) if not suyas or o.actividad_id in suyas],
        next((a for a in propias if a.pk not in hechas), None),
        len(propias) if suyas else 0,
        sum(a.pk in hechas for a in propias) if suyas else 0,
        linea.informa and autoria.escribio_la_secretaria(reporte),
    )


def actividades_de_planes(planes: set[int]) -> dict[tuple[int, str], list[Actividad]]:
    """What each plan asks of ``nacional`` and of ``regional`` informants, in the plan's order."""
    pedidas: dict[tuple[int, str], list[Actividad]] = {}
    for actividad in Actividad.objects.filter(plan__in=planes).order_by("orden"):
        for uno in ("nacional", "regional"):
            if actividad.informante in (uno, Informante.AMBOS):
                pedidas.setdefault((actividad.plan_id, uno), []).append(actividad)
    return pedidas


def textos_por_responder(usuario: Any) -> list[Reporte]:
    """The reports of her countries with texts for publication that wait for an answer; each
    with ``por_responder``, how many."""
    return list(
        Reporte.objects.ultimos()
        .filter(pais__in=permisos.paises_de(usuario))
        .select_related("periodo", "pais")
        .annotate(
            por_responder=Count(
                "textos_publicos", filter=Q(textos_publicos__estado=TextoPublico.Estado.PROPUESTO)
            )
        )
        .filter(por_responder__gt=0)
    )


@dataclass(frozen=True)
class AnioPorEvaluar:
    """A year whose self-assessment a country has not finished."""

    pais: Pais
    anio: int
    autoevaluacion: Autoevaluacion | None


def autoevaluaciones_por_hacer(usuario: Any) -> list[AnioPorEvaluar]:
    """The self-assessments due of her countries, oldest first: a year is due as soon as its
    second semester can be reported on. Three queries."""
    paises = list(Pais.objects.filter(pk__in=permisos.paises_de(usuario)))
    if not paises:
        return []
    segundos = Periodo.objects.filter(
        plan__tipo=Plan.Tipo.OPERATIVO,
        plan__estado=Plan.Estado.VIGENTE,
        semestre=Periodo.Semestre.SEGUNDO,
        abre__lte=timezone.localdate(),
    ).order_by("anio", "plan__inicio")
    hechas = {
        (a.plan_id, a.pais_id, a.anio): a for a in Autoevaluacion.objects.filter(pais__in=paises)
    }
    faltan = []
    for periodo in segundos:
        for pais in paises:
            hecha = hechas.get((periodo.plan_id, pais.pk, periodo.anio))
            terminada = hecha is not None and hecha.estado == Autoevaluacion.Estado.TERMINADA
            if era_miembro(pais, periodo.fin) and not terminada:
                faltan.append(AnioPorEvaluar(pais, periodo.anio, hecha))
    return faltan
