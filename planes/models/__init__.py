"""What was promised (plan, indicators) and what was done (periods, reports, values)."""

from .indicador import Categoria, Dato, Desagregacion, Etapa, Indicador, Programacion
from .periodo import Periodo, Prorroga
from .plan import (
    Actividad,
    Apartado,
    Eje,
    Informante,
    LugarDudoso,
    Meta,
    ObjetivoEspecifico,
    ObjetivoEstrategico,
    ObjetivoOperativo,
    Plan,
)
from .reporte import Avance, Observacion, Reporte, Valor, ValorDesagregado

__all__ = [
    "Actividad",
    "Apartado",
    "Avance",
    "Categoria",
    "Dato",
    "Desagregacion",
    "Eje",
    "Etapa",
    "Indicador",
    "Informante",
    "LugarDudoso",
    "Meta",
    "ObjetivoEspecifico",
    "ObjetivoEstrategico",
    "ObjetivoOperativo",
    "Observacion",
    "Periodo",
    "Plan",
    "Programacion",
    "Prorroga",
    "Reporte",
    "Valor",
    "ValorDesagregado",
]
