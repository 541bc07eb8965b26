"""Who may speak: countries, organisations, people."""

from .base import (
    Bilingue,
    ClaveNatural,
    EnIdioma,
    PorClaveNatural,
    PorVerificar,
    nombre_de_campo,
)
from .correo import CorreoEnviado
from .directorio import Confirmacion, Contacto, Tema
from .envio import EnvioPendiente
from .organizacion import LineaDenuncia, Organizacion, PublicoMeta, RolOrganizacion
from .pais import Pais
from .usuario import Comite, Mandato, PuntoFocal, Usuario, VigenteQuerySet, hasta_no_antes_de_desde

__all__ = [
    "Bilingue",
    "ClaveNatural",
    "Comite",
    "Confirmacion",
    "Contacto",
    "CorreoEnviado",
    "EnIdioma",
    "EnvioPendiente",
    "LineaDenuncia",
    "Mandato",
    "Organizacion",
    "Pais",
    "PorClaveNatural",
    "PorVerificar",
    "PublicoMeta",
    "PuntoFocal",
    "RolOrganizacion",
    "Tema",
    "Usuario",
    "VigenteQuerySet",
    "hasta_no_antes_de_desde",
    "nombre_de_campo",
]
