"""The quarterly bulletins: the list, and each number as a page."""

from __future__ import annotations

from itertools import groupby

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from informes import estante, familia
from informes.cache import publica
from informes.documentos.boletin import contenido
from informes.models import EvidenciaPublicada, Informe
from informes.mostrado import informes_de


def numeros(request: HttpRequest) -> QuerySet[Informe]:
    """The numbers that this request may read, in every language, the newest year first."""
    return (
        informes_de(request)
        .filter(tipo=Informe.Tipo.BOLETIN)
        .select_related("corte")
        .prefetch_related("formas")
        .order_by("-anio")
    )


@publica
def boletines(request: HttpRequest) -> HttpResponse:
    """Every published number, newest first, its languages beside each other."""
    anios = [
        {
            "anio": anio,
            "numeros": [
                {
                    "documentos": documento.versiones,
                    "principal": documento.principal,
                    "meses": familia.TRIMESTRES[documento.sujeto][request.LANGUAGE_CODE],
                }
                for documento in reversed(estante.documentos(grupo, request.LANGUAGE_CODE))
            ],
        }
        for anio, grupo in groupby(numeros(request), key=lambda i: i.anio)
    ]
    return render(request, "informes/boletines.html", {"anios": anios})


@publica
def boletin(request: HttpRequest, anio: int, trimestre: str) -> HttpResponse:
    """A number as it was made in the reader's language; 404 where it was not."""
    hallados = numeros(request).filter(anio=anio, sujeto=trimestre)
    documentos = sorted(hallados, key=lambda i: i.idioma != request.LANGUAGE_CODE)
    if not documentos or documentos[0].idioma != request.LANGUAGE_CODE:
        raise Http404(request.path)
    informe = documentos[0]
    claves = [e["clave"] for e in informe.narrativa.get("evidencia", [])]
    contexto = {
        **contenido(informe),
        "informe": informe,
        "anio": anio,
        "documentos": documentos,
        # What has been withdrawn since is not shown any more.
        "publicadas": list(EvidenciaPublicada.objects.publicas().filter(clave__in=claves)),
        "migas": [{"texto": _("Boletines"), "url": reverse("informes:boletines")}],
    }
    if len(documentos) == 1:
        contexto |= {"en_un_idioma": True, "url_otro_idioma": lista_en_el_otro(informe.idioma)}
    return render(request, "informes/boletin.html", contexto)


def lista_en_el_otro(idioma: str) -> str:
    """Where the reader goes who wants a language in which this number does not exist."""
    with override("en" if idioma == "es" else "es"):
        return reverse("informes:boletines")
