"""The review desk: what changed since, and the conversation about a remark."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from planes import operaciones
from planes.comparacion import leer
from planes.entrada import Entrada
from planes.models import (
    Explicacion,
    Replica,
    Reporte,
)
from tests import crear
from tests.planes.escena_revision import MUCHAS, Escena, armar
from tests.planes.gente import entrar, ruta, texto, titulo

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    return armar()


def puntos(html: str) -> list[str]:
    return re.findall(r'<article class="punto" id="a-([\d.]+)"', html)


# --- What changed since -----------------------------------------------------------------------


def test_de_cuarenta_se_ve_solo_la_que_cambio(escena: Escena) -> None:
    """Acceptance 4: one item is returned; then the reviewer sees that item's change, no more."""
    escena.observar()
    escena.devolver()
    escena.guardar(entradas={escena.talleres: Entrada(numero=5)})
    escena.enviar()
    cliente = entrar(escena.st)
    html = cliente.get(escena.pagina).content.decode()
    assert puntos(html) == ["1.7"]
    assert "<del>Dos</del> <ins>Tres</ins> talleres en mayo." in html
    assert "<del>3 talleres</del>" in html
    assert "Cómo va" not in html  # what did not change is left out
    todas = cliente.get(f"{escena.pagina}?ver=todas").content.decode()
    assert len(puntos(todas)) == MUCHAS
    assert "Cómo va" in todas
    assert [p.actividad.codigo for p in leer(escena.actual).cambiados] == ["1.7"]


def test_un_texto_reescrito_se_lee_entero_antes_y_despues(escena: Escena) -> None:
    """And not as a soup of the words of both."""
    escena.observar()
    escena.devolver()
    nuevo = "El ministerio firmó el convenio y publicó la guía para las escuelas."
    escena.guardar(logros=nuevo)
    escena.enviar()
    html = entrar(escena.st).get(escena.pagina).content.decode()
    assert "<del><p>Dos talleres en mayo.</p></del>" in html
    assert f"<ins><p>{nuevo}</p></ins>" in html


def test_si_solo_cambian_las_evidencias_se_dice(escena: Escena) -> None:
    """Instead of a table without rows."""
    escena.observar()
    escena.devolver()
    crear.crear_evidencia(escena.actual, escena.actividades[8], titulo="Acta de mayo")
    escena.guardar()
    escena.enviar()
    html = entrar(escena.st).get(escena.pagina).content.decode()
    assert puntos(html) == ["1.7", "1.9"]
    de_la_otra = html[html.index('id="a-1.9"') :]
    assert "Las respuestas son las mismas; cambiaron las evidencias." in de_la_otra
    assert "<table" not in de_la_otra


def test_lo_observado_que_sigue_igual_se_ve_con_la_respuesta(escena: Escena) -> None:
    observacion = escena.observar()
    escena.devolver()
    operaciones.responder_observacion(
        observacion=observacion, texto="Está bien: fueron en Choluteca.", por=escena.focal
    )
    escena.enviar()
    html = entrar(escena.st).get(escena.pagina).content.decode()
    assert puntos(html) == ["1.7"]
    assert "No cambió nada." in html
    assert "Está bien: fueron en Choluteca." in html


def test_cambiar_y_volver_atras_no_es_un_cambio(escena: Escena) -> None:
    escena.observar(0)
    escena.devolver()
    escena.guardar(0, "Con fecha.")
    escena.guardar(6, "Otra cosa.")
    escena.guardar(6, "Dos talleres en mayo.")
    escena.enviar()
    assert [p.actividad.codigo for p in leer(escena.actual).cambiados] == ["1.1"]


def test_una_nota_o_una_parte_tambien_es_un_cambio(escena: Escena) -> None:
    escena.observar(0)
    escena.devolver()
    escena.guardar(0, "Con fecha.")
    escena.guardar(
        6,
        "Dos talleres en mayo.",
        entradas={escena.talleres: Entrada(numero=3, nota="Uno fue en junio")},
    )
    escena.enviar()
    assert [p.actividad.codigo for p in leer(escena.actual).cambiados] == ["1.1", "1.7"]


def test_una_correccion_se_compara_con_lo_aprobado(escena: Escena) -> None:
    aprobado = escena.aprobar()
    nuevo = operaciones.corregir(reporte=aprobado, por=escena.focal, motivo="Un taller de más")
    avance = nuevo.avances.get(actividad=escena.actividades[6])
    operaciones.guardar_respuestas(
        reporte=nuevo, actividad=avance.actividad, version=avance.version, textos={},
        entradas={escena.talleres: Entrada(numero=2)}, por=escena.focal,
    )  # fmt: skip
    operaciones.enviar(reporte=nuevo, por=escena.focal)
    pagina = reverse("admin:planes_reporte_revision", args=[nuevo.pk])
    html = entrar(escena.st).get(pagina).content.decode()
    assert puntos(html) == ["1.7"]
    assert "En lo aprobado:" in html
    assert "<del>3 talleres</del>" in html


def test_los_filtros_de_la_pagina(escena: Escena) -> None:
    escena.observar(2)
    previo = crear.crear_periodo(escena.reporte.periodo.plan, 2025, 1)
    antes = crear.crear_reporte(escena.reporte.pais, previo, "aprobado")
    crear.crear_valor(antes, escena.talleres, 900)
    cliente = entrar(escena.st)
    vistas = {
        ver: puntos(cliente.get(f"{escena.pagina}?ver={ver}").content.decode())
        for ver in ("avisos", "abiertas", "cambios", "nada")
    }
    assert (vistas["avisos"], vistas["abiertas"]) == (["1.7"], ["1.3"])
    assert len(vistas["cambios"]) == len(vistas["nada"]) == MUCHAS  # nothing was returned yet


def test_quien_revisa_lee_las_advertencias_con_su_explicacion(escena: Escena) -> None:
    previo = crear.crear_periodo(escena.reporte.periodo.plan, 2025, 1)
    antes = crear.crear_reporte(escena.reporte.pais, previo, "aprobado")
    crear.crear_valor(antes, escena.talleres, 900)
    cliente = entrar(escena.st)
    assert "Sin explicación." in texto(cliente.get(f"{escena.pagina}?ver=avisos"))
    Explicacion.objects.create(
        reporte=escena.reporte, actividad=escena.actividades[6], dato=escena.talleres,
        regla="salto", texto="Antes contábamos charlas.", autor=escena.focal,
    )  # fmt: skip
    assert "Ana: «Antes contábamos charlas.»" in texto(cliente.get(f"{escena.pagina}?ver=avisos"))


# --- Replies ----------------------------------------------------------------------------------


def test_la_observacion_se_conversa(
    escena: Escena, django_capture_on_commit_callbacks: Any
) -> None:
    observacion = escena.observar()
    direccion = ruta(escena.reporte, f"observaciones/{observacion.pk}/")
    pais, st = entrar(escena.focal), entrar(escena.st)
    assert pais.get(direccion).status_code == 404  # the reviewer is still writing
    escena.devolver()
    actividad = pais.get(ruta(escena.reporte, "actividades/1.7/")).content.decode()
    assert direccion in actividad
    vacia = pais.post(direccion, {"texto": " "})
    assert titulo(vacia).strip().startswith("Error:")
    with django_capture_on_commit_callbacks(execute=True):
        for _vez in (1, 2):  # a double click says it once
            assert pais.post(direccion, {"texto": "En Choluteca."})["Location"] == direccion
    assert [m.to for m in mail.outbox] == [[escena.st.correo]]
    assert f"{escena.pagina}?ver=todas#a-1.7" in mail.outbox[0].body
    mail.outbox.clear()
    datos = {"accion": "responder", "actividad": "1.7", "observacion": observacion.pk}
    with django_capture_on_commit_callbacks(execute=True):
        st.post(escena.pagina, {**datos, "texto": "Póngalo en los logros."})
    assert [m.to for m in mail.outbox] == [[escena.focal.correo]]
    assert direccion in mail.outbox[0].body
    assert "Póngalo en los logros." in texto(pais.get(ruta(escena.reporte, "actividades/1.7/")))
    assert [r.autor for r in Replica.objects.all()] == [escena.focal, escena.st]
    assert Replica.objects.first().history.get().history_user == escena.focal


def test_lo_enviado_se_lee_y_no_se_responde(escena: Escena) -> None:
    observacion = escena.observar()
    escena.devolver()
    escena.guardar()
    escena.enviar()
    direccion = ruta(escena.reporte, f"observaciones/{observacion.pk}/")
    cliente = entrar(escena.focal)
    assert "<textarea" not in cliente.get(direccion).content.decode()
    assert "no puede responder" in texto(cliente.post(direccion, {"texto": "x"}, follow=True))
    assert not Replica.objects.exists()
    assert "1 observación que ya se atendió" in texto(
        cliente.get(ruta(escena.reporte, "actividades/1.7/"))
    )


def test_quien_revisa_vuelve_a_abrir_lo_mal_atendido(escena: Escena) -> None:
    observacion = escena.observar()
    escena.devolver()
    escena.guardar()
    escena.enviar()
    cliente = entrar(escena.st)
    datos = {"accion": "reabrir", "actividad": "1.7", "observacion": observacion.pk}
    assert cliente.post(escena.pagina, datos)["Location"] == f"{escena.pagina}#a-1.7"
    observacion.refresh_from_db()
    assert observacion.abierta
    assert observacion.history.first().history_change_reason == "reabrir"
    escena.devolver()
    assert escena.actual.estado == Reporte.Estado.OBSERVADO
