"""Sharing some activities of a country's report with a colleague: invite, change, end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.correo import enviar_correo
from actores.models import Pais, Usuario
from actores.operaciones import abrir_cuenta, enviar_invitacion, grupo
from actores.roles import COLABORADOR, PUNTO_FOCAL
from planes import permisos
from planes.models import Actividad, Colaboracion

from .comun import guardar_con_historia

PLANTILLA = "planes/correo/colaboracion"


@transaction.atomic
def invitar_colaborador(
    *,
    correo: str,
    nombre: str,
    idioma: str,
    pais: Pais,
    actividades: Iterable[Actividad],
    por: Usuario,
) -> Colaboracion:
    """Lets a colleague fill those activities of the country's reports, and tells her by mail.

    A new address gets an account and the link to set its password; an account of the same
    country is given the activities. Raises PermissionDenied unless ``por`` is a focal point
    of the country, and ValidationError by field (``correo``, ``nombre``, ``idioma``,
    ``actividades``); of somebody else's account it says nothing but that it cannot be used.
    """
    exigir(por, pais)
    dadas = elegidas(actividades)
    persona = Usuario.objects.filter(correo__iexact=correo.strip()).first()
    nueva = persona is None
    if persona is None:
        persona = abrir_cuenta(correo=correo, nombre=nombre, roles=[COLABORADOR], idioma=idioma)
    else:
        exigir_del_pais(persona, pais)
        persona.groups.add(grupo(COLABORADOR))
    hoy = timezone.localdate()
    # One that was ended today goes on: else both would be in force until midnight.
    colaboracion = persona.colaboraciones.filter(pais=pais, hasta__gte=hoy).first()
    colaboracion = colaboracion or Colaboracion(usuario=persona, pais=pais)
    colaboracion.invitado_por, colaboracion.hasta = por, None
    try:
        with transaction.atomic():
            guardar_con_historia(colaboracion, por=por, motivo="invitar")
    except IntegrityError as error:  # the same invitation, sent twice at the same moment
        raise ValidationError({"correo": [ya_colabora()]}) from error
    dar(colaboracion, dadas, por=por)
    avisar(colaboracion, por, nueva=nueva)
    return colaboracion


@transaction.atomic
def cambiar_colaboracion(
    *, colaboracion: Colaboracion, actividades: Iterable[Actividad], por: Usuario
) -> Colaboracion:
    """Gives the collaborator these activities instead. Raises as ``invitar_colaborador``."""
    actual = tomar_colaboracion(colaboracion, por)
    dar(actual, elegidas(actividades), por=por)
    return actual


@transaction.atomic
def terminar_colaboracion(*, colaboracion: Colaboracion, por: Usuario) -> None:
    """Ends it at once: from the next request on she neither reads nor writes. Ending what has
    ended changes nothing."""
    exigir(por, colaboracion.pais)
    actual = Colaboracion.objects.select_for_update(of=("self",)).get(pk=colaboracion.pk)
    if actual.hasta is not None:
        return
    ayer = timezone.localdate() - dt.timedelta(days=1)
    actual.hasta = max(ayer, actual.desde)
    guardar_con_historia(actual, por=por, motivo="terminar")
    persona = actual.usuario
    if not persona.colaboraciones.filter(hasta__isnull=True).exists():
        persona.groups.remove(grupo(COLABORADOR))


@transaction.atomic
def reinvitar_colaborador(*, colaboracion: Colaboracion, por: Usuario) -> None:
    """Mails the link to set a password again; the earlier one stops working.

    Raises ValidationError when she has set one already.
    """
    actual = tomar_colaboracion(colaboracion, por)
    if actual.usuario.has_usable_password() or not actual.usuario.is_active:
        raise ValidationError(
            _("Esta persona ya definió su contraseña. Si la olvidó, puede pedir otra al ingresar.")
        )
    avisar(actual, por, nueva=True)


def exigir(por: Usuario, pais: Pais) -> None:
    if not permisos.puede_compartir(por, pais.pk):
        raise PermissionDenied(_("Solo el punto focal de un país invita a colaborar con él."))


def tomar_colaboracion(colaboracion: Colaboracion, por: Usuario) -> Colaboracion:
    """The row as it is saved now, locked; only as long as it is in force."""
    exigir(por, colaboracion.pais)
    filas = Colaboracion.objects.select_for_update(of=("self",)).select_related("usuario", "pais")
    actual: Colaboracion = filas.get(pk=colaboracion.pk)
    if actual.hasta is not None:
        raise PermissionDenied(_("Esa colaboración ya terminó."))
    return actual


def elegidas(actividades: Iterable[Actividad]) -> list[Actividad]:
    dadas = list(actividades)
    if not dadas:
        raise ValidationError({"actividades": [_("Elija al menos una actividad.")]})
    return dadas


def exigir_del_pais(persona: Usuario, pais: Pais) -> None:
    """An account can be used when it is of that country and of nothing else."""
    if persona.colaboraciones.filter(pais=pais, hasta__isnull=True).exists():
        raise ValidationError({"correo": [ya_colabora()]})
    if persona.puntos_focales.vigentes().filter(pais=pais).exists():
        raise ValidationError({"correo": [_("Esa persona es punto focal de su país.")]})
    organizacion = persona.organizacion
    suya = (
        persona.puntos_focales.filter(pais=pais).exists()
        or persona.colaboraciones.filter(pais=pais).exists()
        or (organizacion is not None and organizacion.pais_id == pais.pk)
    )
    ajena = (
        persona.puntos_focales.vigentes().exclude(pais=pais).exists()
        or persona.colaboraciones.vigentes().exclude(pais=pais).exists()
        or persona.is_staff
        or persona.is_superuser
        or persona.groups.exclude(name__in=(PUNTO_FOCAL, COLABORADOR)).exists()
    )
    if not persona.is_active or ajena or not suya:
        raise ValidationError(
            {
                "correo": [
                    _("Ese correo ya se usa en el portal y no se puede invitar. "
                      "Escriba otro, o pida ayuda a la Secretaría Técnica.")
                ]
            }
        )  # fmt: skip


def ya_colabora() -> str:
    return _("Esa persona ya colabora con su país: búsquela en la lista.")


def dar(colaboracion: Colaboracion, actividades: list[Actividad], *, por: Usuario) -> None:
    colaboracion._history_user = por  # type: ignore[attr-defined]
    colaboracion.actividades.set(actividades)


def avisar(colaboracion: Colaboracion, por: Usuario, *, nueva: bool) -> None:
    """Tells her what is asked; a new account also how to get in."""
    persona = colaboracion.usuario
    contexto = {
        "por": por,
        "pais": colaboracion.pais,
        "actividades": list(colaboracion.actividades.order_by("orden")),
        "nueva": nueva,
    }
    if nueva:
        enviar_invitacion(persona, por, plantilla=PLANTILLA, contexto=contexto)
    else:
        ruta = reverse("planes:reportes")
        enviar_correo(para=persona, plantilla=PLANTILLA, contexto=contexto, ruta=ruta)
