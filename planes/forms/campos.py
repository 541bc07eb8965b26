"""Form fields that read what people type: numbers, dates, long texts."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from planes.models import ObjetivoOperativo
from planes.numeros import escribir_numero, leer_numero, mostrar_numero

PERSONAS_MAXIMO = Decimal(10**9)
MONTO_MAXIMO = Decimal(10**12)
"""Above these a slip of the finger is likelier than the figure; the columns hold more."""

LARGO_DE_TEXTO = 5000
LARGO_DE_NOTA = 1000

# What Django says by itself names its own fields and is not how the portal speaks.
DE_LISTA = dict.fromkeys(
    ("invalid_choice", "invalid_pk_value", "invalid_list"),
    gettext_lazy("Elija una de las opciones."),
)
"""Error messages of a choice that nobody offered."""
DE_VERSION = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"),
    gettext_lazy("La página no llegó entera. Copie lo que escribió, vuelva a abrirla y guárdelo."),
)
"""Error messages of a hidden number."""
SIGNO_AJENO = gettext_lazy("El texto tiene un signo que no se puede guardar: bórrelo.")


class LargoMaximo(MaxLengthValidator):
    """Tells both lengths as numbers are written elsewhere: ``159 999``."""

    def __call__(self, value: str) -> None:
        if len(value) > self.limit_value:
            largos = {"show_value": len(value), "limit_value": self.limit_value}
            dichos = {cual: mostrar_numero(Decimal(largo)) for cual, largo in largos.items()}
            raise ValidationError(self.message, code=self.code, params=dichos)


def aclarar_texto(campo: forms.CharField) -> None:
    """A text that is too long, or has what cannot be kept, is told in the portal's words."""
    campo.widget.attrs.pop("maxlength", None)  # the browser would cut a pasted text without a word
    campo.validators = [
        LargoMaximo(v.limit_value) if isinstance(v, MaxLengthValidator) else v
        for v in campo.validators
    ]
    campo.error_messages |= {
        "max_length": gettext_lazy(
            "El texto tiene %(show_value)s caracteres y caben %(limit_value)s: acórtelo."
        ),
        "null_characters_not_allowed": SIGNO_AJENO,
    }


class LineaField(forms.CharField):
    """A short text, in one line unless its widget says otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        aclarar_texto(self)


class NumeroField(forms.CharField):
    """A number that is not negative, as ``planes.numeros`` reads it; None when left blank."""

    def __init__(
        self,
        *,
        entero: bool,
        maximo: Decimal = PERSONAS_MAXIMO,
        decimales: int = 2,
        **kwargs: Any,
    ) -> None:
        self.entero, self.maximo, self.decimales = entero, maximo, decimales
        teclado = "numeric" if entero else "decimal"
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": teclado, "autocomplete": "off"})
        )
        super().__init__(
            required=False,
            max_length=40,
            error_messages={
                "max_length": gettext_lazy("El número tiene demasiadas cifras."),
                "null_characters_not_allowed": SIGNO_AJENO,
            },
            **kwargs,
        )
        self.widget.attrs.pop("maxlength", None)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return escribir_numero(value, get_language() or "es")
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares numbers, however they are written."""
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True

    def clean(self, value: Any) -> Decimal | None:  # type: ignore[override]
        texto = super().clean(value)
        if not texto:
            return None
        try:
            numero = leer_numero(texto, get_language() or "es")
        except ValueError as error:
            raise ValidationError(str(error), code="numero") from error
        if numero < 0:
            raise ValidationError(_("El número no puede ser negativo."), code="negativo")
        if self.entero and numero != numero.to_integral_value():
            raise ValidationError(_("Escriba un número entero, sin decimales."), code="entero")
        if numero > self.maximo:
            raise ValidationError(
                _("El número es demasiado grande: el máximo es %(maximo)s. Revise las cifras.")
                % {"maximo": mostrar_numero(self.maximo)},
                code="grande",
            )
        if numero != round(numero, self.decimales):
            frase = _("Escriba dos decimales como máximo.")
            if self.decimales != 2:
                frase = _("Escriba %(n)d decimales como máximo.") % {"n": self.decimales}
            raise ValidationError(frase, code="decimales")
        return numero


class FechaField(forms.DateField):
    """A day typed as 27/11/2025 (or 2025-11-27), in the plan and not in the future."""

    def __init__(self, *, desde: dt.date, hasta: dt.date, **kwargs: Any) -> None:
        self.desde, self.hasta = desde, hasta
        super().__init__(
            required=False,
            input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"],
            help_text=gettext_lazy("Día/mes/año, por ejemplo 27/11/2024."),
            widget=forms.DateInput(
                format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}
            ),
            error_messages={
                "invalid": gettext_lazy(
                    "Escriba una fecha que exista, como día/mes/año: por ejemplo 27/11/2024."
                )
            },
            **kwargs,
        )

    def clean(self, value: Any) -> dt.date | None:
        fecha: dt.date | None = super().clean(value)
        if fecha is None:
            return None
        if fecha > timezone.localdate():
            raise ValidationError(_("La fecha no puede estar en el futuro."), code="futura")
        if not self.desde <= fecha <= self.hasta:
            raise ValidationError(
                _("La fecha está fuera del plan, que va del %(desde)s al %(hasta)s.")
                % {"desde": date_format(self.desde), "hasta": date_format(self.hasta)},
                code="fuera_del_plan",
            )
        return fecha


INVISIBLES = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Control characters: some turn the text that follows around for whoever reads it."""


class TextoField(forms.CharField):
    """A long text. Line ends count as one character, as the person sees them."""

    def __init__(self, *, largo: int = LARGO_DE_TEXTO, filas: int = 5, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=largo,
            widget=forms.Textarea(attrs={"rows": filas}),
            **kwargs,
        )
        aclarar_texto(self)

    def to_python(self, value: Any) -> str:
        texto = super().to_python(value) or ""
        return INVISIBLES.sub("", texto.replace("\r\n", "\n").replace("\r", "\n"))


def casillas_por_objetivo(
    campo: forms.BoundField,
) -> list[tuple[ObjetivoOperativo, list[Any], int]]:
    """The boxes of a field of activities by objetivo, and how many of each are ticked.

    Its queryset brings ``objetivo__eje`` along.
    """
    grupos: dict[int, tuple[ObjetivoOperativo, list[Any]]] = {}
    for casilla in campo:
        objetivo = casilla.data["value"].instance.objetivo
        grupos.setdefault(objetivo.pk, (objetivo, []))[1].append(casilla)
    return [
        (objetivo, casillas, sum(bool(c.data["selected"]) for c in casillas))
        for objetivo, casillas in grupos.values()
    ]
