"""What the plan explorer lets through, as a table of questions and answers."""

from __future__ import annotations

from typing import Any

import pytest

from informes import comparacion_paises, explorador
from informes.filtros import Filtro

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


def leer(**pedido: str) -> Filtro:
    return explorador.leer(pedido, explorador.elecciones(PLAN, METAS, PAISES))


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
        ({"q": "1.1.1.A."}, ["1.1"]),
        ({"q": "1.1.2"}, ["1.1"]),
        ({"q": "1.1"}, ["1.1"]),
        ({"q": "2.1"}, ["2.1"]),
        ({"q": "1"}, ["1.1", "1.2"]),  # what stands under the objetivo
        ({"q": "1.1.1.a campaña"}, ["1.1"]),
        ({"q": "0.1"}, []),
        ({"q": "taller", "eje": "2"}, []),
        ({"q": "%_*(["}, ["1.1", "1.2", "2.1"]),  # nothing to look for
    ],
)
def test_que_deja_pasar_cada_filtro(pedido: dict[str, str], esperados: list[str]) -> None:
    assert codigos(**pedido) == esperados


@pytest.mark.parametrize(
    ("codigo", "hallados"),
    [("1.1", ["1.1"]), ("11.1", ["11.1"]), ("1.1.1", ["1.1", "1.2"]), ("1.1.1.a", ["1.1", "1.2"]),
     ("1", ["1.1", "1.2"]), ("1.1.1.b", []), ("1.1.", ["1.1"])],
)  # fmt: skip
def test_un_codigo_se_busca_como_codigo(codigo: str, hallados: list[str]) -> None:
    """As in the real plan: activities share a meta, and the text of others holds the digits."""
    compartida = {**METAS[1][0], "actividades": ["1.1", "1.2"]}
    ajena = {**METAS[1][1], "codigo": "11.1.1", "texto": {"es": "Cuadro 3.1.1 de 1.100"}}
    objetivo = PLAN["ejes"][0]["objetivos"][0]
    una, otra = objetivo["actividades"]
    lejana = {**una, "codigo": "11.1"}
    metas = {"1.1": [compartida], "1.2": [compartida], "11.1": [ajena]}
    suyas = [
        a["codigo"]
        for a in (una, otra, lejana)
        if explorador.dice(codigo, a, objetivo, metas[a["codigo"]])
    ]
    assert suyas == hallados


@pytest.mark.parametrize("campo", ["eje", "pais", "estado", "socio"])
def test_lo_que_no_existe_se_dice(campo: str) -> None:
    filtro = leer(**{campo: "<b>"})
    assert "«<b>»" in filtro.quejas[0].frase
    assert filtro.valores == {}


def test_el_retraso_no_es_de_un_pais() -> None:
    filtro = leer(pais="gt", estado="con_retraso")
    assert (filtro.estado, filtro.valores) == (200, {"pais": "gt"})
    assert "El retraso se dice solo de la región." in filtro.avisos[0]


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
    ("pedido", "validos", "quejas", "avisos"),
    [
        ({"a": "gt", "b": "hn"}, {"a": "gt", "b": "hn"}, 0, 0),
        ({"a": " GT ", "b": "hn"}, {"a": "gt", "b": "hn"}, 0, 0),
        ({}, {}, 0, 0),
        ({"a": "gt"}, {"a": "gt"}, 0, 0),
        ({"a": "gt", "b": "gt"}, {"a": "gt"}, 0, 1),
        ({"a": "zz", "b": "zz"}, {}, 2, 0),
        ({"a": "zz", "b": "hn"}, {"b": "hn"}, 1, 0),
    ],
)
def test_que_dos_paises(
    pedido: dict[str, str], validos: dict[str, str], quejas: int, avisos: int
) -> None:
    paises = [{"codigo": c, "nombre": {"es": c, "en": c}} for c in ("gt", "hn")]
    filtro = comparacion_paises.leer(pedido, paises)
    assert filtro.elegidos == validos
    assert (len(filtro.quejas), len(filtro.avisos)) == (quejas, avisos)
