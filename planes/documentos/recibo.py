"""The record of a sent report in PDF: everything it said, as it was sent.

While a report is sent or approved nobody can write in it. Once it was taken back or returned
its answers change: then they are read out of the history, as they stood at the last sending. So
a sending has one record for ever, with the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes.comparacion import agrupar, devuelto
from planes.documentos.pdf import Documento, Recursos, agua, componer
from planes.entrada import Entrada
from planes.models import Avance, Evidencia, Explicacion, ObjetivoOperativo, Reporte
from planes.progreso import Progreso, Tarea, progreso_de

TINTA, TENUE = "#14213D", ".05"


@dataclass(frozen=True)
class Punto:
    """One activity with all that was said of it."""

    tarea: Tarea
    explicaciones: list[Explicacion]
    evidencias: list[Evidencia]


@dataclass(frozen=True)
class Recibo:
    """What a report said when it was sent; ``grupos`` in the plan's order."""

    reporte: Reporte
    progreso: Progreso
    grupos: list[tuple[ObjetivoOperativo, list[Punto]]]

    @property
    def puntos(self) -> list[Punto]:
        return [punto for _objetivo, puntos in self.grupos for punto in puntos]

    @property
    def cuenta(self) -> dict[str, int]:
        """How many activities, answers and files it has."""
        return {
            "actividades": sum(p.tarea.avance is not None for p in self.puntos),
            "de": len(self.puntos),
            "respuestas": sum(not e.vacia for e in self.progreso.entradas.values()),
            "datos": len(self.progreso.cuestionario.datos),
            "archivos": sum(len(p.evidencias) for p in self.puntos),
        }

    @property
    def huella(self) -> str:
        """SHA-256 over everything answered, whatever the language it is read in."""
        dicho = [
            self.reporte.referencia,
            self.reporte.version,
            self.reporte.enviado_en,
            [
                [
                    punto.tarea.hoja.actividad.codigo,
                    escrito(punto.tarea.avance),
                    [
                        [dato.codigo, respondido(self.progreso.entrada(dato))]
                        for dato in punto.tarea.hoja.datos
                    ],
                    [[e.regla, e.dato_id, e.texto] for e in punto.explicaciones],
                    [[e.titulo, e.huella] for e in punto.evidencias],
                ]
                for punto in self.puntos
            ],
        ]
        texto = json.dumps(dicho, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(texto.encode()).hexdigest()


def escrito(avance: Avance | None) -> list[str]:
    """State and narratives of an activity, for the hash."""
    return [getattr(avance, campo) for campo in ("estado", *Avance.TEXTOS)] if avance else []


def respondido(entrada: Entrada) -> dict[str, Any]:
    """An answer in plain values, for the hash."""
    campos = ("numero", "numerador", "denominador", "fecha", "documento", "ausencia", "nota")
    return {
        **{campo: getattr(entrada, campo) for campo in campos},
        "etapa": entrada.etapa.pk if entrada.etapa else None,
        "partes": sorted((clave, numero) for clave, numero in entrada.partes.items()),
    }


def leer(reporte: Reporte) -> Recibo:
    """The report as it was last sent, in a fixed number of queries."""
    progreso = progreso_de(reporte)
    if reporte.editable and consta(reporte):
        progreso = como_se_envio(progreso)
        fecha = reporte.enviado_en
        explicaciones = Explicacion.history.as_of(fecha).filter(reporte=reporte.pk)
        evidencias = Evidencia.history.as_of(fecha).filter(reporte=reporte.pk)
    else:
        explicaciones, evidencias = reporte.explicaciones.all(), reporte.evidencias.all()
    de_explicaciones = por_actividad(explicaciones.select_related("dato"))
    de_evidencias = por_actividad(e for e in evidencias if e.estado != Evidencia.Estado.INFECTADA)
    return Recibo(
        reporte,
        progreso,
        [
            (
                grupo.objetivo,
                [
                    Punto(
                        tarea,
                        de_explicaciones.get(tarea.hoja.actividad.pk, []),
                        de_evidencias.get(tarea.hoja.actividad.pk, []),
                    )
                    for tarea in grupo.tareas
                ],
            )
            for grupo in progreso.grupos
        ],
    )


def consta(reporte: Reporte) -> bool:
    """Whether the history reaches back to the sending. That of a report which was loaded with a
    date of its own does not: what it says now is all there is."""
    return bool(
        Avance.history.filter(reporte=reporte.pk, history_date__lte=reporte.enviado_en).exists()
    )


def como_se_envio(progreso: Progreso) -> Progreso:
    """The answers as they stood at the last sending."""
    enviado_en = progreso.reporte.enviado_en
    if enviado_en is None:
        raise ValueError("the report has never been sent")
    base = devuelto(progreso, enviado_en)
    return replace(
        progreso,
        entradas=dict(base.entradas),
        grupos=[
            replace(
                grupo,
                tareas=[
                    replace(tarea, avance=base.avances.get(tarea.hoja.actividad.pk))
                    for tarea in grupo.tareas
                ],
            )
            for grupo in progreso.grupos
        ],
    )


def por_actividad(filas: Iterable[Any]) -> dict[int, list[Any]]:
    """By activity id, each list in an order that does not hang on the database."""
    return agrupar(sorted(filas, key=lambda fila: fila.pk), "actividad_id")


def componer_recibo(reporte: Reporte) -> Documento:
    """The record of a report that has been sent, in the language that is active: PDF/UA-1.

    The same sending and language give the same bytes. Raises DocumentoMalHecho.
    """
    recibo, recursos, idioma = leer(reporte), Recursos(), (get_language() or "es")[:2]
    demo = Usuario.objects.de_demostracion().exists()
    html = render_to_string(
        "planes/documentos/recibo.html",
        {
            "idioma": idioma,
            "recibo": recibo,
            "reporte": reporte,
            "progreso": recibo.progreso,
            "marca_de_agua": agua(recursos, _("Datos de demostración"), TINTA, TENUE)
            if demo
            else "",
        },
    )
    identificador = f"recibo {idioma} {reporte.referencia} {recibo.huella}".encode()
    return componer(html, recursos, identificador)
