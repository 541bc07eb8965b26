"""Workbooks that are not what they say (Q9, Q44): each refused with its reason, nothing written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from planes.models import Valor
from planes.planilla import archivo, firma, lectura
from planes.planilla.libro import ID, SELLO, VERSION
from tests.crear import crear_pais, crear_periodo, crear_reporte

from .escena_planilla import Escena
from .gente import entrar, focal, ruta, texto
from .libros import Libro, confirmar, descargar, estados, rechazo, rehacer, subir

pytestmark = pytest.mark.django_db

TIPOS = "[Content_Types].xml"


@pytest.fixture
def escena() -> Escena:
    return Escena()


@pytest.fixture
def bueno(escena: Escena) -> bytes:
    """A workbook that would be accepted, with one number filled in."""
    libro = escena.libro()
    libro.poner(escena.talleres, "numero", 4)
    return libro.bytes


def motivo(escena: Escena, contenido: bytes, nombre: str = "planilla.xlsx") -> str:
    dicho = rechazo(subir(escena.cliente, escena.reporte, contenido, nombre))
    assert not Valor.objects.filter(dato=escena.talleres).exists()
    return dicho


def test_la_buena_se_acepta(escena: Escena, bueno: bytes) -> None:
    """So that the tests below are known to be able to fail."""
    assert set(estados(subir(escena.cliente, escena.reporte, bueno)).values()) == {"nuevo"}


# --- Somebody else's -------------------------------------------------------------------------


def test_de_otro_pais(escena: Escena) -> None:
    ajeno = crear_reporte(crear_pais("gt", "Guatemala"), escena.periodo)
    contenido = descargar(entrar(focal("gt")), ajeno)
    assert "es de Guatemala y aquí se sube la de País HN" in motivo(escena, contenido)


def test_de_otro_periodo(escena: Escena) -> None:
    otro = crear_reporte(crear_pais("hn"), crear_periodo(escena.uno.plan, 2025, 1))
    contenido = descargar(escena.cliente, otro)
    assert "es del período 2025-I y aquí se sube la de 2025-II" in motivo(escena, contenido)


def test_de_otra_version_del_reporte(escena: Escena, bueno: bytes) -> None:
    escena.reporte.referencia = "AAAA0000"
    escena.reporte.save()
    assert "de otra versión de este" in motivo(escena, bueno)


def test_firmada_con_otra_clave(escena: Escena, settings: Any) -> None:
    settings.SECRET_KEY = "otra clave, de otro portal"
    escena.cliente = entrar(escena.ana)
    contenido = escena.libro().bytes
    settings.SECRET_KEY = "la de este"
    escena.cliente = entrar(escena.ana)
    assert "columnas ocultas" in motivo(escena, contenido)


# --- Tampered with ---------------------------------------------------------------------------


@pytest.mark.parametrize("columna", [ID, VERSION, SELLO])
def test_columnas_ocultas_cambiadas(escena: Escena, bueno: bytes, columna: int) -> None:
    """The message names the row."""
    libro = Libro(bueno)
    fila = libro.celda(escena.manual, "documento").row
    libro.datos.cell(fila, columna).value = f"d{escena.monto.pk}"
    assert f"«Datos», la fila {fila} se movió o cambió" in motivo(escena, libro.bytes)


def test_dos_columnas_cambiadas_entre_si(escena: Escena, bueno: bytes) -> None:
    """Heads and all: what is written under one would be taken for the other."""
    libro = Libro(bueno)
    hoja = libro.datos
    una, otra = (libro.celda(escena.talleres, c).column for c in ("numero", "nota"))
    for fila in range(1, hoja.max_row + 1):
        a, b = hoja.cell(fila, una), hoja.cell(fila, otra)
        a.value, b.value = b.value, a.value
    assert "no está en su lugar" in motivo(escena, libro.bytes)


def test_dos_filas_cambiadas_entre_si(escena: Escena, bueno: bytes) -> None:
    """Ids swapped with their own versions and seals: each row would answer for the other."""
    libro = Libro(bueno)
    una, otra = (libro.celda(d, "nota").row for d in (escena.talleres, escena.manual))
    for columna in (ID, VERSION, SELLO):
        a, b = libro.datos.cell(una, columna), libro.datos.cell(otra, columna)
        a.value, b.value = b.value, a.value
    assert f"la fila {min(una, otra)} se movió o cambió" in motivo(escena, libro.bytes)


def test_una_fila_repetida(escena: Escena, bueno: bytes) -> None:
    libro = Libro(bueno)
    fila = libro.celda(escena.talleres, "numero").row
    libro.datos.append([c.value for c in libro.datos[fila]])
    assert f"la fila {libro.datos.max_row} se movió o cambió" in motivo(escena, libro.bytes)


@pytest.mark.parametrize("como", ["borrar", "vaciar"])
def test_una_fila_que_falta(escena: Escena, bueno: bytes, como: str) -> None:
    """The last one: no other has moved."""
    libro = Libro(bueno)
    ultima = libro.datos.max_row
    if como == "borrar":
        libro.datos.delete_rows(ultima)
    else:
        for columna in (ID, VERSION, SELLO):
            libro.datos.cell(ultima, columna).value = None
    dicho = motivo(escena, libro.bytes)
    assert "le faltan o le sobran filas" in dicho or "en una fila que no es" in dicho


@pytest.mark.parametrize("clave", ["referencia", "pais", "periodo", "plan", "idioma"])
def test_hoja_oculta_cambiada(escena: Escena, clave: str) -> None:
    """A Guatemalan's workbook dressed up as Honduras's, and so on."""
    gt = crear_pais("gt", "Guatemala")
    ajeno = crear_reporte(gt, crear_periodo(escena.uno.plan, 2025, 1))
    libro = Libro(descargar(entrar(focal("gt")), ajeno))
    propia = {
        "referencia": escena.reporte.referencia, "pais": "hn", "periodo": "2025-II",
        "plan": escena.uno.plan.codigo, "idioma": "en",
    }  # fmt: skip
    for fila in range(1, 12):
        nombre = libro.oculta.cell(fila, 1).value
        if nombre == clave or (nombre in ("pais", "periodo", "referencia") and clave != "plan"):
            libro.oculta.cell(fila, 2).value = propia[nombre]
    assert motivo(escena, libro.bytes)


def test_cabecera_cambiada_en_lo_propio(escena: Escena, bueno: bytes) -> None:
    libro = Libro(bueno)
    fila = next(f for f in range(1, 12) if libro.oculta.cell(f, 1).value == "plan")
    libro.oculta.cell(fila, 2).value = "otro-plan"
    assert "alguien cambió su hoja oculta" in motivo(escena, libro.bytes)


def test_version_anterior(escena: Escena, bueno: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firma, "FORMATO", "2")
    assert "de una versión anterior" in motivo(escena, bueno)


def test_sin_la_hoja_oculta(escena: Escena, bueno: bytes) -> None:
    libro = Libro(bueno)
    del libro.libro["corett"]
    assert "perdió su hoja oculta" in motivo(escena, libro.bytes)


def test_sin_una_hoja(escena: Escena, bueno: bytes) -> None:
    libro = Libro(bueno)
    del libro.libro["Datos"]
    assert "le falta la hoja «Datos»" in motivo(escena, libro.bytes)


def test_un_libro_cualquiera(escena: Escena) -> None:
    salida = io.BytesIO()
    openpyxl.Workbook().save(salida)
    assert "no es una planilla del portal" in motivo(escena, salida.getvalue())


def test_una_respuesta_en_una_fila_ajena(escena: Escena, bueno: bytes) -> None:
    """What was typed below the table would be lost without a word."""
    libro = Libro(bueno)
    fila = libro.datos.max_row + 3
    columna = libro.celda(escena.talleres, "numero").column
    libro.datos.cell(fila, columna).value = 7
    assert f"{fila} tiene un dato" in motivo(escena, libro.bytes)


def test_lo_que_ya_no_se_pide(escena: Escena, bueno: bytes) -> None:
    """An indicator was taken out after the download: the row is told, not lost."""
    escena.talleres.indicadores.all().delete()
    vista = subir(escena.cliente, escena.reporte, bueno)
    assert estados(vista) == {f"d{escena.talleres.pk}": "error"}
    assert "ya no se pide" in texto(vista)


# --- Formulas, macros, links -----------------------------------------------------------------


def test_formula_en_una_celda(escena: Escena, bueno: bytes) -> None:
    """Also one with a result already reckoned, which is not taken for typed."""
    libro = Libro(bueno)
    celda = libro.poner(escena.talleres, "numero", "=2+2")
    vista = subir(escena.cliente, escena.reporte, libro.bytes)
    assert estados(vista) == {f"d{escena.talleres.pk}": "error"}
    assert celda in texto(vista)
    assert "tiene una fórmula" in texto(vista)
    hoja = "xl/worksheets/sheet3.xml"

    def con_resultado(partes: dict[str, bytes]) -> None:
        assert b"<f>2+2</f>" in partes[hoja]
        partes[hoja] = re.sub(rb"<f>2\+2</f><v[^>]*>(</v>)?", b"<f>2+2</f><v>4</v>", partes[hoja])
        assert b"<v>4</v>" in partes[hoja]

    otra = subir(escena.cliente, escena.reporte, rehacer(libro.bytes, con_resultado))
    assert estados(otra) == {f"d{escena.talleres.pk}": "error"}
    confirmar(escena.cliente, escena.reporte, otra, sin_errores="1")
    assert not Valor.objects.filter(dato=escena.talleres).exists()


def test_macros(escena: Escena, bueno: bytes) -> None:
    def con_macro(partes: dict[str, bytes]) -> None:
        partes["xl/vbaProject.bin"] = b"macro"

    def con_tipo(partes: dict[str, bytes]) -> None:
        partes[TIPOS] = partes[TIPOS].replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        assert b"macroEnabled" in partes[TIPOS]

    for cambiar in (con_macro, con_tipo):
        assert "tiene macros" in motivo(escena, rehacer(bueno, cambiar))
    assert "tiene macros" in motivo(escena, bueno, "planilla.xlsm")


@pytest.mark.parametrize(
    "parte",
    ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/embeddings/oleObject1.bin"],
)
def test_vinculos(escena: Escena, bueno: bytes, parte: str) -> None:
    def con_vinculo(partes: dict[str, bytes]) -> None:
        partes[parte] = b"<a/>"

    assert "vinculado con otros archivos" in motivo(escena, rehacer(bueno, con_vinculo))


# --- Bombs and files of another kind ---------------------------------------------------------


def test_demasiado_grande(escena: Escena, bueno: bytes) -> None:
    relleno = bueno + b"\0" * archivo.TAMANO_MAXIMO
    assert "pesa más de 3 MB" in motivo(escena, relleno)


def test_bomba_zip(escena: Escena, bueno: bytes) -> None:
    def con_bomba(partes: dict[str, bytes]) -> None:
        partes["xl/media/image1.png"] = b"\0" * (archivo.TAMANO_ABIERTO + 1)

    contenido = rehacer(bueno, con_bomba)
    assert len(contenido) < 200_000
    assert "demasiado grande por dentro" in motivo(escena, contenido)


def test_bomba_que_miente_sobre_su_tamano(escena: Escena, bueno: bytes) -> None:
    """The size a part declares is all that is read of it."""

    def con_bomba(partes: dict[str, bytes]) -> None:
        partes["xl/media/a.xml"] = b"<a>" + b" " * 30_000_000 + b"</a>"

    contenido = rehacer(bueno, con_bomba)
    grande = (30_000_007).to_bytes(4, "little")
    assert contenido.count(grande) == 2  # beside the part, and in the directory
    mentira = contenido.replace(grande, (500).to_bytes(4, "little"))
    assert motivo(escena, mentira)


def test_demasiadas_partes(escena: Escena, bueno: bytes) -> None:
    def con_partes(partes: dict[str, bytes]) -> None:
        partes.update({f"xl/media/{n}.bin": b"" for n in range(archivo.PARTES_MAXIMAS)})

    assert "demasiado grande por dentro" in motivo(escena, rehacer(bueno, con_partes))


def test_demasiadas_filas(escena: Escena, bueno: bytes) -> None:
    libro = Libro(bueno)
    libro.datos.cell(lectura.FILAS_MAXIMAS + 5, 4).value = "x"
    assert "«Datos» tiene más de 3000 filas" in motivo(escena, libro.bytes)


ENTIDADES = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">%s]>"""
BOMBA = ENTIDADES % b"".join(
    b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 10)
)
AFUERA = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize("cabeza", [BOMBA, AFUERA])
@pytest.mark.parametrize("parte", ["xl/worksheets/sheet3.xml", "xl/workbook.xml", TIPOS])
def test_bomba_xml(escena: Escena, bueno: bytes, cabeza: bytes, parte: str) -> None:
    def con_bomba(partes: dict[str, bytes]) -> None:
        partes[parte] = cabeza + re.sub(rb"^<\?xml[^>]*>", b"", partes[parte])

    assert f"está dañado o no viene de una hoja de cálculo ({parte})" in motivo(
        escena, rehacer(bueno, con_bomba)
    )


def test_bomba_xml_en_utf16(escena: Escena, bueno: bytes) -> None:
    """A search for its letters would not find it."""

    def con_bomba(partes: dict[str, bytes]) -> None:
        dentro = partes["xl/styles.xml"].decode()
        cabeza = BOMBA.decode().replace('version="1.0"', 'version="1.0" encoding="utf-16"')
        partes["xl/styles.xml"] = (cabeza + re.sub(r"^<\?xml[^>]*>", "", dentro)).encode("utf-16")

    assert "está dañado" in motivo(escena, rehacer(bueno, con_bomba))


def test_cifrada_y_antigua(escena: Escena) -> None:
    assert "protegido con contraseña" in motivo(escena, archivo.OLE + b"\0" * 600 + archivo.CIFRADO)
    assert "Excel antiguo (.xls)" in motivo(escena, archivo.OLE + b"\0" * 600)


def con_contrasena(contenido: bytes) -> bytes:
    """Marks every part as encrypted, as a zip program does."""
    for comienzo in (rb"PK\x03\x04..", rb"PK\x01\x02...."):
        contenido = re.sub(
            rb"(" + comienzo + rb")\x00", lambda m: m[1] + b"\x01", contenido, flags=re.DOTALL
        )
    return contenido


def test_zip_con_contrasena(escena: Escena, bueno: bytes) -> None:
    assert "protegido con contraseña" in motivo(escena, con_contrasena(bueno))


def html(_bueno: bytes) -> bytes:
    return b"<html><table><tr><td>4</td></tr></table></html>"


def cortado(bueno: bytes) -> bytes:
    return bueno[: len(bueno) // 2]


def otro_zip(_bueno: bytes) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as paquete:
        paquete.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return salida.getvalue()


def hoja_rota(bueno: bytes) -> bytes:
    return rehacer(bueno, lambda partes: partes.update({"xl/workbook.xml": b"<workbook/>"}))


@pytest.mark.parametrize("hacer", [html, cortado, otro_zip, hoja_rota])
def test_no_es_un_libro(escena: Escena, bueno: bytes, hacer: Callable[[bytes], bytes]) -> None:
    dicho = motivo(escena, hacer(bueno), "mi planilla.xlsx")
    assert "«mi planilla.xlsx» no se puede leer" in dicho or "perdió su hoja oculta" in dicho


def test_la_pagina_dice_error_y_deja_subir_otra(escena: Escena) -> None:
    respuesta = subir(escena.cliente, escena.reporte, b"no es")
    assert respuesta.content.decode().count("<title>Error: ") == 1
    assert 'name="archivo"' in respuesta.content.decode()
    assert escena.cliente.get(ruta(escena.reporte, "planilla/")).status_code == 200
