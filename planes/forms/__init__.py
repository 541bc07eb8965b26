"""Forms of reporting and of reviewing."""

from .actividad import FormularioActividad, FormularioAvance
from .autoevaluacion import FormularioAutoevaluacion, FormularioPropuesta, FormularioReabrir
from .colaboracion import FormularioActividades, FormularioColaborador
from .conflicto import Diferencia, FormularioConflicto
from .correccion import FormularioCorreccion
from .evidencia import FormularioClasificacion, FormularioEvidencia
from .explicaciones import FormularioExplicaciones
from .observacion import FormularioObservacion
from .replica import FormularioReplica
from .textos import FormularioRespuestaDeTexto, FormularioTextoPublico

__all__ = [
    "Diferencia",
    "FormularioActividad",
    "FormularioActividades",
    "FormularioAutoevaluacion",
    "FormularioAvance",
    "FormularioClasificacion",
    "FormularioColaborador",
    "FormularioConflicto",
    "FormularioCorreccion",
    "FormularioEvidencia",
    "FormularioExplicaciones",
    "FormularioObservacion",
    "FormularioPropuesta",
    "FormularioReabrir",
    "FormularioReplica",
    "FormularioRespuestaDeTexto",
    "FormularioTextoPublico",
]
