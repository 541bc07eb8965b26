"""The printed documents beside their matrix: doubtful places, and texts that are no row of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Bilingue, ClaveNatural

from .plan import Plan


class LugarDudoso(Bilingue, ClaveNatural):
    """A doubtful place of a printed document, for the ST to settle.

    ``filas`` names the rows it touches as ``["meta:7.1.1", "actividad:1.2"]``
    (level in lower case, code or number within the plan).
    """

    CLAVE_NATURAL = ("plan__codigo", "numero")

    class Confianza(models.TextChoices):
        ALTA = "alta", _("Alta")
        MEDIA = "media", _("Media")
        BAJA = "baja", _("Baja")

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Pendiente")
        CONFIRMADO = "confirmado", _("Lectura confirmada")
        CORREGIDO = "corregido", _("Corregido")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="lugares_dudosos"
    )
    numero = models.PositiveSmallIntegerField(_("número"))
    impreso = models.TextField(_("lo que está impreso"))
    lectura = models.TextField(_("lectura propuesta"))
    confianza = models.CharField(
        _("confianza"), max_length=5, choices=Confianza.choices, default=Confianza.MEDIA
    )
    filas = models.JSONField(_("filas del plan"), default=list, blank=True)
    estado = models.CharField(
        _("estado"), max_length=10, choices=Estado.choices, default=Estado.PENDIENTE
    )
    decision = models.TextField(_("decisión"), blank=True, help_text=_("Qué se decidió y por qué."))
    resuelto_por = models.ForeignKey(
        "actores.Usuario",
        verbose_name=_("resuelto por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    resuelto_en = models.DateTimeField(_("resuelto el"), null=True, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("lugar dudoso")
        verbose_name_plural = _("lugares dudosos")
        ordering = ["plan", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "numero"], name="lugar_dudoso_unico"),
            models.CheckConstraint(
                condition=Q(estado="pendiente") | ~Q(decision=""),
                name="lugar_dudoso_decidido_con_razon",
                violation_error_message=_("Escriba la decisión y su razón."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.impreso[:80]}"


class Apartado(Bilingue, ClaveNatural):
    """A text of a document that is not a row of its matrix: an introduction, a FODA item.

    Codes are ours; ``publicos`` says which audiences it speaks of.
    """

    CLAVE_NATURAL = ("plan__codigo", "codigo")

    class Tipo(models.TextChoices):
        PRESENTACION = "presentacion", _("Presentación")
        INTRODUCCION = "introduccion", _("Introducción")
        FORTALEZA = "fortaleza", _("Fortaleza")
        OPORTUNIDAD = "oportunidad", _("Oportunidad")
        DIFICULTAD = "dificultad", _("Dificultad")
        AMENAZA = "amenaza", _("Amenaza")
        BUENA_PRACTICA = "buena_practica", _("Buena práctica")
        DESAFIO = "desafio", _("Desafío")
        CONOCIMIENTO = "conocimiento", _("Conocimiento")
        ACTITUD = "actitud", _("Actitud")
        PRACTICA = "practica", _("Práctica")
        OBJETIVO_GENERAL = "objetivo_general", _("Objetivo general")
        OBJETIVO_ESPECIFICO = "objetivo_especifico", _("Objetivo específico")
        RESPONSABLES = "responsables", _("Responsables")
        TEMPORALIDAD = "temporalidad", _("Temporalidad")
        RECURSOS_HUMANOS = "recursos_humanos", _("Recursos humanos")
        FORTALECIMIENTO = "fortalecimiento", _("Fortalecimiento de capacidades")
        CREDITO = "credito", _("Crédito")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="apartados"
    )
    codigo = models.CharField(_("código"), max_length=40)
    tipo = models.CharField(_("tipo"), max_length=20, choices=Tipo.choices)
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    texto_impreso = models.TextField(_("texto impreso"), blank=True)
    nota_fuente = models.TextField(_("nota sobre la fuente"), blank=True)
    publicos = models.ManyToManyField(
        "actores.PublicoMeta", verbose_name=_("públicos"), blank=True, related_name="apartados"
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("apartado")
        verbose_name_plural = _("apartados")
        ordering = ["plan", "orden"]
        constraints = [models.UniqueConstraint(fields=["plan", "codigo"], name="apartado_unico")]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.t.texto[:80]}"
