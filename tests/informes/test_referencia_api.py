"""The reference of the API: whoever has no program to run reads there all that it can do."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from informes.api import descripcion, referencia

pytestmark = [pytest.mark.django_db, pytest.mark.una_base]


@pytest.mark.parametrize("direccion", ["/datos/api/", "/en/datos/api/"])
def test_dice_cada_direccion_y_cada_pregunta(client: Client, direccion: str) -> None:
    dicho = client.get(direccion).content.decode()
    for ruta, metodos in json.loads(descripcion.escrita())["paths"].items():
        assert f"GET {ruta}" in dicho
        for parametro in metodos["get"].get("parameters", []):
            nombre = parametro["name"]
            assert f"?{nombre}=" in dicho or f"{{{nombre}}}" in dicho
    assert "<script src" not in dicho.split("</header>")[1].split("<footer")[0]


def test_cada_enlace_lleva_a_algo_de_la_pagina(client: Client) -> None:
    dicho = client.get("/datos/api/").content.decode()
    lugares = re.findall(r'id="([^"]+)"', dicho)
    assert len(lugares) == len(set(lugares))
    assert set(re.findall(r'href="#([^"]+)"', dicho)) <= set(lugares)


def test_lo_comun_se_dice_una_vez(client: Client) -> None:
    todos = referencia.temas(json.loads(descripcion.escrita()))
    comunes = referencia.comunes(todos)
    assert {"corte", "idioma"} <= {p.nombre for p in comunes}
    dicho = client.get("/datos/api/").content.decode()
    assert [dicho.count(p.dicho) for p in comunes] == [1] * len(comunes)


def test_los_acentos_graves_son_codigo_y_lo_demas_texto() -> None:
    assert referencia.con_codigo("de `a<b` <i>") == "de <code>a&lt;b</code> &lt;i&gt;"


@pytest.mark.parametrize(
    ("esquema", "tipo"),
    [
        ({"type": "string"}, "string"),
        ({"type": "string", "format": "date"}, "date"),
        ({"anyOf": [{"type": "number"}, {"type": "null"}]}, "number | null"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Eje"}}, "Eje[]"),
        ({}, "any"),
    ],
)
def test_el_tipo_en_palabras(esquema: dict, tipo: str) -> None:
    assert referencia.tipo_de(esquema) == tipo
