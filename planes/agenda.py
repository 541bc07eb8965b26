"""Who has to report on what and until when: the lines of "Mis reportes"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from actores.models import Pais
from planes import permisos
from planes.models import Actividad, Informante, Observacion, Periodo, Plan, Prorroga, Reporte
from planes.models.reporte import paises_que_lee


@dataclass(frozen=True)
class Linea:
    """One informant and one period: its report, or that it has none yet."""

    periodo: Periodo
    pais: Pais | None
    reporte: Reporte | None
    hoy: dt.date
    pedidas: int = 0
    """How many activities are asked of that informant."""
    terminadas: int = 0
    devueltas: int = 0
    """Activities with open remarks, when the report was returned."""
    informa: bool = True
    """Whether the reader answers for it; else she helps whoever does."""

    @property
    def informante(self) -> str:
        return self.pais.codigo if self.pais else "regional"

    @property
    def cierre(self) -> dt.date:
        return self.periodo.cierre_para(self.pais)

    @property
    def prorroga(self) -> Prorroga | None:
        """The extension that decides until when it can be sent, with its reason."""
        pais = self.pais.pk if self.pais else None
        suyas = [p for p in self.periodo.prorrogas.all() if p.pais_id == pais]
        ultima = max(suyas, key=lambda p: p.hasta, default=None)
        return ultima if ultima and ultima.hasta > self.periodo.cierra else None

    @property
    def con_prorroga(self) -> bool:
        return self.prorroga is not None

    @property
    def por_abrir(self) -> bool:
        return self.hoy < self.periodo.abre

    @property
    def atrasada(self) -> bool:
        """Past the due date, though still open."""
        return self.hoy > self.periodo.vence

    @property
    def dias(self) -> int:
        """Days left until it falls due; once it has, until it closes. 0 is the last day."""
        limite = self.cierre if self.atrasada else self.periodo.vence
        return (limite - self.hoy).days

    @property
    def por_que_cerrado(self) -> str:
        reporte = self.reporte or Reporte(periodo=self.periodo, pais=self.pais)
        return permisos.por_que_cerrado(reporte, hoy=self.hoy)

    @property
    def pendiente(self) -> bool:
        """Whether the informant has something to do here now."""
        return not self.por_que_cerrado

    @property
    def corregible(self) -> bool:
        """Whether a correction may be opened, of the newest version that it shows."""
        return bool(
            self.informa and self.reporte and self.reporte.estado == Reporte.Estado.APROBADO
        )

    @property
    def faltan(self) -> int:
        return self.pedidas - self.terminadas


def lineas(informantes: Iterable[Pais | None]) -> list[Linea]:
    """Every period of the plans that are reported on × these informants, newest period first.

    None stands for the regional report. A country has no line for a period before
    it joined. Six queries, however many periods and countries.
    """
    informantes = list(informantes)
    if not informantes:
        return []
    periodos = list(
        Periodo.objects.filter(plan__tipo=Plan.Tipo.OPERATIVO)
        .exclude(plan__estado=Plan.Estado.BORRADOR)
        .select_related("plan")
        .prefetch_related("prorrogas")
        .order_by("-anio", "-semestre", "plan__codigo")
    )
    reportes = {
        (r.periodo_id, r.pais_id): r
        for r in Reporte.objects.ultimos()
        .filter(Q(pais__in=[p for p in informantes if p]) | Q(pais__isnull=True))
        .filter(periodo__in=periodos)
        .annotate(terminadas=Count("avances", filter=Q(avances__terminada=True)))
    }
    devueltas = dict(
        Observacion.objects.filter(
            reporte__in=[r.pk for r in reportes.values()],
            reporte__estado=Reporte.Estado.OBSERVADO,
            resuelta_en__isnull=True,
        )
        .order_by()
        .values_list("reporte")
        .annotate(Count("actividad", distinct=True))
    )
    pedidas = actividades_pedidas()
    hoy = timezone.localdate()
    hechas = []
    for periodo in periodos:
        for pais in informantes:
            if pais and not era_miembro(pais, periodo.fin):
                continue
            reporte = reportes.get((periodo.pk, pais.pk if pais else None))
            if reporte:
                # The same rows, already read: no query for each line.
                reporte.periodo, reporte.pais = periodo, pais
            clave = (periodo.plan_id, "nacional" if pais else "regional")
            hechas.append(
                Linea(
                    periodo,
                    pais,
                    reporte,
                    hoy,
                    pedidas.get(clave, 0),
                    reporte.terminadas if reporte else 0,
                    devueltas.get(reporte.pk, 0) if reporte else 0,
                )
            )
    return hechas


def linea_de(reporte: Reporte) -> Linea:
    """The dates of one report, without counts: its page counts for itself."""
    return Linea(reporte.periodo, reporte.pais, reporte, timezone.localdate())


def era_miembro(pais: Pais, fecha: dt.date) -> bool:
    """The same question as ``Pais.objects.miembros_en``, of a row already read."""
    entro = pais.adhesion is None or pais.adhesion <= fecha
    return entro and (pais.retiro is None or pais.retiro > fecha)


def actividades_pedidas() -> dict[tuple[int, str], int]:
    """How many activities each plan asks of ``nacional`` and of ``regional`` informants."""
    cuenta: dict[tuple[int, str], int] = {}
    filas = Actividad.objects.order_by().values_list("plan", "informante").annotate(Count("pk"))
    for plan, informante, cuantas in filas:
        for uno in ("nacional", "regional"):
            if informante in (uno, Informante.AMBOS):
                cuenta[plan, uno] = cuenta.get((plan, uno), 0) + cuantas
    return cuenta


def propias(usuario: Any) -> list[Linea]:
    """The lines that this person fills: own countries, and the regional one for the ST."""
    informantes: list[Pais | None] = list(Pais.objects.filter(pk__in=paises_que_lee(usuario)))
    if permisos.es_secretaria(usuario):
        informantes.append(None)
    suyos = permisos.paises_de(usuario)
    return [
        linea if linea.pais is None or linea.pais.pk in suyos else replace(linea, informa=False)
        for linea in lineas(informantes)
    ]


def de_la_region(usuario: Any) -> list[Linea]:
    """The state of every country's report, for those who may know it; empty for others."""
    return lineas(Pais.objects.all()) if permisos.ve_estados(usuario) else []
