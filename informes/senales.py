"""What happens in ``planes`` that the published side must follow."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from informes import operaciones
from informes.models import EvidenciaPublicada
from planes.adjuntos import dueno_de
from planes.models import Evidencia


@receiver(post_save, sender=Evidencia)
def retirar_lo_que_no_debe_verse(sender: Any, instance: Evidencia, **kwargs: Any) -> None:
    """Somebody says only now that a file shows a victim or a child, or that it has a virus:
    whatever was published of it is taken away, without waiting for the ST."""
    dicho = instance.muestra or instance.estado == Evidencia.Estado.INFECTADA
    motivo = instance.por_que_no_se_publica
    if kwargs.get("raw") or not dicho or not motivo or instance.estado == Evidencia.Estado.EN_COLA:
        return
    por = getattr(instance, "_history_user", None) or instance.subida_por
    publicadas = EvidenciaPublicada.objects.filter(
        huella_original=instance.huella, pais=dueno_de(instance).objeto.pais_id, retirada_en=None
    )
    for publicada in publicadas:
        operaciones.quitar_evidencia(publicada, motivo, por)
