"""The Estrategia: its printed texts, and every state that the ST wrote down of its actions."""

from __future__ import annotations

from collections import defaultdict

from django.utils import timezone

from planes import models as m
from planes.estrategia import planes

from .valores import (
    Accion,
    Apartado,
    EjeTematico,
    Estrategia,
    Resultado,
    Tactica,
    Version,
)


def leer_estrategia() -> Estrategia | None:
    """The one in force, else the newest; None when there is none. Ten queries."""
    plan = next(iter(planes()), None)
    if plan is None:
        return None
    resultados: dict[int, list[Resultado]] = defaultdict(list)
    de_accion: dict[int, list[str]] = defaultdict(list)
    for x in plan.metas.prefetch_related("actividades", "contribuye_a__plan").order_by("orden"):
        resultados[x.objetivo_id].append(
            Resultado(
                codigo=x.codigo,
                texto=x.ambos("texto"),
                plazo=x.ambos("plazo"),
                contribuye_a=tuple(
                    (meta.plan.codigo, meta.codigo)
                    for meta in sorted(x.contribuye_a.all(), key=lambda meta: meta.orden)
                ),
            )
        )
        for a in x.actividades.all():
            de_accion[a.pk].append(x.codigo)
    versiones = leer_versiones(plan)
    acciones: dict[int, list[Accion]] = defaultdict(list)
    for a in plan.actividades.order_by("orden"):
        acciones[a.objetivo_id].append(
            Accion(
                codigo=a.codigo,
                texto=a.ambos("texto"),
                corto=a.ambos("corto" if a.corto else "texto"),
                resultados=tuple(de_accion[a.pk]),
                versiones=tuple(versiones[a.pk]),
            )
        )
    tacticas: dict[int, list[Tactica]] = defaultdict(list)
    for o in plan.objetivos.order_by("orden"):
        tacticas[o.eje_id].append(
            Tactica(
                numero=o.numero,
                texto=o.ambos("texto"),
                corto=o.ambos("corto" if o.corto else "texto"),
                resultados=tuple(resultados[o.pk]),
                acciones=tuple(acciones[o.pk]),
            )
        )
    return Estrategia(
        codigo=plan.codigo,
        nombre=plan.ambos("nombre"),
        inicio=plan.inicio,
        fin=plan.fin,
        ejes=tuple(
            EjeTematico(
                numero=e.numero,
                nombre=e.ambos("nombre"),
                descripcion=e.ambos("descripcion"),
                tacticas=tuple(tacticas[e.pk]),
            )
            for e in plan.ejes.order_by("orden")
        ),
        apartados=tuple(
            Apartado(
                codigo=x.codigo,
                tipo=x.tipo,
                texto=x.ambos("texto"),
                publicos=tuple(sorted(p.numero for p in x.publicos.all())),
            )
            for x in plan.apartados.prefetch_related("publicos").order_by("orden")
        ),
    )


def leer_versiones(plan: m.Plan) -> dict[int, list[Version]]:
    """By the action's id, from the oldest: what was written of it, and on which day. The texts
    (``cumplimiento``, ``dificultades``) are internal and are not read."""
    campos = (
        "estado", "calificacion", "inicio_previsto", "fin_previsto", "inicio_real", "fin_real",
    )  # fmt: skip
    filas = (
        m.Seguimiento.history.filter(actividad__plan=plan)
        .exclude(history_type="-")
        .order_by("history_date", "history_id")
        .values_list("actividad", "history_date", *campos)
    )
    versiones: dict[int, list[Version]] = defaultdict(list)
    for accion, cuando, *valores in filas:
        dia = timezone.localtime(cuando).date()
        versiones[accion].append(Version(dia, **dict(zip(campos, valores, strict=True))))
    return versiones
