"""How django-allauth behaves here: no sign-up, our own words, mails and landing pages."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from axes.utils import reset as olvidar_intentos
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from .correo import enviar_correo
from .models import Usuario
from .roles import PRESIDENCIA, PUNTO_FOCAL, SECRETARIA_TECNICA, tiene_rol


def pagina_de_inicio(usuario: Usuario) -> str:
    """Where the person's work waits, in the person's language."""
    trabaja_en_el_panel = usuario.is_staff and (
        tiene_rol(usuario, (SECRETARIA_TECNICA, PRESIDENCIA))
        or not tiene_rol(usuario, (PUNTO_FOCAL,))
    )
    with translation.override(usuario.idioma):
        return reverse("admin:index" if trabaja_en_el_panel else "planes:reportes")


def debe_segundo_factor(usuario: Usuario) -> bool:
    """Whether the person must have a second factor, set up or not."""
    return settings.SEGUNDO_FACTOR_OBLIGATORIO and usuario.is_staff


def falta_segundo_factor(usuario: Usuario) -> bool:
    """Whether the person must set up a second factor before entering the admin."""
    return debe_segundo_factor(usuario) and not is_mfa_enabled(usuario, [Authenticator.Type.TOTP])


class Adaptador(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Esta cuenta está cerrada."),
        "email_password_mismatch": _(
            "El correo o la contraseña no son correctos. Revise los dos e intente de nuevo."
        ),
        "enter_current_password": _("Esa no es su contraseña actual."),
        "incorrect_password": _("La contraseña no es correcta."),
        "invalid_password_reset": _("El enlace ya se usó o venció."),
        "rate_limited": _("Hubo demasiados intentos. Espere cinco minutos e intente de nuevo."),
        "too_many_login_attempts": _(
            "Hubo demasiados intentos. Espere cinco minutos e intente de nuevo."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leaves the counting of wrong passwords to axes.

        allauth's own count is by e-mail alone: with it, anyone could keep anyone out.
        It still counts wrong codes of the second factor, after the right password.
        """

    def set_password(self, user: Any, password: str) -> None:
        """Also ends a lockout: who sets a password has proved to own the mailbox or the old one."""
        super().set_password(user, password)
        olvidar_intentos(username=user.correo)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """To the address of the account, whatever was typed, in its owner's language."""
        enviar_correo(
            para=user,
            plantilla="actores/correo/restablecer",
            contexto={"dias": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)},
            ruta=reverse(
                "account_reset_password_from_key",
                kwargs={"uidb36": context["uid"], "key": context["key"]},
            ),
            secreta=True,
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return pagina_de_inicio(request.user)  # type: ignore[arg-type]

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("cuenta")


class AdaptadorMFA(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Su cuenta entra al panel, así que el segundo factor es obligatorio. "
            "Si cambió de teléfono, pida a la Secretaría Técnica que lo reinicie."
        ),
        "cannot_generate_recovery_codes": _("Active primero la aplicación de códigos."),
        "incorrect_code": _(
            "El código no es correcto o ya venció. Escriba el que la aplicación muestra ahora."
        ),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not debe_segundo_factor(authenticator.user)
