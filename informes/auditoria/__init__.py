"""Can anybody work out what a data cut hides? Asked before it may be published."""

from .lectura import Hallazgo, revisar
from .lineal import Afirmacion, Fuga, auditar

__all__ = ["Afirmacion", "Fuga", "Hallazgo", "auditar", "revisar"]
