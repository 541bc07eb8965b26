"""What happens in ``planes`` and ``actores`` that the published side must follow."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from actores.models import Contacto, LineaDenuncia, Organizacion, RolOrganizacion
from informes import cache, operaciones
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


@receiver([post_save, post_delete], sender=LineaDenuncia)
def olvidar_lineas(sender: Any, **kwargs: Any) -> None:
    """A wrong number vanishes at once: no copy of a page that may show it is given out again."""
    transaction.on_commit(cache.olvidar)


for tabla in (Organizacion, RolOrganizacion, Contacto):
    for senal in (post_save, post_delete):
        senal.connect(olvidar_lineas, sender=tabla)
m2m_changed.connect(olvidar_lineas, sender=Organizacion.temas.through)
