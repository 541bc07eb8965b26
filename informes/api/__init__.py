"""The public read-only API ``/api/v1/``: plan, figures and money from a published cut; help lines
and the directory live.

Every answer names the cut it comes from. ``?corte=<hash>`` asks for an earlier
published one. A figure's shape: ``informes.cifras.CifraPublica.json``.
"""

from informes.api.descripcion import Descripcion, Documentacion
from informes.api.listas import Actividades, Celdas, Datos, Estados, Indicadores
from informes.api.partes import Parte, parte
from informes.api.publicaciones import Cortes, Informes, Raiz
from informes.api.vivas import Lineas, Organizaciones

__all__ = [
    "Actividades",
    "Celdas",
    "Cortes",
    "Datos",
    "Descripcion",
    "Documentacion",
    "Estados",
    "Indicadores",
    "Informes",
    "Lineas",
    "Organizaciones",
    "Parte",
    "Raiz",
    "parte",
]
