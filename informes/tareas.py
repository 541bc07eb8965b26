"""Work done outside the request: making documents."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from informes import documentos
from informes.models import Informe


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
