"""Progress typed in the panel, by the ST for a country."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from planes import operaciones
from planes.models import Avance, Reporte, Valor
from tests.crear import (
    crear_pais,
    crear_periodo,
)
from tests.planes.escena_panel import Escena, armar
from tests.planes.gente import entrar, hoja

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    return armar()


# --- Progress typed in the panel ---------------------------------------------------------------


def test_la_secretaria_llena_por_un_pais(escena: Escena) -> None:
    cliente = entrar(escena.st)
    ruta = escena.captura(escena.guatemala)
    assert "en nombre de Guatemala" in cliente.get(ruta).content.decode()
    datos = hoja(estado="en_curso", dato__talleres__situacion="dato", dato__talleres__numero="7")
    respuesta = cliente.post(ruta, {**datos, "accion": "seguir"})
    assert respuesta.url == escena.captura(escena.guatemala, "1.2")
    assert Valor.objects.get(reporte=escena.guatemala).numero == 7
    avance = Avance.objects.get(reporte=escena.guatemala)
    assert avance.actualizado_por == escena.st
    assert avance.history.get().history_user == escena.st


def test_el_punto_focal_llena_solo_lo_suyo(escena: Escena) -> None:
    operaciones.retirar(reporte=escena.honduras, por=escena.focal)
    cliente = entrar(escena.focal)
    assert cliente.get(escena.captura(escena.honduras)).status_code == 200
    for ruta in (escena.captura(escena.guatemala), escena.ruta(escena.guatemala)):
        assert cliente.get(ruta).status_code == 404
        assert cliente.post(ruta, hoja()).status_code == 404
    iniciar = reverse("admin:planes_reporte_iniciar", args=[escena.periodo.pk, "gt"])
    assert cliente.post(iniciar).status_code == 404


def test_un_error_conserva_lo_escrito(escena: Escena) -> None:
    datos = hoja(logros="Mi texto", dato__talleres__numero="-3")
    html = entrar(escena.st).post(escena.captura(escena.guatemala), datos).content.decode()
    assert "<title>Error:" in html
    assert "no puede ser negativo" in html
    assert "Mi texto" in html
    assert 'value="-3"' in html
    assert not Avance.objects.filter(reporte=escena.guatemala).exists()


def test_lo_enviado_no_se_llena(escena: Escena) -> None:
    respuesta = entrar(escena.st).post(escena.captura(escena.honduras), hoja(1, logros="Mi texto"))
    assert respuesta.status_code == 403
    assert "Mi texto" in respuesta.content.decode()
    assert Avance.objects.get(reporte=escena.honduras, actividad=escena.nacional).version == 1


def test_dos_que_llenan_a_la_vez_eligen(escena: Escena) -> None:
    ruta = escena.captura(escena.guatemala)
    cliente = entrar(escena.st)
    cliente.post(ruta, hoja(0, logros="Uno"))
    respuesta = cliente.post(ruta, hoja(0, logros="Dos"))
    assert respuesta.status_code == 409
    assert "planes/_conflicto.html" in [plantilla.name for plantilla in respuesta.templates]
    html = respuesta.content.decode()
    assert "Uno" in html
    assert "Dos" in html
    eleccion = {"conflicto": "1", "elegir-logros": "ambas"}
    assert cliente.post(ruta, {**hoja(1, logros="Dos"), **eleccion}).status_code == 302
    assert Avance.objects.get(reporte=escena.guatemala).logros == "Uno\n\nDos"


def test_dos_clics_guardan_una_vez(escena: Escena) -> None:
    ruta = escena.captura(escena.guatemala)
    for _vez in (1, 2):
        assert entrar(escena.st).post(ruta, hoja(0, logros="Uno")).status_code == 302
    assert Avance.objects.get(reporte=escena.guatemala).history.count() == 1


def test_una_actividad_que_no_se_le_pide(escena: Escena) -> None:
    for codigo in ("1.3", "9.9"):
        assert entrar(escena.st).get(escena.captura(escena.guatemala, codigo)).status_code == 404


def test_empezar_desde_el_tablero(escena: Escena) -> None:
    crear_pais("mx", "México")
    ruta = reverse("admin:planes_reporte_iniciar", args=[escena.periodo.pk, "mx"])
    cliente = entrar(escena.st)
    assert ruta in cliente.get(escena.matriz).content.decode()
    assert cliente.get(ruta).url == escena.matriz  # without the button nothing begins
    assert not Reporte.objects.filter(pais__codigo="mx").exists()
    for _vez in (1, 2):
        cliente.post(ruta)
    reporte = Reporte.objects.get(pais__codigo="mx")
    assert cliente.post(ruta).url == escena.ruta(reporte)


def test_no_se_empieza_un_periodo_cerrado(escena: Escena) -> None:
    ayer = timezone.localdate() - dt.timedelta(days=1)
    cerrado = crear_periodo(escena.periodo.plan, 2024, 1, abre=ayer, vence=ayer, cierra=ayer)
    ruta = reverse("admin:planes_reporte_iniciar", args=[cerrado.pk, "hn"])
    html = entrar(escena.st).post(ruta, follow=True).content.decode()
    assert "El período cerró" in html
    assert not cerrado.reportes.exists()
