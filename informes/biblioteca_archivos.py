"""Files of the library: taken in, cleaned, kept under the hash of what is kept.

The name in storage (``publicaciones/<sha256>.pdf``) says what is in it: the same file is kept once
and a form that could not be saved does not lose what was uploaded with it.
"""

from __future__ import annotations

import hashlib
import re

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from informes import subtitulos, video
from informes.subtitulos import SubtitulosMal
from planes import antivirus, limpieza
from planes.limpieza import ArchivoRechazado
from planes.limpieza.formatos import FORMATOS, VIEJOS, extension_de

CARPETA = "publicaciones/"
DOCUMENTOS = ("pdf", "jpg", "png", "webp", "mp4")
SUBTITULOS = ("vtt",)
TIPOS = {
    **{f: FORMATOS[f].mime for f in DOCUMENTOS if f in FORMATOS},
    "mp4": video.TIPO,
    "vtt": "text/vtt",
}
NOMBRES = {**{f: FORMATOS[f].nombre for f in DOCUMENTOS if f in FORMATOS}, "mp4": "MP4"}
"""What people call each format."""
GUARDADO = re.compile(r"publicaciones/([0-9a-f]{64})\.(pdf|jpg|png|webp|mp4|vtt)")


def guardar(nombre: str, contenido: bytes, extensiones: tuple[str, ...] = DOCUMENTOS) -> str:
    """Keeps an uploaded file, cleaned; the name that the row keeps. Raises ArchivoRechazado."""
    extension = extension_de(nombre)
    if extension not in extensiones:
        raise ArchivoRechazado(str(VIEJOS.get(extension) or "") or no_es(extensiones))
    limpio = limpiar(nombre, extension, contenido)
    exigir_sin_virus(contenido)
    ruta = f"{CARPETA}{hashlib.sha256(limpio).hexdigest()}.{extension}"
    if not default_storage.exists(ruta):
        default_storage.save(ruta, ContentFile(limpio))
    return ruta


def medir(nombre: str, tamano: int) -> None:
    """What can be told before it is read. Raises ArchivoRechazado when it is too large."""
    if extension_de(nombre) == "mp4":
        video.medir(tamano)
    elif extension_de(nombre) in FORMATOS:
        limpieza.medir(nombre, tamano)
    elif tamano > subtitulos.MAXIMO:
        raise ArchivoRechazado(subtitulos.muy_grandes() if es_vtt(nombre) else no_es(DOCUMENTOS))


def es_vtt(nombre: str) -> bool:
    return extension_de(nombre) in SUBTITULOS


def no_es(extensiones: tuple[str, ...]) -> str:
    if extensiones == SUBTITULOS:
        return _("Los subtítulos van en un archivo WebVTT, de extensión .vtt.")
    return _(
        "Suba un PDF, una imagen (JPEG, PNG o WebP) o un video MP4; este archivo es otra cosa."
    )


def limpiar(nombre: str, extension: str, contenido: bytes) -> bytes:
    if not contenido:
        raise ArchivoRechazado(_("El archivo está vacío. Ábralo para ver si tiene contenido."))
    if extension == "vtt":
        try:
            return subtitulos.revisar(contenido)
        except SubtitulosMal as error:
            raise ArchivoRechazado(str(error)) from error
    if extension == "mp4":
        video.revisar(contenido)
        return contenido
    return limpieza.limpiar(limpieza.revisar(nombre, contenido), contenido)


def exigir_sin_virus(contenido: bytes) -> None:
    """Asks the scanner, where there is one; what it cannot answer for is not kept."""
    try:
        virus = antivirus.buscar(contenido)
    except antivirus.AntivirusCaido as error:
        raise ArchivoRechazado(
            _("El antivirus no responde y el archivo no se guardó. Inténtelo más tarde.")
        ) from error
    if virus:
        raise ArchivoRechazado(limpieza.infectado())


def es_guardado(nombre: str, extensiones: tuple[str, ...]) -> bool:
    """Whether it is the name of a file that was kept here, of one of those formats."""
    hallado = GUARDADO.fullmatch(nombre)
    return bool(hallado and hallado[2] in extensiones and default_storage.exists(nombre))


def describir(nombre: str) -> dict[str, str | int]:
    """``formato``, ``tamano`` and ``huella`` of a kept file; of none, empty."""
    hallado = GUARDADO.fullmatch(nombre)
    if hallado is None:
        return {"formato": "", "tamano": 0, "huella": ""}
    tamano = default_storage.size(nombre)
    return {"formato": TIPOS[hallado[2]], "tamano": tamano, "huella": hallado[1]}


def extension(nombre: str) -> str:
    """``pdf`` of ``publicaciones/<sha256>.pdf``; empty for no file."""
    hallado = GUARDADO.fullmatch(nombre)
    return hallado[2] if hallado else ""
