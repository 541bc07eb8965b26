"""The member countries: side by side, and each on its page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from actores.models import LineaDenuncia, Organizacion
from informes import comparacion_paises, figuras
from informes.cache import con_corte
from informes.figuras import Parte
from informes.marcha import mapa_de_marcha
from informes.models import Corte, EvidenciaPublicada, Informe
from informes.mostrado import informes_de


@con_corte
def paises(request: HttpRequest, corte: Corte) -> HttpResponse:
    """Map and table: how much of what is asked of each country is under way or done."""
    lista = [con_aprobados(p) for p in corte.parte("paises")["paises"]]
    return render(request, "informes/paises.html", {"mapa": mapa_de_marcha(lista)})


def direcciones(request: HttpRequest, consulta: str) -> dict[str, str]:
    """The page's permanent address with its question, in both languages."""
    otra = translate_url(request.path, "es" if figuras.idioma_actual() == "en" else "en")
    return {
        "url_absoluta": request.build_absolute_uri(request.path + consulta),
        "url_absoluta_otro": request.build_absolute_uri(otra + consulta),
    }


def con_aprobados(pais: Parte) -> Parte:
    """A country with the number of its approved reports; ``hay``: whether there is any."""
    aprobados = sum(reporte["aprobado"] for reporte in pais["reportes"])
    return {**pais, "aprobados": aprobados, "hay": aprobados > 0}


@con_corte
def pais(request: HttpRequest, corte: Corte, codigo: str) -> HttpResponse:
    """A country: its body, help lines, what it reported, its states by eje, its figures by year.

    Help lines and organisations are live; who has a copy of the page asks each time whether it
    still holds (``informes.senales`` has the server forget its own).
    """
    if codigo != codigo.lower():
        return redirect("informes:pais", codigo.lower(), permanent=True)
    parte = con_aprobados(corte.parte(f"pais/{codigo}"))
    contexto = {
        "parte": parte,
        "ejes": [eje_del_pais(parte, eje) for eje in parte["ejes"]],
        "nacionales": nacionales(request, corte, codigo),
        "lineas": LineaDenuncia.objects.filter(pais__codigo=codigo, verificada_en__isnull=False),
        "organismo": Organizacion.objects.filter(
            pais__codigo=codigo, roles__rol="miembro", publicable=True
        ).first(),
        "publicadas": list(
            EvidenciaPublicada.objects.publicas().filter(plan=corte.plan_id, pais__codigo=codigo)
        ),
        "migas": [{"texto": _("Países"), "url": reverse("informes:paises")}],
    }
    respuesta = render(request, "informes/pais.html", contexto)
    patch_cache_control(respuesta, max_age=0)
    return respuesta


@con_corte
def comparar(request: HttpRequest, corte: Corte) -> HttpResponse:
    """Two countries side by side; without two, the form and a sentence."""
    paises = corte.parte("paises")["paises"]
    filtro = comparacion_paises.leer(request.GET, paises)
    a, b = (filtro.elegidos.get(lado, "") for lado in ("a", "b"))
    contexto: Parte = {"paises": paises, "a": a, "b": b, "filtro": filtro}
    if a and b:
        lados = [con_aprobados(corte.parte(f"pais/{codigo}")) for codigo in (a, b)]
        contexto |= {"lados": lados, "ejes": comparacion_paises.comparar(*lados)}
        contexto |= direcciones(request, f"?a={a}&b={b}")
    contexto["migas"] = [{"texto": _("Países"), "url": reverse("informes:paises")}]
    return render(request, "informes/comparar.html", contexto, status=filtro.estado)


def nacionales(request: HttpRequest, corte: Corte, codigo: str) -> list[Informe]:
    """The country's report made from that cut, the one in the reader's language first."""
    suyos = informes_de(request).filter(corte=corte, tipo=Informe.Tipo.NACIONAL, sujeto=codigo)
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
