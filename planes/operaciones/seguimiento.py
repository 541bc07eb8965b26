"""The ST says how an action of the Estrategia goes; every adjustment keeps its reason.

What is wrong is a ValidationError by field, so that a form can say it where it was typed.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes import permisos
from planes.estrategia import REALES, ajustados
from planes.models import Actividad, Avance, Plan, Seguimiento

from .comun import Conflicto, guardar_con_historia


@transaction.atomic
def guardar_seguimiento(
    *, actividad: Actividad, version: int, motivo: str, por: Usuario, **campos: Any
) -> Seguimiento:
    """Writes these fields of an action's follow-up, which is made when there was none.

    ``version`` is the one that was read, 0 for none. Without a difference nothing is written.
    Raises PermissionDenied for who is not the ST, Conflicto when somebody changed it since,
    and ValidationError by field (``motivo`` when an adjustment comes without its reason).
    """
    if not permisos.es_secretaria(por):
        raise PermissionDenied(_("El seguimiento de la Estrategia lo lleva la Secretaría Técnica."))
    # The action's row is there before its follow-up is: it makes the second of two wait.
    accion = (
        Actividad.objects.select_for_update(of=("self",))
        .select_related("plan")
        .get(pk=actividad.pk)
    )
    if accion.plan.tipo != Plan.Tipo.ESTRATEGIA:
        raise ValidationError(_("Esa actividad no es de la Estrategia."))
    previo = Seguimiento.objects.filter(actividad=accion).first()
    actual = previo or Seguimiento(actividad=accion, version=0)
    if previo and all(getattr(previo, campo) == valor for campo, valor in campos.items()):
        return previo
    if actual.version != version:
        raise Conflicto(actual)
    leido = copy(actual)
    for campo, valor in campos.items():
        setattr(actual, campo, valor)
    actual.version, actual.actualizado_por = version + 1, por
    errores = errores_de(actual)
    motivo = motivo.strip()
    if ajustados(leido, actual) and not motivo:
        errores["motivo"] = _(
            "Diga por qué cambia la fecha o la calificación: queda en el historial."
        )
    try:
        actual.full_clean(validate_constraints=not errores)
    except ValidationError as error:
        errores = {**error.message_dict, **errores}
    if errores:
        raise ValidationError(errores)
    guardar_con_historia(actual, por=por, motivo=motivo)
    return actual


def errores_de(seguimiento: Seguimiento) -> dict[str, Any]:
    """By field, what cannot be: dates in disorder or still to come, a state that they deny."""
    errores: dict[str, Any] = {}
    suyo, hoy, estados = seguimiento, timezone.localdate(), Avance.Estado
    for campo in REALES:
        if (dia := getattr(suyo, campo)) and dia > hoy:
            errores[campo] = _("Esa fecha todavía no llega.")
    for empieza, termina in (("inicio_previsto", "fin_previsto"), ("inicio_real", "fin_real")):
        desde, hasta = getattr(suyo, empieza), getattr(suyo, termina)
        if desde and hasta and hasta < desde:
            errores[termina] = _("Termina el %(fin)s, antes de empezar el %(inicio)s.") % {
                "fin": date_format(hasta),
                "inicio": date_format(desde),
            }
    if suyo.estado == estados.NO_INICIADA and (suyo.inicio_real or suyo.fin_real):
        errores["estado"] = _("Tiene fecha en que empezó o terminó: elija otro estado.")
    elif suyo.fin_real and suyo.estado != estados.COMPLETADA:
        errores["fin_real"] = _("Solo lo completado tiene fecha en que terminó.")
    return errores
