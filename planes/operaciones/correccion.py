"""Correcting an approved report: opening the new version, what it changes, dropping it."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes.models import Avance, Evidencia, Reporte
from planes.propuestas import MODELOS

from .comun import borrar_con_historia, guardar_con_historia, tomar
from .evidencia import copiar_evidencias

CONTENIDO: dict[str, tuple[str, ...]] = {
    "avances": ("actividad", "estado", *Avance.TEXTOS),
    "valores": (
        "dato", "numero", "numerador", "denominador", "etapa", "fecha", "documento", "ausencia",
        "nota",
    ),
    "explicaciones": ("actividad", "dato", "regla", "texto"),
    "evidencias": (
        "actividad", "dato", "huella", "tipo", "titulo", "fecha", "consentimiento", "muestra",
    ),
}  # fmt: skip
"""What a report says, by the name of the relation; who wrote it and when does not count."""


@transaction.atomic
def corregir(*, reporte: Reporte, por: Usuario, motivo: str) -> Reporte:
    """A new draft version of an approved report, with all its answers, explanations and
    texts for publication, accepted ones as accepted; the old one counts on.

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
    copias: list[Any] = [*viejo.explicaciones.all(), *viejo.textos_publicos.all()]
    for fila in copias:
        fila.pk, fila.reporte = None, nuevo
        fila._state.adding = True
        guardar_con_historia(fila, por=por, motivo="corregir")
    copiar_evidencias(viejo=viejo, nuevo=nuevo, por=por)
    return nuevo


@transaction.atomic
def abandonar(*, reporte: Reporte, por: Usuario) -> Reporte:
    """Deletes a correction that was never sent, with its answers and its copies of the files;
    their history stays. Returns the approved version, which is as it was.

    Raises PermissionDenied.
    """
    # Its row first: whoever abandons the same correction in another window finds it gone.
    if not Reporte.objects.select_for_update(of=("self",)).filter(pk=reporte.pk).exists():
        raise PermissionDenied(_("Esa corrección ya no existe."))
    actual = tomar(reporte, "abandonar", por)
    aprobado = actual.sustituye
    assert aprobado is not None  # what is no correction cannot be abandoned
    valores = list(actual.valores.prefetch_related("partes"))
    hojas: list[Any] = [
        *actual.avances.all(), *(parte for valor in valores for parte in valor.partes.all()),
        *valores, *actual.explicaciones.all(), *actual.textos_publicos.all(),
        *actual.evidencias.all(),
    ]  # fmt: skip
    # One by one, so that the history of each says who did it.
    for fila in [*hojas, actual]:
        borrar_con_historia(fila, por=por, motivo="abandonar")
    return aprobado


def sin_cambios(nuevo: Reporte) -> bool:
    """Whether a correction says what the version that it corrects says, and nobody has touched
    the registers it counts since it was opened."""
    viejo = nuevo.sustituye
    return viejo is not None and dice(nuevo) == dice(viejo) and not registro_tocado(nuevo)


def dice(reporte: Reporte) -> Counter[tuple[Any, ...]]:
    """Everything that a report says, comparable with another one of the same informant."""
    relaciones = {relacion: getattr(reporte, relacion).order_by() for relacion in CONTENIDO}
    # What has a virus is not copied into a correction.
    relaciones["evidencias"] = relaciones["evidencias"].exclude(estado=Evidencia.Estado.INFECTADA)
    partes = reporte.valores.order_by().filter(partes__isnull=False)
    return Counter(
        chain(
            *(filas.values_list(*CONTENIDO[relacion]) for relacion, filas in relaciones.items()),
            partes.values_list("dato", "partes__categoria", "partes__numero"),
        )
    )


def registro_tocado(nuevo: Reporte) -> bool:
    """Whether a row of its informant and semester was written, changed or deleted since the
    correction was opened: opening it lets them be changed."""
    lapso = (nuevo.periodo.inicio, nuevo.periodo.fin)
    return any(
        modelo.history.filter(  # type: ignore[attr-defined]
            pais=nuevo.pais_id, fecha__range=lapso, history_date__gte=nuevo.creado_en
        ).exists()
        for modelo in MODELOS.values()
    )
