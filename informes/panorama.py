"""What the public pages of one cut have in common, computed once: states and figures.

A *figure* is ``informes.cifras.CifraPublica.json()``. A *state summary* is
``{"estado", "desde", "fuente", "semaforo", "paises": distribution}``.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from informes import frases
from informes.cifras import Bloque, CifraPublica, Serie, bloques, simple
from planes import calculo
from planes.arbol import Actividad, Arbol, Ficha, Indicador

Parte = dict[str, Any]


class Panorama:
    """A plan on a date: every state and every publishable figure."""

    def __init__(self, arbol: Arbol, fecha: dt.date, limite: int) -> None:
        self.arbol = arbol
        self.fecha = fecha
        self.bloques = bloques(arbol, limite)
        self.ultimo = max(arbol.semestres, default=calculo.Semestre(arbol.inicio.year, 1))
        self.ejes = {e.numero: e for e in arbol.ejes}
        self.metas = {x.codigo: x for x in arbol.metas}
        self.actividades = {a.codigo: a for a in arbol.actividades}
        self.paises = {p.codigo: p for p in arbol.paises}
        self.estados = {a.codigo: self.resumen_de(a) for a in arbol.actividades}

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

    def primer_indicador(self, dato: str) -> Indicador:
        return next(i for i in self.arbol.indicadores if i.dato == dato)

    def pedidas(self) -> list[Actividad]:
        return [a for a in self.arbol.actividades if a.informante != "regional"]

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
                self.json_serie(s, paises=paises)
                for s in (bloque.series if todas else bloque.series[:1])
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
