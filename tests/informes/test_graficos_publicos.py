"""The charts with an address of their own: chart, table and files say the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import translation

from actores.models import Organizacion
from informes import cuadros_publicos, galeria, mapas
from informes.models import Corte
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db

CLAVES = [
    "estados", "estados/eje/1", "estados/objetivo/1", "estados/actividad/1.1", "mapa", "paises",
    "pais/gt", "indicador/1.1.1.a", "indicador/1.2.1.a", "indicador/1.2.1.a/delito-trata",
]  # fmt: skip
NO_HAY = [
    "zz", "estados/", "estados/eje/99", "estados/eje/x", "estados/plan", "estados/../inicio",
    "mapa/x", "paises/gt", "pais/zz", "pais/", "indicador/9.9", "indicador/1.1.1.a/sexo-mujeres",
    "indicador/1.2.1.a/zz", "%F0%9F%92%A9", "a" * 3000,
]  # fmt: skip


@pytest.fixture
def corte() -> Corte:
    escena = Escena()
    escena.reportar_todo()
    return escena.publicar()


def texto(contenido: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", contenido.decode()))


@pytest.mark.parametrize("clave", CLAVES)
@pytest.mark.parametrize("idioma", ["", "/en"])
def test_cada_grafico_tiene_todo_lo_suyo(
    client: Client, corte: Corte, clave: str, idioma: str
) -> None:
    respuesta = client.get(f"{idioma}/graficos/{clave}/")
    assert respuesta.status_code == 200
    html = respuesta.content.decode()
    assert html.count("<h1") == 1
    assert html.count('<table class="serie"') == 1
    assert f'href="{idioma}/graficos/' in html
    assert f"http://testserver{idioma}/incrustar/" in html
    assert corte.huella[:16] in html
    assert "&lt;iframe src=" in html
    assert not respuesta.cookies


@pytest.mark.parametrize("clave", CLAVES)
def test_el_dibujo_dice_lo_que_la_tabla_y_el_archivo(
    client: Client, corte: Corte, clave: str
) -> None:
    cuadro = cuadros_publicos.cuadro(corte, clave)
    dibujado = " ".join(ElementTree.fromstring(cuadro.svg).itertext())
    filas = list(csv.reader(io.StringIO(cuadro.csv.decode("utf-8-sig"))))[1:]
    assert filas
    if clave.startswith("indicador"):
        region = cuadro.filas[0]
        for figura, fila in zip(region.celdas, filas, strict=False):
            dicho = figura["valor"] if figura["valor"] is not None else figura["minimo"]
            assert str(dicho) in dibujado
            assert str(dicho) in (fila[5], fila[6])
    else:
        for renglon, fila in zip(cuadro.filas, filas, strict=True):
            nombre = renglon.nombre
            if clave == "mapa":  # its names come with the outlines
                nombre = f"{mapas.paises()['paises'][fila[0]]['nombre']['es']}: {fila[2]}"
            assert nombre in dibujado
            assert str(renglon.celdas[0]) in dibujado
            assert renglon.nombre in fila
            assert str(renglon.celdas[0]) in fila
    assert client.get(f"/graficos/{clave}/datos.csv").content == cuadro.csv


@pytest.mark.parametrize("clave", CLAVES)
def test_el_dibujo_suelto_se_basta(client: Client, corte: Corte, clave: str) -> None:
    respuesta = client.get(f"/en/graficos/{clave}/grafico.svg")
    assert respuesta["Content-Type"] == "image/svg+xml"
    assert "attachment" in respuesta["Content-Disposition"]
    svg = respuesta.content.decode()
    ElementTree.fromstring(svg)
    assert "http://testserver/en/graficos/" in svg
    for ajeno in ("<script", "<style", "href=", "style=", "url(http", "<image", "@import"):
        assert ajeno not in svg


@pytest.mark.parametrize("clave", NO_HAY)
@pytest.mark.parametrize("donde", ["graficos/{}/", "incrustar/{}/", "graficos/{}/datos.csv",
                                   "graficos/{}/grafico.svg", "en/graficos/{}/"])  # fmt: skip
def test_una_clave_que_no_hay(client: Client, corte: Corte, clave: str, donde: str) -> None:
    assert client.get("/" + donde.format(clave)).status_code == 404


def test_la_lista_lleva_a_graficos_que_hay(client: Client, corte: Corte) -> None:
    html = client.get("/graficos/").content.decode()
    direcciones = set(re.findall(r'href="(/graficos/[^"]+)"', html))
    todas = [lamina.clave for grupo in galeria.grupos(corte) for lamina in grupo.laminas]
    claves = set(todas)
    assert len(todas) == len(claves)
    assert direcciones == {f"/graficos/{clave}/" for clave in claves}
    assert {"estados", "mapa", "pais/gt", "indicador/1.2.1.a/delito-trata"} <= claves
    for direccion in direcciones:
        assert client.get(direccion).status_code == 200


@pytest.mark.parametrize(
    ("pregunta", "salen", "no_salen"),
    [
        ("q=1.1.1.a", {"indicador/1.1.1.a"}, {"mapa", "estados"}),
        ("q=1.1", {"indicador/1.1.1.a"}, {"mapa", "estados"}),
        ("q=1.a", set(), {"indicador/1.1.1.a"}),
        ("q=MAPA", {"mapa"}, {"paises", "estados"}),
        ("q=actividad&tema=plan", {"estados", "estados/eje/1"}, {"mapa", "pais/gt"}),
        ("q=país", {"mapa", "pais/gt"}, {"estados"}),
        ("tema=eje-1", {"indicador/1.1.1.a"}, {"estados/eje/1"}),
        ("q=zzzz", set(), {"estados", "mapa"}),
    ],
)
def test_se_buscan_por_palabras_y_por_tema(
    client: Client, corte: Corte, pregunta: str, salen: set[str], no_salen: set[str]
) -> None:
    html = client.get(f"/graficos/?{pregunta}").content.decode()
    claves = set(re.findall(r'href="/graficos/([^"]+)/"', html))
    assert salen <= claves
    assert not no_salen & claves
    assert ("Ningún gráfico dice eso" in html) == (not salen)


def test_un_tema_que_no_hay_se_dice(client: Client, corte: Corte) -> None:
    respuesta = client.get("/graficos/?tema=<b>zz&q=mapa")
    assert respuesta.status_code == 404
    html = respuesta.content.decode()
    assert "&lt;b&gt;zz" in html
    assert 'value="mapa"' in html
    assert 'href="/graficos/mapa/"' not in html


@pytest.mark.parametrize(
    ("pagina", "clave"),
    [
        ("/plan/", "estados/eje/1"),
        ("/plan/ejes/1/", "estados/eje/1"),
        ("/plan/ejes/1/", "indicador/1.1.1.a"),
        ("/plan/objetivos/1/", "estados/objetivo/1"),
        ("/plan/actividades/1.1/", "estados/actividad/1.1"),
        ("/plan/actividades/1.2/", "indicador/1.2.1.a/delito-trafico"),
        ("/plan/indicadores/1.1.1.a/", "indicador/1.1.1.a"),
        ("/paises/", "mapa"),
        ("/paises/", "paises"),
        ("/paises/gt/", "pais/gt"),
    ],
)
def test_las_paginas_llevan_a_sus_graficos(
    client: Client, corte: Corte, pagina: str, clave: str
) -> None:
    assert f'href="/graficos/{clave}/"' in client.get(pagina).content.decode()


def test_un_secreto_de_3_y_uno_de_8_dan_los_mismos_bytes() -> None:
    def publicado(secreto: int) -> list[bytes]:
        with transaction.atomic():
            escena = Escena()
            escena.reportar_todo(secreto=secreto)
            escena.publicar()
            cache.clear()
            direcciones = ["/graficos/", "/paises/comparar/?a=bz&b=gt", "/plan/"]
            for clave in CLAVES:
                direcciones += [f"/graficos/{clave}/", f"/incrustar/{clave}/"]
                direcciones += [f"/graficos/{clave}/{a}" for a in ("datos.csv", "grafico.svg")]
            hechas = [Client().get(direccion) for direccion in direcciones]
            assert {r.status_code for r in hechas} == {200}
            transaction.set_rollback(True)
        return [r.content for r in hechas]

    assert publicado(3) == publicado(8)


def test_un_pais_sin_reportes_no_es_un_cero(client: Client) -> None:
    escena = Escena()
    escena.reportar("gt", 1, talleres=4, estado="no_iniciada")
    corte = escena.publicar()
    filas = {r.nombre: r.celdas for r in cuadros_publicos.cuadro(corte, "mapa").filas}
    assert filas["País GT"] == [0]
    assert filas["País HN"] == ["sin dato [x]"]
    assert "todavía no hay un reporte aprobado" in texto(client.get("/graficos/pais/hn/").content)


def test_los_titulos_siguen_el_idioma(corte: Corte) -> None:
    with translation.override("en"):
        assert "Workshops" in cuadros_publicos.cuadro(corte, "indicador/1.1.1.a").titulo


def test_pocas_consultas_y_copia(
    client: Client, corte: Corte, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for url in (*(f"/graficos/{c}/" for c in CLAVES), "/graficos/", "/enlazanos/"):
        cache.clear()
        with django_assert_max_num_queries(6):
            respuesta = client.get(url)
        otra = client.get(url, headers={"if-none-match": respuesta["ETag"]})
        assert otra.status_code == 304


def test_sin_corte(client: Client, db: None) -> None:
    for url in ("/graficos/", "/graficos/estados/", "/paises/comparar/", "/incrustar/estados/"):
        respuesta = client.get(url)
        assert respuesta.status_code == 200
        assert "Todavía no hay datos publicados" in respuesta.content.decode()
    assert client.get("/enlazanos/").status_code == 200


def test_quienes_enlazan(client: Client, corte: Corte) -> None:
    assert "Todavía no consta ninguna institución" in texto(client.get("/enlazanos/").content)
    comun = {"tipo": "academia", "pagina_que_enlaza": "https://universidad.example/red"}
    Organizacion.objects.create(codigo="u", nombre="Universidad", publicable=True, **comun)
    Organizacion.objects.create(codigo="v", nombre="La reservada", publicable=False, **comun)
    cache.clear()
    html = client.get("/enlazanos/").content.decode()
    assert 'href="https://universidad.example/red"' in html
    assert "La reservada" not in html


@pytest.mark.parametrize("ancho", [1280, 320])
@pytest.mark.parametrize("direccion", ["/graficos/", "/graficos/mapa/", "/enlazanos/",
                                       "/incrustar/indicador/1.1.1.a/"])  # fmt: skip
def test_accesible(
    live_server: Any, corte: Corte, pagina_axe: Any, axe: Any, direccion: str, ancho: int
) -> None:
    pagina_axe.set_viewport_size({"width": ancho, "height": 900})
    pagina_axe.goto(f"{live_server.url}{direccion}")
    axe(pagina_axe)
    assert pagina_axe.evaluate("document.documentElement.scrollWidth <= innerWidth")
