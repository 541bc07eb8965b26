"""The activity page in Chromium while it saves itself: bad lines, a killed server, two people,
a session that ends; and the whole report by keyboard alone."""

from __future__ import annotations

import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect

from actores.models import Usuario
from planes.models import Actividad, Avance, Reporte, Valor
from tests import crear
from tests.planes.gente import entrar, focal, ruta, ruta_actividad, secretaria

pytestmark = pytest.mark.django_db(transaction=True)

NuevoContexto = Callable[..., BrowserContext]
AUTOGUARDAR = "**/autoguardar/"
RAIZ = Path(__file__).resolve().parents[2]


def sentar(contexto: BrowserContext, usuario: Usuario, servidor: str) -> Page:
    """A page of a browser in which that person has logged in."""
    sesion = entrar(usuario).cookies[settings.SESSION_COOKIE_NAME].value
    contexto.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sesion, "url": servidor}])
    return contexto.new_page()


@pytest.fixture
def abrir(
    live_server: Any, new_context: NuevoContexto, duena: Usuario, reporte: Reporte
) -> Callable[..., Page]:
    """``abrir()``: activity 2.1 before its focal point; ``usuario`` is somebody else."""

    def hacer(usuario: Usuario = duena) -> Page:
        page = sentar(new_context(bypass_csp=True), usuario, live_server.url)
        page.goto(live_server.url + ruta_actividad(reporte, "2.1"))
        return page

    return hacer


def espera(page: Page, estado: str) -> None:
    expect(page.locator(f".autoguardado[data-estado={estado}]")).to_be_visible(timeout=20_000)


def dicho(page: Page) -> str:
    return page.locator(".autoguardado .dicho").text_content() or ""


# --- kill -9 (Q48) --------------------------------------------------------------------------------


class Servidor:
    """The portal as a process of its own on the tests' database, to be killed."""

    def __init__(self, carpeta: Path) -> None:
        with socket.socket() as libre:
            libre.bind(("127.0.0.1", 0))
            self.puerto = libre.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.puerto}"
        base = f"sqlite:///{connection.settings_dict['NAME']}"
        self.entorno = {**os.environ, "DATABASE_URL": base, "MEDIA_ROOT": str(carpeta)}

    def prender(self) -> None:
        orden = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.puerto}",
                 "--threads", "4", "--log-level", "error", "corett.wsgi"]  # fmt: skip
        self.proceso = subprocess.Popen(orden, cwd=RAIZ, env=self.entorno, start_new_session=True)
        for _vez in range(150):
            try:
                urllib.request.urlopen(f"{self.url}/salud/", timeout=5)
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError("the server does not answer")

    def matar(self) -> None:
        """kill -9, workers and all."""
        if self.proceso.poll() is None:
            os.killpg(self.proceso.pid, signal.SIGKILL)
            self.proceso.wait()


@pytest.fixture
def servidor(tmp_path: Path) -> Iterator[Servidor]:
    proceso = Servidor(tmp_path)
    try:
        proceso.prender()
        yield proceso
    finally:
        proceso.matar()


def test_lo_que_dijo_guardado_sobrevive_a_kill_9(
    servidor: Servidor, new_context: NuevoContexto, duena: Usuario, reporte: Reporte
) -> None:
    # The tests' own hasher is a quick one, which a real server does not take.
    clave = Argon2PasswordHasher()
    Usuario.objects.update(password=clave.encode(crear.CLAVE, clave.salt()))
    page = new_context().new_page()
    page.goto(servidor.url + ruta_actividad(reporte, "2.1"))
    page.locator("[name=login]").fill(duena.correo)
    page.locator("[name=password]").fill(crear.CLAVE)
    page.get_by_role("button", name="Ingresar").click()
    page.wait_for_url(lambda url: "ingresar" not in url)
    page.locator("[name=logros]").press_sequentially("Tres jornadas en Choluteca")
    page.locator("[name=dato-talleres-numero]").fill("17")
    espera(page, "guardado")
    expect(page.locator(".autoguardado .dicho")).to_contain_text("Guardado a las")
    servidor.matar()

    page.locator("[name=barreras]").fill("Se fue la luz")
    espera(page, "fallo")
    assert Avance.objects.get().logros == "Tres jornadas en Choluteca"
    servidor.prender()
    # What had been under way goes first, the new text after it.
    with page.expect_response(lambda r: "fue+la+luz" in (r.request.post_data or "") and r.ok):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    espera(page, "guardado")

    otra = page.context.new_page()
    otra.goto(servidor.url + ruta_actividad(reporte, "2.1"))
    expect(otra.locator("[name=logros]")).to_have_value("Tres jornadas en Choluteca")
    expect(otra.locator("[name=barreras]")).to_have_value("Se fue la luz")
    expect(otra.locator("[name=dato-talleres-numero]")).to_have_value("17")


# --- Bad lines ------------------------------------------------------------------------------------


def test_lo_escrito_mientras_guarda_no_se_pierde(abrir: Callable[..., Page]) -> None:
    """A slow answer: what is typed meanwhile stays in the field and goes with the next request."""
    page = abrir()
    pendientes: list[Route] = []
    page.route(AUTOGUARDAR, lambda ruta: pendientes.append(ruta))
    page.locator("[name=logros]").press_sequentially("Tres")
    espera(page, "guardando")
    page.locator("[name=logros]").press_sequentially(" jornadas")
    page.wait_for_timeout(2500)
    assert len(pendientes) == 1, "one request at a time"
    pendientes[0].continue_()
    page.unroute(AUTOGUARDAR)
    page.wait_for_function("document.querySelector('[name=version]').value === '2'", timeout=15_000)
    expect(page.locator("[name=logros]")).to_have_value("Tres jornadas")
    assert Avance.objects.get().logros == "Tres jornadas"
    assert Avance.history.count() == 1


def test_una_respuesta_perdida_no_es_un_choque(abrir: Callable[..., Page]) -> None:
    """The server saved, the line broke before it said so, and the person typed on."""
    page = abrir()

    def perder(ruta: Route) -> None:
        ruta.fetch()
        ruta.abort()

    page.route(AUTOGUARDAR, perder, times=1)
    page.locator("[name=logros]").press_sequentially("Tres")
    espera(page, "fallo")
    page.locator("[name=logros]").press_sequentially(" jornadas")
    espera(page, "guardado")
    page.wait_for_function("document.querySelector('[name=version]').value === '2'", timeout=15_000)
    assert Avance.objects.get().logros == "Tres jornadas"


def test_irse_por_un_enlace_espera_a_que_se_guarde(abrir: Callable[..., Page]) -> None:
    page = abrir()
    page.on("dialog", lambda dialogo: pytest.fail(f"asked: {dialogo.message}"))
    page.locator("[name=logros]").press_sequentially("Lo último")
    page.get_by_role("link", name="Su reporte").click()
    page.wait_for_url("**/reportes/*/")
    assert Avance.objects.get().logros == "Lo último"


def test_cerrar_la_pestana_lo_manda_todavia(abrir: Callable[..., Page]) -> None:
    page = abrir()
    page.locator("[name=logros]").press_sequentially("Al cerrar")
    page.close()
    hasta = time.monotonic() + 15
    while not Avance.objects.filter(logros="Al cerrar").exists():
        assert time.monotonic() < hasta
        time.sleep(0.1)


def test_solo_avisa_al_irse_si_algo_no_esta_guardado(abrir: Callable[..., Page]) -> None:
    page = abrir()
    avisos: list[str] = []

    def aceptar(dialogo: Any) -> None:
        avisos.append(dialogo.type)
        dialogo.accept()

    page.on("dialog", aceptar)
    page.locator("[name=logros]").press_sequentially("Algo")
    espera(page, "guardado")
    page.reload()
    assert avisos == []
    page.locator("[name=dato-talleres-numero]").fill("doce")
    page.locator("[name=logros]").click()
    expect(page.locator(".error.suave")).to_contain_text("no es un número")
    page.reload()
    assert avisos == ["beforeunload"]


# --- Two people -----------------------------------------------------------------------------------


def test_dos_navegadores_los_dos_textos_quedan(abrir: Callable[..., Page]) -> None:
    ana, eva = abrir(), abrir(focal("hn", nombre="Eva"))
    ana.locator("[name=logros]").press_sequentially("Lo de Ana")
    espera(ana, "guardado")
    eva.locator("[name=logros]").press_sequentially("Lo de Eva")
    espera(eva, "conflicto")
    assert dicho(eva) == "No se guardó: hay cambios de otra persona."
    assert Avance.objects.get().logros == "Lo de Ana"
    eva.get_by_role("button", name="Ver los dos textos").click()
    expect(eva.locator(".choque")).to_contain_text("Lo de Ana")
    expect(eva.locator(".choque")).to_contain_text("Lo de Eva")
    eva.get_by_label("Los dos textos, uno después del otro").check()
    for grupo in eva.locator(".choque").all()[1:]:
        grupo.get_by_role("radio").first.check()
    eva.get_by_role("button", name="Guardar lo elegido").click()
    expect(eva.locator("[name=logros]")).to_have_value("Lo de Ana\n\nLo de Eva")


def test_la_misma_persona_en_dos_ventanas(abrir: Callable[..., Page]) -> None:
    una, otra = abrir(), abrir()
    una.locator("[name=logros]").press_sequentially("En una")
    espera(una, "guardado")
    otra.locator("[name=logros]").press_sequentially("En otra")
    espera(otra, "conflicto")
    otra.get_by_role("button", name="Ver los dos textos").click()
    expect(otra.get_by_role("alert")).to_contain_text("La guardó usted, en otra ventana")
    expect(otra.locator("main")).not_to_contain_text("Otra persona guardó")


def test_enviar_con_doble_clic_es_enviar_una_vez(
    abrir: Callable[..., Page], live_server: Any, reporte: Reporte, taller: Actividad
) -> None:
    st = secretaria()
    crear.crear_avance(reporte, taller, terminada=True, logros="Hecho")
    crear.crear_valor(reporte, taller.metas.get().indicadores.get().dato, 4)
    page = abrir()
    page.goto(live_server.url + ruta(reporte, "comprobar/"))
    page.get_by_role("button", name="Enviar reporte a la Secretaría Técnica").dblclick()
    page.wait_for_url("**/recibo/")
    page.go_back()
    page.reload()
    reporte.refresh_from_db()
    assert reporte.estado == "enviado"
    assert reporte.revision == 1
    assert reporte.history.filter(estado="enviado").count() == 1
    assert len([m for m in mail.outbox if st.correo in m.to]) == 1


# --- The session ----------------------------------------------------------------------------------


def test_la_sesion_avisa_se_renueva_y_se_recobra(
    abrir: Callable[..., Page], duena: Usuario, axe: Callable[[Page], None]
) -> None:
    def termina_en(segundos: int) -> None:
        Session.objects.update(expire_date=timezone.now() + dt.timedelta(seconds=segundos))

    page = abrir()
    termina_en(290)
    page.reload()
    aviso = page.get_by_role("dialog", name="Su sesión termina en 5 minutos")
    expect(aviso).to_be_visible(timeout=20_000)
    expect(aviso.get_by_role("button", name="Seguir conectado")).to_be_focused()
    axe(page)
    page.keyboard.press("Enter")
    expect(aviso).to_be_hidden()
    assert Session.objects.get().expire_date > timezone.now() + dt.timedelta(hours=1)

    termina_en(-1)
    page.locator("[name=logros]").press_sequentially("Sin sesión")
    espera(page, "sesion")
    expect(page.get_by_role("dialog", name="Su sesión terminó")).to_be_visible()
    axe(page)
    with page.context.expect_page() as nueva:
        page.get_by_role("dialog").get_by_role("link", name="Ingresar en otra pestaña").click()
    nueva.value.locator("[name=login]").fill(duena.correo)
    nueva.value.locator("[name=password]").fill(crear.CLAVE)
    nueva.value.get_by_role("button", name="Ingresar").click()
    nueva.value.wait_for_url(lambda url: "ingresar" not in url)
    nueva.value.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    espera(page, "guardado")
    assert Avance.objects.get().logros == "Sin sesión"


# --- How it looks to everyone ---------------------------------------------------------------------


@pytest.mark.parametrize("ancho", [1280, 320])
def test_axe_en_cada_estado(
    abrir: Callable[..., Page], axe: Callable[[Page], None], ancho: int
) -> None:
    page = abrir()
    page.set_viewport_size({"width": ancho, "height": 700})
    pendientes: list[Route] = []
    page.route(AUTOGUARDAR, lambda ruta: pendientes.append(ruta))
    page.locator("[name=dato-talleres-numero]").fill("doce")
    page.locator("[name=logros]").fill("Algo")
    espera(page, "guardando")
    axe(page)
    pendientes[0].continue_()
    page.unroute(AUTOGUARDAR)
    espera(page, "guardado")
    page.locator("[name=barreras]").click()
    expect(page.locator(".error.suave")).to_be_visible(timeout=10_000)
    axe(page)
    page.route(AUTOGUARDAR, lambda ruta: ruta.abort())
    page.locator("[name=barreras]").fill("Ninguna")
    espera(page, "fallo")
    axe(page)
    page.unroute(AUTOGUARDAR)
    Avance.objects.update(version=40)
    page.get_by_role("button", name="Reintentar").click()
    espera(page, "conflicto")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= ancho


def test_todo_el_reporte_con_el_teclado(
    live_server: Any, new_context: NuevoContexto, duena: Usuario, reporte: Reporte
) -> None:
    """From the list to the receipt at 320 px, without a click."""
    page = sentar(new_context(), duena, live_server.url)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url + ruta(reporte))
    page.evaluate("document.addEventListener('mousedown', () => { document.title = 'click'; })")
    hasta(page, "a[href$='/actividades/2.1/']")
    page.keyboard.press("Enter")
    hasta(page, "[name=estado]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    hasta(page, "[name=dato-talleres-numero]")
    page.keyboard.type("4")
    hasta(page, "[name=logros]")
    page.keyboard.type("Cuatro jornadas")
    hasta(page, "[name=terminada]")
    page.keyboard.press("Space")
    hasta(page, "button[value=seguir]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ruta(reporte)}")
    hasta(page, f"a[href$='{ruta(reporte, 'comprobar/')}']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/comprobar/")
    hasta(page, "form[method=post] button.boton")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recibo/")
    reporte.refresh_from_db()
    assert reporte.estado == "enviado"
    avance = Avance.objects.get()
    assert (avance.logros, avance.estado, avance.terminada) == ("Cuatro jornadas", "en_curso", True)
    assert Valor.objects.get().numero == 4


def hasta(page: Page, selector: str) -> None:
    """Presses Tab until that has the focus; nothing on the way may hold it."""
    page.locator(selector).first.wait_for(state="attached")
    for _vez in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")
