"""Parts that several documents share: money, what is behind, the countries in a line each, what
they tell.

Everything comes from the parts of a cut as ``lectura.leer_corte`` gives them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from informes import graficos
from informes.documentos import figuras
from informes.documentos.lectura import Cifra
from planes.documentos.pdf import Recursos

Partes = Mapping[str, Any]

ESTADOS = ("completada", "en_curso", "no_iniciada", "suspendida", "no_aplica", "sin_dato")
"""The states an activity can have, as columns and in the key."""

TEXTOS_POR_PAIS = 2
"""What a country tells on its page, which must stay one page."""
TEXTO_CORTO = 180
"""Characters that its two lines there hold for sure."""

PARADA = ("suspendida", "no_iniciada")
AVANZA = ("completada", "en_curso")
PARADAS_EN_PAISES = 12
"""Activities listed at most for having countries that have not begun or have suspended them."""


def nombre(estado: str, idioma: str, veces: int = 1) -> str:
    return graficos.MARCA["estados"][estado]["palabra"][idioma][0 if veces == 1 else 1]


def de_dos_en_dos(cosas: Sequence[Any]) -> list[Sequence[Any]]:
    """Rows of the grid, which a page break does not cut."""
    return [cosas[i : i + 2] for i in range(0, len(cosas), 2)]


# --- activities -----------------------------------------------------------------------


def actividad(a: Mapping[str, Any], idioma: str) -> dict[str, Any]:
    """An activity as a row: its regional state in a word, the countries that completed it, and
    those of each state (``en_paises``)."""
    nacionales = a["paises"]
    completaron = (
        _("%(n)s de %(de)s") % {"n": nacionales["completada"], "de": sum(nacionales.values())}
        if nacionales
        else ""
    )
    return {
        **a,
        "nombre_estado": nombre(a["estado"], idioma),
        "completaron": completaron,
        "en_paises": contados(nacionales or {}, idioma),
    }


def contados(cuenta: Mapping[str, int], idioma: str) -> str:
    """A count of states in words: "3 completadas, 1 suspendida"."""
    return ", ".join(f"{p['n']} {p['nombre']}" for p in graficos.conteos(cuenta, idioma))


def retrasos(partes: Partes, idioma: str) -> dict[str, Any]:
    """The activities of the region that are suspended, not begun or behind schedule, by eje.

    ``estados`` counts them in words; ``con_retraso`` says how many are past their term whatever
    their state; ``sin_dato`` how many activities have no state at all. No eje: nothing is behind.
    ``en_paises`` are activities on which the region advances while countries have not begun or
    have suspended them: those of most countries, most first.
    """
    ejes, todas = [], []
    paradas: list[dict[str, Any]] = []
    sin_dato = 0
    for breve in partes["inicio"]["ejes"]:
        suyas = [a for o in partes[f"eje/{breve['numero']}"]["objetivos"] for a in o["actividades"]]
        sin_dato += sum(a["estado"] == "sin_dato" for a in suyas)
        atrasadas = [a for a in suyas if esta_atras(a)]
        todas += atrasadas
        if atrasadas:
            ejes.append({**breve, "actividades": [actividad(a, idioma) for a in atrasadas]})
        paradas += [
            {**actividad(a, idioma), "eje": breve["numero"]}
            for a in suyas
            if a["estado"] in AVANZA and a not in atrasadas and cuantos_parados(a)
        ]
    return {
        "ejes": ejes,
        "total": len(todas),
        "estados": contados(Counter(a["estado"] for a in todas), idioma),
        "con_retraso": sum(a["semaforo"] == "con_retraso" for a in todas),
        "sin_dato": sin_dato,
        "en_paises": sorted(paradas, key=lambda a: -cuantos_parados(a))[:PARADAS_EN_PAISES],
    }


def esta_atras(a: Mapping[str, Any]) -> bool:
    return a["estado"] in PARADA or a["semaforo"] == "con_retraso"


def cuantos_parados(a: Mapping[str, Any]) -> int:
    """Countries that have not begun an activity or have suspended it."""
    return sum((a["paises"] or {}).get(estado, 0) for estado in PARADA)


# --- money ----------------------------------------------------------------------------


def dinero(partes: Partes, recursos: Recursos, idioma: str) -> dict[str, Any]:
    """The region's money by year: a table row and, from two years on, a chart for each Dato; what
    is missing in sentences; the projects, in a cut that has them."""
    filas, dibujadas, falta = [], [], []
    for numero_eje, bloque in bloques_de_dinero(partes):
        serie = bloque["series"][0]["region"] if bloque["series"] else []
        filas.append(
            {
                "nombre": bloque["dato"]["nombre"],
                "unidad": bloque["dato"]["unidad"],
                "celdas": [{"cifra": c, "cobertura": figuras.cobertura(c)} for c in serie],
                "ultima": serie[-1] if serie else None,
                "cobertura": figuras.cobertura(serie[-1]) if serie else "",
                "regla": figuras.reglas()[bloque["dato"]["regla_region"]],
                "fuente": figuras.fuente(bloque["dato"]),
            }
        )
        falta += faltantes(bloque["dato"], serie)
        if len(serie) > 1 and not figuras.en_cero(bloque):
            color = figuras.color_de_eje(numero_eje)
            dibujadas.append(figuras.figura(recursos, bloque, color, idioma))
    return {
        "anios": partes["inicio"]["anios"],
        "filas": filas,
        "hay": any(c["cifra"].hay for f in filas for c in f["celdas"]),
        "figuras": de_dos_en_dos([f for f in dibujadas if f]),
        "falta": falta,
        "proyectos": partes.get("proyectos", {}).get("proyectos", []),
    }


def bloques_de_dinero(partes: Partes) -> list[tuple[int, Mapping[str, Any]]]:
    """Each Dato of money once, with the first eje that uses it."""
    hallados: dict[str, tuple[int, Mapping[str, Any]]] = {}
    for eje in partes["inicio"]["ejes"]:
        for bloque in partes[f"eje/{eje['numero']}"]["datos"]:
            if es_dinero(bloque):
                hallados.setdefault(bloque["dato"]["codigo"], (eje["numero"], bloque))
    return list(hallados.values())


def es_dinero(bloque: Mapping[str, Any]) -> bool:
    return bool(bloque["dato"]["tipo"] == "monto")


def faltantes(dato: Mapping[str, Any], serie: Sequence[Cifra]) -> list[str]:
    """What a regional series leaves out, a sentence each; nothing for a whole one."""
    que, dichas = dato["nombre"], []
    if dato["informante"] == "regional":
        dichas.append(
            _("%(que)s: solo lo que informa la región; no lo que cada país gestiona por su cuenta.")
            % {"que": que}
        )
    if sin := anios_de(c for c in serie if not c.hay):
        dichas.append(_("%(que)s: no hay cifra de %(anios)s.") % {"que": que, "anios": sin})
    if provisionales := anios_de(c for c in serie if c.marca == "p"):
        dichas.append(
            _("%(que)s: falta una parte de %(anios)s; la cifra es provisional.")
            % {"que": que, "anios": provisionales}
        )
    dichas += [
        _("%(que)s: en %(anio)s informaron %(n)s de %(de)s países.")
        % {"que": que, "anio": c.anio, "n": c.reportaron, "de": c.esperados}
        for c in serie
        if c.reportaron < c.esperados
    ]
    return dichas


def anios_de(cifras: Iterable[Cifra]) -> str:
    return ", ".join(str(c.anio) for c in cifras)


# --- countries ------------------------------------------------------------------------


def con_estado(breve: Mapping[str, Any]) -> bool:
    """Whether a country has said anything of an activity: else it has no figure, not nought."""
    return any(n for estado, n in breve["distribucion"].items() if estado != "sin_dato")


def paises_en_breve(partes: Partes) -> list[dict[str, Any]]:
    """The countries as rows of ``_tabla_paises.html``."""
    return [
        {**p, "aprobados": sum(r["aprobado"] for r in p["reportes"])}
        for p in partes["inicio"]["paises"]
    ]


def mapa(partes: Partes, recursos: Recursos, idioma: str) -> str:
    """The address of the map of activities under way or completed."""
    return recursos.agregar(
        graficos.mapa(
            _("Actividades en marcha"),
            "",
            {
                p["codigo"]: p["en_marcha"] if con_estado(p) else None
                for p in partes["inicio"]["paises"]
            },
            idioma=idioma,
            unidad=_("Actividades en marcha"),
        )
    )


def textos_en_pagina(parte: Mapping[str, Any]) -> list[Any]:
    """What of a country's texts stands on its page, cut to two lines."""
    # A cut made before countries told anything has none.
    return list(parte.get("textos", [])[:TEXTOS_POR_PAIS])


def textos_aparte(parte: Mapping[str, Any]) -> list[Any]:
    """Those that do not fit there: printed whole elsewhere."""
    textos = parte.get("textos", [])
    return [
        t
        for orden, t in enumerate(textos)
        if orden >= TEXTOS_POR_PAIS or len(t["texto"]) > TEXTO_CORTO
    ]
