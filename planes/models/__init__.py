"""What was promised (plan, indicators) and what was done (periods, reports, registers)."""

from .actividad import Actividad, Informante, Meta
from .autoevaluacion import Autoevaluacion, Propuesta
from .avance import Avance, Observacion
from .colaboracion import Colaboracion
from .conteo import Conteo
from .cooperacion import Convenio, Proyecto, Recurso
from .documento import Apartado, LugarDudoso
from .evidencia import Apertura, Evidencia
from .indicador import Categoria, Dato, Desagregacion, Etapa, Indicador, Programacion
from .periodo import Periodo, Prorroga
from .plan import Eje, ObjetivoEspecifico, ObjetivoEstrategico, ObjetivoOperativo, Plan
from .recordatorio import Recordatorio
from .registro import Accion, Alcance, Participantes, Registro, RegistroQuerySet
from .reporte import Reporte
from .revision import Explicacion, Replica, TextoPublico
from .seguimiento import Seguimiento
from .valor import Valor, ValorDesagregado

__all__ = [
    "Accion",
    "Actividad",
    "Alcance",
    "Apartado",
    "Apertura",
    "Autoevaluacion",
    "Avance",
    "Categoria",
    "Colaboracion",
    "Conteo",
    "Convenio",
    "Dato",
    "Desagregacion",
    "Eje",
    "Etapa",
    "Evidencia",
    "Explicacion",
    "Indicador",
    "Informante",
    "LugarDudoso",
    "Meta",
    "ObjetivoEspecifico",
    "ObjetivoEstrategico",
    "ObjetivoOperativo",
    "Observacion",
    "Participantes",
    "Periodo",
    "Plan",
    "Programacion",
    "Propuesta",
    "Prorroga",
    "Proyecto",
    "Recordatorio",
    "Recurso",
    "Registro",
    "RegistroQuerySet",
    "Replica",
    "Reporte",
    "Seguimiento",
    "TextoPublico",
    "Valor",
    "ValorDesagregado",
]
