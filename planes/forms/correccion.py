from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .campos import TextoField

MOTIVO = 90
"""The history keeps 100 characters of a reason, ten of them the word for the act."""


class FormularioCorreccion(forms.Form):
    """Why an approved report has to be corrected."""

    use_required_attribute = False
    motivo = TextoField(
        label=gettext_lazy("¿Qué hay que corregir y por qué?"),
        help_text=format_lazy(
            gettext_lazy(
                "En una frase de hasta {letras} caracteres: queda en el historial del reporte."
            ),
            letras=MOTIVO,
        ),
        largo=MOTIVO,
        filas=2,
    )

    def clean_motivo(self) -> Any:
        motivo = self.cleaned_data["motivo"]
        if not motivo.strip():
            raise forms.ValidationError(_("Escriba qué hay que corregir y por qué."))
        return motivo
