"""Search over the plan, the reports, the news, the directory and the glossary."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from informes import busqueda, figuras
from informes.buscador import Respuesta, palabras, sin_tildes
from informes.cache import publica
from informes.mostrado import corte_de

LARGO = 200
POR_PAGINA = 15


@publica
def buscar(request: HttpRequest) -> HttpResponse:
    """``?q=`` what is sought, ``&en=`` one kind of result, ``&pagina=``."""
    consulta = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LARGO]
    idioma = figuras.idioma_actual()
    respuesta = Respuesta(())
    if consulta:
        respuesta = busqueda.indice(corte_de(request), idioma).buscar(consulta, idioma)
    contexto = resultados(respuesta, consulta, request.GET)
    return render(request, "informes/buscar.html", contexto)


def resultados(respuesta: Respuesta, consulta: str, pedido: Any) -> dict[str, Any]:
    """What the page shows; an unknown kind is as none, a page beyond the end is the last."""
    cuantas = Counter(h.ficha.clase for h in respuesta.hallazgos)
    clase = pedido.get("en", "") if pedido.get("en", "") in cuantas else ""
    suyos = [
        (h, busqueda.CLASES[h.ficha.clase])
        for h in respuesta.hallazgos
        if clase in ("", h.ficha.clase)
    ]
    return {
        "consulta": consulta,
        "largo": LARGO,
        "pagina": Paginator(suyos, POR_PAGINA).get_page(pedido.get("pagina")),
        "total": len(respuesta.hallazgos),
        "clase": clase,
        "clases": [(c, nombre, cuantas[c]) for c, nombre in busqueda.CLASES.items() if cuantas[c]],
        "completa": respuesta.completa,
        "sugerencia": respuesta.sugerencia,
        "pide_ayuda": busqueda.DE_AYUDA & {sin_tildes(p) for p in palabras(consulta)},
        "filtros": urlencode({"q": consulta} | ({"en": clase} if clase else {})),
    }
