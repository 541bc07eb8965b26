"""How often the public pages are read: a number for each page and year, and nothing else."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visitas(models.Model):
    """Reads of a page in a year. No day, no address, no browser: nothing that tells who.

    ``anotadas``: how many of them the register of actions already tells of.
    """

    ruta = models.CharField(_("página"), max_length=200)
    anio = models.PositiveSmallIntegerField(_("año"))
    idioma = models.CharField(_("idioma"), max_length=2)
    n = models.PositiveBigIntegerField(_("visitas"), default=0)
    anotadas = models.PositiveBigIntegerField(
        _("ya anotadas como alcance"), default=0, editable=False
    )

    class Meta:
        verbose_name = _("visitas de una página")
        verbose_name_plural = _("visitas al sitio")
        ordering = ["-anio", "-n", "ruta"]
        constraints = [
            models.UniqueConstraint(fields=["ruta", "anio", "idioma"], name="visitas_unicas")
        ]

    def __str__(self) -> str:
        return f"{self.ruta} ({self.anio})"
