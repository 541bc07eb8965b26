from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Pais, VigenteQuerySet, hasta_no_antes_de_desde

from .actividad import Actividad


class Colaboracion(models.Model):
    """A ministry colleague who may fill some activities of a country's report, and never send it.

    Invited by the country's focal point; ends when the focal point says so.
    """

    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("persona"),
        on_delete=models.PROTECT,
        related_name="colaboraciones",
    )
    pais = models.ForeignKey(
        Pais, verbose_name=_("país"), on_delete=models.PROTECT, related_name="colaboraciones"
    )
    actividades = models.ManyToManyField(
        Actividad, verbose_name=_("actividades que puede llenar"), related_name="colaboraciones"
    )
    invitado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invitado por"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    desde = models.DateField(_("desde"), default=timezone.localdate)
    hasta = models.DateField(_("hasta"), null=True, blank=True)

    history = HistoricalRecords(m2m_fields=[actividades])
    objects = VigenteQuerySet.as_manager()

    class Meta:
        verbose_name = _("colaboración")
        verbose_name_plural = _("colaboraciones")
        ordering = ["pais__orden", "-desde"]
        constraints = [
            hasta_no_antes_de_desde("colaboracion_fechas"),
            models.UniqueConstraint(
                fields=["usuario", "pais"],
                condition=Q(hasta__isnull=True),
                name="colaboracion_unica_vigente",
                violation_error_message=_("Esa persona ya colabora con ese país."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pais}: {self.usuario}"
