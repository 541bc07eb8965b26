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
    primera, lejos = buscar(client, "tortuga"), buscar(client, "tortuga", pagina="9999")
    assert (len(hallados(primera)), len(hallados(lejos))) == (15, 5)
    assert "q=tortuga&amp;pagina=2" in primera


@pytest.mark.parametrize(
    "que",
    ["", "   ", "\x00", "%", "' OR 1=1 --", "<script>alert(1)</script>", "a" * 5000, "ñ" * 400,
     "..", "\u202e", "🐍", "( [ { *", "1 " * 300],
)  # fmt: skip
def test_texto_hostil(client: Client, escena: Escena, que: str) -> None:
    pagina = buscar(client, que, pagina="x", en="../../etc")
    assert "<script>alert" not in pagina


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
