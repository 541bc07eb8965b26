"""Getting in and out: e-mail and password, forgotten passwords, lockout, every account page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from actores.models import Usuario
from actores.roles import OBSERVADOR, PRESIDENCIA, PUNTO_FOCAL, SECRETARIA_TECNICA
from actores.urls import urlpatterns
from tests.crear import CLAVE, crear_pais, crear_usuario

pytestmark = pytest.mark.django_db

INGRESO = "/cuenta/ingresar/"
CLAVE_NUEVA = "tres gatos miran la lluvia"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def ana() -> Usuario:
    return crear_usuario("ana@demo.example", PUNTO_FOCAL, pais=crear_pais(), nombre="Ana")


def ingresar(
    client: Client,
    correo: str = "ana@demo.example",
    clave: str = CLAVE,
    ruta: str = INGRESO,
    **extra: Any,
) -> Any:
    return client.post(ruta, {"login": correo, "password": clave}, **extra)


def dentro(client: Client) -> bool:
    return "_auth_user_id" in client.session


# --- In and out ------------------------------------------------------------------------------


@pytest.mark.parametrize("correo", ["ana@demo.example", "ANA@Demo.Example", "  Ana@demo.example "])
def test_las_mayusculas_del_correo_no_importan(correo: str, client: Client, ana: Usuario) -> None:
    ingresar(client, correo)
    assert dentro(client)


@pytest.mark.parametrize(
    ("roles", "extra", "destino"),
    [
        ([SECRETARIA_TECNICA], {"is_staff": True}, "admin:index"),
        ([PRESIDENCIA], {"is_staff": True}, "admin:index"),
        ([PRESIDENCIA, PUNTO_FOCAL], {"is_staff": True}, "admin:index"),
        ([OBSERVADOR], {"is_staff": True}, "admin:index"),
        ([], {"is_staff": True, "is_superuser": True}, "admin:index"),
        ([PUNTO_FOCAL], {}, "planes:reportes"),
        ([PUNTO_FOCAL], {"is_staff": True}, "planes:reportes"),
    ],
)
@pytest.mark.parametrize("idioma", ["es", "en"])
@pytest.mark.parametrize("ruta", [INGRESO, f"/en{INGRESO}"])
def test_cada_quien_llega_a_su_trabajo_en_su_idioma(
    roles: list[str], extra: dict[str, bool], destino: str, idioma: str, ruta: str, client: Client
) -> None:
    crear_usuario("quien@demo.example", *roles, idioma=idioma, **extra)
    respuesta = ingresar(client, "quien@demo.example", ruta=ruta)
    with translation.override(idioma):
        assert respuesta.url == reverse(destino)


def test_vuelve_a_donde_iba_pero_nunca_a_otro_sitio(client: Client, ana: Usuario) -> None:
    assert ingresar(client, ruta=f"{INGRESO}?next=/cuenta/clave/").url == "/cuenta/clave/"
    client.logout()
    assert ingresar(client, ruta=f"{INGRESO}?next=https://malo.example/").url.startswith(
        "/reportes/"
    )


@pytest.mark.parametrize(
    ("datos", "dice"),
    [
        ({"login": "ana@demo.example", "password": "no es esta"}, "no son correctos"),
        ({"login": "nadie@demo.example", "password": CLAVE}, "no son correctos"),
        ({"login": "", "password": CLAVE}, "Escriba su correo electrónico."),
        ({"login": "ana@demo.example", "password": ""}, "Escriba su contraseña."),
        ({"login": "ana", "password": CLAVE}, "Escriba el correo completo"),
        ({"login": "a" * 60 + "@" + ("b" * 60 + ".") * 4 + "com", "password": CLAVE}, "caracteres"),
        ({"login": "ana\0@demo.example", "password": CLAVE}, "Hay un problema"),
        ({"login": "ana@demo.example", "password": "\0"}, "Hay un problema"),
        ({}, "Escriba su correo electrónico."),
    ],
)
def test_los_errores_se_dicen_claro(
    datos: dict[str, str], dice: str, client: Client, ana: Usuario
) -> None:
    html = client.post(INGRESO, datos).content.decode()
    assert dice in html
    assert "Hay un problema" in html
    assert "<title>Error: " in html
    assert not re.search(r"por favor|válid[oa]|campo requerido", html, re.IGNORECASE)
    assert not dentro(client)


def test_lo_escrito_se_conserva_pero_no_la_clave(client: Client, ana: Usuario) -> None:
    html = ingresar(client, clave="equivocada del todo").content.decode()
    assert 'value="ana@demo.example"' in html
    assert "equivocada del todo" not in html


def test_el_mensaje_no_dice_si_la_cuenta_existe(client: Client, ana: Usuario) -> None:
    def errores(correo: str) -> Any:
        return ingresar(client, correo, "no es esta").context["form"].errors

    assert errores("ana@demo.example") == errores("nadie@demo.example")


def test_una_cuenta_cerrada_no_ingresa(client: Client) -> None:
    crear_usuario("ana@demo.example", is_active=False)
    pagina = client.get(ingresar(client).url)
    assert "Esta cuenta está cerrada" in pagina.content.decode()
    assert not dentro(client)
    assert "no son correctos" in ingresar(client, clave="otra").content.decode()


def test_salir_es_un_acto_y_el_navegador_olvida(client: Client, ana: Usuario) -> None:
    client.force_login(ana, BACKEND)
    assert client.get("/cuenta/salir/").status_code == 200
    assert dentro(client)
    respuesta = client.post("/cuenta/salir/")
    assert "storage" in respuesta["Clear-Site-Data"]
    assert not dentro(client)
    assert "Cerró su sesión." in client.get(respuesta.url).content.decode()


def test_la_cookie_de_sesion_sirve_sin_tls_en_desarrollo(client: Client, ana: Usuario) -> None:
    cookie = ingresar(client).cookies["sessionid"]
    assert not cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


# --- Passwords -------------------------------------------------------------------------------


def test_cambiar_la_clave(client: Client, ana: Usuario) -> None:
    client.force_login(ana, BACKEND)
    otro_equipo = Client()
    otro_equipo.force_login(ana, BACKEND)

    def cambiar(actual: str, nueva: str, repetida: str) -> Any:
        datos = {"oldpassword": actual, "password1": nueva, "password2": repetida}
        return client.post("/cuenta/clave/", datos)

    for datos, dice in (
        (("no es", CLAVE_NUEVA, CLAVE_NUEVA), "Esa no es su contraseña actual"),
        ((CLAVE, "corta", "corta"), "12 caracteres"),
        ((CLAVE, "password1234", "password1234"), "común"),
        ((CLAVE, CLAVE_NUEVA, "distinta de la otra"), "la misma contraseña"),
    ):
        html = cambiar(*datos).content.decode()
        assert dice in html
        assert "<title>Error: " in html
    respuesta = cambiar(CLAVE, CLAVE_NUEVA, CLAVE_NUEVA)
    assert respuesta.url == "/cuenta/"
    assert "Su contraseña cambió." in client.get("/cuenta/").content.decode()
    assert otro_equipo.get("/cuenta/").status_code == 302


def pedir_enlace(client: Client, correo: str, capturar: Any) -> Any:
    with capturar(execute=True):
        return client.post("/cuenta/clave/olvidada/", {"email": correo}, follow=True)


def test_quien_olvido_su_clave_pone_otra(
    client: Client, ana: Usuario, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.SITIO_URL = "https://portal.example.org"
    pagina = pedir_enlace(client, "ANA@demo.example", django_capture_on_commit_callbacks)
    assert "Revise su correo" in pagina.content.decode()
    [mensaje] = mail.outbox
    assert mensaje.to == ["ana@demo.example"]
    enlace = re.search(r"https://portal\.example\.org(/\S+clave/nueva/\S+)", mensaje.body)[1]
    formulario = client.get(enlace, follow=True)
    datos = {"password1": CLAVE_NUEVA, "password2": CLAVE_NUEVA}
    lista = client.post(formulario.request["PATH_INFO"], datos, follow=True)
    assert "Su contraseña cambió" in lista.content.decode()
    assert not dentro(client)  # a second factor is not got round
    ingresar(client, clave=CLAVE_NUEVA)
    assert dentro(client)
    assert "El enlace ya no sirve" in Client().get(enlace, follow=True).content.decode()


def test_el_enlace_va_en_el_idioma_de_la_persona(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    crear_usuario("bz@demo.example", idioma="en")
    pedir_enlace(client, "bz@demo.example", django_capture_on_commit_callbacks)
    assert "/en/cuenta/clave/nueva/" in mail.outbox[0].body


def test_a_un_desconocido_no_se_le_escribe_ni_se_le_dice(
    client: Client, ana: Usuario, django_capture_on_commit_callbacks: Any
) -> None:
    crear_usuario("cerrada@demo.example", is_active=False)
    conocida = pedir_enlace(client, ana.correo, django_capture_on_commit_callbacks)
    mail.outbox.clear()
    for correo in ("nadie@demo.example", "cerrada@demo.example"):
        pagina = pedir_enlace(client, correo, django_capture_on_commit_callbacks)
        assert pagina.request["PATH_INFO"] == conocida.request["PATH_INFO"]
        assert mail.outbox == []


def test_un_correo_corregido_deja_de_servir(
    client: Client, ana: Usuario, django_capture_on_commit_callbacks: Any
) -> None:
    pedir_enlace(client, ana.correo, django_capture_on_commit_callbacks)
    ana.correo = "ana.nueva@demo.example"
    ana.save()
    mail.outbox.clear()
    pedir_enlace(client, "ana@demo.example", django_capture_on_commit_callbacks)
    assert mail.outbox == []
    ingresar(client, "ana@demo.example")
    assert not dentro(client)


# --- Lockout ---------------------------------------------------------------------------------


def fallar(
    client: Client, veces: int, correo: str = "ana@demo.example", ip: str = "10.0.0.1"
) -> Any:
    for _ in range(veces):
        respuesta = ingresar(client, correo, "no es esta", REMOTE_ADDR=ip)
    return respuesta


def test_cinco_fallos_bloquean_y_se_dice_cuanto(client: Client, ana: Usuario) -> None:
    assert fallar(client, 4).status_code == 200
    bloqueo = fallar(client, 1)
    assert bloqueo.status_code == 429
    assert "15 minutos" in bloqueo.content.decode()
    con_la_buena = ingresar(client, REMOTE_ADDR="10.0.0.1")
    assert con_la_buena.status_code == 429
    assert not dentro(client)


def test_las_mayusculas_no_dan_mas_intentos(client: Client, ana: Usuario) -> None:
    for correo in ("ana@demo.example", "Ana@demo.example", "ANA@demo.example", "aNa@demo.example"):
        fallar(client, 1, correo)
    assert fallar(client, 1, "anA@demo.example").status_code == 429


def test_el_bloqueo_no_alcanza_a_otra_cuenta_ni_a_otra_direccion(
    client: Client, ana: Usuario
) -> None:
    crear_usuario("beto@demo.example")
    fallar(client, 5)
    ingresar(client, "beto@demo.example", REMOTE_ADDR="10.0.0.1")
    assert dentro(client)
    client.logout()
    ingresar(client, REMOTE_ADDR="10.0.0.2")
    assert dentro(client)


def test_el_bloqueo_termina(client: Client, ana: Usuario, monkeypatch: Any) -> None:
    fallar(client, 5)
    ahora = timezone.now()
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: ahora + timedelta(minutes=14))
    assert ingresar(client, REMOTE_ADDR="10.0.0.1").status_code == 429
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: ahora + timedelta(minutes=16))
    ingresar(client, REMOTE_ADDR="10.0.0.1")
    assert dentro(client)


def test_un_ingreso_bueno_borra_la_cuenta_de_fallos(client: Client, ana: Usuario) -> None:
    fallar(client, 4)
    ingresar(client, REMOTE_ADDR="10.0.0.1")
    client.logout()
    assert fallar(client, 4).status_code == 200


def test_cambiar_la_clave_por_correo_levanta_el_bloqueo(
    client: Client, ana: Usuario, django_capture_on_commit_callbacks: Any
) -> None:
    fallar(client, 5)
    pedir_enlace(client, ana.correo, django_capture_on_commit_callbacks)
    enlace = re.search(r"(/cuenta/clave/nueva/\S+)", mail.outbox[0].body)[1]
    ruta = client.get(enlace, follow=True).request["PATH_INFO"]
    client.post(ruta, {"password1": CLAVE_NUEVA, "password2": CLAVE_NUEVA})
    ingresar(client, clave=CLAVE_NUEVA, REMOTE_ADDR="10.0.0.1")
    assert dentro(client)


def test_muchos_intentos_desde_una_direccion_reciben_una_pagina(client: Client) -> None:
    for numero in range(40):
        respuesta = fallar(client, 1, f"persona{numero}@demo.example")
    assert respuesta.status_code == 429
    assert "Demasiados intentos" in respuesta.content.decode()


# --- Every page ------------------------------------------------------------------------------

ARGUMENTOS = {
    "invitacion": {"uidb64": "MQ", "token": "x-y"},
    # larger than a database's integer
    "account_reset_password_from_key": {"uidb36": "zzzzzzzzzzzz", "key": "x-y"},
}
PAGINAS = [patron.name for patron in urlpatterns]


@pytest.mark.parametrize("idioma", ["es", "en"])
@pytest.mark.parametrize("quien", ["nadie", "ana", "sin clave"])
def test_ninguna_pagina_falla(quien: str, idioma: str, ana: Usuario) -> None:
    if quien == "sin clave":
        ana.set_unusable_password()
        ana.save()
    with translation.override(idioma):
        rutas = [reverse(nombre, kwargs=ARGUMENTOS.get(nombre)) for nombre in PAGINAS]
    for ruta in rutas:
        for metodo in ("get", "post"):
            client = Client()
            if quien != "nadie":
                client.force_login(ana, BACKEND)
            respuesta = getattr(client, metodo)(ruta)
            assert respuesta.status_code in {200, 302, 401, 403, 404, 405}, ruta
            if respuesta.status_code == 200 and respuesta["Content-Type"].startswith("text/html"):
                html = respuesta.content.decode()
                assert f'<html lang="{idioma}">' in html, ruta
                assert html.count("<h1") == 1, ruta
                assert " style=" not in html, ruta


@pytest.mark.parametrize("ruta", ["registro/", "signup/", "email/", "confirm-email/", "login/"])
def test_no_hay_registro(ruta: str, client: Client) -> None:
    assert client.get(f"/cuenta/{ruta}").status_code == 404


def test_mi_cuenta_dice_quien_soy(client: Client, ana: Usuario) -> None:
    client.force_login(ana, BACKEND)
    html = client.get("/cuenta/").content.decode()
    assert "ana@demo.example" in html
    assert "País HN" in html
    assert PUNTO_FOCAL in html
