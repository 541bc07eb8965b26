"""What the Comité de Comunicación writes for visitors: news, campaigns, pages.

Nothing here is counted: figures live in the cut. A piece is public when it says so and its moment
has come, so that scheduling needs no clock of its own.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Bilingue, Organizacion, Pais


class EditorialQuerySet(models.QuerySet[Any]):
    def publicados(self, ahora: dt.datetime | None = None) -> EditorialQuerySet:
        """What visitors may read at that moment (now when none is given)."""
        ahora = ahora or timezone.now()
        return self.filter(estado=Editorial.Estado.PUBLICADO, publicar_en__lte=ahora)

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)


class Editorial(Bilingue):
    """A piece with an address of its own: title, summary, text, one picture, when it goes out.

    ``cuerpo`` is safe HTML (``informes.texto_rico.limpiar``). ``version`` grows with each saving:
    two who edit at once do not overwrite each other.
    """

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Borrador")
        PUBLICADO = "publicado", _("Publicado")
        RETIRADO = "retirado", _("Retirado")

    slug = models.SlugField(
        _("dirección"),
        max_length=80,
        unique=True,
        help_text=_("El final de su dirección en el sitio. No cambie la de algo ya publicado."),
    )
    titulo = models.CharField(_("título"), max_length=200)
    titulo_en = models.CharField(_("título en inglés"), max_length=200, blank=True)
    resumen = models.TextField(
        _("resumen"), max_length=400, help_text=_("Una o dos frases: salen en las listas.")
    )
    resumen_en = models.TextField(_("resumen en inglés"), max_length=400, blank=True)
    cuerpo = models.TextField(_("texto"), blank=True)
    cuerpo_en = models.TextField(_("texto en inglés"), blank=True)
    imagen = models.ImageField(
        _("imagen"), upload_to="editorial/", blank=True, help_text=_("JPEG, PNG o WebP.")
    )
    imagen_alt = models.CharField(
        _("texto alternativo"),
        max_length=300,
        blank=True,
        help_text=_("Lo que la imagen muestra, para quien no puede verla."),
    )
    imagen_alt_en = models.CharField(_("texto alternativo en inglés"), max_length=300, blank=True)
    imagen_credito = models.CharField(_("crédito de la imagen"), max_length=200, blank=True)
    estado = models.CharField(
        _("estado"), max_length=9, choices=Estado.choices, default=Estado.BORRADOR, editable=False
    )
    publicar_en = models.DateTimeField(
        _("sale el"),
        null=True,
        blank=True,
        help_text=_("Desde cuándo lo ven los visitantes. Vacío: en cuanto se publique."),
    )
    creado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("escrito por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    creado_en = models.DateTimeField(_("escrito el"), default=timezone.now, editable=False)
    actualizado_en = models.DateTimeField(_("actualizado el"), auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EditorialQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-publicar_en", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(estado="publicado") | Q(publicar_en__isnull=False),
                name="%(class)s_publicado_con_fecha",
            ),
            models.CheckConstraint(
                condition=Q(imagen="") | ~Q(imagen_alt=""),
                name="%(class)s_imagen_con_texto",
                violation_error_message=_("Describa la imagen: hay quien no puede verla."),
            ),
        ]

    def __str__(self) -> str:
        return self.t.titulo

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def programada(self) -> bool:
        """Whether it goes out by itself, later."""
        return self.estado == self.Estado.PUBLICADO and not self.es_publico

    @property
    def es_publico(self) -> bool:
        """Whether visitors see it now."""
        return (
            self.estado == self.Estado.PUBLICADO
            and self.publicar_en is not None
            and self.publicar_en <= timezone.now()
        )


class Noticia(Editorial):
    """Something that happened: a news item, a session of the coalition, a statement."""

    class Tipo(models.TextChoices):
        NOTICIA = "noticia", _("Noticia")
        SESION = "sesion", _("Sesión de la CORETT")
        COMUNICADO = "comunicado", _("Comunicado")

    tipo = models.CharField(_("tipo"), max_length=10, choices=Tipo.choices, default=Tipo.NOTICIA)
    fecha = models.DateField(_("día del hecho"), null=True, blank=True)
    paises = models.ManyToManyField(
        Pais, verbose_name=_("países"), blank=True, related_name="noticias"
    )

    history = HistoricalRecords(m2m_fields=[paises])

    class Meta(Editorial.Meta):
        verbose_name = _("noticia")
        verbose_name_plural = _("noticias")

    def get_absolute_url(self) -> str:
        return reverse("informes:noticia", args=[self.slug])


class Campana(Editorial):
    """A campaign and where it ran. What it did is counted in the register, not here."""

    lema = models.CharField(_("lema"), max_length=200, blank=True)
    lema_en = models.CharField(_("lema en inglés"), max_length=200, blank=True)
    inicio = models.DateField(_("empieza el"), null=True, blank=True)
    fin = models.DateField(_("termina el"), null=True, blank=True)
    regional = models.BooleanField(_("campaña regional"), default=True)
    paises = models.ManyToManyField(
        Pais, verbose_name=_("países donde se hace"), blank=True, related_name="campanas"
    )
    socios = models.ManyToManyField(
        Organizacion, verbose_name=_("con quién"), blank=True, related_name="+"
    )

    history = HistoricalRecords(m2m_fields=[paises, socios])

    class Meta(Editorial.Meta):
        verbose_name = _("campaña")
        verbose_name_plural = _("campañas")
        constraints = [
            *Editorial.Meta.constraints,
            models.CheckConstraint(
                condition=Q(inicio__isnull=True) | Q(fin__isnull=True) | Q(fin__gte=F("inicio")),
                name="campana_fechas_en_orden",
                violation_error_message=_("No puede terminar antes de empezar."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("informes:campana", args=[self.slug])


class Pagina(Editorial):
    """A page that stays: rules for the use of the site, the mapping of a situation."""

    en_el_pie = models.BooleanField(
        _("al pie de cada página"), default=False, help_text=_("Si el sitio la enlaza siempre.")
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta(Editorial.Meta):
        verbose_name = _("página")
        verbose_name_plural = _("páginas")
        ordering = ["orden", "titulo"]

    def get_absolute_url(self) -> str:
        return reverse("informes:pagina", args=[self.slug])


class Ilustracion(Bilingue):
    """A further picture of a news item or a campaign."""

    noticia = models.ForeignKey(
        Noticia, null=True, blank=True, on_delete=models.CASCADE, related_name="ilustraciones"
    )
    campana = models.ForeignKey(
        Campana, null=True, blank=True, on_delete=models.CASCADE, related_name="ilustraciones"
    )
    imagen = models.ImageField(_("imagen"), upload_to="editorial/")
    alternativo = models.CharField(_("texto alternativo"), max_length=300)
    alternativo_en = models.CharField(_("texto alternativo en inglés"), max_length=300, blank=True)
    pie = models.CharField(_("pie de foto"), max_length=300, blank=True)
    pie_en = models.CharField(_("pie de foto en inglés"), max_length=300, blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    class Meta:
        verbose_name = _("imagen")
        verbose_name_plural = _("más imágenes")
        ordering = ["orden", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(noticia__isnull=True, campana__isnull=False)
                | Q(noticia__isnull=False, campana__isnull=True),
                name="ilustracion_de_una_cosa",
            )
        ]

    def __str__(self) -> str:
        return self.t.alternativo
