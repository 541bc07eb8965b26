"""Transparency for a donor: money, agreements, projects, their files, and what an old cut lacks."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from frictionless import Package
from playwright.sync_api import Page

from informes.models import Corte, CorteParte
from planes.models import Convenio, Proyecto, Recurso
from tests.informes.escena_dinero import EscenaConDinero
from tests.planes import gente

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> EscenaConDinero:
    return EscenaConDinero()


@pytest.fixture
def corte(escena: EscenaConDinero) -> Corte:
    escena.proyecto()
    escena.recurso("1000")
    escena.recurso("250", estado="desembolsado")
    escena.recurso("70", estado="ofrecido", donante=escena.donante("Oculto", publicable=False))
    escena.convenio('=HYPERLINK("http://x")', publicable=True)
    escena.convenio("Convenio callado")
    escena.reportar("gt", 1, talleres=1)
    escena.informar(1, fondos=1000)
    return escena.publicar()


def texto(respuesta: Any) -> str:
    """A page as it is read, with plain spaces."""
    return html.unescape(gente.texto(respuesta)).replace("\u00a0", " ")


def filas(cliente: Client, url: str) -> list[dict[str, str]]:
    respuesta = cliente.get(url)
    assert respuesta.status_code == 200, url
    assert respuesta["Content-Disposition"].startswith("attachment; filename=")
    return list(csv.DictReader(io.StringIO(respuesta.content.decode("utf-8-sig"))))


# --- The page -----------------------------------------------------------------------------------


def test_el_dinero_va_primero_y_dice_lo_que_cuenta(client: Client, corte: Corte) -> None:
    dicho = texto(client.get("/transparencia/"))
    # 1000 signed and 250 disbursed, and the 990 that are signed for the project.
    assert "USD 2 240 asegurados" in dicho
    assert "USD 250 de ellos, ya desembolsados" in dicho
    assert "USD 970 ofrecidos" in dicho
    assert (
        dicho.index("asegurados")
        < dicho.index("convenios y alianzas")
        < dicho.index("Cortes publicados")
    )
    for frase in ("Fundación Uno", "Donante sin nombrar", "EUR 900", "1,10", "01/07/2024"):
        assert frase in dicho, frase
    assert "Oculto" not in dicho
    assert "Convenio callado" not in dicho


def test_dice_si_el_reporte_y_sus_montos_no_son_la_misma_cifra(
    client: Client, escena: EscenaConDinero, corte: Corte
) -> None:
    assert "Cada cifra coincide con la suma" in texto(client.get("/transparencia/"))
    escena.fondos.valores.update(numero=Decimal(1500))
    escena.publicar()
    cache.clear()
    dicho = texto(client.get("/transparencia/"))
    assert "montos: 1 000" in dicho
    assert "Cada cifra coincide" not in dicho


@pytest.mark.parametrize(
    ("url", "cuantas"),
    [("/transparencia/", 7), ("/proyectos/", 3), ("/proyectos/abcd1234/", 4)],
)
def test_pocas_consultas_y_sin_cookies(
    client: Client, corte: Corte, url: str, cuantas: int,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:  # fmt: skip
    for direccion in (url, f"/en{url}"):
        cache.clear()
        with django_assert_max_num_queries(cuantas):
            respuesta = client.get(direccion)
        assert respuesta.status_code == 200
        assert not respuesta.cookies
        assert respuesta.content.count(b"<h1") == 1


@pytest.mark.parametrize("por", ["estado", "donante", "anio", "pais", "proyecto"])
def test_el_archivo_de_un_grafico_habla_un_solo_idioma(
    client: Client, corte: Corte, por: str
) -> None:
    """Headers in the page's language, codes the same in both."""
    es, en = (filas(client, f"{p}/graficos/dinero/{por}/datos.csv") for p in ("", "/en"))
    assert set(es[0]) & set(en[0]) <= {"usd"}
    assert [f.get("codigo") for f in es] == [f.get("code") for f in en]


def test_los_graficos_dicen_lo_mismo_que_sus_tablas(client: Client, corte: Corte) -> None:
    for por in ("estado", "donante", "anio", "pais", "proyecto"):
        pagina = texto(client.get(f"/graficos/dinero/{por}/"))
        for fila in filas(client, f"/graficos/dinero/{por}/datos.csv"):
            valor = Decimal(fila.get("asegurado") or fila["usd"])
            assert f" {valor:,} ".replace(",", " ") in pagina
    assert client.get("/graficos/dinero/otro/").status_code == 404
    assert client.get("/graficos/dinero/donante/x/").status_code == 404


# --- Files --------------------------------------------------------------------------------------


def test_cada_archivo_tiene_una_sola_direccion(client: Client, corte: Corte) -> None:
    """The page links the open data's own files."""
    for raiz in ("", "/en"):
        html = client.get(f"{raiz}/transparencia/").content.decode()
        for nombre in ("recursos", "convenios", "proyectos"):
            assert f'href="{raiz}/datos/{nombre}.csv"' in html
            assert client.get(f"{raiz}/transparencia/{nombre}.csv").status_code == 404


def test_los_montos_en_csv(client: Client, corte: Corte) -> None:
    suyas = filas(client, "/datos/recursos.csv")
    assert len(suyas) == 5
    euros = next(f for f in suyas if f["moneda"] == "EUR")
    assert (euros["monto"], euros["tasa"], euros["fecha_tasa"], euros["usd"]) == (
        "900", "1.1", "2024-07-01", "990",
    )  # fmt: skip
    assert (euros["proyecto"], euros["donante"]) == ("abcd1234", "Donante que se nombra")
    assert sum(Decimal(f["usd"]) for f in suyas) == 3210
    ingles = filas(client, "/en/datos/recursos.csv")
    assert [f["codigo"] for f in ingles] == [f["codigo"] for f in suyas]


def test_los_convenios_en_csv_no_son_formulas_y_suman(client: Client, corte: Corte) -> None:
    suyos = filas(client, "/datos/convenios.csv")
    assert [(f["titulo"], f["convenios"]) for f in suyos] == [
        ("'=HYPERLINK(\"http://x\")", "1"), ("", "1"),
    ]  # fmt: skip
    assert suyos[0]["partes"] == "Fundación Uno"
    assert suyos[0]["sin_nombrar"] == "1"
    assert (suyos[1]["codigo"], suyos[1]["desde"], suyos[1]["otras"]) == ("", "", "")
    assert sum(int(f["convenios"]) for f in suyos) == corte.parte("convenios")["total"]


def test_el_paquete_con_convenios_sin_nombrar_se_valida(
    client: Client, corte: Corte, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(client.get("/datos/paquete.zip").content)) as paquete:
        paquete.extractall(tmp_path)
    dictamen = Package(str(tmp_path / "datapackage.json")).validate()
    assert dictamen.valid, dictamen.flatten(["title", "fieldName", "note"])


def test_los_proyectos_en_csv(client: Client, corte: Corte) -> None:
    (suyo,) = filas(client, "/datos/proyectos.csv")
    assert (suyo["codigo"], suyo["etapa"], suyo["costo_usd"], suyo["falta_usd"]) == (
        "abcd1234", "aprobado", "2000", "1010",
    )  # fmt: skip
    montos = {(f["estado"], f["usd"]) for f in filas(client, "/datos/aportes.csv")}
    assert montos == {("ofrecido", "900"), ("firmado", "990")}


# --- The projects -------------------------------------------------------------------------------


def test_un_proyecto_con_su_etapa_sus_actividades_y_su_dinero(client: Client, corte: Corte) -> None:
    pagina = client.get("/proyectos/abcd1234/")
    dicho = texto(pagina)
    for frase in (
        "Proyecto de prueba", "Qué hará y para quién.", "Aprobado desde el 3 de junio de 2024",
        "Del 1 de enero de 2025 al 31 de diciembre de 2025", "Faltan USD 1 010 de USD 2 000",
        "Donante sin nombrar", "1 donante que no se nombra",
    ):  # fmt: skip
        assert frase in dicho, frase
    assert 'href="/plan/actividades/1.1/"' in pagina.content.decode()
    assert "reservado" not in dicho
    assert 'href="/proyectos/abcd1234/"' in client.get("/proyectos/").content.decode()


@pytest.mark.parametrize("codigo", ["00000000", "ABCD1234", "x", "abcd1234%00", "../informes"])
def test_un_codigo_que_no_hay(client: Client, corte: Corte, codigo: str) -> None:
    assert client.get(f"/proyectos/{codigo}/").status_code in (404, 400)


def test_sin_costo_no_se_dice_que_falta(client: Client, escena: EscenaConDinero) -> None:
    escena.proyecto(costo_usd=None, inicio=None, fin=None)
    escena.informar(1)
    escena.publicar()
    dicho = texto(client.get("/proyectos/abcd1234/"))
    assert "Falta por financiar por confirmar" in dicho
    assert "Calendario Por confirmar" in dicho
    assert "Faltan" not in dicho


# --- Nothing there, old cuts, and what is published stays --------------------------------------


@pytest.mark.parametrize("url", ["/transparencia/", "/proyectos/", "/graficos/"])
def test_sin_dinero_ni_proyectos(client: Client, escena: EscenaConDinero, url: str) -> None:
    escena.informar(1)
    escena.publicar()
    for direccion in (url, f"/en{url}"):
        assert client.get(direccion).status_code == 200
    assert client.get("/graficos/dinero/donante/").status_code == 404
    assert filas(client, "/datos/recursos.csv") == []


def test_un_corte_anterior_lo_dice(client: Client, corte: Corte) -> None:
    nuevas = ("recursos", "convenios", "proyectos")
    CorteParte.objects.filter(corte=corte, clave__in=nuevas)._raw_delete("default")
    cache.clear()
    dicho = texto(client.get("/transparencia/"))
    assert dicho.count("se hizo antes de que") == 3
    assert "Fondos" in dicho
    assert "se hizo antes de que" in texto(client.get("/proyectos/"))
    for archivo in ("recursos", "convenios", "proyectos"):
        assert client.get(f"/datos/{archivo}.csv").status_code == 404
    assert client.get("/graficos/").status_code == 200


def test_lo_publicado_no_cambia_con_el_registro(client: Client, corte: Corte) -> None:
    urls = ("/transparencia/", "/proyectos/", "/proyectos/abcd1234/", "/datos/recursos.csv")
    antes = [client.get(url).content for url in urls]
    for modelo in (Recurso, Convenio, Proyecto):
        modelo.objects.all().delete()
    cache.clear()
    assert [client.get(url).content for url in urls] == antes


# --- On paper ------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_impresa_no_corta_cifras_ni_repite_totales(page: Page, live_server: Any) -> None:
    """A4 and Letter, with sums as long as they may come; a total is once, where its table ends."""
    escena = EscenaConDinero()
    escena.proyecto()
    escena.reportar("gt", 1, talleres=1)
    escena.publicar()
    suma = "USD 12 904 147".replace(" ", "\u00a0")
    larga = f"v => v.forEach(e => {{ e.firstElementChild.textContent = '{suma}' }})"
    derecha = "v => Math.max(...v.map(e => e.getBoundingClientRect().left + e.scrollWidth))"
    page.emulate_media(media="print")
    for ancho in (672, 694):
        page.set_viewport_size({"width": ancho, "height": 900})
        for prefijo in ("", "/en"):
            page.goto(f"{live_server.url}{prefijo}/transparencia/")
            cifras = page.locator(".cifras .valor")
            assert cifras.count() == 3
            cifras.evaluate_all(larga)
            assert cifras.evaluate_all(derecha) < ancho + 1, "a rounded width"
    page.evaluate("document.querySelector('main').append(document.createElement('tfoot'))")
    pie = "getComputedStyle(document.querySelector('main > tfoot')).display"
    assert page.evaluate(pie) == "table-row-group"
