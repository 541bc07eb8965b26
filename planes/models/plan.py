"""The promise: a plan and its levels, as printed and as read.

Every level carries its plan, so that codes are unique within a plan and rows
have natural keys of two parts. ``Nivel`` holds what all levels share.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Bilingue, ClaveNatural


class Plan(Bilingue, ClaveNatural):
    """A plan with a term: the Plan Operativo, or the Estrategia."""

    class Tipo(models.TextChoices):
        OPERATIVO = "operativo", _("Plan operativo")
        ESTRATEGIA = "estrategia", _("Estrategia")

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Borrador")
        VIGENTE = "vigente", _("Vigente")
        CERRADO = "cerrado", _("Cerrado")

    codigo = models.SlugField(_("código"), max_length=40, unique=True)
    tipo = models.CharField(_("tipo"), max_length=12, choices=Tipo.choices)
    nombre = models.CharField(_("nombre"), max_length=200)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=200, blank=True)
    inicio = models.DateField(_("inicio"))
    fin = models.DateField(_("fin"))
    estado = models.CharField(
        _("estado"), max_length=10, choices=Estado.choices, default=Estado.BORRADOR
    )
    viene_de = models.ForeignKey(
        "self",
        verbose_name=_("continúa el plan"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="continuaciones",
    )
    nota_fuente = models.TextField(_("nota sobre la fuente"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("planes")
        ordering = ["-inicio", "codigo"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__gt=F("inicio")),
                name="plan_fin_despues_de_inicio",
                violation_error_message=_("El fin del plan debe ser posterior a su inicio."),
            )
        ]

    def __str__(self) -> str:
        return self.t.nombre

    @property
    def anios(self) -> list[int]:
        """Calendar years that the plan covers."""
        return list(range(self.inicio.year, self.fin.year + 1))


class Impreso(Bilingue, ClaveNatural):
    """What a printed row keeps beside its reading.

    ``texto`` is the reading that the portal shows. Where the print differs,
    ``codigo_impreso``/``texto_impreso`` hold it to the letter and
    ``nota_fuente`` says what is doubtful. ``es_nuestro`` marks what is not in
    the printed document at all (a code, an indicator that we propose).
    """

    codigo_impreso = models.CharField(_("código impreso"), max_length=20, blank=True)
    texto_impreso = models.TextField(
        _("texto impreso"), blank=True, help_text=_("Tal como está en el documento, si difiere.")
    )
    nota_fuente = models.TextField(
        _("nota sobre la fuente"),
        blank=True,
        help_text=_("Qué es dudoso en el documento impreso y cómo se leyó."),
    )
    es_nuestro = models.BooleanField(
        _("no está impreso"),
        default=False,
        help_text=_("Agregado por el portal; no figura en el documento impreso."),
    )

    class Meta:
        abstract = True


class Eje(Impreso):
    CLAVE_NATURAL = ("plan__codigo", "numero")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="ejes"
    )
    numero = models.PositiveSmallIntegerField(_("número"))
    nombre = models.CharField(_("nombre"), max_length=200)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=200, blank=True)
    descripcion = models.TextField(_("descripción"), blank=True)
    descripcion_en = models.TextField(_("descripción en inglés"), blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("eje")
        verbose_name_plural = _("ejes")
        ordering = ["plan", "orden", "numero"]
        constraints = [models.UniqueConstraint(fields=["plan", "numero"], name="eje_unico")]

    def __str__(self) -> str:
        return f"{self.numero}. {self.t.nombre}"


class ObjetivoEstrategico(Impreso):
    """Number 3 is printed under two ejes, so the natural key needs the eje."""

    CLAVE_NATURAL = ("eje__plan__codigo", "eje__numero", "numero")

    eje = models.ForeignKey(
        Eje, verbose_name=_("eje"), on_delete=models.PROTECT, related_name="objetivos_estrategicos"
    )
    numero = models.PositiveSmallIntegerField(_("número"))
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("objetivo estratégico")
        verbose_name_plural = _("objetivos estratégicos")
        ordering = ["eje", "orden", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["eje", "numero"], name="objetivo_estrategico_unico")
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.t.texto[:80]}"


class ObjetivoEspecifico(Impreso):
    """An optional level, printed before some objetivos operativos only. Codes are ours."""

    CLAVE_NATURAL = ("plan__codigo", "codigo")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="objetivos_especificos"
    )
    eje = models.ForeignKey(
        Eje, verbose_name=_("eje"), on_delete=models.PROTECT, related_name="objetivos_especificos"
    )
    codigo = models.CharField(_("código"), max_length=20)
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("objetivo específico")
        verbose_name_plural = _("objetivos específicos")
        ordering = ["plan", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "codigo"], name="objetivo_especifico_unico")
        ]

    def __str__(self) -> str:
        return self.t.texto[:80]


class ObjetivoOperativo(Impreso):
    """An objetivo operativo; in the Estrategia, a táctica."""

    CLAVE_NATURAL = ("plan__codigo", "numero")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="objetivos"
    )
    eje = models.ForeignKey(
        Eje, verbose_name=_("eje"), on_delete=models.PROTECT, related_name="objetivos"
    )
    especifico = models.ForeignKey(
        ObjetivoEspecifico,
        verbose_name=_("objetivo específico"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="objetivos",
    )
    numero = models.PositiveSmallIntegerField(_("número"))
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    corto = models.CharField(
        _("título corto"), max_length=120, blank=True, help_text=_("Nuestro, para listas y menús.")
    )
    corto_en = models.CharField(_("título corto en inglés"), max_length=120, blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("objetivo operativo")
        verbose_name_plural = _("objetivos operativos")
        ordering = ["plan", "orden", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "numero"], name="objetivo_operativo_unico")
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.t.corto or self.t.texto[:80]}"
