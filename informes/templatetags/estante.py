"""What templates need to show documents and their files."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from informes.estante import direccion, es_borrador, nombre_de_archivo
from informes.models import Informe

register = template.Library()

register.filter("que_archivo", nombre_de_archivo)
register.filter("direccion", direccion)
register.filter("es_borrador", es_borrador)


@register.filter
def nombrado(informe: Informe) -> SafeString:
    """What ``str(informe)`` says; its subject is told in the document's own language."""
    tipo, idioma = informe.get_tipo_display(), informe.get_idioma_display()
    if not informe.nombre_sujeto:
        return format_html("{} {} ({})", tipo, informe.anio, idioma)
    return format_html(
        '{} {} · <span lang="{}">{}</span> ({})',
        tipo, informe.anio, informe.idioma, informe.nombre_sujeto, idioma,
    )  # fmt: skip
