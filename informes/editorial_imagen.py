"""Pictures of what is written for visitors: written anew, in the widths that screens ask for.

A file's name says what is in it and how large it is (``editorial/<hash>-1600x900.jpg``), so that
the pages and the smaller widths need no look at the file. The same picture has the same name.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL import Image

from planes import limpieza
from planes.limpieza import ArchivoRechazado
from planes.limpieza.formatos import VIEJOS, extension_de

CARPETA = "editorial/"
ANCHO = 1600
DERIVADOS = (480, 960)
TIPO = "image/jpeg"
MINIMO = 480
"""Of the longer side: with fewer points it is a blur."""
CALIDAD = 84
NOMBRE = re.compile(r"([0-9a-f]{20})-([1-9]\d{0,3})x([1-9]\d{0,3})\.jpg")
ACEPTADAS = frozenset({"jpg", "png", "webp"})


@dataclass(frozen=True)
class Imagen:
    """A kept picture by its name: nothing is read."""

    clave: str
    ancho: int
    alto: int

    @classmethod
    def de(cls, nombre: str) -> Imagen | None:
        """The picture of that name in storage; None when the name is not one of ours."""
        partes = NOMBRE.fullmatch(nombre.removeprefix(CARPETA))
        return cls(partes[1], int(partes[2]), int(partes[3])) if partes else None

    @property
    def nombre(self) -> str:
        return f"{self.clave}-{self.ancho}x{self.alto}.jpg"

    @property
    def url(self) -> str:
        return reverse("imagen_editorial", args=[self.nombre])

    @property
    def derivadas(self) -> list[Imagen]:
        """The smaller ones that were kept with it, from the smallest."""
        return [
            Imagen(self.clave, ancho, max(1, round(self.alto * ancho / self.ancho)))
            for ancho in DERIVADOS
            if ancho < self.ancho
        ]

    @property
    def srcset(self) -> str:
        return ", ".join(f"{i.url} {i.ancho}w" for i in [*self.derivadas, self])

    @property
    def pequena(self) -> Imagen:
        return next(iter(self.derivadas), self)


def guardar(nombre: str, contenido: bytes) -> str:
    """Keeps an uploaded picture and its smaller widths; the name that the row keeps.

    Raises ArchivoRechazado with a sentence when it is no picture, too large, too small or damaged.
    """
    hechas = preparar(nombre, contenido)
    for hecha, jpeg in hechas.items():
        ruta = CARPETA + hecha.nombre
        if not default_storage.exists(ruta):
            default_storage.save(ruta, ContentFile(jpeg))
    return CARPETA + next(iter(hechas)).nombre


def preparar(nombre: str, contenido: bytes) -> dict[Imagen, bytes]:
    """The picture as JPEG on white without metadata, the whole one first. Same errors."""
    extension = extension_de(nombre)
    if extension not in ACEPTADAS:
        raise ArchivoRechazado(
            str(VIEJOS.get(extension) or "")
            or _("La imagen tiene que ser JPEG, PNG o WebP; este archivo es otra cosa.")
        )
    formato = limpieza.revisar(nombre, contenido)
    limpia = limpieza.limpiar(formato, contenido)
    with Image.open(io.BytesIO(limpia)) as abierta:
        if max(abierta.size) < MINIMO:
            raise ArchivoRechazado(
                _("La imagen mide %(ancho)d × %(alto)d puntos y se vería borrosa. Suba una de %(n)d"
                  " puntos o más.") % {"ancho": abierta.width, "alto": abierta.height, "n": MINIMO}
            )  # fmt: skip
        abierta.thumbnail((ANCHO, ANCHO))
        entera = sobre_blanco(abierta)
    jpeg = en_jpeg(entera)
    primera = Imagen(hashlib.sha256(jpeg).hexdigest()[:20], *entera.size)
    hechas = {primera: jpeg}
    for menor in primera.derivadas:
        hechas[menor] = en_jpeg(entera.resize((menor.ancho, menor.alto), Image.Resampling.LANCZOS))
    return hechas


def sobre_blanco(imagen: Image.Image) -> Image.Image:
    color = imagen.convert("RGBA")
    fondo = Image.new("RGB", color.size, "#FFFFFF")
    fondo.paste(color, mask=color.getchannel("A"))
    return fondo


def en_jpeg(imagen: Image.Image) -> bytes:
    salida = io.BytesIO()
    imagen.save(salida, "JPEG", quality=CALIDAD, optimize=True, progressive=True)
    return salida.getvalue()


def borrar(nombre: str) -> None:
    """Takes a picture off the disk with its smaller widths."""
    imagen = Imagen.de(nombre)
    for hecha in [*imagen.derivadas, imagen] if imagen else []:
        default_storage.delete(CARPETA + hecha.nombre)
