"""Disclosure control: what may be said of small counts of persons harmed.

Pure, standard library only. It applies to Datos marked ``sensible``: victims,
referred cases, complaints, referral forms. Two steps, and nothing else::

    Atomo (country × category × year, the raw count)
        │  enmascarar()     0 exact · 1 to the limit a band · above it exact
        ▼
    Publicado (an interval and a mark; the raw count is gone)
        │  derivar(), cambio()
        ▼
    Intervalo

Whatever is shown beyond an atom is computed from Publicado, so subtraction
leads back to the band and no further: no second cell has to be suppressed.

What must not come in: semesters, sex, age, sums over crimes or years, and
**years of which a semester is still to come**: the later, whole year would give
that semester away by subtraction. Such a year is passed as missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

LIMITE_MINIMO = 5
"""No setting may make the band narrower than 1 to this."""

EXACTO, BANDA, NO_DISPONIBLE, NO_APLICA = "", "c", "x", "z"
"""The marks: exact, confidential band, not available, not applicable."""

AUSENCIA_NO_APLICA = "no_aplica"


@dataclass(frozen=True)
class Atomo:
    """A raw yearly count: never leaves the ST's side.

    ``pais`` is a country code, or empty for the regional report's own count.
    ``valor`` None means there is none, and ``ausencia`` says why. Raises
    ValueError for a negative or fractional value, or for one with an ausencia.
    """

    dato: str
    pais: str
    anio: int
    categoria: str
    valor: int | None
    ausencia: str = ""

    def __post_init__(self) -> None:
        if self.valor is None:
            return
        if not isinstance(self.valor, int) or isinstance(self.valor, bool) or self.valor < 0:
            raise ValueError(f"{self.clave}: a count is a whole number from 0 on")
        if self.ausencia:
            raise ValueError(f"{self.clave}: a count and a reason why there is none")

    @property
    def clave(self) -> tuple[str, int, str, str]:
        return self.dato, self.anio, self.categoria, self.pais


@dataclass(frozen=True)
class Publicado:
    """What may be said of one atom: an inclusive interval, or a mark without numbers.

    Raises ValueError for a shape that ``enmascarar`` cannot have made, such as a
    small exact count.
    """

    dato: str
    pais: str
    anio: int
    categoria: str
    minimo: int | None
    maximo: int | None
    marca: str = EXACTO

    def __post_init__(self) -> None:
        match self.marca, self.minimo, self.maximo:
            case "", int(a), int(b) if a == b and (a == 0 or a > LIMITE_MINIMO):
                return
            case "c", 1, int(b) if b >= LIMITE_MINIMO:
                return
            case "x" | "z", None, None:
                return
        raise ValueError(f"{self.clave}: not a masked count")

    @property
    def exacto(self) -> bool:
        return self.marca == EXACTO

    @property
    def clave(self) -> tuple[str, int, str, str]:
        return self.dato, self.anio, self.categoria, self.pais


@dataclass(frozen=True)
class Intervalo:
    """A figure derived from several atoms: the true one lies between the two, inclusive.

    ``minimo`` and ``maximo`` are None when no atom has a figure. ``con_cifra``
    counts the atoms with one, bands included; ``en_banda`` those that are a
    band; ``sin_cifra`` those without; ``no_aplica`` those not asked. So the
    coverage is ``con_cifra`` of ``con_cifra + sin_cifra``.
    """

    minimo: int | None
    maximo: int | None
    en_banda: int
    con_cifra: int
    sin_cifra: int
    no_aplica: int

    @property
    def exacto(self) -> bool:
        return self.minimo is not None and self.minimo == self.maximo


def enmascarar(atomos: Iterable[Atomo], *, limite: int = 10) -> tuple[Publicado, ...]:
    """What may be published of these atoms, one each, sorted by their key.

    The order of the input does not show: it could be a ranking. Raises
    ValueError for a limit below ``LIMITE_MINIMO``, an atom given twice, or a Dato
    split in two ways or given whole and split: one would give the other away.
    """
    if limite < LIMITE_MINIMO:
        raise ValueError(f"the limit is {limite}; it may not be below {LIMITE_MINIMO}")
    ordenados = sorted(atomos, key=lambda a: a.clave)
    exigir_unicos(ordenados)
    exigir_un_solo_corte(ordenados)
    return tuple(enmascarar_uno(a, limite) for a in ordenados)


def enmascarar_uno(atomo: Atomo, limite: int) -> Publicado:
    """The interval and mark of one atom."""
    minimo = maximo = atomo.valor
    marca = EXACTO
    if atomo.valor is None:
        marca = NO_APLICA if atomo.ausencia == AUSENCIA_NO_APLICA else NO_DISPONIBLE
    elif 1 <= atomo.valor <= limite:
        minimo, maximo, marca = 1, limite, BANDA
    return Publicado(
        dato=atomo.dato,
        pais=atomo.pais,
        anio=atomo.anio,
        categoria=atomo.categoria,
        minimo=minimo,
        maximo=maximo,
        marca=marca,
    )


def derivar(publicados: Iterable[Publicado]) -> Intervalo:
    """The regional figure of one Dato, year and category: Σ of minima to Σ of maxima.

    Raises ValueError for atoms of several Datos, years or categories (such sums
    stay internal), for a country given twice, for the regional report's own
    count among countries', and for anything that is not masked.
    """
    publicados = list(publicados)
    if not all(isinstance(p, Publicado) for p in publicados):
        raise ValueError("only masked counts can be added")
    exigir_unicos(publicados)
    if len({(p.dato, p.anio, p.categoria) for p in publicados}) > 1:
        raise ValueError("counts of several Datos, years or categories are not added")
    if len({p.pais == "" for p in publicados}) > 1:
        raise ValueError("the regional report's count is not added to the countries'")
    minimos = [p.minimo for p in publicados if p.minimo is not None]
    maximos = [p.maximo for p in publicados if p.maximo is not None]
    marcas = Counter(p.marca for p in publicados)
    return Intervalo(
        minimo=sum(minimos) if minimos else None,
        maximo=sum(maximos) if maximos else None,
        en_banda=marcas[BANDA],
        con_cifra=len(minimos),
        sin_cifra=marcas[NO_DISPONIBLE],
        no_aplica=marcas[NO_APLICA],
    )


def cambio(antes: Intervalo, despues: Intervalo) -> tuple[int, int] | None:
    """Lowest and highest possible ``despues − antes``; None when either has no figure.

    Also None when not the same number of atoms stand behind the two: that would
    be a change of coverage, not of what is counted.
    """
    if antes.con_cifra != despues.con_cifra:
        return None
    if antes.minimo is None or antes.maximo is None:
        return None
    if despues.minimo is None or despues.maximo is None:
        return None
    return despues.minimo - antes.maximo, despues.maximo - antes.minimo


def exigir_un_solo_corte(atomos: Iterable[Atomo]) -> None:
    """Raises ValueError when one Dato comes by several disaggregations, or whole besides.

    Categories are ``"delito:trata"``: the disaggregation before the colon; empty
    is the whole.
    """
    cortes: dict[str, set[str]] = {}
    for atomo in atomos:
        cortes.setdefault(atomo.dato, set()).add(atomo.categoria.partition(":")[0])
    for dato, suyos in cortes.items():
        if len(suyos) > 1:
            raise ValueError(f"{dato} is given in several ways: {sorted(suyos)}")


def exigir_unicos(filas: Iterable[Atomo | Publicado]) -> None:
    """Raises ValueError when the same cell is there twice."""
    for clave, veces in Counter(f.clave for f in filas).items():
        if veces > 1:
            raise ValueError(f"{clave} is given {veces} times")
