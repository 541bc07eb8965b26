"""The Estrategia de visibilidad y comunicación on the site: where each of its actions stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from informes import laminas_estrategia
from informes.cache import con_corte
from informes.models import Corte
from informes.views.transparencia import partes_de


@con_corte
def estrategia(request: HttpRequest, corte: Corte) -> HttpResponse:
    """Its ejes, states, grades and calendar on the cut's day; a cut made before the Estrategia was
    part of it says so."""
    contexto: dict[str, Any] = {"migas": [{"texto": _("El plan"), "url": reverse("informes:plan")}]}
    parte = partes_de(corte, "estrategia").get("estrategia")
    if parte is None:
        return render(request, "informes/estrategia.html", contexto)
    ejes = laminas_estrategia.ejes(parte)
    contexto |= {
        "parte": parte,
        "ejes": ejes,
        "calificadas": [c for c in parte["calificaciones"] if c["acciones"]],
        "anios": laminas_estrategia.por_anio(ejes),
        "apartados": laminas_estrategia.apartados(parte),
        # Every text in it went through ``html.escape``.
        "dibujo": mark_safe(laminas_estrategia.dibujo(parte, ejes)),
    }
    return render(request, "informes/estrategia.html", contexto)
