"""Open data: every table in every format, of the cut in force and of the earlier ones."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from frictionless import Package

from informes import datos_abiertos, datos_abiertos_archivos, operaciones
from informes.documentos.datos import FORMATOS, ORDEN, tabla_de_cortes
from informes.models import Corte
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db

SIEMPRE = [t for t in ORDEN if t != "estrategia"]
"""The tables that a cut of the scene has."""


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    escena.proyecto()
    return escena


@pytest.fixture
def corte(escena: Escena) -> Corte:
    return escena.publicar()


def retirar(escena: Escena, corte: Corte) -> Corte:
    return operaciones.retirar_corte(
        corte=corte, motivo="Un total equivocado.", por=escena.secretaria
    )


def filas(contenido: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(contenido.decode("utf-8-sig"))))


# --- The page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("inicio", ["/datos/", "/en/datos/"])
def test_every_file_that_the_page_offers_is_there_with_its_size(
    client: Client, corte: Corte, inicio: str
) -> None:
    for pagina in (inicio, f"{inicio}{corte.huella}/"):
        html = client.get(pagina).content.decode()
        assert html.count("<h1") == 1
        direcciones = set(re.findall(r'href="([^"]+\.(?:csv|xlsx|json|zip))"', html))
        assert {f"{pagina}{t}.{f}" for t in SIEMPRE for f in FORMATOS} <= direcciones
        assert f"{pagina}paquete.zip" in direcciones
        for direccion in direcciones:
            respuesta = client.get(direccion)
            assert respuesta.status_code == 200, direccion
            assert "attachment" in respuesta["Content-Disposition"]
            assert respuesta["Access-Control-Allow-Origin"] == "*"
            assert not respuesta.cookies


SE_PREPARAN = "Los archivos de este corte se están preparando."


@pytest.mark.parametrize("idioma", ["es", "en"])
def test_publishing_makes_the_files(
    escena: Escena, idioma: str, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        corte = escena.publicar()
        assert not datos_abiertos_archivos.pesos(corte, idioma)  # outside its transaction

    pesos = datos_abiertos_archivos.pesos(corte, idioma)
    assert {f"{t}.{f}" for t in SIEMPRE for f in FORMATOS} <= set(pesos)
    assert min(pesos.values()) > 0


def test_what_is_only_prepared_makes_no_files(
    escena: Escena, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        escena.preparar()
    assert not list(Path(settings.MEDIA_ROOT).glob("datos/*"))


@pytest.mark.parametrize("inicio", ["/datos/", "/en/datos/"])
def test_while_the_files_are_not_there_the_page_is_whole_without_their_sizes(
    client: Client,
    corte: Corte,
    inicio: str,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    """Nobody who looks at the page waits for them; whoever misses them has them made, once."""
    with django_capture_on_commit_callbacks() as encargos:
        paginas = [client.get(f"{inicio}{d}") for d in ("", f"{corte.huella}/", "", "?de-nuevo")]
    assert not list(Path(settings.MEDIA_ROOT).glob("datos/*"))
    for pagina in paginas:
        html = pagina.content.decode()
        assert pagina.status_code == 200
        assert (SE_PREPARAN in html) == (inicio == "/datos/")
        direcciones = re.findall(r'href="([^"]+\.(?:csv|xlsx|json|zip))"', html)
        assert {f"{t}.{f}" for t in SIEMPRE for f in FORMATOS} <= {
            d.rpartition("/")[2] for d in direcciones
        }
        assert not re.search(r'<span class="menor">\d[^<]*(?:KB|bytes)</span>', html)

    assert len(encargos) == 1
    encargos[0]()
    cache.clear()
    html = client.get(inicio).content.decode()
    assert SE_PREPARAN not in html
    assert len(re.findall(r'<span class="menor">\d[^<]*(?:KB|bytes)</span>', html)) > 50


def test_the_page_costs_few_queries(
    client: Client, corte: Corte, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(13):  # before the files are made
        assert client.get("/datos/").status_code == 200
    datos_abiertos_archivos.preparar(corte, "es")
    for pagina in ("/datos/", f"/datos/{corte.huella}/"):
        cache.clear()
        with django_assert_max_num_queries(9):
            assert client.get(pagina).status_code == 200


def test_the_examples_of_the_api_answer(client: Client, corte: Corte) -> None:
    html = client.get("/datos/").content.decode()
    direcciones = re.findall(r'class="direccion" href="http://testserver(/api/[^"]+)"', html)
    assert len(direcciones) == 9
    for direccion in map(unescape, direcciones):
        assert client.get(direccion).status_code == 200, direccion


def test_before_the_first_cut_there_is_a_sentence(client: Client) -> None:
    assert client.get("/datos/").status_code == 200
    for direccion in ("/datos/celdas.csv", "/datos/cortes.csv", "/datos/paquete.zip"):
        respuesta = client.get(direccion)
        assert respuesta.status_code == 404
        assert "No hay ningún corte publicado" in respuesta.content.decode()


# --- The files --------------------------------------------------------------------------------


@pytest.mark.parametrize("tabla", SIEMPRE)
def test_the_three_formats_of_a_table_say_the_same(
    client: Client, corte: Corte, tabla: str
) -> None:
    en_csv = filas(client.get(f"/datos/{tabla}.csv").content)
    en_json = json.loads(client.get(f"/datos/{tabla}.json").content)
    libro = openpyxl.load_workbook(io.BytesIO(client.get(f"/datos/{tabla}.xlsx").content))
    hoja = libro.worksheets[1]

    assert len(en_csv) == len(en_json["filas"]) == hoja.max_row - 4
    campos = [c["nombre"] for c in en_json["campos"]]
    if en_csv:
        assert set(en_csv[0]) - set(campos) <= {"demostracion"}
        primero = campos[0]
        assert [f[primero] for f in en_csv] == [str(f[primero]) for f in en_json["filas"]]
    assert en_json["corte"] == corte.huella
    assert en_json["demostracion"] is True


def test_the_dictionary_explains_every_field_of_every_table(client: Client, corte: Corte) -> None:
    dichos = filas(client.get("/datos/diccionario.csv").content)
    explicados = {(f["tabla"], f["campo"]) for f in dichos}
    for tabla in SIEMPRE[:-1]:
        cabeza = client.get(f"/datos/{tabla}.csv").content.decode("utf-8-sig").splitlines()[0]
        assert {(tabla, campo) for campo in cabeza.split(",")} <= explicados
    assert all(f["descripcion"] for f in dichos)


def test_the_package_is_valid(client: Client, corte: Corte, tmp_path: Path) -> None:
    archivo = tmp_path / "paquete.zip"
    archivo.write_bytes(client.get("/datos/paquete.zip").content)
    with zipfile.ZipFile(archivo) as paquete:
        assert {f"{t}.csv" for t in SIEMPRE[:-1]} <= set(paquete.namelist())
        paquete.extractall(tmp_path / "dentro")
    # A program that knows nothing of marks finds the fields by their names.
    primera = (tmp_path / "dentro" / "celdas.csv").read_text("utf-8").split(",")[0]
    assert primera == "dato"
    informe = Package(str(tmp_path / "dentro" / "datapackage.json")).validate()
    assert informe.valid, informe.flatten(["title", "note", "message"])


def test_nobody_s_text_becomes_a_formula(client: Client, escena: Escena) -> None:
    escena.proyecto(referencia="WXYZ1234", titulo="=1+1", titulo_en="=1+1", resumen="@x")
    escena.publicar()

    en_csv = filas(client.get("/datos/proyectos.csv").content)
    assert "'=1+1" in {f["titulo"] for f in en_csv}
    libro = openpyxl.load_workbook(io.BytesIO(client.get("/datos/proyectos.xlsx").content))
    celdas = [c for hoja in libro.worksheets for fila in hoja.iter_rows() for c in fila]
    assert not [c for c in celdas if c.data_type == "f"]
    assert [c for c in celdas if c.value == "=1+1" and c.quotePrefix]


def test_the_same_bytes_each_time_and_304(client: Client, corte: Corte) -> None:
    nombres = ["celdas.xlsx", "paquete.zip", "plan.json", "proyectos.csv", "corte.json"]
    antes = {n: client.get(f"/datos/{n}").content for n in nombres}
    for hecho in Path(settings.MEDIA_ROOT).glob("datos/*/*"):
        hecho.unlink()
    for lugar in Path(settings.MEDIA_ROOT).glob("datos/*"):
        lugar.rmdir()
    cache.clear()

    for nombre in nombres:
        respuesta = client.get(f"/datos/{nombre}")
        assert respuesta.content == antes[nombre], nombre
        otra = client.get(f"/datos/{nombre}", HTTP_IF_NONE_MATCH=respuesta["ETag"])
        assert (otra.status_code, otra.content) == (304, b"")


def test_made_once(client: Client, corte: Corte, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get("/datos/celdas.csv")
    monkeypatch.setattr(datos_abiertos_archivos, "hacer", None)

    assert client.get("/datos/plan.xlsx").status_code == 200
    assert not list(Path(settings.MEDIA_ROOT).glob("datos/tmp*"))


def test_the_figures_of_an_earlier_cut_of_a_country_or_of_the_region(
    client: Client, escena: Escena
) -> None:
    antes = escena.publicar()
    escena.proyecto(referencia="WXYZ1234")
    nuevo = escena.publicar()
    assert antes.huella in leido(client, f"?corte={antes.huella}")
    assert nuevo.huella in leido(client, "")
    una = leido(client, f"?corte={antes.huella}&pais=gt").splitlines()
    assert all(",gt," in fila and antes.huella in fila for fila in una[1:])
    region = leido(client, "?pais=region").splitlines()
    assert len(region) > 1
    assert not any(",gt," in fila for fila in region)
    falta = client.get(f"/datos/celdas.csv?corte={antes.huella}&pais=zz")
    assert falta.status_code == 404
    assert f"corte={antes.huella}" in falta.content.decode()
    operaciones.retirar_corte(corte=antes, motivo="Error", por=escena.secretaria)
    assert client.get(f"/datos/celdas.csv?corte={antes.huella}").status_code == 410


@pytest.mark.parametrize("raiz", ["/datos/", "/en/datos/"])
@pytest.mark.parametrize("pregunta", ["?pais=%20", "?pais=%09", "?pais=", "?utm_source=x"])
def test_what_is_blank_or_of_others_is_not_asked(
    client: Client, corte: Corte, raiz: str, pregunta: str
) -> None:
    entero = client.get(f"{raiz}celdas.csv")
    dado = client.get(f"{raiz}celdas.csv{pregunta}")
    assert (dado.status_code, dado.content) == (200, entero.content)


def test_a_country_of_an_earlier_cut_by_its_address(client: Client, corte: Corte) -> None:
    por_corte = client.get(f"/datos/celdas.csv?corte={corte.huella}&pais=gt")
    suya = client.get(f"/datos/{corte.huella}/celdas.csv?pais=gt")
    assert suya.content == por_corte.content
    assert {f["pais"] for f in filas(suya.content)} == {"gt"}
    assert 'celdas-gt-es.csv"' in suya["Content-Disposition"]
    assert client.get(f"/datos/{corte.huella}/celdas.csv?pais=zz").status_code == 404


@pytest.mark.parametrize(
    "direccion",
    [
        "celdas.xlsx?pais=gt", "celdas.json?pais=gt", "recursos.csv?pais=zz", "cortes.csv?estado=x",
        "celdas.csv?anio=2024", "celdas.csv?pais=gt&categoria=total", "paquete.zip?dato=talleres",
        "plan.csv?idioma=en", "{huella}/plan.csv?eje=1", "{huella}/plan.csv?corte=" + "0" * 64,
    ],
)  # fmt: skip
def test_what_cannot_choose_rows_is_told_and_not_ignored(
    client: Client, corte: Corte, direccion: str
) -> None:
    respuesta = client.get("/datos/" + direccion.format(huella=corte.huella))
    assert respuesta.status_code == 404
    dicho = respuesta.content.decode()
    assert re.search("no elige nada en él|no está entre las opciones", dicho)
    assert "Content-Disposition" not in respuesta


def leido(client: Client, pregunta: str) -> str:
    respuesta = client.get(f"/datos/celdas.csv{pregunta}")
    assert respuesta.status_code == 200
    return respuesta.content.decode("utf-8-sig")


# --- Versions ---------------------------------------------------------------------------------


def test_an_earlier_cut_keeps_its_files(client: Client, escena: Escena, corte: Corte) -> None:
    antes = client.get(f"/datos/{corte.huella}/celdas.csv").content
    escena.proyecto(referencia="WXYZ1234")
    nuevo = escena.publicar()

    assert nuevo.huella != corte.huella
    assert client.get(f"/datos/{corte.huella}/celdas.csv").content == antes
    assert len(filas(client.get(f"/datos/{corte.huella}/proyectos.csv").content)) == 1
    assert len(filas(client.get("/datos/proyectos.csv").content)) == 2
    html = client.get("/datos/").content.decode()
    assert f"/datos/{corte.huella}/" in html
    listados = filas(client.get("/datos/cortes.csv").content)
    assert [(f["huella"], f["estado"]) for f in listados] == [
        (nuevo.huella, "vigente"), (corte.huella, "sustituido"),
    ]  # fmt: skip


def test_of_a_withdrawn_cut_only_the_reason_is_left(
    client: Client, escena: Escena, corte: Corte
) -> None:
    client.get(f"/datos/{corte.huella}/celdas.csv")
    retirar(escena, corte)

    for direccion in ("", "celdas.csv", "plan.xlsx", "paquete.zip"):
        respuesta = client.get(f"/datos/{corte.huella}/{direccion}")
        assert respuesta.status_code == 410
        assert "Un total equivocado." in respuesta.content.decode()
    assert client.get("/datos/celdas.csv").status_code == 404


def test_what_is_only_prepared_is_nobody_s_business(client: Client, escena: Escena) -> None:
    preparado = escena.preparar()
    assert client.get(f"/datos/{preparado.huella}/").status_code == 404
    assert client.get(f"/datos/{preparado.huella}/celdas.csv").status_code == 404


@pytest.mark.parametrize(
    "direccion",
    [
        "nada.csv", "celdas.pdf", "celdas.", "indice.csv", "../settings.py", "%2e%2e/x.csv",
        "paquete.csv", "f" * 64 + "/", "f" * 64 + "/celdas.csv", "celdas.csv?pais=zz",
        "estrategia.csv", "cortes.zip", "a" * 3000 + ".csv",
    ],
)  # fmt: skip
def test_what_is_not_there_is_told(client: Client, corte: Corte, direccion: str) -> None:
    respuesta = client.get(f"/datos/{direccion}")
    assert respuesta.status_code == 404
    assert b"<h1" in respuesta.content


def test_files_are_only_read(client: Client, corte: Corte) -> None:
    assert client.post("/datos/celdas.csv").status_code == 405
    assert client.head("/datos/celdas.csv").status_code == 200


def test_los_dias_son_los_de_guatemala(escena: Escena) -> None:
    """What is published and withdrawn there in the evening is not of the next day."""
    corte = retirar(escena, escena.publicar())
    noche = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
    Corte.objects.filter(pk=corte.pk).update(publicado_en=noche, retirado_en=noche)
    [fila] = tabla_de_cortes("/").filas
    assert [celda for celda in fila if celda == dt.date(2026, 3, 1)] == [dt.date(2026, 3, 1)] * 2
    assert "1 de marzo de 2026" in datos_abiertos.dicho_de_retiro(Corte.objects.get())
