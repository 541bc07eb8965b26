"""The library: what anyone may download, and what only the coalition's people may."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Comite, Organizacion, Pais

from .editorial import Campana, Editorial


def almacen_privado() -> Storage:
    """Where what is never public lies (``PRIVATE_ROOT``)."""
    return storages["privado"]


class Publicacion(Editorial):
    """A publication of the library: a file, a video with captions, or an address elsewhere."""

    class Tipo(models.TextChoices):
        MANUAL = "manual", _("Manual o guía")
        INSTRUMENTO = "instrumento", _("Protocolo o instrumento")
        ESTUDIO = "estudio", _("Estudio o mapeo")
        BUENA_PRACTICA = "buena_practica", _("Buena práctica o lección aprendida")
        MATERIAL = "material", _("Material de campaña")
        INFOGRAFIA = "infografia", _("Infografía")
        VIDEO = "video", _("Video")
        OTRA = "otra", _("Otra publicación")

    class Idioma(models.TextChoices):
        ES = "es", _("Español")
        EN = "en", _("Inglés")

    tipo = models.CharField(_("tipo"), max_length=14, choices=Tipo.choices)
    fecha = models.DateField(_("fecha de la publicación"), null=True, blank=True)
    idioma = models.CharField(_("idioma"), max_length=2, choices=Idioma.choices, default=Idioma.ES)
    archivo = models.FileField(
        _("archivo"),
        upload_to="publicaciones/",
        blank=True,
        help_text=_("PDF, imagen o video MP4."),
    )
    formato = models.CharField(max_length=100, blank=True, editable=False)
    tamano = models.PositiveIntegerField(_("tamaño en bytes"), default=0, editable=False)
    huella = models.CharField(max_length=64, blank=True, editable=False)
    enlace = models.URLField(_("o su dirección en otro sitio"), blank=True)
    subtitulos = models.FileField(
        _("subtítulos en español"), upload_to="publicaciones/", blank=True, help_text=_("WebVTT.")
    )
    subtitulos_en = models.FileField(
        _("subtítulos en inglés"), upload_to="publicaciones/", blank=True
    )
    transcripcion = models.TextField(_("transcripción"), blank=True)
    transcripcion_en = models.TextField(_("transcripción en inglés"), blank=True)
    campana = models.ForeignKey(
        Campana,
        verbose_name=_("campaña"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="materiales",
    )
    paises = models.ManyToManyField(
        Pais, verbose_name=_("países"), blank=True, related_name="publicaciones"
    )
    autores = models.ManyToManyField(
        Organizacion, verbose_name=_("de quién es"), blank=True, related_name="publicaciones"
    )

    history = HistoricalRecords(m2m_fields=[paises, autores])

    class Meta(Editorial.Meta):
        verbose_name = _("publicación")
        verbose_name_plural = _("publicaciones")
        constraints = [
            *Editorial.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(estado="publicado") | ~Q(archivo="") | ~Q(enlace=""),
                name="publicacion_con_archivo_o_enlace",
            ),
            models.CheckConstraint(
                condition=~Q(estado="publicado")
                | ~Q(formato__startswith="video/")
                | ~Q(subtitulos="")
                | ~Q(subtitulos_en=""),
                name="publicacion_video_con_subtitulos",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("informes:publicacion", args=[self.slug])


def ruta_interna(documento: DocumentoInterno, nombre: str) -> str:
    """A name that nobody guesses; what it is called is kept in the row."""
    return f"internos/{uuid.uuid4().hex}"


class DocumentoInterno(models.Model):
    """A document for members only: minutes, manuals, slides. Never public, never in a cut."""

    class Tipo(models.TextChoices):
        ACTA = "acta", _("Acta")
        MINUTA = "minuta", _("Minuta o ayuda memoria")
        MANUAL = "manual", _("Manual o norma interna")
        PRESENTACION = "presentacion", _("Diapositivas")
        OTRO = "otro", _("Otro documento")

    titulo = models.CharField(_("título"), max_length=200)
    tipo = models.CharField(_("tipo"), max_length=12, choices=Tipo.choices)
    fecha = models.DateField(_("fecha"))
    comite = models.ForeignKey(
        Comite,
        verbose_name=_("comité"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documentos",
        help_text=_("Vacío: de toda la Coalición."),
    )
    nota = models.TextField(
        _("de qué trata"), blank=True, help_text=_("Una o dos frases, para hallarlo después.")
    )
    archivo = models.FileField(_("archivo"), upload_to=ruta_interna, storage=almacen_privado)
    nombre = models.CharField(_("nombre del archivo"), max_length=200, editable=False)
    formato = models.CharField(max_length=100, editable=False)
    tamano = models.PositiveIntegerField(_("tamaño en bytes"), editable=False)
    huella = models.CharField(max_length=64, editable=False)
    subido_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("subido por"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    subido_en = models.DateTimeField(_("subido el"), default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("documento interno")
        verbose_name_plural = _("documentos internos")
        ordering = ["-fecha", "-pk"]

    def __str__(self) -> str:
        return self.titulo


class AperturaInterna(models.Model):
    """A member opened an internal document. Only ever added to; of a deleted document the hash of
    its file stays."""

    documento = models.ForeignKey(
        DocumentoInterno,
        verbose_name=_("documento interno"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="aperturas",
    )
    huella = models.CharField(_("huella del archivo"), max_length=64)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quién"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    momento = models.DateTimeField(_("cuándo"), default=timezone.now)

    class Meta:
        verbose_name = _("apertura de un documento interno")
        verbose_name_plural = _("aperturas de documentos internos")
        ordering = ["-momento", "-pk"]

    def __str__(self) -> str:
        return f"{self.momento:%Y-%m-%d %H:%M} {self.usuario}"
