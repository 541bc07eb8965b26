"""What a page tells those who show a link to it, and the pictures that go with it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import translation
from PIL import Image

from informes.documentos import compartir
from informes.models import Corte
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db

CLAVES = ["general", "inicio", "plan", "eje-1", "pais-bz", "ayuda"]


@pytest.fixture(autouse=True)
def carpeta(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def corte() -> Corte:
    escena = Escena()
    escena.reportar_todo()
    return escena.publicar()


def datos(html: str) -> dict[str, str]:
    hallados = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html)
    return dict(hallados)


@pytest.mark.parametrize("clave", CLAVES)
def test_la_imagen(client: Client, corte: Corte, clave: str) -> None:
    respuesta = client.get(f"/compartir/es/{clave}.png")
    assert respuesta["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(respuesta.content)).size == (1200, 630)
    otra = client.get(f"/compartir/es/{clave}.png", headers={"if-none-match": respuesta["ETag"]})
    assert otra.status_code == 304
    assert client.get(f"/compartir/en/{clave}.png").content != respuesta.content


def test_se_dibuja_una_vez_y_siempre_igual(
    client: Client, corte: Corte, carpeta: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    primera = client.get("/compartir/es/inicio.png").content
    (guardada,) = (carpeta / "compartir").rglob("*.png")
    assert guardada.read_bytes() == primera
    guardada.unlink()
    cache.clear()
    assert client.get("/compartir/es/inicio.png").content == primera
    cache.clear()

    def no_se_dibuja(*args: Any) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr(compartir, "dibujar", no_se_dibuja)
    assert client.get("/compartir/es/inicio.png").content == primera


@pytest.mark.parametrize(
    "camino",
    ["es/zz", "fr/inicio", "es/eje-9", "es/eje-", "es/eje", "es/pais-zz", "es/plan-1",
     "es/informe-1999", "es/informe-99999", "es/informe-2024", "es/" + "a" * 300,
     "es/..%2F..%2Fsettings", "es/pais-%00", "es/inicio%0A"],
)  # fmt: skip
def test_una_clave_que_no_hay(client: Client, corte: Corte, carpeta: Path, camino: str) -> None:
    assert client.get(f"/compartir/{camino}.png").status_code == 404
    assert not list(carpeta.rglob("*.png"))


def test_sin_corte_hay_dos(client: Client) -> None:
    for clave in ("general", "ayuda"):
        assert client.get(f"/compartir/es/{clave}.png").status_code == 200
    assert client.get("/compartir/es/inicio.png").status_code == 404
    assert datos(client.get("/").content.decode())["og:image"].endswith("/compartir/es/general.png")


def test_la_de_ayuda_no_lleva_cifras() -> None:
    dicho = compartir.lo_dicho(None, "ayuda")
    assert not dicho.cuenta
    assert not re.search(r"\d", dicho.titulo + dicho.linea + dicho.sobre)


def test_lo_ficticio_lo_dice(corte: Corte) -> None:
    def palabras() -> str:
        piezas = compartir.trazar(compartir.lo_dicho(corte, "inicio"), "es").piezas
        return " ".join(linea for p in piezas for linea in getattr(p, "lineas", ()))

    corte.demo = False
    assert "ficticias" not in palabras()
    corte.demo = True
    assert "Cifras ficticias, de demostración · Datos al 31 de diciembre de 2024" in palabras()
    with translation.override("en"):
        assert "Fictitious figures, for demonstration · Data as of 31 December 2024" in palabras()


@pytest.mark.parametrize("clave", ["general", "ayuda"])
def test_sin_corte_no_lleva_fecha(clave: str, caplog: pytest.LogCaptureFixture) -> None:
    compartir.dibujar(compartir.lo_dicho(None, clave), "es")
    assert "dcterms" not in caplog.text


def test_un_secreto_de_3_y_uno_de_8_dan_los_mismos_bytes(carpeta: Path) -> None:
    def publicado(secreto: int) -> list[bytes]:
        with transaction.atomic():
            escena = Escena()
            escena.reportar_todo(secreto=secreto)
            corte = escena.publicar()
            hechas = [compartir.imagen(corte, "es", c) for c in ("inicio", "pais-bz")]
            transaction.set_rollback(True)
        for archivo in carpeta.rglob("*.png"):
            archivo.unlink()
        return hechas

    assert publicado(3) == publicado(8)


@pytest.mark.parametrize(
    ("pagina", "clave", "titulo"),
    [
        ("/plan/", "plan", ""),
        ("/plan/ejes/1/", "eje-1", "Eje 1"),
        ("/plan/actividades/1.1/", "plan", "1.1"),
        ("/paises/gt/", "pais-gt", "País GT"),
        ("/ayuda-victimas/", "ayuda", ""),
        ("/graficos/", "general", "Gráficos"),
    ],
)
def test_lo_que_dice_una_pagina(
    client: Client, corte: Corte, pagina: str, clave: str, titulo: str
) -> None:
    html = client.get(pagina).content.decode()
    dicho = datos(html)
    titulo_pagina = re.search(r"<title>(.*?) · CORETT</title>", html)
    assert titulo_pagina
    assert dicho["og:title"] == titulo_pagina[1].strip()
    assert titulo in dicho["og:title"]
    assert dicho["og:description"] == dicho["description"].strip()
    comunes = {"plan": "El plan y su avance", "general": "Coalición Regional contra la Trata"}
    assert dicho["og:image:alt"].startswith(comunes.get(clave, dicho["og:title"]))
    assert dicho["og:image"] == f"http://testserver/compartir/es/{clave}.png"
    assert dicho["og:locale"] == "es_LA"
    assert dicho["twitter:card"] == "summary_large_image"
    assert client.get(dicho["og:image"].removeprefix("http://testserver")).status_code == 200


def test_en_ingles(client: Client, corte: Corte) -> None:
    dicho = datos(client.get("/en/paises/gt/").content.decode())
    assert dicho["og:locale"] == "en_US"
    assert dicho["og:locale:alternate"] == "es_LA"
    assert dicho["og:image"] == "http://testserver/compartir/en/pais-gt.png"
