"""The data cut: what may be public, frozen. Its content never changes once made."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actores.models import Bilingue
from planes.models import Periodo, Plan

from .renovacion import Renovacion


class CorteQuerySet(models.QuerySet["Corte"]):
    def publicados(self) -> CorteQuerySet:
        return self.filter(estado=Corte.Estado.PUBLICADO)

    def vigentes(self) -> CorteQuerySet:
        """The published cuts of operative plans, newest first, each with ``renovacion``: the
        number that tells whether a page drawn with it is still good."""
        return (
            self.publicados()
            .filter(plan__tipo=Plan.Tipo.OPERATIVO)
            .annotate(renovacion=Coalesce(Subquery(Renovacion.objects.values("n")[:1]), 0))
            .select_related("plan")
            .order_by("-publicado_en", "-pk")
        )

    def vigente(self) -> Corte | None:
        """The published cut that the public site shows now."""
        return self.vigentes().first()

    def delete(self) -> NoReturn:
        raise ValidationError(_("Un corte no se borra: se retira con un motivo."))


class Corte(Bilingue):
    """Plan + date + periods, with everything figures-and-plan that may be public.

    The content (parts, cells, hash, date, reason) is written once by
    ``informes.operaciones.preparar_corte``. Only the state beside it moves:
    preparado → publicado → retirado.
    """

    class Estado(models.TextChoices):
        PREPARADO = "preparado", _("Preparado")
        PUBLICADO = "publicado", _("Publicado")
        RETIRADO = "retirado", _("Retirado")

    CONTENIDO = (
        "plan_id",
        "fecha",
        "huella",
        "motivo",
        "motivo_en",
        "demo",
        "creado_en",
        "creado_por_id",
    )

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="cortes"
    )
    fecha = models.DateField(_("datos al"), help_text=_("Fecha de los datos."))
    periodos = models.ManyToManyField(Periodo, verbose_name=_("períodos"), related_name="cortes")
    huella = models.CharField(_("huella SHA-256"), max_length=64, db_index=True)
    motivo = models.TextField(_("motivo"), help_text=_("Por qué se hace este corte."))
    motivo_en = models.TextField(_("motivo en inglés"), blank=True)
    demo = models.BooleanField(_("datos de demostración"), default=False)
    creado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("preparado por"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    creado_en = models.DateTimeField(_("preparado el"), default=timezone.now)
    estado = models.CharField(
        _("estado"), max_length=10, choices=Estado.choices, default=Estado.PREPARADO
    )
    publicado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("publicado por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    publicado_en = models.DateTimeField(_("publicado el"), null=True, blank=True)
    retirado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("retirado por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    retirado_en = models.DateTimeField(_("retirado el"), null=True, blank=True)
    motivo_retiro = models.TextField(_("motivo del retiro"), blank=True)
    motivo_retiro_en = models.TextField(_("motivo del retiro en inglés"), blank=True)

    objects = CorteQuerySet.as_manager()

    class Meta:
        verbose_name = _("corte de datos")
        verbose_name_plural = _("cortes de datos")
        ordering = ["-creado_en", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(estado="preparado")
                | Q(publicado_en__isnull=False, publicado_por__isnull=False)
                | Q(estado="retirado"),
                name="corte_publicado_por_alguien",
            ),
            models.CheckConstraint(
                condition=~Q(estado="retirado")
                | (Q(retirado_en__isnull=False, retirado_por__isnull=False) & ~Q(motivo_retiro="")),
                name="corte_retirado_con_motivo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.fecha:%Y-%m-%d} · {self.huella[:8]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        for campo, antes in getattr(self, "contenido_leido", {}).items():
            if getattr(self, campo) != antes:
                raise ValidationError(_("El contenido de un corte no cambia: prepare otro."))
        super().save(*args, **kwargs)

    def parte(self, clave: str) -> dict[str, Any]:
        """The JSON document of one page. Raises CorteParte.DoesNotExist."""
        return self.partes.values_list("contenido", flat=True).get(clave=clave)

    contenido_leido: dict[str, Any]
    """The frozen fields as they were read, to see that nobody changes them."""

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Corte:
        corte = super().from_db(*args, **kwargs)
        corte.contenido_leido = {
            campo: corte.__dict__[campo] for campo in cls.CONTENIDO if campo in corte.__dict__
        }
        return corte

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ValidationError(_("Un corte no se borra: se retira con un motivo."))


class InmutableQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise ValidationError(_("El contenido de un corte no cambia: prepare otro."))

    def delete(self) -> NoReturn:
        raise ValidationError(_("El contenido de un corte no se borra."))


class Inmutable(models.Model):
    """A row that is inserted once and never changed or deleted."""

    objects = InmutableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and not self._state.adding:
            raise ValidationError(_("El contenido de un corte no cambia: prepare otro."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ValidationError(_("El contenido de un corte no se borra."))


class CorteParte(Inmutable):
    """One JSON document of a cut per page: ``plan``, ``eje/1``, ``actividad/1.1``, ``pais/gt``…

    Shapes: ``informes.contenido``. Texts are ``{"es": …, "en": …}``.
    """

    corte = models.ForeignKey(Corte, on_delete=models.PROTECT, related_name="partes")
    clave = models.CharField(max_length=80)
    contenido = models.JSONField()
    huella = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("parte de corte")
        verbose_name_plural = _("partes de corte")
        ordering = ["clave"]
        constraints = [models.UniqueConstraint(fields=["corte", "clave"], name="corte_parte_unica")]

    def __str__(self) -> str:
        return f"{self.corte_id}/{self.clave}"


class CorteCelda(Inmutable):
    """One flat figure of a cut, as API, CSV and search read it; already masked.

    ``pais`` empty is the region; ``categoria`` empty is the total. ``valor`` is
    the exact figure; an interval has ``minimo`` and ``maximo`` instead. ``marca``
    says why a figure is not plain: c, x, z, p, r (see ``informes.contenido``).
    """

    corte = models.ForeignKey(Corte, on_delete=models.PROTECT, related_name="celdas")
    dato = models.CharField(max_length=60)
    pais = models.CharField(max_length=2, blank=True)
    anio = models.PositiveSmallIntegerField()
    categoria = models.CharField(max_length=80, blank=True)
    valor = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    minimo = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    maximo = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    texto = models.CharField(max_length=300, blank=True)
    texto_en = models.CharField(max_length=300, blank=True)
    marca = models.CharField(max_length=4, blank=True)
    reportaron = models.PositiveSmallIntegerField(null=True)
    esperados = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = _("celda de corte")
        verbose_name_plural = _("celdas de corte")
        ordering = ["corte", "dato", "anio", "pais", "categoria"]
        constraints = [
            models.UniqueConstraint(
                fields=["corte", "dato", "pais", "anio", "categoria"], name="corte_celda_unica"
            ),
            models.CheckConstraint(
                condition=Q(minimo__isnull=True, maximo__isnull=True)
                | Q(
                    minimo__isnull=False,
                    maximo__isnull=False,
                    valor__isnull=True,
                    minimo__lte=models.F("maximo"),
                ),
                name="corte_celda_valor_o_intervalo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dato} {self.pais or 'región'} {self.anio} {self.categoria}"
