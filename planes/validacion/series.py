"""Rules on a report beside what the same informant said before, and beside the plan's targets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planes.models import Avance, Dato, Programacion, Valor
from planes.numeros import mostrar_numero
from planes.respuestas import en_palabras, sin_partes

from .contexto import Contexto
from .hallazgos import Caso

SALTO_VECES = 10
"""From how many times more, or less, than last time a number is remarkable…"""
SALTO_MINIMO = 100
"""…provided that it differs by this much: 1 workshop and then 12 is no jump."""
LARGO_COPIADO = 20
"""Texts of fewer characters say the same twice without having been copied."""

GRADO = {"no_iniciada": 0, "en_curso": 1, "completada": 2}
"""States that lead from one to the next; ``suspendida`` and ``no_aplica`` stand outside."""


def nivel_de(valor: Valor) -> Decimal | None:
    """What rises and falls in an answer: its number, percentage or stage."""
    if valor.numero is not None:
        return valor.numero
    return valor.porcentaje if valor.etapa is None else Decimal(valor.etapa.orden)


def no_deberia_bajar(dato: Dato) -> bool:
    """A level that is carried on, not added up, of which more is better (or neither)."""
    return (
        dato.regla_tiempo in (Dato.ReglaTiempo.ULTIMO, Dato.ReglaTiempo.MAXIMO)
        and dato.sentido != Dato.Sentido.DESCENDENTE
    )


def comparadas(c: Contexto) -> Iterator[tuple[Caso, Decimal, Decimal]]:
    """Each answer with a level that was also given before: the case, the level before and now."""
    for hoja, dato, valor in c.respuestas():
        previo = c.anterior(dato)
        if previo is None:
            continue
        antes, ahora = nivel_de(previo), nivel_de(valor)
        if antes is not None and ahora is not None:
            palabras = {
                "antes": en_palabras(dato, sin_partes(dato, previo)),
                "ahora": en_palabras(dato, sin_partes(dato, valor)),
                "cuando": previo.reporte.periodo.clave,
            }
            yield Caso(hoja.actividad, dato, palabras), antes, ahora


def baja(c: Contexto) -> Iterator[Caso]:
    for caso, antes, ahora in comparadas(c):
        if caso.dato and no_deberia_bajar(caso.dato) and ahora < antes:
            yield caso


def salto(c: Contexto) -> Iterator[Caso]:
    """A number so far from last time's that a slip of the finger is likelier; from zero all
    begins, so that is none."""
    for caso, antes, ahora in comparadas(c):
        cayo_de_nivel = caso.dato and no_deberia_bajar(caso.dato) and ahora < antes
        if antes and not cayo_de_nivel and abs(ahora - antes) >= SALTO_MINIMO:
            menor, mayor = sorted((antes, ahora))
            if mayor >= SALTO_VECES * menor:
                yield caso


def texto_copiado(c: Contexto) -> Iterator[Caso]:
    for hoja, avance in c.paginas():
        antes = c.antes.get(hoja.actividad.pk)
        logros = avance.logros.strip()
        if antes is not None and len(logros) > LARGO_COPIADO and logros == antes.logros.strip():
            yield Caso(hoja.actividad, None, {"cuando": antes.reporte.periodo.clave})


def retrocede(c: Contexto) -> Iterator[Caso]:
    for hoja, avance in c.paginas():
        antes = c.antes.get(hoja.actividad.pk)
        grado = GRADO.get(avance.estado)
        if antes is not None and grado is not None and grado < GRADO.get(antes.estado, 0):
            palabras = {
                "antes": antes.get_estado_display(),
                "ahora": avance.get_estado_display(),
                "cuando": antes.reporte.periodo.clave,
            }
            yield Caso(hoja.actividad, None, palabras)


def completada_sin_evidencia(c: Contexto) -> Iterator[Caso]:
    """Completed for the first time, and no file of it in any report or action so far."""
    for hoja, avance in c.paginas():
        antes = c.antes.get(hoja.actividad.pk)
        ya_lo_estaba = antes is not None and antes.estado == Avance.Estado.COMPLETADA
        if (
            avance.estado == Avance.Estado.COMPLETADA
            and not ya_lo_estaba
            and hoja.actividad.pk not in c.probadas
        ):
            yield Caso(hoja.actividad)


def meta_alcanzada(c: Contexto) -> Iterator[Caso]:
    """What was planned has been reached, and the activity is not said to be complete."""
    alcance = (
        Programacion.Alcance.REGIONAL if c.reporte.es_regional else Programacion.Alcance.CADA_PAIS
    )
    for hoja, dato, valor in c.respuestas():
        avance = c.avances.get(hoja.actividad.pk)
        if avance is None or avance.estado not in ("no_iniciada", "en_curso"):
            continue
        metas = [
            meta
            for indicador in hoja.indicadores.get(dato.pk, ())
            for meta in c.programado.get(indicador.pk, ())
            if meta.alcance == alcance and meta.anio in (None, c.reporte.periodo.anio)
        ]
        alcanzada = next((m for m in metas if se_alcanzo(c, dato, valor, m)), None)
        if alcanzada is not None:
            yield Caso(hoja.actividad, dato, {"meta": mostrar_numero(alcanzada.objetivo)})


def se_alcanzo(c: Contexto, dato: Dato, valor: Valor, meta: Programacion) -> bool:
    nivel = nivel_de(valor)
    if nivel is None or valor.etapa is not None:
        return False
    if dato.sentido == Dato.Sentido.DESCENDENTE:
        return nivel <= meta.objetivo
    if dato.regla_tiempo == Dato.ReglaTiempo.SUMA:
        nivel += sum(
            (v.numero or 0)
            for v in c.series.get(dato.pk, ())
            if meta.anio in (None, v.reporte.periodo.anio)
        )
    return nivel >= meta.objetivo
