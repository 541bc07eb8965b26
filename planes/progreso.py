"""How far a report is: its activities as tasks, each with a status in words (Q1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planes.cuestionario import Cuestionario, Hoja, cuestionario_de
from planes.entrada import Entrada
from planes.models import (
    Avance,
    Dato,
    ObjetivoOperativo,
    Observacion,
    Reporte,
    Valor,
)
from planes.respuestas import entrada_de


class EstadoTarea(models.TextChoices):
    """How far the page of an activity is filled: other words than those for the activity itself."""

    SIN_EMPEZAR = "sin_empezar", _("Sin llenar")
    EN_CURSO = "en_curso", _("A medias")
    COMPLETADO = "completado", _("Llena")
    DEVUELTA = "devuelta", _("Devuelta con observaciones")


@dataclass(frozen=True)
class Tarea:
    """One activity of a report, as a line of its task list."""

    hoja: Hoja
    avance: Avance | None
    observaciones: list[Observacion]
    """The remarks that are open on it, with their replies."""
    respondidas: list[Observacion] = field(default_factory=list)
    """Those that sending closed: what the informant was told and has answered."""

    @property
    def estado(self) -> EstadoTarea:
        if self.avance is not None and self.avance.terminada:
            return EstadoTarea.COMPLETADO
        if self.observaciones:
            return EstadoTarea.DEVUELTA
        return EstadoTarea.EN_CURSO if self.avance else EstadoTarea.SIN_EMPEZAR


@dataclass
class Grupo:
    objetivo: ObjetivoOperativo
    tareas: list[Tarea] = field(default_factory=list)


@dataclass
class Progreso:
    """A report with its questionnaire and everything answered so far."""

    reporte: Reporte
    cuestionario: Cuestionario
    grupos: list[Grupo]
    entradas: dict[int, Entrada]
    """Answers by Dato id; a Dato without an answer is not in it."""
    anterior: Anterior
    propuestos: dict[int, Decimal] = field(default_factory=dict)
    """What the registers added up to at sending, by Dato id; nothing where they said nothing."""

    @property
    def tareas(self) -> list[Tarea]:
        return [tarea for grupo in self.grupos for tarea in grupo.tareas]

    @property
    def terminadas(self) -> int:
        return llenas(self.tareas)

    def tarea(self, codigo: str) -> Tarea | None:
        return next((t for t in self.tareas if t.hoja.actividad.codigo == codigo), None)

    def vecinas(self, codigo: str) -> tuple[Tarea | None, Tarea | None]:
        """The tasks before and after that one; None at either end."""
        tareas = self.tareas
        lugar = [t.hoja.actividad.codigo for t in tareas].index(codigo)
        siguiente = tareas[lugar + 1] if lugar + 1 < len(tareas) else None
        return (tareas[lugar - 1] if lugar else None), siguiente

    def entrada(self, dato: Dato) -> Entrada:
        return self.entradas.get(dato.pk, Entrada())


@dataclass(frozen=True)
class Anterior:
    """What the same informant last sent, to stand beside the fields; empty when nothing was."""

    reporte: Reporte | None = None
    avances: dict[int, Avance] = field(default_factory=dict)
    entradas: dict[int, Entrada] = field(default_factory=dict)


def llenas(tareas: Iterable[Tarea]) -> int:
    """How many of these pages are filled."""
    return sum(t.estado == EstadoTarea.COMPLETADO for t in tareas)


def ultimo_enviado(reporte: Reporte) -> Reporte | None:
    """The newest sent or approved report of the same informant on an earlier period."""
    periodo = reporte.periodo
    return (
        Reporte.objects.filter(
            Q(periodo__anio__lt=periodo.anio)
            | Q(periodo__anio=periodo.anio, periodo__semestre__lt=periodo.semestre),
            periodo__plan=periodo.plan_id,
            pais=reporte.pais_id,
            estado__in=[Reporte.Estado.ENVIADO, Reporte.Estado.APROBADO],
        )
        .select_related("periodo")
        .order_by("-periodo__anio", "-periodo__semestre", "-version")
        .first()
    )


def progreso_de(reporte: Reporte) -> Progreso:
    """Reads a report whole, in a fixed number of queries; the last one sent comes along."""
    preguntas = cuestionario_de(reporte)
    previo = ultimo_enviado(reporte)
    ambos = [r.pk for r in (reporte, previo) if r]
    avances: dict[int, dict[int, Avance]] = {pk: {} for pk in ambos}
    for avance in Avance.objects.filter(reporte__in=ambos).select_related("actualizado_por"):
        avances[avance.reporte_id][avance.actividad_id] = avance
    entradas: dict[int, dict[int, Entrada]] = {pk: {} for pk in ambos}
    propuestos: dict[int, Decimal] = {}
    valores = Valor.objects.filter(reporte__in=ambos)
    for valor in valores.select_related("etapa").prefetch_related("partes"):
        entradas[valor.reporte_id][valor.dato_id] = entrada_de(valor)
        if valor.reporte_id == reporte.pk and valor.propuesto is not None:
            propuestos[valor.dato_id] = valor.propuesto
    # What the reviewer is still writing is not the informant's to read.
    devuelto = reporte.estado == Reporte.Estado.OBSERVADO
    abiertas = por_actividad(
        reporte.observaciones.filter(resuelta_en__isnull=True) if devuelto else ()
    )
    respondidas = por_actividad(() if devuelto else reporte.cerradas_al_enviar())
    grupos = [
        Grupo(
            grupo.objetivo,
            [
                Tarea(
                    hoja,
                    avances[reporte.pk].get(hoja.actividad.pk),
                    abiertas.get(hoja.actividad.pk, []),
                    respondidas.get(hoja.actividad.pk, []),
                )
                for hoja in grupo.hojas
            ],
        )
        for grupo in preguntas.grupos
    ]
    anterior = Anterior(previo, avances[previo.pk], entradas[previo.pk]) if previo else Anterior()
    return Progreso(reporte, preguntas, grupos, entradas[reporte.pk], anterior, propuestos)


def por_actividad(
    observaciones: models.QuerySet[Observacion] | tuple[()],
) -> dict[int, list[Observacion]]:
    """Remarks with their replies, by activity id."""
    if isinstance(observaciones, models.QuerySet):
        observaciones = observaciones.select_related("autor").prefetch_related("replicas__autor")
    halladas: dict[int, list[Observacion]] = {}
    for observacion in observaciones:
        halladas.setdefault(observacion.actividad_id, []).append(observacion)
    return halladas
