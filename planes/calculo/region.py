"""Over countries: the figures of the members become the region's, by ``regla_region``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from .figuras import (
    NO_AGREGABLE,
    NO_APLICA,
    QUE_SE_ARRASTRAN,
    SIN_REPORTE,
    Cifra,
    CifraRegional,
    Cobertura,
    Dato,
)
from .tiempo import porcentaje, sumar, sumar_partes


def reporto(cifra: Cifra | None) -> bool:
    """Whether the informant gave values, be it that they do not add up to one figure."""
    return cifra is not None and (cifra.hay or cifra.ausencia == NO_AGREGABLE)


def cobertura_de(cifras: Mapping[str, Cifra], miembros: Iterable[str]) -> Cobertura:
    """Coverage of a figure added over countries; a country not in ``cifras`` is silent."""
    propias = [cifras.get(pais) for pais in miembros]
    no_aplica = sum(1 for c in propias if c is not None and c.ausencia == NO_APLICA)
    reportaron = sum(1 for c in propias if reporto(c))
    parciales = sum(1 for c in propias if c is not None and reporto(c) and c.parcial)
    return Cobertura(reportaron, len(propias) - no_aplica, no_aplica, parciales)


def en_la_region(
    dato: Dato,
    cifras: Mapping[str, Cifra],
    regional: Cifra | None,
    miembros: Sequence[str],
) -> CifraRegional:
    """The region's figure for one year (or to date), by ``regla_region``.

    ``cifras`` by country, ``regional`` the ST's own figure (None: it was silent),
    ``miembros`` the members at that date. Figures of countries that are not
    members do not enter.
    """
    if dato.regla_region == "manda_regional":
        return regional_sola(regional)
    cobertura = cobertura_de(cifras, miembros)
    de_miembros = [cifras[p] for p in sorted(miembros) if p in cifras]
    sumandos = [c for c in de_miembros if c.hay]
    parcial = not cobertura.completa or any(c.parcial for c in sumandos)
    ausencias = {c.ausencia for c in de_miembros}
    if dato.regla_region == "suma_mas_regional":
        parcial = parcial or falta_algo(regional)
        if regional is not None:
            sumandos += [regional] if regional.hay else []
            ausencias.add(regional.ausencia)
    if dato.regla_region == "no_agregable" or NO_AGREGABLE in ausencias:
        return CifraRegional(ausencia=NO_AGREGABLE, cobertura=cobertura, parcial=parcial)
    if not sumandos:
        return CifraRegional(
            ausencia=ausencia_regional(cifras, miembros), cobertura=cobertura, parcial=parcial
        )
    valor: Decimal | None
    arriba: Decimal | None = None
    abajo: Decimal | None = None
    if dato.regla_region == "cociente":
        arriba = sumar(c.numerador for c in sumandos)
        abajo = sumar(c.denominador for c in sumandos)
        valor = porcentaje(arriba, abajo)
    elif dato.regla_region == "paises_que_cumplen":
        valor = arriba = Decimal(sum(1 for c in sumandos if cumple_con(dato, c)))
        abajo = Decimal(cobertura.esperados)
    else:
        valor = sumar(c.valor for c in sumandos)
    return CifraRegional(
        valor=valor,
        numerador=arriba,
        denominador=abajo,
        cobertura=cobertura,
        parcial=parcial,
        partes={} if dato.regla_region == "paises_que_cumplen" else sumar_partes(sumandos),
    )


def falta_algo(regional: Cifra | None) -> bool:
    """Whether the ST's share of a sum is missing, in whole or in part."""
    if regional is None or not regional.hay:
        return regional is None or regional.ausencia != NO_APLICA
    return regional.parcial


def cumple_con(dato: Dato, cifra: Cifra) -> bool:
    """Whether a country fulfils: stage or document reached, or a count above 0."""
    if dato.tipo in QUE_SE_ARRASTRAN:
        return cifra.cumple
    return cifra.valor is not None and cifra.valor > 0


def regional_sola(regional: Cifra | None) -> CifraRegional:
    """The ST's own figure as the region's; without coverage, since no country stands behind it."""
    if regional is None or not regional.hay:
        return CifraRegional(ausencia=regional.ausencia if regional else SIN_REPORTE)
    return CifraRegional(
        valor=regional.valor,
        numerador=regional.numerador,
        denominador=regional.denominador,
        etapa=regional.etapa,
        cumple=regional.cumple,
        documento=regional.documento,
        parcial=regional.parcial,
        partes=regional.partes,
        fecha=regional.fecha,
        cuando=regional.cuando,
    )


def ausencia_regional(cifras: Mapping[str, Cifra], miembros: Iterable[str]) -> str:
    """Why the region has no figure: the reason all give to whom it applies, else silence.

    ``NO_APLICA`` when it applies to nobody.
    """
    razones = {cifras[p].ausencia if p in cifras else SIN_REPORTE for p in miembros}
    if razones == {NO_APLICA}:
        return NO_APLICA
    razones.discard(NO_APLICA)
    return razones.pop() if len(razones) == 1 else SIN_REPORTE
