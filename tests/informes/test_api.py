"""The public API: what a stranger's program gets, from the published cut only."""

import pytest
from django.test import Client
from django.urls import reverse

from informes import operaciones
from informes.models import Corte
from planes.models import Reporte
from tests.informes.documentos_publicados import huella, producido, publicado
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db

DIRECCIONES = [
    "/api/v1/plan/", "/api/v1/paises/", "/api/v1/metodo/", "/api/v1/ejes/1/",
    "/api/v1/objetivos/1/", "/api/v1/actividades/1.1/", "/api/v1/indicadores/1.1.1.a/",
    "/api/v1/paises/gt/", "/api/v1/celdas/", "/api/v1/cortes/", "/api/v1/informes/",
]  # fmt: skip


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    escena.publicar()
    return escena


@pytest.mark.parametrize("direccion", DIRECCIONES)
def test_anyone_may_read_from_any_site(client: Client, escena: Escena, direccion: str) -> None:
    respuesta = client.get(direccion)

    assert respuesta.status_code == 200
    assert respuesta["Content-Type"] == "application/json"
    assert respuesta["Access-Control-Allow-Origin"] == "*"
    assert not respuesta.cookies


@pytest.mark.parametrize("direccion", DIRECCIONES)
def test_nothing_can_be_written(client: Client, escena: Escena, direccion: str) -> None:
    assert client.post(direccion, {}).status_code == 405


def test_figures_say_which_cut_they_are_from(client: Client, escena: Escena) -> None:
    datos = client.get("/api/v1/actividades/1.1/").json()

    assert datos["corte"]["fecha"] == "2024-12-31"
    assert datos["corte"]["demo"] is True
    assert datos["contenido"]["datos"][0]["series"][0]["region"][0]["valor"] == 13


def test_cells_are_filtered(client: Client, escena: Escena) -> None:
    datos = client.get("/api/v1/celdas/", {"dato": "talleres", "pais": "gt"}).json()

    assert [(c["anio"], c["valor"]) for c in datos["results"]] == [(2024, "8.00")]


def test_masked_cells_are_intervals(client: Client, escena: Escena) -> None:
    datos = client.get(
        "/api/v1/celdas/", {"dato": "denuncias", "pais": "bz", "categoria": "delito:trata"}
    ).json()

    celda = datos["results"][0]
    assert (celda["valor"], celda["minimo"], celda["maximo"], celda["marca"]) == (
        None, "1.00", "10.00", "c",
    )  # fmt: skip


def test_pages_go_on_with_a_cursor(client: Client, escena: Escena) -> None:
    primera = client.get("/api/v1/celdas/", {"tamano": 2}).json()
    segunda = client.get(primera["next"]).json()

    assert len(primera["results"]) == 2
    assert primera["results"] != segunda["results"]
    assert segunda["corte"] == primera["corte"]


def test_who_has_it_already_gets_304(client: Client, escena: Escena) -> None:
    primera = client.get("/api/v1/plan/")
    otra_vez = client.get("/api/v1/plan/", HTTP_IF_NONE_MATCH=primera["ETag"])

    assert otra_vez.status_code == 304
    assert otra_vez.content == b""


@pytest.mark.parametrize(
    ("direccion", "codigo"),
    [
        ("/api/v1/actividades/99.9/", 404),
        ("/api/v1/paises/zz/", 404),
        ("/api/v1/plan/?corte=no-existe", 404),
        ("/api/v1/celdas/?anio=dos", 400),
        ("/api/v1/celdas/?cursor=roto", 404),
        ("/api/v1/celdas/?corte=%00", 404),
        ("/api/v1/indicadores/%00/", 404),
    ],
)
def test_bad_requests_are_answered_in_one_format(
    client: Client, escena: Escena, direccion: str, codigo: int
) -> None:
    respuesta = client.get(direccion)

    assert respuesta.status_code == codigo
    assert respuesta["Content-Type"] == "application/json"


def test_without_a_cut_there_is_nothing(client: Client) -> None:
    assert client.get("/api/v1/plan/").status_code == 404
    assert client.get("/api/v1/cortes/").json()["results"] == []


def test_a_withdrawn_cut_is_not_listed(client: Client, escena: Escena) -> None:
    preparado = escena.preparar()
    retirado = operaciones.retirar_corte(
        corte=operaciones.publicar_corte(corte=preparado, por=escena.secretaria),
        motivo="Error",
        por=escena.secretaria,
    )

    listados = [c["publicado_en"] for c in client.get("/api/v1/cortes/").json()["results"]]
    assert len(listados) == 1
    assert retirado.estado == "retirado"


def test_documents_of_every_type_with_their_files(client: Client, escena: Escena) -> None:
    corte = Corte.objects.vigente()
    assert corte is not None
    st = escena.secretaria
    publicado(corte, st, "nacional", sujeto="gt", nombre_sujeto="Guatemala")
    publicado(corte, st, "nacional", sujeto="gt", nombre_sujeto="Guatemala", idioma="en")
    infografia = publicado(corte, st, "infografia", formas=[("cuadrado", "png", b"png")])
    producido(corte, "boletin", sujeto="t1")

    todos = client.get("/api/v1/informes/").json()["results"]
    assert [(i["tipo"], i["sujeto"], i["idioma"]) for i in todos] == [
        ("infografia", "", "es"), ("nacional", "gt", "en"), ("nacional", "gt", "es"),
    ]  # fmt: skip
    assert todos[1]["nombre"].endswith(" · 2024 · Guatemala")
    assert todos[0]["archivos"] == [
        {
            "clave": "", "formato": "pdf", "bytes": infografia.bytes, "huella": infografia.huella,
            "url": "http://testserver/informes/2024/infografia.pdf",
        },
        {
            "clave": "cuadrado", "formato": "png", "bytes": 3, "huella": huella(b"png"),
            "url": "http://testserver/informes/2024/infografia.cuadrado.png",
        },
    ]  # fmt: skip
    for archivo in todos[0]["archivos"]:
        assert client.head(archivo["url"]).status_code == 200


@pytest.mark.parametrize(
    ("pregunta", "cuantos"),
    [("tipo=nacional", 1), ("sujeto=gt", 1), ("idioma=en", 0), ("anio=2024", 2), ("anio=2023", 0)],
)
def test_documents_are_filtered(
    client: Client, escena: Escena, pregunta: str, cuantos: int
) -> None:
    corte = Corte.objects.vigente()
    assert corte is not None
    publicado(corte, escena.secretaria, "nacional", sujeto="gt")
    publicado(corte, escena.secretaria, "infografia")
    assert len(client.get(f"/api/v1/informes/?{pregunta}").json()["results"]) == cuantos


def test_a_type_that_is_none_is_refused(client: Client) -> None:
    assert client.get("/api/v1/informes/?tipo=otro").status_code == 400


def test_the_answers_stay_when_the_tracking_tables_are_emptied(
    client: Client, escena: Escena
) -> None:
    antes = {d: client.get(d).content for d in DIRECCIONES}
    Reporte.objects.all().delete()

    assert {d: client.get(d).content for d in DIRECCIONES} == antes


def test_the_description_covers_every_address(client: Client, escena: Escena) -> None:
    texto = client.get(reverse("api:esquema"), HTTP_ACCEPT="application/json").content.decode()

    for camino in ("/api/v1/celdas/", "/api/v1/actividades/{clave}/", "/api/v1/cortes/"):
        assert camino in texto
