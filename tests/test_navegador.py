"""The portal in Chromium: every page, at both widths, and the whole story from a report to the
figure that the world sees."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from informes.models import Corte
from planes.models import Reporte
from tests import crear
from tests.informes.escena import Escena
from tests.personas import Persona, crear_persona
from tests.portal import Portal
from tests.test_mundo import paginas

pytestmark = pytest.mark.django_db(transaction=True)

ANCHOS = (1280, 320)
ESPERA = 20_000
"""Milliseconds for a page of the story; a document takes longer."""

NuevoContexto = Callable[..., BrowserContext]


class Recorrido:
    """A browser that goes from page to page and writes down what is wrong with each."""

    def __init__(self, page: Page, servidor: str, axe: Callable[[Page], None]) -> None:
        self.page, self.servidor, self.axe = page, servidor, axe
        self.faltas: list[str] = []
        self.enlaces: set[str] = set()
        self.en_axe = False
        page.on("console", self.consola)
        page.on("pageerror", lambda error: self.falta(f"script: {error}"))
        page.on("request", self.peticion)

    def falta(self, que: str) -> None:
        self.faltas.append(f"{self.page.url.removeprefix(self.servidor)}: {que}")

    def consola(self, mensaje: Any) -> None:
        if mensaje.type == "error" and not self.en_axe:
            self.falta(f"console: {mensaje.text}")

    def peticion(self, pedida: Any) -> None:
        if not pedida.url.startswith((self.servidor, "data:", "blob:")):
            self.falta(f"asks {pedida.url}")

    def visitar(self, url: str, *, publica: bool = False) -> None:
        """Opens the page and looks at it at both widths.

        The public pages are all visited in both languages: whether one fits depends on its words
        and on the width, each with each; what axe finds depends on the one or on the other, so
        it looks at the Spanish page when wide and at the English one when narrow.
        """
        respuesta = self.page.goto(self.servidor + url, wait_until="load")
        if respuesta is None or respuesta.status != 200:
            self.falta(f"answers {respuesta and respuesta.status}")
            return
        self.encabezado(url, publica=publica)
        for ancho in ANCHOS:
            self.page.set_viewport_size({"width": ancho, "height": 900})
            cabe = self.page.evaluate("document.documentElement.scrollWidth")
            if cabe > ancho:
                self.falta(f"{cabe} px wide at {ancho}: {self.page.evaluate(LO_ANCHO, ancho)}")
            if not publica or url.startswith("/en/") == (ancho < ANCHOS[0]):
                self.pasar_axe(ancho)
        self.enlaces |= set(self.page.evaluate("[...document.links].map(a => a.href)"))

    def pasar_axe(self, ancho: int) -> None:
        """Our CSP holds back what axe itself writes into the page: that is no fault of the page."""
        self.en_axe = True
        try:
            self.axe(self.page)
        except AssertionError as quejas:
            self.falta(f"at {ancho} px, {quejas}")
        self.page.evaluate("1")  # so that what axe left in the console has arrived
        self.en_axe = False

    def encabezado(self, url: str, *, publica: bool) -> None:
        """One h1 and a title; for the world also language, description and its own address."""
        hay = self.page.evaluate(ENCABEZADO)
        if hay["h1"] != 1 or not hay["titulo"].strip():
            self.falta(f"{hay['h1']} h1, title «{hay['titulo']}»")
        if hay["lang"] != ("en" if url.startswith("/en/") else "es"):
            self.falta(f"lang is {hay['lang']}")
        if publica:
            canonica = self.servidor + url.partition("?")[0]
            if len(hay["descripcion"] or "") < 8:
                self.falta(f"description «{hay['descripcion']}»")
            if hay["canonica"] != canonica and "noindex" not in hay["robots"]:
                self.falta(f"canonical is {hay['canonica']}")


ENCABEZADO = """() => ({
    h1: document.querySelectorAll('h1').length,
    titulo: document.title,
    lang: document.documentElement.lang,
    descripcion: document.querySelector('meta[name=description]')?.content,
    robots: document.querySelector('meta[name=robots]')?.content ?? '',
    canonica: document.querySelector('link[rel=canonical]')?.href,
})"""

LO_ANCHO = """ancho => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > ancho + 1 && !e.children.length)
    .slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ')"""


@pytest.fixture
def recorrido(
    live_server: Any, new_context: NuevoContexto, axe: Callable[[Page], None]
) -> Callable[..., Recorrido]:
    """``recorrido(persona)``: a browser in which that person, or nobody, sits."""

    def abrir(persona: Persona | None = None) -> Recorrido:
        contexto = new_context(bypass_csp=False)
        if persona is not None:
            contexto.add_cookies(persona.galletas(live_server.url))
        return Recorrido(contexto.new_page(), live_server.url, axe)

    return abrir


def de_html(corte: Corte, visitante: Client) -> Iterator[str]:
    """The public addresses that are pages."""
    for url in [*paginas(corte), "/plan/?metas"]:
        respuesta = visitante.get(url)
        respuesta.getvalue()
        if respuesta.headers["Content-Type"].startswith("text/html") and "/api/" not in url:
            yield url


def test_todas_las_paginas_publicas(recorrido: Callable[..., Recorrido]) -> None:
    """And every link in them leads somewhere."""
    portal = Portal()
    visita = recorrido()
    visitadas = list(dict.fromkeys(de_html(portal.corte, Client())))
    assert {"/", "/en/", "/plan/actividades/1.1/", "/en/ayuda-victimas/"} <= set(visitadas)
    for url in visitadas:
        visita.visitar(url, publica=True)
    assert not visita.faltas, "\n".join(visita.faltas)
    assert not visita.page.context.cookies()
    assert not rotos(visita, Client())


def rotos(visita: Recorrido, cliente: Client) -> list[str]:
    """Links of the portal itself that answer with an error."""
    propios = {urldefrag(a).url for a in visita.enlaces if a.startswith(visita.servidor)}
    malos = []
    for direccion in sorted(propios):
        partes = urlsplit(direccion)
        respuesta = cliente.get(f"{partes.path}?{partes.query}")
        respuesta.getvalue()
        if respuesta.status_code >= 400:
            malos.append(f"{respuesta.status_code} {direccion}")
    return malos


def test_las_paginas_de_quien_reporta(recorrido: Callable[..., Recorrido]) -> None:
    """Each page in each state of the report, and with errors."""
    portal = Portal()
    focal = crear_persona("focal")
    visita = recorrido(focal)
    base = f"/reportes/{portal.reporte.referencia}/"
    hojas = [base, f"{base}actividades/1.1/", f"{base}actividades/1.2/"]
    por_estado = {
        "borrador": ["/reportes/", "/en/reportes/", *hojas, f"{base}comprobar/"],
        "enviado": [*hojas, f"{base}recibo/"],
        "observado": ["/reportes/", *hojas, f"/en{base}actividades/1.2/", f"{base}comprobar/"],
        "aprobado": [*hojas, f"{base}recibo/", f"{base}corregir/"],
    }
    for estado, urls in por_estado.items():
        portal.en_estado(estado)
        for url in urls:
            visita.visitar(url)
        # Now: what a remark's page shows depends on the state.
        assert not rotos(visita, focal)
        visita.enlaces.clear()
    for url in ("/cuenta/", "/cuenta/clave/", "/cuenta/segundo-factor/", "/en/cuenta/"):
        visita.visitar(url)
    assert not visita.faltas, "\n".join(visita.faltas)
    assert not rotos(visita, focal)


def test_los_errores_de_un_formulario(
    recorrido: Callable[..., Recorrido], axe: Callable[[Page], None]
) -> None:
    """The summary has the focus and leads to the field; what was typed is still there."""
    portal = Portal()
    visita = recorrido(crear_persona("focal"))
    page = visita.page
    page.goto(f"{visita.servidor}/reportes/{portal.reporte.referencia}/actividades/1.1/")
    page.locator("[name=dato-talleres-numero]").fill("-3")
    page.locator("[name=logros]").fill("Tres jornadas")
    page.get_by_role("button", name="Guardar borrador").click()
    expect(page).to_have_title(re.compile("^Error:"))
    resumen = page.locator(".resumen-errores")
    expect(resumen).to_be_focused()
    axe(page)
    resumen.get_by_role("link").first.click()
    expect(page.locator("[name=dato-talleres-numero]")).to_be_focused()
    expect(page.locator("[name=dato-talleres-numero]")).to_have_value("-3")
    expect(page.locator("[name=logros]")).to_have_value("Tres jornadas")


def test_las_paginas_de_la_secretaria(recorrido: Callable[..., Recorrido]) -> None:
    """Desk, plan, tables, matrix, review, cut desk."""
    portal = Portal()
    portal.en_estado("enviado")
    secretaria = crear_persona("secretaria")
    visita = recorrido(secretaria)
    reporte, otro = portal.reporte, portal.reporte_otro
    meta, talleres = portal.actividad.metas.get(), portal.talleres
    urls = [
        "", f"planes/plan/{portal.plan.pk}/arbol/", f"planes/plan/{portal.plan.pk}/change/",
        "planes/actividad/", f"planes/actividad/{portal.actividad.pk}/change/",
        f"planes/meta/{meta.pk}/change/", f"planes/meta/{meta.pk}/history/",
        f"planes/meta/{meta.pk}/delete/", "planes/meta/add/", "planes/meta/import/",
        f"planes/dato/{talleres.pk}/change/", "planes/lugardudoso/", "planes/valor/",
        f"planes/periodo/{portal.periodo.pk}/change/", "actores/usuario/", "actores/usuario/add/",
        "actores/organizacion/", "actores/lineadenuncia/", "planes/reporte/",
        f"planes/reporte/periodo/{portal.periodo.pk}/", f"planes/reporte/{reporte.pk}/revision/",
        f"planes/reporte/{otro.pk}/actividades/1.1/", f"planes/reporte/{reporte.pk}/history/",
        "informes/corte/", "informes/corte/preparar/",
        f"informes/corte/{portal.preparado.pk}/detalle/",
        f"informes/corte/{portal.corte.pk}/detalle/",
    ]  # fmt: skip
    for url in urls:
        visita.visitar(f"/admin/{url}")
    for url in ("", f"planes/reporte/{reporte.pk}/revision/", "informes/corte/preparar/"):
        visita.visitar(f"/en/admin/{url}")
    assert not visita.faltas, "\n".join(visita.faltas)
    assert not rotos(visita, secretaria)


# --- The whole story -----------------------------------------------------------------------------


class Historia:
    """Who does what, each in a browser of her own."""

    def __init__(self, servidor: str, new_context: NuevoContexto) -> None:
        self.servidor, self.new_context = servidor, new_context

    def entrar(self, correo: str) -> Page:
        """Logs in by the form, as people do."""
        page = self.nadie()
        page.goto(f"{self.servidor}/cuenta/ingresar/")
        page.locator("[name=login]").fill(correo)
        page.locator("[name=password]").fill(crear.CLAVE)
        page.get_by_role("button", name="Ingresar").click()
        page.wait_for_url(lambda url: "ingresar" not in url)
        return page

    def nadie(self) -> Page:
        page = self.new_context().new_page()
        page.set_default_timeout(ESPERA)
        return page


def llenar(page: Page, *, talleres: str) -> None:
    """Both activities of a report that is open on its list."""
    page.get_by_role("link", name="Actividad 1.1").click()
    page.get_by_label("En curso").check()
    page.locator("[name=dato-talleres-numero]").fill(talleres)
    page.locator("[name=logros]").fill("Jornadas en tres departamentos")
    page.get_by_label("Sí, ya la llené").check()
    page.get_by_role("button", name="Guardar y seguir con la siguiente").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1.2")
    page.get_by_label("Completada").check()
    page.get_by_label("Trata", exact=True).fill("4")
    page.get_by_label("Trafico", exact=True).fill("0")
    page.get_by_label("Sí, ya la llené").check()
    page.get_by_role("button", name="Guardar y volver a la lista").click()


def enviar(page: Page) -> None:
    page.get_by_role("link", name="Comprobar y enviar").click()
    expect(
        page.get_by_role("button", name="Enviar reporte a la Secretaría Técnica")
    ).to_be_visible()
    for explicacion in page.locator(".explicar textarea").all():
        explicacion.fill("Es así: se comprobó con las listas.")
    page.get_by_role("button", name="Enviar reporte a la Secretaría Técnica").click()
    page.wait_for_url("**/recibo/")


def asuntos(correo: str) -> list[str]:
    return [m.subject for m in mail.outbox if correo in m.to]


def test_del_reporte_a_la_cifra_que_ve_el_mundo(
    live_server: Any, new_context: NuevoContexto
) -> None:
    """Honduras reports, the ST returns one item, it is mended and approved, a cut is published:
    an anonymous visitor finds the new figure everywhere, with its coverage."""
    escena = Escena()
    escena.reportar_todo()
    escena.publicar()
    crear.crear_periodo(escena.plan)
    focal, secretaria = crear_persona("focal").usuario, crear_persona("secretaria").usuario
    assert focal is not None
    assert secretaria is not None
    historia = Historia(live_server.url, new_context)
    mundo = historia.nadie()
    mundo.goto(f"{live_server.url}/plan/actividades/1.1/")
    expect(mundo.locator("main")).not_to_contain_text(CIFRA)

    honduras = historia.entrar(focal.correo)
    honduras.get_by_role("button", name="Empezar el reporte").click()
    llenar(honduras, talleres="1357")
    enviar(honduras)
    assert len(asuntos(secretaria.correo)) == 1
    reporte = Reporte.objects.get(pais__codigo="hn", periodo__anio=2025)

    st = historia.entrar(secretaria.correo)
    revision = f"{live_server.url}/admin/planes/reporte/{reporte.pk}/revision/"
    st.goto(revision)
    expect(st.locator("main, #content-main").first).to_contain_text(
        "Jornadas en tres departamentos"
    )
    st.locator("summary").filter(has_text="Observar la actividad 1.1").click()
    st.locator("#id_observacion-1-1-texto").fill("¿Cuentan también los regionales?")
    st.locator("[id='a-1.1']").get_by_role("button", name="Guardar la observación").click()
    st.get_by_role("button", name="Devolver con 1 observación").click()
    expect(st.locator("h1")).to_contain_text("Devuelto")
    recibo, vuelta = asuntos(focal.correo)
    assert reporte.referencia in recibo
    assert "volvió con observaciones" in vuelta

    honduras.goto(f"{live_server.url}/reportes/")
    honduras.locator("a.boton", has_text="Corregir el reporte").click()
    expect(honduras.locator("main")).to_contain_text("¿Cuentan también los regionales?")
    honduras.get_by_role("link", name="Actividad 1.1").first.click()
    honduras.locator("[name=dato-talleres-numero]").fill("1 468")
    honduras.get_by_label("Sí, ya la llené").check()
    honduras.get_by_role("button", name="Guardar borrador").click()
    honduras.get_by_role("link", name="Su reporte").click()
    enviar(honduras)

    st.goto(f"{revision}?ver=cambios")
    expect(st.locator("article.punto")).to_have_count(1)
    st.get_by_role("button", name="Aprobar el reporte").click()
    expect(st.locator("h1")).to_have_text("¿Aprobar el reporte de País HN?")
    st.get_by_role("button", name="Sí, aprobar el reporte de País HN").click()
    expect(st.locator("h1")).to_contain_text("Aprobado")
    assert [len(asuntos(correo)) for correo in (secretaria.correo, focal.correo)] == [2, 4]

    publicar(st, live_server.url)
    # Another visitor: the first one's browser keeps its copy of a page for a minute.
    comprobar(historia.nadie(), live_server.url)


CIFRA = re.compile(r"1[\s,.\u00a0\u202f]?468")


def publicar(st: Page, servidor: str) -> None:
    """Prepares the cut, looks at the site through it, makes the report, publishes both."""
    st.goto(f"{servidor}/admin/informes/corte/preparar/")
    st.locator("[name=motivo]").fill("Datos de 2025")
    st.get_by_role("button", name="Preparar el corte").click()
    st.wait_for_url("**/detalle/")
    detalle = st.url
    st.get_by_role("link", name="Ver el sitio con este corte").click()
    expect(st.locator("body")).to_contain_text("Vista previa del corte")
    st.get_by_role("button", name="Salir de la vista previa").click()
    st.goto(detalle)
    st.set_default_timeout(120_000)
    st.get_by_role("link", name="Hacer y leer los documentos").click()
    st.get_by_role("row", name="Informe anual regional").get_by_role("button").click()
    expect(st.locator("table a", has_text="PDF")).to_have_count(2, timeout=120_000)
    st.goto(detalle)
    st.get_by_role("link", name="Publicar el corte").click()
    st.get_by_role("button", name="Publicar el corte al").click()
    expect(st.locator("h1")).to_contain_text("Publicado")


def comprobar(mundo: Page, servidor: str) -> None:
    """The visitor's figure, the same everywhere, "1 de 3 países" beside it."""
    for url in ("/plan/actividades/1.1/", "/plan/indicadores/1.1.1.a/"):
        mundo.goto(servidor + url)
        expect(mundo.locator("main")).to_contain_text(CIFRA)
        expect(mundo.locator("main")).to_contain_text("1 de 3 países")
    mundo.goto(f"{servidor}/en/plan/actividades/1.1/")
    expect(mundo.locator("main")).to_contain_text("1 of 3 countries")
    assert not mundo.context.cookies()

    pedir = mundo.context.request
    hoja = pedir.get(f"{servidor}/datos/celdas.csv").body().decode("utf-8-sig")
    filas = [f for f in csv.DictReader(io.StringIO(hoja))
             if (f["dato"], f["pais"], f["anio"]) == ("talleres", "", "2025")]  # fmt: skip
    assert [(f["valor"], f["reportaron"], f["esperados"]) for f in filas] == [("1468", "1", "3")]
    celdas = pedir.get(f"{servidor}/api/v1/celdas/?dato=talleres&anio=2025").json()["results"]
    region = [(float(c["valor"]), c["reportaron"], c["esperados"]) for c in celdas if not c["pais"]]
    assert region == [(1468.0, 1, 3)]

    pdf = pedir.get(f"{servidor}/informes/2025/anual.pdf").body()
    texto = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages)
    junto = re.sub(r"\s+", " ", texto)
    assert any(re.search(r"1 de 3", junto[m.end() : m.end() + 300]) for m in CIFRA.finditer(junto))
