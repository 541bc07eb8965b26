"""The data annex: the same figures as the site, as a workbook and as a package that validates."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from openpyxl import Workbook, load_workbook

from actores.models import Pais
from informes import datos_abiertos, documentos, proyectos
from informes.cifras import simple
from informes.documentos import anexo_campos, anexo_tablas
from informes.models import Corte, Informe, TipoInforme
from planes.models import Actividad, Dato, Proyecto, Recurso, Valor
from tests import crear
from tests.informes.escena import Escena

# Made from the cut's parts, which are the same text in any database.
pytestmark = [pytest.mark.django_db, pytest.mark.una_base]

A4 = 9
SEGUNDA_HOJA = "44,34,76,1,,0,false,true,false,false,false,2"
"""LibreOffice's token string: commas, quotes, UTF-8, the sheet of the figures."""
FORMULA = '=HYPERLINK("https://x.example";"=+-@")'


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    escena.proyecto()
    return escena


def hecho(corte: Corte, idioma: str = "es") -> tuple[bytes, bytes]:
    """Workbook and package."""
    informe = Informe(tipo=TipoInforme.ANEXO, corte=corte, anio=2024, idioma=idioma)
    libro, paquete = documentos.escribir(informe)
    assert (libro.extension, paquete.extension) == ("xlsx", "zip")
    return libro.contenido, paquete.contenido


def abierto(contenido: bytes) -> Workbook:
    return load_workbook(io.BytesIO(contenido))


def archivos(paquete: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(paquete)) as zip_:
        return {nombre: zip_.read(nombre) for nombre in zip_.namelist()}


def filas(contenido: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(contenido.decode("utf-8-sig"))))


def validar(paquete: bytes, donde: Path) -> list[Any]:
    """What the ``frictionless`` tool finds wrong in the unpacked package."""
    (donde / "paquete").mkdir()
    for nombre, contenido in archivos(paquete).items():
        (donde / "paquete" / nombre).write_bytes(contenido)
    dictamen = Package(str(donde / "paquete" / "datapackage.json")).validate()
    return dictamen.flatten(["type", "fieldName", "note"])


# --- the package -----------------------------------------------------------------------


@pytest.mark.parametrize("idioma", ["es", "en"])
def test_the_package_validates(escena: Escena, tmp_path: Path, idioma: str) -> None:
    assert validar(hecho(escena.preparar(), idioma)[1], tmp_path) == []


def test_its_schema_is_not_an_ornament(escena: Escena, tmp_path: Path) -> None:
    """The tool sees a figure of no Dato, a repeated one, a mark that does not exist."""
    paquete = archivos(hecho(escena.preparar())[1])
    lineas = paquete["cifras.csv"].decode("utf-8-sig").split("\r\n")
    mala = lineas[1].replace("denuncias", "otro", 1)
    paquete["cifras.csv"] = "\r\n".join([*lineas[:2], lineas[1], mala, *lineas[2:]]).encode()
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as zip_:
        for nombre, contenido in paquete.items():
            zip_.writestr(nombre, contenido)

    halladas = {fila[0] for fila in validar(salida.getvalue(), tmp_path)}

    assert {"primary-key", "foreign-key"} <= halladas


def test_the_extremes_validate(escena: Escena, tmp_path: Path) -> None:
    """Formulas and names of 300 letters, a country with nothing, a project without money."""
    Pais.objects.filter(codigo="hn").update(nombre=FORMULA)
    Actividad.objects.update(texto=FORMULA, corto="")
    Proyecto.objects.update(titulo="=" + "ñ" * 299, resumen='Dos\r\nlíneas, "comillas"')
    crear.crear_pais("sv", organismo=None)
    crear.crear_indicador(crear.crear_meta("9.9.9"), crear.crear_dato("solo-evidencia"))
    escena.proyecto(referencia="FFFF0000", costo_usd=None, inicio=None, fin=None)
    libro, paquete = hecho(escena.preparar())

    assert validar(paquete, tmp_path) == []
    for hoja in abierto(libro):
        for celdas in hoja.iter_rows():
            assert all(c.data_type != "f" for c in celdas)
    assert any(f["nombre"].startswith("'=HYPER") for f in filas(archivos(paquete)["paises.csv"]))


def test_its_figures_are_the_file_of_the_site(escena: Escena) -> None:
    corte = escena.preparar()
    dentro = archivos(hecho(corte)[1])

    assert codecs.BOM_UTF8 + dentro["cifras.csv"] == datos_abiertos.csv_de_celdas(corte, "es")
    assert not [n for n, contenido in dentro.items() if contenido.startswith(codecs.BOM_UTF8)]
    descriptor = json.loads(dentro["datapackage.json"])
    assert descriptor["version"] == f"2024-12-31-{corte.huella[:8]}"
    assert abs(dt.datetime.fromisoformat(descriptor["created"]) - corte.creado_en).seconds < 1
    assert {r["encoding"] for r in descriptor["resources"]} == {"utf-8"}
    campos = next(r for r in descriptor["resources"] if r["name"] == "cifras")["schema"]["fields"]
    assert [c["name"] for c in campos] == list(datos_abiertos.CAMPOS)
    assert all(c["i18n"]["es"]["description"] for c in campos)
    assert corte.huella in dentro["README.md"].decode()


def test_a_cut_that_knows_no_projects_has_no_such_tables(escena: Escena, tmp_path: Path) -> None:
    corte = escena.preparar()
    corte.partes.filter(clave__startswith="proyecto")._raw_delete("default")
    libro, paquete = hecho(corte)

    assert not {"proyectos.csv", "aportes.csv"} & set(archivos(paquete))
    assert "Proyectos" not in abierto(libro).sheetnames
    assert validar(paquete, tmp_path) == []


# --- the workbook ----------------------------------------------------------------------


def test_the_sheets_hold_every_cell_as_a_number_or_its_ends(escena: Escena) -> None:
    corte = escena.preparar()
    hoja = abierto(hecho(corte)[0])["Cifras"]
    cabeza = [c.value for c in hoja[4]]
    lugar = {n: cabeza.index(n) for n in ("Código del dato", "País", "Año", "Categoría", "Valor",
                                          "Mínimo", "Máximo", "Marca")}  # fmt: skip
    en_hoja = {
        tuple(fila[i] for i in lugar.values())
        for fila in hoja.iter_rows(min_row=5, values_only=True)
    }
    en_corte = {
        (c.dato, c.pais or None, c.anio, c.categoria or None, simple(c.valor), simple(c.minimo),
         simple(c.maximo), c.marca or None)
        for c in corte.celdas.all()
    }  # fmt: skip

    assert en_hoja == en_corte
    assert any(minimo == 1 and maximo == 10 for *_antes, minimo, maximo, _m in en_hoja)


def test_nothing_is_hidden_and_all_is_ready_to_filter_and_print(escena: Escena) -> None:
    libro = abierto(hecho(escena.preparar())[0])

    assert libro.sheetnames == [
        "Léame", "Cifras", "Matriz", "Países", "Datos", "Cobertura", "Proyectos", "Aportes",
        "Diccionario",
    ]  # fmt: skip
    for hoja in libro:
        assert hoja.sheet_state == "visible"
        assert not any(c.hidden for c in hoja.column_dimensions.values())
        assert not any(r.hidden for r in hoja.row_dimensions.values())
        assert int(hoja.page_setup.paperSize) == A4
        assert hoja.page_setup.orientation == "landscape"
    for hoja in libro.worksheets[1:]:
        assert hoja.freeze_panes
        assert hoja.auto_filter.ref


def test_the_matrix_has_every_printed_indicator_with_its_last_figure(escena: Escena) -> None:
    hoja = abierto(hecho(escena.preparar())[0])["Matriz"]
    cabeza = [c.value for c in hoja[4]]
    por = [
        dict(zip(cabeza, fila, strict=True)) for fila in hoja.iter_rows(min_row=5, values_only=True)
    ]
    talleres = next(f for f in por if f["Indicador"] == "1.1.1.a")
    trata = next(f for f in por if f["Indicador"] == "1.2.1.a")

    assert (talleres["Valor"], talleres["Año"], talleres["Países que reportaron"]) == (13, 2024, 3)
    assert (talleres["Actividad"], talleres["Completadas"], talleres["Países"]) == ("1.1", 1, 3)
    assert (trata["Valor"], trata["Mínimo"], trata["Máximo"], trata["Marca"]) == (
        None, 59, 68, "c",
    )  # fmt: skip


# --- both ------------------------------------------------------------------------------


def test_the_same_cut_gives_the_same_bytes(escena: Escena) -> None:
    corte = escena.preparar()
    assert hecho(corte) == hecho(corte)


def test_a_secret_3_and_an_8_give_the_same_annex(escena: Escena) -> None:
    corte = escena.preparar()
    antes = hecho(corte)
    suyos = {"reporte__pais__codigo": "bz", "dato": escena.denuncias, "numero": 3}
    secreto = Valor.objects.get(**suyos)
    assert secreto.partes.filter(numero=3).update(numero=8) == 1
    Valor.objects.filter(pk=secreto.pk).update(numero=8)

    otro = escena.preparar()
    otro.creado_en = corte.creado_en  # the package tells it
    assert hecho(otro) == antes


def test_libreoffice_opens_the_workbook(escena: Escena, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "libreoffice-calc-nogui is not installed: herramientas/preparar.sh pruebas"
    libro = tmp_path / "anexo.xlsx"
    libro.write_bytes(hecho(escena.preparar())[0])
    orden = [
        soffice, f"-env:UserInstallation=file://{tmp_path / 'perfil'}", "--headless",
        "--convert-to", f"csv:Text - txt - csv (StarCalc):{SEGUNDA_HOJA}",
        "--outdir", str(tmp_path), str(libro),
    ]  # fmt: skip
    subprocess.run(orden, check=True, capture_output=True, timeout=180)
    (salida,) = tmp_path.glob("anexo*.csv")
    dicho = salida.read_text("utf-8")

    assert "Talleres" in dicho
    assert "Denuncias" in dicho
    assert "#NAME" not in dicho


def test_the_names_are_in_the_language_and_the_codes_are_not(escena: Escena) -> None:
    corte = escena.preparar()
    dentro = archivos(hecho(corte, "en")[1])

    assert "Workshops" in dentro["datos.csv"].decode()
    assert set(archivos(hecho(corte, "es")[1])) == set(dentro)
    assert filas(dentro["cobertura.csv"])[0].keys() == {
        "informante", "nombre", "semestre", "aprobado", "demostracion",
    }  # fmt: skip
    assert {t.nombre for t in anexo_tablas.tablas(corte, "en")} == {
        n.removesuffix(".csv") for n in dentro if n.endswith(".csv")
    }


def test_the_sheets_say_codes_in_words(escena: Escena) -> None:
    """The workbook is read by people, the package by programs."""
    corte = escena.preparar()
    libro, paquete = hecho(corte, "en")
    hojas = abierto(libro)
    datos = {fila[0]: fila for fila in hojas["Data"].iter_rows(min_row=5, values_only=True)}
    tipos = {fila["codigo"]: fila["tipo"] for fila in filas(archivos(paquete)["datos.csv"])}

    assert tipos["talleres"] == "conteo"
    assert "conteo" not in datos["talleres"]
    assert "Count" in datos["talleres"]
    etapas = {fila[3] for fila in hojas["Projects"].iter_rows(min_row=5, values_only=True)}
    assert etapas <= {texto["en"] for texto in proyectos.ETAPAS.values()}
    assert etapas


def test_no_word_of_a_heading_is_broken(escena: Escena) -> None:
    for hoja in abierto(hecho(escena.preparar(), "en")[0]).worksheets[1:]:
        for celda in hoja[4]:
            palabra = max(str(celda.value).split(), key=len)
            assert hoja.column_dimensions[celda.column_letter].width > len(palabra) + 1


def test_the_choices_of_its_schema_are_those_of_the_tables() -> None:
    enums = {c.nombre: c.restricciones.get("enum") for c in anexo_campos.DATOS}

    assert enums["tipo"] == Dato.Tipo.values
    assert enums["periodicidad"] == Dato.Periodicidad.values
    assert enums["regla_tiempo"] == Dato.ReglaTiempo.values
    assert enums["regla_region"] == Dato.ReglaRegion.values
    assert enums["sentido"] == Dato.Sentido.values
    assert list(proyectos.ESTADOS) == Recurso.Estado.values
    assert [*proyectos.ETAPAS, "descartado"] == Proyecto.Etapa.values
