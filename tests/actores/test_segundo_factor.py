"""The second factor: who enters the admin has one, and nothing goes round it."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from actores.models import Usuario
from actores.roles import PUNTO_FOCAL, SECRETARIA_TECNICA
from tests.crear import CLAVE, crear_usuario

pytestmark = pytest.mark.django_db

SECRETO = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CLAVE_NUEVA = "tres gatos miran la lluvia"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ACTIVAR = "/cuenta/segundo-factor/activar/"
PEDIR_CODIGO = "/cuenta/segundo-factor/ingresar/"


@pytest.fixture(autouse=True)
def _obligatorio(settings: Any) -> None:
    settings.SEGUNDO_FACTOR_OBLIGATORIO = True


@pytest.fixture
def sara() -> Usuario:
    return crear_usuario(
        "sara@demo.example", SECRETARIA_TECNICA, is_staff=True, is_superuser=True, nombre="Sara"
    )


@pytest.fixture
def panel() -> str:
    return reverse("admin:index")


def codigo(secreto: str = SECRETO) -> str:
    return format_hotp_value(hotp_value(secreto, int(time.time()) // 30))


def ingresar(client: Client, clave: str = CLAVE) -> Any:
    return client.post("/cuenta/ingresar/", {"login": "sara@demo.example", "password": clave})


def dentro(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_sin_segundo_factor_no_se_entra_al_panel(client: Client, sara: Usuario, panel: str) -> None:
    client.force_login(sara, BACKEND)
    for ruta in (panel, reverse("admin:login"), f"{panel}no-existe/"):
        assert client.get(ruta).url == ACTIVAR
        assert client.post(ruta).url == ACTIVAR


def test_el_camino_de_la_primera_vez(client: Client, sara: Usuario, panel: str) -> None:
    ingresar(client)
    confirmar = client.get(panel, follow=True)
    assert "Confirme que es usted" in confirmar.content.decode()
    assert "active primero el segundo factor" in confirmar.content.decode()
    activar = client.post(confirmar.request["PATH_INFO"] + "?next=" + ACTIVAR, {"password": CLAVE})
    assert activar.url == ACTIVAR
    formulario = client.get(ACTIVAR)
    secreto = formulario.context["form"].secret
    assert secreto in formulario.content.decode()

    mal = client.post(ACTIVAR, {"code": "000000" if codigo(secreto) != "000000" else "111111"})
    assert "El código no es correcto" in mal.content.decode()
    assert "<title>Error: " in mal.content.decode()
    bien = client.post(ACTIVAR, {"code": codigo(secreto)})
    codigos = client.get(bien.url)
    assert len(codigos.context["unused_codes"]) == 10
    assert client.get("/cuenta/segundo-factor/codigos/descargar/").content.decode().count("\n") > 10
    assert client.get(panel).status_code == 200


def test_con_segundo_factor_se_pide_el_codigo(client: Client, sara: Usuario, panel: str) -> None:
    TOTP.activate(sara, SECRETO)
    assert ingresar(client).url == PEDIR_CODIGO
    assert not dentro(client)
    assert client.get(panel).url.startswith("/cuenta/ingresar/")
    mal = client.post(PEDIR_CODIGO, {"code": "12"})
    assert "El código no es correcto" in mal.content.decode()
    bien = client.post(PEDIR_CODIGO, {"code": codigo()})
    assert bien.url == panel
    assert client.get(panel).status_code == 200


def test_sin_telefono_sirve_un_codigo_de_recuperacion_una_vez(
    client: Client, sara: Usuario
) -> None:
    TOTP.activate(sara, SECRETO)
    uno = RecoveryCodes.activate(sara).generate_codes()[0]
    ingresar(client)
    client.post(PEDIR_CODIGO, {"code": uno})
    assert dentro(client)
    otra = Client()
    ingresar(otra)
    otra.post(PEDIR_CODIGO, {"code": uno})
    assert not dentro(otra)


def test_probar_codigos_tiene_limite(client: Client, sara: Usuario) -> None:
    TOTP.activate(sara, SECRETO)
    ingresar(client)
    for numero in range(5):
        client.post(PEDIR_CODIGO, {"code": f"malo{numero}"}, REMOTE_ADDR=f"10.0.0.{numero}")
    pagina = client.post(PEDIR_CODIGO, {"code": codigo()}, REMOTE_ADDR="10.0.0.99")
    assert "Hubo demasiados intentos" in pagina.content.decode()
    assert not dentro(client)


def test_cambiar_la_clave_por_correo_no_lo_evita(
    client: Client, sara: Usuario, django_capture_on_commit_callbacks: Any
) -> None:
    TOTP.activate(sara, SECRETO)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/cuenta/clave/olvidada/", {"email": sara.correo})
    enlace = re.search(r"(/cuenta/clave/nueva/\S+)", mail.outbox[0].body)[1]
    ruta = client.get(enlace, follow=True).request["PATH_INFO"]
    client.post(ruta, {"password1": CLAVE_NUEVA, "password2": CLAVE_NUEVA})
    assert not dentro(client)
    assert ingresar(client, CLAVE_NUEVA).url == PEDIR_CODIGO


def test_quien_entra_al_panel_no_puede_desactivarlo(client: Client, sara: Usuario) -> None:
    TOTP.activate(sara, SECRETO)
    ingresar(client)
    client.post(PEDIR_CODIGO, {"code": codigo()})
    desactivar = "/cuenta/segundo-factor/desactivar/"
    confirmar = client.get(desactivar).url
    client.post(confirmar, {"password": CLAVE})
    html = client.get(desactivar).content.decode()
    assert "el segundo factor es obligatorio" in html
    client.post(desactivar)
    assert Authenticator.objects.filter(user=sara, type="totp").exists()


def test_quien_no_entra_al_panel_si_puede(client: Client) -> None:
    hugo = crear_usuario("sara@demo.example", PUNTO_FOCAL)
    TOTP.activate(hugo, SECRETO)
    ingresar(client)
    client.post(PEDIR_CODIGO, {"code": codigo()})
    confirmar = client.get("/cuenta/segundo-factor/desactivar/").url
    client.post(confirmar, {"password": CLAVE})
    client.post("/cuenta/segundo-factor/desactivar/")
    assert not Authenticator.objects.filter(user=hugo).exists()


def test_el_panel_no_tiene_otra_puerta(client: Client, sara: Usuario, panel: str) -> None:
    TOTP.activate(sara, SECRETO)
    puerta = reverse("admin:login")
    assert client.get(puerta).url.startswith("/cuenta/ingresar/")
    client.post(puerta, {"username": sara.correo, "password": CLAVE})
    assert not dentro(client)
    assert client.get(f"{panel}?q=1").url == f"/cuenta/ingresar/?next={panel}%3Fq%3D1"


def test_un_punto_focal_no_entra_al_panel_ni_lo_necesita(client: Client, panel: str) -> None:
    client.force_login(crear_usuario("", PUNTO_FOCAL), BACKEND)
    assert client.get(panel).status_code == 403
    assert client.get("/cuenta/").status_code == 200


def test_en_desarrollo_no_se_exige(
    client: Client, sara: Usuario, panel: str, settings: Any
) -> None:
    settings.SEGUNDO_FACTOR_OBLIGATORIO = False
    client.force_login(sara, BACKEND)
    assert client.get(panel).status_code == 200
