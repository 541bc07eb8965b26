"""What happens to every request and answer, whatever page it is for."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DataError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from corett.views import error_400, error_404

Respuesta = Callable[[HttpRequest], HttpResponseBase]


class DireccionReal:
    """Behind PROXIES trusted proxies, put the visitor's own address into REMOTE_ADDR.

    Lockout, throttling and logs all read it there. Each proxy appends to X-Forwarded-For the
    address it was asked from, so the entry counted from the right by the number of our own
    proxies is the only one a visitor cannot forge.
    """

    def __init__(self, get_response: Respuesta) -> None:
        if not settings.PROXIES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        direcciones = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(direcciones) >= settings.PROXIES and direcciones[-settings.PROXIES].strip():
            request.META["REMOTE_ADDR"] = direcciones[-settings.PROXIES].strip()
        return self.get_response(request)


class SinCopias:
    """No browser or proxy keeps a copy of what a logged-in person sees.

    The session cookie is the sign: reading `request.user` here would cost every visitor's page
    a query and make it vary by cookie.
    """

    def __init__(self, get_response: Respuesta) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        cookie = settings.SESSION_COOKIE_NAME
        if cookie in request.COOKIES or cookie in response.cookies:
            response.headers["Cache-Control"] = "no-store, private"
        return response


class Compresion(GZipMiddleware):
    """Compress text for slow lines; PDF and pictures are compressed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        tipo = response.headers.get("Content-Type", "")
        # A part of a file is these very bytes of it.
        if response.status_code == 206 or not tipo.startswith(
            ("text/", "application/json", "application/xml", "image/svg")
        ):
            return response
        return super().process_response(request, response)


class NoCabe:
    """A number beyond 64 bits or a NUL is in no column of any table: whoever asks for one gets
    400. The databases raise it wherever the query happens to run, so it is told here, once."""

    QUEJAS = (
        (OverflowError, "too large to convert to SQLite"),
        (DataError, "out of range"),
        (ValueError, "cannot contain NUL"),
    )

    def __init__(self, get_response: Respuesta) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        dicho = str(exception)
        if any(isinstance(exception, tipo) and frase in dicho for tipo, frase in self.QUEJAS):
            return error_400(request)
        return None


def correo_de_acceso(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """The e-mail a login names, in one spelling, so that `Ana@x` and `ana@x` share a count."""
    datos = credentials or request.POST
    nombres = ("email", "username", "login", "correo")
    return next((datos[nombre] for nombre in nombres if datos.get(nombre)), "").strip().lower()


class PaginaNoEncontrada:
    """With DEBUG, the portal's own 404 page instead of Django's list of addresses.

    ``make run`` is how people try the portal; they should see what the public would.
    """

    def __init__(self, get_response: Respuesta) -> None:
        if not settings.DEBUG:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        respuesta = self.get_response(request)
        if respuesta.status_code == 404 and b"DEBUG = True" in getattr(respuesta, "content", b""):
            return error_404(request)
        return respuesta
