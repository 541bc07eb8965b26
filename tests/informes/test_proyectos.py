"""What a cut says of the projects: those the ST lets, who may be named, up to its day."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from actores.models import Organizacion
from informes import contenido, familia
from informes.models import TipoInforme
from planes import arbol
from planes.models import Recurso
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar("gt", 1, talleres=1)
    return escena


def partes(escena: Escena, fecha: dt.date = dt.date(2024, 12, 31)) -> dict[str, Any]:
    hecho = contenido.construir(arbol.cargar(escena.plan, escena.periodos), fecha)
    return dict(hecho.partes)


def test_it_says_texts_stage_calendar_and_money(escena: Escena) -> None:
    escena.proyecto()
    p = partes(escena)["proyecto/abcd1234"]

    assert p["titulo"] == {"es": "Proyecto de prueba", "en": "Test project"}
    assert p["resumen"]["en"] == "What it will do, for whom."
    assert (p["etapa"], p["desde"], p["inicio"], p["fin"]) == (
        "aprobado", "2024-06-03", "2025-01-01", "2025-12-31",
    )  # fmt: skip
    assert [a["codigo"] for a in p["actividades"]] == ["1.1"]
    assert p["pais"] is None
    assert {m["estado"]: m["usd"] for m in p["montos"]} == {
        "ofrecido": 900, "firmado": 990, "desembolsado": 0,
    }  # fmt: skip
    # An offer does not count on what is there.
    assert (p["costo_usd"], p["falta_usd"]) == (2000, 1010)
    firmado = p["aportes"][0]
    assert (firmado["monto"], firmado["moneda"], firmado["usd"], firmado["fecha_tasa"]) == (
        900, "EUR", 990, "2024-07-01",
    )  # fmt: skip


def test_who_may_not_be_named_is_only_counted(escena: Escena) -> None:
    escena.proyecto()
    suyas = partes(escena)
    p = suyas["proyecto/abcd1234"]

    assert p["presentado_a"]["sin_nombrar"] == 1
    assert p["donantes_sin_nombrar"] == 1
    assert [a["donante"] and a["donante"]["es"] for a in p["aportes"]] == [
        "Donante que se nombra", None,
    ]  # fmt: skip
    dicho = json.dumps(suyas, ensure_ascii=False)
    assert "Donante que se nombra" in dicho
    assert "reservado" not in dicho

    Organizacion.objects.update(publicable=True)
    assert "reservado" in json.dumps(partes(escena), ensure_ascii=False)


@pytest.mark.parametrize(
    "cambio",
    [
        {"publicable": False},
        {"etapa": "descartado"},
        {"fecha": dt.date(2025, 1, 1)},
    ],
)
def test_what_is_not_for_publication_or_later_stays_out(
    escena: Escena, cambio: dict[str, Any]
) -> None:
    escena.proyecto(**cambio)

    suyas = partes(escena)

    assert suyas["proyectos"] == {"proyectos": []}
    assert not any(clave.startswith("proyecto/") for clave in suyas)


def test_money_of_a_later_day_stays_out(escena: Escena) -> None:
    escena.proyecto()
    Recurso.objects.filter(estado="firmado").update(fecha=dt.date(2025, 1, 1))

    p = partes(escena)["proyecto/abcd1234"]

    assert [a["estado"] for a in p["aportes"]] == ["ofrecido"]
    assert p["falta_usd"] == 2000


def test_a_cost_that_nobody_knows_is_not_nought(escena: Escena) -> None:
    escena.proyecto(costo_usd=None, resumen_en="", titulo_en="")
    p = partes(escena)["proyecto/abcd1234"]

    assert (p["costo_usd"], p["falta_usd"]) == (None, None)
    assert p["titulo"]["en"] == "Proyecto de prueba"


def test_the_sheets_are_made_of_them_and_an_old_cut_has_none(escena: Escena) -> None:
    escena.proyecto()
    corte = escena.preparar()

    assert familia.sujetos(TipoInforme.FICHA, corte) == {
        "abcd1234": {"es": "Proyecto de prueba", "en": "Test project"}
    }
    corte.partes.filter(clave="proyectos")._raw_delete("default")
    assert familia.sujetos(TipoInforme.FICHA, corte) == {}
