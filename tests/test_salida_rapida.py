"""The quick exit in Chromium: the page is covered and left, and Back brings nothing of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db(transaction=True)

FUERA = "https://www.google.com/"
AYUDA = "/ayuda-victimas/"


@pytest.fixture
def sitio(live_server: Any) -> str:
    escena = Escena()
    escena.reportar_todo()
    escena.publicar()
    return str(live_server.url)


@pytest.fixture
def afuera(context: BrowserContext) -> list[dict[str, str]]:
    """Answers for the neutral page; the headers that each request for it brought."""
    pedidas: list[dict[str, str]] = []

    def responder(ruta: Route) -> None:
        pedidas.append(ruta.request.headers)
        ruta.fulfill(content_type="text/html", body="<title>Tiempo</title><h1>Tiempo</h1>")

    context.route(f"{FUERA}**", responder)
    return pedidas


def shift(page: Page, veces: int, entre: str = "") -> None:
    for _vez in range(veces):
        page.keyboard.press("Shift")
        if entre:
            page.keyboard.press(entre)


def llegar(page: Page, sitio: str, *urls: str) -> None:
    for url in urls:
        page.goto(sitio + url)


# --- Leaving -------------------------------------------------------------------------------------


def test_un_clic_cambia_la_pagina_y_atras_no_la_muestra(
    page: Page, sitio: str, afuera: list[dict[str, str]]
) -> None:
    llegar(page, sitio, "/acerca/", AYUDA)
    antes = page.evaluate("history.length")
    page.get_by_role("link", name="Salir rápido").click()
    expect(page).to_have_title("Tiempo")
    assert "referer" not in afuera[0]
    # In its place, not after it.
    assert page.evaluate("history.length") == antes
    page.go_back()
    # The portal's page before it is covered and left as well.
    expect(page).to_have_title("Tiempo")
    assert page.url == FUERA


def test_lo_primero_que_se_abrio_no_queda_en_el_historial(
    page: Page, sitio: str, afuera: list[dict[str, str]]
) -> None:
    page.goto("about:blank")
    llegar(page, sitio, AYUDA)
    page.get_by_role("link", name="Salir rápido").click()
    expect(page).to_have_title("Tiempo")
    page.go_back()
    assert page.url == "about:blank"
    page.go_forward()
    expect(page).to_have_title("Tiempo")


def test_mayusculas_tres_veces(page: Page, sitio: str, afuera: list[dict[str, str]]) -> None:
    llegar(page, sitio, AYUDA)
    shift(page, 2)
    expect(page.locator("p[role=status]")).to_have_text("Pulse Mayúsculas una vez más para salir.")
    assert page.url == sitio + AYUDA
    shift(page, 1)
    expect(page).to_have_title("Tiempo")
    page.go_back()
    assert "Dónde pedir ayuda" not in page.content()


def test_la_pagina_se_cubre_antes_de_que_la_otra_llegue(
    page: Page, sitio: str, afuera: list[dict[str, str]]
) -> None:
    llegar(page, sitio, AYUDA)
    cubierta = page.evaluate(
        """() => {
            document.querySelector('a.salir').click();
            const {width, height} = document.querySelector('.velo').getBoundingClientRect();
            return {
                dicho: document.body.innerText.trim(),
                papel: document.body.firstElementChild.getAttribute('role'),
                titulo: document.title,
                tapa: width === innerWidth && height === innerHeight,
            };
        }"""
    )
    assert cubierta == {
        "dicho": "Saliendo de esta página", "papel": "alert", "titulo": "…", "tapa": True,
    }  # fmt: skip


def test_una_pagina_que_el_navegador_guardo_no_vuelve(
    page: Page, sitio: str, afuera: list[dict[str, str]]
) -> None:
    """As Back brings it out of the browser's memory: whole, with what it was doing."""
    llegar(page, sitio, "/acerca/")
    page.evaluate(
        "sessionStorage.setItem('salida', '1');"
        "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
    )
    expect(page).to_have_title("Tiempo")


def test_quien_vuelve_a_entrar_puede(page: Page, sitio: str, afuera: list[dict[str, str]]) -> None:
    llegar(page, sitio, AYUDA)
    page.get_by_role("link", name="Salir rápido").click()
    expect(page).to_have_title("Tiempo")
    llegar(page, sitio, AYUDA, "/acerca/")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dónde pedir ayuda")
    assert page.evaluate("sessionStorage.length") == 0


# --- Not leaving ---------------------------------------------------------------------------------


def test_escribir_con_mayusculas_no_saca(
    page: Page, sitio: str, afuera: list[dict[str, str]]
) -> None:
    llegar(page, sitio, "/buscar/")
    campo = page.locator("#q")
    campo.focus()
    for letra in "CORETT":
        page.keyboard.press(f"Shift+{letra}")
    shift(page, 5, entre="Tab")
    shift(page, 2)
    page.mouse.click(5, 400)
    shift(page, 1)
    for _vez in range(3):
        page.keyboard.down("Shift")  # held down, it repeats itself
    page.keyboard.up("Shift")
    page.wait_for_timeout(300)
    assert not afuera
    assert page.url == f"{sitio}/buscar/"
    expect(campo).to_have_value("CORETT")


def test_despacio_no_cuenta(page: Page, sitio: str, afuera: list[dict[str, str]]) -> None:
    page.clock.install()
    llegar(page, sitio, AYUDA)
    shift(page, 2)
    page.evaluate(
        """() => {
            const tarde = new KeyboardEvent('keydown', {key: 'Shift', bubbles: true});
            Object.defineProperty(tarde, 'timeStamp', {value: performance.now() + 3600000});
            document.dispatchEvent(tarde);
        }"""
    )
    assert page.url == sitio + AYUDA
    assert not afuera


# --- Where it is ---------------------------------------------------------------------------------


def test_esta_en_todas_y_sin_javascript_es_un_enlace(
    new_context: Any, sitio: str, client: Client
) -> None:
    contexto = new_context(java_script_enabled=False)
    contexto.route(f"{FUERA}**", lambda r: r.fulfill(content_type="text/html", body="Tiempo"))
    page = contexto.new_page()
    for url in ("/", "/paises/gt/", "/cuenta/ingresar/", "/no-hay/", f"/en{AYUDA}"):
        page.goto(sitio + url)
        enlace = page.locator("a.salir")
        assert enlace.get_attribute("href") == FUERA, url
        assert "noreferrer" in (enlace.get_attribute("rel") or "")
        assert enlace.is_visible(), url
    enlace.click()
    assert page.url == FUERA


@pytest.mark.parametrize(("ancho", "alto"), [(320, 640), (640, 320), (1280, 800)])
def test_en_la_ayuda_no_sale_nunca_de_la_pantalla(
    page: Page, sitio: str, ancho: int, alto: int
) -> None:
    page.set_viewport_size({"width": ancho, "height": alto})
    llegar(page, sitio, AYUDA)
    for y in (0, 900, 100_000):
        page.evaluate("y => scrollTo(0, y)", y)
        expect(page.get_by_role("link", name="Salir rápido")).to_be_in_viewport(ratio=1)
    caja = page.locator("a.salir").bounding_box()
    assert caja is not None
    assert caja["height"] >= 40


def test_se_elige_a_donde_lleva(client: Client, settings: Any) -> None:
    settings.SALIDA_RAPIDA = "https://tiempo.example/"
    for url in ("/acerca/", AYUDA, "/no-hay/"):
        assert 'class="salir" href="https://tiempo.example/"' in client.get(url).content.decode()
