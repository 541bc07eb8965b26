"""What the world sees: data cuts, documents, the content plan."""

from .contenidos import Difusion, Medio, Mensaje, Producto
from .corte import Corte, CorteCelda, CorteParte
from .evidencia import EvidenciaPublicada
from .informe import FormaInforme, Informe, TipoInforme
from .redaccion import Redaccion, Seccion

__all__ = [
    "Corte",
    "CorteCelda",
    "CorteParte",
    "Difusion",
    "EvidenciaPublicada",
    "FormaInforme",
    "Informe",
    "Medio",
    "Mensaje",
    "Producto",
    "Redaccion",
    "Seccion",
    "TipoInforme",
]
