"""Every write with consequences: report life cycle, answers, remarks.

Keyword-only, ``por=`` the person, atomic, with permission check, history and
mail after commit. Pages, admin and commands all come through here, so the same
act has the same effects everywhere (Q17).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Pais, Usuario
from planes import correos, permisos, transiciones, validacion
from planes.models import (
    Actividad,
    Avance,
    Dato,
    Etapa,
    Observacion,
    Periodo,
    Plan,
    Reporte,
    Valor,
    ValorDesagregado,
)
from planes.validacion import Hallazgo


class Conflicto(Exception):
    """Somebody else changed the row since this person read it; nothing was written."""

    def __init__(self, actual: models.Model) -> None:
        super().__init__(_("Otra persona guardó cambios mientras usted escribía."))
        self.actual = actual


class Incompleto(Exception):
    """The report cannot be sent yet; ``hallazgos`` says what is missing and where."""

    def __init__(self, hallazgos: list[Hallazgo]) -> None:
        super().__init__(_("Al reporte le faltan respuestas."))
        self.hallazgos = hallazgos


@dataclass(frozen=True)
class Entrada:
    """An answer to one Dato as a form understood it; all empty means "no answer yet"."""

    numero: Decimal | None = None
    numerador: Decimal | None = None
    denominador: Decimal | None = None
    etapa: Etapa | None = None
    fecha: Any = None
    documento: str = ""
    ausencia: str = ""
    nota: str = ""
    partes: Mapping[int, Decimal] = field(default_factory=dict)
    """Number by category id."""

    @property
    def vacia(self) -> bool:
        return (
            self.numero is None
            and self.numerador is None
            and self.denominador is None
            and self.etapa is None
            and not self.documento
            and not self.ausencia
        )


def guardar_con_historia(fila: models.Model, *, por: Usuario, motivo: str = "") -> None:
    """Saves a row so that its history says who did it and why."""
    fila._history_user = por  # type: ignore[attr-defined]
    fila._change_reason = motivo[:100]  # type: ignore[attr-defined]
    fila.save()


def borrar_con_historia(fila: models.Model, *, por: Usuario) -> None:
    """Deletes a row; its history stays and says who did it."""
    fila._history_user = por  # type: ignore[attr-defined]
    fila.delete()


def tomar(reporte: Reporte, acto: str, por: Usuario, revision: int | None = None) -> Reporte:
    """Locks the report's row and makes sure that the act is still possible.

    ``revision`` is the one the person saw: when the state has moved since, the
    second of two deciders gets ``Conflicto``. Raises PermissionDenied otherwise.
    """
    actual = (
        Reporte.objects.select_for_update(of=("self",))
        .select_related("periodo__plan", "pais")
        .get(pk=reporte.pk)
    )
    if revision is not None and revision != actual.revision:
        raise Conflicto(actual)
    if not permisos.puede(por, acto, actual):
        raise PermissionDenied(
            permisos.por_que_cerrado(actual) or _("Usted no puede hacer esto con este reporte.")
        )
    return actual


def mover(reporte: Reporte, acto: str, *, por: Usuario, motivo: str = "") -> None:
    """Writes the new state of a report taken with ``tomar``."""
    reporte.estado = transiciones.destino(acto, reporte.estado)
    reporte.revision += 1
    guardar_con_historia(reporte, por=por, motivo=motivo or acto)


@transaction.atomic
def iniciar_reporte(*, periodo: Periodo, pais: Pais | None, por: Usuario) -> Reporte:
    """The informant's report of that period, made if there is none yet.

    Raises PermissionDenied for a stranger, a period that is not open, a country
    that was not a member, or a plan on which nobody reports.
    """
    if not permisos.puede_informar(por, periodo, pais):
        raise PermissionDenied(_("Usted no puede reportar por ese país."))
    # The period's row serialises two first visits at the same moment.
    periodo = Periodo.objects.select_for_update().get(pk=periodo.pk)
    existente = Reporte.objects.ultimos().filter(periodo=periodo, pais=pais).first()
    if existente:
        return existente
    if periodo.plan.tipo != Plan.Tipo.OPERATIVO:
        raise PermissionDenied(_("Sobre ese plan no se reporta por semestre."))
    if pais and not Pais.objects.miembros_en(periodo.fin).filter(pk=pais.pk).exists():
        raise PermissionDenied(_("El país no era miembro en ese período."))
    reporte = Reporte(periodo=periodo, pais=pais)
    if not permisos.en_plazo(reporte):
        raise PermissionDenied(permisos.por_que_cerrado(reporte))
    guardar_con_historia(reporte, por=por, motivo="iniciar")
    return reporte


@transaction.atomic
def guardar_respuestas(
    *,
    reporte: Reporte,
    actividad: Actividad,
    version: int,
    textos: Mapping[str, Any],
    entradas: Mapping[Dato, Entrada],
    por: Usuario,
) -> Avance:
    """Saves one activity page: state, narratives and the values asked there.

    ``version`` is the one the page was read with; 0 when there was no Avance yet.
    ``textos`` holds ``estado``, ``terminada`` and the fields of ``Avance.TEXTOS``.
    An empty Entrada removes the value. Raises Conflicto when somebody saved in
    between (nothing is written) and PermissionDenied when it may not be saved.
    """
    reporte = tomar(reporte, "guardar", por)
    avance = (
        # Only its own row: PostgreSQL locks no row of the outer join that the order needs.
        Avance.objects.select_for_update(of=("self",))
        .filter(reporte=reporte, actividad=actividad)
        .first()
    ) or Avance(reporte=reporte, actividad=actividad)
    if avance.version != version:
        raise Conflicto(avance)
    for campo, valor in textos.items():
        setattr(avance, campo, valor)
    avance.version += 1
    avance.actualizado_por = por
    avance.actualizado_en = timezone.now()
    guardar_con_historia(avance, por=por)
    valores = {v.dato_id: v for v in reporte.valores.filter(dato__in=entradas)}
    for dato, entrada in entradas.items():
        guardar_valor(reporte, dato, entrada, valores.get(dato.pk), por=por)
    return avance


def guardar_valor(
    reporte: Reporte, dato: Dato, entrada: Entrada, valor: Valor | None, *, por: Usuario
) -> None:
    """Writes, changes or removes one value with its parts; leaves an equal one alone."""
    if entrada.vacia:
        if valor is not None:
            borrar_con_historia(valor, por=por)
        return
    nuevo = valor or Valor(reporte=reporte, dato=dato, tipo=dato.tipo)
    campos = (
        "numero",
        "numerador",
        "denominador",
        "etapa",
        "fecha",
        "documento",
        "ausencia",
        "nota",
    )
    cambia = valor is None or any(getattr(nuevo, c) != getattr(entrada, c) for c in campos)
    if cambia:
        for campo in campos:
            setattr(nuevo, campo, getattr(entrada, campo))
        guardar_con_historia(nuevo, por=por)
    antes = {} if valor is None else {p.categoria_id: p for p in valor.partes.all()}
    for categoria_id, numero in entrada.partes.items():
        parte = antes.pop(categoria_id, None) or ValorDesagregado(
            valor=nuevo, categoria_id=categoria_id, numero=Decimal(-1)
        )
        if parte.numero != numero:
            parte.numero = numero
            guardar_con_historia(parte, por=por)
    for sobrante in antes.values():
        borrar_con_historia(sobrante, por=por)


@transaction.atomic
def enviar(*, reporte: Reporte, por: Usuario) -> Reporte:
    """Sends the report to its reviewers. Sending what is already sent changes nothing.

    Raises Incompleto with what is missing.
    """
    actual = Reporte.objects.select_for_update(of=("self",)).get(pk=reporte.pk)
    if actual.estado == Reporte.Estado.ENVIADO and actual.enviado_por_id == por.pk:
        return actual
    actual = tomar(reporte, "enviar", por)
    faltas = validacion.errores(actual)
    if faltas:
        raise Incompleto(faltas)
    actual.enviado_por = por
    actual.enviado_en = timezone.now()
    # What was open is now answered; the reviewer opens new remarks if need be.
    for observacion in actual.observaciones.filter(resuelta_en__isnull=True):
        resolver(observacion, por=por)
    mover(actual, "enviar", por=por)
    correos.enviado(actual)
    return actual


@transaction.atomic
def retirar(*, reporte: Reporte, por: Usuario) -> Reporte:
    """Takes back a report that nobody has begun to review.

    What had been returned goes back to ``observado``, with the remarks that sending closed.
    """
    # Its row first, so that nobody sends or reviews while the act is chosen.
    actual = Reporte.objects.select_for_update(of=("self",)).get(pk=reporte.pk)
    acto = "retomar" if actual.reenviado else "retirar"
    actual = tomar(reporte, acto, por)
    if actual.observaciones.filter(resuelta_en__isnull=True).exists():
        raise PermissionDenied(_("La revisión ya empezó: espere a que se lo devuelvan."))
    for observacion in actual.cerradas_al_enviar():
        observacion.resuelta_en = observacion.resuelta_por = None
        guardar_con_historia(observacion, por=por, motivo=acto)
    mover(actual, acto, por=por)
    return actual


def resolver(observacion: Observacion, *, por: Usuario) -> None:
    observacion.resuelta_en = timezone.now()
    observacion.resuelta_por = por
    guardar_con_historia(observacion, por=por, motivo="resolver")


@transaction.atomic
def observar(*, reporte: Reporte, actividad: Actividad, texto: str, por: Usuario) -> Observacion:
    """Writes a remark on one activity of a sent report. Raises ValueError when it is empty."""
    if not texto.strip():
        raise ValueError(_("Escriba la observación."))
    actual = tomar(reporte, "observar", por)
    observacion = Observacion(reporte=actual, actividad=actividad, texto=texto.strip(), autor=por)
    guardar_con_historia(observacion, por=por, motivo="observar")
    return observacion


@transaction.atomic
def quitar_observacion(*, observacion: Observacion, por: Usuario) -> None:
    """Withdraws a remark before the report is returned."""
    tomar(observacion.reporte, "observar", por)
    resolver(observacion, por=por)


@transaction.atomic
def devolver(*, reporte: Reporte, revision: int, por: Usuario) -> Reporte:
    """Returns the report for its open remarks; at least one is needed (ValueError)."""
    actual = tomar(reporte, "devolver", por, revision)
    abiertas = list(actual.observaciones.filter(resuelta_en__isnull=True))
    if not abiertas:
        raise ValueError(_("Para devolver un reporte, escriba al menos una observación."))
    actual.revisado_por, actual.revisado_en = por, timezone.now()
    observadas = actual.avances.filter(actividad__in=[o.actividad_id for o in abiertas])
    for avance in observadas.filter(terminada=True):
        avance.terminada = False
        guardar_con_historia(avance, por=por, motivo="devolver")
    mover(actual, "devolver", por=por)
    correos.devuelto(actual, abiertas)
    return actual


@transaction.atomic
def aprobar(*, reporte: Reporte, revision: int, por: Usuario) -> Reporte:
    """Approves the report: from now on its figures count. Raises ValueError with open remarks."""
    actual = tomar(reporte, "aprobar", por, revision)
    if actual.observaciones.filter(resuelta_en__isnull=True).exists():
        raise ValueError(_("Hay observaciones abiertas: devuelva el reporte o quítelas."))
    actual.revisado_por, actual.revisado_en = por, timezone.now()
    mover(actual, "aprobar", por=por)
    correos.aprobado(actual)
    return actual


@transaction.atomic
def corregir(*, reporte: Reporte, por: Usuario, motivo: str) -> Reporte:
    """A new draft version of an approved report, with all its answers; the old one counts on.

    Raises ValueError without a reason.
    """
    if not motivo.strip():
        raise ValueError(_("Escriba qué hay que corregir y por qué."))
    viejo = tomar(reporte, "corregir", por)
    nuevo = Reporte(
        periodo=viejo.periodo, pais=viejo.pais, version=viejo.version + 1, sustituye=viejo
    )
    guardar_con_historia(nuevo, por=por, motivo=f"corregir: {motivo}")
    for avance in viejo.avances.all():
        avance.pk, avance.reporte, avance.version = None, nuevo, 1
        avance._state.adding = True
        guardar_con_historia(avance, por=por, motivo="corregir")
    for valor in viejo.valores.prefetch_related("partes"):
        partes = list(valor.partes.all())
        valor.pk, valor.reporte = None, nuevo
        valor._state.adding = True
        guardar_con_historia(valor, por=por, motivo="corregir")
        for parte in partes:
            parte.pk, parte.valor = None, valor
            parte._state.adding = True
            guardar_con_historia(parte, por=por, motivo="corregir")
    return nuevo
