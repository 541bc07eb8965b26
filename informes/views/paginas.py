"""Pages that explain the portal: data, method, the rest."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actores.models import Mandato, Organizacion, Pais, PublicoMeta
from informes import graficos
from informes.cache import con_corte, publica
from informes.models import Corte
from informes.mostrado import corte_de
from informes.views.plan import ficha

# --- Where the figures come from ----------------------------------------------------------------


@con_corte
def metodo(request: HttpRequest, corte: Corte) -> HttpResponse:
    """How figures are added up and protected, and the methodology sheet of each Dato."""
    fichas = [{**dato, "ficha": ficha(dato)} for dato in corte.parte("metodo")["datos"]]
    contexto = {
        "fichas": fichas,
        "limite": settings.PRIVACIDAD_LIMITE,
        "estados": graficos.MARCA["estados"],
    }
    return render(request, "informes/metodo.html", contexto)


# --- About the portal ----------------------------------------------------------------------------


@publica
def acerca(request: HttpRequest) -> HttpResponse:
    """What CORETT is, who is in it, who holds its two offices, where it comes from."""
    publicas = Organizacion.objects.filter(publicable=True)
    corte = corte_de(request)
    contexto = {
        "ejes": corte.parte("inicio")["ejes"] if corte else [],
        "publicos": PublicoMeta.objects.all(),
        "paises": Pais.objects.select_related("organismo"),
        "observadores": publicas.filter(roles__rol="observador"),
        "oficios": [
            {"nombre": nombre, "clave": clave, "mandato": vigente(clave)}
            for clave, nombre in Mandato.Oficio.choices
        ],
    }
    return render(request, "informes/acerca.html", contexto)


def vigente(oficio: str) -> Mandato | None:
    """The country that holds an office now, if that is known."""
    return Mandato.objects.vigentes().filter(oficio=oficio).select_related("pais").first()


@publica
def accesibilidad(request: HttpRequest) -> HttpResponse:
    return render(request, "informes/accesibilidad.html")


@publica
def privacidad(request: HttpRequest) -> HttpResponse:
    return render(request, "informes/privacidad.html")


@publica
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone, and where the sitemap is."""
    contexto = {"mapa": request.build_absolute_uri(reverse("sitemap"))}
    return render(
        request, "informes/robots.txt", contexto, content_type="text/plain; charset=utf-8"
    )
