"""The task list and the page of one activity: filling, mending, two people at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from actores.models import Usuario
from planes.models import Actividad, Avance, Dato, Periodo, Reporte, Valor
from tests.crear import (
    crear_actividad,
    crear_avance,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_periodo,
    crear_reporte,
    crear_valor,
)
from tests.planes.gente import (
    CERRADO,
    entrar,
    focal,
    hoja,
    llenar,
    ruta,
    ruta_actividad,
    texto,
    titulo,
)

pytestmark = pytest.mark.django_db


# --- The task list and the page of an activity --------------------


def test_la_lista_dice_como_va_cada_actividad(
    duena: Usuario, reporte: Reporte, taller: Actividad
) -> None:
    cliente = entrar(duena)
    assert " Sin llenar " in texto(cliente.get(ruta(reporte)))
    llenar(cliente, reporte, terminada="no")
    assert " A medias " in texto(cliente.get(ruta(reporte)))
    llenar(cliente, reporte, version=1)
    pagina = texto(cliente.get(ruta(reporte)))
    assert " Llena " in pagina
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


# --- What does not fit: said where it happens, kept, nothing else changed --------------------


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
        if (
            valor
            and nombre.startswith(("dato", "logros"))
            and nombre.endswith(("numero", "logros"))
        ):
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


# --- Two people at once (Q7) --------------------


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
    assert "planes/_conflicto.html" in [plantilla.name for plantilla in respuesta.templates]
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
