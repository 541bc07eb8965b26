"""Pieces for visitors and pictures for them, for tests."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any, TypeVar

from django.utils import timezone
from PIL import Image

from actores.models import Usuario
from actores.roles import COMITE_COMUNICACION
from informes import editorial_imagen
from informes.models import Noticia
from informes.models.editorial import Editorial
from informes.operaciones import editorial as operaciones
from planes.operaciones import guardar_con_historia
from tests.crear import crear_usuario

P = TypeVar("P", bound=Editorial)

TEXTOS: dict[str, Any] = {
    "titulo": "La Coalición se reúne", "resumen": "Dos días de trabajo.",
    "cuerpo": "<p>Se acordó el <strong>calendario</strong>.</p>",
}  # fmt: skip
EN_INGLES: dict[str, Any] = {
    "titulo_en": "The Coalition meets", "resumen_en": "Two working days.",
    "cuerpo_en": "<p>The calendar was agreed.</p>",
}  # fmt: skip


def foto(ancho: int = 1800, alto: int = 1000, formato: str = "JPEG", **opciones: Any) -> bytes:
    """A picture of that size."""
    salida = io.BytesIO()
    Image.new("RGB", (ancho, alto), "#1B4F8F").save(salida, formato, **opciones)
    return salida.getvalue()


def con_imagen(alternativo_en: str = "A blue field") -> dict[str, Any]:
    """The fields of a piece's picture."""
    nombre = editorial_imagen.guardar("foto.jpg", foto())
    return {"imagen": nombre, "imagen_alt": "Un campo azul", "imagen_alt_en": alternativo_en}


def comunicadora() -> Usuario:
    return crear_usuario("", COMITE_COMUNICACION, is_staff=True)


def escribir(tabla: Any = Noticia, por: Usuario | None = None, **campos: Any) -> Any:
    """A draft."""
    pieza = tabla(**TEXTOS | campos)
    return operaciones.guardar(pieza=pieza, version=0, por=por or comunicadora())


def publicar(pieza: P, hace: dt.timedelta = dt.timedelta(hours=1)) -> P:
    """As if it had gone out that long ago; of a negative time, scheduled."""
    pieza.estado = Editorial.Estado.PUBLICADO
    pieza.publicar_en = timezone.now() - hace
    pieza.version += 1
    por = pieza.creado_por
    assert por is not None
    guardar_con_historia(pieza, por=por, motivo="publicar")
    return pieza
