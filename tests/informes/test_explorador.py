"""What the plan explorer lets through, as a table of questions and answers."""

from __future__ import annotations

from typing import Any

import pytest

from informes import comparacion_paises, explorador
from informes.explorador import Filtros

PLAN: dict[str, Any] = {
    "ejes": [
        {
            "numero": 1,
            "nombre": {"es": "Prevención", "en": "Prevention"},
            "objetivos": [
                {
                    "numero": 1,
                    "texto": {"es": "Prevenir la trata", "en": "Prevent trafficking"},
                    "actividades": [
                        {"codigo": "1.1", "estado": "completada", "semaforo": "", "corto": {},
                         "texto": {"es": "Campañas de información", "en": "Campaigns"}},
                        {"codigo": "1.2", "estado": "en_curso", "semaforo": "con_retraso",
                         "corto": {}, "texto": {"es": "Talleres", "en": "Workshops"}},
                    ],
                }
            ],
        },
        {
            "numero": 2,
            "nombre": {"es": "Atención", "en": "Care"},
            "objetivos": [
                {
                    "numero": 2,
                    "texto": {"es": "Atender a las víctimas", "en": "Care for victims"},
                    "actividades": [
                        {"codigo": "2.1", "estado": "sin_dato", "semaforo": "", "corto": {},
                         "texto": {"es": "Albergues", "en": "Shelters"}},
                    ],
                }
            ],
        },
    ]
}  # fmt: skip
VACIO = {"es": "", "en": ""}
METAS: dict[int, list[dict[str, Any]]] = {
    1: [
        {"codigo": "1.1.1", "texto": {"es": "Campaña hecha", "en": "Campaign run"},
         "responsable": VACIO, "socios": {"es": "OIM", "en": "IOM"}, "actividades": ["1.1"],
         "organizaciones": [{"codigo": "oim", "nombre": {"es": "OIM", "en": "IOM"}}],
         "indicadores": [{"codigo": "1.1.1.a", "texto": {"es": "Número de campañas", "en": ""}}]},
        {"codigo": "1.1.2", "texto": {"es": "Otra", "en": ""}, "responsable": VACIO,
         "socios": VACIO, "actividades": ["1.1"], "organizaciones": [], "indicadores": []},
    ],
    2: [
        {"codigo": "2.1.1", "texto": {"es": "Meta suelta", "en": ""}, "responsable": VACIO,
         "socios": VACIO, "actividades": [], "indicadores": []},
    ],
}  # fmt: skip
PAISES = [{"codigo": "gt", "nombre": {"es": "Guatemala", "en": "Guatemala"}}]
GUATEMALA = {"ejes": [{"actividades": [{"codigo": "1.2", "estado": "no_iniciada"}]}]}


def leer(**pedido: str) -> Filtros:
    return explorador.leer(pedido, explorador.opciones(PLAN, METAS, PAISES))


def codigos(**pedido: str) -> list[str]:
    filtros = leer(**pedido)
    pais = GUATEMALA if filtros.valores.get("pais") else None
    arbol = explorador.explorar(PLAN, METAS, filtros, pais)
    hallados = [
        a["codigo"] for e in arbol["ejes"] for o in e["objetivos"] for a in o["actividades"]
    ]
    assert arbol["n"] == len(hallados)
    assert arbol["total"] == 3
    return hallados


@pytest.mark.parametrize(
    ("pedido", "esperados"),
    [
        ({}, ["1.1", "1.2", "2.1"]),
        ({"eje": "2"}, ["2.1"]),
        ({"estado": "completada"}, ["1.1"]),
        ({"estado": "con_retraso"}, ["1.2"]),
        ({"estado": "sin_dato"}, ["2.1"]),
        ({"socio": "oim"}, ["1.1"]),
        ({"pais": "gt"}, ["1.2"]),
        ({"pais": "gt", "estado": "no_iniciada"}, ["1.2"]),
        ({"pais": "gt", "estado": "en_curso"}, []),
        ({"q": "informacion"}, ["1.1"]),  # no accent
        ({"q": "CAMPAÑA"}, ["1.1"]),
        ({"q": "víctima"}, ["2.1"]),  # of the objetivo
        ({"q": "victimas albergue"}, ["2.1"]),  # every word, wherever it stands
        ({"q": "victimas taller"}, []),
        ({"q": "workshops"}, ["1.2"]),  # either language
        ({"q": "1.1.1.a"}, ["1.1"]),
        ({"q": "taller", "eje": "2"}, []),
        ({"q": "%_*(["}, ["1.1", "1.2", "2.1"]),  # nothing to look for
    ],
)
def test_que_deja_pasar_cada_filtro(pedido: dict[str, str], esperados: list[str]) -> None:
    assert codigos(**pedido) == esperados


@pytest.mark.parametrize(
    ("pedido", "dicho"),
    [
        ({"eje": "99"}, "El plan no tiene el eje «99»."),
        ({"pais": "zz"}, "Ningún país de la Coalición tiene el código «zz»."),
        ({"estado": "<b>"}, "No hay ningún estado «<b>»."),
        ({"socio": "x" * 500}, "«" + "x" * 40 + "…»"),
        ({"pais": "gt", "estado": "con_retraso"}, "El retraso se dice solo de la región."),
    ],
)
def test_lo_que_no_se_entiende_se_dice(pedido: dict[str, str], dicho: str) -> None:
    filtros = leer(**pedido)
    assert any(dicho in queja for queja in filtros.quejas)
    assert "Ese filtro no se aplica." in filtros.quejas[0]
    assert set(filtros.valores) <= {"pais"}


def test_una_busqueda_muy_larga_se_corta() -> None:
    filtros = leer(q="a" * 5000)
    assert filtros.valores["q"] == "a" * 100
    assert filtros.quejas == ["Se buscan solo las primeras 100 letras."]


def test_cada_ficha_quita_lo_suyo() -> None:
    chips = leer(q="ñandú & co", eje="1").chips
    assert [c["texto"] for c in chips] == ["«ñandú & co»", "Eje 1: Prevención"]
    assert chips[0]["url"] == "?eje=1"
    assert chips[1]["url"] == "?q=%C3%B1and%C3%BA+%26+co"
    assert leer(eje="1").chips[0]["url"] == "."


def test_las_metas_siguen_a_sus_actividades() -> None:
    def metas(**pedido: str) -> list[str]:
        arbol = explorador.explorar(PLAN, METAS, leer(**pedido), None)
        return [m["codigo"] for e in arbol["ejes"] for o in e["objetivos"] for m in o["metas"]]

    assert metas() == ["1.1.1", "1.1.2", "2.1.1"]
    assert metas(q="campañas") == ["1.1.1", "1.1.2"]
    assert metas(socio="oim") == ["1.1.1"]
    assert metas(estado="en_curso") == []


@pytest.mark.parametrize(
    ("pedido", "validos", "quejas"),
    [
        ({"a": "gt", "b": "hn"}, ["gt", "hn"], 0),
        ({"a": " GT ", "b": "hn"}, ["gt", "hn"], 0),
        ({}, ["", ""], 0),
        ({"a": "gt"}, ["gt", ""], 0),
        ({"a": "gt", "b": "gt"}, ["gt", ""], 1),
        ({"a": "zz", "b": "zz"}, ["", ""], 1),
        ({"a": "zz", "b": "hn"}, ["", "hn"], 1),
    ],
)
def test_que_dos_paises(pedido: dict[str, str], validos: list[str], quejas: int) -> None:
    elegidos, dicho = comparacion_paises.elegidos(pedido, ["gt", "hn"])
    assert elegidos == validos
    assert len(dicho) == quejas
