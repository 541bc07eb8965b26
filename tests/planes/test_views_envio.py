"""Checking, sending, receipt, taking back, mending what was returned, correcting."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from actores.models import Usuario
from planes.models import Actividad, Periodo, Reporte
from planes.operaciones import aprobar, devolver, observar
from tests.planes.gente import (
    CERRADO,
    entrar,
    focal,
    llenar,
    ruta,
    ruta_actividad,
    secretaria,
    texto,
    titulo,
)

pytestmark = pytest.mark.django_db


# --- Sending --------------------


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
    assert llenar(cliente, enviado, version=1, logros="Con fecha").status_code == 302
    assert " Llena " in texto(cliente.get(ruta(enviado)))
    assert cliente.post(ruta(enviado, "comprobar/"))["Location"] == ruta(enviado, "recibo/")
    enviado.refresh_from_db()
    assert enviado.estado == Reporte.Estado.ENVIADO
    assert not enviado.observaciones.filter(resuelta_en__isnull=True).exists()


def test_corregir_lo_aprobado_abre_una_version(duena: Usuario, enviado: Reporte) -> None:
    aprobar(reporte=enviado, revision=1, por=secretaria())
    cliente = entrar(duena)
    assert "Corregir el reporte aprobado" in texto(cliente.get(ruta(enviado)))
    assert "hasta 90 caracteres" in cliente.get(ruta(enviado, "corregir/")).content.decode()
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
