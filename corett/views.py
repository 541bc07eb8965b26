"""The health check and the error pages."""

import logging
import secrets
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actores import recuperacion
from informes.api import errores

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def salud(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, else 503; for the machines that watch the portal."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError) as error:
        logger.error("Health check: %s", type(error).__name__)
        return JsonResponse(
            {"estado": "mal", "detalle": _("La base de datos no responde.")}, status=503
        )
    return JsonResponse({"estado": "bien"})


def error(
    request: HttpRequest,
    estado: int,
    detalle: str,
    plantilla: str = "",
    referencia: str = "",
    url_otro_idioma: str = "",
) -> HttpResponse:
    """An error page drawn without context processors, session or database; JSON in the API
    (its own words: ``informes.api.errores``)."""
    if request.path_info.startswith("/api/"):
        return errores.respuesta(request, estado, referencia)
    raiz = "/en/" if get_language() == "en" else "/"
    contexto = {
        "raiz": raiz,
        "referencia": referencia,
        "url_otro_idioma": url_otro_idioma,
        "salida_rapida": settings.SALIDA_RAPIDA,
    }
    html = render_to_string(plantilla or f"{estado}.html", contexto)
    return HttpResponse(html, status=estado)


def error_400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error(request, 400, _("No pudimos entender la solicitud."))


def error_403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error(request, 403, _("Su cuenta no tiene permiso para esta página."))


def error_404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error(
        request,
        404,
        _("No encontramos esta página."),
        url_otro_idioma=en_el_otro_idioma(request.path),
    )


def en_el_otro_idioma(ruta: str) -> str:
    """The same path under ``/en/``, or without it; it need not exist."""
    if ruta.startswith("/en/"):
        return escape_uri_path("/" + ruta.removeprefix("/en/").lstrip("/"))
    return escape_uri_path(f"/en{ruta}")


def error_500(request: HttpRequest) -> HttpResponse:
    """A fault of the portal, with a reference that leads to its line in the log.

    Django calls this while it handles the exception, wherever it was raised. A database that
    does not answer is no fault of the page: that is told as 503.
    """
    causa = sys.exc_info()[1]
    if isinstance(causa, OperationalError | InterfaceError):
        return error_503(request)
    referencia = secrets.token_hex(4).upper()
    vista = getattr(request.resolver_match, "view_name", "")
    logger.error("Reference %s: %s in %s", referencia, type(causa).__name__, vista)
    detalle = _("El portal tuvo un problema. Referencia: %(ref)s.") % {"ref": referencia}
    return error(request, 500, detalle, referencia=referencia)


def error_503(request: HttpRequest) -> HttpResponse:
    respuesta = error(request, 503, _("El portal no está disponible en este momento."))
    respuesta.headers["Retry-After"] = "60"
    return respuesta


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection cookie is missing or old.

    Logging in again, in another tab, makes it old. Where the browser itself says that the form
    comes from one of our pages, what was typed is kept and shown, to be sent on by hand.
    """
    de_casa = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if de_casa and recuperacion.es_recuperable(request) and recuperacion.guardar(request):
        return redirect("recuperar")
    return error(request, 403, _("El formulario venció."), plantilla="403_csrf.html")
