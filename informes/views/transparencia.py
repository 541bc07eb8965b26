"""Transparency: the money, the agreements and the projects of a cut, who reported, and the cuts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from informes import laminas_dinero, vigencia
from informes.cache import con_corte
from informes.dinero import embudo
from informes.figuras import Parte
from informes.models import Corte

A_LA_VISTA = 20
"""How many amounts the page lists; the file has them all."""


@con_corte
def transparencia(request: HttpRequest, corte: Corte) -> HttpResponse:
    """Money first; then agreements, projects, who reported when, what was published or
    withdrawn."""
    partes = partes_de(corte, "recursos", "convenios", "proyectos", "metodo", "inicio")
    contexto = {
        "plan": partes["inicio"]["plan"],
        "cortes": vigencia.historia_de_cortes(),
        **dinero(corte, partes.get("recursos"), partes["metodo"]["datos"]),
        "convenios": partes.get("convenios"),
        "etapas": embudo(partes["proyectos"]["proyectos"]) if "proyectos" in partes else None,
        **reportes(partes["metodo"]),
    }
    return render(request, "informes/transparencia.html", contexto)


def partes_de(corte: Corte, *claves: str) -> dict[str, Parte]:
    """The parts of those keys that the cut has, in one query. Older cuts lack some."""
    return dict(corte.partes.filter(clave__in=claves).values_list("clave", "contenido"))


def dinero(corte: Corte, recursos: Parte | None, datos: list[Parte]) -> dict[str, Any]:
    """The money of a cut: its charts and newest amounts; and what the Datos of money say."""
    informados = montos(corte, datos)
    de_filas = {
        (d["dato"], a["anio"]): a["usd"]
        for d in (recursos or {}).get("datos", ())
        for a in d["anios"]
    }
    for dato in informados:
        for cifra in dato["cifras"]:
            cifra["registro"] = de_filas.get((dato["codigo"], cifra["anio"]))
            cifra["difiere"] = (
                cifra["registro"] is not None and float(cifra["valor"] or 0) != cifra["registro"]
            )
    return {
        "recursos": recursos,
        "cuadros": [
            {"cuadro": cuadro, "svg": mark_safe(cuadro.svg)}
            for cuadro in (laminas_dinero.cuadros(corte, recursos) if recursos else [])
        ],
        "filas_dinero": recursos["filas"][:A_LA_VISTA] if recursos else [],
        "informados": informados,
        "anios": [c["anio"] for c in informados[0]["cifras"]] if informados else [],
        "difiere": any(c["difiere"] for d in informados for c in d["cifras"]),
    }


def montos(corte: Corte, datos: list[Parte]) -> list[Parte]:
    """The regional amounts of money by year, each with its Dato."""
    por_dato: dict[str, list[Parte]] = {d["codigo"]: [] for d in datos if d["tipo"] == "monto"}
    for celda in corte.celdas.filter(dato__in=por_dato, pais="", categoria="").order_by("anio"):
        cifra = {"tipo": "monto", "anio": celda.anio, "valor": celda.valor, "marca": celda.marca}
        por_dato[celda.dato].append(cifra)
    return [{**d, "cifras": por_dato[d["codigo"]]} for d in datos if por_dato.get(d["codigo"])]


def reportes(metodo: Parte) -> dict[str, Any]:
    """Who reported in which semester."""
    filas = [
        {**fila, "semestres": list(zip(metodo["semestres"], fila["aprobados"], strict=True))}
        for fila in metodo["reportes"]
    ]
    return {
        "semestres": metodo["semestres"],
        "filas": filas,
        "aprobados": sum(sum(f["aprobados"]) for f in filas),
        "esperados": sum(len(f["aprobados"]) for f in filas),
    }
