"""Search over the plan, the reports, the news, the directory and the glossary."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import gettext as _

from informes import busqueda, figuras, pide_ayuda
from informes.buscador import POCOS, Respuesta
from informes.cache import publica
from informes.filtros import Eleccion, Filtro, pregunta
from informes.mostrado import corte_de

POR_PAGINA = 15


@publica
def buscar(request: HttpRequest) -> HttpResponse:
    """``?q=`` what is sought, ``&en=`` one kind of result, ``&pagina=``."""
    elecciones = [Eleccion("en", _("Clase de resultado"), list(busqueda.CLASES.items()))]
    filtro = Filtro(request.GET, elecciones)
    idioma = figuras.idioma_actual()
    respuesta, otro = Respuesta(()), None
    if filtro.q:
        respuesta = busqueda.indice(corte_de(request), idioma).buscar(filtro.q, idioma)
    if filtro.q and respuesta.llenos < POCOS:
        otro = en_otro(request, filtro.q, respuesta.llenos)
    contexto = {**resultados(sin_desliz(respuesta, filtro.q, otro), filtro), "en_otro": otro}
    return render(request, "informes/buscar.html", contexto, status=filtro.estado)


def sin_desliz(respuesta: Respuesta, consulta: str, otro: dict[str, Any] | None) -> Respuesta:
    """Without a suggestion for what is well written in the other language, or a call for help."""
    bien_escrita = otro or pide_ayuda.grado(consulta) == pide_ayuda.PELIGRO
    return replace(respuesta, sugerencia="") if bien_escrita else respuesta


def resultados(respuesta: Respuesta, filtro: Filtro) -> dict[str, Any]:
    """What the page shows."""
    cuantas = Counter(h.ficha.clase for h in respuesta.hallazgos)
    clase = filtro.elegidos.get("en", "")
    suyos = [
        (h, busqueda.CLASES[h.ficha.clase])
        for h in respuesta.hallazgos
        if clase in ("", h.ficha.clase)
    ]
    return {
        "consulta": filtro.q,
        "filtro": filtro,
        "pagina": filtro.hoja(suyos, POR_PAGINA),
        "total": len(respuesta.hallazgos),
        "clase": clase,
        "clases": [
            (c, nombre, cuantas[c])
            for c, nombre in busqueda.CLASES.items()
            if cuantas[c] or c == clase
        ],
        "completa": respuesta.completa,
        "sugerencia": respuesta.sugerencia,
        "ayuda": pide_ayuda.grado(filtro.q) or pide_ayuda.grado(respuesta.sugerencia),
        "filtros": filtro.consulta,
    }


def en_otro(request: HttpRequest, consulta: str, aqui: int) -> dict[str, Any] | None:
    """Where the same is found in the other language and how often, if that is more than here."""
    idioma, n = busqueda.en_otro_idioma(corte_de(request), consulta, figuras.idioma_actual())
    if n <= aqui:
        return None
    return {
        "idioma": idioma,
        "n": n,
        "url": translate_url(request.path, idioma) + pregunta({"q": consulta}),
    }
