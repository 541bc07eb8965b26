"""Visits are counted in the server: a number for each page and year, nothing about anyone.

No cookie, no address, no browser is looked at for it, save to leave out machines that say that
they are one. What is counted waits in memory and goes to the database once a minute, so that a
visit costs nothing; of a process that is killed the last minute is lost.
"""

from __future__ import annotations

import atexit
import re
import threading
import time
from collections import Counter

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from informes.models import Visitas

CADA = 60
"""Seconds between two writings."""
MAXIMO = 2_000
"""Pages kept in memory; there are fewer, unless somebody makes addresses up."""
MAQUINAS = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|http|java/|scan|lighthouse", re.I
)
LARGO = 200

Clave = tuple[str, int, str]
"""Page (its address in Spanish), year, language."""


class Contador:
    """What one process has counted and not yet written."""

    def __init__(self) -> None:
        self.candado = threading.Lock()
        self.cuenta: Counter[Clave] = Counter()
        self.escrito = time.monotonic()

    def sumar(self, clave: Clave) -> bool:
        """One visit more; whether it is time to write."""
        with self.candado:
            if clave in self.cuenta or len(self.cuenta) < MAXIMO:
                self.cuenta[clave] += 1
            toca = time.monotonic() - self.escrito >= CADA
            if toca:
                self.escrito = time.monotonic()
            return toca

    def tomar(self) -> Counter[Clave]:
        """What was counted; from here on it is the caller's."""
        with self.candado:
            cuenta, self.cuenta = self.cuenta, Counter()
            return cuenta

    def devolver(self, cuenta: Counter[Clave]) -> None:
        with self.candado:
            self.cuenta.update(cuenta)


contador = Contador()


def anotar(request: HttpRequest) -> None:
    """Counts a page that a visitor asks for; not what a machine or a browser fetches in advance."""
    if not settings.VISITAS or request.method != "GET" or not es_de_persona(request):
        return
    idioma = (get_language() or "es")[:2]
    pagina = request.path.removeprefix("/en") if idioma == "en" else request.path
    clave = (pagina[:LARGO], timezone.localdate().year, idioma)
    if contador.sumar(clave):
        threading.Thread(target=escribir_aparte, daemon=True).start()


def es_de_persona(request: HttpRequest) -> bool:
    navegador = request.headers.get("User-Agent", "")
    adelantada = "prefetch" in request.headers.get("Sec-Purpose", "")
    return bool(navegador) and not adelantada and not MAQUINAS.search(navegador)


def escribir() -> None:
    """Adds what was counted to the database; what cannot be written waits for the next time."""
    cuenta = contador.tomar()
    try:
        with transaction.atomic():
            for (ruta, anio, idioma), n in sorted(cuenta.items()):
                fila, _nueva = Visitas.objects.get_or_create(ruta=ruta, anio=anio, idioma=idioma)
                Visitas.objects.filter(pk=fila.pk).update(n=F("n") + n)
    except DatabaseError:
        contador.devolver(cuenta)


def escribir_aparte() -> None:
    """In a thread of its own, with a connection of its own."""
    try:
        escribir()
    finally:
        connection.close()


@atexit.register
def al_terminar() -> None:
    if contador.cuenta:
        escribir()
