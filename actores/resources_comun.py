"""Tables as files and back: columns by field name, rows by natural key, sentences for errors."""

from __future__ import annotations

import functools
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from import_export import fields, resources, widgets

from .resources_widgets import Clave, Claves, Texto, widget_para


class Columna(fields.Field):
    """A field whose widget also sees the row it is written from."""

    def export(self, instance: Any, **kwargs: Any) -> Any:
        return self.widget.render(self.get_value(instance), instance)


class Cambio:
    """What an import does to each field of a row, as ``<del>`` and ``<ins>``."""

    def __init__(self, resource: Any, instance: Any, new: bool) -> None:
        self.antes = [] if new else self.leer(resource, instance)
        self.despues: list[str] = []

    def compare_with(self, resource: Any, instance: Any) -> None:
        self.despues = self.leer(resource, instance)

    @staticmethod
    def leer(resource: Any, instance: Any) -> list[str]:
        return [str(campo.export(instance)) for campo in resource.get_import_fields()]

    def as_html(self) -> list[str]:
        antes = self.antes or [""] * len(self.despues)
        return [
            viejo
            if viejo == nuevo
            else format_html("<del>{}</del> <ins>{}</ins>", viejo, nuevo)
            if viejo
            else format_html("<ins>{}</ins>", nuevo)
            for viejo, nuevo in zip(antes, self.despues, strict=True)
        ]


class Recurso(resources.ModelResource):
    """A table to and from a file. Columns not in the file stay as they are; nothing is deleted.

    Every row of a file is right or nothing is written: the caller imports with
    ``rollback_on_validation_errors``.
    """

    DEFAULT_RESOURCE_FIELD = Columna

    class Meta:
        exclude = ("id",)
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = True
        store_instance = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.vistas: dict[tuple[str, ...], int] = {}

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Any:
        return cls.DEFAULT_RESOURCE_FIELD(
            attribute=field_name,
            column_name=field_name,
            widget=widget_para(django_field),
            readonly=readonly,
            default=django_field.default,
            # An empty cell is for the widget to read: "", None or the message.
            saves_null_values=True,
        )

    def get_import_id_fields(self) -> list[str]:
        """The natural key's own columns: ``eje__plan__codigo, eje__numero, numero`` are two."""
        return list(dict.fromkeys(r.split("__")[0] for r in self._meta.model.CLAVE_NATURAL))

    def get_diff_class(self) -> type[Cambio]:
        return Cambio

    def filter_export(self, queryset: Any, **kwargs: Any) -> Any:
        """Reads in a fixed number of queries the rows that the keys name."""
        directas, varias = [], []
        for campo in self.get_export_fields():
            if isinstance(campo.widget, Clave):
                pasos = [c.rpartition("__")[0] for c in campo.widget.campos]
                directas += [campo.attribute, *(f"{campo.attribute}__{p}" for p in pasos if p)]
            elif isinstance(campo.widget, Claves):
                pasos = [c.rpartition("__")[0] for c in campo.widget.una.campos]
                varias += [campo.attribute, *(f"{campo.attribute}__{p}" for p in pasos if p)]
        return queryset.select_related(*directas).prefetch_related(*varias)

    def get_user_visible_fields(self) -> list[Any]:
        return list(self.get_import_fields())

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Refuses a file with unknown, repeated or missing columns."""
        columnas = [str(c or "").strip() for c in dataset.headers or []]
        conocidas = [campo.column_name for campo in self.get_export_fields()]
        for columna in columnas:
            if columnas.count(columna) > 1:
                raise ValueError(_("La columna «%(c)s» está dos veces.") % {"c": columna})
            if columna not in conocidas:
                raise ValueError(
                    _("No se conoce la columna «%(c)s». Las columnas son: %(todas)s.")
                    % {"c": columna, "todas": ", ".join(conocidas)}
                )
        faltan = [c for c in self.get_import_id_fields() if c not in columnas]
        if faltan:
            raise ValueError(
                ngettext(
                    "Falta la columna «%(c)s», que dice de qué fila se trata.",
                    "Faltan las columnas «%(c)s», que dicen de qué fila se trata.",
                    len(faltan),
                )
                % {"c": "», «".join(faltan)}
            )
        dataset.headers = columnas

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Refuses a second row with the same key."""
        claves = self.get_import_id_fields()
        clave = tuple(Texto().clean(row.get(c)) for c in claves)
        primera = self.vistas.setdefault(clave, kwargs["row_number"])
        if primera != kwargs["row_number"]:
            raise ValidationError(
                _("Esta fila repite la fila %(fila)s: las dos tienen %(clave)s.")
                % {
                    "fila": primera + 1,
                    "clave": ", ".join(f"{c} «{v}»" for c, v in zip(claves, clave, strict=True)),
                }
            )

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The row named by the natural key, or None; every part of the key must be there."""
        valores = {}
        for nombre in self.get_import_id_fields():
            campo = self.fields[nombre]
            try:
                valor = campo.clean(row)
            except ValueError as error:
                raise ValidationError({nombre: str(error)}) from error
            opcional = self._meta.model._meta.get_field(nombre).null
            if valor in (None, "") and not opcional:
                raise ValidationError({nombre: _("Este dato hace falta.")})
            valores[nombre] = valor
        return self.get_queryset().filter(**valores).first()

    def save_m2m(self, instance: Any, row: Any, **kwargs: Any) -> None:
        for campo in self.get_import_fields():
            if isinstance(campo.widget, widgets.ManyToManyWidget) and campo.column_name in row:
                try:
                    self.import_field(campo, instance, row, True)
                except ValueError as error:
                    raise ValidationError({campo.attribute: str(error)}) from error

    def antes_de_guardar(self, instance: Any, row: Any) -> str:
        """What the row's form would do before it saves; the sentence for who imports, or empty."""
        return ""

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        instance.aviso_al_importar = self.antes_de_guardar(instance, row)
        instance._history_user = kwargs.get("user")
        # In the source language, whoever imports: ``motivos`` says it in the reader's.
        instance._change_reason = f"Importado de «{kwargs.get('file_name') or ''}»"[:100]


@functools.cache
def recurso_de(
    modelo: type[models.Model], fuera: tuple[str, ...] = (), base: type[Recurso] = Recurso
) -> type[Recurso]:
    """The resource of a model with all its editable columns but those named."""
    excluidas = {"id", *fuera} | {
        campo.name for campo in modelo._meta.get_fields() if not getattr(campo, "editable", False)
    }
    meta = type("Meta", (base.Meta,), {"model": modelo, "exclude": tuple(sorted(excluidas))})
    return type(f"{modelo.__name__}Resource", (base,), {"Meta": meta})
