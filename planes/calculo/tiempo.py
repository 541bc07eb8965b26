"""Over time: one informant's answers become its figure, by ``regla_tiempo``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from .figuras import (
    NO_AGREGABLE,
    NO_APLICA,
    NO_DISPONIBLE,
    PENDIENTE,
    QUE_SE_ARRASTRAN,
    SIN_REPORTE,
    Cifra,
    Dato,
    Respuesta,
    Semestre,
)


def tiene_valor(respuesta: Respuesta) -> bool:
    """Whether the answer carries a value (zero is one)."""
    return not respuesta.ausencia and (
        respuesta.numero is not None
        or respuesta.numerador is not None
        or respuesta.etapa is not None
        or bool(respuesta.documento)
    )


def porcentaje(numerador: Decimal | None, denominador: Decimal | None) -> Decimal | None:
    """100 × numerador / denominador; None when either is missing or the base is 0."""
    if numerador is None or not denominador:
        return None
    return numerador * 100 / denominador


def semestres_esperados(dato: Dato, pedidos: Iterable[Semestre]) -> frozenset[Semestre]:
    """The semesters in which the Dato was asked: all, or the second ones if it is yearly."""
    return frozenset(p for p in pedidos if dato.periodicidad == "semestral" or p.semestre == 2)


def anio_entero(dato: Dato, pedidos: Iterable[Semestre], anio: int) -> bool:
    """Whether all semesters of that year in which the Dato is asked are among ``pedidos``.

    What of a sensitive Dato is published for half a year gives the other half
    away, by subtraction, when the whole year follows.
    """
    completo = semestres_esperados(dato, (Semestre(anio, 1), Semestre(anio, 2)))
    return completo <= frozenset(pedidos)


def por_que_falta(respuestas: Sequence[Respuesta], esperados: frozenset[Semestre]) -> str:
    """Why a year has no value, from its answers: the reason that leaves most open wins.

    Without answers it is silence, or ``PENDIENTE`` while nobody has been asked
    yet (a yearly Dato before its second semester).
    """
    razones = {r.ausencia for r in respuestas if r.ausencia}
    for razon in (PENDIENTE, NO_DISPONIBLE, NO_APLICA):
        if razon in razones:
            return razon
    return SIN_REPORTE if esperados else PENDIENTE


def sumar_partes(sumandos: Iterable[Cifra]) -> dict[str, Decimal]:
    """Adds disaggregated numbers key by key; keys sorted so that output is stable.

    A disaggregation (what stands before the colon) is added only when every
    figure above zero is split by it: half a split would not add up to the total.
    """
    sumandos = list(sumandos)
    total: dict[str, Decimal] = {}
    for cifra in sumandos:
        for clave, numero in cifra.partes.items():
            total[clave] = total.get(clave, Decimal(0)) + numero
    enteras = [desagregaciones(c) for c in sumandos if c.valor]
    return {
        clave: total[clave]
        for clave in sorted(total)
        if all(clave.partition(":")[0] in dadas for dadas in enteras)
    }


def desagregaciones(cifra: Cifra) -> frozenset[str]:
    """By what the figure is split: ``sexo``, ``sector``…"""
    return frozenset(clave.partition(":")[0] for clave in cifra.partes)


def cifra_de(dato: Dato, respuesta: Respuesta, *, parcial: bool = False) -> Cifra:
    """A single answer as a figure, in the terms of its Dato's type.

    Raises ValueError when the answer has not the shape of that type.
    """
    cumple = respuesta.cumple or bool(respuesta.documento)
    valor: Decimal | None
    if dato.tipo == "porcentaje":
        valor = porcentaje(respuesta.numerador, respuesta.denominador)
    elif dato.tipo in QUE_SE_ARRASTRAN:
        dada = respuesta.etapa is not None or bool(respuesta.documento)
        valor = Decimal(int(cumple)) if dada else None
    else:
        valor = respuesta.numero
    if valor is None:
        raise ValueError(f"{dato.codigo}: {respuesta!r} is not a {dato.tipo}")
    return Cifra(
        valor=valor,
        numerador=respuesta.numerador,
        denominador=respuesta.denominador,
        etapa=respuesta.etapa,
        cumple=cumple,
        fecha=respuesta.fecha,
        documento=respuesta.documento,
        ausencia="",
        parcial=parcial,
        cuando=respuesta.cuando,
        partes=dict(sorted(respuesta.partes.items())),
    )


def en_el_tiempo(
    dato: Dato, respuestas: Sequence[Respuesta], esperados: frozenset[Semestre]
) -> Cifra:
    """One informant's figure over the given answers, by ``regla_tiempo``.

    ``respuestas`` are of one informant, one a semester (ValueError otherwise: a
    second one would be counted twice); ``esperados`` the semesters asked for. A
    semester answered "no aplica" is in; one without a value is not, and makes
    the figure ``parcial``.
    """
    exigir_una_por_semestre(respuestas)
    if dato.tipo in QUE_SE_ARRASTRAN:
        return situacion(dato, respuestas, esperados)
    con_valor = sorted((r for r in respuestas if tiene_valor(r)), key=lambda r: r.cuando)
    contestados = {r.cuando for r in respuestas if dice_algo(r)}
    parcial = bool(esperados - contestados)
    if not con_valor:
        razon = por_que_falta(respuestas, esperados)
        # "No aplica" takes a country out of the denominator: not while a semester is silent.
        return Cifra(ausencia=SIN_REPORTE if razon == NO_APLICA and parcial else razon)
    ultima = con_valor[-1]
    if dato.regla_tiempo == "ultimo":
        # A "last" value is whole as soon as the last expected semester is in.
        return cifra_de(dato, ultima, parcial=not cerrado(esperados, contestados))
    if dato.regla_tiempo == "no_agregable" and (len(con_valor) > 1 or parcial):
        return Cifra(ausencia=NO_AGREGABLE, cuando=ultima.cuando)
    if dato.regla_tiempo == "maximo":
        return la_mayor(dato, con_valor, parcial=parcial)
    return sumar_respuestas(dato, con_valor, parcial=parcial)


def exigir_una_por_semestre(respuestas: Sequence[Respuesta]) -> None:
    """Raises ValueError for answers of two informants, or two answers for one semester."""
    if len({r.informante for r in respuestas}) > 1:
        raise ValueError(f"answers of several informants: {respuestas!r}")
    if len({r.cuando for r in respuestas}) < len(respuestas):
        raise ValueError(f"two answers for one semester: {respuestas!r}")


def dice_algo(respuesta: Respuesta) -> bool:
    """Whether the semester is settled by the answer: a value, or "no aplica"."""
    return tiene_valor(respuesta) or respuesta.ausencia == NO_APLICA


def cerrado(esperados: frozenset[Semestre], contestados: set[Semestre]) -> bool:
    """Whether the last expected semester is in (or none is expected)."""
    return not esperados or max(esperados) in contestados


def situacion(dato: Dato, respuestas: Sequence[Respuesta], esperados: frozenset[Semestre]) -> Cifra:
    """Where a milestone or document stands: the last answer, or by ``maximo`` the highest.

    A later "no aplica" ends what was said before; a semester without news does
    not, it only makes the figure ``parcial``.
    """
    dichas = sorted((r for r in respuestas if dice_algo(r)), key=lambda r: r.cuando)
    parcial = not cerrado(esperados, {r.cuando for r in dichas})
    if not dichas:
        return Cifra(ausencia=por_que_falta(respuestas, esperados))
    ultima = dichas[-1]
    if ultima.ausencia:
        return Cifra(ausencia=NO_APLICA, cuando=ultima.cuando)
    if dato.regla_tiempo == "maximo":
        return la_mayor(dato, [r for r in dichas if tiene_valor(r)], parcial=parcial)
    return cifra_de(dato, ultima, parcial=parcial)


def la_mayor(dato: Dato, respuestas: Sequence[Respuesta], *, parcial: bool) -> Cifra:
    """The highest of several answers (of milestones the furthest stage); the first to reach it."""
    cifras = [cifra_de(dato, r, parcial=parcial) for r in respuestas]
    return max(cifras, key=lambda c: (c.valor or Decimal(0), c.etapa or 0))


def sumar_respuestas(dato: Dato, respuestas: Sequence[Respuesta], *, parcial: bool) -> Cifra:
    """Σ of answers with values, in time order; for a percentage Σ numerators / Σ denominators."""
    cifras = [cifra_de(dato, r) for r in respuestas]
    es_cociente = dato.tipo == "porcentaje"
    arriba = sumar(c.numerador for c in cifras) if es_cociente else None
    abajo = sumar(c.denominador for c in cifras) if es_cociente else None
    return Cifra(
        valor=porcentaje(arriba, abajo) if es_cociente else sumar(c.valor for c in cifras),
        numerador=arriba,
        denominador=abajo,
        ausencia="",
        parcial=parcial,
        cuando=cifras[-1].cuando,
        partes=sumar_partes(cifras),
    )


def sumar(numeros: Iterable[Decimal | None]) -> Decimal:
    """Σ of what is there; what is not there adds nothing."""
    return sum((n for n in numeros if n is not None), Decimal(0))


def serie(
    dato: Dato, respuestas: Sequence[Respuesta], pedidos: Iterable[Semestre]
) -> dict[int, Cifra]:
    """One informant's figures by year, for every year in ``pedidos``.

    Within these years only answers for the semesters in ``pedidos`` enter.
    Milestones and documents carry forward with the date of the answer, also from
    years before ``pedidos``; counts, amounts and percentages of one year never
    enter another.
    """
    pedidos = frozenset(pedidos)
    anios = sorted({p.anio for p in pedidos})
    esperados = semestres_esperados(dato, pedidos)
    resultado: dict[int, Cifra] = {}
    for anio in anios:
        del_anio = [r for r in respuestas if r.cuando.anio == anio and r.cuando in pedidos]
        antes: list[Respuesta] = []
        if dato.tipo in QUE_SE_ARRASTRAN:
            # Why a figure is missing is this year's own; only what was settled is carried.
            antes = [
                r
                for r in respuestas
                if r.cuando.anio < anio
                and dice_algo(r)
                and (r.cuando.anio not in anios or r.cuando in pedidos)
            ]
        esperados_anio = frozenset(e for e in esperados if e.anio == anio)
        resultado[anio] = en_el_tiempo(dato, [*antes, *del_anio], esperados_anio)
    return resultado


def acumulado(dato: Dato, respuestas: Sequence[Respuesta], pedidos: Iterable[Semestre]) -> Cifra:
    """One informant's figure over all the asked semesters: "to date"."""
    pedidos = frozenset(pedidos)
    del_plan = [r for r in respuestas if r.cuando in pedidos]
    return en_el_tiempo(dato, del_plan, semestres_esperados(dato, pedidos))
