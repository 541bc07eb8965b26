"""The files of a cut's open data, made once and kept: its content never changes.

They are made when the cut is published (``informes.tareas``), which takes some seconds; a download
that comes before makes them itself. They are in MEDIA_ROOT, where only the portal reads: who may
have one is asked each time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet

from informes import datos_abiertos
from informes.documentos import datos
from informes.figuras import Parte
from informes.models import Corte

EDICION = 3
"""To be raised when a file is written in another way, so that no old one is given out."""


def leer(corte: Corte, idioma: str, nombre: str) -> bytes | None:
    """A file of that cut, which makes all of them the first time; None when it has no such file."""
    preparar(corte, idioma)
    if nombre not in pesos(corte, idioma):
        return None
    return (lugar(corte, idioma) / nombre).read_bytes()


def preparar(corte: Corte, idioma: str) -> None:
    """Makes the files of that cut, unless they are there."""
    donde = lugar(corte, idioma)
    if not donde.is_dir():
        hacer(corte, idioma, donde)


def pesos(corte: Corte, idioma: str) -> dict[str, int]:
    """The bytes of every file of that cut, by name; none while they have not been made."""
    donde = lugar(corte, idioma)
    if not donde.is_dir():
        return {}
    return {archivo.name: archivo.stat().st_size for archivo in donde.iterdir()}


def indice(corte: Corte, idioma: str) -> list[Parte]:
    """The tables of that cut: name, what they are, rows, fields. As it was written, or worked out
    while the files have not been made."""
    escrito = lugar(corte, idioma) / datos.INDICE
    if escrito.is_file():
        leido: list[Parte] = json.loads(escrito.read_bytes())
        return leido
    clave = f"indice-de-datos-{lugar(corte, idioma).name}"
    return cache.get_or_set(clave, lambda: datos.indice(corte, idioma), timeout=3600) or []


def hechos(corte: Corte) -> list[tuple[str, int, str]]:
    """Name with language, bytes and SHA-256 of each file of that cut that anybody can have: those
    that were made."""
    return [
        (f"{nombre} ({idioma})", peso, huella)
        for idioma, _nombre in settings.LANGUAGES
        if lugar(corte, idioma).is_dir()
        for nombre, peso, huella in resumidos(lugar(corte, idioma))
    ]


@lru_cache(maxsize=64)
def resumidos(donde: Path) -> tuple[tuple[str, int, str], ...]:
    """Once in a process: what lies there never changes."""
    contenidos = [(a.name, a.read_bytes()) for a in sorted(donde.iterdir())]
    return tuple((n, len(c), hashlib.sha256(c).hexdigest()) for n, c in contenidos)


def lugar(corte: Corte, idioma: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "datos" / f"{corte.huella}-{corte.pk}-{idioma}-{EDICION}"


def hacer(corte: Corte, idioma: str, donde: Path) -> None:
    """Writes all of them beside, then puts them in their place at once: whoever looks finds
    either none or all. Of two who make the same, the first stays."""
    donde.parent.mkdir(parents=True, exist_ok=True)
    aparte = Path(tempfile.mkdtemp(dir=donde.parent))
    try:
        for nombre, contenido in datos.archivos(corte, idioma).items():
            (aparte / nombre).write_bytes(contenido)
        os.replace(aparte, donde)
    except OSError:
        if not donde.is_dir():
            raise
    finally:
        shutil.rmtree(aparte, ignore_errors=True)


# --- Which file is it? ---------------------------------------------------------------------------


def dados(corte: Corte) -> list[tuple[str, int, str]]:
    """Name, bytes and hash of whatever was given out of a cut; each file once."""
    clave = f"descargas-{corte.pk}-{corte.huella}"
    primeros: list[tuple[str, int, str]] | None = cache.get(clave)
    if primeros is None:
        contenidos = {
            "corte.json": datos_abiertos.corte_completo(corte),
            "celdas-es.csv": datos_abiertos.csv_de_celdas(corte, "es"),
            "celdas-en.csv": datos_abiertos.csv_de_celdas(corte, "en"),
        }
        primeros = [(n, len(c), hashlib.sha256(c).hexdigest()) for n, c in contenidos.items()]
        cache.set(clave, primeros, timeout=None)
    por_huella = {huella: (nombre, peso, huella) for nombre, peso, huella in primeros}
    for nombre, peso, huella in hechos(corte):
        por_huella.setdefault(huella, (nombre, peso, huella))
    return list(por_huella.values())


def corte_de(huella: str) -> Corte | None:
    """The cut that gave out a data file with that hash; the newest when several did."""
    return next((c for c in dieron() if huella in {h for _n, _p, h in dados(c)}), None)


def completas(parte: str) -> set[str]:
    """The hashes that begin so, of data files that were given out."""
    return {h for corte in dieron() for _n, _p, h in dados(corte) if h.startswith(parte)}


def dieron() -> QuerySet[Corte]:
    """The cuts whose data files anybody may have, the newest first."""
    return Corte.objects.exclude(estado=Corte.Estado.PREPARADO).order_by("-publicado_en")
