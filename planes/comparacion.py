"""A report beside what the same informant said before: item by item, for whoever reviews it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from planes import validacion
from planes.entrada import Entrada
from planes.models import (
    Actividad,
    Avance,
    Dato,
    ObjetivoOperativo,
    Observacion,
    Reporte,
    Valor,
)
from planes.progreso import Progreso, Tarea, progreso_de
from planes.respuestas import en_palabras
from planes.validacion import Hallazgo

IGUAL, NUEVO, QUITADO = "igual", "nuevo", "quitado"


@dataclass(frozen=True)
class Renglon:
    """A Dato with the present answer, that of the last report sent, and that of before the
    return, in words, where it was another (None: it was the same, or nothing was returned)."""

    dato: Dato
    ahora: Entrada
    antes: Entrada | None
    devuelta: str | None = None


@dataclass(frozen=True)
class Texto:
    """A narrative: now, in the last report sent, and what changed in it since it was returned."""

    nombre: str
    ahora: str
    antes: str
    cambios: list[tuple[str, str]] = field(default_factory=list)
    """Pieces in order, each ``igual``, ``nuevo`` or ``quitado``; empty when nothing changed."""


@dataclass(frozen=True)
class Punto:
    """One activity of a report as its reviewer reads it."""

    tarea: Tarea
    antes: Avance | None
    renglones: list[Renglon]
    textos: list[Texto]
    observaciones: list[Observacion]
    avisos: list[Hallazgo]
    cambio: bool
    """Whether it was changed after the report had been returned."""
    estado_devuelto: str = ""
    """The state it was returned with, where it is another now."""

    @property
    def actividad(self) -> Actividad:
        return self.tarea.hoja.actividad

    @property
    def avance(self) -> Avance | None:
        return self.tarea.avance

    @property
    def abiertas(self) -> list[Observacion]:
        return [o for o in self.observaciones if o.abierta]


@dataclass(frozen=True)
class Lectura:
    """The whole report, by objetivo."""

    progreso: Progreso
    grupos: list[tuple[ObjetivoOperativo, list[Punto]]]
    reenviado: bool
    """Whether it comes back after having been returned."""

    @property
    def puntos(self) -> list[Punto]:
        return [punto for _objetivo, puntos in self.grupos for punto in puntos]

    @property
    def abiertas(self) -> list[Observacion]:
        return [o for punto in self.puntos for o in punto.abiertas]

    @property
    def cambiados(self) -> list[Punto]:
        return [p for p in self.puntos if p.cambio]

    @property
    def con_aviso(self) -> list[Punto]:
        return [p for p in self.puntos if p.avisos]

    def punto(self, codigo: str) -> Punto | None:
        return next((p for p in self.puntos if p.actividad.codigo == codigo), None)


def leer(reporte: Reporte) -> Lectura:
    """Everything in a fixed number of queries."""
    progreso = progreso_de(reporte)
    observaciones: dict[int, list[Observacion]] = {}
    for o in reporte.observaciones.select_related("autor", "resuelta_por"):
        observaciones.setdefault(o.actividad_id, []).append(o)
    avisos: dict[int, list[Hallazgo]] = {}
    if reporte.estado == Reporte.Estado.ENVIADO:
        for hallazgo in validacion.revisar(reporte):
            avisos.setdefault(hallazgo.actividad.pk, []).append(hallazgo)
    reenviado = reporte.estado == Reporte.Estado.ENVIADO and reporte.revisado_en is not None
    avances = devueltos(Avance, reporte) if reenviado else {}
    valores = devueltos(Valor, reporte) if reenviado else {}
    grupos = []
    for grupo in progreso.grupos:
        puntos = [
            punto(progreso, tarea, observaciones, avisos, avances, valores)
            for tarea in grupo.tareas
        ]
        grupos.append((grupo.objetivo, puntos))
    return Lectura(progreso, grupos, reenviado)


def devueltos(modelo: type[Avance] | type[Valor], reporte: Reporte) -> dict[int, Avance | Valor]:
    """The rows as they stood when the report was returned, by activity or Dato id."""
    filas: QuerySet = modelo.history.as_of(reporte.revisado_en).filter(reporte=reporte.pk)
    clave = "actividad_id" if modelo is Avance else "dato_id"
    return {getattr(fila, clave): fila for fila in filas}


def punto(
    progreso: Progreso,
    tarea: Tarea,
    observaciones: Mapping[int, list[Observacion]],
    avisos: Mapping[int, list[Hallazgo]],
    avances: Mapping[int, Avance | Valor],
    valores: Mapping[int, Avance | Valor],
) -> Punto:
    pk = tarea.hoja.actividad.pk
    revisado = progreso.reporte.revisado_en
    avance, antes, devuelto = tarea.avance, progreso.anterior.avances.get(pk), avances.get(pk)
    cambio = bool(
        (avances or valores)
        and avance
        and avance.actualizado_en
        and revisado
        and avance.actualizado_en > revisado
    )
    estado = ""
    if cambio and isinstance(devuelto, Avance) and avance and devuelto.estado != avance.estado:
        estado = devuelto.get_estado_display()
    return Punto(
        tarea=tarea,
        antes=antes,
        renglones=[
            renglon(progreso, dato, valores if cambio else None) for dato in tarea.hoja.datos
        ],
        textos=textos(avance, antes, devuelto if cambio else None),
        observaciones=observaciones.get(pk, []),
        avisos=avisos.get(pk, []),
        cambio=cambio,
        estado_devuelto=estado,
    )


def renglon(
    progreso: Progreso, dato: Dato, valores: Mapping[int, Avance | Valor] | None
) -> Renglon:
    ahora = progreso.entrada(dato)
    devuelta = None
    if valores is not None:
        fila = valores.get(dato.pk)
        era = en_palabras(dato, sin_partes(dato, fila)) if isinstance(fila, Valor) else ""
        devuelta = era if era != en_palabras(dato, ahora) else None
    return Renglon(dato, ahora, progreso.anterior.entradas.get(dato.pk), devuelta)


def sin_partes(dato: Dato, valor: Valor) -> Entrada:
    """The answer of a row out of the history, which has no parts of its own."""
    etapa = next((e for e in dato.etapas.all() if e.pk == valor.etapa_id), None)
    campos = ("numero", "numerador", "denominador", "fecha", "documento", "ausencia")
    return Entrada(etapa=etapa, **{campo: getattr(valor, campo) for campo in campos})


def textos(
    avance: Avance | None, antes: Avance | None, devuelto: Avance | Valor | None
) -> list[Texto]:
    """The narratives that say something now or before; a changed one with its changes."""
    if avance is None:
        return []
    nombres = {c.name: str(c.verbose_name) for c in Avance._meta.fields}
    hallados = []
    for campo in Avance.TEXTOS:
        ahora, previo = getattr(avance, campo), getattr(antes, campo, "")
        era = getattr(devuelto, campo) if devuelto is not None else ahora
        if ahora or previo or era:
            cambios = diferencias(era, ahora) if era != ahora else []
            hallados.append(Texto(nombres[campo], ahora, previo, cambios))
    return hallados


def diferencias(era: str, es: str) -> list[tuple[str, str]]:
    """Two texts as pieces that stayed, came or went, word by word.

    >>> diferencias("dos talleres", "tres talleres")
    [('quitado', 'dos'), ('nuevo', 'tres'), ('igual', ' talleres')]
    """
    viejo, nuevo = (re.findall(r"\s+|\S+", texto) for texto in (era, es))
    piezas: list[tuple[str, str]] = []
    for acto, a, b, c, d in difflib.SequenceMatcher(
        None, viejo, nuevo, autojunk=False
    ).get_opcodes():
        if acto == "equal":
            piezas.append((IGUAL, "".join(viejo[a:b])))
            continue
        if a < b:
            piezas.append((QUITADO, "".join(viejo[a:b])))
        if c < d:
            piezas.append((NUEVO, "".join(nuevo[c:d])))
    return piezas
