"""What is measured: indicators with their targets, Datos with stages and disaggregations."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actores.admin_archivos import ConArchivos
from actores.admin_comun import EnLinea, FichaConHistoria
from planes.models import (
    Actividad,
    Categoria,
    Dato,
    Desagregacion,
    Etapa,
    Indicador,
    Meta,
    Programacion,
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


class EtapaEnLinea(EnLinea):
    model = Etapa
    fields = [("codigo", "orden"), ("nombre", "nombre_en"), "cumple"]


@admin.register(Dato)
class DatoAdmin(ConArchivos, FichaConHistoria):
    """Its type and rules freeze once reports use them (``planes.uso``)."""

    recurso = DatoResource
    list_display = ["nombre", "tipo", "informante", "periodicidad", "regla_region", "sensible"]
    list_filter = ["tipo", "informante", "periodicidad", "sensible", "regla_tiempo", "regla_region"]
    search_fields = ["nombre", "nombre_en", "codigo", "definicion"]
    inlines = [EtapaEnLinea]
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
