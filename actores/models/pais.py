from __future__ import annotations

import datetime as dt
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .base import Bilingue, ClaveNatural, PorClaveNatural


class PaisQuerySet(models.QuerySet["Pais"]):
    def miembros_en(self, fecha: dt.date) -> PaisQuerySet:
        """Countries that are members on that day: the denominator of coverage.

        An unknown ``adhesion`` counts as "always": the source gives no dates.
        """
        return self.filter(
            Q(adhesion__isnull=True) | Q(adhesion__lte=fecha),
            Q(retiro__isnull=True) | Q(retiro__gt=fecha),
        )


class Pais(Bilingue, ClaveNatural):
    """A member country of the coalition; others can join, so rows can be added."""

    codigo = models.CharField(
        _("código"), max_length=2, unique=True, help_text=_("ISO 3166-1 alfa-2, en minúsculas.")
    )
    iso3 = models.CharField(_("código ISO de tres letras"), max_length=3, unique=True)
    nombre = models.CharField(_("nombre"), max_length=80, unique=True)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=80, blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    adhesion = models.DateField(
        _("adhesión"), null=True, blank=True, help_text=_("Vacía si no se conoce la fecha.")
    )
    retiro = models.DateField(_("retiro"), null=True, blank=True)
    organismo = models.ForeignKey(
        "actores.Organizacion",
        verbose_name=_("organismo nacional"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    idioma = models.CharField(
        _("idioma de trabajo"),
        max_length=2,
        choices=[("es", _("Español")), ("en", _("Inglés"))],
        default="es",
    )
    zona_horaria = models.CharField(_("zona horaria"), max_length=40, default="America/Guatemala")

    history = HistoricalRecords()
    objects = PorClaveNatural.from_queryset(PaisQuerySet)()

    class Meta:
        verbose_name = _("país")
        verbose_name_plural = _("países")
        ordering = ["orden", "nombre"]
        constraints = [
            models.CheckConstraint(
                condition=Q(codigo__regex=r"^[a-z]{2}$"), name="pais_codigo_alfa2"
            ),
            models.CheckConstraint(
                condition=Q(retiro__isnull=True)
                | Q(adhesion__isnull=True)
                | Q(retiro__gt=F("adhesion")),
                name="pais_retiro_despues_de_adhesion",
                violation_error_message=_("El retiro debe ser posterior a la adhesión."),
            ),
        ]

    def __str__(self) -> str:
        return self.t.nombre

    def clean(self) -> None:
        if self.zona_horaria not in available_timezones():
            raise ValidationError(
                {"zona_horaria": _("Escríbala como «America/Guatemala»: esa no existe.")}
            )
