"""The reports: by year, and each year's family of documents with downloads and earlier versions."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from informes import estante, figuras, vigencia
from informes.cache import publica
from informes.models import Corte, Informe
from informes.mostrado import corte_de, es_previa, informes_de


@publica
def informes(request: HttpRequest) -> HttpResponse:
    """Every year with published documents, newest first: the annual report and what else there
    is."""
    anios = [
        {"anio": anio, **en_el_estante(list(suyos))}
        for anio, suyos in groupby(mostrados(request), key=lambda i: i.anio)
    ]
    return render(request, "informes/informes.html", {"anios": anios})


def mostrados(request: HttpRequest) -> QuerySet[Informe]:
    """The documents that this request shows, with their files."""
    suyos = informes_de(request).select_related("corte").prefetch_related("formas")
    return suyos.defer("narrativa")


def en_el_estante(suyos: list[Informe]) -> dict[str, Any]:
    """The documents of a year as templates show them: ``anual`` (None when there is none) and
    ``grupos``; ``fecha``, that of the data they stand on; ``borradores``, whether any is a draft
    that only this person sees."""
    hechos = estante.documentos(suyos, figuras.idioma_actual())
    return {
        "anual": estante.anual(hechos),
        "grupos": estante.grupos(hechos),
        "fecha": max((i.corte.fecha for i in suyos), default=None),
        "borradores": any(estante.es_borrador(i) for i in suyos),
    }


@publica
def informe(request: HttpRequest, anio: int) -> HttpResponse:
    """The documents of a year. Of the annual report, when it was withdrawn, why."""
    versiones = vigencia.historia_de_informes(anio=anio)
    suyos = [v.cosa for v in versiones if v.estado == vigencia.VIGENTE]
    if es_previa(corte_de(request)):
        suyos = list(mostrados(request).filter(anio=anio))
    if not versiones and not suyos:
        raise Http404(request.path)
    contexto = en_el_estante(suyos)
    del_anual = [v for v in versiones if v.cosa.tipo == Informe.Tipo.ANUAL]
    contexto |= {
        "anio": anio,
        "del_anual": bool(del_anual or contexto["anual"]),
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
