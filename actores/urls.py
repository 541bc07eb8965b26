"""Account pages. Only those of allauth that are used, under its names, which it reverses itself.

Sign-up, e-mail addresses and log-in codes have no address here: accounts are made by
invitation, and the Secretaría Técnica changes an address in the admin.
"""

from allauth.account import views as cuenta
from allauth.mfa.base import views as segundo_factor
from allauth.mfa.recovery_codes import views as codigos
from allauth.mfa.totp import views as aplicacion
from django.urls import path, re_path
from django.views.generic import RedirectView

from . import views

urlpatterns = [
    path("", views.cuenta, name="cuenta"),
    path("sesion/", views.sesion, name="sesion"),
    path("recuperar/", views.recuperar, name="recuperar"),
    path("ingresar/", cuenta.login, name="account_login"),
    path("salir/", views.Salir.as_view(), name="account_logout"),
    path("cerrada/", cuenta.account_inactive, name="account_inactive"),
    path("confirmar/", cuenta.reauthenticate, name="account_reauthenticate"),
    path("invitacion/<uidb64>/<token>/", views.Invitacion.as_view(), name="invitacion"),
    path("clave/", cuenta.password_change, name="account_change_password"),
    path("clave/olvidada/", cuenta.password_reset, name="account_reset_password"),
    path("clave/olvidada/enviada/", cuenta.password_reset_done, name="account_reset_password_done"),
    path(
        "clave/nueva/lista/",
        cuenta.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^clave/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        cuenta.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # Where allauth sends people who have no password: they get one by mail, like everyone.
    path(
        "clave/definir/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path("segundo-factor/", segundo_factor.index, name="mfa_index"),
    path("segundo-factor/ingresar/", segundo_factor.authenticate, name="mfa_authenticate"),
    path("segundo-factor/confirmar/", segundo_factor.reauthenticate, name="mfa_reauthenticate"),
    path("segundo-factor/activar/", aplicacion.activate_totp, name="mfa_activate_totp"),
    path("segundo-factor/desactivar/", aplicacion.deactivate_totp, name="mfa_deactivate_totp"),
    path("segundo-factor/codigos/", codigos.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "segundo-factor/codigos/nuevos/",
        codigos.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "segundo-factor/codigos/descargar/",
        codigos.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
