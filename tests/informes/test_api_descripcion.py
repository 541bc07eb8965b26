"""The OpenAPI description, and what a program that knows nothing else makes of the API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.urls import get_resolver, reverse
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator, FormatChecker
from rest_framework.throttling import AnonRateThrottle
from schemathesis.specs.openapi.checks import positive_data_acceptance

from informes.api.descripcion import escrita
from informes.api.palabras import CAMPOS
from tests.informes.documentos_publicados import publicado
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    """A region with figures, a project, money and a document, all published."""
    escena = Escena()
    escena.reportar_todo()
    escena.proyecto()
    corte = escena.publicar()
    publicado(corte, escena.secretaria, "nacional", sujeto="gt", nombre_sujeto="Guatemala")
    return escena


# --- Any program ------------------------------------------------------------------------------


@pytest.fixture
def _preguntas(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The portal asked as a server asks it, in the transaction of the test and without end."""
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": None})
    for senal in (request_started, request_finished):
        senal.disconnect(close_old_connections)
    yield
    for senal in (request_started, request_finished):
        senal.connect(close_old_connections)


descrita = schemathesis.openapi.from_dict(json.loads(escrita()))
descrita.app = get_wsgi_application()


@pytest.mark.usefixtures("_preguntas")
@descrita.parametrize()
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_any_question_is_answered_as_described(case: Any, escena: Escena) -> None:
    """Every check of schemathesis is on: no fault, status, type, headers and shape as described,
    wrong values refused, right ones taken, no other method answered. A value that is rightly
    written may still not exist in the data, which no description can know."""
    respuesta = case.call(headers={"Accept-Encoding": "identity"})
    sueltas = []
    if respuesta.status_code == 400:
        dicho = respuesta.json()
        if dicho.get("valores") or dicho.get("lista") or dicho.get("parametro") == "cursor":
            sueltas.append(positive_data_acceptance)
    case.validate_response(respuesta, excluded_checks=sueltas)


# --- The description itself -------------------------------------------------------------------


def test_it_can_be_written_without_a_warning() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


def test_it_is_served_as_it_is_written_and_in_english(client: Client) -> None:
    respuesta = client.get("/api/v1/esquema/")
    descrita = respuesta.json()
    assert descrita == json.loads(escrita())
    assert descrita["openapi"].startswith("3.1")
    assert descrita["info"]["license"]
    assert {t["name"] for t in descrita["tags"]} == {
        t for camino in descrita["paths"].values() for t in camino["get"]["tags"]
    }


def campos(forma: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of every shape: its name and its schema."""
    if isinstance(forma, dict):
        if isinstance(forma.get("properties"), dict):
            yield from forma["properties"].items()
        for cosa in forma.values():
            yield from campos(cosa)
    elif isinstance(forma, list):
        for cosa in forma:
            yield from campos(cosa)


def formas() -> list[Any]:
    descrita = json.loads(escrita())
    respuestas = [o["get"]["responses"]["200"] for o in descrita["paths"].values()]
    return [descrita["components"]["schemas"], [r["content"] for r in respuestas]]


def test_every_field_says_what_it_is_and_no_word_is_left_over() -> None:
    hay = list(campos(formas()))
    assert [nombre for nombre, forma in hay if not forma.get("description")] == []
    assert set(CAMPOS) - {nombre for nombre, _forma in hay} == set()


def operaciones() -> list[tuple[str, dict[str, Any]]]:
    return [(c, o["get"]) for c, o in json.loads(escrita())["paths"].items()]


@pytest.mark.parametrize(("camino", "operacion"), operaciones())
def test_each_address_has_an_example_of_the_described_shape(
    camino: str, operacion: dict[str, Any]
) -> None:
    """When this fails a shape has changed: mend ``informes/api/forma*.py``, then run
    ``herramientas/ejemplos_api.py``."""
    dicho = operacion["responses"]["200"]["content"]["application/json"]
    forma = {**dicho["schema"], "components": json.loads(escrita())["components"]}
    assert operacion["summary"]
    assert dicho["example"]
    faltas = Draft202012Validator(forma, format_checker=FormatChecker()).iter_errors(
        dicho["example"]
    )
    assert [f"{list(f.absolute_path)}: {f.message}" for f in faltas] == []


def test_every_address_of_the_api_is_described() -> None:
    descritas = {c.replace("{clave}", "x") for c, _operacion in operaciones()}
    for patron in get_resolver("informes.api_urls").url_patterns:
        if patron.name not in ("esquema", "documentacion"):
            huecos = {"clave": "x"} if "clave" in str(patron.pattern) else {}
            assert reverse(f"api:{patron.name}", kwargs=huecos) in descritas


def test_the_page_of_documentation_is_in_both_languages(client: Client) -> None:
    for idioma, otro in (("es", "en"), ("en", "es")):
        respuesta = client.get(f"/api/v1/documentacion/?idioma={idioma}")
        html = respuesta.content.decode()
        assert f'<html lang="{idioma}"' in html
        assert f'href="?idioma={otro}" hreflang="{otro}"' in html
        assert respuesta["Content-Language"] == idioma
    mala = client.get("/api/v1/documentacion/?idioma=fr")
    assert (mala.status_code, mala["Content-Type"]) == (400, "application/problem+json")
    assert (mala.json()["parametro"], mala.json()["valores"]) == ("idioma", ["es", "en"])


@pytest.mark.parametrize(("raiz", "idioma"), [("", "es"), ("/en", "en")])
def test_the_pages_lead_to_it_in_their_language(
    client: Client, escena: Escena, raiz: str, idioma: str
) -> None:
    for pagina in ("/datos/", "/datos/api/"):
        html = client.get(raiz + pagina).content.decode()
        assert f'href="/api/v1/documentacion/?idioma={idioma}"' in html
    assert ("está en inglés, como" in html) == (idioma == "es")
