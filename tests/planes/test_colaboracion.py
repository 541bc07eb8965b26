"""Sharing activities with a colleague: who may invite whom, and what the colleague can do."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actores.models import Organizacion, Usuario
from actores.operaciones import dar_de_baja, grupo
from actores.roles import COLABORADOR, OBSERVADOR, PRESIDENCIA, SECRETARIA_TECNICA
from planes import operaciones, permisos
from planes.models import Actividad, Colaboracion, Observacion, Reporte
from tests.crear import (
    crear_accion,
    crear_actividad,
    crear_colaborador,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_reporte,
    crear_usuario,
)
from tests.planes.gente import HOY, entrar, focal, hoja, ruta, ruta_actividad, secretaria, texto

pytestmark = pytest.mark.django_db


@pytest.fixture
def otra(taller: Actividad) -> Actividad:
    """An activity that was not shared."""
    meta = crear_meta("2.2.1", crear_actividad("2.2", taller.objetivo))
    crear_indicador(meta, crear_dato("foros"))
    return meta.actividades.get()


@pytest.fixture
def ayuda(taller: Actividad) -> Usuario:
    """Helps Honduras with activity 2.1."""
    return crear_colaborador(taller, nombre="Sol")


def invitar(por: Usuario, taller: Actividad, **extra: Any) -> Colaboracion:
    campos = {
        "correo": "sol@ministerio.example", "nombre": "Sol", "idioma": "es",
        "pais": crear_pais("hn"), "actividades": [taller], **extra,
    }  # fmt: skip
    return operaciones.invitar_colaborador(por=por, **campos)


# --- What she can do -----------------------------------------------------------------------------


@pytest.mark.parametrize("estado", Reporte.Estado.values)
def test_llena_lo_suyo_y_nada_mas(
    ayuda: Usuario, taller: Actividad, otra: Actividad, estado: str
) -> None:
    reporte = crear_reporte(estado=estado)
    abierto = estado in ("borrador", "observado")
    assert permisos.actos_de(ayuda, reporte) == (["guardar"] if abierto else [])
    assert permisos.puede_llenar(ayuda, reporte, taller) is abierto
    assert not permisos.puede_llenar(ayuda, reporte, otra)
    assert not permisos.puede_llenar(ayuda, reporte)
    ajeno = crear_reporte(crear_pais("gt"), estado=estado)
    assert not permisos.puede_llenar(ayuda, ajeno, taller)
    regional = crear_reporte(regional=True, estado=estado)
    assert not permisos.puede_llenar(ayuda, regional, taller)


def test_quien_reporta_llena_todo(duena: Usuario, taller: Actividad, reporte: Reporte) -> None:
    """Even when she was also made a collaborator for one activity."""
    crear_colaboracion_de(duena, taller)
    assert permisos.puede_llenar(duena, reporte)
    assert permisos.puede_llenar(secretaria(), reporte)


def crear_colaboracion_de(persona: Usuario, *actividades: Actividad) -> Colaboracion:
    colaboracion = Colaboracion.objects.create(
        usuario=persona, pais=crear_pais("hn"), invitado_por=persona, desde=HOY
    )
    colaboracion.actividades.set(actividades)
    persona.groups.add(grupo(COLABORADOR))
    return colaboracion


def test_guarda_su_pagina_y_no_otra(
    ayuda: Usuario, taller: Actividad, otra: Actividad, reporte: Reporte
) -> None:
    cliente = entrar(ayuda)
    suya = cliente.post(ruta_actividad(reporte, taller), hoja(logros="Cuatro"))
    assert suya.status_code == 302
    for direccion in (
        ruta_actividad(reporte, otra),
        ruta_actividad(reporte, otra) + "autoguardar/",
    ):
        ajena = cliente.post(direccion, hoja(logros="No"))
        assert ajena.status_code == 403
    assert list(reporte.avances.values_list("actividad__codigo", "logros")) == [("2.1", "Cuatro")]
    pagina = cliente.get(ruta_actividad(reporte, otra))
    assert "Usted colabora en algunas actividades" in texto(pagina)
    assert "<textarea" not in pagina.content.decode()
    assert "Subir evidencias" not in texto(pagina)
    assert "Subir evidencias" in texto(cliente.get(ruta_actividad(reporte, taller)))


def test_las_operaciones_tampoco_la_dejan(
    ayuda: Usuario, otra: Actividad, reporte: Reporte
) -> None:
    with pytest.raises(PermissionDenied, match="Usted colabora en algunas"):
        operaciones.guardar_respuestas(
            reporte=reporte, actividad=otra, version=0, textos={"logros": "x"}, entradas={},
            por=ayuda,
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        operaciones.explicar(reporte=reporte, textos={}, por=ayuda)
    with pytest.raises(PermissionDenied):
        operaciones.enviar(reporte=reporte, por=ayuda)


def test_no_sube_evidencia_a_lo_ajeno(
    ayuda: Usuario, taller: Actividad, otra: Actividad, reporte: Reporte
) -> None:
    cliente = entrar(ayuda)
    suya = cliente.get(ruta_actividad(reporte, taller) + "evidencias/")
    assert 'name="archivos"' in suya.content.decode()
    assert cliente.post(ruta_actividad(reporte, otra) + "evidencias/", {}).status_code == 403


def test_no_envia_ni_retira_ni_corrige(ayuda: Usuario, taller: Actividad) -> None:
    for estado, acto in (
        ("borrador", "comprobar"),
        ("enviado", "retirar"),
        ("aprobado", "corregir"),
    ):
        reporte = crear_reporte(estado=estado, version=1 + Reporte.objects.count())
        entrar(ayuda).post(ruta(reporte, f"{acto}/"), {"motivo": "x"})
        reporte.refresh_from_db()
        assert reporte.estado == estado
        assert not hasattr(reporte, "sustituido_por")


def test_encuentra_primero_lo_suyo(
    ayuda: Usuario, taller: Actividad, otra: Actividad, reporte: Reporte
) -> None:
    inicio = texto(entrar(ayuda).get("/reportes/"))
    assert "De las actividades en las que colabora ha llenado 0 de 1" in inicio
    assert "Ir a la primera que falta: 2.1" in inicio
    pagina = texto(entrar(ayuda).get(ruta(reporte)))
    assert pagina.index("Sus actividades") < pagina.index("Objetivo 2")
    assert "ha llenado 0 de 1 ." in pagina  # of hers, as on the home page; the report asks two
    assert "0 de 2" not in pagina
    assert "Comprobar y enviar" not in pagina


def test_de_lo_aprobado_no_le_pide_lo_que_no_puede(ayuda: Usuario, taller: Actividad) -> None:
    """Only her focal point corrects, and only she asks for more time."""
    reporte = crear_reporte(estado="aprobado")
    pagina = texto(entrar(ayuda).get(ruta(reporte)))
    assert "solo se cambia con una corrección" in pagina
    assert "pida" not in pagina
    accion = crear_accion(reporte.pais, fecha=dt.date(reporte.periodo.anio, 9, 1))
    assert "pida" not in texto(entrar(ayuda).get(f"/reportes/registro/accion/{accion.referencia}/"))


def test_sin_reporte_empezado_espera(ayuda: Usuario, taller: Actividad) -> None:
    pagina = entrar(ayuda).get("/reportes/")
    assert "Su punto focal todavía no empieza el reporte" in texto(pagina)
    assert "Empezar el reporte" not in texto(pagina)
    periodo = taller.plan.periodos.get()
    assert entrar(ayuda).post(f"/reportes/iniciar/{periodo.pk}/hn/").status_code == 404


def test_de_otro_pais_nada_existe(taller: Actividad, reporte: Reporte) -> None:
    ajena = entrar(crear_colaborador(taller, pais=crear_pais("gt")))
    for que in ("", "actividades/2.1/", "comprobar/", "actividades/2.1/evidencias/"):
        assert ajena.get(ruta(reporte, que)).status_code == 404


def test_ve_solo_las_observaciones_de_lo_suyo(
    ayuda: Usuario, taller: Actividad, otra: Actividad
) -> None:
    reporte = crear_reporte(estado="observado")
    for actividad, frase in ((taller, "De los talleres"), (otra, "De los foros")):
        Observacion.objects.create(
            reporte=reporte, actividad=actividad, texto=frase, autor=crear_usuario()
        )
    inicio = texto(entrar(ayuda).get("/reportes/"))
    assert "De los talleres" in inicio
    assert "De los foros" not in inicio
    assert "Le devolvieron 1 actividad con observaciones" in inicio
    detalle = texto(entrar(ayuda).get(ruta(reporte)))
    assert "Le devolvieron 1 actividad" in detalle
    assert "vuelva a enviar" not in detalle
    del_foro = reporte.observaciones.get(actividad=otra)
    assert not operaciones.puede_responder(ayuda, del_foro)
    assert operaciones.puede_responder(ayuda, reporte.observaciones.get(actividad=taller))


def test_la_observacion_dice_de_que_oficio_y_cuando(ayuda: Usuario, taller: Actividad) -> None:
    reporte = crear_reporte(estado="observado")
    for rol, frase in ((SECRETARIA_TECNICA, "Falta el acta"), (PRESIDENCIA, "Falta el lugar")):
        Observacion.objects.create(
            reporte=reporte, actividad=taller, texto=frase, autor=crear_usuario("", rol),
            creada_en=dt.datetime(2025, 5, 3, 18, tzinfo=dt.UTC),
        )  # fmt: skip
    pagina = texto(entrar(ayuda).get(ruta_actividad(reporte, taller)))
    assert "observación: Secretaría Técnica, 3 de mayo de 2025 «Falta el acta»" in pagina
    assert "observación: Presidencia Pro Témpore, 3 de mayo de 2025 «Falta el lugar»" in pagina


# --- Inviting ------------------------------------------------------------------------------------


def test_invita_a_una_persona_nueva(
    duena: Usuario, taller: Actividad, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        nueva = invitar(duena, taller, idioma="en", correo="Sol@Ministerio.example")
    persona = nueva.usuario
    assert (persona.correo, persona.is_staff) == ("sol@ministerio.example", False)
    assert [g.name for g in persona.groups.all()] == [COLABORADOR]
    assert not persona.has_usable_password()
    carta = mail.outbox[0]
    assert carta.to == ["sol@ministerio.example"]
    assert "2.1" in carta.body
    enlace = re.search(r"/(?:en/)?cuenta/invitacion/\S+", carta.body)
    assert enlace is not None
    cliente = entrar(crear_usuario())
    assert cliente.get(enlace[0], follow=True).status_code == 200
    assert nueva.history.first().history_user == duena


@pytest.mark.parametrize("quien", ["ajena", "st", "colega que colabora"])
def test_solo_el_punto_focal_del_pais_invita(quien: str, taller: Actividad) -> None:
    por = {"ajena": lambda: focal("gt"), "st": secretaria}.get(
        quien, lambda: crear_colaborador(taller)
    )()
    with pytest.raises(PermissionDenied):
        invitar(por, taller)
    assert not Usuario.objects.filter(nombre="Sol").exists()
    assert entrar(por).get("/reportes/colaboradores/").status_code == (
        200 if quien == "ajena" else 404
    )


def cuenta(quien: str, taller: Actividad) -> Usuario:
    """Somebody who has an account already."""
    hn = crear_pais("hn")
    correo = "sol@ministerio.example"
    if quien == "colabora ya":
        return crear_colaborador(taller, correo=correo)
    if quien == "focal del país":
        return crear_usuario(correo, pais=hn)
    if quien == "colaboradora de otro país":
        return crear_colaborador(taller, pais=crear_pais("gt"), correo=correo)
    if quien == "focal de otro país":
        return crear_usuario(correo, pais=crear_pais("gt"))
    if quien == "entra al panel":
        return crear_usuario(correo, OBSERVADOR, is_staff=True)
    if quien == "cerrada":
        return crear_usuario(correo, is_active=False)
    return crear_usuario(correo)


AJENAS = [
    "colaboradora de otro país",
    "focal de otro país",
    "entra al panel",
    "cerrada",
    "sin país",
]


@pytest.mark.parametrize("quien", AJENAS)
def test_de_una_cuenta_ajena_no_se_dice_de_quien_es(
    quien: str, duena: Usuario, taller: Actividad
) -> None:
    cuenta(quien, taller)
    with pytest.raises(ValidationError) as error:
        invitar(duena, taller)
    assert "ya se usa en el portal" in error.value.message_dict["correo"][0]
    assert Colaboracion.objects.filter(pais__codigo="hn").count() == 0


@pytest.mark.parametrize(
    ("quien", "frase"), [("colabora ya", "ya colabora"), ("focal del país", "es punto focal")]
)
def test_de_una_del_pais_se_dice_que_es(
    quien: str, frase: str, duena: Usuario, taller: Actividad
) -> None:
    cuenta(quien, taller)
    with pytest.raises(ValidationError) as error:
        invitar(duena, taller, correo=" SOL@ministerio.example ")
    assert frase in error.value.message_dict["correo"][0]


def test_una_cuenta_del_mismo_pais_puede_colaborar(
    duena: Usuario, taller: Actividad, django_capture_on_commit_callbacks: Any
) -> None:
    organismo = Organizacion.objects.create(
        codigo="dinaf", nombre="Organismo", tipo="entidad_estatal", pais=crear_pais("hn")
    )
    persona = crear_usuario("sol@ministerio.example", organizacion=organismo)
    with django_capture_on_commit_callbacks(execute=True):
        invitar(duena, taller)
    assert persona.has_usable_password()
    assert "/reportes/" in mail.outbox[0].body
    assert "/invitacion/" not in mail.outbox[0].body
    assert entrar(Usuario.objects.get(pk=persona.pk)).get("/reportes/mi-pais/").status_code == 200


def test_hay_que_elegir_actividades(duena: Usuario, taller: Actividad) -> None:
    with pytest.raises(ValidationError, match="Elija al menos una actividad"):
        invitar(duena, taller, actividades=[])
    assert not Usuario.objects.filter(nombre="Sol").exists()


# --- Changing, ending ----------------------------------------------------------------------------


def test_terminar_es_de_inmediato(ayuda: Usuario, duena: Usuario, reporte: Reporte) -> None:
    cliente = entrar(ayuda)
    assert cliente.get(ruta(reporte)).status_code == 200
    for _vez in range(2):
        operaciones.terminar_colaboracion(colaboracion=ayuda.colaboraciones.get(), por=duena)
    assert cliente.get(ruta(reporte)).status_code == 404
    assert ayuda.colaboraciones.get().history.filter(history_change_reason="terminar").count() == 1


def test_invitada_y_terminada_el_mismo_dia(
    duena: Usuario, taller: Actividad, otra: Actividad
) -> None:
    """Invited again she has what she was given now, and nothing of this morning's."""
    primera = invitar(duena, taller)
    operaciones.terminar_colaboracion(colaboracion=primera, por=duena)
    persona = Usuario.objects.get(pk=primera.usuario_id)
    assert permisos.actividades_de(persona, primera.pais_id) == frozenset()
    # An invitation that nobody used belongs to the country all the same.
    invitar(duena, taller, actividades=[otra])
    persona = Usuario.objects.get(pk=persona.pk)
    assert permisos.actividades_de(persona, primera.pais_id) == {otra.pk}


def test_cambiar_lo_que_llena(
    ayuda: Usuario, duena: Usuario, taller: Actividad, otra: Actividad, reporte: Reporte
) -> None:
    suya = ayuda.colaboraciones.get()
    direccion = f"/reportes/colaboradores/{suya.pk}/"
    vacia = entrar(duena).post(direccion, {})
    assert "Elija al menos una actividad" in texto(vacia)
    assert entrar(duena).post(direccion, {"actividades": [otra.pk]}).status_code == 302
    assert list(suya.actividades.all()) == [otra]
    assert entrar(focal("gt")).post(direccion, {"actividades": [taller.pk]}).status_code == 404
    assert entrar(ayuda).get(direccion).status_code == 404


def test_la_cuenta_cerrada_deja_de_colaborar(ayuda: Usuario) -> None:
    dar_de_baja(persona=ayuda, por=secretaria())
    assert not ayuda.colaboraciones.filter(hasta__isnull=True).exists()


# --- The pages -----------------------------------------------------------------------------------


def test_la_pagina_invita(duena: Usuario, taller: Actividad) -> None:
    cliente = entrar(duena)
    vacia = cliente.post("/reportes/colaboradores/invitar/", {})
    for frase in ("Escriba el correo", "Escriba el nombre", "Elija al menos una actividad"):
        assert frase in texto(vacia)
    datos = {"correo": "sol@ministerio.example", "nombre": "Sol", "idioma": "es",
             "actividades": [taller.pk]}  # fmt: skip
    assert cliente.post("/reportes/colaboradores/invitar/", datos).status_code == 302
    lista = texto(cliente.get("/reportes/colaboradores/"))
    assert "Sol" in lista
    assert "todavía no define su contraseña" in lista
    otra_vez = cliente.post("/reportes/colaboradores/invitar/", datos)
    assert "ya colabora con su país" in texto(otra_vez)
    assert Colaboracion.objects.count() == 1


def test_invitar_otra_vez_solo_a_quien_no_ha_entrado(
    duena: Usuario, taller: Actividad, django_capture_on_commit_callbacks: Any
) -> None:
    nueva = invitar(duena, taller)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        entrar(duena).post(f"/reportes/colaboradores/{nueva.pk}/reinvitar/")
    assert len(mail.outbox) == 1
    nueva.usuario.set_password("una frase de varias palabras")
    nueva.usuario.save()
    with django_capture_on_commit_callbacks(execute=True):
        respuesta = entrar(duena).post(
            f"/reportes/colaboradores/{nueva.pk}/reinvitar/", follow=True
        )
    assert "ya definió su contraseña" in texto(respuesta)
    assert len(mail.outbox) == 1


def test_la_lista_cuesta_lo_mismo_con_muchos(duena: Usuario, taller: Actividad) -> None:
    cliente = entrar(duena)
    crear_colaborador(taller)

    def consultas() -> int:
        with CaptureQueriesContext(connection) as captura:
            assert cliente.get("/reportes/colaboradores/").status_code == 200
        return len(captura)

    una = consultas()
    for n in range(4):
        crear_colaborador(taller, correo=f"c{n}@demo.example")
    assert consultas() == una <= 11


def test_termino_ayer(ayuda: Usuario, reporte: Reporte) -> None:
    ayuda.colaboraciones.update(hasta=HOY - dt.timedelta(days=1))
    assert entrar(ayuda).get(ruta(reporte)).status_code == 404
