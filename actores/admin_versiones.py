"""Two people in the same row: who saves second is told what changed meanwhile, and saves again
only if that is meant.

The page carries a ``sello``: a mark of each value that it was made with. What has another mark
when the form comes back was changed by somebody else; its form is shown again with a new seal.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from simple_history.models import DeletedObject

from .models import nombre_de_campo

SELLO = "sello"


def valor_en_palabras(campo: Any, valor: Any) -> Any:
    """What a field holds, for reading: the name of a choice, a date as it is written, sí or no."""
    if isinstance(valor, bool):
        return _("Sí") if valor else _("No")
    if isinstance(valor, dt.datetime):
        return date_format(localtime(valor), "SHORT_DATETIME_FORMAT")
    if isinstance(valor, dt.date):
        return date_format(valor)
    if isinstance(valor, str | int):
        return dict(getattr(campo, "flatchoices", ())).get(valor, valor)
    if isinstance(valor, DeletedObject) and valor.pk is None:
        return ""  # an empty link, not one to a row that is gone
    return "" if valor is None else valor


def simple(valor: Any) -> Any:
    """A value as it can be compared: rows as their keys, nothing as empty text."""
    if isinstance(valor, models.Model):
        return valor.pk
    if isinstance(valor, list | tuple | set | models.QuerySet):
        return sorted(str(simple(uno)) for uno in valor)
    return "" if valor is None else valor


def marca(valor: Any) -> str:
    """Short mark of a value, the same for the same value."""
    return hashlib.sha256(str(simple(valor)).encode()).hexdigest()[:12]


class ConSello(forms.ModelForm):
    """A row's form that knows what the page was made with."""

    @staticmethod
    def hijas() -> Iterable[tuple[Any, type[models.Model], str]]:
        """The tables edited inside the row (the table's ``get_form`` says them): what each is
        called, the model and its link to this row."""
        return ()

    def full_clean(self) -> None:
        super().full_clean()
        frases = self.cambiado_mientras()
        if frases:
            self.add_error(None, ValidationError([self.quien_fue(), *frases]))

    @property
    def sello(self) -> str:
        """What the page carries; empty for a new row."""
        if not self.instance.pk:
            return ""
        return json.dumps({"": timezone.now().isoformat()} | self.marcas())

    def marcas(self) -> dict[str, str]:
        """By field of the row, and by row of the tables inside, as they are kept now."""
        propias = {
            campo: marca(self.get_initial_for_field(self.fields[campo], campo))
            for campo in self.propios()
        }
        return propias | {clave: marca(filas) for clave, _fila, filas in self.de_las_hijas()}

    def propios(self) -> list[str]:
        """The fields of the form that are kept in the row."""
        opciones = self._meta.model._meta
        suyos = {campo.name for campo in (*opciones.fields, *opciones.many_to_many)}
        return [campo for campo in self.fields if campo in suyos]

    def de_las_hijas(self) -> list[tuple[str, str, list[Any]]]:
        """Of each row inside: key, what it is called and its values."""
        filas = []
        for titulo, modelo, enlace in self.hijas():
            for fila in modelo._base_manager.filter(**{enlace: self.instance.pk}):
                valores = [fila.serializable_value(c.attname) for c in modelo._meta.concrete_fields]
                nombre = f"{capfirst(titulo)}: {fila}"
                filas.append((f"{modelo._meta.label}:{fila.pk}", nombre, [str(v) for v in valores]))
        return filas

    def cambiado_mientras(self) -> list[str]:
        """What others changed since the page was made, each a sentence; not what they wrote just
        as it is written here."""
        antes = self.visto()
        if not antes:
            return []
        ahora = self.marcas()
        frases = [
            self.frase(campo)
            for campo in self.propios()
            if antes.get(campo) != ahora[campo] and marca(self.escrito(campo)) != ahora[campo]
        ]
        for clave, nombre, _valores in self.de_las_hijas():
            if antes.get(clave) != ahora[clave]:
                frases.append(_("%(que)s: cambió o es de ahora.") % {"que": nombre})
        if any(":" in clave and clave not in ahora for clave in antes):
            frases.append(_("Se borró una fila de esta ficha."))
        return frases

    def visto(self) -> dict[str, Any]:
        """The seal that came back; empty where there is none."""
        try:
            sello = json.loads(self.data.get(SELLO) or "{}") if self.instance.pk else {}
        except ValueError:
            return {}
        return sello if isinstance(sello, dict) else {}

    def escrito(self, campo: str) -> Any:
        return self.cleaned_data.get(campo, self[campo].data)

    def frase(self, campo: str) -> str:
        suyo = self.get_initial_for_field(self.fields[campo], campo)
        return _("%(campo)s: ahora dice «%(ahora)s»; aquí, «%(aqui)s».") % {
            "campo": nombre_de_campo(self._meta.model, campo),
            "ahora": self.en_palabras(campo, suyo),
            "aqui": self.aqui(campo),
        }

    def aqui(self, campo: str) -> str:
        """What is written in the form; as it was typed where it could not be read."""
        escrito = self.escrito(campo)
        return str(escrito) if campo in self.errors else self.en_palabras(campo, escrito)

    def en_palabras(self, campo: str, valor: Any) -> str:
        de_la_fila = self._meta.model._meta.get_field(campo)
        if isinstance(valor, list | models.QuerySet):
            dicho = ", ".join(map(str, valor))
        elif isinstance(de_la_fila, models.ForeignKey) and not isinstance(valor, models.Model):
            dicho = str(de_la_fila.related_model._base_manager.filter(pk=valor).first() or "")
        else:
            dicho = str(valor_en_palabras(de_la_fila, valor))
        return Truncator(dicho).chars(160) or _("nada")

    def quien_fue(self) -> str:
        """Who saved since then, and what to do."""
        try:
            desde = parse_datetime(str(self.visto().get("")))
        except ValueError:
            desde = None
        historia = getattr(self.instance, "history", None)
        ultima = None
        if historia and desde:
            ultima = historia.filter(history_date__gt=desde).select_related("history_user").first()
        return _(
            "Mientras usted escribía, %(quien)s guardó cambios en esta ficha, y lo de usted no se "
            "ha guardado. Vea qué cambió; si quiere que quede lo que está aquí, guarde otra vez."
        ) % {"quien": (ultima and ultima.history_user) or _("alguien")}
