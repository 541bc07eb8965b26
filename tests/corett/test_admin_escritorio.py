"""The desk: each role finds what waits for it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from actores.models import Usuario
from actores.roles import COMITE_COMUNICACION, OBSERVADOR, PRESIDENCIA, PUNTO_FOCAL
from actores.roles import SECRETARIA_TECNICA as ST
from corett import escritorio
from corett.roles import dar_permisos
from informes import operaciones as cortes
from informes.models import Corte
from planes import operaciones
from planes.models import Actividad, LugarDudoso, Plan, Reporte
from tests.corett.test_admin_navegador import con_sesion
from tests.crear import (
    crear_actividad,
    crear_avance,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_periodo,
    crear_plan,
    crear_reporte,
    crear_usuario,
    crear_valor,
)
from tests.planes.gente import entrar

INDEX = "/admin/"


def escena() -> Reporte:
    """Honduras has sent; Guatemala is approved; Belize has not begun."""
    dar_permisos()
    actividad = crear_actividad("1.1", corto="Campañas")
    dato = crear_dato("talleres", nombre="Talleres", partes={"sexo": ["mujeres", "hombres"]})
    crear_indicador(crear_meta("1.1.1", actividad), dato)
    periodo = crear_periodo(actividad.plan)
    crear_pais("bz", "Belice")
    aprobado = crear_reporte(crear_pais("gt", "Guatemala"), periodo, Reporte.Estado.APROBADO)
    enviado = crear_reporte(crear_pais("hn", "Honduras"), periodo, Reporte.Estado.ENVIADO)
    for reporte in (aprobado, enviado):
        crear_avance(reporte, actividad, logros="Se hizo.", terminada=True)
        crear_valor(reporte, dato, 3, partes={"sexo:mujeres": 2, "sexo:hombres": 1})
    return enviado


def persona(correo: str, *roles: str, **extra: Any) -> Usuario:
    return crear_usuario(f"{correo}@demo.example", *roles, is_staff=True, **extra)


def contenido(quien: Usuario, ruta: str = INDEX) -> str:
    respuesta = entrar(quien).get(ruta)
    assert respuesta.status_code == 200
    return respuesta.content.decode().split('id="content-main"')[1]


@pytest.mark.django_db
def test_cada_rol_ve_su_escritorio() -> None:
    enviado = escena()
    ruta = reverse("admin:planes_reporte_revision", args=[enviado.pk])
    st = contenido(persona("st", ST))
    assert "1 reporte espera su revisión" in st
    assert ruta in st
    assert "2 no han empezado" in st
    assert "Belice, Reporte regional" in st
    assert "1 de 4 aprobado" in st
    assert "Preparar un corte" in st
    assert "1 reporte suyo por llenar" in st
    presidencia = contenido(persona("presidencia", PRESIDENCIA))
    assert ruta in presidencia
    assert "Preparar un corte" not in presidencia
    observa = contenido(persona("observa", OBSERVADOR))
    assert "Honduras" in observa
    assert ruta not in observa
    assert 'class="matriz' not in observa
    comunica = contenido(persona("comunica", COMITE_COMUNICACION))
    assert "Honduras" not in comunica
    assert "Mensajes clave" in comunica
    focal = contenido(persona("focal", PUNTO_FOCAL, pais=crear_pais("bz")))
    assert "Honduras" not in focal
    assert "Empezar" in focal
    assert "Belice" in focal


@pytest.mark.django_db
def test_sin_periodos_hay_escritorio() -> None:
    dar_permisos()
    assert "Escritorio" in contenido(persona("st", ST))


@pytest.mark.django_db
def test_nadie_espera_lo_que_no_puede_revisar() -> None:
    enviado = escena()
    quien = persona("st", ST)
    Reporte.objects.filter(pk=enviado.pk).update(enviado_por=quien)
    assert escritorio.esperan(Usuario.objects.get(pk=quien.pk)) == []


@pytest.mark.django_db
def test_el_mas_antiguo_va_primero_y_dice_los_dias() -> None:
    enviado = escena()
    Reporte.objects.filter(pk=enviado.pk).update(enviado_en=timezone.now() - dt.timedelta(days=4))
    nuevo = crear_reporte(crear_pais("mx"), enviado.periodo, Reporte.Estado.ENVIADO)
    hallados = escritorio.esperan(persona("st", ST))
    assert [(r.pk, dias) for r, dias in hallados] == [(enviado.pk, 4), (nuevo.pk, 0)]


@pytest.mark.django_db
@pytest.mark.parametrize("eje", ["1", "2", "9", "x", ""])
def test_el_eje_que_no_hay_es_el_primero(eje: str) -> None:
    escena()
    html = contenido(persona("st", ST), f"{INDEX}?eje={eje}")
    assert "Eje 1. Eje 1" in html


@pytest.mark.django_db
def test_lo_aprobado_despues_del_corte_se_cuenta() -> None:
    enviado = escena()
    quien = persona("st", ST)
    plan = Plan.objects.get()
    corte = cortes.preparar_corte(
        plan=plan, periodos=[enviado.periodo], fecha=timezone.localdate(), motivo="x", por=quien
    )
    assert escritorio.de_los_cortes()["aprobados_despues"] == 0
    operaciones.aprobar(reporte=enviado, revision=0, por=quien)
    hechos = escritorio.de_los_cortes()
    assert hechos["aprobados_despues"] == 1
    assert list(hechos["preparados"]) == [corte]
    assert reverse("admin:informes_corte_detalle", args=[corte.pk]) in contenido(quien)


@pytest.mark.django_db
def test_los_lugares_dudosos_se_cuentan_plan_por_plan() -> None:
    escena()
    comun = {"impreso": "x", "lectura": "y"}
    LugarDudoso.objects.create(plan=Plan.objects.get(), numero=1, **comun)
    resuelto = {"estado": LugarDudoso.Estado.CONFIRMADO, "decision": "Así se lee."}
    LugarDudoso.objects.create(plan=Plan.objects.get(), numero=2, **resuelto, **comun)
    otro = crear_plan("estrategia", nombre="Estrategia", tipo=Plan.Tipo.ESTRATEGIA)
    for numero in (1, 2):
        LugarDudoso.objects.create(plan=otro, numero=numero, **comun)
    html = re.sub(r"\s+", " ", contenido(persona("st", ST)))
    assert "1 lugar dudoso por resolver</a>: Plan de prueba" in html
    assert "2 lugares dudosos por resolver</a>: Estrategia" in html
    assert f"?plan__id__exact={otro.pk}&amp;estado__exact=pendiente" in html


@pytest.mark.django_db
def test_las_consultas_no_crecen(django_assert_max_num_queries: Any) -> None:
    enviado = escena()
    cliente: Client = entrar(persona("st", ST))
    with django_assert_max_num_queries(43) as pocas:
        cliente.get(INDEX)
    for n, codigo in enumerate(("pa", "ni", "cr", "mx")):
        reporte = crear_reporte(crear_pais(codigo), enviado.periodo, Reporte.Estado.ENVIADO)
        crear_avance(reporte, crear_actividad(f"2.{n + 1}"))
        crear_periodo(enviado.periodo.plan, 2023 + n // 2, n % 2 + 1)
    with django_assert_max_num_queries(len(pocas)):
        cliente.get(INDEX)


# --- In a browser --------------------------------------------------------------------------------


def paginas(enviado: Reporte, quien: Usuario) -> list[str]:
    """One page of every kind, in every state that looks different."""
    actividad = Actividad.objects.get()
    operaciones.observar(reporte=enviado, actividad=actividad, texto="¿Dónde fueron?", por=quien)
    borrador = crear_reporte(crear_pais("mx", "México"), enviado.periodo)
    datos = {"plan": enviado.periodo.plan, "periodos": [enviado.periodo], "por": quien}
    hechos: list[Corte] = [
        cortes.preparar_corte(fecha=timezone.localdate(), motivo=f"Prueba {vez}", **datos)
        for vez in range(2)
    ]
    cortes.publicar_corte(corte=hechos[0], por=quien)
    return [
        INDEX,
        reverse("admin:planes_periodo_matriz", args=[enviado.periodo_id]),
        reverse("admin:planes_reporte_revision", args=[enviado.pk]),
        reverse("admin:planes_reporte_revision", args=[borrador.pk]),
        reverse("admin:planes_reporte_captura", args=[borrador.pk, "1.1"]),
        reverse("admin:planes_reporte_changelist"),
        reverse("admin:planes_reporte_history", args=[enviado.pk]),
        reverse("admin:planes_avance_changelist"),
        reverse("admin:informes_corte_changelist"),
        reverse("admin:informes_informe_changelist"),
        reverse("admin:informes_corte_preparar"),
        *(reverse("admin:informes_corte_detalle", args=[c.pk]) for c in hechos),
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ancho", [1280, 320])
def test_las_paginas_de_trabajo_pasan_axe(
    pagina_axe: Page, axe: Callable[[Page], None], live_server: Any, ancho: int
) -> None:
    """Whether a page fits depends on its words and on the width: each with each. What axe finds
    depends on the one or on the other: Spanish when wide, English when narrow."""
    enviado, quien = escena(), persona("st", ST)
    con_sesion(pagina_axe, entrar(quien), live_server.url)
    pagina_axe.set_viewport_size({"width": ancho, "height": 900})
    for ruta in paginas(enviado, quien):
        for idioma in ("", "/en"):
            pagina_axe.goto(live_server.url + idioma + ruta)
            if (idioma, ancho) in (("", 1280), ("/en", 320)):
                axe(pagina_axe)
            sobra = pagina_axe.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert sobra <= 0, ruta


@pytest.mark.django_db(transaction=True)
def test_los_errores_pasan_axe(
    pagina_axe: Page, axe: Callable[[Page], None], live_server: Any
) -> None:
    """States reached by pressing a button with nothing written."""
    enviado, quien = escena(), persona("st", ST)
    con_sesion(pagina_axe, entrar(quien), live_server.url)
    pagina_axe.goto(live_server.url + reverse("admin:planes_reporte_revision", args=[enviado.pk]))
    pagina_axe.click("article summary")
    pagina_axe.click("text=Guardar la observación")
    expect(pagina_axe).to_have_title(re.compile("^Error:"))
    axe(pagina_axe)
    pagina_axe.goto(live_server.url + reverse("admin:informes_corte_preparar"))
    pagina_axe.click("button[value=preparar]")
    expect(pagina_axe).to_have_title(re.compile("^Error:"))
    axe(pagina_axe)


@pytest.mark.django_db(transaction=True)
def test_la_politica_no_detiene_nada(page: Page, live_server: Any) -> None:
    enviado, quien = escena(), persona("st", ST)
    con_sesion(page, entrar(quien), live_server.url)
    detenido: list[str] = []
    page.on("console", lambda m: detenido.append(m.text) if m.type == "error" else None)
    for ruta in paginas(enviado, quien):
        page.goto(live_server.url + ruta)
    assert not detenido
