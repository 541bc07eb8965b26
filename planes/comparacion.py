"""A report beside what the same informant said before: item by item, for whoever reviews it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from planes import correos, validacion
from planes.diferencias import Pieza, diferencias, reescrito
from planes.entrada import Entrada
from planes.models import (
    Actividad,
    Avance,
    Dato,
    Evidencia,
    ObjetivoOperativo,
    Observacion,
    Reporte,
    TextoPublico,
    Valor,
    ValorDesagregado,
)
from planes.progreso import Progreso, Tarea, progreso_de
from planes.respuestas import en_una_frase, entrada_de, sin_partes
from planes.validacion import NOTA, Hallazgo

UN_DIA = dt.timedelta(days=1)


@dataclass(frozen=True)
class Renglon:
    """A Dato with the present answer, that of the last report sent, and that of the version
    the reviewer knows, in words, where it was another (None: the same, or there is none)."""

    dato: Dato
    ahora: Entrada
    antes: Entrada | None
    devuelta: str | None = None
    nota_devuelta: str | None = None
    """The note in that version, where it was another."""

    @property
    def cambio(self) -> bool:
        return self.devuelta is not None or self.nota_devuelta is not None


@dataclass(frozen=True)
class Texto:
    """A narrative: now, in the last report sent, and what changed in it since the reviewer
    knew it."""

    nombre: str
    ahora: str
    antes: str
    cambios: list[Pieza] = field(default_factory=list)
    """Pieces in order; empty when nothing changed."""

    @property
    def reescrito(self) -> bool:
        """Whether so little stayed that the two texts are better read one after the other."""
        return reescrito(self.cambios)

    @property
    def desde_antes(self) -> list[Pieza]:
        """The pieces since the last report, where it is that text gone on and not another one."""
        if not self.antes or not self.ahora or self.antes == self.ahora:
            return []
        piezas = diferencias(self.antes, self.ahora)
        return [] if reescrito(piezas) else piezas


@dataclass(frozen=True)
class Base:
    """What the reviewer knows already: the report as it was returned, or the approved version
    that this one corrects."""

    rotulo: str
    momento: dt.datetime
    avances: Mapping[int, Avance]
    """By activity id."""
    entradas: Mapping[int, Entrada]
    """By Dato id."""


@dataclass(frozen=True)
class Punto:
    """One activity of a report as its reviewer reads it."""

    tarea: Tarea
    antes: Avance | None
    renglones: list[Renglon]
    textos: list[Texto]
    observaciones: list[Observacion]
    """With their replies."""
    hallazgos: list[Hallazgo]
    evidencias: list[Evidencia]
    publico: TextoPublico | None
    cambio: bool
    """Whether it says something else than what the reviewer knows."""
    atendida: bool
    """Whether the last sending answered a remark on it."""
    estado_devuelto: str = ""
    """The state the reviewer knows, where it is another now."""
    aviso_del_texto: str = ""
    """Whether the country was told by mail of a text that waits for its answer."""

    @property
    def actividad(self) -> Actividad:
        return self.tarea.hoja.actividad

    @property
    def avance(self) -> Avance | None:
        return self.tarea.avance

    @property
    def abiertas(self) -> list[Observacion]:
        return [o for o in self.observaciones if o.abierta]

    @property
    def avisos(self) -> list[Hallazgo]:
        """What the portal warned of, explained or not."""
        return [h for h in self.hallazgos if h.nivel != NOTA]

    @property
    def notas(self) -> list[Hallazgo]:
        return [h for h in self.hallazgos if h.nivel == NOTA]

    @property
    def cambian_respuestas(self) -> bool:
        """Whether an answer is another one, and not only the files."""
        return bool(
            self.estado_devuelto
            or any(r.cambio for r in self.renglones)
            or any(t.cambios for t in self.textos)
        )

    @property
    def por_releer(self) -> bool:
        """What a reviewer who knows the report has to look at."""
        return self.cambio or self.atendida


@dataclass(frozen=True)
class Lectura:
    """The whole report, by objetivo."""

    progreso: Progreso
    grupos: list[tuple[ObjetivoOperativo, list[Punto]]]
    base: Base | None
    """None for a report that is read for the first time, or that is not under review."""

    @property
    def puntos(self) -> list[Punto]:
        return [punto for _objetivo, puntos in self.grupos for punto in puntos]

    @property
    def abiertas(self) -> list[Observacion]:
        return [o for punto in self.puntos for o in punto.abiertas]

    @property
    def con_abiertas(self) -> list[Punto]:
        return [p for p in self.puntos if p.abiertas]

    @property
    def cambiados(self) -> list[Punto]:
        return [p for p in self.puntos if p.cambio]

    @property
    def por_releer(self) -> list[Punto]:
        return [p for p in self.puntos if p.por_releer]

    @property
    def con_aviso(self) -> list[Punto]:
        return [p for p in self.puntos if p.avisos]

    def punto(self, codigo: str) -> Punto | None:
        return next((p for p in self.puntos if p.actividad.codigo == codigo), None)


def leer(reporte: Reporte) -> Lectura:
    """Everything in a fixed number of queries."""
    progreso = progreso_de(reporte)
    en_revision = reporte.estado == Reporte.Estado.ENVIADO
    observaciones = reporte.observaciones.select_related("autor", "resuelta_por")
    lector = Lector(
        progreso,
        base_de(progreso) if en_revision else None,
        agrupar(observaciones.prefetch_related("replicas__autor"), "actividad_id"),
        agrupar(validacion.revisar(reporte) if en_revision else (), "actividad.pk"),
        agrupar(reporte.evidencias.all(), "actividad_id"),
        {t.actividad_id: t for t in reporte.textos_publicos.select_related("respondido_por")},
        list(correos.avisos_de_textos(reporte).values_list("creado_en", flat=True)),
    )
    grupos = [(g.objetivo, [lector.punto(t) for t in g.tareas]) for g in progreso.grupos]
    return Lectura(progreso, grupos, lector.base)


def agrupar(filas: Iterable[Any], camino: str) -> dict[Any, list[Any]]:
    """What hangs on an activity, by its id, which is found at ``camino``."""
    clave = attrgetter(camino)
    grupos: dict[Any, list[Any]] = {}
    for fila in filas:
        grupos.setdefault(clave(fila), []).append(fila)
    return grupos


def base_de(progreso: Progreso) -> Base | None:
    """What the reviewer of a sent report knows of it already; None when it is new."""
    reporte = progreso.reporte
    if reporte.revisado_en is not None:
        return devuelto(progreso, reporte.revisado_en)
    viejo = reporte.sustituye
    if viejo is None or viejo.revisado_en is None:
        return None
    valores = viejo.valores.select_related("etapa").prefetch_related("partes")
    return Base(
        _("En lo aprobado:"),
        viejo.revisado_en,
        {a.actividad_id: a for a in viejo.avances.all()},
        {v.dato_id: entrada_de(v) for v in valores},
    )


def devuelto(progreso: Progreso, momento: dt.datetime) -> Base:
    """The answers as they stood when the report was returned, out of the history."""
    reporte = progreso.reporte.pk
    avances = Avance.history.as_of(momento).filter(reporte=reporte)
    valores = {v.dato_id: v for v in Valor.history.as_of(momento).filter(reporte=reporte)}
    partes: dict[int, dict[int, Decimal]] = {}
    filas = ValorDesagregado.history.as_of(momento)
    for fila in filas.filter(valor__in=[v.pk for v in valores.values()]):
        partes.setdefault(fila.valor_id, {})[fila.categoria_id] = fila.numero
    return Base(
        _("Al devolverlo:"),
        momento,
        {a.actividad_id: a for a in avances},
        {
            d.pk: replace(
                sin_partes(d, valores[d.pk]),
                nota=valores[d.pk].nota,
                partes=partes.get(valores[d.pk].pk, {}),
            )
            for d in progreso.cuestionario.datos
            if d.pk in valores
        },
    )


@dataclass(frozen=True)
class Lector:
    """What ``leer`` has read; makes a Punto of each task."""

    progreso: Progreso
    base: Base | None
    observaciones: Mapping[int, list[Observacion]]
    hallazgos: Mapping[int, list[Hallazgo]]
    evidencias: Mapping[int, list[Evidencia]]
    publicos: Mapping[int, TextoPublico]
    avisados: list[dt.datetime]
    """When the country was told by mail of texts that wait for its answer."""

    def punto(self, tarea: Tarea) -> Punto:
        pk = tarea.hoja.actividad.pk
        era = self.base.avances.get(pk) if self.base else None
        antes = self.progreso.anterior.avances.get(pk)
        renglones = [self.renglon(dato) for dato in tarea.hoja.datos]
        narrativas = textos(tarea.avance, antes, era)
        evidencias = self.evidencias.get(pk, [])
        otro_estado = era and tarea.avance and era.estado != tarea.avance.estado
        return Punto(
            tarea=tarea,
            antes=antes,
            renglones=renglones,
            textos=narrativas,
            observaciones=self.observaciones.get(pk, []),
            hallazgos=self.hallazgos.get(pk, []),
            evidencias=evidencias,
            publico=self.publicos.get(pk),
            cambio=self.base is not None
            and bool(
                otro_estado
                or any(r.cambio for r in renglones)
                or any(t.cambios for t in narrativas)
                or any(e.subida_en > self.base.momento for e in evidencias)
            ),
            atendida=bool(tarea.respondidas),
            estado_devuelto=era.get_estado_display() if era and otro_estado else "",
            aviso_del_texto=self.aviso_del_texto(self.publicos.get(pk)),
        )

    def aviso_del_texto(self, texto: TextoPublico | None) -> str:
        if texto is None or texto.estado != TextoPublico.Estado.PROPUESTO:
            return ""
        if any(momento >= texto.escrito_en for momento in self.avisados):
            return _("Se le avisó al país por correo.")
        if any(momento > texto.escrito_en - UN_DIA for momento in self.avisados):
            return _("Ya se le había avisado al país ese día: lo verá en sus pendientes.")
        return _("No salió ningún correo: el país lo verá en sus pendientes.")

    def renglon(self, dato: Dato) -> Renglon:
        ahora = self.progreso.entrada(dato)
        previa = self.progreso.anterior.entradas.get(dato.pk)
        if self.base is None:
            return Renglon(dato, ahora, previa)
        era = self.base.entradas.get(dato.pk, Entrada())
        dicha = en_una_frase(dato, replace(era, nota=""))
        return Renglon(
            dato,
            ahora,
            previa,
            devuelta=dicha if dicha != en_una_frase(dato, replace(ahora, nota="")) else None,
            nota_devuelta=era.nota if era.nota != ahora.nota else None,
        )


def textos(avance: Avance | None, antes: Avance | None, conocido: Avance | None) -> list[Texto]:
    """The narratives that say something now or before; a changed one with its changes."""
    if avance is None:
        return []
    nombres = {c.name: str(c.verbose_name) for c in Avance._meta.fields}
    hallados = []
    for campo in Avance.TEXTOS:
        ahora, previo = getattr(avance, campo), getattr(antes, campo, "")
        era = getattr(conocido, campo) if conocido is not None else ahora
        if ahora or previo or era:
            cambios = diferencias(era, ahora) if era.split() != ahora.split() else []
            hallados.append(Texto(nombres[campo], ahora, previo, cambios))
    return hallados
