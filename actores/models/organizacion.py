from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .base import Bilingue, ClaveNatural, PorVerificar

NUMERO_DE_TELEFONO = RegexValidator(
    r"^(?=.*[0-9])[0-9+*#() -]{2,20}\Z",
    _("Escriba el número como se marca: entre 2 y 20 cifras, espacios o signos + - * # ( )."),
)


class PublicoMeta(Bilingue, ClaveNatural):
    """One of the audiences of the Estrategia de visibilidad y comunicación."""

    CLAVE_NATURAL = ("numero",)

    numero = models.PositiveSmallIntegerField(_("número"), unique=True)
    nombre = models.CharField(_("nombre"), max_length=200)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=200, blank=True)
    descripcion = models.TextField(_("descripción"), blank=True)
    descripcion_en = models.TextField(_("descripción en inglés"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("público meta")
        verbose_name_plural = _("públicos meta")
        ordering = ["numero"]

    def __str__(self) -> str:
        return f"{self.numero}. {self.t.nombre}"


class Organizacion(Bilingue, ClaveNatural):
    """A body that takes part in CORETT's work or is named by its documents."""

    class Tipo(models.TextChoices):
        ORGANISMO_NACIONAL = "organismo_nacional", _("Organismo nacional")
        ENTIDAD_ESTATAL = "entidad_estatal", _("Entidad estatal")
        ORGANISMO_INTERNACIONAL = "organismo_internacional", _("Organismo internacional")
        AGENCIA_COOPERACION = "agencia_cooperacion", _("Agencia de cooperación")
        FORO_REGIONAL = "foro_regional", _("Foro o instancia regional")
        SOCIEDAD_CIVIL = "sociedad_civil", _("Sociedad civil")
        ACADEMIA = "academia", _("Academia")
        SECTOR_PRIVADO = "sector_privado", _("Sector privado")
        MEDIO = "medio", _("Medio de comunicación")

    codigo = models.SlugField(_("código"), max_length=60, unique=True)
    nombre = models.CharField(_("nombre"), max_length=300)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=300, blank=True)
    sigla = models.CharField(_("sigla"), max_length=30, blank=True)
    sigla_en = models.CharField(
        _("sigla en inglés"),
        max_length=30,
        blank=True,
        help_text=_("Solo si es otra que en español, como IOM por OIM."),
    )
    tipo = models.CharField(_("tipo"), max_length=30, choices=Tipo.choices)
    pais = models.ForeignKey(
        "actores.Pais",
        verbose_name=_("país"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organizaciones",
    )
    publico = models.ForeignKey(
        PublicoMeta,
        verbose_name=_("público meta"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organizaciones",
    )
    descripcion = models.TextField(
        _("qué hace"), blank=True, help_text=_("Una o dos frases para el directorio.")
    )
    descripcion_en = models.TextField(_("qué hace, en inglés"), blank=True)
    sitio_web = models.URLField(_("sitio web"), blank=True)
    correo = models.EmailField(
        _("correo institucional"),
        blank=True,
        help_text=_("Se publica en el directorio, y ahí se le pide confirmar sus datos cada año."),
    )
    telefono = models.CharField(_("teléfono institucional"), max_length=40, blank=True)
    temas = models.ManyToManyField(
        "actores.Tema", verbose_name=_("temas"), blank=True, related_name="organizaciones"
    )
    pagina_que_enlaza = models.URLField(_("página suya que enlaza a la CORETT"), blank=True)
    enlaza_desde = models.DateField(_("enlaza desde el"), null=True, blank=True)
    logotipo = models.ImageField(
        _("logotipo"),
        upload_to="logotipos/",
        blank=True,
        help_text=_("PNG o JPEG, con permiso de uso. Para los créditos de los documentos."),
    )
    publicable = models.BooleanField(
        _("publicable"), default=False, help_text=_("Si puede aparecer en el sitio público.")
    )
    verificada_en = models.DateField(_("verificada el"), null=True, blank=True)
    ingles_por_revisar = models.BooleanField(
        _("inglés por revisar"),
        default=False,
        help_text=_("El español cambió después. Quite la marca cuando el inglés diga lo mismo."),
    )
    nota_fuente = models.TextField(
        _("nota sobre la fuente"), blank=True, help_text=_("De dónde sale este dato.")
    )

    history = HistoricalRecords(m2m_fields=[temas])

    class Meta:
        verbose_name = _("organización")
        verbose_name_plural = _("organizaciones")
        ordering = ["nombre"]

    def __str__(self) -> str:
        nombre, sigla = str(self.t.nombre), str(self.t.sigla)
        repite = sigla.casefold() == nombre.casefold()
        return f"{nombre} ({sigla})" if sigla and not repite else nombre

    def clean(self) -> None:
        super().clean()
        if self.verificada_en and self.verificada_en > timezone.localdate():
            raise ValidationError({"verificada_en": _("Ese día todavía no llega.")})

    @property
    def nombre_corto(self) -> str:
        return str(self.t.sigla or self.t.nombre)


class RolOrganizacion(ClaveNatural):
    """A part that an organisation plays for CORETT; it can play several."""

    CLAVE_NATURAL = ("organizacion__codigo", "rol")

    class Rol(models.TextChoices):
        MIEMBRO = "miembro", _("Miembro")
        OBSERVADOR = "observador", _("Miembro observador")
        SOCIO = "socio", _("Socio estratégico")
        DONANTE = "donante", _("Donante")
        DONANTE_POTENCIAL = "donante_potencial", _("Donante potencial")

    organizacion = models.ForeignKey(
        Organizacion, verbose_name=_("organización"), on_delete=models.CASCADE, related_name="roles"
    )
    rol = models.CharField(_("rol"), max_length=20, choices=Rol.choices)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rol de organización")
        verbose_name_plural = _("roles de organizaciones")
        ordering = ["rol"]
        constraints = [
            models.UniqueConstraint(fields=["organizacion", "rol"], name="rol_organizacion_unico")
        ]

    def __str__(self) -> str:
        return self.get_rol_display()


class LineaDenuncia(Bilingue, PorVerificar, ClaveNatural):
    """A help line of a country. The public sees it only once it has been verified."""

    CLAVE_NATURAL = ("pais__codigo", "numero")
    # Not the source: for a slip in it no number leaves the site.
    PUBLICO = frozenset(
        {"pais", "numero", "whatsapp", "nombre", "nombre_en", "detalle", "detalle_en"}
    )

    pais = models.ForeignKey(
        "actores.Pais", verbose_name=_("país"), on_delete=models.PROTECT, related_name="lineas"
    )
    numero = models.CharField(_("número"), max_length=40, validators=[NUMERO_DE_TELEFONO])
    nombre = models.CharField(_("nombre de la línea"), max_length=200)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=200, blank=True)
    detalle = models.CharField(_("horario y detalle"), max_length=300, blank=True)
    detalle_en = models.CharField(_("detalle en inglés"), max_length=300, blank=True)
    whatsapp = models.CharField(
        _("WhatsApp"),
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(
                r"^\+[1-9](?:[ -]?\d){7,14}$",
                _("Escríbalo con «+» y el código del país, solo con cifras y espacios."),
            )
        ],
        help_text=_("Si también se le puede escribir por WhatsApp: con «+» y el código del país."),
    )
    fuente = models.CharField(_("fuente"), max_length=300, blank=True)
    fuente_en = models.CharField(_("fuente en inglés"), max_length=300, blank=True)
    verificada_en = models.DateField(_("verificada el"), null=True, blank=True)
    verificada_por = models.ForeignKey(
        "actores.Usuario",
        verbose_name=_("verificada por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("línea de denuncia")
        verbose_name_plural = _("líneas de denuncia")
        ordering = ["pais__orden", "numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["pais", "numero"],
                name="linea_unica_por_pais",
                violation_error_message=_("Ese país ya tiene una línea con ese número."),
            ),
            models.CheckConstraint(
                condition=models.Q(verificada_en__isnull=True, verificada_por__isnull=True)
                | models.Q(verificada_en__isnull=False, verificada_por__isnull=False),
                name="linea_verificada_con_fecha_y_persona",
                violation_error_message=_(
                    "Una línea verificada lleva la fecha y quién la verificó; "
                    "sin verificar, ninguna de las dos."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pais}: {self.numero}"
