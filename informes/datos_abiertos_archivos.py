"""The files of a cut's open data, made once and kept: its content never changes.

They are in MEDIA_ROOT, where only the portal reads: who may have one is asked each time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from informes.documentos import datos
from informes.models import Corte

EDICION = 1
"""To be raised when a file is written in another way, so that no old one is given out."""


def leer(corte: Corte, idioma: str, nombre: str) -> bytes | None:
    """A file of that cut; None when it has no such file."""
    if nombre not in pesos(corte, idioma):
        return None
    return (lugar(corte, idioma) / nombre).read_bytes()


def pesos(corte: Corte, idioma: str) -> dict[str, int]:
    """The bytes of every file of that cut, by name; makes them the first time."""
    donde = lugar(corte, idioma)
    if not donde.is_dir():
        hacer(corte, idioma, donde)
    return {archivo.name: archivo.stat().st_size for archivo in donde.iterdir()}


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
