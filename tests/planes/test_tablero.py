"""The matrix on a phone: each informant once, its activities by what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from actores.models import Usuario
from actores.roles import PUNTO_FOCAL
from actores.roles import SECRETARIA_TECNICA as ST
from corett.roles import dar_permisos
from planes import tablero
from planes.models import Observacion, Periodo
from tests.corett.test_admin_navegador import con_sesion
from tests.crear import (
    crear_actividad,
    crear_avance,
    crear_eje,
    crear_objetivo,
    crear_pais,
    crear_periodo,
    crear_plan,
    crear_reporte,
    crear_usuario,
)
from tests.planes.gente import entrar, texto

pytestmark = pytest.mark.django_db


@pytest.fixture
def st() -> Usuario:
    dar_permisos()
    return crear_usuario("st@demo.example", ST, is_staff=True)


@pytest.fixture
def periodo(st: Usuario) -> Periodo:
    """Two ejes. Honduras was returned 2.1, and said 1.1 and 1.2; Guatemala has not begun."""
    plan = crear_plan()
    uno, dos = (crear_objetivo(crear_eje(plan, n), n) for n in (1, 2))
    primera, segunda = (crear_actividad(c, uno, informante="nacional") for c in ("1.1", "1.2"))
    devuelta = crear_actividad("2.1", dos, informante="nacional")
    crear_actividad("2.2", dos, informante="regional")
    periodo = crear_periodo(plan)
    reporte = crear_reporte(crear_pais("hn", "Honduras"), periodo, "observado")
    crear_avance(reporte, primera, "completada", terminada=True)
    crear_avance(reporte, segunda, "en_curso", terminada=True)
    crear_avance(reporte, devuelta, "en_curso")
    Observacion.objects.create(reporte=reporte, actividad=devuelta, texto="¿Cuándo?", autor=st)
    crear_pais("gt", "Guatemala")
    return periodo


def filas(periodo: Periodo) -> dict[str, tablero.Fila]:
    matrices = tablero.matrices(tablero.tablero(periodo))
    assert len(matrices) == 2
    return {f.puesto.nombre: f for f in tablero.por_informante(matrices)}


def test_cada_informante_una_vez_con_las_actividades_de_todos_los_ejes(periodo: Periodo) -> None:
    todas = filas(periodo)
    dichas = {
        nombre: [(c, [celda.actividad.codigo for celda in celdas])
                 for c, _nombre, celdas in fila.por_clave]
        for nombre, fila in todas.items()
    }  # fmt: skip
    assert dichas == {
        "Honduras": [("en_curso", ["1.2"]), ("completada", ["1.1"]), ("problema", ["2.1"])],
        "Guatemala": [("sin_dato", ["1.1", "1.2", "2.1"])],
        "Reporte regional": [("sin_dato", ["2.2"])],
    }
    cuentas = {n: (f.llenas, f.pedidas, f.observadas) for n, f in todas.items()}
    assert cuentas == {
        "Honduras": (2, 3, 1), "Guatemala": (0, 3, 0), "Reporte regional": (0, 1, 0)
    }  # fmt: skip
    assert tablero.por_informante([]) == []


def test_la_lista_dice_las_cuentas_y_lleva_al_reporte(st: Usuario, periodo: Periodo) -> None:
    ruta = reverse("admin:planes_periodo_matriz", args=[periodo.pk])
    respuesta = entrar(st).get(ruta)
    assert "2 de 3 llenas, 1 con observación" in texto(respuesta)
    assert "0 de 3 llenas" in texto(respuesta)
    ajena = crear_usuario("pf@demo.example", PUNTO_FOCAL, pais=crear_pais("hn"), is_staff=True)
    assert entrar(ajena).get(ruta).status_code == 403


def test_una_sola_cuenta_en_todas_partes(st: Usuario, periodo: Periodo) -> None:
    """What was returned is not finished: on the list, in the matrix, by phone and in the file."""
    tabla = tablero.tablero(periodo)
    (puesto,) = (p for p in tabla.puestos if p.nombre == "Honduras")
    suyas = [next(f for f in m.filas if f.puesto == puesto) for m in tablero.matrices(tabla)]
    assert puesto.linea.terminadas == sum(fila.llenas for fila in suyas) == 2
    ruta = reverse("admin:planes_periodo_matriz", args=[periodo.pk])
    pagina = texto(entrar(st).get(ruta))
    assert pagina.count("2 de 3 llenas") == 2
    assert "3 de 3" not in pagina
    archivo = entrar(st).get(reverse("admin:planes_periodo_matriz_csv", args=[periodo.pk]))
    renglones = archivo.content.decode("utf-8-sig").splitlines()
    dichas = [r.rpartition(",")[2] for r in renglones if ",Honduras," in r]
    assert (renglones[0].rpartition(",")[2], dichas) == ("llena", ["sí", "sí", "no"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ancho", [1280, 320])
@pytest.mark.parametrize("idioma", ["", "/en"])
def test_en_el_telefono_una_lista_y_en_lo_ancho_la_matriz(
    st: Usuario,
    periodo: Periodo,
    pagina_axe: Page,
    axe: Callable[[Page], None],
    live_server: Any,
    ancho: int,
    idioma: str,
) -> None:
    page, movil = pagina_axe, ancho == 320
    con_sesion(page, entrar(st), live_server.url)
    page.set_viewport_size({"width": ancho, "height": 900})
    ruta = reverse("admin:planes_periodo_matriz", args=[periodo.pk])
    for direccion in (ruta, "/admin/"):
        page.goto(live_server.url + idioma + direccion)
        assert page.locator("table.matriz").first.is_visible() != movil
        assert page.locator(".por-informante").first.is_visible() == movil
        axe(page)
        page.locator("details").evaluate_all("todos => todos.forEach(d => d.open = true)")
        axe(page)
        sobra = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(sobra) <= 0, page.url
    if movil:
        page.goto(live_server.url + idioma + ruta)
        page.get_by_text("Honduras").locator("visible=true").first.click()
        page.get_by_role("link", name="2.1").click()
        assert page.url.endswith("?ver=todas#a-2.1")
