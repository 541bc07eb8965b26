"""Evidence in a browser: each file with its progress, accessible in every state, on a telephone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from actores.models import Usuario
from actores.roles import SECRETARIA_TECNICA
from corett.roles import dar_permisos
from planes.models import Actividad, Dato, Evidencia, Reporte
from tests.crear import crear_evidencia, crear_indicador, crear_usuario
from tests.personas import Persona
from tests.planes import archivos

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ruta(reporte: Reporte) -> str:
    return f"/reportes/{reporte.referencia}/actividades/2.1/"


@pytest.fixture
def elegidos(tmp_path: Path) -> list[str]:
    """A good one, a page that says that it is a photograph, and one that is too large."""
    contenidos = {
        "acta.txt": b"Acta ficticia",
        "foto.jpg": b"<!DOCTYPE html><html><body>hola",
        "enorme.pdf": b"%PDF-1.7" + bytes(21 * 1024 * 1024),
    }
    for nombre, contenido in contenidos.items():
        (tmp_path / nombre).write_bytes(contenido)
    return [str(tmp_path / nombre) for nombre in contenidos]


def entra(page: Page, usuario: Usuario, direccion: str, ancho: int = 1280) -> None:
    page.context.add_cookies(Persona(usuario).galletas(direccion))  # type: ignore[arg-type]
    page.set_viewport_size({"width": ancho, "height": 800})


def cabe(page: Page) -> None:
    sobra = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert sobra <= 0, page.url


def test_cada_archivo_sube_por_si_mismo(
    page: Page, live_server: Any, duena: Usuario, ruta: str, elegidos: list[str],
    axe: Callable[[Page], None],
) -> None:  # fmt: skip
    entra(page, duena, live_server.url, 320)
    page.goto(live_server.url + ruta + "evidencias/")
    page.set_input_files("input[type=file]", elegidos)
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Subir").press("Enter")
    resumen = page.locator(".resumen-errores")
    expect(resumen).to_be_focused()
    expect(resumen).to_contain_text("Diga qué clase de evidencia es")
    expect(resumen).not_to_contain_text("Elija al menos un archivo")
    expect(page).to_have_title(re.compile("^Error:"))
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 3
    axe(page)

    page.get_by_label("Acta", exact=True).check()
    page.get_by_label("A ninguna persona").check()
    page.get_by_role("button", name="Subir").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Terminó: 1 de 3 archivos guardados.")
    filas = page.locator("#progreso-evidencias li")
    expect(filas).to_have_count(3)
    expect(filas.nth(0)).to_contain_text("Guardado.")
    expect(filas.nth(1)).to_contain_text("por dentro es otra cosa")
    expect(filas.nth(2)).to_contain_text("Pesa 21 MB y el máximo es 20")
    expect(page.locator("#ya-subidas-lista")).to_contain_text("acta")
    expect(page.locator("#errores-evidencia")).to_be_empty()
    expect(page.locator(".con-error")).to_have_count(0)
    axe(page)
    cabe(page)
    assert [e.nombre for e in Evidencia.objects.all()] == ["acta.txt"]
    page.get_by_role("link", name="Listo: volver").click()
    expect(page.locator("#evidencias")).to_contain_text("acta")


def test_si_se_corta_se_dice_y_se_sube_otra_vez(
    page: Page, live_server: Any, duena: Usuario, ruta: str, elegidos: list[str]
) -> None:
    entra(page, duena, live_server.url)
    page.goto(live_server.url + ruta + "evidencias/")
    page.get_by_label("Acta", exact=True).check()
    page.get_by_label("A ninguna persona").check()
    page.set_input_files("input[type=file]", elegidos[:1])
    cortadas: list[str] = []

    def cortar(route: Route) -> None:
        """The second POST is the file: the first asks about the fields."""
        if route.request.method == "POST":
            cortadas.append("")
            if len(cortadas) == 2:
                route.abort()
                return
        route.continue_()

    page.route("**/evidencias/", cortar)
    page.get_by_role("button", name="Subir", exact=True).click()
    fila = page.locator("#progreso-evidencias li")
    expect(fila).to_contain_text("se cortó la conexión")
    fila.get_by_role("button", name="Subir otra vez acta.txt").click()
    expect(page.get_by_role("status")).to_have_text("Terminó: se guardó el archivo.")
    assert Evidencia.objects.count() == 1


def test_si_la_sesion_termino_se_dice_y_lo_elegido_se_queda(
    page: Page, live_server: Any, duena: Usuario, ruta: str, elegidos: list[str]
) -> None:
    entra(page, duena, live_server.url)
    page.goto(live_server.url + ruta + "evidencias/")
    page.get_by_label("Acta", exact=True).check()
    page.get_by_label("A ninguna persona").check()
    page.set_input_files("input[type=file]", elegidos[:1])
    page.context.clear_cookies()
    subir = page.get_by_role("button", name="Subir", exact=True)
    subir.click()
    aviso = page.get_by_role("dialog", name="Su sesión terminó")
    expect(aviso).to_be_visible()
    aviso.get_by_role("button", name="Cerrar este aviso").click()
    expect(page.get_by_role("status")).to_have_text("No se subió: su sesión terminó.")
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 1
    assert "Ingresar" not in page.title()

    # She logs in again in another tab.
    entra(page, duena, live_server.url)
    page.evaluate("document.dispatchEvent(new CustomEvent('sesion:perdida'))")
    expect(page.locator("#progreso-evidencias")).to_be_hidden()
    subir.click()
    expect(page.get_by_role("status")).to_have_text("Terminó: se guardó el archivo.")
    assert Evidencia.objects.count() == 1


def test_si_termina_entre_dos_archivos_se_sube_otra_vez(
    page: Page, live_server: Any, duena: Usuario, ruta: str, elegidos: list[str]
) -> None:
    entra(page, duena, live_server.url)
    page.goto(live_server.url + ruta + "evidencias/")
    page.get_by_label("Acta", exact=True).check()
    page.get_by_label("A ninguna persona").check()
    page.set_input_files("input[type=file]", elegidos[:1])
    mandadas: list[str] = []

    def terminar(route: Route) -> None:
        """The second POST is the file: the first asks about the fields."""
        if route.request.method == "POST":
            mandadas.append("")
            if len(mandadas) == 2:
                route.fulfill(status=401, body="")
                return
        route.continue_()

    page.route("**/evidencias/", terminar)
    page.get_by_role("button", name="Subir", exact=True).click()
    fila = page.locator("#progreso-evidencias li")
    expect(fila).to_contain_text("No se subió: su sesión terminó.")
    fila.get_by_role("button", name="Subir otra vez acta.txt").click()
    expect(page.get_by_role("status")).to_have_text("Terminó: se guardó el archivo.")


def test_en_el_telefono_nada_queda_pegado(
    page: Page, live_server: Any, duena: Usuario, ruta: str
) -> None:
    entra(page, duena, live_server.url, 320)
    page.goto(live_server.url + ruta)

    def caja(cual: str, posicion: int = 0) -> Any:
        return page.locator(cual).nth(posicion).bounding_box()

    primero, segundo = caja(".guardado > .boton"), caja(".guardado > .boton", 1)
    assert segundo["y"] - (primero["y"] + primero["height"]) >= 12
    pie = caja("form:has(> .guardado)")
    assert caja("#titulo-evidencias")["y"] - (pie["y"] + pie["height"]) >= 32


def test_a_quien_muestra_se_pregunta_de_todo(
    page: Page, live_server: Any, duena: Usuario, ruta: str
) -> None:
    entra(page, duena, live_server.url)
    page.goto(live_server.url + ruta + "evidencias/")
    pregunta = page.get_by_role("group", name="¿A quién muestra o nombra")
    permiso = page.get_by_role("group", name="¿Aceptaron por escrito")
    page.get_by_label("Acta", exact=True).check()
    expect(pregunta).to_be_visible()
    expect(permiso).to_be_hidden()
    page.get_by_label("A personas adultas en una actividad").check()
    expect(permiso).to_be_visible()
    page.get_by_label("A ninguna persona").check()
    expect(permiso).to_be_hidden()


@pytest.mark.parametrize("ancho", [1280, 320])
@pytest.mark.parametrize("idioma", ["", "/en"])
def test_todas_las_paginas_pasan_axe(
    pagina_axe: Page, axe: Callable[[Page], None], live_server: Any, duena: Usuario,
    reporte: Reporte, taller: Actividad, ruta: str, ancho: int, idioma: str,
) -> None:  # fmt: skip
    crear_indicador(taller.metas.get(), letra="b", evidencia="acta", texto="Actas de los talleres")
    fila = crear_evidencia(reporte, taller, titulo="Una-palabra-larguísima-" * 6,
                           dato=Dato.objects.get())  # fmt: skip
    crear_evidencia(reporte, taller, estado="en_cola")
    crear_evidencia(reporte, taller, estado="infectada")
    crear_evidencia(reporte, taller, tipo="fotografia", muestra="no_se", consentimiento="no_se")
    entra(pagina_axe, duena, live_server.url, ancho)
    suya = f"/reportes/evidencias/{fila.referencia}/"
    for una in (ruta, ruta + "evidencias/", suya + "clasificar/", suya + "borrar/"):
        pagina_axe.goto(live_server.url + idioma + una)
        axe(pagina_axe)
        cabe(pagina_axe)
    pagina_axe.goto(live_server.url + idioma + ruta + "evidencias/")
    pagina_axe.locator(
        "form.subir-evidencias button.boton"
    ).click()  # without files: the error page
    pagina_axe.wait_for_selector(".resumen-errores")
    axe(pagina_axe)


@pytest.mark.parametrize("ancho", [1280, 320])
def test_las_del_panel_tambien(
    pagina_axe: Page, axe: Callable[[Page], None], live_server: Any, reporte: Reporte,
    taller: Actividad, ancho: int,
) -> None:  # fmt: skip
    dar_permisos()
    fila = crear_evidencia(reporte, taller, titulo="Lista de asistencia",
                           contenido=archivos.foto_con_gps(), formato="image/jpeg")  # fmt: skip
    st = crear_usuario("", SECRETARIA_TECNICA, is_staff=True)
    entra(pagina_axe, st, live_server.url, ancho)
    suya = f"/admin/planes/evidencia/{fila.pk}"
    for una in (
        "/admin/planes/evidencia/",
        f"{suya}/change/",
        f"{suya}/original/",
        "/admin/planes/apertura/",
        f"/admin/planes/reporte/{reporte.pk}/revision/",
    ):
        pagina_axe.goto(live_server.url + una)
        axe(pagina_axe)
        cabe(pagina_axe)
