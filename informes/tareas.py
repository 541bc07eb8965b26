"""Work done outside the request: making documents, and the files of a cut's open data."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from informes import datos_abiertos_archivos, documentos
from informes.models import Corte, Informe

ESPERA = 600
"""Seconds before files that are missed are asked for again."""


@task()
def producir_informe(informe_id: int) -> None:
    """Makes the files of a document; a failure is told in its ``error``."""
    documentos.producir(Informe.objects.select_related("corte").get(pk=informe_id))


def encargar(informe: Informe) -> bool:
    """Asks for a draft to be made as soon as what is being written is safely stored. One that
    already waits or is being made is not asked for twice, whoever asks and how often: False."""
    actual = Informe.objects.get(pk=informe.pk)
    if actual.se_hace:
        return False
    igual = Informe.objects.filter(
        pk=informe.pk,
        estado=Informe.Estado.BORRADOR,
        produccion=actual.produccion,
        pulso=actual.pulso,
    )
    pedido = {"produccion": Informe.Produccion.EN_COLA, "pulso": timezone.now(), "avance": 0}
    if not igual.update(**pedido, error=""):
        return False
    informe.refresh_from_db()
    transaction.on_commit(partial(producir_informe.enqueue, informe.pk))
    return True


@task()
def hacer_datos_abiertos(corte_id: int) -> None:
    """Writes the files of a cut that are not there yet, in each language."""
    corte = Corte.objects.get(pk=corte_id)
    for idioma, _nombre in settings.LANGUAGES:
        datos_abiertos_archivos.preparar(corte, idioma)


def encargar_datos_abiertos(corte: Corte) -> None:
    """Asks for the files of a cut as soon as what is being written is safely stored."""
    transaction.on_commit(partial(hacer_datos_abiertos.enqueue, corte.pk))


def echar_de_menos_datos_abiertos(corte: Corte) -> None:
    """Asks for the files of a public cut that somebody did not find: once in a while, however many
    visitors come."""
    if corte.estado == Corte.Estado.PUBLICADO and cache.add(
        f"datos-abiertos-{corte.pk}-{corte.huella}", True, ESPERA
    ):
        encargar_datos_abiertos(corte)
