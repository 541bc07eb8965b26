"""Who is reminded of what today (Q11): each step once for each person, period and informant.

=============  ====================================================================================
step           when, while nothing has been sent
=============  ====================================================================================
``abre``       the period opened within the last week and more than 14 days are left
``faltan_14``  14 to 4 days are left until the due date, or the end of an extension
``faltan_3``   3 to 0 days are left until the due date
``por_cerrar`` it fell due, or there is an extension, and 3 to 0 days are left to send at all
``vencio``     it fell due, and it can still be sent; after it has closed too, for a week
``devuelto``   it was returned with remarks more than a week ago, whatever the dates
=============  ====================================================================================

Steps that were missed are not made up for: who is late hears of today, and nobody hears weeks
after the opening, or once it fell due, that now it can be reported. Who reports by an extension
counts the days to its end. A correction of what was approved is nobody's delay.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from actores.models import Pais, Usuario
from actores.roles import SECRETARIA_TECNICA
from planes import agenda, correos
from planes.agenda import Linea
from planes.models import Periodo, Recordatorio, Reporte

Paso = Recordatorio.Paso

TODOS = "todos"
"""The informant of the ST's list of those who have not reported."""
SEMANA = dt.timedelta(days=7)


@dataclass(frozen=True)
class Aviso:
    """One reminder to one person. ``linea``: what she has to do; None is the ST's list."""

    persona: Usuario
    periodo: Periodo
    informante: str
    paso: str
    linea: Linea | None = None
    faltan: tuple[Pais | None, ...] = ()

    @property
    def clave(self) -> tuple[int, int, str, str]:
        return (self.persona.pk, self.periodo.pk, self.informante, self.paso)


def recordar(hoy: dt.date | None = None, *, simular: bool = False) -> list[Aviso]:
    """Sends what is due on that day (today), or with ``simular`` only says what would be sent.

    The row and the mail are written together, so a second run, or one at the same moment,
    sends nothing twice.
    """
    pendientes = avisos(hoy or timezone.localdate())
    return pendientes if simular else [aviso for aviso in pendientes if enviar(aviso)]


@transaction.atomic
def enviar(aviso: Aviso) -> bool:
    """False when somebody else has just sent it."""
    _fila, nueva = Recordatorio.objects.get_or_create(
        usuario=aviso.persona,
        periodo=aviso.periodo,
        informante=aviso.informante,
        paso=aviso.paso,
    )
    if not nueva:
        return False
    if aviso.linea is None:
        correos.sin_reportar(aviso.persona, aviso.periodo, aviso.faltan, aviso.periodo.vence)
        return True
    linea = aviso.linea
    correos.recordatorio(
        aviso.persona,
        linea.periodo,
        linea.pais,
        linea.reporte,
        paso=str(aviso.paso),
        dias=(ultimo_dia(linea, aviso.paso) - linea.hoy).days,
        limite=ultimo_dia(linea, aviso.paso),
        cierre=linea.cierre,
        cerrado=linea.hoy > linea.cierre,
        terminadas=linea.terminadas,
        pedidas=linea.pedidas,
    )
    return True


def avisos(hoy: dt.date) -> list[Aviso]:
    """Everything that is due on that day and has not been sent."""
    lineas = [replace(linea, hoy=hoy) for linea in agenda.lineas([*Pais.objects.all(), None])]
    gente: dict[Pais | None, list[Usuario]] = {}
    todos: list[Aviso] = []
    for linea in lineas:
        paso = paso_de(linea)
        if paso is None:
            continue
        if linea.pais not in gente:
            gente[linea.pais] = correos.quienes_informan(linea.pais)
        todos += [
            Aviso(persona, linea.periodo, linea.informante, paso, linea)
            for persona in gente[linea.pais]
        ]
    todos += listas(lineas)
    hechos = set(Recordatorio.objects.values_list("usuario", "periodo", "informante", "paso"))
    return [aviso for aviso in todos if aviso.clave not in hechos]


def listas(lineas: list[Linea]) -> list[Aviso]:
    """For the ST, of each period that has just fallen due: who has not reported."""
    faltan: dict[Periodo, list[Pais | None]] = {}
    for linea in lineas:
        if paso_de(linea) in (Paso.VENCIO, Paso.POR_CERRAR) and linea.atrasada:
            faltan.setdefault(linea.periodo, []).append(linea.pais)
    personas = correos.con_rol(SECRETARIA_TECNICA) if faltan else []
    return [
        Aviso(persona, periodo, TODOS, Paso.VENCIO, faltan=tuple(quienes))
        for periodo, quienes in faltan.items()
        for persona in personas
    ]


def paso_de(linea: Linea) -> Paso | None:
    """The step at which the informant is on that day; None when nothing is to be said."""
    reporte, hoy = linea.reporte, linea.hoy
    if reporte is not None and reporte.estado == Reporte.Estado.OBSERVADO:
        revisado = timezone.localdate(reporte.revisado_en) if reporte.revisado_en else hoy
        return Paso.DEVUELTO if hoy - revisado > SEMANA else None
    if reporte is not None and (reporte.estado != Reporte.Estado.BORRADOR or reporte.version > 1):
        return None
    if hoy < linea.periodo.abre:
        return None
    if hoy > linea.cierre:
        return Paso.VENCIO if hoy - linea.cierre <= SEMANA else None
    if linea.con_prorroga or linea.atrasada:
        dias = (linea.cierre - hoy).days
        if dias <= 3:
            return Paso.POR_CERRAR
        if linea.con_prorroga:
            return Paso.FALTAN_14 if dias <= 14 else apertura(linea)
        return Paso.VENCIO
    dias = (linea.periodo.vence - hoy).days
    if dias > 14:
        return apertura(linea)
    return Paso.FALTAN_14 if dias > 3 else Paso.FALTAN_3


def apertura(linea: Linea) -> Paso | None:
    """The news that the period is open, while it is news."""
    periodo, hoy = linea.periodo, linea.hoy
    return Paso.ABRE if hoy - periodo.abre <= SEMANA and hoy <= periodo.vence else None


def ultimo_dia(linea: Linea, paso: str) -> dt.date:
    """The day of which that step speaks."""
    if linea.con_prorroga or paso == Paso.POR_CERRAR:
        return linea.cierre
    return linea.periodo.vence
