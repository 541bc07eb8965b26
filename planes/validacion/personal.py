"""Texts that say more than they should: who somebody is, or a count that is published masked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planes.entrada import Entrada
from planes.models import Dato

CORREO = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
NUMERO_LARGO = re.compile(r"(?<!\d)(?<!\d[.,])(?:\+?\d[ -]?){8,}\d?(?![.,]?\d)")


def parece_dato_personal(texto: str) -> bool:
    """Whether a text holds an e-mail address or a run of eight or more digits.

    Years and amounts with separators ("1.250.000", "2023-2025") are not caught.
    """
    if CORREO.search(texto):
        return True
    return any(
        not re.fullmatch(r"(?:19|20)\d\d[ -](?:19|20)\d\d[ -]?", hallado.group())
        for hallado in NUMERO_LARGO.finditer(texto)
    )


def cifras_sensibles(texto: str, respuestas: Iterable[tuple[Dato, Entrada]]) -> list[Dato]:
    """The sensitive Datos of which a text says a number that was reported, whole or in parts.

    Those are published as a band when they are small: a sentence must not give them away.
    """
    dichos = set(re.findall(r"(?<![\d.,])\d+(?![\d.,]*\d)", texto))
    return [dato for dato, entrada in respuestas if dato.sensible and dichos & cifras_de(entrada)]


def cifras_de(entrada: Entrada) -> set[str]:
    """The numbers of an answer above zero, as they are written in a sentence."""
    return {str(int(n)) for n in (entrada.numero, *entrada.partes.values()) if n}
