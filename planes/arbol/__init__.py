"""The only bridge from tables to ``calculo``: a plan with all that counts, in a fixed
number of queries whatever its size."""

from .lectura import cargar
from .valores import (
    Actividad,
    Arbol,
    Eje,
    Ficha,
    Indicador,
    Meta,
    Objetivo,
    Pais,
    Programado,
    Texto,
    TextoAceptado,
)

__all__ = [
    "Actividad",
    "Arbol",
    "Eje",
    "Ficha",
    "Indicador",
    "Meta",
    "Objetivo",
    "Pais",
    "Programado",
    "Texto",
    "TextoAceptado",
    "cargar",
]
