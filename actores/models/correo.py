from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CorreoEnviado(models.Model):
    """A mail that the portal wrote to a person or an organisation, and what became of it.
    Without its text.

    ``contexto`` names the rows it speaks of (``actores.correo.referencias``), so that one that
    did not leave can be written again; a mail with a secret in its link has no ``ruta`` here
    and cannot.
    """

    class Estado(models.TextChoices):
        POR_ENVIAR = "por_enviar", _("Por enviar")
        ENVIADO = "enviado", _("Enviado")
        FALLIDO = "fallido", _("No se pudo enviar")

    para = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("para"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="correos",
    )
    organizacion = models.ForeignKey(
        "actores.Organizacion",
        verbose_name=_("para la organización"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="correos",
    )
    plantilla = models.CharField(_("qué correo"), max_length=80)
    asunto = models.CharField(_("asunto"), max_length=300)
    ruta = models.CharField(_("adónde lleva"), max_length=300, blank=True)
    idioma = models.CharField(_("idioma"), max_length=2)
    estado = models.CharField(
        _("estado"), max_length=10, choices=Estado.choices, default=Estado.POR_ENVIAR
    )
    contexto = models.JSONField(_("de qué habla"), default=dict, editable=False)
    intentos = models.PositiveSmallIntegerField(_("veces que se volvió a intentar"), default=0)
    error = models.CharField(_("error"), max_length=300, blank=True)
    creado_en = models.DateTimeField(_("escrito el"), default=timezone.now)
    enviado_en = models.DateTimeField(_("enviado el"), null=True, blank=True)

    class Meta:
        verbose_name = _("correo enviado")
        verbose_name_plural = _("correos enviados")
        ordering = ["-creado_en", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(para__isnull=False, organizacion__isnull=True)
                | models.Q(para__isnull=True, organizacion__isnull=False),
                name="correo_a_una_persona_o_a_una_organizacion",
            )
        ]

    def __str__(self) -> str:
        return self.asunto

    @property
    def se_puede_reenviar(self) -> bool:
        """An organisation is asked again from the directory instead, with a new link."""
        abierta = self.para is not None and self.para.is_active
        return self.estado != self.Estado.ENVIADO and bool(self.ruta) and abierta
