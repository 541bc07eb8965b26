"""What every page of the portal knows: the published cut, the demo banner, the other language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from actores.models import Usuario
from informes.models import Corte


def sitio(request: HttpRequest) -> dict[str, Any]:
    """Context processor. ``corte`` is a view's own (a preview) or the published one; the
    queries run only if the template asks."""
    otro = "es" if (get_language() or "es").startswith("en") else "en"
    corte = SimpleLazyObject(lambda: corte_de(request))
    return {
        "corte": corte,
        "es_demo": SimpleLazyObject(lambda: es_demo(corte_de(request))),
        "otro_idioma": otro,
        "url_otro_idioma": translate_url(request.get_full_path(), otro),
        "url_absoluta": request.build_absolute_uri(request.path),
        "seccion": request.resolver_match.url_name if request.resolver_match else "",
    }


def corte_de(request: HttpRequest) -> Corte | None:
    """The cut this request shows, read once."""
    if not hasattr(request, "corte"):
        request.corte = Corte.objects.vigente()  # type: ignore[attr-defined]
    return request.corte  # type: ignore[attr-defined]


def es_demo(corte: Corte | None) -> bool:
    """Whether what is shown is fictitious."""
    return corte.demo if corte is not None else Usuario.objects.de_demostracion().exists()
