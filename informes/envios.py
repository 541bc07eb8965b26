"""What the forms of this app do, in words, for whoever finds one that was not received
(``actores.recuperacion``)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

ACTOS: dict[str, Any] = {
    "admin:informes_redaccion_seccion": _(
        "Guardar el texto «%(clave)s» de un documento de %(anio)s"
    ),
    "admin:informes_redaccion_documento": _("Guardar los créditos de un documento de %(anio)s"),
}
"""View name → what its form does."""
