"""What is sent after the session has ended comes back after the login, and can be sent on."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from actores import recuperacion
from planes.models import Accion
from tests.crear import CLAVE, crear_pais, crear_usuario
from tests.planes.gente import BACKEND

pytestmark = pytest.mark.django_db

NUEVA = "/reportes/registro/accion/nueva/"
ESCRITO = "Un taller que contó mucho\r\ny una segunda línea con <b>marcas</b>"


@pytest.fixture
def persona() -> Any:
    return crear_usuario("hn@demo.example", pais=crear_pais("hn"), nombre="Hugo")


def con_proteccion(persona: Any = None) -> Client:
    """A browser as it is: it must bring the token of its page."""
    cliente = Client(enforce_csrf_checks=True)
    if persona:
        cliente.force_login(persona, backend=BACKEND)
    return cliente


def ficha(cliente: Client, ruta: str) -> str:
    hallada = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', cliente.get(ruta).text)
    assert hallada
    return hallada[1]


def terminar_sesion() -> None:
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(minutes=1))


def ocultos(html: str) -> list[tuple[str, str]]:
    """The hidden fields of the page's form, as a browser would send them."""
    return re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html)


def ingresar(cliente: Client, destino: str) -> Any:
    datos = {"login": "hn@demo.example", "password": CLAVE}
    datos["csrfmiddlewaretoken"] = ficha(cliente, destino)
    return cliente.post(destino, datos)


def test_lo_enviado_sin_sesion_vuelve_despues_de_ingresar(persona: Any) -> None:
    cliente = con_proteccion(persona)
    datos = {"titulo": ESCRITO, "csrfmiddlewaretoken": ficha(cliente, NUEVA)}
    terminar_sesion()
    respuesta = cliente.post(NUEVA, datos)
    assert respuesta["Location"] == "/cuenta/ingresar/?next=/cuenta/recuperar/"
    assert "lo que envió le espera" in cliente.get(respuesta["Location"]).text
    respuesta = ingresar(cliente, respuesta["Location"])
    assert respuesta["Location"] == "/cuenta/recuperar/"
    pagina = cliente.get("/cuenta/recuperar/")
    assert "no-store" in pagina["Cache-Control"]
    assert f'action="{NUEVA}"' in pagina.text
    assert "<b>" not in pagina.text
    assert "contó mucho" in pagina.text
    nombres = dict(ocultos(pagina.text))
    assert "segunda línea" in nombres["titulo"]
    assert datos["csrfmiddlewaretoken"] not in pagina.text
    # Sent on, the form answers as always (here: what is missing), and nothing waits any more.
    datos["csrfmiddlewaretoken"] = ficha(cliente, "/cuenta/recuperar/")
    respuesta = cliente.post(NUEVA, datos)
    assert respuesta.status_code == 200
    assert "segunda línea" in respuesta.text
    assert cliente.get("/cuenta/recuperar/").status_code == 302
    # The session begins anew and lasts as long as any other.
    assert cliente.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_tambien_cuando_la_proteccion_cambio_en_otra_pestana(persona: Any) -> None:
    cliente = con_proteccion(persona)
    datos = {"titulo": ESCRITO, "csrfmiddlewaretoken": ficha(cliente, NUEVA)}
    terminar_sesion()
    ingresar(cliente, "/cuenta/ingresar/")
    respuesta = cliente.post(NUEVA, datos, headers={"Sec-Fetch-Site": "same-origin"})
    assert respuesta["Location"] == "/cuenta/recuperar/"
    assert "contó mucho" in cliente.get("/cuenta/recuperar/").text


@pytest.mark.parametrize("sitio", [None, "cross-site", "same-site", "none"])
def test_lo_que_otro_sitio_manda_no_se_conserva(persona: Any, sitio: str | None) -> None:
    """Else a page elsewhere could lay words into our own form, a click away from being sent."""
    cliente = con_proteccion(persona)
    encabezados = {"Sec-Fetch-Site": sitio} if sitio else {}
    respuesta = cliente.post(NUEVA, {"titulo": ESCRITO}, headers=encabezados)
    assert respuesta.status_code == 403
    terminar_sesion()
    respuesta = cliente.post(NUEVA, {"titulo": ESCRITO}, headers=encabezados)
    assert respuesta.status_code == 403
    ingresar(cliente, "/cuenta/ingresar/")
    assert cliente.get("/cuenta/recuperar/").status_code == 302


def test_lo_que_solo_se_pide_con_un_boton_tambien_vuelve(persona: Any) -> None:
    ruta = "/reportes/HN-2025-2/retirar/"
    cliente = Client()
    cliente.post(ruta)
    ingresar(cliente, "/cuenta/ingresar/?next=/cuenta/recuperar/")
    assert f'action="{ruta}"' in cliente.get("/cuenta/recuperar/").text


def test_se_puede_descartar(persona: Any) -> None:
    cliente = Client()
    cliente.post(NUEVA, {"titulo": ESCRITO})
    ingresar(cliente, "/cuenta/ingresar/")
    datos = {"csrfmiddlewaretoken": ficha(cliente, "/cuenta/recuperar/")}
    assert cliente.post("/cuenta/recuperar/", datos)["Location"] == "/reportes/"
    assert cliente.get("/cuenta/recuperar/").status_code == 302
    assert not Accion.objects.exists()


def test_las_claves_y_las_paginas_de_cuenta_no_se_conservan(persona: Any) -> None:
    cliente = Client()
    respuesta = cliente.post("/cuenta/clave/", {"oldpassword": "secreta", "password1": "otra"})
    assert respuesta["Location"] == "/cuenta/ingresar/?next=/cuenta/clave/"
    cliente.post(NUEVA, {"titulo": "Un taller más", "password": "secreta"})
    assert "secreta" not in str(cliente.session[recuperacion.CLAVE])


def test_un_guion_no_deja_nada(persona: Any) -> None:
    """Autosave and uploads have their page behind them, which still holds what was typed."""
    cliente = Client()
    cliente.post(NUEVA, {"titulo": ESCRITO}, headers={"Sec-Fetch-Mode": "cors"})
    assert recuperacion.CLAVE not in cliente.session


def test_hay_un_limite_por_envio_y_por_direccion(monkeypatch: pytest.MonkeyPatch) -> None:
    cliente = Client()
    respuesta = cliente.post(NUEVA, {"titulo": "a" * (recuperacion.MAXIMO + 1)})
    assert respuesta["Location"] == f"/cuenta/ingresar/?next={NUEVA}"
    monkeypatch.setattr(recuperacion, "POR_HORA", 1)
    destinos = [Client().post(NUEVA, {"titulo": ESCRITO})["Location"] for _vez in range(2)]
    assert destinos[0].endswith("/recuperar/")
    assert destinos[1].endswith("/nueva/")


def test_no_espera_para_siempre(persona: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cliente = Client()
    monkeypatch.setattr(recuperacion, "DURA", -1)
    cliente.post(NUEVA, {"titulo": ESCRITO})
    ingresar(cliente, "/cuenta/ingresar/")
    assert cliente.get("/cuenta/recuperar/").status_code == 302
