"""The projects of a cut: the list, and a page for each, for who may pay for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from informes import figuras, graficos, proyectos_dicho
from informes.cache import con_corte
from informes.dinero import embudo
from informes.figuras import Parte, en_idioma
from informes.formato import dia
from informes.graficos import Fila
from informes.laminas_dinero import cuantos, en_dolares
from informes.models import Corte, Informe
from informes.mostrado import informes_de
from informes.views.transparencia import partes_de


@con_corte
def proyectos(request: HttpRequest, corte: Corte) -> HttpResponse:
    """By stage, from the idea to the end; a cut made before projects were part of it has none."""
    parte = partes_de(corte, "proyectos").get("proyectos")
    todos = parte["proyectos"] if parte else []
    contexto = {
        "hay_parte": parte is not None,
        "cuantos": len(todos),
        "etapas": embudo(todos),
        "migas": [miga_de_transparencia()],
    }
    return render(request, "informes/proyectos.html", contexto)


@con_corte
def proyecto(request: HttpRequest, corte: Corte, codigo: str) -> HttpResponse:
    """A project: what it does, its stage, calendar, money, and its sheet."""
    parte = corte.parte(f"proyecto/{codigo}")
    idioma = figuras.idioma_actual()
    contexto = {
        "parte": parte,
        "etapas": proyectos_dicho.etapas(parte["etapa"], idioma),
        "fechas": {campo: dia(parte[campo]) for campo in ("desde", "inicio", "fin")},
        "objetivos": proyectos_dicho.objetivos(parte["actividades"]),
        "ante_otras": proyectos_dicho.sin_nombrar(parte["presentado_a"]["sin_nombrar"]),
        "sin_nombrar": proyectos_dicho.donantes(parte["donantes_sin_nombrar"]),
        "lamina": lamina(parte),
        "fichas": fichas(request, corte, codigo),
        "migas": [
            miga_de_transparencia(),
            {"texto": _("Proyectos"), "url": reverse("informes:proyectos")},
        ],
    }
    return render(request, "informes/proyecto.html", contexto)


def miga_de_transparencia() -> dict[str, str]:
    return {"texto": _("Transparencia"), "url": reverse("informes:transparencia")}


def lamina(parte: Parte) -> dict[str, Any] | None:
    """Its money by state, on the scale of its cost; None while there is none."""
    montos = [m for m in reversed(parte["montos"]) if m["aportes"]]
    if not montos:
        return None
    titulo = _("El dinero del proyecto")
    if parte["falta_usd"] is not None:
        titulo = _("Faltan %(falta)s de %(costo)s") % {
            "falta": en_dolares(parte["falta_usd"]), "costo": en_dolares(parte["costo_usd"]),
        }  # fmt: skip
    subtitulo = _("Dólares de los Estados Unidos, por estado del dinero")
    filas = [
        Fila(
            en_idioma(m["nombre_estado"]), m["usd"], cuantos(m["aportes"]),
            texto=en_dolares(m["usd"]),
        )
        for m in montos
    ]  # fmt: skip
    svg = graficos.barras(
        titulo, subtitulo, filas, idioma=figuras.idioma_actual(), tope=parte["costo_usd"]
    )
    return {"titulo": titulo, "subtitulo": subtitulo, "svg": mark_safe(svg)}


def fichas(request: HttpRequest, corte: Corte, codigo: str) -> list[Informe]:
    """Its sheet made from that cut, the one in the reader's language first."""
    suyas = informes_de(request).filter(corte=corte, tipo=Informe.Tipo.FICHA, sujeto=codigo)
    idioma = figuras.idioma_actual()
    return sorted(suyas.prefetch_related("formas"), key=lambda i: i.idioma != idioma)
