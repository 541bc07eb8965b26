"""A period's desk in the panel: what it answers at a glance, and its acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from actores.roles import OBSERVADOR
from actores.roles import SECRETARIA_TECNICA as ST
from corett.roles import dar_permisos
from planes.models import Periodo, Prorroga, Recordatorio, Reporte
from tests.corett.test_admin_navegador import con_sesion
from tests.crear import (
    crear_pais,
    crear_periodo,
    crear_plan,
    crear_reporte,
    crear_usuario,
)
from tests.planes.gente import HOY, entrar, focal, texto

pytestmark = pytest.mark.django_db

DIA = dt.timedelta(days=1)


@pytest.fixture
def periodo() -> Periodo:
    """Open; Honduras has sent, Guatemala is at its draft, Mexico has not begun."""
    dar_permisos()
    periodo = crear_periodo()
    crear_reporte(crear_pais("hn", "Honduras"), periodo, Reporte.Estado.ENVIADO)
    crear_reporte(crear_pais("gt", "Guatemala"), periodo)
    crear_pais("mx", "México")
    return periodo


@pytest.fixture
def cliente(periodo: Periodo) -> Client:
    return entrar(crear_usuario("st@demo.example", ST, is_staff=True))


def mesa(periodo: Periodo) -> str:
    return reverse("admin:planes_periodo_mesa", args=[periodo.pk])


def leer(cliente: Client, periodo: Periodo) -> str:
    return texto(cliente.get(mesa(periodo)))


def hacer(cliente: Client, periodo: Periodo, acto: str, **campos: Any) -> Any:
    """Sends one of the forms and goes where it leads."""
    datos = {f"{acto}-{nombre}": valor for nombre, valor in campos.items()}
    return cliente.post(mesa(periodo), {"accion": acto, **datos}, follow=True)


# --- At a glance ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("abre", "vence", "cierra", "prorroga", "frase"),
    [
        (4, 10, 20, 0, "Todavía no está abierto. Abre en 4 días."),
        (-9, 1, 20, 0, "Está abierto. Vence en 1 día."),
        (-9, 0, 20, 0, "Está abierto. Vence hoy."),
        (-9, -1, 3, 0, "Está abierto, pero ya venció. Cierra en 3 días"),
        (-9, -8, -1, 5, "Está cerrado, salvo para quienes tienen prórroga: México hasta el"),
        (-9, -8, -1, 0, "Está cerrado. Ya no se puede enviar un primer reporte."),
    ],
)
def test_dice_si_esta_abierto_y_por_que_no(
    cliente: Client, periodo: Periodo, abre: int, vence: int, cierra: int, prorroga: int, frase: str
) -> None:
    fechas = {"abre": abre, "vence": vence, "cierra": cierra}
    Periodo.objects.update(**{campo: HOY + n * DIA for campo, n in fechas.items()})
    if prorroga:
        Prorroga.objects.create(
            periodo=periodo, pais=crear_pais("mx"), hasta=HOY + prorroga * DIA, motivo="m"
        )
    assert frase in leer(cliente, periodo)


def test_dice_de_cada_quien_estado_llegada_plazo_y_recordatorio(
    cliente: Client, periodo: Periodo
) -> None:
    quien = focal("gt")
    Recordatorio.objects.create(
        usuario=quien, periodo=periodo, informante="gt", paso=Recordatorio.Paso.ABRE
    )
    pagina = leer(cliente, periodo)
    assert "Esperados 4 Recibidos 1 de 4 A tiempo 1 de 1 recibidos Aprobados 0 de 4" in pagina
    assert "El reporte ya se envió y espera la revisión." in pagina
    assert str(Recordatorio.Paso.ABRE.label) in pagina
    assert "Sin empezar" in pagina


def test_quien_observa_lee_y_no_manda(periodo: Periodo) -> None:
    cliente = entrar(crear_usuario("", OBSERVADOR, is_staff=True))
    pagina = leer(cliente, periodo)
    assert "Está abierto." in pagina
    assert "Dar una prórroga" not in pagina
    assert hacer(cliente, periodo, "cerrar", motivo="m").status_code == 403
    assert Periodo.objects.get().cierra == periodo.cierra


def test_un_punto_focal_no_entra(periodo: Periodo) -> None:
    assert entrar(focal("hn", is_staff=True)).get(mesa(periodo)).status_code == 403


def test_las_consultas_no_crecen(
    cliente: Client, periodo: Periodo, django_assert_num_queries: Any
) -> None:
    for codigo in ("sv", "ni", "cr"):
        crear_reporte(crear_pais(codigo), periodo)
        Prorroga.objects.create(
            periodo=periodo, pais=crear_pais(codigo), hasta=periodo.cierra + DIA, motivo="m"
        )
    with django_assert_num_queries(20):
        cliente.get(mesa(periodo))


# --- Acts ----------------------------------------------------------------------------------------


def test_una_prorroga_para_dos(
    cliente: Client, periodo: Periodo, django_capture_on_commit_callbacks: Any
) -> None:
    quien = focal("mx")
    hasta = periodo.cierra + 9 * DIA
    with django_capture_on_commit_callbacks(execute=True):
        respuesta = hacer(
            cliente, periodo, "prorroga", informantes=["mx", "regional"],
            hasta=hasta.isoformat(), motivo="Cambio de gobierno",
        )  # fmt: skip
    assert "Se dieron 2 prórrogas y se avisó por correo." in texto(respuesta)
    assert {p.pais and p.pais.codigo for p in Prorroga.objects.all()} == {"mx", None}
    assert [quien.correo] in [m.to for m in mail.outbox]
    respuesta = hacer(cliente, periodo, "terminar-mx", motivo="Ya no hace falta")
    assert "Terminó la prórroga: México." in texto(respuesta)
    assert [p.pais for p in Prorroga.objects.all()] == [None]
    assert "Ya estaba hecho." in texto(hacer(cliente, periodo, "terminar-mx", motivo="Otra vez"))


@pytest.mark.parametrize(
    ("acto", "campos", "campo", "frase"),
    [
        ("prorroga", {"informantes": ["mx"], "motivo": "m"}, "hasta", "Escriba la fecha."),
        ("prorroga", {"hasta": "2030-01-01", "motivo": "m"}, "informantes",
         "Elija quién recibe la prórroga."),
        ("prorroga", {"informantes": ["xx"], "hasta": "2030-01-01", "motivo": "m"},
         "informantes", "Esa opción ya no está en la lista."),
        ("prorroga", {"informantes": ["mx"], "hasta": HOY.isoformat(), "motivo": "m"}, "hasta",
         "la prórroga debe llegar más lejos"),
        ("fechas", {"abre": "ayer", "vence": HOY.isoformat(), "cierra": HOY.isoformat(),
                    "motivo": "m"}, "abre", "Escriba una fecha que exista"),
        ("fechas", {"abre": HOY.isoformat(), "vence": (HOY - DIA).isoformat(),
                    "cierra": HOY.isoformat(), "motivo": "m"}, "vence", "antes de abrir"),
        ("cerrar", {"motivo": ""}, "motivo", "Escriba el motivo."),
    ],
)  # fmt: skip
def test_lo_que_falta_se_dice_en_su_campo_y_no_se_pierde_nada(
    cliente: Client, periodo: Periodo, acto: str, campos: dict[str, Any], campo: str, frase: str
) -> None:
    respuesta = hacer(cliente, periodo, acto, **campos)
    html = respuesta.content.decode()
    assert "<title>Error: " in html
    assert f'href="#id_{acto}-{campo}"' in html
    assert frase in texto(respuesta)
    for nombre, valor in campos.items():
        if isinstance(valor, str) and valor:
            assert valor in html, nombre
    assert not Prorroga.objects.exists()
    assert periodo.history.count() == 1


def test_mover_las_fechas_y_cerrar(cliente: Client, periodo: Periodo) -> None:
    cierra = periodo.cierra + 3 * DIA
    respuesta = hacer(
        cliente, periodo, "fechas", abre=periodo.abre.isoformat(),
        vence=periodo.vence.isoformat(), cierra=cierra.isoformat(), motivo="Feriados",
    )  # fmt: skip
    assert "Se guardaron las fechas." in texto(respuesta)
    assert Periodo.objects.get().cierra == cierra
    respuesta = hacer(cliente, periodo, "cerrar", motivo="Ya están todos")
    assert "El período cierra hoy" in texto(respuesta)
    assert Periodo.objects.get().cierra == HOY
    assert Periodo.history.first().history_change_reason == "Ya están todos"


def test_un_acto_que_no_hay_no_existe(cliente: Client, periodo: Periodo) -> None:
    assert hacer(cliente, periodo, "borrar").status_code == 404
    Periodo.objects.update(abre=HOY - 9 * DIA, vence=HOY - 8 * DIA, cierra=HOY - 7 * DIA)
    assert "Ya estaba hecho." in texto(hacer(cliente, periodo, "cerrar", motivo="m"))


# --- The tables' own forms go through the same operations (Q17) ----------------------------------


def abrir(cliente: Client, **cambios: Any) -> Any:
    datos = {
        "plan": crear_plan().pk, "anio": 2024, "semestre": 1, "abre": HOY.isoformat(),
        "vence": (HOY + 30 * DIA).isoformat(), "cierra": (HOY + 45 * DIA).isoformat(), **cambios,
    }  # fmt: skip
    return cliente.post(reverse("admin:planes_periodo_add"), datos, follow=True)


def test_se_propone_el_semestre_que_falta_y_se_llega_a_su_mesa(
    cliente: Client, periodo: Periodo
) -> None:
    lista = texto(cliente.get(reverse("admin:planes_periodo_changelist")))
    assert "2023-I · 2023-II · 2024-I · 2024-II · 2025-I" in lista
    formulario = cliente.get(reverse("admin:planes_periodo_add")).content.decode()
    assert 'name="anio" value="2023"' in formulario
    assert f'name="abre" value="{HOY.isoformat()}"' in formulario
    pedido = cliente.get(reverse("admin:planes_periodo_add") + "?anio=2024&semestre=2")
    assert 'name="anio" value="2024"' in pedido.content.decode()
    respuesta = abrir(cliente)
    nuevo = Periodo.objects.get(anio=2024)
    assert respuesta.redirect_chain[-1][0] == mesa(nuevo)
    assert nuevo.history.get().history_change_reason == "abrir"


def test_cambiar_en_la_ficha_pide_motivo_y_avisa(
    cliente: Client, periodo: Periodo, django_capture_on_commit_callbacks: Any
) -> None:
    quien = focal("mx")
    ruta = reverse("admin:planes_periodo_change", args=[periodo.pk])
    datos = {
        "abre": periodo.abre.isoformat(), "vence": periodo.vence.isoformat(),
        "cierra": (periodo.cierra + DIA).isoformat(), "prorrogas-TOTAL_FORMS": 0,
        "prorrogas-INITIAL_FORMS": 0,
    }  # fmt: skip
    assert "queda en el historial" in texto(cliente.post(ruta, datos))
    with django_capture_on_commit_callbacks(execute=True):
        assert cliente.post(ruta, datos | {"motivo_del_cambio": "Feriado"}).status_code == 302
    assert Periodo.objects.get().cierra == periodo.cierra + DIA
    assert [quien.correo] in [m.to for m in mail.outbox]
    with django_capture_on_commit_callbacks(execute=True):
        mail.outbox.clear()
        datos |= {
            "prorrogas-TOTAL_FORMS": 1, "prorrogas-0-pais": crear_pais("mx").pk,
            "prorrogas-0-hasta": (periodo.cierra + 9 * DIA).isoformat(),
            "prorrogas-0-motivo": "Huracán",
        }  # fmt: skip
        assert cliente.post(ruta, datos).status_code == 302
    assert [m.to for m in mail.outbox] == [[quien.correo]]
    assert Prorroga.history.get().history_user.correo == "st@demo.example"


# --- In a browser --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ancho", [1280, 320])
def test_la_mesa_pasa_axe_en_cada_estado(
    cliente: Client,
    periodo: Periodo,
    pagina_axe: Page,
    axe: Callable[[Page], None],
    live_server: Any,
    ancho: int,
) -> None:
    Prorroga.objects.create(
        periodo=periodo, pais=crear_pais("mx"), hasta=periodo.cierra + DIA, motivo="m"
    )
    page = pagina_axe
    con_sesion(page, cliente, live_server.url)
    page.set_viewport_size({"width": ancho, "height": 900})

    def revisar() -> None:
        axe(page)
        sobra = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(sobra) <= 0, page.url

    page.goto(live_server.url + mesa(periodo))
    for pliegue in page.locator(".acto > summary").all():
        pliegue.click()
    revisar()
    page.locator("button[value=prorroga]").click()  # with nothing filled in
    page.wait_for_selector(".resumen-errores")
    revisar()
    for ruta in ("periodo_changelist", "periodo_add"):
        page.goto(live_server.url + reverse(f"admin:planes_{ruta}"))
        revisar()
    page.goto(live_server.url + reverse("admin:actores_correoenviado_changelist"))
    revisar()
