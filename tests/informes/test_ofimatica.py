"""Office packages come out the same every time, with nothing of the moment and nothing alive."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from docx import Document

from informes.documentos.ofimatica import fijar
from planes.documentos.pdf import DocumentoMalHecho

DIA = dt.date(2024, 12, 31)


def documento(titulo: str = "Un título", cuando: dt.datetime | None = None) -> bytes:
    hecho = Document()
    hecho.add_paragraph("Hola")
    hecho.core_properties.title = titulo
    hecho.core_properties.author = "Quien sea"
    hecho.core_properties.created = cuando or dt.datetime(2020, 1, 1, 10, 11, 12)
    salida = io.BytesIO()
    hecho.save(salida)
    return salida.getvalue()


def con(contenido: bytes, nombre: str, parte: bytes) -> bytes:
    """The package with a part more, or another in its place."""
    salida = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(contenido)) as viejo,
        zipfile.ZipFile(salida, "w") as nuevo,
    ):
        for otro in viejo.namelist():
            if otro != nombre:
                nuevo.writestr(otro, viejo.read(otro))
        nuevo.writestr(nombre, parte)
    return salida.getvalue()


def partes(contenido: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
        return {n: paquete.read(n) for n in paquete.namelist()}


def test_two_moments_and_two_orders_give_the_same_bytes() -> None:
    temprano = documento(cuando=dt.datetime(2020, 1, 1))
    tarde = documento(cuando=dt.datetime(2026, 6, 6, 6, 6, 6))
    al_reves = io.BytesIO()
    with zipfile.ZipFile(al_reves, "w") as paquete:
        for nombre, datos in reversed(partes(tarde).items()):
            paquete.writestr(nombre, datos)

    assert temprano != tarde
    assert fijar(temprano, DIA) == fijar(tarde, DIA) == fijar(al_reves.getvalue(), DIA)
    assert fijar(fijar(tarde, DIA), DIA) == fijar(tarde, DIA)


def test_it_says_our_name_the_date_it_is_given_and_keeps_the_title() -> None:
    hecho = Document(io.BytesIO(fijar(documento(), DIA)))
    propias = hecho.core_properties

    assert (propias.title, propias.author, propias.last_modified_by) == (
        "Un título",
        "CORETT",
        "CORETT",
    )
    assert propias.created == propias.modified
    assert propias.created is not None
    assert propias.created.date() == DIA
    assert hecho.paragraphs[0].text == "Hola"


def test_the_parts_carry_its_date_and_the_first_is_the_one_readers_look_for() -> None:
    with zipfile.ZipFile(io.BytesIO(fijar(documento(), DIA))) as paquete:
        partes = paquete.infolist()

    assert {p.date_time for p in partes} == {(2024, 12, 31, 0, 0, 0)}
    assert partes[0].filename == "[Content_Types].xml"
    nombres = [p.filename for p in partes[2:]]
    assert nombres == sorted(nombres)


def test_a_workbook_inside_is_fixed_too() -> None:
    def libro(cuando: dt.datetime) -> bytes:
        hecho = openpyxl.Workbook()
        hecho.active["A1"] = 7
        hecho.properties.created = cuando
        salida = io.BytesIO()
        hecho.save(salida)
        return salida.getvalue()

    uno, otro = (
        con(documento(), "word/embeddings/libro.xlsx", libro(dt.datetime(anio, 1, 1)))
        for anio in (2020, 2026)
    )

    assert fijar(uno, DIA) == fijar(otro, DIA)
    dentro = openpyxl.load_workbook(
        io.BytesIO(partes(fijar(uno, DIA))["word/embeddings/libro.xlsx"])
    )
    assert dentro.active["A1"].value == 7
    assert dentro.properties.creator == "CORETT"


ENLACE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{tipo}" Target="{destino}" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("nombre", "parte"),
    [
        ("word/vbaProject.bin", b"x"),
        ("word/activeX/activeX1.xml", b"<x/>"),
        ("word/embeddings/oleObject1.bin", b"x"),
        (
            "word/_rels/otra.xml.rels",
            ENLACE.format(tipo="image", destino="https://e.org/a.png").encode(),
        ),
        (
            "word/_rels/otra.xml.rels",
            ENLACE.format(tipo="hyperlink", destino="file:///etc/passwd").encode(),
        ),
        (
            "word/_rels/otra.xml.rels",
            ENLACE.format(tipo="hyperlink", destino="http://e.org/").encode(),
        ),
    ],
)
def test_what_could_run_or_fetch_is_refused(nombre: str, parte: bytes) -> None:
    with pytest.raises(DocumentoMalHecho):
        fijar(con(documento(), nombre, parte), DIA)


def test_a_link_to_a_page_stays() -> None:
    enlace = ENLACE.format(tipo="hyperlink", destino="https://corett.example/").encode()

    assert fijar(con(documento(), "word/_rels/otra.xml.rels", enlace), DIA)
