"""Rules as data: what must be mended before sending, and what deserves a second look.

``error`` blocks sending, ``advertencia`` asks to look again, ``nota`` informs.
Each rule is a function from a ``Contexto`` to findings; ``REGLAS`` is the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from planes.cuestionario import Cuestionario, cuestionario_de
from planes.models import Actividad, Avance, Dato, Reporte, Valor

ERROR, ADVERTENCIA, NOTA = "error", "advertencia", "nota"


@dataclass(frozen=True)
class Hallazgo:
    """Something found in a report: how grave, on which activity page, in a sentence."""

    nivel: str
    actividad: Actividad
    mensaje: str
    dato: Dato | None = None


@dataclass(frozen=True)
class Contexto:
    reporte: Reporte
    cuestionario: Cuestionario
    avances: dict[int, Avance]
    """By activity id."""
    valores: dict[int, Valor]
    """By Dato id, with ``partes`` prefetched."""
    anteriores: dict[int, Avance]
    """Last period's approved Avances of the same informant, by activity id."""
    observadas: frozenset[int]
    """Ids of the activities with an open remark."""


Regla = Callable[[Contexto], Iterator[Hallazgo]]


def sin_estado(c: Contexto) -> Iterator[Hallazgo]:
    for hoja in c.cuestionario.hojas:
        avance = c.avances.get(hoja.actividad.pk)
        if avance is None or not avance.estado:
            yield Hallazgo(ERROR, hoja.actividad, _("Falta decir cómo va esta actividad."))


def sin_respuesta(c: Contexto) -> Iterator[Hallazgo]:
    for hoja in c.cuestionario.hojas:
        avance = c.avances.get(hoja.actividad.pk)
        if avance is not None and avance.estado == Avance.Estado.NO_APLICA:
            continue
        for dato in hoja.datos:
            if dato.pk not in c.valores:
                yield Hallazgo(
                    ERROR,
                    hoja.actividad,
                    _("Falta «%(dato)s»: escriba el dato o diga por qué no lo hay.")
                    % {"dato": dato.t.nombre},
                    dato,
                )


def partes_no_suman(c: Contexto) -> Iterator[Hallazgo]:
    for hoja in c.cuestionario.hojas:
        for dato in hoja.datos:
            valor = c.valores.get(dato.pk)
            if valor is None or valor.numero is None:
                continue
            sumas: dict[int, Decimal] = {}
            for parte in valor.partes.all():
                clave = parte.categoria.desagregacion_id
                sumas[clave] = sumas.get(clave, Decimal(0)) + parte.numero
            if any(suma != valor.numero for suma in sumas.values()):
                yield Hallazgo(
                    ERROR,
                    hoja.actividad,
                    _("En «%(dato)s» las partes no suman el total.") % {"dato": dato.t.nombre},
                    dato,
                )


def sin_desglosar(c: Contexto) -> Iterator[Hallazgo]:
    """A number above zero of which no part is told: by sex, by crime… (published by part)."""
    for hoja in c.cuestionario.hojas:
        for dato in hoja.datos:
            valor = c.valores.get(dato.pk)
            if valor is None or not valor.numero:
                continue
            dichas = {parte.categoria.desagregacion_id for parte in valor.partes.all()}
            faltan = [d for d in dato.desagregaciones.all() if d.pk not in dichas]
            if faltan:
                yield Hallazgo(
                    ADVERTENCIA,
                    hoja.actividad,
                    _("«%(dato)s» dice el total, pero no las partes: %(desgloses)s.")
                    % {"dato": dato.t.nombre, "desgloses": ", ".join(map(str, faltan))},
                    dato,
                )


def sin_terminar(c: Contexto) -> Iterator[Hallazgo]:
    for hoja in c.cuestionario.hojas:
        avance = c.avances.get(hoja.actividad.pk)
        if avance is not None and avance.estado and not avance.terminada:
            yield Hallazgo(
                ADVERTENCIA, hoja.actividad, _("Usted no ha dicho que terminó esta actividad.")
            )


def datos_personales(c: Contexto) -> Iterator[Hallazgo]:
    """Narratives that look as if they held an identity number, a phone or an e-mail (Q35)."""
    for hoja in c.cuestionario.hojas:
        avance = c.avances.get(hoja.actividad.pk)
        if avance is not None and any(
            parece_dato_personal(getattr(avance, campo)) for campo in Avance.TEXTOS
        ):
            yield Hallazgo(
                ADVERTENCIA,
                hoja.actividad,
                _(
                    "El texto parece contener un teléfono, un correo o un número de identidad. "
                    "No escriba datos de personas: quítelos si es así."
                ),
            )


def completada_sin_logros(c: Contexto) -> Iterator[Hallazgo]:
    for hoja in c.cuestionario.hojas:
        avance = c.avances.get(hoja.actividad.pk)
        if (
            avance is not None
            and avance.estado == Avance.Estado.COMPLETADA
            and not avance.logros.strip()
        ):
            yield Hallazgo(
                ADVERTENCIA,
                hoja.actividad,
                _("Está completada, pero no dice qué se logró."),
            )


def texto_copiado(c: Contexto) -> Iterator[Hallazgo]:
    for hoja in c.cuestionario.hojas:
        avance = c.avances.get(hoja.actividad.pk)
        antes = c.anteriores.get(hoja.actividad.pk)
        if (
            avance is not None
            and antes is not None
            and len(avance.logros.strip()) > 20
            and avance.logros.strip() == antes.logros.strip()
        ):
            yield Hallazgo(
                ADVERTENCIA,
                hoja.actividad,
                _("Los logros son los mismos, palabra por palabra, que en el período anterior."),
            )


def observacion_sin_atender(c: Contexto) -> Iterator[Hallazgo]:
    """A returned activity as it was returned; ``Avance`` is touched whenever its page is saved."""
    devuelto = c.reporte.revisado_en
    if c.reporte.estado != Reporte.Estado.OBSERVADO or devuelto is None:
        return
    for hoja in c.cuestionario.hojas:
        avance = c.avances.get(hoja.actividad.pk)
        if hoja.actividad.pk not in c.observadas or avance is None:
            continue
        if avance.actualizado_en is None or avance.actualizado_en <= devuelto:
            yield Hallazgo(
                ADVERTENCIA,
                hoja.actividad,
                _(
                    "La Presidencia observó esta actividad y usted no ha cambiado nada "
                    "desde entonces."
                )
                if c.reporte.es_regional
                else _(
                    "La Secretaría Técnica observó esta actividad y usted no ha cambiado nada "
                    "desde entonces."
                ),
            )


REGLAS: tuple[Regla, ...] = (
    sin_estado,
    sin_respuesta,
    partes_no_suman,
    sin_desglosar,
    sin_terminar,
    datos_personales,
    completada_sin_logros,
    texto_copiado,
    observacion_sin_atender,
)

CORREO = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
NUMERO_LARGO = re.compile(r"(?<![\d.,])(?:\+?\d[ -]?){8,}\d?(?![\d.,])")


def parece_dato_personal(texto: str) -> bool:
    """Whether a text holds an e-mail address or a run of eight or more digits.

    Years and amounts with separators ("1.250.000", "2023-2025") are not caught.
    """
    if CORREO.search(texto):
        return True
    return any(
        not re.fullmatch(r"(?:19|20)\d\d[ -](?:19|20)\d\d[ -]?", hallado.group())
        for hallado in NUMERO_LARGO.finditer(texto)
    )


def revisar(reporte: Reporte) -> list[Hallazgo]:
    """All findings of a report, in the order of its activities; errors of a page first."""
    preguntas = cuestionario_de(reporte)
    previo = reporte.periodo.anterior()
    anteriores: Iterable[Avance] = (
        Avance.objects.filter(
            reporte__in=Reporte.objects.vigentes().filter(periodo=previo, pais=reporte.pais)
        )
        if previo
        else ()
    )
    contexto = Contexto(
        reporte,
        preguntas,
        {a.actividad_id: a for a in reporte.avances.all()},
        {v.dato_id: v for v in reporte.valores.prefetch_related("partes__categoria")},
        {a.actividad_id: a for a in anteriores},
        frozenset(
            reporte.observaciones.filter(resuelta_en__isnull=True).values_list(
                "actividad_id", flat=True
            )
        ),
    )
    hallazgos = [h for regla in REGLAS for h in regla(contexto)]
    orden = {ERROR: 0, ADVERTENCIA: 1, NOTA: 2}
    hallazgos.sort(key=lambda h: (h.actividad.orden, orden[h.nivel]))
    return hallazgos


def errores(reporte: Reporte) -> list[Hallazgo]:
    """Only what blocks sending."""
    return [h for h in revisar(reporte) if h.nivel == ERROR]
