"""What a writer of documents hands over."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

Avisar = Callable[[int], None]
"""Told now and then how much of the work is done, in per cent."""


class DocumentoImposible(Exception):
    """The document cannot be made; the message is a sentence for the Secretaría Técnica."""


@dataclass(frozen=True)
class Archivo:
    """A finished file. The first of a document is its principal one; ``clave`` tells others of
    the same extension apart ("cuadrado")."""

    contenido: bytes
    extension: str
    clave: str = ""
    paginas: int = 0

    @property
    def huella(self) -> str:
        return hashlib.sha256(self.contenido).hexdigest()
