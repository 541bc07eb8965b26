"""Mail to people: in their language, after commit, and never in the way of what they did."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from actores.correo import componer, enviar_correo
from tests.crear import crear_usuario

pytestmark = pytest.mark.django_db

PLANTILLA = "actores/correo/restablecer"


def escribir(para: Any, **cambios: Any) -> None:
    ruta = reverse("account_login")
    enviar_correo(
        **{"para": para, "plantilla": PLANTILLA, "contexto": {"dias": 7}, "ruta": ruta, **cambios}
    )


def test_llega_en_texto_y_html_con_enlace_absoluto(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SITIO_URL = "https://portal.example.org"
    ana = crear_usuario("ana@demo.example", nombre="Ana")
    with django_capture_on_commit_callbacks(execute=True):
        escribir(ana)
    [mensaje] = mail.outbox
    html = mensaje.alternatives[0].content
    enlace = "https://portal.example.org/cuenta/ingresar/"
    assert mensaje.to == ["ana@demo.example"]
    assert mensaje.subject == "Cambie su contraseña del portal de CORETT"
    assert enlace in mensaje.body
    assert f'href="{enlace}"' in html
    assert '<html lang="es">' in html
    assert "Ana" in mensaje.body


@pytest.mark.parametrize("idioma_de_quien_lo_causa", ["es", "en"])
def test_el_idioma_es_el_de_quien_lee(idioma_de_quien_lo_causa: str) -> None:
    belice = crear_usuario(idioma="en")
    with translation.override(idioma_de_quien_lo_causa):
        mensaje = componer(belice, PLANTILLA, {"dias": 7}, reverse("account_login"))
    assert "/en/cuenta/ingresar/" in mensaje.body
    assert '<html lang="en">' in mensaje.alternatives[0].content
    with translation.override(idioma_de_quien_lo_causa):
        mensaje = componer(crear_usuario(), PLANTILLA, {"dias": 7}, reverse("account_login"))
    assert "/en/" not in mensaje.body
    assert "Alguien pidió cambiar la contraseña" in mensaje.body


def test_el_nombre_se_escapa_solo_en_html() -> None:
    persona = crear_usuario(nombre="Peña & <b>Hijos</b>\nBcc: otra@demo.example")
    mensaje = componer(
        persona, "actores/correo/invitacion", {"dias": 7, "por": persona}, reverse("account_login")
    )
    assert "Peña & <b>Hijos</b>" in mensaje.body
    assert "<b>Hijos" not in mensaje.alternatives[0].content
    assert "\n" not in mensaje.subject


@pytest.mark.django_db(transaction=True)
def test_lo_que_se_deshace_no_se_escribe() -> None:
    ana = crear_usuario()

    def fallar() -> None:
        with transaction.atomic():
            escribir(ana)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fallar()
    assert mail.outbox == []
    with transaction.atomic():
        escribir(ana)
        assert mail.outbox == []
    assert len(mail.outbox) == 1


def test_a_una_cuenta_cerrada_no_se_escribe(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        escribir(crear_usuario(is_active=False))
    assert mail.outbox == []


class ServidorCaido(EmailBackend):
    def send_messages(self, mensajes: Any) -> int:
        raise ConnectionRefusedError(f"no se pudo escribir a {mensajes[0].to}")


@pytest.mark.parametrize("falla", ["servidor", "plantilla"])
def test_si_no_sale_se_anota_sin_datos_y_no_estorba(
    falla: str, settings: Any, caplog: Any, django_capture_on_commit_callbacks: Any
) -> None:
    ana = crear_usuario("ana@demo.example", nombre="Ana Reservada")
    if falla == "servidor":
        settings.EMAIL_BACKEND = f"{__name__}.ServidorCaido"
    plantilla = PLANTILLA if falla == "servidor" else "actores/correo/no_existe"
    with (
        caplog.at_level(logging.ERROR, logger="actores.correo"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        escribir(ana, plantilla=plantilla)
    assert f"user {ana.pk} not sent" in caplog.text
    assert plantilla in caplog.text
    assert "ana@" not in caplog.text
    assert "Reservada" not in caplog.text
