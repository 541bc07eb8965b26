"""The annual regional report: from the parts of a cut to the context of its templates.

Everything comes from the Corte: no tracking table, no clock. The same Corte
and language give the same HTML.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from informes.documentos import comun, evidencia_del_anio, figuras, piezas, sobre_si
from informes.documentos.archivo import Archivo, Avisar
from informes.documentos.lectura import Cifra, leer_corte
from informes.documentos.piezas import ESTADOS, Partes, actividad, con_estado, de_dos_en_dos, nombre
from informes.formato import numero
from informes.models import Informe
from planes.documentos.pdf import Recursos

PLANTILLA = "informes/pdf/anual.html"

CIFRAS_POR_EJE = 4
"""Figures of an eje on a country's page, which must stay one page."""

FILAS_DE_UNA_PAGINA = 3
"""Rows of charts that make a page."""


def reunir(informe: Informe) -> dict[str, Any]:
    """What the report says that is neither in the cut nor written for it."""
    return {"evidencia": evidencia_del_anio.congelar(informe)}


def escribir(informe: Informe, avisar: Avisar) -> list[Archivo]:
    """The report as one PDF."""
    recursos = Recursos()
    with translation.override(informe.idioma):
        datos = contexto(informe, recursos)
    hecho = comun.pdf(informe, PLANTILLA, datos, recursos, avisar)
    # The typesetter's boxes point at each other: freed now, the check of the file reuses them.
    gc.collect()
    return [hecho]


def contexto(informe: Informe, recursos: Recursos) -> dict[str, Any]:
    """Everything the templates say. Texts are in the language of the report."""
    corte, idioma = informe.corte, informe.idioma
    partes = leer_corte(corte, idioma)
    inicio, metodo = partes["inicio"], partes["metodo"]
    comunes = comun.contexto(informe, recursos)
    return {
        **comunes,
        "plan": inicio["plan"],
        "anios": inicio["anios"],
        "estados": [{"clave": c, "nombre": nombre(c, idioma)} for c in ESTADOS],
        "inicio": inicio,
        "resumen": resumen(partes, recursos, idioma),
        "ejes": [
            {
                **eje(partes, e["numero"], recursos, idioma, con_dinero=False),
                "narrativa": comunes["narrativa"].get(f"eje_{e['numero']}"),
            }
            for e in inicio["ejes"]
        ],
        "paises": paises(partes, recursos, idioma),
        "metodo": metodo,
        "aprobados": sobre_si.aprobados(metodo),
        "reglas": sobre_si.reglas(metodo),
        "limite": sobre_si.limite(partes),
        **al_final(informe, partes, comunes["narrativa"], recursos),
    }


def al_final(
    informe: Informe, partes: Partes, narrativa: Mapping[str, Any], recursos: Recursos
) -> dict[str, Any]:
    """The sections between the countries and the method; ``hay`` says which of them the report
    has, for its contents too, and which are so short that another one shares their page."""
    dinero = piezas.dinero(partes, recursos, informe.idioma)
    retrasos = piezas.retrasos(partes, informe.idioma)
    reunida = evidencia_del_anio.imprimir(informe.narrativa.get("evidencia", []), partes, recursos)
    cuentan = [
        {"codigo": p["codigo"], "nombre": p["nombre"], "textos": textos}
        for p in partes["inicio"]["paises"]
        if (textos := piezas.textos_aparte(partes[f"pais/{p['codigo']}"]))
    ]
    lista_practicas = any(reunida.values()) or bool(cuentan)
    lista_lecciones = bool(retrasos["ejes"] or retrasos["en_paises"])
    return {
        "evidencia": reunida,
        "cuentan": cuentan,
        "dinero": dinero,
        "retrasos": retrasos,
        "hay": {
            "practicas": "practicas" in narrativa or lista_practicas,
            "practicas_breves": "practicas" in narrativa and not lista_practicas,
            "recursos": "recursos" in narrativa or dinero["hay"] or bool(dinero["proyectos"]),
            "lecciones": "lecciones" in narrativa or lista_lecciones,
            "lecciones_breves": not lista_lecciones,
        },
    }


# --- summary --------------------------------------------------------------------------


def resumen(partes: Partes, recursos: Recursos, idioma: str) -> dict[str, Any]:
    inicio = partes["inicio"]
    return {
        "dibujo": figuras.distribucion(
            recursos, _("Actividades por estado"), inicio["distribucion"], idioma
        ),
        "destacados": [d for x in inicio["destacados"] for d in destacado(partes, x)],
        "ejes": avance_por_eje(partes, recursos, idioma),
    }


def avance_por_eje(partes: Partes, recursos: Recursos, idioma: str) -> list[dict[str, Any]]:
    """A line and a bar for each eje (``_avance_ejes.html``)."""
    return [
        {
            **e,
            "dibujo": figuras.distribucion(
                recursos, e["nombre"], e["distribucion"], idioma, leyenda=False, ancho=520
            ),
        }
        for e in partes["inicio"]["ejes"]
    ]


def destacado(partes: Partes, elegido: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A key figure with its base and the year before; a sensitive one for each crime."""
    bloque = partes[f"indicador/{elegido['indicador']}"]["bloque"]
    series = bloque["series"] if bloque["dato"]["sensible"] else bloque["series"][:1]
    return [
        {
            "nombre": elegido["nombre"],
            "categoria": serie["nombre"],
            "cifra": serie["region"][-1],
            "cobertura": figuras.cobertura(serie["region"][-1]),
            "reportaron": figuras.cobertura(serie["region"][-1], dicha=True),
            "antes": antes(serie["region"]),
            "regla": figuras.reglas()[bloque["dato"]["regla_region"]],
            "fuente": figuras.fuente(bloque["dato"]),
        }
        for serie in series
        if serie["region"]
    ]


def antes(region: Sequence[Cifra]) -> dict[str, Any] | None:
    """The year before a series' last one. ``cambio`` in per cent (points for percentages) only
    where both are exact and as many countries stand behind them: else it would be a change of
    coverage."""
    if len(region) < 2 or not region[-1].hay or not region[-2].hay:
        return None
    previa, ultima = region[-2], region[-1]
    comparables = (
        previa.exacta
        and ultima.exacta
        and (previa.reportaron, previa.esperados) == (ultima.reportaron, ultima.esperados)
    )
    dicho = {"cifra": previa, "cobertura": figuras.cobertura(previa), "cambio": None}
    if comparables and previa.valor is not None and ultima.valor is not None:
        diferencia = ultima.valor - previa.valor
        if ultima.tipo == "porcentaje":
            dicho |= {"cambio": abs(diferencia), "unidad": "puntos", "sube": diferencia > 0}
        elif previa.valor:
            cambio = 100 * diferencia / previa.valor
            dicho |= {"cambio": round(abs(cambio)), "unidad": "%", "sube": cambio > 0}
    return dicho


# --- ejes -----------------------------------------------------------------------------


def eje(
    partes: Partes, cual: int, recursos: Recursos, idioma: str, *, con_dinero: bool = True
) -> dict[str, Any]:
    """An eje in full. ``con_dinero``: whether its figures of money stand here too."""
    parte = partes[f"eje/{cual}"]
    datos = [b for b in parte["datos"] if con_dinero or not piezas.es_dinero(b)]
    color = figuras.color_de_eje(cual)
    anios = partes["inicio"]["anios"]
    objetivos = [anexo(partes[f"objetivo/{o['numero']}"], idioma) for o in parte["objetivos"]]
    ceros = [b for b in datos if figuras.en_cero(b)]
    resto = [b for b in datos if b not in ceros]
    sueltas = [b for b in resto if figuras.es_suelta(b)]
    dibujadas = [figuras.figura(recursos, b, color, idioma) for b in resto if b not in sueltas]
    filas = de_dos_en_dos(
        # The tall ones first, side by side.
        sorted((f for f in dibujadas if f), key=lambda f: -len(f.dibujos))
    )
    grandes = de_dos_en_dos([figuras.suelta(b) for b in sueltas])
    return {
        **parte,
        "anio": anios[0] if len(anios) == 1 else None,
        "dibujo": figuras.distribucion(
            recursos, _("Actividades por estado"), parte["distribucion"], idioma
        ),
        "filas": filas,
        "sueltas": grandes,
        # So few that a page of their own would be nearly empty: with the table before them.
        "pocas": len(filas) + len(grandes) < FILAS_DE_UNA_PAGINA,
        "ceros": [figuras.cero(b) for b in ceros],
        "dinero_aparte": len(datos) < len(parte["datos"]),
        "hitos": [h for b in datos if (h := figuras.hito(b))],
        "objetivos": [
            {**o, "actividades": [actividad(a, idioma) for a in o["actividades"]]}
            for o in parte["objetivos"]
        ],
        "programado": [
            {"codigo": i["codigo"], "texto": i["texto"], **programado(fila, idioma)}
            for o in objetivos
            for m in o["metas"]
            for i in m["indicadores"]
            for fila in partes[f"indicador/{i['codigo']}"]["metas_numericas"]
            if fila["anio"] is None or fila["anio"] in anios
        ],
        "anexo": objetivos,
    }


def programado(fila: Mapping[str, Any], idioma: str) -> dict[str, Any]:
    """A printed target in words beside what was reached."""
    meta, alcanzado = numero(fila["objetivo"], idioma), ""
    if fila["alcance"] == "cada_pais":
        meta = _("%(n)s en cada país") % {"n": meta}
        if fila["paises_que_llegan"] is not None:
            llegan = fila["paises_que_llegan"]
            alcanzado = ngettext("%(n)s país", "%(n)s países", llegan) % {"n": llegan}
    elif fila["cifra"]:
        alcanzado = fila["cifra"].completa
    return {"anio": fila["anio"], "meta": meta, "alcanzado": alcanzado or "[x]"}


def anexo(objetivo: Mapping[str, Any], idioma: str) -> dict[str, Any]:
    """An objetivo operativo of the matrix, each last figure with what it stands on."""
    for meta in objetivo["metas"]:
        for indicador in meta["indicadores"]:
            for ultima in indicador.get("ultimas", []):
                cifra = ultima["cifra"]
                unidad = indicador["unidad"] if cifra.hay and not cifra.texto else ""
                dicho = (ultima["nombre"], unidad, str(cifra.anio), figuras.cobertura(cifra))
                ultima["nota"] = ", ".join(parte for parte in dicho if parte)
    return {**objetivo, "actividades": [actividad(a, idioma) for a in objetivo["actividades"]]}


# --- countries ------------------------------------------------------------------------


def paises(partes: Partes, recursos: Recursos, idioma: str) -> dict[str, Any]:
    return {
        "mapa": piezas.mapa(partes, recursos, idioma),
        "lista": [pais(partes, p["codigo"], recursos, idioma) for p in partes["inicio"]["paises"]],
    }


def pais(partes: Partes, codigo: str, recursos: Recursos, idioma: str) -> dict[str, Any]:
    parte = partes[f"pais/{codigo}"]
    return {
        **parte,
        "con_estado": con_estado(parte),
        "aprobados": sum(r["aprobado"] for r in parte["reportes"]),
        "faltan": [r["cuando"] for r in parte["reportes"] if not r["aprobado"]],
        "dibujo": figuras.distribucion(
            recursos, _("Actividades por estado"), parte["distribucion"], idioma, leyenda=False
        ),
        "columnas": [
            {"clave": c, "n": n, "nombre": nombre(c, idioma, n)}
            for c, n in ((c, parte["distribucion"][c]) for c in ESTADOS)
        ],
        "tabla": [
            {
                **e,
                "celdas": [
                    [a["codigo"] for a in e["actividades"] if a["estado"] == estado]
                    for estado in ESTADOS
                ],
            }
            for e in parte["ejes"]
            if e["actividades"]
        ],
        "cifras": cifras_principales(partes, parte),
        "textos": piezas.textos_en_pagina(parte),
        "textos_aparte": bool(piezas.textos_aparte(parte)),
    }


def cifras_principales(partes: Partes, parte: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A country's numbers by year, in the plan's order, the same choice for every country:
    of each eje the key figures first."""
    destacados = {d["dato"] for d in partes["inicio"]["destacados"]}
    por_eje: dict[int, list[Any]] = {}
    for orden, bloque in enumerate(parte["datos"]):
        if bloque["dato"]["tipo"] not in {"hito", "documento"}:
            por_eje.setdefault(bloque["eje"], []).append((orden, bloque))
    filas = []
    for cual in sorted(por_eje):
        elegidos = sorted(
            por_eje[cual], key=lambda par: (par[1]["dato"]["codigo"] not in destacados, par[0])
        )[:CIFRAS_POR_EJE]
        filas += [
            {"eje": cual, "dato": bloque["dato"], "serie": serie}
            for _orden, bloque in sorted(elegidos, key=lambda par: par[0])
            for serie in bloque["series"]
        ]
    return filas if any(c.hay for f in filas for c in f["serie"]["cifras"]) else []
