"""Published documents of any type with small files: nothing is typeset."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from actores.models import Usuario
from informes import operaciones
from informes.models import Corte, FormaInforme, Informe


def producido(
    corte: Corte,
    tipo: str = Informe.Tipo.ANUAL,
    *,
    contenido: bytes = b"%PDF-1.7",
    formas: Iterable[tuple[str, str, bytes]] = (),
    **campos: Any,
) -> Informe:
    """A document of 2024 as it lies before it is published; ``formas``: key, extension, bytes."""
    informe = Informe(
        **{"corte": corte, "tipo": tipo, "anio": 2024, "idioma": "es", "paginas": 2} | campos
    )
    # Two documents never have the same bytes: they say their name and language.
    suyo = contenido + informe.nombre_direccion.encode()
    informe.huella, informe.bytes = huella(suyo), len(suyo)
    informe.producido_en = timezone.now()
    informe.archivo.save("x", ContentFile(suyo), save=False)
    informe.save()
    for clave, extension, otro in formas:
        forma = FormaInforme(
            informe=informe,
            clave=clave,
            extension=extension,
            huella=huella(otro),
            bytes=len(otro),
        )
        forma.archivo.save("x", ContentFile(otro), save=False)
        forma.save()
    return informe


def publicado(corte: Corte, por: Usuario, tipo: str = Informe.Tipo.ANUAL, **mas: Any) -> Informe:
    """The same, at its permanent address."""
    return operaciones.publicar_informe(informe=producido(corte, tipo, **mas), por=por)


def huella(contenido: bytes) -> str:
    return hashlib.sha256(contenido).hexdigest()
