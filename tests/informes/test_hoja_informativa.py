"""The fact sheet: always one page, with figures of the cut."""

from __future__ import annotations

import re

import page
import pytest
from django.utils import timezone

from informes import documentos, familia, formato
from informes.models import Corte, Informe, Redaccion, Seccion, TipoInforme
from planes.models import Dato, Eje, ValorDesagregado
from tests.informes.escena import Escena
from tests.informes.leer import paginas
from tests.informes.test_anual import redactar

pytestmark = [pytest.mark.django_db, pytest.mark.una_base]

LARGO = "Nombre larguísimo de una institución que no termina nunca jamás " * 6


def hoja(corte: Corte) -> Informe:
    informe = Informe.objects.create(tipo=TipoInforme.HOJA, corte=corte, anio=2024, idioma="es")
    documentos.producir(informe)
    return informe


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


def test_one_page_says_who_how_far_and_where(escena: Escena) -> None:
    informe = hoja(escena.preparar())
    assert informe.error == ""
    (dicho,) = paginas(informe)

    assert page.validate_pdf(informe.archivo.path, profile="ua1").is_compliant
    inicio = informe.corte.parte("inicio")
    for cosa in (*inicio["paises"], *inicio["ejes"], *inicio["destacados"]):
        assert cosa["nombre"]["es"] in dicho
    for elegido in inicio["destacados"]:
        assert re.sub(r"\s", " ", formato.cifra(elegido["cifra"], "es")) in dicho
    assert "adopta e impulsa estándares" in dicho
    assert "El plan completo, sus avances" in dicho
    assert "Datos al 31 de diciembre de 2024" in dicho


def test_what_people_wrote_takes_the_place_of_the_standing_sentences(escena: Escena) -> None:
    redactar(escena, TipoInforme.HOJA)
    (dicho,) = paginas(hoja(escena.preparar()))

    assert "Lo escrito en que-es." in dicho
    assert "Lo escrito en llamado." in dicho
    assert "adopta e impulsa estándares" not in dicho
    assert "Gracias a todos." in dicho


def test_the_longest_names_and_texts_stay_on_one_page(escena: Escena) -> None:
    for fila in (*escena.paises.values(), *Eje.objects.all(), *Dato.objects.all()):
        largo = f"{fila.pk} {LARGO}"  # names are unique
        fila.nombre = largo[: fila._meta.get_field("nombre").max_length or 300]
        fila.save()
    redaccion = Redaccion.objects.create(tipo=TipoInforme.HOJA, anio=2024)
    for seccion in familia.escritas(TipoInforme.HOJA):
        Seccion.objects.create(
            redaccion=redaccion,
            clave=seccion.clave,
            texto=f"<p>{'institucionalizaciones ' * (seccion.palabras - 1)}y fin.</p>",
            editada_por=escena.secretaria,
            editada_en=timezone.now(),
        )
    informe = hoja(escena.preparar())

    assert informe.error == ""
    (dicho,) = paginas(informe)
    assert dicho.count("y fin.") == 2, "what people wrote is never cut"


def test_a_text_that_no_page_holds_is_refused_in_a_sentence(escena: Escena) -> None:
    redaccion = Redaccion.objects.create(tipo=TipoInforme.HOJA, anio=2024)
    Seccion.objects.create(
        redaccion=redaccion,
        clave="que-es",
        texto=f"<p>{'palabra ' * 2000}</p>",
        editada_por=escena.secretaria,
        editada_en=timezone.now(),
    )
    informe = hoja(escena.preparar())

    assert "no cabe en una página" in informe.error
    assert not informe.archivo


def test_a_secret_three_and_a_secret_eight_give_the_same_bytes(escena: Escena) -> None:
    con_tres = hoja(escena.preparar())
    secreto = ValorDesagregado.objects.get(valor__reporte__pais__codigo="bz", numero=3)
    secreto.numero = secreto.valor.numero = 8
    secreto.save()
    secreto.valor.save()

    assert con_tres.huella
    assert hoja(escena.preparar()).huella == con_tres.huella
