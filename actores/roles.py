"""The portal's roles: Django groups by name, and who belongs to them.

What each role may do in the admin is given by ``corett.roles`` (permissions of
all apps); what it may do with a report, by ``planes.permisos``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

SECRETARIA_TECNICA = "Secretaría Técnica"
PRESIDENCIA = "Presidencia"
COMITE_COMUNICACION = "Comité de Comunicación"
PUNTO_FOCAL = "Punto focal"
COLABORADOR = "Colaborador"
OBSERVADOR = "Observador"

TODOS = (SECRETARIA_TECNICA, PRESIDENCIA, COMITE_COMUNICACION, PUNTO_FOCAL, COLABORADOR, OBSERVADOR)


def roles_de(usuario: Any) -> frozenset[str]:
    """Names of the person's groups; empty for anonymous or inactive people.

    Read once per user object: a request asks this many times.
    """
    if not getattr(usuario, "is_authenticated", False) or not usuario.is_active:
        return frozenset()
    if not hasattr(usuario, "roles_leidos"):
        usuario.roles_leidos = frozenset(usuario.groups.values_list("name", flat=True))
    return usuario.roles_leidos


def tiene_rol(usuario: Any, roles: Iterable[str]) -> bool:
    """Whether the person holds any of these roles; a superuser holds them all."""
    if getattr(usuario, "is_superuser", False) and usuario.is_active:
        return True
    return bool(roles_de(usuario) & frozenset(roles))
