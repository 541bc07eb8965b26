"""Rules as data: what must be mended before sending, and what deserves a second look (Q14).

``error`` blocks sending, ``advertencia`` blocks it until somebody explains why the answer is
right all the same (``Explicacion``), ``nota`` informs. ``tabla.REGLAS`` is the list: a name,
a level, a sentence and a small function from a ``Contexto`` to the cases it finds.
"""

from .contexto import Contexto, contextos
from .hallazgos import ADVERTENCIA, ERROR, NOTA, Caso, Hallazgo, Regla
from .nombres import nombre_de
from .personal import cifras_sensibles, parece_dato_personal
from .revisar import errores, impedimentos, revisar, revisar_varios
from .tabla import REGLAS

__all__ = [
    "ADVERTENCIA",
    "ERROR",
    "NOTA",
    "REGLAS",
    "Caso",
    "Contexto",
    "Hallazgo",
    "Regla",
    "cifras_sensibles",
    "contextos",
    "errores",
    "impedimentos",
    "nombre_de",
    "parece_dato_personal",
    "revisar",
    "revisar_varios",
]
