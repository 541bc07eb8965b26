"""The marks that stand beside figures (Q21), in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

ORDEN = "cxzpr"


def explicadas(*partes: Any) -> list[tuple[str, str]]:
    """The marks that really occur in these parts or figures, each with what it means."""
    usadas = {m for parte in partes for m in marcas_en(parte)}
    dichas = {
        "c": _("confidencial: se muestra un intervalo para proteger a las personas."),
        "x": _("sin dato: no se reportó o no está disponible. No significa cero."),
        "z": _("no aplica: no se espera este dato de quien reporta."),
        "p": _("provisional: falta una parte del año o de los países."),
        "r": _("revisado: cambió desde un corte anterior."),
    }
    return [(m, dichas[m]) for m in ORDEN if m in usadas]


def marcas_en(parte: Any) -> Iterator[str]:
    """Every mark in a part, however deep. A figure has ``tipo`` and ``valor``."""
    if isinstance(parte, list | tuple):
        for cosa in parte:
            yield from marcas_en(cosa)
    elif isinstance(parte, dict):
        if "tipo" in parte and "valor" in parte:
            if parte.get("marca"):
                yield parte["marca"]
            elif parte["valor"] is None and not parte.get("texto") and "minimo" not in parte:
                yield "x"
            return
        for cosa in parte.values():
            yield from marcas_en(cosa)
