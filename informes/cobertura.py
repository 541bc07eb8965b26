"""Before a cut is made: what it would hold, who is missing from it, and what to look at twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from actores.models import Pais
from planes.agenda import era_miembro
from planes.models import LugarDudoso, Periodo, Reporte, Valor
from planes.numeros import mostrar_numero


@dataclass(frozen=True)
class Cobertura:
    """One period: who of those expected has an approved report, and who has not."""

    periodo: Periodo
    miembros: int
    aprobados: list[Pais]
    faltan: list[tuple[Pais, str]]
    """Countries without one, each with the state of what they have, in words."""
    regional: bool
    """Whether the regional report is approved."""

    @property
    def vacio(self) -> bool:
        return not self.aprobados and not self.regional


def cobertura(periodos: Iterable[Periodo]) -> list[Cobertura]:
    """One verdict a period, in three queries."""
    periodos = list(periodos)
    paises = list(Pais.objects.all())
    estados: dict[tuple[int, int | None], str] = {}
    aprobados: set[tuple[int, int | None]] = set()
    for reporte in Reporte.objects.filter(periodo__in=periodos).order_by("version"):
        clave = (reporte.periodo_id, reporte.pais_id)
        estados[clave] = str(reporte.get_estado_display())
        if reporte.estado == Reporte.Estado.APROBADO:
            aprobados.add(clave)
    hecha = []
    for periodo in periodos:
        miembros = [pais for pais in paises if era_miembro(pais, periodo.fin)]
        hecha.append(
            Cobertura(
                periodo,
                len(miembros),
                [p for p in miembros if (periodo.pk, p.pk) in aprobados],
                [
                    (p, estados.get((periodo.pk, p.pk), _("Sin empezar")))
                    for p in miembros
                    if (periodo.pk, p.pk) not in aprobados
                ],
                (periodo.pk, None) in aprobados,
            )
        )
    return hecha


@dataclass(frozen=True)
class PorMirar:
    """Something doubtful in what a cut would hold: a sentence and the report it is in."""

    texto: str
    reporte: Reporte | None = None


SALTO, SUELO = 5, 20
"""A figure this many times the last one, or a fifth of it, deserves a second look, unless both
are small."""


def por_mirar(periodos: Iterable[Periodo]) -> list[PorMirar]:
    """What the ST may want to settle first. Nothing here keeps a cut from being made."""
    periodos = sorted(periodos, key=lambda p: (p.anio, p.semestre))
    vigentes = (
        Reporte.objects.vigentes().filter(periodo__in=periodos).select_related("periodo", "pais")
    )
    reportes = {r.pk: r for r in vigentes}
    return [
        *sin_resolver(periodos),
        *en_correccion(periodos),
        *pendientes(reportes),
        *saltos(periodos, reportes),
    ]


def sin_resolver(periodos: list[Periodo]) -> list[PorMirar]:
    lugares = LugarDudoso.objects.filter(
        plan__in={p.plan_id for p in periodos}, estado=LugarDudoso.Estado.PENDIENTE
    ).count()
    if not lugares:
        return []
    return [PorMirar(_("Lugares dudosos del documento sin resolver: %(n)d.") % {"n": lugares})]


def en_correccion(periodos: list[Periodo]) -> list[PorMirar]:
    nuevas = Reporte.objects.filter(periodo__in=periodos, version__gt=1).exclude(
        estado=Reporte.Estado.APROBADO
    )
    return [
        PorMirar(_("Se está corrigiendo. Contaría la versión aprobada antes."), reporte)
        for reporte in nuevas.select_related("periodo", "pais")
    ]


def pendientes(reportes: dict[int, Reporte]) -> list[PorMirar]:
    """Approved reports in which data were left as "pendiente": they will be published as missing."""
    cuenta = (
        Valor.objects.filter(reporte__in=reportes, ausencia=Valor.Ausencia.PENDIENTE)
        .order_by("reporte__periodo__anio", "reporte__periodo__semestre", "reporte__pais__orden")
        .values_list("reporte")
        .annotate(n=Count("pk"))
    )
    return [
        PorMirar(_("Datos que quedaron pendientes: %(n)d.") % {"n": n}, reportes[pk])
        for pk, n in cuenta
    ]


def saltos(periodos: list[Periodo], reportes: dict[int, Reporte]) -> list[PorMirar]:
    """Figures of the last period that are far from the same country's figure before."""
    if len(periodos) < 2:
        return []
    previo, ultimo = periodos[-2:]
    cifras: dict[tuple[int, int | None, int], tuple[Valor, Reporte]] = {}
    hallados = []
    valores = Valor.objects.filter(
        reporte__in=[r.pk for r in reportes.values() if r.periodo_id in (previo.pk, ultimo.pk)],
        numero__isnull=False,
    )
    for valor in valores.select_related("dato").order_by("reporte__pais__orden", "dato__orden"):
        reporte = reportes[valor.reporte_id]
        cifras[reporte.periodo_id, reporte.pais_id, valor.dato_id] = (valor, reporte)
    for (periodo, pais, dato), (valor, reporte) in cifras.items():
        antes = cifras.get((previo.pk, pais, dato))
        if periodo != ultimo.pk or antes is None:
            continue
        menor, mayor = sorted([antes[0].numero or 0, valor.numero or 0])
        if mayor >= SUELO and mayor >= SALTO * max(menor, 1):
            hallados.append(
                PorMirar(
                    _("«%(dato)s» pasó de %(antes)s a %(ahora)s.")
                    % {
                        "dato": valor.dato.t.nombre,
                        "antes": mostrar_numero(antes[0].numero or 0),
                        "ahora": mostrar_numero(valor.numero or 0),
                    },
                    reporte,
                )
            )
    return hallados
