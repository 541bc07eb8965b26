"""What every page of the portal knows: the published cut, the demo banner, the other language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from actores.models import Usuario
from informes.editorial_publico import paginas_del_pie
from informes.miembros import es_miembro
from informes.models import Corte
from informes.mostrado import corte_de, es_previa

SECCIONES = {
    "eje": "plan",
    "objetivo": "plan",
    "actividad": "plan",
    "indicador": "plan",
    "pais": "paises",
    "comparar": "paises",
    "informe": "informes",
    "boletines": "informes",
    "boletin": "informes",
    "metodo": "datos",
    "proyectos": "transparencia",
    "proyecto": "transparencia",
    "estrategia": "plan",
    "noticia": "noticias",
    "campanas": "noticias",
    "campana": "noticias",
    "directorio_mapa": "directorio",
    "miembros_biblioteca": "miembros",
}
"""Pages that belong to a section of the main navigation, besides the section's own."""


def sitio(request: HttpRequest) -> dict[str, Any]:
    """Context processor. ``corte`` is the previewed or the published one; the queries run
    only if the template asks."""
    otro = "es" if (get_language() or "es").startswith("en") else "en"
    corte = SimpleLazyObject(lambda: corte_de(request))
    vista = (request.resolver_match.url_name or "") if request.resolver_match else ""
    return {
        "corte": corte,
        "vista_previa": SimpleLazyObject(lambda: es_previa(corte_de(request))),
        "es_demo": SimpleLazyObject(lambda: es_demo(corte_de(request))),
        "es_miembro": SimpleLazyObject(lambda: es_miembro(getattr(request, "user", None))),
        "paginas_del_pie": SimpleLazyObject(paginas_del_pie),
        "otro_idioma": otro,
        "url_otro_idioma": translate_url(request.get_full_path(), otro),
        "url_absoluta": request.build_absolute_uri(request.path),
        "url_absoluta_otro": request.build_absolute_uri(translate_url(request.path, otro)),
        "seccion": SECCIONES.get(vista, vista),
        "salida_rapida": settings.SALIDA_RAPIDA,
    }


def es_demo(corte: Corte | None) -> bool:
    """Whether what is shown is fictitious."""
    return corte.demo if corte is not None else Usuario.objects.de_demostracion().exists()
