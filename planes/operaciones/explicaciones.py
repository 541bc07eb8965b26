"""Why an answer that the portal warns of is right all the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from actores.models import Usuario
from planes import validacion
from planes.models import Explicacion, Reporte
from planes.validacion import Hallazgo

from .comun import borrar_con_historia, guardar_con_historia, tomar
from .revision import responder_observacion

SIN_ATENDER = "observacion_sin_atender"


@transaction.atomic
def explicar(*, reporte: Reporte, textos: Mapping[str, str], por: Usuario) -> None:
    """Keeps what was written to the report's warnings; ``textos`` by ``Hallazgo.campo``.

    A blank text removes the explanation; a warning that is not in ``textos`` keeps the one
    it has. What explained a warning that is no longer there is dropped. Raises
    PermissionDenied for who may not write in the report.
    """
    actual = tomar(reporte, "guardar", por)
    hallazgos = validacion.revisar(actual)
    olvidar(actual, hallazgos, por=por)
    for hallazgo in hallazgos:
        if hallazgo.nivel == validacion.ADVERTENCIA and hallazgo.campo in textos:
            escribir(actual, hallazgo, textos[hallazgo.campo].strip(), por=por)


def escribir(reporte: Reporte, hallazgo: Hallazgo, texto: str, *, por: Usuario) -> None:
    """What explains a remark that was not attended to is a reply to it."""
    if hallazgo.regla == SIN_ATENDER:
        if texto:
            for observacion in reporte.observaciones.filter(
                actividad=hallazgo.actividad, resuelta_en__isnull=True
            ):
                responder_observacion(observacion=observacion, texto=texto, por=por)
        return
    explicacion = hallazgo.explicacion or Explicacion(
        reporte=reporte, actividad=hallazgo.actividad, dato=hallazgo.dato, regla=hallazgo.regla
    )
    if explicacion.texto == texto:
        return
    if not texto:
        borrar_con_historia(explicacion, por=por)
        return
    explicacion.texto, explicacion.autor = texto, por
    explicacion.escrita_en = timezone.now()
    guardar_con_historia(explicacion, por=por, motivo="explicar")


def olvidar(reporte: Reporte, hallazgos: Iterable[Hallazgo], *, por: Usuario) -> None:
    """Drops the explanations of warnings that the answers no longer give."""
    vivas = {h.explicacion.pk for h in hallazgos if h.explicacion}
    for explicacion in reporte.explicaciones.exclude(pk__in=vivas):
        borrar_con_historia(explicacion, por=por)
