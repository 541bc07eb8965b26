"""Demonstration of the review: explanations, a reply, and texts for publication in every state.

Everything says that it is fictitious.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from actores.models import Usuario
from planes.models import Avance, Explicacion, Observacion, Plan, Replica, Reporte, TextoPublico
from planes.validacion import ADVERTENCIA, revisar_varios

TEXTO = "Texto ficticio de demostración: en el {periodo}, el país avanzó en «{corto}»."
TEXTO_EN = "Fictitious demonstration text: in the {periodo} the country moved forward on “{corto}”."
PERIODOS = {
    1: ("primer semestre de {anio}", "first half of {anio}"),
    2: ("segundo semestre de {anio}", "second half of {anio}"),
}
POR_REPORTE = 2
"""Texts of each report of a second semester."""


def crear(plan: Plan, focales: Mapping[str, Usuario], secretaria: Usuario) -> None:
    """``focales``: who reports, by country code. Comes before the cuts, which take the texts."""
    bulk_create_with_history(
        list(textos(plan, focales, secretaria)), TextoPublico, default_user=secretaria
    )
    enviados = list(
        Reporte.objects.filter(
            periodo__plan=plan, pais__isnull=False, estado=Reporte.Estado.ENVIADO
        ).select_related("periodo__plan", "pais")
    )
    hallazgos = revisar_varios(enviados)
    explicaciones = [
        Explicacion(
            reporte=reporte, actividad=h.actividad, dato=h.dato, regla=h.regla,
            texto="Explicación ficticia de demostración: se comprobó con la institución.",
            autor=focales[reporte.pais.codigo], escrita_en=reporte.enviado_en or timezone.now(),
        )
        for reporte in enviados
        if reporte.pais
        for h in hallazgos[reporte.pk]
        if h.nivel == ADVERTENCIA
    ]  # fmt: skip
    bulk_create_with_history(explicaciones, Explicacion)
    devueltas = Observacion.objects.filter(
        reporte__estado=Reporte.Estado.OBSERVADO, reporte__pais__isnull=False
    )
    for observacion in devueltas.select_related("reporte__pais"):
        Replica.objects.create(
            observacion=observacion,
            texto="Respuesta ficticia de demostración: la fecha está en el acta; la agregamos.",
            autor=focales[codigo_de(observacion.reporte)],
        )


def codigo_de(reporte: Reporte) -> str:
    return reporte.pais.codigo if reporte.pais else ""


def textos(
    plan: Plan, focales: Mapping[str, Usuario], secretaria: Usuario
) -> Iterator[TextoPublico]:
    """Accepted ones of the approved reports; of those under review one waits, one is refused."""
    reportes = Reporte.objects.filter(
        periodo__plan=plan, periodo__semestre=2, pais__isnull=False,
        estado__in=[Reporte.Estado.APROBADO, Reporte.Estado.ENVIADO],
    ).select_related("periodo", "pais")  # fmt: skip
    avances = Avance.objects.filter(estado__in=["en_curso", "completada"])
    for reporte in reportes:
        propios = avances.filter(reporte=reporte).select_related("actividad")
        for lugar, avance in enumerate(propios.order_by("-estado", "actividad__orden")):
            if lugar == POR_REPORTE:
                break
            yield texto(reporte, avance, lugar, focales, secretaria)


def texto(
    reporte: Reporte, avance: Avance, lugar: int, focales: Mapping[str, Usuario], por: Usuario
) -> TextoPublico:
    es, en = (p.format(anio=reporte.periodo.anio) for p in PERIODOS[reporte.periodo.semestre])
    actividad = avance.actividad
    escrito = (reporte.enviado_en or timezone.now()) + dt.timedelta(days=1)
    hecho = TextoPublico(
        reporte=reporte, actividad=actividad, escrito_por=por, escrito_en=escrito,
        texto=TEXTO.format(periodo=es, corto=actividad.corto),
        texto_en=TEXTO_EN.format(periodo=en, corto=actividad.corto_en or actividad.corto),
    )  # fmt: skip
    aprobado = reporte.estado == Reporte.Estado.APROBADO
    if aprobado or lugar:
        estados = TextoPublico.Estado
        hecho.estado = estados.ACEPTADO if aprobado else estados.OBJETADO
        hecho.respondido_por = focales[codigo_de(reporte)]
        hecho.respondido_en = escrito + dt.timedelta(days=2)
        hecho.comentario = "" if aprobado else "Comentario ficticio: falta decir con quién."
    return hecho
