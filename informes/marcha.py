"""The countries side by side: how many of their activities are under way or completed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from informes import figuras, graficos
from informes.figuras import Parte, en_idioma
from informes.graficos import Fila


def marcha_por_pais(paises: list[Parte]) -> Parte:
    """The countries by activities under way or completed: ``titulo``, ``subtitulo``, ``filas``
    (countries with ``valor``), ``total``.

    A country none of whose reports is approved has no figure, which is not nought.
    """
    filas = [
        {**p, "valor": p["en_marcha"] if any(r["aprobado"] for r in p["reportes"]) else None}
        for p in paises
    ]
    hay = [f["valor"] for f in filas if f["valor"] is not None]
    titulo = _("Todavía no hay reportes aprobados")
    if hay:
        titulo = _("De %(menos)s a %(mas)s actividades en marcha o completadas por país") % {
            "menos": min(hay),
            "mas": max(hay),
        }
    if hay and min(hay) == max(hay):
        titulo = _("%(n)s actividades en marcha o completadas en cada país") % {"n": hay[0]}
    total = paises[0]["pedidas"] if paises else 0
    subtitulo = _("Actividades en curso o completadas de las %(total)s que se piden a cada país")
    return {
        "titulo": titulo,
        "subtitulo": subtitulo % {"total": total},
        "filas": filas,
        "total": total,
    }


def mapa_de_marcha(paises: list[Parte]) -> Parte:
    """``marcha_por_pais`` with the map (``svg``), whose countries lead to their pages."""
    marcha = marcha_por_pais(paises)
    return {**marcha, "svg": dibujar_mapa(marcha)}


def dibujar_mapa(marcha: Parte) -> str:
    valores = {p["codigo"]: p["valor"] for p in marcha["filas"]}
    enlaces = {codigo: reverse("informes:pais", args=[codigo]) for codigo in valores}
    return graficos.mapa(
        marcha["titulo"],
        marcha["subtitulo"],
        valores,
        enlaces,
        figuras.idioma_actual(),
        _("Actividades"),
    )


def dibujar_barras(marcha: Parte) -> str:
    filas = [
        Fila(en_idioma(p["nombre"]), p["valor"], marca="" if p["valor"] is not None else "x")
        for p in marcha["filas"]
    ]
    return graficos.barras(
        marcha["titulo"],
        marcha["subtitulo"],
        filas,
        idioma=figuras.idioma_actual(),
        tope=marcha["total"],
    )
