"""Documents made from a data cut."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile

from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _

from informes.documentos import anual
from informes.models import Informe
from planes.documentos.pdf import Documento, Recursos, componer

REGISTRO = logging.getLogger(__name__)

PLANTILLAS = {Informe.Tipo.ANUAL: anual.escribir}
"""Who writes the HTML of each type."""


class YaEscrito(File):
    """A finished file on disk: the storage moves it into place instead of copying it."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def producir(informe: Informe) -> None:
    """Makes the file of a document and puts it in its place, with hash, size and pages.

    When it cannot be made, the document keeps the file it had and ``error`` says so;
    nothing is raised: who asked for it must get their page.
    """
    try:
        colocar(informe, escribir(informe))
    except Exception:
        REGISTRO.exception("document %s could not be made", informe.pk)
        informe.refresh_from_db()
        informe.error = _(
            "No se pudo producir el documento. Sigue en su lugar el que había, si lo había."
            " Inténtelo otra vez; si vuelve a fallar, avise a quien administra el portal."
        )
        informe.save(update_fields=["error"])


def escribir(informe: Informe) -> Documento:
    """The document from its cut, in memory: the same cut and language give the same bytes.

    Raises DocumentoMalHecho.
    """
    recursos = Recursos()
    html = PLANTILLAS[Informe.Tipo(informe.tipo)](informe, recursos)
    # No time and no random number.
    identificador = f"{informe.nombre_archivo} {informe.corte.huella}".encode()
    return componer(html, recursos, identificador)


IGUAL = "igual"


def comprobar(informe: Informe) -> str:
    """``igual`` when the file in its place and the document made again both have its hash; else
    what does not, in words."""
    if not informe.archivo.name or not ya_esta(informe, informe.archivo.name):
        return "el archivo no está o no es el que se publicó"
    if escribir(informe).huella != informe.huella:
        return "hecho de nuevo, sale otro: cambió el programa o el corte"
    return IGUAL


def ya_esta(informe: Informe, nombre: str) -> bool:
    """Whether exactly these bytes lie there already: files are named by their hash."""
    almacen = informe.archivo.storage
    if not almacen.exists(nombre):
        return False
    with almacen.open(nombre, "rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest() == informe.huella


def colocar(informe: Informe, documento: Documento) -> None:
    """Moves a finished file into the storage and then tells the row: nobody is ever served a
    half-made one."""
    informe.huella = documento.huella
    nombre = informe.archivo.field.generate_filename(informe, "")
    almacen = informe.archivo.storage
    if not ya_esta(informe, nombre):
        carpeta = os.path.dirname(almacen.path(nombre))
        os.makedirs(carpeta, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=carpeta) as aparte:
            ruta = os.path.join(aparte, "documento.pdf")
            with open(ruta, "wb") as archivo:
                archivo.write(documento.contenido)
                archivo.flush()
                os.fsync(archivo.fileno())
            almacen.delete(nombre)
            with open(ruta, "rb") as archivo:
                nombre = almacen.save(nombre, YaEscrito(archivo, name=ruta))
    informe.archivo.name = nombre
    informe.bytes, informe.paginas = len(documento.contenido), documento.paginas
    informe.producido_en, informe.error = timezone.now(), ""
    informe.save(update_fields=["archivo", "huella", "bytes", "paginas", "producido_en", "error"])
