"""A plan and all that was answered to it, as plain frozen values: what ``cargar`` hands over.

Texts come in both languages as ``{"es": …, "en": …}``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from planes.calculo import Dato, Respuesta, Semestre

Texto = Mapping[str, str]


@dataclass(frozen=True)
class Programado:
    """A printed target: for one year, or for the whole plan when ``anio`` is None."""

    anio: int | None
    objetivo: Decimal
    linea_base: Decimal | None
    alcance: str


@dataclass(frozen=True)
class Indicador:
    codigo: str
    texto: Texto
    meta: str
    actividad: str
    dato: str | None
    evidencia: str
    es_nuestro: bool
    programado: tuple[Programado, ...] = ()


@dataclass(frozen=True)
class Meta:
    codigo: str
    texto: Texto
    responsable: Texto
    plazo: Texto
    planeamiento: Texto
    socios: Texto
    vigencia: tuple[dt.date, dt.date]
    actividades: tuple[str, ...]
    indicadores: tuple[Indicador, ...]
    organizaciones: tuple[tuple[str, Texto], ...] = ()
    """Code and name of its partners that may appear in public."""


@dataclass(frozen=True)
class Actividad:
    codigo: str
    texto: Texto
    corto: Texto
    informante: str
    objetivo: int
    eje: int


@dataclass(frozen=True)
class Objetivo:
    numero: int
    texto: Texto
    corto: Texto
    especifico: Texto | None
    eje: int
    actividades: tuple[Actividad, ...]
    metas: tuple[Meta, ...]


@dataclass(frozen=True)
class Eje:
    numero: int
    nombre: Texto
    descripcion: Texto
    estrategicos: tuple[Texto, ...]
    objetivos: tuple[Objetivo, ...]

    @property
    def actividades(self) -> list[Actividad]:
        return [a for o in self.objetivos for a in o.actividades]


@dataclass(frozen=True)
class Pais:
    codigo: str
    iso3: str
    nombre: Texto
    organismo: Texto
    sigla: str
    adhesion: dt.date | None
    retiro: dt.date | None

    def miembro_en(self, fecha: dt.date) -> bool:
        return (self.adhesion is None or self.adhesion <= fecha) and (
            self.retiro is None or self.retiro > fecha
        )


@dataclass(frozen=True)
class Ficha:
    """A Dato's words: name, unit, methodology sheet, categories and stages."""

    dato: Dato
    nombre: Texto
    unidad: Texto
    informante: str
    definicion: Texto
    fuente: Texto
    quien: Texto
    como: Texto
    categorias: Mapping[str, Texto]
    """By category key, ``"sexo:mujeres"``, in order."""
    etapas: Mapping[int, Texto]
    """By stage order."""
    destacado: int | None = None
    """Its place among the key figures."""


@dataclass(frozen=True)
class TextoAceptado:
    """What a country lets be published of one activity in one semester."""

    actividad: str
    pais: str
    cuando: Semestre
    texto: Texto
    """English may be empty: then the Spanish one is read, marked as Spanish."""


@dataclass(frozen=True)
class Aporte:
    """Money for a project on the day of its state. ``usd`` at the rate of ``fecha_tasa`` (None:
    it is in dollars); ``tasa``: dollars for one unit of its currency."""

    estado: str
    fecha: dt.date
    monto: Decimal
    moneda: str
    usd: Decimal
    tasa: Decimal
    fecha_tasa: dt.date | None
    donante: str
    """Its code: to count those who are not named."""
    nombre: Texto | None
    """None when it may not be named in public."""


@dataclass(frozen=True)
class Proyecto:
    """A project that the ST lets be published; ``fecha`` is the day it reached its ``etapa``."""

    codigo: str
    titulo: Texto
    resumen: Texto
    etapa: str
    fecha: dt.date
    prioritario: bool
    inicio: dt.date | None
    fin: dt.date | None
    costo: Decimal | None
    pais: str
    """Empty: of the region."""
    actividades: tuple[str, ...]
    presentado_a: tuple[Texto, ...]
    sin_nombrar: int
    """How many more it was presented to, who may not be named in public."""
    aportes: tuple[Aporte, ...]


@dataclass(frozen=True)
class Recurso(Aporte):
    """Money of the register, with or without a project."""

    codigo: str
    pais: str
    """Empty: of the region."""
    proyecto: str | None
    """Code of the project it is for, whether or not that may be published."""
    datos: tuple[str, ...]
    """Codes of the Datos of money that add it up."""
    aprobado: bool
    """Whether an approved report has used the row. Else it is here because the ST lets its
    project be published."""


@dataclass(frozen=True)
class Convenio:
    """An agreement that an approved report has used or that the ST lets be published."""

    codigo: str
    titulo: Texto | None
    """None when it may only be counted."""
    tipo: str
    estado: str
    fecha: dt.date
    """Day of its state."""
    vence: dt.date | None
    pais: str
    """Empty: of the region."""
    partes: tuple[Texto, ...]
    sin_nombrar: int
    """How many more parties, who may not be named in public."""
    otras: bool
    """Whether there are others, in free words that stay internal."""


@dataclass(frozen=True)
class Version:
    """How an action of the Estrategia stood from that day on, as the ST wrote it down."""

    dia: dt.date
    estado: str
    calificacion: int | None = None
    inicio_previsto: dt.date | None = None
    fin_previsto: dt.date | None = None
    inicio_real: dt.date | None = None
    fin_real: dt.date | None = None


@dataclass(frozen=True)
class Accion:
    """An action of the Estrategia; ``versiones`` from the oldest to the newest."""

    codigo: str
    texto: Texto
    corto: Texto
    resultados: tuple[str, ...]
    versiones: tuple[Version, ...]

    def al(self, fecha: dt.date) -> Version:
        """How it stood at the end of that day: not begun while nobody had written anything."""
        previas = [v for v in self.versiones if v.dia <= fecha]
        return previas[-1] if previas else Version(fecha, "no_iniciada")


@dataclass(frozen=True)
class Resultado:
    """A result of the Estrategia; ``contribuye_a``: metas, as (plan's code, meta's code)."""

    codigo: str
    texto: Texto
    plazo: Texto
    contribuye_a: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tactica:
    numero: int
    texto: Texto
    corto: Texto
    resultados: tuple[Resultado, ...]
    acciones: tuple[Accion, ...]


@dataclass(frozen=True)
class EjeTematico:
    numero: int
    nombre: Texto
    descripcion: Texto
    tacticas: tuple[Tactica, ...]

    @property
    def acciones(self) -> list[Accion]:
        return [a for t in self.tacticas for a in t.acciones]


@dataclass(frozen=True)
class Apartado:
    """A printed text that is no row of the matrix; ``publicos``: numbers of the audiences."""

    codigo: str
    tipo: str
    texto: Texto
    publicos: tuple[int, ...]


@dataclass(frozen=True)
class Estrategia:
    codigo: str
    nombre: Texto
    inicio: dt.date
    fin: dt.date
    ejes: tuple[EjeTematico, ...]
    apartados: tuple[Apartado, ...]


@dataclass(frozen=True)
class Arbol:
    codigo: str
    nombre: Texto
    inicio: dt.date
    fin: dt.date
    ejes: tuple[Eje, ...]
    paises: tuple[Pais, ...]
    fichas: Mapping[str, Ficha]
    semestres: tuple[Semestre, ...]
    aprobados: frozenset[tuple[Semestre, str]]
    """Which informants have an approved report in which semester."""
    respuestas: Mapping[str, tuple[Respuesta, ...]] = field(default_factory=dict)
    """By Dato code."""
    estados: Mapping[tuple[str, str], tuple[tuple[Semestre, str], ...]] = field(
        default_factory=dict
    )
    """By (activity code, informant)."""
    textos: tuple[TextoAceptado, ...] = ()
    """The newest first, then by country and activity."""
    proyectos: tuple[Proyecto, ...] = ()
    """Those that may be published, as they stand now, by code."""
    recursos: tuple[Recurso, ...] = ()
    convenios: tuple[Convenio, ...] = ()
    """Both by date."""
    estrategia: Estrategia | None = None
    """The one in force, else the newest."""

    @property
    def anios(self) -> list[int]:
        return sorted({s.anio for s in self.semestres})

    @property
    def actividades(self) -> list[Actividad]:
        return [a for e in self.ejes for a in e.actividades]

    @property
    def objetivos(self) -> list[Objetivo]:
        return [o for e in self.ejes for o in e.objetivos]

    @property
    def metas(self) -> list[Meta]:
        return [x for o in self.objetivos for x in o.metas]

    @property
    def indicadores(self) -> list[Indicador]:
        return [i for x in self.metas for i in x.indicadores]

    def miembros(self, anio: int) -> list[str]:
        """Codes of the countries that were members at the end of that year."""
        return [p.codigo for p in self.paises if p.miembro_en(dt.date(anio, 12, 31))]
