"""The audit over real cuts: this one and every one that has been public before."""

from __future__ import annotations

from typing import Any

import pytest

from informes import auditoria, operaciones
from informes.models import Corte, CorteCelda
from tests.informes.escena import Escena
from tests.informes.panel import plantar

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo(secreto=3)
    return escena


def region(corte: Corte) -> CorteCelda:
    return CorteCelda.objects.get(corte=corte, pais="", categoria="delito:trata", dato="denuncias")


def test_un_corte_como_es_pasa(escena: Escena) -> None:
    corte = escena.preparar()
    assert (region(corte).minimo, region(corte).maximo) == (59, 68)  # 40 + 18 + one band
    assert auditoria.revisar(corte) == ()
    operaciones.publicar_corte(corte=corte, por=escena.secretaria)


def test_el_total_exacto_de_la_region_no_se_publica(escena: Escena) -> None:
    corte = escena.preparar()
    plantar(corte, "", valor=61, minimo=None, maximo=None)
    (hallazgo,) = auditoria.revisar(corte)
    assert (hallazgo.minimo, hallazgo.maximo) == (3, 3)
    assert "País BZ, 2024" in hallazgo.oculta
    assert any("la región, 2024" in c for c in hallazgo.culpables)
    with pytest.raises(ValueError, match=r"País BZ, 2024.*de 3 a 3.*la región"):
        operaciones.publicar_corte(corte=corte, por=escena.secretaria)
    corte.refresh_from_db()
    assert corte.estado == Corte.Estado.PREPARADO


def test_un_corte_anterior_que_lo_dijo_lo_delata(escena: Escena) -> None:
    """Told exactly once, it stays known, whatever a later cut hides."""
    primero = escena.publicar()
    plantar(primero, "bz", valor=7, minimo=None, maximo=None)
    plantar(primero, "", valor=65, minimo=None, maximo=None)
    (hallazgo,) = auditoria.revisar(escena.preparar())
    assert (hallazgo.minimo, hallazgo.maximo) == (7, 7)
    assert primero.huella[:8] in hallazgo.culpables[0]


def test_un_corte_que_nunca_fue_publico_no_cuenta(escena: Escena) -> None:
    plantar(escena.preparar(), "bz", valor=7, minimo=None, maximo=None)
    assert auditoria.revisar(escena.preparar()) == ()


def test_lo_corregido_despues_no_delata_lo_de_antes(escena: Escena) -> None:
    """From a band to an exact 40: another count, and nothing follows for the first."""
    primero = escena.publicar()
    segundo = escena.preparar()
    plantar(segundo, "bz", valor=40, minimo=None, maximo=None)
    plantar(segundo, "", valor=98, minimo=None, maximo=None)
    assert auditoria.revisar(segundo) == ()
    assert primero.huella != ""


def test_consultas(escena: Escena, django_assert_max_num_queries: Any) -> None:
    escena.publicar()
    corte = escena.preparar()
    with django_assert_max_num_queries(14):
        auditoria.revisar(corte)
