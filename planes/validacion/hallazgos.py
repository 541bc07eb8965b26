"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from planes.models import Actividad, Dato, Explicacion

from .contexto import Contexto

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ERROR, ADVERTENCIA, NOTA = "error", "advertencia", "nota"


class Caso(NamedTuple):
    """One place where a rule does not hold: the activity page, and what its sentence names."""

    actividad: Actividad
    dato: Dato | None = None
    palabras: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Regla:
    nombre: str
    """As explanations remember it: never changed."""
    nivel: str
    frase: StrOrPromise
    """A lazy translation; its ``%(…)s`` are the case's ``palabras`` and ``dato``."""
    buscar: Callable[[Contexto], Iterator[Caso]]


@dataclass(frozen=True)
class Hallazgo:
    """Something found in a report: how grave, on which activity page, in a sentence."""

    nivel: str
    actividad: Actividad
    mensaje: str
    dato: Dato | None = None
    regla: str = ""
    explicacion: Explicacion | None = field(default=None, compare=False)
    """Why the answer is right all the same, once somebody has said so."""

    @property
    def clave(self) -> tuple[int, str, int | None]:
        """Activity id, rule and Dato id: one finding and one explanation for each."""
        return (self.actividad.pk, self.regla, self.dato.pk if self.dato else None)

    @property
    def campo(self) -> str:
        """Name of the field in which it is explained."""
        return f"explique-{self.regla}-{self.actividad.pk}-{self.dato.pk if self.dato else 0}"

    @property
    def impide(self) -> bool:
        """Whether the report cannot be sent because of it."""
        return self.nivel == ERROR or (self.nivel == ADVERTENCIA and self.explicacion is None)
