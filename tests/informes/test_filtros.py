"""What does not exist is said: by the rule itself, and by every list of the site."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client

from actores.models import Organizacion
from informes.filtros import A_LA_VISTA, Eleccion, Filtro
from informes.models import Noticia, Publicacion
from tests.informes.escena import Escena
from tests.informes.escena_editorial import escribir, publicar

PAISES = Eleccion("pais", "País", [("gt", "Guatemala"), ("hn", "Honduras")])
TIPOS = Eleccion("tipo", "Tipo", [("a", "Acta"), ("b", "Boletín")])


def filtro(**pedido: str) -> Filtro:
    return Filtro(pedido, [PAISES, TIPOS])


def test_lo_que_existe_vale() -> None:
    hay = filtro(pais="gt", q=" una  palabra ", utm_source="x", tipo="")
    assert (hay.estado, hay.quejas) == (200, [])
    assert hay.valores == {"q": "una palabra", "pais": "gt"}
    assert hay.pregunta == "?q=una+palabra&pais=gt"
    assert [(c["texto"], c["url"]) for c in hay.chips] == [
        ("«una palabra»", "?pais=gt"),
        ("Guatemala", "?q=una+palabra"),
    ]
    assert hay.hoja([1, 2, 3], 2).object_list == [1, 2]
    assert not filtro()


def test_en_otra_caja_vale_lo_mismo() -> None:
    """``GT`` is ``gt``, written as the option is; if two differ by that alone, as typed."""
    assert filtro(pais="GT", tipo="A").valores == {"pais": "gt", "tipo": "a"}
    dos = Eleccion("x", "X", [("a", "una"), ("A", "otra")])
    assert [Filtro({"x": v}, [dos]).elegidos["x"] for v in "aA"] == ["a", "A"]
    assert filtro(pais="GTM").estado == 404


def test_lo_que_no_existe_se_dice_con_lo_que_hay() -> None:
    falta = filtro(pais="zz", tipo="a")
    assert falta.estado == 404
    (queja,) = falta.quejas
    assert queja.frase == "«zz» no está entre las opciones de «País»."
    assert queja.salidas == [
        ("Guatemala", "?tipo=a&pais=gt"),
        ("Honduras", "?tipo=a&pais=hn"),
    ]
    assert list(falta.hoja([1, 2, 3], 2)) == []
    assert len(filtro(pais="zz", tipo="zz").quejas) == 2
    muchas = Eleccion("n", "Número", [(str(n), str(n)) for n in range(A_LA_VISTA + 1)])
    (queja,) = Filtro({"n": "x" * 500}, [muchas]).quejas
    assert "x" * 41 not in queja.frase
    assert queja.frase.endswith("Elija una de la lista.")
    assert not queja.salidas


@pytest.mark.parametrize("pagina", ["3", "0", "-1", "x", "1e9", "9" * 60, "\0"])
def test_una_hoja_que_no_hay(pagina: str) -> None:
    lista = filtro(pagina=pagina, tipo="a")
    assert list(lista.hoja([1, 2, 3], 2)) == []
    assert lista.estado == 404
    assert "la última es la 2." in lista.quejas[0].frase
    assert [url for _texto, url in lista.quejas[0].salidas] == ["?tipo=a", "?tipo=a&pagina=2"]


def test_de_una_busqueda_larga_se_avisa() -> None:
    larga = filtro(q="a" * 5000)
    assert (larga.estado, larga.q) == (200, "a" * 100)
    assert larga.avisos == ["Se buscan solo las primeras 100 letras."]


# --- Every list of the site -----------------------------------------------------------------------


@pytest.fixture
def escena(db: None) -> Escena:
    escena = Escena()
    escena.reportar_todo()
    escena.publicar()
    publicar(escribir(Noticia, escena.secretaria, titulo="Sesión en Honduras"))
    publicar(escribir(Publicacion, escena.secretaria, titulo="Guía", enlace="https://a.example/"))
    Organizacion.objects.create(codigo="una", nombre="Una", tipo="medio", publicable=True)
    cache.clear()
    return escena


LISTAS = [
    ("/noticias/", "pais=zz"),
    ("/noticias/", "tipo=zz"),
    ("/noticias/", "pagina=zz"),
    ("/publicaciones/", "tipo=zz"),
    ("/publicaciones/", "pagina=zz"),
    ("/plan/", "eje=zz"),
    ("/plan/", "estado=zz"),
    ("/plan/", "socio=zz"),
    ("/directorio/", "pais=zz"),
    ("/directorio/", "tema=zz"),
    ("/directorio/mapa/", "rol=zz"),
    ("/directorio/directorio.csv", "tipo=zz"),
    ("/paises/comparar/", "a=zz"),
    ("/buscar/", "en=zz"),
    ("/buscar/", "pagina=zz"),
    ("/datos/celdas.csv", "pais=zz"),
    ("/datos/celdas.csv", "corte=zz"),
]


def test_cada_lista_lo_dice_en_los_dos_idiomas(client: Client, escena: Escena) -> None:
    for lista, pregunta in LISTAS:
        for idioma in ("", "/en"):
            direccion = f"{idioma}{lista}?{pregunta}&q=guia"
            respuesta = client.get(direccion)
            assert respuesta.status_code == 404, direccion
            html = unescape(respuesta.content.decode())
            assert re.search("[«“]zz[»”]", html), direccion
            assert f'<html lang="{idioma[1:] or "es"}"' in html, direccion
            vuelta = f"{idioma}/datos/" if "datos" in lista else "."
            assert f'href="{vuelta}"' in html, direccion
            assert "public" not in respuesta.headers.get("Cache-Control", ""), direccion
            if '<input id="f-q"' in html:
                assert 'value="guia"' in html, direccion


def test_los_nombres_que_no_se_conocen_no_molestan(client: Client, escena: Escena) -> None:
    sin_filtros = ["/campanas/", "/fechas/", "/glosario/", "/proyectos/", "/transparencia/"]
    for lista in {lista for lista, _pregunta in LISTAS} | {*sin_filtros}:
        respuesta = client.get(f"{lista}?utm_source=boletin&fbclid=1")
        assert respuesta.status_code == 200, lista
        assert b"no existe" not in respuesta.content, lista


def test_lo_bien_pedido_sigue_a_la_vista(client: Client, escena: Escena) -> None:
    html = unescape(client.get("/noticias/?pais=zz&tipo=noticia").content.decode())
    assert '<option value="noticia" selected>' in html
    assert "Sesión en Honduras" not in html
    assert 'href="?tipo=noticia"' in html
