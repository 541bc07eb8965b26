"""The account pages in the browser: accessible, and in one column on the smallest screen."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from actores.roles import PUNTO_FOCAL
from tests.crear import CLAVE, crear_pais, crear_usuario

pytestmark = pytest.mark.django_db(transaction=True)


def test_accesibles_y_sin_desborde(
    live_server: Any, pagina_axe: Page, axe: Callable[[Page], None]
) -> None:
    """One walk through all of them, each looked at in both widths before going on."""
    crear_usuario("hn@demo.example", PUNTO_FOCAL, pais=crear_pais("hn"), nombre="Hugo")
    page = pagina_axe

    def revisar(titulo: str) -> None:
        expect(page).to_have_title(re.compile(f"^{re.escape(titulo)}"))
        for ancho in (1280, 320):
            page.set_viewport_size({"width": ancho, "height": 800})
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= ancho

    def ir(ruta: str, titulo: str) -> None:
        page.goto(f"{live_server.url}/cuenta/{ruta}")
        revisar(titulo)

    def enviar(titulo: str, **datos: str) -> None:
        for nombre, valor in datos.items():
            page.fill(f"#id_{nombre}", valor)
        page.click("main form button.boton >> nth=0")
        revisar(titulo)

    ir("invitacion/MQ/x-y/", "El enlace ya no sirve")
    ir("clave/nueva/1-x/", "El enlace ya no sirve")
    ir("cerrada/", "Esta cuenta está cerrada")
    ir("clave/olvidada/", "Olvidé mi contraseña")
    enviar("Revise su correo", email="hn@demo.example")
    ir("ingresar/", "Ingrese a su cuenta")
    enviar("Error: Ingrese a su cuenta", login="hn", password="no es")
    assert page.evaluate("document.activeElement.className") == "resumen-errores"
    page.goto(f"{live_server.url}/cuenta/ingresar/?next=/cuenta/")
    enviar("Mi cuenta", login="hn@demo.example", password=CLAVE)
    ir("clave/", "Cambie su contraseña")
    enviar("Error: Cambie su contraseña", password1="corta")
    ir("segundo-factor/", "Segundo factor")
    ir("segundo-factor/activar/", "Confirme que es usted")
    enviar("Active el segundo factor", password=CLAVE)
    secreto = page.inner_text("code.secreto")
    codigo = format_hotp_value(hotp_value(secreto, int(time.time()) // 30))
    enviar("Códigos de recuperación", code=codigo)
    recuperacion = page.inner_text(".codigos li >> nth=0")
    ir("segundo-factor/", "Segundo factor")
    ir("segundo-factor/codigos/nuevos/", "Códigos de recuperación nuevos")
    ir("segundo-factor/desactivar/", "Desactivar el segundo factor")
    ir("salir/", "Cerrar la sesión")
    enviar("Ingrese a su cuenta")
    page.goto(f"{live_server.url}/cuenta/ingresar/?next=/cuenta/")
    enviar("Escriba el código", login="hn@demo.example", password=CLAVE)
    enviar("Error: Escriba el código", code="1")
    enviar("Mi cuenta", code=recuperacion)
    page.goto(f"{live_server.url}/cuenta/salir/")
    enviar("Ingrese a su cuenta")
    for _ in range(5):
        page.goto(f"{live_server.url}/cuenta/ingresar/")
        page.fill("#id_login", "hn@demo.example")
        page.fill("#id_password", "equivocada")
        page.click("main form button.boton >> nth=0")
    revisar("Ingreso bloqueado")
