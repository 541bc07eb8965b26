from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .base import Bilingue, ClaveNatural
from .pais import Pais

DOMINIO_DEMO = "@demo.example"


class UsuarioManager(BaseUserManager["Usuario"]):
    """Creates people; the e-mail address is the login and is kept in lower case."""

    def get_by_natural_key(self, username: str | None) -> Usuario:
        return self.get(correo__iexact=(username or "").strip())

    def de_demostracion(self) -> models.QuerySet[Usuario]:
        """The fictitious people of ``manage.py demo``: while there are any, all data are demo."""
        return self.filter(correo__endswith=DOMINIO_DEMO)

    def create_user(self, correo: str, password: str | None = None, **extra: Any) -> Usuario:
        if not correo:
            raise ValueError("a user needs an e-mail address")
        usuario = self.model(correo=correo.strip().lower(), **extra)
        usuario.set_password(password)
        usuario.save(using=self._db)
        return usuario

    def create_superuser(self, correo: str, password: str | None = None, **extra: Any) -> Usuario:
        return self.create_user(correo, password, is_staff=True, is_superuser=True, **extra)


class Usuario(AbstractBaseUser, PermissionsMixin):
    """A person with an account. There is no sign-up: accounts are made by invitation."""

    IDIOMAS = [("es", _("Español")), ("en", _("Inglés"))]

    correo = models.EmailField(
        _("correo electrónico"),
        unique=True,
        error_messages={"unique": _("Ya hay una cuenta con ese correo.")},
    )
    nombre = models.CharField(_("nombre completo"), max_length=150)
    cargo = models.CharField(_("cargo"), max_length=150, blank=True)
    organizacion = models.ForeignKey(
        "actores.Organizacion",
        verbose_name=_("organización"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="usuarios",
    )
    idioma = models.CharField(_("idioma"), max_length=2, choices=IDIOMAS, default="es")
    is_staff = models.BooleanField(
        _("entra al panel"), default=False, help_text=_("Puede entrar al panel de administración.")
    )
    is_active = models.BooleanField(_("activa"), default=True)
    date_joined = models.DateTimeField(_("creada el"), default=timezone.now, editable=False)
    invitada_en = models.DateTimeField(_("invitación enviada"), null=True, blank=True)

    USERNAME_FIELD = "correo"
    EMAIL_FIELD = "correo"
    REQUIRED_FIELDS = ["nombre"]

    history = HistoricalRecords(excluded_fields=["password", "last_login"])
    objects = UsuarioManager()

    class Meta:
        verbose_name = _("persona")
        verbose_name_plural = _("personas")
        ordering = ["nombre", "correo"]

    def __str__(self) -> str:
        return self.nombre or self.correo

    def natural_key(self) -> tuple[str]:
        return (self.correo,)

    def clean(self) -> None:
        super().clean()
        self.correo = self.correo.strip().lower()

    def get_full_name(self) -> str:
        return self.nombre

    def get_short_name(self) -> str:
        return self.nombre.split(" ")[0] if self.nombre else self.correo


class VigenteQuerySet(models.QuerySet[Any]):
    def vigentes(self, fecha: dt.date | None = None) -> VigenteQuerySet:
        """Rows in force on that day (today when none is given)."""
        fecha = fecha or timezone.localdate()
        return self.filter(Q(hasta__isnull=True) | Q(hasta__gte=fecha), desde__lte=fecha)


def hasta_no_antes_de_desde(nombre: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(hasta__isnull=True) | Q(hasta__gte=F("desde")),
        name=nombre,
        violation_error_message=_("La fecha final no puede ser anterior a la inicial."),
    )


class PuntoFocal(models.Model):
    """Who speaks for a country, from when to when. People change; the country's data stay."""

    class Tipo(models.TextChoices):
        TITULAR = "titular", _("Titular")
        SUPLENTE = "suplente", _("Suplente")

    usuario = models.ForeignKey(
        Usuario, verbose_name=_("persona"), on_delete=models.PROTECT, related_name="puntos_focales"
    )
    pais = models.ForeignKey(
        Pais, verbose_name=_("país"), on_delete=models.PROTECT, related_name="puntos_focales"
    )
    tipo = models.CharField(_("tipo"), max_length=10, choices=Tipo.choices, default=Tipo.TITULAR)
    desde = models.DateField(_("desde"), default=timezone.localdate)
    hasta = models.DateField(_("hasta"), null=True, blank=True)

    history = HistoricalRecords()
    objects = VigenteQuerySet.as_manager()

    class Meta:
        verbose_name = _("punto focal")
        verbose_name_plural = _("puntos focales")
        ordering = ["pais__orden", "-desde"]
        constraints = [
            hasta_no_antes_de_desde("punto_focal_fechas"),
            models.UniqueConstraint(
                fields=["usuario", "pais"],
                condition=Q(hasta__isnull=True),
                name="punto_focal_unico_vigente",
                violation_error_message=_("Esa persona ya es punto focal vigente de ese país."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pais}: {self.usuario} ({self.get_tipo_display()})"


class Mandato(models.Model):
    """One of the two rotating offices, held by a country from a date to a date."""

    class Oficio(models.TextChoices):
        PRESIDENCIA = "presidencia", _("Presidencia Pro Témpore")
        SECRETARIA_TECNICA = "secretaria_tecnica", _("Secretaría Técnica")

    oficio = models.CharField(_("oficio"), max_length=20, choices=Oficio.choices)
    pais = models.ForeignKey(
        Pais, verbose_name=_("país"), on_delete=models.PROTECT, related_name="mandatos"
    )
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"), null=True, blank=True)
    nota_fuente = models.TextField(_("nota sobre la fuente"), blank=True)

    history = HistoricalRecords()
    objects = VigenteQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandato")
        verbose_name_plural = _("mandatos")
        ordering = ["-desde"]
        constraints = [hasta_no_antes_de_desde("mandato_fechas")]

    def __str__(self) -> str:
        return f"{self.get_oficio_display()}: {self.pais}"


class Comite(Bilingue, ClaveNatural):
    """A committee of the coalition (communication, resource mobilisation) and its members."""

    codigo = models.SlugField(_("código"), max_length=60, unique=True)
    nombre = models.CharField(_("nombre"), max_length=200)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=200, blank=True)
    miembros = models.ManyToManyField(
        Usuario, verbose_name=_("miembros"), blank=True, related_name="comites"
    )

    history = HistoricalRecords(m2m_fields=[miembros])

    class Meta:
        verbose_name = _("comité")
        verbose_name_plural = _("comités")
        ordering = ["nombre"]

    def __str__(self) -> str:
        return self.t.nombre
