"""What follows from published figures, by integer programming. Pure: numpy and scipy only.

Each hidden count is an unknown; each published figure says between which two numbers a sum of
unknowns lies. The lowest and the highest value that an unknown can take without contradicting
any of them is all that the cleverest reader can find out. A band stands only if both its ends
can still be the truth (Fischetti and Salazar's "attacker's subproblem" of cell suppression).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

Clave = Hashable

RESUELTO, IMPOSIBLE = 0, 2
"""What ``milp`` calls them."""


@dataclass(frozen=True)
class Afirmacion:
    """A published figure: ``minimo`` ≤ Σ coefficient × count ≤ ``maximo`` (None: no end)."""

    terminos: tuple[tuple[Clave, int], ...]
    minimo: int | None
    maximo: int | None
    donde: str
    """Which figure it is, in words, for the message."""

    @classmethod
    def suma(
        cls, claves: Iterable[Clave], minimo: int | None, maximo: int | None, donde: str
    ) -> Afirmacion:
        return cls(tuple((clave, 1) for clave in claves), minimo, maximo, donde)


@dataclass(frozen=True)
class Fuga:
    """A band that does not stand: the count must lie from ``minimo`` to ``maximo``.

    Both are None when the figures contradict each other. ``culpables`` are the figures without
    any of which it would stand.
    """

    clave: Clave
    minimo: int | None
    maximo: int | None
    culpables: tuple[str, ...]


def auditar(
    bandas: Mapping[Clave, tuple[int, int]], afirmaciones: Iterable[Afirmacion]
) -> tuple[Fuga, ...]:
    """The bands that are given away by what is published, in their order; empty is a pass.

    ``bandas`` are the two ends that each hidden count must still be able to take. Counts are
    whole and never negative. Time grows with the largest group of figures that share unknowns,
    in practice those of one Dato, year and category.
    """
    grupos = separar(bandas, list(afirmaciones))
    fugas = [fuga for claves, suyas in grupos for fuga in fugas_de(claves, bandas, suyas)]
    orden = {clave: lugar for lugar, clave in enumerate(bandas)}
    return tuple(sorted(fugas, key=lambda f: orden[f.clave]))


def separar(
    bandas: Iterable[Clave], afirmaciones: Sequence[Afirmacion]
) -> list[tuple[list[Clave], list[Afirmacion]]]:
    """The unknowns in groups that have nothing to do with one another, with their figures."""
    jefe: dict[Clave, Clave] = {}

    def cabeza(clave: Clave) -> Clave:
        jefe.setdefault(clave, clave)
        while jefe[clave] != clave:
            jefe[clave] = jefe[jefe[clave]]
            clave = jefe[clave]
        return clave

    for clave in bandas:
        cabeza(clave)
    for afirmacion in afirmaciones:
        for clave, _coeficiente in afirmacion.terminos:
            jefe[cabeza(clave)] = cabeza(afirmacion.terminos[0][0])
    claves: dict[Clave, list[Clave]] = defaultdict(list)
    for clave in jefe:
        claves[cabeza(clave)].append(clave)
    suyas: dict[Clave, list[Afirmacion]] = defaultdict(list)
    for afirmacion in afirmaciones:
        if afirmacion.terminos:
            suyas[cabeza(afirmacion.terminos[0][0])].append(afirmacion)
    return [(grupo, suyas[cabeza(grupo[0])]) for grupo in claves.values()]


def fugas_de(
    claves: Sequence[Clave],
    bandas: Mapping[Clave, tuple[int, int]],
    afirmaciones: Sequence[Afirmacion],
) -> list[Fuga]:
    """The bands of one group that do not stand."""
    ocultas = [clave for clave in claves if clave in bandas]
    if not ocultas:
        return []
    sistema = Sistema(claves, afirmaciones)
    # Most bands are seen to stand by two solutions: all as low, and all as high, as can be.
    bajas, altas = sistema.extremo(ocultas, 1), sistema.extremo(ocultas, -1)
    fugas = []
    for clave in ocultas:
        minimo = maximo = None
        if bajas is not None and altas is not None:
            minimo, maximo = bajas[clave], altas[clave]
            if minimo > bandas[clave][0]:
                minimo = sistema.valor(clave, 1)
            if maximo < bandas[clave][1]:
                maximo = sistema.valor(clave, -1)
            if minimo <= bandas[clave][0] and maximo >= bandas[clave][1]:
                continue
        culpables = culpables_de(clave, bandas[clave], claves, afirmaciones)
        fugas.append(Fuga(clave, minimo, maximo, culpables))
    return fugas


def culpables_de(
    clave: Clave,
    banda: tuple[int, int],
    claves: Sequence[Clave],
    afirmaciones: Sequence[Afirmacion],
) -> tuple[str, ...]:
    """A smallest set of figures that give the band away: without any one of them it stands."""
    quedan = list(afirmaciones)
    for afirmacion in afirmaciones:
        sin_ella = [a for a in quedan if a is not afirmacion]
        if not esta_en_pie(clave, banda, Sistema(claves, sin_ella)):
            quedan = sin_ella
    return tuple(a.donde for a in quedan)


def esta_en_pie(clave: Clave, banda: tuple[int, int], sistema: Sistema) -> bool:
    bajas, altas = sistema.extremo([clave], 1), sistema.extremo([clave], -1)
    if bajas is None or altas is None:
        return False
    return bajas[clave] <= banda[0] and altas[clave] >= banda[1]


class Sistema:
    """The figures of a group as a system of inequalities over whole numbers from 0 on."""

    TOPE = 10_000_000
    """Higher than any count; an unknown without an upper end reaches it."""

    def __init__(self, claves: Sequence[Clave], afirmaciones: Sequence[Afirmacion]) -> None:
        self.lugar = {clave: lugar for lugar, clave in enumerate(claves)}
        matriz = lil_array((len(afirmaciones), len(claves)))
        for fila, afirmacion in enumerate(afirmaciones):
            for clave, coeficiente in afirmacion.terminos:
                matriz[fila, self.lugar[clave]] += coeficiente
        self.reglas = []
        if afirmaciones:
            abajo = [-np.inf if a.minimo is None else a.minimo for a in afirmaciones]
            arriba = [np.inf if a.maximo is None else a.maximo for a in afirmaciones]
            self.reglas = [LinearConstraint(matriz.tocsr(), abajo, arriba)]

    def extremo(self, claves: Iterable[Clave], sentido: int) -> dict[Clave, int] | None:
        """Values of all unknowns at which the sum of ``claves`` is lowest (``sentido`` 1) or
        highest (−1); None when the figures contradict each other."""
        precio = np.zeros(len(self.lugar))
        precio[[self.lugar[clave] for clave in claves]] = sentido
        hecho = milp(
            precio,
            integrality=np.ones(len(self.lugar)),
            bounds=Bounds(0, self.TOPE),
            constraints=self.reglas,
        )
        if hecho.status == IMPOSIBLE:
            return None
        if hecho.status != RESUELTO:
            raise ArithmeticError(f"the audit could not be solved: {hecho.message}")
        return {clave: round(hecho.x[lugar]) for clave, lugar in self.lugar.items()}

    def valor(self, clave: Clave, sentido: int) -> int:
        """The lowest or highest value of one unknown of a system that has a solution."""
        hallado = self.extremo([clave], sentido)
        assert hallado is not None
        return hallado[clave]
