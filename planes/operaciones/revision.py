"""What a reviewer does to a report: remark, return, approve; and the replies to remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes import correos, permisos, transiciones, validacion
from planes.models import Actividad, Observacion, Replica, Reporte

from .comun import guardar_con_historia, mover, tomar


class NoLimpios(Exception):
    """Of several reports to approve at once, some cannot be; none was approved.

    ``motivos``: the reports, each with a sentence.
    """

    def __init__(self, motivos: Sequence[tuple[Reporte, str]]) -> None:
        super().__init__(_("No se aprobó ninguno."))
        self.motivos = list(motivos)


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
def reabrir_observacion(*, observacion: Observacion, por: Usuario) -> None:
    """Opens a remark again that sending closed: the answer was not enough."""
    tomar(observacion.reporte, "observar", por)
    if observacion.abierta:
        return
    observacion.resuelta_en = observacion.resuelta_por = None
    guardar_con_historia(observacion, por=por, motivo="reabrir")


def puede_responder(por: Usuario, observacion: Observacion) -> bool:
    """Whether the person may reply: who fills the report while it is returned, and its
    reviewers as long as nothing is decided."""
    reporte = observacion.reporte
    partes = permisos.partes_de(por, reporte)
    if reporte.estado == Reporte.Estado.OBSERVADO and observacion.abierta:
        llena = permisos.puede_llenar(por, reporte, observacion.actividad)
        return llena or transiciones.REVISOR in partes
    return reporte.estado == Reporte.Estado.ENVIADO and transiciones.REVISOR in partes


@transaction.atomic
def responder_observacion(*, observacion: Observacion, texto: str, por: Usuario) -> Replica:
    """Adds a reply to a remark; the other side gets a mail. Saying the same again adds nothing.

    Raises ValueError when it is empty and PermissionDenied for who may not reply.
    """
    texto = texto.strip()
    if not texto:
        raise ValueError(_("Escriba la respuesta."))
    reporte = Reporte.objects.select_for_update(of=("self",)).get(pk=observacion.reporte_id)
    actual = Observacion.objects.select_related("actividad", "autor").get(pk=observacion.pk)
    actual.reporte = reporte
    if not puede_responder(por, actual):
        raise PermissionDenied(_("Usted no puede responder a esta observación ahora."))
    ultima = actual.replicas.last()
    if ultima is not None and (ultima.autor_id, ultima.texto) == (por.pk, texto):
        return ultima
    replica = Replica(observacion=actual, texto=texto, autor=por)
    guardar_con_historia(replica, por=por, motivo="responder")
    correos.replicada(replica)
    return replica


@transaction.atomic
def por_aprobar(*, reporte: Reporte, revision: int, por: Usuario) -> Reporte:
    """The report as it is, if this person can approve it now: what ``aprobar`` asks before it
    approves. Raises ValueError with open remarks."""
    actual = tomar(reporte, "aprobar", por, revision)
    if actual.observaciones.filter(resuelta_en__isnull=True).exists():
        raise ValueError(_("Hay observaciones abiertas: devuelva el reporte o quítelas."))
    return actual


@transaction.atomic
def aprobar(*, reporte: Reporte, revision: int, por: Usuario) -> Reporte:
    """Approves the report: from now on its figures count. Raises ValueError with open remarks."""
    actual = por_aprobar(reporte=reporte, revision=revision, por=por)
    dar_por_aprobado(actual, por=por)
    return actual


def dar_por_aprobado(reporte: Reporte, *, por: Usuario) -> None:
    reporte.revisado_por, reporte.revisado_en = por, timezone.now()
    mover(reporte, "aprobar", por=por)
    correos.aprobado(reporte)


@transaction.atomic
def aprobar_varios(*, revisiones: Mapping[int, int], por: Usuario) -> list[Reporte]:
    """Approves several reports, all or none, each with its own history and mail.

    ``revisiones``: by report id the revision the person saw. Raises NoLimpios when one of
    them changed since, cannot be approved by this person, or is not clean.
    """
    # In one order for everybody, so that two reviewers never wait for each other.
    reportes = list(
        Reporte.objects.select_for_update(of=("self",))
        .filter(pk__in=revisiones)
        .select_related("periodo__plan", "pais")
        .order_by("pk")
    )
    motivos = [
        (r, _("cambió después de que usted abrió la página: ahora está «%(estado)s».")
         % {"estado": r.get_estado_display()})
        for r in reportes
        if r.revision != revisiones[r.pk]
    ]  # fmt: skip
    if not motivos:
        motivos = [
            (reporte, motivo)
            for reporte, motivo in por_que_no_limpios(reportes, por=por).items()
            if motivo
        ]
    if motivos:
        raise NoLimpios(motivos)
    for reporte in reportes:
        dar_por_aprobado(reporte, por=por)
    return reportes


def por_que_no_limpios(
    reportes: Sequence[Reporte],
    *,
    por: Usuario,
    hallazgos: Mapping[int, Sequence[validacion.Hallazgo]] | None = None,
) -> dict[Reporte, str]:
    """For each report the sentence that says why it is not approved unread; empty when it can be.

    ``hallazgos``: what ``validacion`` found in each, by report id, where that is known.
    """
    if hallazgos is None:
        hallazgos = validacion.revisar_varios(reportes)
    observados = set(
        Observacion.objects.filter(
            reporte__in=[r.pk for r in reportes], resuelta_en__isnull=True
        ).values_list("reporte", flat=True)
    )
    motivos = {}
    for reporte in reportes:
        motivos[reporte] = ""
        if not permisos.puede(por, "aprobar", reporte):
            motivos[reporte] = _("Usted no puede aprobarlo.")
        elif reporte.pk in observados:
            motivos[reporte] = _("Tiene observaciones abiertas.")
        elif any(h.nivel == validacion.ERROR for h in hallazgos[reporte.pk]):
            motivos[reporte] = _("Tiene errores.")
    return motivos
