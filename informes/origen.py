"""Where a figure of a cut comes from, for the public: who reported it, how it was added up, what
it stands on. Works on the JSON of ``informes.partes``; no query and no HTML.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from informes.figuras import Figura, Parte, en_idioma


def de_donde(bloque: Parte, paises: list[Parte]) -> dict[str, Any]:
    """What stands behind the regional figures of a Dato, in the reader's language.

    ``regla``: how countries are added up, ``""`` where there is nothing to say; ``anios``: for
    each year ``{"anio", "cobertura", "grupos"}``, a group being what is so of some countries and
    their names; empty when only the region reports it.
    """
    serie = bloque["series"][0] if bloque["series"] else {"region": [], "paises": {}}
    nombres = {p["codigo"]: en_idioma(p["nombre"]) for p in paises}
    anios = [
        {"anio": figura["anio"], "figura": figura, "grupos": grupos(serie, lugar, nombres)}
        for lugar, figura in enumerate(serie["region"])
    ]
    return {
        "regla": reglas().get(bloque["dato"]["regla_region"], ""),
        "informante": bloque["dato"]["informante"],
        "anios": anios if serie["paises"] else [],
    }


def grupos(serie: Parte, lugar: int, nombres: dict[str, str]) -> list[dict[str, Any]]:
    """The countries of a year by what they reported; no empty group."""
    por_situacion: dict[str, list[str]] = {}
    for codigo, nombre in nombres.items():
        if codigo in serie["paises"]:
            clave = situacion(serie["paises"][codigo][lugar])
            por_situacion.setdefault(clave, []).append(nombre)
    dichos = {
        "entero": _("Reportaron"),
        "parcial": _("Reportaron solo una parte del año"),
        "sin_dato": _("Sin dato"),
        "no_aplica": _("No se les pide"),
    }
    return [
        {"que": que, "paises": por_situacion[clave]}
        for clave, que in dichos.items()
        if clave in por_situacion
    ]


def situacion(figura: Figura) -> str:
    """What one country's figure of a year says of its reporting, from its mark alone."""
    marca = figura.get("marca", "")
    if "z" in marca:
        return "no_aplica"
    hay = figura["valor"] is not None or figura.get("minimo") is not None or figura.get("texto")
    if "x" in marca or not hay:
        return "sin_dato"
    return "parcial" if "p" in marca else "entero"


def reglas() -> dict[str, str]:
    """How countries are added up, by the rule of the Dato: the words of the page on method."""
    return {
        "suma": _("Cada país cuenta lo suyo; la región es la suma."),
        "suma_mas_regional": _(
            "Además de lo que hace cada país, se suma lo que organiza la Coalición para toda la"
            " región, que los países no cuentan."
        ),
        "manda_regional": _(
            "Una campaña regional realizada en nueve países es una campaña, no nueve: vale lo que"
            " dice el reporte regional."
        ),
        "cociente": _(
            "Se suman los numeradores y se dividen entre la suma de los denominadores. Nunca se"
            " promedian porcentajes."
        ),
        "paises_que_cumplen": _("Se cuenta cuántos países llegaron a la etapa que el plan espera."),
        "no_agregable": _("Lo que no es comparable entre países se muestra país por país."),
    }
