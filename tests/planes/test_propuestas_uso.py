"""What is proposed, on the page of an activity; what sending keeps and locks; into the cut."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from informes import operaciones as cortes
from planes import operaciones
from planes.entrada import Entrada
from planes.forms.datos import DEL_REGISTRO, formulario_de
from planes.models import Accion, Actividad, Dato, Reporte, Valor
from planes.propuestas import bloqueada, bloqueadas, propuestas_de
from tests.crear import (
    crear_accion,
    crear_categoria,
    crear_pais,
    crear_periodo,
    crear_reporte,
)
from tests.planes.escena_propuestas import de_personas, de_talleres, propuesto
from tests.planes.gente import entrar, hoja, ruta_actividad, secretaria, texto

pytestmark = pytest.mark.django_db


@pytest.fixture
def dato(taller: Actividad) -> Dato:
    return de_talleres()


# --- What is proposed, on the page -------------------------------------------------------------


def test_la_pagina_lo_propone_y_enlaza_sus_filas(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    for _ in range(4):
        crear_accion(reporte.pais, actividades=[taller])
    otra = crear_accion(reporte.pais, tipo="foro", actividades=[taller], titulo="Un foro")
    cliente = entrar(duena)
    pagina = cliente.get(ruta_actividad(reporte, taller))
    assert "El registro suma 4 talleres" in texto(pagina)
    lista = cliente.get(propuestas_de(reporte)[dato.pk].ruta)
    assert texto(lista).count("Taller o jornada") - texto(lista).count("option") >= 4
    assert otra.titulo not in texto(lista)


def test_usar_la_cifra_sin_javascript(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    for _ in range(4):
        crear_accion(reporte.pais, actividades=[taller])
    datos = hoja(**{"dato-talleres-situacion": DEL_REGISTRO})
    assert entrar(duena).post(ruta_actividad(reporte, taller), datos).status_code == 302
    assert Valor.objects.get(dato=dato).numero == 4


def test_la_cifra_y_otra_escrita_es_una_pregunta(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    crear_accion(reporte.pais, actividades=[taller])
    datos = hoja(**{"dato-talleres-situacion": DEL_REGISTRO, "dato-talleres-numero": "6"})
    pagina = entrar(duena).post(ruta_actividad(reporte, taller), datos)
    assert "¿cuál de las dos es?" in texto(pagina)
    assert not Valor.objects.exists()


def test_sin_filas_no_hay_cifra_que_usar(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    cliente = entrar(duena)
    assert "El registro suma" not in texto(cliente.get(ruta_actividad(reporte, taller)))
    datos = hoja(**{"dato-talleres-situacion": DEL_REGISTRO})
    assert "Elija una de las opciones" in texto(
        cliente.post(ruta_actividad(reporte, taller), datos)
    )


def test_usarla_trae_tambien_las_partes(reporte: Reporte, taller: Actividad) -> None:
    """Those of an archived category too, which the form would not ask for any more."""
    dato = de_personas("capacitadas", "participantes", "sexo:mujeres", "sector:ejecutivo")
    archivada = crear_categoria("sector:medios")
    type(archivada).objects.update(archivada=True)
    crear_accion(
        reporte.pais,
        actividades=[taller],
        participantes={"sector:medios": {"mujeres": 5}, "sector:ejecutivo": {"mujeres": 2}},
    )
    propuesta = propuestas_de(reporte)[dato.pk]
    formulario = formulario_de(
        dato, reporte.periodo, Entrada(), propuesta=propuesta,
        data={"dato-capacitadas-situacion": DEL_REGISTRO},
    )  # fmt: skip
    assert formulario.is_valid(), formulario.errors
    assert formulario.entrada.numero == 7
    assert formulario.entrada.partes == propuesta.partes
    assert ("dato-capacitadas-sector-medios", "5") in formulario.campos_propuestos


def test_pide_la_nota_cuando_se_declara_otra_cosa(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    """A warning, and not an error: it is saved all the same."""
    for _ in range(4):
        crear_accion(reporte.pais, actividades=[taller])
    cliente = entrar(duena)
    cliente.post(ruta_actividad(reporte, taller), hoja(**{"dato-talleres-numero": "6"}))
    pregunta = "Usted declara 6 y el registro suma 4: diga por qué en la nota."
    assert pregunta in texto(cliente.get(ruta_actividad(reporte, taller)))
    datos = {"dato-talleres-numero": "6", "dato-talleres-nota": "Dos sin anotar"}
    cliente.post(ruta_actividad(reporte, taller), hoja(version=1, **datos))
    assert pregunta not in texto(cliente.get(ruta_actividad(reporte, taller)))
    assert Valor.objects.get(dato=dato).numero == 6


# --- Sent, locked, and into the cut --------------------------------------------------------------


def llenar_y_enviar(reporte: Reporte, duena: Any, **respuesta: str) -> None:
    campos = {f"dato-talleres-{campo}": valor for campo, valor in respuesta.items()}
    version = reporte.avances.values_list("version", flat=True).first() or 0
    datos = hoja(version=version, logros="Cuatro jornadas", terminada="si", **campos)
    pagina = entrar(duena).post(f"/reportes/{reporte.referencia}/actividades/2.1/", datos)
    assert pagina.status_code == 302, texto(pagina)
    operaciones.enviar(reporte=reporte, por=duena)


def test_al_enviar_queda_lo_propuesto(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    accion = crear_accion(reporte.pais, actividades=[taller])
    llenar_y_enviar(reporte, duena, numero="6", nota="Cinco sin anotar")
    valor = Valor.objects.get(dato=dato)
    assert (valor.numero, valor.propuesto) == (6, 1)
    assert valor.history.first().history_user == duena
    operaciones.retirar(reporte=reporte, por=duena)
    accion.delete()
    operaciones.enviar(reporte=reporte, por=duena)
    valor.refresh_from_db()
    assert valor.propuesto is None


def test_una_fila_se_bloquea_al_enviar_y_se_abre_al_devolver(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    accion = crear_accion(reporte.pais, actividades=[taller])
    de_antes = crear_accion(reporte.pais, fecha=dt.date(2025, 3, 1))
    ajena = crear_accion(crear_pais("gt"))
    assert not bloqueada(accion)
    llenar_y_enviar(reporte, duena, numero="1")
    despues = crear_accion(reporte.pais, actividades=[taller])
    assert bloqueadas([accion, de_antes, ajena, despues]) == {accion.pk}
    with pytest.raises(operaciones.Bloqueada):
        operaciones.guardar_fila(fila=accion, version=1, relaciones={}, por=duena)
    with pytest.raises(operaciones.Bloqueada):
        operaciones.borrar_fila(fila=accion, por=duena)
    de_antes.fecha = dt.date(2025, 9, 9)
    with pytest.raises(operaciones.Bloqueada):
        operaciones.guardar_fila(fila=de_antes, version=1, relaciones={}, por=duena)
    operaciones.retirar(reporte=reporte, por=duena)
    assert not bloqueada(accion)


def test_bloqueadas_en_una_consulta(reporte: Reporte, django_assert_num_queries: Any) -> None:
    varias = [crear_accion(crear_pais(p), fecha=dt.date(2025, m, 1))
              for p in ("hn", "gt", "bz") for m in (2, 9)]  # fmt: skip
    with django_assert_num_queries(1):
        assert bloqueadas(varias) == set()
    with django_assert_num_queries(0):
        assert bloqueadas([]) == set()


def test_de_una_fila_del_registro_a_la_celda_del_corte(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    """Acceptance 5: the focal point takes the figure and sends, the ST approves and cuts; a new
    row changes the next report's proposal and the next cut's cell."""
    st = secretaria()
    semestres = [crear_periodo(anio=2025, semestre=1), reporte.periodo]
    primero = crear_reporte(reporte.pais, semestres[0])

    def informar(el_reporte: Reporte, filas_del_semestre: int) -> Decimal:
        periodo = el_reporte.periodo
        for dia in range(filas_del_semestre):
            fecha = periodo.inicio + dt.timedelta(days=dia)
            fila = Accion(pais=reporte.pais, tipo="taller", titulo="Taller", fecha=fecha)
            relaciones = {"actividades": [taller]}
            operaciones.guardar_fila(fila=fila, version=0, relaciones=relaciones, por=duena)
        llenar_y_enviar(el_reporte, duena, situacion=DEL_REGISTRO)
        el_reporte.refresh_from_db()
        operaciones.aprobar(reporte=el_reporte, revision=el_reporte.revision, por=st)
        corte = cortes.preparar_corte(
            plan=periodo.plan, periodos=semestres, fecha=semestres[-1].fin, motivo="Prueba", por=st
        )
        celda = corte.celdas.get(dato="talleres", pais="hn", anio=2025, categoria="")
        numero: Decimal = celda.valor
        return numero

    assert informar(primero, 2) == 2
    assert propuesto(reporte, dato) is None
    assert informar(reporte, 3) == 5
    assert Valor.objects.get(reporte=reporte).propuesto == 3
