"""The executive summary: two to four pages that say the cut's figures and where they come from."""

from __future__ import annotations

import hashlib
import io
import re

import page
import pytest
from pypdf import PdfReader

from actores.models import Pais
from informes import formato
from informes.models import Corte, Informe, TipoInforme
from planes.models import Actividad, Dato, ValorDesagregado
from tests import crear
from tests.informes.escena import Escena
from tests.informes.leer import paginas, producido
from tests.informes.test_anual import redactar

pytestmark = [pytest.mark.django_db, pytest.mark.una_base]

ANCHO_A4 = 595
"""In points."""


def resumen(corte: Corte, idioma: str = "es") -> Informe:
    return producido(corte, TipoInforme.RESUMEN, idioma=idioma)


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


def test_it_says_the_figures_of_the_cut_and_what_people_wrote(escena: Escena) -> None:
    redactar(escena, TipoInforme.RESUMEN)
    informe = resumen(escena.preparar())
    hojas = paginas(informe)
    dicho = " ".join(hojas)

    assert page.validate_pdf(informe.archivo.path, profile="ua1").is_compliant
    assert 2 <= informe.paginas == len(hojas) <= 4
    inicio = informe.corte.parte("inicio")
    assert inicio["mensaje"]["es"] in dicho
    for elegido in inicio["destacados"]:
        assert re.sub(r"\s", " ", formato.cifra(elegido["cifra"], "es")) in dicho
        assert elegido["nombre"]["es"] in dicho
    # As the site says it beside the same figure.
    assert "3 de 3 países reportaron" in dicho
    for pais in inicio["paises"]:
        assert pais["nombre"]["es"] in dicho
    for clave in ("mensaje", "conclusiones"):
        assert f"Lo escrito en {clave}." in dicho
    assert f"/verificar/{informe.corte.huella}/" in dicho.replace(" ", "")
    assert "Gracias a todos." in dicho


def test_a_secret_three_and_a_secret_eight_give_the_same_bytes(escena: Escena) -> None:
    con_tres = resumen(escena.preparar())
    secreto = ValorDesagregado.objects.get(valor__reporte__pais__codigo="bz", numero=3)
    secreto.numero = secreto.valor.numero = 8
    secreto.save()
    secreto.valor.save()
    con_ocho = resumen(escena.preparar())

    assert con_ocho.corte_id != con_tres.corte_id
    assert con_ocho.huella == con_tres.huella
    with con_ocho.archivo.open("rb") as archivo:
        assert hashlib.sha256(archivo.read()).hexdigest() == con_ocho.huella


def test_what_is_behind_is_listed_while_it_is_short_and_told_by_code_when_long() -> None:
    escena = Escena()
    Actividad.objects.update(informante="ambos")
    regional = crear.crear_reporte(None, escena.periodos[0], "aprobado", regional=True)
    crear.crear_avance(regional, escena.actividad, "suspendida")
    dicho = " ".join(paginas(resumen(escena.preparar())))

    assert "1 de 2 actividades necesita atención" in dicho
    assert "no hay un reporte aprobado que diga su estado" in dicho
    assert "se explican en el anexo" not in dicho

    for n in range(3, 26):
        otra = crear.crear_actividad(f"1.{n}", informante="ambos")
        crear.crear_avance(regional, otra, "no_iniciada")
    larga = resumen(escena.preparar())
    assert "se explican en el anexo" in " ".join(paginas(larga))
    assert larga.paginas <= 4


def test_nothing_reported_still_makes_a_whole_document() -> None:
    escena = Escena()
    crear.crear_reporte(escena.paises["gt"], escena.periodos[0], "aprobado")
    dicho = " ".join(paginas(resumen(escena.preparar())))

    assert "None" not in dicho
    assert "Los recursos" not in dicho, "this plan has no figure of money"
    assert "sin dato" in dicho


def test_a_word_without_end_pushes_nothing_off_the_page(escena: Escena) -> None:
    largo = "Abcdefghij" * 30
    Pais.objects.filter(codigo="bz").update(nombre=largo)
    Dato.objects.update(nombre=largo, unidad=largo)
    informe = resumen(escena.preparar())

    lugares: list[float] = []

    def visitar(texto: str, cm: list[float], tm: list[float], *_mas: object) -> None:
        if texto.strip():
            lugares.append(tm[4] * cm[0] + cm[4])

    with informe.archivo.open("rb") as archivo:
        for hoja in PdfReader(io.BytesIO(archivo.read())).pages:
            hoja.extract_text(visitor_text=visitar)

    assert lugares
    assert max(lugares) < ANCHO_A4
