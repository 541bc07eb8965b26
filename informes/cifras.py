"""Figures as the world may see them: every Dato of a plan, by year, country and category.

For a Dato that is not sensitive the figures are those of ``planes.calculo``. For
a sensitive one each country × crime × year is masked first, and the region is
derived from the masked figures only (Q36-Q37): raw values go no further than
``atomos_de``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from informes.enmascarar import Atomo, Publicado, derivar, enmascarar
from planes import calculo
from planes.arbol import Arbol, Ficha, Texto

MARCAS = {
    "": "",
    calculo.NO_APLICA: "z",
    calculo.NO_DISPONIBLE: "x",
    calculo.PENDIENTE: "x",
    calculo.SIN_REPORTE: "x",
    calculo.NO_AGREGABLE: "x",
}
"""Why a figure is missing → its public mark: [x] not available, [z] not applicable.
The others: [c] confidential band, [p] provisional (part of the year is not in)."""


@dataclass(frozen=True)
class CifraPublica:
    """One publishable figure. Exactly one of ``valor`` and the pair ``minimo``/``maximo``
    is there, or none and ``marca`` (with ``razon``) says why."""

    anio: int | None
    tipo: str
    valor: Decimal | None = None
    minimo: int | None = None
    maximo: int | None = None
    marca: str = ""
    razon: str = ""
    texto: Texto | None = None
    cumple: bool = False
    numerador: Decimal | None = None
    denominador: Decimal | None = None
    cuando: str = ""
    cobertura: calculo.Cobertura | None = None
    en_banda: int = 0
    """For a region: how many of its countries are masked."""

    def json(self) -> dict[str, Any]:
        """Plain JSON; absent things are left out so that parts stay small."""
        datos: dict[str, Any] = {"tipo": self.tipo, "valor": simple(self.valor)}
        if self.anio is not None:
            datos["anio"] = self.anio
        if self.minimo is not None:
            datos["minimo"], datos["maximo"] = self.minimo, self.maximo
        if self.numerador is not None:
            datos["numerador"] = simple(self.numerador)
            datos["denominador"] = simple(self.denominador)
        for campo in ("marca", "razon", "cumple", "cuando", "en_banda"):
            if getattr(self, campo):
                datos[campo] = getattr(self, campo)
        if self.texto:
            datos["texto"] = dict(self.texto)
        if self.cobertura:
            datos["cobertura"] = {
                "reportaron": self.cobertura.reportaron,
                "esperados": self.cobertura.esperados,
                "no_aplica": self.cobertura.no_aplica,
                "parciales": self.cobertura.parciales,
            }
        return datos


@dataclass(frozen=True)
class Serie:
    """A Dato's figures by year: of the whole (``categoria`` empty) or of one category."""

    categoria: str
    nombre: Texto | None
    region: tuple[CifraPublica, ...]
    paises: Mapping[str, tuple[CifraPublica, ...]]


@dataclass(frozen=True)
class Bloque:
    """Everything publishable of one Dato. ``acumulado`` is the whole plan's regional figure;
    a sensitive Dato has none (multi-year sums stay internal)."""

    ficha: Ficha
    anios: tuple[int, ...]
    series: tuple[Serie, ...]
    acumulado: CifraPublica | None


def simple(valor: Decimal | None) -> int | float | None:
    """A Decimal as the JSON number people expect: 5, not 5.00; at most four decimals."""
    if valor is None:
        return None
    return int(valor) if valor == valor.to_integral_value() else float(round(valor, 4))


def bloques(arbol: Arbol, limite: int) -> dict[str, Bloque]:
    """Every Dato of the plan as the world may see it, by code; sensitive counts from 1 to
    ``limite`` are a band."""
    return {codigo: bloque(arbol, ficha, limite) for codigo, ficha in arbol.fichas.items()}


def bloque(arbol: Arbol, ficha: Ficha, limite: int) -> Bloque:
    propias = series_por_informante(arbol, ficha)
    anios = tuple(arbol.anios)
    if ficha.dato.sensible:
        return Bloque(ficha, anios, series_sensibles(arbol, ficha, propias, limite), None)
    series = [serie_total(arbol, ficha, propias)]
    for clave, nombre in ficha.categorias.items():
        parte = serie_de_categoria(arbol, ficha, propias, clave, nombre)
        if any(cifra.valor is not None for cifra in parte.region):
            series.append(parte)
    return Bloque(ficha, anios, tuple(series), acumulado_regional(arbol, ficha))


def series_por_informante(arbol: Arbol, ficha: Ficha) -> dict[str, dict[int, calculo.Cifra]]:
    """Each informant's yearly figures, exact: internal."""
    respuestas = arbol.respuestas.get(ficha.dato.codigo, ())
    informantes = [calculo.REGION, *(p.codigo for p in arbol.paises)]
    return {
        quien: calculo.serie(
            ficha.dato, [r for r in respuestas if r.informante == quien], arbol.semestres
        )
        for quien in informantes
    }


# --- not sensitive -----------------------------------------------------------------


def serie_total(
    arbol: Arbol, ficha: Ficha, propias: Mapping[str, Mapping[int, calculo.Cifra]]
) -> Serie:
    region = tuple(
        publicar_region(ficha, anio, region_de(arbol, ficha, propias, anio)) for anio in arbol.anios
    )
    paises = {
        p.codigo: tuple(publicar(ficha, anio, propias[p.codigo][anio]) for anio in arbol.anios)
        for p in arbol.paises
    }
    return Serie("", None, region, paises if reportan_paises(ficha) else {})


def reportan_paises(ficha: Ficha) -> bool:
    return ficha.informante != "regional"


def region_de(
    arbol: Arbol,
    ficha: Ficha,
    propias: Mapping[str, Mapping[int, calculo.Cifra]],
    anio: int,
) -> calculo.CifraRegional:
    cifras = {p.codigo: propias[p.codigo][anio] for p in arbol.paises}
    return calculo.en_la_region(
        ficha.dato, cifras, propias[calculo.REGION][anio], arbol.miembros(anio)
    )


def acumulado_regional(arbol: Arbol, ficha: Ficha) -> CifraPublica:
    respuestas = arbol.respuestas.get(ficha.dato.codigo, ())
    cifras = {
        quien: calculo.acumulado(
            ficha.dato, [r for r in respuestas if r.informante == quien], arbol.semestres
        )
        for quien in [calculo.REGION, *(p.codigo for p in arbol.paises)]
    }
    regional = cifras.pop(calculo.REGION)
    ultimo = max(arbol.anios, default=arbol.inicio.year)
    return publicar_region(
        ficha, None, calculo.en_la_region(ficha.dato, cifras, regional, arbol.miembros(ultimo))
    )


def serie_de_categoria(
    arbol: Arbol,
    ficha: Ficha,
    propias: Mapping[str, Mapping[int, calculo.Cifra]],
    clave: str,
    nombre: Texto,
) -> Serie:
    """One category of a Dato that is added up; countries without the split are missing in it."""
    recortadas = {
        quien: {anio: solo_parte(cifra, clave) for anio, cifra in por_anio.items()}
        for quien, por_anio in propias.items()
    }
    return Serie(
        clave,
        nombre,
        tuple(
            publicar_region(ficha, anio, region_de(arbol, ficha, recortadas, anio))
            for anio in arbol.anios
        ),
        {
            p.codigo: tuple(
                publicar(ficha, anio, recortadas[p.codigo][anio]) for anio in arbol.anios
            )
            for p in arbol.paises
        }
        if reportan_paises(ficha)
        else {},
    )


def solo_parte(cifra: calculo.Cifra, clave: str) -> calculo.Cifra:
    """The figure of one category: nought where the others are told, missing without a split."""
    if not cifra.hay:
        return cifra
    if clave.partition(":")[0] not in calculo.desagregaciones(cifra) and cifra.valor != 0:
        return calculo.Cifra(ausencia=calculo.NO_DISPONIBLE)
    return calculo.Cifra(
        valor=cifra.partes.get(clave, Decimal(0)),
        ausencia="",
        parcial=cifra.parcial,
        cuando=cifra.cuando,
    )


def publicar(ficha: Ficha, anio: int, cifra: calculo.Cifra) -> CifraPublica:
    """A country's exact figure as it is published."""
    return CifraPublica(
        anio=anio,
        tipo=ficha.dato.tipo,
        valor=cifra.valor,
        marca="p" if cifra.hay and cifra.parcial else MARCAS[cifra.ausencia],
        razon=cifra.ausencia,
        texto=texto_de(ficha, cifra.etapa, cifra.documento),
        cumple=cifra.cumple,
        numerador=cifra.numerador,
        denominador=cifra.denominador,
        cuando=clave_semestre(cifra.cuando) if ficha.etapas or cifra.documento else "",
    )


def publicar_region(ficha: Ficha, anio: int | None, cifra: calculo.CifraRegional) -> CifraPublica:
    return CifraPublica(
        anio=anio,
        tipo="conteo" if ficha.dato.regla_region == "paises_que_cumplen" else ficha.dato.tipo,
        valor=cifra.valor,
        marca="p" if cifra.hay and cifra.parcial else MARCAS[cifra.ausencia],
        razon=cifra.ausencia,
        texto=texto_de(ficha, cifra.etapa, cifra.documento),
        cumple=cifra.cumple,
        numerador=cifra.numerador,
        denominador=cifra.denominador,
        cobertura=cifra.cobertura,
    )


def texto_de(ficha: Ficha, etapa: int | None, documento: str) -> Texto | None:
    if etapa is not None:
        return ficha.etapas[etapa]
    return {"es": documento, "en": documento} if documento else None


def clave_semestre(cuando: calculo.Semestre | None) -> str:
    return f"{cuando.anio}-{'I' * cuando.semestre}" if cuando else ""


# --- sensitive ------------------------------------------------------------------------


def series_sensibles(
    arbol: Arbol, ficha: Ficha, propias: Mapping[str, Mapping[int, calculo.Cifra]], limite: int
) -> tuple[Serie, ...]:
    """One series per crime (no total over crimes), from masked atoms only.

    Raises ValueError for a Dato that is split in two ways: one split would give
    the other away.
    """
    claves: Mapping[str, Texto | None] = dict(ficha.categorias) or {"": None}
    publicados = enmascarar(
        [a for clave in claves for a in atomos_de(arbol, ficha, propias, clave)], limite=limite
    )
    return tuple(
        serie_sensible(arbol, ficha, clave, nombre, [p for p in publicados if p.categoria == clave])
        for clave, nombre in claves.items()
    )


def serie_sensible(
    arbol: Arbol, ficha: Ficha, clave: str, nombre: Texto | None, publicados: Sequence[Publicado]
) -> Serie:
    """The series of one crime from its masked atoms, in the order of years."""
    por_quien: dict[str, list[CifraPublica]] = {}
    for p in sorted(publicados, key=lambda p: p.anio):
        por_quien.setdefault(p.pais, []).append(publicar_protegida(ficha, p))
    if not reportan_paises(ficha):
        return Serie(clave, nombre, tuple(por_quien.get(calculo.REGION, ())), {})
    region = tuple(
        derivar_region(
            ficha,
            anio,
            [p for p in publicados if p.anio == anio and p.pais in arbol.miembros(anio)],
        )
        for anio in arbol.anios
    )
    return Serie(clave, nombre, region, {quien: tuple(c) for quien, c in por_quien.items()})


def atomos_de(
    arbol: Arbol,
    ficha: Ficha,
    propias: Mapping[str, Mapping[int, calculo.Cifra]],
    clave: str,
) -> list[Atomo]:
    """The raw yearly counts of one category: the only place where they leave ``calculo``.

    A year of which a semester is not in, or not in this cut, counts as missing: published now
    and again when it is whole, it would give the later semester away by subtraction.
    """
    quienes = [p.codigo for p in arbol.paises] if reportan_paises(ficha) else [calculo.REGION]
    atomos = []
    for quien in quienes:
        for anio in arbol.anios:
            cifra = propias[quien][anio]
            if cifra.parcial or not calculo.anio_entero(ficha.dato, arbol.semestres, anio):
                cifra = calculo.Cifra(ausencia=calculo.PENDIENTE)
            if clave:
                cifra = solo_parte(cifra, clave)
            atomos.append(
                Atomo(
                    dato=ficha.dato.codigo,
                    pais=quien,
                    anio=anio,
                    categoria=clave,
                    valor=int(cifra.valor) if cifra.valor is not None else None,
                    ausencia=cifra.ausencia,
                )
            )
    return atomos


def publicar_protegida(ficha: Ficha, p: Publicado) -> CifraPublica:
    """A masked atom as a public figure."""
    hay = p.minimo is not None
    exacto = hay and p.minimo == p.maximo
    return CifraPublica(
        anio=p.anio,
        tipo=ficha.dato.tipo,
        valor=Decimal(p.minimo) if exacto and p.minimo is not None else None,
        minimo=None if exacto else p.minimo,
        maximo=None if exacto else p.maximo,
        marca=p.marca,
        razon="" if hay else ("no_aplica" if p.marca == "z" else "no_disponible"),
    )


def derivar_region(ficha: Ficha, anio: int, publicados: Sequence[Publicado]) -> CifraPublica:
    """The region's figure, from masked figures only: exact, or an interval."""
    suma = derivar(tuple(publicados))
    cobertura = calculo.Cobertura(suma.con_cifra, len(publicados) - suma.no_aplica, suma.no_aplica)
    if suma.minimo is None:
        nadie = suma.no_aplica and not cobertura.esperados
        razon = calculo.NO_APLICA if nadie else calculo.NO_DISPONIBLE
        return CifraPublica(
            anio, ficha.dato.tipo, marca=MARCAS[razon], razon=razon, cobertura=cobertura
        )
    exacto = suma.minimo == suma.maximo
    return CifraPublica(
        anio=anio,
        tipo=ficha.dato.tipo,
        valor=Decimal(suma.minimo) if exacto else None,
        minimo=None if exacto else suma.minimo,
        maximo=None if exacto else suma.maximo,
        # Told from masked figures and silence alone, like everything here.
        marca="c" if suma.en_banda else ("" if cobertura.completa else "p"),
        cobertura=cobertura,
        en_banda=suma.en_banda,
    )
