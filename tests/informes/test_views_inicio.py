"""The first page: what there is to find, and how few clicks away."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template import Context, Template
from django.test import Client
from django.utils import timezone

from actores.models import LineaDenuncia, PublicoMeta
from informes import operaciones
from informes.models import Campana, Corte, FechaClave, Informe, Noticia
from tests.informes.escena import Escena
from tests.informes.escena_editorial import escribir, publicar

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def corte(escena: Escena) -> Corte:
    return escena.publicar()


def leer(client: Client, url: str = "/") -> str:
    cache.clear()
    respuesta = client.get(url)
    assert respuesta.status_code == 200, url
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", respuesta.content.decode()))


def enlaces(client: Client, url: str) -> set[str]:
    """The portal's own addresses that a page leads to."""
    cache.clear()
    html = client.get(url).content.decode()
    html = html[html.index("<body") :]
    return {h for h in re.findall(r'href="([^"]+)"', html) if h.startswith("/")}


def informe_anual(corte: Corte, escena: Escena) -> Informe:
    nombre = default_storage.save("informe.pdf", ContentFile(b"%PDF-1.7"))
    informe = Informe.objects.create(
        corte=corte, anio=2024, idioma="es", huella="es" * 32, archivo=nombre, bytes=8, paginas=9
    )
    operaciones.publicar_informe(informe=informe, por=escena.secretaria)
    return informe


# --- What it says --------------------------------------------------------------------------------


def test_dice_que_es_cuanto_va_y_donde_pedir_ayuda(client: Client, corte: Corte) -> None:
    dicho = leer(client)
    for frase in (
        "un plan contra la trata de personas",
        "0 de 2",
        "Datos al 31 de diciembre de 2024",
        "Dónde pedir ayuda",
        "Transparencia",
        "Proyectos",
    ):
        assert frase in dicho
    suyos = enlaces(client, "/")
    assert {f"/ayuda-victimas/#pais-{c}" for c in ("gt", "hn", "bz")} <= suyos
    assert {"/transparencia/", "/proyectos/", "/datos/", "/buscar/", "/metodo/"} <= suyos
    ingles = client.get("/en/").content.decode()
    assert 'href="/en/ayuda-victimas/#pais-gt"' in ingles
    assert 'action="/en/buscar/"' in ingles


def test_lo_que_no_hay_no_deja_hueco(client: Client, corte: Corte) -> None:
    html = client.get("/").content.decode()
    for ausente in ('class="lo-ultimo"', "Próxima fecha", "Campañas en curso", "None"):
        assert ausente not in html


def test_noticias_campanas_y_fechas_de_hoy(client: Client, escena: Escena, corte: Corte) -> None:
    hoy, dia = timezone.localdate(), dt.timedelta(days=1)
    for n in range(4):
        publicar(escribir(Noticia, escena.secretaria, titulo=f"Noticia {n}", slug=f"n-{n}"))
    escribir(Noticia, escena.secretaria, titulo="Borrador", slug="borrador")
    for titulo, inicio, fin in (
        ("En curso", hoy - dia, hoy),
        ("Sin final", hoy - dia, None),
        ("Terminada", hoy - 9 * dia, hoy - dia),
        ("Por venir", hoy + dia, None),
    ):
        campana = publicar(escribir(Campana, escena.secretaria, titulo=titulo))
        Campana.objects.filter(pk=campana.pk).update(inicio=inicio, fin=fin)
    FechaClave.objects.create(
        codigo="ya", titulo="Día <b>uno</b>", tipo="otra", fecha=hoy + dia, publicada=True
    )
    FechaClave.objects.create(codigo="no", titulo="Reservada", tipo="otra", fecha=hoy + dia)
    dicho = leer(client)
    assert [n for n in range(4) if f"Noticia {n}" in dicho] == [1, 2, 3]
    for esta in ("En curso", "Sin final", "Próxima fecha:", "Todas las fechas"):
        assert esta in dicho
    for falta in ("Borrador", "Terminada", "Por venir", "Reservada"):
        assert falta not in dicho
    assert "&lt;b&gt;uno" in client.get("/").content.decode()


def test_pocas_preguntas_aunque_haya_de_todo(
    client: Client,
    escena: Escena,
    corte: Corte,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    test_noticias_campanas_y_fechas_de_hoy(client, escena, corte)
    informe_anual(corte, escena)
    PublicoMeta.objects.create(numero=1, nombre="Instituciones")
    for url in ("/", "/en/"):
        cache.clear()
        with django_assert_max_num_queries(12):
            client.get(url)


# --- Two clicks ----------------------------------------------------------------------------------


def test_en_dos_clics(client: Client, escena: Escena, corte: Corte) -> None:
    """The progress of an activity in a country, the last annual report, a help line."""
    informe_anual(corte, escena)
    LineaDenuncia.objects.create(
        pais=escena.paises["gt"],
        numero="2233",
        nombre="Línea",
        fuente="x",
        verificada_en=timezone.localdate(),
        verificada_por=escena.secretaria,
    )
    primero = enlaces(client, "/")
    # One click to the country, where its activities stand with their state.
    assert "/paises/gt/" in primero
    pais = leer(client, "/paises/gt/")
    assert re.search(r"1\.1.{0,60}completada", pais)
    assert "/plan/actividades/1.1/" in enlaces(client, "/paises/gt/")
    # One to the report itself.
    pdf = next(h for h in primero if h.endswith(".pdf"))
    descarga = client.get(pdf)
    assert descarga["Content-Type"] == "application/pdf"
    assert descarga.getvalue() == b"%PDF-1.7"
    # One to the line of that country.
    ayuda = next(h for h in primero if h.endswith("#pais-gt"))
    html = client.get(urlsplit(ayuda).path).content.decode()
    assert re.search(r'id="pais-gt".{0,600}href="tel:2233"', html, re.DOTALL)


def test_cada_pagina_lleva_a_todas_las_demas(client: Client, corte: Corte) -> None:
    """Every section of the site stands at the foot of every page, help first of all."""
    pie = {
        "/plan/", "/paises/", "/paises/comparar/", "/graficos/", "/estrategia/", "/informes/",
        "/publicaciones/", "/transparencia/", "/proyectos/", "/datos/", "/metodo/", "/verificar/",
        "/acerca/", "/directorio/", "/fechas/", "/glosario/", "/publicos/", "/noticias/",
        "/campanas/", "/boletines/", "/enlazanos/", "/ayuda-victimas/", "/buscar/", "/ayuda/",
        "/accesibilidad/", "/privacidad/",
    }  # fmt: skip
    for url in ("/", "/acerca/", "/plan/actividades/1.1/", "/ayuda-victimas/"):
        assert pie <= enlaces(client, url), url
    assert all(client.get(url).status_code == 200 for url in pie)


def test_la_cobertura_dice_de_quien_no_se_espera() -> None:
    """ "8 de 8" beside "9 de 9" is understood; where all are asked nothing is added."""
    plantilla = Template("{% load corett %}{% cobertura figura %}")
    base = {"reportaron": 8, "esperados": 8, "no_aplica": 1, "parciales": 0}
    dicho = " ".join(plantilla.render(Context({"figura": {"cobertura": base}})).split())
    assert "8 de 8 países reportaron; de 1 país no se espera<" in dicho
    base |= {"reportaron": 7, "esperados": 7, "no_aplica": 2, "parciales": 1}
    dicho = plantilla.render(Context({"figura": {"cobertura": base}}))
    assert "de 2 países no se espera; 1 con el año incompleto" in dicho
    base |= {"reportaron": 9, "esperados": 9, "no_aplica": 0}
    assert "no se espera" not in plantilla.render(Context({"figura": {"cobertura": base}}))
