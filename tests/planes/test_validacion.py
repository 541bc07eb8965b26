"""What is found in a report: what blocks sending, what deserves a second look."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from planes.models import Actividad, Dato, Observacion, Reporte
from planes.validacion import ADVERTENCIA, ERROR, NOTA, errores, parece_dato_personal, revisar
from tests.crear import (
    crear_avance,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_periodo,
    crear_reporte,
    crear_valor,
)


@pytest.fixture
def dato(db: None) -> Dato:
    dato = crear_dato("personas", tipo="personas", partes={"sexo": ["mujeres", "hombres"]})
    crear_indicador(crear_meta(), dato)
    return dato


@pytest.fixture
def actividad(dato: Dato) -> Actividad:
    return dato.indicadores.get().actividad


@pytest.fixture
def reporte(actividad: Actividad) -> Reporte:
    return crear_reporte(crear_pais("hn"))


def hallado(reporte: Reporte) -> list[tuple[str, str]]:
    return [(h.nivel, h.mensaje) for h in revisar(reporte)]


def completo(reporte: Reporte, actividad: Actividad, dato: Dato, **avance: Any) -> None:
    crear_avance(reporte, actividad, **{"terminada": True, **avance})
    crear_valor(reporte, dato, 3, partes={"sexo:mujeres": 2, "sexo:hombres": 1})


def test_un_reporte_completo_esta_limpio(
    reporte: Reporte, actividad: Actividad, dato: Dato
) -> None:
    completo(reporte, actividad, dato)
    assert hallado(reporte) == []


def test_lo_que_falta_es_error(reporte: Reporte, dato: Dato) -> None:
    assert hallado(reporte) == [
        (ERROR, "Falta decir cómo va esta actividad."),
        (ERROR, "Falta «Personas»: escriba el dato o diga por qué no lo hay."),
    ]
    assert [h.dato for h in errores(reporte)] == [None, dato]


@pytest.mark.parametrize("estado", ["no_iniciada", "en_curso", "completada", "suspendida"])
def test_solo_lo_que_no_aplica_va_sin_datos(
    reporte: Reporte, actividad: Actividad, estado: str
) -> None:
    avance = crear_avance(reporte, actividad, "no_aplica", terminada=True)
    assert errores(reporte) == []
    avance.estado = estado
    avance.save()
    assert len(errores(reporte)) == 1


@pytest.mark.parametrize("motivo", ["no_aplica", "no_disponible", "pendiente"])
def test_decir_por_que_no_hay_dato_basta(
    reporte: Reporte, actividad: Actividad, dato: Dato, motivo: str
) -> None:
    crear_avance(reporte, actividad, terminada=True)
    crear_valor(reporte, dato, ausencia=motivo)
    assert hallado(reporte) == []


def test_las_partes_suman_el_total(reporte: Reporte, actividad: Actividad, dato: Dato) -> None:
    crear_avance(reporte, actividad, terminada=True)
    crear_valor(reporte, dato, 4, partes={"sexo:mujeres": 2, "sexo:hombres": 1})
    assert hallado(reporte) == [(ERROR, "En «Personas» las partes no suman el total.")]


def test_un_total_sin_partes_se_advierte(
    reporte: Reporte, actividad: Actividad, dato: Dato
) -> None:
    crear_avance(reporte, actividad, terminada=True)
    valor = crear_valor(reporte, dato, 4)
    assert hallado(reporte) == [
        (ADVERTENCIA, "«Personas» dice el total, pero no las partes: sexo.")
    ]
    valor.numero = 0
    valor.save()
    assert hallado(reporte) == []


def test_lo_no_terminado_se_dice(reporte: Reporte, actividad: Actividad, dato: Dato) -> None:
    completo(reporte, actividad, dato, terminada=False)
    assert hallado(reporte) == [(NOTA, "Usted no ha dicho que terminó esta actividad.")]


def test_completada_sin_logros_se_advierte(
    reporte: Reporte, actividad: Actividad, dato: Dato
) -> None:
    completo(reporte, actividad, dato, estado="completada")
    assert (ADVERTENCIA, "Está completada, pero no dice qué se logró.") in hallado(reporte)


def test_el_texto_copiado_se_advierte(reporte: Reporte, actividad: Actividad, dato: Dato) -> None:
    logros = "Cuatro jornadas con las comisiones legislativas."
    completo(reporte, actividad, dato, logros=logros)
    primero = crear_periodo(anio=2025, semestre=1)
    aprobado = crear_reporte(reporte.pais, primero, "aprobado")
    crear_avance(aprobado, actividad, logros=logros)
    assert [nivel for nivel, _mensaje in hallado(reporte)] == [ADVERTENCIA]


@pytest.mark.parametrize(
    ("minutos", "abierta", "regional", "frases"),
    [
        (-1, True, False, ["La Secretaría Técnica observó esta actividad"]),
        (0, True, False, ["La Secretaría Técnica observó esta actividad"]),
        (0, True, True, ["La Presidencia observó esta actividad"]),
        (1, True, False, []),
        (-1, False, False, []),
    ],
)
def test_lo_observado_que_sigue_igual_se_advierte(
    actividad: Actividad, dato: Dato, minutos: int, abierta: bool, regional: bool, frases: list[str]
) -> None:
    """``minutos`` from the return of the report to the last change of the activity."""
    if regional:
        Actividad.objects.update(informante="regional")
        Dato.objects.update(informante="regional")
    reporte = crear_reporte(crear_pais("hn"), estado="observado", regional=regional)
    cambio = reporte.revisado_en + dt.timedelta(minutes=minutos)
    completo(reporte, actividad, dato, actualizado_en=cambio)
    Observacion.objects.create(
        reporte=reporte, actividad=actividad, texto="¿?", autor=reporte.revisado_por,
        resuelta_en=None if abierta else timezone.now(),
        resuelta_por=None if abierta else reporte.enviado_por,
    )  # fmt: skip
    hallazgos = hallado(reporte)
    assert [nivel for nivel, _mensaje in hallazgos] == [ADVERTENCIA] * len(frases)
    assert all(m.startswith(f) for (_n, m), f in zip(hallazgos, frases, strict=True))


def test_quien_revisa_no_lee_que_no_ha_cambiado_nada(actividad: Actividad, dato: Dato) -> None:
    reporte = crear_reporte(crear_pais("gt"), estado="enviado", revisado_en=timezone.now())
    completo(reporte, actividad, dato)
    Observacion.objects.create(
        reporte=reporte, actividad=actividad, texto="¿?", autor=reporte.enviado_por
    )
    assert hallado(reporte) == []


@pytest.mark.parametrize("campo", ["logros", "limitaciones", "barreras", "proximos_pasos"])
def test_los_datos_de_personas_se_advierten(
    reporte: Reporte, actividad: Actividad, dato: Dato, campo: str
) -> None:
    completo(reporte, actividad, dato, **{campo: "Llamar a Juana al 9999-8888"})
    assert [nivel for nivel, _mensaje in hallado(reporte)] == [ADVERTENCIA]


@pytest.mark.parametrize(
    ("texto", "es"),
    [
        ("Escribir a ana.perez@demo.example", True),
        ("DPI 2345 67890 0101", True),
        ("tel. +504 9999-8888", True),
        ("0801199012345", True),
        ("Llame al 9999-8888.", True),
        ("(9999-8888, mañanas)", True),
        ("Costó 12345678.50 dólares", False),
        ("Entre 2023-2025.", False),
        ("Se capacitó a 1.250.000 personas en 2023-2025", False),
        ("Ley 137-03 y Ley 9095, del 8 de febrero de 2013", False),
        ("35 talleres, 1 250 personas", False),
        ("", False),
    ],
)
def test_parece_dato_personal(texto: str, es: bool) -> None:
    assert parece_dato_personal(texto) == es
