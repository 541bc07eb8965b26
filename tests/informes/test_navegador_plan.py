"""The plan's public pages in a browser: accessible, no wider than a phone, quiet console."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planes.models import Reporte
from tests import crear
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db(transaction=True)

LARGO = (
    "Fortalecer la coordinación y articulación de las instituciones estatales con competencia "
    "en la atención integral y acompañamiento de víctimas de trata de personas, incluidos los "
    "mecanismos interinstitucionales de contrarreferenciación transfronteriza"
)
PAGINAS = [
    "/",
    "/plan/?metas",
    "/plan/ejes/1/",
    "/plan/objetivos/1/",
    "/plan/actividades/1.1/",
    "/plan/actividades/1.2/",
    "/plan/indicadores/1.1.1.a/",
    "/plan/indicadores/1.2.1.a/",
    "/plan/indicadores/1.1.1.b/",
    "/en/",
    "/en/plan/actividades/1.2/",
]


@pytest.fixture
def _publicado() -> None:
    escena = Escena()
    escena.actividad.texto = LARGO
    escena.actividad.save()
    meta = escena.actividad.metas.get()
    meta.responsable = meta.planeamiento = LARGO
    meta.save()
    crear.crear_indicador(meta, letra="b", texto=LARGO, evidencia="acta")
    escena.reportar_todo()
    regional = crear.crear_reporte(
        periodo=escena.periodos[1], estado=Reporte.Estado.APROBADO, regional=True
    )
    crear.crear_avance(regional, escena.actividad, "suspendida")
    escena.publicar()


@pytest.mark.usefixtures("_publicado")
def test_las_paginas_pasan_axe_y_caben(
    live_server, pagina_axe: Page, axe: Callable[[Page], None]
) -> None:
    avisos: list[str] = []
    pagina_axe.on("console", lambda m: avisos.append(m.text) if m.type == "error" else None)
    for ancho in (1280, 320):
        pagina_axe.set_viewport_size({"width": ancho, "height": 800})
        for url in PAGINAS:
            pagina_axe.goto(live_server.url + url)
            axe(pagina_axe)
            medida = pagina_axe.evaluate("document.documentElement.scrollWidth")
            assert medida <= ancho, f"{url} is {medida} px wide at {ancho}"
    assert avisos == []


@pytest.mark.usefixtures("_publicado")
def test_la_tabla_que_no_cabe_lo_dice(live_server, page: Page) -> None:
    """On a phone the words stand only where the table does scroll, and do not scroll with it."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(live_server.url + "/plan/indicadores/1.1.1.a/")
    aviso = page.locator(".tabla.ancha .desliza").first
    expect(aviso).to_be_hidden()
    page.locator("table.serie").first.evaluate("tabla => { tabla.style.minWidth = '60rem' }")
    expect(aviso).to_be_visible()
    page.locator(".tabla.ancha").first.evaluate("caja => { caja.scrollLeft = 400 }")
    caja = aviso.bounding_box()
    assert caja is not None
    assert caja["x"] >= 0
    assert caja["x"] + caja["width"] <= 320


@pytest.mark.usefixtures("_publicado")
def test_sin_javascript_se_recorre_el_plan(live_server, new_context: Callable[..., object]) -> None:
    """From the home page down to the indicator by links alone."""
    page: Page = new_context(java_script_enabled=False).new_page()  # type: ignore[attr-defined]
    page.goto(live_server.url)
    page.get_by_role("link", name="Recorrer las 2 actividades").click()
    page.locator(".arbol summary").first.click()
    page.get_by_role("link", name="1.1.1.a Indicador 1.1.1.a").first.click()
    assert page.url.endswith("/plan/indicadores/1.1.1.a/")
    page.get_by_role("link", name="Actividad 1.1").last.click()
    assert page.url.endswith("/plan/actividades/1.1/")
    page.get_by_role("link", name="Siguiente").click()
    assert page.url.endswith("/plan/actividades/1.2/")
