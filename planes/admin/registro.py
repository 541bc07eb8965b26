"""The ST's tables of what was done, agreed, projected and received."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_archivos import ConArchivos
from actores.admin_comun import EnLinea, FichaConHistoria, FormularioConMotivo
from actores.models import Pais
from planes.forms.registro_filtro import con_falta_de_acta
from planes.models import (
    Accion,
    Actividad,
    Alcance,
    Categoria,
    Convenio,
    Participantes,
    Plan,
    Proyecto,
    Recurso,
)
from planes.numeros import mostrar_numero
from planes.propuestas import bloqueada, canales
from planes.resources_registro import (
    AccionResource,
    ConvenioResource,
    ProyectoResource,
    RecursoResource,
)


class FilaAdmin(ConArchivos, FichaConHistoria):
    """A register. What a sent report has used is read only, as on the focal points' pages."""

    list_select_related = ["pais"]
    search_fields: Any = ["titulo", "detalle", "referencia", "pais__nombre"]
    date_hierarchy = "fecha"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        visibles = self.model._default_manager.visibles_para(request.user)
        return super().get_queryset(request).filter(pk__in=visibles)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "actividades":
            kwargs["queryset"] = Actividad.objects.filter(plan__tipo=Plan.Tipo.OPERATIVO).order_by(
                "-plan__inicio", "orden"
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and bloqueada(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and bloqueada(obj))

    def contexto(self, request: HttpRequest, objeto: Any) -> dict[str, Any]:
        aviso = ""
        if bloqueada(objeto):
            aviso = _(
                "El reporte de ese semestre ya se envió y cuenta esta fila: no se puede cambiar. "
                "Se abre otra vez si el reporte se devuelve o se corrige."
            )
        return super().contexto(request, objeto) | {"aviso": aviso}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.version += change
        if not change:
            obj.creado_por = request.user
        obj.actualizado_por, obj.actualizado_en = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("quién"), ordering="pais__orden")
    def informante(self, fila: Any) -> str:
        return str(fila.nombre_informante)


class GenteEnLinea(EnLinea):
    """Numbers by category, of the disaggregations that the relation is about."""

    de_que: Any = None

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.related_model is Categoria:
            kwargs["queryset"] = type(self).de_que()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def sectores() -> models.QuerySet[Categoria]:
    return Categoria.objects.filter(desagregacion__codigo="sector").order_by("orden")


class ParticipantesEnLinea(GenteEnLinea):
    model = Participantes
    de_que = staticmethod(sectores)
    fields = ["sector", ("mujeres", "hombres", "otro", "sin_dato")]


class AlcanceEnLinea(GenteEnLinea):
    model = Alcance
    de_que = staticmethod(canales)
    fields = [("canal", "personas")]


class Quien(admin.SimpleListFilter):
    title = gettext_lazy("quién")
    parameter_name = "quien"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [*((p.codigo, str(p)) for p in Pais.objects.all()), ("regional", _("Región"))]

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() == "regional":
            return queryset.filter(pais__isnull=True)
        return queryset.filter(pais__codigo=self.value()) if self.value() else queryset


class SinActa(admin.SimpleListFilter):
    title = gettext_lazy("acta")
    parameter_name = "acta"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("sin", _("Reuniones y visitas sin acta"))]

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() == "sin":
            return con_falta_de_acta(queryset).filter(sin_acta=True)
        return queryset


@admin.register(Accion)
class AccionAdmin(FilaAdmin):
    recurso = AccionResource
    texto_nueva = gettext_lazy("Añadir acción")
    list_display = ["titulo", "fecha", "informante", "tipo", "participantes"]
    list_filter = ["tipo", Quien, SinActa, "modalidad"]
    inlines = [ParticipantesEnLinea, AlcanceEnLinea]
    fieldsets = [
        (None, {"fields": ["titulo", ("tipo", "pais"), ("fecha", "fecha_fin")]}),
        (gettext_lazy("Dónde y con quién"), {"fields": [("lugar", "modalidad"), "organizaciones"]}),
        (gettext_lazy("A qué sirve"), {"fields": ["actividades", "detalle"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("participantes")

    @admin.display(description=gettext_lazy("participantes"))
    def participantes(self, accion: Accion) -> str:
        total = accion.participantes_total
        return mostrar_numero(Decimal(total)) if total else "–"


class FilaPublicable(FilaAdmin):
    """A register whose rows the ST may let be published, also when a sent report has used them."""

    SE_CUENTAN_DE_OTRO_MODO: tuple[str, ...] = ()
    """What no report counts: it can be written also of a row that a sent one has used."""
    AVISO_DE_ESO: Any = ""
    """Says so, in words."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super(FilaAdmin, self).has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fijos = list(super().get_readonly_fields(request, obj))
        if not obj or not bloqueada(obj):
            return fijos
        todos = flatten_fieldsets(self.fieldsets or ())
        return [*fijos, *(c for c in todos if c not in self.SE_CUENTAN_DE_OTRO_MODO)]

    def contexto(self, request: HttpRequest, objeto: Any) -> dict[str, Any]:
        dicho = super().contexto(request, objeto)
        if dicho["aviso"]:
            dicho["aviso"] += f" {self.AVISO_DE_ESO}"
        return dicho


@admin.register(Convenio)
class ConvenioAdmin(FilaPublicable):
    recurso = ConvenioResource
    texto_nueva = gettext_lazy("Añadir convenio")
    list_display = ["titulo", "fecha", "informante", "tipo", "estado", "publicable"]
    list_filter = ["tipo", "estado", "publicable", Quien]
    fieldsets = [
        (
            None,
            {"fields": [("titulo", "titulo_en"), ("tipo", "pais"), ("estado", "fecha", "vence")]},
        ),
        (gettext_lazy("Con quién"), {"fields": ["partes", "otras_partes"]}),
        (gettext_lazy("A qué sirve"), {"fields": ["actividades", "detalle"]}),
        (gettext_lazy("Lo que se publica"), {"fields": ["publicable"]}),
    ]
    SE_CUENTAN_DE_OTRO_MODO = ("titulo_en", "publicable")
    AVISO_DE_ESO = gettext_lazy("El título en inglés y su publicación sí.")


@admin.register(Proyecto)
class ProyectoAdmin(FilaPublicable):
    recurso = ProyectoResource
    texto_nueva = gettext_lazy("Añadir proyecto")
    list_display = ["titulo", "fecha", "informante", "etapa", "prioritario", "publicable"]
    list_filter = ["etapa", "prioritario", "publicable", Quien]
    ramas = ["recursos"]
    fieldsets = [
        (None, {"fields": [("titulo", "titulo_en"), "pais", ("etapa", "fecha"), "prioritario"]}),
        (
            gettext_lazy("De qué trata"),
            {"fields": [("resumen", "resumen_en"), ("inicio", "fin"), "costo_usd"]},
        ),
        (gettext_lazy("A qué sirve"), {"fields": ["actividades", "presentado_a", "detalle"]}),
        (gettext_lazy("Lo que se publica"), {"fields": ["publicable"]}),
    ]
    SE_CUENTAN_DE_OTRO_MODO = ("titulo_en", "resumen", "resumen_en", "costo_usd", "publicable")
    AVISO_DE_ESO = gettext_lazy("El resumen, el costo y su publicación sí.")


class FormularioRecursoAdmin(FormularioConMotivo):
    """In dollars the rate is 1 and has no day."""

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        if limpio.get("moneda") == "USD":
            if limpio.get("tasa") not in (None, 1):
                raise forms.ValidationError({"tasa": _("En dólares la tasa es 1.")})
            limpio["fecha_tasa"] = None
        elif limpio.get("moneda") and not limpio.get("fecha_tasa"):
            raise forms.ValidationError({"fecha_tasa": _("Diga de qué día es esa tasa.")})
        return limpio


@admin.register(Recurso)
class RecursoAdmin(FilaAdmin):
    recurso = RecursoResource
    form = FormularioRecursoAdmin
    texto_nueva = gettext_lazy("Añadir recurso")
    list_display = ["titulo", "fecha", "informante", "donante", "cuanto", "estado"]
    list_filter = ["estado", Quien, "moneda"]
    list_select_related = ["pais", "donante"]
    search_fields = ["titulo", "detalle", "referencia", "donante__nombre", "donante__sigla"]
    fieldsets = [
        (None, {"fields": ["titulo", ("donante", "pais"), ("estado", "fecha")]}),
        (gettext_lazy("Cuánto"), {"fields": [("monto", "moneda"), ("tasa", "fecha_tasa")]}),
        (gettext_lazy("De qué es parte"), {"fields": ["proyecto", "convenio"]}),
        (gettext_lazy("A qué sirve"), {"fields": ["actividades", "detalle"]}),
    ]

    @admin.display(description=gettext_lazy("monto"), ordering="monto")
    def cuanto(self, recurso: Recurso) -> str:
        return f"{recurso.moneda} {mostrar_numero(recurso.monto)}"
