"""What people write for a document, whatever cut it is made from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Bilingue, Organizacion

from .informe import TipoInforme


class Redaccion(Bilingue):
    """The writing for one document: its sections in both languages, and whom it thanks.

    One for each type, year and subject (``informes.familia``): Spanish and English documents, and
    those of a later cut of the same year, share it.
    """

    tipo = models.CharField(_("tipo"), max_length=20, choices=TipoInforme.choices)
    anio = models.PositiveSmallIntegerField(_("año"))
    sujeto = models.SlugField(_("de qué o de quién"), max_length=40, blank=True)
    creditos = models.ManyToManyField(
        Organizacion,
        verbose_name=_("con el apoyo de"),
        blank=True,
        related_name="+",
        help_text=_("Donantes y socios que el documento nombra al final, con su logotipo."),
    )
    creditos_texto = models.TextField(_("frase de los créditos"), blank=True)
    creditos_texto_en = models.TextField(_("frase de los créditos en inglés"), blank=True)

    history = HistoricalRecords(m2m_fields=["creditos"])

    class Meta:
        verbose_name = _("textos de un documento")
        verbose_name_plural = _("textos de los documentos")
        ordering = ["-anio", "tipo", "sujeto"]
        constraints = [
            models.UniqueConstraint(fields=["tipo", "anio", "sujeto"], name="redaccion_unica")
        ]

    def __str__(self) -> str:
        de = f" · {self.sujeto}" if self.sujeto else ""
        return f"{self.get_tipo_display()} {self.anio}{de}"


class Seccion(Bilingue):
    """One section of a document as its authors wrote it: safe HTML (``informes.redaccion``), with
    figures of the cut as placeholders. ``version`` grows with each saving."""

    redaccion = models.ForeignKey(Redaccion, on_delete=models.CASCADE, related_name="secciones")
    clave = models.SlugField(_("sección"), max_length=40)
    texto = models.TextField(_("texto"), blank=True)
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    editada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("escrita por"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    editada_en = models.DateTimeField(_("escrita el"), editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("sección de un documento")
        verbose_name_plural = _("secciones de documentos")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["redaccion", "clave"], name="seccion_unica")]

    def __str__(self) -> str:
        return f"{self.redaccion} · {self.clave}"
