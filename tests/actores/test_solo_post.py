"""Addresses behind a button, opened without it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from actores.solo_post import solo_post

RAIZ = Path(__file__).parents[2]
CON_405 = {"actores/solo_post.py"}
"""The decorator itself."""


@solo_post("planes:colaborador", "pk")
def terminar(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(f"terminada {pk}")


@pytest.mark.parametrize("metodo", ["get", "head"])
def test_sin_el_boton_lleva_a_la_pagina_del_boton(metodo: str) -> None:
    pedido = getattr(RequestFactory(), metodo)("/x/", {"pais": "hn"})
    respuesta = terminar(pedido, pk=7)
    assert (respuesta.status_code, respuesta["Location"]) == (
        302, "/reportes/colaboradores/7/?pais=hn",
    )  # fmt: skip


def test_el_boton_actua_y_lo_demas_se_rechaza() -> None:
    assert terminar(RequestFactory().post("/x/"), pk=7).content == b"terminada 7"
    assert terminar(RequestFactory().put("/x/"), pk=7).status_code == 405


def test_ninguna_otra_direccion_contesta_un_405_a_quien_la_abre() -> None:
    con = {
        str(archivo.relative_to(RAIZ))
        for app in ("actores", "planes", "informes", "corett")
        for archivo in (RAIZ / app).rglob("*.py")
        if "require_POST" in archivo.read_text()
    }
    assert con == CON_405
