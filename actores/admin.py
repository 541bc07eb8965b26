"""The ST's tables of countries and organisations; people and help lines have files of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import (
    admin_confirmacion,
    admin_correo,
    admin_directorio,
    admin_lineas,
    admin_personas,
)
from .admin_archivos import ConArchivos
from .admin_comun import ConOpcionales, EnLinea, FichaConHistoria
from .admin_logotipo import FormularioOrganizacion
from .directorio import ingles_atrasado
from .models import Organizacion, Pais, PublicoMeta, RolOrganizacion
from .resources import OrganizacionResource, PaisResource

__all__ = [
    "admin_confirmacion",
    "admin_correo",
    "admin_directorio",
    "admin_lineas",
    "admin_personas",
]


@admin.register(Pais)
class PaisAdmin(ConArchivos, FichaConHistoria):
    recurso = PaisResource
    list_display = ["nombre", "codigo", "organismo", "idioma", "adhesion", "retiro"]
    list_select_related = ["organismo"]
    search_fields = ["nombre", "nombre_en", "codigo", "iso3"]
    ramas = ["puntos_focales", "lineas", "organizaciones", "mandatos"]
    fieldsets = [
        (None, {"fields": [("nombre", "nombre_en"), ("codigo", "iso3"), "organismo", "orden"]}),
        (gettext_lazy("Participación"), {"fields": [("adhesion", "retiro")]}),
        (gettext_lazy("Trabajo"), {"fields": ["idioma", "zona_horaria"]}),
    ]


class RolEnLinea(EnLinea):
    model = RolOrganizacion
    extra = 1
    verbose_name_plural = gettext_lazy("Roles en la coalición")


@admin.register(Organizacion)
class OrganizacionAdmin(ConArchivos, ConOpcionales, FichaConHistoria):
    form = FormularioOrganizacion
    recurso = OrganizacionResource
    list_display = ["nombre", "sigla", "tipo", "pais", "que_roles", "publicable", "verificada_en"]
    list_filter = [
        "tipo",
        "roles__rol",
        "pais",
        "temas",
        "publicable",
        "ingles_por_revisar",
        "publico",
    ]
    list_select_related = ["pais"]
    search_fields = ["nombre", "nombre_en", "sigla", "sigla_en", "codigo", "pais__nombre"]
    inlines = [RolEnLinea, admin_directorio.ContactoEnLinea]
    ramas = ["metas", "confirmaciones"]
    fieldsets = [
        (None, {"fields": [("nombre", "nombre_en"), ("sigla", "sigla_en"), ("codigo", "tipo")]}),
        (None, {"fields": ["pais", "publico"]}),
        (
            gettext_lazy("Lo que dice el directorio"),
            {
                "fields": [
                    "descripcion",
                    "descripcion_en",
                    "temas",
                    "sitio_web",
                    ("correo", "telefono"),
                ]
            },
        ),
        (
            gettext_lazy("Publicación"),
            {
                "fields": [
                    "publicable",
                    "logotipo",
                    ("verificada_en", "ingles_por_revisar"),
                    "nota_fuente",
                ]
            },
        ),
        (
            gettext_lazy("Su enlace a la CORETT"),
            {"fields": [("pagina_que_enlaza", "enlaza_desde")]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("roles")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Marks the English that stayed behind, unless the person has just looked at the mark."""
        cambiados = form.changed_data
        if change and "ingles_por_revisar" not in cambiados and ingles_atrasado(cambiados, obj):
            obj.ingles_por_revisar = True
            messages.warning(
                request,
                _("Cambió el español y dejó igual el inglés: quedó marcado como «por revisar»."),
            )
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("roles"))
    def que_roles(self, organizacion: Organizacion) -> str:
        return ", ".join(str(rol) for rol in organizacion.roles.all())


@admin.register(PublicoMeta)
class PublicoMetaAdmin(FichaConHistoria):
    list_display = ["numero", "nombre"]
    list_display_links = ["nombre"]
    search_fields = ["nombre", "nombre_en", "descripcion"]
    ramas = ["mensajes", "productos", "medios"]
    fields = ["numero", ("nombre", "nombre_en"), ("descripcion", "descripcion_en")]
