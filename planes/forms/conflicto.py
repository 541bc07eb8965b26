"""Two people saved the same page: both versions side by side, and a choice for each field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.models import Usuario
from planes.entrada import Entrada
from planes.models import Avance, Dato
from planes.numeros import mostrar_numero
from planes.respuestas import en_una_frase

from .actividad import NO, SI, FormularioActividad
from .campos import LARGO_DE_TEXTO

MIA, SUYA, AMBAS = "mia", "suya", "ambas"


@dataclass(frozen=True)
class Diferencia:
    """One field that two people left in different ways, both in words."""

    campo: str
    """A field of Avance, or ``dato-<codigo>``."""
    etiqueta: str
    mia: str
    suya: str
    dato: Dato | None = None

    @property
    def se_pueden_juntar(self) -> bool:
        return self.campo in Avance.TEXTOS and bool(self.mia and self.suya)

    def opciones(self, *, propia: bool) -> list[tuple[str, str]]:
        """What can be kept. ``propia``: the same person saved the other text."""
        opciones = [(MIA, _("Lo que escribí yo")), (SUYA, _("Lo que guardó la otra persona"))]
        if propia:
            opciones = [
                (MIA, _("Lo que escribí en esta ventana")),
                (SUYA, _("Lo que guardé en la otra ventana")),
            ]
        if self.se_pueden_juntar:
            opciones.append((AMBAS, _("Los dos textos, uno después del otro")))
        return opciones


def diferencias(
    pagina: FormularioActividad, actual: Avance, guardadas: Mapping[int, Entrada]
) -> list[Diferencia]:
    """Where a valid page and what is saved say different things; empty when they agree."""
    halladas = []
    for campo, valor in pagina.textos.items():
        guardado = getattr(actual, campo)
        if valor != guardado:
            campo_de_pagina = pagina.avance[campo]
            halladas.append(
                Diferencia(
                    campo,
                    str(campo_de_pagina.label),
                    en_palabras(pagina, campo, valor),
                    en_palabras(pagina, campo, guardado),
                )
            )
    for dato, entrada in pagina.entradas.items():
        guardada = guardadas.get(dato.pk, Entrada())
        if entrada != guardada:
            halladas.append(
                Diferencia(
                    f"dato-{dato.codigo}",
                    dato.t.nombre,
                    en_una_frase(dato, entrada),
                    en_una_frase(dato, guardada),
                    dato,
                )
            )
    return halladas


def en_palabras(pagina: FormularioActividad, campo: str, valor: Any) -> str:
    if campo == "terminada":
        valor = SI if valor else NO
    opciones = dict(getattr(pagina.avance.fields[campo], "choices", []))
    return str(opciones.get(valor, valor))


class FormularioConflicto(forms.Form):
    """One choice for each difference; applies them to what was typed.

    What was typed travels along in hidden fields, so that nothing is lost. ``por`` is who
    chooses; ``propia`` says that the same person saved the other text.
    """

    use_required_attribute = False

    def __init__(
        self, distintas: list[Diferencia], actual: Avance, *, por: Usuario, **kwargs: Any
    ) -> None:
        super().__init__(prefix="elegir", **kwargs)
        self.distintas, self.actual = distintas, actual
        self.propia = actual.actualizado_por_id == por.pk
        for diferencia in distintas:
            self.fields[diferencia.campo] = forms.ChoiceField(
                label=diferencia.etiqueta,
                choices=diferencia.opciones(propia=self.propia),
                widget=forms.RadioSelect,
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice"), gettext_lazy("Elija qué se conserva.")
                ),
            )

    def filas(self) -> list[tuple[Diferencia, forms.BoundField]]:
        return [(d, self[d.campo]) for d in self.distintas]

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        for diferencia in self.distintas:
            elegido = limpio.get(diferencia.campo)
            largo = len(juntar(diferencia))
            if elegido == AMBAS and largo > LARGO_DE_TEXTO:
                self.add_error(
                    diferencia.campo,
                    _("Los dos textos juntos tienen %(largo)s caracteres y caben %(maximo)s.")
                    % {
                        "largo": mostrar_numero(Decimal(largo)),
                        "maximo": mostrar_numero(Decimal(LARGO_DE_TEXTO)),
                    },
                )
        return limpio

    def resolver(
        self, textos: dict[str, Any], entradas: dict[Dato, Entrada]
    ) -> tuple[dict[str, Any], dict[Dato, Entrada]]:
        """What to save: the typed page with each choice applied. Only when valid."""
        for diferencia in self.distintas:
            elegido = self.cleaned_data[diferencia.campo]
            if elegido == SUYA and diferencia.dato is not None:
                entradas = {d: e for d, e in entradas.items() if d != diferencia.dato}
            elif elegido == SUYA:
                textos = {**textos, diferencia.campo: getattr(self.actual, diferencia.campo)}
            elif elegido == AMBAS:
                textos = {**textos, diferencia.campo: juntar(diferencia)}
        return textos, entradas


def juntar(diferencia: Diferencia) -> str:
    """What was saved first stands first."""
    return f"{diferencia.suya}\n\n{diferencia.mia}"


def escrito(datos: QueryDict) -> list[tuple[str, str]]:
    """What the person typed, to carry it along: everything but tokens, version and choices."""
    ajenos = ("csrfmiddlewaretoken", "version", "conflicto", "accion")
    return [
        (nombre, valor)
        for nombre, valores in datos.lists()
        for valor in valores
        if nombre not in ajenos and not nombre.startswith("elegir-")
    ]
