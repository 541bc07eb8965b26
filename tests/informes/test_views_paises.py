"""What a visitor sees of the countries."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from actores.models import LineaDenuncia
from planes.models import Avance, Reporte, Valor, ValorDesagregado
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db


def texto(html: str) -> str:
    """A page's words, without tags and with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    escena.publicar()
    return escena


def test_los_paises_lado_a_lado(client: Client, escena: Escena) -> None:
    html = client.get("/paises/").content.decode()
    dicho = texto(html)
    assert "País GT" in dicho
    assert "País HN" in dicho
    assert "País BZ" in dicho
    assert "2 de 2" in dicho
    assert html.count("<h1") == 1
    assert 'href="/paises/gt/"' in html


@pytest.mark.parametrize("prefijo", ["", "/en"])
def test_en_mayusculas_lleva_al_pais(client: Client, escena: Escena, prefijo: str) -> None:
    respuesta = client.get(f"{prefijo}/paises/GT/")
    assert (respuesta.status_code, respuesta["Location"]) == (301, f"{prefijo}/paises/gt/")


def test_un_pais_con_sus_cifras(client: Client, escena: Escena) -> None:
    dicho = texto(client.get("/paises/gt/").content.decode())
    assert "2 de 2 reportes aprobados" in dicho
    assert "2 de 2 actividades completadas" in dicho
    assert re.search(r"Talleres talleres 8 ", dicho)  # 4 + 4
    assert re.search(r"Denuncias: Trata 40 ", dicho)  # 20 + 20: more than the limit, exact


def test_la_cifra_pequena_es_una_banda(client: Client, escena: Escena) -> None:
    dicho = texto(client.get("/paises/bz/").content.decode())
    assert re.search(r"Denuncias: Trata 1 a 10 ", dicho)
    assert re.search(r"Denuncias: Trafico 0 ", dicho)
    assert "confidencial" in dicho


def test_un_secreto_de_3_y_uno_de_8_dan_los_mismos_bytes() -> None:
    def publicado(secreto: int) -> list[bytes]:
        with transaction.atomic():
            escena = Escena()
            escena.reportar_todo(secreto=secreto)
            escena.publicar()
            paginas = ["/paises/", "/paises/bz/", "/en/paises/bz/", "/datos/celdas.csv",
                       "/datos/celdas.csv?pais=bz", "/datos/corte.json", "/transparencia/",
                       "/metodo/"]  # fmt: skip
            cache.clear()
            hechas = [Client().get(pagina) for pagina in paginas]
            assert {r.status_code for r in hechas} == {200}
            transaction.set_rollback(True)
        return [r.content for r in hechas]

    assert publicado(3) == publicado(8)


@pytest.mark.parametrize(
    "direccion",
    ["/paises/", "/paises/gt/", "/en/paises/bz/", "/paises/comparar/?a=gt&b=bz"],
)
def test_nada_cambia_sin_las_tablas_de_seguimiento(
    client: Client, escena: Escena, direccion: str
) -> None:
    antes = client.get(direccion).content
    ValorDesagregado.objects.all().delete()
    Valor.objects.all().delete()
    Avance.objects.all().delete()
    Reporte.objects.all().delete()
    cache.clear()
    assert client.get(direccion).content == antes


def test_solo_las_lineas_comprobadas_y_al_momento(
    client: Client, escena: Escena, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    """The page is kept, but a wrong number vanishes at once."""
    assert "Línea de denuncia por confirmar" in texto(client.get("/paises/gt/").content.decode())
    with django_capture_on_commit_callbacks(execute=True):
        linea = LineaDenuncia.objects.create(
            pais=escena.paises["gt"],
            numero="22-33",
            nombre="Línea comprobada",
            verificada_en=timezone.localdate(),
            verificada_por=escena.secretaria,
        )
        LineaDenuncia.objects.create(pais=escena.paises["gt"], numero="99-88", nombre="Sin ver")
    respuesta = client.get("/paises/gt/")
    html = respuesta.content.decode()
    assert 'href="tel:2233"' in html
    assert "99-88" not in html
    assert 'href="/ayuda-victimas/#pais-gt"' in html
    assert "max-age=0" in respuesta["Cache-Control"]
    assert "22-33" not in client.get("/paises/hn/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        linea.delete()
    assert "22-33" not in client.get("/paises/gt/").content.decode()


def test_dos_paises_lado_a_lado(client: Client, escena: Escena) -> None:
    html = client.get("/paises/comparar/?a=gt&b=bz").content.decode()
    dicho = texto(html)
    assert "País GT y País BZ, lado a lado" in dicho
    assert dicho.count("2 de 2 reportes aprobados") == 2
    assert re.search(r"Talleres talleres País 2024 País GT 8 País BZ 1 ", dicho)
    assert re.search(r"Denuncias: Trata \S* ?País 2024 País GT 40 País BZ 1 a 10 ", dicho)
    assert "No es una clasificación" in dicho
    assert 'href="http://testserver/paises/comparar/?a=gt&amp;b=bz"' in html
    assert 'href="http://testserver/en/paises/comparar/?a=gt&amp;b=bz"' in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize(
    ("consulta", "dicho"),
    [
        ("", "Elija dos países."),
        ("?a=gt", "Elija dos países."),
        ("?a=gt&b=gt", "Elija dos países distintos."),
        ("?a=gt&b=zz", "«zz» no está entre las opciones de «El otro país»."),
        ("?a=%3Cscript%3E&b=hn", "«&lt;script&gt;» no está entre las opciones"),
        ("?a=" + "x" * 5000, "no está entre las opciones de «Un país»."),
        ("?a=gt%00&b=%F0%9F%92%A9", "no está entre las opciones"),
        ("?a=gt&a=hn&b[]=1", "Elija dos países."),
    ],
)
def test_comparar_sin_dos_paises(client: Client, escena: Escena, consulta: str, dicho: str) -> None:
    respuesta = client.get(f"/paises/comparar/{consulta}")
    assert respuesta.status_code == (404 if "opciones" in dicho else 200)
    assert dicho in re.sub(r"\s+", " ", respuesta.content.decode())


def test_un_pais_lleva_a_la_comparacion(client: Client, escena: Escena) -> None:
    assert 'href="/paises/comparar/?a=gt"' in client.get("/paises/gt/").content.decode()
    html = client.get("/paises/comparar/?a=gt").content.decode()
    assert '<option value="gt" selected>' in html


def test_en_ingles(client: Client, escena: Escena) -> None:
    html = client.get("/en/paises/gt/").content.decode()
    assert '<html lang="en">' in html
    assert "Workshops" in html
    assert 'hreflang="es" href="http://testserver/paises/gt/"' in html


def test_un_pais_que_no_existe(client: Client, escena: Escena) -> None:
    assert client.get("/paises/zz/").status_code == 404


@pytest.mark.parametrize("direccion", ["/paises/", "/paises/gt/"])
def test_sin_corte_una_pagina_tranquila(client: Client, db: None, direccion: str) -> None:
    respuesta = client.get(direccion)
    assert respuesta.status_code == 200
    assert "Todavía no hay datos publicados" in respuesta.content.decode()


@pytest.mark.parametrize("direccion", ["/paises/", "/paises/gt/", "/paises/comparar/?a=gt&b=bz"])
def test_sin_cookies_y_con_pocas_consultas(
    client: Client,
    escena: Escena,
    direccion: str,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    with django_assert_max_num_queries(7):
        respuesta = client.get(direccion)
    assert not respuesta.cookies
    assert "public" in respuesta["Cache-Control"]
    otra = client.get(direccion, headers={"if-none-match": respuesta["ETag"]})
    assert otra.status_code == 304


@pytest.mark.parametrize("ancho", [1280, 320])
@pytest.mark.parametrize("direccion", ["/paises/", "/paises/gt/", "/paises/comparar/?a=gt&b=bz"])
def test_accesible(
    live_server: Any, escena: Escena, pagina_axe: Any, axe: Any, direccion: str, ancho: int
) -> None:
    pagina_axe.set_viewport_size({"width": ancho, "height": 900})
    pagina_axe.goto(f"{live_server.url}{direccion}")
    for resumen in pagina_axe.locator("summary").all():
        if resumen.is_visible():
            resumen.click()
    axe(pagina_axe)
    assert pagina_axe.evaluate("document.documentElement.scrollWidth <= innerWidth")
