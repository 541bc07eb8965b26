"""The life of a report: every state × act × part, against a table drawn by hand.

state       informante            captura    colaborador   revisor                       nobody
borrador    guardar, enviar,      guardar    guardar       –                             –
            abandonar
enviado     retirar, retomar      –          –             observar, devolver, aprobar   –
observado   guardar, enviar       guardar    guardar       –                             –
aprobado    corregir              –          –             –                             –
"""

from __future__ import annotations

from itertools import chain, combinations, product

import pytest

from planes.transiciones import (
    APROBADO,
    BORRADOR,
    CAPTURA,
    COLABORADOR,
    ENVIADO,
    INFORMANTE,
    OBSERVADO,
    REVISOR,
    TABLA,
    actos,
    destino,
    permitida,
)

ESTADOS = (BORRADOR, ENVIADO, OBSERVADO, APROBADO)
PARTES = (INFORMANTE, CAPTURA, COLABORADOR, REVISOR)

PUEDEN: dict[tuple[str, str], list[str]] = {
    (BORRADOR, INFORMANTE): ["guardar", "enviar", "abandonar"],
    (BORRADOR, CAPTURA): ["guardar"],
    (BORRADOR, COLABORADOR): ["guardar"],
    (BORRADOR, REVISOR): [],
    (ENVIADO, INFORMANTE): ["retirar", "retomar"],
    (ENVIADO, CAPTURA): [],
    (ENVIADO, COLABORADOR): [],
    (ENVIADO, REVISOR): ["observar", "devolver", "aprobar"],
    (OBSERVADO, INFORMANTE): ["guardar", "enviar"],
    (OBSERVADO, CAPTURA): ["guardar"],
    (OBSERVADO, COLABORADOR): ["guardar"],
    (OBSERVADO, REVISOR): [],
    (APROBADO, INFORMANTE): ["corregir"],
    (APROBADO, CAPTURA): [],
    (APROBADO, COLABORADOR): [],
    (APROBADO, REVISOR): [],
}

LLEVAN_A = {
    (BORRADOR, "guardar"): BORRADOR,
    (OBSERVADO, "guardar"): OBSERVADO,
    (BORRADOR, "enviar"): ENVIADO,
    (OBSERVADO, "enviar"): ENVIADO,
    (ENVIADO, "retirar"): BORRADOR,
    (ENVIADO, "retomar"): OBSERVADO,
    (ENVIADO, "observar"): ENVIADO,
    (ENVIADO, "devolver"): OBSERVADO,
    (ENVIADO, "aprobar"): APROBADO,
    (APROBADO, "corregir"): BORRADOR,
    (BORRADOR, "abandonar"): BORRADOR,
}

ACTOS = (
    "guardar", "enviar", "retirar", "retomar", "observar", "devolver", "aprobar", "corregir",
    "abandonar",
)  # fmt: skip


def test_no_hay_mas_actos() -> None:
    assert tuple(TABLA) == ACTOS
    assert all(TABLA[acto].acto == acto for acto in ACTOS)


@pytest.mark.parametrize(("estado", "acto", "parte"), list(product(ESTADOS, ACTOS, PARTES)))
def test_quien_puede_que(estado: str, acto: str, parte: str) -> None:
    assert permitida(acto, estado, frozenset({parte})) == (acto in PUEDEN[estado, parte])


@pytest.mark.parametrize(
    "partes",
    [
        frozenset(p)
        for p in chain.from_iterable(combinations(PARTES, n) for n in range(len(PARTES) + 1))
    ],
    ids=lambda partes: "+".join(sorted(partes)) or "nobody",
)
@pytest.mark.parametrize("estado", ESTADOS)
def test_quien_tiene_varias_partes_puede_la_union(estado: str, partes: frozenset[str]) -> None:
    """In the table's order, each act once."""
    todos = {acto for parte in partes for acto in PUEDEN[estado, parte]}
    assert actos(estado, partes) == [acto for acto in ACTOS if acto in todos]


@pytest.mark.parametrize(("estado", "acto"), list(product(ESTADOS, ACTOS)))
def test_a_donde_lleva(estado: str, acto: str) -> None:
    if (estado, acto) in LLEVAN_A:
        assert destino(acto, estado) == LLEVAN_A[estado, acto]
    else:
        with pytest.raises(ValueError, match=f"{acto} does not start from {estado}"):
            destino(acto, estado)


def test_nadie_aprueba_sin_que_se_haya_enviado() -> None:
    """Every way to ``aprobado`` goes through ``enviado``, whatever parts one person plays."""
    vienen = {e for e, acto in product(ESTADOS, ACTOS) if LLEVAN_A.get((e, acto)) == APROBADO}
    assert vienen == {ENVIADO}
    assert not any(
        permitida("aprobar", estado, frozenset(PARTES)) for estado in ESTADOS if estado != ENVIADO
    )


def test_desde_todo_estado_se_sale() -> None:
    """No report is stuck, and every state can be reached from a draft."""
    vistos, por_ver = {BORRADOR}, [BORRADOR]
    while por_ver:
        estado = por_ver.pop()
        siguientes = {destino(a, estado) for a in actos(estado, frozenset(PARTES))} - {estado}
        assert siguientes
        por_ver += siguientes - vistos
        vistos |= siguientes
    assert vistos == set(ESTADOS)


def test_el_plazo_obliga_a_quien_informa_y_no_a_quien_revisa() -> None:
    """A correction has no term either: an error found late is still an error.

    Nor has what was returned, and to take it back before it is reviewed again.
    """
    con_plazo = [acto for acto in ACTOS if TABLA[acto].con_plazo]
    assert con_plazo == ["guardar", "enviar", "retirar"]


def test_un_acto_que_no_existe_es_un_error_y_no_una_negativa() -> None:
    with pytest.raises(KeyError, match="aprovar"):
        permitida("aprovar", ENVIADO, frozenset({REVISOR}))
