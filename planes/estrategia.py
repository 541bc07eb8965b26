"""The Estrategia as it is followed: its actions with state, dates, grade, and what was adjusted."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actores.models.base import nombre_de_campo
from planes.models import Actividad, Avance, Eje, Meta, ObjetivoOperativo, Plan, Seguimiento

ESTADOS = Avance.Estado
CON_RETRASO = "con_retraso"
PREVISTAS = ("inicio_previsto", "fin_previsto")
REALES = ("inicio_real", "fin_real")
AJUSTABLES = (*PREVISTAS, *REALES, "calificacion")
"""To change one of these once it is set is an adjustment, which has a reason (R9)."""
QUIETOS = (ESTADOS.COMPLETADA, ESTADOS.SUSPENDIDA, ESTADOS.NO_APLICA)
"""States in which nothing is awaited."""


class Fechado(Protocol):
    """What says when an action was planned and done: a Seguimiento, or an earlier version of it."""

    @property
    def estado(self) -> str: ...
    @property
    def inicio_previsto(self) -> dt.date | None: ...
    @property
    def fin_previsto(self) -> dt.date | None: ...
    @property
    def fin_real(self) -> dt.date | None: ...


def retraso(suyo: Fechado, hoy: dt.date) -> tuple[str, dt.date] | None:
    """Why an action is late on a day: it should have ended (``fin``) or begun (``inicio``) on
    which one. None when it is not late."""
    if suyo.estado in QUIETOS:
        return None
    if suyo.fin_previsto and suyo.fin_previsto < hoy:
        return "fin", suyo.fin_previsto
    if suyo.inicio_previsto and suyo.inicio_previsto < hoy and suyo.estado == ESTADOS.NO_INICIADA:
        return "inicio", suyo.inicio_previsto
    return None


def decir_retraso(tarde: tuple[str, dt.date] | None) -> str:
    """What ``retraso`` found, in words; empty when it found nothing."""
    if tarde is None:
        return ""
    que, dia = tarde
    frase = _("debió terminar el %(dia)s") if que == "fin" else _("debió empezar el %(dia)s")
    return frase % {"dia": date_format(dia)}


def dias_tarde(suyo: Fechado) -> int:
    """Days by which it ended after its day; 0 when it did not."""
    if not (suyo.fin_real and suyo.fin_previsto):
        return 0
    return max((suyo.fin_real - suyo.fin_previsto).days, 0)


def decir_dias(dias: int) -> str:
    """Those days in words; empty for none."""
    frase = ngettext("%(n)d día después", "%(n)d días después", dias)
    return frase % {"n": dias} if dias else ""


@dataclass(frozen=True)
class Ajuste:
    """A date or the grade was changed: who, when, why, and each change as (name, old, new)."""

    quien: str
    cuando: dt.datetime
    motivo: str
    cambios: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Renglon:
    """An action with its follow-up on the day ``hoy``; an unsaved one while nobody wrote it."""

    actividad: Actividad
    seguimiento: Seguimiento
    hoy: dt.date
    ajustes: tuple[Ajuste, ...] = ()

    @property
    def clave(self) -> str:
        """The state: a key of ``marca.json``."""
        return str(self.seguimiento.estado)

    @property
    def atraso(self) -> str:
        """Why it is late, in words; empty when it is not."""
        return decir_retraso(retraso(self.seguimiento, self.hoy))

    @property
    def tarde(self) -> str:
        """That it ended after its day, in words; empty when it did not."""
        return decir_dias(dias_tarde(self.seguimiento))

    @property
    def previsto(self) -> str:
        return entre(self.seguimiento.inicio_previsto, self.seguimiento.fin_previsto)

    @property
    def real(self) -> str:
        return entre(self.seguimiento.inicio_real, self.seguimiento.fin_real)

    @property
    def resultados(self) -> list[Meta]:
        """The Estrategia's results that the action serves."""
        return list(self.actividad.metas.all())

    @property
    def aporta(self) -> list[Meta]:
        """The metas of the Plan Operativo to which those contribute, each once, in its order."""
        metas = {m.pk: m for r in self.resultados for m in r.contribuye_a.all()}
        return sorted(metas.values(), key=lambda meta: meta.orden)

    @property
    def plazos(self) -> list[str]:
        """The times as printed, each once."""
        return list(dict.fromkeys(m.t.plazo for m in self.resultados if m.plazo))


@dataclass
class Tactica:
    objetivo: ObjetivoOperativo
    renglones: list[Renglon] = field(default_factory=list)


@dataclass
class Tronco:
    eje: Eje
    tacticas: list[Tactica] = field(default_factory=list)

    @property
    def renglones(self) -> list[Renglon]:
        return [r for tactica in self.tacticas for r in tactica.renglones]

    @property
    def atrasadas(self) -> list[Renglon]:
        return atrasados(self.renglones)

    @property
    def completadas(self) -> list[Renglon]:
        return [r for r in self.renglones if es(r, ESTADOS.COMPLETADA)]


@dataclass(frozen=True)
class Estrategia:
    """A whole Estrategia on a day. Grades and states are counted, never averaged."""

    plan: Plan
    troncos: list[Tronco]
    hoy: dt.date

    @property
    def renglones(self) -> list[Renglon]:
        return [r for tronco in self.troncos for r in tronco.renglones]

    @property
    def atrasadas(self) -> list[Renglon]:
        return atrasados(self.renglones)

    def por_estado(self) -> dict[str, int]:
        """How many actions in each state that there is, in the order of the states."""
        cuenta = Counter(r.clave for r in self.renglones)
        return {clave: cuenta[clave] for clave in ESTADOS.values if cuenta[clave]}

    def por_calificacion(self) -> list[tuple[str, int]]:
        """How many actions with each grade, the best first; those without one last."""
        cuenta = Counter(r.seguimiento.calificacion for r in self.renglones)
        escala = [(str(c.label), cuenta[c.value]) for c in reversed(Seguimiento.Calificacion)]
        return [*escala, (_("Sin calificar"), cuenta[None])]

    def solo(self, ver: str) -> Estrategia:
        """Only the actions in one state, or (``con_retraso``) the late ones; all for any other."""
        if ver not in (*ESTADOS.values, CON_RETRASO):
            return self
        troncos = [
            Tronco(
                tronco.eje,
                [
                    Tactica(t.objetivo, quedan)
                    for t in tronco.tacticas
                    if (quedan := [r for r in t.renglones if es(r, ver)])
                ],
            )
            for tronco in self.troncos
        ]
        return Estrategia(self.plan, [t for t in troncos if t.tacticas], self.hoy)


def atrasados(renglones: list[Renglon]) -> list[Renglon]:
    return [r for r in renglones if r.atraso]


def es(renglon: Renglon, ver: str) -> bool:
    return bool(renglon.atraso) if ver == CON_RETRASO else renglon.clave == ver


def entre(desde: dt.date | None, hasta: dt.date | None) -> str:
    """ "desde – hasta" in the reader's language, as far as they are known."""
    if desde and hasta:
        return f"{date_format(desde)} – {date_format(hasta)}"
    if desde:
        return _("desde el %(dia)s") % {"dia": date_format(desde)}
    return _("hasta el %(dia)s") % {"dia": date_format(hasta)} if hasta else ""


def planes() -> list[Plan]:
    """Every Estrategia that is more than a draft; the one in force first, else the newest."""
    todas = Plan.objects.filter(tipo=Plan.Tipo.ESTRATEGIA).exclude(estado=Plan.Estado.BORRADOR)
    return sorted(todas, key=lambda plan: plan.estado != Plan.Estado.VIGENTE)


def acciones() -> QuerySet[Actividad]:
    """Those of every Estrategia in printed order, with follow-up, results and what these
    contribute to."""
    metas = Prefetch("metas", Meta.objects.order_by("orden").prefetch_related("contribuye_a"))
    return (
        Actividad.objects.filter(plan__tipo=Plan.Tipo.ESTRATEGIA)
        .exclude(plan__estado=Plan.Estado.BORRADOR)
        .select_related("plan", "seguimiento__actualizado_por", "objetivo__eje")
        .prefetch_related(metas)
        .order_by("orden")
    )


def estrategia(plan: Plan) -> Estrategia:
    """The whole of it, in five queries whatever its size."""
    hoy = timezone.localdate()
    hechos = ajustes_de(Q(actividad__plan=plan))
    por_eje: dict[int, Tronco] = {}
    for accion in acciones().filter(plan=plan):
        objetivo = accion.objetivo
        tronco = por_eje.setdefault(objetivo.eje_id, Tronco(objetivo.eje))
        if not tronco.tacticas or tronco.tacticas[-1].objetivo.pk != objetivo.pk:
            tronco.tacticas.append(Tactica(objetivo))
        tronco.tacticas[-1].renglones.append(renglon(accion, hoy, hechos))
    return Estrategia(plan, list(por_eje.values()), hoy)


def de_accion(accion: Actividad) -> Renglon:
    """One action, as ``acciones`` gives it."""
    return renglon(accion, timezone.localdate(), ajustes_de(Q(actividad=accion)))


def renglon(accion: Actividad, hoy: dt.date, hechos: dict[int, list[Ajuste]]) -> Renglon:
    suyo = getattr(accion, "seguimiento", None) or Seguimiento(actividad=accion, version=0)
    return Renglon(accion, suyo, hoy, tuple(hechos.get(accion.pk, ())))


def ajustes_de(cuales: Q) -> dict[int, list[Ajuste]]:
    """Every adjustment by the action's id, the newest first. One query."""
    versiones = defaultdict(list)
    filas = Seguimiento.history.filter(cuales).select_related("history_user")
    for version in filas.order_by("history_date", "history_id"):
        versiones[version.actividad_id].append(version)
    return {accion: [*ajustes_entre(suyas)][::-1] for accion, suyas in versiones.items()}


def ajustes_entre(versiones: list[Any]) -> Iterator[Ajuste]:
    """The adjustments among the versions of one row, in order."""
    for vieja, nueva in itertools.pairwise(versiones):
        cambios = tuple(
            (nombre_de_campo(Seguimiento, campo), decir(vieja, campo), decir(nueva, campo))
            for campo in ajustados(vieja, nueva)
        )
        if cambios:
            quien = nueva.history_user
            yield Ajuste(
                quien.get_full_name() if quien else "",
                nueva.history_date,
                nueva.history_change_reason or "",
                cambios,
            )


def ajustados(vieja: Any, nueva: Any) -> list[str]:
    """The dates and grade that were set and are different now; to set an empty one is none."""
    return [
        campo
        for campo in AJUSTABLES
        if getattr(vieja, campo) is not None and getattr(vieja, campo) != getattr(nueva, campo)
    ]


def decir(fila: Any, campo: str) -> str:
    """A date or the grade in words; empty when there is none."""
    valor = getattr(fila, campo)
    if valor is None:
        return ""
    return (
        date_format(valor) if isinstance(valor, dt.date) else str(fila.get_calificacion_display())
    )


def con_retraso(hoy: dt.date) -> int:
    """How many actions of the Estrategias in force are late: ``Renglon.atraso`` as a query."""
    vencida = Q(fin_previsto__lt=hoy)
    sin_empezar = Q(inicio_previsto__lt=hoy, estado=ESTADOS.NO_INICIADA)
    return (
        Seguimiento.objects.filter(
            vencida | sin_empezar,
            actividad__plan__tipo=Plan.Tipo.ESTRATEGIA,
            actividad__plan__estado=Plan.Estado.VIGENTE,
        )
        .exclude(estado__in=QUIETOS)
        .count()
    )
