"""The annual report in PDF: the cut's figures and nothing else, and the same bytes again."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import page
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from actores.models import Organizacion, Usuario
from informes import documentos, formato, operaciones, tareas
from informes.documentos import anual
from informes.documentos.archivo import Archivo
from informes.documentos.lectura import Cifra, leer
from informes.models import Corte, Informe
from planes.documentos.pdf import BASE, DocumentoMalHecho, Recursos, componer
from planes.models import ValorDesagregado
from tests import crear
from tests.informes.escena import Escena
from tests.informes.leer import paginas, texto

# Typeset from the cut's parts, which are the same text in any database; that a document says the
# same as the rest is tested on both (tests/test_mundo.py).
pytestmark = [pytest.mark.django_db, pytest.mark.una_base]


def informe_de(corte: Corte, escena: Escena, idioma: str = "es") -> Informe:
    pedidos = operaciones.pedir_informes(corte=corte, anio=2024, por=escena.secretaria)
    return next(i for i in pedidos if i.idioma == idioma)


def hecho(escena: Escena, idioma: str = "es") -> Informe:
    """The produced report of a scene's cut."""
    informe = informe_de(escena.preparar(), escena, idioma)
    documentos.producir(informe)
    assert informe.error == ""
    return informe


LEIDAS: dict[str, list[str]] = {}


def leido(escena: Escena) -> tuple[Informe, list[str]]:
    """The Spanish report of a scene, typeset once for all tests that only read the same cut."""
    informe = informe_de(escena.preparar(), escena)
    if informe.corte.huella not in LEIDAS:
        documentos.producir(informe)
        LEIDAS[informe.corte.huella] = paginas(informe)
    return informe, LEIDAS[informe.corte.huella]


def figuras_de(cosa: Any) -> Iterator[dict[str, Any]]:
    """Every figure in a part of the cut."""
    if isinstance(cosa, list):
        for otra in cosa:
            yield from figuras_de(otra)
    elif isinstance(cosa, dict):
        if "tipo" in cosa and "valor" in cosa:
            yield cosa
        else:
            for otra in cosa.values():
                yield from figuras_de(otra)


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def corto(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of one line, where only what becomes of its file matters."""
    monkeypatch.setattr(anual, "escribir", que_escribe(CORTO))


def que_escribe(html: str) -> Callable[..., list[Archivo]]:
    """A writer of always the same."""

    def escribir(*_todo: Any) -> list[Archivo]:
        hecho = componer(html, Recursos(), b"corto")
        return [Archivo(hecho.contenido, "pdf", paginas=hecho.paginas)]

    return escribir


CORTO = '<html lang="es"><head><title>Corto</title></head><body><h1>Corto</h1></body></html>'


# --- the file -------------------------------------------------------------------------


@pytest.mark.parametrize("idioma", ["es", "en"])
def test_it_is_accessible_and_the_row_knows_its_file(escena: Escena, idioma: str) -> None:
    informe = hecho(escena, idioma)

    assert page.validate_pdf(informe.archivo.path, profile="ua1").is_compliant
    contenido = Path(informe.archivo.path).read_bytes()
    assert informe.huella == hashlib.sha256(contenido).hexdigest()
    assert informe.bytes == len(contenido)
    assert informe.paginas == len(paginas(informe)) > 10
    assert informe.producido_en is not None
    guardado = Informe.objects.get(pk=informe.pk)
    assert (guardado.huella, guardado.archivo.name) == (informe.huella, informe.archivo.name)


def test_both_families_are_embedded_and_no_other(escena: Escena) -> None:
    with hecho(escena).archivo.open("rb") as archivo:
        lector = PdfReader(io.BytesIO(archivo.read()))
    fuentes = {
        str(fuente.get_object()["/BaseFont"])
        for hoja in lector.pages
        for fuente in hoja["/Resources"].get("/Font", {}).values()
    }
    nombres = {re.sub(r"^/[A-Z]{6}\+", "", f) for f in fuentes}

    assert nombres
    assert all(n.startswith(("Source-Serif-4", "Source-Sans-3")) for n in nombres), nombres


def test_the_same_cut_gives_the_same_bytes(escena: Escena) -> None:
    informe = hecho(escena)
    primera, nombre = informe.huella, informe.archivo.name

    documentos.producir(informe)

    assert (informe.huella, informe.archivo.name) == (primera, nombre)
    assert [p.name for p in Path(informe.archivo.path).parent.iterdir()] == [Path(nombre).name]


@pytest.mark.usefixtures("corto")
def test_a_published_one_made_again_has_the_same_hash(
    escena: Escena, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publicado = hecho(escena)
    operaciones.publicar_corte(corte=publicado.corte, por=escena.secretaria)
    call_command("comprobar_documentos")
    assert capsys.readouterr().out == "/informes/2024/anual.pdf: igual\n"
    with monkeypatch.context() as otro:
        otro.setattr(anual, "escribir", que_escribe(CORTO.replace("Corto", "Otro")))
        with pytest.raises(CommandError):
            call_command("comprobar_documentos")
    assert "sale otro" in capsys.readouterr().out
    Path(publicado.archivo.path).write_bytes(b"%PDF-1.7 changed by hand %%EOF")
    with pytest.raises(CommandError):
        call_command("comprobar_documentos")
    assert "no es el que se publicó" in capsys.readouterr().out


def test_a_damaged_file_in_its_place_is_replaced(escena: Escena) -> None:
    informe = hecho(escena)
    Path(informe.archivo.path).write_bytes(b"%PDF- half")

    documentos.producir(informe)

    contenido = Path(informe.archivo.path).read_bytes()
    assert hashlib.sha256(contenido).hexdigest() == informe.huella


# --- what it says ---------------------------------------------------------------------


def test_its_figures_are_those_of_the_cut(escena: Escena) -> None:
    informe, hojas = leido(escena)
    dicho = " ".join(hojas)

    cifras = list(figuras_de(informe.corte.parte("eje/1")["datos"]))
    assert len(cifras) > 2
    for una in cifras:
        if "anio" in una:
            assert re.sub(r"\s", " ", formato.cifra(una, "es")) in dicho, una
    assert "3 de 3 países" in dicho


def test_each_country_has_one_page_with_its_own_figures(escena: Escena) -> None:
    _informe, hojas = leido(escena)
    de_paises = [(n, p) for n, p in enumerate(hojas) if " PAÍS · " in f" {p.upper()}"]

    assert len(de_paises) == 3
    assert [n for n, _ in de_paises] == list(range(de_paises[0][0], de_paises[0][0] + 3))
    belice = next(p for _, p in de_paises if "País BZ" in p)
    assert "1 a 10 [c]" in belice


def test_states_names_and_addresses_are_there(escena: Escena) -> None:
    informe, hojas = leido(escena)
    dicho = " ".join(hojas)

    assert informe.get_absolute_url() in dicho
    assert f"/verificar/{informe.corte.huella}/" in dicho.replace(" ", "")
    assert informe.corte.huella[:8] in dicho
    assert "completada" in dicho
    assert "en curso" in dicho
    assert "31 de diciembre de 2024" in dicho
    assert "Por confirmar" in dicho
    assert f"1 de {len(hojas)}" not in hojas[0], "the cover has no number"
    assert f"2 de {len(hojas)}" in hojas[1]


def test_the_english_one_says_nothing_in_spanish(escena: Escena) -> None:
    for pais in escena.paises.values():
        pais.nombre_en = f"Country {pais.codigo}"
        pais.save()
    dicho = texto(hecho(escena, "en"))
    # What the scene itself has in one language only.
    for propio in ("Meta", "Indicador", "Trata", "Trafico"):
        dicho = re.sub(rf"\b{propio} \d[\d.]*(\.[a-z])?|\b{propio}\b(?=[,;: ])", "", dicho)

    espanol = re.findall(
        r"\b(?:de|del|los|las|el|una|para|con|por|según|países|país|informe|actividades|"
        r"cifras|sin dato|aprobados?|página|fuente|región)\b",
        dicho,
        flags=re.IGNORECASE,
    )
    assert not espanol
    assert "Annual regional report" in dicho


def test_demonstration_data_say_so_on_every_page(escena: Escena) -> None:
    informe, hojas = leido(escena)
    assert informe.corte.demo

    assert all("Datos de demostración" in hoja for hoja in hojas)
    assert "todas las cifras son ficticias" in hojas[0]


def test_real_data_carry_no_such_mark(escena: Escena) -> None:
    Usuario.objects.update(
        correo=Concat(F("pk"), Value("@corett.example"), output_field=CharField())
    )
    informe = hecho(escena)
    assert not informe.corte.demo

    assert "demostración" not in texto(informe)


# --- disclosure -----------------------------------------------------------------------


def test_a_secret_three_and_a_secret_eight_give_the_same_bytes(escena: Escena) -> None:
    con_tres = hecho(escena)
    secreto = ValorDesagregado.objects.get(valor__reporte__pais__codigo="bz", numero=3)
    secreto.numero = secreto.valor.numero = 8
    secreto.save()
    secreto.valor.save()
    con_ocho = hecho(escena)

    assert con_ocho.corte_id != con_tres.corte_id
    assert con_ocho.huella == con_tres.huella
    assert Path(con_ocho.archivo.path).read_bytes() == Path(con_tres.archivo.path).read_bytes()


def test_a_regional_interval_is_said_in_words(escena: Escena) -> None:
    dicho = " ".join(leido(escena)[1])

    assert "entre 59 y 68 [c]" in dicho
    assert "«1 a 10»" in dicho


# --- extremes -------------------------------------------------------------------------


def test_nothing_but_empty_reports_still_makes_a_whole_document() -> None:
    escena = Escena()
    crear.crear_reporte(escena.paises["gt"], escena.periodos[0], "aprobado")
    informe = hecho(escena)
    dicho = texto(informe)

    assert page.validate_pdf(informe.archivo.path, profile="ua1").is_compliant
    assert "Este eje todavía no tiene cifras regionales publicadas." in dicho
    assert dicho.count("Este país no tiene cifras publicadas en este corte.") == 3
    assert "None" not in dicho


def test_all_noughts_are_said_in_a_line_and_not_drawn() -> None:
    escena = Escena()
    for codigo in escena.paises:
        for semestre in (1, 2):
            escena.reportar(codigo, semestre)
    dicho = texto(hecho(escena))

    assert "Lo que está en cero en 2024" in dicho
    assert "Talleres. Suma de los países." in dicho
    assert "Este eje todavía no tiene cifras" not in dicho, "a nought is a figure"
    assert "Las cifras de 2024" not in dicho, "no heading over nothing"


def test_the_longest_names_do_not_spill_a_country_over() -> None:
    escena = Escena()
    largo = "Nombre larguísimo de una institución que no termina nunca " * 6
    pais = escena.paises["gt"]
    pais.nombre = largo[: pais._meta.get_field("nombre").max_length]
    pais.organismo = Organizacion.objects.create(
        nombre=largo[: Organizacion._meta.get_field("nombre").max_length],
        tipo=Organizacion.Tipo.ORGANISMO_NACIONAL,
    )
    pais.save()
    escena.talleres.nombre = largo[: escena.talleres._meta.get_field("nombre").max_length]
    escena.talleres.save()
    escena.reportar_todo()
    informe = hecho(escena)

    assert sum(" PAÍS · " in f" {p.upper()}" for p in paginas(informe)) == 3
    hojas = [n for n, p in enumerate(paginas(informe)) if "/paises/" in p]
    assert len(hojas) == 3


# --- what it may read, and failures -------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.svg",
        "http://127.0.0.1:8000/static/css/pdf.css",
        "file:///etc/passwd",
        "data:image/svg+xml,<svg/>",
        f"{BASE}static/../corett/settings.py",
        f"{BASE}static/js/menu.js",
        f"{BASE}media/evidencias/x.svg",
        f"{BASE}dibujos/otro.svg",
        f"{BASE}static/marca/nada.svg",
        "https://documento.invalid.example.org/static/marca/logo.svg",
    ],
)
def test_nothing_but_our_own_files_is_fetched(url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        Recursos().fetch(url)


def test_our_own_files_are() -> None:
    recursos = Recursos()

    assert recursos.fetch(f"{BASE}static/marca/logo.svg").read().startswith(b"<svg")
    assert (
        recursos.fetch(recursos.agregar("<svg>1\u202f2</svg>")).read()
        == "<svg>1\u00a02</svg>".encode()
    )


@pytest.mark.parametrize(
    "cuerpo",
    [
        '<img src="https://example.org/x.png" alt="x">',
        '<img src="dibujos/nada.svg" alt="x">',
        '<p><a href="#no-existe">x</a></p>',
    ],
)
def test_any_complaint_stops_the_document(cuerpo: str) -> None:
    html = f'<html lang="es"><head><title>x</title></head><body>{cuerpo}</body></html>'
    with pytest.raises(DocumentoMalHecho):
        componer(html, Recursos(), b"x")


@pytest.mark.usefixtures("corto")
def test_a_failure_keeps_the_file_there_was(
    escena: Escena, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    informe = hecho(escena)
    antes = Path(informe.archivo.path).read_bytes()

    sin_imagen = CORTO.replace("</body>", '<img src="dibujos/nada.svg" alt="x"></body>')
    with monkeypatch.context() as parche:
        parche.setattr(anual, "escribir", que_escribe(sin_imagen))
        documentos.producir(informe)

    guardado = Informe.objects.get(pk=informe.pk)
    assert "No se pudo producir" in guardado.error
    assert guardado.huella == hashlib.sha256(antes).hexdigest()
    assert Path(guardado.archivo.path).read_bytes() == antes
    assert "could not be made" in caplog.text

    documentos.producir(guardado)
    assert guardado.error == ""


@pytest.mark.usefixtures("corto")
def test_a_full_disk_leaves_no_half_made_file(
    escena: Escena, monkeypatch: pytest.MonkeyPatch
) -> None:
    informe = informe_de(escena.preparar(), escena)

    def lleno(*args: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(documentos.os, "fsync", lleno)
    documentos.producir(informe)

    assert "No se pudo producir" in Informe.objects.get(pk=informe.pk).error
    assert not informe.archivo
    assert not [p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()]


@pytest.mark.usefixtures("corto")
def test_the_task_makes_it_once_what_was_written_is_stored(
    escena: Escena, django_capture_on_commit_callbacks: Any
) -> None:
    informe = informe_de(escena.preparar(), escena)
    with django_capture_on_commit_callbacks(execute=True):
        tareas.encargar(informe)
        assert not Informe.objects.get(pk=informe.pk).huella

    assert Informe.objects.get(pk=informe.pk).huella


# --- its own arithmetic ---------------------------------------------------------------


def cifra(anio: int, valor: int | None, marca: str = "", reportaron: int = 9) -> Cifra:
    return leer(
        {
            "tipo": "conteo",
            "valor": valor,
            "anio": anio,
            "marca": marca,
            "cobertura": {"reportaron": reportaron, "esperados": 9},
        },
        "es",
    )


def test_a_change_is_told_only_between_figures_that_compare() -> None:
    sube = anual.antes([cifra(2023, 100), cifra(2024, 134)])
    assert sube is not None
    assert (sube["cambio"], sube["unidad"], sube["sube"]) == (34, "%", True)

    for serie in (
        [cifra(2023, 100), cifra(2024, 134, "p")],
        [cifra(2023, 100, reportaron=8), cifra(2024, 134)],
        [cifra(2023, 0), cifra(2024, 134)],
    ):
        previa = anual.antes(serie)
        assert previa is not None
        assert previa["cambio"] is None

    assert anual.antes([cifra(2024, 134)]) is None
    assert anual.antes([cifra(2023, None, "x"), cifra(2024, 134)]) is None
