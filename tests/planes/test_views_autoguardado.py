"""The activity page saves itself: what is kept, what is not, conflicts, and its history."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from actores.models import Usuario
from planes.models import Actividad, Avance, Dato, Periodo, Reporte, Valor
from tests.crear import crear_avance, crear_dato, crear_indicador, crear_valor
from tests.personas import Persona
from tests.planes import gente
from tests.planes.gente import CERRADO, entrar, focal, hoja, llenar, ruta_actividad

pytestmark = pytest.mark.django_db


@pytest.fixture
def cliente(duena: Usuario) -> Client:
    return entrar(duena)


def autoguardar(cliente: Client, reporte: Reporte, version: int = 0, **campos: Any) -> Any:
    return cliente.post(ruta_actividad(reporte, "2.1") + "autoguardar/", hoja(version, **campos))


def renglones() -> list[tuple[str, str]]:
    """The Avance's history, oldest first: why, and what its text was."""
    return list(
        Avance.history.order_by("history_id").values_list("history_change_reason", "logros")
    )


# --- What is kept ---------------------------------------------------------------------------------


def test_guarda_lo_escrito_y_dice_cuando(cliente: Client, reporte: Reporte) -> None:
    respuesta = autoguardar(cliente, reporte, logros="Tres jor", dato__talleres__numero="3")
    dicho = respuesta.json()
    assert (respuesta.status_code, dicho["estado"], dicho["version"]) == (200, "guardado", 1)
    assert dicho["mensaje"] == f"Guardado a las {dicho['hora']}."
    assert dicho["errores"] == []
    avance = Avance.objects.get()
    assert (avance.logros, avance.version, avance.terminada) == ("Tres jor", 1, False)
    assert Valor.objects.get().numero == 3


def test_lo_que_no_se_entiende_no_estorba_a_lo_demas(cliente: Client, reporte: Reporte) -> None:
    llenar(cliente, reporte, terminada="no")
    dicho = autoguardar(
        cliente, reporte, 1, logros="x" * 5001, barreras="Ninguna", dato__talleres__numero="doce"
    ).json()
    assert dicho["estado"] == "guardado"
    assert "menos 2 respuestas" in dicho["mensaje"]
    assert {e["destino"] for e in dicho["errores"]} == {
        "id_logros",
        "id_dato-talleres-numero",
    }
    assert any("no es un número" in e["dicho"] for e in dicho["errores"])
    avance = Avance.objects.get()
    assert (avance.logros, avance.barreras) == ("Cuatro jornadas", "Ninguna")
    assert Valor.objects.get().numero == 4


def test_borrar_un_numero_lo_borra(cliente: Client, reporte: Reporte) -> None:
    llenar(cliente, reporte, terminada="no")
    autoguardar(cliente, reporte, 1, logros="", dato__talleres__numero="")
    assert not Valor.objects.exists()
    assert Avance.objects.get().logros == ""


def test_las_partes_que_no_suman_esperan(
    cliente: Client, reporte: Reporte, taller: Actividad
) -> None:
    partido = crear_dato("personas", partes={"sexo": ["mujeres", "hombres"]})
    crear_indicador(taller.metas.get(), partido, letra="b")
    dato = {"dato-personas-sexo-mujeres": "3", "dato-personas-numero": "8"}
    dicho = autoguardar(cliente, reporte, **dato, **{"dato-talleres-numero": "1"}).json()
    assert [e["destino"] for e in dicho["errores"]] == ["id_dato-personas-numero"]
    assert [v.dato.codigo for v in Valor.objects.all()] == ["talleres"]
    dato["dato-personas-sexo-hombres"] = "5"
    dicho = autoguardar(cliente, reporte, 1, **dato, **{"dato-talleres-numero": "1"}).json()
    assert dicho["errores"] == []
    assert Valor.objects.get(dato=partido).partes.count() == 2


def test_terminada_solo_cuando_esta_completa(cliente: Client, reporte: Reporte) -> None:
    dicho = autoguardar(cliente, reporte, estado="", logros="Algo", terminada="si").json()
    assert len(dicho["errores"]) == 2
    assert not Avance.objects.get().terminada
    autoguardar(cliente, reporte, 1, terminada="si", dato__talleres__numero="0")
    assert Avance.objects.get().terminada
    autoguardar(cliente, reporte, 2, terminada="si", dato__talleres__numero="")
    assert not Avance.objects.get().terminada
    assert not Valor.objects.exists()


def test_una_pagina_en_blanco_no_guarda_nada(cliente: Client, reporte: Reporte) -> None:
    dicho = autoguardar(cliente, reporte, estado="", terminada="").json()
    assert (dicho["estado"], dicho["version"]) == ("guardado", 0)
    assert not Avance.objects.exists()


def test_en_ingles(cliente: Client, reporte: Reporte) -> None:
    ruta = "/en" + ruta_actividad(reporte, "2.1") + "autoguardar/"
    dicho = cliente.post(ruta, hoja(dato__talleres__numero="1,250", logros="x")).json()
    assert dicho["errores"] == []
    assert Valor.objects.get().numero == 1250


# --- What is refused ------------------------------------------------------------------------------


def test_sin_sesion_lo_dice(reporte: Reporte) -> None:
    respuesta = autoguardar(Client(), reporte, logros="x")
    assert (respuesta.status_code, respuesta.json()["estado"]) == (401, "sesion")
    assert not Avance.objects.exists()


def test_cerrado_ajeno_o_incompleto(cliente: Client, reporte: Reporte) -> None:
    assert autoguardar(entrar(focal("gt")), reporte, logros="x").status_code == 404
    respuesta = autoguardar(cliente, reporte, version="", logros="x")
    assert (respuesta.status_code, respuesta.json()["estado"]) == (400, "rechazo")
    assert "La página no llegó entera" in respuesta.json()["mensaje"]
    Periodo.objects.update(**CERRADO)
    respuesta = autoguardar(cliente, reporte, logros="x")
    assert (respuesta.status_code, respuesta.json()["estado"]) == (403, "cerrado")
    assert "El período cerró el" in respuesta.json()["mensaje"]
    assert not Avance.objects.exists()
    respuesta = cliente.get(ruta_actividad(reporte, "2.1") + "autoguardar/")
    assert respuesta["Location"] == ruta_actividad(reporte, "2.1")


# --- Two people, two windows, lost answers --------------------------------------------------------


def test_cambios_de_otra_persona(cliente: Client, reporte: Reporte) -> None:
    llenar(entrar(focal("hn", nombre="Eva")), reporte, logros="Lo de Eva")
    respuesta = autoguardar(cliente, reporte, logros="Lo de Ana")
    assert (respuesta.status_code, respuesta.json()["estado"]) == (409, "conflicto")
    assert respuesta.json()["mensaje"] == "No se guardó: hay cambios de otra persona."
    assert Avance.objects.get().logros == "Lo de Eva"
    pagina = llenar(cliente, reporte, logros="Lo de Ana")
    assert pagina.status_code == 409
    assert "Lo de Eva" in pagina.content.decode()
    assert "Lo de Ana" in pagina.content.decode()


def test_cambios_propios_en_otra_ventana(cliente: Client, reporte: Reporte) -> None:
    autoguardar(cliente, reporte, logros="Aquí")
    respuesta = autoguardar(cliente, reporte, logros="Allá")
    assert respuesta.status_code == 409
    assert "usted guardó otros cambios en otra ventana" in respuesta.json()["mensaje"]
    html = llenar(cliente, reporte, logros="Allá").content.decode()
    assert "en otra ventana" in html
    assert "Otra persona guardó" not in html
    assert "guardó la otra persona" not in html


def test_la_respuesta_perdida_no_es_un_conflicto(cliente: Client, reporte: Reporte) -> None:
    for _vez in range(2):
        dicho = autoguardar(cliente, reporte, logros="Una vez", dato__talleres__numero="2").json()
        assert (dicho["estado"], dicho["version"]) == ("guardado", 1)
    assert (Avance.history.count(), Valor.history.count()) == (1, 1)


@pytest.mark.parametrize("llego", [True, False])
def test_al_cerrar_manda_tambien_lo_que_iba_en_camino(
    cliente: Client, reporte: Reporte, llego: bool
) -> None:
    previa = hoja(logros="Tres")
    if llego:
        autoguardar(cliente, reporte, logros="Tres")
    previa.pop("version")
    dicho = autoguardar(cliente, reporte, logros="Tres jornadas", previa=urlencode(previa)).json()
    assert (dicho["estado"], dicho["version"]) == ("guardado", 2)
    assert Avance.objects.get().logros == "Tres jornadas"
    # What was on its way arrives at last: too late to change anything.
    assert autoguardar(cliente, reporte, logros="Tres").status_code == 409
    assert Avance.objects.get().logros == "Tres jornadas"


def test_lo_de_otra_persona_no_pasa_por_mio(cliente: Client, reporte: Reporte) -> None:
    llenar(entrar(focal("hn")), reporte, logros="Lo de Eva")
    previa = urlencode({"logros": "Tres", "estado": "en_curso", "terminada": "no"})
    respuesta = autoguardar(cliente, reporte, logros="Tres jornadas", previa=previa)
    assert respuesta.status_code == 409
    assert Avance.objects.get().logros == "Lo de Eva"


# --- History --------------------------------------------------------------------------------------


def test_diez_minutos_son_un_renglon(cliente: Client, reporte: Reporte) -> None:
    for version, numero in enumerate(["1", "12", "125"]):
        autoguardar(cliente, reporte, version, logros="x" * version, dato__talleres__numero=numero)
    assert renglones() == [("autoguardado", "xx")]
    assert [v.numero for v in Valor.history.all()] == [125]
    assert Avance.history.get().version == Avance.objects.get().version == 3
    Avance.history.update(history_date=timezone.now() - dt.timedelta(minutes=11))
    autoguardar(cliente, reporte, 3, logros="Más", dato__talleres__numero="125")
    assert renglones() == [("autoguardado", "xx"), ("autoguardado", "Más")]


def test_guardar_deja_su_propio_renglon(cliente: Client, reporte: Reporte) -> None:
    autoguardar(cliente, reporte, logros="Uno")
    llenar(cliente, reporte, version=1, logros="Dos", terminada="no")
    autoguardar(cliente, reporte, 2, logros="Tres", dato__talleres__numero="4")
    autoguardar(cliente, reporte, 3, logros="Cuatro", dato__talleres__numero="4")
    assert renglones() == [("autoguardado", "Uno"), ("", "Dos"), ("autoguardado", "Cuatro")]


def test_guardar_lo_que_ya_se_guardo_solo_lo_asienta(cliente: Client, reporte: Reporte) -> None:
    autoguardar(cliente, reporte, logros="Uno", dato__talleres__numero="4")
    llenar(cliente, reporte, version=1, logros="Uno", terminada="no")
    autoguardar(cliente, reporte, 1, logros="Dos", dato__talleres__numero="5")
    assert renglones() == [("", "Uno"), ("autoguardado", "Dos")]
    assert [v.numero for v in Valor.history.order_by("history_id")] == [4, 5]


def test_cada_persona_el_suyo(cliente: Client, reporte: Reporte, duena: Usuario) -> None:
    autoguardar(cliente, reporte, logros="Ana")
    autoguardar(entrar(gente.secretaria()), reporte, 1, logros="La ST")
    autoguardar(cliente, reporte, 2, logros="Ana otra vez")
    assert [logros for _motivo, logros in renglones()] == ["Ana", "La ST", "Ana otra vez"]


def test_lo_que_vio_la_revision_se_queda_como_estaba(
    cliente: Client, reporte: Reporte, taller: Actividad
) -> None:
    """Sent and taken back within ten minutes: what was sent can still be read."""
    llenar(cliente, reporte, terminada="no")
    autoguardar(cliente, reporte, 1, logros="Lo enviado", dato__talleres__numero="4")
    Reporte.objects.update(enviado_en=timezone.now())
    autoguardar(cliente, reporte, 2, logros="Lo de después", dato__talleres__numero="4")
    enviado = Reporte.objects.get().enviado_en
    assert Avance.history.as_of(enviado).get().logros == "Lo enviado"
    assert renglones()[-1] == ("autoguardado", "Lo de después")


# --- The page -------------------------------------------------------------------------------------


def test_la_pagina_lo_ofrece_solo_donde_se_puede_escribir(
    cliente: Client, reporte: Reporte, taller: Actividad
) -> None:
    pagina = cliente.get(ruta_actividad(reporte, "2.1")).content.decode()
    assert f'data-autoguardar="{ruta_actividad(reporte, "2.1")}autoguardar/"' in pagina
    assert "data-sin-guardar" not in pagina
    assert "data-sesion=" in pagina
    con_error = llenar(cliente, reporte, **{"dato-talleres-numero": "doce"}).content.decode()
    assert "data-sin-guardar" in con_error
    Periodo.objects.update(**CERRADO)
    assert "data-autoguardar" not in llenar(cliente, reporte).content.decode()


def test_en_el_panel_tambien(reporte: Reporte, secretaria: Persona) -> None:
    panel = secretaria.get(f"/admin/planes/reporte/{reporte.pk}/actividades/2.1/")
    assert f'data-autoguardar="{ruta_actividad(reporte, "2.1")}autoguardar/"' in texto_crudo(panel)
    assert "js/autoguardado.js" in texto_crudo(panel)
    assert "data-sesion=" in texto_crudo(panel)


def texto_crudo(respuesta: Any) -> str:
    return str(respuesta.content.decode())


def test_consultas(
    cliente: Client, reporte: Reporte, taller: Actividad, django_assert_max_num_queries: Any
) -> None:
    crear_avance(reporte, taller)
    crear_valor(reporte, Dato.objects.get(), 3)
    with django_assert_max_num_queries(34):
        autoguardar(cliente, reporte, 1, logros="x", dato__talleres__numero="4")
