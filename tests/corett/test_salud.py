"""/salud/ tells the machines that watch the portal whether it can work."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client


@pytest.mark.django_db
def test_bien(client: Client) -> None:
    respuesta = client.get("/salud/")
    assert respuesta.status_code == 200
    assert respuesta.json() == {"estado": "bien"}
    assert "no-cache" in respuesta["Cache-Control"]


def test_base_de_datos_caida(client: Client) -> None:
    with patch("corett.views.connection.cursor", side_effect=OperationalError("secreto: portal")):
        respuesta = client.get("/salud/")
    assert respuesta.status_code == 503
    assert respuesta.json() == {"estado": "mal", "detalle": "La base de datos no responde."}


@pytest.mark.django_db
def test_una_sola_consulta(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        client.get("/salud/")


def test_solo_se_lee(client: Client) -> None:
    assert client.post("/salud/").status_code == 405
