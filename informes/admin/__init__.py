"""The ST's tables of cuts, documents and the content plan; importing them registers them."""

from . import (
    biblioteca,
    contenidos,
    cortes,
    difusion,
    editorial_tablas,
    evidencias,
    internos,
    redacciones,
    referencia,
    rutas,
    visitas,
)

__all__ = [
    "biblioteca",
    "contenidos",
    "cortes",
    "difusion",
    "editorial_tablas",
    "evidencias",
    "internos",
    "redacciones",
    "referencia",
    "rutas",
    "visitas",
]
