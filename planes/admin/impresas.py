"""A row of a printed document: what is printed beside what is read, and what is doubtful."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_archivos import ConArchivos
from actores.admin_comun import FichaConHistoria
from planes.lugares import clave_de, lugares_de

FUENTE = (
    gettext_lazy("Documento impreso"),
    {
        "fields": ["codigo_impreso", "texto_impreso", "nota_fuente", "es_nuestro"],
        "classes": ["collapse"],
        "description": gettext_lazy(
            "Lo que dice el documento, a la letra. Se cambia solo si se transcribió mal."
        ),
    },
)


class FichaImpresa(ConArchivos, FichaConHistoria):
    """A level of the plan."""

    readonly_fields = ["impreso"]

    def plan_de(self, objeto: Any) -> int:
        return int(objeto.plan_id)

    def contexto(self, request: HttpRequest, objeto: Any) -> dict[str, Any]:
        clave = clave_de(objeto)
        dudosos = lugares_de(self.plan_de(objeto)).get(clave, []) if clave else []
        return super().contexto(request, objeto) | {"dudosos": dudosos}

    @admin.display(description=gettext_lazy("Como está impreso"))
    def impreso(self, objeto: Any) -> SafeString | str:
        if objeto.pk is None:
            return _("Todavía no hay nada escrito.")
        if objeto.es_nuestro:
            return _("No está en el documento: lo agregó el portal.")
        codigo = objeto.codigo_impreso
        if not objeto.texto_impreso and not codigo:
            return _("Igual al texto de al lado.")
        texto = objeto.texto_impreso or _("El texto es igual al de al lado.")
        if codigo:
            return format_html(
                '<p><strong>{}</strong> {}</p><p class="impreso">{}</p>',
                _("Código impreso:"),
                codigo,
                texto,
            )
        return format_html('<p class="impreso">{}</p>', texto)
