"""Work done outside the request: what the virus scanner says of a file."""

from __future__ import annotations

import logging
from functools import partial

from django.db import transaction
from django_tasks import task

from actores.correo import enviar_correo
from planes import antivirus
from planes.adjuntos import dueno_de
from planes.models import Evidencia
from planes.models.evidencia import privado

registro = logging.getLogger(__name__)


@task()
def escanear_evidencia(evidencia_id: int) -> None:
    """Asks the scanner about a waiting file. Without an answer it goes on waiting
    (``manage.py revisar_evidencias`` asks again)."""
    evidencia = Evidencia.objects.filter(pk=evidencia_id).first()
    if evidencia is not None:
        dictaminar(evidencia)


def encargar(evidencia: Evidencia) -> None:
    """Asks for a file to be scanned as soon as it is safely stored."""
    transaction.on_commit(lambda: escanear_evidencia.enqueue(evidencia.pk))


def dictaminar(evidencia: Evidencia) -> bool:
    """Whether the scanner gave its verdict on a waiting file; then it is ready, or gone."""
    try:
        with evidencia.original.open("rb") as original:
            virus = antivirus.buscar(original.read())
    except (antivirus.AntivirusCaido, OSError) as error:
        registro.error("evidence %s not scanned: %s", evidencia.pk, error)
        return False
    with transaction.atomic():
        actual = Evidencia.objects.select_for_update(of=("self",)).filter(pk=evidencia.pk).first()
        if actual is None or actual.estado != Evidencia.Estado.EN_COLA:
            return True  # somebody was quicker
        asentar(actual, virus)
    return True


def asentar(evidencia: Evidencia, virus: str) -> None:
    """Writes the verdict; of an infected file only the row is kept, and who uploaded it is told."""
    evidencia.estado = Evidencia.Estado.INFECTADA if virus else Evidencia.Estado.LISTA
    if virus:
        for archivo in filter(None, (evidencia.original.name, evidencia.limpia.name)):
            transaction.on_commit(partial(privado().delete, archivo))
        evidencia.original.name = evidencia.limpia.name = ""
        enviar_correo(
            para=evidencia.subida_por,
            plantilla="planes/correo/infectada",
            contexto={"evidencia": evidencia, "virus": virus},
            ruta=dueno_de(evidencia).volver,
        )
    evidencia._history_user = None  # type: ignore[attr-defined]
    evidencia._change_reason = f"antivirus: {virus or 'OK'}"[:100]  # type: ignore[attr-defined]
    evidencia.save()
