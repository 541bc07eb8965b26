"""The whole path in a real browser: a country reports, the ST approves, the world sees.

The issue's own story: Honduras fills a report and sends it; the Secretaría Técnica returns one
item; it is mended, sent again and approved; a data cut is prepared, its annual report produced and
both published; and an anonymous visitor finds the new figure, the same on the activity's page,
in the CSV, in the API and in the PDF, with its coverage beside it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from actores.roles import PUNTO_FOCAL
from corett.roles import dar_permisos
from planes.models import Reporte
from tests import crear
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def escena() -> Escena:
    """Guatemala and Belice are approved; Honduras has sent the first semester only."""
    dar_permisos()
    escena = Escena()
    escena.secretaria.is_staff = True
    escena.secretaria.save()
    for semestre in (1, 2):
        escena.reportar("gt", semestre, talleres=4, trata=20)
        escena.reportar("bz", semestre, talleres=1)
    escena.reportar("hn", 1, talleres=2, trata=9, trafico=6)
    crear.crear_usuario("hn@demo.example", PUNTO_FOCAL, pais=escena.paises["hn"])
    return escena


@pytest.fixture
def abrir(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Opens a browser of one's own; with an address, after logging in through the page."""
    contextos = []

    def nueva(correo: str = "") -> Page:
        contexto = browser.new_context(base_url=live_server.url, accept_downloads=True)
        contextos.append(contexto)
        pagina = contexto.new_page()
        if correo:
            pagina.goto("/cuenta/ingresar/")
            pagina.get_by_label("Correo electrónico").fill(correo)
            pagina.get_by_label("Contraseña", exact=True).fill(crear.CLAVE)
            pagina.get_by_role("button", name="Ingresar").click()
        return pagina

    yield nueva
    for contexto in contextos:
        contexto.close()


def llenar(focal: Page) -> None:
    """Both activities of the report, by what the labels say."""
    focal.get_by_role("button", name="Empezar").or_(
        focal.get_by_role("link", name="Seguir con el reporte")
    ).first.click()
    focal.get_by_role("link", name="Actividad 1.1").click()
    focal.get_by_label("En curso").check()
    focal.locator("[name='dato-talleres-numero']").fill("7")
    focal.get_by_label("¿Qué se logró?").fill("Siete talleres en cuatro departamentos.")
    focal.get_by_label("Sí, está terminada").check()
    focal.get_by_role("button", name="Guardar y seguir con la siguiente").click()
    focal.get_by_label("En curso").check()
    for categoria, numero in (("trata", "5"), ("trafico", "0")):
        focal.locator(f"[name='dato-denuncias-delito-{categoria}']").fill(numero)
    focal.get_by_label("Sí, está terminada").check()
    focal.get_by_role("button", name="Guardar y volver a la lista").click()
    expect(focal.get_by_text("Completado", exact=True)).to_have_count(2)


def enviar(focal: Page) -> None:
    focal.get_by_role("link", name="Comprobar y enviar").first.click()
    focal.get_by_role("button", name="Enviar reporte a la Secretaría Técnica").click()
    expect(focal.locator("main")).to_contain_text(referencia())


def referencia() -> str:
    return Reporte.objects.get(pais__codigo="hn", periodo__semestre=2).referencia


def revisar(secretaria: Page) -> None:
    """From the desk to the report that waits."""
    secretaria.goto("/admin/")
    secretaria.locator("main, #content").get_by_role("link", name="País HN").first.click()


def test_de_la_matriz_al_informe(
    escena: Escena, abrir: Callable[..., Page], mailoutbox: list[Any]
) -> None:
    focal = abrir("hn@demo.example")
    llenar(focal)
    enviar(focal)

    secretaria = abrir("st@demo.example")
    revisar(secretaria)
    punto = secretaria.locator("[id='a-1.1']")
    punto.locator("summary").first.click()
    punto.locator("textarea").fill("Falta contar el taller de octubre.")
    punto.get_by_role("button", name="Guardar la observación").click()
    secretaria.get_by_role("button", name="Devolver con 1 observación").click()

    focal.goto("/reportes/")
    focal.get_by_role("link", name="Corregir").or_(
        focal.get_by_role("link", name="Seguir con el reporte")
    ).first.click()
    expect(focal.locator("main")).to_contain_text("Falta contar el taller de octubre.")
    focal.get_by_role("link", name="Actividad 1.1").first.click()
    focal.locator("[name='dato-talleres-numero']").fill("8")
    focal.get_by_label("Sí, está terminada").check()
    focal.get_by_role("button", name="Guardar y seguir con la siguiente").click()
    focal.goto(f"/reportes/{referencia()}/")
    enviar(focal)

    revisar(secretaria)
    secretaria.get_by_role("button", name="Aprobar el reporte").click()
    assert Reporte.objects.get(referencia=referencia()).estado == Reporte.Estado.APROBADO
    asuntos = " | ".join(m.subject for m in mailoutbox)
    assert asuntos.lower().count("aprob") >= 1

    secretaria.goto("/admin/informes/corte/preparar/")
    secretaria.locator("[name='fecha']").fill("2024-12-31")
    secretaria.locator("[name='motivo']").fill("Año 2024")
    secretaria.get_by_role("button", name="Preparar el corte").click()
    temprano = abrir()
    temprano.goto("/plan/actividades/1.1/")
    expect(temprano.locator("main")).to_contain_text("Todavía no hay datos publicados")
    secretaria.get_by_role("button", name="Producir el informe anual 2024").click()
    secretaria.get_by_role("button", name="Publicar el corte").click()

    # 4 + 4 of Guatemala, 1 + 1 of Belice, 2 + 8 of Honduras. Another visitor: the first one's
    # browser may keep what it saw for a minute.
    visitante = abrir()
    visitante.goto("/plan/actividades/1.1/")
    expect(visitante.locator("main")).to_contain_text("20")
    expect(visitante.locator("main")).to_contain_text("3 de 3 países reportaron")
    pedir = visitante.context.request
    csv = pedir.get("/plan/indicadores/1.1.1.a/datos.csv").text()
    assert any("region" in fila and ",20," in fila for fila in csv.splitlines()), csv
    api = pedir.get("/api/v1/indicadores/1.1.1.a/").json()
    region = api["contenido"]["bloque"]["series"][0]["region"][0]
    assert (region["valor"], region["cobertura"]["reportaron"]) == (20, 3)
    pdf = pedir.get("/informes/2024/anual.pdf")
    texto = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf.body())).pages)
    assert re.search(r"\b20 ?Talleres, 2024 3 de 3 países", " ".join(texto.split())), texto
    assert pedir.get("/en/informes/2024/").status == 200
