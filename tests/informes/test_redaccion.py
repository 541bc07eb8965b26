"""What people write for documents: made safe, its figures those of the cut, frozen, printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from actores.logotipo import limpiar_logotipo
from actores.models import Organizacion
from actores.roles import COMITE_COMUNICACION, PRESIDENCIA
from corett import demostracion_narrativa
from informes import familia, operaciones, redaccion
from informes.documentos import narrativa, seccion
from informes.documentos.archivo import DocumentoImposible
from informes.documentos.comprobacion import exigir_accesible
from informes.marcadores_cifras import Cifras, revisar
from informes.models import Corte, Informe, Redaccion, Seccion, TipoInforme
from informes.texto_rico import limpiar, palabras
from planes.documentos.pdf import Recursos
from planes.models import ValorDesagregado
from planes.operaciones import Conflicto
from tests import crear
from tests.informes.escena import Escena

# Read from the cut's parts and cleaned in memory: the same on any database.
pytestmark = [pytest.mark.django_db, pytest.mark.una_base]


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def corte(escena: Escena) -> Corte:
    return escena.preparar()


Guardar = Callable[..., Seccion]


@pytest.fixture
def guardar(escena: Escena, corte: Corte) -> Guardar:
    """Saves the message of the annual report of 2024."""

    def hacer(texto: str, texto_en: str = "", version: int = 0, **mas: object) -> Seccion:
        todo: dict[str, Any] = {
            "tipo": TipoInforme.ANUAL, "corte": corte, "anio": 2024, "sujeto": "",
            "clave": "mensaje", "por": escena.secretaria, **mas,
        }  # fmt: skip
        return operaciones.guardar_seccion(texto=texto, texto_en=texto_en, version=version, **todo)

    return hacer


def informe_de(corte: Corte, idioma: str = "es", tipo: str = "anual", sujeto: str = "") -> Informe:
    return Informe(tipo=tipo, corte=corte, anio=2024, sujeto=sujeto, idioma=idioma)


# --- Safe ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("escrito", "queda"),
    [
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ('<p onclick="x()" style="color:red" class="y">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<p>a</p>"),
        ('<a href="/admin/">a</a>', "<p>a</p>"),
        ('<a href="https://x.org/[[talleres]]">a</a>', "<p>a</p>"),
        ('<a href="https://x.org/&#91;[talleres]]">a</a>', "<p>a</p>"),
        ('<img src="https://x.org/a.png"><img src="data:image/png;base64,AA">', ""),
        ("<p><br></p><p>&nbsp;</p><ul><li></li></ul><strong> </strong>", ""),
        ("<h1>Título</h1><div>uno</div>dos", "<p>Título</p><p>uno</p><p>dos</p>"),
        ("<b>a</b> <i>b</i>", "<p><strong>a</strong> <em>b</em></p>"),
        ("uno & dos\n\n5 < 6", "<p>uno &amp; dos</p><p>5 &lt; 6</p>"),
        ("<ul>suelto<li><p>a</p></li></ul>", "<ul><li>suelto</li><li>a</li></ul>"),
        ("<p>al\u202erev\u200bés</p>", "<p>alrevés</p>"),
        ("<style>p{}</style><!-- x --><svg><text>y</text></svg>z", "<p>z</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        (
            'Primer\r\n\r\nSegundo <a href="https://x.org">a</a>\n\nc <em>d</em>',
            '<p>Primer</p><p>Segundo <a href="https://x.org">a</a></p><p>c <em>d</em></p>',
        ),
        ("<p>a\n\nb</p>\n\nc\nd", "<p>a b</p><p>c d</p>"),
    ],
)
def test_only_what_is_meant_to_be_read_is_left(escrito: str, queda: str) -> None:
    assert limpiar(escrito) == queda
    assert limpiar(queda) == queda


def test_absurd_texts_are_cleaned_in_reasonable_time() -> None:
    for absurdo in ("<b>" * 20_000 + "x", "<div>" * 20_000 + "x", "<" * 100_000, " " * 100_000):
        limpio = limpiar(absurdo)
        assert limpiar(limpio) == limpio


def test_words_are_counted_and_a_figure_is_one() -> None:
    assert palabras("<p>Se hicieron [[talleres pais=gt anio=2023]] talleres.</p>") == 4


# --- Living figures ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marcador", "idioma", "dicho"),
    [
        ("talleres", "es", "13"),
        ("talleres pais=gt", "es", "8"),
        ("denuncias categoria=delito:trata", "es", "entre 59 y 68\u00a0[c]"),
        ("denuncias categoria=delito:trata", "en", "between 59 and 68\u00a0[c]"),
        ("denuncias categoria=delito:trata pais=bz", "es", "1 a 10\u00a0[c]"),
        ("denuncias categoria=delito:trafico pais=gt", "es", "0"),
        ("actividades", "es", "2"),
        ("actividades estado=en_curso pais=hn", "es", "2"),
        ("actividades estado=completada eje=1 pais=gt", "es", "2"),
        ("cobertura", "es", "6 de 6 reportes"),
        ("cobertura dato=talleres", "es", "3 de 3 países"),
    ],
)
def test_a_figure_is_said_as_everywhere(
    corte: Corte, marcador: str, idioma: str, dicho: str
) -> None:
    html = f"<p>[[{marcador}]]</p>"
    assert revisar(html, corte, 2024, "") == []
    assert Cifras(corte, 2024, "", [html]).llenar(html, idioma) == f"<p>{dicho}</p>"


def test_a_national_report_speaks_of_its_country(corte: Corte) -> None:
    html = "<p>[[talleres]] de [[talleres pais=region]]; [[cobertura]]</p>"
    assert Cifras(corte, 2024, "gt", [html]).llenar(html, "es") == (
        "<p>8 de 13; 2 de 2 reportes</p>"
    )


@pytest.mark.parametrize(
    ("marcador", "frase"),
    [
        ("[[taleres]]", "¿Quiso decir «talleres»?"),
        ("[[personas-capacitadas]]", "no está en este corte"),
        ("[[talleres pais=xx]]", "no es un país"),
        ("[[talleres anio=2019]]", "el corte tiene cifras de 2024"),
        ("[[talleres categoria=delito:trata]]", "no se publica por categoría"),
        ("[[denuncias]]", "categoria=delito:trata o categoria=delito:trafico"),
        ("[[denuncias categoria=delito:trat]]", "¿Quiso decir «delito:trata»?"),
        ("[[talleres de Guatemala]]", "no se entiende «de»"),
        ("[[talleres mes=3]]", "sobra «mes»"),
        ("[[actividades estado=lista]]", "no es un estado"),
        ("[[actividades eje=9]]", "no hay eje «9»"),
        ("[[]]", "no dice qué cifra es"),
        ("[[talleres", "corchetes que no se cierran"),
        ("[[tall<strong>eres]]</strong>", "corchetes que no se cierran"),
    ],
)
def test_a_figure_that_does_not_exist_is_told_by_its_name(
    corte: Corte, marcador: str, frase: str
) -> None:
    (falta,) = revisar(f"<p>{marcador}</p>", corte, 2024, "")
    assert frase in falta


def test_a_figure_of_another_plan_does_not_exist(escena: Escena, corte: Corte) -> None:
    crear.crear_dato("ajeno", nombre="De otro plan")
    assert revisar("<p>[[ajeno]]</p>", corte, 2024, "")


def test_the_region_says_on_how_many_countries_it_stands(corte: Corte) -> None:
    html = "<p>[[talleres]] y [[talleres pais=gt]]</p>"
    nota = Cifras(corte, 2024, "", [html]).nota(html, "es")
    assert nota == "Cobertura de las cifras de la región. Talleres (2024): 3 de 3 países."


def test_the_number_of_queries_does_not_grow_with_the_text(corte: Corte) -> None:
    def cuantas(html: str) -> int:
        with CaptureQueriesContext(connection) as hechas:
            revisar(html, corte, 2024, "")
        return len(hechas)

    todo = "[[talleres]] [[denuncias categoria=delito:trata]] [[actividades eje=1]] [[cobertura]]"
    assert cuantas("[[talleres]]") == cuantas(todo * 20) <= 3


def test_what_is_offered_exists(corte: Corte) -> None:
    for sujeto in ("", "gt"):
        ofrecidas = Cifras(corte, 2024, sujeto, todas=True).ofrecidas("es")
        assert revisar(" ".join(o.marcador for o in ofrecidas), corte, 2024, sujeto) == []
        assert "[[talleres]]" in {o.marcador for o in ofrecidas}


def test_a_secret_of_three_or_eight_is_said_the_same() -> None:
    """Indistinguishable (Q39): what a text says of a country and of the region."""
    escena = Escena()
    escena.reportar_todo(secreto=3)
    html = "[[denuncias categoria=delito:trata]] [[denuncias categoria=delito:trata pais=bz]]"
    tres = Cifras(escena.preparar(), 2024, "", [html]).llenar(html, "es")
    partes = ValorDesagregado.objects.filter(valor__reporte__pais__codigo="bz", numero=3)
    assert partes.update(numero=8) == 1
    ocho = Cifras(escena.preparar(), 2024, "", [html]).llenar(html, "es")
    assert tres == ocho
    assert ValorDesagregado.objects.filter(valor__reporte__pais__codigo="bz").update(numero=40)
    assert Cifras(escena.preparar(), 2024, "", [html]).llenar(html, "es") != tres


# --- Saved ---------------------------------------------------------------------------------------


def test_a_section_is_kept_clean_with_its_history(guardar: Guardar, escena: Escena) -> None:
    hecha = guardar("<p>Uno<script>x</script></p>", "<p>One</p>")
    assert (hecha.texto, hecha.texto_en, hecha.version) == ("<p>Uno</p>", "<p>One</p>", 1)
    guardar("<p>Dos</p>", "<p>One</p>", version=1)
    historia = list(Seccion.objects.get().history.values_list("texto", "history_user"))
    yo = escena.secretaria.pk
    assert historia == [("<p>Dos</p>", yo), ("<p>Uno</p>", yo)]


def test_the_same_again_changes_nothing(guardar: Guardar) -> None:
    guardar("<p>Uno</p>")
    assert guardar("<p>Uno</p>").version == 1
    assert Seccion.history.count() == 1


def test_of_two_who_save_at_once_the_second_is_told(guardar: Guardar) -> None:
    guardar("<p>Uno</p>")
    with pytest.raises(Conflicto) as choque:
        guardar("<p>Otro</p>", version=0)
    guardada = choque.value.actual
    assert isinstance(guardada, Seccion)
    assert guardada.texto == "<p>Uno</p>"
    assert Seccion.objects.get().texto == "<p>Uno</p>"


def test_a_wrong_figure_is_not_saved(guardar: Guardar) -> None:
    with pytest.raises(ValidationError) as error:
        guardar("<p>[[taleres]]</p>", "<p>[[nada]]</p>")
    assert set(error.value.message_dict) == {"texto", "texto_en"}
    assert not Redaccion.objects.exists()


def test_a_text_too_long_is_not_saved(guardar: Guardar) -> None:
    with pytest.raises(ValidationError, match="máximo"):
        guardar("palabra " * 12_500)


@pytest.mark.parametrize("signo", ["中", "😀", "✓"])
def test_a_sign_that_no_letter_draws_is_told_while_writing(guardar: Guardar, signo: str) -> None:
    with pytest.raises(ValidationError, match=signo):
        guardar(f"<p>Sí: {signo} «ñandú» — 5\u00a0%, 3 €</p>")
    assert guardar("<p>Sí: «ñandú» — 5\u00a0%, 3 €… Q’eqchi’ cami\u0301on</p>").version == 1


@pytest.mark.parametrize("rol", [PRESIDENCIA, COMITE_COMUNICACION])
def test_only_the_st_writes(guardar: Guardar, rol: str) -> None:
    otra = crear.crear_usuario("otra@demo.example", rol)
    with pytest.raises(PermissionDenied):
        guardar("<p>Uno</p>", por=otra)


def creditos(escena: Escena, *filas: Organizacion, texto: str = "Gracias", version: int = 0) -> int:
    """Thanks these; returns the version that follows."""
    hecha = operaciones.guardar_creditos(
        tipo=TipoInforme.ANUAL, anio=2024, sujeto="", texto=texto, texto_en="",
        organizaciones=filas, version=version, por=escena.secretaria,
    )  # fmt: skip
    return operaciones.version_de_creditos(hecha)


def test_thanks_are_kept_and_the_second_of_two_is_told(escena: Escena) -> None:
    oim = crear_donante("oim")
    version = creditos(escena, oim)
    assert creditos(escena, oim, version=0) == version
    with pytest.raises(Conflicto):
        creditos(escena, version=0)
    creditos(escena, version=version)
    assert not Redaccion.objects.get().creditos.exists()


# --- Frozen and printed --------------------------------------------------------------------------


def crear_donante(codigo: str, logo: bytes = b"") -> Organizacion:
    fila = Organizacion(codigo=codigo, nombre=codigo.upper(), tipo="organismo_internacional")
    if logo:
        nombre, contenido = limpiar_logotipo(logo)
        fila.logotipo.save(nombre, ContentFile(contenido), save=False)
    fila.save()
    return fila


def dibujo(formato: str = "PNG", lado: int = 300, **mas: object) -> bytes:
    salida = io.BytesIO()
    Image.new("RGB", (lado, lado // 2), "#1b4f8f").save(salida, formato, **mas)
    return salida.getvalue()


def test_what_was_saved_unclean_does_not_get_out(guardar: Guardar, corte: Corte) -> None:
    hecha = guardar("<p>Uno</p>")
    Seccion.objects.filter(pk=hecha.pk).update(texto='<p onclick="x">Uno<script>x</script></p>')
    congelada = redaccion.congelar(informe_de(corte))
    assert congelada["secciones"] == {"mensaje": {"html": "<p>Uno</p>", "idioma": "es"}}
    Seccion.objects.filter(pk=hecha.pk).update(texto="<p> </p>")
    assert redaccion.congelar(informe_de(corte))["secciones"] == {}


def test_who_wrote_is_known(guardar: Guardar, corte: Corte, escena: Escena) -> None:
    guardar("<p>Uno</p>")
    informe = informe_de(corte)
    informe.narrativa = redaccion.congelar(informe)
    assert operaciones.escribio(informe, escena.secretaria)


def test_what_is_not_in_english_says_so(guardar: Guardar, corte: Corte) -> None:
    guardar("<p>[[denuncias categoria=delito:trata]]</p>")
    informe = informe_de(corte, "en")
    informe.narrativa = redaccion.congelar(informe)
    impresa = narrativa.secciones(informe)["mensaje"]
    assert (impresa.idioma, impresa.html) == ("es", "<p>entre 59 y 68\u00a0[c]</p>")


def test_a_figure_that_the_cut_lost_stops_the_document(guardar: Guardar, corte: Corte) -> None:
    hecha = guardar("<p>Uno</p>")
    Seccion.objects.filter(pk=hecha.pk).update(texto="<p>[[perdida]]</p>")
    informe = informe_de(corte)
    informe.narrativa = redaccion.congelar(informe)
    with pytest.raises(DocumentoImposible, match="perdida"):
        narrativa.secciones(informe)


def test_a_section_and_its_thanks_are_printed(
    guardar: Guardar, corte: Corte, escena: Escena
) -> None:
    guardar("<p>Uno <strong>[[talleres]]</strong></p><ul><li>a</li></ul><blockquote>b</blockquote>")
    creditos(escena, crear_donante("oim", dibujo()), crear_donante("ue"))
    informe = informe_de(corte)
    informe.narrativa = redaccion.congelar(informe)
    contenido = seccion.vista_previa(informe, "mensaje")
    exigir_accesible(contenido)
    assert seccion.vista_previa(informe, "mensaje") == contenido


def test_a_logo_that_changed_or_is_gone_stops_the_document(corte: Corte, escena: Escena) -> None:
    donante = crear_donante("oim", dibujo())
    creditos(escena, donante)
    informe = informe_de(corte)
    informe.narrativa = redaccion.congelar(informe)
    (fila,) = narrativa.creditos(informe, Recursos())["organizaciones"]
    assert fila["logo"].endswith(".png")
    donante.logotipo.storage.delete(str(donante.logotipo.name))
    with pytest.raises(DocumentoImposible, match="OIM"):
        narrativa.creditos(informe, Recursos())
    with pytest.raises(DocumentoImposible, match="OIM"):
        redaccion.congelar(informe)


# --- Logos ---------------------------------------------------------------------------------------


def test_a_logo_is_written_anew_without_what_it_carried() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secreto"
    sucio = dibujo("JPEG", exif=exif, comment=b"secreto")
    assert b"secreto" in sucio
    nombre, limpio = limpiar_logotipo(sucio)
    assert b"secreto" not in limpio
    assert nombre.endswith(".jpg")
    assert Image.open(io.BytesIO(limpio)).format == "JPEG"


def test_a_large_logo_is_made_smaller() -> None:
    _nombre, limpio = limpiar_logotipo(dibujo(lado=2000))
    assert Image.open(io.BytesIO(limpio)).size == (1200, 600)


@pytest.mark.parametrize(
    ("contenido", "frase"),
    [
        (b"", "vacío"),
        (b"<svg onload='x'/>", "PNG o JPEG"),
        (dibujo("GIF"), "PNG o JPEG"),
        (dibujo()[:200], "dañada"),
        (dibujo(lado=100), "borroso"),
        (b"x" * 2_100_000, "2 MB"),
        (dibujo(lado=6000), "16 millones"),
    ],
)
def test_what_is_no_logo_is_refused_in_words(contenido: bytes, frase: str) -> None:
    with pytest.raises(ValueError, match=frase):
        limpiar_logotipo(contenido)


# --- The demonstration ---------------------------------------------------------------------------


def test_the_demonstration_writes_every_section() -> None:
    for tipo in TipoInforme:
        escritas = {e.clave for e in familia.escritas(tipo)}
        assert escritas == set(demostracion_narrativa.SECCIONES.get(tipo, ()))
