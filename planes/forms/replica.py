from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .campos import LARGO_DE_NOTA, TextoField


class FormularioReplica(forms.Form):
    """A reply to a reviewer's remark."""

    use_required_attribute = False
    texto = TextoField(
        label=gettext_lazy("Su respuesta"),
        help_text=gettext_lazy("La lee la otra parte, que recibe un correo."),
        largo=LARGO_DE_NOTA,
        filas=4,
    )

    def clean_texto(self) -> Any:
        texto = self.cleaned_data["texto"].strip()
        if not texto:
            raise forms.ValidationError(_("Escriba la respuesta."))
        return texto
