"""Letting people in and out: invite, invite again, close an account, reset a second factor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from .correo import enviar_correo
from .models import Pais, PuntoFocal, Usuario
from .permisos import TRABAJAN_EN_EL_PANEL, puede_gestionar_cuentas
from .roles import PUNTO_FOCAL, TODOS


class GeneradorDeInvitaciones(PasswordResetTokenGenerator):
    """Makes the secret part of an invitation link.

    A link works once (setting the password changes what it is made from), dies
    when the person is invited again or the account is closed, and otherwise
    after ``settings.PASSWORD_RESET_TIMEOUT`` seconds, which is also the life of
    the links that restore a forgotten password.
    """

    key_salt = "actores.operaciones.GeneradorDeInvitaciones"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        invitada = user.invitada_en.isoformat() if user.invitada_en else ""
        return f"{super()._make_hash_value(user, timestamp)}{invitada}{user.is_active}"


generador = GeneradorDeInvitaciones()


def grupo(rol: str) -> Group:
    """The Django group of a role, made when a new database has not got it yet."""
    if rol not in TODOS:
        raise ValueError(f"{rol!r} is not a role")
    return Group.objects.get_or_create(name=rol)[0]


@transaction.atomic
def invitar(
    *,
    correo: str,
    nombre: str,
    roles: Iterable[str],
    pais: Pais | None = None,
    tipo: str = PuntoFocal.Tipo.TITULAR,
    idioma: str,
    por: Usuario,
) -> Usuario:
    """Makes an account without a password and mails its owner a link to set one.

    ``pais`` makes the person a focal point of that country from today; it goes only
    together with the role ``PUNTO_FOCAL``. Raises ``PermissionDenied`` unless ``por``
    manages accounts, and ``ValidationError`` by field (``correo``, ``nombre``,
    ``roles``, ``pais``, ``tipo``, ``idioma``).
    """
    exigir_permiso(por)
    persona = abrir_cuenta(correo=correo, nombre=nombre, roles=roles, pais=pais, idioma=idioma)
    if pais is not None:
        representacion = PuntoFocal(usuario=persona, pais=pais, tipo=tipo)
        representacion.full_clean()
        representacion.save()
    enviar_invitacion(persona, por)
    return persona


def abrir_cuenta(
    *, correo: str, nombre: str, roles: Iterable[str], idioma: str, pais: Pais | None = None
) -> Usuario:
    """Makes an account without a password, for an operation that has asked who may do it.

    Tells nobody. Raises ``ValidationError`` by field, as ``invitar``.
    """
    roles = frozenset(roles)
    persona = Usuario(
        correo=correo.strip().lower(),
        nombre=nombre.strip(),
        idioma=idioma,
        is_staff=bool(roles & TRABAJAN_EN_EL_PANEL),
    )
    revisar_invitacion(persona, roles, pais)
    persona.set_unusable_password()
    try:
        with transaction.atomic():
            persona.save()
    except IntegrityError as error:  # the same invitation, sent twice at the same moment
        raise ValidationError({"correo": [_("Ya hay una cuenta con ese correo.")]}) from error
    persona.groups.set([grupo(rol) for rol in roles])
    return persona


def revisar_invitacion(persona: Usuario, roles: frozenset[str], pais: Pais | None) -> None:
    """Raises ``ValidationError`` with everything that is wrong, so that it is mended at once."""
    errores: dict[str, Any] = {}
    try:
        persona.full_clean(exclude=["password"])
    except ValidationError as error:
        errores = error.message_dict
    try:
        # Django's own sentence speaks of a valid address and shows none.
        validate_email(persona.correo)
    except ValidationError:
        errores["correo"] = [_("Escriba el correo completo, por ejemplo nombre@ejemplo.org.")]
    if not roles or not roles <= frozenset(TODOS):
        errores["roles"] = [_("Elija al menos un rol de la lista.")]
    elif PUNTO_FOCAL in roles and pais is None:
        errores["pais"] = [_("Elija el país que representa el punto focal.")]
    elif PUNTO_FOCAL not in roles and pais is not None:
        errores["pais"] = [
            _("Solo un punto focal representa a un país: marque ese rol o quite el país.")
        ]
    if errores:
        raise ValidationError(errores)


@transaction.atomic
def reinvitar(*, persona: Usuario, por: Usuario) -> None:
    """Mails a new link to who has not set a password yet; the earlier one stops working."""
    exigir_permiso(por)
    if not persona.is_active:
        raise ValidationError(_("La cuenta está cerrada. Ábrala antes de invitar de nuevo."))
    if persona.has_usable_password():
        raise ValidationError(
            _(
                "Esta persona ya definió su contraseña. Si la olvidó, puede pedir otra "
                "en la página de ingreso."
            )
        )
    enviar_invitacion(persona, por)


@transaction.atomic
def dar_de_baja(*, persona: Usuario, por: Usuario) -> None:
    """Closes an account and ends what its owner represents today.

    The row stays, because reports and history name it; open sessions end with
    their next request, since Django does not load inactive people.
    """
    exigir_permiso(por)
    if persona == por:
        raise ValidationError(_("No puede cerrar su propia cuenta."))
    hoy = timezone.localdate()
    for relacion in ("puntos_focales", "colaboraciones"):
        for representacion in getattr(persona, relacion).filter(hasta__isnull=True):
            # One that has not begun ends the day it would have begun.
            representacion.hasta = max(hoy, representacion.desde)
            representacion.save()
    persona.is_active = False
    persona.save()


@transaction.atomic
def reiniciar_segundo_factor(*, persona: Usuario, por: Usuario) -> None:
    """For who has lost telephone and recovery codes: the next login asks to set it up again."""
    exigir_permiso(por)
    if persona == por:
        raise ValidationError(_("Pida a otra persona de la Secretaría Técnica que lo haga."))
    Authenticator.objects.filter(user=persona).delete()


def exigir_permiso(por: Usuario) -> None:
    if not puede_gestionar_cuentas(por):
        raise PermissionDenied


def enviar_invitacion(
    persona: Usuario,
    por: Usuario,
    plantilla: str = "actores/correo/invitacion",
    contexto: Mapping[str, Any] | None = None,
) -> None:
    """Renews the invitation's date, which ends earlier links, and mails the new one.

    ``plantilla`` gets ``por``, ``pais``, ``dias`` (how long the link lives) and ``contexto``.
    """
    persona.invitada_en = timezone.now()
    persona.save()
    ruta = reverse(
        "invitacion",
        args=[urlsafe_base64_encode(force_bytes(persona.pk)), generador.make_token(persona)],
    )
    representa = persona.puntos_focales.vigentes().select_related("pais").first()
    enviar_correo(
        para=persona,
        plantilla=plantilla,
        contexto={
            "por": por,
            "pais": representa.pais if representa else None,
            "dias": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
            **(contexto or {}),
        },
        ruta=ruta,
        secreta=True,
    )
