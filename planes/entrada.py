"""An answer to one Dato, as a form or a file understood it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from planes.models import Etapa


@dataclass(frozen=True)
class Entrada:
    """An answer to one Dato as a form understood it; all empty means "no answer yet"."""

    numero: Decimal | None = None
    numerador: Decimal | None = None
    denominador: Decimal | None = None
    etapa: Etapa | None = None
    fecha: Any = None
    documento: str = ""
    ausencia: str = ""
    nota: str = ""
    partes: Mapping[int, Decimal] = field(default_factory=dict)
    """Number by category id."""

    @property
    def vacia(self) -> bool:
        return (
            self.numero is None
            and self.numerador is None
            and self.denominador is None
            and self.etapa is None
            and not self.documento
            and not self.ausencia
        )
