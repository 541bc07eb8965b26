"""The bulletins as a visitor reads them: what was published, and only that."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from actores.roles import SECRETARIA_TECNICA
from informes import documentos, operaciones
from informes.models import Corte, Informe
from planes.models import Avance, Observacion, Reporte, Valor, ValorDesagregado
from tests import crear
from tests.informes.documentos_publicados import publicado
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db

T2, T2_EN = "/boletines/2024/t2/", "/en/boletines/2024/t2/"
TXT = (("", "txt", b"Hola"),)


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def corte(escena: Escena) -> Corte:
    return escena.publicar()


def numero(escena: Escena, corte: Corte, **mas: Any) -> Informe:
    """A published number (t2, Spanish) with what people had written for it."""
    informe = publicado(
        corte, escena.secretaria, Informe.Tipo.BOLETIN, **{"sujeto": "t2", "formas": TXT} | mas
    )
    informe.narrativa = documentos.reunir(informe)
    informe.save()
    return informe


def pedir(client: Client, url: str) -> str:
    """A page, drawn anew."""
    cache.clear()
    respuesta = client.get(url)
    assert respuesta.status_code == 200, url
    return respuesta.content.decode()


def palabras(pagina: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", pagina))


def test_without_any_the_list_says_so(client: Client, corte: Corte) -> None:
    assert "Todavía no hay ningún boletín publicado" in pedir(client, "/boletines/")
    assert client.get(T2).status_code == 404


def test_a_draft_a_withdrawn_and_an_unknown_one_are_not_there(
    client: Client, escena: Escena, corte: Corte
) -> None:
    informe = numero(escena, corte)
    assert client.get(T2).status_code == 200
    for estado in (Informe.Estado.BORRADOR, Informe.Estado.RETIRADO):
        Informe.objects.filter(pk=informe.pk).update(estado=estado)
        cache.clear()
        assert client.get(T2).status_code == 404, estado
        assert "abril a junio" not in pedir(client, "/boletines/")
    for otra in ("/boletines/2024/t1/", "/boletines/2023/t2/", "/boletines/2024/gt/"):
        assert client.get(otra).status_code == 404, otra


def test_it_says_the_cuts_figures_and_what_was_written(
    client: Client, escena: Escena, corte: Corte
) -> None:
    operaciones.guardar_seccion(
        tipo=Informe.Tipo.BOLETIN, corte=corte, anio=2024, sujeto="t2", clave="noticias",
        texto="<p>Hubo [[talleres]] talleres.</p>", texto_en="", version=0,
        por=crear.crear_usuario("otra@demo.example", SECRETARIA_TECNICA),
    )  # fmt: skip
    numero(escena, corte)
    pagina = pedir(client, T2)
    dicho = palabras(pagina)

    assert "Hubo 13 talleres." in dicho
    assert re.search(r" 13 Talleres, 2024 3 de 3 países", dicho)
    assert "Día Mundial contra la Trata de Personas" in dicho
    assert "/informes/2024/boletin-t2.pdf" in pagina
    assert "/informes/2024/boletin-t2.txt" in pagina
    assert re.search(r"\d (bytes|KB)", dicho)
    assert "/ayuda-victimas/" in pagina
    assert '<meta name="description" content="Boletín trimestral número 2 de 2024' in pagina


def test_each_language_has_its_own(client: Client, escena: Escena, corte: Corte) -> None:
    numero(escena, corte)
    assert client.get(T2_EN).status_code == 404
    pagina = pedir(client, T2)
    assert 'rel="canonical"' in pagina
    assert 'hreflang="en" href="http' not in pagina, "no promise of a page that is not there"
    assert T2 not in pedir(client, "/sitemap.xml")

    numero(escena, corte, idioma="en")
    assert client.get(T2_EN).status_code == 200
    assert f'hreflang="en" href="http://testserver{T2_EN}"' in pedir(client, T2)
    assert T2_EN in pedir(client, "/sitemap.xml")
    assert T2 in pedir(client, "/boletines/")
    assert T2_EN in pedir(client, "/en/boletines/")


def test_emptying_the_tracking_tables_changes_nothing(
    client: Client, escena: Escena, corte: Corte
) -> None:
    numero(escena, corte)
    antes = [pedir(client, url) for url in ("/boletines/", T2)]
    for modelo in (ValorDesagregado, Valor, Avance, Observacion, Reporte):
        modelo.objects.all().delete()

    assert [pedir(client, url) for url in ("/boletines/", T2)] == antes


def test_it_costs_few_queries(
    client: Client, escena: Escena, corte: Corte, django_assert_max_num_queries: Any
) -> None:
    numero(escena, corte)
    cache.clear()
    with django_assert_max_num_queries(12):
        assert client.get(T2).status_code == 200
