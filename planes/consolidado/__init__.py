"""The consolidated document of a period: what the plenary works with.

The plan's printed matrix with what each informant said beside it, to edit in a word
processor (``texto``) or a spreadsheet (``tabla``), and the evidence of a country as one
ZIP (``expediente``). Internal: sensitive figures stand unmasked.
"""

from .contenido import Consolidado, consolidar
from .expediente import escribir_expediente, evidencias_de
from .tabla import escribir_tabla
from .texto import escribir_texto

__all__ = [
    "Consolidado",
    "consolidar",
    "escribir_expediente",
    "escribir_tabla",
    "escribir_texto",
    "evidencias_de",
]
