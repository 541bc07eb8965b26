"""Before a cut is made: what it would hold, who is missing from it, and what to look at twice."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actores.models import Pais
from planes.agenda import era_miembro
from planes.models import Explicacion, LugarDudoso, Periodo, Plan, Reporte, Valor
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
    """One kind of doubtful thing in what a cut would hold, and the reports in which it is, each
    with what is to be said of it there."""

    texto: str
    casos: list[tuple[Reporte, str]]

    @property
    def donde(self) -> str:
        """In how many reports: ``en 6 reportes``."""
        n = len({reporte.pk for reporte, _frase in self.casos})
        return ngettext("en %(n)d reporte", "en %(n)d reportes", n) % {"n": n}


@dataclass(frozen=True)
class Novedades:
    """What a new cut would hold that the last one (``fecha``) has not: reports approved since,
    corrections among them, and whole periods (``2025-I``)."""

    fecha: dt.date
    reportes: list[Reporte]
    periodos: list[str]


@dataclass(frozen=True)
class Fuera:
    """What a new cut would leave out: ``quitados``, periods that the last published cut
    (``fecha``) has; ``a_medias``, of the years of which it would hold one half only, that half."""

    fecha: dt.date | None
    quitados: list[str]
    a_medias: list[str]

    @property
    def clave(self) -> str:
        """What a person confirms who knows of it; empty when nothing is left out."""
        return " ".join([*self.quitados, *(f"{clave}." for clave in self.a_medias)])


SALTO, SUELO = 5, 20
"""A figure this many times the last one, or a fifth of it, deserves a second look, unless both
are small."""


def por_mirar(periodos: Iterable[Periodo]) -> list[PorMirar]:
    """What the ST may want to settle first; nothing here keeps a cut from being made. Seven
    queries."""
    periodos = sorted(periodos, key=lambda p: (p.anio, p.semestre))
    vigentes = (
        Reporte.objects.vigentes().filter(periodo__in=periodos).select_related("periodo", "pais")
    )
    reportes = {r.pk: r for r in vigentes}
    halladas = [
        PorMirar(
            _("Cifras del último período muy distintas de las anteriores"),
            saltos(periodos, reportes),
        ),
        PorMirar(
            _("Reportes que se están corrigiendo: contaría la versión aprobada antes"),
            en_correccion(periodos),
        ),
        PorMirar(
            _("Datos que quedaron pendientes: se publican como no disponibles"),
            pendientes(reportes),
        ),
        PorMirar(
            _("Respuestas que llamaban la atención y el país explicó"),
            explicadas(reportes),
        ),
    ]
    return [cosa for cosa in halladas if cosa.casos]


def lugares_sin_resolver(plan: Plan) -> int:
    """Doubtful places of the printed plan that nobody has settled yet."""
    pendiente = LugarDudoso.Estado.PENDIENTE
    return LugarDudoso.objects.filter(plan=plan, estado=pendiente).count()


def en_correccion(periodos: list[Periodo]) -> list[tuple[Reporte, str]]:
    nuevas = Reporte.objects.filter(periodo__in=periodos, version__gt=1).exclude(
        estado=Reporte.Estado.APROBADO
    )
    return [
        (reporte, str(reporte.get_estado_display()))
        for reporte in nuevas.select_related("periodo", "pais")
    ]


def pendientes(reportes: dict[int, Reporte]) -> list[tuple[Reporte, str]]:
    """Approved reports in which data were left as "pendiente", newest first."""
    cuenta = (
        Valor.objects.filter(reporte__in=reportes, ausencia=Valor.Ausencia.PENDIENTE)
        .order_by("-reporte__periodo__anio", "-reporte__periodo__semestre", "reporte__pais__orden")
        .values_list("reporte")
        .annotate(n=Count("pk"))
    )
    return [(reportes[pk], ngettext("%(n)d dato", "%(n)d datos", n) % {"n": n}) for pk, n in cuenta]


def explicadas(reportes: dict[int, Reporte]) -> list[tuple[Reporte, str]]:
    """What a rule warned of in approved reports and was explained, newest first."""
    explicaciones = (
        Explicacion.objects.filter(reporte__in=reportes)
        .select_related("dato", "actividad")
        .order_by("-reporte__periodo__anio", "-reporte__periodo__semestre", "reporte__pais__orden")
    )
    return [
        (
            reportes[e.reporte_id],
            _("«%(que)s». Explicación: %(texto)s")
            % {"que": e.dato.t.nombre if e.dato else e.actividad.codigo, "texto": e.texto},
        )
        for e in explicaciones
    ]


def desde_el_anterior(plan: Plan, periodos: Iterable[Periodo]) -> Novedades | None:
    """What has been approved since the plan's last cut was made; None before the first."""
    anterior = plan.cortes.order_by("-creado_en").first()
    if anterior is None:
        return None
    nuevos = (
        Reporte.objects.vigentes()
        .filter(periodo__in=list(periodos), revisado_en__gt=anterior.creado_en)
        .select_related("periodo", "pais")
        .order_by("-periodo__anio", "-periodo__semestre", "pais__orden")
    )
    otros = Periodo.objects.filter(pk__in=[p.pk for p in periodos]).exclude(cortes=anterior)
    return Novedades(anterior.fecha, list(nuevos), sorted(p.clave for p in otros))


def lo_que_queda_fuera(plan: Plan, periodos: Iterable[Periodo]) -> Fuera:
    """What the world has now and would lose, and half years. Three queries."""
    elegidos = {p.pk: p for p in periodos}
    publicado = plan.cortes.publicados().order_by("-publicado_en", "-pk").first()
    tenia = publicado.periodos.exclude(pk__in=elegidos) if publicado else []
    del_anio = Counter(p.anio for p in elegidos.values())
    enteros = Counter(plan.periodos.values_list("anio", flat=True))
    return Fuera(
        publicado.fecha if publicado else None,
        sorted(p.clave for p in tenia),
        sorted(p.clave for p in elegidos.values() if del_anio[p.anio] < enteros[p.anio]),
    )


def saltos(periodos: list[Periodo], reportes: dict[int, Reporte]) -> list[tuple[Reporte, str]]:
    """Figures of the last period that are far from the same informant's figure before."""
    if len(periodos) < 2:
        return []
    previo, ultimo = periodos[-2:]
    valores = (
        Valor.objects.filter(
            reporte__in=[r.pk for r in reportes.values() if r.periodo_id in (previo.pk, ultimo.pk)],
            numero__isnull=False,
        )
        .select_related("dato")
        .order_by("reporte__pais__orden", "dato__orden")
    )
    antes: dict[tuple[int | None, int], Decimal] = {}
    nuevos = []
    for valor in valores:
        reporte = reportes[valor.reporte_id]
        numero = valor.numero or Decimal(0)
        if reporte.periodo_id == previo.pk:
            antes[reporte.pais_id, valor.dato_id] = numero
        else:
            nuevos.append((reporte, valor.dato, numero))
    hallados = []
    for reporte, dato, ahora in nuevos:
        era = antes.get((reporte.pais_id, dato.pk))
        if era is None:
            continue
        menor, mayor = sorted([era, ahora])
        if mayor >= SUELO and mayor >= SALTO * menor:
            frase = _("«%(dato)s» pasó de %(antes)s a %(ahora)s.") % {
                "dato": dato.t.nombre,
                "antes": mostrar_numero(era),
                "ahora": mostrar_numero(ahora),
            }
            hallados.append((reporte, frase))
    return hallados
