"""Photographs: decoded, turned upright and written anew, so that only what is seen is left."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, ImageOps

from .formatos import ArchivoRechazado, Formato

LECTORES = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
OPCIONES: dict[str, dict[str, Any]] = {
    "jpg": {"quality": 90},
    "png": {"optimize": False},
    "webp": {"quality": 90},
}
BOMBA = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def abrir(contenido: bytes, formato: Formato) -> Image.Image:
    """The picture, decoded. Raises ArchivoRechazado when it is too large or damaged."""
    try:
        imagen = Image.open(io.BytesIO(contenido), formats=[LECTORES[formato.extension]])
        # The header is enough to know the size: nothing has been unpacked yet.
        if imagen.width * imagen.height > settings.EVIDENCIA_PIXELES:
            raise demasiados_pixeles()
        # The typesetter of the PDFs sets it for the whole process: half a picture would pass.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        imagen.load()
    except ArchivoRechazado:
        raise
    except BOMBA as error:
        raise demasiados_pixeles() from error
    except Exception as error:  # Pillow raises whatever it stumbles over
        raise ArchivoRechazado(
            _("La imagen está dañada o incompleta. Ábrala, guárdela otra vez y súbala.")
        ) from error
    return imagen


def demasiados_pixeles() -> ArchivoRechazado:
    return ArchivoRechazado(
        _("La imagen mide más de %(n)d millones de puntos. Redúzcala y súbala otra vez.")
        % {"n": settings.EVIDENCIA_PIXELES // 1_000_000}
    )


def revisar(contenido: bytes, formato: Formato) -> Iterator[bytes]:
    abrir(contenido, formato)
    yield from ()


def limpiar(contenido: bytes, formato: Formato) -> bytes:
    imagen = abrir(contenido, formato)
    derecha = en_srgb(ImageOps.exif_transpose(imagen))
    salida = io.BytesIO()
    # Whatever the picture carried (comment, profile, text) would be written again from here.
    derecha.info = {}
    derecha.save(salida, LECTORES[formato.extension], **OPCIONES[formato.extension])
    return salida.getvalue()


def en_srgb(imagen: Image.Image) -> Image.Image:
    """A copy in the colours that every screen takes for granted, so that it needs no profile."""
    transparente = imagen.has_transparency_data and imagen.format != "JPEG"
    perfil = imagen.info.get("icc_profile")
    if perfil and imagen.mode in ("RGB", "CMYK", "L"):
        try:
            origen = ImageCms.ImageCmsProfile(io.BytesIO(perfil))
            destino = ImageCms.createProfile("sRGB")
            hecha = ImageCms.profileToProfile(imagen, origen, destino, outputMode="RGB")
            return hecha if hecha is not None else imagen.convert("RGB")
        except ImageCms.PyCMSError:
            pass  # a profile that cannot be used: the colours as they come
    if transparente:
        return imagen.convert("RGBA")
    return imagen.convert("L" if imagen.mode in ("1", "L", "LA") else "RGB")


# --- Pictures inside documents: only their segments are looked at, nothing is decoded ------------

NADA = (b"\xff\xd8", b"\x89PNG\r\n\x1a\n")
DATOS_PNG = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}


def sin_datos(imagen: bytes) -> bytes:
    """A JPEG or PNG without what cameras and programs write into it; any other as it is.

    What cannot be followed to its end is left out: the picture may end early, but nothing hides.
    """
    if imagen.startswith(NADA[0]):
        return jpeg_sin_datos(imagen)
    if imagen.startswith(NADA[1]):
        return png_sin_datos(imagen)
    return imagen


def jpeg_sin_datos(jpeg: bytes) -> bytes:
    salida, lugar = bytearray(jpeg[:2]), 2
    while lugar + 4 <= len(jpeg) and jpeg[lugar] == 0xFF:
        marca = jpeg[lugar + 1]
        if marca == 0xFF:  # padding
            lugar += 1
            continue
        if marca == 0xD9:
            break
        fin = lugar + 2 + int.from_bytes(jpeg[lugar + 2 : lugar + 4], "big")
        if marca == 0xDA:  # the picture itself, up to the next marker
            while (fin := jpeg.find(b"\xff", fin)) != -1:
                if fin + 1 < len(jpeg) and jpeg[fin + 1] not in (0x00, *range(0xD0, 0xD8)):
                    break
                fin += 1
            fin = len(jpeg) if fin == -1 else fin
        if not es_dato(marca, jpeg[lugar + 4 : lugar + 16]):
            salida += jpeg[lugar:fin]
        lugar = fin
    return bytes(salida + b"\xff\xd9")


def es_dato(marca: int, comienzo: bytes) -> bool:
    """Whether a segment says something about the picture instead of being part of it."""
    if marca == 0xE2:
        return not comienzo.startswith(b"ICC_PROFILE")
    return marca == 0xFE or (0xE1 <= marca <= 0xEF and marca != 0xEE)


def png_sin_datos(png: bytes) -> bytes:
    salida, lugar = bytearray(png[:8]), 8
    while lugar + 12 <= len(png):
        fin = lugar + 12 + int.from_bytes(png[lugar : lugar + 4], "big")
        tipo = png[lugar + 4 : lugar + 8]
        if tipo not in DATOS_PNG:
            salida += png[lugar:fin]
        if tipo == b"IEND":
            break
        lugar = fin
    return bytes(salida)
