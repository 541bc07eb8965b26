"""The national report: a country's own figures, what it lets be told, and nothing more."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from actores.models import Organizacion
from informes import documentos, formato, operaciones
from informes.documentos import nacional
from informes.documentos.archivo import DocumentoImposible
from informes.documentos.lectura import Cifra, leer
from informes.models import Corte, EvidenciaPublicada, Informe, TipoInforme
from planes.models import Programacion, Reporte, ValorDesagregado
from tests import crear
from tests.informes.escena import Escena
from tests.informes.leer import paginas, producido, texto
from tests.planes import archivos

# Typeset from the cut's parts, which are the same text in any database.
pytestmark = [pytest.mark.django_db, pytest.mark.una_base]


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


def hecho(corte: Corte, pais: str = "gt", idioma: str = "es") -> Informe:
    return producido(corte, TipoInforme.NACIONAL, pais, idioma)


def foto(escena: Escena, pais: str, **tamano: int) -> EvidenciaPublicada:
    reporte = Reporte.objects.get(pais__codigo=pais, periodo__semestre=2)
    fila = crear.crear_evidencia(
        reporte, escena.actividad, formato="image/jpeg",
        contenido=archivos.imagen("JPEG", **tamano),
        nombre="x.jpg", tipo="fotografia", muestra="nadie", consentimiento="no_aplica",
        subida_por=escena.secretaria,
    )  # fmt: skip
    return operaciones.publicar_evidencia(
        evidencia=fila, titulo=f"Jornada de {pais}", titulo_en=f"Day of {pais}",
        alternativo="Una sala vacía", alternativo_en="An empty room", por=escena.secretaria,
    )  # fmt: skip


# --- what it says ---------------------------------------------------------------------


def test_its_figures_are_those_of_the_country_in_the_cut(escena: Escena) -> None:
    corte = escena.preparar()
    dicho = texto(hecho(corte))
    cifras = [
        (bloque["dato"]["nombre"]["es"], cifra)
        for bloque in corte.parte("pais/gt")["datos"]
        for serie in bloque["series"]
        for cifra in serie["cifras"]
    ]

    assert len(cifras) == 3
    for nombre, cifra in cifras:
        # In its row: the name, then the figure.
        assert re.search(
            rf"{nombre}[^\[\]]{{0,40}}? {formato.cifra(cifra, 'es', pais=True)}\b", dicho
        ), nombre
    assert "2 de 2 actividades completadas" in dicho
    assert "Reportes semestrales aprobados: 2 de 2" in dicho


def test_the_regions_figure_stands_beside_with_its_coverage(escena: Escena) -> None:
    corte = escena.preparar()
    dicho = texto(hecho(corte))
    region = leer(corte.parte("indicador/1.1.1.a")["bloque"]["series"][0]["region"][-1], "es")

    assert region.dicha == "13"
    assert re.search(r"Talleres 8 13 3 de 3 países", dicho)
    assert "entre 59 y 68 [c]" in dicho


def test_the_regions_figure_is_not_there_where_it_is_not_the_countries(escena: Escena) -> None:
    escena.talleres.regla_region = "no_agregable"
    escena.talleres.save()

    dicho = texto(hecho(escena.preparar()))

    assert re.search(r"Talleres 8 –", dicho)


def test_it_says_who_it_is_about_and_where_to_check_and_to_ask_for_help(escena: Escena) -> None:
    informe = hecho(escena.preparar(), "hn")
    hojas = paginas(informe)
    junto = " ".join(hojas).replace(" ", "")

    assert "País HN" in hojas[0]
    assert "Informe nacional 2024" in hojas[0]
    assert "/ayuda-victimas/" in junto
    assert f"/verificar/{informe.corte.huella}/" in junto
    assert "/informes/2024/nacional-hn.pdf" in junto
    assert all("Datos de demostración" in hoja for hoja in hojas)
    assert "País GT" not in " ".join(hojas), "no other country is named"


def test_targets_for_each_country_are_told_reached_or_not(escena: Escena) -> None:
    indicador = escena.actividad.metas.get().indicadores.get()
    for objetivo, anio in ((4, 2024), (99, None)):
        Programacion.objects.create(
            indicador=indicador, anio=anio, objetivo=objetivo, alcance="cada_pais"
        )
    corte = escena.preparar()

    dicho = texto(hecho(corte, "gt"))
    assert re.search(r"2024 4 8 alcanzada", dicho)
    assert re.search(r"todo el plan 99 8 no alcanzada", dicho)
    assert re.search(r"2024 4 1 no alcanzada", texto(hecho(corte, "bz")))


@pytest.mark.parametrize(
    ("valor", "marca", "dicho"),
    [
        (5, "", "alcanzada"),
        (5, "p", "alcanzada"),
        (4, "", "no alcanzada"),
        (4, "p", "todavía no: falta parte del año"),
        (0, "", "no alcanzada"),
        (None, "x", "sin dato"),
    ],
)
def test_a_target_against_a_figure(valor: int | None, marca: str, dicho: str) -> None:
    cifra: Cifra = leer({"tipo": "conteo", "valor": valor, "anio": 2024, "marca": marca}, "es")
    indicador = {"codigo": "1.1.1.a", "texto": "Talleres"}
    fila = {"anio": 2024, "objetivo": 5}

    assert nacional.meta(indicador, fila, {2024: cifra}, [2024], "es")["dicho"] == dicho


def test_what_people_wrote_and_what_the_country_lets_be_told(escena: Escena) -> None:
    reporte = Reporte.objects.get(pais__codigo="gt", periodo__semestre=2)
    crear.crear_texto_publico(reporte, escena.actividad, "aceptado", texto="Se formó a jueces.")
    corte = escena.preparar()
    for clave in ("presentacion", "logros", "retos"):
        operaciones.guardar_seccion(
            tipo=Informe.Tipo.NACIONAL, corte=corte, anio=2024, sujeto="gt", clave=clave,
            texto=f"<p>Escrito de {clave}.</p>", texto_en="", version=0, por=escena.secretaria,
        )  # fmt: skip
    dicho = texto(hecho(corte))

    for escrito in ("presentacion", "logros", "retos"):
        assert f"Escrito de {escrito}." in dicho
    assert "Se formó a jueces." in dicho
    assert "Escrito de" not in texto(hecho(corte, "hn"))
    assert "Lo que el país cuenta" not in texto(hecho(corte, "hn")), "no empty section"


def test_its_published_evidence_is_frozen_with_it(
    escena: Escena, django_capture_on_commit_callbacks: Any
) -> None:
    suya, ajena = foto(escena, "gt"), foto(escena, "hn")
    corte = escena.preparar()
    informe = hecho(corte)

    assert suya.titulo in texto(informe)
    assert ajena.titulo not in texto(informe)
    nueva = foto(escena, "gt", quality=60)
    assert documentos.comprobar(informe) == documentos.IGUAL, "what came later is not in it"
    assert [e["clave"] for e in informe.narrativa["evidencia"]] == [suya.clave]

    with django_capture_on_commit_callbacks(execute=True):
        operaciones.retirar_evidencia(publicada=suya, motivo="Se pidió", por=escena.secretaria)
    with pytest.raises(DocumentoImposible):
        documentos.escribir(informe)
    assert [e["clave"] for e in hecho(corte).narrativa["evidencia"]] == [nueva.clave]


# --- the same bytes, and nothing protected -----------------------------------------------


@pytest.mark.parametrize("idioma", ["es", "en"])
def test_the_same_cut_gives_the_same_bytes(escena: Escena, idioma: str) -> None:
    informe = hecho(escena.preparar(), idioma=idioma)

    assert documentos.comprobar(informe) == documentos.IGUAL


def test_a_secret_three_and_a_secret_eight_give_the_same_bytes(escena: Escena) -> None:
    def todos() -> list[bytes]:
        corte = escena.preparar()
        return [Path(hecho(corte, pais).archivo.path).read_bytes() for pais in ("bz", "gt")]

    con_tres = todos()
    secreto = ValorDesagregado.objects.get(valor__reporte__pais__codigo="bz", numero=3)
    for numero, iguales in ((8, True), (11, False)):
        secreto.numero = secreto.valor.numero = numero
        secreto.save()
        secreto.valor.save()
        assert (todos() == con_tres) is iguales, numero


def test_a_masked_figure_is_a_band_and_says_so(escena: Escena) -> None:
    dicho = texto(hecho(escena.preparar(), "bz"))

    assert "1 a 10 [c]" in dicho
    assert "«1 a 10»" in dicho


# --- extremes -------------------------------------------------------------------------


def test_a_country_with_nothing_says_what_is_missing_and_has_no_empty_tables() -> None:
    escena = Escena()
    escena.reportar("gt", 1, talleres=3)
    corte = escena.preparar()
    nada, algo = paginas(hecho(corte, "hn")), paginas(hecho(corte, "gt"))
    dicho = " ".join(nada)

    assert len(nada) == 5
    assert len(nada) < len(algo)
    assert "No hay reportes aprobados de este país" in dicho
    assert "Que no haya dato no quiere decir que no haya avance." in dicho
    assert "Falta: 2024-I, 2024-II" in dicho
    for vacia in ("Las actividades del país", "Las cifras del país", "Cifras clave"):
        assert vacia in " ".join(algo)
        assert vacia not in dicho
    assert "None" not in dicho


def test_all_noughts_are_figures_and_are_not_drawn() -> None:
    escena = Escena()
    for semestre in (1, 2):
        escena.reportar("gt", semestre, estado="no_iniciada")
    dicho = texto(hecho(escena.preparar()))

    assert re.search(r"Talleres 0 0 \[p\] 1 de 3 países", dicho)
    assert "0 de 2 actividades completadas" in dicho


def test_the_longest_names_are_printed_whole() -> None:
    escena = Escena()
    largo = "Nombre larguísimo de una institución que no termina nunca " * 6
    pais = escena.paises["gt"]

    def cabe(fila: Any, campo: str) -> str:
        return largo[: fila._meta.get_field(campo).max_length].strip()

    pais.nombre = cabe(pais, "nombre")
    pais.organismo = Organizacion.objects.create(
        nombre=cabe(Organizacion, "nombre"), tipo=Organizacion.Tipo.ORGANISMO_NACIONAL
    )
    pais.save()
    escena.talleres.nombre = cabe(escena.talleres, "nombre")
    escena.talleres.save()
    escena.reportar_todo()
    hojas = paginas(hecho(escena.preparar()))

    assert pais.nombre in hojas[0]
    assert escena.talleres.nombre in " ".join(hojas)
    assert len(hojas) < 12


def test_a_country_that_the_cut_does_not_have_is_said_in_a_sentence(escena: Escena) -> None:
    informe = Informe.objects.create(
        tipo=Informe.Tipo.NACIONAL, corte=escena.preparar(), anio=2024, sujeto="zz", idioma="es"
    )
    documentos.producir(informe)

    assert informe.error == "El corte no tiene ese país: elija otro corte u otro país."
    assert not informe.archivo
