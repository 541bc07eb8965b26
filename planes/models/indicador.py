"""What is measured: Dato (one quantity, asked once) and the printed indicators that use it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Bilingue, ClaveNatural

from .actividad import Actividad, Informante, Meta
from .plan import Impreso, Plan


class Desagregacion(Bilingue, ClaveNatural):
    """A way to split a quantity: sex, sector, crime…"""

    codigo = models.SlugField(_("código"), max_length=40, unique=True)
    nombre = models.CharField(_("nombre"), max_length=100)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=100, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("desagregación")
        verbose_name_plural = _("desagregaciones")
        ordering = ["codigo"]

    def __str__(self) -> str:
        return self.t.nombre


class Categoria(Bilingue, ClaveNatural):
    """One part of a disaggregation. Archived, never deleted; frozen once used."""

    CLAVE_NATURAL = ("desagregacion__codigo", "codigo")

    desagregacion = models.ForeignKey(
        Desagregacion,
        verbose_name=_("desagregación"),
        on_delete=models.PROTECT,
        related_name="categorias",
    )
    codigo = models.SlugField(_("código"), max_length=40)
    nombre = models.CharField(_("nombre"), max_length=100)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=100, blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    archivada = models.BooleanField(_("archivada"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("categoría")
        verbose_name_plural = _("categorías")
        ordering = ["desagregacion", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["desagregacion", "codigo"], name="categoria_unica")
        ]

    def __str__(self) -> str:
        return self.t.nombre

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValidationError(_("Una categoría se archiva; no se borra."))


class Dato(Bilingue, ClaveNatural):
    """One quantity, asked once, however many indicators use it."""

    class Tipo(models.TextChoices):
        CONTEO = "conteo", _("Conteo")
        PERSONAS = "personas", _("Personas")
        MONTO = "monto", _("Monto")
        PORCENTAJE = "porcentaje", _("Porcentaje")
        HITO = "hito", _("Hito")
        DOCUMENTO = "documento", _("Documento")

    class Periodicidad(models.TextChoices):
        SEMESTRAL = "semestral", _("Semestral")
        ANUAL = "anual", _("Anual (se pide en el segundo semestre)")

    class ReglaTiempo(models.TextChoices):
        SUMA = "suma", _("Se suma en el tiempo")
        ULTIMO = "ultimo", _("Vale el último")
        MAXIMO = "maximo", _("Vale el máximo")
        NO_AGREGABLE = "no_agregable", _("No se agrega en el tiempo")

    class ReglaRegion(models.TextChoices):
        SUMA = "suma", _("Suma de los países")
        SUMA_MAS_REGIONAL = "suma_mas_regional", _("Suma de los países más lo regional")
        MANDA_REGIONAL = "manda_regional", _("Manda el reporte regional")
        COCIENTE = "cociente", _("Cociente de sumas")
        PAISES_QUE_CUMPLEN = "paises_que_cumplen", _("Países que cumplen")
        NO_AGREGABLE = "no_agregable", _("No se agrega entre países")

    class Sentido(models.TextChoices):
        ASCENDENTE = "ascendente", _("Más es mejor")
        DESCENDENTE = "descendente", _("Menos es mejor")
        NEUTRO = "neutro", _("Ni más ni menos es mejor")

    codigo = models.SlugField(_("código"), max_length=60, unique=True)
    nombre = models.CharField(_("nombre"), max_length=200)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=200, blank=True)
    tipo = models.CharField(_("tipo"), max_length=12, choices=Tipo.choices)
    unidad = models.CharField(_("unidad"), max_length=60, blank=True)
    unidad_en = models.CharField(_("unidad en inglés"), max_length=60, blank=True)
    informante = models.CharField(
        _("quién reporta"), max_length=10, choices=Informante.choices, default=Informante.NACIONAL
    )
    periodicidad = models.CharField(
        _("periodicidad"),
        max_length=10,
        choices=Periodicidad.choices,
        default=Periodicidad.SEMESTRAL,
    )
    regla_tiempo = models.CharField(
        _("regla en el tiempo"), max_length=12, choices=ReglaTiempo.choices
    )
    regla_region = models.CharField(
        _("regla entre países"), max_length=20, choices=ReglaRegion.choices
    )
    sentido = models.CharField(
        _("sentido"), max_length=12, choices=Sentido.choices, default=Sentido.ASCENDENTE
    )
    sensible = models.BooleanField(
        _("sensible"),
        default=False,
        help_text=_("Cuenta personas dañadas, casos o denuncias: lo público va protegido."),
    )
    definicion = models.TextField(_("definición"), blank=True)
    definicion_en = models.TextField(_("definición en inglés"), blank=True)
    fuente = models.TextField(_("fuente"), blank=True)
    fuente_en = models.TextField(_("fuente en inglés"), blank=True)
    quien = models.TextField(_("quién lo recoge"), blank=True)
    quien_en = models.TextField(_("quién lo recoge, en inglés"), blank=True)
    como = models.TextField(_("cómo se cuenta"), blank=True)
    como_en = models.TextField(_("cómo se cuenta, en inglés"), blank=True)
    desagregaciones = models.ManyToManyField(
        Desagregacion, verbose_name=_("desagregaciones"), blank=True, related_name="datos"
    )
    destacado = models.PositiveSmallIntegerField(
        _("cifra destacada"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Lugar entre las cifras de la portada y del informe; vacío si no va."),
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords(m2m_fields=[desagregaciones])

    class Meta:
        verbose_name = _("dato")
        verbose_name_plural = _("datos")
        ordering = ["orden", "codigo"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(tipo__in=["hito", "documento"]) | ~Q(regla_tiempo="suma"),
                name="dato_hitos_no_se_suman",
                violation_error_message=_("Un hito o un documento no se suma en el tiempo."),
            ),
            models.CheckConstraint(
                condition=~Q(tipo="porcentaje")
                | Q(regla_region__in=["cociente", "manda_regional", "no_agregable"]),
                name="dato_porcentaje_no_se_suma",
                violation_error_message=_("Un porcentaje no se suma ni se promedia."),
            ),
            models.CheckConstraint(
                condition=~Q(regla_region="cociente") | Q(tipo="porcentaje"),
                name="dato_cociente_es_porcentaje",
                violation_error_message=_("El cociente de sumas es solo para porcentajes."),
            ),
            models.CheckConstraint(
                condition=Q(sensible=False)
                | Q(
                    tipo="conteo", regla_tiempo="suma", regla_region__in=["suma", "manda_regional"]
                ),
                name="dato_sensible_es_conteo",
                violation_error_message=_(
                    "Un dato sensible es un conteo que se suma en el año: de cada país, "
                    "o uno solo de la región."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.t.nombre


class Etapa(Bilingue, ClaveNatural):
    """A stage of a milestone Dato, in order; ``cumple`` says from which one it counts as done."""

    CLAVE_NATURAL = ("dato__codigo", "codigo")

    dato = models.ForeignKey(
        Dato, verbose_name=_("dato"), on_delete=models.CASCADE, related_name="etapas"
    )
    codigo = models.SlugField(_("código"), max_length=40)
    nombre = models.CharField(_("nombre"), max_length=120)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=120, blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"))
    cumple = models.BooleanField(
        _("cuenta como cumplida"), default=False, help_text=_("Llegar a esta etapa es cumplir.")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("etapa")
        verbose_name_plural = _("etapas")
        ordering = ["dato", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["dato", "codigo"], name="etapa_unica"),
            models.UniqueConstraint(fields=["dato", "orden"], name="etapa_orden_unico"),
        ]

    def __str__(self) -> str:
        return self.t.nombre


class Indicador(Impreso):
    """A single printed indicator of a meta, and the activity under which it is asked.

    It either measures something (``dato``) or is only a means of verification
    (``evidencia``): never both, never neither.
    """

    CLAVE_NATURAL = ("plan__codigo", "codigo")

    class Evidencia(models.TextChoices):
        ACTA = "acta", _("Acta")
        INFORME = "informe", _("Informe")
        FOTOGRAFIA = "fotografia", _("Fotografía")
        MENSAJE = "mensaje", _("Mensaje publicado")
        DOCUMENTO = "documento", _("Documento")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="indicadores"
    )
    meta = models.ForeignKey(
        Meta, verbose_name=_("meta"), on_delete=models.PROTECT, related_name="indicadores"
    )
    actividad = models.ForeignKey(
        Actividad,
        verbose_name=_("actividad en que se pregunta"),
        on_delete=models.PROTECT,
        related_name="indicadores",
    )
    codigo = models.CharField(_("código"), max_length=20)
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    dato = models.ForeignKey(
        Dato,
        verbose_name=_("dato"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="indicadores",
    )
    evidencia = models.CharField(
        _("medio de verificación"),
        max_length=12,
        choices=Evidencia.choices,
        blank=True,
        help_text=_("Si el indicador impreso es solo un medio de verificación."),
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("indicador")
        verbose_name_plural = _("indicadores")
        ordering = ["plan", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "codigo"], name="indicador_unico"),
            models.CheckConstraint(
                condition=Q(dato__isnull=True, evidencia__gt="")
                | Q(dato__isnull=False, evidencia=""),
                name="indicador_mide_o_verifica",
                violation_error_message=_(
                    "Un indicador tiene un dato o es un medio de verificación: elija uno."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.t.texto[:80]}"


class Programacion(ClaveNatural):
    """What was planned for an indicator: a target for a year, or for the whole plan.

    Only what a document prints is loaded. A missing row is "sin meta"; a null
    ``linea_base`` is "sin línea base", never zero.
    """

    CLAVE_NATURAL = ("indicador__plan__codigo", "indicador__codigo", "anio")

    class Alcance(models.TextChoices):
        REGIONAL = "regional", _("Para la región")
        CADA_PAIS = "cada_pais", _("Para cada país")

    indicador = models.ForeignKey(
        Indicador,
        verbose_name=_("indicador"),
        on_delete=models.CASCADE,
        related_name="programaciones",
    )
    anio = models.PositiveSmallIntegerField(
        _("año"), null=True, blank=True, help_text=_("Vacío: para todo el plan.")
    )
    objetivo = models.DecimalField(_("meta numérica"), max_digits=16, decimal_places=2)
    linea_base = models.DecimalField(
        _("línea base"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    alcance = models.CharField(
        _("alcance"), max_length=10, choices=Alcance.choices, default=Alcance.REGIONAL
    )
    nota_fuente = models.TextField(_("nota sobre la fuente"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("programación")
        verbose_name_plural = _("programación")
        ordering = ["indicador", "anio"]
        constraints = [
            models.UniqueConstraint(fields=["indicador", "anio"], name="programacion_unica"),
            models.UniqueConstraint(
                fields=["indicador"],
                condition=Q(anio__isnull=True),
                name="programacion_unica_del_plan",
            ),
            models.CheckConstraint(
                condition=Q(objetivo__gte=0), name="programacion_objetivo_no_negativo"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicador.codigo} · {self.anio or self.indicador.plan}: {self.objetivo}"
