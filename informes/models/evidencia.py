"""Files of evidence that the ST has published, each a copy that stands by itself."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Bilingue, Pais
from planes.models import Plan

MINIATURA = "miniatura.jpg"


def nueva_clave() -> str:
    """A name that says nothing and that nobody guesses."""
    return uuid.uuid4().hex


def ruta_publica(publicada: EvidenciaPublicada, nombre: str) -> str:
    """Where the copies lie: ``nombre`` is only the ending, ``.pdf`` or ``-mini.jpg``."""
    return f"evidencia/{publicada.clave[:2]}/{publicada.clave}{nombre}"


class EvidenciaPublicadaQuerySet(models.QuerySet["EvidenciaPublicada"]):
    def publicas(self) -> EvidenciaPublicadaQuerySet:
        """What the world sees now, newest first."""
        return self.filter(retirada_en=None).select_related("pais")


class EvidenciaPublicada(Bilingue):
    """The cleaned copy of a file of evidence, published by an act of its own.

    It holds all that the public pages need: they never read the tables of ``planes``. Once
    withdrawn it has no files; who, when and why stay.
    """

    clave = models.CharField(max_length=32, unique=True, default=nueva_clave, editable=False)
    referencia = models.CharField(_("referencia de la evidencia"), max_length=8)
    huella_original = models.CharField(_("huella del original"), max_length=64, db_index=True)
    archivo = models.FileField(_("copia publicada"), upload_to=ruta_publica, blank=True)
    miniatura = models.FileField(_("miniatura"), upload_to=ruta_publica, blank=True)
    formato = models.CharField(_("formato"), max_length=100)
    extension = models.CharField(_("extensión"), max_length=5)
    tamano = models.PositiveIntegerField(_("tamaño en bytes"))
    huella = models.CharField(_("huella de la copia"), max_length=64)
    titulo = models.CharField(_("título"), max_length=200)
    titulo_en = models.CharField(_("título en inglés"), max_length=200, blank=True)
    alternativo = models.CharField(_("texto alternativo"), max_length=300, blank=True)
    alternativo_en = models.CharField(_("texto alternativo en inglés"), max_length=300, blank=True)
    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="+"
    )
    actividad = models.CharField(_("código de la actividad"), max_length=20, blank=True)
    pais = models.ForeignKey(
        Pais,
        verbose_name=_("país"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidencias_publicadas",
    )
    anio = models.PositiveSmallIntegerField(_("año"))
    fecha = models.DateField(_("fecha del hecho"), null=True, blank=True)
    publicada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("publicada por"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    publicada_en = models.DateTimeField(_("publicada el"), default=timezone.now)
    retirada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("retirada por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    retirada_en = models.DateTimeField(_("retirada el"), null=True, blank=True)
    motivo_retiro = models.TextField(_("por qué se retiró"), blank=True)

    history = HistoricalRecords()
    objects = EvidenciaPublicadaQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidencia publicada")
        verbose_name_plural = _("evidencias publicadas")
        ordering = ["-publicada_en", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["huella_original", "actividad", "pais"],
                condition=Q(retirada_en__isnull=True),
                name="evidencia_publicada_una_vez",
            ),
            models.UniqueConstraint(
                fields=["huella_original", "actividad"],
                condition=Q(retirada_en__isnull=True, pais__isnull=True),
                name="evidencia_regional_publicada_una_vez",
            ),
            models.CheckConstraint(
                condition=Q(retirada_en__isnull=True, retirada_por__isnull=True, motivo_retiro="")
                | (Q(retirada_en__isnull=False, retirada_por__isnull=False) & ~Q(motivo_retiro="")),
                name="evidencia_retirada_con_motivo",
            ),
            models.CheckConstraint(
                condition=Q(retirada_en__isnull=False) | ~Q(archivo=""),
                name="evidencia_publicada_con_archivo",
            ),
            models.CheckConstraint(
                condition=~Q(formato__startswith="image/")
                | (~Q(alternativo="") & ~Q(alternativo_en="")),
                name="evidencia_publicada_con_texto_alternativo",
            ),
        ]

    def __str__(self) -> str:
        return self.t.titulo

    @property
    def es_imagen(self) -> bool:
        return self.formato.startswith("image/")

    @property
    def nombre_archivo(self) -> str:
        """What a downloaded copy is called, and the end of its address."""
        return f"{slugify(self.titulo)[:60] or 'evidencia'}.{self.extension}"

    def get_absolute_url(self) -> str:
        """The address of the copy, without a language prefix."""
        return reverse("evidencia_publicada", args=[self.clave, self.nombre_archivo])

    @property
    def url_miniatura(self) -> str:
        """The address of the small picture; empty for what is no picture."""
        if not self.miniatura:
            return ""
        return reverse("evidencia_publicada", args=[self.clave, MINIATURA])
