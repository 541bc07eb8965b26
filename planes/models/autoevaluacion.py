"""The yearly self-assessment of a country (R5), and its proposals to overcome obstacles (R7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Pais

from .plan import Plan
from .registro import RegistroQuerySet


class Autoevaluacion(models.Model):
    """What a country and its institutions say of a year of the plan. One per country and year."""

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Borrador")
        TERMINADA = "terminada", _("Terminada")

    TEXTOS = ("instituciones", "facilitadores", "barreras", "lecciones")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="autoevaluaciones"
    )
    pais = models.ForeignKey(
        Pais, verbose_name=_("país"), on_delete=models.PROTECT, related_name="autoevaluaciones"
    )
    anio = models.PositiveSmallIntegerField(_("año"))
    fecha = models.DateField(_("fecha del ejercicio"), null=True, blank=True)
    instituciones = models.TextField(
        _("instituciones que participaron"),
        blank=True,
        help_text=_("Nombres de instituciones, no de personas."),
    )
    facilitadores = models.TextField(_("factores facilitadores"), blank=True)
    barreras = models.TextField(_("barreras"), blank=True)
    lecciones = models.TextField(_("buenas prácticas y lecciones aprendidas"), blank=True)
    estado = models.CharField(
        _("estado"), max_length=9, choices=Estado.choices, default=Estado.BORRADOR, editable=False
    )
    version = models.PositiveIntegerField(_("versión"), default=1, editable=False)
    terminada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("terminada por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    terminada_en = models.DateTimeField(_("terminada el"), null=True, blank=True, editable=False)

    history = HistoricalRecords()
    objects = RegistroQuerySet.as_manager()

    class Meta:
        verbose_name = _("autoevaluación")
        verbose_name_plural = _("autoevaluaciones")
        ordering = ["-anio", "pais__orden"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "pais", "anio"], name="autoevaluacion_unica_por_anio"
            ),
            models.CheckConstraint(
                condition=Q(estado="borrador")
                | Q(fecha__isnull=False, terminada_en__isnull=False, terminada_por__isnull=False),
                name="autoevaluacion_terminada_con_fecha",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pais}, {self.anio}"


class Propuesta(models.Model):
    """An obstacle named by a self-assessment, what is proposed against it, and what came of it."""

    class Estado(models.TextChoices):
        PROPUESTA = "propuesta", _("Propuesta")
        EN_CURSO = "en_curso", _("En curso")
        HECHA = "hecha", _("Hecha")
        DESCARTADA = "descartada", _("Descartada")

    autoevaluacion = models.ForeignKey(
        Autoevaluacion,
        verbose_name=_("autoevaluación"),
        on_delete=models.CASCADE,
        related_name="propuestas",
    )
    obstaculo = models.TextField(_("obstáculo"))
    propuesta = models.TextField(_("qué se propone"))
    responsable = models.CharField(_("institución responsable"), max_length=200, blank=True)
    plazo = models.DateField(_("para cuándo"), null=True, blank=True)
    estado = models.CharField(
        _("estado"), max_length=10, choices=Estado.choices, default=Estado.PROPUESTA
    )
    seguimiento = models.TextField(_("qué se ha hecho"), blank=True)
    creada_en = models.DateTimeField(_("creada el"), default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("propuesta")
        verbose_name_plural = _("propuestas")
        ordering = ["creada_en", "pk"]

    def __str__(self) -> str:
        return self.propuesta[:80]
