"""The Estrategia's pages in the panel: read by three roles, written by one."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from playwright.sync_api import Page

from actores.roles import COMITE_COMUNICACION, PRESIDENCIA
from actores.roles import SECRETARIA_TECNICA as ST
from corett.roles import dar_permisos
from planes.models import Actividad, Meta, Plan, Seguimiento
from planes.operaciones import guardar_seguimiento
from tests.corett.test_admin_navegador import con_sesion
from tests.crear import crear_accion_de_estrategia, crear_actividad, crear_meta, crear_usuario
from tests.planes.gente import HOY, entrar, texto, titulo

pytestmark = pytest.mark.django_db

DIA = dt.timedelta(days=1)
AYER = HOY - DIA
LISTA = "/admin/planes/seguimiento/estrategia/"


@pytest.fixture
def accion() -> Actividad:
    """Late, graded, adjusted once; it contributes to a meta of the Plan Operativo."""
    dar_permisos()
    accion = crear_accion_de_estrategia(texto="Crear el manual de identidad")
    accion.metas.get().contribuye_a.add(crear_meta("1.1.1", crear_actividad("1.1")))
    crear_accion_de_estrategia("2.A1", 2, texto="Mapear los públicos")
    autora = crear_usuario("autora@demo.example", ST, nombre="Autora")
    comun: dict[str, Any] = {"actividad": accion, "por": autora}
    guardar_seguimiento(
        **comun, version=0, motivo="", estado="en_curso", calificacion=2,
        inicio_previsto=AYER - 90 * DIA, fin_previsto=AYER - DIA,
    )  # fmt: skip
    guardar_seguimiento(**comun, version=1, motivo="=Feriados", fin_previsto=AYER)
    return accion


@pytest.fixture
def cliente(accion: Actividad) -> Client:
    return entrar(crear_usuario("st@demo.example", ST, is_staff=True))


def pagina(accion: Actividad) -> str:
    return f"{LISTA}{accion.pk}/"


def enviar(cliente: Client, accion: Actividad, **cambios: Any) -> Any:
    """The form as it stands, with changes."""
    suyo = Seguimiento.objects.filter(actividad=accion).first() or Seguimiento(version=0)
    datos = {
        "version": suyo.version, "estado": suyo.estado, "calificacion": suyo.calificacion or "",
        "cumplimiento": suyo.cumplimiento, "dificultades": suyo.dificultades, "motivo": "",
    }  # fmt: skip
    for campo in ("inicio_previsto", "fin_previsto", "inicio_real", "fin_real"):
        datos[campo] = str(getattr(suyo, campo) or "")
    return cliente.post(pagina(accion), datos | cambios)


def test_la_lista_dice_estado_calificacion_fechas_retraso_y_metas(cliente: Client) -> None:
    html = texto(cliente.get(LISTA))
    assert "2 acciones" in html
    assert "1 con retraso" in html
    for frase in ("Eje 1", "Crear el manual de identidad", "En curso", "debió terminar el",
                  "2 · Baja", "1 ajuste", "1.1.1", "Sin calificar", "Sin fechas"):  # fmt: skip
        assert frase in html, frase
    assert "promedio" not in html.lower()
    tarde = texto(cliente.get(LISTA + "?ver=con_retraso"))
    assert "Crear el manual" in tarde
    assert "Mapear los públicos" not in tarde
    assert cliente.get(LISTA + "?ver=cualquiera").status_code == 200


def test_otra_estrategia_se_pide_por_su_codigo(cliente: Client, accion: Actividad) -> None:
    assert cliente.get(LISTA + "?plan=no-hay").status_code == 404
    codigo = accion.plan.codigo
    assert "2 acciones" in texto(cliente.get(f"{LISTA}?plan={codigo}"))
    Plan.objects.filter(codigo=codigo).update(estado="borrador")
    assert cliente.get(LISTA).status_code == 404
    assert cliente.get(pagina(accion)).status_code == 404


def test_una_actividad_del_plan_operativo_no_esta(cliente: Client, accion: Actividad) -> None:
    assert cliente.get(pagina(Actividad.objects.get(codigo="1.1"))).status_code == 404


@pytest.mark.parametrize("rol", [PRESIDENCIA, COMITE_COMUNICACION])
def test_los_demas_leen_y_no_escriben(accion: Actividad, rol: str) -> None:
    cliente = entrar(crear_usuario("", rol, is_staff=True))
    html = texto(cliente.get(pagina(accion)))
    assert "Feriados" in html
    assert "Motivo del ajuste" not in html
    assert enviar(cliente, accion, estado="suspendida").status_code == 403
    assert Seguimiento.objects.get().estado == "en_curso"
    enlace = reverse("admin:planes_meta_change", args=[Meta.objects.get(codigo="1.1.1").pk])
    assert (enlace in cliente.get(LISTA).content.decode()) == (rol == PRESIDENCIA)


def test_guardar_por_primera_vez(cliente: Client, accion: Actividad) -> None:
    otra = Actividad.objects.get(codigo="2.A1")
    respuesta = enviar(cliente, otra, estado="en_curso", inicio_real=AYER.isoformat())
    assert respuesta.status_code == 302
    assert "Se guardó la acción 2.A1." in texto(cliente.get(respuesta.url))
    hecho = Seguimiento.objects.get(actividad=otra)
    assert (hecho.estado, hecho.inicio_real, hecho.calificacion) == ("en_curso", AYER, None)
    assert Seguimiento.history.filter(actividad=otra).get().history_user.correo == "st@demo.example"


def test_un_ajuste_sin_motivo_se_pide_y_no_pierde_nada(cliente: Client, accion: Actividad) -> None:
    nueva = (HOY + 30 * DIA).isoformat()
    respuesta = enviar(cliente, accion, fin_previsto=nueva, dificultades="lo escrito")
    assert "Error:" in titulo(respuesta)
    html = respuesta.content.decode()
    assert 'href="#id_motivo"' in html
    assert nueva in html
    assert "lo escrito" in html
    assert Seguimiento.objects.get().fin_previsto == AYER
    assert enviar(cliente, accion, fin_previsto=nueva, motivo="Sin fondos").status_code == 302
    html = texto(cliente.get(pagina(accion)))
    assert html.index("Sin fondos") < html.index("Feriados")  # the newest first


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"fin_previsto": "ayer"}, "Escriba una fecha que exista"),
        ({"estado": ""}, "Elija una opción."),
        ({"estado": "terminada"}, "Esa opción ya no está en la lista."),
        ({"calificacion": "9"}, "Esa opción ya no está en la lista."),
        ({"inicio_real": (HOY + DIA).isoformat()}, "Esa fecha todavía no llega."),
        ({"inicio_previsto": HOY.isoformat(), "motivo": "m"}, "antes de empezar"),
        ({"motivo": "x" * 101}, "Dígalo en 100 letras o menos."),
        ({"cumplimiento": "x" * 10_001}, "Dígalo en 10 000 letras o menos."),
    ],
)
def test_lo_mal_escrito_se_dice(
    cliente: Client, accion: Actividad, campos: dict[str, str], frase: str
) -> None:
    respuesta = enviar(cliente, accion, **campos)
    assert respuesta.status_code == 200
    assert frase in texto(respuesta)
    assert Seguimiento.objects.get().version == 2


def test_quien_llega_segundo_ve_lo_del_otro_y_conserva_lo_suyo(
    cliente: Client, accion: Actividad
) -> None:
    respuesta = enviar(cliente, accion, version=1, estado="suspendida", cumplimiento="lo mío")
    html = texto(respuesta)
    assert respuesta.status_code == 409
    assert "Autora guardó esta acción mientras usted escribía" in html
    assert "lo mío" in respuesta.content.decode()
    assert 'name="version" value="2"' in respuesta.content.decode()
    assert Seguimiento.objects.get().estado == "en_curso"
    assert enviar(cliente, accion, estado="suspendida", cumplimiento="lo mío").status_code == 302


def test_los_nombres_de_una_version_imposible(cliente: Client, accion: Actividad) -> None:
    for version in ("", "x", "99999999999999999999"):
        assert enviar(cliente, accion, version=version).status_code in (200, 302, 409)
    assert Seguimiento.objects.get().version == 2


def test_el_historial_y_la_tabla_llevan_a_la_accion(cliente: Client, accion: Actividad) -> None:
    suyo = Seguimiento.objects.get()
    assert cliente.get("/admin/planes/seguimiento/").url == LISTA
    ficha = reverse("admin:planes_seguimiento_change", args=[suyo.pk])
    assert cliente.get(ficha).url == pagina(accion)
    historial = texto(cliente.get(reverse("admin:planes_seguimiento_history", args=[suyo.pk])))
    assert historial.count("Fin previsto") == 1  # each change is told once
    assert "=Feriados" in historial
    enviar(cliente, accion, calificacion=5, motivo="Se revisó")
    historial = texto(cliente.get(reverse("admin:planes_seguimiento_history", args=[suyo.pk])))
    assert "2 · Baja" in historial
    assert "5 · Plena" in historial


def test_el_cronograma_y_su_archivo(cliente: Client, accion: Actividad) -> None:
    html = cliente.get(LISTA + "cronograma/").content.decode()
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="gantt"' in html
    assert "Sin fecha prevista" in html
    assert 'style="' not in html
    respuesta = cliente.get(LISTA + "cronograma.ics")
    assert respuesta["Content-Type"] == "text/calendar"
    assert len(Calendar.from_ical(respuesta.content).walk("VEVENT")) == 2


def test_la_matriz_en_excel_y_csv(cliente: Client, accion: Actividad) -> None:
    respuesta = cliente.get(LISTA + "matriz.xlsx")
    libro = openpyxl.load_workbook(io.BytesIO(respuesta.content))
    assert libro.sheetnames == ["Matriz", "Ajustes"]
    matriz = libro["Matriz"]
    columnas = [celda.value for celda in matriz[3]]
    fila = dict(zip(columnas, [celda.value for celda in matriz[4]], strict=True))
    assert (fila["Código"], fila["Estado"], fila["Calificación"]) == (
        "1.A1",
        "En curso",
        "2 · Baja",
    )
    assert fila["Fin previsto"].date() == AYER
    assert fila["Aporta a las metas"].startswith("1.1.1")
    assert fila["Ajustes"] == 1
    assert matriz.freeze_panes == "E4"
    assert matriz.auto_filter.ref == "A3:Q5"
    ajuste = libro["Ajustes"][4]
    assert [c.value for c in ajuste][3:5] == ["Autora", "Fin previsto"]
    assert ajuste[7].value == "=Feriados"
    assert ajuste[7].data_type == "s"
    csv = cliente.get(LISTA + "matriz.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[0].startswith("Eje,Táctica,Código")
    assert AYER.isoformat() in csv
    assert cliente.get(LISTA + "matriz.pdf").status_code == 404


def test_el_csv_no_lleva_formulas(cliente: Client, accion: Actividad) -> None:
    Seguimiento.objects.update(dificultades="=1+1")
    assert "'=1+1" in cliente.get(LISTA + "matriz.csv").content.decode()


def test_se_llega_desde_el_escritorio_y_el_plan(cliente: Client, accion: Actividad) -> None:
    escritorio = cliente.get("/admin/").content.decode()
    assert LISTA in escritorio
    assert "1 acción con retraso" in escritorio
    arbol = cliente.get(reverse("admin:planes_plan_arbol", args=[accion.plan.pk])).content.decode()
    assert LISTA in arbol


def test_las_consultas_no_crecen(
    cliente: Client, accion: Actividad, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(13):
        cliente.get(LISTA)
    for n in range(3, 7):
        otra = crear_accion_de_estrategia(f"{n}.A1", n)
        otra.metas.get().contribuye_a.add(Meta.objects.get(codigo="1.1.1"))
        Seguimiento.objects.create(actividad=otra, fin_previsto=HOY)
    with django_assert_num_queries(13):
        cliente.get(LISTA)
    with django_assert_num_queries(12):
        cliente.get(LISTA + "cronograma/")


# --- In a browser --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ancho", [1280, 320])
def test_las_paginas_pasan_axe(
    cliente: Client,
    accion: Actividad,
    pagina_axe: Page,
    axe: Callable[[Page], None],
    live_server: Any,
    ancho: int,
) -> None:
    page = pagina_axe
    con_sesion(page, cliente, live_server.url)
    page.set_viewport_size({"width": ancho, "height": 900})

    def revisar() -> None:
        axe(page)
        sobra = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(sobra) <= 0, page.url

    for ruta in (LISTA, LISTA + "?ver=con_retraso", LISTA + "cronograma/", pagina(accion)):
        page.goto(live_server.url + ruta)
        revisar()
    for ruta, tabla in (
        (LISTA, ".acciones-estrategia"),
        (LISTA + "cronograma/", ".lista-cronograma"),
    ):
        page.goto(live_server.url + ruta)
        # Folded on a phone only, with how many there are.
        assert page.locator(tabla).first.is_visible() == (ancho == 1280)
        assert page.locator(".plegado-movil > summary").first.is_visible() == (ancho == 320)
        page.locator("details").evaluate_all("todos => todos.forEach(d => d.open = true)")
        assert page.locator(tabla).first.is_visible()
        revisar()
    assert page.locator(".gantt").is_visible() == (ancho == 1280)
    page.goto(live_server.url + pagina(accion))
    page.locator("#id_fin_previsto").fill("2027-01-01")  # without its reason
    page.locator(".formulario-accion button").click()
    page.wait_for_selector(".resumen-errores")
    revisar()
    page.locator("#id_motivo").fill("Huracán")
    Seguimiento.objects.update(version=9)
    page.locator(".formulario-accion button").click()
    page.wait_for_selector("#conflicto")
    revisar()
