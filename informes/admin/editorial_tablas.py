"""News, campaigns and pages in the panel."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from actores.admin_comun import CamposClaros
from actores.models import Organizacion
from informes import cache, editorial_publico
from informes.models import Campana, Ilustracion, Noticia, Pagina
from informes.operaciones import editorial as operaciones

from .editorial import EditorialAdmin, Situacion
from .editorial_formularios import FormularioIlustracion, JuegoDeIlustraciones

MAS_IMAGENES = 12


class Paises(admin.RelatedOnlyFieldListFilter):
    """Those that some piece is about."""

    @property
    def include_empty_choice(self) -> bool:
        return False


class IlustracionEnLinea(CamposClaros, admin.StackedInline):
    """Further pictures, once the piece is there."""

    model = Ilustracion
    form = FormularioIlustracion
    formset = JuegoDeIlustraciones
    extra = 1
    max_num = MAS_IMAGENES


class ConIlustraciones(EditorialAdmin):
    """A piece with further pictures."""

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return super().get_inlines(request, obj) if obj else []

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The same picture is not added twice by a second click; one taken out leaves the disk."""
        filas = formset.save(commit=False)
        puestas = set(formset.queryset.values_list("imagen", flat=True))
        for fila in filas:
            antes = formset.queryset.filter(pk=fila.pk).values_list("imagen", flat=True).first()
            if fila.pk or str(fila.imagen) not in puestas:
                fila.save()
            if antes and antes != str(fila.imagen):
                operaciones.olvidar_imagen(antes)
        for fila in formset.deleted_objects:
            fila.delete()
            operaciones.olvidar_imagen(str(fila.imagen))
        transaction.on_commit(cache.olvidar)
        if formset.desaparecidas:
            frase = ngettext(
                "Otra persona quitó una de las imágenes que usted tenía abiertas: ya no está.",
                "Otra persona quitó %(n)d de las imágenes que usted tenía abiertas: ya no están.",
                formset.desaparecidas,
            )
            messages.warning(request, frase % {"n": formset.desaparecidas})


@admin.register(Noticia)
class NoticiaAdmin(ConIlustraciones):
    texto_nueva = gettext_lazy("Escribir una noticia")
    plantilla_publica = "informes/noticia.html"
    detalles = ("tipo", "fecha", "paises")
    list_display = ["titulo", "tipo", "donde_esta", "idiomas", "cambiada"]
    list_filter = [Situacion, "tipo", ("paises", Paises)]

    class Imagenes(IlustracionEnLinea):
        fk_name = "noticia"

    inlines = [Imagenes]

    def contexto_publico(self, request: HttpRequest, pieza: Noticia) -> dict[str, Any]:
        return editorial_publico.de_noticia(pieza)


@admin.register(Campana)
class CampanaAdmin(ConIlustraciones):
    texto_nueva = gettext_lazy("Escribir sobre una campaña")
    plantilla_publica = "informes/campana.html"
    textos = ("titulo", "lema", "resumen", "cuerpo")
    detalles = ("inicio", "fin", "regional", "paises", "socios")
    list_filter = [Situacion, "regional", ("paises", Paises)]

    class Imagenes(IlustracionEnLinea):
        fk_name = "campana"

    inlines = [Imagenes]

    def contexto_publico(self, request: HttpRequest, pieza: Campana) -> dict[str, Any]:
        return editorial_publico.de_campana(pieza)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Whoever is named in public may be."""
        if db_field.name == "socios":
            kwargs["queryset"] = Organizacion.objects.filter(publicable=True).order_by("nombre")
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Pagina)
class PaginaAdmin(EditorialAdmin):
    texto_nueva = gettext_lazy("Escribir una página")
    plantilla_publica = "informes/pagina.html"
    detalles = ("en_el_pie", "orden")
    list_display = ["titulo", "donde_esta", "idiomas", "en_el_pie", "cambiada"]

    def contexto_publico(self, request: HttpRequest, pieza: Pagina) -> dict[str, Any]:
        return editorial_publico.de_pagina(pieza)
