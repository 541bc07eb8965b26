"""How often what the public pages show has changed: one number, that every process reads."""

from __future__ import annotations

from django.db import models
from django.db.models import F


class Renovacion(models.Model):
    """One row. Each change to what is shown besides the cut (a help line, a piece of news, a
    document) adds one, and with that no process gives out a copy made before."""

    n = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "renovación"
        verbose_name_plural = "renovaciones"

    def __str__(self) -> str:
        return str(self.n)

    @classmethod
    def otra(cls) -> None:
        """What is shown has changed."""
        cls.objects.get_or_create(pk=1)
        cls.objects.update(n=F("n") + 1)

    @classmethod
    def actual(cls) -> int:
        """The number now; 0 before the first change."""
        return cls.objects.values_list("n", flat=True).first() or 0
