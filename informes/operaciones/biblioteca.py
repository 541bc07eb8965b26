"""The members' library: a document is kept, replaced, deleted; files that nothing shows."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from actores.models import Usuario
from informes import biblioteca_archivos, miembros
from informes.models import AperturaInterna, DocumentoInterno, Publicacion
from planes import limpieza, permisos
from planes.limpieza import ArchivoRechazado
from planes.operaciones import borrar_con_historia, guardar_con_historia

# --- Publications --------------------------------------------------------------------------------


def olvidar_archivo(nombre: str) -> None:
    """Once all is written, takes a file off the disk that no publication has any more."""

    def si_nadie() -> None:
        suyos = Q(archivo=nombre) | Q(subtitulos=nombre) | Q(subtitulos_en=nombre)
        if not Publicacion.objects.filter(suyos).exists():
            default_storage.delete(nombre)

    transaction.on_commit(si_nadie)


# --- Of the members ------------------------------------------------------------------------------


def preparar_interno(nombre: str, contenido: bytes) -> dict[str, Any]:
    """What is kept of an uploaded document: its cleaned copy and what is said of it.

    Raises ArchivoRechazado with a sentence for the person.
    """
    formato = limpieza.revisar(nombre, contenido)
    limpio = limpieza.limpiar(formato, contenido)
    biblioteca_archivos.exigir_sin_virus(contenido)
    corto = "".join(letra for letra in nombre.rpartition("/")[2] if letra.isprintable())
    return {
        "contenido": limpio,
        "nombre": corto[-200:],
        "formato": formato.mime,
        "tamano": len(limpio),
        "huella": hashlib.sha256(limpio).hexdigest(),
    }


@transaction.atomic
def guardar_interno(
    *,
    documento: DocumentoInterno,
    por: Usuario,
    subido: dict[str, Any] | None = None,
    motivo: str = "",
) -> DocumentoInterno:
    """Saves what the row says; with ``subido`` (of ``preparar_interno``) its file is that one.

    Raises PermissionDenied, and ArchivoRechazado for a file that is already there.
    """
    exigir_secretaria(por)
    anterior = ""
    if documento.pk:
        actual = DocumentoInterno.objects.select_for_update().get(pk=documento.pk)
        anterior = str(actual.archivo)
    if subido is not None:
        exigir_nuevo(documento, subido["huella"])
        for campo in ("nombre", "formato", "tamano", "huella"):
            setattr(documento, campo, subido[campo])
        documento.subido_por = por
        documento.archivo.save(subido["nombre"], ContentFile(subido["contenido"]), save=False)
    try:
        guardar_con_historia(documento, por=por, motivo=motivo)
    except BaseException:
        if subido is not None:
            documento.archivo.storage.delete(str(documento.archivo))
        raise
    if subido is not None and anterior:
        transaction.on_commit(partial(documento.archivo.storage.delete, anterior))
    return documento


def exigir_nuevo(documento: DocumentoInterno, huella: str) -> None:
    """Raises ArchivoRechazado when another document has the same file."""
    otro = DocumentoInterno.objects.filter(huella=huella).exclude(pk=documento.pk).first()
    if otro is not None:
        raise ArchivoRechazado(_("Ese archivo ya está aquí, como «%s».") % otro)


@transaction.atomic
def borrar_interno(*, documento: DocumentoInterno, por: Usuario) -> None:
    """Deletes it with its file; who did it stays in the history. Raises PermissionDenied."""
    exigir_secretaria(por)
    archivo, almacen = str(documento.archivo), documento.archivo.storage
    borrar_con_historia(documento, por=por)
    transaction.on_commit(partial(almacen.delete, archivo))


def exigir_secretaria(por: Usuario) -> None:
    if not permisos.es_secretaria(por):
        raise PermissionDenied(_("La biblioteca de miembros la mantiene la Secretaría Técnica."))


def abrir_interno(*, documento: DocumentoInterno, por: Usuario) -> Any:
    """The open file, for a member; who opened which is written down. Raises
    PermissionDenied, and OSError when it is not on the disk."""
    if not miembros.es_miembro(por):
        raise PermissionDenied(_("Estas páginas son para miembros de la Coalición."))
    archivo = documento.archivo.storage.open(str(documento.archivo), "rb")
    AperturaInterna.objects.create(documento=documento, huella=documento.huella, usuario=por)
    return archivo
