"""A chart in a partner's page: the only address that may be framed, and it comes alone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client

from informes.models import Corte
from tests.direcciones import direcciones
from tests.informes.escena import Escena
from tests.portal import Portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def corte() -> Corte:
    escena = Escena()
    escena.reportar_todo()
    return escena.publicar()


def se_deja(respuesta: Any) -> bool:
    """Whether any other site may show it in a frame."""
    politica = respuesta.headers.get("Content-Security-Policy", "")
    return "frame-ancestors *" in politica and "X-Frame-Options" not in respuesta.headers


@pytest.mark.parametrize("idioma", ["", "/en"])
@pytest.mark.parametrize("clave", ["estados", "mapa", "pais/gt", "indicador/1.1.1.a"])
def test_va_solo(client: Client, corte: Corte, clave: str, idioma: str) -> None:
    for _vez in (1, 2):  # drawn, and from the kept copy
        respuesta = client.get(f"{idioma}/incrustar/{clave}/")
        assert se_deja(respuesta)
    assert not respuesta.cookies
    html = respuesta.content.decode()
    assert "<script" not in html
    assert "script-src 'none'" in respuesta["Content-Security-Policy"]
    assert html.count("<h1") == 1
    assert ("31 December 2024" if idioma else "31 de diciembre de 2024") in html
    assert f'href="{idioma}/graficos/{clave}/" target="_blank"' in html
    # A link that opened here would lead to a page that refuses the frame.
    for enlace in re.findall(r"<a\b[^>]*>", html):
        assert 'target="_blank"' in enlace


def test_ninguna_otra_direccion_se_deja(client: Client) -> None:
    portal = Portal()
    se_dejan = set()
    for direccion in direcciones():
        respuesta = client.get(direccion.url(portal.argumentos(direccion.nombre)))
        respuesta.getvalue()  # a file is open until it is read
        if se_deja(respuesta):
            se_dejan.add(direccion.nombre)
        else:
            assert respuesta["X-Frame-Options"] == "DENY", direccion.nombre
    assert se_dejan == {"informes:incrustar"}


def test_lo_que_no_hay_tampoco(client: Client, corte: Corte) -> None:
    respuesta = client.get("/incrustar/zz/")
    assert respuesta.status_code == 404
    assert not se_deja(respuesta)


@pytest.mark.parametrize("idioma", ["", "/en"])
def test_cabe_en_un_telefono(live_server: Any, corte: Corte, page: Any, idioma: str) -> None:
    """In the height that the code gives, in a phone's page with margins and without them."""
    cortos = []
    for clave in ("estados", "mapa", "paises", "pais/hn", "indicador/1.1.1.a",
                  "indicador/1.2.1.a/delito-trafico"):  # fmt: skip
        page.goto(f"{live_server.url}{idioma}/graficos/{clave}/")
        codigo = page.locator(".codigo code").inner_text()
        alto = int(re.findall(r'height="(\d+)"', codigo)[0])
        for ancho in (288, 320, 672):
            page.set_viewport_size({"width": ancho, "height": alto})
            page.goto(f"{live_server.url}{idioma}/incrustar/{clave}/")
            mide = page.evaluate("document.documentElement.scrollHeight")
            if mide > alto:
                cortos.append((clave, ancho, alto, mide))
    assert cortos == []


@contextmanager
def servida(html: str) -> Iterator[str]:
    """The address of that page on a server of its own, which is another origin."""

    class Socio(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *args: Any) -> None:
            """Nothing on the screen of whoever runs the tests."""

    with HTTPServer(("127.0.0.1", 0), Socio) as servidor:
        hilo = threading.Thread(target=servidor.serve_forever)
        hilo.start()
        try:
            yield f"http://127.0.0.1:{servidor.server_port}/"
        finally:
            servidor.shutdown()
            hilo.join()


def test_en_la_pagina_de_otro(live_server: Any, corte: Corte, context: Any) -> None:
    """The code that the chart's page gives, in a page of another origin, at 320 px."""
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{live_server.url}/graficos/mapa/")
    codigo = page.locator(".codigo code").inner_text()
    assert "<iframe" in codigo
    ajena = f"<!doctype html><body style='margin:0'>{codigo}"
    quejas: list[str] = []
    page.on("console", lambda mensaje: quejas.append(mensaje.text))
    with servida(ajena) as direccion:
        page.goto(direccion)
        marco = page.frame_locator("iframe")
        marco.locator("h1").wait_for()
        assert marco.locator("svg").first.is_visible()
        cuerpo = page.frames[1]
        assert cuerpo.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert cuerpo.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert not context.cookies()
    assert not [q for q in quejas if "Content Security" in q or "Refused" in q]
