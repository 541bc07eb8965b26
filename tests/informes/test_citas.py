"""The same cut is cited in the same words and with the same year everywhere."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from informes import citas
from informes.documentos import datos
from informes.models import Corte
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db


@pytest.fixture
def corte() -> Corte:
    """Data to the end of 2024, published later: on the last evening of 2025, Guatemalan time."""
    escena = Escena()
    escena.reportar_todo()
    corte = escena.publicar()
    corte.publicado_en = dt.datetime(2026, 1, 1, 3, tzinfo=dt.UTC)
    Corte.objects.filter(pk=corte.pk).update(publicado_en=corte.publicado_en)
    cache.clear()
    return corte


@pytest.mark.parametrize(
    "pagina",
    ["/plan/", "/plan/ejes/1/", "/plan/actividades/1.1/", "/paises/", "/paises/gt/",
     "/paises/comparar/?a=bz&b=gt", "/graficos/estados/", "/datos/", "/verificar/{huella}/"],
)  # fmt: skip
@pytest.mark.parametrize(("idioma", "dia"), [("", "31 de diciembre"), ("/en", "31 December")])
def test_en_cada_pagina(client: Client, corte: Corte, pagina: str, idioma: str, dia: str) -> None:
    hoja = client.get(idioma + pagina.format(huella=corte.huella)).content.decode()
    dicho = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", hoja)))
    hechas = re.findall(r"\(CORETT\) \((\d{4})\)\. [“«](.+?)[”»]\. (.+?\w{16})\.", dicho)
    assert [anio for anio, _titulo, _de in hechas] == ["2025"]
    ((_anio, titulo, de_que),) = hechas
    assert titulo.strip() == titulo
    assert dia in de_que
    assert corte.huella[:16] in de_que


def test_en_los_archivos(corte: Corte) -> None:
    with translation.override("es"):
        assert datos.cita(corte) == citas.cita(corte, "Datos abiertos")
        assert "(CORETT) (2025). «Datos abiertos»" in datos.cita(corte)


def test_lo_que_sale_despues_lleva_su_anio(corte: Corte) -> None:
    publicado = dt.datetime(2027, 5, 1, tzinfo=dt.UTC)
    assert "(CORETT) (2027). «Informe»" in citas.cita(corte, "Informe", publicado)
