"""Who gets in at /reportes/, what "Mis reportes" says, what the pages cost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actores.models import Usuario
from planes.models import Actividad, Dato, Periodo, Prorroga, Reporte
from tests.crear import (
    crear_actividad,
    crear_avance,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_periodo,
    crear_reporte,
    crear_usuario,
    crear_valor,
)
from tests.planes.gente import (
    BACKEND,
    CERRADO,
    HOY,
    entrar,
    focal,
    llenar,
    observador,
    presidencia,
    ruta,
    ruta_actividad,
    secretaria,
    texto,
)

pytestmark = pytest.mark.django_db


# --- Who --------------------


DIRECCIONES: list[tuple[str, str]] = [
    ("get", ""),
    ("get", "actividades/2.1/"),
    ("post", "actividades/2.1/"),
    ("get", "comprobar/"),
    ("post", "comprobar/"),
    ("get", "recibo/"),
    ("post", "retirar/"),
    ("get", "corregir/"),
    ("post", "corregir/"),
]


@pytest.mark.parametrize(("metodo", "que"), DIRECCIONES)
@pytest.mark.parametrize("estado", ["borrador", "enviado", "observado", "aprobado"])
def test_el_reporte_de_otro_no_existe(
    taller: Actividad, metodo: str, que: str, estado: str
) -> None:
    reporte = crear_reporte(crear_pais("hn"), estado=estado)
    for extrana in (focal("gt"), observador(), crear_usuario()):
        for prefijo in ("", "/en"):
            respuesta = getattr(entrar(extrana), metodo)(prefijo + ruta(reporte, que))
            assert respuesta.status_code == 404
    reporte.refresh_from_db()
    assert (reporte.estado, reporte.avances.count()) == (estado, 0)


@pytest.mark.parametrize(("metodo", "que"), DIRECCIONES)
def test_sin_entrar_se_pide_entrar(reporte: Reporte, metodo: str, que: str) -> None:
    respuesta = getattr(Client(), metodo)(ruta(reporte, que))
    assert respuesta.status_code == 302
    assert respuesta["Location"].startswith("/cuenta/ingresar/?next=/reportes/")


def test_un_punto_focal_que_dejo_de_serlo_ya_no_entra(duena: Usuario, reporte: Reporte) -> None:
    duena.puntos_focales.update(hasta=HOY - dt.timedelta(days=1))
    assert entrar(duena).get(ruta(reporte)).status_code == 404


def test_la_suplente_sigue_donde_quedo_la_titular(duena: Usuario, reporte: Reporte) -> None:
    llenar(entrar(duena), reporte)
    pagina = entrar(focal("hn", nombre="Eva")).get(ruta_actividad(reporte, "2.1"))
    assert "Cuatro jornadas" in texto(pagina)
    assert "Ana" in texto(pagina)


def test_quien_revisa_lee_y_no_escribe(reporte: Reporte) -> None:
    pagina = entrar(presidencia()).get(ruta_actividad(reporte, "2.1"))
    assert "Usted puede leer este reporte" in texto(pagina)
    assert "<textarea" not in pagina.content.decode()
    assert llenar(entrar(presidencia()), reporte).status_code == 403
    assert not reporte.avances.exists()


def test_la_secretaria_llena_por_el_pais_y_no_envia(reporte: Reporte) -> None:
    cliente = entrar(secretaria())
    assert llenar(cliente, reporte).status_code == 302
    pagina = cliente.get(ruta(reporte, "comprobar/"))
    assert "Lo envía su punto focal" in texto(pagina)
    assert "<form" not in pagina.content.decode().split("<main")[1]
    cliente.post(ruta(reporte, "comprobar/"))
    reporte.refresh_from_db()
    assert reporte.estado == Reporte.Estado.BORRADOR


RAROS = ["", "actividades/9.9/", "actividades/<script>/", "actividades/%00/", "nada/"]


@pytest.mark.parametrize("que", RAROS)
def test_lo_que_no_existe_es_404(duena: Usuario, reporte: Reporte, que: str) -> None:
    direccion = ruta(reporte, que) if que else "/reportes/NOEXISTE/"
    assert entrar(duena).get(direccion).status_code == 404


@pytest.mark.parametrize(
    ("metodo", "que"), [("put", "retirar/"), ("delete", ""), ("put", "recibo/")]
)
def test_otros_metodos_se_rechazan(duena: Usuario, reporte: Reporte, metodo: str, que: str) -> None:
    assert getattr(entrar(duena), metodo)(ruta(reporte, que)).status_code == 405


def test_se_necesita_la_ficha_del_formulario(duena: Usuario, reporte: Reporte) -> None:
    cliente = Client(enforce_csrf_checks=True)
    cliente.force_login(duena, backend=BACKEND)
    assert llenar(cliente, reporte).status_code == 403
    assert not reporte.avances.exists()


# --- Mis reportes --------------------


def test_mis_reportes_dice_primero_que_hacer(duena: Usuario, taller: Actividad) -> None:
    cliente = entrar(duena)
    pagina = cliente.get("/reportes/")
    assert "Qué hacer ahora" in texto(pagina)
    assert "quedan 30 días" in texto(pagina)
    periodo = Periodo.objects.get()
    respuesta = cliente.post(f"/reportes/iniciar/{periodo.pk}/hn/")
    reporte = Reporte.objects.get()
    assert respuesta["Location"] == ruta(reporte)
    assert cliente.post(f"/reportes/iniciar/{periodo.pk}/hn/")["Location"] == ruta(reporte)
    assert Reporte.objects.count() == 1
    assert "Ha llenado 0 de 1 actividades" in texto(cliente.get("/reportes/"))


def test_un_periodo_cerrado_dice_por_que_y_no_se_empieza(duena: Usuario, taller: Actividad) -> None:
    periodo = crear_periodo(anio=2024, **CERRADO)
    Periodo.objects.exclude(pk=periodo.pk).delete()
    pagina = entrar(duena).get("/reportes/")
    assert "El período cerró el" in texto(pagina)
    assert "Ningún período espera su reporte" in texto(pagina)
    respuesta = entrar(duena).post(f"/reportes/iniciar/{periodo.pk}/hn/", follow=True)
    assert "hace falta una prórroga de la Secretaría Técnica" in texto(respuesta)
    assert not Reporte.objects.exists()


def test_una_prorroga_lo_abre_y_se_dice(duena: Usuario, taller: Actividad) -> None:
    periodo = crear_periodo(anio=2024, **CERRADO)
    Periodo.objects.exclude(pk=periodo.pk).delete()
    Prorroga.objects.create(
        periodo=periodo, pais=crear_pais("hn"), hasta=HOY + dt.timedelta(days=1), motivo="Huracán"
    )
    pagina = texto(entrar(duena).get("/reportes/"))
    assert "por prórroga" in pagina
    assert "queda 1 día" in pagina
    assert "Ningún período espera su reporte" in texto(entrar(focal("gt")).get("/reportes/"))


def test_no_se_empieza_el_reporte_de_otro(duena: Usuario, taller: Actividad) -> None:
    periodo = Periodo.objects.get()
    crear_pais("gt")
    for informante in ("gt", "regional", "xx"):
        respuesta = entrar(duena).post(f"/reportes/iniciar/{periodo.pk}/{informante}/")
        assert respuesta.status_code == 404
    for raro in ("999/hn", "9" * 30 + "/hn", f"{periodo.pk}/%00", f"{periodo.pk}/hn;"):
        assert entrar(duena).post(f"/reportes/iniciar/{raro}/").status_code == 404
    assert entrar(duena).get("/reportes/%00/").status_code == 404
    assert entrar(duena).get(f"/reportes/iniciar/{periodo.pk}/hn/")["Location"] == "/reportes/"
    assert not Reporte.objects.exists()


def test_la_secretaria_tiene_el_regional(taller: Actividad) -> None:
    cliente = entrar(secretaria())
    assert "Reporte regional" in texto(cliente.get("/reportes/"))
    respuesta = cliente.post(f"/reportes/iniciar/{Periodo.objects.get().pk}/regional/")
    assert Reporte.objects.get().es_regional
    assert cliente.get(respuesta["Location"]).status_code == 200


def test_la_secretaria_empieza_por_un_pais(taller: Actividad) -> None:
    crear_pais("hn")
    direccion = f"/reportes/iniciar/{Periodo.objects.get().pk}/hn/"
    for persona, ofrece in ((secretaria(), True), (presidencia(), False), (observador(), False)):
        assert (direccion in entrar(persona).get("/reportes/").content.decode()) == ofrece
    entrar(secretaria()).post(direccion)
    assert Reporte.objects.get().pais == crear_pais("hn")


def test_quien_no_reporta_lo_lee_con_todas_las_letras(reporte: Reporte) -> None:
    pagina = entrar(crear_usuario()).get("/reportes/")
    assert "Usted no tiene reportes que llenar" in texto(pagina)
    assert "Los reportes de los países" not in texto(pagina)


def test_quien_observa_ve_estados_y_ningun_contenido(reporte: Reporte, duena: Usuario) -> None:
    llenar(entrar(duena), reporte)
    pagina = entrar(observador()).get("/reportes/")
    assert "Usted no tiene reportes que llenar" in texto(pagina)
    assert "País HN" in texto(pagina)
    assert "Borrador" in texto(pagina)
    assert reporte.referencia not in pagina.content.decode()


def test_un_pais_no_reporta_de_antes_de_adherirse(taller: Actividad) -> None:
    crear_pais("cu", adhesion=dt.date(2030, 1, 1))
    cliente = entrar(focal("cu"))
    assert "Ningún período espera su reporte" not in texto(cliente.get("/reportes/"))
    respuesta = cliente.post(f"/reportes/iniciar/{Periodo.objects.get().pk}/cu/", follow=True)
    assert "no era miembro" in texto(respuesta)


# --- Cost --------------------


def consultas(cliente: Client, direccion: str) -> int:
    with CaptureQueriesContext(connection) as contadas:
        assert cliente.get(direccion).status_code == 200
    return len(contadas)


@pytest.mark.parametrize(
    ("que", "limite"), [("", 21), ("actividades/2.1/", 22), ("comprobar/", 41)]
)
def test_las_consultas_no_crecen_con_las_filas(
    duena: Usuario, reporte: Reporte, taller: Actividad, que: str, limite: int
) -> None:
    previo = crear_reporte(reporte.pais, crear_periodo(anio=2025, semestre=1), "aprobado")
    cliente = entrar(duena)
    partes = {"sexo": ["mujeres", "hombres"]}
    for uno in (reporte, previo):
        dato = Dato.objects.filter(codigo="p0").first() or crear_dato("p0", partes=partes)
        crear_avance(uno, taller)
        crear_valor(uno, dato, 2, partes={"sexo:mujeres": 1, "sexo:hombres": 1})
    crear_indicador(taller.metas.get(), Dato.objects.get(codigo="p0"), letra="z")
    con_pocas = consultas(cliente, ruta(reporte, que))
    for n in range(1, 13):
        meta = crear_meta(f"{n + 2}.1.1", crear_actividad(f"{n + 2}.1"))
        dato = crear_dato(f"p{n}", partes=partes)
        crear_indicador(meta, dato)
        crear_indicador(taller.metas.get(), crear_dato(f"q{n}", partes=partes), letra=f"q{n}")
        for uno in (reporte, previo):
            crear_avance(uno, meta.actividades.get())
            crear_valor(uno, dato, 2, partes={"sexo:mujeres": 1, "sexo:hombres": 1})
    con_muchas = consultas(cliente, ruta(reporte, que))
    assert con_pocas == con_muchas <= limite


def test_mis_reportes_cuesta_lo_mismo_con_muchos_periodos(duena: Usuario, reporte: Reporte) -> None:
    clientes = [entrar(duena), entrar(secretaria())]
    antes = [consultas(cliente, "/reportes/") for cliente in clientes]
    for anio in (2023, 2024):
        for semestre in (1, 2):
            periodo = crear_periodo(anio=anio, semestre=semestre)
            for codigo in ("hn", "gt", "sv"):
                crear_reporte(crear_pais(codigo), periodo, "aprobado")
    assert [consultas(cliente, "/reportes/") for cliente in clientes] == antes
    assert max(antes) <= 23
