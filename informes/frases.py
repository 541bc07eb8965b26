"""Sentences about figures, in both languages, from published figures only.

A chart's title says its message; here the message is made. Every function
returns ``{"es": …, "en": …}``.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from informes.cifras import Bloque, CifraPublica, clave_semestre
from informes.formato import dolares, numero
from planes.arbol import Texto
from planes.calculo import Semestre

CASI_IGUAL = 0.02
"""Changes below two per cent are told as "about the same"."""


def par(es: str, en: str) -> Texto:
    return {"es": es, "en": en}


def mensaje(bloque: Bloque) -> Texto:
    """What a Dato's regional series says, in one sentence for a chart's title.

    When the last figure is provisional (part of the year or a country is out), so it says.
    """
    dicho = mensaje_llano(bloque)
    cifras = [c for s in bloque.series[:1] for c in s.region if c.valor is not None]
    if cifras and cifras[-1].marca == "p" and dicho != bloque.ficha.nombre:
        return par(f"{dicho['es']} (provisional)", f"{dicho['en']} (provisional)")
    return dicho


def mensaje_llano(bloque: Bloque) -> Texto:
    serie = bloque.series[0] if bloque.series else None
    if serie is None or not serie.region:
        return bloque.ficha.nombre
    nombre = ante_dos_puntos(bloque.ficha.nombre)
    con_cifra = [c for c in serie.region if c.valor is not None or c.minimo is not None]
    if not con_cifra:
        return par(
            f"{nombre['es']}: todavía sin dato publicado",
            f"{nombre['en']}: no published figure yet",
        )
    ultima = con_cifra[-1]
    if ultima.texto:
        return con_texto(nombre, ultima, ultima.texto)
    if bloque.ficha.dato.regla_region == "paises_que_cumplen":
        return paises_que_cumplen(nombre, ultima)
    exactas = [c for c in con_cifra if c.valor is not None]
    if len(bloque.series) > 1 and bloque.ficha.dato.sensible:
        return bloque.ficha.nombre
    if len(exactas) < 2 or exactas[-1] is not ultima or not comparables(exactas[0], ultima):
        return una_cifra(nombre, ultima, bloque.ficha.dato.tipo)
    return cambio(nombre, exactas, bloque.ficha.dato.tipo)


def con_texto(nombre: Texto, cifra: CifraPublica, texto: Texto) -> Texto:
    """The stage of a milestone, or a document's title: that has one language, which an English
    sentence does not mix with its own."""
    del_documento = cifra.tipo == "documento" and texto["es"] == texto["en"]
    en = f"document of {cifra.anio}" if del_documento else texto["en"]
    return par(f"{nombre['es']}: {texto['es']}", f"{nombre['en']}: {en}")


def comparables(una: CifraPublica, otra: CifraPublica) -> bool:
    """Whether both are of whole years and as many countries stand behind them: else the change
    would be one of who reported."""
    if "p" in (una.marca, otra.marca):
        return False
    bases = [(c.cobertura.reportaron, c.cobertura.esperados) if c.cobertura else None
             for c in (una, otra)]  # fmt: skip
    return bases[0] == bases[1]


def ante_dos_puntos(nombre: Texto) -> Texto:
    """A name as a sentence begins: "Personas capacitadas: policías" has the part after its own
    colon in brackets, since the figure comes after another."""
    partes = {idioma: dicho.split(": ", 1) for idioma, dicho in nombre.items()}
    return {i: f"{p[0]} ({p[1]})" if len(p) == 2 else p[0] for i, p in partes.items()}


def paises_que_cumplen(nombre: Texto, cifra: CifraPublica) -> Texto:
    """As in "Países con protocolo: 2 de 8 en 2024"; the unit where the name does not say it."""
    cumplen, de = int(cifra.numerador or 0), int(cifra.denominador or 0)
    es = "" if nombre["es"].startswith("Países") else " países"
    en = "" if nombre["en"].startswith("Countries") else " countries"
    return par(
        f"{nombre['es']}: {cumplen} de {de}{es} en {cifra.anio}",
        f"{nombre['en']}: {cumplen} of {de}{en} in {cifra.anio}",
    )


def con_signo(valor: Decimal, tipo: str, idioma: str) -> str:
    """An exact figure in a sentence: 12, 12 %, USD 12."""
    if tipo == "monto":
        return dolares(float(valor), idioma)
    signo = {"es": "\u00a0%", "en": "%"}[idioma] if tipo == "porcentaje" else ""
    return f"{numero(valor, idioma)}{signo}"


def una_cifra(nombre: Texto, cifra: CifraPublica, tipo: str) -> Texto:
    if cifra.valor is None:
        return par(
            f"{nombre['es']}: entre {numero(cifra.minimo, 'es')} y {numero(cifra.maximo, 'es')}"
            f" en {cifra.anio}",
            f"{nombre['en']}: between {numero(cifra.minimo, 'en')} and"
            f" {numero(cifra.maximo, 'en')} in {cifra.anio}",
        )
    return par(
        f"{nombre['es']}: {con_signo(cifra.valor, tipo, 'es')} en {cifra.anio}",
        f"{nombre['en']}: {con_signo(cifra.valor, tipo, 'en')} in {cifra.anio}",
    )


def cambio(nombre: Texto, exactas: Sequence[CifraPublica], tipo: str) -> Texto:
    """From the first to the last exact year. Percentages change in points."""
    primera, ultima = exactas[0], exactas[-1]
    assert primera.valor is not None
    assert ultima.valor is not None
    antes, ahora = float(primera.valor), float(ultima.valor)
    en_es, en_en = (con_signo(ultima.valor, tipo, i) for i in ("es", "en"))
    if antes == ahora:
        return par(
            f"{nombre['es']}: {en_es} en {primera.anio} y también en {ultima.anio}",
            f"{nombre['en']}: {en_en} in {primera.anio} and again in {ultima.anio}",
        )
    if abs(ahora - antes) <= CASI_IGUAL * max(antes, ahora):
        verbo = par("casi igual:", "about the same:")
    elif ahora > antes:
        verbo = par("sube", "rises")
    else:
        verbo = par("baja", "falls")
    de_es, de_en = (con_signo(primera.valor, tipo, i) for i in ("es", "en"))
    return par(
        f"{nombre['es']}: {verbo['es']} de {de_es} en {primera.anio} a {en_es} en {ultima.anio}",
        f"{nombre['en']}: {verbo['en']} from {de_en} in {primera.anio} to {en_en} in {ultima.anio}",
    )


def de_estados(distribucion: dict[str, int]) -> Texto:
    """What a distribution of states says: "5 de 14 actividades están completas; 6 en curso"."""
    total = sum(distribucion.values())
    hechas, en_curso = distribucion["completada"], distribucion["en_curso"]
    una = total == 1
    es = f"{hechas} de {total} {'actividad completada' if una else 'actividades completadas'}"
    en = f"{hechas} of {total} {'activity' if una else 'activities'} completed"
    if en_curso:
        es += f"; {en_curso} en curso"
        en += f"; {en_curso} under way"
    return par(es, en)


SEMESTRES = {
    1: ("primer semestre de", "first half of"),
    2: ("segundo semestre de", "second half of"),
}


def semestre(cuando: Semestre | None) -> Texto | None:
    """A semester in words, with its short key: "segundo semestre de 2025"."""
    if cuando is None:
        return None
    es, en = SEMESTRES[cuando.semestre]
    return {
        "es": f"{es} {cuando.anio}",
        "en": f"{en} {cuando.anio}",
        "clave": clave_semestre(cuando),
    }
