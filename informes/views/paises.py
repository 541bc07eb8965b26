"""The member countries: side by side, and each on its page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from actores.models import Organizacion
from informes import figuras
from informes.cache import con_corte
from informes.figuras import Parte
from informes.models import Corte, EvidenciaPublicada, Informe
from informes.views.plan import mapa_de_marcha


@con_corte
def paises(request: HttpRequest, corte: Corte) -> HttpResponse:
    """Map and table: how much of what is asked of each country is under way or done."""
    lista = [con_aprobados(p) for p in corte.parte("paises")["paises"]]
    return render(request, "informes/paises.html", {"mapa": mapa_de_marcha(lista)})


def con_aprobados(pais: Parte) -> Parte:
    """A country with the number of its approved reports; ``hay``: whether there is any."""
    aprobados = sum(reporte["aprobado"] for reporte in pais["reportes"])
    return {**pais, "aprobados": aprobados, "hay": aprobados > 0}


@con_corte
def pais(request: HttpRequest, corte: Corte, codigo: str) -> HttpResponse:
    """A country: what it reported, its states by eje, its figures by year."""
    parte = con_aprobados(corte.parte(f"pais/{codigo}"))
    contexto = {
        "parte": parte,
        "ejes": [eje_del_pais(parte, eje) for eje in parte["ejes"]],
        "nacionales": nacionales(corte, codigo),
        "organismo": Organizacion.objects.filter(
            pais__codigo=codigo, roles__rol="miembro", publicable=True
        ).first(),
        "publicadas": list(
            EvidenciaPublicada.objects.publicas().filter(plan=corte.plan_id, pais__codigo=codigo)
        ),
        "migas": [{"texto": _("Países"), "url": reverse("informes:paises")}],
    }
    return render(request, "informes/pais.html", contexto)


def nacionales(corte: Corte, codigo: str) -> list[Informe]:
    """The country's published report made from that cut, the one in the reader's language
    first."""
    suyos = Informe.objects.publicados().filter(
        corte=corte, tipo=Informe.Tipo.NACIONAL, sujeto=codigo
    )
    idioma = figuras.idioma_actual()
    return sorted(suyos.prefetch_related("formas"), key=lambda i: i.idioma != idioma)


def eje_del_pais(parte: Parte, eje: Parte) -> Parte:
    """An eje with the country's own activities, their distribution, and its series of figures."""
    estados = [a["estado"] for a in eje["actividades"]]
    series = [
        {**serie, "dato": d["dato"], "indicador": d["indicador"]}
        for d in parte["datos"]
        if d["eje"] == eje["numero"]
        for serie in d["series"]
    ]
    return {
        **eje,
        "distribucion": {estado: estados.count(estado) for estado in estados},
        "series": series,
    }
