"""The last look at a file before it is put in its place."""

from __future__ import annotations

import io
import tempfile
import zipfile

import page

from informes.documentos.archivo import Archivo
from planes.documentos.pdf import DocumentoMalHecho

MAXIMO = 40_000_000
"""Bytes: what is larger is a fault of ours, and nobody's phone opens it."""

EN_ZIP = {"pptx", "xlsx", "docx", "zip"}


def exigir_bien_hecho(archivo: Archivo) -> None:
    """Raises DocumentoMalHecho when a file is empty, too large, broken, or a PDF that does not
    pass PDF/UA-1 (all fonts embedded, everything tagged)."""
    if not archivo.contenido:
        raise DocumentoMalHecho(f"the {archivo.extension} is empty")
    if len(archivo.contenido) > MAXIMO:
        raise DocumentoMalHecho(f"the {archivo.extension} has {len(archivo.contenido)} bytes")
    if archivo.extension == "pdf":
        exigir_accesible(archivo.contenido)
    elif archivo.extension in EN_ZIP:
        with zipfile.ZipFile(io.BytesIO(archivo.contenido)) as partes:
            if (mala := partes.testzip()) is not None:
                raise DocumentoMalHecho(f"broken part {mala}")


def exigir_accesible(contenido: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as archivo:
        archivo.write(contenido)
        archivo.flush()
        dictamen = page.validate_pdf(archivo.name, profile="ua1")
    if not dictamen.is_compliant:
        raise DocumentoMalHecho(f"not PDF/UA-1: {dictamen}"[:2000])
