"""Acceptance: a news item from the first word to the site, by a member of the Comité de
Comunicación, with and without JavaScript; and the pages of visitors, accessible on any screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from actores.models import Usuario
from informes.models import Campana, Ilustracion, Noticia, Pagina
from tests.crear import crear_pais
from tests.informes.escena_editorial import (
    EN_INGLES,
    comunicadora,
    con_imagen,
    escribir,
    foto,
    publicar,
)
from tests.personas import Persona

pytestmark = pytest.mark.django_db(transaction=True)

LARGO = "Mecanismos interinstitucionales de contrarreferenciación transfronteriza " * 2


@pytest.fixture
def ana() -> Usuario:
    crear_pais("hn", "Honduras")
    return comunicadora()


@pytest.fixture
def archivo(tmp_path: Path) -> Path:
    ruta = tmp_path / "foto de la sesión.jpg"
    ruta.write_bytes(foto())
    return ruta


@pytest.mark.parametrize("con_javascript", [True, False])
def test_una_noticia_de_la_primera_palabra_al_sitio(
    live_server: Any,
    new_context: Callable[..., Any],
    ana: Usuario,
    archivo: Path,
    con_javascript: bool,
) -> None:
    contexto = new_context(java_script_enabled=con_javascript)
    contexto.add_cookies(Persona(ana).galletas(live_server.url))
    page: Page = contexto.new_page()
    avisos: list[str] = []
    page.on("console", lambda m: avisos.append(m.text) if m.type == "error" else None)

    # The desk: only what is hers.
    page.goto(f"{live_server.url}/admin/")
    assert page.locator(".grupos section").count() == 1
    page.get_by_role("link", name="Escribir una noticia").click()

    # Written and illustrated, in both languages.
    page.get_by_label("Título", exact=True).fill("La Coalición se reúne")
    page.get_by_label("Título en inglés").fill("The Coalition meets")
    page.get_by_label("Resumen", exact=True).fill("Dos días de trabajo.")
    page.get_by_label("Resumen en inglés").fill("Two working days.")
    if con_javascript:
        editor = page.get_by_role("textbox", name="Texto", exact=True)
        editor.click()
        page.keyboard.type("Qué se acordó")
        page.get_by_role("button", name="Subtítulo", exact=True).first.click()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Párrafo").first.click()
        page.keyboard.type("El calendario.")
        page.get_by_role("textbox", name="Texto en inglés").click()
        page.keyboard.type("The calendar.")
    else:
        page.get_by_label("Texto", exact=True).fill("<h2>Qué se acordó</h2><p>El calendario.</p>")
        page.get_by_label("Texto en inglés").fill("The calendar.")
    page.locator("input[type=file]").set_input_files(archivo)
    page.get_by_label("Texto alternativo", exact=True).fill("Un campo azul")
    page.get_by_label("Honduras").check()

    # Previewed, in both languages.
    page.get_by_role("button", name="Ver como quedará").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La Coalición se reúne")
    expect(page.get_by_text("Borrador: los visitantes no lo ven.")).to_be_visible()
    expect(page.get_by_role("heading", name="Qué se acordó")).to_be_visible()
    imagen = page.get_by_role("img", name="Un campo azul")
    if con_javascript:
        assert imagen.evaluate("i => i.complete && i.naturalWidth > 0")
    page.goto(page.url.replace("/admin/", "/en/admin/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("The Coalition meets")
    page.go_back()

    # What is missing is said: the picture in English.
    page.get_by_role("link", name="Publicar o programar…").click()
    expect(page.get_by_text("Todavía no se puede publicar")).to_be_visible()
    page.get_by_role("link", name="Completarla").click()
    page.locator("#id_imagen_alt_en").fill("A blue field")
    page.get_by_role("button", name="Publicar o programar…").click()

    # Scheduled: nobody sees it yet.
    manana = timezone.localtime() + dt.timedelta(days=1)
    page.get_by_label("Día y hora").fill(f"{manana:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Programar").click()
    expect(page.locator(".situacion strong")).to_contain_text("Programada: sale el")
    visita: Page = new_context(java_script_enabled=con_javascript).new_page()
    publica = f"{live_server.url}/noticias/la-coalicion-se-reune/"
    respuesta = visita.goto(publica)
    assert respuesta is not None
    assert respuesta.status == 404

    # Time moves.
    Noticia.objects.update(publicar_en=timezone.now() - dt.timedelta(minutes=1))
    visita.goto(publica)
    expect(visita.get_by_role("heading", level=1)).to_have_text("La Coalición se reúne")
    expect(visita.get_by_role("link", name="Honduras")).to_be_visible()
    assert visita.context.cookies() == []

    # Withdrawn.
    page.reload()
    page.get_by_label("¿Por qué se retira?").fill("Ya no hace falta")
    page.get_by_role("button", name="Retirar").click()
    expect(page.locator(".situacion strong")).to_have_text("Retirada del sitio.")
    otra: Page = new_context().new_page()  # a browser keeps its own copy for a minute
    respuesta = otra.goto(publica)
    assert respuesta is not None
    assert respuesta.status == 404
    assert avisos == []


def test_irse_sin_guardar_se_avisa(live_server: Any, page: Page, ana: Usuario) -> None:
    page.context.add_cookies(Persona(ana).galletas(live_server.url))  # type: ignore[arg-type]
    preguntas: list[str] = []
    page.on("dialog", lambda aviso: (preguntas.append(aviso.type), aviso.accept()))
    formularios = ("noticia", "campana", "pagina", "termino")
    for tabla in formularios:
        nueva = f"{live_server.url}/admin/informes/{tabla}/add/"
        page.goto(nueva)
        page.goto(f"{live_server.url}/admin/")
        assert preguntas == []  # nothing was typed
        page.goto(nueva)
        page.locator("#id_titulo, #id_termino").fill("Empezada")
        page.goto(f"{live_server.url}/admin/")
        assert preguntas == ["beforeunload"], tabla
        preguntas.clear()

    # What came back with an error is not saved either; saving asks nothing.
    page.goto(f"{live_server.url}/admin/informes/noticia/add/")
    page.get_by_label("Resumen", exact=True).fill("Sin título todavía.")
    page.get_by_role("button", name="Guardar borrador").click()
    expect(page.get_by_text("Hay un problema")).to_be_visible()
    assert preguntas == []
    page.goto(f"{live_server.url}/admin/")
    assert preguntas == ["beforeunload"]


def test_lo_que_se_pega_llega_sin_programas_ni_imagenes(
    live_server: Any, page: Page, ana: Usuario
) -> None:
    page.context.add_cookies(Persona(ana).galletas(live_server.url))  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/admin/informes/noticia/add/")
    page.get_by_label("Título", exact=True).fill("Pegada")
    editor = page.get_by_role("textbox", name="Texto", exact=True)
    editor.evaluate(
        """(caja) => {
          caja.innerHTML = '<p>uno<img src="https://malo.example/x.png" onerror="window.mal = 1">'
            + '<a href="javascript:window.mal=1">dos</a></p><script>window.mal = 1</script>';
          caja.dispatchEvent(new InputEvent("input", {bubbles: true}));
        }"""
    )
    page.get_by_role("button", name="Guardar borrador").click()
    assert Noticia.objects.get().cuerpo == "<p>unodos</p>"
    assert page.evaluate("window.mal") is None


@pytest.mark.parametrize(
    ("boton", "queda"),
    [
        ("Viñetas", "<p>Antes</p><ul><li>Dos palabras mas</li></ul>"),
        ("1, 2, 3 lista numerada", "<p>Antes</p><ol><li>Dos palabras mas</li></ol>"),
    ],
)
def test_las_listas_no_mueven_el_cursor(
    live_server: Any, page: Page, ana: Usuario, boton: str, queda: str
) -> None:
    page.context.add_cookies(Persona(ana).galletas(live_server.url))  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/admin/informes/noticia/add/")
    editor = page.get_by_role("textbox", name="Texto", exact=True)
    editor.click()
    page.keyboard.type("Antes")
    page.keyboard.press("Enter")
    page.keyboard.type("Dos palabras")
    page.get_by_role("button", name=boton).first.click()
    page.keyboard.type(" mas")
    assert editor.evaluate("caja => caja.innerHTML") == queda
    # Off again, and on in the middle of a text.
    page.get_by_role("button", name=boton).first.click()
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("X")
    assert editor.inner_text().split() == ["Antes", "Dos", "palabras", "maXs"]
    assert editor.locator("p p, p ul, p ol, ul, ol").count() == 0


def test_la_direccion_de_un_enlace_se_completa_o_se_dice_que_le_falta(
    live_server: Any, page: Page, ana: Usuario
) -> None:
    page.context.add_cookies(Persona(ana).galletas(live_server.url))  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/admin/informes/noticia/add/")
    editor = page.get_by_role("textbox", name="Texto", exact=True)
    editor.click()
    page.keyboard.type("La guía")
    editor.press("Control+a")
    abrir = page.get_by_role("button", name="Enlace", exact=True).first
    abrir.click()
    caja = page.get_by_label("Dirección del enlace").first
    poner = page.get_by_role("button", name="Poner el enlace").first
    for mala in ("javascript:alert(1)", "ejemplo.org/a b", "guia", "//malo.org", ""):
        caja.fill(mala)
        poner.click()
        expect(page.get_by_text("Escriba la dirección completa").first).to_be_visible()
        expect(caja).to_be_focused()
        expect(caja).to_have_attribute("aria-invalid", "true")
        assert editor.locator("a").count() == 0
    for escrita, queda in (
        ("www.ejemplo.org", "https://www.ejemplo.org"),
        ("ejemplo.org/guia", "https://ejemplo.org/guia"),
        ("/plan/", f"{live_server.url}/plan/"),
        ("ana@ejemplo.org", "mailto:ana@ejemplo.org"),
    ):
        caja.fill(escrita)
        poner.click()
        expect(caja).to_be_hidden()
        enlace = editor.get_by_role("link", name="La guía")
        assert enlace.get_attribute("href") == queda
        editor.press("Control+a")
        abrir.click()


def test_paginas_accesibles_que_caben(
    live_server: Any, pagina_axe: Page, axe: Callable[[Page], None], ana: Usuario
) -> None:
    noticia = escribir(por=ana, titulo=LARGO, cuerpo=f"<h2>{LARGO}</h2><p>{'x' * 90}</p>")
    with_imagen = con_imagen()
    Noticia.objects.filter(pk=noticia.pk).update(**with_imagen)
    Ilustracion.objects.create(
        noticia=noticia, imagen=with_imagen["imagen"], alternativo="Un mapa", pie=LARGO
    )
    noticia.refresh_from_db()
    publicar(noticia)
    publicar(escribir(por=ana, titulo="Otra", slug="otra", **EN_INGLES))
    publicar(escribir(Campana, por=ana, slug="campana", lema=LARGO[:150], **with_imagen))
    publicar(escribir(Pagina, por=ana, slug="normas", en_el_pie=True))
    borrador = escribir(por=ana, titulo="Borrador", cuerpo="")
    publicas = [
        "/noticias/", "/en/noticias/", noticia.get_absolute_url(), "/noticias/otra/",
        "/en" + noticia.get_absolute_url(), "/campanas/", "/campanas/campana/", "/paginas/normas/",
    ]  # fmt: skip
    tabla = "/admin/informes/noticia/"
    internas = [
        tabla, f"{tabla}add/", f"{tabla}{noticia.pk}/change/", f"{tabla}{noticia.pk}/salida/",
        f"{tabla}{borrador.pk}/salida/", f"{tabla}{noticia.pk}/vista/",
        f"{tabla}{noticia.pk}/history/", "/admin/", "/admin/informes/campana/add/",
        "/admin/informes/pagina/add/", f"/en{tabla}add/",
    ]  # fmt: skip
    mirar(pagina_axe, axe, live_server.url, publicas)
    pagina_axe.context.add_cookies(Persona(ana).galletas(live_server.url))  # type: ignore[arg-type]
    mirar(pagina_axe, axe, live_server.url, internas)
    pagina_axe.goto(f"{live_server.url}{tabla}add/")
    pagina_axe.get_by_role("button", name="Guardar borrador").click()
    expect(pagina_axe.get_by_text("Hay un problema")).to_be_visible()
    axe(pagina_axe)


def mirar(page: Page, axe: Callable[[Page], None], base: str, urls: list[str]) -> None:
    for ancho in (1280, 320):
        page.set_viewport_size({"width": ancho, "height": 800})
        for url in urls:
            page.goto(base + url)
            axe(page)
            medida = page.evaluate("document.documentElement.scrollWidth")
            assert medida <= ancho, f"{url} is {medida} px wide at {ancho}"
