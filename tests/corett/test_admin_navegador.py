"""The panel in a browser: accessible, without sideways scrolling, nothing held back by the CSP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from actores.models import Usuario
from actores.roles import SECRETARIA_TECNICA as ST
from corett.roles import dar_permisos
from planes.models import Dato, Plan
from tests.corett.test_admin_sitio import direcciones, escena
from tests.crear import crear_usuario
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def st() -> Usuario:
    dar_permisos()
    escena()
    return crear_usuario("st@demo.example", ST, is_staff=True)


def con_sesion(page: Page, cliente: Client, direccion: str) -> None:
    """Gives the browser the client's session, so that each test need not log in by hand."""
    galleta = cliente.cookies[settings.SESSION_COOKIE_NAME].value
    contexto: BrowserContext = page.context
    contexto.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": galleta, "url": direccion}]
    )


def paginas() -> list[str]:
    """One page of every kind that the visit of tests/test_navegador.py, which looks at the same
    things, does not open."""
    plan = Plan.objects.get()
    tablas = {m.__name__: u for m, p, u in direcciones() if p == "change"}
    return [
        reverse("admin:planes_plan_arbol", args=[plan.pk]),
        reverse("admin:planes_meta_changelist"),
        *(tablas[n] for n in ("LugarDudoso", "Indicador", "Usuario", "Organizacion",
                              "LineaDenuncia", "Valor")),
        reverse("admin:planes_dato_change", args=[Dato.objects.get(codigo="personas").pk]),
    ]  # fmt: skip


@pytest.mark.parametrize("ancho", [1280, 320])
def test_las_paginas_del_panel_pasan_axe(
    st: Usuario, pagina_axe: Page, axe: Callable[[Page], None], live_server: Any, ancho: int
) -> None:
    con_sesion(pagina_axe, entrar(st), live_server.url)
    pagina_axe.set_viewport_size({"width": ancho, "height": 900})
    for ruta in paginas():
        pagina_axe.goto(live_server.url + ruta)
        axe(pagina_axe)
        sobra = pagina_axe.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert sobra <= 0, ruta


def test_la_politica_no_detiene_nada(st: Usuario, page: Page, live_server: Any) -> None:
    con_sesion(page, entrar(st), live_server.url)
    detenido: list[str] = []
    page.on("console", lambda m: detenido.append(m.text) if m.type == "error" else None)
    for ruta in paginas():
        page.goto(live_server.url + ruta)
    assert not detenido


def test_se_anade_una_etapa_sin_recargar(st: Usuario, page: Page, live_server: Any) -> None:
    con_sesion(page, entrar(st), live_server.url)
    dato = Dato.objects.get(codigo="personas")
    page.goto(live_server.url + reverse("admin:planes_dato_change", args=[dato.pk]))
    page.click(".add-row a")
    page.fill("#id_etapas-2-codigo", "medio")
    page.fill("#id_etapas-2-orden", "3")
    page.fill("#id_etapas-2-nombre", "A medias")
    page.click("input[name=_continue]")
    page.wait_for_load_state()
    assert [e.codigo for e in dato.etapas.all()] == ["inicio", "fin", "medio"]
