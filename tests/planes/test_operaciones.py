"""Every write with consequences: what it changes, what it refuses, whom it tells."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from planes import operaciones
from planes.entrada import Entrada
from planes.models import Actividad, Avance, Categoria, Dato, Reporte, Valor
from tests.crear import (
    crear_avance,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_periodo,
    crear_plan,
    crear_reporte,
    crear_valor,
    explicar,
)
from tests.planes.gente import entrar, focal, presidencia, ruta, secretaria, texto

pytestmark = pytest.mark.django_db


@pytest.fixture
def personas() -> Dato:
    dato = crear_dato("personas", tipo="personas", partes={"sexo": ["mujeres", "hombres"]})
    crear_indicador(crear_meta(), dato)
    return dato


@pytest.fixture
def actividad(personas: Dato) -> Actividad:
    return personas.indicadores.get().actividad


@pytest.fixture
def reporte(actividad: Actividad) -> Reporte:
    return crear_reporte(crear_pais("hn"))


@pytest.fixture
def guardar(reporte: Reporte, actividad: Actividad) -> Callable[..., Avance]:
    def hacer(version: int = 0, por: Any = None, entradas: Any = None, **textos: Any) -> Avance:
        return operaciones.guardar_respuestas(
            reporte=reporte,
            actividad=actividad,
            version=version,
            textos={"estado": "en_curso", **textos},
            entradas=entradas or {},
            por=por or focal("hn"),
        )

    return hacer


@pytest.fixture
def entregar(django_capture_on_commit_callbacks: Any) -> Callable[..., list[str]]:
    """Runs an operation with its mails; answers with the addresses, sorted."""

    def hacer(operacion: Callable[..., Any], **argumentos: Any) -> list[str]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            operacion(**argumentos)
        return sorted(m.to[0] for m in mail.outbox)

    return hacer


def enviado(reporte: Reporte, por: Any) -> Reporte:
    """A complete report, sent by that person."""
    for dato in Dato.objects.all():
        crear_valor(reporte, dato, 0)
    for actividad in Actividad.objects.all():
        crear_avance(reporte, actividad, terminada=True)
    return operaciones.enviar(reporte=reporte, por=por)


# --- Starting ----------------------------------------------------------------------------------


def test_iniciar_dos_veces_es_el_mismo_reporte() -> None:
    periodo, pais, ana = crear_periodo(), crear_pais("hn"), focal("hn")
    uno = operaciones.iniciar_reporte(periodo=periodo, pais=pais, por=ana)
    assert operaciones.iniciar_reporte(periodo=periodo, pais=pais, por=focal("hn")) == uno
    assert uno.history.get().history_user == ana


def test_iniciar_da_la_ultima_version() -> None:
    viejo = crear_reporte(crear_pais("hn"), estado="aprobado")
    nuevo = crear_reporte(crear_pais("hn"), version=2, sustituye=viejo)
    assert (
        operaciones.iniciar_reporte(periodo=viejo.periodo, pais=viejo.pais, por=focal("hn"))
        == nuevo
    )


def test_sobre_la_estrategia_no_se_reporta_por_semestre() -> None:
    periodo = crear_periodo(crear_plan("estrategia", tipo="estrategia"))
    with pytest.raises(PermissionDenied, match="no se reporta por semestre"):
        operaciones.iniciar_reporte(periodo=periodo, pais=crear_pais("hn"), por=focal("hn"))


# --- Saving ------------------------------------------------------------------------------------


def test_guardar_y_cambiar_deja_historia(guardar: Any, personas: Dato) -> None:
    ana = focal("hn")
    mujeres, hombres = Categoria.objects.order_by("orden")
    guardar(
        por=ana,
        logros="Uno",
        entradas={
            personas: Entrada(
                numero=Decimal(3), partes={mujeres.pk: Decimal(2), hombres.pk: Decimal(1)}
            )
        },
    )
    avance = guardar(
        1,
        por=ana,
        logros="Dos",
        entradas={personas: Entrada(numero=Decimal(2), partes={mujeres.pk: Decimal(2)})},
    )
    assert (avance.version, avance.actualizado_por) == (2, ana)
    valor = Valor.objects.get()
    assert valor.numero == 2
    assert [(p.categoria, p.numero) for p in valor.partes.all()] == [(mujeres, 2)]
    assert [h.history_user for h in valor.history.all()] == [ana, ana]
    assert [h.logros for h in avance.history.all()] == ["Dos", "Uno"]


def test_lo_que_no_cambia_no_deja_historia(guardar: Any, personas: Dato) -> None:
    entradas = {personas: Entrada(numero=Decimal(3))}
    guardar(entradas=entradas)
    guardar(1, logros="Otra cosa", entradas=entradas)
    assert Valor.history.count() == 1


def test_una_entrada_vacia_quita_el_valor(guardar: Any, personas: Dato) -> None:
    guardar(entradas={personas: Entrada(numero=Decimal(3))})
    guardar(1, entradas={personas: Entrada()})
    assert not Valor.objects.exists()
    assert Valor.history.first().history_type == "-"


def test_lo_que_no_se_manda_se_queda(guardar: Any, personas: Dato) -> None:
    guardar(entradas={personas: Entrada(numero=Decimal(3))})
    guardar(1)
    assert Valor.objects.get().numero == 3


def test_un_dato_pasa_a_no_disponible(guardar: Any, personas: Dato) -> None:
    mujeres = Categoria.objects.first()
    guardar(entradas={personas: Entrada(numero=Decimal(3), partes={mujeres.pk: Decimal(3)})})
    guardar(1, entradas={personas: Entrada(ausencia="no_disponible", nota="Nadie lo lleva")})
    valor = Valor.objects.get()
    assert (valor.numero, valor.ausencia, valor.partes.count()) == (None, "no_disponible", 0)


@pytest.mark.parametrize("version", [0, 2, 99])
def test_otra_version_es_un_conflicto_y_no_escribe(
    guardar: Any, personas: Dato, version: int
) -> None:
    guardar(logros="Uno")
    with pytest.raises(operaciones.Conflicto) as conflicto:
        guardar(version, logros="Dos", entradas={personas: Entrada(numero=Decimal(9))})
    assert conflicto.value.actual == Avance.objects.get()
    assert Avance.objects.get().logros == "Uno"
    assert not Valor.objects.exists()


@pytest.mark.parametrize("estado", ["enviado", "aprobado"])
def test_lo_enviado_no_se_escribe(guardar: Any, reporte: Reporte, estado: str) -> None:
    ana = focal("hn")
    Reporte.objects.filter(pk=reporte.pk).update(
        estado=estado,
        enviado_por=ana,
        enviado_en=reporte.creado_en,
        revisado_por=secretaria(),
        revisado_en=reporte.creado_en,
    )
    with pytest.raises(PermissionDenied):
        guardar(por=ana)


def test_nadie_de_otro_pais_escribe(guardar: Any) -> None:
    for otra in (focal("gt"), presidencia()):
        with pytest.raises(PermissionDenied):
            guardar(por=otra)
    assert guardar(por=secretaria()).version == 1


# --- Sending and reviewing -----------------------------------------------------------------------


def test_enviar_avisa_a_quien_revisa_y_da_recibo(reporte: Reporte, entregar: Any) -> None:
    ana, eva, st = focal("hn"), focal("hn"), secretaria()
    enviado(reporte, ana)
    Reporte.objects.filter(pk=reporte.pk).update(estado="borrador")
    assert entregar(operaciones.enviar, reporte=reporte, por=ana) == sorted([ana.correo, st.correo])
    assert eva.correo not in [m.to[0] for m in mail.outbox]
    for mensaje in mail.outbox:
        assert reporte.referencia in mensaje.body
        assert "\n" not in mensaje.subject
    assert entregar(operaciones.enviar, reporte=reporte, por=ana) == []


def test_el_regional_lo_revisa_la_presidencia(entregar: Any) -> None:
    st, pro = secretaria(), presidencia()
    regional = crear_reporte(regional=True)
    assert entregar(operaciones.enviar, reporte=regional, por=st) == sorted([st.correo, pro.correo])
    with pytest.raises(PermissionDenied):
        operaciones.aprobar(reporte=regional, revision=1, por=st)
    assert entregar(operaciones.aprobar, reporte=regional, revision=1, por=pro) == [st.correo]


def test_incompleto_no_se_envia(reporte: Reporte) -> None:
    with pytest.raises(operaciones.Incompleto) as faltas:
        operaciones.enviar(reporte=reporte, por=focal("hn"))
    assert len(faltas.value.hallazgos) == 2
    reporte.refresh_from_db()
    assert (reporte.estado, reporte.enviado_en) == ("borrador", None)


def test_devolver_pide_una_observacion_y_la_manda(
    reporte: Reporte, actividad: Actividad, entregar: Any
) -> None:
    ana, eva, st = focal("hn"), focal("hn"), secretaria()
    actual = enviado(reporte, ana)
    with pytest.raises(ValueError, match="al menos una"):
        operaciones.devolver(reporte=actual, revision=1, por=st)
    with pytest.raises(ValueError, match="Escriba la observación"):
        operaciones.observar(reporte=actual, actividad=actividad, texto=" ", por=st)
    operaciones.observar(reporte=actual, actividad=actividad, texto="Falta & la fecha", por=st)
    avisadas = entregar(operaciones.devolver, reporte=actual, revision=1, por=st)
    assert avisadas == sorted([ana.correo, eva.correo])
    assert "«Falta & la fecha»" in mail.outbox[0].body
    assert not Avance.objects.get().terminada
    reporte.refresh_from_db()
    assert reporte.estado == "observado"


def test_retomar_lo_reenviado_abre_otra_vez_sus_observaciones(
    reporte: Reporte, actividad: Actividad
) -> None:
    """Only those that this sending answered, and neither an earlier one nor one withdrawn."""
    ana, st = focal("hn"), secretaria()
    actual = enviado(reporte, ana)
    for frase in ("Primera", "Segunda"):
        operaciones.observar(reporte=actual, actividad=actividad, texto=frase, por=st)
        actual = operaciones.devolver(reporte=actual, revision=actual.revision, por=st)
        explicar(actual)
        actual = operaciones.enviar(reporte=actual, por=ana)
    quitada = operaciones.observar(reporte=actual, actividad=actividad, texto="Quitada", por=st)
    with pytest.raises(PermissionDenied, match="La revisión ya empezó"):
        operaciones.retirar(reporte=actual, por=ana)
    assert not actual.observaciones.filter(resuelta_en=None).exclude(pk=quitada.pk).exists()
    operaciones.quitar_observacion(observacion=quitada, por=st)
    cliente = entrar(ana)
    assert "Retirar el reporte" in texto(cliente.get(ruta(actual)))
    pagina = cliente.post(ruta(actual, "retirar/"), follow=True)
    assert "Retiró el reporte" in texto(pagina)
    assert "Retirar el reporte" not in texto(pagina)
    actual.refresh_from_db()
    assert actual.estado == "observado"
    abierta = actual.observaciones.get(resuelta_en__isnull=True)
    assert (abierta.texto, abierta.resuelta_por) == ("Segunda", None)
    ultima = abierta.history.first()
    assert (ultima.history_user, ultima.history_change_reason) == (ana, "retomar")
    # And it can be answered again.
    explicar(actual)
    actual = operaciones.enviar(reporte=actual, por=ana)
    assert not actual.observaciones.filter(resuelta_en__isnull=True).exists()


def test_retirar_lo_que_nadie_devolvio_lo_hace_borrador(reporte: Reporte) -> None:
    ana = focal("hn")
    actual = operaciones.retirar(reporte=enviado(reporte, ana), por=ana)
    assert actual.estado == "borrador"
    with pytest.raises(PermissionDenied):
        operaciones.retirar(reporte=actual, por=ana)


def test_sin_el_rol_no_llegan_los_correos_del_pais(
    reporte: Reporte, actividad: Actividad, entregar: Any
) -> None:
    """They quote the remarks."""
    ana, sin_rol, st = focal("hn"), focal("hn"), secretaria()
    sin_rol.groups.clear()
    actual = enviado(reporte, ana)
    operaciones.observar(reporte=actual, actividad=actividad, texto="¿?", por=st)
    assert entregar(operaciones.devolver, reporte=actual, revision=1, por=st) == [ana.correo]


def test_con_observaciones_abiertas_no_se_aprueba(
    reporte: Reporte, actividad: Actividad, entregar: Any
) -> None:
    ana, st = focal("hn"), secretaria()
    actual = enviado(reporte, ana)
    nota = operaciones.observar(reporte=actual, actividad=actividad, texto="¿?", por=st)
    with pytest.raises(ValueError, match="observaciones abiertas"):
        operaciones.aprobar(reporte=actual, revision=1, por=st)
    operaciones.quitar_observacion(observacion=nota, por=st)
    assert entregar(operaciones.aprobar, reporte=actual, revision=1, por=st) == [ana.correo]
    reporte.refresh_from_db()
    assert (reporte.estado, reporte.revisado_por) == ("aprobado", st)


def test_de_dos_que_deciden_gana_una(reporte: Reporte) -> None:
    actual = enviado(reporte, focal("hn"))
    operaciones.aprobar(reporte=actual, revision=1, por=secretaria())
    with pytest.raises(operaciones.Conflicto):
        operaciones.aprobar(reporte=actual, revision=1, por=presidencia())


def test_nadie_aprueba_lo_que_envio(reporte: Reporte) -> None:
    doble = focal("hn")
    doble.groups.add(*secretaria().groups.all())
    actual = enviado(reporte, doble)
    with pytest.raises(PermissionDenied):
        operaciones.aprobar(reporte=actual, revision=1, por=doble)


def test_corregir_copia_todo_y_lo_aprobado_sigue_contando(reporte: Reporte, personas: Dato) -> None:
    ana, st = focal("hn"), secretaria()
    actual = enviado(reporte, ana)
    mujeres = Categoria.objects.first()
    actual.valores.get().partes.create(categoria=mujeres, numero=0)
    operaciones.aprobar(reporte=actual, revision=1, por=st)
    with pytest.raises(ValueError, match="por qué"):
        operaciones.corregir(reporte=actual, por=ana, motivo="")
    nuevo = operaciones.corregir(reporte=actual, por=ana, motivo="Faltó un taller")
    assert (nuevo.version, nuevo.sustituye, nuevo.estado) == (2, reporte, "borrador")
    assert [v.numero for v in nuevo.valores.all()] == [0]
    assert nuevo.valores.get().partes.count() == reporte.valores.get().partes.count() == 1
    assert list(Reporte.objects.vigentes()) == [reporte]
    assert list(Reporte.objects.ultimos()) == [nuevo]
    with pytest.raises(PermissionDenied):
        operaciones.corregir(reporte=actual, por=ana, motivo="Otra vez")
    nuevo.valores.update(nota="Se contó otra vez")
    operaciones.enviar(reporte=nuevo, por=ana)
    operaciones.aprobar(reporte=nuevo, revision=1, por=st)
    assert list(Reporte.objects.vigentes()) == [nuevo]


@pytest.mark.parametrize("plantilla", ["enviado", "recibo", "devuelto", "aprobado"])
@pytest.mark.parametrize("idioma", ["es", "en"])
def test_los_correos_se_escriben_en_las_dos_lenguas(
    reporte: Reporte,
    actividad: Actividad,
    plantilla: str,
    idioma: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    ana, st = focal("hn", idioma=idioma), secretaria()
    type(st).objects.filter(pk=st.pk).update(idioma=idioma)
    with django_capture_on_commit_callbacks(execute=True):
        actual = enviado(reporte, ana)
        if plantilla == "devuelto":
            operaciones.observar(reporte=actual, actividad=actividad, texto="<b>", por=st)
            operaciones.devolver(reporte=actual, revision=1, por=st)
        elif plantilla == "aprobado":
            operaciones.aprobar(reporte=actual, revision=1, por=st)
    # The receipt is the sender's first mail; the reviewer's own comes before it.
    mensaje = mail.outbox[{"enviado": 0, "recibo": 1}.get(plantilla, 2)]
    html = str(mensaje.alternatives[0][0])
    assert f'lang="{idioma}"' in html
    camino = "/admin/" if plantilla == "enviado" else "/reportes/"
    prefijo = "/en" if idioma == "en" else ""
    assert f"{prefijo}{camino}" in mensaje.body
    assert "<b>" not in html
