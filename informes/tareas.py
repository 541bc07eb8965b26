"""Work done outside the request: making documents."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from informes import documentos
from informes.models import Informe


@task()
def producir_informe(informe_id: int) -> None:
    """Makes the files of a document; a failure is told in its ``error``."""
    documentos.producir(Informe.objects.select_related("corte").get(pk=informe_id))


def encargar(informe: Informe) -> None:
    """Asks for a document to be made as soon as what is being written is safely stored; one that
    already waits or is being made is not asked for twice."""
    if informe.se_hace:
        return
    informe.produccion, informe.error = Informe.Produccion.EN_COLA, ""
    informe.save(update_fields=["produccion", "error"])
    transaction.on_commit(lambda: producir_informe.enqueue(informe.pk))
