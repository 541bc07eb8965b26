"""«¿De dónde sale esta cifra?»: from a regional figure down to the approved answers, recomputed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from playwright.sync_api import Page

from actores.models import Usuario
from actores.roles import COMITE_COMUNICACION, PRESIDENCIA
from informes import procedencia
from informes.models import Corte, CorteCelda
from planes.models import Reporte, Valor
from tests.crear import crear_reporte, crear_usuario, crear_valor
from tests.informes.escena import Escena
from tests.informes.panel import con_panel, detalle
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    return con_panel()


@pytest.fixture
def st(escena: Escena) -> Client:
    return entrar(Usuario.objects.get(pk=escena.secretaria.pk))


def cifra(corte: Corte, dato: str = "talleres", categoria: str = "") -> str:
    ruta = reverse("admin:informes_corte_procedencia", args=[corte.pk])
    return f"{ruta}?dato={dato}&anio=2024&categoria={categoria}"


def leida(cliente: Client, ruta: str) -> str:
    """The text of the page's own content, on one line."""
    html = cliente.get(ruta).content.decode().split('id="content-main"')[1]
    return re.sub(r"\s+", " ", strip_tags(html))


def test_la_suma_paso_a_paso_da_lo_que_dice_el_corte(escena: Escena, st: Client) -> None:
    Valor.objects.filter(reporte__pais__codigo="hn", dato=escena.talleres).update(nota="Se contó")
    corte = escena.preparar()
    dicho = leida(st, cifra(corte))
    assert "País GT 8 + País HN 4 + País BZ 1 = 13" in dicho
    assert "da lo que dice el corte, en la región y en cada país" in dicho
    assert "3 de 3 países" in dicho
    assert "Suma de los países." in dicho
    assert "Se suman los dos semestres del año." in dicho
    assert dicho.count("Nota: Se contó") == 2
    reporte = Reporte.objects.get(pais__codigo="gt", periodo=escena.periodos[0])
    assert (
        reverse("admin:planes_reporte_revision", args=[reporte.pk])
        in st.get(cifra(corte)).content.decode()
    )
    assert str(reporte.enviado_por) in dicho
    assert str(reporte.revisado_por) in dicho


def test_lo_sensible_se_suma_protegido_y_se_lee_exacto(escena: Escena, st: Client) -> None:
    corte = escena.preparar()
    dicho = leida(st, cifra(corte, "denuncias", "delito:trata"))
    assert "País GT 40 + País HN 18 + País BZ 1 a 10 = entre 59 y 68" in dicho
    assert "2024-I País BZ: 3" in dicho
    assert "Lo exacto no sale de esta página" in dicho


def test_todas_las_cifras_regionales_se_rehacen_iguales(escena: Escena) -> None:
    corte = escena.preparar()
    celdas = list(corte.celdas.filter(pais=""))
    assert len(celdas) >= 3
    for celda in celdas:
        hecha = procedencia.de_una_cifra(corte, celda)
        assert hecha.diferencias == (), celda.dato
        assert hecha.corregidas == 0


def test_una_correccion_posterior_se_dice_y_no_cambia_el_corte(escena: Escena, st: Client) -> None:
    corte = escena.preparar()
    viejo = Reporte.objects.get(pais__codigo="gt", periodo=escena.periodos[0])
    nuevo = crear_reporte(
        escena.paises["gt"], escena.periodos[0], Reporte.Estado.APROBADO, version=2,
        sustituye=viejo,
    )  # fmt: skip
    Reporte.objects.filter(pk=nuevo.pk).update(revisado_en=timezone.now() + dt.timedelta(hours=1))
    crear_valor(nuevo, escena.talleres, 9)
    dicho = leida(st, cifra(corte))
    assert "Se corrigió después: ahora dice 9" in dicho
    assert "1 respuesta se corrigió después" in dicho
    assert "País GT 8 + País HN 4 + País BZ 1 = 13" in dicho
    assert "no da lo que dice el corte" not in dicho


def test_si_la_cuenta_no_da_se_dice(escena: Escena, st: Client) -> None:
    """A value changed behind everything's back, or a cell that is not what was added up."""
    corte = escena.preparar()
    Valor.objects.filter(reporte__pais__codigo="hn", dato=escena.talleres).update(numero=7)
    dicho = leida(st, cifra(corte))
    assert "La cuenta rehecha no da lo que dice el corte." in dicho
    assert "Cambia en: La región, País HN. Ahora la región daría 23." in dicho
    otro = escena.preparar()
    assert "no da lo que dice el corte" not in leida(st, cifra(otro))
    QuerySet.update(CorteCelda.objects.filter(corte=otro, dato="talleres", pais=""), reportaron=2)
    assert "Cambia en: La región." in leida(st, cifra(otro))


def test_un_dato_que_el_plan_ya_no_pregunta(escena: Escena, st: Client) -> None:
    corte = escena.preparar()
    escena.plan.indicadores.filter(dato=escena.talleres).update(dato=escena.denuncias)
    assert "ya no pregunta este dato así" in leida(st, cifra(corte))


def test_sin_cifra_se_elige_y_la_que_no_hay_se_dice(escena: Escena, st: Client) -> None:
    corte = escena.preparar()
    ruta = reverse("admin:informes_corte_procedencia", args=[corte.pk])
    assert "Talleres" in leida(st, ruta)
    assert "Lo que respondió" not in leida(st, ruta)
    assert "no tiene esa cifra" in leida(st, f"{ruta}?dato=nada")
    # Another Dato chosen while the category of the one before is in the address.
    assert "= 13" in leida(st, cifra(corte, "talleres", "delito:trata"))


def test_solo_quien_revisa(escena: Escena) -> None:
    corte = escena.preparar()
    pres = entrar(crear_usuario("pres@demo.example", PRESIDENCIA, is_staff=True))
    assert "= 13" in leida(pres, cifra(corte))
    otro = entrar(crear_usuario("com@demo.example", COMITE_COMUNICACION, is_staff=True))
    assert otro.get(cifra(corte)).status_code == 403


def test_lo_oculto_se_lista_como_se_publica(escena: Escena, st: Client) -> None:
    """On the cut's page: band and interval with their rule, never the exact count."""
    dicho = leida(st, detalle(escena.preparar()))
    assert "País BZ2024Trata1 a 10 [c]El país reportó de 1 a 10" in dicho
    assert "entre 59 y 68 [c]Suma de países con alguno en banda" in dicho


def test_no_cuesta_mas_por_tener_mas(
    escena: Escena, st: Client, django_assert_max_num_queries: Any
) -> None:
    ruta = cifra(escena.preparar())
    with django_assert_max_num_queries(40):
        st.get(ruta)


@pytest.mark.django_db(transaction=True)
def test_accesible(pagina_axe: Page, axe: Callable[[Page], None], live_server: Any) -> None:
    escena = con_panel()
    corte = escena.preparar()
    galleta = entrar(Usuario.objects.get(pk=escena.secretaria.pk)).cookies["sessionid"]
    pagina_axe.context.add_cookies(
        [{"name": "sessionid", "value": galleta.value, "url": live_server.url}]
    )
    for ruta in (cifra(corte, "denuncias", "delito:trata"), detalle(corte)):
        pagina_axe.goto(live_server.url + ruta)
        axe(pagina_axe)
        pagina_axe.set_viewport_size({"width": 320, "height": 800})
        assert pagina_axe.evaluate("document.documentElement.scrollWidth") == 320
        pagina_axe.set_viewport_size({"width": 1280, "height": 900})


def test_desde_la_vista_previa_se_llega_y_el_publico_no_lo_ve(escena: Escena, st: Client) -> None:
    publicado, corte = escena.publicar(), escena.preparar()
    indicador = escena.plan.indicadores.get(dato=escena.talleres)
    pagina = reverse("informes:indicador", args=[indicador.codigo])
    enlace = reverse("admin:informes_corte_procedencia", args=[corte.pk])
    st.get(reverse("informes:vista_previa", args=[corte.pk]))
    assert f"{enlace}?dato=talleres" in st.get(pagina).content.decode()
    publico = Client().get(pagina).content.decode()
    assert "admin" not in publico.split("<main")[1].split("</main>")[0]
    assert publicado.pk != corte.pk
