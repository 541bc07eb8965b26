"""Which money and agreements a cut holds, what they add up to, and who is named."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from informes import contenido, dinero
from informes.proyectos import ETAPAS
from planes import arbol
from planes.models import Convenio, Proyecto, Recurso, Reporte
from tests import crear
from tests.informes.escena_dinero import EscenaConDinero

pytestmark = pytest.mark.django_db

FIN = dt.date(2024, 12, 31)


@pytest.fixture
def escena() -> EscenaConDinero:
    return EscenaConDinero()


def partes(escena: EscenaConDinero, fecha: dt.date = FIN) -> dict[str, Any]:
    hecho = contenido.construir(arbol.cargar(escena.plan, escena.periodos), fecha)
    return dict(hecho.partes)


def recursos(escena: EscenaConDinero, fecha: dt.date = FIN) -> dict[str, Any]:
    parte: dict[str, Any] = partes(escena, fecha)["recursos"]
    return parte


# --- Which rows count ---------------------------------------------------------------------------


def test_cuenta_lo_que_respalda_un_reporte_aprobado(escena: EscenaConDinero) -> None:
    escena.recurso("1000")
    assert recursos(escena)["filas"] == []
    escena.informar(1)

    fila = recursos(escena)["filas"][0]

    assert (fila["usd"], fila["aprobado"], fila["datos"]) == (1000, True, ["fondos"])
    assert (fila["anio"], fila["desde"], fila["pais"], fila["de_proyecto"]) == (
        2024, "2024-03-01", None, False,
    )  # fmt: skip


@pytest.mark.parametrize("estado", ["borrador", "enviado", "observado"])
def test_no_lo_que_respalda_uno_sin_aprobar(escena: EscenaConDinero, estado: str) -> None:
    escena.recurso("1000")
    crear.crear_reporte(periodo=escena.periodos[0], estado=estado, regional=True)
    assert recursos(escena)["filas"] == []


def test_ni_lo_de_otro_informante_otro_semestre_o_despues_del_envio(
    escena: EscenaConDinero,
) -> None:
    escena.recurso("1", pais=escena.paises["gt"])
    escena.recurso("2", "2024-09-01")
    escena.recurso("3", creado_en=timezone.now())
    escena.informar(1)
    assert recursos(escena)["filas"] == []


def test_ni_lo_que_llego_a_su_estado_despues_del_corte(escena: EscenaConDinero) -> None:
    escena.recurso("1000", "2024-06-30")
    escena.informar(1)
    assert recursos(escena, dt.date(2024, 6, 29))["filas"] == []
    assert len(recursos(escena, dt.date(2024, 6, 30))["filas"]) == 1


def test_lo_que_cambia_mientras_se_corrige_espera(escena: EscenaConDinero) -> None:
    fila, quieta = escena.recurso("1000"), escena.recurso("7")
    primero = escena.informar(1)
    Recurso.objects.filter(pk=fila.pk).update(actualizado_en=timezone.now(), monto=Decimal(9999))
    assert recursos(escena)["total"]["asegurado"] == 10006, "no correction is open"

    correccion = crear.crear_reporte(
        periodo=escena.periodos[0], regional=True, version=2, sustituye=primero
    )
    assert [f["usd"] for f in recursos(escena)["filas"]] == [7]

    Reporte.objects.filter(pk=correccion.pk).update(
        estado="aprobado", enviado_en=timezone.now(), revisado_en=timezone.now(),
        enviado_por=crear.crear_usuario(), revisado_por=crear.crear_usuario(),
    )  # fmt: skip
    assert recursos(escena)["total"]["asegurado"] == 10006
    assert quieta.monto == 7


def test_el_dinero_de_un_proyecto_publicable_cuenta_como_en_su_ficha(
    escena: EscenaConDinero,
) -> None:
    escena.proyecto()
    hechas = partes(escena)
    parte, ficha = hechas["recursos"], hechas["proyecto/abcd1234"]

    assert [f["aprobado"] for f in parte["filas"]] == [False, False]
    assert sorted(f["usd"] for f in parte["filas"]) == sorted(a["usd"] for a in ficha["aportes"])
    # It stands behind no report, so that no Dato adds it up.
    assert [f["datos"] for f in parte["filas"]] == [[], []]

    Proyecto.objects.update(publicable=False)
    assert recursos(escena)["filas"] == []


# --- Sums ---------------------------------------------------------------------------------------


def con_de_todo(escena: EscenaConDinero) -> None:
    escena.recurso("1000")
    escena.recurso("500", "2024-08-01", estado="desembolsado")
    escena.recurso(
        "200", "2024-04-01", moneda="EUR", tasa=Decimal("1.105"), fecha_tasa=dt.date(2024, 4, 2)
    )
    escena.recurso("90000", estado="ofrecido", donante=escena.donante("Oculto", publicable=False))
    escena.recurso("0.10", pais=escena.paises["gt"], actividades=[])
    escena.recurso("0.20", pais=escena.paises["gt"], actividades=[])
    for semestre in (1, 2):
        escena.informar(semestre, fondos=1221 if semestre == 1 else 0)
    enviado = timezone.make_aware(dt.datetime(2024, 12, 30, 12))
    crear.crear_reporte(
        escena.paises["gt"], escena.periodos[0], "aprobado", enviado_en=enviado, revisado_en=enviado
    )


def test_lo_ofrecido_no_se_suma_con_lo_asegurado(escena: EscenaConDinero) -> None:
    con_de_todo(escena)
    parte = recursos(escena)

    assert parte["total"] == {
        "ofrecido": 90000, "firmado": 1221.3, "desembolsado": 500, "asegurado": 1721.3,
        "aportes": 6,
    }  # fmt: skip
    assert [(e["estado"], e["usd"], e["aportes"]) for e in parte["por_estado"]] == [
        ("ofrecido", 90000, 1), ("firmado", 1221.3, 4), ("desembolsado", 500, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("por", ["donante", "anio", "pais", "proyecto"])
def test_cada_reparto_suma_lo_mismo(escena: EscenaConDinero, por: str) -> None:
    con_de_todo(escena)
    parte = recursos(escena)
    for campo, total in parte["total"].items():
        suma = sum(Decimal(str(grupo[campo])) for grupo in parte[f"por_{por}"])
        assert suma == Decimal(str(total)), campo


def test_la_cifra_del_dato_es_la_suma_de_sus_montos(escena: EscenaConDinero) -> None:
    """Signed, of the region, for the Dato's own activity: 1000 + 221; as the report says."""
    con_de_todo(escena)
    hechas = partes(escena)
    serie = hechas["indicador/1.1.2.a"]["bloque"]["series"][0]["region"][0]

    assert hechas["recursos"]["datos"] == [
        {
            "dato": "fondos",
            "nombre": {"es": "Fondos", "en": "Funds"},
            "indicador": "1.1.2.a",
            "anios": [{"anio": 2024, "usd": 1221, "informado": 1221}],
        }
    ]
    assert serie["valor"] == 1221


def test_un_monto_dice_moneda_tasa_y_su_fecha(escena: EscenaConDinero) -> None:
    con_de_todo(escena)
    euros = next(f for f in recursos(escena)["filas"] if f["moneda"] == "EUR")
    assert (euros["monto"], euros["tasa"], euros["fecha_tasa"], euros["usd"]) == (
        200, 1.105, "2024-04-02", 221,
    )  # fmt: skip


# --- Who is named -------------------------------------------------------------------------------


def test_quien_no_se_nombra_solo_se_cuenta(escena: EscenaConDinero) -> None:
    con_de_todo(escena)
    escena.recurso("1", donante=escena.donante("Otro oculto", publicable=False))
    hechas = partes(escena)
    sin_nombre = next(g for g in hechas["recursos"]["por_donante"] if g["donante"] is None)

    assert (sin_nombre["donantes"], sin_nombre["aportes"]) == (2, 2)
    dicho = json.dumps(hechas, ensure_ascii=False).lower()
    assert "fundación uno" in dicho
    assert "oculto" not in dicho
    assert "título que no se publica" not in dicho


def test_de_un_proyecto_sin_publicar_no_se_dice_cual(escena: EscenaConDinero) -> None:
    proyecto = Proyecto.objects.create(
        titulo="Proyecto callado", fecha=dt.date(2024, 1, 1), referencia="CA11AD00"
    )
    escena.recurso("1000", proyecto=proyecto)
    escena.informar(1)
    hechas = partes(escena)

    fila = hechas["recursos"]["filas"][0]
    assert (fila["proyecto"], fila["de_proyecto"]) == (None, True)
    dicho = json.dumps(hechas, ensure_ascii=False).lower()
    assert "callado" not in dicho
    assert "ca11ad00" not in dicho


# --- Agreements ---------------------------------------------------------------------------------


def test_un_convenio_que_no_es_publicable_solo_se_cuenta(escena: EscenaConDinero) -> None:
    escena.convenio("Convenio a la vista", publicable=True, titulo_en="Agreement in sight")
    escena.convenio("Convenio callado", otras_partes="Nadie conocido")
    escena.convenio("Otro callado", tipo="sociedad_civil", estado="en_negociacion")
    escena.informar(1)
    hechas = partes(escena)
    parte = hechas["convenios"]

    assert (parte["total"], parte["publicados"]) == (3, 1)
    assert [(c["tipo"], c["estado"], c["convenios"], c["publicados"]) for c in parte["conteo"]] == [
        ("cooperacion", "firmado", 2, 1), ("sociedad_civil", "en_negociacion", 1, 0),
    ]  # fmt: skip
    (visible,) = parte["convenios"]
    assert visible["titulo"] == {"es": "Convenio a la vista", "en": "Agreement in sight"}
    assert visible["partes"] == [{"es": "Fundación Uno", "en": "Fundación Uno"}]
    assert (visible["sin_nombrar"], visible["otras"]) == (1, False)
    dicho = json.dumps(hechas, ensure_ascii=False).lower()
    for callado in ("callado", "reservado", "nadie conocido"):
        assert callado not in dicho


def test_un_convenio_autorizado_no_espera_al_reporte(escena: EscenaConDinero) -> None:
    escena.convenio("Autorizado", publicable=True)
    escena.convenio("Sin autorizar")
    parte = partes(escena)["convenios"]
    assert [c["titulo"]["es"] for c in parte["convenios"]] == ["Autorizado"]
    assert parte["total"] == 1

    Convenio.objects.update(fecha=dt.date(2025, 1, 1))
    assert partes(escena)["convenios"]["total"] == 0


def test_lo_que_falta_se_suma_por_etapa() -> None:
    """In cents, without what binary fractions add; of an unknown cost nothing is missing yet."""
    proyectos: list[dict[str, Any]] = [
        {"codigo": "a", "etapa": "presentado", "falta_usd": 0.1},
        {"codigo": "b", "etapa": "idea", "falta_usd": None},
        {"codigo": "c", "etapa": "presentado", "falta_usd": 0.2},
        {"codigo": "d", "etapa": "terminado", "falta_usd": 1000},
    ]
    dicho = {
        e["clave"]: (e["falta"], [p["codigo"] for p in e["proyectos"]])
        for e in dinero.embudo(proyectos)
    }
    assert dicho == {
        "idea": (0, ["b"]),
        "nota_conceptual": (0, []),
        "presentado": (0.3, ["a", "c"]),
        "aprobado": (0, []),
        "en_ejecucion": (0, []),
        "terminado": (1000, ["d"]),
    }
    assert list(dicho) == list(ETAPAS)


def test_cada_tipo_y_estado_tiene_sus_palabras() -> None:
    assert list(dinero.TIPOS) == Convenio.Tipo.values
    assert list(dinero.ESTADOS_DE_CONVENIO) == Convenio.Estado.values
    assert list(dinero.ESTADOS) == Recurso.Estado.values
