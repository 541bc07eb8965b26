"""The content plan in the panel: matrix, calendar, filters, one Difusion, files."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from actores.models import PublicoMeta
from actores.roles import COMITE_COMUNICACION, PRESIDENCIA
from actores.roles import SECRETARIA_TECNICA as ST
from corett.roles import dar_permisos
from informes.difusion import Filtro, matriz
from informes.models import Difusion, Medio, Mensaje, Producto
from tests.corett.test_admin_navegador import con_sesion
from tests.crear import crear_usuario
from tests.planes.gente import HOY, entrar, texto, titulo

pytestmark = pytest.mark.django_db

DIA = dt.timedelta(days=1)
CALENDARIO = "/admin/informes/difusion/"
PLAN = CALENDARIO + "plan/"


@pytest.fixture
def plan() -> dict[str, Any]:
    """Two audiences; the first has three Difusiones: published, late, to come."""
    dar_permisos()
    filas: dict[str, Any] = {}
    for n in (1, 2):
        publico = PublicoMeta.objects.create(numero=n, nombre=f"Público {n}")
        filas[f"publico{n}"] = publico
        filas[f"mensaje{n}"] = Mensaje.objects.create(
            publico=publico, orden=1, texto=f"Mensaje {n}"
        )
        filas[f"producto{n}"] = Producto.objects.create(
            publico=publico, orden=1, nombre=f"Folleto {n}"
        )
        filas[f"medio{n}"] = Medio.objects.create(publico=publico, orden=1, nombre=f"Radio {n}")
    comun = {"publico": filas["publico1"], "producto": filas["producto1"], "medio": filas["medio1"]}
    filas["hecha"] = Difusion.objects.create(
        **comun,
        titulo="La publicada",
        previsto=HOY - 40 * DIA,
        publicado=HOY - 39 * DIA,
        alcance=1200,
    )
    filas["tarde"] = Difusion.objects.create(
        **comun, mensaje=filas["mensaje1"], titulo="La atrasada", previsto=HOY - DIA
    )
    filas["futura"] = Difusion.objects.create(
        publico=filas["publico1"], mensaje=filas["mensaje1"], titulo="La que viene", previsto=HOY
    )
    return filas


@pytest.fixture
def cliente(plan: dict[str, Any]) -> Client:
    return entrar(crear_usuario("cc@demo.example", COMITE_COMUNICACION, is_staff=True))


def enviar(cliente: Client, plan: dict[str, Any], ruta: str = "add/", **cambios: Any) -> Any:
    datos = {
        "titulo": "Una nueva", "publico": plan["publico1"].pk, "mensaje": plan["mensaje1"].pk,
        "producto": "", "medio": "", "previsto": HOY.isoformat(), "publicado": "", "alcance": "",
        "enlace": "", "nota": "",
    }  # fmt: skip
    return cliente.post(CALENDARIO + ruta, datos | cambios)


# --- What is counted -----------------------------------------------------------------------------


def test_la_matriz_cuenta_por_publico_y_por_contenido(plan: dict[str, Any]) -> None:
    primero, segundo = matriz()
    cuenta = primero.cuenta
    assert (cuenta.previstas, cuenta.publicadas, cuenta.con_retraso, cuenta.por_publicar) == (
        3,
        1,
        1,
        1,
    )
    assert (cuenta.alcance, cuenta.cobertura) == (1200, "")
    por_campo = {c.campo: c.renglones[0].cuenta for c in primero.clases}
    assert {campo: c.previstas for campo, c in por_campo.items()} == {
        "mensaje": 2, "producto": 2, "medio": 2,
    }  # fmt: skip
    assert (por_campo["mensaje"].con_alcance, por_campo["producto"].alcance) == (0, 1200)
    assert segundo.cuenta.previstas == 0


def test_un_alcance_que_no_se_sabe_no_es_cero(plan: dict[str, Any]) -> None:
    Difusion.objects.filter(pk=plan["tarde"].pk).update(publicado=HOY)
    assert matriz()[0].cuenta.cobertura == "de 1 de 2 publicadas"
    Difusion.objects.update(alcance=None)
    cuenta = matriz()[0].cuenta
    assert (cuenta.alcance, cuenta.con_alcance) == (0, 0)


@pytest.mark.parametrize(
    ("pedido", "quedan"),
    [
        ({"estado": "publicada"}, {"La publicada"}),
        ({"estado": "con_retraso"}, {"La atrasada"}),
        ({"estado": "por_publicar"}, {"La que viene"}),
        ({"medio": "medio1"}, {"La publicada", "La atrasada"}),
        ({"publico": "publico2"}, set()),
        ({"publico": "publico1", "mensaje": "mensaje1"}, {"La atrasada", "La que viene"}),
        ({"estado": "otro", "publico": "²"}, {"La publicada", "La atrasada", "La que viene"}),
    ],
)
def test_los_filtros(
    cliente: Client, plan: dict[str, Any], pedido: dict[str, str], quedan: set[str]
) -> None:
    parametros = {c: str(plan[v].pk) if v in plan else v for c, v in pedido.items()}
    html = texto(cliente.get(CALENDARIO, parametros))
    assert {t for t in ("La publicada", "La atrasada", "La que viene") if t in html} == quedan
    vistas = sum(b.cuenta.previstas for b in matriz(Filtro.de(parametros)))
    assert vistas == len(quedan)


def test_el_calendario_va_por_mes_y_marca_lo_atrasado(
    cliente: Client, plan: dict[str, Any]
) -> None:
    html = texto(cliente.get(CALENDARIO))
    assert html.index("La publicada") < html.index("La atrasada") < html.index("La que viene")
    assert "Con retraso" in html
    assert "1 200" in html.replace("\xa0", " ").replace("\u202f", " ")
    meses = {(HOY - 39 * DIA).replace(day=1), (HOY - DIA).replace(day=1), HOY.replace(day=1)}
    assert cliente.get(CALENDARIO).content.decode().count("<caption") == len(meses)


def test_los_tiempos_impresos_van_en_el_idioma_de_quien_lee(
    cliente: Client, plan: dict[str, Any]
) -> None:
    Producto.objects.filter(pk=plan["producto1"].pk).update(
        tiempos="Años 2021-2025", tiempos_en="Years 2021-2025"
    )
    assert "Años 2021-2025" in texto(cliente.get(PLAN))
    assert "Years 2021-2025" in texto(cliente.get("/en" + PLAN))
    libro = cliente.get("/en" + CALENDARIO + "plan.xlsx").content
    celdas = [
        c.value for fila in openpyxl.load_workbook(io.BytesIO(libro)).worksheets[0] for c in fila
    ]
    assert "Years 2021-2025" in celdas


def test_el_plan_se_ve_y_lleva_a_cada_lista(cliente: Client, plan: dict[str, Any]) -> None:
    respuesta = cliente.get(PLAN)
    html = respuesta.content.decode()
    assert "Folleto 2" in html
    assert "3 difusiones previstas, 1 publicada, 1 con retraso" in texto(respuesta)
    assert "1 de 1" in texto(respuesta)
    assert f"{CALENDARIO}?producto={plan['producto1'].pk}" in html
    PublicoMeta.objects.create(numero=3, nombre="Sin nada")
    assert "no trae contenido para este público" in texto(cliente.get(PLAN))


# --- Who -----------------------------------------------------------------------------------------


def test_quien_escribe_y_quien_lee(plan: dict[str, Any]) -> None:
    for rol, puede in ((ST, True), (COMITE_COMUNICACION, True), (PRESIDENCIA, False)):
        cliente = entrar(crear_usuario("", rol, is_staff=True))
        assert cliente.get(PLAN).status_code == 200
        assert ("Añadir" in texto(cliente.get(PLAN))) == puede
        antes = Difusion.objects.count()
        assert enviar(cliente, plan).status_code == (302 if puede else 403)
        assert Difusion.objects.count() == antes + puede


def test_anadir_y_cambiar_dejan_historia(cliente: Client, plan: dict[str, Any]) -> None:
    assert enviar(cliente, plan).status_code == 302
    nueva = Difusion.objects.get(titulo="Una nueva")
    assert nueva.anotado_por.correo == "cc@demo.example"
    ruta = f"{nueva.pk}/change/"
    hoy = HOY.isoformat()
    assert enviar(cliente, plan, ruta, publicado=hoy, alcance="0").status_code == 302
    nueva.refresh_from_db()
    assert (nueva.publicado, nueva.alcance) == (HOY, 0)
    assert nueva.history.count() == 2
    historial = cliente.get(reverse("admin:informes_difusion_history", args=[nueva.pk]))
    assert historial.status_code == 200


def test_el_formulario_llega_con_lo_elegido_y_agrupa_por_publico(
    cliente: Client, plan: dict[str, Any]
) -> None:
    pedido = {"publico": plan["publico2"].pk, "producto": plan["producto2"].pk}
    html = cliente.get(CALENDARIO + "add/", pedido).content.decode()
    assert f'<option value="{plan["producto2"].pk}" selected>Folleto 2</option>' in html
    assert '<optgroup label="2. Público 2">' in html


def test_un_medio_dice_de_quien_es_y_un_mensaje_no_se_parte(
    cliente: Client, plan: dict[str, Any]
) -> None:
    """Audiences share names of channels; a long message ends with a whole word."""
    medio = plan["medio2"]
    html = cliente.get(CALENDARIO).content.decode()
    assert f'<option value="{medio.pk}">{medio.nombre} (2. Público 2)</option>' in html
    largo = Mensaje(texto="La prevención empieza por reconocer las señales de la trata " * 3)
    assert str(largo) == (
        "La prevención empieza por reconocer las señales de la trata La prevención…"
    )


@pytest.mark.parametrize(
    ("cambios", "campo", "frase"),
    [
        ({"titulo": ""}, "titulo", "Este dato hace falta."),
        ({"titulo": "x" * 201}, "titulo", "200"),
        ({"publico": ""}, "publico", "Elija una opción."),
        ({"mensaje": ""}, "mensaje", "Elija el mensaje o el producto que se difunde."),
        ({"mensaje": "mensaje2"}, "mensaje", "Es de otro público: 2. Público 2."),
        ({"medio": "medio2"}, "medio", "Es de otro público: 2. Público 2."),
        ({"producto": "999999"}, "producto", "Esa opción ya no está en la lista."),
        ({"previsto": ""}, "previsto", "Este dato hace falta."),
        ({"previsto": "31 de febrero"}, "previsto", "Escriba una fecha que exista"),
        ({"publicado": (HOY + DIA).isoformat()}, "publicado", "Esa fecha todavía no llega"),
        ({"alcance": "12"}, "publicado", "El alcance es de lo que ya se publicó"),
        ({"alcance": "muchos"}, "alcance", "Escriba un número, sin letras ni signos."),
        ({"alcance": "-3", "publicado": HOY.isoformat()}, "alcance", "0"),
        ({"alcance": "9" * 10, "publicado": HOY.isoformat()}, "alcance", "Revise el número"),
        ({"enlace": "no es"}, "enlace", "Escriba la dirección completa"),
    ],
)
def test_lo_mal_escrito_se_dice_en_su_campo(
    cliente: Client, plan: dict[str, Any], cambios: dict[str, str], campo: str, frase: str
) -> None:
    antes = Difusion.objects.count()
    datos = {c: plan[v].pk if v in plan else v for c, v in cambios.items()}
    respuesta = enviar(cliente, plan, **datos)
    assert respuesta.status_code == 200
    assert "Error:" in titulo(respuesta)
    assert f'href="#id_{campo}"' in respuesta.content.decode()
    assert frase in texto(respuesta)
    assert Difusion.objects.count() == antes


# --- Files ---------------------------------------------------------------------------------------


def test_las_dos_hojas_y_el_csv(cliente: Client, plan: dict[str, Any]) -> None:
    Difusion.objects.filter(pk=plan["hecha"].pk).update(titulo="=HYPERLINK(1)", nota="@nota")
    libro = openpyxl.load_workbook(io.BytesIO(cliente.get(CALENDARIO + "plan.xlsx").content))
    assert libro.sheetnames == ["Plan de contenido", "Calendario"]
    contenido = [
        [c.value for c in fila] for fila in libro["Plan de contenido"].iter_rows(min_row=4)
    ]
    assert len(contenido) == 6
    assert contenido[1] == ["1. Público 1", "Productos", "Folleto 1", None, 2, 1, 1, 0, 1200, 1]
    titulo_ = libro["Calendario"]["D4"]
    assert (titulo_.value, titulo_.data_type) == ("=HYPERLINK(1)", "s")
    filas = list(csv.DictReader(io.StringIO(
        cliente.get(CALENDARIO + "plan.csv").content.decode("utf-8-sig"))))  # fmt: skip
    assert [f["Estado"] for f in filas] == ["Publicada", "Con retraso", "Por publicar"]
    assert (filas[0]["Qué se difunde"], filas[0]["Nota"]) == ("'=HYPERLINK(1)", "'@nota")
    assert filas[0]["Personas alcanzadas"] == "1200"
    assert filas[1]["Personas alcanzadas"] == ""
    filtrado = cliente.get(CALENDARIO + "plan.csv?estado=con_retraso").content.decode()
    assert "La atrasada" in filtrado
    assert "La que viene" not in filtrado
    assert cliente.get(CALENDARIO + "plan.pdf").status_code == 404


def test_las_consultas_no_crecen(
    cliente: Client, plan: dict[str, Any], django_assert_num_queries: Any
) -> None:
    for ruta, cuantas in ((CALENDARIO, 10), (PLAN, 14)):
        cliente.get(ruta)
        with django_assert_num_queries(cuantas):
            cliente.get(ruta)
    for n in range(9):
        Difusion.objects.create(
            publico=plan["publico2"], mensaje=plan["mensaje2"], producto=plan["producto2"],
            medio=plan["medio2"], titulo=f"Otra {n}", previsto=HOY,
        )  # fmt: skip
    for ruta, cuantas in ((CALENDARIO, 10), (PLAN, 14)):
        with django_assert_num_queries(cuantas):
            cliente.get(ruta)


# --- In a browser --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ancho", [1280, 320])
def test_las_paginas_pasan_axe(
    cliente: Client,
    plan: dict[str, Any],
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

    cambiar = reverse("admin:informes_difusion_change", args=[plan["hecha"].pk])
    for ruta in (CALENDARIO, CALENDARIO + "?estado=publicada", PLAN, CALENDARIO + "add/", cambiar):
        page.goto(live_server.url + ruta)
        revisar()
    for ruta, tabla in ((CALENDARIO, ".difusiones"), (PLAN, ".cuenta-contenido")):
        page.goto(live_server.url + ruta)
        # Folded on a phone only, with how many there are.
        assert page.locator(tabla).first.is_visible() == (ancho == 1280)
        page.locator("details").evaluate_all("todos => todos.forEach(d => d.open = true)")
        assert page.locator(tabla).first.is_visible()
        revisar()
    page.goto(live_server.url + cambiar)
    page.locator("#id_titulo").fill("")
    page.locator("input[name=_save]").click()
    page.wait_for_selector("#errores")
    revisar()
