"""The yearly self-assessment: written, finished, opened again; proposals; the ST's board."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actores.models import Usuario
from planes import operaciones
from planes.models import Actividad, Autoevaluacion, Propuesta
from tests.crear import (
    crear_autoevaluacion,
    crear_colaborador,
    crear_pais,
    crear_propuesta,
    crear_usuario,
)
from tests.planes.gente import entrar, focal, presidencia, secretaria, texto, titulo

pytestmark = pytest.mark.django_db

DIRECCION = "/reportes/autoevaluacion/2024/"


@pytest.fixture(autouse=True)
def _plan(taller: Actividad) -> None:
    """There is a plan 2023-2025 to evaluate."""


def escrita(version: int = 0, **campos: Any) -> dict[str, Any]:
    return {
        "version": version, "fecha": "2024-12-01", "instituciones": "Instituto de Migración",
        "facilitadores": "", "barreras": "La rotación", "lecciones": "", "accion": "guardar",
        **campos,
    }  # fmt: skip


# --- Writing -------------------------------------------------------------------------------------


def test_mirar_no_crea_nada(duena: Usuario) -> None:
    pagina = entrar(duena).get(DIRECCION)
    assert "Sin empezar" in texto(pagina)
    assert not Autoevaluacion.objects.exists()


def test_guarda_borrador_y_termina(duena: Usuario) -> None:
    cliente = entrar(duena)
    assert cliente.post(DIRECCION, escrita(fecha="")).status_code == 302
    suya = Autoevaluacion.objects.get()
    assert (suya.pais.codigo, suya.anio, suya.estado) == ("hn", 2024, "borrador")
    falta = cliente.post(DIRECCION, escrita(version=suya.version, fecha="", accion="terminar"))
    assert "Escriba la fecha en que se hizo" in texto(falta)
    assert titulo(falta).strip().startswith("Error:")
    respuesta = cliente.post(DIRECCION, escrita(version=suya.version, accion="terminar"))
    assert respuesta.status_code == 302
    suya.refresh_from_db()
    assert (suya.estado, suya.terminada_por, suya.fecha) == (
        "terminada", duena, dt.date(2024, 12, 1),
    )  # fmt: skip
    assert '<textarea name="barreras"' not in cliente.get(DIRECCION).content.decode()


@pytest.mark.parametrize(
    ("cambio", "frase"),
    [
        ({"fecha": ""}, "Escriba la fecha"),
        ({"instituciones": " "}, "Escriba qué instituciones"),
        ({"barreras": " "}, "al menos los factores facilitadores"),
        ({"fecha": "31/02/2024"}, "Escriba una fecha que exista"),
        ({"fecha": "2023-05-01"}, "no puede ser de un año anterior"),
        ({"fecha": "2999-05-01"}, "no puede estar en el futuro"),
    ],
)
def test_no_termina_sin_lo_necesario(duena: Usuario, cambio: dict[str, str], frase: str) -> None:
    pagina = entrar(duena).post(DIRECCION, escrita(accion="terminar", lecciones="", **cambio))
    assert frase in texto(pagina)
    assert not Autoevaluacion.objects.exists()


def test_lo_de_la_otra_no_se_pierde(duena: Usuario) -> None:
    """Two people of the country save the same version: both texts are on the page."""
    suya = crear_autoevaluacion(barreras="Lo de Ana")
    eva = entrar(focal("hn", nombre="Eva"))
    assert eva.post(DIRECCION, escrita(version=1, barreras="Lo de Eva")).status_code == 302
    choque = entrar(duena).post(DIRECCION, escrita(version=1, barreras="Lo nuevo de Ana"))
    assert choque.status_code == 409
    assert "Lo de Eva" in texto(choque)
    assert "Lo nuevo de Ana" in texto(choque)
    assert "La guardó Eva" in texto(choque)
    suya.refresh_from_db()
    assert suya.barreras == "Lo de Eva"
    version = choque.context["form"]["version"].value()
    assert (
        entrar(duena)
        .post(DIRECCION, escrita(version=version, barreras="Lo nuevo de Ana"))
        .status_code
        == 302
    )


def test_si_la_otra_termino_se_ve_lo_escrito(duena: Usuario) -> None:
    crear_autoevaluacion()
    eva = entrar(focal("hn", nombre="Eva"))
    eva.post(DIRECCION, escrita(version=1, accion="terminar"))
    suya = Autoevaluacion.objects.get()
    with pytest.raises(operaciones.Conflicto):
        operaciones.guardar_autoevaluacion(autoevaluacion=suya, version=1, por=duena)
    with pytest.raises(PermissionDenied, match="está terminada"):
        operaciones.guardar_autoevaluacion(autoevaluacion=suya, version=2, por=duena)
    tarde = entrar(duena).post(DIRECCION, escrita(version=1, barreras="Lo de Ana, tarde"))
    assert tarde.status_code == 409
    assert "Lo de Ana, tarde" in texto(tarde)


def test_en_otra_ventana_guardo_la_misma(duena: Usuario) -> None:
    """The page does not say that it was somebody else."""
    cliente = entrar(duena)
    cliente.post(DIRECCION, escrita())
    choque = texto(cliente.post(DIRECCION, escrita(barreras="Otra")))
    assert "Usted guardó esta página en otra ventana" in choque
    assert "Otra persona" not in choque
    suya = Autoevaluacion.objects.get()
    terminar = escrita(version=suya.version, accion="terminar")
    assert cliente.post(DIRECCION, terminar).status_code == 302
    tarde = cliente.post(DIRECCION, escrita(version=suya.version, barreras="Tarde"))
    assert tarde.status_code == 409
    assert titulo(tarde).startswith("Error:")
    assert "usted terminó la autoevaluación en otra ventana" in texto(tarde)
    assert "Tarde" in texto(tarde)


def test_dos_clics_guardan_una_vez(duena: Usuario) -> None:
    cliente = entrar(duena)
    for accion in ("guardar", "terminar"):
        version = Autoevaluacion.objects.first().version if accion == "terminar" else 0
        for _ in range(2):
            datos = escrita(version=version, accion=accion)
            assert cliente.post(DIRECCION, datos).status_code == 302
    assert Autoevaluacion.objects.get().version == 2
    suya = crear_propuesta(crear_autoevaluacion(anio=2023))
    datos = {"version": operaciones.version_de(suya), "obstaculo": suya.obstaculo,
             "propuesta": suya.propuesta, "estado": "hecha"}  # fmt: skip
    for _ in range(2):
        respuesta = cliente.post(f"/reportes/autoevaluacion/propuestas/{suya.pk}/", datos)
        assert respuesta.status_code == 302
    assert suya.history.count() == 2
    crear_autoevaluacion(anio=2025)
    for _ in range(2):
        datos |= {"version": 0, "obstaculo": "Sin transporte"}
        nueva = "/reportes/autoevaluacion/2025/propuestas/nueva/"
        assert cliente.post(nueva, datos).status_code == 302
    assert Propuesta.objects.filter(obstaculo="Sin transporte").count() == 1


def test_terminar_lo_que_otra_dejo_igual_no_se_calla(duena: Usuario) -> None:
    """Nobody believes that she has finished what is a draft still."""
    entrar(focal("hn")).post(DIRECCION, escrita())
    respuesta = entrar(duena).post(DIRECCION, escrita(accion="terminar"))
    assert respuesta.status_code == 409


def test_dos_que_empiezan_a_la_vez(duena: Usuario) -> None:
    cliente = entrar(duena)
    cliente.post(DIRECCION, escrita())
    assert cliente.post(DIRECCION, escrita(barreras="Otra")).status_code == 409
    assert Autoevaluacion.objects.count() == 1


def test_reabrir_pide_motivo(duena: Usuario) -> None:
    suya = crear_autoevaluacion(terminada=True)
    cliente = entrar(duena)
    assert "Escriba por qué la abre" in texto(cliente.post(DIRECCION + "reabrir/", {"motivo": " "}))
    cliente.post(DIRECCION + "reabrir/", {"motivo": "Faltó una institución"})
    suya.refresh_from_db()
    assert suya.estado == "borrador"
    assert "Faltó una institución" in suya.history.first().history_change_reason


# --- Who -----------------------------------------------------------------------------------------


def test_lo_de_otro_pais_no_existe(duena: Usuario) -> None:
    suya = crear_autoevaluacion(crear_pais("hn"))
    propuesta = crear_propuesta(suya)
    ajena = entrar(focal("gt"))
    for direccion in (
        f"{DIRECCION}?pais=hn", "/reportes/autoevaluacion/?pais=hn",
        f"/reportes/autoevaluacion/propuestas/{propuesta.pk}/",
        f"{DIRECCION}propuestas/nueva/?pais=hn",
    ):  # fmt: skip
        assert ajena.get(direccion).status_code == 404
        assert ajena.post(direccion, escrita()).status_code in (404, 405)
    assert entrar(crear_usuario()).get(DIRECCION).status_code == 404


@pytest.mark.parametrize("anio", [2022, 2026, 9999, 0])
def test_un_anio_fuera_del_plan_no_existe(duena: Usuario, anio: int) -> None:
    assert entrar(duena).get(f"/reportes/autoevaluacion/{anio}/").status_code == 404


def test_quien_revisa_y_quien_colabora_leen(taller: Actividad) -> None:
    suya = crear_autoevaluacion(crear_pais("hn"))
    for persona in (secretaria(), presidencia(), crear_colaborador(taller)):
        cliente = entrar(persona)
        pagina = cliente.get(f"{DIRECCION}?pais=hn")
        assert "La rotación del personal" in texto(pagina)
        assert "Subir evidencias" not in texto(pagina)
        assert "Añadir una propuesta" not in texto(pagina)
        assert cliente.post(f"{DIRECCION}?pais=hn", escrita(version=1)).status_code == 403
        subir = f"/reportes/autoevaluacion/{suya.pk}/evidencias/"
        assert cliente.post(subir, {}).status_code == 403
    suya.refresh_from_db()
    assert suya.version == 1


# --- Proposals -----------------------------------------------------------------------------------


def test_anade_cambia_y_sigue_una_propuesta(duena: Usuario) -> None:
    crear_autoevaluacion()
    cliente = entrar(duena)
    nueva = f"{DIRECCION}propuestas/nueva/"
    datos = {"version": 0, "obstaculo": "Rotación", "propuesta": "Formar cada semestre",
             "plazo": "2030-06-30", "estado": "propuesta"}  # fmt: skip
    assert "Escriba qué se propone" in texto(cliente.post(nueva, datos | {"propuesta": " "}))
    assert cliente.post(nueva, datos).status_code == 302
    suya = Propuesta.objects.get()
    version = operaciones.version_de(suya)
    direccion = f"/reportes/autoevaluacion/propuestas/{suya.pk}/"
    cambio = datos | {"version": version, "estado": "en_curso", "seguimiento": "Empezó"}
    assert cliente.post(direccion, cambio).status_code == 302
    choque = cliente.post(direccion, cambio | {"seguimiento": "Otra cosa"})
    assert choque.status_code == 409
    assert "Usted guardó esta página en otra ventana" in texto(choque)
    ajena = entrar(focal("hn")).post(direccion, cambio | {"seguimiento": "De otra"})
    assert "Otra persona guardó esta página" in texto(ajena)
    assert "Empezó" in texto(choque)
    assert "Otra cosa" in texto(choque)
    suya.refresh_from_db()
    assert (suya.estado, suya.seguimiento) == ("en_curso", "Empezó")


def test_terminada_solo_se_da_seguimiento(duena: Usuario) -> None:
    suya = crear_propuesta(crear_autoevaluacion(terminada=True))
    cliente = entrar(duena)
    direccion = f"/reportes/autoevaluacion/propuestas/{suya.pk}/"
    assert 'name="obstaculo"' not in cliente.get(direccion).content.decode()
    datos = {"version": operaciones.version_de(suya), "estado": "hecha", "seguimiento": "Se hizo",
             "obstaculo": "Otro"}  # fmt: skip
    assert cliente.post(direccion, datos).status_code == 302
    suya.refresh_from_db()
    assert (suya.estado, suya.obstaculo) == ("hecha", "Rotación")
    suya.obstaculo = "Otro"
    with pytest.raises(PermissionDenied, match="está terminada"):
        operaciones.guardar_propuesta(
            propuesta=suya, version=operaciones.version_de(suya), por=duena
        )
    assert cliente.get(f"{DIRECCION}propuestas/nueva/").status_code == 404


def test_la_lista_dice_lo_que_falta_por_cumplir(duena: Usuario) -> None:
    suya = crear_autoevaluacion(terminada=True)
    crear_propuesta(suya, obstaculo="Sin transporte", plazo=dt.date(2025, 1, 1))
    crear_propuesta(suya, obstaculo="Ya resuelto", estado="hecha")
    pagina = texto(entrar(duena).get("/reportes/autoevaluacion/"))
    assert "Sin transporte" in pagina
    assert "Plazo vencido" in pagina
    assert "Ya resuelto" not in pagina


# --- The ST's board ------------------------------------------------------------------------------


def test_el_tablero_dice_quien_ha_terminado() -> None:
    crear_autoevaluacion(crear_pais("hn"), terminada=True)
    crear_autoevaluacion(crear_pais("gt"))
    st = crear_usuario("", "Secretaría Técnica", is_staff=True)
    pagina = texto(entrar(st).get("/admin/planes/autoevaluacion/"))
    filas = pagina[pagina.index("Quién se ha evaluado") :]
    assert "País HN Sin empezar Terminada Sin empezar" in filas
    assert "País GT Sin empezar Borrador Sin empezar" in filas


def test_las_propuestas_se_filtran_y_se_exportan() -> None:
    suya = crear_autoevaluacion(crear_pais("hn"), terminada=True)
    crear_propuesta(suya, obstaculo="=1+1", plazo=dt.date(2025, 1, 1))
    crear_propuesta(suya, obstaculo="Hecho ya", estado="hecha", plazo=dt.date(2025, 1, 1))
    st = entrar(crear_usuario("", "Secretaría Técnica", is_staff=True))
    lista = "/admin/planes/propuesta/"
    vencidas = st.get(f"{lista}export/?formato=csv&seguimiento=vencidas").content.decode(
        "utf-8-sig"
    )
    assert "'=1+1" in vencidas
    assert "Hecho ya" not in vencidas
    assert "Hecho ya" in st.get(f"{lista}export/?formato=csv").content.decode("utf-8-sig")
    assert st.get(f"{lista}export/?formato=xlsx").content[:2] == b"PK"
    assert st.get(f"{lista}import/").status_code == 403


def consultas(cliente: Any, direccion: str) -> int:
    with CaptureQueriesContext(connection) as captura:
        assert cliente.get(direccion).status_code == 200
    return len(captura)


def test_tablero_y_lista_cuestan_lo_mismo_con_mas_paises(duena: Usuario) -> None:
    st = entrar(crear_usuario("", "Secretaría Técnica", is_staff=True))
    crear_propuesta(crear_autoevaluacion())
    direcciones = (
        "/admin/planes/autoevaluacion/", "/admin/planes/propuesta/", "/admin/planes/colaboracion/"
    )  # fmt: skip
    antes = [consultas(st, d) for d in direcciones]
    for codigo in ("gt", "sv", "cr"):
        crear_propuesta(crear_autoevaluacion(crear_pais(codigo)))
    despues = [consultas(st, d) for d in direcciones]
    # A filter lists its countries in one query, however many.
    assert [d - a for a, d in zip(antes, despues, strict=True)] == [0, 0, 0]
