"""What is sent after the session has ended comes back after the login, to whoever wrote it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from actores import recuperacion
from actores.models import EnvioPendiente, Usuario
from planes.models import Accion
from tests.crear import CLAVE, crear_pais, crear_usuario

pytestmark = pytest.mark.django_db

NUEVA = "/reportes/registro/accion/nueva/"
RECUPERAR = "/cuenta/recuperar/"
ESCRITO = "Un taller que contó mucho\r\ny una segunda línea con <b>marcas</b>"
DE_CASA = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def hugo() -> Usuario:
    return crear_usuario("hn@demo.example", pais=crear_pais("hn"), nombre="Hugo")


@pytest.fixture
def gloria() -> Usuario:
    return crear_usuario("gt@demo.example", pais=crear_pais("gt"), nombre="Gloria")


def ficha(cliente: Client, ruta: str) -> str:
    """The protection token of a page."""
    hallada = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', cliente.get(ruta).text)
    assert hallada
    return hallada[1]


def ingresar(cliente: Client, quien: Usuario, destino: str = "/cuenta/ingresar/") -> Any:
    """Logs in by the page itself, with the ``next`` that its form carries."""
    datos = {"login": quien.correo, "password": CLAVE}
    datos["csrfmiddlewaretoken"] = ficha(cliente, destino)
    if "next=" in destino:
        datos["next"] = destino.partition("next=")[2]
    return cliente.post(destino, datos)


def navegador(quien: Usuario) -> Client:
    """A browser as it is, in which that person has logged in: it must bring the page's token."""
    cliente = Client(enforce_csrf_checks=True)
    assert ingresar(cliente, quien).status_code == 302
    return cliente


def terminar_sesion() -> None:
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(minutes=1))


def enviar_tarde(cliente: Client, ruta: str = NUEVA, **datos: Any) -> Any:
    """A form that was open when the session ended."""
    datos["csrfmiddlewaretoken"] = ficha(cliente, NUEVA)
    terminar_sesion()
    return cliente.post(ruta, datos)


def enviar_lo_pendiente(cliente: Client) -> Any:
    """Presses the first button of the page that gives back."""
    html = cliente.get(RECUPERAR).text
    formulario = re.search(r'action="([^"]+)" id="enviar-1">(.*?)</form>', html, re.DOTALL)
    assert formulario
    campos = re.findall(r'name="([^"]+)" value="([^"]*)"', formulario[2])
    return cliente.post(formulario[1], dict(campos))


def test_lo_enviado_sin_sesion_vuelve_despues_de_ingresar(hugo: Usuario) -> None:
    cliente = navegador(hugo)
    respuesta = enviar_tarde(cliente, titulo=ESCRITO)
    assert respuesta["Location"] == f"/cuenta/ingresar/?next={RECUPERAR}"
    assert "lo que envió le espera" in cliente.get(respuesta["Location"]).text
    assert ingresar(cliente, hugo, respuesta["Location"])["Location"] == RECUPERAR
    pagina = cliente.get(RECUPERAR)
    assert "no-store" in pagina["Cache-Control"]
    assert "Anotar en el registro" in pagina.text
    assert "contó mucho" in pagina.text
    assert "<b>" not in pagina.text
    # Sent on, the form answers as always (here: what is missing), and nothing waits any more.
    respuesta = enviar_lo_pendiente(cliente)
    assert respuesta.status_code == 200
    assert "segunda línea" in respuesta.text
    assert cliente.get(RECUPERAR)["Location"] == "/reportes/"
    assert cliente.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_dos_paginas_esperan_las_dos(hugo: Usuario) -> None:
    cliente = navegador(hugo)
    enviar_tarde(cliente, titulo="La primera de las dos")
    cliente.post("/reportes/autoevaluacion/2024/", headers=DE_CASA)
    ingresar(cliente, hugo)
    enviar_tarde(cliente, "/reportes/autoevaluacion/2024/", facilitadores="La segunda de las dos")
    ingresar(cliente, hugo)
    html = cliente.get(RECUPERAR).text
    assert html.index("La segunda de las dos") < html.index("La primera de las dos")
    assert "Guardar la autoevaluación de 2024" in html


def test_otra_cosa_enviada_a_la_misma_pagina_no_la_borra(hugo: Usuario) -> None:
    cliente = navegador(hugo)
    enviar_tarde(cliente, titulo="La fila que espera")
    ingresar(cliente, hugo)
    token = ficha(cliente, NUEVA)
    cliente.post(NUEVA, {"titulo": "Otra fila", "csrfmiddlewaretoken": token})
    assert "La fila que espera" in cliente.get(RECUPERAR).text


def test_nadie_mas_lo_ve_y_no_se_pierde(hugo: Usuario, gloria: Usuario) -> None:
    cliente = navegador(hugo)
    enviar_tarde(cliente, titulo="Un secreto de Honduras")
    ingresar(cliente, gloria)
    assert cliente.get(RECUPERAR).status_code == 302
    # Not even by its key.
    clave = str(EnvioPendiente.objects.get().clave)
    token = ficha(cliente, NUEVA)
    cliente.post(RECUPERAR, {"clave": clave, "csrfmiddlewaretoken": token})
    cliente.post(NUEVA, {recuperacion.MARCA: clave, "csrfmiddlewaretoken": token})
    otra = Client(enforce_csrf_checks=True)
    ingresar(otra, hugo)
    assert "Un secreto de Honduras" in otra.get(RECUPERAR).text


def test_lo_que_no_llega_sigue_esperando(hugo: Usuario) -> None:
    """Sent on to a page that refuses it, it is not lost."""
    cliente = navegador(hugo)
    enviar_tarde(cliente, "/reportes/registro/accion/00000000/", titulo="Una fila que ya no está")
    ingresar(cliente, hugo)
    assert enviar_lo_pendiente(cliente).status_code == 404
    assert "Una fila que ya no está" in cliente.get(RECUPERAR).text


def test_quien_ingresa_por_otra_pagina_se_entera(hugo: Usuario) -> None:
    cliente = navegador(hugo)
    enviar_tarde(cliente, titulo="Una fila que espera")
    ingresar(cliente, hugo)
    inicio = cliente.get("/reportes/").text
    assert "no se ha guardado" in inicio
    assert f'href="{RECUPERAR}"' in inicio


def test_tambien_cuando_la_proteccion_cambio_en_otra_pestana(hugo: Usuario) -> None:
    cliente = navegador(hugo)
    datos = {"titulo": ESCRITO, "csrfmiddlewaretoken": ficha(cliente, NUEVA)}
    terminar_sesion()
    ingresar(cliente, hugo)
    assert cliente.post(NUEVA, datos, headers=DE_CASA)["Location"] == RECUPERAR
    assert "contó mucho" in cliente.get(RECUPERAR).text


@pytest.mark.parametrize("sitio", [None, "cross-site", "same-site", "none"])
def test_lo_que_otro_sitio_manda_no_se_conserva(hugo: Usuario, sitio: str | None) -> None:
    """Else a page elsewhere could lay words into our own form, a click away from being sent."""
    cliente = navegador(hugo)
    encabezados = {"Sec-Fetch-Site": sitio} if sitio else {}
    assert cliente.post(NUEVA, {"titulo": ESCRITO}, headers=encabezados).status_code == 403
    terminar_sesion()
    assert cliente.post(NUEVA, {"titulo": ESCRITO}, headers=encabezados).status_code == 403
    assert not EnvioPendiente.objects.exists()


def test_un_visitante_no_deja_nada_ni_recibe_galleta() -> None:
    cliente = Client()
    assert not cliente.get("/").cookies
    assert cliente.post(NUEVA, {"titulo": ESCRITO})["Location"] == f"/cuenta/ingresar/?next={NUEVA}"
    cliente.cookies[recuperacion.GALLETA] = "1:falsa"
    cliente.post(NUEVA, {"titulo": ESCRITO})
    assert not EnvioPendiente.objects.exists()


def test_quien_sale_se_lleva_la_galleta(hugo: Usuario) -> None:
    cliente = navegador(hugo)
    assert cliente.cookies[recuperacion.GALLETA].value
    cliente.post("/cuenta/salir/", {"csrfmiddlewaretoken": ficha(cliente, NUEVA)})
    assert not cliente.cookies[recuperacion.GALLETA].value


def test_lo_que_solo_se_pide_con_un_boton_tambien_vuelve(hugo: Usuario) -> None:
    cliente = navegador(hugo)
    enviar_tarde(cliente, "/reportes/ABCD2345/retirar/")
    ingresar(cliente, hugo)
    html = cliente.get(RECUPERAR).text
    assert 'action="/reportes/ABCD2345/retirar/"' in html
    assert "Retirar el reporte enviado" in html


def test_se_puede_descartar(hugo: Usuario) -> None:
    cliente = navegador(hugo)
    enviar_tarde(cliente, titulo=ESCRITO)
    ingresar(cliente, hugo)
    datos = {"clave": str(EnvioPendiente.objects.get().clave)}
    datos["csrfmiddlewaretoken"] = ficha(cliente, RECUPERAR)
    cliente.post(RECUPERAR, datos | {"clave": "no es una clave"})
    assert EnvioPendiente.objects.exists()
    cliente.post(RECUPERAR, datos)
    assert not EnvioPendiente.objects.exists()
    assert not Accion.objects.exists()


def test_las_claves_y_las_paginas_de_cuenta_no_se_conservan(hugo: Usuario) -> None:
    cliente = navegador(hugo)
    respuesta = enviar_tarde(cliente, "/cuenta/clave/", oldpassword="secreta", password1="otra")
    assert respuesta["Location"] == "/cuenta/ingresar/?next=/cuenta/clave/"
    ingresar(cliente, hugo)
    enviar_tarde(cliente, titulo="Un taller más", password="secreta")
    assert "secreta" not in str(EnvioPendiente.objects.get().campos)


def test_un_guion_no_deja_nada(hugo: Usuario) -> None:
    """Autosave and uploads have their page behind them, which still holds what was typed."""
    cliente = navegador(hugo)
    token = ficha(cliente, NUEVA)
    terminar_sesion()
    datos = {"titulo": ESCRITO, "csrfmiddlewaretoken": token}
    cliente.post(NUEVA, datos, headers={"Sec-Fetch-Mode": "cors"})
    assert not EnvioPendiente.objects.exists()


def test_lo_que_no_cabe_se_dice(hugo: Usuario) -> None:
    cliente = navegador(hugo)
    respuesta = enviar_tarde(cliente, titulo="a" * (recuperacion.MAXIMO + 1))
    assert respuesta["Location"] == f"/cuenta/ingresar/?next={NUEVA}"
    assert "no se guardó" in cliente.get(respuesta["Location"]).text
    assert not EnvioPendiente.objects.exists()


def test_caben_unos_cuantos_y_no_para_siempre(
    hugo: Usuario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recuperacion, "CABEN", 2)
    cliente = navegador(hugo)
    for numero in range(3):
        enviar_tarde(cliente, titulo=f"La fila número {numero}")
        ingresar(cliente, hugo)
    html = cliente.get(RECUPERAR).text
    assert "La fila número 0" not in html
    assert "La fila número 1" in html
    EnvioPendiente.objects.update(creado_en=timezone.now() - dt.timedelta(hours=13))
    assert cliente.get(RECUPERAR).status_code == 302
    enviar_tarde(cliente, titulo="La fila de después")
    assert EnvioPendiente.objects.count() == 1  # the old ones are gone from the table too
    EnvioPendiente.objects.update(creado_en=timezone.now() - dt.timedelta(hours=13))
    call_command("borrar_envios", verbosity=0)
    assert not EnvioPendiente.objects.exists()
