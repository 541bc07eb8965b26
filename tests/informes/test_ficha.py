"""The project sheet: what the cut says of a project, for who may pay for it."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from actores.models import Organizacion
from informes import documentos
from informes.documentos import ficha
from informes.documentos.archivo import DocumentoImposible
from informes.models import Corte, Informe, TipoInforme
from planes.models import Proyecto, Recurso
from tests.informes.escena import Escena

# Typeset from the cut's parts, which are the same text in any database.
pytestmark = [pytest.mark.django_db, pytest.mark.una_base]


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar("gt", 1, talleres=1)
    return escena


def informe_de(corte: Corte, idioma: str = "es", **mas: Any) -> Informe:
    return Informe(
        tipo=TipoInforme.FICHA, corte=corte, anio=2024, sujeto="abcd1234", idioma=idioma, **mas
    )


def texto(informe: Informe) -> str:
    """Checked as PDF/UA-1 on the way."""
    (archivo,) = documentos.escribir(informe)
    lector = PdfReader(io.BytesIO(archivo.contenido))
    assert archivo.paginas == len(lector.pages)
    return re.sub(r"\s+", " ", " ".join(p.extract_text() for p in lector.pages))


def test_it_says_what_a_donor_asks(escena: Escena) -> None:
    escena.proyecto(prioritario=True)
    dicho = texto(informe_de(escena.preparar()))

    for frase in (
        "Proyecto de prueba", "Qué hará y para quién.", "Priorizado por la CORETT",
        "desde el 3 de junio de 2024", "Del 1 de enero de 2025 al 31 de diciembre de 2025",
        "USD 2 000", "USD 1 010", "EUR 900", "USD 990", "2024-07-01", "Donante que se nombra",
        "1 donante que no se nombra", "1 organización que no se nombra", "Contacto Por confirmar",
        "Idea cumplida", "En ejecución por venir", "Sin ofrecimiento USD 110",
    ):  # fmt: skip
        assert frase in dicho, frase
    assert "reservado" not in dicho


def test_in_english_its_texts_are_english(escena: Escena) -> None:
    escena.proyecto()
    dicho = texto(informe_de(escena.preparar(), "en"))

    assert "Test project" in dicho
    assert "USD 2,000" in dicho
    assert "Concept note" in dicho
    assert "Proyecto de prueba" not in dicho


def test_what_people_wrote_is_in_it(escena: Escena) -> None:
    escena.proyecto()
    narrativa = {
        "secciones": {
            "justificacion": {"html": "<p>El problema es este.</p>", "idioma": "es"},
            "contacto": {"html": "<p>Escriba a la Secretaría.</p>", "idioma": "es"},
        }
    }
    dicho = texto(informe_de(escena.preparar(), narrativa=narrativa))

    assert "Por qué El problema es este." in dicho
    assert "Contacto Escriba a la Secretaría." in dicho
    assert "Contacto Por confirmar" not in dicho


def test_what_is_not_known_says_so(escena: Escena) -> None:
    """No money, no days, no cost: the sheet stands, and says nought of none of it."""
    proyecto = escena.proyecto(costo_usd=None, inicio=None, fin=None, etapa="idea")
    Recurso.objects.all().delete()
    proyecto.presentado_a.clear()
    dicho = texto(informe_de(escena.preparar()))

    assert dicho.count("por confirmar") == 2
    assert "Calendario Por confirmar" in dicho
    assert "Todavía no hay aportes para este proyecto." in dicho
    assert "Todavía a nadie" in dicho
    assert "USD" not in dicho


def test_the_extremes_are_typeset(escena: Escena) -> None:
    """Names of 300 letters, nine contributions, donors that may not be named."""
    largo = "Coordinación interinstitucional " * 9 + "de prevención"
    escena.proyecto(titulo=largo[:300], resumen="Texto. " * 400)
    Organizacion.objects.update(publicable=False)
    for aporte in list(Recurso.objects.all()) * 4:
        aporte.pk, aporte.referencia = None, f"{Recurso.objects.count():08d}"
        aporte.save()
    dicho = texto(informe_de(escena.preparar()))

    assert dicho.count("No se nombra") == 10
    assert "2 donantes que no se nombran" in dicho
    assert "Suma, 5 aportes" in dicho


def test_the_bar_measures_what_it_says(escena: Escena) -> None:
    """Widths are shares of the cost; an offer is drawn inside what is missing."""
    escena.proyecto()
    datos = ficha.contexto(informe_de(escena.preparar()), recursos := ficha.Recursos())
    svg = next(d.decode() for n, d in recursos.dibujos.items() if n in datos["barra"]["url"])
    anchos = [float(a) for a in re.findall(r'<rect [^>]*?width="([\d.]+)"', svg)]

    assert [c["clave"] for c in datos["barra"]["clave"]] == ["firmado", "ofrecido", "falta"]
    assert [round(a / sum(anchos) * 2000) for a in anchos] == [990, 900, 110]


@pytest.mark.parametrize("idioma", ["es", "en"])
def test_the_same_cut_gives_the_same_bytes(escena: Escena, idioma: str) -> None:
    escena.proyecto()
    informe = informe_de(escena.preparar(), idioma)
    antes = documentos.escribir(informe)[0].huella
    # The register may move on: the sheet is of the cut.
    Proyecto.objects.update(titulo="Otro", etapa="terminado")
    Organizacion.objects.update(publicable=True)

    assert documentos.escribir(informe)[0].huella == antes


def test_a_project_that_the_cut_does_not_hold_is_refused_in_words(escena: Escena) -> None:
    escena.proyecto(publicable=False)
    with pytest.raises(DocumentoImposible, match="no está en el corte"):
        documentos.escribir(informe_de(escena.preparar()))
