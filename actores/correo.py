"""The one way the portal writes to a person: in her language, after commit, never in the way."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.urls import translate_url
from django.utils import translation

from .models import Usuario

registro = logging.getLogger(__name__)


def enviar_correo(*, para: Usuario, plantilla: str, contexto: Mapping[str, Any], ruta: str) -> None:
    """Writes to ``para`` once the current transaction has been committed.

    ``plantilla`` names three templates: ``<plantilla>_asunto.txt`` (one line),
    ``<plantilla>.txt`` and ``<plantilla>.html``; besides ``contexto`` they get
    ``usuario`` (the reader), ``enlace`` (absolute address of ``ruta`` in the
    reader's language) and ``sitio_url``. ``ruta`` is a path of the portal as
    ``reverse()`` gives it. Nothing is sent to a closed account. A mail that
    cannot be made or delivered is logged, without the address or the text, and
    never raises: what the person did in the portal is done.
    """

    def entregar() -> None:
        try:
            if para.is_active:
                componer(para, plantilla, contexto, ruta).send()
        except Exception as error:  # whatever it is, the log is the only place it may reach
            registro.error(
                "mail %s to user %s not sent: %s", plantilla, para.pk, type(error).__name__
            )

    transaction.on_commit(entregar)


def componer(
    para: Usuario, plantilla: str, contexto: Mapping[str, Any], ruta: str
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
