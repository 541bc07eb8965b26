"""The life of a report: one table (state × act × part), the only place that knows it.

::

                 enviar             devolver, retomar
      borrador ─────────▶ enviado ─────────────────▶ observado
          ▲                 │ ▲                          │
          └──── retirar ────┘ └──────── enviar ──────────┘
                            │
                            └─ aprobar ─▶ aprobado ─ corregir ─▶ (new version, borrador)
                                                  ◀─ abandonar ── (it is gone again)

``retirar`` and ``retomar`` are the sender's: taking back what nobody has begun to
review. What had been returned before is ``observado`` again, with its remarks.
``abandonar`` takes back ``corregir``: the new version, never sent, is deleted.

The parts somebody can play for a report: ``informante`` (the country's focal
point; for the regional report the ST), ``captura`` (the ST, typing for a
country what it was sent: it can save, the country sends), ``colaborador`` (a
colleague of the country's focal point: she saves the activities she was given) and
``revisor`` (the ST or the Presidencia; for the regional report the Presidencia).
Nobody reviews what they sent, nor their own country's report: that is ``planes.permisos``'s
to say, since it needs to know people.
"""

from __future__ import annotations

from dataclasses import dataclass

BORRADOR, ENVIADO, OBSERVADO, APROBADO = "borrador", "enviado", "observado", "aprobado"
INFORMANTE, CAPTURA, REVISOR = "informante", "captura", "revisor"
COLABORADOR = "colaborador"


@dataclass(frozen=True)
class Transicion:
    acto: str
    desde: frozenset[str]
    hacia: str
    quien: frozenset[str]
    con_plazo: bool = False
    """Whether the period's dates have a say; which, ``planes.permisos.en_plazo`` knows."""


TABLA: dict[str, Transicion] = {
    t.acto: t
    for t in (
        Transicion(
            "guardar",
            frozenset({BORRADOR, OBSERVADO}),
            "",
            frozenset({INFORMANTE, CAPTURA, COLABORADOR}),
            con_plazo=True,
        ),
        Transicion(
            "enviar",
            frozenset({BORRADOR, OBSERVADO}),
            ENVIADO,
            frozenset({INFORMANTE}),
            con_plazo=True,
        ),
        Transicion(
            "retirar", frozenset({ENVIADO}), BORRADOR, frozenset({INFORMANTE}), con_plazo=True
        ),
        Transicion("retomar", frozenset({ENVIADO}), OBSERVADO, frozenset({INFORMANTE})),
        Transicion("observar", frozenset({ENVIADO}), "", frozenset({REVISOR})),
        Transicion("devolver", frozenset({ENVIADO}), OBSERVADO, frozenset({REVISOR})),
        Transicion("aprobar", frozenset({ENVIADO}), APROBADO, frozenset({REVISOR})),
        Transicion("corregir", frozenset({APROBADO}), BORRADOR, frozenset({INFORMANTE})),
        Transicion("abandonar", frozenset({BORRADOR}), "", frozenset({INFORMANTE})),
    )
}


def permitida(acto: str, estado: str, partes: frozenset[str]) -> bool:
    """Whether somebody playing these parts may do ``acto`` to a report in ``estado``.

    Raises KeyError for an act that does not exist: a typing error, not a refusal.
    """
    transicion = TABLA[acto]
    return estado in transicion.desde and bool(transicion.quien & partes)


def destino(acto: str, estado: str) -> str:
    """The state after the act; an act that moves nothing leaves it as it was.

    For ``corregir`` the state of the new version: the approved one stays; after
    ``abandonar`` there is no such version. Raises ValueError where the act does not start
    from that state.
    """
    transicion = TABLA[acto]
    if estado not in transicion.desde:
        raise ValueError(f"{acto} does not start from {estado}")
    return transicion.hacia or estado


def actos(estado: str, partes: frozenset[str]) -> list[str]:
    """Every act that is open in that state to somebody playing these parts, in table order."""
    return [acto for acto in TABLA if permitida(acto, estado, partes)]
