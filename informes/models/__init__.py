"""What the world sees: data cuts, documents, the content plan, what is written for visitors."""

from .biblioteca import AperturaInterna, DocumentoInterno, Publicacion
from .contenidos import Difusion, Medio, Mensaje, Producto
from .corte import Corte, CorteCelda, CorteParte
from .editorial import Campana, Ilustracion, Noticia, Pagina
from .evidencia import EvidenciaPublicada
from .informe import FormaInforme, Informe, TipoInforme
from .redaccion import Redaccion, Seccion
from .referencia import FechaClave, PasoRuta, Ruta, Termino
from .renovacion import Renovacion
from .visitas import Visitas

__all__ = [
    "AperturaInterna",
    "Campana",
    "Corte",
    "CorteCelda",
    "CorteParte",
    "Difusion",
    "DocumentoInterno",
    "EvidenciaPublicada",
    "FechaClave",
    "FormaInforme",
    "Ilustracion",
    "Informe",
    "Medio",
    "Mensaje",
    "Noticia",
    "Pagina",
    "PasoRuta",
    "Producto",
    "Publicacion",
    "Redaccion",
    "Renovacion",
    "Ruta",
    "Seccion",
    "Termino",
    "TipoInforme",
    "Visitas",
]
