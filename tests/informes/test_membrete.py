"""The letterhead: our brand, no invented data, the same file every time."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from docx import Document
from pypdf import PdfReader

from actores.roles import COMITE_COMUNICACION, OBSERVADOR
from actores.roles import SECRETARIA_TECNICA as ST
from corett.roles import dar_permisos
from informes.documentos import membrete
from tests.crear import crear_usuario
from tests.planes.gente import entrar, texto

pytestmark = pytest.mark.una_base

PALABRAS = {"es": "por confirmar", "en": "to be confirmed"}


@pytest.fixture(scope="module", params=["es", "en"])
def carta(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    return request.param, membrete.escribir(request.param)


def test_it_has_the_brand_and_says_what_is_not_confirmed(carta: tuple[str, bytes]) -> None:
    idioma, contenido = carta
    seccion = Document(io.BytesIO(contenido)).sections[0]
    cabeza = " ".join(p.text for p in seccion.header.paragraphs)
    pie = " ".join(p.text for p in seccion.footer.paragraphs)

    assert (round(seccion.page_width.cm, 1), round(seccion.page_height.cm, 1)) == (21.0, 29.7)
    assert "CORETT" in cabeza
    assert pie.count(PALABRAS[idioma]) == 3, "address, telephone and mail are not known"
    assert settings.SITIO_URL.removeprefix("https://") in pie


def test_it_speaks_its_language_and_its_logo_is_described(carta: tuple[str, bytes]) -> None:
    idioma, contenido = carta
    with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
        estilos = paquete.read("word/styles.xml").decode()
        cabezas = [n for n in paquete.namelist() if n.startswith("word/header")]
        cabeza = "".join(paquete.read(n).decode() for n in cabezas)

    assert f'w:lang w:val="{membrete.LENGUA[idioma]}"' in estilos
    assert "CORETT" in cabeza.partition('descr="')[2].partition('"')[0]


def test_every_line_is_a_mark_in_a_named_style(carta: tuple[str, bytes]) -> None:
    parrafos = Document(io.BytesIO(carta[1])).paragraphs

    assert len({p.style.name for p in parrafos if p.style}) >= 7
    assert all("[" in p.text and "]" in p.text for p in parrafos), "nothing stands for itself"


def test_the_same_bytes_again(carta: tuple[str, bytes]) -> None:
    idioma, contenido = carta

    assert membrete.escribir(idioma) == contenido


def test_libreoffice_opens_it_on_one_page(carta: tuple[str, bytes], tmp_path: Path) -> None:
    hojas = en_pdf(tmp_path, carta[1], "docx")

    assert len(hojas) == 1
    assert "CORETT" in hojas[0]


def en_pdf(carpeta: Path, contenido: bytes, extension: str) -> list[str]:
    """The text of each page after a real LibreOffice opened the file."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is not installed: herramientas/preparar.sh pruebas"
    archivo = carpeta / f"documento.{extension}"
    archivo.write_bytes(contenido)
    hecho = subprocess.run(
        [
            soffice, f"-env:UserInstallation={(carpeta / 'perfil').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(carpeta), str(archivo),
        ],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    pdf = archivo.with_suffix(".pdf")
    assert pdf.exists(), f"no filter for {extension}? {hecho.stdout} {hecho.stderr}"
    return [pagina.extract_text() for pagina in PdfReader(pdf).pages]


# --- the download ---------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("grupo", [ST, COMITE_COMUNICACION])
def test_those_who_write_letters_download_it(grupo: str) -> None:
    dar_permisos()
    cliente: Client = entrar(crear_usuario("quien@corett.example", grupo, is_staff=True))
    pagina = texto(cliente.get("/admin/informes/difusion/plan/"))
    assert "Membrete para cartas" in pagina

    respuesta = cliente.get("/admin/informes/difusion/membrete/es.docx")

    assert respuesta.status_code == 200
    assert "corett-membrete.docx" in respuesta["Content-Disposition"]
    assert respuesta.content == membrete.escribir("es")
    assert cliente.get("/admin/informes/difusion/membrete/fr.docx").status_code == 404


@pytest.mark.django_db
def test_an_observer_does_not() -> None:
    dar_permisos()
    cliente = entrar(crear_usuario("otro@corett.example", OBSERVADOR, is_staff=True))

    assert cliente.get("/admin/informes/difusion/membrete/es.docx").status_code == 403
