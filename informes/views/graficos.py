"""The charts that have an address of their own: page, files, what partners put in theirs; and how
to link the portal."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from actores.models import Organizacion
from informes import cuadro_svg, cuadros_publicos, figuras, galeria, marco
from informes.cache import con_corte, publica
from informes.cuadro import Cuadro
from informes.marcas import explicadas
from informes.models import Corte
from informes.mostrado import corte_de


@con_corte
def graficos(request: HttpRequest, corte: Corte) -> HttpResponse:
    """Every chart, to find one and its address: ``?q=&tema=``."""
    todos = galeria.grupos(corte)
    grupos, filtro = galeria.elegir(todos, request.GET.dict())
    contexto = {
        "grupos": grupos,
        "filtro": filtro,
        "hallados": sum(len(grupo.laminas) for grupo in grupos),
    }
    return render(request, "informes/graficos.html", contexto, status=filtro.estado)


@con_corte
def grafico(request: HttpRequest, corte: Corte, clave: str) -> HttpResponse:
    """A chart with its table, files, citation and what to copy into another page."""
    cuadro = cuadros_publicos.cuadro(corte, clave)
    contexto = {
        **para_insertar(request, cuadro),
        "svg": mark_safe(cuadro.svg),
        "csv_bytes": len(cuadro.csv),
        "svg_bytes": len(dibujo(request, cuadro)),
        "migas": [{"texto": _("Gráficos"), "url": reverse("informes:graficos")}],
    }
    return render(request, "informes/grafico.html", contexto)


def para_insertar(request: HttpRequest, cuadro: Cuadro) -> dict[str, Any]:
    """What ``informes/_codigo.html`` and a sample beside it need."""
    insertado = request.build_absolute_uri(reverse("informes:incrustar", args=[cuadro.clave]))
    return {
        "cuadro": cuadro,
        "svg": mark_safe(cuadro_svg.sin_enlaces(cuadro.svg)),
        "insertado": insertado,
        "alto": marco.alto(cuadro, [texto for _m, texto in explicadas(cuadro.dibujadas)]),
    }


@con_corte
def grafico_csv(request: HttpRequest, corte: Corte, clave: str) -> HttpResponse:
    cuadro = cuadros_publicos.cuadro(corte, clave)
    return adjunto(cuadro.csv, "text/csv; charset=utf-8", f"{cuadro.nombre_archivo}.csv")


@con_corte
def grafico_svg(request: HttpRequest, corte: Corte, clave: str) -> HttpResponse:
    cuadro = cuadros_publicos.cuadro(corte, clave)
    return adjunto(dibujo(request, cuadro), "image/svg+xml", f"{cuadro.nombre_archivo}.svg")


def dibujo(request: HttpRequest, cuadro: Cuadro) -> bytes:
    """The chart as a file, with the address where it is kept up to date."""
    pagina = reverse("informes:grafico", args=[cuadro.clave])
    direccion = request.build_absolute_uri(pagina)
    return cuadro_svg.suelto(cuadro, direccion, figuras.idioma_actual()).encode()


def adjunto(contenido: bytes, tipo: str, nombre: str) -> HttpResponse:
    disposicion = {"Content-Disposition": f'attachment; filename="{nombre}"'}
    return HttpResponse(contenido, content_type=tipo, headers=disposicion)


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"], "script-src": ["'none'"]})
@publica
def incrustar(request: HttpRequest, clave: str) -> HttpResponse:
    """The chart alone, for a frame in a partner's page: the only address that may be framed.

    Without a published cut it says so in the same small page."""
    corte = corte_de(request)
    if corte is None:
        return render(request, "informes/incrustar.html")
    cuadro = cuadros_publicos.cuadro(corte, clave)
    svg = mark_safe(cuadro_svg.sin_enlaces(cuadro.svg))
    return render(request, "informes/incrustar.html", {"cuadro": cuadro, "svg": svg})


@publica
def enlazanos(request: HttpRequest) -> HttpResponse:
    """Why and how an institution links the portal (R27), and who does."""
    corte = corte_de(request)
    contexto = {
        **(para_insertar(request, cuadros_publicos.cuadro(corte, "estados")) if corte else {}),
        "inicio": request.build_absolute_uri(reverse("informes:inicio")),
        "ayuda": request.build_absolute_uri(reverse("informes:ayuda_victimas")),
        "enlazan": Organizacion.objects.filter(publicable=True)
        .exclude(pagina_que_enlaza="")
        .select_related("pais"),
    }
    return render(request, "informes/enlazanos.html", contexto)
