"""The reviewers' board: who has reported in a period, and how each activity goes everywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Pais
from planes import agenda
from planes.agenda import Linea
from planes.models import Actividad, Avance, Eje, Informante, Observacion, Periodo, Plan, Reporte

SIN_EMPEZAR, OBSERVADA, SIN_DATO = "sin_empezar", "problema", "sin_dato"
"""What a place of the board says besides the states of reports and activities."""


@dataclass(frozen=True)
class Puesto:
    """One informant of a period: its report, when it first came, its open remarks."""

    linea: Linea
    llego: dt.date | None
    """Day of the first sending of this period's report, however often it was returned."""
    abiertas: int

    @property
    def reporte(self) -> Reporte | None:
        return self.linea.reporte

    @property
    def pais(self) -> Pais | None:
        return self.linea.pais

    @property
    def nombre(self) -> str:
        return str(self.pais) if self.pais else _("Reporte regional")

    @property
    def estado(self) -> str:
        return self.reporte.estado if self.reporte else SIN_EMPEZAR

    @property
    def nombre_estado(self) -> str:
        return str(self.reporte.get_estado_display()) if self.reporte else _("Sin empezar")

    @property
    def en_correccion(self) -> bool:
        """An approved version counts while this newer one is being made."""
        return self.reporte is not None and self.reporte.version > 1

    @property
    def recibido(self) -> bool:
        """Sent, and not taken back by its sender."""
        if self.llego is None:
            return False
        return self.en_correccion or self.estado != Reporte.Estado.BORRADOR

    @property
    def limite(self) -> dt.date:
        """Last day on which sending is on time: an extension moves it."""
        vence = self.linea.periodo.vence
        return self.linea.cierre if self.linea.con_prorroga else vence

    @property
    def a_tiempo(self) -> bool:
        return self.llego is not None and self.llego <= self.limite


@dataclass(frozen=True)
class Tablero:
    """A period with all who are expected to report on it, in the countries' printed order."""

    periodo: Periodo
    puestos: list[Puesto]

    @property
    def esperados(self) -> int:
        return len(self.puestos)

    @property
    def recibidos(self) -> list[Puesto]:
        return [p for p in self.puestos if p.recibido]

    @property
    def puntuales(self) -> list[Puesto]:
        return [p for p in self.recibidos if p.a_tiempo]

    def con(self, *estados: str) -> list[Puesto]:
        return [p for p in self.puestos if p.estado in estados]

    @property
    def aprobados(self) -> list[Puesto]:
        return self.con(Reporte.Estado.APROBADO)

    @property
    def por_revisar(self) -> list[Puesto]:
        return self.con(Reporte.Estado.ENVIADO)

    @property
    def devueltos(self) -> list[Puesto]:
        return self.con(Reporte.Estado.OBSERVADO)

    @property
    def en_borrador(self) -> list[Puesto]:
        return self.con(Reporte.Estado.BORRADOR)

    @property
    def sin_empezar(self) -> list[Puesto]:
        return self.con(SIN_EMPEZAR)


def periodos() -> list[Periodo]:
    """The periods of plans that are reported on, newest first."""
    return list(
        Periodo.objects.filter(plan__tipo=Plan.Tipo.OPERATIVO)
        .exclude(plan__estado=Plan.Estado.BORRADOR)
        .select_related("plan")
        .order_by("-anio", "-semestre")
    )


def periodo_actual(todos: Iterable[Periodo]) -> Periodo | None:
    """The newest that has opened; None when there is none. ``todos``: newest first."""
    hoy = timezone.localdate()
    return next((p for p in todos if p.abre <= hoy), None)


def tablero(periodo: Periodo) -> Tablero:
    """Ten queries, however many informants. Whoever shows it asks ``permisos.ve_estados``."""
    lineas = [li for li in agenda.lineas([*Pais.objects.all(), None]) if li.periodo == periodo]
    llegadas = dict(
        Reporte.history.filter(periodo=periodo.pk, enviado_en__isnull=False)
        .order_by()
        .values_list("pais")
        .annotate(Min("enviado_en"))
    )
    abiertas = dict(
        Observacion.objects.filter(reporte__periodo=periodo, resuelta_en__isnull=True)
        .order_by()
        .values_list("reporte")
        .annotate(Count("pk"))
    )
    return Tablero(
        periodo,
        [
            Puesto(
                linea,
                timezone.localdate(llegadas[clave]) if clave in llegadas else None,
                abiertas.get(linea.reporte.pk, 0) if linea.reporte else 0,
            )
            for linea in lineas
            for clave in [linea.pais.pk if linea.pais else None]
        ],
    )


@dataclass(frozen=True)
class Celda:
    """What one informant says of one activity. ``clave`` empty: it is not asked."""

    actividad: Actividad
    clave: str = ""
    llena: bool = False
    """Whether its page is finished, as the informant's own task list counts: what was returned
    is not."""

    @property
    def nombre(self) -> str:
        return nombre_de(self.clave)


def nombre_de(clave: str) -> str:
    """The word for a cell, as the key and the screen readers say it."""
    propios = {OBSERVADA: _("Con observación abierta"), SIN_DATO: _("Sin respuesta")}
    if not clave:
        return _("No se le pide")
    return propios.get(clave) or str(Avance.Estado(clave).label)


CLAVES = (*Avance.Estado.values, SIN_DATO, OBSERVADA)
"""Every cell there is, in the order of the key."""


@dataclass(frozen=True)
class Fila:
    puesto: Puesto
    celdas: list[Celda]

    @property
    def llenas(self) -> int:
        return sum(c.llena for c in self.celdas)

    @property
    def pedidas(self) -> int:
        return sum(bool(c.clave) for c in self.celdas)

    @property
    def por_clave(self) -> list[tuple[str, str, list[Celda]]]:
        """What is asked, gathered by what is said of it: key, name, cells, in the key's order."""
        grupos = [(clave, [c for c in self.celdas if c.clave == clave]) for clave in CLAVES]
        return [(clave, nombre_de(clave), celdas) for clave, celdas in grupos if celdas]

    @property
    def observadas(self) -> int:
        return sum(c.clave == OBSERVADA for c in self.celdas)


@dataclass(frozen=True)
class Matriz:
    """Informants × activities of one eje."""

    eje: Eje
    actividades: list[Actividad]
    filas: list[Fila]

    @property
    def totales(self) -> list[tuple[Actividad, int, int]]:
        """For each activity: how many have filled it, of how many who are asked."""
        columnas = zip(*(f.celdas for f in self.filas), strict=True)
        return [
            (actividad, sum(c.llena for c in columna), sum(bool(c.clave) for c in columna))
            for actividad, columna in zip(self.actividades, columnas, strict=False)
        ]

    @property
    def llenas(self) -> int:
        return sum(f.llenas for f in self.filas)

    @property
    def pedidas(self) -> int:
        return sum(f.pedidas for f in self.filas)


def matrices(tabla: Tablero) -> list[Matriz]:
    """One matrix for each eje, in four queries. Only for those who read every report."""
    plan = tabla.periodo.plan_id
    reportes = [p.reporte.pk for p in tabla.puestos if p.reporte]
    dichos, llenas = {}, set()
    filas = Avance.objects.filter(reporte__in=reportes).order_by()
    for reporte, actividad, estado, terminada in filas.values_list(
        "reporte", "actividad", "estado", "terminada"
    ):
        dichos[reporte, actividad] = estado
        if terminada:
            llenas.add((reporte, actividad))
    abiertas = Observacion.objects.filter(reporte__in=reportes, resuelta_en__isnull=True)
    for clave in abiertas.values_list("reporte", "actividad"):
        dichos[clave] = OBSERVADA
    por_eje: dict[int, list[Actividad]] = {}
    for fila in Actividad.objects.filter(plan=plan).select_related("objetivo"):
        por_eje.setdefault(fila.objetivo.eje_id, []).append(fila)
    return [
        Matriz(
            eje,
            por_eje[eje.pk],
            [
                Fila(p, [celda(p, a, dichos, llenas) for a in por_eje[eje.pk]])
                for p in tabla.puestos
            ],
        )
        for eje in Eje.objects.filter(plan=plan)
        if eje.pk in por_eje
    ]


def por_informante(varias: Iterable[Matriz]) -> list[Fila]:
    """The rows of the matrices of all ejes as one for each informant."""
    return [
        Fila(filas[0].puesto, [celda for fila in filas for celda in fila.celdas])
        for filas in zip(*(m.filas for m in varias), strict=True)
    ]


def celda(
    puesto: Puesto,
    actividad: Actividad,
    dichos: dict[tuple[int, int], str],
    llenas: set[tuple[int, int]],
) -> Celda:
    """``dichos`` and ``llenas`` by report and activity id."""
    informante = Informante.NACIONAL if puesto.pais else Informante.REGIONAL
    if actividad.informante not in (informante, Informante.AMBOS):
        return Celda(actividad)
    clave = (puesto.reporte.pk if puesto.reporte else 0, actividad.pk)
    return Celda(actividad, dichos.get(clave) or SIN_DATO, clave in llenas)
