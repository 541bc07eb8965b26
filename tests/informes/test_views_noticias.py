"""News, campaigns and pages as visitors and feed readers get them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from actores.models import Organizacion
from informes.models import Campana, Noticia, Pagina
from tests.crear import crear_pais
from tests.informes.escena import Escena
from tests.informes.escena_editorial import EN_INGLES, con_imagen, escribir, publicar

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def texto(respuesta: Any) -> str:
    assert respuesta.status_code == 200, respuesta.status_code
    return str(respuesta.content.decode())


def hace_dias(dias: int, **campos: Any) -> Noticia:
    return publicar(escribir(**campos), dt.timedelta(days=dias))


# --- The list ------------------------------------------------------------------------------------


def test_vacia_lo_dice(client: Client) -> None:
    assert "Todavía no hay noticias" in texto(client.get("/noticias/"))
    assert "Todavía no hay campañas" in texto(client.get("/campanas/"))


def test_solo_lo_publico_y_lo_nuevo_primero(client: Client) -> None:
    escribir(titulo="Un borrador")
    hace_dias(-1, titulo="Para mañana")
    hace_dias(5, titulo="La vieja")
    hace_dias(1, titulo="La nueva")
    pagina = texto(client.get("/noticias/"))
    assert pagina.index("La nueva") < pagina.index("La vieja")
    assert "Un borrador" not in pagina
    assert "Para mañana" not in pagina


def test_se_filtra_por_anio_pais_y_tipo(client: Client) -> None:
    pais = crear_pais("hn")
    crear_pais("gt")
    una = hace_dias(1, titulo="De Honduras", tipo="sesion")
    una.paises.add(pais)
    hace_dias(800, titulo="De antes")
    assert "De antes" not in texto(client.get("/noticias/", {"pais": "hn"}))
    assert "De Honduras" not in texto(client.get("/noticias/", {"tipo": "noticia"}))
    anio = (una.publicar_en - dt.timedelta(days=799)).year if una.publicar_en else 0
    filtrada = texto(client.get("/noticias/", {"anio": anio}))
    assert ("De antes" in filtrada, "De Honduras" in filtrada) == (True, False)
    vacia = texto(client.get("/noticias/", {"pais": "gt"}))
    assert "No hay noticias así" in vacia
    assert '<option value="gt" selected>' in vacia


@pytest.mark.parametrize(
    "pregunta",
    ["pais=zz", "pais=a%00b", "tipo=x", "anio=1999", "anio=-1", "anio=x", "pagina=2", "pagina=0",
     "pagina=x", "pagina=%00", "pagina=" + "9" * 60, "pagina=1e9"],
)  # fmt: skip
def test_lo_que_no_hay_es_404(client: Client, pregunta: str) -> None:
    hace_dias(1)
    assert client.get(f"/noticias/?{pregunta}").status_code == 404


def test_las_paginas_no_repiten_ni_pierden_y_recuerdan_el_filtro(client: Client) -> None:
    for n in range(14):
        publicar(escribir(titulo=f"Número {n:02}"), dt.timedelta(days=3))
    juntas = "".join(
        texto(client.get("/noticias/", {"pagina": p, "tipo": "noticia"})) for p in (1, 2)
    )
    assert all(juntas.count(f">Número {n:02}</a>") == 1 for n in range(14))
    assert "?tipo=noticia&amp;pagina=2" in juntas


def test_pocas_consultas_por_muchas_que_haya(
    client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    pais = crear_pais()
    for n in range(12):
        hace_dias(n, titulo=f"N {n}").paises.add(pais)
    with django_assert_max_num_queries(9):
        client.get("/noticias/")
    with django_assert_max_num_queries(10):
        client.get(Noticia.objects.latest("pk").get_absolute_url())


# --- A piece -------------------------------------------------------------------------------------


def test_una_noticia_con_su_imagen(client: Client) -> None:
    pieza = publicar(escribir(**con_imagen()))
    pagina = texto(client.get(pieza.get_absolute_url()))
    assert pagina.count("<h1") == 1
    assert 'srcset="/imagenes/' in pagina
    assert 'width="1600" height="889"' in pagina
    assert 'alt="Un campo azul"' in pagina
    assert '<meta property="og:image" content="http://testserver/imagenes/' in pagina
    assert "<title>La Coalición se reúne · CORETT</title>" in pagina


def test_lo_que_se_escribe_no_rompe_la_pagina(client: Client) -> None:
    malo = '"><script>alert(1)</script>'
    pieza = publicar(escribir(titulo=malo, resumen=malo, cuerpo=f"<p>a</p>{malo}"))
    for url in (pieza.get_absolute_url(), "/noticias/", "/noticias/feed.xml"):
        assert "<script>alert" not in texto(client.get(url))


def test_quien_lee_en_ingles_recibe_el_espanol_dicho(client: Client) -> None:
    solo = publicar(escribir(titulo="Solo en español"))
    dos = publicar(escribir(**EN_INGLES))
    de_solo, de_dos = (f"/en{pieza.get_absolute_url()}" for pieza in (solo, dos))
    pagina = texto(client.get(de_solo))
    assert '<h1 lang="es">Solo en español</h1>' in pagina
    assert 'class="texto escrito" lang="es"' in pagina
    assert "<h1>The Coalition meets</h1>" in texto(client.get(de_dos))
    assert 'lang="es" hreflang="es">Solo en español' in texto(client.get("/en/noticias/"))


def test_una_campana_dice_donde_con_quien_y_cuando(client: Client) -> None:
    campana = escribir(Campana, lema="No es lo mismo", inicio=dt.date(2024, 3, 1))
    campana.paises.add(crear_pais("hn"))
    for codigo, publicable in (("a", True), ("b", False)):
        campana.socios.create(
            codigo=codigo, nombre=f"Socia {codigo}", tipo=Organizacion.Tipo.MEDIO,
            publicable=publicable,
        )  # fmt: skip
    publicar(campana)
    pagina = texto(client.get(campana.get_absolute_url()))
    for dicho in ("No es lo mismo", "desde el 1 de marzo de 2024", "/paises/hn/", "Socia a"):
        assert dicho in pagina
    assert "Socia b" not in pagina
    assert "No es lo mismo" in texto(client.get("/campanas/"))


def test_una_pagina_al_pie_de_todas(client: Client) -> None:
    publicar(escribir(Pagina, titulo="Normas", en_el_pie=True))
    publicar(escribir(Pagina, titulo="Suelta", slug="suelta"))
    pagina = texto(client.get("/noticias/"))
    assert '<a href="/paginas/normas/">Normas</a>' in pagina
    assert "Suelta" not in pagina
    assert "Suelta" in texto(client.get("/paginas/suelta/"))


@pytest.mark.parametrize("lista", ["noticias", "campanas", "paginas"])
@pytest.mark.parametrize("slug", ["no-hay", "a%00b", "a" * 300, "..%2F..%2Fetc"])
def test_lo_que_no_esta_es_404(client: Client, lista: str, slug: str) -> None:
    assert client.get(f"/{lista}/{slug}/").status_code == 404


# --- Feeds, sitemap ------------------------------------------------------------------------------


def test_el_canal_de_noticias_es_atom_en_cada_idioma(client: Client) -> None:
    escribir(titulo="Un borrador")
    publicar(escribir(**EN_INGLES | {"resumen": "A < B & <b>C</b>"}))
    for prefijo, titulo in (("", "La Coalición se reúne"), ("/en", "The Coalition meets")):
        respuesta = client.get(f"{prefijo}/noticias/feed.xml")
        assert respuesta["Content-Type"].startswith("application/atom+xml")
        raiz = ElementTree.fromstring(respuesta.content)
        (entrada,) = raiz.findall(f"{ATOM}entry")
        assert entrada.findtext(f"{ATOM}title") == titulo
        enlace = entrada.find(f"{ATOM}link")
        assert enlace is not None
        assert enlace.get("href", "").startswith(f"http://testserver{prefijo}/noticias/")
    es = ElementTree.fromstring(client.get("/noticias/feed.xml").content)
    # A summary is HTML: what was typed as text stays text.
    assert es.findtext(f"{ATOM}entry/{ATOM}summary") == "A &lt; B &amp; &lt;b&gt;C&lt;/b&gt;"


def test_el_canal_de_informes_trae_los_publicados(client: Client) -> None:
    escena = Escena()
    escena.reportar_todo()
    escena.publicar()
    raiz = ElementTree.fromstring(client.get("/informes/feed.xml").content)
    assert raiz.findtext(f"{ATOM}title") == "Informes de la CORETT"
    assert raiz.findall(f"{ATOM}entry") == []


def test_el_mapa_del_sitio_solo_nombra_lo_que_se_ve(client: Client) -> None:
    escribir(titulo="Un borrador")
    solo = publicar(escribir(titulo="Solo en español"))
    dos = publicar(escribir(**EN_INGLES))
    mapa = texto(client.get("/sitemap.xml"))
    assert "un-borrador" not in mapa
    assert f"<loc>http://testserver/en{dos.get_absolute_url()}</loc>" in mapa
    assert f"<loc>http://testserver{solo.get_absolute_url()}</loc>" in mapa
    assert f"/en{solo.get_absolute_url()}" not in mapa


def test_quien_comparte_una_noticia_sin_imagen_muestra_la_de_la_coalicion(client: Client) -> None:
    sin_imagen = texto(client.get(hace_dias(1, slug="sin").get_absolute_url()))
    assert '<meta property="og:image" content="http://testserver/compartir/es/' in sin_imagen
    assert '<meta property="og:title" content="La Coalición se reúne">' in sin_imagen
    suya = texto(client.get(hace_dias(1, slug="con", **con_imagen()).get_absolute_url()))
    assert suya.count('property="og:image"') == 1
    assert '<meta property="og:image" content="http://testserver/imagenes/' in suya
