"""Two countries side by side: their states by eje, and the figures that both are asked for.

Each country's figures stand as published, masked ones masked. Nothing is computed between them:
no difference, no order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from informes.figuras import Parte, en_idioma
from informes.filtros import Eleccion, Filtro


def leer(datos: Mapping[str, Any], paises: list[Parte]) -> Filtro:
    """The two countries asked for (``a``, ``b``)."""
    opciones = [(pais["codigo"], en_idioma(pais["nombre"])) for pais in paises]
    elecciones = [
        Eleccion("a", _("Un país"), opciones),
        Eleccion("b", _("El otro país"), opciones),
    ]
    filtro = Filtro({lado: str(datos.get(lado, "")).lower() for lado in ("a", "b")}, elecciones)
    if len(filtro.elegidos) > len(set(filtro.elegidos.values())):
        del filtro.elegidos["b"]
        filtro.avisos.append(_("Elija dos países distintos."))
    return filtro


def comparar(a: Parte, b: Parte) -> list[Parte]:
    """By eje: ``{"numero", "nombre", "cuentas", "actividades", "datos"}``.

    ``cuentas`` has both distributions of states; ``actividades`` rows with both states;
    ``datos`` one table per series, with both countries' figures by year.
    """
    return [
        eje_de_ambos(eje, otro, a, b)
        for eje, otro in zip(a["ejes"], b["ejes"], strict=True)
        if eje["actividades"]
    ]


def eje_de_ambos(eje: Parte, otro: Parte, a: Parte, b: Parte) -> Parte:
    del_otro = {actividad["codigo"]: actividad for actividad in otro["actividades"]}
    return {
        "numero": eje["numero"],
        "nombre": eje["nombre"],
        "cuentas": [(a, contar(eje)), (b, contar(otro))],
        "actividades": [
            {**suya, "estados": (suya["estado"], del_otro[suya["codigo"]]["estado"])}
            for suya in eje["actividades"]
            if suya["codigo"] in del_otro
        ],
        "datos": datos_de_ambos(eje["numero"], a, b),
    }


def contar(eje: Parte) -> dict[str, int]:
    estados = [actividad["estado"] for actividad in eje["actividades"]]
    return {estado: estados.count(estado) for estado in estados}


def datos_de_ambos(eje: int, a: Parte, b: Parte) -> list[Parte]:
    """Every series of the eje that both have: ``{"dato", "nombre", "indicador", "filas"}``."""
    de_b = {
        (d["dato"]["codigo"], serie["categoria"]): serie["cifras"]
        for d in b["datos"]
        for serie in d["series"]
    }
    return [
        {
            "dato": d["dato"],
            "nombre": serie["nombre"],
            "indicador": d["indicador"],
            "filas": [(a, serie["cifras"]), (b, de_b[d["dato"]["codigo"], serie["categoria"]])],
        }
        for d in a["datos"]
        if d["eje"] == eje
        for serie in d["series"]
        if (d["dato"]["codigo"], serie["categoria"]) in de_b
    ]
