from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .actividad import Actividad
from .avance import Avance


class Seguimiento(models.Model):
    """How an action of the Estrategia goes: only the ST says it (R8, R9).

    Every change of dates or grade is an adjustment: its reason is the history's.
    """

    class Calificacion(models.IntegerChoices):
        SIN_LOGRO = 1, _("1 · Sin logro")
        BAJA = 2, _("2 · Baja")
        MEDIA = 3, _("3 · Media")
        BUENA = 4, _("4 · Buena")
        PLENA = 5, _("5 · Plena")

    actividad = models.OneToOneField(
        Actividad,
        verbose_name=_("acción de la Estrategia"),
        on_delete=models.PROTECT,
        related_name="seguimiento",
    )
    estado = models.CharField(
        _("estado"),
        max_length=12,
        choices=Avance.Estado.choices,
        default=Avance.Estado.NO_INICIADA,
    )
    calificacion = models.PositiveSmallIntegerField(
        _("calificación"), choices=Calificacion.choices, null=True, blank=True
    )
    inicio_previsto = models.DateField(_("inicio previsto"), null=True, blank=True)
    fin_previsto = models.DateField(_("fin previsto"), null=True, blank=True)
    inicio_real = models.DateField(_("empezó el"), null=True, blank=True)
    fin_real = models.DateField(_("terminó el"), null=True, blank=True)
    cumplimiento = models.TextField(_("qué se cumplió"), blank=True)
    dificultades = models.TextField(_("dificultades"), blank=True)
    version = models.PositiveIntegerField(_("versión"), default=1, editable=False)
    actualizado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actualizado por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("seguimiento de una acción")
        verbose_name_plural = _("seguimiento de la Estrategia")
        ordering = ["actividad__orden"]
        constraints = [
            models.CheckConstraint(
                condition=Q(inicio_previsto__isnull=True)
                | Q(fin_previsto__isnull=True)
                | Q(fin_previsto__gte=F("inicio_previsto")),
                name="seguimiento_previsto_en_orden",
                violation_error_message=_("El fin previsto no puede ser anterior al inicio."),
            ),
            models.CheckConstraint(
                condition=Q(inicio_real__isnull=True)
                | Q(fin_real__isnull=True)
                | Q(fin_real__gte=F("inicio_real")),
                name="seguimiento_real_en_orden",
                violation_error_message=_("No puede terminar antes de empezar."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actividad.codigo}: {self.get_estado_display()}"
