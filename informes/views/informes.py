"""The reports: by year, and each year's family of documents with downloads and earlier versions."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from informes import estante, figuras, vigencia
from informes.cache import publica
from informes.models import Corte, Informe


@publica
def informes(request: HttpRequest) -> HttpResponse:
    """Every year with published documents, newest first: the annual report and what else there
    is."""
    publicados = (
        Informe.objects.publicados()
        .select_related("corte")
        .prefetch_related("formas")
        .defer("narrativa")
    )
    anios = [
        {"anio": anio, **en_el_estante(request, list(suyos))}
        for anio, suyos in groupby(publicados, key=lambda i: i.anio)
    ]
    return render(request, "informes/informes.html", {"anios": anios})


def en_el_estante(request: HttpRequest, suyos: list[Informe]) -> dict[str, Any]:
    """The documents of a year as templates show them: ``anual`` (None when there is none) and
    ``grupos``; ``fecha``, that of the data they stand on."""
    hechos = estante.documentos(suyos, figuras.idioma_actual())
    return {
        "anual": estante.anual(hechos),
        "grupos": estante.grupos(hechos),
        "fecha": max((i.corte.fecha for i in suyos), default=None),
    }


@publica
def informe(request: HttpRequest, anio: int) -> HttpResponse:
    """The documents of a year. Of the annual report, when it was withdrawn, why."""
    versiones = vigencia.historia_de_informes(anio=anio)
    if not versiones:
        raise Http404(request.path)
    contexto = en_el_estante(request, [v.cosa for v in versiones if v.estado == vigencia.VIGENTE])
    del_anual = [v for v in versiones if v.cosa.tipo == Informe.Tipo.ANUAL]
    contexto |= {
        "anio": anio,
        "del_anual": del_anual,
        "retirada": next((v for v in del_anual if v.estado == vigencia.RETIRADO), None),
        "anteriores": [v for v in versiones if v.estado != vigencia.VIGENTE],
        "direccion": request.build_absolute_uri(request.path),
        "migas": [{"texto": _("Informes"), "url": reverse("informes:informes")}],
    }
    if contexto["anual"]:
        contexto |= cifras_clave(contexto["anual"].principal.corte)
    return render(request, "informes/informe.html", contexto)


def cifras_clave(origen: Corte) -> dict[str, Any]:
    """What the annual report says first, from its own cut."""
    parte = origen.parte("inicio")
    destacados = figuras.destacados(parte)
    return {
        "origen": origen,
        "parte": parte,
        "destacados": destacados,
        "figuras_destacadas": [d["figura"] for d in destacados],
    }
