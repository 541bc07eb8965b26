"""The Estrategia's content plan: what is said to each audience, with what, and where."""

from __future__ import annotations

from django.db import models
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
        return self.t.texto[:80]


class Producto(DelPublico):
    """A communication product for an audience, with its printed times."""

    nombre = models.CharField(_("nombre"), max_length=200)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=200, blank=True)
    tiempos = models.CharField(_("tiempos"), max_length=100, blank=True)

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
