"""Reporting periods and their extensions, as rows; every write is an operation's (Q17). Their
desk, on which the ST works, is ``mesa``."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import widgets
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_comun import (
    MOTIVO,
    EnLinea,
    FichaConHistoria,
    FormularioConMotivo,
    url_del_modelo,
)
from planes import operaciones, permisos, semestres
from planes.agenda import era_miembro
from planes.forms.periodo import exigir_de_este_siglo
from planes.models import Periodo, Plan, Prorroga
from planes.operaciones.periodos import CLAVE, FECHAS, errores_de_fechas

from .consolidado import periodo_consolidado
from .mesa import periodo_mesa


class FormularioPeriodo(FormularioConMotivo):
    """A period: its dates come in order, and nobody reports on a semester not yet begun."""

    motivo_del_cambio = forms.CharField(
        label=gettext_lazy("¿Por qué este cambio?"),
        required=False,
        max_length=100,
        help_text=gettext_lazy(
            "Queda en el historial y lo leen, por correo, quienes no han enviado."
        ),
        widget=widgets.AdminTextInputWidget,
    )

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        campos = {c: limpio.get(c) or getattr(self.instance, c) for c in ("anio", "semestre")}
        nuevo = Periodo(**campos, **{campo: limpio.get(campo) for campo in FECHAS})
        for campo, frase in errores_de_fechas(nuevo).items():
            self.add_error(campo, frase)
        if self.instance.pk and self.cambia() and not limpio.get(MOTIVO):
            self.add_error(MOTIVO, _("Escriba el motivo: queda en el historial."))
        return limpio

    def cambia(self) -> bool:
        return bool({*CLAVE, *FECHAS} & set(self.changed_data))


class FormularioProrroga(forms.ModelForm):
    """An extension ends after the period closes, else it would be none."""

    use_required_attribute = False

    def clean_hasta(self) -> Any:
        hasta = self.cleaned_data["hasta"]
        periodo = (
            self.instance.periodo if self.instance.periodo_id else self.cleaned_data.get("periodo")
        )
        cierra = getattr(periodo, "cierra", None)
        if hasta:
            exigir_de_este_siglo(hasta)
        if hasta and cierra and hasta <= cierra:
            raise forms.ValidationError(
                _("El período ya cierra el %(cierra)s: la prórroga debe llegar más lejos.")
                % {"cierra": date_format(cierra)}
            )
        if hasta and hasta < timezone.localdate():
            raise forms.ValidationError(_("Esa fecha ya pasó."))
        return hasta

    def clean_pais(self) -> Any:
        pais, periodo = self.cleaned_data["pais"], self.instance.periodo
        if pais and not era_miembro(pais, periodo.fin):
            raise forms.ValidationError(_("El país no era miembro en ese período."))
        return pais


class ProrrogaEnLinea(EnLinea):
    """Those that there are can be read; one is moved by giving it again, and ended on the desk."""

    model = Prorroga
    form = FormularioProrroga
    fields = [("pais", "hasta"), "motivo"]
    verbose_name_plural = gettext_lazy("Prórrogas")
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Periodo)
class PeriodoAdmin(FichaConHistoria):
    """A period's plan and semester stay once somebody has reported on it."""

    form = FormularioPeriodo
    object_history_template = "admin/planes/periodo/historial.html"
    list_display = ["con_enlace", "plan", "abre", "vence", "cierra", "con_prorroga"]
    list_filter = [("plan", admin.RelatedOnlyFieldListFilter), "anio"]
    list_select_related = ["plan"]
    search_fields = ["anio", "plan__nombre"]
    texto_nueva = gettext_lazy("Abrir un período")
    fieldsets = [
        (None, {"fields": ["plan", ("anio", "semestre")]}),
        (gettext_lazy("Fechas para reportar"), {"fields": ["abre", "vence", "cierra"]}),
    ]

    def get_urls(self) -> list[Any]:
        mesa = self.admin_site.admin_view(partial(periodo_mesa, ficha=self))
        return [
            path("<int:periodo>/mesa/", mesa, name="planes_periodo_mesa"),
            path(
                "<int:periodo>/consolidado.<slug:formato>",
                self.admin_site.admin_view(periodo_consolidado),
                name="planes_periodo_consolidado",
            ),
            *super().get_urls(),
        ]

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """On the Estrategia nobody reports by semester: only the ST follows it."""
        if db_field.name == "plan":
            kwargs["queryset"] = Plan.objects.filter(tipo=Plan.Tipo.OPERATIVO)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Extensions are rows of their own: the way to the page that tells them too."""
        lee = permisos.lee_reportes(request.user)
        return super().history_view(
            request, object_id, {"lee_reportes": lee, **(extra_context or {})}
        )

    def ascendientes(self, periodo: Periodo) -> list[models.Model]:
        return [periodo.plan]

    def get_queryset(self, request: Any) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("prorrogas__pais")

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        return [*CLAVE] if obj and obj.reportes.exists() else []

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return [ProrrogaEnLinea] if obj else []

    # --- The list ------------------------------------------------------------------------------

    def get_list_display(self, request: HttpRequest) -> Any:
        if permisos.ve_estados(request.user):
            return self.list_display
        return ["__str__", *self.list_display[1:]]

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        return None if permisos.ve_estados(request.user) else ["__str__"]

    @admin.display(description=gettext_lazy("período"), ordering="anio")
    def con_enlace(self, periodo: Periodo) -> str:
        return format_html('<a href="{}">{}</a>', url_de_mesa(periodo), periodo)

    @admin.display(description=gettext_lazy("prórrogas"))
    def con_prorroga(self, periodo: Periodo) -> str:
        return ", ".join(str(p.pais or _("Reporte regional")) for p in periodo.prorrogas.all())

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        propio = {"por_abrir": self.por_abrir() if self.has_add_permission(request) else []}
        return super().changelist_view(request, propio | (extra_context or {}))

    def por_abrir(self) -> list[tuple[str, str]]:
        """Semesters without a period: short name, and the address of a form filled for it."""
        plan = semestres.plan_que_se_reporta()
        return [
            (
                Periodo(anio=anio, semestre=semestre).clave,
                f"{url_del_modelo(Periodo, 'add')}?"
                + urlencode({"plan": plan.pk, "anio": anio, "semestre": semestre}),
            )
            for anio, semestre in (semestres.sin_periodo(plan) if plan else [])
        ]

    # --- The form ------------------------------------------------------------------------------

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The semester that comes next, or the one asked for, with sensible dates."""
        inicial = super().get_changeform_initial_data(request)
        plan = semestres.plan_que_se_reporta()
        if plan and "plan" not in inicial:
            inicial["plan"] = plan.pk
        propuesto = semestres.siguiente(plan) if plan else None
        if propuesto and not {"anio", "semestre"} & set(inicial):
            inicial["anio"], inicial["semestre"] = propuesto
        par = (str(inicial.get("anio", "")), str(inicial.get("semestre", "")))
        if plan and par in {(str(a), str(s)) for a in plan.anios for s in (1, 2)}:
            dias = semestres.fechas(int(par[0]), int(par[1]), timezone.localdate())
            inicial = {**dias, **inicial}
        return inicial

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        propio = {"title": _("Abrir un período"), "guardar": _("Abrir el período")}
        plan = semestres.plan_que_se_reporta()
        if plan and not semestres.sin_periodo(plan):
            propio["aviso"] = _(
                "Cada semestre del plan vigente ya tiene su período. Para abrir otro, elija otro "
                "plan o cree primero el que sigue."
            )
        return super().add_view(request, form_url, propio | (extra_context or {}))

    def contexto(self, request: HttpRequest, objeto: Any) -> dict[str, Any]:
        opera = objeto.plan.tipo == Plan.Tipo.OPERATIVO and permisos.ve_estados(request.user)
        return super().contexto(request, objeto) | {"mesa": url_de_mesa(objeto) if opera else ""}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        limpio = form.cleaned_data
        campos = {c: limpio[c] for c in (*CLAVE, *FECHAS) if c in limpio}
        por: Any = request.user
        if change:
            hecho = operaciones.cambiar_periodo(
                periodo=obj, motivo=limpio.get(MOTIVO, ""), por=por, **campos
            )
        else:
            hecho = operaciones.abrir_periodo(por=por, **campos)
        # What follows (the log, the redirect) speaks of the row that the operation made.
        obj.__dict__.update(hecho.__dict__)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.new_objects = formset.changed_objects = formset.deleted_objects = []
        for dada in formset.save(commit=False):
            operaciones.prorrogar(
                periodo=form.instance,
                informantes=[dada.pais],
                hasta=dada.hasta,
                motivo=dada.motivo,
                por=request.user,  # type: ignore[arg-type]
            )

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if permisos.ve_estados(request.user):
            return redirect(url_de_mesa(obj))
        return super().response_post_save_add(request, obj)


def url_de_mesa(periodo: Periodo) -> str:
    return reverse("admin:planes_periodo_mesa", args=[periodo.pk])
