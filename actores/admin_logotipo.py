"""The field of an organisation's form that takes its logo."""

from __future__ import annotations

import base64
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from .admin_comun import FormularioConMotivo
from .logotipo import limpiar_logotipo


class LogotipoInput(forms.ClearableFileInput):
    """Shows the logo itself: uploaded files have no public address."""

    template_name = "actores/logotipo.html"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """From our own templates, which Django's forms do not look into."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        contexto: dict[str, Any] = super().get_context(name, value, attrs)
        if self.is_initial(value) and value.storage.exists(value.name):
            with value.storage.open(value.name, "rb") as archivo:
                tipo = "png" if value.name.endswith(".png") else "jpeg"
                dibujo = base64.b64encode(archivo.read()).decode()
                contexto["widget"]["dibujo"] = f"data:image/{tipo};base64,{dibujo}"
        return contexto

    def is_initial(self, value: Any) -> bool:
        return bool(value and getattr(value, "storage", None))


class FormularioOrganizacion(FormularioConMotivo):
    logotipo = forms.FileField(
        label=gettext_lazy("Logotipo"),
        help_text=gettext_lazy(
            "PNG o JPEG de hasta 2 MB, con permiso de uso. Para los créditos de los documentos."
        ),
        required=False,
        widget=LogotipoInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        error_messages={
            "contradiction": gettext_lazy(
                "Eligió un logotipo nuevo y también quitarlo: deje una sola de las dos cosas."
            ),
            "empty": gettext_lazy("El archivo está vacío."),
            "invalid": gettext_lazy("Elija otra vez el archivo."),
        },
    )

    def clean_logotipo(self) -> Any:
        """An uploaded file is written anew; anything else is as it was."""
        dicho = self.cleaned_data["logotipo"]
        if "logotipo" not in self.changed_data or not dicho:
            return dicho
        try:
            nombre, contenido = limpiar_logotipo(dicho.read())
        except ValueError as motivo:
            raise forms.ValidationError(str(motivo)) from motivo
        return ContentFile(contenido, name=nombre)
