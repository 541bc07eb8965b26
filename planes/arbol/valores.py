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
    it is in dollars)."""

    estado: str
    fecha: dt.date
    monto: Decimal
    moneda: str
    usd: Decimal
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
