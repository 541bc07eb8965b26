"""MP4 videos: whether a file is one, by its boxes (ISO/IEC 14496-12, section 4.2). Nothing is
decoded and nothing rewritten."""

from __future__ import annotations

from django.utils.translation import gettext as _

from planes.limpieza import ArchivoRechazado
from planes.peso import peso

TIPO = "video/mp4"
MAXIMO = 100 * 1024 * 1024
MARCAS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"}
"""The kinds of file (brands) that browsers play."""
LUGAR = (b"\xa9xyz", b"loci", b"com.apple.quicktime.location")
"""How telephones write down where a video was taken."""


def medir(tamano: int) -> None:
    """Raises ArchivoRechazado for a video that is too large to be watched on a phone."""
    if tamano > MAXIMO:
        raise ArchivoRechazado(
            _("El video pesa %(tamano)s y el máximo es %(maximo)s. Redúzcalo.")
            % {"tamano": peso(tamano), "maximo": peso(MAXIMO)}
        )


def revisar(contenido: bytes) -> None:
    """Raises ArchivoRechazado when it is no MP4, or not a whole one."""
    medir(len(contenido))
    cajas = dict(leer(contenido))
    marcas = bytes(cajas.get(b"ftyp", b""))
    suyas = {marcas[:4], *(marcas[i : i + 4] for i in range(8, len(marcas), 4))}
    if not suyas & MARCAS:
        raise ArchivoRechazado(
            _("Su nombre dice que es MP4, pero por dentro es otra cosa. Guárdelo como MP4 (H.264).")
        )
    if b"moov" not in cajas or b"mdat" not in cajas:
        raise ArchivoRechazado(_("El video está incompleto. Guárdelo otra vez y súbalo."))
    if any(marca in bytes(cajas[b"moov"]) for marca in LUGAR):
        raise ArchivoRechazado(
            _("El video lleva escrito el lugar donde se grabó. Expórtelo sin ubicación y súbalo.")
        )


def leer(contenido: bytes) -> list[tuple[bytes, memoryview]]:
    """Name and content of each outer box, as far as they are well formed; of a file cut short not
    the last one."""
    hechas, lugar = [], 0
    while lugar + 8 <= len(contenido):
        largo = int.from_bytes(contenido[lugar : lugar + 4])
        nombre, cabeza = contenido[lugar + 4 : lugar + 8], 8
        if largo == 1:
            largo, cabeza = int.from_bytes(contenido[lugar + 8 : lugar + 16]), 16
        elif largo == 0:
            largo = len(contenido) - lugar
        if largo < cabeza or lugar + largo > len(contenido):
            break
        hechas.append((nombre, memoryview(contenido)[lugar + cabeza : lugar + largo]))
        lugar += largo
    return hechas
