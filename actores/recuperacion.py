"""What somebody sent after the session had ended, kept until that person has logged in again.

Without it, a form typed for an hour and sent a minute too late would come back empty. It waits
on the server, in the visitor's own (anonymous) session, which outlives the login; a page then
shows it and sends it on, with a button, to where it was going. Files cannot wait: they have to
be chosen again, and passwords never do.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

CLAVE = "envio_sin_sesion"
DURA = 2 * 60 * 60
"""Seconds that it waits."""
MAXIMO = 300_000
"""Characters; the longest page of a report has about 60,000."""
POR_HORA = 40
"""Sendings kept for one address, so that nobody fills the table of sessions."""

PROPIOS_DE_LA_PAGINA = {"csrfmiddlewaretoken"}
SECRETOS = ("password", "clave_actual", "code")


@dataclass(frozen=True)
class Envio:
    """A form that was sent: where to, and its fields in the order of the page."""

    ruta: str
    campos: list[tuple[str, str]]
    con_archivos: bool

    @property
    def textos(self) -> list[str]:
        """What a person wrote, as far as one can tell without the form: no codes, no choices."""
        return [valor for _nombre, valor in self.campos if " " in valor.strip()]


def es_recuperable(request: HttpRequest) -> bool:
    """A form of the reports or of the admin, sent from one of our own pages by a person.

    Account pages hold passwords; a script's request has a page behind it that still holds
    what was typed. ``Sec-Fetch-*`` are set by the browser and no page can forge them.
    """
    destino = request.headers.get("Sec-Fetch-Mode", "navigate")
    de_casa = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return (
        request.method == "POST"
        and de_casa
        and destino == "navigate"
        and not request.path.startswith(reverse("cuenta"))
    )


def guardar(request: HttpRequest) -> bool:
    """Keeps what this request sends; False when it cannot wait or is too much."""
    campos = [
        (nombre, valor)
        for nombre, valores in request.POST.lists()
        for valor in valores
        if nombre not in PROPIOS_DE_LA_PAGINA and not any(s in nombre for s in SECRETOS)
    ]
    largo = sum(len(nombre) + len(valor) for nombre, valor in campos)
    if largo > MAXIMO or not cabe_otro(request.META.get("REMOTE_ADDR", "")):
        return False
    request.session[CLAVE] = {
        "ruta": request.get_full_path(),
        "campos": campos,
        "con_archivos": bool(request.FILES),
        "hasta": time.time() + DURA,
    }
    return True


def cabe_otro(direccion: str) -> bool:
    llave = f"{CLAVE}:{direccion}"
    cache.add(llave, 0, 60 * 60)
    try:
        return cache.incr(llave) <= POR_HORA
    except ValueError:  # it ran out between the two lines
        return True


def pendiente(request: HttpRequest) -> Envio | None:
    """What waits for this person, if it has not waited too long."""
    guardado = request.session.get(CLAVE)
    if not guardado or guardado["hasta"] < time.time():
        return None
    ruta = guardado["ruta"]
    if not url_has_allowed_host_and_scheme(ruta, allowed_hosts=None):
        return None
    return Envio(ruta, [(n, v) for n, v in guardado["campos"]], guardado["con_archivos"])


def olvidar(request: HttpRequest) -> None:
    request.session.pop(CLAVE, None)


def olvidar_si_llego(request: HttpRequest) -> None:
    """Once a form of that page is sent with a session, nothing waits any more."""
    guardado = request.session.get(CLAVE)
    if guardado and urlsplit(guardado["ruta"]).path == request.path:
        olvidar(request)
