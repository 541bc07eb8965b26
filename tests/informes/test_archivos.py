"""Published documents at their permanent addresses: whole, in part, known already, gone."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.http import http_date

from informes import operaciones
from informes.models import Corte, Informe
from tests.informes.documentos_publicados import producido, publicado
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db

ANUAL = "/informes/2024/anual.pdf"
CONTENIDO = b"%PDF-1.7 " + b"0123456789" * 100
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    b"<style>rect { fill: #1b7f4b }</style>"
    b'<script>document.documentElement.setAttribute("class", "corrio")</script>'
    b'<rect width="40" height="40"/></svg>'
)


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def corte(escena: Escena) -> Corte:
    return escena.publicar()


@pytest.fixture
def anual(escena: Escena, corte: Corte) -> Informe:
    return publicado(corte, escena.secretaria, contenido=CONTENIDO)


@pytest.fixture
def entero(anual: Informe) -> bytes:
    with anual.archivo.open("rb") as archivo:
        return bytes(archivo.read())


def test_entero(client: Client, anual: Informe, entero: bytes) -> None:
    respuesta = client.get(ANUAL)
    assert respuesta.getvalue() == entero
    assert respuesta["Content-Type"] == "application/pdf"
    assert respuesta["Content-Length"] == str(len(entero))
    assert respuesta["Content-Disposition"] == 'inline; filename="corett-anual-2024.pdf"'
    assert respuesta["ETag"] == f'"{anual.huella}"'
    assert anual.publicado_en is not None
    assert respuesta["Last-Modified"] == http_date(anual.publicado_en.timestamp())
    assert respuesta["Accept-Ranges"] == "bytes"
    assert respuesta["Cache-Control"] == "public, max-age=300"
    assert respuesta["X-Content-Type-Options"] == "nosniff"
    assert not respuesta.cookies


def test_solo_las_cabeceras(client: Client, anual: Informe, entero: bytes) -> None:
    respuesta = client.head(ANUAL, headers={"range": "bytes=0-4"})
    assert (respuesta.status_code, respuesta.content) == (200, b"")
    assert respuesta["Content-Length"] == str(len(entero))
    assert respuesta["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    "cabecera",
    [
        ("if-none-match", '"{huella}"'),
        ("if-none-match", 'W/"{huella}"'),
        ("if-modified-since", "{fecha}"),
    ],
)
def test_quien_ya_lo_tiene(client: Client, anual: Informe, cabecera: tuple[str, str]) -> None:
    assert anual.publicado_en is not None
    fecha = http_date(anual.publicado_en.timestamp())
    valor = cabecera[1].format(huella=anual.huella, fecha=fecha)
    respuesta = client.get(ANUAL, headers={cabecera[0]: valor})
    assert (respuesta.status_code, respuesta.content) == (304, b"")
    assert respuesta["ETag"] == f'"{anual.huella}"'


def test_una_parte(client: Client, anual: Informe, entero: bytes) -> None:
    respuesta = client.get(ANUAL, headers={"range": "bytes=5-14"})
    assert respuesta.status_code == 206
    assert respuesta.getvalue() == entero[5:15]
    assert respuesta["Content-Range"] == f"bytes 5-14/{len(entero)}"
    assert respuesta["Content-Length"] == "10"
    assert respuesta["Content-Type"] == "application/pdf"
    assert respuesta["ETag"] == f'"{anual.huella}"'


def test_las_partes_juntas_son_el_archivo(client: Client, anual: Informe, entero: bytes) -> None:
    partes = [
        client.get(ANUAL, headers={"range": f"bytes={desde}-{desde + 99}"}).getvalue()
        for desde in range(0, len(entero), 100)
    ]
    assert b"".join(partes) == entero


def test_una_parte_que_no_hay(client: Client, anual: Informe, entero: bytes) -> None:
    respuesta = client.get(ANUAL, headers={"range": f"bytes={len(entero)}-"})
    assert respuesta.status_code == 416
    assert respuesta["Content-Range"] == f"bytes */{len(entero)}"


def test_seguir_una_descarga(client: Client, anual: Informe, entero: bytes) -> None:
    """The rest, if the file is still the same; else the whole of the new one."""
    resto = {"range": "bytes=100-"}
    igual = client.get(ANUAL, headers={**resto, "if-range": f'"{anual.huella}"'})
    assert (igual.status_code, igual.getvalue()) == (206, entero[100:])
    otro = client.get(ANUAL, headers={**resto, "if-range": '"otra"'})
    assert (otro.status_code, otro.getvalue()) == (200, entero)


@pytest.mark.parametrize("direccion", ["infografia.svg", "boletin-t1.txt"])
def test_una_parte_de_un_texto_no_va_comprimida(
    client: Client, escena: Escena, corte: Corte, direccion: str
) -> None:
    texto = b"<svg>" + b"0123456789" * 200
    publicado(corte, escena.secretaria, "infografia", formas=[("", "svg", texto)])
    publicado(corte, escena.secretaria, "boletin", sujeto="t1", formas=[("", "txt", texto)])
    acepta = {"accept-encoding": "gzip"}
    entero = client.get(f"/informes/2024/{direccion}", headers=acepta)
    assert gzip.decompress(entero.getvalue()) == texto
    parte = client.get(f"/informes/2024/{direccion}", headers={**acepta, "range": "bytes=0-999"})
    assert "Content-Encoding" not in parte
    assert parte.getvalue() == texto[:1000]


def test_cada_documento_en_su_direccion(client: Client, escena: Escena, corte: Corte) -> None:
    st = escena.secretaria
    formas = [("", "svg", SVG), ("", "png", b"png"), ("cuadrado", "png", b"cuadrado")]
    publicado(corte, st, "infografia", formas=formas)
    publicado(corte, st, "nacional", sujeto="gt", nombre_sujeto="Guatemala", idioma="en")
    publicado(corte, st, "presentacion")
    publicado(corte, st, "anexo_datos", formas=[("", "zip", b"zip")])
    nombres = {
        "infografia.pdf": "inline", "infografia.svg": "inline", "infografia.png": "inline",
        "infografia.cuadrado.png": "inline", "nacional-gt-en.pdf": "inline",
        "presentacion.pptx": "attachment", "anexo-datos.xlsx": "attachment",
        "anexo-datos.zip": "attachment",
    }  # fmt: skip
    for nombre, manera in nombres.items():
        respuesta = client.get(f"/informes/2024/{nombre}")
        assert respuesta.status_code == 200, nombre
        base, punto, extension = nombre.rpartition(".")
        esperado = f'{manera}; filename="corett-{base}-2024{punto}{extension}"'
        assert respuesta["Content-Disposition"] == esperado
        assert respuesta.getvalue()
    cuadrada = client.get("/informes/2024/infografia.cuadrado.png").getvalue()
    assert cuadrada == b"cuadrado"
    for no_hay in ("infografia.historia.png", "nacional-gt.pdf", "nacional-hn-en.pdf", "otro.pdf",
                   "anexo-datos.csv", "infografia.cuadrado.svg"):  # fmt: skip
        assert client.get(f"/informes/2024/{no_hay}").status_code == 404, no_hay


def test_lo_no_publicado_y_lo_retirado_no_estan(
    client: Client, escena: Escena, corte: Corte
) -> None:
    producido(corte)
    assert client.get(ANUAL).status_code == 404
    publicado(corte, escena.secretaria, "infografia", formas=[("", "svg", SVG)])
    operaciones.retirar_corte(corte=corte, motivo="Error.", por=escena.secretaria)
    for nombre in ("infografia.pdf", "infografia.svg"):
        assert client.get(f"/informes/2024/{nombre}").status_code == 404


def test_un_archivo_que_falta_en_el_disco(client: Client, anual: Informe) -> None:
    os.remove(anual.archivo.path)
    assert client.get(ANUAL).status_code == 404


def test_las_mismas_consultas_haya_lo_que_haya(
    client: Client,
    escena: Escena,
    corte: Corte,
    anual: Informe,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for sujeto in ("t1", "t2", "t3", "t4"):
        publicado(
            corte, escena.secretaria, "boletin", sujeto=sujeto,
            formas=[("", "txt", sujeto.encode())],
        )  # fmt: skip
    with django_assert_max_num_queries(1):
        assert client.get(ANUAL).getvalue()
    with django_assert_max_num_queries(2):
        assert client.get("/informes/2024/boletin-t4.txt").getvalue() == b"t4"


@pytest.mark.parametrize(
    ("entrega", "cabecera"),
    [("x-accel:/protegido/", "X-Accel-Redirect"), ("x-sendfile", "X-Sendfile")],
)
def test_lo_envia_el_servidor_de_delante(
    client: Client, settings: Any, anual: Informe, entrega: str, cabecera: str
) -> None:
    settings.ENTREGA = entrega
    respuesta = client.get(ANUAL, headers={"range": "bytes=0-4"})
    assert (respuesta.status_code, respuesta.content) == (200, b"")
    nombre = anual.archivo.name
    esperado = f"/protegido/{nombre}" if entrega.startswith("x-accel") else anual.archivo.path
    assert respuesta[cabecera] == esperado
    assert respuesta["Content-Disposition"] == 'inline; filename="corett-anual-2024.pdf"'
    assert "Accept-Ranges" not in respuesta, "said by who gives the ranges"
    conocido = client.get(ANUAL, headers={"if-none-match": f'"{anual.huella}"'})
    assert (conocido.status_code, cabecera in conocido) == (304, False)


def test_un_dibujo_se_ve_y_no_ejecuta_nada(
    live_server: Any, escena: Escena, corte: Corte, page: Any
) -> None:
    """Opened by itself, with its own style; a script in it does not run."""
    publicado(corte, escena.secretaria, "infografia", formas=[("", "svg", SVG)])
    respuesta = page.goto(f"{live_server.url}/informes/2024/infografia.svg")
    assert respuesta.headers["content-type"] == "image/svg+xml"
    assert page.evaluate("document.documentElement.getAttribute('class')") is None
    color = page.evaluate("getComputedStyle(document.querySelector('rect')).fill")
    assert color == "rgb(27, 127, 75)"
