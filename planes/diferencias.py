"""What changed from one text to another, for reading: standard library only."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

IGUAL, NUEVO, QUITADO = "igual", "nuevo", "quitado"

Pieza = tuple[str, str]
"""``igual``, ``nuevo`` or ``quitado``, and the text."""

PARECIDO = 0.4
"""A text is another one gone on, and not a new one, when this part of the longer one stayed."""
ENLACE = 3
"""Words of so few letters ("de", "los") that stand between two changes stayed by chance."""


def diferencias(era: str, es: str) -> list[Pieza]:
    """Two texts word by word, as pieces that stayed, came or went, with the blanks between them.
    Where little stayed it is the old text whole and then the new one.

    >>> diferencias("dos talleres", "tres talleres")
    [('quitado', 'dos'), ('igual', ' '), ('nuevo', 'tres'), ('igual', ' talleres')]
    """
    piezas: list[Pieza] = []
    for quitado, nuevo, igual in tramos(era, es):
        antes = piezas[-1][1] if piezas else " "
        if quitado and not antes[-1].isspace():
            piezas.append((IGUAL, " "))
        piezas += [(QUITADO, quitado.strip()), (IGUAL, " ")] if quitado else []
        puesto = nuevo.rstrip()
        piezas += [(NUEVO, puesto), (IGUAL, nuevo[len(puesto) :] + igual)]
    piezas = juntas(piezas)
    quedo = sum(len(pieza.strip()) for clase, pieza in piezas if clase == IGUAL)
    if era and es and quedo < max(len(era), len(es)) * PARECIDO:
        return [(QUITADO, era), (NUEVO, es)]
    return piezas


def reescrito(piezas: list[Pieza]) -> bool:
    """Whether the pieces are the old text whole and then the new one."""
    return [clase for clase, _pieza in piezas] == [QUITADO, NUEVO]


def tramos(era: str, es: str) -> Iterator[tuple[str, str, str]]:
    """In order: what went, what came in its place, and what stayed after it; blanks aside."""
    viejo, nuevo = (re.findall(r"\s*\S+\s*", texto) for texto in (era, es))
    parejas = difflib.SequenceMatcher(
        None, [p.strip() for p in viejo], [p.strip() for p in nuevo], autojunk=False
    )
    quitado = puesto = ""
    for acto, a, b, c, d in parejas.get_opcodes():
        iguales = nuevo[c:d] if acto == "equal" else []
        en_medio = c > 0 and d < len(nuevo) and a > 0 and b < len(viejo)
        if iguales and not (en_medio and all(len(p.strip()) <= ENLACE for p in iguales)):
            yield quitado, puesto, "".join(iguales)
            quitado = puesto = ""
        else:
            quitado, puesto = quitado + "".join(viejo[a:b]), puesto + "".join(nuevo[c:d])
    yield quitado, puesto, ""


def juntas(piezas: list[Pieza]) -> list[Pieza]:
    """The same without empty pieces and with neighbours of a kind as one; no blank at the end."""
    hechas: list[Pieza] = []
    for clase, pieza in piezas:
        if hechas and hechas[-1][0] == clase:
            hechas[-1] = (clase, hechas[-1][1] + pieza)
        elif pieza:
            hechas.append((clase, pieza))
    if hechas and not hechas[-1][1].strip():
        hechas.pop()
    return hechas
