"""Who may speak: countries, organisations, people."""

from .base import Bilingue, ClaveNatural, EnIdioma, PorClaveNatural
from .organizacion import LineaDenuncia, Organizacion, PublicoMeta, RolOrganizacion
from .pais import Pais
from .usuario import Comite, Mandato, PuntoFocal, Usuario

__all__ = [
    "Bilingue",
    "ClaveNatural",
    "Comite",
    "EnIdioma",
    "LineaDenuncia",
    "Mandato",
    "Organizacion",
    "Pais",
    "PorClaveNatural",
    "PublicoMeta",
    "PuntoFocal",
    "RolOrganizacion",
    "Usuario",
]
