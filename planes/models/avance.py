"""What a report says about each activity, and what its reviewer remarks on it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .actividad import Actividad
from .reporte import Reporte


class Avance(models.Model):
    """What one report says about one activity. The texts are internal, never public."""

    class Estado(models.TextChoices):
        NO_INICIADA = "no_iniciada", _("No iniciada")
        EN_CURSO = "en_curso", _("En curso")
        COMPLETADA = "completada", _("Completada")
        SUSPENDIDA = "suspendida", _("Suspendida")
        NO_APLICA = "no_aplica", _("No aplica")

    TEXTOS = ("logros", "limitaciones", "facilitadores", "barreras", "proximos_pasos")

    reporte = models.ForeignKey(
        Reporte, verbose_name=_("reporte"), on_delete=models.CASCADE, related_name="avances"
    )
    actividad = models.ForeignKey(
        Actividad, verbose_name=_("actividad"), on_delete=models.PROTECT, related_name="avances"
    )
    estado = models.CharField(_("estado"), max_length=12, choices=Estado.choices, blank=True)
    logros = models.TextField(_("logros"), blank=True)
    limitaciones = models.TextField(_("limitaciones"), blank=True)
    facilitadores = models.TextField(_("factores facilitadores"), blank=True)
    barreras = models.TextField(_("barreras"), blank=True)
    proximos_pasos = models.TextField(_("próximos pasos"), blank=True)
    terminada = models.BooleanField(
        _("respuesta terminada"),
        default=False,
        help_text=_("El punto focal dio por terminada esta página."),
    )
    version = models.PositiveIntegerField(_("versión"), default=0, editable=False)
    actualizado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actualizado por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    actualizado_en = models.DateTimeField(_("actualizado el"), null=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("avance")
        verbose_name_plural = _("avances")
        ordering = ["reporte", "actividad__orden"]
        constraints = [
            models.UniqueConstraint(fields=["reporte", "actividad"], name="avance_unico"),
            models.CheckConstraint(
                condition=Q(
                    estado__in=[
                        "",
                        "no_iniciada",
                        "en_curso",
                        "completada",
                        "suspendida",
                        "no_aplica",
                    ]
                ),
                name="avance_estado_conocido",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reporte} · {self.actividad.codigo}"


class Observacion(models.Model):
    """A reviewer's remark on one activity of a report; open until it is resolved."""

    reporte = models.ForeignKey(
        Reporte, verbose_name=_("reporte"), on_delete=models.CASCADE, related_name="observaciones"
    )
    actividad = models.ForeignKey(
        Actividad,
        verbose_name=_("actividad"),
        on_delete=models.PROTECT,
        related_name="observaciones",
    )
    texto = models.TextField(_("texto"))
    autor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("autor"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    creada_en = models.DateTimeField(_("creada el"), default=timezone.now, editable=False)
    resuelta_en = models.DateTimeField(_("resuelta el"), null=True, blank=True, editable=False)
    resuelta_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resuelta por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("observación")
        verbose_name_plural = _("observaciones")
        ordering = ["creada_en"]
        constraints = [
            models.CheckConstraint(condition=~Q(texto=""), name="observacion_con_texto"),
            models.CheckConstraint(
                condition=Q(resuelta_en__isnull=True, resuelta_por__isnull=True)
                | Q(resuelta_en__isnull=False, resuelta_por__isnull=False),
                name="observacion_resuelta_por_alguien",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actividad.codigo}: {self.texto[:60]}"

    @property
    def abierta(self) -> bool:
        return self.resuelta_en is None
