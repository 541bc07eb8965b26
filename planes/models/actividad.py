"""What the plan promises to do: activities, and the metas they lead to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import PorClaveNatural

from .plan import Eje, Impreso, ObjetivoOperativo, Plan


class Informante(models.TextChoices):
    """Who is asked: each country, the ST's regional report, or both."""

    NACIONAL = "nacional", _("Cada país")
    REGIONAL = "regional", _("Secretaría Técnica (reporte regional)")
    AMBOS = "ambos", _("Cada país y la Secretaría Técnica")


class ActividadQuerySet(models.QuerySet["Actividad"]):
    def para(self, informante: str) -> ActividadQuerySet:
        """Activities on which that kind of informant (``nacional``/``regional``) reports."""
        return self.filter(informante__in=[informante, Informante.AMBOS])


class Actividad(Impreso):
    CLAVE_NATURAL = ("plan__codigo", "codigo")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="actividades"
    )
    objetivo = models.ForeignKey(
        ObjetivoOperativo,
        verbose_name=_("objetivo operativo"),
        on_delete=models.PROTECT,
        related_name="actividades",
    )
    codigo = models.CharField(_("código"), max_length=20)
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    corto = models.CharField(
        _("título corto"), max_length=120, blank=True, help_text=_("Nuestro, para listas y menús.")
    )
    corto_en = models.CharField(_("título corto en inglés"), max_length=120, blank=True)
    informante = models.CharField(
        _("quién reporta"), max_length=10, choices=Informante.choices, default=Informante.AMBOS
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()
    objects = PorClaveNatural.from_queryset(ActividadQuerySet)()

    class Meta:
        verbose_name = _("actividad")
        verbose_name_plural = _("actividades")
        ordering = ["plan", "orden"]
        constraints = [models.UniqueConstraint(fields=["plan", "codigo"], name="actividad_unica")]

    def __str__(self) -> str:
        return f"{self.codigo} {self.t.corto or self.t.texto[:80]}"

    @property
    def eje(self) -> Eje:
        return self.objetivo.eje


class Meta(Impreso):
    """A meta with its printed right-hand cells; in the Estrategia, a resultado."""

    CLAVE_NATURAL = ("plan__codigo", "codigo")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="metas"
    )
    objetivo = models.ForeignKey(
        ObjetivoOperativo,
        verbose_name=_("objetivo operativo"),
        on_delete=models.PROTECT,
        related_name="metas",
    )
    codigo = models.CharField(_("código"), max_length=20)
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    responsable = models.TextField(_("responsable"), blank=True)
    responsable_en = models.TextField(_("responsable en inglés"), blank=True)
    plazo = models.CharField(_("plazo de ejecución"), max_length=200, blank=True)
    plazo_en = models.CharField(_("plazo en inglés"), max_length=200, blank=True)
    planeamiento = models.TextField(_("planeamiento"), blank=True)
    planeamiento_en = models.TextField(_("planeamiento en inglés"), blank=True)
    socios = models.TextField(_("socios estratégicos"), blank=True)
    socios_en = models.TextField(_("socios en inglés"), blank=True)
    vigencia_inicio = models.DateField(_("vigente desde"), null=True, blank=True)
    vigencia_fin = models.DateField(_("vigente hasta"), null=True, blank=True)
    actividades = models.ManyToManyField(
        Actividad, verbose_name=_("actividades"), blank=True, related_name="metas"
    )
    organizaciones = models.ManyToManyField(
        "actores.Organizacion",
        verbose_name=_("organizaciones socias"),
        blank=True,
        related_name="metas",
    )
    contribuye_a = models.ManyToManyField(
        "self",
        verbose_name=_("contribuye a las metas"),
        symmetrical=False,
        blank=True,
        related_name="aportes",
        help_text=_("Metas del Plan Operativo a las que aporta este resultado de la Estrategia."),
    )
    sustituye = models.ForeignKey(
        "self",
        verbose_name=_("sustituye a"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sustituida_por",
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("meta")
        verbose_name_plural = _("metas")
        ordering = ["plan", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "codigo"], name="meta_unica"),
            models.CheckConstraint(
                condition=Q(vigencia_inicio__isnull=True)
                | Q(vigencia_fin__isnull=True)
                | Q(vigencia_fin__gte=F("vigencia_inicio")),
                name="meta_vigencia_ordenada",
                violation_error_message=_("La vigencia termina antes de empezar."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.t.texto[:80]}"
