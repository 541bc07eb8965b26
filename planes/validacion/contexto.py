"""Everything that the rules look at, for many reports in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, Max, Q

from planes.cuestionario import Cuestionario, Hoja, cuestionario
from planes.models import (
    Avance,
    Dato,
    Evidencia,
    Explicacion,
    Observacion,
    Programacion,
    Reporte,
    Valor,
)
from planes.propuestas import propuestas_de

Clave = tuple[int, str, int | None]
Previos = dict[int, list[Reporte]]
"""By report id, the informant's earlier reports, oldest first."""


@dataclass
class Contexto:
    """One report as the rules see it."""

    reporte: Reporte
    cuestionario: Cuestionario
    avances: dict[int, Avance] = field(default_factory=dict)
    """By activity id."""
    valores: dict[int, Valor] = field(default_factory=dict)
    """By Dato id, with ``partes`` prefetched."""
    antes: dict[int, Avance] = field(default_factory=dict)
    """By activity id, from the newest earlier report that was sent, with its ``reporte``."""
    series: dict[int, list[Valor]] = field(default_factory=lambda: defaultdict(list))
    """By Dato id, the answers of the earlier reports that were sent, oldest first."""
    observadas: dict[int, dt.datetime | None] = field(default_factory=dict)
    """By id of an activity with an open remark: when it was last replied to, or None."""
    evidencias: dict[int, list[Evidencia]] = field(default_factory=lambda: defaultdict(list))
    """This report's files by activity id."""
    probadas: set[int] = field(default_factory=set)
    """Ids of the activities with a file in any report or action of this informant."""
    programado: dict[int, list[Programacion]] = field(default_factory=lambda: defaultdict(list))
    """Targets by indicator id."""
    propuestas: dict[int, Decimal] = field(default_factory=dict)
    """What the registers add up to, by Dato id."""
    explicaciones: dict[Clave, Explicacion] = field(default_factory=dict)

    def paginas(self) -> Iterator[tuple[Hoja, Avance]]:
        """The activities of which something has been said."""
        for hoja in self.cuestionario.hojas:
            avance = self.avances.get(hoja.actividad.pk)
            if avance is not None:
                yield hoja, avance

    def respuestas(self) -> Iterator[tuple[Hoja, Dato, Valor]]:
        """The Datos that have an answer, be it why there is none."""
        for hoja in self.cuestionario.hojas:
            for dato in hoja.datos:
                if dato.pk in self.valores:
                    yield hoja, dato, self.valores[dato.pk]

    def anterior(self, dato: Dato) -> Valor | None:
        """The last answer before this report that was more than why there is none."""
        dichos = [v for v in self.series.get(dato.pk, ()) if not v.ausencia]
        return dichos[-1] if dichos else None


def contextos(reportes: Sequence[Reporte]) -> list[Contexto]:
    """One for each report, in the same order, whatever their number in as many queries."""
    hechos = {r.pk: Contexto(r, c) for r, c in zip(reportes, cuestionarios(reportes), strict=True)}
    previos = anteriores(reportes)
    poner_avances(hechos, previos)
    poner_valores(hechos, previos)
    poner_observaciones(hechos)
    poner_evidencias(hechos, previos)
    poner_programado(hechos)
    poner_propuestas(hechos)
    for fila in Explicacion.objects.filter(reporte__in=hechos).select_related("autor"):
        clave = (fila.actividad_id, fila.regla, fila.dato_id)
        hechos[fila.reporte_id].explicaciones[clave] = fila
    return [hechos[r.pk] for r in reportes]


def cuestionarios(reportes: Iterable[Reporte]) -> list[Cuestionario]:
    """What each is asked; the same plan, informant and semester are read once."""
    leidos: dict[tuple[int, str, int], Cuestionario] = {}
    lista = []
    for reporte in reportes:
        periodo = reporte.periodo
        clave = (periodo.plan_id, reporte.informante, periodo.semestre)
        if clave not in leidos:
            leidos[clave] = cuestionario(periodo.plan, reporte.informante, periodo)
        lista.append(leidos[clave])
    return lista


def anteriores(reportes: Sequence[Reporte]) -> Previos:
    """For each report the informant's earlier ones on the same plan, oldest first: of every
    period the newest version that was sent."""
    planes = {r.periodo.plan_id for r in reportes}
    enviados = (
        Reporte.objects.filter(
            periodo__plan__in=planes,
            estado__in=[Reporte.Estado.ENVIADO, Reporte.Estado.APROBADO],
            pais_clave__in={r.pais_id or 0 for r in reportes},
        )
        .select_related("periodo")
        .order_by("periodo__anio", "periodo__semestre", "version")
    )
    por_informante: dict[tuple[int, int | None], dict[int, Reporte]] = defaultdict(dict)
    for r in enviados:
        por_informante[r.periodo.plan_id, r.pais_id][r.periodo_id] = r
    return {
        r.pk: [
            otro
            for otro in por_informante[r.periodo.plan_id, r.pais_id].values()
            if orden(otro) < orden(r)
        ]
        for r in reportes
    }


def orden(reporte: Reporte) -> tuple[int, int]:
    return (reporte.periodo.anio, reporte.periodo.semestre)


def poner_avances(hechos: dict[int, Contexto], previos: Previos) -> None:
    por_reporte: dict[int, dict[int, Avance]] = defaultdict(dict)
    ultimos = {lista[-1].pk for lista in previos.values() if lista}
    for avance in Avance.objects.filter(reporte__in={*hechos, *ultimos}):
        por_reporte[avance.reporte_id][avance.actividad_id] = avance
    for pk, contexto in hechos.items():
        contexto.avances = por_reporte[pk]
        if previos[pk]:
            contexto.antes = por_reporte[previos[pk][-1].pk]
            for avance in contexto.antes.values():
                avance.reporte = previos[pk][-1]


def poner_valores(hechos: dict[int, Contexto], previos: Previos) -> None:
    por_reporte: dict[int, list[Valor]] = defaultdict(list)
    propios = Valor.objects.filter(reporte__in=hechos).prefetch_related("partes__categoria")
    for valor in propios.select_related("etapa"):
        hechos[valor.reporte_id].valores[valor.dato_id] = valor
    de_antes = {r.pk for lista in previos.values() for r in lista}
    for valor in Valor.objects.filter(reporte__in=de_antes).select_related("etapa"):
        por_reporte[valor.reporte_id].append(valor)
    for pk, contexto in hechos.items():
        for reporte in previos[pk]:
            for valor in por_reporte[reporte.pk]:
                valor.reporte = reporte
                contexto.series[valor.dato_id].append(valor)


def poner_observaciones(hechos: dict[int, Contexto]) -> None:
    abiertas = Observacion.objects.filter(reporte__in=hechos, resuelta_en__isnull=True)
    ajenas = Max("replicas__creada_en", filter=~Q(replicas__autor=F("autor")))
    filas = abiertas.order_by().annotate(replicada=ajenas)
    for reporte, actividad, cuando in filas.values_list("reporte", "actividad", "replicada"):
        hechos[reporte].observadas[actividad] = cuando


def poner_evidencias(hechos: dict[int, Contexto], previos: Previos) -> None:
    sanas = Evidencia.objects.exclude(estado=Evidencia.Estado.INFECTADA)
    paises = {c.reporte.pais_id or 0 for c in hechos.values()}
    # Of every version: the files of an approved report prove its correction too.
    de_reportes: dict[tuple[int, int | None], set[int]] = defaultdict(set)
    suyas = sanas.filter(
        reporte__periodo__plan__in={c.reporte.periodo.plan_id for c in hechos.values()},
        reporte__pais_clave__in=paises,
    )
    for evidencia in suyas.select_related("reporte"):
        reporte, actividad = evidencia.reporte, evidencia.actividad_id
        if reporte is not None and actividad is not None:
            de_reportes[reporte.periodo_id, reporte.pais_id].add(actividad)
            if reporte.pk in hechos:
                hechos[reporte.pk].evidencias[actividad].append(evidencia)
    de_acciones: dict[int | None, set[int]] = defaultdict(set)
    con_archivo = sanas.filter(Q(accion__pais__in=paises) | Q(accion__pais__isnull=True))
    for pais, servida in con_archivo.filter(accion__actividades__isnull=False).values_list(
        "accion__pais", "accion__actividades"
    ):
        de_acciones[pais].add(servida)
    for pk, contexto in hechos.items():
        propio = contexto.reporte.pais_id
        contexto.probadas = set(de_acciones[propio])
        for uno in (contexto.reporte, *previos[pk]):
            contexto.probadas |= de_reportes[uno.periodo_id, propio]


def poner_programado(hechos: dict[int, Contexto]) -> None:
    planes = {c.reporte.periodo.plan_id for c in hechos.values()}
    por_indicador: dict[int, list[Programacion]] = defaultdict(list)
    for meta in Programacion.objects.filter(indicador__plan__in=planes):
        por_indicador[meta.indicador_id].append(meta)
    for contexto in hechos.values():
        contexto.programado = por_indicador


def poner_propuestas(hechos: dict[int, Contexto]) -> None:
    """What the registers say now to a report that is being written; of one that was sent, what
    they said then (so a list of reports under review asks nothing more)."""
    for contexto in hechos.values():
        if contexto.reporte.editable:
            propuestas = propuestas_de(contexto.reporte, contexto.cuestionario.datos)
            contexto.propuestas = {dato: p.numero for dato, p in propuestas.items()}
        else:
            contexto.propuestas = {
                v.dato_id: v.propuesto for v in contexto.valores.values() if v.propuesto is not None
            }
