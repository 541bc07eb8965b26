"""Files of evidence: adding, classifying anew, deleting."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes import limpieza, tareas
from planes.adjuntos import Dueno, dueno_de
from planes.limpieza import ArchivoRechazado
from planes.models import (
    Actividad,
    Apertura,
    Autoevaluacion,
    Dato,
    Evidencia,
    Indicador,
    Registro,
    Reporte,
)
from planes.models.evidencia import privado, ruta_al_azar
from planes.models.reporte import nueva_referencia
from planes.permisos import es_secretaria

from .comun import borrar_con_historia, guardar_con_historia

registro = logging.getLogger(__name__)
SIN_SITIO = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def subir_evidencia(
    *,
    archivo: File,
    tipo: str,
    titulo: str,
    por: Usuario,
    reporte: Reporte | None = None,
    actividad: Actividad | None = None,
    dato: Dato | None = None,
    accion: Registro | None = None,
    convenio: Registro | None = None,
    proyecto: Registro | None = None,
    recurso: Registro | None = None,
    autoevaluacion: Autoevaluacion | None = None,
    fecha: dt.date | None = None,
    consentimiento: str = "",
    muestra: str = "",
) -> Evidencia:
    """Keeps a file: the original as it came, sealed, and its cleaned copy.

    With a virus scanner it waits (``en_cola``) until there is a verdict. Raises ArchivoRechazado
    with a sentence for the person, PermissionDenied, and TypeError without exactly one owner.
    """
    duenos = [d for d in (reporte, accion, convenio, proyecto, recurso, autoevaluacion) if d]
    if len(duenos) != 1 or (actividad is None) != (reporte is None):
        raise TypeError("a file belongs to one activity of a report, or to one other row")
    dueno = Dueno(duenos[0], actividad)
    exigir(dueno, por)
    # Reading, checking and cleaning take seconds: before anything is locked.
    nombre = (archivo.name or "").rpartition("/")[2]
    limpieza.medir(nombre, archivo.size)
    contenido = archivo.read()
    formato = limpieza.revisar(nombre, contenido)
    if tipo == Indicador.Evidencia.FOTOGRAFIA and formato.familia == "texto":
        raise ArchivoRechazado(
            _("Un texto no es una fotografía: diga que es otra clase de evidencia.")
        )
    limpia = limpieza.limpiar(formato, contenido)
    evidencia = Evidencia(
        **dueno.campos,
        dato=dato,
        tipo=tipo,
        titulo=titulo,
        fecha=fecha,
        nombre="".join(letra for letra in nombre if letra.isprintable())[-200:],
        formato=formato.mime,
        tamano=len(contenido),
        huella=hashlib.sha256(contenido).hexdigest(),
        estado=Evidencia.Estado.EN_COLA if settings.ANTIVIRUS else Evidencia.Estado.LISTA,
        subida_por=por,
    )
    decir_a_quien(evidencia, muestra, consentimiento)
    with archivos_enteros() as escritos, transaction.atomic():
        tomar_dueno(dueno, por)
        exigir_nueva(dueno, evidencia)
        dueno.exigir_sitio(evidencia.tamano)
        evidencia.original.name = escribir(contenido, escritos)
        evidencia.limpia.name = escribir(limpia, escritos)
        guardar_con_historia(evidencia, por=por, motivo="subir")
        if evidencia.estado == Evidencia.Estado.EN_COLA:
            tareas.encargar(evidencia)
    return evidencia


@transaction.atomic
def reclasificar_evidencia(
    *,
    evidencia: Evidencia,
    tipo: str,
    titulo: str,
    por: Usuario,
    dato: Dato | None = None,
    fecha: dt.date | None = None,
    consentimiento: str = "",
    muestra: str = "",
) -> Evidencia:
    """Says anew what a file is and whom it shows. Raises PermissionDenied."""
    tomar_dueno(dueno_de(evidencia), por)
    actual = Evidencia.objects.get(pk=evidencia.pk)
    actual.tipo, actual.titulo, actual.fecha, actual.dato = tipo, titulo, fecha, dato
    decir_a_quien(actual, muestra, consentimiento)
    guardar_con_historia(actual, por=por, motivo="clasificar")
    return actual


@transaction.atomic
def borrar_evidencia(*, evidencia: Evidencia, por: Usuario) -> None:
    """Deletes a file and its copy; who did it stays in the history. Raises PermissionDenied."""
    tomar_dueno(dueno_de(evidencia), por)
    borrar_con_historia(evidencia, por=por)


@transaction.atomic
def abrir_original(*, evidencia: Evidencia, por: Usuario) -> Apertura:
    """Writes down that somebody of the ST opens the sealed original. Raises PermissionDenied."""
    if not es_secretaria(por) or not evidencia.original:
        raise PermissionDenied(_("El original sellado solo lo abre la Secretaría Técnica."))
    return Apertura.objects.create(evidencia=evidencia, huella=evidencia.huella, usuario=por)


def copiar_evidencias(*, viejo: Reporte, nuevo: Reporte, por: Usuario) -> None:
    """The corrected report has the files of the one that it corrects; each is stored once."""
    for evidencia in viejo.evidencias.filter(estado=Evidencia.Estado.LISTA):
        evidencia.pk, evidencia.reporte, evidencia.referencia = None, nuevo, nueva_referencia()
        evidencia._state.adding = True
        guardar_con_historia(evidencia, por=por, motivo="corregir")


# --- Permission and limits -----------------------------------------------------------------------


def exigir(dueno: Dueno, por: Usuario) -> None:
    if motivo := dueno.por_que_no(por):
        raise PermissionDenied(motivo)


def tomar_dueno(dueno: Dueno, por: Usuario) -> None:
    """Locks what the file belongs to, as it is now, and asks again."""
    objeto = dueno.objeto
    actual: Any = type(objeto)._default_manager.select_for_update(of=("self",)).get(pk=objeto.pk)
    exigir(Dueno(actual, dueno.actividad), por)


def exigir_nueva(dueno: Dueno, evidencia: Evidencia) -> None:
    """A double click, or the same file by mistake, is told and not kept twice."""
    misma = dueno.evidencias.filter(huella=evidencia.huella).first()
    if misma is not None:
        raise ArchivoRechazado(
            _("Ese archivo ya está aquí, como «%(titulo)s».") % {"titulo": misma.titulo}
        )


def decir_a_quien(evidencia: Evidencia, muestra: str, consentimiento: str) -> None:
    """Whom it shows or names; where that is nobody, nobody has to consent."""
    if muestra == Evidencia.Muestra.NADIE:
        consentimiento = Evidencia.Consentimiento.NO_APLICA
    evidencia.muestra, evidencia.consentimiento = muestra, consentimiento


# --- Files ---------------------------------------------------------------------------------------


@contextmanager
def archivos_enteros() -> Iterator[list[str]]:
    """Files written within stay only if all goes well; a full disk is told, not an error page."""
    escritos: list[str] = []
    try:
        yield escritos
    except BaseException as error:
        for nombre in escritos:
            privado().delete(nombre)
        if isinstance(error, OSError) and error.errno in SIN_SITIO:
            registro.error("no room for evidence files: %s", error.strerror)
            raise ArchivoRechazado(sin_sitio()) from error
        raise


def sin_sitio() -> str:
    return _(
        "El portal no tiene espacio para guardar archivos. No se guardó nada; lo que escribió en "
        "el reporte está a salvo. Avise a la Secretaría Técnica y vuelva a intentarlo."
    )


def escribir(contenido: bytes, escritos: list[str]) -> str:
    """Writes a new file and returns its random name; one half written is in the list too."""
    nombre = ruta_al_azar(None, "")
    escritos.append(nombre)
    return privado().save(nombre, ContentFile(contenido))
