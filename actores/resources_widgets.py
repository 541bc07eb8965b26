"""How one cell of a file is read and written; what is wrong is a ValueError with a sentence."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from import_export import widgets

AMBIGUO = re.compile(r"-?([1-9]\d{0,2})[.,](\d{3})")
"""``1,250``: thousands to some of the nine countries, decimals to others."""

SEPARADOR = "/"
"""Between the parts of a natural key in one cell: ``po-2023-2025/1.1``."""


class Texto(widgets.CharWidget):
    """A text; an empty cell is an empty text, and a whole number from Excel has no ".0"."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value).replace("\x00", "").replace("\r\n", "\n").strip()

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class Opcion(Texto):
    """One of the codes of a field with choices."""

    def __init__(self, opciones: list[str], vacia: bool) -> None:
        super().__init__()
        self.opciones, self.vacia = opciones, vacia

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        texto = super().clean(value)
        if texto in self.opciones or (self.vacia and not texto):
            return texto
        raise ValueError(
            _("«%(valor)s» no está entre las opciones. Escriba una de estas: %(opciones)s.")
            % {"valor": texto, "opciones": ", ".join(self.opciones)}
        )


class SiNo(widgets.Widget):
    SI, NO = {"si", "sí", "1", "true", "verdadero", "yes"}, {"no", "0", "false", "falso", ""}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        texto = "" if value is None else str(value).strip().lower()
        if texto in self.SI or texto in self.NO:
            return texto in self.SI
        raise ValueError(_("«%(valor)s» no se entiende: escriba «si» o «no».") % {"valor": value})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "si" if value else "no"


class Numero(widgets.Widget):
    """A number, whole or with up to two decimals after a point or a comma; empty is none.
    A text that can be read as two numbers is asked back."""

    def __init__(self, *, entero: bool) -> None:
        super().__init__()
        self.entero = entero

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | int | None:
        texto = "" if value is None else str(value).strip()
        if not texto:
            return None
        # A cell that is a number already can be read in one way only.
        doble = AMBIGUO.fullmatch(texto) if isinstance(value, str) else None
        if doble:
            raise ValueError(
                _(
                    "«%(texto)s» se puede leer de dos maneras: ¿es %(una)s o %(otra)s? "
                    "Escríbalo sin separar los miles."
                )
                % {
                    "texto": texto,
                    "una": f"{doble[1]}{doble[2]}",
                    "otra": f"{doble[1]},{doble[2].rstrip('0') or '0'}",
                }
            )
        try:
            numero = Decimal(texto.replace(",", "."))
            # Not 1e999999, whose digits would fill the memory.
            finito = numero.is_finite() and numero.adjusted() < 18
        except InvalidOperation:
            finito = False
        if not finito:
            raise ValueError(
                _("«%(valor)s» no es un número. Escríbalo solo con cifras, por ejemplo 1250.")
                % {"valor": texto}
            )
        if not self.entero:
            return numero
        if numero != numero.to_integral_value():
            raise ValueError(_("«%(valor)s» no es un número entero.") % {"valor": texto})
        return int(numero)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """A number for a cell, without the zeros that the database adds: 183, not 183.00."""
        if not isinstance(value, Decimal):
            return "" if value is None else value
        entero = value == value.to_integral_value()
        return int(value) if entero else Decimal(f"{value:f}".rstrip("0"))


class Fecha(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> dt.date | None:
        if isinstance(value, dt.datetime):
            return value.date()
        if value is None or isinstance(value, dt.date):
            return value
        texto = str(value).strip()
        for forma in ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S"):
            try:
                return dt.datetime.strptime(texto, forma).date()
            except ValueError:
                continue
        if not texto:
            return None
        raise ValueError(
            _("«%(valor)s» no es una fecha. Escríbala así: 2025-12-31.") % {"valor": texto}
        )

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class Clave(widgets.Widget):
    """A row of another table by its natural key; the plan's code may be left out where the
    row itself names its plan."""

    def __init__(self, modelo: Any) -> None:
        super().__init__()
        self.modelo = modelo
        self.campos: tuple[str, ...] = (
            modelo.CLAVE_NATURAL if hasattr(modelo, "CLAVE_NATURAL") else (modelo.USERNAME_FIELD,)
        )
        self.leidas: dict[tuple[str, ...], models.Model] = {}

    def buscar(self, texto: str, row: Any) -> models.Model:
        partes = tuple(parte.strip() for parte in texto.split(SEPARADOR))
        if len(partes) == len(self.campos) - 1 and self.campos[0] == "plan__codigo":
            partes = (str((row or {}).get("plan", "")).strip(), *partes)
        if partes not in self.leidas:
            self.leidas[partes] = self.leer(partes, texto)
        return self.leidas[partes]

    def leer(self, partes: tuple[str, ...], texto: str) -> models.Model:
        falta = ValueError(
            _("No hay %(que)s con el código «%(valor)s».")
            % {"que": self.modelo._meta.verbose_name, "valor": texto}
        )
        if len(partes) != len(self.campos):
            raise falta
        try:
            fila: models.Model = self.modelo._default_manager.get(
                **dict(zip(self.campos, partes, strict=True))
            )
        except (self.modelo.DoesNotExist, ValueError, ValidationError) as error:
            raise falta from error
        return fila

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> models.Model | None:
        texto = Texto().clean(value)
        return self.buscar(texto, row) if texto else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        if value is None:
            return ""
        partes = [str(parte) for parte in value.natural_key()]
        propio = getattr(obj, "plan_id", None)
        if self.campos[0] == "plan__codigo" and propio and propio == value.plan_id:
            partes = partes[1:]
        return SEPARADOR.join(partes)


class Claves(widgets.ManyToManyWidget):
    """Several rows of another table, separated by commas."""

    def __init__(self, modelo: Any) -> None:
        super().__init__(modelo)
        self.una = Clave(modelo)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[models.Model]:
        partes = Texto().clean(value).split(",")
        return [self.una.buscar(parte.strip(), row) for parte in partes if parte.strip()]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return ", ".join(self.una.render(fila, obj) for fila in value.all()) if value else ""


def widget_para(campo: Any) -> Any:
    """The widget of a model field."""
    if campo.many_to_many:
        return Claves(campo.related_model)
    if campo.is_relation:
        return Clave(campo.related_model)
    if campo.choices:
        if isinstance(campo, models.IntegerField):
            return Numero(entero=True)
        return Opcion([str(clave) for clave, _nombre in campo.choices], campo.blank)
    if isinstance(campo, models.BooleanField):
        return SiNo()
    if isinstance(campo, models.DateField):
        return Fecha()
    if isinstance(campo, models.IntegerField | models.DecimalField):
        return Numero(entero=isinstance(campo, models.IntegerField))
    return Texto()
