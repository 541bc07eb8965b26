"""What is asked to make a cut and to withdraw one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planes.forms.campos import LineaField
from planes.models import Periodo

EN_INGLES = gettext_lazy(
    "Lo lee quien usa el sitio en inglés. Si lo deja vacío, leerá el motivo en español."
)


class FormularioCorte(forms.Form):
    """Which periods, the date of the data, and why."""

    use_required_attribute = False
    periodos = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Períodos"),
        queryset=Periodo.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Elija al menos un período."),
            "invalid_choice": gettext_lazy("Ese período ya no está en la lista. Elija otro."),
            "invalid_pk_value": gettext_lazy("Ese período ya no está en la lista. Elija otro."),
        },
    )
    fecha = forms.DateField(
        label=gettext_lazy("Datos al"),
        help_text=gettext_lazy("La fecha que llevarán el sitio y los documentos."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Escriba la fecha de los datos."),
            "invalid": gettext_lazy("Escriba una fecha que exista, por ejemplo 2025-12-31."),
        },
    )
    motivo = LineaField(
        label=gettext_lazy("¿Por qué se hace este corte?"),
        help_text=gettext_lazy(
            "Se publica. Por ejemplo: datos del año 2025, o corrección de una cifra."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "es"}),
        error_messages={"required": gettext_lazy("Escriba por qué se hace este corte.")},
    )
    motivo_en = LineaField(
        label=gettext_lazy("Lo mismo, en inglés"),
        help_text=EN_INGLES,
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
    )
    confirmo = forms.CharField(required=False)
    """The ``clave`` of what the person knows that the cut leaves out."""

    def __init__(
        self,
        periodos: list[Periodo],
        elegidos: list[Periodo],
        *,
        escrito: Any = None,
        **kwargs: Any,
    ) -> None:
        """``periodos`` to choose from, ``elegidos`` to begin with; ``escrito``: what was typed
        already (a QueryDict), to go on with and not yet to check."""
        hoy = timezone.localdate()
        inicial: dict[str, Any] = {
            "periodos": [p.pk for p in elegidos],
            "fecha": min(max((p.fin for p in elegidos), default=hoy), hoy),
        }
        if escrito is not None:
            inicial = {c: escrito.get(c, "") for c in ("fecha", "motivo", "motivo_en")}
            inicial["periodos"] = escrito.getlist("periodos")
        super().__init__(initial=inicial, **kwargs)
        self.fields["periodos"].queryset = Periodo.objects.filter(pk__in=[p.pk for p in periodos])

    @property
    def marcados(self) -> set[str]:
        """The chosen periods, as the page shows them: keys as text."""
        return {str(pk) for pk in self["periodos"].value() or []}


class FormularioAtras(forms.Form):
    """The explicit yes to an older cut in the place of a newer one."""

    use_required_attribute = False
    atras = forms.BooleanField(
        label=gettext_lazy("Sí, quiero que el público vea este corte, que es más viejo."),
        error_messages={
            "required": gettext_lazy(
                "Este corte es más viejo que el publicado. Marque la casilla si de verdad "
                "quiere publicarlo."
            )
        },
    )


class FormularioRetiro(forms.Form):
    """Why a published cut or document is withdrawn: everybody can read it."""

    use_required_attribute = False
    motivo = LineaField(
        label=gettext_lazy("¿Por qué se retira?"),
        help_text=gettext_lazy("Se publica: quien verifique la huella lo leerá."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "es"}),
        error_messages={"required": gettext_lazy("Escriba por qué se retira.")},
    )
    motivo_en = LineaField(
        label=gettext_lazy("Lo mismo, en inglés"),
        help_text=EN_INGLES,
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
    )

    def clean_motivo(self) -> str:
        motivo: str = self.cleaned_data["motivo"].strip()
        if not motivo:
            raise forms.ValidationError(_("Escriba por qué se retira."))
        return motivo
