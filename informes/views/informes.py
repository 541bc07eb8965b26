"""The reports: by year, and each year's with its figures, downloads and earlier versions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from informes import figuras, vigencia
from informes.cache import publica
from informes.models import Informe


@publica
def informes(request: HttpRequest) -> HttpResponse:
    """Every published document, newest year first, its languages beside each other."""
    publicados = Informe.objects.publicados().select_related("corte")
    anios = [
        {"anio": anio, "documentos": primero_el_suyo(request, documentos)}
        for anio, documentos in groupby(publicados, key=lambda i: i.anio)
    ]
    return render(request, "informes/informes.html", {"anios": anios})


def primero_el_suyo(request: HttpRequest, documentos: Iterable[Informe]) -> list[Informe]:
    """The same documents, the one in the reader's language first."""
    return sorted(documentos, key=lambda i: i.idioma != request.LANGUAGE_CODE)


@publica
def informe(request: HttpRequest, anio: int) -> HttpResponse:
    """The annual report of a year. When it was withdrawn, the page says so and why."""
    versiones = vigencia.historia_de_informes(anio)
    if not versiones:
        raise Http404(request.path)
    vigentes = primero_el_suyo(request, (v.cosa for v in versiones if v.estado == vigencia.VIGENTE))
    origen = vigentes[0].corte if vigentes else None
    parte = origen.parte("inicio") if origen else None
    destacados = figuras.destacados(parte) if parte else []
    contexto = {
        "anio": anio,
        "vigentes": vigentes,
        "anteriores": [v for v in versiones if v.estado != vigencia.VIGENTE],
        "origen": origen,
        "parte": parte,
        "destacados": destacados,
        "figuras_destacadas": [d["figura"] for d in destacados],
        "direccion": request.build_absolute_uri(request.path),
        "migas": [{"texto": _("Informes"), "url": reverse("informes:informes")}],
    }
    return render(request, "informes/informe.html", contexto)
