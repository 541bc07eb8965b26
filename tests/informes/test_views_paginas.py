"""Transparency, open data, method, help, verification: what they say, and that it is so."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from actores.models import LineaDenuncia, Mandato, Organizacion, RolOrganizacion
from informes import operaciones
from informes.models import Corte
from planes.models import Reporte
from tests import crear
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db

PAGINAS = {
    "/transparencia/": 7,
    "/metodo/": 3,
    "/acerca/": 8,
    "/accesibilidad/": 2,
    "/privacidad/": 2,
    "/ayuda-victimas/": 5,
    "/verificar/": 2,
    "/robots.txt": 1,
}
"""Every page with the queries that it costs at most."""


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def corte(escena: Escena) -> Corte:
    return escena.publicar()


def leer(client: Client, url: str, estado: int = 200) -> str:
    """The words of a page, drawn anew."""
    cache.clear()
    respuesta = client.get(url)
    assert respuesta.status_code == estado, url
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", respuesta.content.decode()))


def filas_csv(contenido: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(contenido.decode("utf-8-sig"))))


# --- Every page -------------------------------------------------------------------------------


@pytest.mark.parametrize("url", PAGINAS)
def test_sin_cookies_y_con_pocas_consultas(
    client: Client,
    corte: Corte,
    url: str,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    cache.clear()
    with django_assert_max_num_queries(PAGINAS[url]):
        respuesta = client.get(url)
    assert respuesta.status_code == 200
    assert not respuesta.cookies
    if respuesta["Content-Type"].startswith("text/html"):
        assert respuesta.content.count(b"<h1") == 1


@pytest.mark.parametrize("url", [u for u in PAGINAS if "." not in u])
def test_antes_del_primer_corte_nada_falla(client: Client, url: str) -> None:
    assert client.get(url).status_code == 200
    assert client.get(f"/en{url}").status_code == 200


# --- Transparency -----------------------------------------------------------------------------


def test_transparencia_dice_quien_reporto(client: Client, escena: Escena, corte: Corte) -> None:
    dicho = leer(client, "/transparencia/")
    assert "Datos al 31 de diciembre de 2024" in dicho
    assert corte.huella in dicho
    # Six national reports of three countries; the regional one was never sent.
    assert "6 de 8 reportes esperados están aprobados" in dicho
    assert "Reporte regional sin reporte aprobado sin reporte aprobado" in dicho
    assert "País GT aprobado aprobado" in dicho


def test_transparencia_guarda_la_historia(client: Client, escena: Escena, corte: Corte) -> None:
    segundo = escena.publicar()
    operaciones.retirar_corte(corte=segundo, motivo="Un total equivocado.", por=escena.secretaria)
    preparado = escena.preparar()
    html = client.get("/transparencia/").content.decode()
    assert "Un total equivocado." in html
    assert "retirado" in html
    assert "en vigor" in html
    assert preparado.huella == corte.huella  # the same data: shown once as published
    assert html.count(f"{corte.huella[:12]}…") == 2


def test_los_montos(client: Client, escena: Escena) -> None:
    aportes = crear.crear_dato(
        "aportes",
        nombre="Aportes",
        tipo="monto",
        unidad="USD",
        informante="regional",
        regla_region="manda_regional",
    )
    crear.crear_indicador(crear.crear_meta("1.1.2", escena.actividad), aportes)
    for periodo in escena.periodos:
        reporte = crear.crear_reporte(
            periodo=periodo, estado=Reporte.Estado.APROBADO, regional=True
        )
        crear.crear_valor(reporte, aportes, 1500)
    escena.publicar()
    assert re.search(r"Aportes USD 3\s000 ", leer(client, "/transparencia/"))


# --- Open data --------------------------------------------------------------------------------


def test_el_csv_tiene_cada_celda(client: Client, corte: Corte) -> None:
    filas = filas_csv(client.get("/datos/celdas.csv").content)
    assert len(filas) == corte.celdas.count()
    region = next(f for f in filas if f["dato"] == "talleres" and not f["pais"])
    assert (region["valor"], region["reportaron"], region["esperados"]) == ("13", "3", "3")
    banda = next(f for f in filas if f["pais"] == "bz" and f["categoria"] == "delito:trata")
    assert (banda["valor"], banda["minimo"], banda["maximo"], banda["marca"]) == (
        "",
        "1",
        "10",
        "c",
    )
    assert banda["nombre_categoria"] == "Trata"
    assert banda["nombre_pais"] == "País BZ"
    assert {f["corte"] for f in filas} == {corte.huella}
    assert {f["demostracion"] for f in filas} == {"1"}


def test_el_csv_de_un_pais(client: Client, corte: Corte) -> None:
    respuesta = client.get("/datos/celdas.csv?pais=hn")
    filas = filas_csv(respuesta.content)
    assert {f["pais"] for f in filas} == {"hn"}
    assert "attachment" in respuesta["Content-Disposition"]
    assert client.get("/datos/celdas.csv?pais=zz").status_code == 404


def test_la_huella_se_calcula_con_el_archivo(client: Client, corte: Corte) -> None:
    """The program printed on the transparency page, word for word."""
    pagina = client.get("/transparencia/").content.decode()
    programa = re.search(r"<pre[^>]*><code>(.*?)</code></pre>", pagina, re.S)
    assert programa
    dicho: list[str] = []
    contenido = client.get("/datos/corte.json").content.decode()
    exec(  # the page's own program, on the file it names
        programa[1].replace("&quot;", '"'),
        {"print": dicho.append, "open": lambda *a, **k: io.StringIO(contenido)},
    )
    assert dicho == [corte.huella]
    assert json.loads(contenido)["huella"] == corte.huella


def test_el_metodo_tiene_la_ficha_de_cada_dato(client: Client, corte: Corte) -> None:
    html = client.get("/metodo/").content.decode()
    assert 'id="dato-talleres"' in html
    assert 'href="#dato-denuncias"' in html
    assert "«1 a 10»" in html
    anclas = set(re.findall(r'href="#([^"]+)"', html)) - {"contenido"}
    assert anclas <= set(re.findall(r'id="([^"]+)"', html))


# --- Help -------------------------------------------------------------------------------------


def test_ayuda_solo_lineas_comprobadas(client: Client, escena: Escena, corte: Corte) -> None:
    gt = escena.paises["gt"]
    LineaDenuncia.objects.create(pais=gt, numero="111", nombre="Sin comprobar")
    dicho = leer(client, "/ayuda-victimas/")
    assert "111" not in dicho
    assert dicho.count("Por confirmar.") == len(escena.paises)
    linea = LineaDenuncia.objects.create(
        pais=gt,
        numero="2233",
        nombre="Línea",
        nombre_en="Line",
        verificada_en=timezone.localdate(),
        verificada_por=escena.secretaria,
    )
    # At once: the page is never kept.
    assert "2233" in client.get("/ayuda-victimas/").content.decode()
    assert "Line" in client.get("/en/ayuda-victimas/").content.decode()
    linea.delete()
    assert "2233" not in client.get("/ayuda-victimas/").content.decode()


def test_ayuda_no_deja_rastro(client: Client, corte: Corte) -> None:
    respuesta = client.get("/ayuda-victimas/")
    html = respuesta.content.decode()
    assert "no-store" in respuesta["Cache-Control"]
    assert "<form" not in html
    assert "<input" not in html
    ajenos = set(re.findall(r'(?:href|src)="(https?://[^"]+)"', html))
    ajenos -= {u for u in ajenos if u.startswith("http://testserver")}
    assert ajenos == {"https://www.google.com/"}  # the quick exit itself


# --- About ------------------------------------------------------------------------------------


def test_acerca_no_inventa(client: Client, escena: Escena, corte: Corte) -> None:
    observador = Organizacion.objects.create(
        codigo="uno", nombre="Observador publicable", tipo="sociedad_civil", publicable=True
    )
    reservado = Organizacion.objects.create(
        codigo="dos", nombre="Observador por confirmar", tipo="sociedad_civil"
    )
    for organizacion in (observador, reservado):
        RolOrganizacion.objects.create(organizacion=organizacion, rol="observador")
    dicho = leer(client, "/acerca/")
    assert "Observador publicable" in dicho
    assert "Observador por confirmar" not in dicho
    assert dicho.count("País que la ejerce ahora: por confirmar.") == 2
    Mandato.objects.create(
        oficio=Mandato.Oficio.PRESIDENCIA, pais=escena.paises["hn"], desde=timezone.localdate()
    )
    assert "La ejerce País HN desde el" in leer(client, "/acerca/")


# --- Verification -----------------------------------------------------------------------------


def test_un_corte_en_vigor_y_uno_sustituido(client: Client, escena: Escena, corte: Corte) -> None:
    assert "Este corte es auténtico y está en vigor" in leer(client, f"/verificar/{corte.huella}/")
    crear.crear_indicador(crear.crear_meta("1.1.2", escena.actividad), crear.crear_dato("nuevo"))
    nuevo = escena.publicar()
    assert nuevo.huella != corte.huella
    dicho = leer(client, f"/verificar/{corte.huella}/")
    assert "hay uno más reciente" in dicho
    assert nuevo.huella in dicho


def test_un_corte_retirado(client: Client, escena: Escena, corte: Corte) -> None:
    operaciones.retirar_corte(corte=corte, motivo="Cifras equivocadas.", por=escena.secretaria)
    dicho = leer(client, f"/verificar/{corte.huella.upper()}/")
    assert "Este corte fue retirado" in dicho
    assert "Cifras equivocadas." in dicho


@pytest.mark.parametrize("huella", ["0" * 64, "hola", "ñ%20"])
def test_una_huella_desconocida_se_explica(client: Client, corte: Corte, huella: str) -> None:
    assert "No reconocemos esta huella" in leer(client, f"/verificar/{huella}/", 404)


def test_lo_preparado_no_se_confirma(client: Client, escena: Escena) -> None:
    preparado = escena.preparar()
    assert client.get(f"/verificar/{preparado.huella}/").status_code == 404


def test_buscar_una_huella(client: Client, corte: Corte) -> None:
    con_espacios = f" {corte.huella[:32]} {corte.huella[32:].upper()} "
    respuesta = client.get("/verificar/", {"huella": con_espacios})
    assert respuesta.headers["Location"] == f"/verificar/{corte.huella}/"
    corta = client.get("/verificar/", {"huella": '"><b>12'}).content.decode()
    assert "<title>Error: Comprobar un documento" in corta
    assert "Escriba la huella completa" in corta
    assert "<b>12" not in corta


# --- For machines -----------------------------------------------------------------------------


def test_el_mapa_del_sitio(client: Client, corte: Corte) -> None:
    respuesta = client.get("/sitemap.xml")
    raiz = ElementTree.fromstring(respuesta.content)
    sitio = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    direcciones = [nodo.text or "" for nodo in raiz.iter(f"{sitio}loc")]
    assert "http://testserver/paises/gt/" in direcciones
    assert "http://testserver/en/plan/actividades/1.1/" in direcciones
    assert len(direcciones) == len(set(direcciones))
    for direccion in direcciones:
        assert client.get(direccion).status_code == 200, direccion
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    assert "Disallow: /admin/" in robots


# --- In the browser ---------------------------------------------------------------------------


@pytest.mark.parametrize("ancho", [1280, 320])
def test_el_error_es_accesible(
    live_server: Any, corte: Corte, pagina_axe: Any, axe: Any, ancho: int
) -> None:
    """The pages as they are opened are visited, both widths and languages, in
    tests/test_navegador.py."""
    pagina_axe.set_viewport_size({"width": ancho, "height": 900})
    pagina_axe.goto(f"{live_server.url}/verificar/?huella=a")
    axe(pagina_axe)
    assert pagina_axe.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_la_documentacion_de_la_api_bajo_la_csp(
    live_server: Any, corte: Corte, page: Any, context: Any
) -> None:
    """Loads, opens an operation and executes it: no message in the console, no cookie."""
    mensajes: list[str] = []
    page.on("console", lambda mensaje: mensajes.append(mensaje.text))
    page.on("pageerror", lambda error: mensajes.append(str(error)))
    page.goto(f"{live_server.url}/api/v1/documentacion/")
    page.locator(".opblock-summary", has_text="/api/v1/cortes/").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.wait_for_selector(f".live-responses-table :text('{corte.huella}')")
    assert mensajes == []
    assert context.cookies() == []
