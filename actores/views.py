"""The account pages that allauth does not have, or not quite so."""

from __future__ import annotations

import math
from typing import Any, cast

from allauth.account.views import LogoutView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from . import recuperacion
from .cuentas import debe_segundo_factor, pagina_de_inicio
from .forms import ClaveDeInvitacion
from .models import Usuario
from .operaciones import generador
from .permisos import NOMBRES_DE_ROL
from .roles import roles_de


@require_safe
@login_required
def cuenta(request: HttpRequest) -> HttpResponse:
    """Who one is for the portal, and the way to password, second factor and exit."""
    persona = cast(Usuario, request.user)  # as the decorator sees to
    contexto = {
        "puntos_focales": persona.puntos_focales.vigentes().select_related("pais"),
        "roles": [NOMBRES_DE_ROL.get(rol, rol) for rol in sorted(roles_de(persona))],
        "tiene_segundo_factor": is_mfa_enabled(persona, [Authenticator.Type.TOTP]),
        "debe_segundo_factor": debe_segundo_factor(persona),
        "inicio": pagina_de_inicio(persona),
    }
    return render(request, "cuenta/cuenta.html", contexto)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sesion(request: HttpRequest) -> JsonResponse:
    """How many seconds the session still lasts (``static/js/sesion.js``); a POST renews it.

    ``csrf`` is for pages that were opened before one logged in again, which changes it.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"mensaje": _("Su sesión terminó")}, status=401)
    if request.method == "POST":
        request.session.modified = True  # saved anew, it begins anew
        segundos = request.session.get_expiry_age()
    else:
        guardada = Session.objects.get(pk=request.session.session_key)
        segundos = int((guardada.expire_date - timezone.now()).total_seconds())
    minutos = max(1, math.ceil(segundos / 60))
    mensaje = ngettext(
        "Su sesión termina en %(n)d minuto", "Su sesión termina en %(n)d minutos", minutos
    ) % {"n": minutos}
    persona = request.user.pk
    return JsonResponse(
        {"segundos": segundos, "mensaje": mensaje, "persona": persona, "csrf": get_token(request)}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def recuperar(request: HttpRequest) -> HttpResponse:
    """Shows what was sent after the session had ended, to send it on; a POST throws one away."""
    persona = cast(Usuario, request.user)
    if request.method == "POST":
        recuperacion.olvidar(persona, request.POST.get("clave", ""))
        messages.info(request, _("Descartó lo que no se había guardado."))
        return redirect("recuperar")
    envios = [
        (envio, recuperacion.en_palabras(envio)) for envio in recuperacion.pendientes(persona)
    ]
    if not envios:
        return redirect(pagina_de_inicio(persona))
    contexto = {"envios": envios, "marca": recuperacion.MARCA}
    return render(request, "cuenta/recuperar.html", contexto)


class Salir(LogoutView):
    """Logs out, and has the browser forget what it kept of this portal."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        respuesta = super().post(*args, **kwargs)
        # Not "cookies": that would reach every site of the same registered domain, and the
        # session has ended on the server.
        respuesta.headers["Clear-Site-Data"] = '"cache", "storage"'
        return respuesta


class Invitacion(PasswordResetConfirmView):
    """The page an invited person comes to from the mail, to set the first password.

    Django's view takes the token out of the address before it shows the form, so that
    it stays out of the browser's history and of what the next site is told.
    """

    form_class = ClaveDeInvitacion
    token_generator = generador
    reset_url_token = "definir"
    template_name = "cuenta/invitacion.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: Any) -> HttpResponse:
        respuesta = super().form_valid(form)
        logout(self.request)  # someone else may have been logged in on this computer
        messages.success(self.request, _("Su contraseña está lista. Ingrese con ella."))
        return respuesta
