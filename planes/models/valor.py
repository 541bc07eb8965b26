"""What a report answers to each Dato: a value of its type, or why there is none."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .indicador import Categoria, Dato, Etapa
from .reporte import Reporte

SIN_NUMEROS = Q(
    numero__isnull=True,
    numerador__isnull=True,
    denominador__isnull=True,
    etapa__isnull=True,
    documento="",
)


class Valor(models.Model):
    """One report's answer to one Dato: a value of the Dato's type, or why there is none.

    ``tipo`` repeats the Dato's type so that a database CHECK can hold the shape
    of the answer. An unanswered Dato has no row at all.
    """

    class Ausencia(models.TextChoices):
        NO_APLICA = "no_aplica", _("No aplica")
        NO_DISPONIBLE = "no_disponible", _("No disponible")
        PENDIENTE = "pendiente", _("Pendiente")

    reporte = models.ForeignKey(
        Reporte, verbose_name=_("reporte"), on_delete=models.CASCADE, related_name="valores"
    )
    dato = models.ForeignKey(
        Dato, verbose_name=_("dato"), on_delete=models.PROTECT, related_name="valores"
    )
    tipo = models.CharField(_("tipo"), max_length=12, choices=Dato.Tipo.choices, editable=False)
    numero = models.DecimalField(
        _("número"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    numerador = models.DecimalField(
        _("numerador"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    denominador = models.DecimalField(
        _("denominador"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    etapa = models.ForeignKey(
        Etapa,
        verbose_name=_("etapa"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    fecha = models.DateField(_("fecha"), null=True, blank=True)
    documento = models.CharField(_("documento"), max_length=300, blank=True)
    ausencia = models.CharField(
        _("por qué no hay dato"), max_length=13, choices=Ausencia.choices, blank=True
    )
    propuesto = models.DecimalField(
        _("propuesto por el registro"),
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
    )
    nota = models.TextField(_("nota"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("valor")
        verbose_name_plural = _("valores")
        ordering = ["reporte", "dato__orden"]
        constraints = [
            models.UniqueConstraint(fields=["reporte", "dato"], name="valor_unico"),
            models.CheckConstraint(
                condition=(Q(ausencia__gt="") & SIN_NUMEROS & Q(fecha__isnull=True))
                | (
                    Q(ausencia="")
                    & (
                        Q(
                            tipo__in=["conteo", "personas", "monto"],
                            numero__gte=0,
                            numerador__isnull=True,
                            denominador__isnull=True,
                            etapa__isnull=True,
                            documento="",
                        )
                        | Q(
                            tipo="porcentaje",
                            numero__isnull=True,
                            numerador__gte=0,
                            denominador__gt=0,
                            numerador__lte=models.F("denominador"),
                            etapa__isnull=True,
                            documento="",
                        )
                        | Q(
                            tipo="hito",
                            numero__isnull=True,
                            numerador__isnull=True,
                            denominador__isnull=True,
                            etapa__isnull=False,
                            documento="",
                        )
                        | Q(
                            tipo="documento",
                            numero__isnull=True,
                            numerador__isnull=True,
                            denominador__isnull=True,
                            etapa__isnull=True,
                            documento__gt="",
                        )
                    )
                ),
                name="valor_segun_su_tipo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reporte} · {self.dato}"

    @property
    def porcentaje(self) -> Decimal | None:
        if self.numerador is None or not self.denominador:
            return None
        return self.numerador / self.denominador * 100


class ValorDesagregado(models.Model):
    """One part of a value; the parts of one disaggregation add up to the value."""

    valor = models.ForeignKey(
        Valor, verbose_name=_("valor"), on_delete=models.CASCADE, related_name="partes"
    )
    categoria = models.ForeignKey(
        Categoria, verbose_name=_("categoría"), on_delete=models.PROTECT, related_name="+"
    )
    numero = models.DecimalField(_("número"), max_digits=16, decimal_places=2)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("valor desagregado")
        verbose_name_plural = _("valores desagregados")
        ordering = ["valor", "categoria__orden"]
        constraints = [
            models.UniqueConstraint(fields=["valor", "categoria"], name="valor_desagregado_unico"),
            models.CheckConstraint(
                condition=Q(numero__gte=0), name="valor_desagregado_no_negativo"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.categoria}: {self.numero}"
