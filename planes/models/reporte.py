"""The doing: one report per informant and period, and its life."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Pais
from actores.roles import COLABORADOR, PRESIDENCIA, PUNTO_FOCAL, SECRETARIA_TECNICA, tiene_rol

from .periodo import Periodo

if TYPE_CHECKING:
    from .avance import Observacion

LEEN_TODO = (SECRETARIA_TECNICA, PRESIDENCIA)
SE_CORRIGE = "corregir: "
"""What stands in the history before the reason for a correction."""


def paises_que_lee(usuario: Any) -> set[int]:
    """Primary keys of the countries of which the person reads all: named for them, with the role.

    Read once per user object: a request asks this many times.
    """
    if not getattr(usuario, "is_authenticated", False):
        return set()
    if not hasattr(usuario, "paises_que_lee"):
        usuario.paises_que_lee = {
            pais
            for rol, relacion in ((PUNTO_FOCAL, "puntos_focales"), (COLABORADOR, "colaboraciones"))
            if tiene_rol(usuario, (rol,))
            for pais in getattr(usuario, relacion).vigentes().values_list("pais_id", flat=True)
        }
    leidos: set[int] = usuario.paises_que_lee
    return leidos


class ReporteQuerySet(models.QuerySet["Reporte"]):
    def visibles_para(self, usuario: Any) -> ReporteQuerySet:
        """Reports that this person may read: every view, file and export starts here.

        The ST and the Presidencia read all; a focal point and those it works with
        read their own country's; nobody else reads any. (Who is who: ``planes.permisos``.)
        """
        if tiene_rol(usuario, LEEN_TODO):
            return self
        return self.filter(pais__in=paises_que_lee(usuario))

    def ultimos(self) -> ReporteQuerySet:
        """The newest version of each informant's report in each period."""
        mas_nuevo = self.model.objects.filter(sustituye=models.OuterRef("pk"))
        return self.filter(~models.Exists(mas_nuevo))

    def vigentes(self, al: dt.datetime | None = None) -> ReporteQuerySet:
        """The versions that count: the newest approved one of each informant and period; those
        that counted at a moment (``al``), when it is given."""
        hasta = {"revisado_en__lte": al} if al else {}
        aprobado_despues = self.model.objects.filter(
            periodo=models.OuterRef("periodo"),
            pais_clave=models.OuterRef("pais_clave"),
            version__gt=models.OuterRef("version"),
            estado=Reporte.Estado.APROBADO,
            **hasta,
        )
        aprobados = self.filter(estado=Reporte.Estado.APROBADO, **hasta)
        return aprobados.filter(~models.Exists(aprobado_despues))


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
    def correccion_sin_enviar(self) -> bool:
        """Whether it corrects an approved version and nobody but its authors has seen it."""
        return (
            self.sustituye_id is not None
            and self.estado == self.Estado.BORRADOR
            and self.enviado_en is None
        )

    @property
    def motivo_de_correccion(self) -> str:
        """Why the version before was to be corrected, as somebody typed it; one query."""
        if self.sustituye_id is None:
            return ""
        motivos = self.history.filter(history_change_reason__startswith=SE_CORRIGE)
        primero = motivos.order_by("history_id").values_list("history_change_reason", flat=True)
        return str(primero.first() or "").removeprefix(SE_CORRIGE)

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
