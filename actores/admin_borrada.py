"""What somebody wrote in a row that another person deleted meanwhile: shown, and saved anew."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

ELEGIDOS = (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField, forms.FileField)
"""Fields that nobody types."""


class NadaSePierde:
    """A table that gives back what was typed in a row that is gone. Goes before the class of the
    table, which keeps its history."""

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        pagina = request.resolver_match.url_name if request.resolver_match else ""
        guardaba = request.method == "POST" and str(pagina).endswith("_change")
        if guardaba and (borrado := borrado_de(opts.model, object_id)):
            return mostrar_lo_escrito(request, self, borrado)
        sin_mas: HttpResponse = super()._get_obj_does_not_exist_redirect(  # type: ignore[misc]
            request, opts, object_id
        )
        return sin_mas

    def como_se_lee(self, nombre: str, valor: str) -> str:
        """What was sent in a field, as a person reads it."""
        return valor


def borrado_de(modelo: Any, object_id: str) -> Any:
    """The last entry of the history of a deleted row; None of one that never was."""
    try:
        clave = modelo._meta.pk.to_python(unquote(object_id))
    except ValidationError:
        return None
    return modelo.history.filter(**{modelo._meta.pk.attname: clave, "history_type": "-"}).first()


def mostrar_lo_escrito(request: HttpRequest, ficha: Any, borrado: Any) -> TemplateResponse:
    """The texts that were sent, to be copied, and a button that adds a row with all of it."""
    contexto = {
        **ficha.admin_site.each_context(request),
        "opts": ficha.opts,
        "title": _("No se guardó: ya no está"),
        "borrado": borrado,
        "textos": textos(request, ficha),
        "enviado": [
            (nombre, valor)
            for nombre, valores in request.POST.lists()
            for valor in valores
            if nombre != "csrfmiddlewaretoken"
        ],
        "nueva_url": direccion_de_alta(request, ficha),
        "lista_url": reverse(f"admin:{ficha.opts.app_label}_{ficha.opts.model_name}_changelist"),
    }
    return TemplateResponse(request, "admin/borrada.html", contexto, status=409)


def textos(request: HttpRequest, ficha: Any) -> list[tuple[str, str]]:
    """Label and text of what was typed."""
    campos = ficha.get_form(request).base_fields
    return [
        (str(campos[nombre].label or "") if nombre in campos else "", ficha.como_se_lee(nombre, v))
        for nombre, valores in request.POST.lists()
        for v in valores
        if v.strip() and es_texto(nombre, campos, v)
    ]


def es_texto(nombre: str, campos: Any, valor: str) -> bool:
    """Of a field of the row, unless it is chosen; of its further rows, whatever has words."""
    if nombre not in campos:
        return "-" in nombre and " " in valor.strip()
    return not (isinstance(campos[nombre], ELEGIDOS) or campos[nombre].widget.is_hidden)


def direccion_de_alta(request: HttpRequest, ficha: Any) -> str:
    """Where the same can be sent as a new row; empty where that would not be the same."""
    if not ficha.has_add_permission(request) or ficha.get_inline_instances(request):
        return ""
    return reverse(f"admin:{ficha.opts.app_label}_{ficha.opts.model_name}_add")
