"""Who may let people in and out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from .roles import (
    COLABORADOR,
    COMITE_COMUNICACION,
    OBSERVADOR,
    PRESIDENCIA,
    PUNTO_FOCAL,
    SECRETARIA_TECNICA,
    tiene_rol,
)

# The roles' names in the reader's language; the groups carry the Spanish ones.
NOMBRES_DE_ROL = {
    SECRETARIA_TECNICA: _("Secretaría Técnica"),
    PRESIDENCIA: _("Presidencia"),
    COMITE_COMUNICACION: _("Comité de Comunicación"),
    PUNTO_FOCAL: _("Punto focal"),
    COLABORADOR: _("Colaborador de un país"),
    OBSERVADOR: _("Observador"),
}

# Whose work is in the admin. A focal point's is in /reportes/; the Secretaría
# Técnica can let one into the admin besides, by hand.
TRABAJAN_EN_EL_PANEL = frozenset({SECRETARIA_TECNICA, PRESIDENCIA, COMITE_COMUNICACION, OBSERVADOR})


def puede_gestionar_directorio(usuario: Any) -> bool:
    """Whether the person may ask organisations to confirm their data and settle what they say."""
    return tiene_rol(usuario, (SECRETARIA_TECNICA,))


def lee_directorio(usuario: Any) -> bool:
    """Whether the person may read the internal part of the directory: contacts, donors, lists."""
    return tiene_rol(usuario, (SECRETARIA_TECNICA, PRESIDENCIA))


def puede_gestionar_cuentas(usuario: Any) -> bool:
    """Whether the person may invite people, close accounts and give roles."""
    return tiene_rol(usuario, (SECRETARIA_TECNICA,))
