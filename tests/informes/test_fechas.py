"""Key dates: the next ones, every year's among them, and the calendar file read back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from informes import fechas
from informes.models import FechaClave
from planes.operaciones import guardar_con_historia
from tests.crear import crear_usuario
from tests.personas import Persona

pytestmark = pytest.mark.django_db

HOY = dt.date(2026, 11, 23)


def crear(codigo: str, fecha: dt.date, **campos: Any) -> FechaClave:
    suyos = {"titulo": f"Día {codigo}", "tipo": "otra", "publicada": True} | campos
    fila = FechaClave(codigo=codigo, fecha=fecha, **suyos)
    guardar_con_historia(fila, por=crear_usuario(), motivo="prueba")
    return fila


def dichas(n: int = 9, hoy: dt.date = HOY) -> list[tuple[str, dt.date]]:
    return [(o.fecha.codigo, o.dia) for o in fechas.proximas(n, hoy)]


def test_las_proximas_en_orden_sin_lo_pasado_ni_lo_oculto() -> None:
    crear("trata", dt.date(2023, 7, 30), anual=True)
    crear("plenaria", dt.date(2026, 12, 9))
    crear("pasada", dt.date(2026, 11, 22))
    crear("en-curso", dt.date(2026, 11, 21), hasta=dt.date(2026, 11, 23))
    crear("oculta", dt.date(2026, 12, 1), publicada=False)
    esperadas = [
        ("en-curso", dt.date(2026, 11, 21)),
        ("plenaria", dt.date(2026, 12, 9)),
        ("trata", dt.date(2027, 7, 30)),
    ]
    assert dichas() == esperadas
    assert dichas(2) == esperadas[:2]
    assert [o.fecha.codigo for o in fechas.pasadas(HOY)] == ["pasada"]


@pytest.mark.parametrize(
    ("fecha", "hoy", "toca"),
    [
        (dt.date(2023, 7, 30), dt.date(2026, 7, 30), dt.date(2026, 7, 30)),
        (dt.date(2023, 7, 30), dt.date(2026, 7, 31), dt.date(2027, 7, 30)),
        (dt.date(2024, 2, 29), dt.date(2026, 1, 1), dt.date(2026, 2, 28)),
        (dt.date(2024, 2, 29), dt.date(2028, 2, 28), dt.date(2028, 2, 29)),
        (dt.date(2030, 5, 1), dt.date(2026, 1, 1), dt.date(2030, 5, 1)),
        (dt.date(2023, 12, 31), dt.date(2026, 12, 31), dt.date(2026, 12, 31)),
    ],
)
def test_la_de_cada_anio(fecha: dt.date, hoy: dt.date, toca: dt.date) -> None:
    crear("a", fecha, anual=True)
    assert dichas(hoy=hoy) == [("a", toca)]


def test_la_de_cada_anio_que_pasa_de_un_anio_al_otro() -> None:
    crear("a", dt.date(2023, 12, 30), hasta=dt.date(2024, 1, 2), anual=True)
    (una,) = fechas.proximas(9, dt.date(2027, 1, 1))
    assert (una.dia, una.hasta, una.dura) == (dt.date(2026, 12, 30), dt.date(2027, 1, 2), True)


def test_una_consulta(django_assert_num_queries: Any) -> None:
    for n in range(3):
        crear(f"a{n}", dt.date(2027, 1, n + 1))
    with django_assert_num_queries(1):
        fechas.proximas(3, HOY)


# --- The calendar file ---------------------------------------------------------------------------


def leido(client: Client, url: str) -> Any:
    respuesta = client.get(url)
    assert respuesta["Content-Type"].startswith("text/calendar")
    contenido = respuesta.content
    assert all(len(linea) <= 75 for linea in contenido.split(b"\r\n"))
    assert b"\n" not in contenido.replace(b"\r\n", b"")
    return Calendar.from_ical(contenido)


def test_el_calendario_leido_de_vuelta(client: Client) -> None:
    crear("trata", dt.date(2023, 7, 30), anual=True, titulo="Día; con, signos \\ y ñ " + "x" * 90,
          titulo_en="World day")  # fmt: skip
    crear("bisiesto", dt.date(2024, 2, 29), anual=True)
    crear("plenaria", dt.date(2026, 12, 9), hasta=dt.date(2026, 12, 10), lugar="Panamá")
    crear("oculta", dt.date(2026, 12, 1), publicada=False)
    hallados = leido(client, "/fechas/calendario.ics").walk("vevent")
    eventos = {str(e["uid"]).partition("@")[0]: e for e in hallados}
    assert set(eventos) == {"fecha-trata", "fecha-bisiesto", "fecha-plenaria"}
    assert "Día; con, signos \\ y ñ xx" in eventos["fecha-trata"]["summary"]
    assert eventos["fecha-trata"]["rrule"]["freq"] == ["YEARLY"]
    assert eventos["fecha-bisiesto"]["rrule"]["bymonthday"] == [-1]
    plenaria = eventos["fecha-plenaria"]
    assert plenaria.decoded("dtstart") == dt.date(2026, 12, 9)
    assert plenaria.decoded("dtend") == dt.date(2026, 12, 11)
    assert "rrule" not in plenaria
    ingles = {str(e["summary"]) for e in leido(client, "/en/fechas/calendario.ics").walk("vevent")}
    assert any(titulo.endswith("World day") for titulo in ingles)


def test_el_mismo_calendario_hasta_que_cambia_algo(client: Client) -> None:
    fila = crear("plenaria", dt.date(2026, 12, 9))
    url = "/fechas/calendario.ics"
    primera = client.get(url)
    assert client.get(url, headers={"if-none-match": primera["ETag"]}).status_code == 304
    uid = [str(e["uid"]) for e in Calendar.from_ical(primera.content).walk("vevent")]
    fila.fecha = dt.date(2026, 12, 16)
    guardar_con_historia(fila, por=crear_usuario())
    segunda = leido(client, url).walk("vevent")
    assert [str(e["uid"]) for e in segunda] == uid
    assert segunda[0].decoded("dtstart") == dt.date(2026, 12, 16)


def test_una_sola(client: Client) -> None:
    crear("una", dt.date(2027, 1, 2))
    crear("otra", dt.date(2027, 1, 3))
    crear("oculta", dt.date(2027, 1, 4), publicada=False)
    (evento,) = leido(client, "/fechas/una.ics").walk("vevent")
    assert str(evento["summary"]).endswith("Día una")
    assert client.get("/fechas/oculta.ics").status_code == 404
    assert client.get("/fechas/no-hay.ics").status_code == 404


# --- The page ------------------------------------------------------------------------------------


def test_la_pagina(client: Client, django_assert_max_num_queries: Any) -> None:
    hoy = timezone.localdate()
    crear("trata", dt.date(2023, 7, 30), anual=True, titulo="Día Mundial", titulo_en="World Day")
    crear("vieja", dt.date(2023, 6, 15), hasta=dt.date(2023, 6, 16), titulo="Plenaria vieja")
    crear("oculta", hoy + dt.timedelta(days=3), titulo="Reunión reservada", publicada=False)
    with django_assert_max_num_queries(12):
        hoja = client.get("/fechas/").content.decode()
    assert hoja.index("Día Mundial") < hoja.index("Ya pasaron") < hoja.index("Plenaria vieja")
    assert 'id="trata"' in hoja
    assert "Reunión reservada" not in hoja
    ingles = client.get("/en/fechas/").content.decode()
    assert "World Day" in ingles
    assert '<span lang="es">Plenaria vieja</span>' in ingles


@pytest.mark.parametrize(
    ("hasta", "dicho", "ingles"),
    [
        (dt.date(2026, 12, 11), "Del 9 al 11 de diciembre de 2026.", "11 December 2026."),
        (
            dt.date(2027, 1, 2),
            "Del 9 de diciembre de 2026 al 2 de enero de 2027.",
            "9 December 2026 to 2 January 2027.",
        ),
    ],
)
def test_los_dias_que_dura(client: Client, hasta: dt.date, dicho: str, ingles: str) -> None:
    """The month is said once when both days are in it."""
    crear("reunion", dt.date(2026, 12, 9), hasta=hasta)
    assert dicho in client.get("/fechas/").content.decode()
    otra = client.get("/en/fechas/").content.decode()
    assert ingles in otra
    assert (hasta.year == 2027) == ("9 December 2026" in otra)


def test_sin_fechas(client: Client) -> None:
    assert "No hay fechas anunciadas" in client.get("/fechas/").content.decode()


def test_el_comite_anota_una_fecha_y_se_ve_en_seguida(
    client: Client, comunicacion: Persona, django_capture_on_commit_callbacks: Any
) -> None:
    client.get("/fechas/")
    datos = {"titulo": "Feria", "titulo_en": "Fair", "texto": "", "texto_en": "", "tipo": "otra",
             "fecha": "2030-01-02", "hasta": "", "lugar": "", "enlace": "", "fuente": "",
             "codigo": "feria", "publicada": "on"}  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        respuesta = comunicacion.post("/admin/informes/fechaclave/add/", datos)
    assert respuesta.status_code == 302
    assert "Feria" in client.get("/fechas/").content.decode()
    mala = comunicacion.post(
        "/admin/informes/fechaclave/add/", datos | {"codigo": "x", "hasta": "2029-01-01"}
    )
    assert "No puede terminar antes de empezar" in mala.content.decode()


def test_los_dias_en_mal_orden_se_dicen_en_el_segundo(comunicacion: Persona) -> None:
    datos = {"codigo": "a", "titulo": "A", "tipo": "otra", "fecha": "2026-05-02",
             "hasta": "2026-05-01"}  # fmt: skip
    pagina = comunicacion.post("/admin/informes/fechaclave/add/", datos).content.decode()
    assert "#id_hasta" in pagina
    campo = pagina[pagina.index("field-fecha") : pagina.index("field-anual")]
    assert "No puede terminar antes de empezar." in campo
    assert not FechaClave.objects.exists()


def test_en_ingles_sin_titulo_propio_sale_el_espanol() -> None:
    fila = crear("una", dt.date(2027, 1, 2))
    with override("en"):
        assert b"a una" in fechas.archivo(fechas.publicadas().filter(pk=fila.pk))


@pytest.mark.navegador
@pytest.mark.django_db(transaction=True)
def test_accesible(live_server: Any, pagina_axe: Any, axe: Any) -> None:
    crear("trata", dt.date(2023, 7, 30), anual=True)
    crear("vieja", dt.date(2023, 6, 15), hasta=dt.date(2023, 6, 16))
    for ancho in (1280, 320):
        pagina_axe.set_viewport_size({"width": ancho, "height": 900})
        pagina_axe.goto(live_server.url + "/fechas/")
        assert pagina_axe.evaluate("document.documentElement.scrollWidth") <= ancho
        axe(pagina_axe)
