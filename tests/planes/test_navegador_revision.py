"""axe and 320 px over the review desk and what the country sees of it, errors included."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from actores.models import Usuario
from actores.roles import SECRETARIA_TECNICA
from planes import operaciones
from planes.entrada import Entrada
from planes.models import Actividad, Reporte
from tests import crear
from tests.personas import Persona
from tests.planes.gente import ruta

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def st() -> Usuario:
    return crear.crear_usuario("st@demo.example", SECRETARIA_TECNICA, is_staff=True)


@pytest.fixture
def devuelto(duena: Usuario, taller: Actividad, st: Usuario) -> Reporte:
    """Returned with a remark that has a reply, with a jump to explain and a text to accept."""
    antes = crear.crear_reporte(
        crear.crear_pais("hn"), crear.crear_periodo(taller.plan, 2025, 1), "aprobado"
    )
    talleres = taller.indicadores.get().dato
    crear.crear_valor(antes, talleres, 900)
    reporte = crear.crear_reporte(antes.pais, crear.crear_periodo(taller.plan))
    crear.crear_avance(reporte, taller, logros="Dos talleres en mayo.", terminada=True)
    crear.crear_valor(reporte, talleres, 3)
    crear.explicar(reporte)
    reporte = operaciones.enviar(reporte=reporte, por=duena)
    observacion = operaciones.observar(
        reporte=reporte, actividad=taller, texto="¿Dónde fueron?", por=st
    )
    reporte = operaciones.devolver(reporte=reporte, revision=reporte.revision, por=st)
    operaciones.responder_observacion(observacion=observacion, texto="En Choluteca.", por=duena)
    crear.crear_texto_publico(reporte, taller)
    return reporte


def mirar(
    quien: Usuario, page: Page, axe: Callable[[Page], None], servidor: str, ancho: int, *rutas: str
) -> None:
    page.context.clear_cookies()
    page.context.add_cookies(Persona(quien).galletas(servidor))  # type: ignore[arg-type]
    page.set_viewport_size({"width": ancho, "height": 900})
    for direccion in rutas:
        page.goto(servidor + direccion)
        revisada(page, axe)


def revisada(page: Page, axe: Callable[[Page], None]) -> None:
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url


@pytest.mark.parametrize("ancho", [1280, 320])
def test_lo_que_ve_el_pais(
    duena: Usuario, devuelto: Reporte, pagina_axe: Page, axe: Callable[[Page], None],
    live_server: Any, ancho: int,
) -> None:  # fmt: skip
    observacion, textos = devuelto.observaciones.get(), ruta(devuelto, "textos/")
    mirar(
        duena, pagina_axe, axe, live_server.url, ancho,
        ruta(devuelto, "comprobar/"), ruta(devuelto, f"observaciones/{observacion.pk}/"), textos,
        ruta(devuelto, "actividades/2.1/"), f"/en{textos}",
    )  # fmt: skip
    pagina_axe.goto(f"{live_server.url}{ruta(devuelto, 'comprobar/')}")
    pagina_axe.locator("textarea").fill("")
    pagina_axe.get_by_role("button", name="Enviar reporte").click()
    expect(pagina_axe).to_have_title(re.compile("^Error:"))
    revisada(pagina_axe, axe)
    pagina_axe.goto(live_server.url + textos)
    pagina_axe.get_by_label("No, hay que cambiarlo").check()
    pagina_axe.get_by_role("button", name="Guardar mis respuestas").click()
    expect(pagina_axe).to_have_title(re.compile("^Error:"))
    revisada(pagina_axe, axe)


@pytest.fixture
def por_revisar(duena: Usuario, taller: Actividad) -> Reporte:
    """Sent, with a second activity; nobody has begun to review it."""
    otra = crear.crear_actividad("2.2", informante="nacional")
    reporte = crear.crear_reporte(crear.crear_pais("hn"), crear.crear_periodo(taller.plan))
    for actividad in (taller, otra):
        crear.crear_avance(reporte, actividad, logros="Dos talleres en mayo.", terminada=True)
    crear.crear_valor(reporte, taller.indicadores.get().dato, 3)
    crear.explicar(reporte)
    return operaciones.enviar(reporte=reporte, por=duena)


def empezar_una_observacion(page: Page, codigo: str, texto: str) -> Any:
    """Types a remark on one activity and does not save it; the field."""
    punto = page.locator(f"[id='a-{codigo}']")
    punto.get_by_text("Observar").click()
    campo = punto.get_by_label("¿Qué hay que corregir o aclarar?")
    campo.fill(texto)
    return campo


def contestar(page: Page, *, sigue: bool) -> list[tuple[str, str]]:
    """Answers every question of the page from here on; what it asked, as it asks."""
    preguntas: list[tuple[str, str]] = []

    def dialogo(pregunta: Any) -> None:
        preguntas.append((pregunta.type, pregunta.message))
        (pregunta.accept if sigue else pregunta.dismiss)()

    page.on("dialog", dialogo)
    return preguntas


def test_lo_escrito_en_una_actividad_no_se_pierde_al_guardar_otra(
    st: Usuario, por_revisar: Reporte, page: Page, live_server: Any
) -> None:
    """Two remarks are begun; saving one asks about the other, and "no" keeps both."""
    page.context.add_cookies(Persona(st).galletas(live_server.url))  # type: ignore[arg-type]
    pagina = f"{live_server.url}/admin/planes/reporte/{por_revisar.pk}/revision/"
    page.goto(pagina)
    preguntas = contestar(page, sigue=False)
    primera = empezar_una_observacion(page, "2.1", "¿Dónde fueron?")
    segunda = empezar_una_observacion(page, "2.2", "Falta el acta.")
    boton = "Guardar la observación"
    page.locator("[id='a-2.2']").get_by_role("button", name=boton).click()
    assert [tipo for tipo, _texto in preguntas] == ["confirm"]
    assert "Hay un texto sin guardar en otra actividad" in preguntas[0][1]
    assert page.url == pagina
    assert not por_revisar.observaciones.exists()
    expect(primera).to_be_focused()
    expect(primera).to_have_value("¿Dónde fueron?")
    expect(segunda).to_have_value("Falta el acta.")
    segunda.fill("")  # what is empty is nothing to lose
    page.locator("[id='a-2.1']").get_by_role("button", name=boton).click()
    page.wait_for_url(re.compile("#a-2.1$"))
    assert len(preguntas) == 1
    assert [o.texto for o in por_revisar.observaciones.all()] == ["¿Dónde fueron?"]


def test_salir_de_la_pagina_pregunta_solo_si_hay_algo_escrito(
    st: Usuario, por_revisar: Reporte, page: Page, live_server: Any
) -> None:
    page.context.add_cookies(Persona(st).galletas(live_server.url))  # type: ignore[arg-type]
    pagina = f"{live_server.url}/admin/planes/reporte/{por_revisar.pk}/revision/"
    cola = f"{live_server.url}/admin/planes/reporte/por-revisar/"
    preguntas = contestar(page, sigue=True)
    page.goto(pagina)
    page.goto(cola)
    assert preguntas == []
    page.goto(pagina)
    empezar_una_observacion(page, "2.1", "¿Dónde fueron?")
    page.goto(cola)
    assert [tipo for tipo, _texto in preguntas] == ["beforeunload"]
    assert not por_revisar.observaciones.exists()


@pytest.mark.parametrize("ancho", [1280, 320])
def test_lo_que_ve_quien_revisa(
    duena: Usuario, st: Usuario, taller: Actividad, devuelto: Reporte, pagina_axe: Page,
    axe: Callable[[Page], None], live_server: Any, ancho: int,
) -> None:  # fmt: skip
    avance = devuelto.avances.get()
    operaciones.guardar_respuestas(
        reporte=devuelto, actividad=taller, version=avance.version, por=duena,
        textos={"logros": "Tres talleres en mayo.", "terminada": True},
        entradas={taller.indicadores.get().dato: Entrada(numero=4)},
    )  # fmt: skip
    operaciones.enviar(reporte=devuelto, por=duena)
    pagina = f"/admin/planes/reporte/{devuelto.pk}/revision/"
    cola = "/admin/planes/reporte/por-revisar/"
    mirar(
        st, pagina_axe, axe, live_server.url, ancho,
        pagina, f"{pagina}?ver=todas", f"{pagina}?ver=avisos", f"{pagina}?ver=abiertas", cola,
    )  # fmt: skip
    pagina_axe.goto(live_server.url + pagina)
    pagina_axe.get_by_text("Cambiar el texto para publicar").click()
    pagina_axe.get_by_label("Texto para publicar").fill("Llame al 9999-8888.")
    pagina_axe.get_by_role("button", name="Guardar y pedir la aceptación del país").click()
    expect(pagina_axe).to_have_title(re.compile("^Error:"))
    revisada(pagina_axe, axe)
    pagina_axe.goto(live_server.url + cola)
    pagina_axe.locator("[name=reporte]").check()
    pagina_axe.get_by_role("button", name="Aprobar los marcados").click()
    assert "¿Aprobar este reporte?" in pagina_axe.inner_text("h1")
    revisada(pagina_axe, axe)
    pagina_axe.get_by_role("button", name="Aprobar 1 reporte").click()
    assert "Aprobó 1 reporte" in pagina_axe.inner_text("body")
