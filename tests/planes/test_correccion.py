"""Correcting an approved report: its reason, what it must change, and dropping it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from actores.models import Usuario
from planes import operaciones
from planes.models import Actividad, Avance, Evidencia, Periodo, Reporte
from tests.crear import crear_accion, crear_evidencia
from tests.planes.gente import CERRADO, entrar, focal, llenar, ruta, secretaria, texto

pytestmark = pytest.mark.django_db

MOTIVO = "Un taller de más"
SIN_NADA = "No cambió nada: cambie lo que hay que corregir o abandone la corrección."


@pytest.fixture
def cliente(duena: Usuario) -> Client:
    return entrar(duena)


@pytest.fixture
def aprobado(cliente: Client, reporte: Reporte, taller: Actividad) -> Reporte:
    """Approved, with a file, and its period has closed."""
    llenar(cliente, reporte)
    crear_evidencia(reporte, taller)
    cliente.post(ruta(reporte, "comprobar/"))
    operaciones.aprobar(reporte=reporte, revision=1, por=secretaria())
    Periodo.objects.update(**CERRADO)
    return Reporte.objects.get()


@pytest.fixture
def nuevo(aprobado: Reporte, duena: Usuario) -> Reporte:
    return operaciones.corregir(reporte=aprobado, por=duena, motivo=MOTIVO)


def abandonar(cliente: Client, reporte: Reporte) -> Any:
    return cliente.post(ruta(reporte, "abandonar/"), follow=True)


# --- Dropping it ---------------------------------------------------------------------------------


def test_se_pregunta_y_se_abandona(
    cliente: Client, aprobado: Reporte, nuevo: Reporte, duena: Usuario
) -> None:
    llenar(cliente, nuevo, version=1, logros="Otra cosa")
    assert "Está corrigiendo un reporte aprobado" in texto(cliente.get("/reportes/"))
    for que in ("", "comprobar/"):
        assert ruta(nuevo, "abandonar/") in cliente.get(ruta(nuevo, que)).content.decode()
    pregunta = texto(cliente.get(ruta(nuevo, "abandonar/")))
    assert "¿Abandonar la corrección?" in pregunta
    assert MOTIVO in pregunta
    assert Reporte.objects.count() == 2
    final = abandonar(cliente, nuevo)
    assert final.redirect_chain[-1][0] == ruta(aprobado)
    assert "el reporte aprobado queda como estaba" in texto(final)
    assert list(Reporte.objects.vigentes()) == list(Reporte.objects.all()) == [aprobado]
    assert aprobado.avances.get().logros == "Cuatro jornadas"
    assert aprobado.evidencias.count() == Evidencia.objects.count() == 1
    assert "Está corrigiendo un reporte aprobado" not in texto(cliente.get("/reportes/"))
    borrado = Reporte.history.filter(id=nuevo.pk, history_type="-").get()
    assert (borrado.history_user, borrado.history_change_reason) == (duena, "abandonar")
    assert {
        (fila.history_user, fila.history_change_reason)
        for modelo in (Avance, Evidencia)
        for fila in modelo.history.filter(history_type="-")
    } == {(duena, "abandonar")}


@pytest.mark.django_db(transaction=True)
def test_el_archivo_del_aprobado_sigue_en_su_sitio(
    cliente: Client, aprobado: Reporte, nuevo: Reporte
) -> None:
    abandonar(cliente, nuevo)
    with aprobado.evidencias.get().original.open("rb") as archivo:
        assert archivo.read()


def test_se_puede_corregir_otra_vez(cliente: Client, aprobado: Reporte, nuevo: Reporte) -> None:
    abandonar(cliente, nuevo)
    cliente.post(ruta(aprobado, "corregir/"), {"motivo": "Ahora sí"})
    otro = Reporte.objects.get(sustituye=aprobado)
    assert (otro.version, otro.motivo_de_correccion) == (2, "Ahora sí")


def test_solo_la_abandona_quien_reporta(nuevo: Reporte) -> None:
    for persona, estado in ((secretaria(), 302), (focal("gt"), 404)):
        cliente = entrar(persona)
        for respuesta in (
            cliente.get(ruta(nuevo, "abandonar/")),
            cliente.post(ruta(nuevo, "abandonar/")),
        ):
            assert respuesta.status_code == estado
    assert "Abandonar la corrección" not in texto(entrar(secretaria()).get(ruta(nuevo)))
    assert Reporte.objects.filter(pk=nuevo.pk).exists()


def test_lo_enviado_y_la_primera_version_no_se_abandonan(
    cliente: Client, nuevo: Reporte, duena: Usuario
) -> None:
    llenar(cliente, nuevo, version=1, logros="Otra cosa")
    operaciones.enviar(reporte=nuevo, por=duena)
    for _vez in ("sent", "taken back"):
        assert cliente.get(ruta(nuevo, "abandonar/"))["Location"] == ruta(nuevo)
        abandonar(cliente, nuevo)
        assert Reporte.objects.filter(pk=nuevo.pk).exists()
        cliente.post(ruta(nuevo, "retirar/"))
    assert Reporte.objects.get(pk=nuevo.pk).estado == "borrador"


def test_un_primer_borrador_no_se_abandona(cliente: Client, reporte: Reporte) -> None:
    assert "Abandonar" not in texto(cliente.get(ruta(reporte)))
    abandonar(cliente, reporte)
    assert Reporte.objects.filter(pk=reporte.pk).exists()


# --- Sending it ----------------------------------------------------------------------------------


def test_sin_cambios_no_se_envia(cliente: Client, nuevo: Reporte) -> None:
    respuesta = cliente.post(ruta(nuevo, "comprobar/"), follow=True)
    assert respuesta.redirect_chain[-1][0] == ruta(nuevo, "comprobar/")
    assert SIN_NADA in texto(respuesta)
    # Opening a page and saving it as it was is no change either.
    llenar(cliente, nuevo, version=1)
    assert SIN_NADA in texto(cliente.post(ruta(nuevo, "comprobar/"), follow=True))
    nuevo.refresh_from_db()
    assert nuevo.estado == "borrador"


def un_texto(cliente: Client, nuevo: Reporte, _taller: Actividad) -> None:
    llenar(cliente, nuevo, version=1, logros="Tres jornadas")


def un_numero(cliente: Client, nuevo: Reporte, _taller: Actividad) -> None:
    llenar(cliente, nuevo, version=1, **{"dato-talleres-numero": "3"})


def un_archivo_menos(_cliente: Client, nuevo: Reporte, _taller: Actividad) -> None:
    nuevo.evidencias.get().delete()


def una_accion(_cliente: Client, nuevo: Reporte, _taller: Actividad) -> None:
    crear_accion(nuevo.pais, fecha=nuevo.periodo.inicio)


@pytest.mark.parametrize("cambiar", [un_texto, un_numero, un_archivo_menos, una_accion])
def test_con_un_cambio_se_envia(
    cliente: Client, nuevo: Reporte, taller: Actividad, cambiar: Any
) -> None:
    cambiar(cliente, nuevo, taller)
    respuesta = cliente.post(ruta(nuevo, "comprobar/"))
    assert respuesta["Location"] == ruta(nuevo, "recibo/")
    nuevo.refresh_from_db()
    assert nuevo.estado == "enviado"


# --- Saying so -----------------------------------------------------------------------------------


def test_se_lee_por_que_se_corrige(cliente: Client, nuevo: Reporte) -> None:
    for que in ("", "comprobar/"):
        assert f"Por qué se corrige: {MOTIVO}" in texto(cliente.get(ruta(nuevo, que)))


def test_el_aprobado_dice_que_se_corrige(
    cliente: Client, aprobado: Reporte, nuevo: Reporte, duena: Usuario
) -> None:
    pagina = cliente.get(ruta(aprobado))
    assert "Hay una corrección en borrador." in texto(pagina)
    assert "solo se cambia con una corrección" not in texto(pagina)
    assert f'href="{ruta(nuevo)}"' in pagina.content.decode()
    un_texto(cliente, nuevo, Actividad.objects.get())
    operaciones.enviar(reporte=nuevo, por=duena)
    assert "Hay una corrección en revisión." in texto(cliente.get(ruta(aprobado)))


def test_los_actos_van_antes_que_la_lista(
    cliente: Client, reporte: Reporte, taller: Actividad
) -> None:
    llenar(cliente, reporte)
    operaciones.enviar(reporte=reporte, por=focal("hn"))
    enviado = cliente.get(ruta(reporte)).content.decode()
    assert 0 < enviado.index(ruta(reporte, "retirar/")) < enviado.index('class="tareas"')
    operaciones.aprobar(reporte=reporte, revision=1, por=secretaria())
    aprobado = cliente.get(ruta(reporte)).content.decode()
    assert 0 < aprobado.index(ruta(reporte, "corregir/")) < aprobado.index('class="tareas"')
    assert "Corregir el reporte aprobado" in texto(cliente.get("/reportes/"))


def test_la_linea_del_periodo_no_se_contradice(cliente: Client, nuevo: Reporte) -> None:
    pagina = texto(cliente.get("/reportes/"))
    assert "En corrección." in pagina
    assert "Abierto." not in pagina
