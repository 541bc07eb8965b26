"""Saving the answers of an activity page: when its button is pressed, and while it is typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from actores.models import Usuario
from planes.entrada import Entrada
from planes.models import Actividad, Avance, Dato, Reporte, Valor, ValorDesagregado
from planes.respuestas import entrada_de

from .comun import Conflicto, borrar_con_historia, guardar_con_historia, tomar

AUTOGUARDADO = "autoguardado"
"""The reason in the history of what a page saved by itself."""

SEGUIDO = dt.timedelta(minutes=10)
"""For so long one entry of the history takes what the same person's page saves by itself."""


@transaction.atomic
def guardar_respuestas(
    *,
    reporte: Reporte,
    actividad: Actividad,
    version: int,
    textos: Mapping[str, Any],
    entradas: Mapping[Dato, Entrada],
    por: Usuario,
    automatico: bool = False,
) -> Avance:
    """Saves one activity page: state, narratives and the values asked there.

    ``version`` is the one the page was read with; 0 when there was no Avance yet.
    ``textos`` holds ``estado``, ``terminada`` and the fields of ``Avance.TEXTOS``;
    what is not among them, and a Dato not among ``entradas``, stays as it is.
    An empty Entrada removes the value. Raises Conflicto when somebody saved in
    between (nothing is written) and PermissionDenied when it may not be saved.

    With ``automatico`` the page saves itself: what is saved already is no conflict
    and no change, so a request whose answer was lost can be sent again, and the
    history gets an entry every ten minutes and not every few seconds.
    """
    reporte = tomar(reporte, "guardar", por, actividad=actividad)
    avance = (
        # Only its own row: PostgreSQL locks no row of the outer join that the order needs.
        Avance.objects.select_for_update(of=("self",))
        .filter(reporte=reporte, actividad=actividad)
        .first()
    ) or Avance(reporte=reporte, actividad=actividad)
    respuestas = reporte.valores.filter(dato__in=entradas).select_related("etapa")
    valores = {v.dato_id: v for v in respuestas.prefetch_related("partes")}
    if automatico and igual(avance, valores, textos, entradas):
        return avance
    if avance.version != version:
        raise Conflicto(avance)
    guardar: Callable[..., None] = guardar_con_historia
    if automatico:
        guardar = partial(guardar_seguido, desde=seguido_desde(reporte))
    for campo, valor in textos.items():
        setattr(avance, campo, valor)
    avance.version += 1
    avance.actualizado_por = por
    avance.actualizado_en = timezone.now()
    guardar(avance, por=por)
    for dato, entrada in entradas.items():
        guardar_valor(reporte, dato, entrada, valores.get(dato.pk), por=por, guardar=guardar)
    return avance


def igual(
    avance: Avance,
    valores: Mapping[int, Valor],
    textos: Mapping[str, Any],
    entradas: Mapping[Dato, Entrada],
) -> bool:
    """Whether the page says what is saved. ``valores`` by Dato id."""
    return all(getattr(avance, campo) == valor for campo, valor in textos.items()) and all(
        entrada_de(valores.get(dato.pk)) == entrada for dato, entrada in entradas.items()
    )


def guardar_valor(
    reporte: Reporte,
    dato: Dato,
    entrada: Entrada,
    valor: Valor | None,
    *,
    por: Usuario,
    guardar: Callable[..., None] = guardar_con_historia,
) -> None:
    """Writes, changes or removes one value with its parts; leaves an equal one alone.

    ``guardar`` is what saves each row with its history.
    """
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
        guardar(nuevo, por=por)
    antes = {} if valor is None else {p.categoria_id: p for p in valor.partes.all()}
    for categoria_id, numero in entrada.partes.items():
        parte = antes.pop(categoria_id, None) or ValorDesagregado(
            valor=nuevo, categoria_id=categoria_id, numero=Decimal(-1)
        )
        if parte.numero != numero:
            parte.numero = numero
            guardar(parte, por=por)
    for sobrante in antes.values():
        borrar_con_historia(sobrante, por=por)


# --- The history of a page that saves itself ------------------------------------------------------


def seguido_desde(reporte: Reporte) -> dt.datetime:
    """Since when an entry of the history may still be brought up to date.

    Never from before the report was sent or returned: reviewers compare with the
    answers of that moment, which the history has to keep.
    """
    momentos = (timezone.now() - SEGUIDO, reporte.enviado_en, reporte.revisado_en)
    return max(momento for momento in momentos if momento is not None)


def guardar_seguido(fila: models.Model, *, por: Usuario, desde: dt.datetime) -> None:
    """Saves a row; what the same person's page added to the history since ``desde`` is replaced.

    A page saves itself every few seconds. An entry for each time would bury the few
    that say something, the ones somebody meant, under dozens of half sentences.
    """
    historia: Any = fila.history.first() if fila.pk else None  # type: ignore[attr-defined]
    seguida = historia is not None and historia.history_date >= desde
    suya = (AUTOGUARDADO, por.pk)
    if not seguida or (historia.history_change_reason, historia.history_user_id) != suya:
        guardar_con_historia(fila, por=por, motivo=AUTOGUARDADO)
        return
    fila.skip_history_when_saving = True  # type: ignore[attr-defined]
    fila.save()
    del fila.skip_history_when_saving  # type: ignore[attr-defined]
    for campo in historia.tracked_fields:
        setattr(historia, campo.attname, getattr(fila, campo.attname))
    historia.save()


@transaction.atomic
def asentar(*, avance: Avance, datos: Iterable[Dato], por: Usuario) -> None:
    """Somebody pressed "Guardar" on a page that had saved itself: its entries are now meant.

    What is typed afterwards begins new ones.
    """
    valores = Valor.objects.filter(reporte=avance.reporte_id, dato__in=list(datos))
    for historia in (
        Avance.history.filter(id=avance.pk),
        Valor.history.filter(id__in=valores.values("pk")),
        ValorDesagregado.history.filter(valor__in=valores.values("pk")),
    ):
        historia.filter(
            history_change_reason=AUTOGUARDADO,
            history_user=por,
            history_date__gte=timezone.now() - SEGUIDO,
        ).update(history_change_reason="")
