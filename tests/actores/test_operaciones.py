"""Inviting people, inviting them again, closing their accounts: who may, and what follows."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from actores.models import PuntoFocal, Usuario
from actores.operaciones import dar_de_baja, grupo, invitar, reiniciar_segundo_factor, reinvitar
from actores.roles import (
    COLABORADOR,
    COMITE_COMUNICACION,
    OBSERVADOR,
    PRESIDENCIA,
    PUNTO_FOCAL,
    SECRETARIA_TECNICA,
    TODOS,
)
from tests.crear import crear_pais, crear_usuario

pytestmark = pytest.mark.django_db

CLAVE_NUEVA = "tres gatos miran la lluvia"


@pytest.fixture
def secretaria() -> Usuario:
    return crear_usuario("st@demo.example", SECRETARIA_TECNICA, is_staff=True, nombre="Sara")


def invitar_a(por: Usuario, correo: str = "nueva@demo.example", **cambios: Any) -> Usuario:
    datos = {"nombre": "Nora", "roles": [OBSERVADOR], "idioma": "es", "por": por, **cambios}
    return invitar(correo=correo, **datos)


@pytest.fixture
def correos(django_capture_on_commit_callbacks: Any) -> Any:
    """`correos(f)` runs f as a committed transaction and returns the mails it sent."""

    def correr(funcion: Any) -> list[Any]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            funcion()
        return list(mail.outbox)

    return correr


def enlace(mensaje: Any) -> str:
    """The path of the link in a mail."""
    return re.search(r"https?://[^/\s]+(/\S*invitacion\S*)", mensaje.body)[1]


def definir_clave(client: Client, ruta: str, clave: str = CLAVE_NUEVA) -> Any:
    formulario = client.get(ruta, follow=True)
    if "form" not in formulario.context or not formulario.context["validlink"]:
        return formulario
    return client.post(
        formulario.request["PATH_INFO"], {"new_password1": clave, "new_password2": clave}
    )


def test_la_persona_invitada_define_su_clave_e_ingresa(
    client: Client, secretaria: Usuario, correos: Any
) -> None:
    honduras = crear_pais("hn", "Honduras")
    [mensaje] = correos(
        lambda: invitar_a(
            secretaria, " Hugo@Demo.Example ", roles=[PUNTO_FOCAL], pais=honduras, tipo="suplente"
        )
    )
    hugo = Usuario.objects.get(correo="hugo@demo.example")
    assert mensaje.to == ["hugo@demo.example"]
    assert "Honduras" in mensaje.body
    assert "7 días" in mensaje.body
    assert not hugo.has_usable_password()
    assert not hugo.is_staff
    assert hugo.invitada_en is not None
    assert list(hugo.groups.values_list("name", flat=True)) == [PUNTO_FOCAL]
    assert list(hugo.puntos_focales.vigentes().values_list("pais__codigo", "tipo")) == [
        ("hn", "suplente")
    ]

    respuesta = definir_clave(client, enlace(mensaje))
    assert respuesta.url == "/cuenta/ingresar/"
    hugo.refresh_from_db()
    assert hugo.check_password(CLAVE_NUEVA)
    ingreso = client.post(
        "/cuenta/ingresar/", {"login": "hugo@demo.example", "password": CLAVE_NUEVA}
    )
    assert ingreso.url.startswith("/reportes/")


def test_el_correo_va_en_el_idioma_de_la_persona(secretaria: Usuario, correos: Any) -> None:
    [mensaje] = correos(lambda: invitar_a(secretaria, idioma="en"))
    assert enlace(mensaje).startswith("/en/cuenta/invitacion/")


@pytest.mark.parametrize("rol", TODOS)
def test_entra_al_panel_quien_trabaja_en_el(rol: str, secretaria: Usuario) -> None:
    persona = invitar_a(secretaria, roles=[rol], pais=crear_pais() if rol == PUNTO_FOCAL else None)
    assert persona.is_staff is (rol not in (PUNTO_FOCAL, COLABORADOR))
    assert not persona.is_superuser


@pytest.mark.parametrize("rol", [PRESIDENCIA, COMITE_COMUNICACION, PUNTO_FOCAL, OBSERVADOR, None])
@pytest.mark.parametrize("acto", ["invitar", "reinvitar", "dar_de_baja", "reiniciar"])
def test_solo_la_secretaria(rol: str | None, acto: str, correos: Any) -> None:
    extranio = crear_usuario("", *([rol] if rol else []), is_staff=True)
    otra = crear_usuario()
    actos = {
        "invitar": lambda: invitar_a(extranio),
        "reinvitar": lambda: reinvitar(persona=otra, por=extranio),
        "dar_de_baja": lambda: dar_de_baja(persona=otra, por=extranio),
        "reiniciar": lambda: reiniciar_segundo_factor(persona=otra, por=extranio),
    }

    def intentar() -> None:
        with pytest.raises(PermissionDenied):
            actos[acto]()

    assert correos(intentar) == []
    assert set(Usuario.objects.all()) == {extranio, otra}
    otra.refresh_from_db()
    assert otra.is_active


def test_una_secretaria_dada_de_baja_ya_no_puede(secretaria: Usuario) -> None:
    secretaria.is_active = False
    with pytest.raises(PermissionDenied):
        invitar_a(secretaria)


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"correo": "ST@demo.example"}, "correo"),
        ({"correo": "sin arroba"}, "correo"),
        ({"correo": ""}, "correo"),
        ({"nombre": "  "}, "nombre"),
        ({"roles": []}, "roles"),
        ({"roles": ["Emperador"]}, "roles"),
        ({"roles": [PUNTO_FOCAL]}, "pais"),
        ({"roles": [OBSERVADOR], "pais": "hn"}, "pais"),
        ({"roles": [PRESIDENCIA, OBSERVADOR], "pais": "hn"}, "pais"),
        ({"idioma": "fr"}, "idioma"),
        ({"tipo": "emperador", "roles": [PUNTO_FOCAL], "pais": "hn"}, "tipo"),
    ],
)
def test_lo_que_esta_mal_se_dice_y_no_cambia_nada(
    cambios: dict[str, Any], campo: str, secretaria: Usuario, correos: Any
) -> None:
    if "pais" in cambios:
        cambios = {**cambios, "pais": crear_pais()}

    def intentar() -> None:
        with pytest.raises(ValidationError) as error:
            invitar_a(secretaria, **cambios)
        assert list(error.value.message_dict) == [campo]

    assert correos(intentar) == []
    assert list(Usuario.objects.all()) == [secretaria]
    assert not PuntoFocal.objects.exists()


def test_varios_errores_se_dicen_juntos(secretaria: Usuario) -> None:
    with pytest.raises(ValidationError) as error:
        invitar_a(secretaria, "sin arroba", nombre="", roles=[])
    assert "válid" not in str(error.value)
    assert "roles" in error.value.message_dict
    assert "nombre" in error.value.message_dict
    assert "correo" in error.value.message_dict


def test_dos_invitaciones_a_la_vez_son_una(
    secretaria: Usuario, correos: Any, monkeypatch: Any
) -> None:
    """The second one has looked for the address before the first one was saved."""
    monkeypatch.setattr(Usuario, "validate_unique", lambda self, exclude=None: None)
    monkeypatch.setattr(Usuario, "validate_constraints", lambda self, exclude=None: None)

    def dos_veces() -> None:
        invitar_a(secretaria)
        with pytest.raises(ValidationError, match="Ya hay una cuenta"):
            invitar_a(secretaria)

    assert len(correos(dos_veces)) == 1
    assert Usuario.objects.filter(correo="nueva@demo.example").count() == 1


def test_un_rol_que_no_existe_no_crea_un_grupo() -> None:
    with pytest.raises(ValueError, match="Emperador"):
        grupo("Emperador")


def test_el_enlace_sirve_una_vez(client: Client, secretaria: Usuario, correos: Any) -> None:
    [mensaje] = correos(lambda: invitar_a(secretaria))
    definir_clave(client, enlace(mensaje))
    otra_vez = definir_clave(Client(), enlace(mensaje), "otra clave que no debe quedar")
    assert "El enlace ya no sirve" in otra_vez.content.decode()
    assert "pida otra invitación a quien le invitó" in otra_vez.content.decode()
    assert Usuario.objects.get(correo="nueva@demo.example").check_password(CLAVE_NUEVA)


def test_la_segunda_invitacion_anula_la_primera(
    client: Client, secretaria: Usuario, correos: Any
) -> None:
    [primera] = correos(lambda: invitar_a(secretaria))
    persona = Usuario.objects.get(correo="nueva@demo.example")
    [segunda] = correos(lambda: reinvitar(persona=persona, por=secretaria))
    assert "El enlace ya no sirve" in definir_clave(client, enlace(primera)).content.decode()
    assert definir_clave(client, enlace(segunda)).status_code == 302


def test_el_enlace_vence(client: Client, secretaria: Usuario, correos: Any, settings: Any) -> None:
    [mensaje] = correos(lambda: invitar_a(secretaria))
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "El enlace ya no sirve" in definir_clave(client, enlace(mensaje)).content.decode()


def test_el_enlace_de_otra_persona_o_inventado_no_sirve(
    client: Client, secretaria: Usuario, correos: Any
) -> None:
    [mensaje] = correos(lambda: invitar_a(secretaria))
    uid, token = enlace(mensaje).strip("/").split("/")[-2:]
    [otro] = correos(lambda: invitar_a(secretaria, "otra@demo.example"))
    otro_uid = enlace(otro).strip("/").split("/")[-2]
    for ruta in (
        f"/cuenta/invitacion/{otro_uid}/{token}/",
        f"/cuenta/invitacion/{uid}/{token[:-1]}x/",
        f"/cuenta/invitacion/{uid}/definir/",
        "/cuenta/invitacion/OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5/abc-def/",
        "/cuenta/invitacion/%00/%00/",
    ):
        pagina = client.get(ruta, follow=True)
        assert "El enlace ya no sirve" in pagina.content.decode(), ruta
        assert client.post(ruta, {"new_password1": CLAVE_NUEVA}).status_code == 200
    assert not Usuario.objects.get(correo="nueva@demo.example").has_usable_password()


@pytest.mark.parametrize(
    ("clave", "repetida", "dice"),
    [
        ("corta", "corta", "12 caracteres"),
        ("password1234", "password1234", "común"),
        (CLAVE_NUEVA, "otra cosa", "no son iguales"),
        ("", "", "Escriba la contraseña nueva"),
    ],
)
def test_una_clave_mala_se_explica(
    clave: str, repetida: str, dice: str, client: Client, secretaria: Usuario, correos: Any
) -> None:
    [mensaje] = correos(lambda: invitar_a(secretaria))
    ruta = client.get(enlace(mensaje), follow=True).request["PATH_INFO"]
    pagina = client.post(ruta, {"new_password1": clave, "new_password2": repetida})
    html = pagina.content.decode()
    assert dice in html
    assert "Hay un problema" in html
    assert "<title>Error: " in html
    assert not Usuario.objects.get(correo="nueva@demo.example").has_usable_password()


def test_el_enlace_cierra_la_sesion_de_quien_estaba(
    client: Client, secretaria: Usuario, correos: Any
) -> None:
    [mensaje] = correos(lambda: invitar_a(secretaria))
    client.force_login(secretaria, "allauth.account.auth_backends.AuthenticationBackend")
    definir_clave(client, enlace(mensaje))
    assert "_auth_user_id" not in client.session


def test_no_se_reinvita_a_quien_ya_tiene_clave_ni_a_una_cuenta_cerrada(
    secretaria: Usuario, correos: Any
) -> None:
    for persona in (crear_usuario(), crear_usuario(is_active=False)):

        def intentar(persona: Usuario = persona) -> None:
            with pytest.raises(ValidationError):
                reinvitar(persona=persona, por=secretaria)

        assert correos(intentar) == []


def test_dar_de_baja_cierra_cuenta_sesion_invitacion_y_representacion(
    client: Client, secretaria: Usuario, correos: Any
) -> None:
    honduras = crear_pais()
    [mensaje] = correos(lambda: invitar_a(secretaria, roles=[PUNTO_FOCAL], pais=honduras))
    persona = Usuario.objects.get(correo="nueva@demo.example")
    client.force_login(persona, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/cuenta/").status_code == 200

    dar_de_baja(persona=persona, por=secretaria)

    assert client.get("/cuenta/").status_code == 302
    assert "El enlace ya no sirve" in definir_clave(Client(), enlace(mensaje)).content.decode()
    manana = timezone.localdate() + dt.timedelta(days=1)
    assert not honduras.puntos_focales.vigentes(manana).exists()
    assert persona.puntos_focales.get().hasta == timezone.localdate()
    assert not Usuario.objects.get(pk=persona.pk).is_active


def test_dar_de_baja_a_quien_aun_no_empezaba(secretaria: Usuario) -> None:
    persona = crear_usuario()
    manana = timezone.localdate() + dt.timedelta(days=1)
    representacion = PuntoFocal.objects.create(usuario=persona, pais=crear_pais(), desde=manana)
    dar_de_baja(persona=persona, por=secretaria)
    representacion.refresh_from_db()
    assert representacion.hasta == manana


def test_nadie_cierra_su_propia_cuenta(secretaria: Usuario) -> None:
    with pytest.raises(ValidationError):
        dar_de_baja(persona=secretaria, por=secretaria)
    with pytest.raises(ValidationError):
        reiniciar_segundo_factor(persona=secretaria, por=secretaria)
    secretaria.refresh_from_db()
    assert secretaria.is_active


def test_reiniciar_el_segundo_factor_de_otra_persona(secretaria: Usuario) -> None:
    ana, beto = crear_usuario(), crear_usuario()
    for persona in (ana, beto):
        Authenticator.objects.create(user=persona, type="totp", data={"secret": "A"})
    reiniciar_segundo_factor(persona=ana, por=secretaria)
    assert list(Authenticator.objects.values_list("user", flat=True)) == [beto.pk]
