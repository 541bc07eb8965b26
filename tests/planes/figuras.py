"""Builders and strategies for the tests of ``planes.calculo``: short words for its shapes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from planes.calculo import Cifra, Dato, Respuesta, Semestre

PAISES = ("gt", "bz", "hn", "sv", "ni", "cr", "pa", "mx", "do")

S23_1, S23_2 = Semestre(2023, 1), Semestre(2023, 2)
S24_1, S24_2 = Semestre(2024, 1), Semestre(2024, 2)
S25_1, S25_2 = Semestre(2025, 1), Semestre(2025, 2)
PLAN = (S23_1, S23_2, S24_1, S24_2, S25_1, S25_2)


def un_dato(**campos: Any) -> Dato:
    """A semestral count added over time and countries, unless told otherwise."""
    normal = {"codigo": "d", "tipo": "conteo", "regla_tiempo": "suma", "regla_region": "suma"}
    return Dato(**{**normal, **campos})


CONTEO = un_dato()
PORCENTAJE = un_dato(tipo="porcentaje", regla_region="cociente")
HITO = un_dato(tipo="hito", regla_tiempo="ultimo", regla_region="paises_que_cumplen")
DOCUMENTO = un_dato(tipo="documento", regla_tiempo="ultimo", regla_region="paises_que_cumplen")


def dijo(cuando: Semestre, que: Any, *, informante: str = "gt", **campos: Any) -> Respuesta:
    """An answer: a number, ``(numerador, denominador)``, or a reason why there is none."""
    if isinstance(que, str):
        campos["ausencia"] = que
    elif isinstance(que, tuple):
        campos["numerador"], campos["denominador"] = map(Decimal, que)
    else:
        campos["numero"] = Decimal(que)
    return Respuesta(informante=informante, cuando=cuando, **campos)


def llego(cuando: Semestre, etapa: int, *, cumple_desde: int = 3, **campos: Any) -> Respuesta:
    """A milestone's stage; it is fulfilled from stage ``cumple_desde`` on."""
    return Respuesta(
        informante="gt", cuando=cuando, etapa=etapa, cumple=etapa >= cumple_desde, **campos
    )


def cifra(valor: int | str | None = None, ausencia: str = "", **campos: Any) -> Cifra:
    """A country's figure with a value, or without one and why."""
    if valor is None:
        return Cifra(ausencia=ausencia, **campos)
    return Cifra(valor=Decimal(valor), ausencia="", **campos)


def razon(numerador: int, denominador: int) -> Cifra:
    """A country's percentage, as ``calculo`` gives it."""
    arriba, abajo = Decimal(numerador), Decimal(denominador)
    return Cifra(valor=arriba * 100 / abajo, numerador=arriba, denominador=abajo, ausencia="")


def partes(**numeros: int) -> dict[str, Decimal]:
    """``partes(sexo_mujeres=3)`` is ``{"sexo:mujeres": 3}``."""
    return {clave.replace("_", ":", 1): Decimal(n) for clave, n in numeros.items()}


conteos = st.integers(0, 10**9).map(Decimal)
montos = st.decimals(0, 10**9, places=2)
AUSENCIAS = ("no_aplica", "no_disponible", "pendiente")
cifras = st.one_of(
    st.builds(cifra, st.integers(0, 10**6), parcial=st.booleans()),
    st.sampled_from([*AUSENCIAS, "sin_reporte"]).map(lambda a: cifra(ausencia=a)),
)
