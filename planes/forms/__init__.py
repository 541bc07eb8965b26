"""Forms of reporting and of reviewing."""

from .actividad import FormularioActividad, FormularioAvance
from .conflicto import Diferencia, FormularioConflicto
from .correccion import FormularioCorreccion
from .observacion import FormularioObservacion

__all__ = [
    "Diferencia",
    "FormularioActividad",
    "FormularioAvance",
    "FormularioConflicto",
    "FormularioCorreccion",
    "FormularioObservacion",
]
