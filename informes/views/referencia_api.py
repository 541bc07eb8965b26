"""The reference of the API, for people: a page of the site, which works without a program."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from informes.api import descripcion, referencia
from informes.cache import publica


@publica
def referencia_api(request: HttpRequest) -> HttpResponse:
    """Every address of the API, what it can be asked, and an example of what it answers."""
    dicho = json.loads(descripcion.escrita())
    temas = referencia.temas(dicho)
    contexto = {
        "temas": temas,
        "comunes": referencia.comunes(temas),
        "formas": referencia.formas(dicho),
        "migas": [{"texto": _("Datos abiertos"), "url": reverse("informes:datos")}],
    }
    return render(request, "informes/referencia_api.html", contexto)
