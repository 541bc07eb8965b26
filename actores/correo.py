"""The one way the portal writes to a person: in her language, after commit, never in the way.

Each mail leaves a row (``CorreoEnviado``) in the same transaction, so that what was meant to be
sent is known even if the machine dies before it is; ``reenviar`` writes those again.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.db.models import F, Q
from django.template import Context
from django.template.loader import get_template
from django.urls import translate_url
from django.utils import timezone, translation
from django.utils.functional import Promise

from .models import CorreoEnviado, Organizacion, Usuario

registro = logging.getLogger(__name__)

ESPERA = dt.timedelta(minutes=15)
"""A mail still waiting after this was left behind by a process that ended."""
DIAS, INTENTOS = 7, 5
"""Until when, and how often, one that did not leave is tried again by itself."""


@dataclass(frozen=True)
class Buzon:
    """The mailbox of an organisation, which has no account: what a mail needs to know of it."""

    organizacion: Organizacion
    correo: str
    idioma: str
    is_active: bool = True

    @property
    def nombre(self) -> str:
        return str(self.organizacion)


def enviar_correo(
    *,
    para: Usuario | Buzon,
    plantilla: str,
    contexto: Mapping[str, Any],
    ruta: str,
    secreta: bool = False,
) -> None:
    """Writes to ``para`` once the current transaction has been committed.

    ``plantilla`` names three templates: ``<plantilla>_asunto.txt`` (one line),
    ``<plantilla>.txt`` and ``<plantilla>.html``; besides ``contexto`` (rows, lists of
    rows, dates, texts and numbers) they get ``usuario`` (the reader), ``enlace``
    (absolute address of ``ruta`` in the reader's language) and ``sitio_url``.
    ``ruta`` is a path of the portal as ``reverse()`` gives it; ``secreta`` says that who
    has it gets in, so that it is not kept. Nothing is sent to a closed account. A mail
    that cannot be made or delivered is logged, without the address or the text, and
    never raises: what the person did in the portal is done.
    """
    if not para.is_active:
        return
    try:
        # A savepoint: what goes wrong here must not undo what the person did.
        with transaction.atomic():
            mensaje = componer(para, plantilla, contexto, ruta)
            fila = CorreoEnviado.objects.create(
                para=None if isinstance(para, Buzon) else para,
                organizacion=para.organizacion if isinstance(para, Buzon) else None,
                plantilla=plantilla,
                asunto=mensaje.subject[:300],
                ruta="" if secreta else translate_url(ruta, para.idioma),
                idioma=para.idioma,
                contexto={} if secreta else referencias(contexto),
            )
    except Exception as error:  # whatever it is, the log is the only place it may reach
        quien = para.organizacion.codigo if isinstance(para, Buzon) else para.pk
        anotar(plantilla, quien, error)
        return
    transaction.on_commit(lambda: entregar(mensaje, fila), robust=True)


def entregar(mensaje: EmailMultiAlternatives, fila: CorreoEnviado) -> bool:
    """Sends the message and writes down in its row whether it left."""
    try:
        mensaje.send()
    except Exception as error:
        return fallo(fila, error)
    CorreoEnviado.objects.filter(pk=fila.pk).update(
        estado=CorreoEnviado.Estado.ENVIADO, enviado_en=timezone.now(), error=""
    )
    return True


def fallo(fila: CorreoEnviado, error: Exception) -> bool:
    """The kind of error only: servers repeat addresses and texts in theirs."""
    anotar(fila.plantilla, fila.para_id or f"of organisation {fila.organizacion_id}", error)
    CorreoEnviado.objects.filter(pk=fila.pk).update(
        estado=CorreoEnviado.Estado.FALLIDO, error=type(error).__name__
    )
    return False


def anotar(plantilla: str, persona: int | str, error: Exception) -> None:
    registro.error("mail %s to user %s not sent: %s", plantilla, persona, type(error).__name__)


# --- Again ---------------------------------------------------------------------------------------


def por_reenviar() -> models.QuerySet[CorreoEnviado]:
    """What did not leave in the last days, or was left behind, and can be written again."""
    ahora, estado = timezone.now(), CorreoEnviado.Estado
    return (
        CorreoEnviado.objects.filter(
            Q(estado=estado.FALLIDO) | Q(estado=estado.POR_ENVIAR, creado_en__lt=ahora - ESPERA),
            creado_en__gte=ahora - dt.timedelta(days=DIAS),
            intentos__lt=INTENTOS,
            para__is_active=True,
        )
        .exclude(ruta="")
        .select_related("para")
        .order_by("creado_en")
    )


def sin_salir() -> int:
    """How many mails of the last days could not be sent."""
    desde = timezone.now() - dt.timedelta(days=DIAS)
    fallidos = CorreoEnviado.objects.filter(estado=CorreoEnviado.Estado.FALLIDO)
    return fallidos.filter(creado_en__gte=desde).count()


def reenviar(fila: CorreoEnviado) -> bool:
    """Writes the mail again, of the rows as they are now; whether it left.

    Of two who try at the same moment only one sends. What it spoke of may be gone: then it
    stays as failed.
    """
    if not fila.se_puede_reenviar:
        return False
    como_la_vi = CorreoEnviado.objects.filter(
        pk=fila.pk, estado=fila.estado, intentos=fila.intentos
    )
    if not como_la_vi.update(intentos=F("intentos") + 1):
        return False
    try:
        with translation.override(fila.idioma):  # the one that its `ruta` is kept in
            contexto = {clave: fila_de(valor) for clave, valor in fila.contexto.items()}
            assert fila.para is not None  # as `se_puede_reenviar` sees to
            mensaje = componer(fila.para, fila.plantilla, contexto, fila.ruta)
    except Exception as error:
        return fallo(fila, error)
    return entregar(mensaje, fila)


def referencias(contexto: Mapping[str, Any]) -> dict[str, Any]:
    """A context as JSON, with its rows by table and key; ``fila_de`` reads each value back."""
    return {clave: referencia(valor) for clave, valor in contexto.items()}


def referencia(valor: Any) -> Any:
    if isinstance(valor, models.Model):
        return {"tabla": valor._meta.label_lower, "pk": valor.pk}
    if isinstance(valor, dt.date):
        return {"fecha": valor.isoformat()}
    if isinstance(valor, list | tuple | models.QuerySet):
        return [referencia(uno) for uno in valor]
    if isinstance(valor, Promise):
        return str(valor)
    if valor is None or isinstance(valor, str | int):
        return valor
    raise TypeError(f"a mail's context cannot hold a {type(valor).__name__}")


def fila_de(valor: Any) -> Any:
    """Raises DoesNotExist when the row is gone."""
    if isinstance(valor, list):
        return [fila_de(uno) for uno in valor]
    if not isinstance(valor, dict):
        return valor
    if "fecha" in valor:
        return dt.date.fromisoformat(valor["fecha"])
    return apps.get_model(valor["tabla"])._base_manager.get(pk=valor["pk"])


# --- The message ---------------------------------------------------------------------------------


def componer(
    para: Usuario | Buzon, plantilla: str, contexto: Mapping[str, Any], ruta: str
) -> EmailMultiAlternatives:
    """The message of ``enviar_correo``, not sent."""
    # Resolved in the caller's language, because that is the one `ruta` was made in.
    enlace = settings.SITIO_URL.rstrip("/") + translate_url(ruta, para.idioma)
    datos = {**contexto, "usuario": para, "enlace": enlace, "sitio_url": settings.SITIO_URL}
    with translation.override(para.idioma):
        asunto = texto_plano(f"{plantilla}_asunto.txt", datos)
        mensaje = EmailMultiAlternatives(
            subject=" ".join(asunto.split()),  # one line: a name cannot add a header
            body=texto_plano(f"{plantilla}.txt", datos).strip() + "\n",
            to=[para.correo],
            headers={"Auto-Submitted": "auto-generated"},  # so that absence replies stay away
        )
        mensaje.attach_alternative(get_template(f"{plantilla}.html").render(datos), "text/html")
    return mensaje


def texto_plano(plantilla: str, datos: Mapping[str, Any]) -> str:
    """Renders a template that is not HTML, so without turning ``&`` into ``&amp;``."""
    # `.template` is Django's own template inside the backend's wrapper, which always escapes.
    return get_template(plantilla).template.render(Context(dict(datos), autoescape=False))  # type: ignore[attr-defined]
