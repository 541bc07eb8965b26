"""The ST's tables of plan, indicators, periods and values; importing them registers them."""

from . import (
    anual,
    dudosos,
    evidencias,
    indicadores,
    periodos,
    plan,
    registro,
    reportes,
    seguimiento,
    valores,
)

__all__ = [
    "anual",
    "dudosos",
    "evidencias",
    "indicadores",
    "periodos",
    "plan",
    "registro",
    "reportes",
    "seguimiento",
    "valores",
]
