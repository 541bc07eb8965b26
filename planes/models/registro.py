"""The register: what was really done, entered when it happens. Reports propose sums from it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Pais
from actores.roles import PRESIDENCIA, SECRETARIA_TECNICA, tiene_rol

from .actividad import Actividad
from .indicador import Categoria
from .reporte import nueva_referencia, paises_que_lee


class RegistroQuerySet(models.QuerySet[Any]):
    def visibles_para(self, usuario: Any) -> RegistroQuerySet:
        """Rows that this person may read: the ST and the Presidencia all, a country its own."""
        if tiene_rol(usuario, (SECRETARIA_TECNICA, PRESIDENCIA)):
            return self
        return self.filter(pais__in=paises_que_lee(usuario))


class Registro(models.Model):
    """What every counted row shares. ``pais`` empty: done by the region (the ST enters it)."""

    pais = models.ForeignKey(
        Pais,
        verbose_name=_("país"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        help_text=_("Vacío: de la región; la anota la Secretaría Técnica."),
    )
    referencia = models.CharField(
        _("referencia"), max_length=8, unique=True, default=nueva_referencia, editable=False
    )
    titulo = models.CharField(_("título"), max_length=300)
    fecha = models.DateField(_("fecha"))
    detalle = models.TextField(_("detalle"), blank=True)
    actividades = models.ManyToManyField(
        Actividad,
        verbose_name=_("actividades del plan a las que sirve"),
        blank=True,
        related_name="%(class)ss",
    )
    version = models.PositiveIntegerField(_("versión"), default=1, editable=False)
    creado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("anotado por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    creado_en = models.DateTimeField(_("anotado el"), default=timezone.now, editable=False)
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

    objects = RegistroQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-fecha", "-pk"]

    def __str__(self) -> str:
        return self.titulo

    @property
    def nombre_informante(self) -> str:
        return str(self.pais) if self.pais else gettext("Región")


class Accion(Registro):
    """Something that was done on a day: a workshop, a campaign, a visit, a meeting, a booklet."""

    class Tipo(models.TextChoices):
        TALLER = "taller", _("Taller o jornada")
        FORO = "foro", _("Foro")
        CAMPANA = "campana", _("Campaña")
        CAPACITACION = "capacitacion", _("Proceso de formación")
        PROGRAMA = "programa", _("Programa de capacitación")
        REUNION = "reunion", _("Reunión")
        VISITA = "visita", _("Visita de seguimiento")
        INTERCAMBIO = "intercambio", _("Encuentro de intercambio")
        INCIDENCIA = "incidencia", _("Espacio de incidencia")
        MATERIAL = "material", _("Material informativo")
        CONTENIDO = "contenido", _("Contenido de comunicación")
        MENSAJE = "mensaje", _("Mensaje clave")
        BOLETIN = "boletin", _("Boletín")
        PUBLICACION = "publicacion", _("Publicación o documento")
        DIFUSION = "difusion", _("Difusión en medios o en línea")
        INSTRUMENTO = "instrumento", _("Adopción de un instrumento")
        ESTRATEGIA = "estrategia", _("Estrategia compartida")
        OTRA = "otra", _("Otra")

    class Modalidad(models.TextChoices):
        PRESENCIAL = "presencial", _("Presencial")
        VIRTUAL = "virtual", _("Virtual")
        MIXTA = "mixta", _("Presencial y virtual")

    tipo = models.CharField(_("tipo"), max_length=14, choices=Tipo.choices)
    fecha_fin = models.DateField(
        _("terminó el"), null=True, blank=True, help_text=_("Si duró más de un día.")
    )
    lugar = models.CharField(_("lugar"), max_length=200, blank=True)
    modalidad = models.CharField(
        _("modalidad"), max_length=10, choices=Modalidad.choices, blank=True
    )
    organizaciones = models.ManyToManyField(
        "actores.Organizacion",
        verbose_name=_("con qué organizaciones"),
        blank=True,
        related_name="acciones",
    )

    history = HistoricalRecords(m2m_fields=["actividades", "organizaciones"])

    class Meta(Registro.Meta):
        verbose_name = _("acción")
        verbose_name_plural = _("acciones")
        constraints = [
            models.CheckConstraint(
                condition=Q(fecha_fin__isnull=True) | Q(fecha_fin__gte=F("fecha")),
                name="accion_fechas_en_orden",
                violation_error_message=_("No puede terminar antes de empezar."),
            )
        ]

    @property
    def participantes_total(self) -> int:
        """Reads the prefetched ``participantes`` when there are any."""
        return sum(grupo.total for grupo in self.participantes.all())


class Participantes(models.Model):
    """How many people of one kind of institution took part in an action, by sex. Never names."""

    accion = models.ForeignKey(
        Accion, verbose_name=_("acción"), on_delete=models.CASCADE, related_name="participantes"
    )
    sector = models.ForeignKey(
        Categoria, verbose_name=_("tipo de institución"), on_delete=models.PROTECT, related_name="+"
    )
    mujeres = models.PositiveIntegerField(_("mujeres"), default=0)
    hombres = models.PositiveIntegerField(_("hombres"), default=0)
    otro = models.PositiveIntegerField(_("otro"), default=0)
    sin_dato = models.PositiveIntegerField(_("sin dato del sexo"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("participantes")
        verbose_name_plural = _("participantes")
        ordering = ["accion", "sector__orden"]
        constraints = [
            models.UniqueConstraint(fields=["accion", "sector"], name="participantes_unico")
        ]

    SEXOS = {"mujeres": "mujeres", "hombres": "hombres", "otro": "otro", "sin_dato": "sin-dato"}
    """Column → code of the category of the disaggregation ``sexo``."""

    def __str__(self) -> str:
        return f"{self.sector}: {self.total}"

    @property
    def total(self) -> int:
        return self.mujeres + self.hombres + self.otro + self.sin_dato


class Alcance(models.Model):
    """How many people an action reached by one channel (television, social networks…)."""

    accion = models.ForeignKey(
        Accion, verbose_name=_("acción"), on_delete=models.CASCADE, related_name="alcances"
    )
    canal = models.ForeignKey(
        Categoria,
        verbose_name=_("medio o canal"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("De las desagregaciones «medio» y «canal»."),
    )
    personas = models.PositiveIntegerField(_("personas alcanzadas"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("alcance")
        verbose_name_plural = _("alcances")
        ordering = ["accion", "canal__orden"]
        constraints = [models.UniqueConstraint(fields=["accion", "canal"], name="alcance_unico")]

    def __str__(self) -> str:
        return f"{self.canal}: {self.personas}"
