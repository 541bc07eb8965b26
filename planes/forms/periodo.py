"""The acts on a period, as small forms. What an operation refuses is said at its field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from actores.models import Pais
from planes.models import Periodo
from planes.operaciones.periodos import errores_de_fechas

REGIONAL = "regional"


def de_informante(pais: Pais | None) -> str:
    return pais.codigo if pais else REGIONAL


DESDE, HASTA = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
"""No plan lies outside; a date beyond is a slip of the finger, and breaks calendars."""


def exigir_de_este_siglo(fecha: dt.date) -> None:
    """Raises ValidationError for a date that nobody can have meant."""
    if not DESDE <= fecha <= HASTA:
        raise ValidationError(gettext("Revise el año: va de 2000 a 2099."))


def campo_de_fecha(etiqueta: Any, ayuda: Any = "") -> forms.DateField:
    return forms.DateField(
        label=etiqueta,
        validators=[exigir_de_este_siglo],
        help_text=ayuda,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Escriba la fecha."),
            "invalid": gettext_lazy("Escriba una fecha que exista, por ejemplo 2025-12-31."),
        },
    )


def campo_de_motivo(ayuda: Any) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Motivo"),
        help_text=ayuda,
        max_length=100,
        error_messages={
            "required": gettext_lazy("Escriba el motivo."),
            "max_length": gettext_lazy("Dígalo en 100 letras o menos."),
        },
    )


class Acto(forms.Form):
    """A form whose act may still be refused when it is done."""

    use_required_attribute = False

    def rechazar(self, error: ValidationError) -> None:
        """Says each reason at its field, or above the form where it has none."""
        dichos = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for campo, frases in dichos.items():
            self.add_error(campo if campo in self.fields else None, frases)


class FormularioFechas(Acto):
    abre = campo_de_fecha(gettext_lazy("Abre"))
    vence = campo_de_fecha(gettext_lazy("Vence"), gettext_lazy("Último día para enviar a tiempo."))
    cierra = campo_de_fecha(
        gettext_lazy("Cierra"), gettext_lazy("Último día en que se puede enviar.")
    )
    motivo = campo_de_motivo(
        gettext_lazy("Queda en el historial y lo leen, por correo, quienes no han enviado.")
    )

    def __init__(self, periodo: Periodo, **kwargs: Any) -> None:
        fechas = {"abre": periodo.abre, "vence": periodo.vence, "cierra": periodo.cierra}
        super().__init__(initial=fechas, **kwargs)
        self.periodo = periodo

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        nuevo = Periodo(anio=self.periodo.anio, semestre=self.periodo.semestre)
        for campo in ("abre", "vence", "cierra"):
            setattr(nuevo, campo, limpio.get(campo))
        for campo, frase in errores_de_fechas(nuevo).items():
            self.add_error(campo, frase)
        return limpio


class FormularioProrroga(Acto):
    """More time for one or several, for the same reason."""

    informantes = forms.MultipleChoiceField(
        label=gettext_lazy("Para quién"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Elija quién recibe la prórroga."),
            "invalid_choice": gettext_lazy("Esa opción ya no está en la lista. Elija otra."),
        },
    )
    hasta = campo_de_fecha(
        gettext_lazy("Hasta"), gettext_lazy("Lo que llegue hasta ese día cuenta como a tiempo.")
    )
    motivo = forms.CharField(
        label=gettext_lazy("Motivo"),
        help_text=gettext_lazy("Lo lee, por correo, quien recibe la prórroga."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Escriba el motivo.")},
    )

    def __init__(self, informantes: Sequence[tuple[Pais | None, str]], **kwargs: Any) -> None:
        """``informantes``: each with the words by which it is chosen."""
        super().__init__(**kwargs)
        self.por_clave = {de_informante(pais): pais for pais, _palabras in informantes}
        campo: Any = self.fields["informantes"]
        campo.choices = [(de_informante(pais), palabras) for pais, palabras in informantes]

    def clean_informantes(self) -> list[Pais | None]:
        return [self.por_clave[clave] for clave in self.cleaned_data["informantes"]]


class FormularioMotivo(Acto):
    motivo = campo_de_motivo(
        gettext_lazy("Queda en el historial y lo leen, por correo, aquellos a quienes les cambia.")
    )
