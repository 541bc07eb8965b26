from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .corte import Corte


def ruta_archivo(informe: Informe, nombre: str) -> str:
    """Where a produced file lies: by its hash, so that a new file never overwrites an old one."""
    return f"informes/{informe.anio}/{informe.tipo}-{informe.idioma}-{informe.huella[:16]}.pdf"


class InformeQuerySet(models.QuerySet["Informe"]):
    def publicados(self) -> InformeQuerySet:
        """What the world may download: published, and from a cut that still stands."""
        return self.filter(estado=Informe.Estado.PUBLICADO, corte__estado=Corte.Estado.PUBLICADO)


class Informe(models.Model):
    """A document made from a cut: one type, year and language."""

    class Tipo(models.TextChoices):
        ANUAL = "anual", _("Informe anual regional")

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Borrador")
        PUBLICADO = "publicado", _("Publicado")
        RETIRADO = "retirado", _("Retirado")

    tipo = models.CharField(_("tipo"), max_length=20, choices=Tipo.choices, default=Tipo.ANUAL)
    corte = models.ForeignKey(
        Corte, verbose_name=_("corte"), on_delete=models.PROTECT, related_name="informes"
    )
    anio = models.PositiveSmallIntegerField(_("año"))
    idioma = models.CharField(
        _("idioma"), max_length=2, choices=[("es", _("Español")), ("en", _("Inglés"))]
    )
    estado = models.CharField(
        _("estado"), max_length=10, choices=Estado.choices, default=Estado.BORRADOR, editable=False
    )
    archivo = models.FileField(_("archivo"), upload_to=ruta_archivo, blank=True, editable=False)
    huella = models.CharField(
        _("huella SHA-256"), max_length=64, blank=True, editable=False, db_index=True
    )
    bytes = models.PositiveIntegerField(_("tamaño en bytes"), default=0, editable=False)
    paginas = models.PositiveSmallIntegerField(_("páginas"), default=0, editable=False)
    error = models.TextField(_("error"), blank=True, editable=False)
    creado_en = models.DateTimeField(_("creado el"), default=timezone.now, editable=False)
    producido_en = models.DateTimeField(_("producido el"), null=True, blank=True, editable=False)
    publicado_en = models.DateTimeField(_("publicado el"), null=True, blank=True, editable=False)
    publicado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("publicado por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    history = HistoricalRecords()
    objects = InformeQuerySet.as_manager()

    class Meta:
        verbose_name = _("informe")
        verbose_name_plural = _("informes")
        ordering = ["-anio", "tipo", "idioma"]
        constraints = [
            models.UniqueConstraint(
                fields=["tipo", "corte", "anio", "idioma"], name="informe_unico"
            ),
            models.UniqueConstraint(
                fields=["tipo", "anio", "idioma"],
                condition=Q(estado="publicado"),
                name="informe_publicado_unico",
            ),
            models.CheckConstraint(
                condition=~Q(estado="publicado") | (~Q(huella="") & ~Q(archivo="")),
                name="informe_publicado_con_archivo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.anio} ({self.get_idioma_display()})"

    def get_absolute_url(self) -> str:
        """The permanent address, without a language prefix."""
        return reverse("informe_pdf", args=[self.anio, self.nombre_direccion])

    @property
    def nombre_direccion(self) -> str:
        return self.tipo if self.idioma == "es" else f"{self.tipo}-{self.idioma}"

    @property
    def nombre_archivo(self) -> str:
        """What a downloaded copy is called."""
        return f"corett-{self.nombre_direccion}-{self.anio}.pdf"
