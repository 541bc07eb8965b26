"""What every table of the admin shares: reason and history of a change, search without accents,
the way up and down between rows, fields that say in words what is wrong."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers, widgets
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from .admin_borrada import NadaSePierde
from .admin_versiones import ConSello, valor_en_palabras

MOTIVO = "motivo_del_cambio"
# What Django says by itself is not how the portal speaks.
DE_TEXTO = {
    "max_length": gettext_lazy(
        "El texto tiene %(show_value)s caracteres y caben %(limit_value)s: acórtelo."
    ),
    "null_characters_not_allowed": gettext_lazy(
        "El texto tiene un signo que no se puede guardar: bórrelo."
    ),
}


class FormularioConMotivo(ConSello):
    """A row's form that also asks why it changes; the answer goes to the history."""

    use_required_attribute = False
    motivo_del_cambio = forms.CharField(
        label=gettext_lazy("¿Por qué este cambio? (opcional)"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Por ejemplo: errata de la página 4. Queda en el historial."),
        widget=widgets.AdminTextInputWidget,
        error_messages=DE_TEXTO,
    )


def normal(texto: Any) -> str:
    """Lower case without accents, for searching: ``"Acción"`` is ``"accion"``."""
    partes = unicodedata.normalize("NFD", str(texto).lower())
    return "".join(letra for letra in partes if not unicodedata.combining(letra))


def contiene(textos: Iterable[Any], busqueda: str) -> bool:
    """Whether every word of the search is somewhere in the texts, accents or not."""
    todo = normal(" ".join(str(texto) for texto in textos if texto))
    return all(palabra in todo for palabra in normal(busqueda).split())


def titulo(objeto: Any) -> str:
    """A row's name; where it is the beginning of its text, with whole words and an ellipsis."""
    nombre = str(objeto)
    campo = next((c for c in ("texto", "impreso") if hasattr(objeto, c)), "")
    texto = str(getattr(objeto.t, campo)) if campo else ""
    corte = texto[:80]
    if len(texto) > len(corte) and nombre.endswith(corte):
        return nombre.removesuffix(corte) + Truncator(texto).words(14, truncate="…")
    return nombre


def url_de(objeto: models.Model, pagina: str = "change") -> str:
    """Address of a page of a row in the admin."""
    opciones = objeto._meta
    return reverse(
        f"admin:{opciones.app_label}_{opciones.model_name}_{pagina}", args=[quote(objeto.pk)]
    )


def url_de_historial(modelo: type[models.Model], clave: str) -> str:
    return reverse(
        f"admin:{modelo._meta.app_label}_{modelo._meta.model_name}_history", args=[clave]
    )


def url_del_modelo(modelo: type[models.Model], pagina: str = "changelist") -> str:
    """Address of a page of a table in the admin."""
    return reverse(f"admin:{modelo._meta.app_label}_{modelo._meta.model_name}_{pagina}")


@dataclass(frozen=True)
class Rama:
    """The rows under a row: their name, each with its address, and where to add one."""

    titulo: str
    filas: list[tuple[str, str]]
    nueva: str
    """Address of the form of a new one with this parent already chosen; empty if not allowed."""
    texto_nueva: str = ""


def preajuste(padre: models.Model, relacion: Any) -> dict[str, Any]:
    """What the form of a new child starts with: its parent, and what parent and child share."""
    valores: dict[str, Any] = {}
    for campo in relacion.related_model._meta.get_fields():
        if campo.auto_created or not (campo.many_to_one or campo.many_to_many):
            continue
        if campo.name == relacion.field.name:
            valores[campo.name] = padre.pk
        elif campo.many_to_one and getattr(padre, campo.attname, None):
            valores[campo.name] = getattr(padre, campo.attname)
    return valores


ANIOS = range(1900, 2101)
"""Those of a date that people mean; "0025" and "9999" are slips."""


def exigir_anio_posible(dia: dt.date) -> None:
    if dia.year not in ANIOS:
        raise ValidationError(_("Revise el año: escríbalo con sus cuatro cifras."))


def aclarar(campo: forms.Field) -> None:
    """Error messages that say what to do."""
    elige = isinstance(campo, forms.ChoiceField | forms.ModelChoiceField)
    mensajes = {"required": _("Elija una opción.") if elige else _("Este dato hace falta.")}
    if isinstance(campo, forms.DateField):
        mensajes["invalid"] = _("Escriba una fecha que exista, por ejemplo 2025-12-31.")
        campo.validators.append(exigir_anio_posible)
    elif isinstance(campo, forms.IntegerField):
        mensajes["invalid"] = _("Escriba un número, sin letras ni signos.")
    elif isinstance(campo, forms.EmailField):
        mensajes["invalid"] = _("Escriba el correo completo, por ejemplo nombre@ejemplo.org.")
    elif isinstance(campo, forms.URLField):
        mensajes["invalid"] = _("Escriba la dirección completa, por ejemplo https://ejemplo.org.")
    elif isinstance(campo, forms.SlugField):
        mensajes["invalid"] = _("Use solo letras sin tilde, números y guiones, sin espacios.")
    elif elige:
        ya_no = _("Esa opción ya no está en la lista. Elija otra.")
        mensajes |= dict.fromkeys(("invalid_choice", "invalid_pk_value", "invalid_list"), ya_no)
    if isinstance(campo, forms.CharField):
        campo.error_messages.update(DE_TEXTO)
    campo.error_messages.update(mensajes)


class CamposClaros:
    """Plain fields for row forms and their inlines: no pop-ups, the browser's own calendar."""

    formfield_overrides: Any = {
        models.DateField: {
            "widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        },
        models.TextField: {
            "widget": widgets.AdminTextareaWidget(attrs={"rows": 4}),
        },
        models.URLField: {"assume_scheme": "https"},
        models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
    }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        campo = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if campo is None:
            return None
        if isinstance(campo.widget, widgets.RelatedFieldWidgetWrapper):
            campo.widget = campo.widget.widget
        aclarar(campo)
        if db_field.error_messages["unique"] == models.Field.default_error_messages["unique"]:
            repetido = _("Otra fila ya tiene este dato: escriba uno distinto.")
            campo.error_messages["unique"] = repetido
        return campo


class ConOpcionales:
    """Says of each field that may stay empty that it may. Goes before the class of the table."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        campo = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if campo and not campo.required and not isinstance(campo, forms.BooleanField):
            campo.label = _("%(campo)s (opcional)") % {"campo": capfirst(campo.label)}
        return campo


class Ficha(CamposClaros, admin.ModelAdmin):
    """A table of the admin."""

    form = FormularioConMotivo
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    ramas: Sequence[str] = ()
    """Names of the relations to the rows under a row of this table."""
    nombres_de_rama: Mapping[str, tuple[Any, Any]] = {}
    """Where a relation is not what its table is called: its title, and what adding one says."""
    texto_nueva: Any = ""
    """What the button that adds a row says; empty: "Añadir" and the table's name."""

    def response_action(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ticked rows come as their keys; anything else never was a row of this list."""
        if all(map(str.isdecimal, request.POST.getlist(helpers.ACTION_CHECKBOX_NAME))):
            return super().response_action(request, queryset)
        messages.warning(request, _("Elija una o más filas de la lista."))
        return redirect(request.get_full_path())

    # --- What was done, told -----------------------------------------------------------------
    # Django's own sentences take every table for masculine: "El persona… fue modificado".

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        super().message_user(request, getattr(request, "hecho", message), *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        self.contar(request, _("Se añadió «{}»."), self.enlace(request, obj))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self.contar(request, _("Se guardaron los cambios de «{}»."), self.enlace(request, obj))
        return super().response_change(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        self.contar(request, _("Se borró «{}»."), obj_display)
        return super().response_delete(request, obj_display, obj_id)

    def contar(self, request: HttpRequest, frase: str, que: str) -> None:
        """``message_user`` will say this of the request, whatever it is given."""
        request.hecho = format_html(frase, que)  # type: ignore[attr-defined]

    def enlace(self, request: HttpRequest, obj: Any) -> str:
        """A row's name, leading to its page where the person may open it."""
        if not self.has_view_or_change_permission(request, obj):
            return titulo(obj)
        return format_html('<a href="{}">{}</a>', url_de(obj), titulo(obj))

    # --- Up and down -----------------------------------------------------------------------

    def ascendientes(self, objeto: Any) -> list[models.Model]:
        """The rows over this one, from the top; they become the breadcrumbs."""
        return []

    def hijos(self, request: HttpRequest, objeto: models.Model) -> list[Rama]:
        """What hangs under a row, by kind, as far as the person may see it."""
        ramas = []
        for nombre in self.ramas:
            relacion: Any = objeto._meta.get_field(nombre)
            modelo = relacion.related_model
            ficha = self.admin_site.get_model_admin(modelo)
            if not ficha.has_view_permission(request):
                continue
            nueva = ""
            if ficha.has_add_permission(request):
                nueva = f"{url_del_modelo(modelo, 'add')}?{urlencode(preajuste(objeto, relacion))}"
            nombre_rama, nueva_rama = self.nombres_de_rama.get(nombre, ("", ""))
            filas = ficha.get_queryset(request).filter(**{relacion.field.name: objeto.pk})
            ramas.append(
                Rama(
                    titulo=str(nombre_rama or capfirst(modelo._meta.verbose_name_plural)),
                    filas=[(titulo(fila), url_de(fila)) for fila in filas.distinct()],
                    nueva=nueva,
                    texto_nueva=str(
                        nueva_rama or _("Añadir %(que)s") % {"que": modelo._meta.verbose_name}
                    ),
                )
            )
        return ramas

    def contexto(self, request: HttpRequest, objeto: Any) -> dict[str, Any]:
        """What the page of a row shows beside its form."""
        return {"ramas": self.hijos(request, objeto)}

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context |= self.contexto(request, obj)
            context["subtitle"] = None
            context["title"] = titulo(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new row goes last, until somebody says otherwise."""
        inicial: dict[str, Any] = super().get_changeform_initial_data(request)
        if "orden" in {campo.name for campo in self.model._meta.get_fields()}:
            ultimo = self.model._default_manager.aggregate(ultimo=models.Max("orden"))["ultimo"]
            inicial.setdefault("orden", (ultimo or 0) + 1)
        return inicial

    # --- Search ------------------------------------------------------------------------------

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Finds "acción" for "accion", on both databases alike: the tables are small."""
        if not search_term.strip():
            return queryset, False
        campos = [campo.lstrip("=^@") for campo in self.get_search_fields(request)]
        hallados = {
            pk
            for pk, *textos in queryset.values_list("pk", *campos)
            if contiene(textos, search_term)
        }
        return queryset.filter(pk__in=hallados), False

    # --- Why a row changes ---------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The table's own, plus the reason when an existing row is edited."""
        grupos = list(super().get_fieldsets(request, obj))
        limpios = [
            (titulo, opciones | {"fields": [c for c in opciones["fields"] if c != MOTIVO]})
            for titulo, opciones in grupos
        ]
        if obj is None or not self.has_change_permission(request, obj):
            return limpios
        return [*limpios, (None, {"fields": [MOTIVO], "classes": ["motivo"]})]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj._history_user = request.user
        obj._change_reason = form.cleaned_data.get(MOTIVO) or None
        super().save_model(request, obj, form, change)


class DiferenciasLargas(HistoricalRecordContextHelper):
    """Shows whole texts: what changed in a plan is read word by word."""

    def __init__(self, modelo: type[models.Model], version: Any) -> None:
        super().__init__(modelo, version, max_displayed_delta_change_chars=600)

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        valor = super().prepare_delta_change_value(change, value)
        if isinstance(valor, list):
            return valor
        return valor_en_palabras(self.model._meta.get_field(change.field), valor)


class FichaConHistoria(NadaSePierde, Ficha, SimpleHistoryAdmin):
    """A table whose rows keep who changed what, when and why. Earlier versions are read, and
    what they said is typed again with its reason: nothing is turned back in silence."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Its seal (``admin_versiones``) also looks at the rows edited inside."""

        def hijas() -> list[tuple[Any, type[models.Model], str]]:
            lineas = self.get_inline_instances(request, obj)
            return [
                (x.verbose_name_plural, x.model, x.get_formset(request, obj).fk.name)
                for x in lineas
            ]

        formulario = super().get_form(request, obj, change=change, **kwargs)
        formulario.hijas = staticmethod(hijas)
        return formulario

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Of the rows that the person may see; of a deleted one, for who may delete them."""
        try:
            clave = self.model._meta.pk.to_python(unquote(object_id))
        except ValidationError as error:
            raise Http404 from error
        visible = self.get_queryset(request).filter(pk=clave).exists()
        borrada = not self.model._default_manager.filter(pk=clave).exists()
        if not visible and not (borrada and self.has_delete_permission(request)):
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def history_view_title(self, request: HttpRequest, obj: Any) -> str:
        return _("Historial de «%(fila)s»") % {"fila": titulo(obj)}

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> HistoricalRecordContextHelper:
        return DiferenciasLargas(self.model, historical_record)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """A version's own page is the history, where each says what it changed."""
        return redirect(url_de_historial(self.model, object_id))


class EnLinea(CamposClaros, admin.StackedInline):
    """Rows edited inside their parent's page."""

    extra = 0
