"""The presentation in PPTX: the cut's figures in native charts, and nothing but the cut."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from informes import documentos
from informes.documentos.archivo import DocumentoImposible
from informes.documentos.lectura import leer_corte
from informes.documentos.mazo import caber
from informes.models import Corte, Informe
from planes.models import ValorDesagregado
from tests import crear
from tests.informes.escena import Escena
from tests.informes.test_membrete import en_pdf

# Made from the cut's parts, which are the same in any database.
pytestmark = [pytest.mark.django_db, pytest.mark.una_base]

LENGUA = {"es": "es-ES", "en": "en-GB"}


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


def informe_de(corte: Corte, idioma: str = "es", **secciones: str) -> Informe:
    """A presentation of a cut, not saved; ``mensaje`` and ``pedido`` as HTML."""
    escritas = {clave: {"html": html, "idioma": "es"} for clave, html in secciones.items()}
    return Informe(
        tipo=Informe.Tipo.PRESENTACION, corte=corte, anio=2024, idioma=idioma,
        narrativa={"secciones": escritas},
    )  # fmt: skip


def hecha(corte: Corte, idioma: str = "es", **secciones: str) -> bytes:
    (archivo,) = documentos.escribir(informe_de(corte, idioma, **secciones))
    assert archivo.extension == "pptx"
    return archivo.contenido


def abierta(contenido: bytes) -> Any:
    return Presentation(io.BytesIO(contenido))


def graficos(presentacion: Any) -> Iterator[Any]:
    for lamina in presentacion.slides:
        yield from (f for f in lamina.shapes if f.has_chart)


def textos(lamina: Any) -> str:
    """All that a slide says, tables too, with plain spaces."""
    dichos = [f.text_frame.text for f in lamina.shapes if f.has_text_frame]
    for forma in lamina.shapes:
        if forma.has_table:
            dichos += [celda.text for fila in forma.table.rows for celda in fila.cells]
    return re.sub(r"\s+", " ", " ".join(dichos))


def todo(presentacion: Any) -> str:
    return " ".join(textos(lamina) for lamina in presentacion.slides)


# --- figures --------------------------------------------------------------------------


def test_the_charts_have_the_cuts_figures(escena: Escena) -> None:
    corte = escena.preparar()
    presentacion = abierta(hecha(corte))
    partes = leer_corte(corte, "es")
    plan, eje, clave, paises = (f.chart.plots[0] for f in graficos(presentacion))

    cuenta = partes["inicio"]["distribucion"]
    assert cuenta["sin_dato"] == 2, "the Secretaría Técnica has said nothing"
    assert {s.name: list(s.values) for s in plan.series} == {"Sin dato": [2, 2]}
    suya = partes["eje/1"]["distribucion"]
    assert dict(zip(eje.categories, eje.series[0].values, strict=True)) == {
        "Completadas": suya["completada"], "En curso": suya["en_curso"],
        "No iniciadas": suya["no_iniciada"], "Suspendidas": suya["suspendida"], "Sin dato": 2,
    }  # fmt: skip
    talleres = partes["indicador/1.1.1.a"]["bloque"]["series"][0]["region"]
    assert list(clave.series[0].values) == [c.valor for c in talleres] == [13]
    assert clave.categories[0] == "2024\n3 de 3 países"
    de_paises = {p["nombre"]: p["en_marcha"] for p in partes["inicio"]["paises"]}
    assert dict(zip(paises.categories, paises.series[0].values, strict=True)) == de_paises


def test_what_is_drawn_can_be_edited_and_agrees_with_its_workbook(escena: Escena) -> None:
    contenido = hecha(escena.preparar())
    figuras = list(graficos(abierta(contenido)))
    assert figuras

    for figura in figuras:
        hoja = openpyxl.load_workbook(
            io.BytesIO(figura.chart.part.chart_workbook.xlsx_part.blob)
        ).active
        trazado = figura.chart.plots[0]
        for i, categoria in enumerate(trazado.categories, 2):
            assert hoja.cell(i, 1).value == categoria
            assert [hoja.cell(i, j).value for j in range(2, 2 + len(trazado.series))] == [
                s.values[i - 2] for s in trazado.series
            ]


def test_a_country_without_reports_is_a_gap(escena: Escena) -> None:
    crear.crear_pais("pa")
    contenido = hecha(escena.preparar())
    trazado = list(graficos(abierta(contenido)))[-1].chart.plots[0]

    por_pais = dict(zip(trazado.categories, trazado.series[0].values, strict=True))
    assert por_pais["País PA"] is None
    assert por_pais["País GT"] == 2
    assert "País PA: [x]" in describe(list(graficos(abierta(contenido)))[-1])


def test_a_protected_figure_is_written_and_never_drawn(escena: Escena) -> None:
    presentacion = abierta(hecha(escena.preparar()))
    lamina = next(x for x in presentacion.slides if "Denuncias y casos" in x.shapes.title.text)

    assert "entre 59 y 68 [c]" in textos(lamina)
    assert "1 con cifra protegida" in textos(lamina)
    assert not any(f.has_chart for f in lamina.shapes)
    assert not any(
        "Denuncias" in s.name for f in graficos(presentacion) for s in f.chart.plots[0].series
    )


# --- what people wrote ----------------------------------------------------------------


def test_the_writing_opens_and_asks(escena: Escena) -> None:
    presentacion = abierta(
        hecha(
            escena.preparar(),
            mensaje="<p>Juntos se llega &amp; se sostiene.</p>",
            pedido="<ul><li>Uno</li><li>Dos <strong>fuerte</strong></li></ul><p>Tres</p>",
        )
    )

    assert presentacion.slides[1].shapes.title.text == "Juntos se llega & se sostiene."
    pedido = next(x for x in presentacion.slides if x.shapes.title.text == "Lo que se necesita")
    cuerpo = next(f for f in pedido.placeholders if f.placeholder_format.idx == 1)
    assert [p.text for p in cuerpo.text_frame.paragraphs] == ["Uno", "Dos fuerte", "Tres"]


def test_without_writing_the_message_is_the_cuts(escena: Escena) -> None:
    presentacion = abierta(hecha(escena.preparar()))

    assert "0 de 2 actividades completadas" in presentacion.slides[1].shapes.title.text
    assert not any(x.shapes.title.text == "Lo que se necesita" for x in presentacion.slides)


# --- accessible -----------------------------------------------------------------------


def describe(forma: Any) -> str:
    alt: str = forma._element.xpath("./*[1]/p:cNvPr")[0].get("descr", "")
    return alt


@pytest.mark.parametrize("idioma", ["es", "en"])
def test_titles_words_for_pictures_and_languages(escena: Escena, idioma: str) -> None:
    presentacion = abierta(hecha(escena.preparar(), idioma))
    titulos = [lamina.shapes.title.text for lamina in presentacion.slides]

    assert 10 <= len(titulos) <= 20
    assert all(titulos)
    assert len(set(titulos)) == len(titulos), "no two slides of one name"
    for lamina in presentacion.slides:
        for forma in lamina.shapes:
            propio = forma._element.xpath("./*[1]/p:cNvPr")[0]
            if forma.has_chart or forma.has_table or forma.shape_type == 13:
                assert len(describe(forma)) > 10, forma.name
            elif not forma.has_text_frame or not forma.text_frame.text:
                assert propio.xpath(".//*[local-name()='decorative']"), forma.name
        for tramo in lamina._element.xpath(".//a:r/a:rPr | .//a:fld/a:rPr"):
            assert tramo.get("lang") == LENGUA[idioma]
        numeros = [p.get("id") for p in lamina._element.xpath(".//p:cNvPr")]
        assert len(numeros) == len(set(numeros))
        assert lamina.notes_slide.notes_text_frame.text.strip()


def test_every_slide_of_demonstration_data_says_so(escena: Escena) -> None:
    corte = escena.preparar()
    assert corte.demo
    presentacion = abierta(hecha(corte))

    assert all("Datos de demostración" in textos(lamina) for lamina in presentacion.slides)
    assert all("31 de diciembre de 2024" in textos(x) for x in presentacion.slides)


def test_it_says_where_to_verify_it(escena: Escena) -> None:
    corte = escena.preparar()
    presentacion = abierta(hecha(corte))
    lamina = next(x for x in presentacion.slides if x.shapes.title.text == "Compruebe estas cifras")

    assert f"/verificar/{corte.huella}/" in textos(lamina)
    assert any(corte.huella in describe(f) for f in lamina.shapes if f.shape_type == 13)


# --- the file -------------------------------------------------------------------------


def test_the_same_cut_gives_the_same_bytes(escena: Escena) -> None:
    corte = escena.preparar()

    assert hecha(corte) == hecha(Corte.objects.get(pk=corte.pk))


def test_a_secret_three_and_a_secret_eight_give_the_same_bytes(escena: Escena) -> None:
    con_tres = hecha(escena.preparar())
    secreto = ValorDesagregado.objects.get(valor__reporte__pais__codigo="bz", numero=3)
    secreto.numero = secreto.valor.numero = 8
    secreto.save()
    secreto.valor.save()

    assert hecha(escena.preparar()) == con_tres


def test_text_of_others_is_never_a_formula(escena: Escena) -> None:
    pais = escena.paises["gt"]
    pais.nombre = '=HYPERLINK("https://e.org","x")'
    pais.save()
    figura = list(graficos(abierta(hecha(escena.preparar()))))[-1]
    hoja = openpyxl.load_workbook(
        io.BytesIO(figura.chart.part.chart_workbook.xlsx_part.blob)
    ).active

    celda = next(c for c in hoja["A"] if str(c.value).startswith("=HYPER"))
    assert celda.data_type == "s"


def test_nothing_leads_out_of_it(escena: Escena) -> None:
    with zipfile.ZipFile(io.BytesIO(hecha(escena.preparar()))) as paquete:
        fuera = [
            linea
            for nombre in paquete.namelist()
            if nombre.endswith(".rels")
            for linea in re.findall(
                r"<Relationship [^>]*External[^>]*>", paquete.read(nombre).decode()
            )
        ]
        assert not any("bin" in n or "vba" in n for n in paquete.namelist())

    assert all('Target="https://' in linea for linea in fuera)


def test_libreoffice_opens_it(escena: Escena, tmp_path: Path) -> None:
    contenido = hecha(escena.preparar())
    hojas = en_pdf(tmp_path, contenido, "pptx")

    assert len(hojas) == len(abierta(contenido).slides)
    assert "entre 59 y 68" in re.sub(r"\s+", " ", " ".join(hojas))


# --- extremes -------------------------------------------------------------------------


def test_nothing_but_an_empty_report_still_makes_a_whole_presentation() -> None:
    escena = Escena()
    crear.crear_reporte(escena.paises["gt"], escena.periodos[0], "aprobado")
    presentacion = abierta(hecha(escena.preparar()))
    dicho = todo(presentacion)

    assert "None" not in dicho
    assert "Todavía ningún país tiene un reporte aprobado" in dicho
    assert "Este corte todavía no tiene cifras clave publicadas." in dicho
    paises = list(graficos(presentacion))[-1].chart.plots[0].series[0]
    assert set(paises.values) == {None}


def test_the_longest_names_stay_on_their_slides(escena: Escena) -> None:
    largo = "Nombre larguísimo de una cosa que no termina nunca " * 6
    for cosa, campo in (
        (escena.paises["gt"], "nombre"),
        (escena.talleres, "nombre"),
        (escena.denuncias, "nombre"),
        (escena.talleres, "unidad"),
    ):
        setattr(cosa, campo, largo[: cosa._meta.get_field(campo).max_length].strip())
        cosa.save()
    presentacion = abierta(hecha(escena.preparar(), mensaje=f"<p>{largo}</p>"))

    for lamina in presentacion.slides:
        for forma in lamina.shapes:
            assert forma.left + forma.width <= presentacion.slide_width
            if forma.has_table:
                for fila in forma.table.rows:
                    assert all(len(celda.text) < 180 for celda in fila.cells)
                assert forma.top + forma.height < Inches(6.4)


def test_a_text_gets_smaller_and_then_is_cut() -> None:
    assert caber("corto", 5, 0.5, 20, serif=False, minimo=12) == (20, "corto")
    menor, entero = caber("palabra " * 10, 5, 0.5, 20, serif=False, minimo=12)
    assert 12 <= menor < 20
    assert entero == "palabra " * 10
    minima, cortado = caber("palabra " * 60, 5, 0.5, 20, serif=False, minimo=12)
    assert minima == 12
    assert cortado.endswith("…")
    assert len(cortado) < 180


# --- credits --------------------------------------------------------------------------


def acreditada(corte: Corte, *organizaciones: dict[str, str]) -> Informe:
    informe = informe_de(corte)
    informe.narrativa["creditos"] = {"texto": "Con su apoyo", "organizaciones": [*organizaciones]}
    return informe


def con_logo(nombre: str, ancho: int, alto: int) -> dict[str, str]:
    """An organisation with a transparent PNG in the storage, as ``redaccion`` freezes it."""
    salida = io.BytesIO()
    Image.new("RGBA", (ancho, alto), (200, 40, 20, 90)).save(salida, "PNG")
    lugar = default_storage.save(f"logotipos/{nombre}.png", ContentFile(salida.getvalue()))
    huella = hashlib.sha256(salida.getvalue()).hexdigest()
    return {"nombre": nombre, "sigla": "", "logotipo": lugar, "huella": huella}


def test_logos_keep_their_proportions_beside_their_names(escena: Escena) -> None:
    """Very wide, very tall: inside the slide, each with its name; one without, its whole name."""
    medidas = {"Ancha": (1600, 120), "Alta": (90, 1200)}
    sin_logo = {"nombre": "Agencia entera", "sigla": "AE", "logotipo": "", "huella": ""}
    filas = [con_logo(nombre, *suya) for nombre, suya in medidas.items()]
    (archivo,) = documentos.escribir(acreditada(escena.preparar(), *filas, sin_logo))
    ultima = abierta(archivo.contenido).slides[-1]
    imagenes = {
        f._element.nvPicPr.cNvPr.get("descr"): f for f in ultima.shapes if f.shape_type == 13
    }

    assert "Agencia entera (AE)" in textos(ultima)
    for nombre, (ancho, alto) in medidas.items():
        puesta = imagenes[f"Logotipo de {nombre}"]
        assert puesta.width / puesta.height == pytest.approx(ancho / alto, rel=0.02)
        assert 0 < puesta.left < puesta.left + puesta.width < Inches(13.34)
        assert nombre in textos(ultima)


def test_a_logo_that_changed_stops_the_presentation(escena: Escena) -> None:
    fila = con_logo("Agencia", 300, 100) | {"huella": "0" * 64}

    with pytest.raises(DocumentoImposible, match="logotipo de Agencia"):
        documentos.escribir(acreditada(escena.preparar(), fila))
