"""Public pages are kept for a minute; whoever has the page already is told so (304).

A visitor has no cookies, so one copy serves all. Whoever has a session or a message
waiting gets a page of their own, which nobody keeps (``corett.middleware.SinCopias``).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from informes import visitas
from informes.models import CorteParte
from informes.mostrado import corte_de

Vista = Callable[..., HttpResponseBase]

VUELTA = "vuelta-de-las-paginas"

SEGUNDOS = 60
"""Short on purpose: a withdrawn cut is gone from every screen a minute or two later."""


def publica(vista: Vista) -> Vista:
    """A page that is the same for every visitor; GET and HEAD only.

    The ETag is a hash of the bytes, so it changes with the cut, the language, the demo
    banner, a new release of the portal and whatever else the page shows.
    """

    @require_safe
    @wraps(vista)
    def con_copia(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if es_de_alguien(request):
            return vista(request, *args, **kwargs)
        clave = clave_de(request)
        copia = cache.get(clave) if clave else None
        if copia:
            respuesta = HttpResponse(copia[0], headers=copia[1])
        else:
            nueva = vista(request, *args, **kwargs)
            if not isinstance(nueva, HttpResponse) or nueva.status_code != 200 or nueva.cookies:
                return nueva
            respuesta = con_sello(nueva)
            if clave and request.method == "GET":
                cache.set(clave, (respuesta.content, dict(respuesta.items())), SEGUNDOS)
        if respuesta.headers["Content-Type"].startswith("text/html") and not hasattr(
            request, "sin_contar"
        ):
            visitas.anotar(request)
        etag = respuesta.headers["ETag"]
        return get_conditional_response(request, etag=etag, response=respuesta) or respuesta

    return con_copia


def con_corte(vista: Vista) -> Vista:
    """A public page drawn from the cut: ``vista(request, corte, …)``.

    Without a published cut a calm page says so; a part that the cut does not have is a 404.
    """

    @publica
    @wraps(vista)
    def pagina(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        corte = corte_de(request)
        if corte is None:
            request.sin_contar = True  # type: ignore[attr-defined] # any address answers so
            return render(request, "informes/sin_corte.html")
        try:
            return vista(request, corte, *args, **kwargs)
        except CorteParte.DoesNotExist as error:
            raise Http404(request.path) from error

    return pagina


def es_de_alguien(request: HttpRequest) -> bool:
    """Whether the page may carry something of one person: a session, a message."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES


def clave_de(request: HttpRequest) -> str:
    """Where the copy is kept; empty when none is: no cut yet, or a question in the address
    (there is no end of questions)."""
    corte = corte_de(request)
    if corte is None or request.GET:
        return ""
    vuelta = cache.get(VUELTA, "")
    lugar = f"{corte.pk} {corte.estado} {vuelta} {request.build_absolute_uri(request.path)}"
    return "pagina-" + hashlib.sha256(lugar.encode()).hexdigest()


def olvidar() -> None:
    """No copy made until now is given out by this process any more; the others' are a minute old
    at most. For what the pages show besides the cut."""
    cache.set(VUELTA, uuid.uuid4().hex, SEGUNDOS * 2)


def con_sello(respuesta: HttpResponse) -> HttpResponse:
    """The headers of a page that may be kept."""
    respuesta.headers["ETag"] = quote_etag(hashlib.sha256(respuesta.content).hexdigest()[:32])
    patch_cache_control(respuesta, public=True, max_age=SEGUNDOS)
    patch_vary_headers(respuesta, ["Cookie"])
    return respuesta
