"""The life of a report on the informant's side: begin, send, take back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Pais, Usuario
from planes import correos, permisos, validacion
from planes.models import Periodo, Plan, Reporte
from planes.propuestas import propuestas_de

from .comun import Incompleto, SinCambios, guardar_con_historia, mover, tomar
from .correccion import sin_cambios
from .explicaciones import olvidar
from .revision import resolver


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
def enviar(*, reporte: Reporte, por: Usuario) -> Reporte:
    """Sends the report to its reviewers. Sending what is already sent changes nothing.

    Raises Incompleto with what is missing: answers, and explanations of warnings; SinCambios
    for a correction that corrects nothing.
    """
    actual = Reporte.objects.select_for_update(of=("self",)).get(pk=reporte.pk)
    if actual.estado == Reporte.Estado.ENVIADO and actual.enviado_por_id == por.pk:
        return actual
    actual = tomar(reporte, "enviar", por)
    # One that has been sent can no longer be abandoned: so it can always be sent again.
    if actual.correccion_sin_enviar and sin_cambios(actual):
        raise SinCambios
    hallazgos = validacion.revisar(actual)
    faltas = [h for h in hallazgos if h.impide]
    if faltas:
        raise Incompleto(faltas)
    olvidar(actual, hallazgos, por=por)
    recordar_propuestas(actual, por=por)
    actual.enviado_por = por
    actual.enviado_en = timezone.now()
    # What was open is now answered; the reviewer opens new remarks if need be.
    for observacion in actual.observaciones.filter(resuelta_en__isnull=True):
        resolver(observacion, por=por)
    mover(actual, "enviar", por=por)
    correos.enviado(actual)
    return actual


def recordar_propuestas(reporte: Reporte, *, por: Usuario) -> None:
    """Keeps beside each value what the register adds up to now; None where it says nothing."""
    propuestas = propuestas_de(reporte)
    for valor in reporte.valores.all():
        propuesta = propuestas.get(valor.dato_id)
        propuesto = propuesta.numero if propuesta else None
        if valor.propuesto != propuesto:
            valor.propuesto = propuesto
            guardar_con_historia(valor, por=por, motivo="enviar")


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
