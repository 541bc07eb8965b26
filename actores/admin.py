"""The ST's tables of countries, organisations and help lines; people have a file of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import admin_correo, admin_personas
from .admin_archivos import ConArchivos
from .admin_comun import EnLinea, FichaConHistoria
from .admin_logotipo import FormularioOrganizacion
from .models import LineaDenuncia, Organizacion, Pais, PublicoMeta, RolOrganizacion
from .resources import LineaDenunciaResource, OrganizacionResource, PaisResource

__all__ = ["admin_correo", "admin_personas"]


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
    list_filter = ["tipo", "roles__rol", "pais", "publicable", "publico"]
    list_select_related = ["pais"]
    search_fields = ["nombre", "nombre_en", "sigla", "codigo", "pais__nombre"]
    inlines = [RolEnLinea]
    ramas = ["metas"]
    fieldsets = [
        (None, {"fields": [("nombre", "nombre_en"), ("sigla", "codigo"), "tipo"]}),
        (None, {"fields": ["pais", "publico", "sitio_web"]}),
        (
            gettext_lazy("Publicación"),
            {"fields": ["publicable", "logotipo", "verificada_en", "nota_fuente"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("roles")

    @admin.display(description=gettext_lazy("roles"))
    def que_roles(self, organizacion: Organizacion) -> str:
        return ", ".join(str(rol) for rol in organizacion.roles.all())


@admin.register(LineaDenuncia)
class LineaDenunciaAdmin(ConArchivos, FichaConHistoria):
    """A line is public while it is verified; whatever changes in it must be verified again."""

    recurso = LineaDenunciaResource
    list_display = ["numero", "pais", "nombre", "verificada_en", "verificada_por"]
    list_filter = ["pais", ("verificada_en", admin.EmptyFieldListFilter)]
    list_select_related = ["pais", "verificada_por"]
    search_fields = ["numero", "nombre", "pais__nombre"]
    readonly_fields = ["verificada_en", "verificada_por"]
    actions = ["verificar", "quitar_verificacion"]
    fieldsets = [
        (None, {"fields": ["pais", "numero", ("nombre", "nombre_en"), ("detalle", "detalle_en")]}),
        (
            gettext_lazy("Verificación"),
            {
                "fields": ["fuente", ("verificada_en", "verificada_por")],
                "description": gettext_lazy(
                    "El público ve una línea solo si está verificada. Llame al número y luego, en "
                    "la lista, elija «Verificar». Si cambia el número, el nombre o el horario, la "
                    "línea sale del sitio hasta que se verifique de nuevo."
                ),
            },
        ),
    ]
    PUBLICO = frozenset({"pais", "numero", "nombre", "nombre_en", "detalle", "detalle_en"})

    def ascendientes(self, linea: LineaDenuncia) -> list[models.Model]:
        return [linea.pais]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and obj.verificada_en and self.PUBLICO & set(form.changed_data):
            obj.verificada_en = obj.verificada_por = None
            messages.warning(
                request,
                _("La línea salió del sitio: verifíquela de nuevo para que el público la vea."),
            )
        super().save_model(request, obj, form, change)

    def marcar(self, request: HttpRequest, lineas: Any, *, verificada: bool) -> int:
        for linea in lineas:
            linea.verificada_en = timezone.localdate() if verificada else None
            linea.verificada_por = request.user if verificada else None
            linea.save()
        return len(lineas)

    @admin.action(
        permissions=["change"], description=gettext_lazy("Verificar: hoy la llamé y responde")
    )
    def verificar(self, request: HttpRequest, queryset: models.QuerySet[LineaDenuncia]) -> None:
        n = self.marcar(request, queryset, verificada=True)
        frase = ngettext(
            "%(n)d línea verificada: el público ya la ve.",
            "%(n)d líneas verificadas: el público ya las ve.",
            n,
        )
        messages.success(request, frase % {"n": n})

    @admin.action(
        permissions=["change"], description=gettext_lazy("Quitar la verificación: sale del sitio")
    )
    def quitar_verificacion(
        self, request: HttpRequest, queryset: models.QuerySet[LineaDenuncia]
    ) -> None:
        n = self.marcar(request, queryset, verificada=False)
        frase = ngettext(
            "%(n)d línea sin verificar: ya no está en el sitio.",
            "%(n)d líneas sin verificar: ya no están en el sitio.",
            n,
        )
        messages.success(request, frase % {"n": n})


@admin.register(PublicoMeta)
class PublicoMetaAdmin(FichaConHistoria):
    list_display = ["numero", "nombre"]
    list_display_links = ["nombre"]
    search_fields = ["nombre", "nombre_en", "descripcion"]
    ramas = ["mensajes", "productos", "medios"]
    fields = ["numero", ("nombre", "nombre_en"), ("descripcion", "descripcion_en")]
