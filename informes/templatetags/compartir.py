"""What a page tells those who show a link to it: its own title and words again, and a picture."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from informes import figuras

register = template.Library()

CLAVES = {
    "inicio": "inicio",
    "plan": "plan",
    "eje": "eje-{numero}",
    "objetivo": "plan",
    "actividad": "plan",
    "indicador": "plan",
    "paises": "inicio",
    "pais": "pais-{codigo}",
    "informe": "informe-{anio}",
    "ayuda_victimas": "ayuda",
}
"""URL name → key of its picture (``informes.documentos.compartir``); else the general one."""

COMUNES = {
    "general": _(
        "Coalición Regional contra la Trata de Personas y el Tráfico Ilícito de Migrantes"
    ),
    "inicio": _("El plan y su avance"),
    "plan": _("El plan y su avance"),
}
"""What the pictures that serve many pages show."""


@register.simple_tag(takes_context=True)
def otra_vez(context: template.Context, nombre: str) -> SafeString:
    """A block of this page once more: Django draws each but once."""
    bloque = context.render_context[BLOCK_CONTEXT_KEY].get_block(nombre)
    return mark_safe(bloque.render(context).strip())


@register.simple_tag(takes_context=True)
def imagen_para_compartir(context: template.Context) -> str:
    """The absolute address of the page's picture."""
    request = context["request"]
    argumentos = [figuras.idioma_actual(), clave_de(context, request.resolver_match)]
    return str(request.build_absolute_uri(reverse("compartir", args=argumentos)))


@register.simple_tag(takes_context=True)
def imagen_en_palabras(context: template.Context) -> SafeString:
    """What that picture shows: the page's own title only where it is the page's own picture."""
    comun = COMUNES.get(clave_de(context, context["request"].resolver_match))
    return format_html("{}", comun) if comun else otra_vez(context, "titulo")


def clave_de(context: template.Context, lugar: Any) -> str:
    """The key of the page's picture; without a cut there are no figures to draw."""
    nombre = lugar.url_name if lugar and lugar.namespace == "informes" else ""
    clave = CLAVES.get(nombre, "general")
    dibujable = context.get("corte") or clave == "ayuda"
    if nombre == "informe" and not context.get("anual"):
        dibujable = False
    return clave.format(**lugar.kwargs) if dibujable and clave != "general" else "general"
