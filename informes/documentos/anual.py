"""The annual regional report: from the parts of a cut to the context of its templates.

Everything comes from the Corte: no tracking table, no clock. The same Corte
and language give the same HTML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from informes import graficos
from informes.documentos import comun, figuras, sobre_si
from informes.documentos.archivo import Archivo, Avisar
from informes.documentos.lectura import Cifra, leer_corte
from informes.formato import numero
from informes.models import Informe
from planes.documentos.pdf import Recursos

PLANTILLA = "informes/pdf/anual.html"

ESTADOS = ("completada", "en_curso", "no_iniciada", "suspendida", "no_aplica", "sin_dato")
"""The states an activity can have, as columns and in the key."""

CIFRAS_POR_EJE = 4
"""Figures of an eje on a country's page, which must stay one page."""
TEXTOS_POR_PAIS = 2
"""For the same reason; all of them are on the country's page of the site."""

Partes = Mapping[str, Any]


def escribir(informe: Informe, avisar: Avisar) -> list[Archivo]:
    """The report as one PDF."""
    recursos = Recursos()
    with translation.override(informe.idioma):
        datos = contexto(informe, recursos)
    return [comun.pdf(informe, PLANTILLA, datos, recursos, avisar)]


def contexto(informe: Informe, recursos: Recursos) -> dict[str, Any]:
    """Everything the templates say. Texts are in the language of the report."""
    corte, idioma = informe.corte, informe.idioma
    partes = leer_corte(corte, idioma)
    inicio, metodo = partes["inicio"], partes["metodo"]
    return {
        **comun.contexto(informe, recursos),
        "plan": inicio["plan"],
        "anios": inicio["anios"],
        "estados": [{"clave": c, "nombre": nombre(c, idioma)} for c in ESTADOS],
        "inicio": inicio,
        "resumen": resumen(partes, recursos, idioma),
        "ejes": [eje(partes, e["numero"], recursos, idioma) for e in inicio["ejes"]],
        "paises": paises(partes, recursos, idioma),
        "metodo": metodo,
        "aprobados": sobre_si.aprobados(metodo),
        "reglas": sobre_si.reglas(metodo),
        "limite": sobre_si.limite(partes),
    }


def nombre(estado: str, idioma: str, veces: int = 1) -> str:
    return graficos.MARCA["estados"][estado]["palabra"][idioma][0 if veces == 1 else 1]


# --- summary --------------------------------------------------------------------------


def resumen(partes: Partes, recursos: Recursos, idioma: str) -> dict[str, Any]:
    inicio = partes["inicio"]
    return {
        "dibujo": figuras.distribucion(
            recursos, _("Actividades por estado"), inicio["distribucion"], idioma
        ),
        "destacados": [d for x in inicio["destacados"] for d in destacado(partes, x)],
        "ejes": [
            {
                **e,
                "dibujo": figuras.distribucion(
                    recursos, e["nombre"], e["distribucion"], idioma, leyenda=False, ancho=520
                ),
            }
            for e in inicio["ejes"]
        ],
    }


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


def eje(partes: Partes, cual: int, recursos: Recursos, idioma: str) -> dict[str, Any]:
    parte = partes[f"eje/{cual}"]
    color = figuras.color_de_eje(cual)
    anios = partes["inicio"]["anios"]
    objetivos = [anexo(partes[f"objetivo/{o['numero']}"], idioma) for o in parte["objetivos"]]
    ceros = [b for b in parte["datos"] if figuras.en_cero(b)]
    resto = [b for b in parte["datos"] if b not in ceros]
    sueltas = [b for b in resto if figuras.es_suelta(b)]
    dibujadas = [figuras.figura(recursos, b, color, idioma) for b in resto if b not in sueltas]
    return {
        **parte,
        "anio": anios[0] if len(anios) == 1 else None,
        "dibujo": figuras.distribucion(
            recursos, _("Actividades por estado"), parte["distribucion"], idioma
        ),
        "filas": de_dos_en_dos(
            # The tall ones first, side by side.
            sorted((f for f in dibujadas if f), key=lambda f: -len(f.dibujos))
        ),
        "sueltas": de_dos_en_dos([figuras.suelta(b) for b in sueltas]),
        "ceros": [figuras.cero(b) for b in ceros],
        "hitos": [h for b in parte["datos"] if (h := figuras.hito(b))],
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


def actividad(a: Mapping[str, Any], idioma: str) -> dict[str, Any]:
    """An activity as a row: its regional state in a word, the countries that completed it."""
    nacionales = a["paises"]
    completaron = (
        _("%(n)s de %(de)s") % {"n": nacionales["completada"], "de": sum(nacionales.values())}
        if nacionales
        else ""
    )
    return {**a, "nombre_estado": nombre(a["estado"], idioma), "completaron": completaron}


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


def de_dos_en_dos(cosas: Sequence[Any]) -> list[Sequence[Any]]:
    """Rows of the grid, which a page break does not cut."""
    return [cosas[i : i + 2] for i in range(0, len(cosas), 2)]


# --- countries ------------------------------------------------------------------------


def paises(partes: Partes, recursos: Recursos, idioma: str) -> dict[str, Any]:
    breves = partes["inicio"]["paises"]
    mapa = graficos.mapa(
        _("Actividades completadas o en curso"),
        "",
        {p["codigo"]: p["en_marcha"] if con_estado(p) else None for p in breves},
        idioma=idioma,
        unidad=_("Actividades en marcha"),
    )
    return {
        "mapa": recursos.agregar(mapa),
        "lista": [pais(partes, p["codigo"], recursos, idioma) for p in breves],
    }


def con_estado(breve: Mapping[str, Any]) -> bool:
    """Whether a country has said anything of an activity: else it has no figure, not nought."""
    return any(n for estado, n in breve["distribucion"].items() if estado != "sin_dato")


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
        # A cut made before countries told anything has none.
        "textos": parte.get("textos", [])[:TEXTOS_POR_PAIS],
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
