"""The directory's yearly confirmation: ask, answer, settle. Every write with its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .correo import Buzon, enviar_correo
from .directorio import (
    DE_CONTACTO,
    DIAS,
    SEGUIDO,
    Correcciones,
    EnlaceNoSirve,
    claves,
    consiente,
    espera,
    firma,
    idioma_de,
    ingles_atrasado,
)
from .models import Confirmacion, Contacto, CorreoEnviado, Organizacion, Tema, Usuario
from .permisos import puede_gestionar_directorio

CONFIRMAR, CORREGIR, RETIRAR = "confirmar directorio", "corregir directorio", "retirar nombre"
"""Reasons in the history (``actores.motivos``)."""


def sin_salir(organizaciones: Collection[Organizacion], desde: dt.datetime) -> set[int]:
    """Keys of those to whom a mail written since that moment could not be delivered."""
    fallidos = CorreoEnviado.objects.filter(
        organizacion__in=organizaciones,
        creado_en__gte=desde,
        estado=CorreoEnviado.Estado.FALLIDO,
    )
    return {pk for pk in fallidos.values_list("organizacion", flat=True) if pk}


class PedidaHacePoco(ValidationError):
    """It was asked some days ago; ``otra_vez`` asks all the same."""


@transaction.atomic
def pedir_confirmacion(
    organizacion: Organizacion, *, por: Usuario, otra_vez: bool = False
) -> Confirmacion:
    """Mails the organisation its link; the links mailed before stop working.

    Raises PermissionDenied, and ValidationError with the sentence for the ST.
    """
    exigir_permiso(por)
    # Locked: of two clicks only one sends.
    organizacion = (
        Organizacion.objects.select_for_update(of=("self",))
        .select_related("pais")
        .get(pk=organizacion.pk)
    )
    ultima = organizacion.confirmaciones.first()
    if not organizacion.correo:
        raise ValidationError(_("No tiene correo institucional."))
    if ultima and espera(ultima):
        raise ValidationError(_("Ya respondió con cambios: resuélvalos antes de escribirle."))
    ahora = timezone.now()
    if ultima and not ultima.confirmada_en and not otra_vez and ahora - ultima.enviada_en < SEGUIDO:
        raise PedidaHacePoco(_("Se le escribió hace menos de siete días."))
    confirmacion = Confirmacion.objects.create(
        organizacion=organizacion,
        enviada_a=organizacion.correo,
        enviada_en=ahora,
        enviada_por=por,
    )
    enviar_correo(
        para=Buzon(organizacion, organizacion.correo, idioma_de(organizacion)),
        plantilla="actores/correo/directorio",
        contexto={"organizacion": organizacion, "dias": DIAS},
        ruta=reverse("informes:directorio_confirmar", args=[firma(confirmacion)]),
        secreta=True,
    )
    return confirmacion


@transaction.atomic
def responder(confirmacion: Confirmacion, correcciones: Correcciones) -> None:
    """What the organisation answers, once: nothing to correct confirms it today; corrections wait
    for the ST. Only a person's name is taken off the site without waiting.

    Raises EnlaceNoSirve when it had been answered meanwhile.
    """
    ahora = timezone.now()
    respuesta: dict[str, Any] = {"confirmada_en": ahora, "correcciones": correcciones}
    if not correcciones:
        respuesta["resuelta_en"] = ahora
    sin_responder = Confirmacion.objects.filter(pk=confirmacion.pk, confirmada_en__isnull=True)
    if not sin_responder.update(**respuesta):
        raise EnlaceNoSirve("respondido", Confirmacion.objects.get(pk=confirmacion.pk))
    organizacion = confirmacion.organizacion
    if not correcciones:
        organizacion.verificada_en = timezone.localdate(ahora)
        guardar(organizacion, CONFIRMAR)
    for persona in correcciones.get("contactos", ()):
        contacto = organizacion.contactos.filter(pk=persona["pk"]).first()
        retira = persona["ahora"] is None or not persona["ahora"]["publicar"]
        if contacto and retira and consiente(contacto):
            contacto.retirado_en = timezone.localdate(ahora)
            guardar(contacto, RETIRAR)


@transaction.atomic
def resolver(
    confirmacion: Confirmacion, *, por: Usuario, aceptadas: Collection[str], motivo: str = ""
) -> bool:
    """Applies the corrections named (``directorio.claves``) and says whether that was all of them;
    the others need a ``motivo``, which the organisation is told by mail.

    What is accepted counts as confirmed on the day of the answer. Raises PermissionDenied, and
    ValidationError with the sentence for the ST.
    """
    exigir_permiso(por)
    confirmacion = Confirmacion.objects.select_related("organizacion").get(pk=confirmacion.pk)
    correcciones: Correcciones = confirmacion.correcciones
    todas = claves(correcciones)
    motivo = motivo.strip()
    if set(todas) - set(aceptadas) and not motivo:
        raise ValidationError(_("Diga por qué no acepta lo que queda sin marcar."))
    for campo, dicho in correcciones.get("campos", {}).items():
        dicho["aceptada"] = campo in aceptadas
    for n, persona in enumerate(correcciones.get("contactos", ())):
        persona["aceptada"] = f"contacto-{n}" in aceptadas
    if motivo:
        correcciones["motivo"] = motivo
    pendiente = Confirmacion.objects.filter(
        pk=confirmacion.pk, confirmada_en__isnull=False, resuelta_en__isnull=True
    )
    if not pendiente.update(
        correcciones=correcciones, resuelta_en=timezone.now(), resuelta_por=por
    ):
        raise ValidationError(_("Esta respuesta ya se resolvió."))
    algo, todo = bool(set(todas) & set(aceptadas)), set(todas) <= set(aceptadas)
    if algo:
        aplicar(confirmacion, correcciones, por)
    if not todo:
        explicar(confirmacion, motivo, aceptadas=algo)
    return todo


def explicar(confirmacion: Confirmacion, motivo: str, *, aceptadas: bool) -> None:
    """Tells the organisation why not all that it corrected was accepted; ``aceptadas``: whether
    something was."""
    organizacion = confirmacion.organizacion
    buzon = organizacion.correo or confirmacion.enviada_a
    enviar_correo(
        para=Buzon(organizacion, buzon, idioma_de(organizacion)),
        plantilla="actores/correo/directorio_respuesta",
        contexto={"organizacion": organizacion, "motivo": motivo, "aceptadas": aceptadas},
        ruta=reverse("informes:directorio"),
    )


def aplicar(confirmacion: Confirmacion, correcciones: Correcciones, por: Usuario) -> None:
    """Writes what was accepted into the directory."""
    organizacion = confirmacion.organizacion
    dia = timezone.localdate(confirmacion.confirmada_en)
    organizacion.verificada_en = max(organizacion.verificada_en or dia, dia)
    aceptados = {
        campo: dicho["ahora"]
        for campo, dicho in correcciones.get("campos", {}).items()
        if dicho["aceptada"]
    }
    temas = aceptados.pop("temas", None)
    if ingles_atrasado(aceptados, organizacion):
        organizacion.ingles_por_revisar = True
    elif any(campo.endswith("_en") for campo in aceptados):
        organizacion.ingles_por_revisar = False
    for campo, ahora in aceptados.items():
        setattr(organizacion, campo, ahora)
    organizacion.full_clean()
    guardar(organizacion, CORREGIR, por)
    if temas is not None:
        organizacion.temas.set(Tema.objects.filter(codigo__in=temas))
    for persona in correcciones.get("contactos", ()):
        if persona["aceptada"]:
            aplicar_contacto(organizacion, persona, confirmacion, por)


def aplicar_contacto(
    organizacion: Organizacion, persona: dict[str, Any], confirmacion: Confirmacion, por: Usuario
) -> None:
    ahora = persona["ahora"]
    contacto = organizacion.contactos.filter(pk=persona["pk"]).first()
    if ahora is None:
        if contacto:
            contacto._history_user = por  # type: ignore[attr-defined]
            contacto.delete()
        return
    contacto = contacto or Contacto(organizacion=organizacion)
    for campo in DE_CONTACTO:
        setattr(contacto, campo, ahora[campo])
    if ahora["publicar"] and not consiente(contacto):
        dia = timezone.localdate(confirmacion.confirmada_en)
        contacto.consentimiento_en, contacto.retirado_en = dia, None
        # In the source language, like every text that goes into a column.
        contacto.consentimiento_constancia = (
            f"Respuesta de la organización del {dia:%Y-%m-%d}, desde {confirmacion.enviada_a}"
        )[:200]
    contacto.full_clean()
    guardar(contacto, CORREGIR, por)


def guardar(fila: Any, motivo: str, por: Usuario | None = None) -> None:
    """Saves with who and why in the history; the organisation itself has no account."""
    fila._history_user, fila._change_reason = por, motivo
    fila.save()


def exigir_permiso(por: Usuario) -> None:
    if not puede_gestionar_directorio(por):
        raise PermissionDenied
