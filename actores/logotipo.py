"""An organisation's logo as it is kept: PNG or JPEG, written anew so that nothing hides in it."""

from __future__ import annotations

import hashlib
import io

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MAXIMO = 2 * 1024 * 1024
PUNTOS_MAXIMOS = 16_000_000
PUNTOS_MINIMOS = 200
"""Of the longer side: with fewer it is a blur in print."""
LADO = 1200
"""A larger one is made smaller: on paper it is four centimetres wide."""
EXTENSION = {"PNG": "png", "JPEG": "jpg"}
FIN = {"PNG": b"IEND", "JPEG": b"\xff\xd9"}
"""How a whole file ends."""


def limpiar_logotipo(contenido: bytes) -> tuple[str, bytes]:
    """Name (by its hash) and bytes of a logo without metadata.

    Raises ValueError with a sentence for the person.
    """
    if not contenido:
        raise ValueError(_("El archivo está vacío."))
    if len(contenido) > MAXIMO:
        raise ValueError(_("El logotipo pesa más de 2 MB. Guárdelo más pequeño y súbalo otra vez."))
    imagen = abrir(contenido)
    formato = str(imagen.format)
    limpia = en_pantalla(ImageOps.exif_transpose(imagen), formato)
    limpia.thumbnail((LADO, LADO))
    limpia.info = {}
    salida = io.BytesIO()
    limpia.save(salida, formato, **({"quality": 92} if formato == "JPEG" else {"optimize": True}))
    huella = hashlib.sha256(salida.getvalue()).hexdigest()
    return f"{huella[:16]}.{EXTENSION[formato]}", salida.getvalue()


def abrir(contenido: bytes) -> Image.Image:
    try:
        imagen = Image.open(io.BytesIO(contenido), formats=list(EXTENSION))
    except Image.DecompressionBombError as error:
        raise ValueError(demasiado_grande()) from error
    except Exception as error:  # Pillow raises whatever it stumbles over
        raise ValueError(
            _("El logotipo tiene que ser una imagen PNG o JPEG; este archivo es otra cosa.")
        ) from error
    # The header is enough to know the size: nothing has been unpacked yet.
    if imagen.width * imagen.height > PUNTOS_MAXIMOS:
        raise ValueError(demasiado_grande())
    if max(imagen.size) < PUNTOS_MINIMOS:
        raise ValueError(
            _("El logotipo mide %(ancho)d × %(alto)d puntos: impreso se vería borroso. Suba uno"
              " de 200 puntos o más.") % {"ancho": imagen.width, "alto": imagen.height}
        )  # fmt: skip
    try:
        # One that ends early would be filled up with grey.
        if FIN[str(imagen.format)] not in contenido[-4096:]:
            raise OSError
        imagen.load()
    except Exception as error:
        raise ValueError(
            _("La imagen está dañada o incompleta. Ábrala, guárdela otra vez y súbala.")
        ) from error
    return imagen


def demasiado_grande() -> str:
    return _("El logotipo mide más de 16 millones de puntos. Guárdelo más pequeño.")


def en_pantalla(imagen: Image.Image, formato: str) -> Image.Image:
    """In the colours of screens; a PNG keeps what is transparent in it."""
    if formato == "PNG" and imagen.has_transparency_data:
        return imagen.convert("RGBA")
    return imagen.convert("RGB")
