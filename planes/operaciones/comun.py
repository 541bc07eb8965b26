"""What every write shares: errors, history, and taking a report's row for an act."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes import permisos, transiciones
from planes.models import Actividad, Reporte
from planes.validacion import Hallazgo


class Conflicto(Exception):
    """Somebody else changed the row since this person read it; nothing was written."""

    def __init__(self, actual: models.Model) -> None:
        super().__init__(_("Otra persona guardó cambios mientras usted escribía."))
        self.actual = actual

    def de(self, usuario: Usuario) -> bool:
        """Whether it was the same person who changed it, in another window."""
        return getattr(self.actual, "actualizado_por_id", None) == usuario.pk


class Incompleto(Exception):
    """The report cannot be sent yet; ``hallazgos`` says what is missing and where: answers, or
    the explanation of a warning."""

    def __init__(self, hallazgos: list[Hallazgo]) -> None:
        super().__init__(_("Al reporte le faltan respuestas o explicaciones."))
        self.hallazgos = hallazgos


class SinCambios(Exception):
    """A correction that corrects nothing is not sent."""

    def __init__(self) -> None:
        super().__init__(
            _("No cambió nada: cambie lo que hay que corregir o abandone la corrección.")
        )


def guardar_con_historia(fila: models.Model, *, por: Usuario, motivo: str = "") -> None:
    """Saves a row so that its history says who did it and why."""
    fila._history_user = por  # type: ignore[attr-defined]
    fila._change_reason = motivo[:100]  # type: ignore[attr-defined]
    fila.save()


def borrar_con_historia(fila: models.Model, *, por: Usuario, motivo: str = "") -> None:
    """Deletes a row; its history stays and says who did it and why."""
    fila._history_user = por  # type: ignore[attr-defined]
    fila._change_reason = motivo[:100]  # type: ignore[attr-defined]
    fila.delete()


def tomar(
    reporte: Reporte,
    acto: str,
    por: Usuario,
    revision: int | None = None,
    *,
    actividad: Actividad | None = None,
) -> Reporte:
    """Locks the report's row and makes sure that the act is still possible.

    ``revision`` is the one the person saw: when the state has moved since, the
    second of two deciders gets ``Conflicto``. ``actividad`` is the one to save answers
    of: without it, ``guardar`` is for those who may write in all. Raises PermissionDenied
    otherwise.
    """
    actual = (
        Reporte.objects.select_for_update(of=("self",))
        .select_related("periodo__plan", "pais")
        .get(pk=reporte.pk)
    )
    if revision is not None and revision != actual.revision:
        raise Conflicto(actual)
    llena = acto == "guardar"
    if llena and (motivo := permisos.por_que_no_llena(por, actual, actividad)):
        raise PermissionDenied(motivo)
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
