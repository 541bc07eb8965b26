"""The ST's tables of plan, indicators, periods and values; importing them registers them."""

from . import dudosos, indicadores, periodos, plan, reportes, valores

__all__ = ["dudosos", "indicadores", "periodos", "plan", "reportes", "valores"]
