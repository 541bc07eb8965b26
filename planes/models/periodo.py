from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import ClaveNatural, Pais

from .plan import Plan


class Periodo(ClaveNatural):
    """A semester on which the informants report: opens, falls due, closes."""

    CLAVE_NATURAL = ("plan__codigo", "anio", "semestre")

    class Semestre(models.IntegerChoices):
        PRIMERO = 1, _("Primer semestre")
        SEGUNDO = 2, _("Segundo semestre")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="periodos"
    )
    anio = models.PositiveSmallIntegerField(_("año"))
    semestre = models.PositiveSmallIntegerField(_("semestre"), choices=Semestre.choices)
    abre = models.DateField(_("abre"))
    vence = models.DateField(_("vence"), help_text=_("Último día para enviar a tiempo."))
    cierra = models.DateField(_("cierra"), help_text=_("Último día en que se puede enviar."))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("período")
        verbose_name_plural = _("períodos")
        ordering = ["-anio", "-semestre"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "anio", "semestre"],
                name="periodo_unico",
                violation_error_message=_("Ese período ya existe."),
            ),
            models.CheckConstraint(condition=Q(semestre__in=[1, 2]), name="periodo_semestre_1_o_2"),
            models.CheckConstraint(
                condition=Q(abre__lte=F("vence"), vence__lte=F("cierra")),
                name="periodo_fechas_en_orden",
                violation_error_message=_("Las fechas van en orden: abre, vence, cierra."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(semestre)s de %(anio)s") % {
            "semestre": self.get_semestre_display(),
            "anio": self.anio,
        }

    @property
    def clave(self) -> str:
        """Short name, ``2025-II``: how the plan's own meetings number semesters."""
        return f"{self.anio}-{'I' * self.semestre}"

    @property
    def inicio(self) -> dt.date:
        """First day of the semester itself (not of the reporting window)."""
        return dt.date(self.anio, 1 if self.semestre == 1 else 7, 1)

    @property
    def fin(self) -> dt.date:
        return dt.date(self.anio, 6, 30) if self.semestre == 1 else dt.date(self.anio, 12, 31)

    def cierre_para(self, pais: Pais | None) -> dt.date:
        """Last day on which that informant can send, with its prórroga if it has one.

        Uses the prefetched ``prorrogas`` when there are any.
        """
        extra = [p.hasta for p in self.prorrogas.all() if p.pais_id == (pais.pk if pais else None)]
        return max([self.cierra, *extra])

    def abierto_para(self, pais: Pais | None, hoy: dt.date | None = None) -> bool:
        hoy = hoy or timezone.localdate()
        return self.abre <= hoy <= self.cierre_para(pais)

    def anterior(self) -> Periodo | None:
        """The previous period of the same plan, or None."""
        return (
            Periodo.objects.filter(plan_id=self.plan_id)
            .filter(Q(anio__lt=self.anio) | Q(anio=self.anio, semestre__lt=self.semestre))
            .order_by("-anio", "-semestre")
            .first()
        )

    def clean(self) -> None:
        super().clean()
        if self.plan_id and self.anio and self.anio not in self.plan.anios:
            raise ValidationError(
                {
                    "anio": _("El plan «%(plan)s» va de %(inicio)s a %(fin)s.")
                    % {
                        "plan": self.plan,
                        "inicio": self.plan.inicio.year,
                        "fin": self.plan.fin.year,
                    }
                }
            )


class Prorroga(models.Model):
    """More time for one informant, with its reason; ``pais`` empty is the regional report."""

    periodo = models.ForeignKey(
        Periodo, verbose_name=_("período"), on_delete=models.CASCADE, related_name="prorrogas"
    )
    pais = models.ForeignKey(
        Pais,
        verbose_name=_("país"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="prorrogas",
        help_text=_("Vacío: el reporte regional."),
    )
    hasta = models.DateField(_("hasta"))
    motivo = models.TextField(_("motivo"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("prórroga")
        verbose_name_plural = _("prórrogas")
        ordering = ["periodo", "hasta"]
        constraints = [
            models.CheckConstraint(condition=~Q(motivo=""), name="prorroga_con_motivo"),
        ]

    def __str__(self) -> str:
        return f"{self.pais or gettext('Reporte regional')}: {date_format(self.hasta)}"
