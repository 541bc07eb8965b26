"""The infographic: the cut's figures in every format, nothing outside the sheet."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

import pypdfium2
import pytest
from django.db import transaction
from PIL import Image
from pypdf import PdfReader

from informes import documentos
from informes.documentos import medida
from informes.documentos.archivo import Archivo
from informes.graficos import MARCA
from informes.models import Corte, Informe
from tests.informes.escena import Escena

pytestmark = [pytest.mark.django_db, pytest.mark.una_base]

SVG = "{http://www.w3.org/2000/svg}"
MEDIDAS = {"": (1240, 1754), "cuadrado": (1080, 1080), "historia": (1080, 1920)}


def hechos(
    corte: Corte, idioma: str = "es", mensaje: str = "", anio: int = 2024
) -> dict[tuple[str, str], bytes]:
    """Every file of the infographic by form and extension, checked but not kept."""
    narrativa = {"secciones": {"mensaje": {"html": mensaje, "idioma": "es"}}} if mensaje else {}
    informe = Informe(
        tipo=Informe.Tipo.INFOGRAFIA, corte=corte, anio=anio, idioma=idioma, narrativa=narrativa
    )
    archivos: list[Archivo] = list(documentos.escribir(informe))
    assert (archivos[0].extension, archivos[0].paginas) == ("pdf", 1)
    return {(a.clave, a.extension): a.contenido for a in archivos}


def plano(texto: str) -> str:
    return re.sub(r"\s+", " ", texto)


def en_pdf(contenido: bytes) -> str:
    (hoja,) = PdfReader(io.BytesIO(contenido)).pages
    return plano(hoja.extract_text())


def en_svg(contenido: bytes) -> str:
    return plano(
        " ".join(" ".join(t.itertext()) for t in ET.fromstring(contenido).iter(f"{SVG}text"))
    )


def preparada(**cifras: int) -> Escena:
    escena = Escena()
    escena.reportar_todo(**cifras)
    return escena


def test_pdf_and_drawing_say_the_figures_of_the_cut() -> None:
    corte = preparada().preparar()
    archivos = hechos(corte)

    for dicho in (en_pdf(archivos["", "pdf"]), en_svg(archivos["", "svg"])):
        assert "La región en 2024" in dicho
        assert plano(corte.parte("inicio")["mensaje"]["es"]) in dicho
        # Workshops: 8 + 4 + 1.
        assert re.search(r"\b13 Talleres talleres · 3 de 3 países", dicho)
        # Complaints, by crime: 40 and 18 exact and Belize's band; 12 exact.
        assert "entre 59 y 68 [c] Trata" in dicho
        assert "1 con cifra protegida" in dicho
        assert "12 Trafico" in dicho
        assert "[c] confidencial" in dicho
        assert "/ayuda-victimas/" in dicho
        assert "31 de diciembre de 2024" in dicho
        assert corte.huella[:16] in dicho


def test_pictures_have_their_sizes_and_no_metadata() -> None:
    archivos = hechos(preparada().preparar())

    for clave, medidas in MEDIDAS.items():
        imagen = Image.open(io.BytesIO(archivos[clave, "png"]))
        assert imagen.size == medidas
        assert imagen.info == {}


def test_the_same_bytes_whatever_the_secret() -> None:
    """Belize's 3 and 8 are both "1 a 10": no byte of any format differs; made twice, neither."""
    salidas = []
    for secreto in (3, 8):
        with transaction.atomic():
            salidas.append(hechos(preparada(secreto=secreto).preparar()))
            transaction.set_rollback(True)
    assert salidas[0] == salidas[1]


def test_it_fetches_nothing() -> None:
    for (_clave, extension), contenido in hechos(preparada().preparar()).items():
        if extension == "svg":
            dicho = contenido.decode()
            assert not re.search(r"<script|<image|<foreignObject|href=|@import|\son\w+=", dicho)
            assert set(re.findall(r"url\(([^)]{1,5})", dicho)) == {
                "data:",
                *re.findall(r"url\((#[^)]{1,4})", dicho),
            }
            assert len(contenido) < 300_000


@pytest.mark.parametrize("mensaje", ["", "<p>" + "Interinstitucionalidad " * 30 + "</p>"])
def test_nothing_leaves_the_sheet(mensaje: str) -> None:
    """Names of 300 characters; the longest message: every word stands inside the margins."""
    escena = Escena()
    largo = ("Denominación extraordinariamente prolongada de una institución " * 5)[:300]
    for cosa in (escena.talleres, escena.denuncias):
        cosa.nombre = largo
        cosa.save()
    escena.plan.nombre = largo[:200]
    escena.plan.save()
    escena.reportar_todo()
    archivos = hechos(escena.preparar(), mensaje=mensaje)

    documento = pypdfium2.PdfDocument(archivos["", "pdf"])
    hoja = documento[0]
    texto = hoja.get_textpage()
    ancho, alto = hoja.get_size()
    margen = 40 / 840 * ancho
    for n in range(texto.count_chars()):
        if texto.get_text_range(n, 1).strip():
            izquierda, abajo, derecha, arriba = texto.get_charbox(n)
            assert margen <= izquierda <= derecha <= ancho - margen
            assert 0 < abajo <= arriba < alto
    documento.close()


def test_a_year_without_figures_says_so() -> None:
    archivos = hechos(preparada().preparar(), anio=2023)
    for dicho in (en_pdf(archivos["", "pdf"]), en_svg(archivos["", "svg"])):
        assert "sin dato [x] Talleres" in dicho
        assert "sin dato [x] Trata" in dicho


def test_lines_keep_every_word_and_their_width() -> None:
    texto = "Personas capacitadas: servidores públicos y actores clave"
    lineas = medida.lineas(texto, medida.FUERTE, 13, 120, 9)

    assert " ".join(lineas) == texto
    assert len(lineas) > 2
    assert all(medida.ancho(linea, medida.FUERTE, 13) <= 120 for linea in lineas)
    cortada = medida.lineas(texto, medida.FUERTE, 13, 120, 2)
    assert len(cortada) == 2
    assert cortada[1].endswith("…")


# --- the colours, for who does not tell them apart ---------------------------------------

# Viénot, Brettel, Mollon (1999), on linear RGB.
VISTA = {
    "todas": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}


def lab(color: str, vista: str) -> tuple[float, float, float]:
    crudo = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineal = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in crudo]
    r, g, b = (
        min(max(sum(p * c for p, c in zip(fila, lineal, strict=True)), 0), 1)
        for fila in VISTA[vista]
    )
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("vista", VISTA)
def test_ejes_keep_their_distance(vista: str) -> None:
    """ΔE (CIE 1976) of every two ejes."""
    colores = [lab(e["color"], vista) for e in MARCA["ejes"].values()]
    distancias = [
        sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
        for i, a in enumerate(colores)
        for b in colores[:i]
    ]
    assert min(distancias) >= 20, distancias


def test_states_differ_without_colour() -> None:
    formas = [e["forma"] for e in MARCA["estados"].values()]
    assert len(set(formas)) == len(formas)
