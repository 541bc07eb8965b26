"""Documents made from a data cut: written, checked, put in their place."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from informes import redaccion
from informes.documentos.archivo import Archivo, Avisar, DocumentoImposible
from informes.documentos.comprobacion import exigir_bien_hecho
from informes.models import FormaInforme, Informe, TipoInforme
from informes.models.informe import SIN_PULSO

REGISTRO = logging.getLogger(__name__)

APARTE = "haciendose-"
"""How the folders begin in which a file is written before it is moved into its place."""

ABANDONADO = 60 * 60
"""Seconds after which such a folder belongs to a process that was killed: a file that is finished
in memory takes no such time to be written."""

ESCRITORES = {
    TipoInforme.ANUAL: "anual",
    TipoInforme.RESUMEN: "resumen",
    TipoInforme.INFOGRAFIA: "infografia",
    TipoInforme.NACIONAL: "nacional",
    TipoInforme.BOLETIN: "boletin",
    TipoInforme.HOJA: "hoja",
    TipoInforme.PRESENTACION: "presentacion",
    TipoInforme.FICHA: "ficha",
    TipoInforme.ANEXO: "anexo",
}
"""The module of this package that writes each type: ``escribir(informe, avisar)`` returns its
files. One that says more than the cut and the narrative also has ``reunir(informe)``: what that
is, as JSON, kept with the narrative."""


class YaEscrito(File):
    """A finished file on disk: the storage moves it into place instead of copying it."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def escritor(informe: Informe) -> ModuleType:
    """Loaded when it is needed: a process that only serves pages never loads the typesetters."""
    return import_module(f"{__name__}.{ESCRITORES[TipoInforme(informe.tipo)]}")


def producir(informe: Informe) -> None:
    """Makes the files of a draft and puts them in their place.

    When they cannot be made, the document keeps the files it had and ``error`` says why in a
    sentence; nothing is raised: who asked for it must get their page. One that somebody else is
    making, or that is public, is left alone.
    """
    if not tomar(informe):
        return
    try:
        informe.narrativa = reunir(informe)
        colocar(informe, escribir(informe, avisar=lambda parte: latir(informe, parte)))
    except Exception as error:
        REGISTRO.exception("document %s could not be made", informe.pk)
        informe.refresh_from_db()
        informe.error, informe.produccion = en_palabras(error), Informe.Produccion.FALLIDA
        informe.save(update_fields=["error", "produccion"])


def tomar(informe: Informe) -> bool:
    """Claims a draft for this process; False when another one is at it."""
    actual = Informe.objects.get(pk=informe.pk)
    libre = Informe.objects.filter(
        pk=informe.pk, estado=Informe.Estado.BORRADOR, produccion=actual.produccion
    )
    if actual.produccion == Informe.Produccion.EN_MARCHA:
        if not actual.se_corto:
            return False
        libre = libre.filter(pulso=actual.pulso)
    tomada = libre.update(
        produccion=Informe.Produccion.EN_MARCHA, pulso=timezone.now(), avance=0, error=""
    )
    informe.refresh_from_db()
    avanza_la_cola()
    return bool(tomada)


def latir(informe: Informe, avance: int) -> None:
    """Says that the work goes on, and how far it is (per cent)."""
    Informe.objects.filter(pk=informe.pk).update(avance=avance, pulso=timezone.now())
    avanza_la_cola()


def avanza_la_cola() -> None:
    """While one document is being made, those that wait for their turn are not forgotten."""
    ahora = timezone.now()
    esperan = Informe.objects.filter(produccion=Informe.Produccion.EN_COLA)
    esperan.filter(pulso__gt=ahora - SIN_PULSO).update(pulso=ahora)


def en_palabras(error: Exception) -> str:
    """Why it failed, for who asked for it."""
    if isinstance(error, DocumentoImposible):
        return str(error)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _(
            "No queda espacio en el disco del servidor. Sigue en su lugar el archivo que había,"
            " si lo había. Avise a quien administra el portal y produzca otra vez el documento."
        )
    return _(
        "No se pudo producir el documento. Sigue en su lugar el que había, si lo había."
        " Inténtelo otra vez; si vuelve a fallar, avise a quien administra el portal."
    )


def reunir(informe: Informe) -> dict[str, object]:
    """All that the document says besides its cut, as it stands now.

    Raises DocumentoImposible when a text cannot be printed.
    """
    mas = getattr(escritor(informe), "reunir", None)
    return {**redaccion.congelar(informe), **(mas(informe) if mas else {})}


def escribir(informe: Informe, avisar: Avisar = lambda parte: None) -> Sequence[Archivo]:
    """The files of a document from its cut and narrative, in memory and checked: the same ones
    give the same bytes.

    Raises DocumentoImposible, DocumentoMalHecho.
    """
    archivos: Sequence[Archivo] = escritor(informe).escribir(informe, avisar)
    for archivo in archivos:
        exigir_bien_hecho(archivo)
    return archivos


IGUAL = "igual"


def comprobar(informe: Informe) -> str:
    """``igual`` when the files in their place and the document made again have their hashes; else
    what does not, in words."""
    formas = list(informe.formas.all())
    filas: list[Informe | FormaInforme] = [informe, *formas]
    if not all(ya_esta(f.archivo.storage, str(f.archivo), f.huella) for f in filas):
        return "el archivo no está o no es el que se publicó"
    hechos = sorted((a.clave, a.extension, a.huella) for a in escribir(informe))
    guardados = [("", informe.extension, informe.huella)]
    guardados += [(forma.clave, forma.extension, forma.huella) for forma in formas]
    if hechos != sorted(guardados):
        return "hecho de nuevo, sale otro: cambió el programa o el corte"
    return IGUAL


def ya_esta(almacen: Storage, nombre: str, huella: str) -> bool:
    """Whether exactly these bytes lie there already: files are named by their hash."""
    if not nombre or not almacen.exists(nombre):
        return False
    with almacen.open(nombre, "rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest() == huella


def colocar(informe: Informe, archivos: Sequence[Archivo]) -> None:
    """Moves finished files into the storage and then tells the rows: nobody is ever served a
    half-made one."""
    despejar(informe.archivo.storage)
    principal, *otros = archivos
    informe.huella = principal.huella
    informe.archivo.name = poner(informe, principal)
    informe.bytes, informe.paginas = len(principal.contenido), principal.paginas
    formas = []
    for archivo in otros:
        forma = FormaInforme(
            informe=informe,
            clave=archivo.clave,
            extension=archivo.extension,
            huella=archivo.huella,
            bytes=len(archivo.contenido),
        )
        forma.archivo.name = poner(forma, archivo)
        formas.append(forma)
    informe.producido_en, informe.error = timezone.now(), ""
    informe.produccion, informe.avance = Informe.Produccion.HECHA, 100
    with transaction.atomic():
        informe.formas.all().delete()
        FormaInforme.objects.bulk_create(formas)
        informe.save()


def despejar(almacen: Storage) -> None:
    """Deletes what killed processes left half-written. Others may be doing the same: what is gone
    already is as good as deleted."""
    for carpeta in Path(almacen.path("informes")).glob(f"*/{APARTE}*"):
        try:
            abandonada = carpeta.stat().st_mtime < time.time() - ABANDONADO
        except FileNotFoundError:
            continue
        if abandonada:
            shutil.rmtree(carpeta, ignore_errors=True)


def poner(fila: Informe | FormaInforme, hecho: Archivo) -> str:
    """Puts a file where its row says and returns the name it lies under."""
    nombre = fila.archivo.field.generate_filename(fila, "")
    almacen = fila.archivo.storage
    if ya_esta(almacen, nombre, hecho.huella):
        return str(nombre)
    carpeta = os.path.dirname(almacen.path(nombre))
    os.makedirs(carpeta, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=APARTE, dir=carpeta) as aparte:
        ruta = os.path.join(aparte, "documento")
        with open(ruta, "wb") as archivo:
            archivo.write(hecho.contenido)
            archivo.flush()
            os.fsync(archivo.fileno())
        almacen.delete(nombre)
        with open(ruta, "rb") as archivo:
            return str(almacen.save(nombre, YaEscrito(archivo, name=ruta)))
