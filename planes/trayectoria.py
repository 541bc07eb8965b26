"""A country over time: its own approved answers, semester by semester, for its own eyes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import tablib
from django.utils.translation import gettext as _

from actores.models import Pais
from planes.agenda import era_miembro
from planes.cuestionario import cuestionario, se_pide
from planes.entrada import Entrada
from planes.models import Actividad, Avance, Dato, ObjetivoOperativo, Periodo, Plan, Reporte, Valor
from planes.numeros import mostrar_numero
from planes.respuestas import desgloses, en_palabras, entrada_de

ALTO, ANCHO, PASO = 24, 8, 11
"""A little bar chart: its height, the width of a bar, and from one bar to the next."""


@dataclass(frozen=True)
class Celda:
    """An activity or a Dato in one semester. ``clave``: a state of ``marca.json``, ``sin_dato``
    where nothing is approved, empty where it was not asked; ``texto`` says it in words."""

    periodo: Periodo
    clave: str
    texto: str


@dataclass(frozen=True)
class Barra:
    """A bar of the little chart, in its units."""

    x: int
    y: float
    alto: float


@dataclass(frozen=True)
class Serie:
    """One Dato over the semesters."""

    dato: Dato
    celdas: list[Celda]
    valores: list[Decimal | None]
    """The number of each semester, to draw; None where there is none."""
    entradas: list[Entrada]

    @property
    def barras(self) -> list[Barra]:
        """The bars; none where fewer than two semesters have a number."""
        numeros = [v for v in self.valores if v is not None]
        if len(numeros) < 2:
            return []
        tope = max(numeros) or Decimal(1)
        barras = []
        for lugar, valor in enumerate(self.valores):
            if valor is not None:
                alto = max(1.0, round(float(valor / tope) * ALTO, 1))
                barras.append(Barra(lugar * PASO, round(ALTO - alto, 1), alto))
        return barras

    @property
    def marco(self) -> str:
        """The ``viewBox`` of the chart, with the line on which the bars stand."""
        return f"0 0 {len(self.celdas) * PASO} {ALTO + 2}"


@dataclass(frozen=True)
class Camino:
    """One activity over the semesters."""

    actividad: Actividad
    celdas: list[Celda]


@dataclass(frozen=True)
class Tramo:
    """An objetivo: its activities and the Datos asked there."""

    objetivo: ObjetivoOperativo
    caminos: list[Camino]
    series: list[Serie]


@dataclass(frozen=True)
class Trayectoria:
    pais: Pais
    periodos: list[Periodo]
    aprobados: dict[int, Reporte]
    """The report that counts, by period id."""
    tramos: list[Tramo]


def trayectoria_de(pais: Pais) -> Trayectoria:
    """What the country has approved of every plan that is reported on, oldest semester first.

    A fixed number of queries for each plan, whatever the number of semesters.
    """
    planes = list(
        Plan.objects.filter(tipo=Plan.Tipo.OPERATIVO).exclude(estado=Plan.Estado.BORRADOR)
        .order_by("inicio")
    )  # fmt: skip
    periodos = [
        p
        for p in Periodo.objects.filter(plan__in=planes).order_by("anio", "semestre", "plan")
        if era_miembro(pais, p.fin)
    ]
    aprobados = {
        r.periodo_id: r for r in Reporte.objects.vigentes().filter(pais=pais, periodo__in=periodos)
    }
    de_reporte = {r.pk: periodo for periodo, r in aprobados.items()}
    estados = {
        (de_reporte[reporte], actividad): estado
        for reporte, actividad, estado in Avance.objects.filter(reporte__in=de_reporte)
        .order_by()
        .values_list("reporte", "actividad", "estado")
    }
    valores = Valor.objects.filter(reporte__in=de_reporte)
    entradas = {
        (de_reporte[v.reporte_id], v.dato_id): entrada_de(v)
        for v in valores.select_related("etapa").prefetch_related("partes")
    }
    tramos = []
    for plan in planes:
        for grupo in cuestionario(plan, "nacional").grupos:
            caminos = [
                Camino(
                    h.actividad, [estado_en(p, h.actividad, aprobados, estados) for p in periodos]
                )
                for h in grupo.hojas
            ]
            series = [
                serie_de(dato, periodos, aprobados, entradas)
                for h in grupo.hojas
                for dato in h.datos
            ]
            tramos.append(Tramo(grupo.objetivo, caminos, series))
    return Trayectoria(pais, periodos, aprobados, tramos)


def estado_en(
    periodo: Periodo,
    actividad: Actividad,
    aprobados: dict[int, Reporte],
    estados: dict[tuple[int, int], str],
) -> Celda:
    if periodo.plan_id != actividad.plan_id:
        return Celda(periodo, "", _("No se pide"))
    if periodo.pk not in aprobados:
        return Celda(periodo, "sin_dato", _("Sin reporte aprobado"))
    estado = estados.get((periodo.pk, actividad.pk), "")
    if not estado:
        return Celda(periodo, "sin_dato", _("Sin responder"))
    return Celda(periodo, estado, str(Avance.Estado(estado).label))


def serie_de(
    dato: Dato,
    periodos: list[Periodo],
    aprobados: dict[int, Reporte],
    entradas: dict[tuple[int, int], Entrada],
) -> Serie:
    celdas, valores, dadas = [], [], []
    for periodo in periodos:
        entrada = entradas.get((periodo.pk, dato.pk), Entrada())
        dadas.append(entrada)
        valores.append(numero_de(entrada))
        if not entrada.vacia:
            celdas.append(Celda(periodo, "si", cifra(dato, entrada)))
        elif not se_pide(dato, "nacional", periodo):
            celdas.append(Celda(periodo, "", _("No se pide")))
        else:
            falta = _("Sin responder") if periodo.pk in aprobados else _("Sin reporte aprobado")
            celdas.append(Celda(periodo, "sin_dato", falta))
    return Serie(dato, celdas, valores, dadas)


def numero_de(entrada: Entrada) -> Decimal | None:
    """The number to draw: of a ratio its percentage."""
    if entrada.numerador is not None and entrada.denominador:
        return entrada.numerador / entrada.denominador * 100
    return entrada.numero


def cifra(dato: Dato, entrada: Entrada) -> str:
    """The answer in a cell, whose row says the unit."""
    if entrada.numero is not None and not entrada.ausencia:
        return mostrar_numero(entrada.numero)
    return en_palabras(dato, entrada)


# --- As a file -----------------------------------------------------------------------------------


def tabla(trayectoria: Trayectoria) -> tablib.Dataset:
    """One row for each state, each answer and each part of it."""
    datos = tablib.Dataset(title=str(trayectoria.pais)[:31])
    datos.headers = [
        _("País"), _("Año"), _("Semestre"), _("Qué es"), _("Objetivo"), _("Código"), _("Nombre"),
        _("Unidad"), _("Desglose"), _("Valor"), _("En palabras"),
    ]  # fmt: skip
    for tramo in trayectoria.tramos:
        for fila in renglones(tramo):
            datos.append([str(trayectoria.pais), *fila])
    return datos


def renglones(tramo: Tramo) -> Iterator[list[Any]]:
    objetivo = tramo.objetivo.numero
    for camino in tramo.caminos:
        actividad = camino.actividad
        nombre = actividad.t.texto
        for celda in camino.celdas:
            p = celda.periodo
            if celda.clave:
                yield [p.anio, p.semestre, _("Estado"), objetivo, actividad.codigo, nombre, "",
                       "", "", celda.texto]  # fmt: skip
    for serie in tramo.series:
        dato = serie.dato
        comun = [objetivo, dato.codigo, dato.t.nombre, dato.t.unidad]
        for celda, entrada, valor in zip(serie.celdas, serie.entradas, serie.valores, strict=True):
            p = celda.periodo
            if celda.clave:
                numero = "" if valor is None else round(valor, 2)
                yield [p.anio, p.semestre, _("Dato"), *comun, "", numero, celda.texto]
            for desglose in desgloses(dato, entrada):
                for categoria, parte in desglose.partes:
                    yield [p.anio, p.semestre, _("Dato"), *comun, f"{desglose.desagregacion}: "
                           f"{categoria}", parte, ""]  # fmt: skip
