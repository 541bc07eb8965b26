"""Evidence: published by an act of its own, as a copy, and withdrawn."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Usuario
from informes import cache, publicables
from informes.models import EvidenciaPublicada
from planes.limpieza.formatos import FORMATOS
from planes.models import Evidencia
from planes.operaciones import guardar_con_historia

from .comun import exigir_secretaria


@transaction.atomic
def publicar_evidencia(
    *,
    evidencia: Evidencia,
    titulo: str,
    titulo_en: str,
    alternativo: str,
    alternativo_en: str,
    por: Usuario,
) -> EvidenciaPublicada:
    """Copies the cleaned file to where the world finds it; the one already there is returned.

    Raises ValueError with a sentence when it may not be published, PermissionDenied.
    """
    exigir_secretaria(por)
    actual = Evidencia.objects.select_for_update(of=("self",)).filter(pk=evidencia.pk).first()
    if actual is None:
        raise ValueError(_("Ese archivo ya no está: lo borraron."))
    vigente = publicables.publicadas_de(actual).filter(retirada_en=None).first()
    if vigente is not None:
        return vigente
    motivo, lugar = publicables.por_que_no(actual), publicables.lugar_de(actual)
    if motivo or lugar is None:
        raise ValueError(motivo)
    formato = next(f for f in FORMATOS.values() if f.mime == actual.formato)
    if formato.familia == "imagen" and not (alternativo.strip() and alternativo_en.strip()):
        raise ValueError(_("Describa la imagen en los dos idiomas: hay quien no puede verla."))
    try:
        with actual.limpia.open("rb") as copia:
            contenido = copia.read()
    except OSError as error:
        raise ValueError(_("La copia limpia no está en su lugar: avise a sistemas.")) from error
    publicada = EvidenciaPublicada(
        **vars(lugar),
        referencia=actual.referencia,
        huella_original=actual.huella,
        formato=actual.formato,
        extension=formato.extension,
        tamano=len(contenido),
        huella=hashlib.sha256(contenido).hexdigest(),
        titulo=titulo.strip(),
        titulo_en=titulo_en.strip(),
        alternativo=alternativo.strip(),
        alternativo_en=alternativo_en.strip(),
        fecha=actual.fecha,
        publicada_por=por,
    )
    try:
        publicada.archivo.save(f".{formato.extension}", ContentFile(contenido), save=False)
        if formato.familia == "imagen":
            pequena = ContentFile(publicables.miniatura_de(contenido))
            publicada.miniatura.save("-mini.jpg", pequena, save=False)
        guardar_con_historia(publicada, por=por, motivo="publicar")
    except BaseException:
        borrar_copias(publicada)
        raise
    transaction.on_commit(cache.olvidar)
    return publicada


@transaction.atomic
def retirar_evidencia(
    *, publicada: EvidenciaPublicada, motivo: str, por: Usuario
) -> EvidenciaPublicada:
    """Takes a published file away at once; who, when and why stay. Raises ValueError without a
    reason, PermissionDenied."""
    exigir_secretaria(por)
    if not motivo.strip():
        raise ValueError(_("Escriba por qué se retira."))
    return quitar_evidencia(publicada, motivo.strip(), por)


@transaction.atomic
def quitar_evidencia(
    publicada: EvidenciaPublicada, motivo: str, por: Usuario
) -> EvidenciaPublicada:
    """The withdrawal itself; one that was withdrawn already stays as it was."""
    actual = EvidenciaPublicada.objects.select_for_update().get(pk=publicada.pk)
    if actual.retirada_en is None:
        con_copias = EvidenciaPublicada(
            archivo=actual.archivo.name, miniatura=actual.miniatura.name
        )
        actual.archivo, actual.miniatura = "", ""
        actual.retirada_por, actual.retirada_en = por, timezone.now()
        actual.motivo_retiro = motivo
        guardar_con_historia(actual, por=por, motivo="retirar")
        transaction.on_commit(lambda: borrar_copias(con_copias))
        transaction.on_commit(cache.olvidar)
    return actual


def borrar_copias(publicada: EvidenciaPublicada) -> None:
    """Deletes the public files; the evidence itself keeps its own."""
    for campo in (publicada.archivo, publicada.miniatura):
        if campo.name:
            campo.storage.delete(campo.name)
