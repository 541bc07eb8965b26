"""The public API: what a stranger's program gets, from the published cut only."""

from base64 import b64encode
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.signing import Signer
from django.db import OperationalError
from django.test import Client
from rest_framework.throttling import AnonRateThrottle

from actores.models import LineaDenuncia, Organizacion
from informes import operaciones
from informes.models import Corte
from planes.models import Reporte
from tests.informes.documentos_publicados import huella, producido, publicado
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db

DEL_CORTE = [
    "/api/v1/plan/", "/api/v1/paises/", "/api/v1/metodo/", "/api/v1/ejes/1/",
    "/api/v1/objetivos/1/", "/api/v1/actividades/1.1/", "/api/v1/indicadores/1.1.1.a/",
    "/api/v1/paises/gt/", "/api/v1/celdas/", "/api/v1/actividades/", "/api/v1/estados/",
    "/api/v1/indicadores/", "/api/v1/datos/", "/api/v1/recursos/", "/api/v1/convenios/",
    "/api/v1/proyectos/", "/api/v1/proyectos/abcd1234/",
]  # fmt: skip
DIRECCIONES = [
    *DEL_CORTE, "/api/v1/", "/api/v1/cortes/", "/api/v1/informes/", "/api/v1/lineas/",
    "/api/v1/organizaciones/", "/api/v1/esquema/",
]  # fmt: skip
PROBLEMA = "application/problem+json"


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    escena.proyecto()
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

    assert [(c["anio"], c["valor"]) for c in datos["results"]] == [(2024, 8)]


def test_masked_cells_are_intervals(client: Client, escena: Escena) -> None:
    datos = client.get(
        "/api/v1/celdas/", {"dato": "denuncias", "pais": "bz", "categoria": "delito:trata"}
    ).json()

    celda = datos["results"][0]
    assert (celda["valor"], celda["minimo"], celda["maximo"], celda["marca"]) == (
        None, 1, 10, "c",
    )  # fmt: skip


def test_pages_go_on_with_a_cursor(client: Client, escena: Escena) -> None:
    primera = client.get("/api/v1/celdas/", {"tamano": 2}).json()
    segunda = client.get(primera["next"]).json()

    assert len(primera["results"]) == 2
    assert primera["results"] != segunda["results"]
    assert segunda["corte"] == primera["corte"]


def cursor_de(dicho: dict[str, Any]) -> str:
    return parse_qs(urlsplit(dicho["next"]).query)["cursor"][0]


def test_a_whole_list_is_read_page_by_page_and_back(client: Client, escena: Escena) -> None:
    for lista in ("celdas/?", "celdas/?dato=denuncias&"):
        todas = client.get(f"/api/v1/{lista}tamano=1000").json()["results"]
        leidas, vuelta = [], None
        hoja = client.get(f"/api/v1/{lista}tamano=3").json()
        while True:
            leidas += hoja["results"]
            if not hoja["next"]:
                break
            vuelta, hoja = hoja, client.get(hoja["next"]).json()
        assert leidas == todas
        assert vuelta
        assert client.get(hoja["previous"]).json()["results"]


@pytest.mark.parametrize("puesto", ["o=" + "9" * 24, "o=1", "p=-1", "p=talleres", "r=1&p=talleres"])
def test_nobody_makes_up_a_cursor(client: Client, escena: Escena, puesto: str) -> None:
    hecho = b64encode(puesto.encode()).decode().rstrip("=")
    firmado = Signer(sep=".").sign_object([1, False, "talleres"])
    for cursor in (hecho, firmado):
        for lista in ("celdas", "cortes", "informes", "lineas", "organizaciones"):
            respuesta = client.get(f"/api/v1/{lista}/", {"cursor": cursor})
            assert (respuesta.status_code, respuesta["Content-Type"]) == (400, PROBLEMA)
            assert respuesta.json()["parametro"] == "cursor"


def test_a_cursor_is_of_one_question_and_one_cut(client: Client, escena: Escena) -> None:
    cursor = cursor_de(client.get("/api/v1/celdas/", {"tamano": 1, "pais": "gt"}).json())
    suya = {"cursor": cursor, "pais": "gt"}
    assert client.get("/api/v1/celdas/", {**suya, "tamano": 2}).status_code == 200
    for otra in ({"cursor": cursor}, {**suya, "pais": "bz"}, {**suya, "anio": 2024}):
        assert client.get("/api/v1/celdas/", otra).status_code == 400
    escena.proyecto(referencia="WXYZ1234")
    escena.publicar()
    assert client.get("/api/v1/celdas/", suya).status_code == 400


@pytest.mark.parametrize("direccion", DIRECCIONES)
def test_who_has_it_already_gets_304(client: Client, escena: Escena, direccion: str) -> None:
    primera = client.get(direccion)
    otra_vez = client.get(direccion, HTTP_IF_NONE_MATCH=primera["ETag"])

    assert otra_vez.status_code == 304
    assert otra_vez.content == b""
    assert otra_vez["Access-Control-Allow-Origin"] == "*"
    assert "public" in primera["Cache-Control"]
    assert client.head(direccion)["ETag"] == primera["ETag"]


@pytest.mark.parametrize("direccion", DIRECCIONES)
def test_a_browser_asks_before_it_asks(client: Client, escena: Escena, direccion: str) -> None:
    respuesta = client.options(
        direccion,
        headers={"Origin": "https://otro.example", "Access-Control-Request-Method": "GET"},
    )
    assert respuesta.status_code == 204
    assert respuesta["Access-Control-Allow-Origin"] == "*"
    assert "GET" in respuesta["Access-Control-Allow-Methods"]
    assert "If-None-Match" in respuesta["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in respuesta
    assert not respuesta.cookies


@pytest.mark.parametrize(
    ("direccion", "estado", "parametro"),
    [
        ("/api/v1/actividades/99.9/", 404, None),
        ("/api/v1/paises/zz/", 404, None),
        ("/api/v1/estrategia/", 404, None),
        ("/api/v1/no-hay/", 404, None),
        ("/api/v2/", 404, None),
        ("/api/v1/indicadores/%00/", 404, None),
        ("/api/v1/plan/?corte=no-existe", 400, "corte"),
        (f"/api/v1/plan/?corte={'0' * 64}", 400, "corte"),
        ("/api/v1/celdas/?corte=%00", 400, "corte"),
        ("/api/v1/celdas/?anio=dos", 400, "anio"),
        ("/api/v1/celdas/?anio=99999999999999999999", 400, "anio"),
        ("/api/v1/celdas/?pais=GT", 400, "pais"),
        ("/api/v1/celdas/?pais=", 400, "pais"),
        ("/api/v1/celdas/?marca=otra", 400, "marca"),
        ("/api/v1/celdas/?pais=gt&pais=hn", 400, "pais"),
        ("/api/v1/celdas/?country=gt", 400, "country"),
        ("/api/v1/celdas/?tamano=0", 400, "tamano"),
        ("/api/v1/celdas/?tamano=1001", 400, "tamano"),
        ("/api/v1/celdas/?cursor=roto", 400, "cursor"),
        ("/api/v1/cortes/?cursor=cD1hYmM%3D", 400, "cursor"),
        ("/api/v1/informes/?cursor=cD1hYmM%3D", 400, "cursor"),
        ("/api/v1/informes/?cursor=cD0A", 400, "cursor"),
        ("/api/v1/actividades/?estado=hecha", 400, "estado"),
        ("/api/v1/plan/?idioma=fr", 400, "idioma"),
        ("/api/v1/plan/?format=xml", 400, "format"),
        ("/api/v1/plan/?lang=%00%ff", 400, "lang"),
    ],
)
def test_every_error_has_one_format(
    client: Client, escena: Escena, direccion: str, estado: int, parametro: str | None
) -> None:
    respuesta = client.get(direccion)

    assert respuesta.status_code == estado
    assert respuesta["Content-Type"] == PROBLEMA
    assert respuesta["Access-Control-Allow-Origin"] == "*"
    assert "ETag" not in respuesta
    dicho = respuesta.json()
    assert dicho["status"] == estado
    assert dicho["detail"].endswith((".", "1.1", "gt"))
    assert dicho.get("parametro") == parametro
    clase = dicho["type"].partition("#")[2]
    assert f'id="{clase}"' in client.get("/datos/").content.decode()


@pytest.mark.parametrize(
    ("pregunta", "valores"),
    [
        ("celdas/?pais=zz", ["gt", "bz", "region"]),
        ("celdas/?dato=otro", ["talleres", "denuncias"]),
        ("celdas/?anio=1999", ["2024"]),
        ("celdas/?categoria=delito:otro", ["delito:trata", "total"]),
        ("celdas/?marca=otra", ["c", "x", "z", "p", "r", "exacta"]),
        ("actividades/?eje=9", ["1"]),
        ("actividades/?objetivo=9", ["1"]),
        ("estados/?actividad=9.9", ["1.1", "1.2"]),
        ("estados/?pais=zz", ["gt", "bz"]),
        ("indicadores/?dato=otro", ["talleres", "denuncias"]),
        ("informes/?anio=1999", ["2024"]),
        ("informes/?sujeto=zz", ["gt", "region"]),
        ("lineas/?pais=zz", ["gt", "bz"]),
        ("organizaciones/?pais=zz", ["gt", "bz"]),
    ],
)
def test_a_value_that_does_not_exist_is_refused_with_those_that_do(
    client: Client, escena: Escena, pregunta: str, valores: list[str]
) -> None:
    corte = Corte.objects.vigente()
    assert corte is not None
    publicado(corte, escena.secretaria, "nacional", sujeto="gt")
    respuesta = client.get(f"/api/v1/{pregunta}")
    assert (respuesta.status_code, respuesta["Content-Type"]) == (400, PROBLEMA)
    dicho = respuesta.json()
    nombre, _igual, valor = pregunta.partition("?")[2].partition("=")
    assert dicho["parametro"] == nombre
    assert set(valores) <= set(dicho["valores"])
    assert valor not in dicho["valores"]
    assert all(v in dicho["detail"] for v in valores)
    for bueno in valores:
        assert client.get(f"/api/v1/{pregunta.replace(valor, bueno)}").status_code == 200


def test_an_unknown_cut_leads_to_the_list_of_cuts(client: Client, escena: Escena) -> None:
    dicho = client.get(f"/api/v1/celdas/?corte={'0' * 64}&pais=gt").json()
    assert (dicho["status"], dicho["parametro"]) == (400, "corte")
    assert client.get(dicho["lista"]).json()["results"]


def test_a_cut_that_is_not_so_written_is_told_how(client: Client, escena: Escena) -> None:
    dicho = client.get("/api/v1/plan/?corte=zzz").json()["detail"]
    assert "64 caracteres" in dicho
    assert "000" not in dicho


def test_errors_are_told_in_the_reader_s_language(client: Client, escena: Escena) -> None:
    for direccion in ("/api/v1/plan/?x=1", "/api/v1/no-hay/"):
        assert client.get(direccion)["Content-Language"] == "es"
        assert (
            client.get(direccion, headers={"Accept-Language": "en-BZ"})["Content-Language"] == "en"
        )
    assert client.get("/api/v1/plan/?x=1&idioma=en")["Content-Language"] == "en"
    assert (
        client.get("/api/v1/plan/", headers={"Accept-Language": "en"})["Content-Language"]
        == "es, en"
    )


def test_only_reading_and_only_json(client: Client, escena: Escena) -> None:
    borrado = client.delete("/api/v1/plan/")
    assert (borrado.status_code, borrado["Content-Type"]) == (405, PROBLEMA)
    assert "GET" in borrado["Allow"]
    en_xml = client.get("/api/v1/plan/", headers={"Accept": "text/xml"})
    assert (en_xml.status_code, en_xml["Content-Type"]) == (406, PROBLEMA)
    assert client.get("/api/v1/plan/", headers={"Accept": "text/html,*/*"}).status_code == 200


def test_who_asks_too_much_is_told_how_long_to_wait(
    client: Client, escena: Escena, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "2/min"})
    respuestas = [client.get("/api/v1/plan/") for _ in range(3)]

    assert [r.status_code for r in respuestas] == [200, 200, 429]
    assert respuestas[2]["Content-Type"] == PROBLEMA
    assert 0 < int(respuestas[2]["Retry-After"]) <= 60
    assert client.options("/api/v1/plan/").status_code == 204


def test_a_fault_of_ours_has_a_reference_and_no_trace(
    client: Client, escena: Escena, monkeypatch: pytest.MonkeyPatch
) -> None:
    def romperse(*_a: object, **_k: object) -> None:
        raise RuntimeError("secreto")

    monkeypatch.setattr(Corte, "parte", romperse)
    client.raise_request_exception = False
    respuesta = client.get("/api/v1/plan/")
    assert (respuesta.status_code, respuesta["Content-Type"]) == (500, PROBLEMA)
    assert respuesta.json()["referencia"] in respuesta.json()["detail"]
    assert "secreto" not in respuesta.content.decode()


def test_without_a_database_503(
    client: Client, escena: Escena, monkeypatch: pytest.MonkeyPatch
) -> None:
    def caida(*_a: object, **_k: object) -> None:
        raise OperationalError

    monkeypatch.setattr(Corte, "parte", caida)
    client.raise_request_exception = False
    respuesta = client.get("/api/v1/plan/")
    assert (respuesta.status_code, respuesta["Content-Type"]) == (503, PROBLEMA)
    assert respuesta["Retry-After"]


# --- Lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pregunta", "codigos"),
    [
        ("actividades/", ["1.1", "1.2"]), ("actividades/?objetivo=1", ["1.1", "1.2"]),
        ("actividades/?estado=completada", []), ("indicadores/?dato=talleres", ["1.1.1.a"]),
        ("indicadores/?actividad=1.2", ["1.2.1.a"]), ("datos/?tipo=monto", []),
        ("datos/?tipo=conteo", ["denuncias", "talleres"]),
    ],
)  # fmt: skip
def test_lists_are_filtered(
    client: Client, escena: Escena, pregunta: str, codigos: list[str]
) -> None:
    datos = client.get(f"/api/v1/{pregunta}").json()
    assert sorted(f["codigo"] for f in datos["results"]) == codigos
    assert (datos["next"], datos["previous"]) == (None, None)


def test_states_by_country(client: Client, escena: Escena) -> None:
    datos = client.get("/api/v1/estados/?pais=gt&actividad=1.1").json()
    assert datos["results"] == [
        {
            "actividad": "1.1", "eje": 1, "objetivo": 1, "pais": "gt", "estado": "completada",
            "desde": "2024-II",
        }
    ]  # fmt: skip


def test_the_region_and_the_whole_have_names(client: Client, escena: Escena) -> None:
    datos = client.get("/api/v1/celdas/?pais=region&categoria=total&marca=exacta").json()
    assert [(c["dato"], c["valor"]) for c in datos["results"]] == [("talleres", 13)]
    region = client.get("/api/v1/celdas/?pais=region").json()["results"]
    assert {c["pais"] for c in region} == {""}
    totales = client.get("/api/v1/celdas/?categoria=total").json()["results"]
    assert {c["categoria"] for c in totales} == {""}
    assert {c["pais"] for c in totales} > {"", "gt"}


def test_texts_in_one_language(client: Client, escena: Escena) -> None:
    una = client.get("/api/v1/actividades/1.1/?idioma=en").json()["contenido"]
    assert una["texto"] == "Activity 1.1"
    nombres = {d["nombre"] for d in client.get("/api/v1/datos/?idioma=es").json()["results"]}
    assert nombres == {"Talleres", "Denuncias"}
    ambas = client.get("/api/v1/actividades/1.1/").json()["contenido"]
    assert ambas["texto"]["en"] == "Activity 1.1"


def test_an_earlier_cut_by_its_hash(client: Client, escena: Escena) -> None:
    antes = Corte.objects.vigente()
    assert antes is not None
    escena.proyecto(referencia="WXYZ1234")
    escena.publicar()
    direccion = f"/api/v1/proyectos/?corte={antes.huella}"

    assert len(client.get("/api/v1/proyectos/").json()["contenido"]["proyectos"]) == 2
    assert len(client.get(direccion).json()["contenido"]["proyectos"]) == 1
    operaciones.retirar_corte(corte=antes, motivo="Un total mal sumado", por=escena.secretaria)
    retirado = client.get(direccion)
    assert (retirado.status_code, retirado["Content-Type"]) == (410, PROBLEMA)
    assert "Un total mal sumado" in retirado.json()["detail"]


# --- Live -------------------------------------------------------------------------------------


def test_a_help_line_is_told_only_while_it_is_verified(client: Client, escena: Escena) -> None:
    linea = LineaDenuncia.objects.create(
        pais=escena.paises["gt"], numero="000", nombre="Ficticia", verificada_en="2024-05-02",
        verificada_por=escena.secretaria, fuente="Página oficial", fuente_en="Official site",
    )  # fmt: skip
    LineaDenuncia.objects.create(pais=escena.paises["hn"], numero="111", nombre="Sin verificar")
    respuesta = client.get("/api/v1/lineas/")
    (dicha,) = respuesta.json()["results"]
    assert dicha["numero"] == "000"
    assert dicha["fuente"] == {"es": "Página oficial", "en": "Official site"}
    (en_ingles,) = client.get("/api/v1/lineas/?idioma=en").json()["results"]
    assert en_ingles["fuente"] == "Official site"
    assert "no-cache" in respuesta["Cache-Control"]
    assert client.get("/api/v1/lineas/?pais=hn").json()["results"] == []

    linea.verificada_en = linea.verificada_por = None
    linea.save()
    assert client.get("/api/v1/lineas/").json()["results"] == []


def test_help_lines_one_by_one(client: Client, escena: Escena) -> None:
    for pais, numero in (("gt", "1"), ("gt", "2"), ("bz", "3")):
        LineaDenuncia.objects.create(
            pais=escena.paises[pais], numero=numero, nombre="Ficticia", verificada_en="2024-05-02",
            verificada_por=escena.secretaria,
        )  # fmt: skip
    hoja, leidas = client.get("/api/v1/lineas/?tamano=1").json(), []
    for _vez in range(3):
        leidas += [x["numero"] for x in hoja["results"]]
        hoja = client.get(hoja["next"]).json() if hoja["next"] else hoja
    assert sorted(leidas) == ["1", "2", "3"]


def test_the_directory_tells_only_what_may_be_public(client: Client, escena: Escena) -> None:
    una = Organizacion.objects.create(
        codigo="una", nombre="Una", tipo="academia", publicable=True, nota_fuente="interno"
    )
    una.roles.create(rol="donante_potencial")
    una.roles.create(rol="observador")
    Organizacion.objects.create(codigo="otra", nombre="Otra", tipo="academia")

    respuesta = client.get("/api/v1/organizaciones/?tipo=academia")
    assert [(x["codigo"], x["roles"]) for x in respuesta.json()["results"]] == [
        ("una", ["observador"])
    ]
    assert "interno" not in respuesta.content.decode()
    assert client.get("/api/v1/organizaciones/?rol=donante_potencial").status_code == 400


# --- Cuts and documents -----------------------------------------------------------------------


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
    [("tipo=nacional", 1), ("sujeto=gt", 1), ("sujeto=region", 1), ("idioma=en", 0),
     ("anio=2024", 2)],
)  # fmt: skip
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
