"""The only bridge from tables to ``calculo``: a plan with all that counts, in a fixed
number of queries whatever its size."""

from .lectura import cargar
from .un_dato import cargar_dato
from .valores import (
    Actividad,
    Aporte,
    Arbol,
    Eje,
    Ficha,
    Indicador,
    Meta,
    Objetivo,
    Pais,
    Programado,
    Proyecto,
    Texto,
    TextoAceptado,
)

__all__ = [
    "Actividad",
    "Aporte",
    "Arbol",
    "Eje",
    "Ficha",
    "Indicador",
    "Meta",
    "Objetivo",
    "Pais",
    "Programado",
    "Proyecto",
    "Texto",
    "TextoAceptado",
    "cargar",
    "cargar_dato",
]
