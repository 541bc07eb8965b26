"""What somebody sent after the session had ended, kept until that person has logged in again.

Without it, a form typed for an hour and sent a minute too late would come back empty. It waits
on the server (``EnvioPendiente``) for the person who wrote it and for nobody else: a signed
cookie, set at the login and taken away at the exit, says whose browser this is after the session
has gone. A page then shows it and sends it on, with a button, to where it was going. Files
cannot wait: they have to be chosen again, and passwords never do.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.signing import BadSignature
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .models import EnvioPendiente, Usuario

DURA = dt.timedelta(hours=12)
"""How long it waits: as long as a session."""
MAXIMO = 300_000
"""Characters of one; the longest page of a report has about 60,000."""
CABEN = 20
"""Of one person; the oldest give way."""

MARCA = "_envio"
"""Hidden field by which a form that is sent on is known."""
GALLETA = "quien"
PROPIOS_DE_LA_PAGINA = {"csrfmiddlewaretoken", MARCA}
SECRETOS = ("password", "clave_actual", "code")

ACTOS: dict[str, Any] = {}
"""View name, or view name and ``accion``, → what its form does, in words. Each app adds its own."""


# --- Whose browser -------------------------------------------------------------------------------


@receiver(user_logged_in)
def recordar(sender: Any, request: HttpRequest, user: Usuario, **kwargs: Any) -> None:
    """Marks the browser, and tells of what waits to whoever did not come by way of it."""
    request.quien = str(user.pk)  # type: ignore[attr-defined]
    if request.POST.get("next") != reverse("recuperar") and pendientes(user).exists():
        aviso = _("Algo que envió cuando su sesión ya había terminado no se ha guardado.")
        enlace = format_html('{} <a href="{}">{}</a>', aviso, reverse("recuperar"), _("Verlo"))
        messages.warning(request, enlace, fail_silently=True)


@receiver(user_logged_out)
def olvidar_quien(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    request.quien = ""  # type: ignore[attr-defined]


def poner_galleta(request: HttpRequest, respuesta: HttpResponseBase) -> None:
    """After a login or an exit: whose browser this is, or nobody's."""
    quien = getattr(request, "quien", None)
    nombre = nombre_de_galleta()
    if quien:
        respuesta.set_signed_cookie(
            nombre,
            quien,
            max_age=settings.SESSION_COOKIE_AGE * 2,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    elif quien is not None and nombre in request.COOKIES:
        respuesta.delete_cookie(nombre)
        respuesta.cookies[nombre]["secure"] = settings.SESSION_COOKIE_SECURE


def nombre_de_galleta() -> str:
    return f"__Host-{GALLETA}" if settings.SESSION_COOKIE_SECURE else GALLETA


def duena(request: HttpRequest) -> Usuario | None:
    """Who writes in this browser, logged in or logged out by time."""
    if request.user.is_authenticated:
        return request.user
    try:
        clave = request.get_signed_cookie(
            nombre_de_galleta(), max_age=settings.SESSION_COOKIE_AGE * 2
        )
    except (KeyError, BadSignature):
        return None
    return Usuario.objects.filter(pk=int(clave or 0), is_active=True).first()


# --- Keeping -------------------------------------------------------------------------------------


def es_recuperable(request: HttpRequest) -> bool:
    """A form of the reports or of the admin, sent from one of our own pages by a person.

    Account pages hold passwords; a script's request has a page behind it that still holds
    what was typed. ``Sec-Fetch-*`` are set by the browser and no page can forge them.
    """
    modo = request.headers.get("Sec-Fetch-Mode", "navigate")
    sitio = request.headers.get("Sec-Fetch-Site", "same-origin")
    propio = not request.path.startswith(reverse("cuenta"))
    return request.method == "POST" and propio and modo == "navigate" and sitio == "same-origin"


def guardar(request: HttpRequest) -> bool:
    """Keeps what this request sends; False when nobody knows whose it is or it is too much."""
    campos = [
        (nombre, valor)
        for nombre, valores in request.POST.lists()
        for valor in valores
        if nombre not in PROPIOS_DE_LA_PAGINA and not any(s in nombre for s in SECRETOS)
    ]
    ruta = request.get_full_path()
    largo = sum(len(nombre) + len(valor) for nombre, valor in campos)
    de_quien = duena(request)
    if de_quien is None or largo > MAXIMO or len(ruta) > 500 or "\0" in str(campos):
        return False
    olvidar_vencidos()
    suyos = EnvioPendiente.objects.filter(usuario=de_quien)
    suyos.filter(pk__in=list(suyos.values_list("pk", flat=True)[CABEN - 1 :])).delete()
    EnvioPendiente.objects.create(
        usuario=de_quien,
        ruta=ruta,
        vista=vista_de(request.path_info),
        campos=campos,
        con_archivos=bool(request.FILES),
    )
    return True


def vista_de(camino: str) -> str:
    try:
        return resolve(camino).view_name[:100]
    except Resolver404:
        return ""


# --- Giving back ---------------------------------------------------------------------------------


def pendientes(usuario: Usuario) -> QuerySet[EnvioPendiente]:
    """What waits for this person, the newest first."""
    return EnvioPendiente.objects.filter(usuario=usuario, creado_en__gte=timezone.now() - DURA)


def en_palabras(envio: EnvioPendiente) -> str:
    """What sending it on will do; empty for a form of which nothing is known."""
    accion = dict(envio.campos).get("accion", "")
    dicho = ACTOS.get(f"{envio.vista} {accion}") or ACTOS.get(envio.vista)
    # A view that has a name here was found by this very address.
    return str(dicho) % resolve(envio.ruta.partition("?")[0]).kwargs if dicho else ""


def olvidar_vencidos() -> int:
    """Deletes what has waited too long, whoever wrote it; returns how many."""
    vencidos = EnvioPendiente.objects.filter(creado_en__lt=timezone.now() - DURA)
    return vencidos.delete()[0]


def olvidar(usuario: Usuario, clave: str) -> None:
    """Throws one away; a key that is none of this person's does nothing."""
    try:
        uuid.UUID(clave)
    except ValueError:
        return
    EnvioPendiente.objects.filter(usuario=usuario, clave=clave).delete()


def olvidar_si_llego(request: HttpRequest, respuesta: HttpResponseBase) -> None:
    """One that was sent on has arrived when the answer is its page: saved, or with what is to be
    mended (409: both texts). An answer without the text leaves it where it is."""
    clave = request.POST.get(MARCA, "")
    if (
        clave
        and request.user.is_authenticated
        and (respuesta.status_code < 400 or respuesta.status_code == 409)
    ):
        olvidar(request.user, clave)
