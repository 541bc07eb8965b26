"""The directory of key actors as visitors see it, and the page where an organisation answers
whether what it says is still so. Live on purpose: a wrong number must vanish at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import tablib
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from actores import archivos
from actores.directorio import EnlaceNoSirve, leer_firma
from actores.forms_directorio import Respuesta
from actores.models import Confirmacion
from actores.operaciones_directorio import responder
from informes import directorio as registro
from informes.cache import publica
from informes.filtros import Filtro

# --- To read -------------------------------------------------------------------------------------


@publica
def directorio(request: HttpRequest) -> HttpResponse:
    """The organisations that may be named, by kind, as far as the filters let through."""
    return lista(request, Filtro(request.GET, registro.elecciones().values()))


def lista(request: HttpRequest, filtro: Filtro) -> HttpResponse:
    todas = registro.publicas()
    halladas = [o for o in todas if registro.pasa(o, filtro)]
    contexto = {
        "filtro": filtro,
        "grupos": registro.por_tipo(halladas),
        "total": len(halladas),
        "todas": len(todas),
        "confirmadas": sum(bool(o.verificada_en) for o in halladas),
    }
    return al_dia(render(request, "informes/directorio.html", contexto, status=filtro.estado))


@publica
def directorio_mapa(request: HttpRequest) -> HttpResponse:
    """The partner map: how many of each kind and theme in each country."""
    elecciones = registro.elecciones()
    filtro = Filtro({"rol": request.GET.get("rol", "")}, [elecciones["rol"]])
    suyas = [o for o in registro.publicas() if registro.pasa(o, filtro)]
    contexto = {
        "filtro": filtro,
        "rol": filtro.elegidos.get("rol", ""),
        "roles": elecciones["rol"].opciones,
        "total": len(suyas),
        "lamina": registro.lamina(suyas, elecciones, filtro.elegidos),
        "por_tipo": registro.matriz(suyas, elecciones, "tipo", filtro.elegidos),
        "por_tema": registro.matriz(suyas, elecciones, "tema", filtro.elegidos),
        "migas": [{"texto": _("Directorio"), "url": reverse("informes:directorio")}],
    }
    return al_dia(render(request, "informes/directorio_mapa.html", contexto, status=filtro.estado))


@publica
def directorio_csv(request: HttpRequest) -> HttpResponse:
    """The public part as a file, as it is filtered."""
    filtro = Filtro(request.GET, registro.elecciones().values())
    if filtro.quejas:
        return lista(request, filtro)
    halladas = [o for o in registro.publicas() if registro.pasa(o, filtro)]
    datos = tablib.Dataset(*map(registro.fila, halladas), headers=registro.COLUMNAS)
    nombre = f"corett-directorio-{timezone.localdate():%Y-%m-%d}-{request.LANGUAGE_CODE}.csv"
    return al_dia(
        HttpResponse(
            archivos.escribir(datos, "csv"),
            content_type=archivos.FORMATOS["csv"],
            headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
        )
    )


def al_dia(respuesta: HttpResponse) -> HttpResponse:
    """Who has a copy asks each time whether it still holds."""
    patch_cache_control(respuesta, max_age=0)
    return respuesta


# --- To confirm ----------------------------------------------------------------------------------

NO_SIRVE = {"roto": 404, "vencido": 410, "respondido": 410, "reemplazado": 410}
"""What a link that does not work answers, by why."""


def con_enlace(vista: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that only the holder of a link sees: kept by nobody, in no search engine, told to no
    other site. The link itself is the proof that a form of it is the organisation's own, so no
    cookie is needed; GET changes nothing, since mail scanners open every link."""

    @csrf_exempt
    @never_cache
    @wraps(vista)
    def pagina(request: HttpRequest, token: str) -> HttpResponse:
        try:
            respuesta = vista(request, leer_firma(token), token)
        except EnlaceNoSirve as error:
            contexto = {"motivo": error.motivo, "confirmacion": error.confirmacion}
            respuesta = render(
                request, "informes/directorio_enlace.html", contexto, status=NO_SIRVE[error.motivo]
            )
        respuesta.headers["Referrer-Policy"] = "no-referrer"
        respuesta.headers["X-Robots-Tag"] = "noindex, nofollow"
        return respuesta

    return pagina


@require_http_methods(["GET", "HEAD", "POST"])
@con_enlace
def directorio_confirmar(
    request: HttpRequest, confirmacion: Confirmacion, token: str
) -> HttpResponse:
    """What the directory says of the organisation; a POST says that it is still so."""
    if request.method == "POST":
        responder(confirmacion, {})
        return redirect("informes:directorio_gracias", "igual")
    contexto = {"o": confirmacion.organizacion, "confirmacion": confirmacion, "token": token}
    return render(request, "informes/directorio_confirmar.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
@con_enlace
def directorio_cambios(
    request: HttpRequest, confirmacion: Confirmacion, token: str
) -> HttpResponse:
    """The form of what changed. Sent as it stood it answers nothing, and the link lives on."""
    enviado = request.POST if request.method == "POST" else None
    respuesta = Respuesta(confirmacion.organizacion, enviado)
    valida = enviado is not None and respuesta.es_valida()
    if valida and (correcciones := respuesta.correcciones()):
        responder(confirmacion, correcciones)
        return redirect("informes:directorio_gracias", "cambios")
    contexto: dict[str, Any] = {"respuesta": respuesta, "o": confirmacion.organizacion}
    contexto |= {"confirmacion": confirmacion, "token": token, "sin_cambios": valida}
    estado = 200 if enviado is None or valida else 422
    return render(request, "informes/directorio_cambios.html", contexto, status=estado)


@require_safe
@never_cache
def directorio_gracias(request: HttpRequest, respuesta: str) -> HttpResponse:
    """Where an answer leads; says nothing about whose it was."""
    if respuesta not in ("igual", "cambios"):
        raise Http404
    return render(request, "informes/directorio_gracias.html", {"respuesta": respuesta})
