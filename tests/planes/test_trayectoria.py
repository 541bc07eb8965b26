"""A country over time: only what was approved, of its own; missing is not zero."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actores.models import Usuario
from planes.models import Actividad, Dato, Periodo
from planes.trayectoria import tabla, trayectoria_de
from tests.crear import (
    crear_avance,
    crear_colaborador,
    crear_pais,
    crear_periodo,
    crear_reporte,
    crear_usuario,
    crear_valor,
)
from tests.planes.gente import CERRADO, entrar, focal, observador, secretaria, texto

pytestmark = pytest.mark.django_db


@pytest.fixture
def semestres(taller: Actividad) -> list[Periodo]:
    """2024-I, 2024-II approved (0 and 12 workshops), 2025-I without report, 2025-II a draft."""
    talleres = Dato.objects.get(codigo="talleres")
    periodos = [crear_periodo(taller.plan, 2024, s, **CERRADO) for s in (1, 2)]
    for periodo, estado, numero in zip(periodos, ("no_iniciada", "en_curso"), (0, 12), strict=True):
        reporte = crear_reporte(crear_pais("hn"), periodo, "aprobado")
        crear_avance(reporte, taller, estado)
        crear_valor(reporte, talleres, numero)
        ajeno = crear_reporte(crear_pais("gt"), periodo, "aprobado")
        crear_valor(ajeno, talleres, 777)
    crear_periodo(taller.plan, 2025, 1, **CERRADO)
    abierto = taller.plan.periodos.get(anio=2025, semestre=2)
    borrador = crear_reporte(crear_pais("hn"), abierto)
    crear_valor(borrador, talleres, 555)
    return list(taller.plan.periodos.order_by("anio", "semestre"))


def test_solo_lo_aprobado_y_lo_que_falta_en_palabras(semestres: list[Periodo]) -> None:
    suya = trayectoria_de(crear_pais("hn"))
    assert [p.clave for p in suya.periodos] == ["2024-I", "2024-II", "2025-I", "2025-II"]
    tramo = suya.tramos[0]
    assert [c.texto for c in tramo.caminos[0].celdas] == [
        "No iniciada", "En curso", "Sin reporte aprobado", "Sin reporte aprobado",
    ]  # fmt: skip
    serie = tramo.series[0]
    assert [c.texto for c in serie.celdas] == [
        "0", "12", "Sin reporte aprobado", "Sin reporte aprobado",
    ]  # fmt: skip
    assert serie.valores == [Decimal(0), Decimal(12), None, None]


def test_las_barras_dicen_lo_que_la_tabla(semestres: list[Periodo]) -> None:
    """Zero is a line, what is missing is nothing, the largest fills the height."""
    barras = trayectoria_de(crear_pais("hn")).tramos[0].series[0].barras
    assert [(b.x, b.y, b.alto) for b in barras] == [(0, 23.0, 1.0), (11, 0.0, 24.0)]


def test_vale_la_ultima_version_aprobada(semestres: list[Periodo], taller: Actividad) -> None:
    viejo = crear_pais("hn").reportes.get(periodo=semestres[0])
    nuevo = crear_reporte(crear_pais("hn"), semestres[0], "aprobado", version=2, sustituye=viejo)
    crear_valor(nuevo, Dato.objects.get(codigo="talleres"), 5)
    serie = trayectoria_de(crear_pais("hn")).tramos[0].series[0]
    assert serie.celdas[0].texto == "5"


def test_como_archivo(semestres: list[Periodo]) -> None:
    filas = tabla(trayectoria_de(crear_pais("hn"))).dict
    datos = [(f["Año"], f["Semestre"], f["Valor"], f["En palabras"])
             for f in filas if f["Qué es"] == "Dato"]  # fmt: skip
    assert datos == [
        (2024, 1, Decimal(0), "0"), (2024, 2, Decimal(12), "12"),
        (2025, 1, "", "Sin reporte aprobado"), (2025, 2, "", "Sin reporte aprobado"),
    ]  # fmt: skip


def test_quien_la_ve(semestres: list[Periodo], taller: Actividad) -> None:
    propia = entrar(focal("hn")).get("/reportes/mi-pais/")
    assert "País HN en el tiempo" in texto(propia)
    assert "777" not in texto(propia)
    assert "555" not in texto(propia)
    assert entrar(crear_colaborador(taller)).get("/reportes/mi-pais/").status_code == 200
    st = entrar(secretaria())
    assert "777" in texto(st.get("/reportes/mi-pais/?pais=gt"))
    for que in ("", "exportar/"):
        for ajena in (focal("gt"), observador(), crear_usuario()):
            assert entrar(ajena).get(f"/reportes/mi-pais/{que}?pais=hn").status_code == 404


def test_quien_no_tiene_nada_aprobado_lo_lee_en_una_frase(semestres: list[Periodo]) -> None:
    cliente = entrar(focal("ni"))
    pagina = cliente.get("/reportes/mi-pais/")
    assert "todavía no tiene reportes aprobados" in texto(pagina)
    assert "2024-I sin reporte aprobado" in texto(pagina)
    assert "plegable" not in pagina.content.decode()
    assert "formato=xlsx" not in pagina.content.decode()


def test_se_descarga(semestres: list[Periodo]) -> None:
    cliente = entrar(focal("hn"))
    csv = cliente.get("/reportes/mi-pais/exportar/?formato=csv")
    assert "12" in csv.content.decode("utf-8-sig")
    assert "attachment" in csv["Content-Disposition"]
    assert cliente.get("/reportes/mi-pais/exportar/?formato=xlsx").content[:2] == b"PK"
    assert cliente.get("/reportes/mi-pais/exportar/?formato=exe").status_code == 404


def test_cuesta_lo_mismo_con_mas_semestres(taller: Actividad, duena: Usuario) -> None:
    cliente = entrar(duena)

    def consultas() -> int:
        with CaptureQueriesContext(connection) as captura:
            assert cliente.get("/reportes/mi-pais/").status_code == 200
        return len(captura)

    reportar(taller, 2023)
    antes = consultas()
    reportar(taller, 2024)
    assert consultas() == antes <= 22


def reportar(taller: Actividad, anio: int) -> None:
    for semestre in (1, 2):
        periodo = crear_periodo(taller.plan, anio, semestre, **CERRADO)
        reporte = crear_reporte(crear_pais("hn"), periodo, "aprobado")
        crear_avance(reporte, taller)
        crear_valor(reporte, Dato.objects.get(codigo="talleres"), anio)
