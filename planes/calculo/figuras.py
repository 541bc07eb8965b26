"""What the adding-up works on: rules, answers, figures, and the words for their absence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

REGION = ""

NO_APLICA = "no_aplica"
NO_DISPONIBLE = "no_disponible"
PENDIENTE = "pendiente"
SIN_REPORTE = "sin_reporte"
NO_AGREGABLE = "no_agregable"

ESTADOS = ("completada", "en_curso", "no_iniciada", "suspendida", "no_aplica")
SIN_DATO = "sin_dato"

QUE_SE_ARRASTRAN = ("hito", "documento")
"""Types whose last answer stands until a newer one; counts never carry forward."""


@dataclass(frozen=True)
class Dato:
    """The rules of one quantity (see ``planes.models.Dato``)."""

    codigo: str
    tipo: str
    regla_tiempo: str
    regla_region: str
    sentido: str = "ascendente"
    periodicidad: str = "semestral"
    sensible: bool = False


@dataclass(frozen=True, order=True)
class Semestre:
    """A reporting semester; sorts in time."""

    anio: int
    semestre: int


@dataclass(frozen=True)
class Respuesta:
    """What one informant answered about one Dato for one semester.

    Either a value of the Dato's type or ``ausencia`` (why there is none).
    ``etapa`` is the stage's order and ``cumple`` whether reaching it fulfils the
    milestone. ``partes`` maps a category key (``"sexo:mujeres"``: disaggregation,
    colon, category) to its number; those of a percentage split its numerator.
    """

    informante: str
    cuando: Semestre
    numero: Decimal | None = None
    numerador: Decimal | None = None
    denominador: Decimal | None = None
    etapa: int | None = None
    cumple: bool = False
    fecha: dt.date | None = None
    documento: str = ""
    ausencia: str = ""
    partes: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Cifra:
    """One informant's figure for one year, or why there is none.

    ``valor`` is the number; for a percentage 100 × numerador / denominador; for
    a milestone or document 1 when fulfilled, else 0. Exactly one of ``valor``
    and ``ausencia`` is filled. ``parcial``: an expected semester is not in.
    ``cuando``: the semester the figure stands for (the last one that entered),
    which for milestones can lie in an earlier year.
    """

    valor: Decimal | None = None
    numerador: Decimal | None = None
    denominador: Decimal | None = None
    etapa: int | None = None
    cumple: bool = False
    fecha: dt.date | None = None
    documento: str = ""
    ausencia: str = SIN_REPORTE
    parcial: bool = False
    cuando: Semestre | None = None
    partes: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def hay(self) -> bool:
        return self.valor is not None


@dataclass(frozen=True)
class Cobertura:
    """How many of the expected countries stand behind a figure.

    ``esperados`` are the members at the date less those to whom the question
    does not apply; ``no_aplica`` counts these. ``parciales`` of those that
    reported have part of the year still out.
    """

    reportaron: int
    esperados: int
    no_aplica: int = 0
    parciales: int = 0

    @property
    def completa(self) -> bool:
        return self.reportaron == self.esperados


@dataclass(frozen=True)
class CifraRegional:
    """The region's figure for one year, or to date.

    ``cobertura`` is None for a regional-only figure. ``fecha`` and ``cuando``
    are those of a regional milestone, which can lie in an earlier year.
    """

    valor: Decimal | None = None
    numerador: Decimal | None = None
    denominador: Decimal | None = None
    etapa: int | None = None
    cumple: bool = False
    documento: str = ""
    ausencia: str = ""
    cobertura: Cobertura | None = None
    parcial: bool = False
    partes: Mapping[str, Decimal] = field(default_factory=dict)
    fecha: dt.date | None = None
    cuando: Semestre | None = None

    @property
    def hay(self) -> bool:
        return self.valor is not None
