"""What a reviewer does to a report: remark, return, approve."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes import correos
from planes.models import Actividad, Observacion, Reporte

from .comun import guardar_con_historia, mover, tomar


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
