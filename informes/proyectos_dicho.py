"""What the part of a project says, as its page and its sheet tell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from informes.figuras import Parte
from informes.proyectos import ETAPAS


def etapas(actual: str, idioma: str) -> list[dict[str, Any]]:
    """The line of stages: those behind, where it is (said with its day), those ahead."""
    orden = list(ETAPAS)
    lugar = orden.index(actual)
    dichas = []
    for n, clave in enumerate(orden):
        clase = "hecha" if n < lugar else "actual" if n == lugar else "sigue"
        if n == lugar == len(orden) - 1:
            clase = "hecha actual"
        palabra = _("cumplida") if n < lugar else _("por venir")
        dichas.append(
            {
                "nombre": ETAPAS[clave][idioma],
                "clase": clase,
                "palabra": palabra,
                "actual": n == lugar,
            }
        )
    return dichas


def objetivos(actividades: Sequence[Parte]) -> list[dict[str, Any]]:
    """The activities it serves under their objetivos, in the order of the plan."""
    grupos: dict[int, dict[str, Any]] = {}
    for a in actividades:
        grupo = grupos.setdefault(
            a["objetivo"]["numero"], {**a["objetivo"], "eje": a["eje"], "actividades": []}
        )
        grupo["actividades"].append(a)
    return list(grupos.values())


def sin_nombrar(n: int) -> str:
    """Of those it was presented to."""
    return (
        ngettext("%(n)s organización que no se nombra", "%(n)s organizaciones que no se nombran", n)
        % {"n": n}
        if n
        else ""
    )


def donantes(n: int) -> str:
    return (
        ngettext("%(n)s donante que no se nombra", "%(n)s donantes que no se nombran", n) % {"n": n}
        if n
        else ""
    )
