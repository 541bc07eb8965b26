"""Verifying asks, of each row, with whom or where it was checked this time and on what day: what
was written about an older check says nothing of today."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

VIGENCIA = dt.timedelta(days=365)
"""After a year a number is called again and a route is read again."""
RECIENTE = dt.timedelta(days=7)
"""A source that a person wrote within this time speaks of the check that is noted now."""


def al_dia(fila: Any) -> bool:
    """Whether what its source says may still be so: verified within the year, or just written."""
    hoy = timezone.localdate()
    if fila.verificada_en:
        return fila.verificada_en >= hoy - VIGENCIA
    escrita = fila.history.filter(fuente=fila.fuente).order_by("history_date").first()
    if not fila.fuente or escrita is None or escrita.history_user_id is None:
        return False
    return bool(escrita.history_date >= timezone.now() - RECIENTE)


class Comprobacion(forms.Form):
    """One row's check: with whom or where, and on what day."""

    use_required_attribute = False
    fuente = forms.CharField(
        label=gettext_lazy("Con quién o dónde la comprobó"),
        help_text=gettext_lazy(
            "Se muestra al público. Por ejemplo: llamada al organismo nacional."
        ),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        error_messages={"required": gettext_lazy("Diga de dónde sale: se muestra al público.")},
    )
    fuente_en = forms.CharField(
        label=gettext_lazy("Lo mismo, en inglés (opcional)"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    dia = forms.DateField(
        label=gettext_lazy("Día en que la comprobó"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Escriba el día en que la comprobó."),
            "invalid": gettext_lazy("Escriba el día, el mes y el año."),
        },
    )

    def __init__(self, datos: Any, fila: Any) -> None:
        self.fila, self.al_dia = fila, al_dia(fila)
        inicial: dict[str, Any] = {"dia": timezone.localdate()}
        if self.al_dia:
            inicial |= {"fuente": fila.fuente, "fuente_en": fila.fuente_en}
        super().__init__(datos, initial=inicial, prefix=str(fila.pk))

    def clean_fuente(self) -> str:
        fuente: str = self.cleaned_data["fuente"]
        if not self.al_dia and fuente.casefold() == self.fila.fuente.strip().casefold():
            raise forms.ValidationError(
                _("Es la misma fuente de antes: diga con quién o dónde la comprobó esta vez.")
            )
        return fuente

    def clean_dia(self) -> dt.date:
        dia: dt.date = self.cleaned_data["dia"]
        hoy = timezone.localdate()
        if dia > hoy:
            raise forms.ValidationError(_("Ese día todavía no llega."))
        if dia < hoy - VIGENCIA:
            raise forms.ValidationError(_("De eso hace más de un año: compruébela de nuevo."))
        if self.fila.verificada_en and dia < self.fila.verificada_en:
            raise forms.ValidationError(_("Es anterior a la última verificación."))
        return dia
