"""What the world sees: data cuts, documents, the content plan."""

from .contenidos import Medio, Mensaje, Producto
from .corte import Corte, CorteCelda, CorteParte
from .informe import Informe

__all__ = ["Corte", "CorteCelda", "CorteParte", "Informe", "Medio", "Mensaje", "Producto"]
