"""Each error is a plain page in the reader's language that needs no database and tells nothing."""

import logging
import re
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse

import corett.urls

LANZAN = {
    400: SuspiciousOperation("secreto"),
    403: PermissionDenied("secreto"),
    500: RuntimeError("secreto"),
    503: OperationalError("secreto"),
}
TITULOS = {
    400: "No pudimos entender la solicitud",
    403: "Su cuenta no tiene permiso para esta página",
    404: "No encontramos esta página",
    500: "El portal tuvo un problema",
    503: "El portal no está disponible en este momento",
}


def lanzar(request: HttpRequest, error: int) -> HttpResponse:
    raise LANZAN[error]


def interfaz(request: HttpRequest) -> HttpResponse:
    raise InterfaceError("secreto")


@pytest.fixture
def cliente(settings) -> Client:
    """A visitor of the portal's own addresses and of some that fail on purpose."""
    urls = ModuleType("urls_que_fallan")
    urls.__dict__.update(vars(corett.urls))
    urls.urlpatterns = [  # type: ignore[attr-defined]
        path("lanzar/<int:error>/", lanzar),
        path("api/lanzar/<int:error>/", lanzar),
        path("interfaz/", interfaz),
        *corett.urls.urlpatterns,
    ]
    settings.ROOT_URLCONF = urls
    return Client(raise_request_exception=False)


def direccion(estado: int, antes: str = "/") -> str:
    return f"{antes}no-existe/nada/" if estado == 404 else f"{antes}lanzar/{estado}/"


@pytest.mark.parametrize("estado", TITULOS)
def test_pagina(cliente: Client, estado: int) -> None:
    """Not marked django_db: a query would fail the test."""
    respuesta = cliente.get(direccion(estado))
    html = respuesta.content.decode()
    assert respuesta.status_code == estado
    assert f"<h1>{TITULOS[estado]}</h1>" in html
    assert f"<title>{TITULOS[estado]} · CORETT</title>" in html
    assert '<html lang="es">' in html
    assert 'href="/"' in html
    assert 'href="/ayuda-victimas/"' in html
    assert "secreto" not in html
    assert "Traceback" not in html
    assert "default-src 'self'" in respuesta["Content-Security-Policy"]
    assert respuesta["X-Frame-Options"] == "DENY"
    assert respuesta["Referrer-Policy"] == "same-origin"
    assert not respuesta.cookies


@pytest.mark.parametrize(
    ("ruta", "otra", "prefijo"),
    [
        ("/no-existe/", "/en/no-existe/", ""),
        ("/en/no-existe/", "/no-existe/", "/en"),
        ("/en//malo.example/x/", "/malo.example/x/", "/en"),
    ],
)
def test_lo_que_no_existe_dice_que_hay(cliente: Client, ruta: str, otra: str, prefijo: str) -> None:
    """With the menu, the foot and the other language; still without a query, whoever reads."""
    respuesta = cliente.get(ruta)
    html = respuesta.content.decode()
    assert respuesta.status_code == 404
    for lugar in ("plan", "paises", "informes", "buscar", "ayuda-victimas", "directorio"):
        assert f'href="{prefijo}/{lugar}/"' in html, lugar
    assert f'<a href="{otra}" hreflang="' in html
    assert '<header class="sitio">' in html
    assert '<footer class="sitio">' in html
    assert "/cuenta/" not in html, "who reads is not asked for"


@pytest.mark.parametrize("estado", TITULOS)
def test_sin_estilos_ni_programas_en_linea(cliente: Client, estado: int) -> None:
    html = cliente.get(direccion(estado)).content.decode()
    assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=", html)


def test_la_referencia_lleva_al_registro(cliente: Client, caplog) -> None:
    with caplog.at_level(logging.ERROR, logger="corett"):
        html = cliente.get("/lanzar/500/").content.decode()
    referencia = re.search(r"<strong>([0-9A-F]{8})</strong>", html)
    assert referencia
    linea = next(r for r in caplog.records if r.name == "corett.views").getMessage()
    assert referencia[1] in linea
    assert "RuntimeError" in linea
    assert "secreto" not in linea


@pytest.mark.parametrize("ruta", ["/lanzar/503/", "/interfaz/"])
def test_base_de_datos_caida(cliente: Client, ruta: str) -> None:
    respuesta = cliente.get(ruta)
    assert respuesta.status_code == 503
    assert respuesta["Retry-After"] == "60"


def test_base_de_datos_caida_al_abrir_la_sesion(cliente: Client, monkeypatch, settings) -> None:
    """The failure comes from inside a middleware, not from the view."""

    def caida(*args: object, **kwargs: object) -> None:
        raise OperationalError("secreto")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", caida)
    cliente.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    respuesta = cliente.get("/admin/")
    assert respuesta.status_code == 503
    assert TITULOS[503] in respuesta.content.decode()


@pytest.mark.parametrize("estado", [400, 403, 404, 500, 503])
def test_la_api_responde_json(cliente: Client, estado: int) -> None:
    respuesta = cliente.get(direccion(estado, "/api/"))
    assert respuesta.status_code == estado
    assert respuesta["Content-Type"] == "application/problem+json"
    assert set(respuesta.json()) - {"referencia"} == {"type", "title", "status", "detail"}
    assert respuesta.json()["status"] == estado
    assert "secreto" not in respuesta.content.decode()


def test_formulario_vencido() -> None:
    cliente = Client(enforce_csrf_checks=True)
    respuesta = cliente.post(reverse("account_login"), {"login": "a@example.org"})
    assert respuesta.status_code == 403
    assert "<h1>El formulario venció</h1>" in respuesta.content.decode()


def test_en_ingles(cliente: Client) -> None:
    html = cliente.get("/en/no-existe/").content.decode()
    assert '<html lang="en">' in html
    assert 'href="/en/"' in html
    assert 'href="/en/ayuda-victimas/"' in html


def test_solicitud_demasiado_grande(cliente: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    datos = {f"campo{n}": "x" for n in range(11)}
    assert cliente.post(reverse("account_login"), datos).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("ancho", [1280, 320])
@pytest.mark.parametrize("ruta", ["/no-existe/", "/en/no-existe/"])
def test_accesible(live_server, pagina_axe, axe, ancho: int, ruta: str) -> None:
    pagina_axe.set_viewport_size({"width": ancho, "height": 800})
    pagina_axe.goto(live_server.url + ruta)
    axe(pagina_axe)
    assert pagina_axe.evaluate("document.documentElement.scrollWidth") <= ancho


def test_quien_prueba_el_portal_ve_la_pagina_del_publico(client: Client, settings: Any) -> None:
    """With DEBUG Django would show its list of addresses instead."""
    settings.DEBUG = True

    respuesta = client.get("/no-existe/")

    assert respuesta.status_code == 404
    assert "No encontramos esta página" in respuesta.content.decode()
    assert "URLconf" not in respuesta.content.decode()
