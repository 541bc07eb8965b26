from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.models import Pais
from planes.models import Periodo, Plan
from planes.propuestas import semestre_de

from .campos import DE_LISTA
from .registro_fila import clave_de


class FormularioDeCual(forms.Form):
    """Whose register, and of which semester; the present one where nothing was asked."""

    use_required_attribute = False
    pais = forms.ChoiceField(label=gettext_lazy("¿De quién?"), error_messages=DE_LISTA)
    periodo = forms.ChoiceField(label=gettext_lazy("¿De qué semestre?"), error_messages=DE_LISTA)

    def __init__(self, paises: list[Pais | None], data: Any) -> None:
        self.paises = {clave_de(pais): pais for pais in paises}
        anios = {a for plan in Plan.objects.filter(tipo=Plan.Tipo.OPERATIVO) for a in plan.anios}
        self.periodos = {
            f"{anio}-{semestre}": Periodo(anio=anio, semestre=semestre)
            for anio in sorted(anios, reverse=True)
            for semestre in (2, 1)
        }
        super().__init__(data={**self.de_hoy(), **data.dict()})
        self.opciones("pais").choices = [(c, str(p or _("Región"))) for c, p in self.paises.items()]
        self.opciones("periodo").choices = [(c, str(p)) for c, p in self.periodos.items()]
        if len(paises) < 2:
            self.fields["pais"].widget = forms.HiddenInput()

    def opciones(self, campo: str) -> Any:
        return self.fields[campo]

    def de_hoy(self) -> dict[str, str]:
        anio, semestre = semestre_de(timezone.localdate())
        hoy = f"{anio}-{semestre}"
        periodo = hoy if hoy in self.periodos else next(iter(self.periodos), "")
        return {"pais": next(iter(self.paises), ""), "periodo": periodo}

    @property
    def elegido(self) -> tuple[Pais | None, Periodo]:
        """Of a valid form."""
        return (
            self.paises[self.cleaned_data["pais"]],
            self.periodos[self.cleaned_data["periodo"]],
        )
