"""From a doubtful place of the printed plan to the rows it touches, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from planes.models import (
    Actividad,
    Apartado,
    Eje,
    Indicador,
    LugarDudoso,
    Meta,
    ObjetivoEspecifico,
    ObjetivoEstrategico,
    ObjetivoOperativo,
)

# How ``LugarDudoso.filas`` names a row: level, and the lookup of its code within the plan.
NIVELES: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "eje": (Eje, ("numero",)),
    "estrategico": (ObjetivoEstrategico, ("eje__numero", "numero")),
    "especifico": (ObjetivoEspecifico, ("codigo",)),
    "objetivo": (ObjetivoOperativo, ("numero",)),
    "actividad": (Actividad, ("codigo",)),
    "meta": (Meta, ("codigo",)),
    "indicador": (Indicador, ("codigo",)),
    "apartado": (Apartado, ("codigo",)),
}
POR_MODELO = {modelo: nivel for nivel, (modelo, _campos) in NIVELES.items()}


def clave_de(fila: models.Model) -> str:
    """The name of a row in ``filas``: ``meta:7.1.1``, ``estrategico:4/3``; empty for others."""
    nivel = POR_MODELO.get(type(fila))
    if nivel is None:
        return ""
    if isinstance(fila, ObjetivoEstrategico):
        return f"{nivel}:{fila.eje.numero}/{fila.numero}"
    return f"{nivel}:{getattr(fila, NIVELES[nivel][1][0])}"


@dataclass(frozen=True)
class Tocada:
    """A row named by a doubtful place; ``fila`` is None when the plan has no such row."""

    clave: str
    fila: models.Model | None


def tocadas(lugar: LugarDudoso) -> list[Tocada]:
    """The rows that a place touches, in its order; one query per level."""
    pedidas: dict[str, list[str]] = defaultdict(list)
    for clave in lugar.filas:
        pedidas[str(clave).partition(":")[0]].append(clave)
    halladas: dict[str, models.Model] = {}
    for nivel in pedidas.keys() & NIVELES.keys():
        modelo: Any = NIVELES[nivel][0]
        plan = "eje__plan" if modelo is ObjetivoEstrategico else "plan"
        filas = modelo.objects.filter(**{plan: lugar.plan_id})
        if modelo is ObjetivoEstrategico:
            filas = filas.select_related("eje")
        halladas |= {clave_de(fila): fila for fila in filas}
    return [Tocada(str(clave), halladas.get(str(clave))) for clave in lugar.filas]


def lugares_de(plan_id: int) -> dict[str, list[LugarDudoso]]:
    """The doubtful places of a plan by the name of each row they touch, in one query."""
    por_fila: dict[str, list[LugarDudoso]] = defaultdict(list)
    lugares: Iterable[LugarDudoso] = LugarDudoso.objects.filter(plan=plan_id)
    for lugar in lugares:
        for clave in lugar.filas:
            por_fila[str(clave)].append(lugar)
    return por_fila
