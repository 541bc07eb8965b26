"""The members' library in the panel: the Secretaría Técnica keeps it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actores.admin_comun import ConOpcionales, FichaConHistoria, FormularioConMotivo
from informes.models import DocumentoInterno
from informes.operaciones import biblioteca as operaciones
from planes import limpieza
from planes.limpieza import ArchivoRechazado
from planes.limpieza.formatos import ACEPTADOS, FORMATOS
from planes.peso import peso

ULTIMAS = 20
"""Openings that the page of a document lists."""


def que_se_acepta() -> str:
    return _("%(tipos)s. Se guarda sin nombres de personas ni datos ocultos.") % {
        "tipos": ACEPTADOS
    }


class FormularioInterno(FormularioConMotivo):
    """What it is, and its file. Without another file the one that there is stays."""

    archivo = forms.FileField(
        label=gettext_lazy("Archivo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{e}" for e in FORMATOS)}),
        help_text=lazy(que_se_acepta, str)(),
        error_messages={"empty": gettext_lazy("El archivo está vacío: elija otro.")},
    )
    subido: dict[str, Any] | None = None
    """What is kept of the uploaded file, once it was found to be in order."""

    def clean_archivo(self) -> Any:
        """The row's own file: the uploaded one is saved by the operation."""
        archivo = self.files.get(self.add_prefix("archivo"))
        if archivo is None:
            if not self.instance.pk:
                raise ValidationError(_("Elija el archivo."))
            return self.instance.archivo
        try:
            limpieza.medir(str(archivo.name), archivo.size or 0)
            self.subido = operaciones.preparar_interno(str(archivo.name), archivo.read())
            operaciones.exigir_nuevo(self.instance, self.subido["huella"])
        except ArchivoRechazado as motivo:
            raise ValidationError(motivo.mensaje) from motivo
        return self.instance.archivo


@admin.register(DocumentoInterno)
class DocumentoInternoAdmin(ConOpcionales, FichaConHistoria):
    form = FormularioInterno
    texto_nueva = gettext_lazy("Añadir un documento")
    empty_value_display = gettext_lazy("Toda la Coalición")  # of the committee, when it has none
    list_display = ["titulo", "tipo", "fecha", "comite", "que_es"]
    list_filter = ["tipo", "comite"]
    search_fields = ["titulo", "nota", "nombre"]
    date_hierarchy = "fecha"
    list_select_related = ["comite"]
    readonly_fields = ["guardado", "huella", "subido_por", "subido_en", "quien_lo_abrio"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        campos = ["titulo", "tipo", "fecha", "comite", "nota"]
        if self.has_change_permission(request, obj):
            campos.append("archivo")
        if obj is not None:
            campos += ["guardado", "huella", "subido_por", "subido_en"]
            if self.has_change_permission(request, obj):
                campos += ["quien_lo_abrio", "motivo_del_cambio"]
        return [(None, {"fields": campos})]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The form's own field takes the file in, not the table's."""
        if isinstance(db_field, models.FileField):
            return None
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        por: Any = request.user
        operaciones.guardar_interno(
            documento=obj,
            por=por,
            subido=form.subido,
            motivo=form.cleaned_data.get("motivo_del_cambio") or "",
        )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        por: Any = request.user
        operaciones.borrar_interno(documento=obj, por=por)

    @admin.display(description=gettext_lazy("archivo guardado"))
    def guardado(self, documento: DocumentoInterno) -> str:
        url = reverse("informes:miembros_documento", args=[documento.pk])
        return format_html(
            '<a href="{}">{}</a> ({})', url, documento.nombre, self.que_es(documento)
        )

    @admin.display(description=gettext_lazy("quién lo abrió"))
    def quien_lo_abrio(self, documento: DocumentoInterno) -> str:
        """Its last openings, the newest first."""
        todas = documento.aperturas.select_related("usuario")
        ultimas = [
            (date_format(localtime(una.momento), "SHORT_DATETIME_FORMAT"), una.usuario)
            for una in todas[:ULTIMAS]
        ]
        if not ultimas:
            return _("Nadie todavía.")
        veces = ngettext("%(n)d vez en total.", "%(n)d veces en total.", todas.count())
        lista = format_html_join("", "<li>{}, {}</li>", ultimas)
        return format_html("<ul>{}</ul>{}", lista, veces % {"n": todas.count()})

    @admin.display(description=gettext_lazy("formato y tamaño"))
    def que_es(self, documento: DocumentoInterno) -> str:
        nombre = next((f.nombre for f in FORMATOS.values() if f.mime == documento.formato), "")
        return f"{nombre}, {peso(documento.tamano)}"
