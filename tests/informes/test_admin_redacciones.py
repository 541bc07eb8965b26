"""The screens on which the ST writes the documents' texts."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import get_cookie_signer
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from actores import recuperacion
from actores.models import EnvioPendiente, Organizacion, Usuario
from actores.roles import PRESIDENCIA, SECRETARIA_TECNICA
from informes import operaciones
from informes.models import Corte, Redaccion, Seccion, TipoInforme
from informes.texto_rico import palabras_largas
from tests import crear
from tests.informes.escena import Escena
from tests.informes.panel import con_panel
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    return con_panel()


@pytest.fixture
def corte(escena: Escena) -> Corte:
    return escena.preparar()


@pytest.fixture
def st(escena: Escena, corte: Corte) -> Client:
    return entrar(Usuario.objects.get(pk=escena.secretaria.pk))


def direccion(pagina: str, *mas: str, tipo: str = "anual", sujeto: str = "-") -> str:
    return reverse(f"admin:informes_redaccion_{pagina}", args=[2024, tipo, sujeto, *mas])


MENSAJE = ("seccion", "mensaje")


def enviar(cliente: Client, texto: str, version: int = 0, **mas: str) -> str:
    datos = {"texto": texto, "texto_en": "", "version": version, "ver": "1", **mas}
    return cliente.post(direccion(*MENSAJE), datos, follow=True).content.decode()


def test_the_list_shows_every_document_of_the_cuts_year(st: Client, corte: Corte) -> None:
    pagina = st.get(reverse("admin:informes_redaccion_lista", args=[corte.pk])).content.decode()
    assert "Textos de los documentos de 2024" in pagina
    for tipo, sujeto in (("anual", "-"), ("nacional", "gt"), ("boletin", "t4")):
        assert direccion("documento", tipo=tipo, sujeto=sujeto) in pagina
    assert "anexo_datos" not in pagina


def test_a_section_is_written_and_seen_with_its_figures(st: Client, escena: Escena) -> None:
    pagina = enviar(st, "<p>Hubo [[talleres]] talleres.<script>x()</script></p>")
    assert "Hubo 13 talleres." in pagina
    assert "Talleres (2024): 3 de 3 países." in pagina
    assert "x()" not in pagina
    documento = st.get(direccion("documento")).content.decode()
    assert "4 de 350 palabras" not in documento
    assert "3 de 350 palabras" in documento
    assert "Usted escribió parte de este documento: lo publica otra persona." in documento


def test_every_figure_of_the_cut_is_at_hand_without_a_script(st: Client) -> None:
    pagina = st.get(direccion(*MENSAJE)).content.decode()
    assert "[[denuncias categoria=delito:trata]]" in pagina
    assert "<textarea" in pagina
    assert "style=" not in pagina
    assert "onclick" not in pagina


def test_a_figure_that_does_not_exist_is_told_and_what_was_typed_is_kept(st: Client) -> None:
    pagina = enviar(st, "<p>Hubo [[taleres]] talleres & más</p>")
    assert "<title>Error:" in pagina
    assert "¿Quiso decir «talleres»?" in pagina
    assert "Hubo [[taleres]] talleres &amp;amp; más" in pagina
    assert not Seccion.objects.exists()


def test_a_text_far_too_long_is_told_and_kept(st: Client) -> None:
    pagina = enviar(st, "palabra " * 12_500)
    assert "el máximo es 30000" in pagina
    assert pagina.count("palabra ") > 12_000


def test_a_word_that_no_line_carries_is_told_and_kept(st: Client) -> None:
    larga = "x" * 9000
    pagina = enviar(st, f"<p>Antes {larga} después</p>", texto_en=f"<p>{larga}</p>")
    assert "<title>Error:" in pagina
    assert "La palabra «xxxxxxxxxxxxxxxxxxxx…» tiene 9000 letras" in pagina
    assert f"Antes {larga} después" in pagina
    assert not Seccion.objects.exists()
    datos = {"creditos_texto": larga[:400], "version": 0}
    pagina = st.post(direccion("documento"), datos).content.decode()
    assert "tiene 400 letras y no cabe" in pagina
    assert f">\n{larga[:400]}</textarea>" in pagina
    pagina = enviar(st, f"<p>Lea https://ejemplo.org/{'a' * 150} y <a href='https://ejemplo.org/"
                        f"{'b' * 900}'>el sitio</a></p>")  # fmt: skip
    assert "Se guardó «Mensaje" in pagina


@pytest.mark.parametrize(
    ("html", "largas"),
    [
        ("<p>" + "a" * 60 + "</p><p>" + "b" * 60 + "</p>", []),
        ("<p>" + "a" * 61 + "</p>", ["a" * 61]),
        # The bold ends no word; a dash, a slash and a figure's placeholder do.
        (f"<p>{'a' * 40}<strong>{'b' * 40}</strong></p>", ["a" * 40 + "b" * 40]),
        ("<p>" + "nueve/" * 40 + "once-" * 40 + "</p>", []),
        ("<p>[[casos-derivados pais=gt anio=2024 categoria=delito:trata-interna]]</p>", []),
        ("<ul><li>uno<br>dos</li></ul>", []),
        ("<p>alguien@" + "c" * 200 + ".example</p>", []),
        ("<p>https://" + "c" * 293 + "</p>", ["https://" + "c" * 293]),
    ],
)
def test_the_words_too_long_to_print(html: str, largas: list[str]) -> None:
    assert palabras_largas(html) == largas


def test_a_second_writer_sees_both_texts(st: Client, escena: Escena, corte: Corte) -> None:
    otra = crear.crear_usuario("otra@demo.example", SECRETARIA_TECNICA)
    operaciones.guardar_seccion(
        tipo=TipoInforme.ANUAL, corte=corte, anio=2024, sujeto="", clave="mensaje",
        texto="<p>Lo de la otra</p>", texto_en="", version=0, por=otra,
    )  # fmt: skip
    datos = {"texto": "<p>Lo mío</p>", "texto_en": "", "version": 0}
    respuesta = st.post(direccion(*MENSAJE), datos)
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 409
    assert "guardó esta sección mientras usted escribía" in pagina
    assert "<p>Lo de la otra</p>" in pagina
    assert "&lt;p&gt;Lo mío&lt;/p&gt;" in pagina
    assert 'name="version" value="1"' in pagina
    enviar(st, "<p>Lo mío</p>", version=1)
    assert Seccion.objects.get().texto == "<p>Lo mío</p>"


def test_a_section_is_seen_as_a_page(st: Client) -> None:
    enviar(st, "<p>Hubo [[talleres]] talleres.</p>")
    respuesta = st.get(direccion("vista", "mensaje"))
    assert respuesta["Content-Type"] == "application/pdf"
    assert respuesta.content.startswith(b"%PDF-")
    assert st.get(direccion("vista", "eje-1")).status_code == 404


def test_a_text_that_the_newest_cut_cannot_say_is_told_before_print(st: Client) -> None:
    enviar(st, "<p>Hubo [[talleres]] talleres.</p>")
    Seccion.objects.update(texto="<p>[[perdida]]</p>")
    assert "no está en este corte" in st.get(direccion(*MENSAJE)).content.decode()
    pagina = st.get(direccion("vista", "mensaje"), follow=True).content.decode()
    assert "«[[perdida]]» no está en este corte." in pagina


def test_the_newest_prepared_cut_answers_for_the_figures(st: Client, escena: Escena) -> None:
    escena.publicar()
    pagina = st.get(direccion(*MENSAJE)).content.decode()
    assert "Las cifras salen de: Corte al 31 de diciembre de 2024." in pagina


@pytest.mark.parametrize(
    "otra",
    [
        ("seccion", "no-hay"),
        ("seccion", "mensaje", "x"),
        ("seccion", "presentacion", "xx"),
    ],
)
def test_what_is_not_written_is_not_found(st: Client, otra: tuple[str, ...]) -> None:
    pagina, clave, *sujeto = otra
    tipo = "nacional" if sujeto == ["xx"] else "anual"
    url = direccion(pagina, clave, tipo=tipo, sujeto=sujeto[0] if sujeto else "-")
    assert st.get(url).status_code == 404


def test_the_presidency_reads_and_does_not_write(st: Client, escena: Escena) -> None:
    enviar(st, "<p>Hubo [[talleres]] talleres.</p>")
    presidencia = crear.crear_usuario("pre@demo.example", PRESIDENCIA)
    Usuario.objects.filter(pk=presidencia.pk).update(is_staff=True)
    lectora = entrar(Usuario.objects.get(pk=presidencia.pk))
    pagina = lectora.get(direccion(*MENSAJE)).content.decode()
    assert "Hubo 13 talleres." in pagina
    assert "<textarea" not in pagina
    assert lectora.post(direccion(*MENSAJE), {"texto": "<p>x</p>"}).status_code == 403
    assert lectora.post(direccion("documento"), {"creditos_texto": "x"}).status_code == 403


def test_donors_are_thanked_and_a_second_writer_is_told(st: Client) -> None:
    oim = Organizacion.objects.create(
        codigo="oim", nombre="OIM", tipo="organismo_internacional", publicable=True
    )
    oim.roles.create(rol="donante")
    oculta = Organizacion.objects.create(codigo="x", nombre="Oculta", tipo="medio")
    oculta.roles.create(rol="donante")
    datos = {"creditos_texto": "Con el apoyo de:", "creditos": [oim.pk], "version": 0}
    pagina = st.post(direccion("documento"), datos, follow=True).content.decode()
    assert "Se guardaron los créditos." in pagina
    assert "Oculta" not in pagina
    assert list(Redaccion.objects.get().creditos.all()) == [oim]
    otro = st.post(direccion("documento"), {**datos, "creditos_texto": "Otra cosa"})
    assert otro.status_code == 409
    assert "Otra cosa" in otro.content.decode()
    assert Redaccion.objects.get().creditos_texto == "Con el apoyo de:"
    assert st.post(direccion("documento"), {"creditos": [oculta.pk]}).status_code == 200


def test_what_is_sent_after_the_session_ended_waits(st: Client, escena: Escena) -> None:
    galleta = recuperacion.nombre_de_galleta()
    st.cookies[galleta] = get_cookie_signer(salt=galleta).sign(str(escena.secretaria.pk))
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(minutes=1))
    respuesta = st.post(direccion(*MENSAJE), {"texto": "<p>tarde</p>", "version": 0})
    assert respuesta.status_code == 302
    esperando = EnvioPendiente.objects.get()
    assert esperando.vista == "admin:informes_redaccion_seccion"
    assert dict(esperando.campos)["texto"] == "<p>tarde</p>"
    assert recuperacion.en_palabras(esperando) == (
        "Guardar el texto «mensaje» de un documento de 2024"
    )


def test_a_logo_is_uploaded_clean_and_refused_in_words(st: Client) -> None:
    oim = Organizacion.objects.create(codigo="oim", nombre="OIM", tipo="medio")
    salida = io.BytesIO()
    Image.new("RGB", (300, 150), "#1b4f8f").save(salida, "PNG")

    def subir(nombre: str, contenido: bytes) -> str:
        datos = {
            "nombre": "OIM", "codigo": "oim", "tipo": "medio",
            "roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0,
            "contactos-TOTAL_FORMS": 0, "contactos-INITIAL_FORMS": 0,
            "logotipo": SimpleUploadedFile(nombre, contenido),
        }  # fmt: skip
        url = reverse("admin:actores_organizacion_change", args=[oim.pk])
        return st.post(url, datos, follow=True).content.decode()

    assert "tiene que ser una imagen PNG o JPEG" in subir("x.png", b"<svg/>")
    subir("../../x.svg", salida.getvalue())
    oim.refresh_from_db()
    assert oim.logotipo.name.startswith("logotipos/")
    assert oim.logotipo.name.endswith(".png")
    pagina = st.get(reverse("admin:actores_organizacion_change", args=[oim.pk])).content.decode()
    assert "data:image/png;base64," in pagina
