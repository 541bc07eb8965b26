"""The glossary and the audiences' pages, with the real texts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from actores.models import PublicoMeta
from informes.models import FechaClave, Termino
from tests.personas import Persona

pytestmark = pytest.mark.django_db

OFICIAL = "la amenaza o al uso de la fuerza u otras formas de coacción, al rapto, al fraude"


@pytest.fixture
def textos() -> None:
    call_command("loaddata", "publicos", "contenidos", "fechas", "terminos", verbosity=0)


def hoja(client: Client, url: str) -> str:
    respuesta = client.get(url)
    assert respuesta.status_code == 200
    contenido = respuesta.content.decode()
    assert contenido.count("<h1") == 1
    return contenido


def test_el_glosario_real(textos: None, client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        contenido = hoja(client, "/glosario/")
    assert "Trata y tráfico no son lo mismo" in contenido
    assert OFICIAL in contenido
    assert contenido.index('id="letra-a"') < contenido.index('id="letra-t"')
    for termino in Termino.objects.all():
        assert contenido.count(f'id="{termino.codigo}"') == 1
        assert termino.definicion_en
        assert termino.fuente
    ingles = hoja(client, "/en/glosario/")
    assert "harbouring or receipt of persons" in ingles
    assert ingles.index('id="coaccion"') < ingles.index('id="victima-de-trata"')
    assert "Source: Protocol to Prevent, Suppress and Punish Trafficking in Persons" in ingles
    assert 'Source: <span lang="es">' not in ingles


def test_cada_palabra_lleva_a_la_que_no_es_lo_mismo(textos: None, client: Client) -> None:
    contenido = hoja(client, "/glosario/")
    assert '<a href="#trafico-ilicito-de-migrantes">' in contenido
    Termino.objects.filter(codigo="trafico-ilicito-de-migrantes").update(publicado=False)
    contenido = client.get("/glosario/?otra").content.decode()
    assert "#trafico-ilicito-de-migrantes" not in contenido


def test_lo_que_solo_esta_en_espanol_lo_dice_a_los_lectores_de_pantalla(client: Client) -> None:
    Termino.objects.create(codigo="a", termino="Árbol", definicion="Una planta.", publicado=True)
    Termino.objects.create(codigo="b", termino="Borrador", definicion="No sale.")
    Termino.objects.update(fuente="Un libro.")
    contenido = hoja(client, "/en/glosario/")
    assert '<span lang="es">Árbol</span>' in contenido
    assert 'Source: <span lang="es">Un libro.</span>' in contenido
    assert 'id="letra-a"' in contenido
    assert "No sale." not in contenido


def test_los_cinco_publicos(
    textos: None, client: Client, django_assert_max_num_queries: Any
) -> None:
    assert hoja(client, "/publicos/").count('class="numero"') == 5
    for publico in PublicoMeta.objects.all():
        with django_assert_max_num_queries(12):
            contenido = hoja(client, f"/publicos/{publico.numero}/")
        for mensaje in publico.mensajes.all():
            assert mensaje.texto in contenido
    assert "no le fija mensajes" in hoja(client, "/publicos/5/")
    assert "Technical" in hoja(client, "/en/publicos/1/") or "technical" in hoja(
        client, "/en/publicos/1/"
    )


@pytest.mark.parametrize("numero", ["6", "0", "9" * 30])
def test_otro_publico_no_hay(textos: None, client: Client, numero: str) -> None:
    assert client.get(f"/publicos/{numero}/").status_code == 404


def test_las_entradas_de_cada_publico_llevan_a_paginas_que_hay(
    textos: None, client: Client
) -> None:
    for numero in range(1, 6):
        contenido = hoja(client, f"/publicos/{numero}/")
        parte = contenido[contenido.index('class="si-usted"') :]
        parte = parte[: parte.index("</section>")]
        enlaces = [trozo.partition('"')[0] for trozo in parte.split('href="')[1:]]
        assert len(enlaces) >= 5
        for enlace in enlaces:
            assert client.get(enlace).status_code == 200, enlace


def test_sin_datos(client: Client) -> None:
    assert "Todavía no hay palabras" in hoja(client, "/glosario/")
    assert "Todavía no hay públicos" in hoja(client, "/publicos/")


def test_el_comite_escribe_un_termino(comunicacion: Persona, client: Client) -> None:
    datos = {"termino": "Coyote", "termino_en": "Smuggler", "definicion": "Quien pasa personas.",
             "definicion_en": "Who smuggles people.", "fuente": "", "codigo": "coyote",
             "publicado": "on"}  # fmt: skip
    assert comunicacion.post("/admin/informes/termino/add/", datos).status_code == 302
    assert "Coyote" in hoja(client, "/glosario/?x")
    assert Termino.history.get().history_user is not None


def test_el_codigo_repetido_se_dice_en_su_campo(comunicacion: Persona) -> None:
    Termino.objects.create(codigo="coyote", termino="Coyote", definicion="Quien pasa personas.")
    datos = {"termino": "Otro", "definicion": "Otra cosa.", "codigo": "coyote"}
    pagina = comunicacion.post("/admin/informes/termino/add/", datos).content.decode()
    campo = pagina[pagina.index("field-codigo") : pagina.index("field-publicado")]
    assert "Otro término ya tiene este código: escriba uno distinto." in campo
    assert Termino.objects.count() == 1


def test_lo_que_se_ve_en_el_sitio_no_se_borra_sin_quitarlo_antes(comunicacion: Persona) -> None:
    visible = Termino.objects.create(codigo="a", termino="A", definicion="x", publicado=True)
    oculto = Termino.objects.create(codigo="b", termino="B", definicion="x", publicado=False)
    url = "/admin/informes/termino/{}/{}/"
    respuesta = comunicacion.post(url.format(visible.pk, "delete"), {"post": "yes"}, follow=True)
    assert (
        "Esto está en el sitio: para borrarlo, quite antes la marca" in respuesta.content.decode()
    )
    assert f"/{visible.pk}/delete/" not in respuesta.content.decode()
    comunicacion.post(url.format(oculto.pk, "delete"), {"post": "yes"})
    assert Termino.objects.get() == visible
    marcadas = {"action": "delete_selected", "_selected_action": [visible.pk], "post": "yes"}
    comunicacion.post("/admin/informes/termino/", marcadas)
    assert Termino.objects.get() == visible
    dia = {"titulo": "Día", "fecha": "2026-07-30", "fuente": "x"}
    fecha = FechaClave.objects.create(codigo="a", publicada=True, **dia)
    comunicacion.post(f"/admin/informes/fechaclave/{fecha.pk}/delete/", {"post": "yes"})
    assert FechaClave.objects.get() == fecha


def test_un_texto_largo_o_raro_se_dice_en_buen_castellano(comunicacion: Persona) -> None:
    datos = {"termino": "Otro\0", "definicion": "Otra cosa.", "codigo": "c" * 99}
    pagina = comunicacion.post("/admin/informes/termino/add/", datos).content.decode()
    assert "El texto tiene un signo que no se puede guardar: bórrelo." in pagina
    assert "El texto tiene 99 caracteres y caben" in pagina
    assert "nulos" not in pagina


def test_cada_campo_dice_para_que_es_y_si_puede_faltar(comunicacion: Persona) -> None:
    for tabla, opcionales, obligados in (
        ("termino", ("Fuente", "Fuente en inglés", "No es lo mismo que"), ("Término", "Código")),
        ("fechaclave", ("Hasta el", "Lugar", "Enlace", "Fuente"), ("Título", "Día", "Código")),
    ):
        pagina = comunicacion.get(f"/admin/informes/{tabla}/add/").content.decode()
        for nombre in opcionales:
            assert f"{nombre} (opcional):" in pagina
        for nombre in obligados:
            assert f"{nombre}:</l" in pagina
        assert "letras sin tilde, números y guiones" in pagina
        assert "los visitantes no l" in pagina


@pytest.mark.navegador
@pytest.mark.django_db(transaction=True)
def test_accesible(textos: None, live_server: Any, pagina_axe: Any, axe: Any) -> None:
    for url in ("/glosario/", "/publicos/", "/publicos/1/", "/en/publicos/4/"):
        for ancho in (1280, 320):
            pagina_axe.set_viewport_size({"width": ancho, "height": 900})
            pagina_axe.goto(live_server.url + url)
            assert pagina_axe.evaluate("document.documentElement.scrollWidth") <= ancho
            axe(pagina_axe)
