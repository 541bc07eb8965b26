"""Receiving files: none is stored beyond the limit, however large the one that is sent."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

A_LA_VEZ = 10
"""How many files of the largest size are stored of one sending; the rest is only counted."""


class Limite(FileUploadHandler):
    """Goes before Django's own handlers: lets each file through up to the limit. What is more is
    counted and thrown away, so that the person can be told how much it was."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.guardado = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.tamano = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.tamano += len(raw_data)
        if self.demasiado:
            return None
        self.guardado += len(raw_data)
        return raw_data

    @property
    def demasiado(self) -> bool:
        maximo = settings.EVIDENCIA_MAXIMO
        return self.tamano > maximo or self.guardado > A_LA_VEZ * maximo

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Of a file that is too large only its name and size are left."""
        if self.tamano <= settings.EVIDENCIA_MAXIMO and not self.demasiado:
            return None
        return UploadedFile(
            io.BytesIO(), self.file_name, self.content_type,
            max(self.tamano, settings.EVIDENCIA_MAXIMO + 1),
        )  # fmt: skip
