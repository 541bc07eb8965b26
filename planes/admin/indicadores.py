"""What is measured: indicators with their targets, Datos with stages and disaggregations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actores.admin_archivos import ConArchivos
from actores.admin_comun import EnLinea, FichaConHistoria
from planes.models import (
    Accion,
    Actividad,
    Autoevaluacion,
    Categoria,
    Conteo,
    Convenio,
    Dato,
    Desagregacion,
    Etapa,
    Indicador,
    Meta,
    Programacion,
    Propuesta,
    Proyecto,
    Recurso,
)
from planes.resources import (
    CategoriaResource,
    DatoResource,
    DesagregacionResource,
    IndicadorResource,
    ProgramacionResource,
)
from planes.uso import categoria_en_uso, congelados

from .impresas import FUENTE, FichaImpresa


class ProgramacionEnLinea(EnLinea):
    model = Programacion
    fields = [("anio", "objetivo", "linea_base"), "alcance", "nota_fuente"]


@admin.register(Indicador)
class IndicadorAdmin(FichaImpresa):
    recurso = IndicadorResource
    list_display = ["codigo", "texto", "dato", "evidencia", "actividad"]
    list_display_links = ["texto"]
    list_filter = ["plan", "actividad__objetivo__eje", "dato__tipo", "evidencia", "es_nuestro"]
    list_select_related = ["dato", "actividad"]
    search_fields = ["codigo", "texto", "texto_en", "dato__nombre", "texto_impreso"]
    inlines = [ProgramacionEnLinea]
    fieldsets = [
        (None, {"fields": ["plan", "meta", "actividad", ("codigo", "orden")]}),
        (gettext_lazy("Texto"), {"fields": [("texto", "impreso"), "texto_en"]}),
        (
            gettext_lazy("Qué mide"),
            {
                "fields": ["dato", "evidencia"],
                "description": gettext_lazy(
                    "Un indicador mide un dato o es solo un medio de verificación: elija uno."
                ),
            },
        ),
        FUENTE,
    ]

    def ascendientes(self, indicador: Indicador) -> list[models.Model]:
        meta = indicador.meta
        objetivo = meta.objetivo
        return [indicador.plan, objetivo.eje, objetivo, indicador.actividad, meta]

    def contexto(self, request: HttpRequest, objeto: Indicador) -> dict[str, Any]:
        return super().contexto(request, objeto) | {"dato": objeto.dato}

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Offers the metas and activities of the indicator's own plan."""
        formulario = super().get_form(request, obj, **kwargs)
        campos = formulario.base_fields
        plan = obj.plan_id if obj else request.GET.get("plan", "")
        if str(plan).isdigit() and "meta" in campos:
            campos["meta"].queryset = Meta.objects.filter(plan=plan)
            campos["actividad"].queryset = Actividad.objects.filter(plan=plan)
        return formulario


@admin.register(Programacion)
class ProgramacionAdmin(ConArchivos, FichaConHistoria):
    recurso = ProgramacionResource
    list_display = ["indicador", "anio", "objetivo", "linea_base", "alcance"]
    list_filter = ["indicador__plan", "anio", "alcance"]
    list_select_related = ["indicador"]
    search_fields = ["indicador__codigo", "indicador__texto", "nota_fuente"]
    fields = ["indicador", "anio", ("objetivo", "linea_base"), "alcance", "nota_fuente"]

    def ascendientes(self, programacion: Programacion) -> list[models.Model]:
        indicador = programacion.indicador
        return [indicador.plan, indicador.meta, indicador]


REGISTROS: dict[str, Any] = {
    Conteo.Registro.ACCION: Accion,
    Conteo.Registro.CONVENIO: Convenio,
    Conteo.Registro.PROYECTO: Proyecto,
    Conteo.Registro.RECURSO: Recurso,
    Conteo.Registro.AUTOEVALUACION: Autoevaluacion,
    Conteo.Registro.PROPUESTA: Propuesta,
}
ESTADOS_DE_REGISTRO: list[tuple[Any, Any]] = [
    (gettext_lazy("Convenios"), Convenio.Estado.choices),
    (gettext_lazy("Proyectos"), Proyecto.Etapa.choices),
    (gettext_lazy("Recursos"), Recurso.Estado.choices),
    (gettext_lazy("Autoevaluaciones"), Autoevaluacion.Estado.choices),
    (gettext_lazy("Propuestas"), Propuesta.Estado.choices),
]


class EtapaEnLinea(EnLinea):
    model = Etapa
    fields = [("codigo", "orden"), ("nombre", "nombre_en"), "cumple"]


class FormularioConteo(forms.ModelForm):
    """Kinds and states are ticked, and are those of the chosen register."""

    use_required_attribute = False
    clases = forms.MultipleChoiceField(
        label=gettext_lazy("Tipos"),
        help_text=gettext_lazy("Ninguno: de cualquier tipo."),
        required=False,
        choices=[
            (gettext_lazy("Acciones"), Accion.Tipo.choices),
            (gettext_lazy("Convenios"), Convenio.Tipo.choices),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    estados = forms.MultipleChoiceField(
        label=gettext_lazy("Estados o etapas"),
        help_text=gettext_lazy("Ninguno: en cualquier estado."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=ESTADOS_DE_REGISTRO,
    )

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        modelo: Any = REGISTROS.get(limpio.get("registro", ""))
        if modelo is None:
            return limpio
        tipos = getattr(modelo, "Tipo", None) if modelo in (Accion, Convenio) else None
        estados = getattr(modelo, "Estado", None) or getattr(modelo, "Etapa", None)
        for campo, propios in (("clases", tipos), ("estados", estados)):
            ajenos = set(limpio.get(campo, ())) - set(propios.values if propios else ())
            if ajenos:
                self.add_error(
                    campo,
                    _("En ese registro no hay: %(cuales)s.")
                    % {"cuales": ", ".join(sorted(ajenos))},
                )
        return limpio


class ConteoEnLinea(EnLinea):
    """How the Dato adds up from a register, so that reports propose its figure."""

    model = Conteo
    form = FormularioConteo
    verbose_name = gettext_lazy("Cómo se suma desde el registro")
    verbose_name_plural = gettext_lazy("Cómo se suma desde el registro")
    fields = [("registro", "medida"), "clases", "estados", "solo_sus_actividades"]


@admin.register(Dato)
class DatoAdmin(ConArchivos, FichaConHistoria):
    """Its type and rules freeze once reports use them (``planes.uso``)."""

    recurso = DatoResource
    list_display = ["nombre", "tipo", "informante", "periodicidad", "regla_region", "sensible"]
    list_filter = ["tipo", "informante", "periodicidad", "sensible", "regla_tiempo", "regla_region"]
    search_fields = ["nombre", "nombre_en", "codigo", "definicion"]
    inlines = [EtapaEnLinea, ConteoEnLinea]
    ramas = ["indicadores"]
    fieldsets = [
        (None, {"fields": [("nombre", "nombre_en"), ("codigo", "orden")]}),
        (
            gettext_lazy("Qué se pide y a quién"),
            {
                "fields": [
                    "tipo",
                    ("unidad", "unidad_en"),
                    "informante",
                    "periodicidad",
                    "desagregaciones",
                ]
            },
        ),
        (
            gettext_lazy("Cómo se suma"),
            {"fields": ["regla_tiempo", "regla_region", "sentido", "sensible", "destacado"]},
        ),
        (
            gettext_lazy("Ficha metodológica"),
            {
                "fields": [
                    ("definicion", "definicion_en"),
                    ("fuente", "fuente_en"),
                    ("quien", "quien_en"),
                    ("como", "como_en"),
                ]
            },
        ),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return list(congelados(obj)) if obj else []

    def contexto(self, request: HttpRequest, objeto: Dato) -> dict[str, Any]:
        fijos = congelados(objeto)
        nombres = [str(Dato._meta.get_field(campo).verbose_name) for campo in fijos]
        aviso = ""
        if fijos:
            aviso = _(
                "Ya hay reportes con este dato, así que no se pueden cambiar: %(campos)s. "
                "Para medir otra cosa, cree un dato nuevo y páselo al indicador."
            ) % {"campos": ", ".join(nombres)}
        return super().contexto(request, objeto) | {"aviso": aviso}


class CategoriaEnLinea(EnLinea):
    model = Categoria
    fields = [("codigo", "orden"), ("nombre", "nombre_en"), "archivada"]
    can_delete = False


class SinBorrar(ConArchivos, FichaConHistoria):
    """Rows that are archived, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Desagregacion)
class DesagregacionAdmin(SinBorrar):
    recurso = DesagregacionResource
    list_display = ["nombre", "codigo"]
    search_fields = ["nombre", "nombre_en", "codigo"]
    inlines = [CategoriaEnLinea]
    ramas = ["datos"]
    fields = [("nombre", "nombre_en"), "codigo"]


@admin.register(Categoria)
class CategoriaAdmin(SinBorrar):
    """Its code freezes once a report counts something in it; its words do not."""

    recurso = CategoriaResource
    list_display = ["nombre", "desagregacion", "codigo", "orden", "archivada"]
    list_filter = ["desagregacion", "archivada"]
    list_select_related = ["desagregacion"]
    search_fields = ["nombre", "nombre_en", "codigo"]
    actions = ["archivar", "desarchivar"]
    fields = ["desagregacion", ("codigo", "orden"), ("nombre", "nombre_en"), "archivada"]

    def ascendientes(self, categoria: Categoria) -> list[models.Model]:
        return [categoria.desagregacion]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["desagregacion", "codigo"] if obj and categoria_en_uso(obj) else []

    def marcar(self, request: HttpRequest, categorias: Any, *, archivada: bool) -> None:
        for categoria in categorias:
            categoria.archivada = archivada
            categoria.save()
        n = len(categorias)
        frase = ngettext("%(n)d categoría cambiada.", "%(n)d categorías cambiadas.", n)
        messages.success(request, frase % {"n": n})

    @admin.action(permissions=["change"], description=gettext_lazy("Archivar: ya no se pide"))
    def archivar(self, request: HttpRequest, queryset: models.QuerySet[Categoria]) -> None:
        self.marcar(request, queryset, archivada=True)

    @admin.action(permissions=["change"], description=gettext_lazy("Volver a pedir"))
    def desarchivar(self, request: HttpRequest, queryset: models.QuerySet[Categoria]) -> None:
        self.marcar(request, queryset, archivada=False)
