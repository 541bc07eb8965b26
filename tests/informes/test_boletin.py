"""The quarterly bulletin: its quarter, in PDF and as text for an e-mail."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from actores.models import PublicoMeta
from informes import documentos, operaciones
from informes.documentos import boletin, correo
from informes.familia import TRIMESTRES
from informes.models import (
    Corte,
    Difusion,
    EvidenciaPublicada,
    Informe,
    Medio,
    Producto,
    TipoInforme,
)
from planes.models import Reporte, ValorDesagregado
from tests import crear
from tests.informes.escena import Escena
from tests.informes.leer import producido, texto

# Typeset from the cut's parts, which are the same text in any database.
pytestmark = [pytest.mark.django_db, pytest.mark.una_base]


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


def hecho(corte: Corte, trimestre: str = "t2", idioma: str = "es") -> Informe:
    return producido(corte, TipoInforme.BOLETIN, trimestre, idioma)


def carta(informe: Informe) -> str:
    """The text for an e-mail, as it lies."""
    with informe.formas.get(extension="txt").archivo.open("rb") as archivo:
        return archivo.read().decode()


def de_corrido(carta: str) -> str:
    return re.sub(r"\s+", " ", carta)


def escribir(escena: Escena, corte: Corte, html: str, clave: str = "noticias") -> None:
    operaciones.guardar_seccion(
        tipo=Informe.Tipo.BOLETIN, corte=corte, anio=2024, sujeto="t2", clave=clave,
        texto=html, texto_en="", version=0, por=escena.secretaria,
    )  # fmt: skip


def difundir(publicado: dt.date | None, titulo: str, **mas: Any) -> Difusion:
    publico = PublicoMeta.objects.get_or_create(numero=1, defaults={"nombre": "Instituciones"})[0]
    producto = Producto.objects.get_or_create(
        publico=publico, orden=1, defaults={"nombre": "Folleto"}
    )[0]
    medio = Medio.objects.get_or_create(publico=publico, orden=1, defaults={"nombre": "Radio"})[0]
    return Difusion.objects.create(
        publico=publico, producto=producto, medio=medio, titulo=titulo,
        previsto=dt.date(2024, 5, 1), publicado=publicado, **mas,
    )  # fmt: skip


def acta(escena: Escena, fecha: dt.date, titulo: str) -> EvidenciaPublicada:
    reporte = Reporte.objects.get(pais__codigo="gt", periodo__semestre=1)
    fila = crear.crear_evidencia(
        reporte, escena.actividad, muestra="nadie", consentimiento="no_aplica",
        subida_por=escena.secretaria, fecha=fecha,
    )  # fmt: skip
    publicada = operaciones.publicar_evidencia(
        evidencia=fila, titulo=titulo, titulo_en=titulo, alternativo="", alternativo_en="",
        por=escena.secretaria,
    )  # fmt: skip
    assert publicada.fecha == fecha
    return publicada


# --- its quarter ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trimestre", "desde", "hasta"),
    [
        ("t1", dt.date(2024, 1, 1), dt.date(2024, 3, 31)),
        ("t2", dt.date(2024, 4, 1), dt.date(2024, 6, 30)),
        ("t3", dt.date(2024, 7, 1), dt.date(2024, 9, 30)),
        ("t4", dt.date(2024, 10, 1), dt.date(2024, 12, 31)),
    ],
)
def test_the_days_of_a_quarter(trimestre: str, desde: dt.date, hasta: dt.date) -> None:
    assert boletin.dias(2024, trimestre) == (desde, hasta)


def test_the_days_ahead_are_those_of_the_quarter_that_follows() -> None:
    fechas = {t: [c["fecha"] for c in boletin.conmemoraciones(2024, t)] for t in TRIMESTRES}

    assert fechas == {
        "t1": [],
        "t2": [dt.date(2024, 7, 30), dt.date(2024, 9, 23)],
        "t3": [],
        "t4": [],
    }


# --- what it says ---------------------------------------------------------------------


def test_pdf_and_letter_say_the_cuts_figures_with_their_coverage(escena: Escena) -> None:
    corte = escena.preparar()
    informe = hecho(corte)
    dicho, carta_ = texto(informe), de_corrido(carta(informe))

    assert re.search(r"13 ?Talleres, 2024 3 de 3 países", dicho)
    assert "Talleres, 2024: 13 (3 de 3 países)" in carta_
    for cada in (dicho, carta_):
        assert f"{corte.parte('inicio')['mensaje']['es']}." in cada
        assert "31 de diciembre de 2024" in cada
        assert "abril a junio de 2024" in cada.lower()
        assert "Día Mundial contra la Trata de Personas" in cada
        assert "por confirmar" in cada
        assert "Datos de demostración" in cada
        junto = cada.replace(" ", "")
        assert f"/verificar/{corte.huella}/" in junto
        assert "/boletines/2024/t2/" in junto
        assert "/ayuda-victimas/" in junto


def test_only_what_was_published_in_the_quarter_is_in_it(escena: Escena) -> None:
    difundir(
        dt.date(2024, 5, 3),
        "Folleto de mayo",
        enlace="https://example.org/f",
        nota="Reservado aparte",
    )
    difundir(dt.date(2024, 7, 1), "Folleto de julio")
    difundir(None, "Folleto previsto")
    acta(escena, dt.date(2024, 6, 30), "Acta de junio")
    acta(escena, dt.date(2024, 3, 31), "Acta de marzo")
    retirada = acta(escena, dt.date(2024, 6, 1), "Acta retirada")
    operaciones.retirar_evidencia(publicada=retirada, motivo="Error", por=escena.secretaria)
    informe = hecho(escena.preparar())

    for cada in (texto(informe), de_corrido(carta(informe))):
        assert "Folleto de mayo" in cada
        assert "Instituciones" in cada
        assert "Radio" in cada
        assert "Acta de junio" in cada
        for ajeno in ("Folleto de julio", "Folleto previsto", "Reservado aparte", "Acta de marzo",
                      "Acta retirada"):  # fmt: skip
            assert ajeno not in cada, ajeno


def test_countries_tell_their_semester_when_it_ends(escena: Escena) -> None:
    for semestre in (1, 2):
        reporte = Reporte.objects.get(pais__codigo="gt", periodo__semestre=semestre)
        crear.crear_texto_publico(
            reporte, escena.actividad, "aceptado", texto=f"Semestre {semestre} de Guatemala."
        )
    corte = escena.preparar()
    dichos = {t: de_corrido(carta(hecho(corte, t))) for t in ("t1", "t2", "t4")}

    assert "de Guatemala." not in dichos["t1"]
    assert "Semestre 1 de Guatemala." in dichos["t2"]
    assert "Semestre 2 de Guatemala." in dichos["t4"]
    assert "Semestre 2 de Guatemala." not in dichos["t2"]


def test_without_anything_written_there_are_no_empty_headings(escena: Escena) -> None:
    informe = hecho(escena.preparar(), "t1")

    for cada in (texto(informe), de_corrido(carta(informe)).capitalize()):
        for titulo in ("editorial", "lo que se hizo", "lo que se difundió", "evidencia publicada",
                       "días que se acercan", "próximas fechas"):  # fmt: skip
            assert titulo not in cada.lower(), titulo
        assert "None" not in cada


def test_the_longest_words_and_names(escena: Escena) -> None:
    largo = ("Nombre larguísimo de un folleto que no termina " * 5)[:200].strip()
    difundir(dt.date(2024, 5, 3), largo, enlace=f"https://example.org/{'x' * 150}")
    informe = hecho(escena.preparar())

    assert largo in texto(informe)
    assert largo in de_corrido(carta(informe))


# --- the letter -----------------------------------------------------------------------


def test_the_letter_has_72_columns_and_whole_addresses(escena: Escena) -> None:
    corte = escena.preparar()
    destino = f"https://example.org/{'a' * 80}"
    escribir(
        escena, corte,
        "<p>Un párrafo &amp; algo con [[talleres]] talleres que pasa de largo de una línea.</p>"
        f'<ul><li>Uno</li><li>Dos, <a href="{destino}">aquí</a></li></ul>',
    )  # fmt: skip
    dicho = carta(hecho(corte))

    largas = [linea for linea in dicho.splitlines() if len(linea) > 72]
    assert largas
    assert all(re.fullmatch(r" *\(?https?://\S+", linea) for linea in largas), largas
    assert f"({destino})" in dicho
    assert "Un párrafo & algo con 13 talleres" in de_corrido(dicho)
    assert "- Uno\n- Dos, aquí" in dicho
    assert not re.search(r"<\w", dicho)
    assert "LO QUE SE HIZO\n--------------\n" in dicho


@pytest.mark.parametrize(
    ("html", "esperado"),
    [
        ("<p>Uno</p><p>Dos</p>", "Uno\n\nDos"),
        ("<p>A <strong>B</strong> C</p>", "A B C"),
        ("<ol><li>A</li><li>B</li></ol><p>C</p>", "- A\n- B\n\nC"),
        ("<ul><li>A</li></ul><ul><li>B</li></ul>", "- A\n\n- B"),
        ("<p>A<br>B</p>", "A\n\nB"),
        ('<p><a href="https://e.org/">https://e.org/</a></p>', "https://e.org/"),
        ("", ""),
    ],
)
def test_safe_html_as_plain_text(html: str, esperado: str) -> None:
    assert correo.de_html(html) == esperado


# --- the same bytes, and nothing protected -----------------------------------------------


@pytest.mark.parametrize("idioma", ["es", "en"])
def test_the_same_cut_and_writing_give_the_same_bytes(escena: Escena, idioma: str) -> None:
    difundir(dt.date(2024, 5, 3), "Folleto")
    acta(escena, dt.date(2024, 6, 30), "Acta de junio")
    informe = hecho(escena.preparar(), idioma=idioma)
    difundir(dt.date(2024, 5, 4), "Otro, anotado después")

    assert documentos.comprobar(informe) == documentos.IGUAL


def test_a_secret_three_and_a_secret_eight_give_the_same_bytes(escena: Escena) -> None:
    escena.denuncias.destacado = 2
    escena.denuncias.save()

    def cartas_y_huellas() -> tuple[str, list[str]]:
        corte = escena.preparar()
        hechos = [hecho(corte, trimestre) for trimestre in ("t1", "t2")]
        huellas = [h for i in hechos for h in (i.huella, i.formas.get().huella)]
        return " ".join(map(carta, hechos)), huellas

    dicho, con_tres = cartas_y_huellas()
    assert "entre 59 y 68" in de_corrido(dicho)
    secreto = ValorDesagregado.objects.get(valor__reporte__pais__codigo="bz", numero=3)
    for numero, iguales in ((8, True), (11, False)):
        secreto.numero = secreto.valor.numero = numero
        secreto.save()
        secreto.valor.save()
        assert (cartas_y_huellas()[1] == con_tres) is iguales, numero


def test_a_cut_with_nothing_still_makes_a_whole_number() -> None:
    escena = Escena()
    crear.crear_reporte(escena.paises["gt"], escena.periodos[0], "aprobado")
    dicho = texto(hecho(escena.preparar(), "t1"))

    assert "0 de 2 actividades completadas" in dicho
    assert "None" not in dicho


def test_the_letter_names_whom_it_thanks() -> None:
    creditos = {
        "texto": "Con el apoyo de:",
        "organizaciones": [
            {"nombre": "Unión Europea", "sigla": "UE", "logotipo": "", "huella": ""},
            {"nombre": "Save the Children", "sigla": "", "logotipo": "", "huella": ""},
        ],
    }

    dicho = "\n".join(boletin.acreditadas(creditos))
    assert dicho.startswith("CRÉDITOS\n--------\nCon el apoyo de:\n")
    assert "- Unión Europea (UE)\n- Save the Children" in dicho
    assert boletin.acreditadas({}) == []
