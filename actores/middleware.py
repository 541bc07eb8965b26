"""What stands before the admin, and what is done for whoever was logged out meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from . import recuperacion
from .cuentas import falta_segundo_factor


class SegundoFactor:
    """Lets only staff into the admin, through the portal's login and with a second factor.

    The admin's own login page is never reached: it asks for a password only. Stands
    after ``AuthenticationMiddleware`` and ``MessageMiddleware``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, vista: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if request.resolver_match is None or "admin" not in request.resolver_match.app_names:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if request.resolver_match.url_name == "logout":
            return None
        if not request.user.is_staff:
            raise PermissionDenied
        if falta_segundo_factor(request.user):
            messages.warning(
                request, _("Para entrar al panel, active primero el segundo factor de su cuenta.")
            )
            return redirect("mfa_activate_totp")
        return None


class SesionTerminada:
    """Keeps what somebody sends without a session, and has the login lead to it.

    Stands after ``AuthenticationMiddleware`` and around ``SegundoFactor``. The form has passed
    the protection against forged requests by then: it came from one of our own pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        respuesta = self.responder(request)
        recuperacion.poner_galleta(request, respuesta)
        return respuesta

    def responder(self, request: HttpRequest) -> HttpResponseBase:
        respuesta = self.get_response(request)
        if request.method != "POST":
            return respuesta
        recuperacion.olvidar_si_llego(request, respuesta)
        if not va_a_ingresar(respuesta) or not recuperacion.es_recuperable(request):
            return respuesta
        if recuperacion.guardar(request):
            aviso = _("Su sesión terminó. Ingrese de nuevo: lo que envió le espera.")
            messages.info(request, aviso)
            return redirect_to_login(reverse("recuperar"), reverse("account_login"))
        aviso = _("Su sesión terminó y lo que envió no se guardó. Puede que siga en la página "
                  "anterior: vuelva a ella con el botón «Atrás» y cópielo.")  # fmt: skip
        messages.warning(request, aviso)
        return respuesta


def va_a_ingresar(respuesta: HttpResponseBase) -> bool:
    """Whether the answer sends a person without a session to the login page."""
    destino = urlsplit(respuesta.headers.get("Location", "")).path
    return respuesta.status_code == 302 and destino == reverse("account_login")
