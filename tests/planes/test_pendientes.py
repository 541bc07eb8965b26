"""The home of who reports: what to do next, until when, why."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from actores.models import Usuario
from planes.models import Actividad, Observacion, Periodo, Prorroga, Reporte, TextoPublico
from planes.pendientes import autoevaluaciones_por_hacer, textos_por_responder
from tests.crear import (
    crear_actividad,
    crear_autoevaluacion,
    crear_avance,
    crear_pais,
    crear_reporte,
    crear_usuario,
)
from tests.planes.gente import CERRADO, HOY, entrar, focal, llenar, ruta, secretaria, texto

pytestmark = pytest.mark.django_db


def inicio(usuario: Usuario) -> str:
    return texto(entrar(usuario).get("/reportes/"))


def test_dice_la_primera_que_falta(duena: Usuario, taller: Actividad, reporte: Reporte) -> None:
    segunda = crear_actividad("2.2", taller.objetivo, corto="Foros")
    pagina = inicio(duena)
    assert "Faltan 2." in pagina
    assert "Ir a la primera que falta: 2.1" in pagina
    crear_avance(reporte, taller, terminada=True)
    pagina = inicio(duena)
    assert "Falta 1." in pagina
    assert "Ir a la primera que falta: 2.2" in pagina
    crear_avance(reporte, segunda, terminada=True)
    assert "Comprobar y enviar el reporte" in inicio(duena)


def test_dice_que_se_devolvio_y_por_que(duena: Usuario, taller: Actividad) -> None:
    reporte = crear_reporte(crear_pais("hn"), estado="observado")
    Observacion.objects.create(
        reporte=reporte, actividad=taller, texto="Diga cuántas personas", autor=crear_usuario()
    )
    cerrada = {"resuelta_en": timezone.now(), "resuelta_por": crear_usuario()}
    Observacion.objects.create(
        reporte=reporte, actividad=taller, texto="Ya resuelta", autor=crear_usuario(), **cerrada
    )
    pagina = inicio(duena)
    assert "Diga cuántas personas" in pagina
    assert "Ya resuelta" not in pagina


def test_el_motivo_no_lleva_dos_puntos_finales(duena: Usuario, taller: Actividad) -> None:
    Periodo.objects.update(**CERRADO)
    Prorroga.objects.create(
        periodo=Periodo.objects.get(), pais=crear_pais("hn"), hasta=HOY + dt.timedelta(days=9),
        motivo="La oficina estuvo cerrada.",
    )  # fmt: skip
    pagina = inicio(duena)
    assert pagina.count("«La oficina estuvo cerrada».") == 2
    assert "cerrada.»" not in pagina


def test_dice_que_la_secretaria_escribio_parte(
    duena: Usuario, taller: Actividad, reporte: Reporte
) -> None:
    frase = "La Secretaría Técnica escribió parte de él"
    llenar(entrar(duena), reporte)
    assert frase not in inicio(duena)
    llenar(entrar(secretaria()), reporte, version=1, logros="Cinco jornadas")
    assert frase in inicio(duena)


def test_a_la_secretaria_no_se_le_dice_suyo(
    duena: Usuario, taller: Actividad, reporte: Reporte
) -> None:
    reporte.pais.nombre = "México"
    reporte.pais.save()
    cliente = entrar(secretaria())
    for que in ("", "actividades/2.1/", "comprobar/"):
        pagina = texto(cliente.get(ruta(reporte, que)))
        assert "Usted escribe en nombre de México." in pagina, que
        assert "Reporte de México" in pagina, que
        assert "Su reporte" not in pagina, que
        assert "su país" not in pagina, que
        propia = texto(entrar(duena).get(ruta(reporte, que)))
        assert "en nombre de México" not in propia, que
        assert "Su reporte" in propia, que


def test_la_prorroga_dice_su_motivo(duena: Usuario, taller: Actividad) -> None:
    Periodo.objects.update(**CERRADO)
    periodo = Periodo.objects.get()
    for codigo, motivo in (("hn", "El huracán de octubre"), ("gt", "Otra cosa")):
        Prorroga.objects.create(
            periodo=periodo, pais=crear_pais(codigo), motivo=motivo,
            hasta=HOY + dt.timedelta(days=5),
        )  # fmt: skip
    reporte = crear_reporte(crear_pais("hn"), periodo)
    for pagina in (inicio(duena), texto(entrar(duena).get(ruta(reporte)))):
        assert "quedan 5 días" in pagina
        assert "El huracán de octubre" in pagina
        assert "Otra cosa" not in pagina


def test_sin_nada_pendiente_dice_por_que(duena: Usuario, taller: Actividad) -> None:
    Periodo.objects.update(**CERRADO)
    pagina = inicio(duena)
    assert "Ningún período espera su reporte" in pagina
    assert "No tiene nada pendiente" not in pagina  # there is a self-assessment to write
    assert pagina.count("El período cerró el") == 2  # at the top, and in the list
    crear_autoevaluacion(anio=2025, terminada=True)
    assert "No tiene nada pendiente" in inicio(duena)


def test_textos_para_publicar(duena: Usuario, taller: Actividad) -> None:
    reporte = crear_reporte(crear_pais("hn"), estado="aprobado")
    TextoPublico.objects.create(
        reporte=reporte, actividad=taller, texto="Hubo talleres", escrito_por=crear_usuario()
    )
    assert [r.por_responder for r in textos_por_responder(duena)] == [1]
    assert textos_por_responder(focal("gt")) == []
    assert "escribió 1 texto a partir de su reporte" in inicio(duena)
    detalle = texto(entrar(duena).get(ruta(reporte)))
    assert "Hay 1 texto para publicar" in detalle
    assert "Leerlo y responder" in detalle
    TextoPublico.objects.update(
        estado="aceptado", respondido_por=duena, respondido_en=timezone.now()
    )
    assert textos_por_responder(duena) == []
    assert "Textos para publicar de este reporte" in texto(entrar(duena).get(ruta(reporte)))


def test_autoevaluaciones_por_hacer(duena: Usuario, taller: Actividad) -> None:
    """A year is due once its second semester can be reported on, until it is finished."""
    assert [a.anio for a in autoevaluaciones_por_hacer(duena)] == [2025]
    assert "Autoevaluación de 2025" in inicio(duena)
    crear_autoevaluacion(anio=2025)
    assert [a.autoevaluacion is not None for a in autoevaluaciones_por_hacer(duena)] == [True]
    crear_autoevaluacion(crear_pais("gt"), 2025, terminada=True)
    assert autoevaluaciones_por_hacer(focal("gt")) == []
    Periodo.objects.update(abre=HOY + dt.timedelta(days=1))
    assert autoevaluaciones_por_hacer(duena) == []


def test_un_solo_boton_principal(duena: Usuario, taller: Actividad, reporte: Reporte) -> None:
    pagina = entrar(duena).get("/reportes/").content.decode().partition("<h1")[2]
    assert pagina.count('class="boton"') == 1


def test_las_horas_dicen_de_donde_son(duena: Usuario, reporte: Reporte) -> None:
    assert "hora de Guatemala" in texto(entrar(duena).get(ruta(reporte)))


def test_lo_regional_no_dice_que_lo_lee_su_pais(taller: Actividad) -> None:
    crear_actividad("3.1", informante="regional")
    reporte = crear_reporte(regional=True)
    pagina = texto(entrar(secretaria()).get(ruta(reporte, "actividades/3.1/")))
    assert "los leen la Secretaría Técnica y la Presidencia" in pagina
    assert "los leen su país" not in pagina
