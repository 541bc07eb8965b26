"""Texts that a country has accepted: into the cut, onto the pages; no other, and nothing more."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from informes.models import Corte
from planes.models import Reporte, TextoPublico
from tests import crear
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


def poner(escena: Escena, codigo: str, semestre: int, **extra: Any) -> TextoPublico:
    reporte = Reporte.objects.get(
        pais__codigo=codigo, periodo=escena.periodos[semestre - 1], estado="aprobado"
    )
    return crear.crear_texto_publico(
        reporte, escena.actividad, extra.pop("estado", "aceptado"), **extra
    )


def dichos(corte: Corte, clave: str) -> list[tuple[str, str]]:
    return [(t["texto"]["es"], t["cuando"]["clave"]) for t in corte.parte(clave)["textos"]]


def test_entran_los_aceptados_los_mas_nuevos_primero(escena: Escena) -> None:
    poner(escena, "gt", 1, texto="Primero GT")
    poner(escena, "hn", 2, texto="Segundo HN")
    poner(escena, "gt", 2, texto="Segundo GT")
    corte = escena.preparar()
    assert dichos(corte, "actividad/1.1") == [
        ("Segundo GT", "2024-II"), ("Segundo HN", "2024-II"), ("Primero GT", "2024-I")
    ]  # fmt: skip
    assert dichos(corte, "actividad/1.2") == []
    assert dichos(corte, "pais/gt") == [("Segundo GT", "2024-II"), ("Primero GT", "2024-I")]
    assert [t["pais"]["codigo"] for t in corte.parte("actividad/1.1")["textos"]][:2] == ["gt", "hn"]


@pytest.mark.parametrize("estado", ["propuesto", "objetado"])
def test_lo_que_el_pais_no_ha_aceptado_no_entra(escena: Escena, estado: str) -> None:
    poner(escena, "gt", 2, texto="NO-ACEPTADO", estado=estado)
    corte = escena.preparar()
    assert not any("NO-ACEPTADO" in str(p.contenido) for p in corte.partes.all())


def test_solo_de_la_version_que_cuenta(escena: Escena) -> None:
    """Of a draft nothing; of a corrected report the approved correction's."""
    viejo = poner(escena, "gt", 2, texto="De la primera versión")
    nuevo = crear.crear_reporte(
        viejo.reporte.pais, viejo.reporte.periodo, version=2, sustituye=viejo.reporte
    )
    crear.crear_texto_publico(nuevo, escena.actividad, "aceptado", texto="De la corrección")
    assert dichos(escena.preparar(), "pais/gt")[0][0] == "De la primera versión"
    Reporte.objects.filter(pk=nuevo.pk).update(
        estado="aprobado",
        enviado_por=viejo.reporte.enviado_por, enviado_en=viejo.reporte.enviado_en,
        revisado_por=viejo.reporte.revisado_por, revisado_en=viejo.reporte.revisado_en,
    )  # fmt: skip
    assert [texto for texto, _cuando in dichos(escena.preparar(), "pais/gt")] == [
        "De la corrección"
    ]


def test_el_corte_no_cambia_cuando_cambia_el_texto(escena: Escena) -> None:
    texto = poner(escena, "gt", 2, texto="Como se publicó")
    corte = escena.publicar()
    huella = corte.huella
    texto.texto = "Otra cosa"
    texto.save()
    assert dichos(Corte.objects.get(pk=corte.pk), "pais/gt")[0][0] == "Como se publicó"
    assert Corte.objects.get(pk=corte.pk).huella == huella
    assert escena.preparar().huella != huella


@pytest.mark.parametrize("ruta", ["/plan/actividades/1.1/", "/paises/gt/"])
def test_se_leen_en_las_dos_paginas_y_en_los_dos_idiomas(escena: Escena, ruta: str) -> None:
    poner(escena, "gt", 2, texto="Se formó a 35 personas.", texto_en="35 people were trained.")
    poner(escena, "gt", 1, texto="Solo en español.", texto_en="")
    escena.publicar()
    assert "Se formó a 35 personas." in Client().get(ruta).content.decode()
    ingles = Client().get(f"/en{ruta}").content.decode()
    assert "35 people were trained." in ingles
    assert "Se formó a 35 personas." not in ingles
    assert '<blockquote lang="es"><p>Solo en español.</p></blockquote>' in ingles


@pytest.mark.parametrize("ruta", ["/plan/actividades/1.1/", "/paises/gt/"])
def test_lo_escrito_nunca_es_html(escena: Escena, ruta: str) -> None:
    poner(escena, "gt", 2, texto='<img src="https://ajeno.example/x.png"><script>alert(1)</script>')
    escena.publicar()
    html = Client().get(ruta).content.decode()
    assert "<script>alert" not in html
    assert "<img src=" not in html.partition('class="cuenta"')[2].partition("</figure>")[0]
    assert "&lt;script&gt;alert(1)" in html


def test_sin_textos_no_hay_apartado(escena: Escena) -> None:
    escena.publicar()
    assert 'class="cuenta"' not in Client().get("/paises/gt/").content.decode()
