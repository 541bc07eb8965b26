"""What reviewing adds to a report: replies, explanations, texts written for publication."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .actividad import Actividad
from .avance import Observacion
from .indicador import Dato
from .reporte import Reporte


class Replica(models.Model):
    """An answer to a remark, by the country or by the reviewer."""

    observacion = models.ForeignKey(
        Observacion,
        verbose_name=_("observación"),
        on_delete=models.CASCADE,
        related_name="replicas",
    )
    texto = models.TextField(_("texto"))
    autor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("autor"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    creada_en = models.DateTimeField(_("creada el"), default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("réplica")
        verbose_name_plural = _("réplicas")
        ordering = ["creada_en", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(texto=""), name="replica_con_texto"),
        ]

    def __str__(self) -> str:
        return self.texto[:60]


class Explicacion(models.Model):
    """Why an answer that a rule warns of is right all the same (``planes.validacion``)."""

    reporte = models.ForeignKey(
        Reporte, verbose_name=_("reporte"), on_delete=models.CASCADE, related_name="explicaciones"
    )
    actividad = models.ForeignKey(
        Actividad, verbose_name=_("actividad"), on_delete=models.PROTECT, related_name="+"
    )
    dato = models.ForeignKey(
        Dato,
        verbose_name=_("dato"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    regla = models.CharField(_("regla"), max_length=40)
    texto = models.TextField(_("explicación"))
    autor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("autor"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    escrita_en = models.DateTimeField(_("escrita el"), default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("explicación")
        verbose_name_plural = _("explicaciones")
        ordering = ["reporte", "actividad__orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporte", "actividad", "regla", "dato"], name="explicacion_unica"
            ),
            models.UniqueConstraint(
                fields=["reporte", "actividad", "regla"],
                condition=Q(dato__isnull=True),
                name="explicacion_unica_sin_dato",
            ),
            models.CheckConstraint(condition=~Q(texto=""), name="explicacion_con_texto"),
        ]

    def __str__(self) -> str:
        return f"{self.regla}: {self.texto[:60]}"


class TextoPublico(models.Model):
    """What the ST writes for the public from a country's narrative; the country accepts it.

    Only an accepted text of an approved report enters a data cut.
    """

    class Estado(models.TextChoices):
        PROPUESTO = "propuesto", _("Espera la respuesta del país")
        ACEPTADO = "aceptado", _("Aceptado")
        OBJETADO = "objetado", _("Objetado")

    reporte = models.ForeignKey(
        Reporte, verbose_name=_("reporte"), on_delete=models.CASCADE, related_name="textos_publicos"
    )
    actividad = models.ForeignKey(
        Actividad, verbose_name=_("actividad"), on_delete=models.PROTECT, related_name="+"
    )
    texto = models.TextField(_("texto para publicar"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    estado = models.CharField(
        _("estado"), max_length=9, choices=Estado.choices, default=Estado.PROPUESTO, editable=False
    )
    version = models.PositiveIntegerField(_("versión"), default=1, editable=False)
    escrito_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("escrito por"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    escrito_en = models.DateTimeField(_("escrito el"), default=timezone.now, editable=False)
    respondido_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("respondido por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    respondido_en = models.DateTimeField(_("respondido el"), null=True, blank=True, editable=False)
    comentario = models.TextField(_("comentario del país"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("texto público")
        verbose_name_plural = _("textos públicos")
        ordering = ["reporte", "actividad__orden"]
        constraints = [
            models.UniqueConstraint(fields=["reporte", "actividad"], name="texto_publico_unico"),
            models.CheckConstraint(condition=~Q(texto=""), name="texto_publico_con_texto"),
            models.CheckConstraint(
                condition=Q(estado="propuesto")
                | Q(respondido_por__isnull=False, respondido_en__isnull=False),
                name="texto_publico_respondido_por_alguien",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reporte} · {self.actividad.codigo}"
