"""The doing: one report per informant and period, its progress, values and remarks."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Pais
from actores.roles import PRESIDENCIA, PUNTO_FOCAL, SECRETARIA_TECNICA, tiene_rol

from .indicador import Categoria, Dato, Etapa
from .periodo import Periodo
from .plan import Actividad

LEEN_TODO = (SECRETARIA_TECNICA, PRESIDENCIA)


class ReporteQuerySet(models.QuerySet["Reporte"]):
    def visibles_para(self, usuario: Any) -> ReporteQuerySet:
        """Reports that this person may read: every view, file and export starts here.

        The ST and the Presidencia read all; a focal point reads its own
        country's; nobody else reads any. (Who is who: ``planes.permisos``.)
        """
        if tiene_rol(usuario, LEEN_TODO):
            return self
        if not tiene_rol(usuario, (PUNTO_FOCAL,)):
            return self.none()
        return self.filter(pais__in=usuario.puntos_focales.vigentes().values("pais"))

    def ultimos(self) -> ReporteQuerySet:
        """The newest version of each informant's report in each period."""
        mas_nuevo = self.model.objects.filter(sustituye=models.OuterRef("pk"))
        return self.filter(~models.Exists(mas_nuevo))

    def vigentes(self) -> ReporteQuerySet:
        """The versions that count: the newest approved one of each informant and period."""
        aprobado_despues = self.model.objects.filter(
            periodo=models.OuterRef("periodo"),
            pais_clave=models.OuterRef("pais_clave"),
            version__gt=models.OuterRef("version"),
            estado=Reporte.Estado.APROBADO,
        )
        return self.filter(~models.Exists(aprobado_despues), estado=Reporte.Estado.APROBADO)


def nueva_referencia() -> str:
    """A short unguessable receipt number, shown to people."""
    return uuid.uuid4().hex[:8].upper()


class Reporte(models.Model):
    """What one informant says about one period. ``pais`` empty is the ST's regional report.

    A correction of an approved report is a new row with the next ``version``
    that ``sustituye`` the old one; the approved one counts until then.
    """

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Borrador")
        ENVIADO = "enviado", _("Enviado")
        OBSERVADO = "observado", _("Devuelto con observaciones")
        APROBADO = "aprobado", _("Aprobado")

    periodo = models.ForeignKey(
        Periodo, verbose_name=_("período"), on_delete=models.PROTECT, related_name="reportes"
    )
    pais = models.ForeignKey(
        Pais,
        verbose_name=_("país"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reportes",
        help_text=_("Vacío: el reporte regional de la Secretaría Técnica."),
    )
    pais_clave = models.GeneratedField(
        expression=Coalesce("pais", 0),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    version = models.PositiveSmallIntegerField(_("versión"), default=1, editable=False)
    sustituye = models.OneToOneField(
        "self",
        verbose_name=_("sustituye a"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sustituido_por",
        editable=False,
    )
    estado = models.CharField(
        _("estado"),
        max_length=10,
        choices=Estado.choices,
        default=Estado.BORRADOR,
        editable=False,
    )
    referencia = models.CharField(
        _("referencia"), max_length=8, unique=True, default=nueva_referencia, editable=False
    )
    revision = models.PositiveIntegerField(
        _("revisión"),
        default=0,
        editable=False,
        help_text=_("Crece con cada cambio de estado: dos personas no deciden a la vez."),
    )
    creado_en = models.DateTimeField(_("creado el"), default=timezone.now, editable=False)
    enviado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("enviado por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    enviado_en = models.DateTimeField(_("enviado el"), null=True, blank=True, editable=False)
    revisado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("revisado por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    revisado_en = models.DateTimeField(_("revisado el"), null=True, blank=True, editable=False)

    history = HistoricalRecords(excluded_fields=["pais_clave"])
    objects = ReporteQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporte")
        verbose_name_plural = _("reportes")
        ordering = ["-periodo__anio", "-periodo__semestre", "pais__orden"]
        constraints = [
            models.UniqueConstraint(
                fields=["periodo", "pais_clave", "version"], name="reporte_unico"
            ),
            models.CheckConstraint(
                condition=Q(estado="borrador")
                | Q(enviado_en__isnull=False, enviado_por__isnull=False),
                name="reporte_enviado_por_alguien",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=["observado", "aprobado"])
                | Q(revisado_en__isnull=False, revisado_por__isnull=False),
                name="reporte_revisado_por_alguien",
            ),
            models.CheckConstraint(
                condition=~Q(estado="aprobado") | ~Q(enviado_por=models.F("revisado_por")),
                name="reporte_nadie_aprueba_lo_suyo",
                violation_error_message=_("Quien envió un reporte no puede aprobarlo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nombre_informante}, {self.periodo}"

    @property
    def es_regional(self) -> bool:
        return self.pais_id is None

    def cerradas_al_enviar(self) -> models.QuerySet[Observacion]:
        """The remarks that the last sending closed, and not those a reviewer withdrew since."""
        if self.revisado_en is None or self.enviado_en is None:
            return self.observaciones.none()
        return self.observaciones.filter(
            creada_en__lt=self.enviado_en, resuelta_en__gte=self.enviado_en
        )

    @property
    def reenviado(self) -> bool:
        """Whether the last sending answered remarks."""
        return self.cerradas_al_enviar().exists()

    @property
    def informante(self) -> str:
        """Which activities and Datos are asked: ``nacional`` or ``regional``."""
        return "regional" if self.es_regional else "nacional"

    @property
    def nombre_informante(self) -> str:
        return str(self.pais) if self.pais else gettext("Reporte regional")

    @property
    def editable(self) -> bool:
        """Whether its content can still be changed (state only; dates are the period's)."""
        return self.estado in {self.Estado.BORRADOR, self.Estado.OBSERVADO}


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
