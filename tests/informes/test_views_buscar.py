"""Search: what a visitor finds in both languages, and what nobody finds."""

from __future__ import annotations

import datetime as dt
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
    casos = {"denuncia": "", "VÍCTIMA de trata": "", "911": "", "kidnapped": ""}
    for que, idioma in {**casos, "hotline": "/en", "me tienen encerrada": "/en"}.items():
        pagina = buscar(client, que, idioma)
        assert pagina.index(f'{idioma}/ayuda-victimas/">') < (pagina.find("hallazgos") % 10**9)
        assert 'class="aviso atencion"' in pagina
    assert 'class="aviso atencion"' not in buscar(client, "actividad")


def test_la_ayuda_se_dice_sin_alarma_en_un_tema_y_donde_no_hay_nada(
    client: Client, escena: Escena
) -> None:
    frase = "¿Busca ayuda para usted o para otra persona?"
    for que in ("trata", "smuggling", "xyzw"):
        pagina = buscar(client, que)
        assert frase in pagina
        assert 'class="aviso atencion"' not in pagina
    assert frase not in buscar(client, "actividad")
    assert frase not in buscar(client, "")


@pytest.mark.parametrize(
    ("que", "idioma", "primera"),
    [("glosario", "", "/glosario/"), ("glossary", "/en", "/en/glosario/"),
     ("fechas", "", "/fechas/"), ("mapa de socios", "", "/directorio/mapa/"),
     ("Gráficos", "", "/graficos/"), ("charts", "/en", "/en/graficos/"),
     ("comparar", "", "/paises/comparar/"), ("boletín", "", "/boletines/"),
     ("proyectos", "", "/proyectos/"), ("públicos", "", "/publicos/"),
     ("enlazanos", "", "/enlazanos/"), ("publicaciones", "", "/publicaciones/"),
     ("API", "", "/datos/api/"), ("directorio", "", "/directorio/"),
     ("quiero denunciar", "", "/ayuda-victimas/"), ("coyote", "/en", "/en/ayuda-victimas/")],
)  # fmt: skip
def test_una_pagina_se_halla_por_su_nombre(
    client: Client, escena: Escena, que: str, idioma: str, primera: str
) -> None:
    assert hallados(buscar(client, que, idioma))[0] == primera


def test_un_pais_se_halla_antes_que_lo_que_lo_nombra(client: Client, escena: Escena) -> None:
    nombre = "País GT"
    for n in range(3):
        Organizacion.objects.create(
            codigo=f"o{n}", nombre=f"{nombre} {nombre}", tipo="medio", publicable=True
        )
    assert hallados(buscar(client, nombre))[0] == "/paises/gt/"


def test_el_manual_va_al_final_y_sin_marcas(client: Client, escena: Escena) -> None:
    direcciones = hallados(buscar(client, "documento"))
    de_manual = [d.startswith("/ayuda/") for d in direcciones]
    assert de_manual == sorted(de_manual)
    solo = buscar(client, "infografía prensa", en="manual")
    assert hallados(solo)
    assert "|" not in solo.partition('class="hallazgos"')[2].partition("</ol>")[0]


def test_una_organizacion_se_halla_por_su_sigla_en_cualquier_idioma(
    client: Client, escena: Escena
) -> None:
    Organizacion.objects.create(
        codigo="oea", nombre="Organización de los Estados", sigla="OEA", sigla_en="OAS",
        tipo="medio", publicable=True,
    )  # fmt: skip
    for que, idioma in (("OAS", ""), ("oea", ""), ("OAS", "/en"), ("OEA", "/en")):
        assert hallados(buscar(client, que, idioma))[0] == f"{idioma}/directorio/#oea"


def test_una_noticia_lleva_el_dia_de_aqui(client: Client, escena: Escena) -> None:
    noticia = publicar(escribir(Noticia, escena.secretaria, titulo="Huracán", slug="h"))
    noche = dt.datetime(2024, 3, 6, 3, 0, tzinfo=dt.UTC)  # the evening of the 5th in the region
    Noticia.objects.filter(pk=noticia.pk).update(publicar_en=noche)
    assert "5 de marzo de 2024" in buscar(client, "huracan").lower()


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
            codigo=f"t{n}", termino=f"Faro {n}", termino_en=f"Lighthouse {n}",
            definicion="Casa", definicion_en="House", publicado=True,
        )  # fmt: skip
    pagina = buscar(client, "lighthouse")
    assert hallados(pagina) == []
    assert 'href="/en/buscar/?q=lighthouse" hreflang="en"' in pagina
    assert "Buscar lo mismo en inglés: 3 resultados" in pagina
    ingles = buscar(client, "faro", "/en")
    assert 'href="/buscar/?q=faro" hreflang="es"' in ingles
    assert "hreflang=" not in buscar(client, "faro").partition("<h1")[2]
    assert "hreflang=" not in buscar(client, "xyzw").partition("<h1")[2]


def test_a_quien_pide_ayuda_no_se_le_corrige(client: Client, escena: Escena) -> None:
    Termino.objects.create(codigo="h", termino="Hoja", definicion="Papel", publicado=True)
    assert 'href="?q=mi+hoja"' in buscar(client, "mi hoia")
    pagina = buscar(client, "mi hija")
    assert 'class="aviso atencion"' in pagina
    assert "Quiso decir" not in pagina


def test_lo_bien_escrito_en_el_otro_idioma_no_es_un_desliz(client: Client, escena: Escena) -> None:
    for n in range(3):
        Termino.objects.create(
            codigo=f"t{n}", termino=f"Faro anual {n}", termino_en=f"Annual lighthouse {n}",
            definicion="Casa", definicion_en="House", publicado=True,
        )  # fmt: skip
    pagina = buscar(client, "annual")
    assert 'href="/en/buscar/?q=annual" hreflang="en"' in pagina
    assert "Quiso decir" not in pagina
    assert 'href="?q=anual"' in buscar(client, "anuual")


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
