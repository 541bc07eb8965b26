"""Visits: a number for each page and year, of people only, without a trace of anyone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from actores import roles
from informes import operaciones, visitas
from informes.models import Visitas
from planes.models import Accion
from tests import crear
from tests.personas import Persona

pytestmark = pytest.mark.django_db

ANIO = timezone.localdate().year
GENTE = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/131.0"}


@pytest.fixture(autouse=True)
def contando(settings) -> Iterator[visitas.Contador]:
    """Counting is on, and nothing is written but by the test itself."""
    settings.VISITAS = True
    visitas.contador.tomar()
    visitas.contador.escrito = float("inf")
    yield visitas.contador
    visitas.contador.tomar()


def contadas() -> dict[str, int]:
    visitas.escribir()
    filas = Visitas.objects.order_by("ruta")
    return {f"{fila.ruta} {fila.anio} {fila.idioma}": fila.n for fila in filas}


def test_se_cuenta_la_pagina_y_nada_mas(client: Client) -> None:
    for url in ("/acerca/", "/acerca/", "/en/acerca/", "/privacidad/?de=un-sitio&quien=yo"):
        client.get(url, headers=GENTE)
    assert contadas() == {f"/acerca/ {ANIO} en": 1, f"/acerca/ {ANIO} es": 2} | {
        f"/privacidad/ {ANIO} es": 1
    }
    assert {c.name for c in Visitas._meta.fields} == {
        "id", "ruta", "anio", "idioma", "n", "anotadas",
    }  # fmt: skip


def test_quien_ya_tenia_la_pagina_la_lee_otra_vez(client: Client) -> None:
    primera = client.get("/acerca/", headers=GENTE)
    segunda = client.get("/acerca/", headers={**GENTE, "if-none-match": primera["ETag"]})
    assert segunda.status_code == 304
    assert contadas() == {f"/acerca/ {ANIO} es": 2}


@pytest.mark.parametrize(
    "cabeceras",
    [
        {"user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"},
        {"user-agent": "curl/8.5.0"},
        {},
        {**GENTE, "sec-purpose": "prefetch;prerender"},
    ],
)
def test_las_maquinas_no_son_visitas(client: Client, cabeceras: dict[str, str]) -> None:
    client.get("/acerca/", headers=cabeceras)
    assert contadas() == {}


def test_lo_que_no_se_cuenta(client: Client, focal: Persona) -> None:
    client.head("/acerca/", headers=GENTE)
    client.get("/plan/actividades/no-hay/", headers=GENTE)
    client.get("/ayuda-victimas/", headers=GENTE)
    focal.get("/acerca/", headers=GENTE)
    assert contadas() == {}


def test_se_suma_a_lo_escrito_y_lo_que_no_se_pudo_espera(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/acerca/", headers=GENTE)
    assert contadas() == {f"/acerca/ {ANIO} es": 1}
    client.get("/acerca/", headers=GENTE)
    with monkeypatch.context() as roto:
        roto.setattr(Visitas.objects, "get_or_create", falla)
        assert contadas() == {f"/acerca/ {ANIO} es": 1}
    assert contadas() == {f"/acerca/ {ANIO} es": 2}


def falla(**kwargs: object) -> None:
    raise DatabaseError("disk full")


def test_no_hay_fin_de_direcciones_en_memoria(contando: visitas.Contador) -> None:
    for n in range(visitas.MAXIMO + 10):
        contando.sumar((f"/{n}/", ANIO, "es"))
    assert len(contando.tomar()) == visitas.MAXIMO


# --- The reach that the plan asks for ------------------------------------------------------------


@pytest.fixture
def actividad() -> object:
    actividad = crear.crear_actividad("5.1")
    dato = crear.crear_dato("alcance-medios-tecnologicos", tipo="personas")
    crear.crear_indicador(crear.crear_meta("5.1.1", actividad), dato)
    crear.crear_categoria("canal:sitio-web")
    return actividad


def visitar(n: int, anio: int = ANIO) -> None:
    fila, _ = Visitas.objects.get_or_create(ruta="/", anio=anio, idioma="es")
    Visitas.objects.filter(pk=fila.pk).update(n=fila.n + n)


def test_la_secretaria_las_anota_y_cada_una_cuenta_una_vez(actividad: object) -> None:
    st = crear.crear_usuario("st@corett.example", roles.SECRETARIA_TECNICA)
    visitar(40)
    primera = operaciones.anotar_visitas(anio=ANIO, por=st)
    with pytest.raises(ValueError, match="No hay visitas nuevas"):
        operaciones.anotar_visitas(anio=ANIO, por=st)
    visitar(5)
    segunda = operaciones.anotar_visitas(anio=ANIO, por=st)
    assert [a.personas for a in (*primera.alcances.all(), *segunda.alcances.all())] == [40, 5]
    assert list(primera.actividades.all()) == [actividad]
    assert (primera.pais, primera.tipo) == (None, Accion.Tipo.DIFUSION)


def test_las_de_un_anio_pasado_llevan_su_ultimo_dia(actividad: object) -> None:
    st = crear.crear_usuario("st@corett.example", roles.SECRETARIA_TECNICA)
    visitar(3, 2024)
    assert operaciones.anotar_visitas(anio=2024, por=st).fecha == dt.date(2024, 12, 31)


def test_nadie_mas_las_anota(actividad: object) -> None:
    visitar(3)
    for rol in (roles.PRESIDENCIA, roles.COMITE_COMUNICACION, roles.OBSERVADOR):
        with pytest.raises(PermissionDenied):
            operaciones.anotar_visitas(anio=ANIO, por=crear.crear_usuario("", rol))
    assert not Accion.objects.exists()


def test_la_secretaria_las_ve_y_las_anota_en_su_panel(
    secretaria: Persona, actividad: object
) -> None:
    visitar(1234)
    pagina = secretaria.get("/admin/informes/visitas/").content.decode()
    assert "1\xa0234" in pagina
    respuesta = secretaria.post(f"/admin/informes/visitas/{ANIO}/anotar/", follow=True)
    assert "1234" in respuesta.content.decode()
    assert Accion.objects.get().alcances.get().personas == 1234
    archivo = secretaria.get(f"/admin/informes/visitas/{ANIO}.csv")
    assert "/;1234" in archivo.content.decode().replace(",", ";")


def test_el_comite_las_ve_y_no_las_anota(comunicacion: Persona, actividad: object) -> None:
    visitar(7)
    pagina = comunicacion.get("/admin/informes/visitas/").content.decode()
    assert "anotar/" not in pagina
    assert comunicacion.post(f"/admin/informes/visitas/{ANIO}/anotar/").status_code == 403


@pytest.mark.parametrize("anio", ["", "x", "99999999999", "1", "-1"])
def test_un_anio_que_no_hay(secretaria: Persona, anio: str) -> None:
    assert secretaria.get(f"/admin/informes/visitas/?anio={anio}").status_code == 200
    assert secretaria.get("/admin/informes/visitas/1999.csv").status_code == 404
