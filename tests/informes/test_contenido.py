"""What a cut holds: only what is approved, already masked, and the same bytes again."""

from typing import Any

import pytest

from informes import contenido
from informes.models import Corte
from planes import arbol
from planes.models import Reporte, Seguimiento
from tests import crear
from tests.informes.escena import Escena
from tests.informes.escena_dinero import EscenaConDinero

pytestmark = pytest.mark.django_db


def construir(escena: Escena) -> contenido.Contenido:
    return contenido.construir(arbol.cargar(escena.plan, escena.periodos), escena.periodos[-1].fin)


def serie(hecho: contenido.Contenido, indicador: str, lugar: int = 0) -> dict:
    return hecho.partes[f"indicador/{indicador}"]["bloque"]["series"][lugar]


def test_counts_of_countries_add_up_with_their_coverage() -> None:
    escena = Escena()
    escena.reportar("gt", 1, talleres=4)
    escena.reportar("gt", 2, talleres=3)
    escena.reportar("hn", 1, talleres=0)
    escena.reportar("hn", 2, talleres=0)

    cifra = serie(construir(escena), "1.1.1.a")["region"][0]

    assert cifra["valor"] == 7
    assert cifra["cobertura"] == {"reportaron": 2, "esperados": 3, "no_aplica": 0, "parciales": 0}


def test_zero_is_a_figure_and_silence_is_not() -> None:
    escena = Escena()
    escena.reportar("hn", 1, talleres=0)
    escena.reportar("hn", 2, talleres=0)

    paises = serie(construir(escena), "1.1.1.a")["paises"]

    assert paises["hn"][0]["valor"] == 0
    assert paises["gt"][0]["valor"] is None
    assert paises["gt"][0]["marca"] == "x"


@pytest.mark.parametrize(
    "estado", [Reporte.Estado.BORRADOR, Reporte.Estado.ENVIADO, Reporte.Estado.OBSERVADO]
)
def test_only_approved_reports_enter(estado: str) -> None:
    escena = Escena()
    escena.reportar("hn", 1, talleres=1)
    reporte = crear.crear_reporte(escena.paises["gt"], escena.periodos[0], estado)
    crear.crear_valor(reporte, escena.talleres, 500)

    assert serie(construir(escena), "1.1.1.a")["region"][0]["valor"] == 1


def test_an_approved_version_counts_until_its_correction_is_approved() -> None:
    escena = Escena()
    viejo = escena.reportar("gt", 1, talleres=5)
    nuevo = crear.crear_reporte(escena.paises["gt"], escena.periodos[0], version=2, sustituye=viejo)
    crear.crear_valor(nuevo, escena.talleres, 500)

    assert serie(construir(escena), "1.1.1.a")["region"][0]["valor"] == 5

    nuevo.estado = Reporte.Estado.APROBADO
    nuevo.enviado_por, nuevo.revisado_por = crear.crear_usuario(), crear.crear_usuario()
    nuevo.enviado_en = nuevo.revisado_en = viejo.enviado_en
    nuevo.save()

    assert serie(construir(escena), "1.1.1.a")["region"][0]["valor"] == 500


def test_sensitive_small_counts_are_bands_and_the_region_an_interval() -> None:
    escena = Escena()
    escena.reportar_todo(secreto=3)

    trata = serie(construir(escena), "1.2.1.a")

    assert (trata["paises"]["bz"][0]["minimo"], trata["paises"]["bz"][0]["maximo"]) == (1, 10)
    assert trata["paises"]["bz"][0]["valor"] is None
    assert trata["paises"]["gt"][0]["valor"] == 40
    region = trata["region"][0]
    assert (region["minimo"], region["maximo"], region["en_banda"]) == (59, 68, 1)


def test_a_sensitive_year_is_missing_until_both_semesters_are_in() -> None:
    """Published in part and later in full, it would give the second semester away."""
    escena = Escena()
    escena.reportar("gt", 1, trata=20)

    gt = serie(construir(escena), "1.2.1.a")["paises"]["gt"][0]

    assert gt["valor"] is None
    assert "minimo" not in gt


def test_sensitive_data_have_no_total_over_crimes_and_none_over_years() -> None:
    escena = Escena()
    escena.reportar_todo()
    hecho = construir(escena)

    bloque = hecho.partes["indicador/1.2.1.a"]["bloque"]
    assert [s["categoria"] for s in bloque["series"]] == ["delito:trata", "delito:trafico"]
    assert bloque["acumulado"] is None
    assert {c.categoria for c in hecho.celdas if c.dato == "denuncias"} == {
        "delito:trata",
        "delito:trafico",
    }


@pytest.mark.parametrize("otro", [1, 8, 10])
def test_two_secrets_of_the_same_band_give_the_same_bytes(otro: int) -> None:
    escena = Escena()
    escena.reportar_todo(secreto=3)
    antes = construir(escena)
    Reporte.objects.all().delete()
    escena.reportar_todo(secreto=otro)

    despues = construir(escena)

    assert contenido.canonico(despues.partes) == contenido.canonico(antes.partes)
    assert despues.huella == antes.huella


def test_a_secret_beyond_the_band_does_change_them() -> None:
    """So that the test above is known to be able to fail."""
    escena = Escena()
    escena.reportar_todo(secreto=3)
    antes = construir(escena)
    Reporte.objects.all().delete()
    escena.reportar_todo(secreto=11)

    assert construir(escena).huella != antes.huella


def test_the_same_approved_data_give_the_same_hash() -> None:
    escena = Escena()
    escena.reportar_todo()

    assert escena.preparar().huella == escena.preparar().huella


def test_the_hash_is_over_the_sorted_hashes_of_the_parts() -> None:
    """Anyone can check a cut from its parts alone, as `/transparencia/` explains."""
    escena = Escena()
    escena.reportar_todo()
    corte: Corte = escena.preparar()

    for parte in corte.partes.all():
        assert contenido.huella(parte.contenido) == parte.huella


def test_every_page_has_its_part() -> None:
    escena = Escena()
    escena.reportar_todo()
    escena.proyecto()

    assert set(construir(escena).partes) == {
        "inicio", "plan", "paises", "metodo", "eje/1", "objetivo/1", "actividad/1.1",
        "actividad/1.2", "indicador/1.1.1.a", "indicador/1.2.1.a", "pais/gt", "pais/hn",
        "pais/bz", "proyectos", "proyecto/abcd1234", "recursos", "convenios",
    }  # fmt: skip


def test_the_headline_of_a_national_activity_is_that_of_its_countries() -> None:
    escena = Escena()
    type(escena.actividad).objects.update(informante="nacional")
    escena.reportar_todo()

    estado = construir(escena).partes["actividad/1.1"]

    assert (estado["estado"], estado["fuente"]) == ("en_curso", "paises")
    assert estado["paises"]["completada"] == 1


def test_loading_costs_the_same_queries_however_many_rows(
    django_assert_max_num_queries: Any,
) -> None:
    escena = EscenaConDinero()
    escena.reportar("gt", 1, talleres=2, trata=3)
    escena.proyecto()
    escena.informar(1)
    escena.recurso("1000")
    escena.convenio("Uno", publicable=True)
    seguida = crear.crear_accion_de_estrategia()
    Seguimiento.objects.create(actividad=seguida)
    seguida.metas.get().contribuye_a.add(escena.actividad.metas.first())
    with django_assert_max_num_queries(43) as con_pocas:
        arbol.cargar(escena.plan, escena.periodos)
    for codigo in ("hn", "bz"):
        for semestre in (1, 2):
            escena.reportar(codigo, semestre, talleres=2, trata=3)
    crear.crear_indicador(crear.crear_meta("2.1.1"), crear.crear_dato())
    for referencia in ("00000001", "00000002"):
        escena.proyecto(referencia=referencia)
    for n in range(4):
        escena.recurso("1000")
        escena.convenio(f"Otro {n}")
        crear.crear_accion_de_estrategia(f"2.A{n}", eje=2)
    with django_assert_max_num_queries(43) as con_muchas:
        arbol.cargar(escena.plan, escena.periodos)
    assert len(con_muchas) == len(con_pocas)


def test_a_country_with_half_the_year_is_counted_and_named_as_such() -> None:
    escena = Escena()
    escena.reportar("gt", 1, talleres=4)
    for semestre in (1, 2):
        escena.reportar("hn", semestre, talleres=1)

    cifra = serie(construir(escena), "1.1.1.a")["region"][0]

    assert cifra["marca"] == "p"
    assert (cifra["cobertura"]["reportaron"], cifra["cobertura"]["parciales"]) == (2, 1)


def test_a_sensitive_total_without_all_countries_is_provisional() -> None:
    escena = Escena()
    for semestre in (1, 2):
        escena.reportar("gt", semestre, trata=20)

    region = serie(construir(escena), "1.2.1.a")["region"][0]

    assert (region["valor"], region["marca"]) == (40, "p")
