"""Texts written for publication, and the country's answer."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from actores.models import CorreoEnviado
from actores.roles import PUNTO_FOCAL, SECRETARIA_TECNICA
from planes import operaciones
from planes.models import (
    Replica,
    TextoPublico,
)
from tests import crear
from tests.planes.escena_revision import Escena, armar, persona
from tests.planes.gente import entrar, ruta, texto, titulo

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    return armar()


# --- Texts for publication --------------------------------------------------------------------


def publicar(cliente: Client, escena: Escena, **campos: Any) -> Any:
    datos = {"accion": "publicar", "actividad": "1.7", "version": 0, "texto": "", "texto_en": ""}
    return cliente.post(escena.pagina, {**datos, **campos}, follow=True)


def test_la_secretaria_escribe_y_el_pais_acepta(
    escena: Escena, django_capture_on_commit_callbacks: Any
) -> None:
    st, pais = entrar(escena.st), entrar(escena.focal)
    direccion = ruta(escena.reporte, "textos/")
    with django_capture_on_commit_callbacks(execute=True):
        publicar(st, escena, texto="Hubo tres talleres.", texto_en="Three workshops.")
        publicar(st, escena, actividad="1.9", texto="Sigue en marcha.")
    # One mail for all that wait.
    assert [m.to for m in mail.outbox if "Textos para publicar" in m.subject] == [
        [escena.focal.correo]
    ]
    assert direccion in mail.outbox[-1].body
    uno, otro = TextoPublico.objects.order_by("actividad__orden")
    assert (uno.texto, uno.texto_en, uno.estado, uno.version) == (
        "Hubo tres talleres.", "Three workshops.", "propuesto", 1
    )  # fmt: skip
    assert uno.history.get().history_user == escena.st
    assert "Hubo tres talleres." in texto(pais.get(direccion))
    mail.outbox.clear()
    datos = {
        f"texto-{uno.pk}-version": 1, f"texto-{uno.pk}-respuesta": "acepta",
        f"texto-{otro.pk}-version": 1, f"texto-{otro.pk}-respuesta": "objeta",
    }  # fmt: skip
    sin_motivo = pais.post(direccion, datos)
    assert titulo(sin_motivo).strip().startswith("Error:")
    assert f'href="#id_texto-{otro.pk}-comentario"' in sin_motivo.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        pais.post(direccion, {**datos, f"texto-{otro.pk}-comentario": "Ya terminó."})
    uno.refresh_from_db()
    otro.refresh_from_db()
    assert (uno.estado, uno.respondido_por) == ("aceptado", escena.focal)
    assert (otro.estado, otro.comentario) == ("objetado", "Ya terminó.")
    assert uno.history.first().history_change_reason == "aceptar"
    assert [m.to for m in mail.outbox] == [[escena.st.correo]]
    assert "1.9: Objetado. «Ya terminó.»" in mail.outbox[0].body
    assert "Ya terminó." in texto(st.get(f"{escena.pagina}?ver=todas"))


def test_un_correo_al_dia_y_la_pagina_dice_si_salio(
    escena: Escena, django_capture_on_commit_callbacks: Any
) -> None:
    """The first text of the day goes by mail; the next is among what is left to do; the day
    after, another mail goes though the first text still waits."""
    st = entrar(escena.st)

    def escribir(actividad: str) -> tuple[int, str]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            pagina = publicar(st, escena, actividad=actividad, texto="Hubo talleres.")
        punto = pagina.content.decode().partition(f'id="a-{actividad}"')[2].partition("</article>")
        return len([m for m in mail.outbox if m.to == [escena.focal.correo]]), punto[0]

    cuantos, dicho = escribir("1.7")
    assert cuantos == 1
    assert "Se le avisó al país por correo." in dicho
    cuantos, dicho = escribir("1.9")
    assert cuantos == 0
    assert "Ya se le había avisado al país ese día: lo verá en sus pendientes." in dicho
    ayer = timezone.now() - dt.timedelta(hours=25)
    CorreoEnviado.objects.update(creado_en=ayer)
    cuantos, dicho = escribir("1.10")
    assert cuantos == 1
    assert "Se le avisó al país por correo." in dicho
    # What did not leave warned nobody.
    CorreoEnviado.objects.update(estado=CorreoEnviado.Estado.FALLIDO)
    assert escribir("1.6")[0] == 1


def test_cambiar_un_texto_aceptado_pide_otra_respuesta(escena: Escena) -> None:
    escrito = crear.crear_texto_publico(escena.reporte, escena.actividades[6], "aceptado")
    publicar(entrar(escena.st), escena, version=1, texto="Otro texto.")
    escrito.refresh_from_db()
    assert (escrito.estado, escrito.version, escrito.respondido_por) == ("propuesto", 2, None)
    # The country answers what it has read.
    datos = {f"texto-{escrito.pk}-version": 1, f"texto-{escrito.pk}-respuesta": "acepta"}
    html = texto(entrar(escena.focal).post(ruta(escena.reporte, "textos/"), datos, follow=True))
    assert "cambió un texto mientras usted leía" in html
    escrito.refresh_from_db()
    assert escrito.estado == "propuesto"


def test_dos_que_escriben_el_mismo_texto(escena: Escena) -> None:
    cliente = entrar(escena.st)
    publicar(cliente, escena, texto="Uno.")
    html = publicar(cliente, escena, texto="Dos.").content.decode()
    assert "Usted guardó este texto en otra ventana mientras escribía en esta" in html
    assert f"{escena.st} guardó este texto" not in html  # she is not told of herself as another
    assert re.search(r">\s*Dos\.</textarea>", html)  # what was typed is still there
    assert TextoPublico.objects.get().texto == "Uno."
    publicar(cliente, escena, texto="Uno.")  # a double click
    assert TextoPublico.objects.get().history.count() == 1


def test_a_quien_llega_segunda_se_le_dice_quien_y_lo_suyo_queda(escena: Escena) -> None:
    """Both texts are on the page, in both languages; saving once more keeps hers."""
    otra = entrar(persona(SECRETARIA_TECNICA, nombre="Olga"))
    publicar(entrar(escena.st), escena, texto="Lo de Sara.", texto_en="Sara's.")
    html = publicar(otra, escena, texto="Lo de Olga.", texto_en="Olga's.")
    assert "Sara guardó este texto mientras usted escribía" in texto(html)
    for dicho in ("Lo de Sara.", "Sara&#x27;s.", "Lo de Olga.", "Olga&#x27;s."):
        assert dicho in html.content.decode()
    version = re.search(r'name="version" value="(\d+)"', html.content.decode())
    assert TextoPublico.objects.get().texto == "Lo de Sara."
    publicar(otra, escena, texto="Lo de Olga.", texto_en="Olga's.", version=1)
    assert TextoPublico.objects.get().texto == "Lo de Olga."
    assert version
    # Saved from one window, taken away in another.
    publicar(otra, escena, version=2)
    sin = publicar(entrar(escena.st), escena, texto="Otra vez.", version=1)
    assert "Este texto se quitó mientras usted escribía." in texto(sin)
    assert re.search(r">\s*Otra vez\.</textarea>", sin.content.decode())


@pytest.mark.parametrize(
    ("escrito", "duda"),
    [
        ("Llame al 9999-8888 para saber más.", "parece contener un teléfono"),
        ("Se refirió a 7 personas.", "una cifra de «Víctimas referidas»"),
    ],
)
def test_lo_delicado_se_revisa_antes(escena: Escena, escrito: str, duda: str) -> None:
    cliente = entrar(escena.st)
    html = publicar(cliente, escena, texto=escrito)
    assert duda in texto(html)
    assert escrito in html.content.decode()
    assert 'name="revisado"' in html.content.decode()
    assert not TextoPublico.objects.exists()
    publicar(cliente, escena, texto=escrito, revisado="on")
    assert TextoPublico.objects.get().texto == escrito


def test_sin_espanol_no_se_guarda_y_en_blanco_se_quita(escena: Escena) -> None:
    cliente = entrar(escena.st)
    assert "también el texto en español" in texto(publicar(cliente, escena, texto_en="Only"))
    publicar(cliente, escena, texto="Uno.")
    publicar(cliente, escena, version=1)
    assert not TextoPublico.objects.exists()
    assert TextoPublico.history.filter(history_type="-").get().history_user == escena.st


def test_ni_borradores_ni_otros_paises_ni_otras_personas(escena: Escena) -> None:
    for quien in (escena.presidencia, escena.focal):
        publicar(entrar(quien), escena, texto="Uno.")
    escena.observar()
    escena.devolver()
    publicar(entrar(escena.st), escena, texto="Uno.")
    assert not TextoPublico.objects.exists()
    crear.crear_texto_publico(escena.reporte, escena.actividades[6])
    ajena = persona(PUNTO_FOCAL, pais=crear.crear_pais("gt"))
    assert entrar(ajena).get(ruta(escena.reporte, "textos/")).status_code == 404
    clave = f"texto-{TextoPublico.objects.get().pk}"
    datos = {f"{clave}-version": 1, f"{clave}-respuesta": "acepta"}
    for quien in (escena.st, escena.presidencia):
        entrar(quien).post(ruta(escena.reporte, "textos/"), datos)
    assert TextoPublico.objects.get().estado == "propuesto"


def test_la_correccion_lleva_los_textos(escena: Escena) -> None:
    crear.crear_texto_publico(escena.reporte, escena.actividades[6], "aceptado")
    aprobado = escena.aprobar()
    nuevo = operaciones.corregir(reporte=aprobado, por=escena.focal, motivo="Una coma")
    copia = nuevo.textos_publicos.get()
    assert (copia.estado, copia.texto) == ("aceptado", "Se formó a 35 personas.")
    assert aprobado.textos_publicos.count() == 1
    # What is being corrected is written about in the correction.
    publicar(entrar(escena.st), escena, version=1, texto="En el viejo.")
    assert not TextoPublico.objects.filter(texto="En el viejo.").exists()


def test_lo_que_escriben_no_es_html(escena: Escena) -> None:
    malo = "<script>alert(1)</script>"
    crear.crear_texto_publico(escena.reporte, escena.actividades[6], texto=malo, comentario=malo)
    Replica.objects.create(observacion=escena.observar(), texto=malo, autor=escena.focal)
    for cliente, direccion in (
        (entrar(escena.st), f"{escena.pagina}?ver=todas"),
        (entrar(escena.focal), ruta(escena.reporte, "textos/")),
    ):
        html = cliente.get(direccion).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html
