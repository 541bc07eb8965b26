"""The slides of the presentation with tables: countries, protected figures, money, projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from informes.documentos import figuras, sobre_si
from informes.documentos.lectura import Cifra
from informes.documentos.mazo import Mazo, acortar
from informes.documentos.mazo_figuras import Aspecto, Celda, Fila, Serie
from informes.documentos.presentacion_cifras import columnas, pie_de
from informes.documentos.presentacion_dicho import (
    ESTADOS,
    Bloque,
    Dicho,
    contado,
    mas,
    nombre,
    notas_de,
    se_dibuja,
    tiene_estado,
)
from informes.formato import numero

FILAS = 8
"""Rows of a table; the rest is on the site, and said to be."""
ANIOS = 3
"""Years of a table, the last ones."""


def numeros(*textos: str) -> list[Celda]:
    return [Celda(t, derecha=True) for t in textos]


# --- countries ------------------------------------------------------------------------


def paises(m: Mazo, d: Dicho) -> None:
    """Activities under way in each country, beside the table."""
    lista = d.inicio["paises"]
    lam = m.lamina("figura_y_tabla", mensaje_de_paises(lista))
    lam.poner(10, _("Los países"))
    valores = [p["en_marcha"] if tiene_estado(p) else None for p in lista]
    informan = sum(valor is not None for valor in valores)
    sobre = {"dia": d.dia, "n": informan, "de": len(lista)}
    lam.poner(11, _("Informan %(n)s de %(de)s países, al %(dia)s") % sobre)
    dichos = [
        f"{p['nombre']}: {'[x]' if valor is None else valor}"
        for p, valor in zip(lista, valores, strict=True)
    ]
    lam.grafico(
        20,
        [acortar(p["nombre"], 28) for p in lista],
        [Serie(_("Actividades completadas o en curso"), valores, "azul")],
        _("Actividades completadas o en curso. %s") % "; ".join(dichos),
        Aspecto(barras=True, tope=max(p["pedidas"] for p in lista) * 1.15 or None, hueco=35),
    )
    contadas = ESTADOS[:5]
    cabeza = [nombre(e, d.idioma, 2) for e in contadas]
    filas: list[Fila] = [[_("País"), *numeros(*cabeza, _("Reportes aprobados"))]]
    for p in lista:
        cuentas = [str(p["distribucion"][e]) if tiene_estado(p) else "[x]" for e in contadas]
        dicho = {"n": sum(r["aprobado"] for r in p["reportes"]), "de": len(p["reportes"])}
        quien = Celda(acortar(p["nombre"], 24), negrita=True)
        filas.append([quien, *numeros(*cuentas, _("%(n)s de %(de)s") % dicho)])
    alt = _("Actividades por estado y reportes aprobados de cada país")
    lam.tabla(21, filas, (2.0, 1.2, 0.9, 1.05, 1.2, 0.85, 1.05), alt, alto=0.37)
    lam.poner(12, _("Fuente: reportes nacionales aprobados. [x] sin dato: todavía no informa."))
    lam.notas(
        *(
            f"{p['nombre']} ({p['organismo']}): {contado(p['distribucion'], d.idioma)}"
            for p in lista
        )
    )


def mensaje_de_paises(lista: Sequence[Mapping[str, Any]]) -> str:
    en_marcha = [p["en_marcha"] for p in lista if tiene_estado(p)]
    if not en_marcha:
        return _("Todavía ningún país tiene un reporte aprobado")
    dicho = {
        "min": min(en_marcha),
        "max": max(en_marcha),
        "pedidas": max(p["pedidas"] for p in lista),
    }
    if dicho["min"] == dicho["max"]:
        frase = _("%(min)s de %(pedidas)s actividades completadas o en curso en cada país")
    else:
        frase = _("De %(min)s a %(max)s de %(pedidas)s actividades completadas o en curso por país")
    return frase % dicho


# --- protected figures ----------------------------------------------------------------


def sensibles(m: Mazo, d: Dicho) -> None:
    """Complaints, referred cases: bands and intervals, only ever in words."""
    series = [
        (bloque, serie)
        for _eje, bloque in d.bloques()
        if bloque["dato"]["sensible"]
        for serie in bloque["series"]
        if serie["region"]
    ]
    if not series:
        return
    anios = sorted({c.anio for _b, s in series for c in s["region"]})[-ANIOS:]
    lam = m.lamina("tabla", _("Denuncias y casos: se publica lo que no permite reconocer a nadie"))
    lam.poner(10, _("Cifras protegidas"))
    lam.poner(11, _("Total de la región por año, con los países que informaron"))
    filas: list[Fila] = [[_("Qué se cuenta"), _("Delito"), *numeros(*map(str, anios))]]
    for bloque, serie in series[:FILAS]:
        que = Celda(acortar(bloque["dato"]["nombre"], 60), negrita=True)
        delito = acortar(serie["nombre"] or "", 40)
        filas.append([que, delito, *por_anio(serie["region"], anios)])
    alt = _("Cifras protegidas por delito y año")
    lam.tabla(20, filas, (2.5, 1.7, *(2.5 for _a in anios)), alt, letra=13, alto=0.56)
    limite = sobre_si.limite(d.partes)
    confidencial = _("[c] en algún país la cifra es de 1 a %s: la región es un intervalo.") % limite
    resto = mas(len(series) - FILAS)
    marcas = (confidencial if limite else "", _("[p] provisional. [x] sin dato."), resto)
    lam.poner(12, " ".join(t for t in marcas if t))
    lam.notas(*dict.fromkeys(n for bloque, _s in series for n in notas_de(bloque)))


def por_anio(region: Sequence[Cifra], anios: Sequence[int | None]) -> list[Celda]:
    """The figures of a series below their years, each with its coverage."""
    cifras = {c.anio: c for c in region}
    return [
        Celda(c.completa, figuras.cobertura(c), derecha=True, negrita=True)
        if (c := cifras.get(anio))
        else Celda("[x]", derecha=True)
        for anio in anios
    ]


# --- money ----------------------------------------------------------------------------


def dinero(m: Mazo, d: Dicho) -> None:
    """Regional amounts by year: one drawn, all of them in the table."""
    montos: list[tuple[int, Bloque]] = [
        (eje, b)
        for eje, b in d.bloques()
        if b["dato"]["tipo"] == "monto" and b["series"] and b["series"][0]["region"]
    ]
    eje, dibujado = next(((e, b) for e, b in montos if se_dibuja(b)), (0, None))
    if dibujado is None:
        lam = m.lamina("libre", _("Los recursos: este corte todavía no tiene montos publicados"))
        lam.poner(10, _("Los recursos"))
        lam.notas(*dict.fromkeys(n for _eje, b in montos for n in notas_de(b)), m.pie)
        return
    lam = m.lamina("figura_y_tabla", dibujado["mensaje"])
    lam.poner(10, _("Los recursos"))
    lam.poner(11, figuras.medida(dibujado["dato"], dibujado["anios"]))
    columnas(lam, 20, dibujado, figuras.color_de_eje(eje))
    anios = sorted({c.anio for _e, b in montos for c in b["series"][0]["region"]})[-ANIOS:]
    filas: list[Fila] = [[_("Monto por año"), *numeros(*map(str, anios))]]
    for _eje, bloque in montos[:FILAS]:
        dato = bloque["dato"]
        que = Celda(acortar(dato["nombre"], 60), acortar(dato["unidad"], 30), negrita=True)
        filas.append([que, *por_anio(bloque["series"][0]["region"], anios)])
    alt = _("Montos por año y su cobertura")
    lam.tabla(21, filas, (2.9, *(1.35 for _a in anios)), alt, letra=13, alto=0.6)
    regional = _("Sin cobertura: lo informa la región en conjunto.")
    lam.poner(12, f"{pie_de(dibujado)} {regional} {mas(len(montos) - FILAS)}".strip())
    lam.notas(*dict.fromkeys(n for _e, bloque in montos for n in notas_de(bloque)))


def proyectos(m: Mazo, d: Dicho) -> None:
    """The projects that may be published, with their money. A cut made before they were part of
    it has none."""
    lista = d.partes.get("proyectos", {}).get("proyectos", [])
    if not lista:
        return
    titulo = ngettext("%(n)s proyecto en cartera", "%(n)s proyectos en cartera", len(lista))
    lam = m.lamina("tabla", titulo % {"n": len(lista)})
    lam.poner(10, _("Los proyectos"))
    lam.poner(11, _("En dólares de los Estados Unidos, al %s") % d.dia)
    montos = {x["estado"]: x["nombre_estado"] for p in lista for x in p.get("montos", [])}
    cabeza = numeros(_("Costo"), *montos.values(), _("Falta"))
    filas: list[Fila] = [[_("Proyecto"), _("Etapa"), *cabeza]]
    todos: list[str] = []
    for p in lista[:FILAS]:
        suyos = {x["estado"]: x["usd"] for x in p.get("montos", [])}
        usd = (p.get("costo_usd"), *(suyos.get(e) for e in montos), p.get("falta_usd"))
        que = Celda(acortar(p["titulo"], 90), negrita=True)
        dichos = ["[x]" if x is None else numero(x, d.idioma) for x in usd]
        todos += dichos
        filas.append([que, p.get("nombre_etapa", ""), *numeros(*dichos)])
    alt = _("Proyectos con su etapa y su dinero")
    lam.tabla(20, filas, (4.2, 1.8, *(1.35 for _c in cabeza)), alt, alto=0.48)
    falta = _("[x] sin dato.") if any("[x]" in dicho for dicho in todos) else ""
    lam.poner(12, " ".join(t for t in (falta, mas(len(lista) - FILAS)) if t))
    lam.notas(*(p["titulo"] for p in lista), m.pie)
