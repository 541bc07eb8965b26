"""Every write with consequences: report life cycle, answers, remarks.

Keyword-only, ``por=`` the person, atomic, with permission check, history and
mail after commit. Pages, admin and commands all come through here, so the same
act has the same effects everywhere (Q17).
"""

from .comun import Conflicto, Incompleto, borrar_con_historia, guardar_con_historia, mover, tomar
from .reporte import corregir, enviar, iniciar_reporte, retirar
from .respuestas import guardar_respuestas, guardar_valor
from .revision import aprobar, devolver, observar, quitar_observacion, resolver

__all__ = [
    "Conflicto",
    "Incompleto",
    "aprobar",
    "borrar_con_historia",
    "corregir",
    "devolver",
    "enviar",
    "guardar_con_historia",
    "guardar_respuestas",
    "guardar_valor",
    "iniciar_reporte",
    "mover",
    "observar",
    "quitar_observacion",
    "resolver",
    "retirar",
    "tomar",
]
