"""What focal points see and do at /reportes/, and what everybody else does not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actores.models import Usuario
from planes.models import Actividad, Avance, Dato, Periodo, Prorroga, Reporte, Valor
from planes.operaciones import aprobar, devolver, observar
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
    entrar,
    focal,
    hoja,
    observador,
    presidencia,
    ruta,
    ruta_actividad,
    secretaria,
)

pytestmark = pytest.mark.django_db

HOY = dt.date.today()
CERRADO = {
    "abre": HOY - dt.timedelta(days=90),
    "vence": HOY - dt.timedelta(days=40),
    "cierra": HOY - dt.timedelta(days=30),
}


@pytest.fixture
def taller() -> Actividad:
    """An activity that asks one count, ``talleres``; the period is open today."""
    meta = crear_meta("2.1.1", crear_actividad("2.1", corto="Talleres para legisladores"))
    crear_indicador(meta, crear_dato("talleres", unidad="talleres"))
    crear_periodo(meta.plan)
    return meta.actividades.get()


@pytest.fixture
def duena(taller: Actividad) -> Usuario:
    return focal("hn", nombre="Ana")


@pytest.fixture
def reporte(duena: Usuario) -> Reporte:
    return crear_reporte(crear_pais("hn"))


def texto(respuesta: Any) -> str:
    """The page as a person reads it: without tags, blanks joined."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", respuesta.content.decode()))


def titulo(respuesta: Any) -> str:
    return re.search(r"<title>(.*?)</title>", respuesta.content.decode(), re.S)[1]  # type: ignore[index]


def llenar(cliente: Client, reporte: Reporte, **mas: Any) -> Any:
    campos = {"dato-talleres-numero": "4", "logros": "Cuatro jornadas", "terminada": "si", **mas}
    return cliente.post(ruta_actividad(reporte, "2.1"), hoja(**campos))


# --- Who ---------------------------------------------------------------------------------------

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


@pytest.mark.parametrize("que", ["", "actividades/9.9/", "actividades/1.1<script>/", "nada/"])
def test_lo_que_no_existe_es_404(duena: Usuario, reporte: Reporte, que: str) -> None:
    direccion = ruta(reporte, que) if que else "/reportes/NOEXISTE/"
    assert entrar(duena).get(direccion).status_code == 404


@pytest.mark.parametrize(("metodo", "que"), [("get", "retirar/"), ("delete", ""), ("put", "recibo/")])
def test_otros_metodos_se_rechazan(duena: Usuario, reporte: Reporte, metodo: str, que: str) -> None:
    assert getattr(entrar(duena), metodo)(ruta(reporte, que)).status_code == 405


def test_se_necesita_la_ficha_del_formulario(duena: Usuario, reporte: Reporte) -> None:
    cliente = Client(enforce_csrf_checks=True)
    cliente.force_login(duena, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert llenar(cliente, reporte).status_code == 403
    assert not reporte.avances.exists()


# --- Mis reportes ------------------------------------------------------------------------------


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
    assert "Ha terminado 0 de 1 actividades" in texto(cliente.get("/reportes/"))


def test_un_periodo_cerrado_dice_por_que_y_no_se_empieza(
    duena: Usuario, taller: Actividad
) -> None:
    periodo = crear_periodo(anio=2024, **CERRADO)
    Periodo.objects.exclude(pk=periodo.pk).delete()
    pagina = entrar(duena).get("/reportes/")
    assert "El período cerró el" in texto(pagina)
    assert "No tiene nada pendiente" in texto(pagina)
    respuesta = entrar(duena).post(f"/reportes/iniciar/{periodo.pk}/hn/", follow=True)
    assert "pida una prórroga a la Secretaría Técnica" in texto(respuesta)
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
    assert "No tiene nada pendiente" in texto(entrar(focal("gt")).get("/reportes/"))


def test_no_se_empieza_el_reporte_de_otro(duena: Usuario, taller: Actividad) -> None:
    periodo = Periodo.objects.get()
    crear_pais("gt")
    for informante in ("gt", "regional", "xx"):
        respuesta = entrar(duena).post(f"/reportes/iniciar/{periodo.pk}/{informante}/")
        assert respuesta.status_code == 404
    assert entrar(duena).post("/reportes/iniciar/999/hn/").status_code == 404
    assert entrar(duena).get(f"/reportes/iniciar/{periodo.pk}/hn/").status_code == 405
    assert not Reporte.objects.exists()


def test_la_secretaria_tiene_el_regional(taller: Actividad) -> None:
    cliente = entrar(secretaria())
    assert "Reporte regional" in texto(cliente.get("/reportes/"))
    respuesta = cliente.post(f"/reportes/iniciar/{Periodo.objects.get().pk}/regional/")
    assert Reporte.objects.get().es_regional
    assert cliente.get(respuesta["Location"]).status_code == 200


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
    assert "No tiene nada pendiente" not in texto(cliente.get("/reportes/"))
    respuesta = cliente.post(f"/reportes/iniciar/{Periodo.objects.get().pk}/cu/", follow=True)
    assert "no era miembro" in texto(respuesta)


# --- The task list and the page of an activity ---------------------------------------------------


def test_la_lista_dice_como_va_cada_actividad(
    duena: Usuario, reporte: Reporte, taller: Actividad
) -> None:
    cliente = entrar(duena)
    assert "Sin empezar" in texto(cliente.get(ruta(reporte)))
    llenar(cliente, reporte, terminada="no")
    assert "En curso" in texto(cliente.get(ruta(reporte)))
    llenar(cliente, reporte, version=1)
    pagina = texto(cliente.get(ruta(reporte)))
    assert "Completado" in pagina
    assert "1 de 1" in pagina


def test_guardar_y_seguir(duena: Usuario, reporte: Reporte) -> None:
    crear_actividad("2.2")
    cliente = entrar(duena)
    respuesta = llenar(cliente, reporte, accion="seguir")
    assert respuesta["Location"] == ruta_actividad(reporte, "2.2")
    assert "guardada a las" in texto(cliente.get(respuesta["Location"]))
    ultima = cliente.post(ruta_actividad(reporte, "2.2"), hoja(accion="seguir"))
    assert ultima["Location"] == ruta(reporte)
    assert llenar(cliente, reporte, version=1, logros="Otra")["Location"] == ruta_actividad(
        reporte, "2.1"
    )


def test_lo_anterior_esta_al_lado(duena: Usuario, reporte: Reporte, taller: Actividad) -> None:
    previo = crear_reporte(reporte.pais, crear_periodo(anio=2025, semestre=1), "aprobado")
    crear_avance(previo, taller, "suspendida", logros="Lo del primer semestre")
    crear_valor(previo, Dato.objects.get(), 3)
    ajeno = crear_reporte(crear_pais("gt"), previo.periodo, "aprobado")
    crear_valor(ajeno, Dato.objects.get(), 777)
    pagina = texto(entrar(duena).get(ruta_actividad(reporte, "2.1")))
    assert "Primer semestre de 2025: 3 talleres" in pagina
    assert "Primer semestre de 2025: Suspendida" in pagina
    assert "Lo del primer semestre" in pagina
    assert "777" not in pagina


def test_un_dato_se_pregunta_una_vez(duena: Usuario, reporte: Reporte) -> None:
    otra = crear_meta("2.2.1", crear_actividad("2.2"))
    crear_indicador(otra, Dato.objects.get())
    cliente = entrar(duena)
    llenar(cliente, reporte)
    pagina = cliente.get(ruta_actividad(reporte, "2.2"))
    assert "dato-talleres-numero" not in pagina.content.decode()
    assert "4 talleres" in texto(pagina)
    assert ruta_actividad(reporte, "2.1") in pagina.content.decode()


def test_las_palabras_del_plan_y_los_medios_de_verificacion(
    duena: Usuario, reporte: Reporte, taller: Actividad
) -> None:
    meta = taller.metas.get()
    crear_indicador(meta, letra="b", evidencia="acta", texto="Actas de las reuniones")
    pagina = texto(entrar(duena).get(ruta_actividad(reporte, "2.1")))
    for palabras in ("Meta 2.1.1", "Indicador 2.1.1.a", "Actas de las reuniones", "Actividad 2.1"):
        assert palabras in pagina


def test_en_ingles(reporte: Reporte, duena: Usuario) -> None:
    pagina = entrar(duena).get("/en" + ruta_actividad(reporte, "2.1"))
    assert pagina.status_code == 200
    assert '<html lang="en"' in pagina.content.decode()


# --- What does not fit: said where it happens, kept, and nothing else changed -----------------------

MALOS = [
    {"dato-talleres-numero": "doce"},
    {"dato-talleres-numero": "-4"},
    {"dato-talleres-numero": "2,5"},
    {"dato-talleres-numero": "1,250"},
    {"dato-talleres-numero": "99999999999999999999"},
    {"dato-talleres-numero": "4", "dato-talleres-situacion": "no_aplica"},
    {"estado": "inventado"},
    {"logros": "x" * 5001},
    {"terminada": "quizas"},
    {"dato-talleres-numero": "", "terminada": "si"},
    {"version": "x"},
    {"version": ""},
]


@pytest.mark.parametrize("malo", MALOS)
def test_lo_que_no_cuadra_conserva_lo_escrito_y_no_cambia_nada(
    duena: Usuario, reporte: Reporte, malo: dict[str, str]
) -> None:
    cliente = entrar(duena)
    llenar(cliente, reporte, logros="Lo guardado")
    campos = {"version": 1, "barreras": "Lo que estoy escribiendo", **malo}
    respuesta = llenar(cliente, reporte, **{"logros": "Nuevo", **campos})
    assert respuesta.status_code == 200
    assert titulo(respuesta).strip().startswith("Error:")
    html = respuesta.content.decode()
    assert "Hay un problema" in html
    assert "Lo que estoy escribiendo" in html
    for nombre, valor in malo.items():
        if valor and nombre.startswith(("dato", "logros")) and nombre.endswith(("numero", "logros")):
            assert valor in html
    enlaces = re.findall(r'<li><a href="#([^"]+)">', html)
    assert all(f'id="{destino}"' in html for destino in enlaces)
    assert bool(enlaces) != ("version" in malo)
    avance = Avance.objects.get()
    assert (avance.logros, avance.barreras, avance.version) == ("Lo guardado", "", 1)
    assert Valor.objects.get().numero == 4
    assert Avance.history.count() == 1


def test_un_periodo_que_cerro_mientras_escribia(duena: Usuario, reporte: Reporte) -> None:
    Periodo.objects.update(**CERRADO)
    respuesta = llenar(entrar(duena), reporte)
    assert respuesta.status_code == 403
    assert titulo(respuesta).strip().startswith("Error:")
    assert "El período cerró el" in texto(respuesta)
    assert "Cuatro jornadas" in respuesta.content.decode()
    assert not reporte.avances.exists()


def test_un_reporte_enviado_se_lee_y_no_se_llena(duena: Usuario, taller: Actividad) -> None:
    reporte = crear_reporte(crear_pais("hn"), estado="enviado", enviado_por=duena)
    crear_avance(reporte, taller, logros="Cuatro jornadas")
    pagina = entrar(duena).get(ruta_actividad(reporte, "2.1"))
    assert "ya se envió y espera la revisión" in texto(pagina)
    assert "Cuatro jornadas" in texto(pagina)
    assert "<textarea" not in pagina.content.decode()
    assert llenar(entrar(duena), reporte, version=1, logros="Otra").status_code == 403
    assert Avance.objects.get().logros == "Cuatro jornadas"


def test_lo_que_escribe_una_persona_no_es_html(duena: Usuario, reporte: Reporte) -> None:
    cliente = entrar(duena)
    llenar(cliente, reporte, logros="<script>alert(1)</script>{{ 7 }}")
    for direccion in (ruta_actividad(reporte, "2.1"), ruta(reporte, "comprobar/")):
        html = cliente.get(direccion).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 }}" in html


# --- Two people at once (Q7) -------------------------------------------------------------------


@pytest.fixture
def choque(duena: Usuario, reporte: Reporte) -> Callable[..., Any]:
    """Ana saved first; ``choque(**typed)`` posts what Eva had typed meanwhile."""
    llenar(entrar(duena), reporte, logros="Lo de Ana", barreras="Ninguna")
    eva = entrar(focal("hn", nombre="Eva"))
    campos = {"logros": "Lo de Eva", "barreras": "Ninguna", "dato-talleres-numero": "9"}
    return lambda **mas: llenar(eva, reporte, **{**campos, **mas})


def test_el_segundo_ve_los_dos_textos(choque: Callable[..., Any]) -> None:
    respuesta = choque()
    assert respuesta.status_code == 409
    assert titulo(respuesta).strip().startswith("Error:")
    pagina = texto(respuesta)
    for palabras in ("Lo de Ana", "Lo de Eva", "4 talleres", "9 talleres", "La guardó Ana"):
        assert palabras in pagina
    assert 'name="elegir-logros"' in respuesta.content.decode()
    assert 'name="elegir-barreras"' not in respuesta.content.decode()
    assert Avance.objects.get().logros == "Lo de Ana"


def test_elige_campo_por_campo(choque: Callable[..., Any], reporte: Reporte) -> None:
    elegido = {"elegir-logros": "mia", "elegir-dato-talleres": "suya"}
    respuesta = choque(conflicto=1, version=1, **elegido)
    assert respuesta.status_code == 302
    avance = Avance.objects.get()
    assert (avance.logros, avance.barreras, avance.version) == ("Lo de Eva", "Ninguna", 2)
    assert Valor.objects.get().numero == 4


def test_se_pueden_conservar_los_dos_textos(choque: Callable[..., Any]) -> None:
    elegido = {"elegir-logros": "ambas", "elegir-dato-talleres": "mia"}
    assert choque(conflicto=1, version=1, **elegido).status_code == 302
    assert Avance.objects.get().logros == "Lo de Ana\n\nLo de Eva"
    assert Valor.objects.get().numero == 9


def test_hay_que_elegir_en_cada_campo(choque: Callable[..., Any]) -> None:
    respuesta = choque(conflicto=1, version=1, **{"elegir-logros": "mia"})
    assert respuesta.status_code == 409
    assert "Elija qué se conserva" in texto(respuesta)
    assert "Lo de Eva" in texto(respuesta)
    assert Avance.objects.get().version == 1


def test_si_guardan_otra_vez_se_vuelve_a_preguntar(
    choque: Callable[..., Any], duena: Usuario, reporte: Reporte
) -> None:
    llenar(entrar(duena), reporte, version=1, logros="Lo último de Ana", barreras="Ninguna")
    elegido = {"elegir-logros": "mia", "elegir-dato-talleres": "mia"}
    respuesta = choque(conflicto=1, version=1, **elegido)
    assert respuesta.status_code == 409
    assert "Lo último de Ana" in texto(respuesta)
    assert Avance.objects.get().logros == "Lo último de Ana"


def test_doble_clic_al_guardar_es_guardar_una_vez(duena: Usuario, reporte: Reporte) -> None:
    cliente = entrar(duena)
    assert llenar(cliente, reporte).status_code == 302
    assert llenar(cliente, reporte).status_code == 302
    assert (Avance.history.count(), Valor.history.count()) == (1, 1)


# --- Sending -----------------------------------------------------------------------------------


def test_lo_que_falta_impide_enviar_y_se_dice_donde(duena: Usuario, reporte: Reporte) -> None:
    cliente = entrar(duena)
    assert "complete o corrija 2 respuestas" in texto(cliente.get(ruta(reporte, "comprobar/")))
    respuesta = cliente.post(ruta(reporte, "comprobar/"))
    assert titulo(respuesta).strip().startswith("Error:")
    assert "Falta decir cómo va esta actividad" in texto(respuesta)
    assert "Falta «Talleres»" in texto(respuesta)
    reporte.refresh_from_db()
    assert reporte.estado == Reporte.Estado.BORRADOR
    assert not mail.outbox


def test_cambiar_vuelve_a_comprobar(duena: Usuario, reporte: Reporte) -> None:
    cliente = entrar(duena)
    cambiar = f"{ruta_actividad(reporte, '2.1')}?volver=comprobar"
    assert cambiar in cliente.get(ruta(reporte, "comprobar/")).content.decode()
    html = cliente.get(cambiar).content.decode()
    assert "Guardar y volver a comprobar" in html
    respuesta = llenar(cliente, reporte, accion="seguir", volver="comprobar")
    assert respuesta["Location"] == ruta(reporte, "comprobar/") + "#a-2.1"


def test_enviar_dos_veces_es_enviar_una(
    duena: Usuario, reporte: Reporte, django_capture_on_commit_callbacks: Any
) -> None:
    st = secretaria()
    cliente = entrar(duena)
    llenar(cliente, reporte)
    with django_capture_on_commit_callbacks(execute=True):
        for _vez in range(2):
            respuesta = cliente.post(ruta(reporte, "comprobar/"))
            assert respuesta["Location"] == ruta(reporte, "recibo/")
        entrar(focal("hn")).post(ruta(reporte, "comprobar/"))
    reporte.refresh_from_db()
    assert (reporte.estado, reporte.enviado_por, reporte.revision) == ("enviado", duena, 1)
    assert reporte.history.filter(estado="enviado").count() == 1
    assert sorted(m.to[0] for m in mail.outbox) == sorted([st.correo, duena.correo])
    recibo = texto(cliente.get(ruta(reporte, "recibo/")))
    assert reporte.referencia in recibo
    assert "La Secretaría Técnica revisa el reporte" in recibo
    assert cliente.get(ruta(reporte, "comprobar/")).status_code == 302


def test_sin_enviar_no_hay_recibo(duena: Usuario, reporte: Reporte) -> None:
    assert entrar(duena).get(ruta(reporte, "recibo/")).status_code == 404


@pytest.fixture
def enviado(duena: Usuario, reporte: Reporte) -> Reporte:
    cliente = entrar(duena)
    llenar(cliente, reporte)
    cliente.post(ruta(reporte, "comprobar/"))
    reporte.refresh_from_db()
    return reporte


def test_retirar_lo_enviado(duena: Usuario, enviado: Reporte) -> None:
    cliente = entrar(duena)
    assert "Retirar el reporte" in texto(cliente.get(ruta(enviado)))
    assert "Retiró el reporte" in texto(cliente.post(ruta(enviado, "retirar/"), follow=True))
    enviado.refresh_from_db()
    assert enviado.estado == Reporte.Estado.BORRADOR
    otra_vez = cliente.post(ruta(enviado, "retirar/"), follow=True)
    assert "Usted no puede hacer esto" in texto(otra_vez)


def test_no_se_retira_lo_que_ya_se_revisa(
    duena: Usuario, enviado: Reporte, taller: Actividad
) -> None:
    observar(reporte=enviado, actividad=taller, texto="Falta la fecha", por=secretaria())
    cliente = entrar(duena)
    assert "Falta la fecha" not in texto(cliente.get(ruta(enviado)))
    assert "La revisión ya empezó" in texto(cliente.post(ruta(enviado, "retirar/"), follow=True))
    enviado.refresh_from_db()
    assert enviado.estado == Reporte.Estado.ENVIADO


def test_lo_devuelto_se_corrige_y_se_vuelve_a_enviar(
    duena: Usuario, enviado: Reporte, taller: Actividad
) -> None:
    st = secretaria()
    observar(reporte=enviado, actividad=taller, texto="Falta la fecha", por=st)
    devolver(reporte=enviado, revision=1, por=st)
    Periodo.objects.update(**CERRADO)
    cliente = entrar(duena)
    assert "Le devolvieron 1 actividad" in texto(cliente.get("/reportes/"))
    lista = texto(cliente.get(ruta(enviado)))
    assert "«Falta la fecha»" in lista
    assert "Devuelta con observaciones" in lista
    assert "«Falta la fecha»" in texto(cliente.get(ruta_actividad(enviado, "2.1")))
    assert llenar(cliente, enviado, version=2, logros="Con fecha").status_code == 302
    assert "Completado" in texto(cliente.get(ruta(enviado)))
    assert cliente.post(ruta(enviado, "comprobar/"))["Location"] == ruta(enviado, "recibo/")
    enviado.refresh_from_db()
    assert enviado.estado == Reporte.Estado.ENVIADO
    assert not enviado.observaciones.filter(resuelta_en__isnull=True).exists()


def test_corregir_lo_aprobado_abre_una_version(duena: Usuario, enviado: Reporte) -> None:
    aprobar(reporte=enviado, revision=1, por=secretaria())
    cliente = entrar(duena)
    assert "Corregir el reporte aprobado" in texto(cliente.get(ruta(enviado)))
    vacio = cliente.post(ruta(enviado, "corregir/"), {"motivo": "  "})
    assert titulo(vacio).strip().startswith("Error:")
    largo = cliente.post(ruta(enviado, "corregir/"), {"motivo": "x" * 91})
    assert "91 caracteres y caben 90" in texto(largo)
    respuesta = cliente.post(ruta(enviado, "corregir/"), {"motivo": "Un taller de más"})
    nuevo = Reporte.objects.get(sustituye=enviado)
    assert respuesta["Location"] == ruta(nuevo)
    assert nuevo.history.get().history_change_reason == "corregir: Un taller de más"
    assert "4 talleres" in texto(cliente.get(ruta(nuevo, "comprobar/")))
    otra_vez = cliente.post(ruta(enviado, "corregir/"), {"motivo": "De nuevo"})
    assert otra_vez["Location"] == ruta(nuevo)
    assert Reporte.objects.count() == 2


def test_solo_lo_aprobado_se_corrige(duena: Usuario, reporte: Reporte) -> None:
    assert entrar(duena).get(ruta(reporte, "corregir/"))["Location"] == ruta(reporte)


# --- Cost --------------------------------------------------------------------------------------


def consultas(cliente: Client, direccion: str) -> int:
    with CaptureQueriesContext(connection) as contadas:
        assert cliente.get(direccion).status_code == 200
    return len(contadas)


@pytest.mark.parametrize("que", ["", "actividades/2.1/"])
def test_las_consultas_no_crecen_con_las_filas(
    duena: Usuario, reporte: Reporte, taller: Actividad, que: str
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
    assert con_pocas == con_muchas <= 20


def test_mis_reportes_cuesta_lo_mismo_con_muchos_periodos(duena: Usuario, reporte: Reporte) -> None:
    clientes = [entrar(duena), entrar(secretaria())]
    antes = [consultas(cliente, "/reportes/") for cliente in clientes]
    for anio in (2023, 2024):
        for semestre in (1, 2):
            periodo = crear_periodo(anio=anio, semestre=semestre)
            for codigo in ("hn", "gt", "sv"):
                crear_reporte(crear_pais(codigo), periodo, "aprobado")
    assert [consultas(cliente, "/reportes/") for cliente in clientes] == antes
    assert max(antes) <= 20
