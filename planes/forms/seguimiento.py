"""How an action of the Estrategia goes, as the ST writes it. What is wrong is the operation's to
say (``planes.operaciones.guardar_seguimiento``); here only what each box may hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from actores.models.base import nombre_de_campo
from planes.models import Avance, Seguimiento

from .periodo import Acto, campo_de_fecha, campo_de_motivo

SIN_CALIFICAR = gettext_lazy("Sin calificar")
ELIJA = gettext_lazy("Esa opción ya no está en la lista. Elija otra.")


def fecha(ayuda: Any = "") -> forms.DateField:
    hecho = campo_de_fecha("", ayuda)
    hecho.required = False
    return hecho


def parrafos() -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": gettext_lazy("Dígalo en 10 000 letras o menos.")},
    )


class FormularioSeguimiento(Acto):
    version = forms.IntegerField(widget=forms.HiddenInput)
    estado = forms.ChoiceField(
        choices=Avance.Estado.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Elija una opción."), "invalid_choice": ELIJA},
    )
    calificacion = forms.TypedChoiceField(
        choices=[("", SIN_CALIFICAR), *Seguimiento.Calificacion.choices],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": ELIJA},
    )
    inicio_previsto = fecha()
    fin_previsto = fecha()
    inicio_real = fecha(gettext_lazy("Si ya empezó y se sabe el día."))
    fin_real = fecha(gettext_lazy("Solo si está completada y se sabe el día."))
    cumplimiento = parrafos()
    dificultades = parrafos()
    motivo = campo_de_motivo(
        gettext_lazy(
            "Hace falta si cambia o borra una fecha o una calificación que ya estaba: queda en la "
            "lista de ajustes."
        )
    )

    def __init__(self, seguimiento: Seguimiento, **kwargs: Any) -> None:
        inicial = {
            campo: getattr(seguimiento, campo) for campo in self.base_fields if campo != "motivo"
        }
        super().__init__(initial=inicial, **kwargs)
        for campo in inicial:
            self.fields[campo].label = nombre_de_campo(Seguimiento, campo)
        self.fields["motivo"].required = False
        self.fields["motivo"].label = gettext_lazy("Motivo del ajuste")
