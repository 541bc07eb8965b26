from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planes.models import Actividad

from .campos import LARGO_DE_NOTA, TextoField


class FormularioObservacion(forms.Form):
    """A reviewer's remark on one activity; each of the page's forms has its own ids."""

    use_required_attribute = False
    texto = TextoField(
        label=gettext_lazy("¿Qué hay que corregir o aclarar?"),
        help_text=gettext_lazy("La lee quien reporta, cuando usted devuelva el reporte."),
        largo=LARGO_DE_NOTA,
        filas=3,
    )

    def __init__(self, actividad: Actividad, **kwargs: Any) -> None:
        codigo = actividad.codigo.replace(".", "-")
        super().__init__(auto_id=f"id_observacion-{codigo}-%s", **kwargs)

    def clean_texto(self) -> str:
        texto: str = self.cleaned_data["texto"].strip()
        if not texto:
            raise forms.ValidationError(_("Escriba la observación."))
        return texto
