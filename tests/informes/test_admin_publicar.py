"""Publishing a cut: the question before it, and going back on purpose only."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.formats import date_format
from playwright.sync_api import Page, expect

from actores.models import Usuario
from informes import operaciones
from informes.models import Corte
from planes.models import Valor
from tests.informes.escena import Escena
from tests.informes.panel import con_panel, detalle, plantar, publicacion, publicar
from tests.personas import Persona
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    return con_panel()


@pytest.fixture
def st(escena: Escena) -> Client:
    return entrar(Usuario.objects.get(pk=escena.secretaria.pk))


# --- What it would say ---------------------------------------------------------------------------


def test_dice_que_cifras_cambian(escena: Escena, st: Client) -> None:
    escena.publicar()
    belice = Valor.objects.filter(dato=escena.talleres, reporte__pais__codigo="bz")
    belice.filter(reporte__periodo__semestre=1).update(numero=7)
    pagina = st.get(publicacion(escena.preparar())).content.decode()
    assert "dicen otra cosa: 2." in pagina  # Belice, and the region with it
    assert "Talleres</th>" in pagina


def test_si_nada_cambia_se_dice(escena: Escena, st: Client) -> None:
    escena.publicar()
    assert "Es igual al corte publicado" in st.get(publicacion(escena.preparar())).content.decode()
    otro = operaciones.preparar_corte(
        plan=escena.plan, periodos=escena.periodos, fecha=dt.date(2025, 1, 31), motivo="Otra fecha",
        por=escena.secretaria,
    )  # fmt: skip
    html = st.get(publicacion(otro)).content.decode()
    assert "Ninguna cifra cambia" in html
    assert "Es igual al corte publicado" not in html


def test_lo_que_delata_no_tiene_boton(escena: Escena, st: Client) -> None:
    corte = escena.preparar()
    assert "Se comprobó que ninguna se puede averiguar" in st.get(detalle(corte)).content.decode()
    plantar(corte, "", valor=61, minimo=None, maximo=None)
    for direccion in (detalle(corte), publicacion(corte)):
        pagina = st.get(direccion).content.decode()
        assert "Este corte no se puede publicar" in pagina
        assert "País BZ, 2024" in pagina
    assert '<button class="button default">' not in pagina
    assert "daría a conocer lo oculto" in publicar(st, corte)
    assert Corte.objects.vigente() is None


# --- Going back, on purpose only -----------------------------------------------------------------


def viejo_y_nuevo(escena: Escena) -> tuple[Corte, Corte]:
    """A prepared cut, and one made and published after it."""
    return escena.preparar(), escena.publicar()


def test_un_corte_mas_viejo_que_el_publicado_pide_un_si(escena: Escena, st: Client) -> None:
    viejo, nuevo = viejo_y_nuevo(escena)
    pregunta = st.get(publicacion(viejo)).content.decode()
    assert "Este corte es más viejo que el publicado." in pregunta
    html = publicar(st, viejo)
    assert "<title>Error:" in html
    assert "Marque la casilla" in html
    assert Corte.objects.vigente() == nuevo
    publicar(st, viejo, atras="on")
    assert Corte.objects.vigente() == viejo


def test_la_operacion_tampoco_vuelve_atras_sin_decirlo(escena: Escena) -> None:
    viejo, nuevo = viejo_y_nuevo(escena)
    with pytest.raises(ValueError, match="más nuevo"):
        operaciones.publicar_corte(corte=viejo, por=escena.secretaria)
    assert Corte.objects.vigente() == nuevo


def test_un_corte_mas_nuevo_no_pide_nada(escena: Escena, st: Client) -> None:
    escena.publicar()
    nuevo = escena.preparar()
    assert "más viejo" not in st.get(publicacion(nuevo)).content.decode()
    publicar(st, nuevo)
    assert Corte.objects.vigente() == nuevo


# --- The question before publishing --------------------------------------------------------------


def test_publicar_pregunta_antes_y_dice_que_reemplaza(escena: Escena, st: Client) -> None:
    """One click on the cut's page changes nothing: it leads to the question."""
    publicado, nuevo = escena.publicar(), escena.preparar()
    ficha = st.get(detalle(nuevo)).content.decode()
    assert f'href="{publicacion(nuevo)}"' in ficha
    assert 'value="publicar"' not in ficha
    assert st.post(detalle(nuevo), {"accion": "publicar"}).status_code == 404
    html = st.get(publicacion(nuevo)).content.decode()
    assert f"Publicar el corte al {date_format(nuevo.fecha)}</button>" in html
    assert f"Toma el lugar del corte al {date_format(publicado.fecha)}" in html
    assert (publicado.motivo in html, nuevo.motivo in html) == (True, True)
    assert "Reportes aprobados que contiene" in html
    assert Corte.objects.vigente() == publicado


def test_si_otro_publico_mientras_leia_se_pregunta_otra_vez(escena: Escena, st: Client) -> None:
    """What is replaced is what the page said."""
    leido = escena.publicar()
    corte = escena.preparar()
    otro = escena.publicar()
    html = publicar(st, corte, reemplaza=leido.pk, atras="on")
    assert "se publicó otro corte" in html
    assert Corte.objects.vigente() == otro


def test_el_primero_no_reemplaza_a_ninguno(escena: Escena, st: Client) -> None:
    corte = escena.preparar()
    assert "Es el primero" in st.get(publicacion(corte)).content.decode()
    publicar(st, corte)
    assert Corte.objects.vigente() == corte


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ancho", [1280, 320])
def test_la_pregunta_pasa_axe_y_cabe(
    escena: Escena, pagina_axe: Page, axe: Callable[[Page], None], live_server: Any, ancho: int
) -> None:
    """Also with its error: the older cut over a newer one, without the tick."""
    viejo, _nuevo = viejo_y_nuevo(escena)
    st = Usuario.objects.get(pk=escena.secretaria.pk)
    pagina_axe.context.add_cookies(Persona(st).galletas(live_server.url))  # type: ignore[arg-type]
    pagina_axe.set_viewport_size({"width": ancho, "height": 900})
    for idioma in ("", "/en"):
        pagina_axe.goto(live_server.url + idioma + publicacion(viejo))
        axe(pagina_axe)
        pagina_axe.locator(".decision button").click()
        expect(pagina_axe).to_have_title(re.compile("^Error:"))
        axe(pagina_axe)
        assert pagina_axe.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
