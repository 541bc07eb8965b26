"""The pages of the workbook in Chromium: axe and width in every state, and with the filter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planes.models import Valor
from tests.corett.test_admin_navegador import con_sesion

from .escena_planilla import Escena
from .gente import CERRADO, ruta
from .test_planilla_registro import SUBIR

pytestmark = pytest.mark.django_db(transaction=True)


def mirar(pagina: Page, axe: Callable[[Page], None]) -> None:
    for ancho in (1280, 320):
        pagina.set_viewport_size({"width": ancho, "height": 900})
        assert pagina.evaluate("document.documentElement.scrollWidth") <= ancho
        axe(pagina)


def test_de_subir_a_guardar(
    pagina_axe: Page, axe: Callable[[Page], None], live_server: Any, tmp_path: Path
) -> None:
    escena = Escena()
    con_sesion(pagina_axe, escena.cliente, live_server.url)
    url = live_server.url + ruta(escena.reporte, "planilla/")
    pagina_axe.goto(url)
    mirar(pagina_axe, axe)
    pagina_axe.get_by_role("button", name="Ver qué cambiaría").click()
    expect(pagina_axe).to_have_title("Error: Llenar en Excel · CORETT")
    mirar(pagina_axe, axe)

    libro = escena.libro()
    libro.poner(escena.talleres, "numero", 4)
    libro.poner(escena.manual, "documento", "Manual de referencia")
    libro.poner(escena.ruta, "fecha", "31/06/2025")
    libro.poner(escena.uno, "logros", "Tres talleres")
    escena.colega_escribe(logros="Dos talleres y un foro")
    archivo = tmp_path / "planilla.xlsx"
    archivo.write_bytes(libro.bytes)
    pagina_axe.set_input_files("input[type=file]", str(archivo))
    pagina_axe.get_by_role("button", name="Ver qué cambiaría").click()
    expect(pagina_axe.locator(".renglon")).to_have_count(4)
    mirar(pagina_axe, axe)

    pagina_axe.get_by_label("En conflicto (1)").check()
    expect(pagina_axe.locator(".renglon:visible")).to_have_count(1)
    pagina_axe.get_by_label("Usar lo de la planilla").check()
    pagina_axe.get_by_label("Todas").check()
    expect(pagina_axe.locator(".renglon:visible")).to_have_count(4)

    pagina_axe.get_by_role("button", name="Guardar los cambios").click()
    expect(pagina_axe).to_have_title("Error: Compruebe la planilla · CORETT")
    expect(pagina_axe.get_by_label("Usar lo de la planilla")).to_be_checked()
    mirar(pagina_axe, axe)
    pagina_axe.get_by_label("Dejar fuera la fila con error").check()
    pagina_axe.get_by_role("button", name="Guardar los cambios").click()
    expect(pagina_axe.get_by_text("Guardó 3 filas de la planilla")).to_be_visible()
    assert escena.valor(escena.talleres).numero == 4
    assert escena.reporte.avances.get(actividad=escena.uno).logros == "Tres talleres"
    assert not Valor.objects.filter(dato=escena.ruta).exists()


def test_cerrado_igual_y_registro(
    pagina_axe: Page, axe: Callable[[Page], None], live_server: Any, tmp_path: Path
) -> None:
    escena = Escena()
    con_sesion(pagina_axe, escena.cliente, live_server.url)
    url = live_server.url + ruta(escena.reporte, "planilla/")
    archivo = tmp_path / "planilla.xlsx"
    archivo.write_bytes(escena.libro().bytes)
    pagina_axe.goto(url)
    pagina_axe.set_input_files("input[type=file]", str(archivo))
    pagina_axe.get_by_role("button", name="Ver qué cambiaría").click()
    expect(pagina_axe.get_by_text("no hay nada que cambiar")).to_be_visible()
    mirar(pagina_axe, axe)
    type(escena.periodo).objects.update(**CERRADO)
    pagina_axe.goto(url)
    expect(pagina_axe.locator("input[type=file]")).to_have_count(0)
    mirar(pagina_axe, axe)
    pagina_axe.goto(live_server.url + SUBIR)
    mirar(pagina_axe, axe)
