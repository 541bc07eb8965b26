"""Rules on one report by itself: what is missing, what does not add up, what it should not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planes.models import Avance, Reporte
from planes.numeros import mostrar_numero

from .contexto import Contexto
from .hallazgos import Caso
from .personal import parece_dato_personal

CEROS = 3
"""From how many numbers on a report of nothing but zeros is remarkable."""


def sin_estado(c: Contexto) -> Iterator[Caso]:
    for hoja in c.cuestionario.hojas:
        avance = c.avances.get(hoja.actividad.pk)
        if avance is None or not avance.estado:
            yield Caso(hoja.actividad)


def sin_respuesta(c: Contexto) -> Iterator[Caso]:
    for hoja in c.cuestionario.hojas:
        avance = c.avances.get(hoja.actividad.pk)
        if avance is None or avance.estado != Avance.Estado.NO_APLICA:
            for dato in hoja.datos:
                if dato.pk not in c.valores:
                    yield Caso(hoja.actividad, dato)


def partes_no_suman(c: Contexto) -> Iterator[Caso]:
    for hoja, dato, valor in c.respuestas():
        sumas: dict[int, Decimal] = defaultdict(Decimal)
        for parte in valor.partes.all():
            sumas[parte.categoria.desagregacion_id] += parte.numero
        if valor.numero is not None and any(suma != valor.numero for suma in sumas.values()):
            yield Caso(hoja.actividad, dato)


def sin_desglosar(c: Contexto) -> Iterator[Caso]:
    """A number above zero of which no part is told: by sex, by crime… (published by part)."""
    for hoja, dato, valor in c.respuestas():
        dichas = {parte.categoria.desagregacion_id for parte in valor.partes.all()}
        faltan = [d for d in dato.desagregaciones.all() if d.pk not in dichas]
        if valor.numero and faltan:
            yield Caso(hoja.actividad, dato, {"desgloses": ", ".join(map(str, faltan))})


def sin_terminar(c: Contexto) -> Iterator[Caso]:
    for hoja, avance in c.paginas():
        if avance.estado and not avance.terminada:
            yield Caso(hoja.actividad)


def datos_personales(c: Contexto) -> Iterator[Caso]:
    """Narratives that look as if they held an identity number, a phone or an e-mail (Q35)."""
    for hoja, avance in c.paginas():
        if any(parece_dato_personal(getattr(avance, campo)) for campo in Avance.TEXTOS):
            yield Caso(hoja.actividad)


def completada_sin_logros(c: Contexto) -> Iterator[Caso]:
    for hoja, avance in c.paginas():
        if avance.estado == Avance.Estado.COMPLETADA and not avance.logros.strip():
            yield Caso(hoja.actividad)


def evidencia_fuera_del_periodo(c: Contexto) -> Iterator[Caso]:
    periodo = c.reporte.periodo
    for hoja in c.cuestionario.hojas:
        fuera = [
            _("«%(titulo)s», del %(fecha)s") % {"titulo": e.titulo, "fecha": date_format(e.fecha)}
            for e in c.evidencias.get(hoja.actividad.pk, ())
            if e.fecha and not periodo.inicio <= e.fecha <= periodo.fin
        ]
        if fuera:
            yield Caso(hoja.actividad, None, {"cuales": "; ".join(fuera)})


def distinto_de_lo_propuesto(c: Contexto) -> Iterator[Caso]:
    """Another number than the registers add up to, and no word why."""
    for hoja, dato, valor in c.respuestas():
        propuesta = c.propuestas.get(dato.pk)
        if (
            propuesta is not None
            and valor.numero is not None
            and valor.numero != propuesta
            and not valor.nota.strip()
        ):
            palabras = {
                "propuesto": mostrar_numero(propuesta),
                "declarado": mostrar_numero(valor.numero),
            }
            yield Caso(hoja.actividad, dato, palabras)


def todo_en_cero(c: Contexto) -> Iterator[Caso]:
    numeros = [(hoja, v.numero) for hoja, _dato, v in c.respuestas() if v.numero is not None]
    if len(numeros) >= CEROS and not any(numero for _hoja, numero in numeros):
        yield Caso(numeros[0][0].actividad, None, {"n": len(numeros)})


def observacion_sin_atender(c: Contexto) -> Iterator[Caso]:
    """A returned activity as it was returned: not saved since, and the remark without reply."""
    devuelto = c.reporte.revisado_en
    if c.reporte.estado != Reporte.Estado.OBSERVADO or devuelto is None:
        return
    quien = _("La Presidencia") if c.reporte.es_regional else _("La Secretaría Técnica")
    for hoja, avance in c.paginas():
        if hoja.actividad.pk not in c.observadas:
            continue
        atendida = [avance.actualizado_en, c.observadas[hoja.actividad.pk]]
        if not any(cuando and cuando > devuelto for cuando in atendida):
            yield Caso(hoja.actividad, None, {"quien": quien})
