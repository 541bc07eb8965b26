"""The library as visitors read it, and its files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from informes import biblioteca
from informes.cache import SEGUNDOS, publica
from informes.models import Publicacion

from .archivos import con_archivo


@publica
def publicaciones(request: HttpRequest) -> HttpResponse:
    """The list: ``?tipo= &pais= &anio= &idioma= &campana= &q= &pagina=``."""
    contexto = biblioteca.lista(request.GET.dict())
    estado = contexto["filtro"].estado
    return render(request, "informes/publicaciones.html", contexto, status=estado)


@publica
def publicacion(request: HttpRequest, slug: str) -> HttpResponse:
    fila = get_object_or_404(Publicacion.objects.publicados().select_related("campana"), slug=slug)
    return render(request, "informes/publicacion.html", biblioteca.de_publicacion(fila))


@require_safe
def publicacion_archivo(
    request: HttpRequest, slug: str, nombre: str, extension: str
) -> HttpResponseBase:
    """``/publicaciones/guia/guia.pdf``: whole or the part asked for; of a draft, only for those
    who may read drafts."""
    pieza = get_object_or_404(Publicacion, slug=slug)
    if not pieza.es_publico and not request.user.has_perm("informes.view_publicacion"):
        raise Http404(nombre)
    archivo = biblioteca.archivos(pieza).get(nombre)
    if archivo is None or archivo.extension != extension:
        raise Http404(nombre)
    etag = quote_etag(archivo.huella)
    respuesta = get_conditional_response(request, etag=etag) or con_archivo(
        request, archivo, etag, 0
    )
    respuesta["ETag"] = etag
    respuesta["X-Content-Type-Options"] = "nosniff"
    if pieza.es_publico:
        patch_cache_control(respuesta, public=True, max_age=SEGUNDOS)
    else:
        patch_cache_control(respuesta, private=True, no_store=True)
    return respuesta
