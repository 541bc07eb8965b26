"""News, campaigns and pages as visitors read them, and their pictures."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from informes import editorial_imagen, editorial_publico
from informes.cache import SEGUNDOS, publica
from informes.editorial_imagen import CARPETA, Imagen
from informes.models import Campana, Ilustracion, Noticia, Pagina, Publicacion
from informes.models.editorial import Editorial

# --- News ----------------------------------------------------------------------------------------


@publica
def noticias(request: HttpRequest) -> HttpResponse:
    """The list: ``?anio= &pais= &tipo= &pagina=``."""
    contexto = editorial_publico.lista_de_noticias(request.GET.dict())
    estado = contexto["filtro"].estado
    return render(request, "informes/noticias.html", contexto, status=estado)


@publica
def noticia(request: HttpRequest, slug: str) -> HttpResponse:
    fila = get_object_or_404(Noticia.objects.publicados(), slug=slug)
    return render(request, "informes/noticia.html", editorial_publico.de_noticia(fila))


# --- Campaigns and pages -------------------------------------------------------------------------


@publica
def campanas(request: HttpRequest) -> HttpResponse:
    contexto = {"campanas": editorial_publico.lista_de_campanas()}
    return render(request, "informes/campanas.html", contexto)


@publica
def campana(request: HttpRequest, slug: str) -> HttpResponse:
    fila = get_object_or_404(Campana.objects.publicados(), slug=slug)
    return render(request, "informes/campana.html", editorial_publico.de_campana(fila))


@publica
def pagina(request: HttpRequest, slug: str) -> HttpResponse:
    fila = get_object_or_404(Pagina.objects.publicados(), slug=slug)
    return render(request, "informes/pagina.html", editorial_publico.de_pagina(fila))


# --- Pictures ------------------------------------------------------------------------------------

CON_IMAGEN: tuple[type[Editorial], ...] = (Noticia, Campana, Pagina, Publicacion)


@require_safe
def imagen_editorial(request: HttpRequest, nombre: str) -> HttpResponseBase:
    """A picture in one of its widths: of what is public, for all; of a draft, for those who may
    read drafts."""
    pedida = Imagen.de(nombre)
    if pedida is None:
        raise Http404(nombre)
    es_de_todos = esta_publicada(pedida)
    if not es_de_todos and not request.user.has_perm("informes.view_noticia"):
        raise Http404(nombre)
    etag = quote_etag(nombre)
    respuesta = get_conditional_response(request, etag=etag) or archivo_de(pedida)
    respuesta["ETag"] = etag
    respuesta["X-Content-Type-Options"] = "nosniff"
    if es_de_todos:
        patch_cache_control(respuesta, public=True, max_age=SEGUNDOS)
    else:
        patch_cache_control(respuesta, private=True, no_store=True)
    return respuesta


def esta_publicada(imagen: Imagen) -> bool:
    """Whether a piece that visitors see shows it, in this width or in another."""
    comienzo = f"{CARPETA}{imagen.clave}-"
    return any(
        tabla._default_manager.publicados().filter(imagen__startswith=comienzo).exists()  # type: ignore[attr-defined]
        for tabla in CON_IMAGEN
    ) or en_una_publicada(comienzo)


def en_una_publicada(comienzo: str) -> bool:
    de_noticia = models.Q(noticia__in=Noticia.objects.publicados())
    de_campana = models.Q(campana__in=Campana.objects.publicados())
    return Ilustracion.objects.filter(de_noticia | de_campana, imagen__startswith=comienzo).exists()


def archivo_de(imagen: Imagen) -> HttpResponse:
    try:
        with default_storage.open(CARPETA + imagen.nombre, "rb") as archivo:
            return HttpResponse(archivo.read(), content_type=editorial_imagen.TIPO)
    except OSError as error:
        raise Http404(imagen.nombre) from error
