"""Forms of the focal points' side."""

from .actividad import FormularioActividad, FormularioAvance
from .conflicto import Diferencia, FormularioConflicto
from .correccion import FormularioCorreccion

__all__ = [
    "Diferencia",
    "FormularioActividad",
    "FormularioAvance",
    "FormularioConflicto",
    "FormularioCorreccion",
]
