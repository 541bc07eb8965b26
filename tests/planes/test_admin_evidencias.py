"""Evidence as the ST finds it: list, review page, and the sealed original with its log."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planes.models import Actividad, Apertura, Evidencia, Reporte
from tests.crear import crear_evidencia
from tests.personas import Persona
from tests.planes.gente import texto

pytestmark = pytest.mark.django_db

LISTA = "/admin/planes/evidencia/"


@pytest.fixture
def fila(reporte: Reporte, taller: Actividad) -> Evidencia:
    return crear_evidencia(reporte, taller, titulo="Lista de asistencia")


def test_se_halla_en_la_lista_y_se_baja_su_copia(fila: Evidencia, secretaria: Persona) -> None:
    pagina = secretaria.get(LISTA + "?q=lista+asistencia&tipo__exact=acta")
    assert "Lista de asistencia" in texto(pagina)
    assert "Lista de asistencia" not in texto(secretaria.get(LISTA + "?tipo__exact=informe"))
    ficha = secretaria.get(f"{LISTA}{fila.pk}/change/")
    assert fila.huella in texto(ficha)
    assert "application/pdf" not in ficha.content.decode()
    assert re.search(rf"Formato: {fila.nombre_formato} ", texto(ficha))
    assert f"/reportes/evidencias/{fila.referencia}/" in ficha.content.decode()
    assert secretaria.get(f"/reportes/evidencias/{fila.referencia}/").getvalue()


def test_la_lista_cuesta_lo_mismo_con_una_que_con_seis(
    fila: Evidencia, secretaria: Persona, reporte: Reporte, taller: Actividad
) -> None:
    def consultas() -> int:
        with CaptureQueriesContext(connection) as hechas:
            secretaria.get(LISTA)
        return len(hechas)

    con_una = consultas()
    for _n in range(5):
        crear_evidencia(reporte, taller)
    assert consultas() == con_una


def test_el_original_pregunta_y_cada_apertura_queda_escrita(
    fila: Evidencia, secretaria: Persona
) -> None:
    ruta = f"{LISTA}{fila.pk}/original/"
    pagina = secretaria.get(ruta)
    assert "Queda anotado que usted lo abrió" in texto(pagina)
    assert not Apertura.objects.exists()
    respuesta = secretaria.post(ruta)
    with fila.original.open("rb") as original:
        assert respuesta.getvalue() == original.read()
    assert "attachment" in respuesta["Content-Disposition"]
    assert "no-store" in respuesta["Cache-Control"]
    apertura = Apertura.objects.get()
    assert (apertura.usuario, apertura.evidencia) == (secretaria.usuario, fila)
    assert str(secretaria.usuario) in texto(secretaria.get(ruta))
    assert fila.huella[:12] in texto(secretaria.get("/admin/planes/apertura/"))
    ficha = secretaria.get(f"/admin/planes/apertura/{apertura.pk}/change/")
    assert fila.huella in texto(ficha)


def test_las_aperturas_no_se_cambian_ni_se_borran(fila: Evidencia, secretaria: Persona) -> None:
    secretaria.post(f"{LISTA}{fila.pk}/original/").getvalue()
    apertura = Apertura.objects.get()
    for pagina in ("add/", f"{apertura.pk}/delete/"):
        assert secretaria.post(f"/admin/planes/apertura/{pagina}").status_code == 403
    assert secretaria.post(f"/admin/planes/apertura/{apertura.pk}/change/").status_code == 403
    assert Apertura.objects.count() == 1


def test_solo_la_secretaria_abre_el_original(
    fila: Evidencia, presidencia: Persona, focal_panel: Persona, comunicacion: Persona
) -> None:
    for otra in (presidencia, focal_panel, comunicacion):
        for pedir in (otra.get, otra.post):
            assert pedir(f"{LISTA}{fila.pk}/original/").status_code == 403
    assert not Apertura.objects.exists()
    assert presidencia.get(f"{LISTA}{fila.pk}/change/").status_code == 200
    assert "original/" not in presidencia.get(f"{LISTA}{fila.pk}/change/").content.decode()


def test_un_original_borrado_por_infectado_no_se_abre(fila: Evidencia, secretaria: Persona) -> None:
    Evidencia.objects.update(original="", limpia="", estado="infectada")
    assert secretaria.get(f"{LISTA}{fila.pk}/original/").status_code == 404
    assert secretaria.post(f"{LISTA}{fila.pk}/original/").status_code == 404
    assert "contiene un virus" in texto(secretaria.get(LISTA))


def test_quien_revisa_las_ve_junto_a_lo_que_respaldan(
    fila: Evidencia, secretaria: Persona, reporte: Reporte, taller: Actividad
) -> None:
    ruta = f"/admin/planes/reporte/{reporte.pk}/revision/"

    def consultas() -> int:
        with CaptureQueriesContext(connection) as hechas:
            pagina = secretaria.get(ruta)
        assert "Lista de asistencia" in texto(pagina)
        return len(hechas)

    con_una = consultas()
    crear_evidencia(reporte, taller)
    assert consultas() == con_una
