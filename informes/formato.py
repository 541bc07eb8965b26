"""Numbers and amounts as people read them, the same on every surface (1 234,5 and 1,234.5), and the
days of a cut's parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

ESPACIO_DURO = "\u00a0"


def numero(valor: Decimal | int | float | None, idioma: str, decimales: int | None = None) -> str:
    """A number with thousands separators; at most one decimal unless told otherwise.

    Spanish groups with a no-break space (our fonts have no narrow one) and uses a decimal comma.
    None is an empty string: why there is no number is said by its mark.
    """
    if valor is None:
        return ""
    exacto = Decimal(str(valor))
    if decimales is None:
        decimales = 0 if exacto == exacto.to_integral_value() else 1
    redondo = exacto.quantize(Decimal(1).scaleb(-decimales), rounding=ROUND_HALF_UP)
    texto = f"{redondo:,.{decimales}f}"
    if idioma == "en":
        return texto
    return texto.replace(",", ESPACIO_DURO).replace(".", ",")


def dolares(valor: float | None, idioma: str) -> str:
    """``USD 198 000``; empty when it is not known."""
    if valor is None:
        return ""
    return f"USD\u00a0{numero(valor, idioma, centavos(valor))}"


def centavos(valor: float) -> int:
    """Decimals of an amount of money."""
    return 0 if valor == int(valor) else 2


def dia(texto: str | None) -> dt.date | None:
    """A day of a part, ``2025-12-31``, as a date."""
    return dt.date.fromisoformat(texto) if texto else None


ENTRE = {"es": "entre {0} y {1}", "en": "between {0} and {1}"}
BANDA = {"es": "{0} a {1}", "en": "{0} to {1}"}


def cifra(cifra: Mapping[str, Any], idioma: str, *, pais: bool = False) -> str:
    """A published figure (``informes.cifras``) in words: number, interval, band or ``[mark]``.

    ``pais``: whether it is one country's figure, whose interval is a band ("1 a 10").
    Percentages carry their sign. Milestones and documents use their own text.
    """
    if cifra.get("texto"):
        return cifra["texto"][idioma]
    if cifra.get("minimo") is not None:
        frase = BANDA if pais else ENTRE
        return frase[idioma].format(
            numero(cifra["minimo"], idioma), numero(cifra["maximo"], idioma)
        )
    if cifra.get("valor") is None:
        return f"[{cifra.get('marca') or 'x'}]"
    texto = numero(cifra["valor"], idioma)
    if cifra.get("tipo") == "porcentaje":
        return f"{texto}\u00a0%" if idioma == "es" else f"{texto}%"
    return texto
