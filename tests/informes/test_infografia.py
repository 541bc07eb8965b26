"""The infographic: the cut's figures in every format, nothing outside the sheet."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db import transaction
from PIL import Image
from pypdf import PdfReader

from informes import documentos
from informes.documentos import carteles_piezas, infografia, medida
from informes.documentos.archivo import Archivo
from informes.models import Corte, Informe
from planes.models import Dato
from tests.informes.escena import Escena

pytestmark = [pytest.mark.django_db, pytest.mark.una_base]

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"
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
    escena = con_denuncias(Escena())
    escena.reportar_todo(**cifras)
    return escena


def con_denuncias(escena: Escena) -> Escena:
    """The scene whose complaints are the catalogue's."""
    escena.denuncias.codigo = infografia.DENUNCIAS
    escena.denuncias.save()
    return escena


def del_catalogo(codigo: str) -> dict[str, Any]:
    """A Dato as the fixtures have it."""
    for archivo in sorted(FIXTURES.glob("plan_operativo_eje_*.json")):
        for fila in json.loads(archivo.read_text("utf-8")):
            if fila["model"] == "planes.dato" and fila["fields"]["codigo"] == codigo:
                return dict(fila["fields"])
    raise AssertionError(codigo)


def test_the_datos_of_the_foot_are_in_the_catalogue() -> None:
    """Chosen by code: what the catalogue says of them must be what the sheet does with them."""
    denuncias = del_catalogo(infografia.DENUNCIAS)
    assert denuncias["sensible"]
    assert denuncias["tipo"] == Dato.Tipo.CONTEO
    assert denuncias["regla_region"] == Dato.ReglaRegion.SUMA
    assert denuncias["desagregaciones"] == [["delito"]]
    catalogos = json.loads((FIXTURES / "catalogos.json").read_text("utf-8"))
    delitos = [
        fila["fields"]["codigo"]
        for fila in catalogos
        if fila["model"] == "planes.categoria" and fila["fields"]["desagregacion"] == ["delito"]
    ]
    # The two that there is room for.
    assert delitos == ["trata", "trafico"]

    recursos = del_catalogo(infografia.RECURSOS)
    assert not recursos.get("sensible")
    assert recursos["tipo"] == Dato.Tipo.MONTO
    assert recursos["regla_region"] == Dato.ReglaRegion.MANDA_REGIONAL


def test_a_cut_without_complaints_says_so() -> None:
    escena = Escena()
    escena.denuncias.codigo = "denuncias-de-otro-plan"
    escena.denuncias.save()
    escena.reportar_todo()
    archivos = hechos(escena.preparar())

    assert "El corte no tiene cifras de denuncias." in en_pdf(archivos["", "pdf"])


def test_each_country_has_what_was_asked_of_it() -> None:
    """Completed or under way, of those asked; one that has not reported has no figure."""
    escena = con_denuncias(Escena())
    for semestre in (1, 2):
        escena.reportar("gt", semestre, talleres=1, estado="completada")
        escena.reportar("hn", semestre, talleres=1, estado="no_iniciada")
    corte = escena.preparar()
    pedidas = {p["codigo"]: p["pedidas"] for p in corte.parte("inicio")["paises"]}
    hechas = {p["codigo"]: p["en_marcha"] for p in corte.parte("inicio")["paises"]}
    dicho = en_pdf(hechos(corte)["", "pdf"])

    assert pedidas["gt"] > 1
    assert hechas["gt"] > hechas["hn"] == 0
    assert f"País GT {hechas['gt']} de {pedidas['gt']}" in dicho
    assert f"País HN 0 de {pedidas['hn']}" in dicho
    assert "País BZ [x]" in dicho
    assert "Completadas o en curso, de las que se piden a cada país" in dicho


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
    escena = con_denuncias(Escena())
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


def test_figures_side_by_side_are_equally_large() -> None:
    """The longest decides, down to a point; then it alone is smaller."""
    cuerpos = carteles_piezas.Cuerpos(28, 13, 11)
    corta, larga, sin_fin = (
        carteles_piezas.Destacada(valor, "", "Denuncias", "denuncias", "", True)
        for valor in ("12", "entre 1 155 y 1 164", "entre 1 155 000 y 1 164 000 denuncias")
    )

    assert carteles_piezas.parejos([corta], cuerpos, 200).grande == 28
    junto = carteles_piezas.parejos([corta, larga], cuerpos, 200).grande
    assert junto == carteles_piezas.ajustada(larga, cuerpos, 200)[0] < 28
    minimo = carteles_piezas.parejos([corta, sin_fin], cuerpos, 200).grande
    assert minimo == 28 * carteles_piezas.PAREJAS
    assert carteles_piezas.ajustada(sin_fin, cuerpos, 200)[0] < minimo
