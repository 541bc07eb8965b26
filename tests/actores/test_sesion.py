"""How long the session lasts, and making it last longer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.crear import crear_usuario
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db


def termina_en(minutos: float) -> None:
    Session.objects.update(expire_date=timezone.now() + dt.timedelta(minutes=minutos))


def test_dice_cuanto_falta_y_no_la_alarga() -> None:
    cliente = entrar(crear_usuario())
    termina_en(4.5)
    for _vez in range(2):
        dicho = cliente.get("/cuenta/sesion/").json()
        assert 260 < dicho["segundos"] <= 270
    assert dicho["mensaje"] == "Su sesión termina en 5 minutos"
    termina_en(0.5)
    assert cliente.get("/cuenta/sesion/").json()["mensaje"] == "Su sesión termina en 1 minuto"


def test_seguir_conectado_la_renueva() -> None:
    persona = crear_usuario()
    cliente = Client(enforce_csrf_checks=True)
    cliente.force_login(persona, backend="allauth.account.auth_backends.AuthenticationBackend")
    termina_en(1)
    dicho = cliente.get("/cuenta/sesion/").json()
    assert cliente.post("/cuenta/sesion/").status_code == 403
    ficha = {"csrfmiddlewaretoken": dicho["csrf"]}
    assert cliente.post("/cuenta/sesion/", ficha).json()["segundos"] == settings.SESSION_COOKIE_AGE
    assert cliente.get("/cuenta/sesion/").json()["segundos"] > settings.SESSION_COOKIE_AGE - 60
    assert dicho["persona"] == persona.pk


def test_sin_sesion() -> None:
    respuesta = Client().get("/cuenta/sesion/")
    assert respuesta.status_code == 401
    assert "no-store" in respuesta["Cache-Control"]
    cliente = entrar(crear_usuario())
    termina_en(-1)
    assert cliente.get("/cuenta/sesion/").status_code == 401
