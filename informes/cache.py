"""Public pages are kept for a minute; whoever has the page already is told so (304).

A visitor has no cookies, so one copy serves all. Whoever has a session or a message
waiting gets a page of their own, which nobody keeps (``corett.middleware.SinCopias``).

A copy is given out only while the cut is the one it was drawn from and nothing else that is
shown has changed since (``Renovacion``). The database is asked that for every page, so that what
one process publishes or withdraws is new, or gone, in all of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt

from informes import visitas
from informes.models import Corte, CorteParte, Renovacion
from informes.mostrado import corte_de

Vista = Callable[..., HttpResponseBase]

SEGUNDOS = 60
"""What is shown from some moment on (a piece of news that waits for its hour) is this late."""

SE_LEE = ("GET", "HEAD")

Sello = tuple[int, int]
"""What a copy was drawn from: the published cut and the number of ``Renovacion``."""

comprimir = GZipMiddleware(lambda request: HttpResponse()).process_response


def publica(vista: Vista) -> Vista:
    """A page that is the same for every visitor; GET and HEAD only.

    The ETag is a hash of the bytes, so it changes with the cut, the language, the demo
    banner, a new release of the portal and whatever else the page shows.
    """

    @csrf_exempt  # nothing is written here: who sends something learns that (405), not a 403
    @wraps(vista)
    def con_copia(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in SE_LEE:
            return HttpResponseNotAllowed(SE_LEE, render_to_string("405.html", request=request))
        if es_de_alguien(request):
            return vista(request, *args, **kwargs)
        clave = clave_de(request)
        respuesta = copia_de(clave)
        if respuesta is None:
            # Read before the page is drawn: what changes meanwhile makes the copy an old one.
            sello = sello_de(request) if clave else None
            nueva = vista(request, *args, **kwargs)
            if not isinstance(nueva, HttpResponse) or nueva.status_code != 200 or nueva.cookies:
                return nueva
            respuesta = con_sello(nueva)
            if sello and request.method == "GET":
                respuesta = guardada(request, respuesta, clave, sello)
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
    """Where the copy is kept, packed or not; empty for a question in the address (there is no
    end of questions)."""
    if request.GET:
        return ""
    empacada = re_accepts_gzip.search(request.headers.get("Accept-Encoding", ""))
    lugar = f"{bool(empacada)} {request.build_absolute_uri(request.path)}"
    return "pagina-" + hashlib.sha256(lugar.encode()).hexdigest()


def sello_de(request: HttpRequest) -> Sello | None:
    """What a page drawn now is drawn from. None before anything has been published."""
    corte = corte_de(request)
    return (corte.pk, corte.renovacion) if corte else None  # type: ignore[attr-defined]


def sello_vigente() -> Sello | None:
    """The same, asked of the database in a tenth of the time."""
    with connection.cursor() as cursor:
        cursor.execute(*consulta_del_sello())
        fila = cursor.fetchone()
    return (fila[0], fila[1]) if fila else None


@lru_cache(maxsize=1)
def consulta_del_sello() -> tuple[str, tuple[Any, ...]]:
    """Its SQL and values. To compose them takes Django much longer than to ask."""
    filas = Corte.objects.vigentes().values_list("pk", "renovacion")[:1]  # type: ignore[misc]
    return filas.query.sql_with_params()  # type: ignore[no-any-return]


def copia_de(clave: str) -> HttpResponse | None:
    """The page as it was given out before, if it is still good."""
    copia = cache.get(clave) if clave else None
    if copia is None or copia[0] != sello_vigente():
        return None
    return HttpResponse(copia[1], headers=copia[2])


def guardada(
    request: HttpRequest, respuesta: HttpResponse, clave: str, sello: Sello
) -> HttpResponse:
    """The page, kept as it is given out: packed once, not for each visitor."""
    if respuesta.headers["Content-Type"].startswith("text/html"):
        comprimir(request, respuesta)
    cache.set(clave, (sello, respuesta.content, dict(respuesta.items())), SEGUNDOS)
    return respuesta


def olvidar() -> None:
    """No copy made until now is given out any more, by any process. For what the pages show
    besides the cut."""
    Renovacion.otra()


def con_sello(respuesta: HttpResponse) -> HttpResponse:
    """The headers of a page that may be kept."""
    respuesta.headers["ETag"] = quote_etag(hashlib.sha256(respuesta.content).hexdigest()[:32])
    patch_cache_control(respuesta, public=True, max_age=SEGUNDOS)
    patch_vary_headers(respuesta, ["Cookie"])
    return respuesta
