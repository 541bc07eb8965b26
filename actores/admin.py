"""The ST's tables of countries, organisations and help lines; people have a file of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from . import admin_confirmacion, admin_correo, admin_directorio, admin_personas
from .admin_archivos import ConArchivos
from .admin_comun import EnLinea, FichaConHistoria
from .admin_logotipo import FormularioOrganizacion
from .admin_verificacion import PorVerificacion, Verificable
from .models import LineaDenuncia, Organizacion, Pais, PublicoMeta, RolOrganizacion
from .resources import LineaDenunciaResource, OrganizacionResource, PaisResource

__all__ = ["admin_confirmacion", "admin_correo", "admin_directorio", "admin_personas"]


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
class OrganizacionAdmin(ConArchivos, FichaConHistoria):
    form = FormularioOrganizacion
    recurso = OrganizacionResource
    list_display = ["nombre", "sigla", "tipo", "pais", "que_roles", "publicable", "verificada_en"]
    list_filter = ["tipo", "roles__rol", "pais", "temas", "publicable", "publico"]
    list_select_related = ["pais"]
    search_fields = ["nombre", "nombre_en", "sigla", "codigo", "pais__nombre"]
    inlines = [RolEnLinea, admin_directorio.ContactoEnLinea]
    ramas = ["metas", "confirmaciones"]
    fieldsets = [
        (None, {"fields": [("nombre", "nombre_en"), ("sigla", "codigo"), "tipo"]}),
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
            {"fields": ["publicable", "logotipo", "verificada_en", "nota_fuente"]},
        ),
        (
            gettext_lazy("Su enlace a la CORETT"),
            {"fields": [("pagina_que_enlaza", "enlaza_desde")]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("roles")

    @admin.display(description=gettext_lazy("roles"))
    def que_roles(self, organizacion: Organizacion) -> str:
        return ", ".join(str(rol) for rol in organizacion.roles.all())


@admin.register(LineaDenuncia)
class LineaDenunciaAdmin(ConArchivos, Verificable):
    """A line is public while it is verified; whatever changes in it must be verified again."""

    recurso = LineaDenunciaResource
    list_display = ["numero", "pais", "nombre", "verificada_en", "verificada_por"]
    list_filter = ["pais", PorVerificacion]
    list_select_related = ["pais", "verificada_por"]
    search_fields = ["numero", "nombre", "pais__nombre"]
    fieldsets = [
        (None, {"fields": ["pais", "numero", ("nombre", "nombre_en"), ("detalle", "detalle_en")]}),
        (
            gettext_lazy("Verificación"),
            {
                "fields": ["fuente", ("verificada_en", "verificada_por")],
                "description": gettext_lazy(
                    "El público ve una línea solo si está verificada. Llame al número, escriba de "
                    "dónde sale y elija «Verificar». Si cambia algo que el público lee, la línea "
                    "sale del sitio hasta que se verifique de nuevo. Vuelva a llamar cada año."
                ),
            },
        ),
    ]
    # Not the source: for a slip in it no number leaves the site.
    PUBLICO = frozenset({"pais", "numero", "nombre", "nombre_en", "detalle", "detalle_en"})

    def ascendientes(self, linea: LineaDenuncia) -> list[models.Model]:
        return [linea.pais]


@admin.register(PublicoMeta)
class PublicoMetaAdmin(FichaConHistoria):
    list_display = ["numero", "nombre"]
    list_display_links = ["nombre"]
    search_fields = ["nombre", "nombre_en", "descripcion"]
    ramas = ["mensajes", "productos", "medios"]
    fields = ["numero", ("nombre", "nombre_en"), ("descripcion", "descripcion_en")]
