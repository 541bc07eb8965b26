from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes import permisos


def exigir_secretaria(por: Usuario) -> None:
    if not permisos.es_secretaria(por):
        raise PermissionDenied(_("Solo la Secretaría Técnica publica en el sitio."))
