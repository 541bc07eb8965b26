"""Public pages are kept for visitors, never for a person, and never past a new cut."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from informes import operaciones
from informes.cache import publica
from informes.models import Corte, Renovacion, Termino
from tests import crear
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def corte(escena: Escena) -> Corte:
    return escena.publicar()


def test_quien_ya_la_tiene_recibe_304(client: Client, corte: Corte) -> None:
    primera = client.get("/plan/")
    assert primera.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in primera.headers["Vary"]
    segunda = client.get("/plan/", headers={"If-None-Match": primera.headers["ETag"]})
    assert (segunda.status_code, segunda.content) == (304, b"")
    assert segunda.headers["ETag"] == primera.headers["ETag"]
    assert client.get("/plan/", headers={"If-None-Match": '"otra"'}).status_code == 200


def test_la_copia_es_igual_y_cuesta_una_consulta(
    client: Client, corte: Corte, django_assert_num_queries
) -> None:
    primera = client.get("/plan/actividades/1.1/")
    with django_assert_num_queries(1):
        segunda = client.get("/plan/actividades/1.1/")
    assert segunda.content == primera.content
    for nombre in ("Content-Type", "ETag", "Cache-Control", "Content-Language"):
        assert segunda.headers[nombre] == primera.headers[nombre], nombre


def test_lo_que_cambia_otro_proceso_se_ve_enseguida(client: Client, corte: Corte) -> None:
    client.get("/glosario/")
    Termino.objects.bulk_create(  # no signal, as when another process saves it
        [Termino(codigo="nuevo", termino="Término nuevo", definicion="Así.", publicado=True)]
    )
    assert "Término nuevo" not in client.get("/glosario/").content.decode()
    Renovacion.otra()
    assert "Término nuevo" in client.get("/glosario/").content.decode()


def test_la_copia_empacada_es_la_misma_pagina(client: Client, corte: Corte) -> None:
    acepta = {"Accept-Encoding": "gzip, br"}
    primera = client.get("/plan/", headers=acepta)
    segunda = client.get("/plan/", headers=acepta)
    assert segunda.content == primera.content  # packed once
    assert segunda.headers["Content-Encoding"] == "gzip"
    assert segunda.headers["ETag"].startswith('W/"')
    assert {"Accept-Encoding", "Cookie"} <= set(segunda.headers["Vary"].split(", "))
    entera = client.get("/plan/")
    assert "Content-Encoding" not in entera.headers
    assert gzip.decompress(segunda.content) == entera.content
    assert "Accept-Encoding" in entera.headers["Vary"]
    ya = client.get("/plan/", headers=acepta | {"If-None-Match": segunda.headers["ETag"]})
    assert (ya.status_code, ya.content) == (304, b"")


def test_head_no_deja_una_copia_vacia(client: Client, corte: Corte) -> None:
    assert client.head("/plan/").content == b""
    assert b"<h1" in client.get("/plan/").content


def test_cada_idioma_tiene_la_suya(client: Client, corte: Corte) -> None:
    es, en = client.get("/plan/"), client.get("/en/plan/")
    assert es.headers["ETag"] != en.headers["ETag"]
    assert client.get("/en/plan/").content == en.content != es.content


def test_un_corte_nuevo_se_ve_enseguida(client: Client, escena: Escena, corte: Corte) -> None:
    antes = client.get("/plan/indicadores/1.1.1.a/")
    escena.periodos = escena.periodos[:1]
    escena.publicar()
    despues = client.get(
        "/plan/indicadores/1.1.1.a/", headers={"If-None-Match": antes.headers["ETag"]}
    )
    assert despues.status_code == 200
    assert "Talleres: 6 en 2024" in despues.content.decode()


def test_un_corte_retirado_desaparece_enseguida(
    client: Client, escena: Escena, corte: Corte
) -> None:
    client.get("/plan/")
    operaciones.retirar_corte(corte=corte, motivo="Prueba", por=escena.secretaria)
    assert "Todavía no hay datos publicados" in client.get("/plan/").content.decode()


def test_quien_ha_ingresado_no_recibe_ni_deja_copias(client: Client, corte: Corte) -> None:
    visitante = client.get("/plan/").content
    persona = Client()
    persona.force_login(crear.crear_usuario("gt@demo.example"))
    suya = persona.get("/plan/")
    assert suya.headers["Cache-Control"] == "no-store, private"
    assert "Cerrar sesión" in suya.content.decode()
    assert client.get("/plan/").content == visitante


def test_un_mensaje_pendiente_no_queda_en_la_copia(client: Client, corte: Corte) -> None:
    con_mensaje = Client()
    con_mensaje.cookies["messages"] = "algo"
    assert "ETag" not in con_mensaje.get("/plan/").headers


def test_una_pregunta_en_la_direccion_no_llena_la_memoria(
    client: Client, corte: Corte, django_assert_num_queries
) -> None:
    with django_assert_num_queries(5):
        client.get("/plan/?metas")
    with django_assert_num_queries(5):
        abierto = client.get("/plan/?metas")
    assert b'metas" open' in abierto.content
    assert b'metas" open' not in client.get("/plan/").content


def test_lo_que_pone_una_galleta_no_se_guarda(rf: RequestFactory) -> None:
    @publica
    def con_galleta(request: HttpRequest) -> HttpResponse:
        respuesta = HttpResponse("hola")
        respuesta.set_cookie("a", "b")
        return respuesta

    assert "ETag" not in con_galleta(rf.get("/")).headers
