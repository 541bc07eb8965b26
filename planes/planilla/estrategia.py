"""The monitoring matrix of the Estrategia (R8), and its adjustments, as tables."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planes.estrategia import Estrategia, Renglon

from .cuadro import Cuadro


def nota_de(estrategia: Estrategia) -> str:
    return _("%(plan)s. Al %(hoy)s. Documento interno.") % {
        "plan": estrategia.plan,
        "hoy": date_format(estrategia.hoy),
    }


def matriz_de(estrategia: Estrategia) -> Cuadro:
    """One row an action."""
    return Cuadro(
        nombre=_("Matriz"),
        titulo=_("Matriz de monitoreo y seguimiento"),
        columnas=[
            (_("Eje"), 22), (_("Táctica"), 30), (_("Código"), 9), (_("Acción"), 44),
            (_("Resultado"), 40), (_("Plazo impreso"), 26), (_("Estado"), 14),
            (_("Calificación"), 14), (_("Inicio previsto"), 12), (_("Fin previsto"), 12),
            (_("Empezó el"), 12), (_("Terminó el"), 12), (_("Retraso"), 20),
            (_("Qué se cumplió"), 40), (_("Dificultades"), 34),
            (_("Aporta a las metas"), 40), (_("Ajustes"), 9),
        ],
        filas=[
            fila
            for tronco in estrategia.troncos
            for tactica in tronco.tacticas
            for fila in [
                fila_de(renglon, str(tronco.eje), tactica.objetivo.t.texto)
                for renglon in tactica.renglones
            ]
        ],
        fijas=4,
    )  # fmt: skip


def fila_de(renglon: Renglon, eje: str, tactica: str) -> list[Any]:
    accion, suyo = renglon.actividad, renglon.seguimiento
    return [
        eje,
        tactica,
        accion.codigo,
        accion.t.texto,
        en_lineas(f"{m.codigo} {m.t.texto}" for m in renglon.resultados),
        en_lineas(renglon.plazos),
        str(suyo.get_estado_display()),
        str(suyo.get_calificacion_display() or ""),
        suyo.inicio_previsto,
        suyo.fin_previsto,
        suyo.inicio_real,
        suyo.fin_real,
        renglon.atraso or renglon.tarde,
        suyo.cumplimiento,
        suyo.dificultades,
        en_lineas(f"{m.codigo} {m.t.texto}" for m in renglon.aporta),
        len(renglon.ajustes),
    ]


def ajustes_de(estrategia: Estrategia) -> Cuadro:
    """One row for each date or grade that was changed."""
    return Cuadro(
        nombre=_("Ajustes"),
        titulo=_("Ajustes de fechas y calificaciones"),
        columnas=[
            (_("Código"), 9), (_("Acción"), 50), (_("Cuándo"), 12), (_("Quién"), 30),
            (_("Qué cambió"), 22), (_("Antes"), 18), (_("Después"), 18), (_("Por qué"), 50),
        ],
        filas=[
            [
                renglon.actividad.codigo,
                renglon.actividad.t.corto or renglon.actividad.t.texto,
                timezone.localtime(ajuste.cuando).date(),
                ajuste.quien,
                nombre,
                antes,
                despues,
                ajuste.motivo,
            ]
            for renglon in estrategia.renglones
            for ajuste in renglon.ajustes
            for nombre, antes, despues in ajuste.cambios
        ],
        fijas=2,
    )  # fmt: skip


def en_lineas(textos: Any) -> str:
    return "\n".join(textos)
