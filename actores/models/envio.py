from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EnvioPendiente(models.Model):
    """A form that arrived after its session had ended (``actores.recuperacion``): only the
    person who wrote it sees it, sends it on or throws it away, and soon it is gone."""

    clave = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="envios_pendientes"
    )
    ruta = models.CharField(max_length=500)
    vista = models.CharField(max_length=100)
    campos = models.JSONField()
    """Pairs of name and value, in the order of the page."""
    con_archivos = models.BooleanField(default=False)
    creado_en = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("envío pendiente")
        verbose_name_plural = _("envíos pendientes")
        ordering = ["-creado_en", "-pk"]

    def __str__(self) -> str:
        return self.ruta

    @property
    def textos(self) -> list[str]:
        """What a person wrote, as far as one can tell without the form: no codes, no choices."""
        return list(dict.fromkeys(v.strip() for _nombre, v in self.campos if " " in v.strip()))
