"""What visitors look up: key dates, words, the way a person is referred to help."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Bilingue, ClaveNatural, Pais, PorVerificar

AYUDA_FUENTE = _("De dónde sale: el documento y su año, o la institución. Los visitantes la leen.")
AYUDA_FUENTE_EN = _("El título oficial en inglés, si lo hay.")


class FechaClave(Bilingue, ClaveNatural):
    """A day to remember or to attend. ``anual``: every year on that day and month."""

    CLAVE_NATURAL = ("codigo",)

    class Tipo(models.TextChoices):
        CONMEMORATIVA = "conmemorativa", _("Fecha conmemorativa")
        REUNION = "reunion", _("Reunión de la Coalición")
        ENTREGA = "entrega", _("Entrega o publicación")
        OTRA = "otra", _("Otra fecha")

    codigo = models.SlugField(
        _("código"),
        max_length=60,
        unique=True,
        help_text=_(
            "El final de la dirección de esta fecha: letras sin tilde, números y guiones. Se"
            " propone con el título. No lo cambie después: quien la tiene en su agenda la perdería."
        ),
        error_messages={"unique": _("Otra fecha ya tiene este código: escriba uno distinto.")},
    )
    titulo = models.CharField(_("título"), max_length=200)
    titulo_en = models.CharField(_("título en inglés"), max_length=200, blank=True)
    texto = models.TextField(
        _("texto"), blank=True, help_text=_("Una o dos frases: qué se recuerda o qué se hará.")
    )
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    tipo = models.CharField(_("tipo"), max_length=14, choices=Tipo.choices)
    fecha = models.DateField(_("día"))
    hasta = models.DateField(
        _("hasta el"), null=True, blank=True, help_text=_("Solo si dura más de un día.")
    )
    anual = models.BooleanField(
        _("cada año"),
        default=False,
        help_text=_("Vuelve todos los años, el mismo día y mes, desde el año que escribió."),
    )
    lugar = models.CharField(_("lugar"), max_length=200, blank=True, help_text=_("Ciudad y país."))
    lugar_en = models.CharField(_("lugar en inglés"), max_length=200, blank=True)
    enlace = models.URLField(_("enlace"), blank=True, help_text=_("La página donde se cuenta más."))
    fuente = models.CharField(_("fuente"), max_length=300, blank=True, help_text=AYUDA_FUENTE)
    fuente_en = models.CharField(
        _("fuente en inglés"), max_length=300, blank=True, help_text=AYUDA_FUENTE_EN
    )
    publicada = models.BooleanField(
        _("visible en el sitio"),
        default=False,
        help_text=_(
            "Sin marcar, los visitantes no la ven. Las reuniones de la Coalición las ven siempre"
            " sus miembros."
        ),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("fecha clave")
        verbose_name_plural = _("fechas clave")
        ordering = ["fecha", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hasta__isnull=True) | Q(hasta__gte=F("fecha")),
                name="fecha_clave_en_orden",
                violation_error_message=_("No puede terminar antes de empezar."),
            )
        ]

    def __str__(self) -> str:
        return self.t.titulo


class Termino(Bilingue, ClaveNatural):
    """A word of the field, in both languages, and the words it is not to be confused with."""

    CLAVE_NATURAL = ("codigo",)

    codigo = models.SlugField(
        _("código"),
        max_length=60,
        unique=True,
        help_text=_(
            "El final de la dirección de este término: letras sin tilde, números y guiones. Se"
            " propone con el término. No lo cambie después: dejarían de servir los enlaces."
        ),
        error_messages={"unique": _("Otro término ya tiene este código: escriba uno distinto.")},
    )
    termino = models.CharField(_("término"), max_length=120)
    termino_en = models.CharField(_("término en inglés"), max_length=120, blank=True)
    definicion = models.TextField(
        _("definición"),
        help_text=_("Dos o tres frases que entienda quien no trabaja en esto."),
    )
    definicion_en = models.TextField(_("definición en inglés"), blank=True)
    fuente = models.CharField(_("fuente"), max_length=300, blank=True, help_text=AYUDA_FUENTE)
    fuente_en = models.CharField(
        _("fuente en inglés"), max_length=300, blank=True, help_text=AYUDA_FUENTE_EN
    )
    distinto_de = models.ManyToManyField(
        "self",
        verbose_name=_("no es lo mismo que"),
        blank=True,
        symmetrical=True,
        help_text=_("Los términos con que se confunde: cada uno enlaza al otro."),
    )
    publicado = models.BooleanField(
        _("visible en el sitio"),
        default=False,
        help_text=_("Sin marcar, los visitantes no lo ven."),
    )

    history = HistoricalRecords(m2m_fields=[distinto_de])

    class Meta:
        verbose_name = _("término")
        verbose_name_plural = _("términos del glosario")
        ordering = ["termino"]

    def __str__(self) -> str:
        return self.t.termino

    def get_absolute_url(self) -> str:
        return f"{reverse('informes:glosario')}#{self.codigo}"


class Ruta(Bilingue, PorVerificar, ClaveNatural):
    """The route by which a person is referred to help: of the region (``pais`` empty) or of a
    country. Shown only once somebody verified it."""

    CLAVE_NATURAL = ("codigo",)
    PUBLICO = frozenset({"titulo", "titulo_en", "pais"})

    codigo = models.SlugField(
        _("código"),
        max_length=60,
        unique=True,
        help_text=_("Letras sin tilde, números y guiones. Por ejemplo: ruta-gt."),
        error_messages={"unique": _("Otra ruta ya tiene este código: escriba uno distinto.")},
    )
    pais = models.OneToOneField(
        Pais,
        verbose_name=_("país"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ruta",
        help_text=_("Vacío: la ruta general."),
    )
    titulo = models.CharField(_("título"), max_length=200)
    titulo_en = models.CharField(_("título en inglés"), max_length=200, blank=True)
    fuente = models.CharField(_("fuente"), max_length=300, blank=True, help_text=AYUDA_FUENTE)
    fuente_en = models.CharField(
        _("fuente en inglés"), max_length=300, blank=True, help_text=AYUDA_FUENTE_EN
    )
    verificada_en = models.DateField(_("verificada el"), null=True, blank=True)
    verificada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verificada por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("ruta de derivación")
        verbose_name_plural = _("rutas de derivación")
        ordering = [F("pais__orden").asc(nulls_first=True)]
        constraints = [
            models.CheckConstraint(
                condition=Q(verificada_en__isnull=True, verificada_por__isnull=True)
                | Q(verificada_en__isnull=False, verificada_por__isnull=False),
                name="ruta_verificada_con_fecha_y_persona",
                violation_error_message=_(
                    "Una ruta verificada lleva la fecha y quién la verificó; "
                    "sin verificar, ninguna de las dos."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.t.titulo


class PasoRuta(Bilingue, ClaveNatural):
    """A step of a route. ``orden`` is also the order in which it is read aloud."""

    CLAVE_NATURAL = ("ruta__codigo", "orden")

    ruta = models.ForeignKey(
        Ruta, verbose_name=_("ruta"), on_delete=models.CASCADE, related_name="pasos"
    )
    orden = models.PositiveSmallIntegerField(_("orden"))
    titulo = models.CharField(_("paso"), max_length=120)
    titulo_en = models.CharField(_("paso en inglés"), max_length=120, blank=True)
    texto = models.TextField(_("qué pasa"), blank=True)
    texto_en = models.TextField(_("qué pasa, en inglés"), blank=True)
    quien = models.CharField(_("quién lo hace"), max_length=200, blank=True)
    quien_en = models.CharField(_("quién lo hace, en inglés"), max_length=200, blank=True)
    condicion = models.CharField(
        _("solo si"),
        max_length=120,
        blank=True,
        help_text=_("Lo que tiene que ocurrir para llegar a este paso. Vacío: siempre se llega."),
    )
    condicion_en = models.CharField(_("solo si, en inglés"), max_length=120, blank=True)
    viene_de = models.ManyToManyField(
        "self",
        verbose_name=_("viene después de"),
        symmetrical=False,
        blank=True,
        related_name="siguientes",
        help_text=_("Vacío: del paso anterior."),
    )

    history = HistoricalRecords(m2m_fields=[viene_de])

    class Meta:
        verbose_name = _("paso de una ruta")
        verbose_name_plural = _("pasos")
        ordering = ["ruta", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["ruta", "orden"], name="paso_ruta_orden_unico")
        ]

    def __str__(self) -> str:
        return f"{self.orden}. {self.t.titulo}"
