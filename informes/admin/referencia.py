"""Key dates and the glossary in the panel."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_comun import ConOpcionales, FichaConHistoria, FormularioConMotivo, url_de
from informes import cache
from informes.models import FechaClave, Termino


class FormularioFecha(FormularioConMotivo):
    def clean(self) -> Any:
        """Days in the wrong order are told at the second."""
        limpio = super().clean()
        dia, hasta = self.cleaned_data.get("fecha"), self.cleaned_data.get("hasta")
        if dia and hasta and hasta < dia:
            self.add_error("hasta", _("No puede terminar antes de empezar."))
        return limpio


class FuenteLarga:
    """Sources are titles of documents: written in several lines, so that they are seen whole."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in ("fuente", "fuente_en"):
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class AlInstante(FuenteLarga, ConOpcionales, FichaConHistoria):
    """A table whose rows visitors see as soon as they are saved. What they see is not deleted: the
    mark comes off first, and with it those who look after the site know that it is gone."""

    marca = ""
    """The field that says whether visitors see the row."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        campo = super().formfield_for_dbfield(db_field, request, **kwargs)
        if campo and db_field.name == self.marca:
            aparte = _("Mientras esté marcado no se puede borrar.")
            campo.help_text = f"{campo.help_text} {aparte}"
        return campo

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        puede: bool = super().has_delete_permission(request, obj)
        return puede and not (obj and getattr(obj, self.marca))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Whoever asks for it is told what to do first."""
        obj = self.get_object(request, unquote(object_id))
        if (
            obj is None
            or not getattr(obj, self.marca)
            or not super().has_delete_permission(request)
        ):
            return super().delete_view(request, object_id, extra_context)
        nombre = self.opts.get_field(self.marca).verbose_name
        frase = _("Esto está en el sitio: para borrarlo, quite antes la marca «%s» y guarde.")
        messages.warning(request, frase % nombre)
        return redirect(url_de(obj))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(cache.olvidar)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        transaction.on_commit(cache.olvidar)


@admin.register(FechaClave)
class FechaClaveAdmin(AlInstante):
    form = FormularioFecha
    marca = "publicada"
    texto_nueva = gettext_lazy("Añadir una fecha clave")
    list_display = ["titulo", "tipo", "fecha", "hasta", "anual", "publicada"]
    list_filter = ["publicada", "tipo", "anual"]
    search_fields = ["titulo", "titulo_en", "texto", "lugar", "codigo"]
    date_hierarchy = "fecha"
    ordering = ["-fecha"]
    prepopulated_fields = {"codigo": ["titulo"]}
    fieldsets = [
        (None, {"fields": [("titulo", "titulo_en"), ("texto", "texto_en"), "tipo"]}),
        (
            gettext_lazy("Cuándo y dónde"),
            {"fields": [("fecha", "hasta"), "anual", ("lugar", "lugar_en")]},
        ),
        (gettext_lazy("De dónde sale"), {"fields": [("fuente", "fuente_en"), "enlace"]}),
        (gettext_lazy("En el sitio"), {"fields": ["codigo", "publicada"]}),
    ]


@admin.register(Termino)
class TerminoAdmin(AlInstante):
    marca = "publicado"
    texto_nueva = gettext_lazy("Añadir un término")
    list_display = ["termino", "termino_en", "publicado"]
    list_filter = ["publicado"]
    search_fields = ["termino", "termino_en", "definicion", "definicion_en", "codigo"]
    prepopulated_fields = {"codigo": ["termino"]}
    fieldsets = [
        (None, {"fields": [("termino", "termino_en"), ("definicion", "definicion_en")]}),
        (gettext_lazy("De dónde sale"), {"fields": [("fuente", "fuente_en"), "distinto_de"]}),
        (gettext_lazy("En el sitio"), {"fields": ["codigo", "publicado"]}),
    ]
