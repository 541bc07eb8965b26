"""Reporting periods and their extensions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_comun import EnLinea, FichaConHistoria, FormularioConMotivo
from planes.models import Periodo, Prorroga


class FormularioPeriodo(FormularioConMotivo):
    """A period: its dates come in order, and nobody reports on a semester not yet begun."""

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        abre, vence, cierra = (limpio.get(campo) for campo in ("abre", "vence", "cierra"))
        if abre and vence and vence < abre:
            self.add_error(
                "vence",
                _("Vence el %(vence)s, antes de abrir el %(abre)s.")
                % {"vence": date_format(vence), "abre": date_format(abre)},
            )
        if vence and cierra and cierra < vence:
            self.add_error(
                "cierra",
                _("Cierra el %(cierra)s, antes de vencer el %(vence)s.")
                % {"cierra": date_format(cierra), "vence": date_format(vence)},
            )
        if abre and limpio.get("anio") and limpio.get("semestre"):
            inicio = Periodo(anio=limpio["anio"], semestre=limpio["semestre"]).inicio
            if abre < inicio:
                self.add_error(
                    "abre",
                    _("El semestre empieza el %(inicio)s: no puede abrir antes.")
                    % {"inicio": date_format(inicio)},
                )
        return limpio


class FormularioProrroga(forms.ModelForm):
    """An extension ends after the period closes, else it would be none."""

    use_required_attribute = False

    def clean_hasta(self) -> Any:
        hasta = self.cleaned_data["hasta"]
        periodo = (
            self.instance.periodo if self.instance.periodo_id else self.cleaned_data.get("periodo")
        )
        cierra = getattr(periodo, "cierra", None)
        if hasta and cierra and hasta <= cierra:
            raise forms.ValidationError(
                _("El período ya cierra el %(cierra)s: la prórroga debe llegar más lejos.")
                % {"cierra": date_format(cierra)}
            )
        return hasta


class ProrrogaEnLinea(EnLinea):
    model = Prorroga
    form = FormularioProrroga
    fields = [("pais", "hasta"), "motivo"]
    verbose_name_plural = gettext_lazy("Prórrogas")


@admin.register(Periodo)
class PeriodoAdmin(FichaConHistoria):
    """A period's plan and semester stay once somebody has reported on it."""

    form = FormularioPeriodo
    list_display = ["__str__", "plan", "abre", "vence", "cierra", "con_prorroga"]
    list_filter = ["plan", "anio"]
    list_select_related = ["plan"]
    search_fields = ["anio", "plan__nombre"]
    inlines = [ProrrogaEnLinea]
    fieldsets = [
        (None, {"fields": ["plan", ("anio", "semestre")]}),
        (gettext_lazy("Fechas para reportar"), {"fields": ["abre", "vence", "cierra"]}),
    ]

    def ascendientes(self, periodo: Periodo) -> list[models.Model]:
        return [periodo.plan]

    def get_queryset(self, request: Any) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("prorrogas__pais")

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        return ["plan", "anio", "semestre"] if obj and obj.reportes.exists() else []

    @admin.display(description=gettext_lazy("prórrogas"))
    def con_prorroga(self, periodo: Periodo) -> str:
        return ", ".join(str(p.pais or _("Reporte regional")) for p in periodo.prorrogas.all())
