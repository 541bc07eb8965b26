"""The levels of a plan, from the plan itself to its metas, walked down and up."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from actores.admin_archivos import ConArchivos
from actores.admin_comun import FichaConHistoria
from planes.models import (
    Actividad,
    Apartado,
    Eje,
    LugarDudoso,
    Meta,
    ObjetivoEspecifico,
    ObjetivoEstrategico,
    ObjetivoOperativo,
    Plan,
)
from planes.resources import (
    ActividadResource,
    ApartadoResource,
    EjeResource,
    MetaResource,
    ObjetivoEspecificoResource,
    ObjetivoEstrategicoResource,
    ObjetivoOperativoResource,
    PlanResource,
)

from .arbol import plan_arbol
from .impresas import FUENTE, FichaImpresa

TEXTO = (gettext_lazy("Texto"), {"fields": [("texto", "impreso"), "texto_en"]})


@admin.register(Plan)
class PlanAdmin(ConArchivos, FichaConHistoria):
    recurso = PlanResource
    list_display = ["nombre", "tipo", "inicio", "fin", "estado", "codigo"]
    search_fields = ["nombre", "nombre_en", "codigo"]
    ramas = ["ejes", "periodos", "apartados"]
    fieldsets = [
        (None, {"fields": [("nombre", "nombre_en"), "codigo", "tipo"]}),
        (gettext_lazy("Vigencia"), {"fields": [("inicio", "fin"), "estado", "viene_de"]}),
        (gettext_lazy("Documento"), {"fields": ["nota_fuente"]}),
    ]

    def get_urls(self) -> list[Any]:
        vista = self.admin_site.admin_view(plan_arbol)
        return [
            path(
                "<path:object_id>/arbol/", vista, name="planes_plan_arbol", kwargs={"ficha": self}
            ),
            *super().get_urls(),
        ]

    def contexto(self, request: HttpRequest, objeto: Plan) -> dict[str, Any]:
        pendientes = LugarDudoso.objects.filter(plan=objeto, estado=LugarDudoso.Estado.PENDIENTE)
        lista = reverse("admin:planes_lugardudoso_changelist")
        return super().contexto(request, objeto) | {
            "arbol": reverse("admin:planes_plan_arbol", args=[objeto.pk]),
            "dudosos_pendientes": pendientes.count(),
            "url_dudosos": f"{lista}?plan__id__exact={objeto.pk}&estado__exact=pendiente",
        }


@admin.register(Eje)
class EjeAdmin(FichaImpresa):
    recurso = EjeResource
    list_display = ["numero", "nombre", "plan"]
    list_display_links = ["nombre"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    search_fields = ["nombre", "nombre_en", "descripcion", "texto_impreso"]
    ramas = ["objetivos_estrategicos", "objetivos_especificos", "objetivos"]
    fieldsets = [
        (None, {"fields": ["plan", ("numero", "orden")]}),
        (gettext_lazy("Texto"), {"fields": [("nombre", "impreso"), "nombre_en"]}),
        (gettext_lazy("Descripción"), {"fields": ["descripcion", "descripcion_en"]}),
        FUENTE,
    ]

    def ascendientes(self, eje: Eje) -> list[models.Model]:
        return [eje.plan]


@admin.register(ObjetivoEstrategico)
class ObjetivoEstrategicoAdmin(FichaImpresa):
    recurso = ObjetivoEstrategicoResource
    list_display = ["numero", "texto", "eje"]
    list_display_links = ["texto"]
    list_filter = ["eje__plan", "eje"]
    list_select_related = ["eje"]
    search_fields = ["texto", "texto_en", "texto_impreso"]
    fieldsets = [(None, {"fields": ["eje", ("numero", "orden")]}), TEXTO, FUENTE]

    def plan_de(self, objeto: ObjetivoEstrategico) -> int:
        return objeto.eje.plan_id

    def ascendientes(self, objetivo: ObjetivoEstrategico) -> list[models.Model]:
        return [objetivo.eje.plan, objetivo.eje]


@admin.register(ObjetivoEspecifico)
class ObjetivoEspecificoAdmin(FichaImpresa):
    recurso = ObjetivoEspecificoResource
    list_display = ["codigo", "texto", "eje"]
    list_display_links = ["texto"]
    list_filter = ["plan", "eje"]
    list_select_related = ["eje"]
    search_fields = ["codigo", "texto", "texto_en", "texto_impreso"]
    ramas = ["objetivos"]
    fieldsets = [(None, {"fields": ["plan", "eje", ("codigo", "orden")]}), TEXTO, FUENTE]

    def ascendientes(self, objetivo: ObjetivoEspecifico) -> list[models.Model]:
        return [objetivo.plan, objetivo.eje]


@admin.register(ObjetivoOperativo)
class ObjetivoOperativoAdmin(FichaImpresa):
    recurso = ObjetivoOperativoResource
    list_display = ["numero", "texto", "eje", "plan"]
    list_display_links = ["texto"]
    list_filter = ["plan", "eje"]
    list_select_related = ["eje", "plan"]
    search_fields = ["texto", "texto_en", "corto", "texto_impreso"]
    ramas = ["actividades", "metas"]
    fieldsets = [
        (None, {"fields": ["plan", "eje", "especifico", ("numero", "orden")]}),
        TEXTO,
        (gettext_lazy("Título corto"), {"fields": [("corto", "corto_en")]}),
        FUENTE,
    ]

    def ascendientes(self, objetivo: ObjetivoOperativo) -> list[models.Model]:
        return [objetivo.plan, objetivo.eje]


@admin.register(Actividad)
class ActividadAdmin(FichaImpresa):
    recurso = ActividadResource
    list_display = ["codigo", "texto", "objetivo", "informante"]
    list_display_links = ["texto"]
    list_filter = ["plan", "objetivo__eje", "informante", "es_nuestro"]
    list_select_related = ["objetivo"]
    search_fields = ["codigo", "texto", "texto_en", "corto", "texto_impreso"]
    ramas = ["metas", "indicadores"]
    fieldsets = [
        (None, {"fields": ["plan", "objetivo", ("codigo", "orden"), "informante"]}),
        TEXTO,
        (gettext_lazy("Título corto"), {"fields": [("corto", "corto_en")]}),
        FUENTE,
    ]

    def ascendientes(self, actividad: Actividad) -> list[models.Model]:
        objetivo = actividad.objetivo
        return [actividad.plan, objetivo.eje, objetivo]


@admin.register(Meta)
class MetaAdmin(FichaImpresa):
    recurso = MetaResource
    list_display = ["codigo", "texto", "responsable", "plazo", "objetivo"]
    list_display_links = ["texto"]
    list_filter = ["plan", "objetivo__eje", "es_nuestro"]
    list_select_related = ["objetivo"]
    search_fields = ["codigo", "texto", "texto_en", "responsable", "socios", "texto_impreso"]
    ramas = ["indicadores", "sustituida_por"]
    nombres_de_rama = {
        "sustituida_por": (
            gettext_lazy("Meta que la sustituye"),
            gettext_lazy("Crear la meta que la sustituye"),
        )
    }
    fieldsets = [
        (None, {"fields": ["plan", "objetivo", ("codigo", "orden")]}),
        TEXTO,
        (
            gettext_lazy("Celdas de la matriz"),
            {
                "fields": [
                    ("responsable", "responsable_en"),
                    ("plazo", "plazo_en"),
                    ("planeamiento", "planeamiento_en"),
                    ("socios", "socios_en"),
                ]
            },
        ),
        (
            gettext_lazy("Vigencia"),
            {
                "fields": [("vigencia_inicio", "vigencia_fin"), "sustituye"],
                "description": gettext_lazy(
                    "Una errata se corrige aquí mismo. Si cambia lo que la meta pide, cree una "
                    "meta nueva que sustituya a esta desde una fecha."
                ),
            },
        ),
        (
            gettext_lazy("Enlaces"),
            {"fields": ["actividades", "organizaciones", "contribuye_a"], "classes": ["collapse"]},
        ),
        FUENTE,
    ]

    def ascendientes(self, meta: Meta) -> list[models.Model]:
        """Through the activity where it is shown: the first that it serves."""
        objetivo = meta.objetivo
        actividad = meta.actividades.first() if meta.pk else None
        return [meta.plan, objetivo.eje, objetivo, *([actividad] if actividad else [])]

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Offers the activities of the meta's own plan, and the metas of the other plans."""
        formulario = super().get_form(request, obj, **kwargs)
        campos = formulario.base_fields
        plan = obj.plan_id if obj else request.GET.get("plan", "")
        if str(plan).isdigit() and "actividades" in campos:
            campos["actividades"].queryset = Actividad.objects.filter(plan=plan)
            campos["contribuye_a"].queryset = Meta.objects.exclude(plan=plan)
            campos["sustituye"].queryset = Meta.objects.filter(plan=plan)
        return formulario


@admin.register(Apartado)
class ApartadoAdmin(ConArchivos, FichaConHistoria):
    recurso = ApartadoResource
    list_display = ["codigo", "tipo", "texto", "plan"]
    list_display_links = ["texto"]
    list_filter = ["plan", "tipo", "publicos"]
    list_select_related = ["plan"]
    search_fields = ["codigo", "texto", "texto_en", "texto_impreso"]
    fieldsets = [
        (None, {"fields": ["plan", ("codigo", "orden"), "tipo"]}),
        (gettext_lazy("Texto"), {"fields": [("texto", "texto_impreso"), "texto_en"]}),
        (gettext_lazy("Públicos y fuente"), {"fields": ["publicos", "nota_fuente"]}),
    ]

    def ascendientes(self, apartado: Apartado) -> list[models.Model]:
        return [apartado.plan]
