"""allauth's forms in the portal's own words: labels, hints, and what is said when one is empty."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as cuenta
from allauth.mfa.base import forms as segundo_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from .models import Usuario

ESCRIBA_CLAVE = _("Escriba su contraseña.")
ESCRIBA_CLAVE_NUEVA = _("Escriba la contraseña nueva.")
REPITA_CLAVE = _("Repita la contraseña nueva.")
NO_COINCIDEN = _("Las dos contraseñas nuevas no son iguales. Escríbalas de nuevo.")
AYUDA_CLAVE = _("12 caracteres o más. Una frase de varias palabras es fácil de recordar.")
ESCRIBA_CODIGO = _("Escriba el código de seis cifras.")


class CampoCorreo(forms.EmailField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Correo electrónico"),
            max_length=Usuario._meta.get_field("correo").max_length,
            error_messages={
                "required": _("Escriba su correo electrónico."),
                "invalid": _("Escriba el correo completo, por ejemplo nombre@ejemplo.org."),
            },
            **kwargs,
        )
        self.widget.attrs |= {"autocomplete": "username", "spellcheck": "false"}


def describir(campo: forms.Field, etiqueta: Any, vacio: Any, ayuda: Any = "") -> None:
    """Gives a field its label, hint and message when empty; hints never stand inside the box."""
    campo.label, campo.help_text = etiqueta, ayuda
    campo.error_messages["required"] = vacio
    campo.widget.attrs.pop("placeholder", None)


class ClaveNuevaDosVeces:
    """Describes ``password1`` and ``password2``."""

    def describir_claves(self: Any) -> None:
        describir(self.fields["password1"], _("Contraseña nueva"), ESCRIBA_CLAVE_NUEVA, AYUDA_CLAVE)
        describir(self.fields["password2"], _("Repita la contraseña nueva"), REPITA_CLAVE)


class Ingreso(cuenta.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = CampoCorreo()
        describir(self.fields["password"], _("Contraseña"), ESCRIBA_CLAVE)
        self.order_fields(["login", "password"])


class CambioDeClave(ClaveNuevaDosVeces, cuenta.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        describir(self.fields["oldpassword"], _("Contraseña actual"), ESCRIBA_CLAVE)
        self.describir_claves()


class ClaveOlvidada(cuenta.ResetPasswordForm):
    email = CampoCorreo()


class ClaveNueva(ClaveNuevaDosVeces, cuenta.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.describir_claves()


class ClaveDeInvitacion(SetPasswordForm):
    error_messages = {"password_mismatch": NO_COINCIDEN}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        describir(
            self.fields["new_password1"], _("Contraseña nueva"), ESCRIBA_CLAVE_NUEVA, AYUDA_CLAVE
        )
        describir(self.fields["new_password2"], _("Repita la contraseña nueva"), REPITA_CLAVE)


class Confirmacion(cuenta.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        describir(self.fields["password"], _("Contraseña"), ESCRIBA_CLAVE)


class ConCodigo:
    """Describes the field ``code``: the application's six figures or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["code"]  # type: ignore[attr-defined]
        describir(campo, _("Código"), ESCRIBA_CODIGO)
        campo.widget.attrs |= {"autocomplete": "one-time-code", "spellcheck": "false"}


class Codigo(ConCodigo, segundo_factor.AuthenticateForm):
    pass


class ConfirmacionConCodigo(ConCodigo, segundo_factor.ReauthenticateForm):
    pass


class ActivarAplicacion(ConCodigo, ActivateTOTPForm):
    pass
