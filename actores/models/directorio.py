"""The directory of key actors: themes, persons in an organisation, and its yearly confirmation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .base import Bilingue, ClaveNatural


class Tema(Bilingue, ClaveNatural):
    """What an organisation works on."""

    codigo = models.SlugField(_("código"), max_length=40, unique=True)
    nombre = models.CharField(_("nombre"), max_length=120)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=120, blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    class Meta:
        verbose_name = _("tema")
        verbose_name_plural = _("temas")
        ordering = ["orden", "nombre"]

    def __str__(self) -> str:
        return self.t.nombre


class ContactoQuerySet(models.QuerySet[Any]):
    def publicos(self) -> ContactoQuerySet:
        """Those who said that they may be named, of organisations that may be named."""
        return self.filter(
            consentimiento_en__isnull=False, retirado_en__isnull=True, organizacion__publicable=True
        )


class Contacto(models.Model):
    """A person in an organisation. Published only with a consent that is recorded."""

    organizacion = models.ForeignKey(
        "actores.Organizacion",
        verbose_name=_("organización"),
        on_delete=models.CASCADE,
        related_name="contactos",
    )
    nombre = models.CharField(_("nombre"), max_length=150)
    cargo = models.CharField(_("cargo"), max_length=150, blank=True)
    correo = models.EmailField(_("correo electrónico"), blank=True)
    telefono = models.CharField(_("teléfono"), max_length=40, blank=True)
    consentimiento_en = models.DateField(
        _("consintió en publicarse el"),
        null=True,
        blank=True,
        help_text=_("Vacío: solo lo ve la Secretaría Técnica."),
    )
    consentimiento_constancia = models.CharField(
        _("dónde consta"),
        max_length=200,
        blank=True,
        help_text=_("Por ejemplo: su correo del 3 de mayo."),
    )
    retirado_en = models.DateField(_("retiró su consentimiento el"), null=True, blank=True)

    history = HistoricalRecords()
    objects = ContactoQuerySet.as_manager()

    class Meta:
        verbose_name = _("contacto")
        verbose_name_plural = _("contactos")
        ordering = ["nombre"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consentimiento_en__isnull=True) | ~Q(consentimiento_constancia=""),
                name="contacto_consentimiento_consta",
                violation_error_message=_("Diga dónde consta el consentimiento."),
            )
        ]

    def __str__(self) -> str:
        return self.nombre


class Confirmacion(models.Model):
    """The yearly question to an organisation: is what the directory says still so?

    It travels as a signed link. ``correcciones`` is what the organisation said instead, by field;
    it enters the directory only when the ST accepts it (``resuelta_en``).
    """

    organizacion = models.ForeignKey(
        "actores.Organizacion",
        verbose_name=_("organización"),
        on_delete=models.CASCADE,
        related_name="confirmaciones",
    )
    enviada_a = models.EmailField(_("enviada a"))
    enviada_en = models.DateTimeField(_("enviada el"), default=timezone.now)
    enviada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("enviada por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmada_en = models.DateTimeField(_("respondida el"), null=True, blank=True)
    correcciones = models.JSONField(_("correcciones"), default=dict, blank=True)
    resuelta_en = models.DateTimeField(_("resuelta el"), null=True, blank=True)
    resuelta_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resuelta por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("confirmación del directorio")
        verbose_name_plural = _("confirmaciones del directorio")
        ordering = ["-enviada_en", "-pk"]

    def __str__(self) -> str:
        return f"{self.organizacion} · {timezone.localdate(self.enviada_en):%Y-%m-%d}"
