"""The family of documents: each made from a cut, with what people wrote for it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Bilingue

from .corte import Corte

SIN_PULSO = dt.timedelta(minutes=2)
"""A production that has not said anything for so long was cut off, and one that waits for so long
while none is being made was forgotten: it can be asked for again."""


class TipoInforme(models.TextChoices):
    """What a document is; the value, with dashes, stands in its permanent address."""

    ANUAL = "anual", _("Informe anual regional")
    RESUMEN = "resumen_ejecutivo", _("Resumen ejecutivo")
    INFOGRAFIA = "infografia", _("Infografía del año")
    NACIONAL = "nacional", _("Informe nacional")
    BOLETIN = "boletin", _("Boletín trimestral")
    HOJA = "hoja_informativa", _("Hoja informativa")
    PRESENTACION = "presentacion", _("Presentación para cooperantes")
    FICHA = "ficha_proyecto", _("Ficha de proyecto")
    ANEXO = "anexo_datos", _("Anexo de datos")


EXTENSION = {TipoInforme.PRESENTACION: "pptx", TipoInforme.ANEXO: "xlsx"}
"""The format of a document's principal file where it is not PDF."""


def ruta_archivo(informe: Informe, nombre: str) -> str:
    """Where a produced file lies: by its hash, so that a new file never overwrites an old one."""
    corta = informe.huella[:16]
    return f"informes/{informe.anio}/{informe.tipo}-{informe.idioma}-{corta}.{informe.extension}"


def ruta_forma(forma: FormaInforme, nombre: str) -> str:
    informe, corta = forma.informe, forma.huella[:16]
    return f"informes/{informe.anio}/{informe.tipo}-{informe.idioma}-{corta}.{forma.extension}"


class InformeQuerySet(models.QuerySet["Informe"]):
    def publicados(self) -> InformeQuerySet:
        """What the world may download: published, and from a cut that still stands."""
        return self.filter(estado=Informe.Estado.PUBLICADO, corte__estado=Corte.Estado.PUBLICADO)

    def con_borradores(self, corte: Corte) -> InformeQuerySet:
        """What the world could download if that cut and the drafts made from it were published:
        each draft in the place of what is public there now."""
        borradores = Informe.objects.filter(corte=corte, estado=Informe.Estado.BORRADOR)
        borradores = borradores.exclude(huella="")
        lugar = {c: models.OuterRef(c) for c in ("tipo", "anio", "sujeto", "idioma")}
        publicos = Q(estado=Informe.Estado.PUBLICADO, corte__estado=Corte.Estado.PUBLICADO)
        return self.filter(
            (publicos & ~models.Exists(borradores.filter(**lugar)))
            | Q(pk__in=borradores.values("pk"))
        )

    def con_repetidos(self) -> InformeQuerySet:
        """Each row knows (``repite``) whether its file is one that was withdrawn with a reason."""
        iguales = Informe.objects.filter(huella=models.OuterRef("huella"))
        retirados = iguales.exclude(huella="").exclude(motivo_retiro="")
        return self.annotate(repite=models.Exists(retirados))


class Informe(Bilingue):
    """A document made from a cut: one type, year, subject and language.

    ``sujeto`` is what it is about where a type has several in a year: a country (``gt``), a
    quarter (``t1``), a project. ``narrativa`` is what people had written for it when it was made
    (``informes.redaccion.congelar``), so that it can be made again.

    ``retirado_en`` and ``motivo_retiro`` are those of a document that somebody withdrew by itself
    (``operaciones.retirar_informe``): who verifies its hash must be told both. One that a newer
    one replaced, or whose whole cut was withdrawn, has neither: ``vigencia`` tells those.
    """

    Tipo = TipoInforme

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Borrador")
        PUBLICADO = "publicado", _("Publicado")
        RETIRADO = "retirado", _("Retirado")

    class Produccion(models.TextChoices):
        SIN_PEDIR = "", _("Sin pedir")
        EN_COLA = "en_cola", _("En espera")
        EN_MARCHA = "en_marcha", _("Haciéndose")
        HECHA = "hecha", _("Hecho")
        FALLIDA = "fallida", _("No se pudo hacer")

    EN_ELLO = (Produccion.EN_COLA, Produccion.EN_MARCHA)

    tipo = models.CharField(_("tipo"), max_length=20, choices=Tipo.choices, default=Tipo.ANUAL)
    corte = models.ForeignKey(
        Corte, verbose_name=_("corte"), on_delete=models.PROTECT, related_name="informes"
    )
    anio = models.PositiveSmallIntegerField(_("año"))
    sujeto = models.SlugField(_("de qué o de quién"), max_length=40, blank=True)
    nombre_sujeto = models.CharField(_("nombre de eso"), max_length=300, blank=True)
    idioma = models.CharField(
        _("idioma"), max_length=2, choices=[("es", _("Español")), ("en", _("Inglés"))]
    )
    estado = models.CharField(
        _("estado"), max_length=10, choices=Estado.choices, default=Estado.BORRADOR, editable=False
    )
    narrativa = models.JSONField(_("narrativa"), default=dict, blank=True, editable=False)
    archivo = models.FileField(_("archivo"), upload_to=ruta_archivo, blank=True, editable=False)
    huella = models.CharField(
        _("huella SHA-256"), max_length=64, blank=True, editable=False, db_index=True
    )
    bytes = models.PositiveIntegerField(_("tamaño en bytes"), default=0, editable=False)
    paginas = models.PositiveSmallIntegerField(_("páginas"), default=0, editable=False)
    produccion = models.CharField(
        _("producción"),
        max_length=10,
        choices=Produccion.choices,
        default=Produccion.SIN_PEDIR,
        blank=True,
        editable=False,
    )
    avance = models.PositiveSmallIntegerField(_("avance en %"), default=0, editable=False)
    pulso = models.DateTimeField(_("última señal"), null=True, blank=True, editable=False)
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
    retirado_en = models.DateTimeField(_("retirado el"), null=True, blank=True, editable=False)
    motivo_retiro = models.TextField(_("motivo del retiro"), blank=True, editable=False)
    motivo_retiro_en = models.TextField(
        _("motivo del retiro en inglés"), blank=True, editable=False
    )

    history = HistoricalRecords(excluded_fields=["avance", "pulso", "narrativa"])
    objects = InformeQuerySet.as_manager()

    class Meta:
        verbose_name = _("informe")
        verbose_name_plural = _("informes")
        ordering = ["-anio", "tipo", "sujeto", "idioma"]
        constraints = [
            models.UniqueConstraint(
                fields=["tipo", "corte", "anio", "sujeto", "idioma"],
                condition=~Q(estado="retirado"),  # a better one may follow from the same cut
                name="informe_unico",
            ),
            models.UniqueConstraint(
                fields=["tipo", "anio", "sujeto", "idioma"],
                condition=Q(estado="publicado"),
                name="informe_publicado_unico",
            ),
            models.CheckConstraint(
                condition=~Q(estado="publicado") | (~Q(huella="") & ~Q(archivo="")),
                name="informe_publicado_con_archivo",
            ),
        ]

    def __str__(self) -> str:
        de = f" · {self.nombre_sujeto}" if self.nombre_sujeto else ""
        return f"{self.get_tipo_display()} {self.anio}{de} ({self.get_idioma_display()})"

    def get_absolute_url(self) -> str:
        """The permanent address, without a language prefix."""
        return reverse("informe_archivo", args=[self.anio, self.nombre_direccion, self.extension])

    @property
    def extension(self) -> str:
        return EXTENSION.get(TipoInforme(self.tipo), "pdf")

    @property
    def nombre_direccion(self) -> str:
        """``anual``, ``nacional-gt-en``: the name in the address, without its extension."""
        partes = [self.tipo.replace("_", "-"), self.sujeto, "" if self.idioma == "es" else "en"]
        return "-".join(parte for parte in partes if parte)

    @property
    def nombre_archivo(self) -> str:
        """What a downloaded copy is called."""
        return f"corett-{self.nombre_direccion}-{self.anio}.{self.extension}"

    @property
    def se_hace(self) -> bool:
        """Whether it waits to be made or is being made; one that was cut off is not."""
        viva = self.pulso is not None and timezone.now() - self.pulso < SIN_PULSO
        return self.produccion in self.EN_ELLO and viva

    @property
    def se_corto(self) -> bool:
        """Whether who was making it, or was going to, died before the end."""
        return self.produccion in self.EN_ELLO and not self.se_hace


class FormaInforme(models.Model):
    """The same document as another file: picture, editable drawing, data package, plain text.

    ``clave`` tells forms of one format apart ("cuadrado", "historia"); empty where the extension
    does. Written by ``informes.documentos`` together with the principal file.
    """

    informe = models.ForeignKey(Informe, on_delete=models.CASCADE, related_name="formas")
    clave = models.SlugField(max_length=20, blank=True)
    extension = models.CharField(max_length=8)
    archivo = models.FileField(upload_to=ruta_forma)
    huella = models.CharField(max_length=64, db_index=True)
    bytes = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("otra forma de un informe")
        verbose_name_plural = _("otras formas de los informes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["informe", "clave", "extension"], name="forma_unica")
        ]

    def __str__(self) -> str:
        return self.nombre_archivo

    def get_absolute_url(self) -> str:
        return reverse(
            "informe_archivo", args=[self.informe.anio, self.nombre_direccion, self.extension]
        )

    @property
    def nombre_direccion(self) -> str:
        """``infografia.cuadrado``: the document's name, and the form's where it has one."""
        return ".".join(parte for parte in (self.informe.nombre_direccion, self.clave) if parte)

    @property
    def nombre_archivo(self) -> str:
        return f"corett-{self.nombre_direccion}-{self.informe.anio}.{self.extension}"
