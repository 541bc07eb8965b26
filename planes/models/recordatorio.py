from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .periodo import Periodo


class Recordatorio(models.Model):
    """A reminder that was sent: the row that makes sure it is sent once (Q11).

    ``informante`` is a country's code, or ``regional``; ``todos`` is the ST's list of those who
    have not reported.
    """

    class Paso(models.TextChoices):
        ABRE = "abre", _("El período abrió")
        FALTAN_14 = "faltan_14", _("Faltan dos semanas")
        FALTAN_3 = "faltan_3", _("Faltan tres días")
        VENCIO = "vencio", _("Venció sin reporte")
        POR_CERRAR = "por_cerrar", _("Está por cerrar")
        DEVUELTO = "devuelto", _("Devuelto hace una semana")

    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("persona"),
        on_delete=models.CASCADE,
        related_name="recordatorios",
    )
    periodo = models.ForeignKey(
        Periodo, verbose_name=_("período"), on_delete=models.CASCADE, related_name="recordatorios"
    )
    informante = models.CharField(_("informante"), max_length=10)
    paso = models.CharField(_("paso"), max_length=10, choices=Paso.choices)
    enviado_en = models.DateTimeField(_("enviado el"), default=timezone.now)

    class Meta:
        verbose_name = _("recordatorio")
        verbose_name_plural = _("recordatorios")
        ordering = ["-enviado_en"]
        constraints = [
            models.UniqueConstraint(
                fields=["usuario", "periodo", "informante", "paso"], name="recordatorio_una_vez"
            )
        ]

    def __str__(self) -> str:
        return f"{self.periodo} · {self.informante} · {self.get_paso_display()}"
