"""Where to get help. Never kept by anybody, never counted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from informes import lineas


@require_safe
@never_cache
def ayuda_victimas(request: HttpRequest) -> HttpResponse:
    """Verified help lines and routes only, read at this moment."""
    paises, general = lineas.ayuda()
    return render(
        request,
        "informes/ayuda_victimas.html",
        {"paises": paises, "general": general, "con_ruta": [p for p in paises if p.ruta]},
    )
