"""The yearly self-assessment of a country, and each of its proposals."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planes.models import Autoevaluacion, Propuesta

from .campos import DE_LISTA, DE_VERSION, LineaField, TextoField

MOTIVO = 90


class DiaField(forms.DateField):
    """A day, picked from the browser's calendar or typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={
                "invalid": gettext_lazy(
                    "Escriba una fecha que exista, como día/mes/año: por ejemplo 27/11/2024."
                )
            },
            **kwargs,
        )


class FormularioAutoevaluacion(forms.ModelForm):
    """``instance`` knows its country and year."""

    use_required_attribute = False
    version = forms.IntegerField(
        min_value=0, max_value=2**31 - 2, widget=forms.HiddenInput, error_messages=DE_VERSION
    )
    fecha = DiaField(
        label=gettext_lazy("¿Cuándo se hizo?"),
        help_text=gettext_lazy("El día de la reunión, o el último si fueron varias."),
    )
    instituciones = TextoField(
        label=gettext_lazy("¿Qué instituciones participaron?"),
        help_text=gettext_lazy("Una por línea. Nombres de instituciones, no de personas."),
        filas=4,
    )
    facilitadores = TextoField(
        label=gettext_lazy("Factores facilitadores"),
        help_text=gettext_lazy("Qué ayudó a cumplir el plan este año."),
    )
    barreras = TextoField(
        label=gettext_lazy("Barreras"),
        help_text=gettext_lazy(
            "Qué lo impidió. Si sabe cómo superarla, añada abajo una propuesta."
        ),
    )
    lecciones = TextoField(label=gettext_lazy("Buenas prácticas y lecciones aprendidas"))

    class Meta:
        model = Autoevaluacion
        fields = ("fecha", *Autoevaluacion.TEXTOS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else 0

    def clean_fecha(self) -> dt.date | None:
        fecha: dt.date | None = self.cleaned_data["fecha"]
        if fecha and fecha > timezone.localdate():
            raise forms.ValidationError(_("La fecha no puede estar en el futuro."))
        if fecha and fecha.year < self.instance.anio:
            raise forms.ValidationError(
                _("La autoevaluación de %(anio)s no puede ser de un año anterior.")
                % {"anio": self.instance.anio}
            )
        return fecha

    @property
    def version_leida(self) -> int:
        """The version that the page was read with; a page without one is as new as can be."""
        return int(self.cleaned_data.get("version", 0))


class FormularioReabrir(forms.Form):
    """Why a finished self-assessment is opened again."""

    use_required_attribute = False
    motivo = TextoField(
        label=gettext_lazy("¿Por qué la abre otra vez?"),
        help_text=gettext_lazy("En una frase: queda en el historial."),
        largo=MOTIVO,
        filas=2,
    )

    def clean_motivo(self) -> str:
        motivo: str = self.cleaned_data["motivo"]
        if not motivo.strip():
            raise forms.ValidationError(_("Escriba por qué la abre otra vez."))
        return motivo


class FormularioPropuesta(forms.ModelForm):
    """An obstacle, what is proposed, who sees to it until when, and what came of it.

    Of a finished self-assessment (``solo_seguimiento``) only the last two are asked.
    """

    use_required_attribute = False
    version = forms.IntegerField(
        min_value=0, max_value=2**62, widget=forms.HiddenInput, error_messages=DE_VERSION
    )
    obstaculo = TextoField(label=gettext_lazy("Obstáculo"), largo=1000, filas=3)
    propuesta = TextoField(label=gettext_lazy("¿Qué se propone?"), largo=2000, filas=3)
    responsable = LineaField(
        label=gettext_lazy("Institución responsable"),
        help_text=gettext_lazy("El nombre de la institución, no de una persona."),
        max_length=200,
        required=False,
    )
    plazo = DiaField(label=gettext_lazy("¿Para cuándo?"))
    seguimiento = TextoField(
        label=gettext_lazy("¿Qué se ha hecho?"),
        help_text=gettext_lazy("Puede volver a esta página cuando haya novedades."),
        largo=2000,
        filas=3,
    )

    class Meta:
        model = Propuesta
        fields = ("obstaculo", "propuesta", "responsable", "plazo", "estado", "seguimiento")
        widgets = {"estado": forms.RadioSelect}

    def __init__(self, *args: Any, version: int, solo_seguimiento: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = version
        self.fields["estado"].label = _("¿En qué va?")
        elija = DE_LISTA | {"required": _("Elija en qué va la propuesta.")}
        self.fields["estado"].error_messages |= elija
        if solo_seguimiento:
            for campo in ("obstaculo", "propuesta", "responsable", "plazo"):
                del self.fields[campo]

    def clean_obstaculo(self) -> str:
        return self.escrito("obstaculo", _("Escriba cuál es el obstáculo."))

    def clean_propuesta(self) -> str:
        return self.escrito("propuesta", _("Escriba qué se propone."))

    def escrito(self, campo: str, frase: str) -> str:
        texto: str = self.cleaned_data[campo].strip()
        if not texto:
            raise forms.ValidationError(frase)
        return texto
