"""What one report asks: activities grouped by objetivo, and under each the Datos.

A Dato is asked once, under the first activity (in plan order) that uses it and
on which this informant reports; the other activities point there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from planes.models import (
    Actividad,
    Dato,
    Indicador,
    Informante,
    ObjetivoOperativo,
    Periodo,
    Plan,
    Reporte,
)


@dataclass
class Hoja:
    """One activity page: its Datos, the Datos answered on another page, its evidence."""

    actividad: Actividad
    datos: list[Dato] = field(default_factory=list)
    en_otra: list[tuple[Dato, Actividad]] = field(default_factory=list)
    evidencias: list[Indicador] = field(default_factory=list)
    indicadores: dict[int, list[Indicador]] = field(default_factory=dict)
    """Printed indicators by Dato id, to show what the plan's own words are."""


@dataclass
class Grupo:
    objetivo: ObjetivoOperativo
    hojas: list[Hoja] = field(default_factory=list)


@dataclass
class Cuestionario:
    grupos: list[Grupo]

    @property
    def hojas(self) -> list[Hoja]:
        return [hoja for grupo in self.grupos for hoja in grupo.hojas]

    @property
    def datos(self) -> list[Dato]:
        return [dato for hoja in self.hojas for dato in hoja.datos]

    def hoja(self, codigo: str) -> Hoja | None:
        """The page of that activity, or None when it is not asked of this informant."""
        return next((h for h in self.hojas if h.actividad.codigo == codigo), None)

    def hoja_de(self, dato: Dato) -> Hoja:
        """The page on which a Dato is asked. Raises StopIteration when it is not asked."""
        return next(h for h in self.hojas if dato in h.datos)


def se_pide(dato: Dato, informante: str, periodo: Periodo | None) -> bool:
    """Whether the Dato is asked of that kind of informant in that period."""
    if dato.informante not in (informante, Informante.AMBOS):
        return False
    anual = dato.periodicidad == Dato.Periodicidad.ANUAL
    return not (anual and periodo is not None and periodo.semestre == 1)


def cuestionario(plan: Plan, informante: str, periodo: Periodo | None = None) -> Cuestionario:
    """Everything asked of ``nacional`` or ``regional`` in a period, in five queries."""
    actividades = list(
        Actividad.objects.filter(plan=plan)
        .para(informante)
        .select_related("objetivo__eje")
        .prefetch_related("metas")
        .order_by("orden")
    )
    indicadores = list(
        Indicador.objects.filter(plan=plan, actividad__in=[a.pk for a in actividades])
        .select_related("dato")
        .prefetch_related("dato__desagregaciones__categorias", "dato__etapas")
        .order_by("actividad__orden", "orden")
    )
    por_actividad: dict[int, list[Indicador]] = {}
    for indicador in indicadores:
        por_actividad.setdefault(indicador.actividad_id, []).append(indicador)
    grupos: dict[int, Grupo] = {}
    preguntado: dict[int, Actividad] = {}
    for actividad in actividades:
        hoja = Hoja(actividad)
        for indicador in por_actividad.get(actividad.pk, []):
            dato = indicador.dato
            if dato is None:
                hoja.evidencias.append(indicador)
            elif se_pide(dato, informante, periodo):
                hoja.indicadores.setdefault(dato.pk, []).append(indicador)
                if dato.pk not in preguntado:
                    preguntado[dato.pk] = actividad
                    hoja.datos.append(dato)
                elif preguntado[dato.pk] != actividad and (
                    (dato, preguntado[dato.pk]) not in hoja.en_otra
                ):
                    hoja.en_otra.append((dato, preguntado[dato.pk]))
        grupo = grupos.setdefault(actividad.objetivo_id, Grupo(actividad.objetivo))
        grupo.hojas.append(hoja)
    return Cuestionario(list(grupos.values()))


def cuestionario_de(reporte: Reporte) -> Cuestionario:
    """The questionnaire of one report."""
    return cuestionario(reporte.periodo.plan, reporte.informante, reporte.periodo)
