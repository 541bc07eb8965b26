"""The panel's door and tables, as each kind of person."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation

from actores.models import (
    Comite,
    LineaDenuncia,
    Mandato,
    Organizacion,
    PublicoMeta,
    RolOrganizacion,
)
from actores.roles import COMITE_COMUNICACION, OBSERVADOR, PRESIDENCIA, PUNTO_FOCAL
from actores.roles import SECRETARIA_TECNICA as ST
from informes.models import Difusion, Medio, Mensaje, Producto
from planes.models import (
    Apartado,
    LugarDudoso,
    ObjetivoEspecifico,
    ObjetivoEstrategico,
    Programacion,
    Prorroga,
)
from tests.crear import (
    crear_avance,
    crear_correo,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_periodo,
    crear_reporte,
    crear_usuario,
    crear_valor,
)
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db

PAGINAS = ("changelist", "add", "import", "export", "change", "history", "delete")
SOLO_LECTURA = {
    "valor", "correoenviado", "autoevaluacion", "propuesta", "evidencia", "apertura",
    "colaboracion", "evidenciapublicada", "redaccion", "confirmacion", "visitas",
}  # fmt: skip
SIN_BORRAR = SOLO_LECTURA | {"usuario", "desagregacion", "categoria", "periodo"}


def escena() -> None:
    """One row at least of every table of the panel that is edited as a table."""
    pais = crear_pais("hn", "Honduras")
    persona = crear_usuario("escena@demo.example", PUNTO_FOCAL, pais=pais)
    dato = crear_dato(
        "personas",
        partes={"sexo": ["mujeres"]},
        etapas=["inicio", "fin"],
        tipo="hito",
        regla_tiempo="ultimo",
        regla_region="paises_que_cumplen",
    )
    conteo = crear_dato("talleres")
    meta = crear_meta("1.1.1", texto_impreso="Lo impreso", codigo_impreso="1.1.1.")
    indicador = crear_indicador(meta, conteo)
    crear_indicador(meta, dato, "b")
    Programacion.objects.create(indicador=indicador, anio=2025, objetivo=2)
    eje = meta.objetivo.eje
    ObjetivoEstrategico.objects.create(eje=eje, numero=1, texto="Estratégico")
    ObjetivoEspecifico.objects.create(plan=meta.plan, eje=eje, codigo="E1", texto="Específico")
    LugarDudoso.objects.create(plan=meta.plan, numero=1, impreso="a", lectura="b",
                               filas=["meta:1.1.1", "eje:1", "meta:9.9.9"])  # fmt: skip
    Apartado.objects.create(plan=meta.plan, codigo="a", tipo="introduccion", texto="Hola")
    periodo = crear_periodo(meta.plan)
    Prorroga.objects.create(periodo=periodo, pais=pais, motivo="m",
                            hasta=periodo.cierra + dt.timedelta(days=3))  # fmt: skip
    reporte = crear_reporte(pais, periodo)
    crear_avance(reporte, indicador.actividad)
    crear_valor(reporte, conteo, 3)
    publico = PublicoMeta.objects.create(numero=1, nombre="Instituciones")
    organizacion = Organizacion.objects.create(codigo="oim", nombre="OIM", tipo="medio", pais=pais)
    RolOrganizacion.objects.create(organizacion=organizacion, rol="socio")
    LineaDenuncia.objects.create(pais=pais, numero="145", nombre="Línea")
    Mandato.objects.create(oficio="presidencia", pais=pais, desde=timezone.localdate())
    Comite.objects.create(codigo="c", nombre="Comité").miembros.add(persona)
    mensaje = Mensaje.objects.create(publico=publico, orden=1, texto="Hola")
    Difusion.objects.create(
        publico=publico, mensaje=mensaje, titulo="Hola", previsto=timezone.localdate()
    )
    Producto.objects.create(publico=publico, orden=1, nombre="Folleto")
    Medio.objects.create(publico=publico, orden=1, nombre="Radio")
    crear_correo()


def direcciones() -> list[tuple[type[models.Model], str, str]]:
    """Every page of every registered table that has such a page: (model, page, address)."""
    halladas = []
    for modelo in admin.site._registry:
        fila = modelo._default_manager.first()
        for pagina in PAGINAS:
            args = [fila.pk] if pagina in ("change", "history", "delete") and fila else []
            try:
                url = reverse(
                    f"admin:{modelo._meta.app_label}_{modelo._meta.model_name}_{pagina}", args=args
                )
            except NoReverseMatch:
                continue
            halladas.append((modelo, pagina, url))
    return halladas


def de_tabla(modelo: type[models.Model]) -> bool:
    """Tables edited as such; reports and cuts have pages of their own and other tests."""
    propias = {"reporte", "avance", "corte", "informe", "observacion", "seguimiento"}
    return modelo._meta.model_name not in propias


EN_UNA = pytest.mark.una_base
"""On the other database tests/test_acceso.py opens the same pages as the same people."""


@EN_UNA
def test_la_secretaria_abre_cada_pagina_de_cada_tabla() -> None:
    escena()
    cliente = entrar(crear_usuario("st@demo.example", ST, is_staff=True))
    for modelo, pagina, url in direcciones():
        if not de_tabla(modelo):
            continue
        nombre = modelo._meta.model_name
        prohibida = nombre in {
            "delete": SIN_BORRAR,
            "add": SOLO_LECTURA,
            "import": {"propuesta"},  # follow-up is written on its page, by the country
        }.get(pagina, ())
        respuesta = cliente.get(url)
        assert respuesta.status_code == (403 if prohibida else 200), url
        with translation.override("es"):  # the request leaves its own language behind
            assert cliente.get(f"/en{url}").status_code == respuesta.status_code, url


@EN_UNA
def test_ninguna_pagina_lleva_estilo_ni_guion_en_el_html() -> None:
    """The policy of the portal would not run them."""
    escena()
    cliente = entrar(crear_usuario("st@demo.example", ST, is_staff=True))
    for modelo, pagina, url in direcciones():
        if pagina == "export" or not de_tabla(modelo):
            continue
        html = cliente.get(url).content.decode()
        assert not re.search(r'<style|\sstyle="|\son\w+="|<script(?![^>]*\ssrc=)[^>]*>', html), url


@EN_UNA
@pytest.mark.parametrize("rol", [PRESIDENCIA, COMITE_COMUNICACION, OBSERVADOR, PUNTO_FOCAL, ""])
def test_los_demas_ven_lo_suyo_o_un_403_y_nunca_un_error(rol: str) -> None:
    escena()
    cliente = entrar(crear_usuario("x@demo.example", *([rol] if rol else []), is_staff=True))
    for modelo, pagina, url in direcciones():
        estado = cliente.get(url).status_code
        assert estado in {200, 302, 403, 404}, url
        if pagina in ("add", "delete", "import") and rol in (OBSERVADOR, "") and de_tabla(modelo):
            assert estado == 403, url


def test_la_presidencia_lee_el_plan_y_no_lo_cambia() -> None:
    escena()
    cliente = entrar(crear_usuario("p@demo.example", PRESIDENCIA, is_staff=True))
    pagina = cliente.get(reverse("admin:planes_meta_changelist"))
    assert pagina.status_code == 200
    assert "Importar" not in pagina.content.decode()
    assert cliente.get(reverse("admin:planes_meta_add")).status_code == 403


def test_quien_no_entra_al_panel_recibe_403_y_el_anonimo_la_pagina_de_ingreso() -> None:
    cliente = entrar(crear_usuario("focal@demo.example", PUNTO_FOCAL, pais=crear_pais()))
    assert cliente.get("/admin/").status_code == 403
    assert cliente.get("/admin/login/").status_code == 403
    respuesta = Client().get("/admin/planes/plan/")
    assert respuesta.url == "/cuenta/ingresar/?next=/admin/planes/plan/"
    assert Client().get("/admin/login/?next=/admin/").url.startswith("/cuenta/ingresar/?next=")


def test_las_puertas_de_django_llevan_a_las_del_portal() -> None:
    cliente = entrar(crear_usuario("st@demo.example", ST, is_staff=True))
    assert cliente.get("/admin/login/").url == "/admin/"
    assert cliente.get("/admin/password_change/").url == reverse("account_change_password")
    assert cliente.get("/admin/planes/").url == "/admin/"
    assert cliente.post("/admin/logout/").url == reverse("account_logout")


def test_el_panel_no_tiene_tablas_ajenas() -> None:
    assert {m._meta.app_label for m in admin.site._registry} == {"actores", "planes", "informes"}


def test_las_tablas_van_agrupadas_por_lo_que_se_hace_con_ellas() -> None:
    cliente = entrar(crear_usuario("st@demo.example", ST, is_staff=True))
    grupos = [g["name"] for g in cliente.get("/admin/").context["app_list"]]
    assert grupos[:2] == ["El plan", "Lo que se mide"]
    assert "Otras tablas" not in grupos


def test_las_migas_suben_por_el_plan() -> None:
    escena()
    cliente = entrar(crear_usuario("st@demo.example", ST, is_staff=True))
    indicador = next(u for m, p, u in direcciones() if m.__name__ == "Indicador" and p == "history")
    textos = [m["texto"] for m in cliente.get(indicador).context["migas"]]
    assert textos == [
        "Escritorio", "Plan de prueba", "1. Eje 1", "1. Objetivo operativo 1",
        "1.1 Actividad 1.1", "1.1.1 Meta 1.1.1", "1.1.1.a Indicador 1.1.1.a",
    ]  # fmt: skip


def test_cada_celda_de_una_lista_dice_su_columna_en_pantallas_angostas() -> None:
    crear_pais("hn", "Honduras")
    cliente = entrar(crear_usuario("st@demo.example", ST, is_staff=True))
    for idioma, rotulo in (("", "Código"), ("/en", "Code")):
        pagina = cliente.get(f"{idioma}/admin/actores/pais/").content.decode()
        fila = pagina[pagina.index("<tbody>") : pagina.index("</tbody>")]
        celdas = re.findall(r"<td[^>]*>", fila)
        assert len(celdas) == 5
        assert all(celda.startswith('<td data-label="') for celda in celdas)
        assert celdas[0].startswith(f'<td data-label="{rotulo}"')
