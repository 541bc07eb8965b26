"""Sharing some activities of a country's report with a colleague."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.models import Pais, Usuario
from planes.models import Actividad, Plan

from .campos import DE_LISTA, LineaField, casillas_por_objetivo


class FormularioActividades(forms.Form):
    """Which activities a collaborator fills: of those asked of a country by plans under way."""

    use_required_attribute = False
    actividades = forms.ModelMultipleChoiceField(
        label=gettext_lazy("¿Qué actividades llenará?"),
        queryset=Actividad.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages=DE_LISTA | {"required": gettext_lazy("Elija al menos una actividad.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo: Any = self.fields["actividades"]
        campo.queryset = (
            Actividad.objects.para("nacional")
            .filter(plan__tipo=Plan.Tipo.OPERATIVO, plan__estado=Plan.Estado.VIGENTE)
            .select_related("objetivo__eje")
            .order_by("plan__inicio", "orden")
        )

    @property
    def grupos_de_actividades(self) -> list[Any]:
        return casillas_por_objetivo(self["actividades"])


class FormularioColaborador(FormularioActividades):
    """An invitation. ``paises``: those for which the person who invites answers."""

    correo = forms.EmailField(
        label=gettext_lazy("Correo electrónico"),
        help_text=gettext_lazy("El institucional de su colega. Allí recibirá la invitación."),
        error_messages={
            "required": gettext_lazy("Escriba el correo de su colega."),
            "invalid": gettext_lazy("Escriba el correo completo, por ejemplo nombre@ejemplo.org."),
        },
    )
    nombre = LineaField(
        label=gettext_lazy("Nombre completo"),
        max_length=Usuario._meta.get_field("nombre").max_length,
        error_messages={"required": gettext_lazy("Escriba el nombre de su colega.")},
    )
    idioma = forms.ChoiceField(
        label=gettext_lazy("¿En qué idioma le escribimos?"),
        choices=Usuario.IDIOMAS,
        widget=forms.RadioSelect,
        error_messages=DE_LISTA | {"required": gettext_lazy("Elija un idioma.")},
    )
    field_order = ("pais", "correo", "nombre", "idioma", "actividades")

    def __init__(self, *args: Any, paises: Iterable[Pais], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paises = list(paises)
        self.initial.setdefault("idioma", self.paises[0].idioma)
        self.fields["correo"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        self.fields["nombre"].widget.attrs |= {"autocomplete": "off"}
        if len(self.paises) > 1:
            self.fields["pais"] = forms.ChoiceField(
                label=_("¿De qué país?"),
                choices=[(p.codigo, str(p)) for p in self.paises],
                error_messages=DE_LISTA | {"required": _("Elija un país.")},
            )
            self.order_fields(self.field_order)

    @property
    def pais(self) -> Pais:
        elegido = self.cleaned_data.get("pais", self.paises[0].codigo)
        return next(p for p in self.paises if p.codigo == elegido)

    @property
    def campos(self) -> list[forms.BoundField]:
        """Every field but the activities, which stand in groups."""
        return [campo for campo in self if campo.name != "actividades"]
