"""Agreements, projects and money: the registers of resource mobilisation."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Organizacion

from .registro import Registro


class Convenio(Registro):
    """An agreement or alliance with an organisation; ``fecha`` is the day of its state.

    ``publicable`` lets its title, dates and parties into the data cuts, as of a ``Proyecto``; one
    that may not is only counted there, by type and state.
    """

    class Tipo(models.TextChoices):
        COOPERACION = "cooperacion", _("Cooperación técnica o financiera")
        SOCIEDAD_CIVIL = "sociedad_civil", _("Alianza con sociedad civil")
        OTRA_ALIANZA = "otra_alianza", _("Otra alianza")

    class Estado(models.TextChoices):
        EN_NEGOCIACION = "en_negociacion", _("En negociación")
        FIRMADO = "firmado", _("Firmado")
        TERMINADO = "terminado", _("Terminado")

    tipo = models.CharField(_("tipo"), max_length=14, choices=Tipo.choices)
    estado = models.CharField(
        _("estado"), max_length=14, choices=Estado.choices, default=Estado.EN_NEGOCIACION
    )
    partes = models.ManyToManyField(
        Organizacion, verbose_name=_("con quién"), blank=True, related_name="convenios"
    )
    otras_partes = models.CharField(
        _("otras partes"),
        max_length=300,
        blank=True,
        help_text=_("Organizaciones que no están en la lista."),
    )
    vence = models.DateField(_("vigente hasta"), null=True, blank=True)
    titulo_en = models.CharField(_("título en inglés"), max_length=300, blank=True)
    publicable = models.BooleanField(
        _("puede publicarse"),
        default=False,
        help_text=_(
            "Si la Secretaría Técnica autoriza que salga con su título en los cortes de datos."
            " Sin esto solo se cuenta, por tipo y estado."
        ),
    )

    history = HistoricalRecords(m2m_fields=["actividades", "partes"])

    class Meta(Registro.Meta):
        verbose_name = _("convenio")
        verbose_name_plural = _("convenios")
        constraints = [
            models.CheckConstraint(
                condition=Q(vence__isnull=True) | Q(vence__gte=F("fecha")),
                name="convenio_fechas_en_orden",
                violation_error_message=_("El convenio no puede vencer antes de su fecha."),
            )
        ]

    PUBLICO = ("titulo", "titulo_en")
    """What is made public of it in its own words."""


class Proyecto(Registro):
    """A project from idea to end; ``fecha`` is the day on which it reached its ``etapa``.

    ``publicable`` lets its public texts, dates and money into the data cuts: the ST says so, of
    the texts as they stand (``operaciones.guardar_fila`` takes it back when a country changes
    them). ``costo_usd`` is all that it needs, in US dollars; empty: not known yet.
    """

    class Etapa(models.TextChoices):
        IDEA = "idea", _("Idea")
        NOTA_CONCEPTUAL = "nota_conceptual", _("Nota conceptual")
        PRESENTADO = "presentado", _("Presentado a donantes")
        APROBADO = "aprobado", _("Aprobado")
        EN_EJECUCION = "en_ejecucion", _("En ejecución")
        TERMINADO = "terminado", _("Terminado")
        DESCARTADO = "descartado", _("Descartado")

    etapa = models.CharField(_("etapa"), max_length=16, choices=Etapa.choices, default=Etapa.IDEA)
    titulo_en = models.CharField(_("título en inglés"), max_length=300, blank=True)
    resumen = models.TextField(
        _("resumen"), blank=True, help_text=_("Qué hará y para quién, en unas líneas.")
    )
    resumen_en = models.TextField(_("resumen en inglés"), blank=True)
    prioritario = models.BooleanField(_("priorizado por la CORETT"), default=False)
    inicio = models.DateField(_("inicio previsto"), null=True, blank=True)
    fin = models.DateField(_("fin previsto"), null=True, blank=True)
    costo_usd = models.DecimalField(
        _("costo total estimado, en dólares"),
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
    )
    publicable = models.BooleanField(
        _("puede publicarse"),
        default=False,
        help_text=_(
            "Si la Secretaría Técnica autoriza que salga en los cortes de datos y en su ficha:"
            " título, resumen, etapa, fechas y montos. Necesita un resumen en español."
        ),
    )
    presentado_a = models.ManyToManyField(
        Organizacion, verbose_name=_("presentado a"), blank=True, related_name="proyectos"
    )

    history = HistoricalRecords(m2m_fields=["actividades", "presentado_a"])

    class Meta(Registro.Meta):
        verbose_name = _("proyecto")
        verbose_name_plural = _("proyectos")
        constraints = [
            models.CheckConstraint(
                condition=Q(inicio__isnull=True) | Q(fin__isnull=True) | Q(fin__gte=F("inicio")),
                name="proyecto_fechas_en_orden",
                violation_error_message=_("El proyecto no puede terminar antes de empezar."),
            ),
            models.CheckConstraint(
                condition=Q(publicable=False) | (~Q(titulo="") & ~Q(resumen="")),
                name="proyecto_publicable_con_resumen",
                violation_error_message=_("Para publicarse necesita título y resumen."),
            ),
            models.CheckConstraint(
                condition=Q(costo_usd__isnull=True) | Q(costo_usd__gt=0),
                name="proyecto_costo_positivo",
                violation_error_message=_("El costo es mayor que 0; si no se sabe, va vacío."),
            ),
        ]

    PUBLICO = ("titulo", "titulo_en", "resumen", "resumen_en", "costo_usd")
    """What is made public of it in its own words and numbers."""

    def clean(self) -> None:
        """Said at the field: a country that empties the summary does not see ``publicable``."""
        super().clean()
        if self.publicable and not self.resumen.strip():
            raise ValidationError(
                {"resumen": _("El proyecto puede publicarse: no puede quedar sin resumen.")}
            )


class Recurso(Registro):
    """An amount of money from a donor; ``fecha`` is the day of its state.

    ``tasa`` is US dollars for one unit of ``moneda`` on ``fecha_tasa``; 1 for USD.
    """

    class Estado(models.TextChoices):
        OFRECIDO = "ofrecido", _("Ofrecido")
        FIRMADO = "firmado", _("Firmado")
        DESEMBOLSADO = "desembolsado", _("Desembolsado")

    MONEDAS = (
        "USD", "EUR", "GTQ", "BZD", "HNL", "NIO", "CRC", "PAB", "MXN", "DOP", "CAD", "CHF", "GBP",
        "SEK",
    )  # fmt: skip

    donante = models.ForeignKey(
        Organizacion,
        verbose_name=_("donante"),
        on_delete=models.PROTECT,
        related_name="recursos",
    )
    estado = models.CharField(
        _("estado"), max_length=12, choices=Estado.choices, default=Estado.OFRECIDO
    )
    monto = models.DecimalField(_("monto"), max_digits=16, decimal_places=2)
    moneda = models.CharField(
        _("moneda"), max_length=3, choices=[(m, m) for m in MONEDAS], default="USD"
    )
    tasa = models.DecimalField(
        _("dólares por unidad"), max_digits=18, decimal_places=8, default=Decimal(1)
    )
    fecha_tasa = models.DateField(_("fecha de la tasa"), null=True, blank=True)
    proyecto = models.ForeignKey(
        Proyecto,
        verbose_name=_("proyecto"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recursos",
    )
    convenio = models.ForeignKey(
        Convenio,
        verbose_name=_("convenio"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recursos",
    )

    history = HistoricalRecords(m2m_fields=["actividades"])

    class Meta(Registro.Meta):
        verbose_name = _("recurso")
        verbose_name_plural = _("recursos")
        constraints = [
            models.CheckConstraint(
                condition=Q(monto__gt=0, tasa__gt=0),
                name="recurso_monto_positivo",
                violation_error_message=_("El monto y la tasa son mayores que 0."),
            ),
            models.CheckConstraint(
                condition=Q(moneda="USD", tasa=1)
                | (~Q(moneda="USD") & Q(fecha_tasa__isnull=False)),
                name="recurso_tasa_con_fecha",
                violation_error_message=_(
                    "Un monto en otra moneda lleva la tasa y su fecha; en dólares la tasa es 1."
                ),
            ),
        ]

    @property
    def monto_usd(self) -> Decimal:
        return (self.monto * self.tasa).quantize(Decimal("0.01"))
