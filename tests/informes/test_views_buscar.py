"""Search: what a visitor finds in both languages, and what nobody finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from actores.models import Organizacion
from informes import busqueda
from informes.models import Noticia, Termino
from tests.informes.escena import Escena
from tests.informes.escena_editorial import escribir, publicar

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    escena.publicar()
    cache.clear()
    return escena


def buscar(client: Client, que: str, idioma: str = "", **mas: str) -> str:
    busqueda.hacer_indice.cache_clear()
    respuesta = client.get(f"{idioma}/buscar/", {"q": que, **mas})
    assert respuesta.status_code == 200
    assert not respuesta.cookies
    return respuesta.content.decode()


def hallados(pagina: str) -> list[str]:
    """The addresses that a page of results leads to, in order."""
    lista = pagina.partition('class="hallazgos"')[2].partition("</ol>")[0]
    return re.findall(r'<h2><a href="([^"]+)"', lista)


def test_se_halla_lo_del_plan_en_los_dos_idiomas(client: Client, escena: Escena) -> None:
    assert "/plan/actividades/1.1/" in hallados(buscar(client, "actividad 1.1"))
    assert "/en/plan/actividades/1.1/" in hallados(buscar(client, "1.1", "/en"))
    assert "/paises/gt/" in hallados(buscar(client, "País GT"))


def test_solo_se_halla_lo_que_es_publico(client: Client, escena: Escena) -> None:
    escribir(Noticia, escena.secretaria, titulo="Borrador del huracán", slug="borrador")
    publicar(escribir(Noticia, escena.secretaria, titulo="Llegó el huracán", slug="publica"))
    Organizacion.objects.create(
        codigo="si", nombre="Huracán visible", tipo="medio", publicable=True
    )
    Organizacion.objects.create(codigo="no", nombre="Huracán oculto", tipo="medio")
    Termino.objects.create(codigo="h", termino="Huracán", definicion="Viento", publicado=True)
    Termino.objects.create(codigo="z", termino="Huracanes", definicion="Vientos")
    suyos = set(hallados(buscar(client, "huracan")))
    assert suyos == {"/noticias/publica/", "/directorio/#si", "/glosario/#h"}


def test_lo_preparado_no_se_halla(client: Client, escena: Escena) -> None:
    assert hallados(buscar(client, "Zanahoria")) == []
    escena.actividad.texto = "Repartir zanahorias"
    escena.actividad.save()
    escena.preparar()
    assert hallados(buscar(client, "Zanahoria")) == []


def test_quien_pide_ayuda_la_ve_primero(client: Client, escena: Escena) -> None:
    for que, idioma in (("denuncia", ""), ("VÍCTIMA de trata", ""), ("hotline", "/en")):
        pagina = buscar(client, que, idioma)
        assert pagina.index(f'{idioma}/ayuda-victimas/">') < (pagina.find("hallazgos") % 10**9)
    assert 'class="aviso atencion"' not in buscar(client, "actividad")


def test_se_filtra_por_clase_y_se_pasa_de_pagina(client: Client, escena: Escena) -> None:
    todo = buscar(client, "país")
    assert "en=pais" in todo
    solo = hallados(buscar(client, "país", en="pais"))
    assert solo
    assert all(u.startswith("/paises/") for u in solo)
    for n in range(20):
        Termino.objects.create(
            codigo=f"t{n}", termino=f"Término {n}", definicion="Tortuga", publicado=True
        )
    primera, segunda = buscar(client, "tortuga"), buscar(client, "tortuga", pagina="2")
    assert (len(hallados(primera)), len(hallados(segunda))) == (15, 5)
    assert "q=tortuga&amp;pagina=2" in primera
    assert "Ninguno es de esta clase" in buscar(client, "tortuga", en="pais")


@pytest.mark.parametrize(
    "que",
    ["", "   ", "\x00", "%", "' OR 1=1 --", "<script>alert(1)</script>", "a" * 5000, "ñ" * 400,
     "..", "\u202e", "🐍", "( [ { *", "1 " * 300],
)  # fmt: skip
def test_texto_hostil(client: Client, escena: Escena, que: str) -> None:
    assert "<script>alert" not in buscar(client, que)
    respuesta = client.get("/buscar/", {"q": que, "pagina": "x", "en": "../../<script>alert"})
    assert respuesta.status_code == 404
    assert b"<script>alert" not in respuesta.content


def test_lo_que_solo_esta_en_el_otro_idioma_se_ofrece(client: Client, escena: Escena) -> None:
    for n in range(3):
        Termino.objects.create(
            codigo=f"t{n}", termino=f"Albergue {n}", termino_en=f"Shelter {n}",
            definicion="Casa", definicion_en="House", publicado=True,
        )  # fmt: skip
    pagina = buscar(client, "shelter")
    assert hallados(pagina) == []
    assert 'href="/en/buscar/?q=shelter" hreflang="en"' in pagina
    assert "Buscar lo mismo en inglés: 3 resultados" in pagina
    ingles = buscar(client, "albergue", "/en")
    assert 'href="/buscar/?q=albergue" hreflang="es"' in ingles
    assert "hreflang=" not in buscar(client, "albergue").partition("<h1")[2]
    assert "hreflang=" not in buscar(client, "xyzw").partition("<h1")[2]


def test_se_sugiere_lo_que_halla_mas(client: Client, escena: Escena) -> None:
    pagina = buscar(client, "actvidad")
    assert 'href="?q=actividad"' in pagina
    assert hallados(buscar(client, "actividad"))
    assert "Quiso decir" not in buscar(client, "2031")


def test_lo_escrito_queda_en_su_casilla_y_la_pagina_no_se_indexa(
    client: Client, escena: Escena
) -> None:
    pagina = buscar(client, "xyzw <b>")
    assert 'value="xyzw &lt;b&gt;"' in pagina
    assert '<meta name="robots" content="noindex">' in pagina
    assert "noindex" not in buscar(client, "")


def test_pocas_consultas(
    client: Client, escena: Escena, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    busqueda.hacer_indice.cache_clear()
    with django_assert_max_num_queries(14):
        client.get("/buscar/?q=plan")
    with django_assert_max_num_queries(4):
        client.get("/buscar/?q=actividad")


def test_sin_corte_se_halla_lo_demas(client: Client) -> None:
    Termino.objects.create(codigo="h", termino="Huracán", definicion="Viento", publicado=True)
    assert hallados(buscar(client, "huracán")) == ["/glosario/#h"]
