"""Saving the answers of an activity page."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from actores.models import Usuario
from planes.entrada import Entrada
from planes.models import Actividad, Avance, Dato, Reporte, Valor, ValorDesagregado

from .comun import Conflicto, borrar_con_historia, guardar_con_historia, tomar


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
