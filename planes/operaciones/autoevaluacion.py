"""The yearly self-assessment: written by a country, finished, opened again; its proposals."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes import permisos
from planes.models import Autoevaluacion, Propuesta

from .comun import Conflicto, guardar_con_historia

DE_SEGUIMIENTO = ("estado", "seguimiento")
"""The fields of a proposal that go on changing once the self-assessment is finished."""


@transaction.atomic
def guardar_autoevaluacion(
    *, autoevaluacion: Autoevaluacion, version: int, por: Usuario, terminar: bool = False
) -> Autoevaluacion:
    """Saves what a country says of a year; with ``terminar`` also that it has said it all.

    ``autoevaluacion`` holds the new values, ``version`` the one the page was read with (0 for a
    new one). Raises PermissionDenied, Conflicto when somebody saved in between (nothing is
    written), and ValidationError by field when it cannot be finished.
    """
    exigir(por, autoevaluacion)
    if terminar:
        exigir_completa(autoevaluacion)
    guardada = tomar(autoevaluacion)
    if (guardada.version if guardada else 0) != version:
        raise Conflicto(guardada or autoevaluacion)
    exigir_borrador(guardada or autoevaluacion)
    autoevaluacion.version = version + 1
    if terminar:
        autoevaluacion.estado = Autoevaluacion.Estado.TERMINADA
        autoevaluacion.terminada_por, autoevaluacion.terminada_en = por, timezone.now()
    try:
        with transaction.atomic():
            guardar_con_historia(autoevaluacion, por=por, motivo="terminar" if terminar else "")
    except IntegrityError as error:  # somebody else began it at the same moment
        autoevaluacion.pk, autoevaluacion._state.adding = None, True
        if (otra := tomar(autoevaluacion)) is None:
            raise
        raise Conflicto(otra) from error
    return autoevaluacion


@transaction.atomic
def reabrir_autoevaluacion(
    *, autoevaluacion: Autoevaluacion, motivo: str, por: Usuario
) -> Autoevaluacion:
    """Makes a finished one a draft again. Opening an open one changes nothing.

    Raises PermissionDenied, and ValueError without a reason.
    """
    exigir(por, autoevaluacion)
    if not motivo.strip():
        raise ValueError(_("Escriba por qué la abre otra vez."))
    actual = Autoevaluacion.objects.select_for_update(of=("self",)).get(pk=autoevaluacion.pk)
    if actual.estado == Autoevaluacion.Estado.TERMINADA:
        actual.estado = Autoevaluacion.Estado.BORRADOR
        actual.version += 1
        guardar_con_historia(actual, por=por, motivo=f"reabrir: {motivo.strip()}")
    return actual


@transaction.atomic
def guardar_propuesta(*, propuesta: Propuesta, version: int, por: Usuario) -> Propuesta:
    """Saves an obstacle with what is proposed against it and what came of that.

    ``version`` is ``version_de`` the proposal when the page was read. Of a finished
    self-assessment only the follow-up changes. Raises PermissionDenied and Conflicto.
    """
    autoevaluacion = Autoevaluacion.objects.select_for_update(of=("self",)).get(
        pk=propuesta.autoevaluacion_id
    )
    exigir(por, autoevaluacion)
    guardada = Propuesta.objects.filter(pk=propuesta.pk).first()
    if guardada is not None and version_de(guardada) != version:
        raise Conflicto(guardada)
    if guardada is None and (igual := autoevaluacion.propuestas.filter(
        obstaculo=propuesta.obstaculo, propuesta=propuesta.propuesta
    ).first()):  # fmt: skip
        return igual  # a second click
    cambia = [
        campo.name
        for campo in Propuesta._meta.concrete_fields
        if guardada is None or getattr(guardada, campo.attname) != getattr(propuesta, campo.attname)
    ]
    if not set(cambia) <= set(DE_SEGUIMIENTO):
        exigir_borrador(autoevaluacion)
    if cambia:
        guardar_con_historia(propuesta, por=por)
    return propuesta


def version_de(propuesta: Propuesta) -> int:
    """Which saved state of a proposal this is: its newest entry in the history; 0 for a new one."""
    ultima = propuesta.history.first() if propuesta.pk else None
    return ultima.history_id if ultima else 0


def tomar(autoevaluacion: Autoevaluacion) -> Autoevaluacion | None:
    """The country's self-assessment of that year as it is saved now, locked."""
    filas = Autoevaluacion.objects.select_for_update(of=("self",))
    guardada: Autoevaluacion | None = filas.filter(
        plan=autoevaluacion.plan_id, pais=autoevaluacion.pais_id, anio=autoevaluacion.anio
    ).first()
    return guardada


def exigir(por: Usuario, autoevaluacion: Autoevaluacion) -> None:
    if not permisos.puede_autoevaluar(por, autoevaluacion.pais_id):
        raise PermissionDenied(_("La autoevaluación la escribe el punto focal del país."))


def exigir_borrador(autoevaluacion: Autoevaluacion) -> None:
    if autoevaluacion.estado == Autoevaluacion.Estado.TERMINADA:
        raise PermissionDenied(
            _("La autoevaluación está terminada. Para cambiar algo, ábrala otra vez.")
        )


def exigir_completa(autoevaluacion: Autoevaluacion) -> None:
    faltas = {}
    if autoevaluacion.fecha is None:
        faltas["fecha"] = [_("Escriba la fecha en que se hizo el ejercicio.")]
    if not autoevaluacion.instituciones.strip():
        faltas["instituciones"] = [_("Escriba qué instituciones participaron.")]
    if not any(
        getattr(autoevaluacion, c).strip() for c in ("facilitadores", "barreras", "lecciones")
    ):
        faltas["facilitadores"] = [
            _("Escriba al menos los factores facilitadores, las barreras o las lecciones.")
        ]
    if faltas:
        raise ValidationError(faltas)
