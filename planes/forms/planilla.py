from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planes.planilla.archivo import MEGA, TAMANO_MAXIMO

MACROS = (".xlsm", ".xltm", ".xlam", ".xlsb")


class FormularioPlanilla(forms.Form):
    """The filled workbook. What is inside, ``planes.planilla`` looks at."""

    use_required_attribute = False
    archivo = forms.FileField(
        label=gettext_lazy("Planilla llena"),
        help_text=gettext_lazy("El archivo .xlsx que descargó de aquí, de hasta 3 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Elija la planilla que quiere subir."),
            "empty": gettext_lazy("El archivo está vacío."),
            "max_length": gettext_lazy("El nombre del archivo es demasiado largo: acórtelo."),
        },
    )

    def clean_archivo(self) -> Any:
        archivo = self.cleaned_data["archivo"]
        if archivo.name.lower().endswith(MACROS):
            raise forms.ValidationError(
                _("El libro tiene macros. Guárdelo como «Libro de Excel (.xlsx)», sin macros.")
            )
        if archivo.size > TAMANO_MAXIMO:
            raise forms.ValidationError(
                _("El archivo pesa más de %(n)d MB. Una planilla llena pesa mucho menos: "
                  "quite las imágenes y lo que le haya agregado.") % {"n": TAMANO_MAXIMO // MEGA}
            )  # fmt: skip
        return archivo
