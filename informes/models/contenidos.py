"""The Estrategia's content plan: what is said to each audience, with what, and where."""

from __future__ import annotations

from textwrap import shorten

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Bilingue, ClaveNatural, PublicoMeta


class DelPublico(Bilingue, ClaveNatural):
    """A row of the content plan, in printed order under its audience."""

    CLAVE_NATURAL = ("publico__numero", "orden")

    publico = models.ForeignKey(
        PublicoMeta,
        verbose_name=_("público meta"),
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    orden = models.PositiveSmallIntegerField(_("orden"))
    texto_impreso = models.TextField(_("texto impreso"), blank=True)
    nota_fuente = models.TextField(_("nota sobre la fuente"), blank=True)

    class Meta:
        abstract = True
        ordering = ["publico", "orden"]


class Mensaje(DelPublico):
    """A key message for an audience."""

    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)

    history = HistoricalRecords()

    class Meta(DelPublico.Meta):
        verbose_name = _("mensaje clave")
        verbose_name_plural = _("mensajes clave")
        constraints = [
            models.UniqueConstraint(fields=["publico", "orden"], name="mensaje_orden_unico")
        ]

    def __str__(self) -> str:
        return shorten(self.t.texto, 80, placeholder="…")


class Producto(DelPublico):
    """A communication product for an audience, with its printed times."""

    nombre = models.CharField(_("nombre"), max_length=200)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=200, blank=True)
    tiempos = models.CharField(_("tiempos"), max_length=100, blank=True)
    tiempos_en = models.CharField(_("tiempos en inglés"), max_length=100, blank=True)

    history = HistoricalRecords()

    class Meta(DelPublico.Meta):
        verbose_name = _("producto")
        verbose_name_plural = _("productos")
        constraints = [
            models.UniqueConstraint(fields=["publico", "orden"], name="producto_orden_unico")
        ]

    def __str__(self) -> str:
        return self.t.nombre


class Medio(DelPublico):
    """A channel by which an audience is reached."""

    nombre = models.CharField(_("nombre"), max_length=300)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta(DelPublico.Meta):
        verbose_name = _("medio de difusión")
        verbose_name_plural = _("medios de difusión")
        constraints = [
            models.UniqueConstraint(fields=["publico", "orden"], name="medio_orden_unico")
        ]

    def __str__(self) -> str:
        return self.t.nombre


class Difusion(models.Model):
    """A message or product of the content plan, sent to its audience by a channel on a day.

    The publication calendar: ``previsto`` is when it should go out, ``publicado`` when it did,
    ``alcance`` how many people it reached (empty: not known, never 0 by default).
    """

    publico = models.ForeignKey(
        PublicoMeta,
        verbose_name=_("público meta"),
        on_delete=models.PROTECT,
        related_name="difusiones",
    )
    mensaje = models.ForeignKey(
        Mensaje,
        verbose_name=_("mensaje clave"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="difusiones",
    )
    producto = models.ForeignKey(
        Producto,
        verbose_name=_("producto"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="difusiones",
    )
    medio = models.ForeignKey(
        Medio,
        verbose_name=_("medio de difusión"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="difusiones",
    )
    titulo = models.CharField(_("qué se difunde"), max_length=200)
    previsto = models.DateField(_("previsto para el"))
    publicado = models.DateField(_("publicado el"), null=True, blank=True)
    alcance = models.PositiveIntegerField(_("personas alcanzadas"), null=True, blank=True)
    enlace = models.URLField(_("enlace"), blank=True)
    nota = models.TextField(_("nota"), blank=True)
    anotado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("anotado por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("difusión")
        verbose_name_plural = _("calendario de difusión")
        ordering = ["-previsto", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mensaje__isnull=False) | Q(producto__isnull=False),
                name="difusion_de_algo",
                violation_error_message=_("Elija el mensaje o el producto que se difunde."),
            ),
            models.CheckConstraint(
                condition=Q(alcance__isnull=True) | Q(publicado__isnull=False),
                name="difusion_alcance_de_lo_publicado",
                violation_error_message=_("El alcance es de lo que ya se publicó: diga cuándo."),
            ),
        ]

    def __str__(self) -> str:
        return self.titulo
