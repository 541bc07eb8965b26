"""The reviewers' queue: which sent reports wait, since when, and what the portal found in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from planes import operaciones, permisos, validacion
from planes.models import Periodo, Reporte
from planes.validacion import ADVERTENCIA, ERROR, Hallazgo


@dataclass(frozen=True)
class Turno:
    """One report that waits for its review."""

    reporte: Reporte
    dias: int
    """Whole days since it was last sent."""
    hallazgos: list[Hallazgo]
    abiertas: int
    """Remarks that a reviewer has begun to write."""
    motivo: str
    """Why this person cannot approve it together with others; empty when she can."""
    es_suyo: bool
    """Whether this person can review it at all."""

    @property
    def limpio(self) -> bool:
        return not self.motivo

    @property
    def clase(self) -> str:
        if self.reporte.revisado_en is not None:
            return _("Reenviado")
        return _("Corrección") if self.reporte.version > 1 else _("Nuevo")

    def de_nivel(self, nivel: str) -> list[Hallazgo]:
        return [h for h in self.hallazgos if h.nivel == nivel]

    @property
    def errores(self) -> list[Hallazgo]:
        return self.de_nivel(ERROR)

    @property
    def advertencias(self) -> list[Hallazgo]:
        return self.de_nivel(ADVERTENCIA)

    @property
    def explicadas(self) -> list[Hallazgo]:
        return [h for h in self.advertencias if h.explicacion]


def cola(usuario: Any, periodo: Periodo | None = None) -> list[Turno]:
    """The sent reports of every period (or of one), the one that has waited longest first.

    A fixed number of queries, whatever their number.
    """
    reportes = esperan(usuario)
    return turnos(usuario, list(reportes.filter(periodo=periodo) if periodo else reportes))


def esperan(usuario: Any) -> QuerySet[Any]:
    """The sent reports that the person may read, oldest first, each with its ``abiertas``."""
    return (
        Reporte.objects.visibles_para(usuario)
        .filter(estado=Reporte.Estado.ENVIADO)
        .select_related("periodo__plan", "pais", "enviado_por")
        .annotate(
            abiertas=Count("observaciones", filter=Q(observaciones__resuelta_en__isnull=True))
        )
        .order_by("enviado_en", "pk")
    )


def turnos(usuario: Any, reportes: list[Any]) -> list[Turno]:
    """``reportes``: with their ``abiertas`` counted."""
    hallazgos = validacion.revisar_varios(reportes)
    motivos = operaciones.por_que_no_limpios(reportes, por=usuario, hallazgos=hallazgos)
    ahora = timezone.now()
    return [
        Turno(
            reporte,
            (ahora - (reporte.enviado_en or ahora)).days,
            hallazgos[reporte.pk],
            reporte.abiertas,
            motivos[reporte],
            permisos.puede(usuario, "aprobar", reporte),
        )
        for reporte in reportes
    ]
