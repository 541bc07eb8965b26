"""The plan in the panel: the tree, the printed beside the read, doubtful places, freezing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actores.roles import SECRETARIA_TECNICA as ST
from planes.models import Categoria, Dato, LugarDudoso, Meta, Periodo, Prorroga, Reporte
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

pytestmark = pytest.mark.django_db


@pytest.fixture
def cliente() -> Client:
    return entrar(crear_usuario("st@demo.example", ST, is_staff=True, nombre="Ana"))


def url(modelo: str, pagina: str, *args: Any) -> str:
    return reverse(f"admin:planes_{modelo}_{pagina}", args=args)


def campos(pagina: Any) -> dict[str, Any]:
    """What the form of a page would send as it is shown."""
    formulario = pagina.context["adminform"].form
    datos = {c.html_name: c.value() for c in formulario if c.value() not in (None, "", False)}
    for grupo in pagina.context["inline_admin_formsets"]:
        gestion = grupo.formset.management_form
        datos |= {c.html_name: c.value() for c in gestion}
        for uno in grupo.formset.forms:
            datos |= {c.html_name: c.value() for c in uno if c.value() not in (None, "", False)}
    return {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in datos.items()}


def errores(pagina: Any) -> str:
    """The summary of errors of a page."""
    assert pagina.status_code == 200
    html: str = pagina.content.decode()
    return html.partition('id="errores"')[2].partition("</div>")[0]


# --- The plan on one page ---------------------------------------------------------------------


def test_el_arbol_se_lee_como_la_matriz(cliente: Client) -> None:
    meta = crear_meta("1.1.1", responsable="Presidencia", plazo="2023", socios="OIM")
    crear_indicador(meta, letra="a", texto="Número de campañas")
    meta.actividades.add(crear_actividad("1.2"))
    LugarDudoso.objects.create(plan=meta.plan, numero=7, impreso="a", lectura="b",
                               filas=["meta:1.1.1"])  # fmt: skip
    html = cliente.get(url("plan", "arbol", meta.plan.pk)).content.decode()
    orden = ["Eje 1", "Objetivo operativo 1", "Actividad 1.1", "Meta 1.1.1", "duda 7",
             "Número de campañas", "Presidencia", "OIM", "Cubierta por la meta"]  # fmt: skip
    lugares = [html.index(texto) for texto in orden]
    assert lugares == sorted(lugares)


@pytest.mark.parametrize(
    ("busqueda", "halladas"),
    [("accion", 1), ("ACCIÓN", 1), ("1.2", 1), ("presidencia acción", 1), ("nada", 0)],
)
def test_la_busqueda_del_arbol_no_mira_tildes(
    cliente: Client, busqueda: str, halladas: int
) -> None:
    meta = crear_meta(
        "1.1.1", crear_actividad("1.1", texto="Una acción"), responsable="Presidencia"
    )
    crear_actividad("1.2", texto="Otra cosa")
    pagina = cliente.get(url("plan", "arbol", meta.plan.pk), {"q": busqueda})
    assert pagina.context["halladas"] == halladas


def test_el_arbol_cuesta_lo_mismo_con_mas_filas(
    cliente: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(1, 13):
        crear_indicador(crear_meta(f"{n}.1.1"))
    direccion = url("plan", "arbol", crear_plan().pk)
    cliente.get(direccion)
    with django_assert_max_num_queries(20) as pocas:
        cliente.get(direccion)
    for n in range(13, 31):
        crear_indicador(crear_meta(f"{n}.1.1"))
    with django_assert_max_num_queries(len(pocas)):
        cliente.get(direccion)


def test_un_plan_que_no_existe_es_404(cliente: Client) -> None:
    assert cliente.get(url("plan", "arbol", 99999)).status_code == 404
    assert cliente.get(url("plan", "arbol", "abc")).status_code == 404


# --- Down, up, printed beside read ------------------------------------------------------------


def test_cada_fila_lista_lo_que_cuelga_y_anade_con_el_padre_puesto(cliente: Client) -> None:
    indicador = crear_indicador(crear_meta("1.1.1"))
    actividad = indicador.actividad
    ramas = cliente.get(url("actividad", "change", actividad.pk)).context["ramas"]
    assert [r.titulo for r in ramas] == ["Metas", "Indicadores"]
    assert ramas[0].filas == [("1.1.1 Meta 1.1.1", url("meta", "change", indicador.meta_id))]
    inicial = cliente.get(ramas[0].nueva).context["adminform"].form.initial
    assert str(inicial["plan"]) == str(actividad.plan_id)
    assert str(inicial["objetivo"]) == str(actividad.objetivo_id)
    assert inicial["actividades"] == [str(actividad.pk)]
    assert inicial["orden"] > indicador.meta.orden


def test_lo_impreso_esta_junto_a_lo_leido_con_sus_dudas(cliente: Client) -> None:
    meta = crear_meta("2.2.1", texto_impreso="documnto", codigo_impreso="2.1.2")
    LugarDudoso.objects.create(plan=meta.plan, numero=18, impreso="La meta 2.1.2",
                               lectura="Es la 2.2.1", filas=["meta:2.2.1"])  # fmt: skip
    html = cliente.get(url("meta", "change", meta.pk)).content.decode()
    assert "documnto" in html.partition("Como está impreso")[2].partition("</fieldset>")[0]
    assert "Lugar dudoso 18" in html
    assert "Es la 2.2.1" in html


def test_una_errata_queda_en_el_historial_con_quien_y_por_que(cliente: Client) -> None:
    meta = crear_meta("1.1.1", texto="documnto")
    datos = campos(cliente.get(url("meta", "change", meta.pk)))
    datos |= {"texto": "documento", "motivo_del_cambio": "errata impresa"}
    assert cliente.post(url("meta", "change", meta.pk), datos).status_code == 302
    version = meta.history.first()
    assert (version.texto, version.history_change_reason) == ("documento", "errata impresa")
    assert version.history_user.nombre == "Ana"
    html = cliente.get(url("meta", "history", meta.pk)).content.decode()
    assert "<del>documnto</del> <ins>documento</ins>" in html
    assert "errata impresa" in html


def test_borrar_lo_que_tiene_reportes_se_niega_con_una_frase(cliente: Client) -> None:
    actividad = crear_actividad()
    crear_avance(crear_reporte(), actividad)
    for pedir in (cliente.get, cliente.post):
        pagina = pedir(url("actividad", "delete", actividad.pk), {"post": "yes"})
        assert "No se puede borrar" in pagina.content.decode()
    actividad.refresh_from_db()


def test_un_codigo_repetido_se_dice_y_lo_escrito_queda(cliente: Client) -> None:
    meta = crear_meta("1.1.1")
    datos = {"plan": meta.plan_id, "objetivo": meta.objetivo_id, "codigo": "1.1.1",
             "orden": 2, "texto": "Lo que escribí"}  # fmt: skip
    pagina = cliente.post(url("meta", "add"), datos)
    assert "Hay un problema" in errores(pagina)
    assert "Lo que escribí" in pagina.content.decode()
    assert Meta.objects.count() == 1


# --- Doubtful places --------------------------------------------------------------------------


@pytest.fixture
def lugar() -> LugarDudoso:
    meta = crear_meta("1.1.1")
    LugarDudoso.objects.create(plan=meta.plan, numero=2, impreso="x", lectura="y")
    return LugarDudoso.objects.create(
        plan=meta.plan, numero=1, impreso="a", lectura="b", filas=["meta:1.1.1", "meta:9.9.9"]
    )


def test_resolver_un_lugar_dudoso_anota_quien_y_cuando(cliente: Client, lugar: LugarDudoso) -> None:
    pagina = cliente.get(url("lugardudoso", "change", lugar.pk))
    html = pagina.content.decode()
    assert "Meta 1.1.1 Meta 1.1.1</a>" in html
    assert "meta:9.9.9" in html
    assert pagina.context["quedan"] == 1
    datos = campos(pagina) | {"filas": "[]", "estado": "confirmado"}
    assert "Escriba la decisión" in errores(
        cliente.post(url("lugardudoso", "change", lugar.pk), datos)
    )
    datos["decision"] = "Se confirma con la Presidencia."
    assert cliente.post(url("lugardudoso", "change", lugar.pk), datos).status_code == 302
    lugar.refresh_from_db()
    assert lugar.resuelto_por.nombre == "Ana"
    assert lugar.resuelto_en is not None
    assert lugar.filas == ["meta:1.1.1", "meta:9.9.9"]
    datos["estado"] = "pendiente"
    cliente.post(url("lugardudoso", "change", lugar.pk), datos)
    lugar.refresh_from_db()
    assert lugar.resuelto_por is None
    assert lugar.resuelto_en is None


# --- What is in use is frozen -----------------------------------------------------------------


def test_un_dato_con_respuestas_no_cambia_de_tipo_y_con_aprobadas_tampoco_de_reglas(
    cliente: Client,
) -> None:
    dato = crear_indicador(crear_meta("1.1.1")).dato
    editables = cliente.get(url("dato", "change", dato.pk)).context["adminform"].form.fields
    assert {"tipo", "regla_region"} <= editables.keys()
    crear_valor(crear_reporte(estado=Reporte.Estado.APROBADO), dato, 3)
    pagina = cliente.get(url("dato", "change", dato.pk))
    assert not {"tipo", "regla_region", "codigo"} & pagina.context["adminform"].form.fields.keys()
    assert "no se pueden cambiar" in pagina.content.decode()
    cliente.post(url("dato", "change", dato.pk), campos(pagina) | {"regla_region": "no_agregable"})
    dato.refresh_from_db()
    assert dato.regla_region == Dato.ReglaRegion.SUMA


def test_las_categorias_se_archivan_y_no_se_borran(cliente: Client) -> None:
    crear_dato("d", partes={"sexo": ["mujeres"]})
    categoria = Categoria.objects.get()
    assert cliente.get(url("categoria", "delete", categoria.pk)).status_code == 403
    cliente.post(
        url("categoria", "changelist"), {"action": "archivar", "_selected_action": categoria.pk}
    )
    categoria.refresh_from_db()
    assert categoria.archivada
    assert categoria.history.first().history_user.nombre == "Ana"


# --- Periods ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cambio", "frase"),
    [
        ({"anio": 2031}, "va de 2023 a 2025"),
        ({"vence": "2025-07-01"}, "antes de abrir"),
        ({"cierra": "2025-08-01"}, "antes de vencer"),
        ({"abre": "2025-01-01"}, "El semestre empieza"),
        ({"abre": "mañana"}, "Escriba una fecha que exista"),
        ({"semestre": 3}, "Esa opción ya no está"),
    ],
)
def test_las_fechas_de_un_periodo(cliente: Client, cambio: dict[str, Any], frase: str) -> None:
    datos = {"plan": crear_plan().pk, "anio": 2025, "semestre": 2, "abre": "2025-07-15",
             "vence": "2025-08-15", "cierra": "2025-09-15", "prorrogas-TOTAL_FORMS": 0,
             "prorrogas-INITIAL_FORMS": 0}  # fmt: skip
    assert frase in errores(cliente.post(url("periodo", "add"), datos | cambio))
    assert not Periodo.objects.exists()
    assert cliente.post(url("periodo", "add"), datos).status_code == 302


def test_una_prorroga_llega_mas_lejos_que_el_cierre(cliente: Client) -> None:
    periodo, pais = crear_periodo(), crear_pais()
    datos = campos(cliente.get(url("periodo", "change", periodo.pk)))
    datos |= {"prorrogas-TOTAL_FORMS": 1, "prorrogas-0-pais": pais.pk, "prorrogas-0-motivo": "m",
              "prorrogas-0-hasta": periodo.cierra.isoformat()}  # fmt: skip
    pagina = cliente.post(url("periodo", "change", periodo.pk), datos)
    assert "la prórroga debe llegar más lejos" in errores(pagina)
    datos["prorrogas-0-hasta"] = (periodo.cierra + dt.timedelta(days=5)).isoformat()
    assert cliente.post(url("periodo", "change", periodo.pk), datos).status_code == 302
    assert Prorroga.objects.get().pais == pais
