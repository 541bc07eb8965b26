"""With demonstration data every page says so, and every file that leaves the portal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .models import Usuario


def aviso_de_demostracion() -> str:
    """The notice for the head of a file; empty when the data are real. One query."""
    if not Usuario.objects.de_demostracion().exists():
        return ""
    return _("Datos de demostración: cifras ficticias.")


def nombre_avisado(nombre: str) -> str:
    """A file's name, with the same notice: the only place where a table that is read back by
    its columns can say it."""
    return f"demostracion-{nombre}" if aviso_de_demostracion() else nombre
