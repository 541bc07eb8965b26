"""What a data cut holds: one JSON part per public page, and flat cells.

Everything here comes from ``informes.cifras`` (already masked) and the plan's
texts; no HTML, request or PDF. Texts are ``{"es": …, "en": …}``. Keys::

    inicio            the whole plan in figures: key figures, distribution, ejes, countries
    plan              the tree of texts and states down to the activities
    eje/1             an eje: texts, states, charts of its Datos
    objetivo/1        an objetivo operativo: activities, metas, printed indicators
    actividad/1.1     an activity: states by country, metas, Datos
    indicador/1.1.1.a a printed indicator: its Dato in full, targets
    pais/gt           a country: its states and figures
    paises            the nine beside each other
    metodo            coverage of the reports, every Dato's methodology sheet

A *figure* is ``informes.cifras.CifraPublica.json()``. A *state summary* is
``{"estado", "desde", "fuente", "semaforo", "paises": distribution}``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from informes import frases
from informes.cifras import Bloque, CifraPublica, Serie, bloques, clave_semestre, simple
from planes import calculo
from planes.arbol import Actividad, Arbol, Eje, Ficha, Indicador, Meta, Objetivo, Pais

Parte = dict[str, Any]


@dataclass(frozen=True)
class Celda:
    """One flat figure (see ``informes.models.CorteCelda``)."""

    dato: str
    pais: str
    anio: int
    categoria: str
    valor: Decimal | None
    minimo: int | None
    maximo: int | None
    texto: str
    texto_en: str
    marca: str
    reportaron: int | None
    esperados: int | None

    def json(self) -> list[Any]:
        return [
            self.dato, self.pais, self.anio, self.categoria, simple(self.valor), self.minimo,
            self.maximo, self.texto, self.texto_en, self.marca, self.reportaron, self.esperados,
        ]  # fmt: skip


@dataclass(frozen=True)
class Contenido:
    """The parts by key, the cells in order, and the hash of it all."""

    partes: Mapping[str, Parte]
    celdas: tuple[Celda, ...]
    huella: str


def canonico(contenido: Any) -> bytes:
    """The one way a part is written as bytes, so that its hash can be checked by anyone."""
    return json.dumps(
        contenido, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def huella(contenido: Any) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonico(contenido)).hexdigest()


def huella_total(partes: Mapping[str, str], celdas: str) -> str:
    """A cut's hash: SHA-256 over the sorted list of its parts' hashes and that of the cells."""
    lineas = sorted(f"{clave} {suma}" for clave, suma in partes.items())
    return hashlib.sha256("\n".join([*lineas, f"celdas {celdas}"]).encode()).hexdigest()


def construir(arbol: Arbol, fecha: dt.date) -> Contenido:
    """Everything public of a plan on a date."""
    return Constructor(arbol, fecha).contenido()


class Constructor:
    """Builds the parts of one cut; holds what several parts need, computed once."""

    def __init__(self, arbol: Arbol, fecha: dt.date) -> None:
        self.arbol = arbol
        self.fecha = fecha
        self.bloques = bloques(arbol)
        self.ultimo = max(arbol.semestres, default=calculo.Semestre(arbol.inicio.year, 1))
        self.metas = {x.codigo: x for x in arbol.metas}
        self.actividades = {a.codigo: a for a in arbol.actividades}
        self.estados = {a.codigo: self.resumen_de(a) for a in arbol.actividades}

    def contenido(self) -> Contenido:
        partes = self.partes()
        celdas = tuple(self.celdas())
        sumas = {clave: huella(parte) for clave, parte in partes.items()}
        return Contenido(
            partes, celdas, huella_total(sumas, huella([c.json() for c in celdas]))
        )

    def partes(self) -> dict[str, Parte]:
        arbol = self.arbol
        partes: dict[str, Parte] = {
            "inicio": self.inicio(),
            "plan": self.plan(),
            "paises": {"paises": [self.pais_breve(p) for p in arbol.paises]},
            "metodo": self.metodo(),
        }
        partes |= {f"eje/{e.numero}": self.eje(e) for e in arbol.ejes}
        partes |= {f"objetivo/{o.numero}": self.objetivo(o) for o in arbol.objetivos}
        partes |= {f"actividad/{a.codigo}": self.actividad(a) for a in arbol.actividades}
        partes |= {f"indicador/{i.codigo}": self.indicador(i) for i in arbol.indicadores}
        partes |= {f"pais/{p.codigo}": self.pais(p) for p in arbol.paises}
        return partes

    # --- states -------------------------------------------------------------------

    def estado_de(self, actividad: Actividad, informante: str) -> str | None:
        return self.vigente(actividad, informante)[0]

    def vigente(
        self, actividad: Actividad, informante: str
    ) -> tuple[str | None, calculo.Semestre | None]:
        historia = self.arbol.estados.get((actividad.codigo, informante), ())
        hallado = calculo.estado_vigente(historia, self.ultimo)
        return hallado or (None, None)

    def nacionales(self, actividad: Actividad) -> dict[str, str | None]:
        """Each member's state; empty when countries are not asked."""
        if actividad.informante == "regional":
            return {}
        return {
            codigo: self.estado_de(actividad, codigo)
            for codigo in self.arbol.miembros(self.ultimo.anio)
        }

    def resumen_de(self, actividad: Actividad) -> Parte:
        nacionales = self.nacionales(actividad)
        estado, desde = self.vigente(actividad, calculo.REGION)
        fuente = "regional"
        if actividad.informante == "nacional":
            estado, fuente = calculo.estado_de_los_paises(nacionales.values()), "paises"
            desde = self.ultimo if estado else None
        inicio, fin = self.vigencia(actividad)
        return {
            "estado": estado or calculo.SIN_DATO,
            "desde": frases.semestre(desde),
            "fuente": fuente,
            "semaforo": calculo.semaforo(estado, inicio, fin, self.fecha),
            "paises": calculo.distribucion(nacionales.values()) if nacionales else None,
        }

    def vigencia(self, actividad: Actividad) -> tuple[dt.date, dt.date]:
        """First and last day of the metas that the activity serves; the plan's when it has none."""
        plazos = [x.vigencia for x in self.arbol.metas if actividad.codigo in x.actividades]
        if not plazos:
            return self.arbol.inicio, self.arbol.fin
        return min(p[0] for p in plazos), max(p[1] for p in plazos)

    def distribucion(self, actividades: list[Actividad]) -> dict[str, int]:
        return calculo.distribucion(self.estados[a.codigo]["estado"] for a in actividades)

    def actividad_breve(self, a: Actividad) -> Parte:
        return {
            "codigo": a.codigo,
            "corto": a.corto,
            "texto": a.texto,
            **self.estados[a.codigo],
        }

    # --- figures ------------------------------------------------------------------

    def json_dato(self, ficha: Ficha) -> Parte:
        dato = ficha.dato
        return {
            "codigo": dato.codigo,
            "nombre": ficha.nombre,
            "unidad": ficha.unidad,
            "tipo": dato.tipo,
            "informante": ficha.informante,
            "periodicidad": dato.periodicidad,
            "regla_tiempo": dato.regla_tiempo,
            "regla_region": dato.regla_region,
            "sentido": dato.sentido,
            "sensible": dato.sensible,
            "definicion": ficha.definicion,
            "fuente": ficha.fuente,
            "quien": ficha.quien,
            "como": ficha.como,
        }

    def json_serie(self, serie: Serie, *, paises: bool) -> Parte:
        parte: Parte = {
            "categoria": serie.categoria,
            "nombre": serie.nombre,
            "region": [c.json() for c in serie.region],
        }
        if paises:
            parte["paises"] = {
                codigo: [c.json() for c in cifras] for codigo, cifras in serie.paises.items()
            }
        return parte

    def json_bloque(self, codigo: str, *, paises: bool = True, partes: bool = True) -> Parte:
        """A Dato with its figures: ``series[0]`` is the whole (for a sensitive Dato the first
        crime); with ``partes`` the categories follow."""
        bloque = self.bloques[codigo]
        todas = partes or bloque.ficha.dato.sensible
        return {
            "dato": self.json_dato(bloque.ficha),
            "anios": list(bloque.anios),
            "mensaje": frases.mensaje(bloque),
            "series": [
                self.json_serie(s, paises=paises) for s in (bloque.series if todas else bloque.series[:1])
            ],
            "acumulado": bloque.acumulado.json() if bloque.acumulado else None,
        }

    def cumplimientos(self, indicador: Indicador) -> list[Parte]:
        """Each printed target beside what was reached. For a target per country, the number
        of countries that reach it."""
        bloque = self.bloques[indicador.dato] if indicador.dato else None
        filas = []
        for programado in indicador.programado:
            cifra, llegan = self.alcanzado(bloque, programado.anio, programado.objetivo)
            por_pais = programado.alcance == "cada_pais"
            porcentaje = (
                None
                if bloque is None or cifra is None or por_pais
                else calculo.cumplimiento(
                    cifra.valor,
                    programado.objetivo,
                    sentido=bloque.ficha.dato.sentido,
                    linea_base=programado.linea_base,
                )
            )
            filas.append(
                {
                    "anio": programado.anio,
                    "objetivo": simple(programado.objetivo),
                    "linea_base": simple(programado.linea_base),
                    "alcance": programado.alcance,
                    "cifra": cifra.json() if cifra else None,
                    "paises_que_llegan": llegan if por_pais else None,
                    "porcentaje": simple(porcentaje),
                }
            )
        return filas

    def alcanzado(
        self, bloque: Bloque | None, anio: int | None, objetivo: Decimal
    ) -> tuple[CifraPublica | None, int | None]:
        """The regional figure a target speaks of, and how many countries reach it by themselves."""
        if bloque is None or bloque.ficha.dato.sensible:
            return None, None
        total = bloque.series[0]
        if anio is None:
            ultimas = [cifras[-1] for cifras in total.paises.values() if cifras]
            llegan = sum(1 for c in ultimas if c.valor is not None and c.valor >= objetivo)
            return bloque.acumulado, llegan
        if anio not in bloque.anios:
            return None, None
        i = bloque.anios.index(anio)
        valores = [cifras[i].valor for cifras in total.paises.values()]
        return total.region[i], sum(1 for v in valores if v is not None and v >= objetivo)

    # --- parts --------------------------------------------------------------------

    def inicio(self) -> Parte:
        distribucion = self.distribucion(self.arbol.actividades)
        destacados = sorted(
            (b for b in self.bloques.values() if b.ficha.destacado),
            key=lambda b: b.ficha.destacado or 0,
        )
        return {
            "plan": self.arbol.nombre,
            "anios": self.arbol.anios,
            "desde": self.arbol.inicio.year,
            "hasta": self.arbol.fin.year,
            "ultimo": frases.semestre(self.ultimo),
            "mensaje": frases.de_estados(distribucion),
            "distribucion": distribucion,
            "ejes": [self.eje_breve(e) for e in self.arbol.ejes],
            "paises": [self.pais_breve(p) for p in self.arbol.paises],
            "destacados": [self.destacado(b) for b in destacados],
            "conteo": {
                "ejes": len(self.arbol.ejes),
                "objetivos": len(self.arbol.objetivos),
                "actividades": len(self.arbol.actividades),
                "metas": len(self.arbol.metas),
                "indicadores": len(self.arbol.indicadores),
            },
        }

    def destacado(self, bloque: Bloque) -> Parte:
        """A key figure: the last year's regional figure and the indicator page that shows it."""
        indicador = next(
            i for i in self.arbol.indicadores if i.dato == bloque.ficha.dato.codigo
        )
        return {
            "dato": bloque.ficha.dato.codigo,
            "nombre": bloque.ficha.nombre,
            "unidad": bloque.ficha.unidad,
            "regla_region": bloque.ficha.dato.regla_region,
            "indicador": indicador.codigo,
            "cifra": bloque.series[0].region[-1].json() if bloque.series[0].region else None,
        }

    def eje_breve(self, e: Eje) -> Parte:
        distribucion = self.distribucion(e.actividades)
        return {
            "numero": e.numero,
            "nombre": e.nombre,
            "descripcion": e.descripcion,
            "distribucion": distribucion,
            "mensaje": frases.de_estados(distribucion),
        }

    def plan(self) -> Parte:
        return {
            "nombre": self.arbol.nombre,
            "desde": self.arbol.inicio.year,
            "hasta": self.arbol.fin.year,
            "ejes": [
                {
                    **self.eje_breve(e),
                    "objetivos": [
                        {
                            "numero": o.numero,
                            "corto": o.corto,
                            "texto": o.texto,
                            "actividades": [self.actividad_breve(a) for a in o.actividades],
                            "distribucion": self.distribucion(list(o.actividades)),
                        }
                        for o in e.objetivos
                    ],
                }
                for e in self.arbol.ejes
            ],
        }

    def eje(self, e: Eje) -> Parte:
        datos = dict.fromkeys(
            i.dato for o in e.objetivos for x in o.metas for i in x.indicadores if i.dato
        )
        return {
            **self.eje_breve(e),
            "estrategicos": list(e.estrategicos),
            "objetivos": [
                {
                    "numero": o.numero,
                    "corto": o.corto,
                    "texto": o.texto,
                    "especifico": o.especifico,
                    "actividades": [self.actividad_breve(a) for a in o.actividades],
                    "distribucion": self.distribucion(list(o.actividades)),
                }
                for o in e.objetivos
            ],
            "datos": [
                {
                    **self.json_bloque(d, paises=False, partes=False),
                    "indicador": self.primer_indicador(d).codigo,
                }
                for d in datos
            ],
        }

    def primer_indicador(self, dato: str) -> Indicador:
        return next(i for i in self.arbol.indicadores if i.dato == dato)

    def objetivo(self, o: Objetivo) -> Parte:
        eje = next(e for e in self.arbol.ejes if e.numero == o.eje)
        return {
            "numero": o.numero,
            "corto": o.corto,
            "texto": o.texto,
            "especifico": o.especifico,
            "eje": {"numero": eje.numero, "nombre": eje.nombre},
            "actividades": [self.actividad_breve(a) for a in o.actividades],
            "distribucion": self.distribucion(list(o.actividades)),
            "mensaje": frases.de_estados(self.distribucion(list(o.actividades))),
            "metas": [self.meta(x) for x in o.metas],
        }

    def meta(self, x: Meta) -> Parte:
        return {
            "codigo": x.codigo,
            "texto": x.texto,
            "responsable": x.responsable,
            "plazo": x.plazo,
            "planeamiento": x.planeamiento,
            "socios": x.socios,
            "actividades": list(x.actividades),
            "indicadores": [self.indicador_breve(i) for i in x.indicadores],
        }

    def indicador_breve(self, i: Indicador) -> Parte:
        """A printed indicator as a line: its last regional figure, or that it is evidence only."""
        parte: Parte = {"codigo": i.codigo, "texto": i.texto, "evidencia": i.evidencia}
        if i.dato:
            bloque = self.bloques[i.dato]
            parte |= {
                "dato": i.dato,
                "nombre": bloque.ficha.nombre,
                "unidad": bloque.ficha.unidad,
                "regla_region": bloque.ficha.dato.regla_region,
                "ultimas": [
                    {"nombre": s.nombre, "cifra": s.region[-1].json()}
                    for s in (
                        bloque.series if bloque.ficha.dato.sensible else bloque.series[:1]
                    )
                    if s.region
                ],
            }
        return parte

    def actividad(self, a: Actividad) -> Parte:
        eje = next(e for e in self.arbol.ejes if e.numero == a.eje)
        objetivo = next(o for o in self.arbol.objetivos if o.numero == a.objetivo)
        indicadores = [i for i in self.arbol.indicadores if i.actividad == a.codigo]
        datos = dict.fromkeys(i.dato for i in indicadores if i.dato)
        codigos = [x.codigo for x in self.arbol.actividades]
        lugar = codigos.index(a.codigo)
        return {
            **self.actividad_breve(a),
            "informante": a.informante,
            "eje": {"numero": eje.numero, "nombre": eje.nombre},
            "objetivo": {"numero": objetivo.numero, "corto": objetivo.corto},
            "por_pais": self.estados_por_pais(a),
            "metas": [
                self.meta(x)
                for x in objetivo.metas
                if a.codigo in x.actividades or any(i.meta == x.codigo for i in indicadores)
            ],
            "datos": [
                {
                    **self.json_bloque(d, partes=False),
                    "indicadores": [
                        {"codigo": i.codigo, "texto": i.texto} for i in indicadores if i.dato == d
                    ],
                }
                for d in datos
            ],
            "evidencias": [
                {"codigo": i.codigo, "texto": i.texto, "tipo": i.evidencia}
                for i in indicadores
                if i.evidencia
            ],
            "anterior": codigos[lugar - 1] if lugar else None,
            "siguiente": codigos[lugar + 1] if lugar + 1 < len(codigos) else None,
        }

    def estados_por_pais(self, a: Actividad) -> list[Parte]:
        if a.informante == "regional":
            return []
        filas = []
        for p in self.arbol.paises:
            estado, desde = self.vigente(a, p.codigo)
            filas.append(
                {
                    "codigo": p.codigo,
                    "nombre": p.nombre,
                    "estado": estado or calculo.SIN_DATO,
                    "desde": frases.semestre(desde),
                }
            )
        return filas

    def indicador(self, i: Indicador) -> Parte:
        actividad = self.actividades[i.actividad]
        eje = next(e for e in self.arbol.ejes if e.numero == actividad.eje)
        meta = self.metas[i.meta]
        return {
            "codigo": i.codigo,
            "texto": i.texto,
            "evidencia": i.evidencia,
            "es_nuestro": i.es_nuestro,
            "eje": {"numero": eje.numero, "nombre": eje.nombre},
            "objetivo": actividad.objetivo,
            "actividad": {"codigo": actividad.codigo, "corto": actividad.corto},
            "meta": {"codigo": meta.codigo, "texto": meta.texto},
            "bloque": self.json_bloque(i.dato) if i.dato else None,
            "paises": [{"codigo": p.codigo, "nombre": p.nombre} for p in self.arbol.paises],
            "metas_numericas": self.cumplimientos(i),
            "tambien_en": [
                otro.codigo
                for otro in self.arbol.indicadores
                if i.dato and otro.dato == i.dato and otro.codigo != i.codigo
            ],
        }

    def pedidas(self) -> list[Actividad]:
        return [a for a in self.arbol.actividades if a.informante != "regional"]

    def pais_breve(self, p: Pais) -> Parte:
        distribucion = calculo.distribucion(
            self.estado_de(a, p.codigo) for a in self.pedidas()
        )
        return {
            "codigo": p.codigo,
            "iso3": p.iso3,
            "nombre": p.nombre,
            "organismo": p.organismo,
            "sigla": p.sigla,
            "distribucion": distribucion,
            "pedidas": len(self.pedidas()),
            "en_marcha": distribucion["en_curso"] + distribucion["completada"],
            "reportes": [
                {"cuando": clave_semestre(s), "aprobado": (s, p.codigo) in self.arbol.aprobados}
                for s in self.arbol.semestres
            ],
        }

    def pais(self, p: Pais) -> Parte:
        datos = []
        for codigo, bloque in self.bloques.items():
            series = [s for s in bloque.series if s.paises]
            if not bloque.ficha.dato.sensible:
                series = series[:1]
            if not series:
                continue
            datos.append(
                {
                    "dato": {
                        "codigo": codigo,
                        "nombre": bloque.ficha.nombre,
                        "unidad": bloque.ficha.unidad,
                        "tipo": bloque.ficha.dato.tipo,
                        "sensible": bloque.ficha.dato.sensible,
                    },
                    "indicador": self.primer_indicador(codigo).codigo,
                    "eje": self.actividades[self.primer_indicador(codigo).actividad].eje,
                    "series": [
                        {
                            "categoria": s.categoria,
                            "nombre": s.nombre,
                            "cifras": [c.json() for c in s.paises[p.codigo]],
                        }
                        for s in series
                    ],
                }
            )
        breve = self.pais_breve(p)
        return {
            **breve,
            "anios": self.arbol.anios,
            "mensaje": frases.de_estados(breve["distribucion"]),
            "ejes": [
                {
                    "numero": e.numero,
                    "nombre": e.nombre,
                    "actividades": [
                        {
                            "codigo": a.codigo,
                            "corto": a.corto,
                            "estado": self.estado_de(a, p.codigo) or calculo.SIN_DATO,
                            "desde": frases.semestre(self.vigente(a, p.codigo)[1]),
                        }
                        for a in e.actividades
                        if a.informante != "regional"
                    ],
                }
                for e in self.arbol.ejes
            ],
            "datos": datos,
        }

    def metodo(self) -> Parte:
        """How much was reported and how each Dato is counted."""
        informantes = [(p.codigo, p.nombre) for p in self.arbol.paises]
        return {
            "semestres": [clave_semestre(s) for s in self.arbol.semestres],
            "reportes": [
                {
                    "codigo": codigo,
                    "nombre": nombre,
                    "aprobados": [(s, codigo) in self.arbol.aprobados for s in self.arbol.semestres],
                }
                for codigo, nombre in [
                    *informantes,
                    (
                        calculo.REGION,
                        {"es": "Reporte regional", "en": "Regional report"},
                    ),
                ]
            ],
            "datos": [self.json_dato(b.ficha) for b in self.bloques.values()],
        }

    # --- cells --------------------------------------------------------------------

    def celdas(self) -> list[Celda]:
        """Every published figure, flat; sorted by Dato, category, year and country."""
        filas = []
        for codigo, bloque in sorted(self.bloques.items()):
            for serie in bloque.series:
                por_pais = [("", serie.region), *sorted(serie.paises.items())]
                for pais, cifras in por_pais:
                    filas += [celda(codigo, pais, serie.categoria, c) for c in cifras]
        return filas


def celda(dato: str, pais: str, categoria: str, cifra: CifraPublica) -> Celda:
    assert cifra.anio is not None
    texto = cifra.texto or {"es": "", "en": ""}
    return Celda(
        dato=dato,
        pais=pais,
        anio=cifra.anio,
        categoria=categoria,
        valor=None if cifra.valor is None else Decimal(str(simple(cifra.valor))).quantize(Decimal("0.01")),
        minimo=cifra.minimo,
        maximo=cifra.maximo,
        texto=texto["es"],
        texto_en=texto["en"],
        marca=cifra.marca,
        reportaron=cifra.cobertura.reportaron if cifra.cobertura else None,
        esperados=cifra.cobertura.esperados if cifra.cobertura else None,
    )
