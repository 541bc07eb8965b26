"""Warnings explained before sending, and what the ST typed, confirmed by the country."""

from __future__ import annotations

import re

import pytest

from planes import operaciones
from planes.entrada import Entrada
from planes.models import (
    Explicacion,
    Observacion,
    Replica,
    Reporte,
)
from tests import crear
from tests.planes.escena_revision import Escena, armar
from tests.planes.gente import entrar, ruta, texto, titulo

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    return armar()


# --- Explaining on the check page -------------------------------------------------------------


def por_explicar(escena: Escena) -> str:
    """Returned, with a jump against last semester; the field in which to explain it."""
    previo = crear.crear_periodo(escena.reporte.periodo.plan, 2025, 1)
    antes = crear.crear_reporte(escena.reporte.pais, previo, "aprobado")
    crear.crear_valor(antes, escena.talleres, 900)
    escena.observar(0)
    escena.devolver()
    escena.guardar(0, "Con fecha.")
    return f"explique-salto-{escena.actividades[6].pk}-{escena.talleres.pk}"


def test_sin_explicar_se_dice_cual_y_lo_escrito_queda(escena: Escena) -> None:
    campo = por_explicar(escena)
    cliente = entrar(escena.focal)
    comprobar = ruta(escena.reporte, "comprobar/")
    assert "cambie estas respuestas o explique" in texto(cliente.get(comprobar))
    respuesta = cliente.post(comprobar, {campo: "  "})
    assert titulo(respuesta).strip().startswith("Error:")
    html = respuesta.content.decode()
    assert f'href="#id_{campo}"' in html
    assert f'id="id_{campo}_error"' in html
    resumen = texto(respuesta).partition("Hay un problema")[2].partition("Su reporte")[0]
    assert resumen.count("cambie la respuesta") == 1  # once for all of them
    assert escena.actual.estado == Reporte.Estado.OBSERVADO
    largo = cliente.post(comprobar, {campo: "z" * 1001})
    assert "caben 1 000" in texto(largo)
    assert "z" * 1001 in largo.content.decode()
    assert cliente.post(comprobar, {campo: "Eran charlas."})["Location"].endswith("/recibo/")
    assert Explicacion.objects.get().texto == "Eran charlas."


def test_guardar_las_explicaciones_sin_enviar(escena: Escena) -> None:
    campo = por_explicar(escena)
    cliente = entrar(escena.focal)
    comprobar = ruta(escena.reporte, "comprobar/")
    pagina = cliente.post(comprobar, {campo: "Eran charlas.", "accion": "explicar"}, follow=True)
    assert "Guardó las explicaciones" in texto(pagina)
    assert "Eran charlas." in pagina.content.decode()
    assert escena.actual.estado == Reporte.Estado.OBSERVADO
    assert "cambie estas respuestas o explique" not in texto(pagina)


def test_la_secretaria_explica_y_no_envia(escena: Escena) -> None:
    campo = por_explicar(escena)
    comprobar = ruta(escena.reporte, "comprobar/")
    cliente = entrar(escena.st)
    assert "Enviar reporte" not in texto(cliente.get(comprobar))
    cliente.post(comprobar, {campo: "Me lo dijeron por correo."})
    assert escena.actual.estado == Reporte.Estado.OBSERVADO
    assert Explicacion.objects.get().autor == escena.st


def test_la_presidencia_no_explica(escena: Escena) -> None:
    campo = por_explicar(escena)
    entrar(escena.presidencia).post(ruta(escena.reporte, "comprobar/"), {campo: "x"})
    assert not Explicacion.objects.exists()


# --- Typed by the ST --------------------------------------------------------------------------


def test_el_pais_confirma_lo_que_escribio_la_secretaria(escena: Escena) -> None:
    escena.observar(0)
    escena.devolver()
    avance = escena.actual.avances.get(actividad=escena.actividades[6])
    operaciones.guardar_respuestas(
        reporte=escena.actual, actividad=avance.actividad, version=avance.version, textos={},
        entradas={escena.talleres: Entrada(numero=8)}, por=escena.st,
    )  # fmt: skip
    escena.guardar(0, "Con fecha.")
    comprobar = ruta(escena.reporte, "comprobar/")
    pagina = texto(entrar(escena.focal).get(comprobar))
    assert "La Secretaría Técnica escribió en nombre de su país" in pagina
    assert re.search(r"1\.7 : cómo va y textos; Talleres \(Sara, ", pagina)
    assert "1.1 : cómo va" not in pagina
    assert "escribió en nombre de su país" not in texto(entrar(escena.st).get(comprobar))
    escena.enviar()
    escena.observar(1)
    escena.devolver()
    # What she sent she has confirmed.
    assert "escribió en nombre" not in texto(entrar(escena.focal).get(comprobar))


def test_quien_colabora_responde_en_lo_suyo_y_no_explica(escena: Escena) -> None:
    campo = por_explicar(escena)
    escena.guardar(6, "Otra cosa.")
    suya, ajena = (escena.actividades[n] for n in (0, 1))
    colabora = crear.crear_colaborador(suya)
    cliente = entrar(colabora)
    comprobar = ruta(escena.reporte, "comprobar/")
    assert campo not in cliente.get(comprobar).content.decode()
    cliente.post(comprobar, {campo: "Porque sí."})
    assert not Explicacion.objects.exists()
    de_lo_suyo = escena.reporte.observaciones.get()
    de_otra = Observacion.objects.create(
        reporte=escena.reporte, actividad=ajena, texto="¿?", autor=escena.st
    )
    for observacion in (de_lo_suyo, de_otra):
        cliente.post(ruta(escena.reporte, f"observaciones/{observacion.pk}/"), {"texto": "Aquí."})
    assert [r.observacion for r in Replica.objects.all()] == [de_lo_suyo]
