"""The members' pages: only for people of the coalition, kept by no browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from informes import miembros as paginas
from informes.models import DocumentoInterno
from informes.operaciones import biblioteca
from planes.views.comun import Peticion
from planes.views.evidencias import descarga


def de_miembros(vista: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Whoever has no account logs in first; whoever is no member is told so (403)."""

    @require_safe
    @login_required
    @never_cache
    @wraps(vista)
    def protegida(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not paginas.es_miembro(request.user):
            raise PermissionDenied
        return vista(request, *args, **kwargs)

    return protegida


@de_miembros
def miembros(request: Peticion) -> HttpResponse:
    return render(request, "informes/miembros.html", paginas.inicio())


@de_miembros
def miembros_biblioteca(request: Peticion) -> HttpResponse:
    """The library: ``?comite= &tipo= &anio= &q= &pagina=``."""
    contexto = paginas.biblioteca(request.GET.dict())
    estado = contexto["filtro"].estado
    return render(request, "informes/miembros_biblioteca.html", contexto, status=estado)


@de_miembros
def miembros_documento(request: Peticion, pk: int) -> HttpResponseBase:
    """A document, to keep: never shown by the browser inside the portal."""
    documento = get_object_or_404(DocumentoInterno, pk=pk)
    try:
        archivo = biblioteca.abrir_interno(documento=documento, por=request.user)
    except OSError as error:
        raise Http404(pk) from error
    return descarga(archivo, paginas.nombre_de_descarga(documento), documento.formato)
