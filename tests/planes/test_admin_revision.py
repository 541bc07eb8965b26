"""A report read and decided on in the panel."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse

from actores.models import Organizacion, Usuario
from planes import operaciones
from planes.comparacion import leer
from planes.entrada import Entrada
from planes.historial import cambios_de_datos
from planes.models import Avance, Observacion, Reporte
from tests.crear import (
    crear_avance,
    crear_categoria,
    crear_periodo,
    crear_reporte,
    crear_valor,
    explicar,
)
from tests.planes.escena_panel import Escena, armar, decidir
from tests.planes.gente import entrar, texto

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    return armar()


# --- The review ----------------------------------------------------------------------------------


def test_se_lee_al_lado_de_lo_anterior(escena: Escena) -> None:
    previo = crear_periodo(escena.periodo.plan, 2025, 1)
    antes = crear_reporte(escena.honduras.pais, previo, Reporte.Estado.APROBADO)
    crear_avance(antes, escena.nacional, "no_iniciada", logros="Todavía nada.")
    crear_valor(antes, escena.talleres, 1)
    html = entrar(escena.st).get(escena.ruta()).content.decode()
    for frase in ("3 talleres", "1 (talleres)", "Todavía nada.", "Dos talleres en mayo.", "2025-I"):
        assert frase in html


def test_observar_y_devolver(escena: Escena, django_capture_on_commit_callbacks: object) -> None:
    cliente = entrar(escena.st)
    respuesta = cliente.post(
        escena.ruta(), {"accion": "observar", "actividad": "1.1", "texto": "¿Dónde fueron?"}
    )
    assert respuesta.url == f"{escena.ruta()}#a-1.1"
    html = cliente.get(escena.ruta()).content.decode()
    assert "Devolver con 1 observación" in html
    assert 'value="aprobar"' not in html
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        html = decidir(cliente, escena, "devolver", revision=escena.honduras.revision)
    assert "Devolvió «Honduras, Segundo semestre de 2025»" in html
    escena.honduras.refresh_from_db()
    assert escena.honduras.estado == Reporte.Estado.OBSERVADO
    assert [m.to for m in mail.outbox] == [[escena.focal.correo]]
    assert not Avance.objects.get(reporte=escena.honduras, actividad=escena.nacional).terminada


def test_la_ficha_dice_cada_envio_y_cada_decision(escena: Escena) -> None:
    cliente = entrar(escena.st)
    decidir(cliente, escena, "observar", actividad="1.1", texto="¿Dónde fueron?")
    decidir(cliente, escena, "devolver", revision=escena.honduras.revision)
    explicar(Reporte.objects.get(pk=escena.honduras.pk))
    operaciones.enviar(reporte=Reporte.objects.get(pk=escena.honduras.pk), por=escena.focal)
    html = cliente.get(escena.ruta()).content.decode()
    ficha = html.partition("ficha corta")[2].partition("</dl>")[0]
    assert re.findall(r"<dt>(Enviado|Devuelto|Aprobado)</dt>", ficha) == [
        "Enviado", "Devuelto", "Enviado"
    ]  # fmt: skip
    assert ficha.count("hora de Guatemala") == 3
    actual = Reporte.objects.get(pk=escena.honduras.pk)
    decidir(cliente, escena, "aprobar", revision=actual.revision)
    html = cliente.get(escena.ruta()).content.decode()
    assert "<dt>Aprobado</dt>" in html


def test_dos_clics_dicen_una_observacion(escena: Escena) -> None:
    cliente = entrar(escena.st)
    for _vez in (1, 2):
        decidir(cliente, escena, "observar", actividad="1.1", texto="¿Dónde fueron?")
    assert Observacion.objects.count() == 1


def test_una_observacion_vacia_se_dice_en_su_lugar(escena: Escena) -> None:
    html = decidir(entrar(escena.st), escena, "observar", actividad="1.2", texto="  ")
    assert "<title>Error:" in html
    assert 'href="#id_observacion-1-2-texto"' in html
    assert "Escriba la observación." in html
    assert not Observacion.objects.exists()


def test_una_observacion_demasiado_larga_conserva_lo_escrito(escena: Escena) -> None:
    largo = "z" * 1001
    html = decidir(entrar(escena.st), escena, "observar", actividad="1.2", texto=largo)
    assert largo in html
    assert re.search(r"caben 1\s000", html)


def test_quitar_una_observacion(escena: Escena) -> None:
    cliente = entrar(escena.st)
    decidir(cliente, escena, "observar", actividad="1.1", texto="¿Dónde?")
    observacion = Observacion.objects.get()
    for _vez in (1, 2):
        decidir(cliente, escena, "quitar", actividad="1.1", observacion=observacion.pk)
    observacion.refresh_from_db()
    assert not observacion.abierta
    assert observacion.history.count() == 2


def test_no_se_devuelve_sin_observaciones_ni_se_aprueba_con_ellas(escena: Escena) -> None:
    cliente = entrar(escena.st)
    html = decidir(cliente, escena, "devolver", revision=escena.honduras.revision)
    assert "escriba al menos una observación" in html
    decidir(cliente, escena, "observar", actividad="1.1", texto="¿Dónde?")
    html = decidir(cliente, escena, "aprobar", revision=escena.honduras.revision)
    assert "Hay observaciones abiertas" in html
    escena.honduras.refresh_from_db()
    assert escena.honduras.estado == Reporte.Estado.ENVIADO


def test_de_dos_revisores_decide_uno_y_al_otro_se_le_dice(escena: Escena) -> None:
    leida = escena.honduras.revision
    assert "Aprobó «Honduras" in decidir(
        entrar(escena.presidencia), escena, "aprobar", revision=leida
    )
    historia = escena.honduras.history.count()
    html = decidir(entrar(escena.st), escena, "aprobar", revision=leida)
    assert "presidencia" in html
    assert "decidió antes" in html
    escena.honduras.refresh_from_db()
    assert escena.honduras.revisado_por == escena.presidencia
    assert escena.honduras.history.count() == historia


def test_aprobar_pregunta_antes(escena: Escena) -> None:
    cliente = entrar(escena.st)
    ruta = f"{escena.ruta()}?ver=todas"
    datos = {"accion": "aprobar", "revision": escena.honduras.revision}
    pregunta = cliente.post(ruta, datos)
    dicho = texto(pregunta)
    assert "¿Aprobar el reporte de Honduras?" in dicho
    assert "Actividades 2 de 2 llenas" in dicho
    assert "Observaciones abiertas Ninguna" in dicho
    assert "Sí, aprobar el reporte de Honduras" in dicho
    escena.honduras.refresh_from_db()
    assert escena.honduras.estado == Reporte.Estado.ENVIADO
    formulario = pregunta.content.decode().partition('class="decision"')[2]
    dados = dict(re.findall(r'name="(accion|confirmado|revision)" value="(.*?)"', formulario))
    assert set(dados) == {"accion", "confirmado", "revision"}
    assert "Aprobó «Honduras" in cliente.post(ruta, dados, follow=True).content.decode()


def test_lo_que_ya_no_se_puede_aprobar_no_se_pregunta(escena: Escena) -> None:
    cliente = entrar(escena.st)
    datos = {"accion": "aprobar", "revision": escena.honduras.revision}
    operaciones.observar(
        reporte=escena.honduras, actividad=escena.otra, texto="¿Cuándo?", por=escena.presidencia
    )
    pagina = texto(cliente.post(escena.ruta(), datos, follow=True))
    assert "Hay observaciones abiertas" in pagina
    assert "¿Aprobar el reporte" not in pagina
    viejo = texto(cliente.post(escena.ruta(), {**datos, "revision": 77}, follow=True))
    assert "El reporte cambió mientras usted lo leía" in viejo
    assert "¿Aprobar el reporte" not in viejo


def test_de_una_correccion_se_dice_por_que(escena: Escena) -> None:
    assert "Por qué se corrige" not in texto(entrar(escena.st).get(escena.ruta()))
    decidir(entrar(escena.st), escena, "aprobar", revision=0)
    operaciones.corregir(
        reporte=Reporte.objects.get(pk=escena.honduras.pk), por=escena.focal,
        motivo="Un taller se contó dos veces.",
    )  # fmt: skip
    nuevo = Reporte.objects.get(sustituye=escena.honduras)
    pagina = texto(entrar(escena.st).get(escena.ruta(nuevo)))
    assert "Por qué se corrige Un taller se contó dos veces." in pagina
    assert "versión 2 · ver la anterior" in pagina


def test_el_historial_de_una_actividad_dice_sus_cifras(escena: Escena) -> None:
    decidir(entrar(escena.st), escena, "aprobar", revision=0)
    nuevo = operaciones.corregir(
        reporte=Reporte.objects.get(pk=escena.honduras.pk), por=escena.focal, motivo="Eran 21."
    )
    avance = nuevo.avances.get(actividad=escena.nacional)
    operaciones.guardar_respuestas(
        reporte=nuevo, actividad=escena.nacional, version=avance.version, textos={},
        entradas={escena.talleres: Entrada(numero=Decimal(21))}, por=escena.focal,
    )  # fmt: skip
    ruta = reverse("admin:planes_avance_history", args=[avance.pk])
    html = entrar(escena.st).get(ruta).content.decode().partition('id="datos"')[2]
    assert "<del>3 talleres</del> <ins>21 talleres</ins>" in html
    assert html.index("21 talleres</ins>") < html.index("<ins>3 talleres</ins>")
    assert str(escena.focal) in html
    assert "Viene de la versión que se corrige." in html
    otra = nuevo.avances.get(actividad=escena.otra)
    sin_datos = entrar(escena.st).get(reverse("admin:planes_avance_history", args=[otra.pk]))
    assert "Nadie ha cambiado un dato" in texto(sin_datos)


def test_el_historial_de_un_desglose(escena: Escena) -> None:
    """Parts are rows of their own; who writes again after taking away is told from nothing."""
    valor = escena.honduras.valores.get()
    categoria = crear_categoria("sector:ejecutivo")
    parte = valor.partes.create(categoria=categoria, numero=2)
    parte.numero = 3
    parte.save()
    parte.save()  # says nothing new
    avance = escena.honduras.avances.get(actividad=escena.nacional)
    de_la_parte = [c for c in cambios_de_datos(avance) if str(categoria) in c.que]
    assert [(c.antes, c.ahora) for c in de_la_parte] == [("2", "3"), ("", "2")]
    valor.delete()
    ultimo = {c.que: (c.antes, c.ahora) for c in reversed(cambios_de_datos(avance))}
    assert ultimo["Talleres"] == ("3 talleres", "")


def test_un_segundo_clic_no_aprueba_dos_veces(escena: Escena) -> None:
    cliente = entrar(escena.st)
    decidir(cliente, escena, "aprobar", revision=0)
    assert "Usted ya había decidido" in decidir(cliente, escena, "aprobar", revision=0)
    assert escena.honduras.history.filter(estado="aprobado").count() == 1


@pytest.mark.parametrize("revision", ["", "abc", "-1", "²", "9" * 40])
def test_sin_la_revision_leida_no_se_decide(escena: Escena, revision: str) -> None:
    decidir(entrar(escena.st), escena, "aprobar", revision=revision)
    escena.honduras.refresh_from_db()
    assert escena.honduras.estado == Reporte.Estado.ENVIADO


@pytest.mark.parametrize(
    "datos",
    [
        {},
        {"accion": "borrar"},
        {"accion": "observar"},
        {"accion": "observar", "actividad": "9.9", "texto": "x"},
    ],
)
def test_un_acto_desconocido_no_existe(escena: Escena, datos: dict[str, str]) -> None:
    assert entrar(escena.st).post(escena.ruta(), datos).status_code == 404


@pytest.mark.parametrize("clave", ["abc", "0", "999999999", "9" * 30, "_2F"])
def test_un_reporte_que_no_hay(escena: Escena, clave: str) -> None:
    assert entrar(escena.st).get(f"/admin/planes/reporte/{clave}/revision/").status_code == 404


def test_nadie_revisa_lo_de_su_pais(escena: Escena) -> None:
    escena.st.organizacion = Organizacion.objects.create(
        codigo="x", nombre="X", tipo="estatal", pais=escena.honduras.pais
    )
    escena.st.save()
    html = entrar(Usuario.objects.get(pk=escena.st.pk)).get(escena.ruta()).content.decode()
    assert "Es el reporte de su país" in html
    assert 'value="aprobar"' not in html


def test_el_regional_lo_revisa_la_presidencia(escena: Escena) -> None:
    regional = crear_reporte(
        periodo=escena.periodo, regional=True, estado=Reporte.Estado.ENVIADO, enviado_por=escena.st
    )
    ruta = escena.ruta(regional)
    assert 'value="aprobar"' not in entrar(escena.st).get(ruta).content.decode()
    assert 'value="aprobar"' in entrar(escena.presidencia).get(ruta).content.decode()


def test_reenviado_se_ve_que_cambio(escena: Escena) -> None:
    operaciones.observar(
        reporte=escena.honduras, actividad=escena.nacional, texto="¿Cuándo?", por=escena.st
    )
    operaciones.devolver(reporte=escena.honduras, revision=0, por=escena.st)
    avance = Avance.objects.get(reporte=escena.honduras, actividad=escena.nacional)
    operaciones.guardar_respuestas(
        reporte=escena.honduras,
        actividad=escena.nacional,
        version=avance.version,
        textos={"estado": "completada", "logros": "Tres talleres en mayo.", "terminada": True},
        entradas={escena.talleres: Entrada(numero=5)},
        por=escena.focal,
    )
    explicar(Reporte.objects.get(pk=escena.honduras.pk))
    operaciones.enviar(reporte=escena.honduras, por=escena.focal)
    lectura = leer(Reporte.objects.get(pk=escena.honduras.pk))
    (punto,) = lectura.cambiados
    assert punto.actividad == escena.nacional
    assert punto.estado_devuelto == "En curso"
    assert punto.renglones[0].devuelta == "3 talleres"
    html = entrar(escena.st).get(f"{escena.ruta()}?ver=cambios").content.decode()
    assert "<del>Dos</del> <ins>Tres</ins> talleres en mayo." in html
    assert 'id="a-1.1"' in html
    assert 'id="a-1.2"' not in html
    assert "Observación cerrada" in html


def test_de_una_nota_que_cambia_se_dice_la_nota_y_no_la_cifra(escena: Escena) -> None:
    operaciones.observar(
        reporte=escena.honduras, actividad=escena.nacional, texto="¿Por qué?", por=escena.st
    )
    operaciones.devolver(reporte=escena.honduras, revision=0, por=escena.st)
    avance = Avance.objects.get(reporte=escena.honduras, actividad=escena.nacional)
    operaciones.guardar_respuestas(
        reporte=escena.honduras,
        actividad=escena.nacional,
        version=avance.version,
        textos={"terminada": True},
        entradas={escena.talleres: Entrada(numero=3, nota="Uno fue en línea.")},
        por=escena.focal,
    )
    explicar(Reporte.objects.get(pk=escena.honduras.pk))
    operaciones.enviar(reporte=escena.honduras, por=escena.focal)
    (punto,) = leer(Reporte.objects.get(pk=escena.honduras.pk)).cambiados
    assert (punto.renglones[0].devuelta, punto.renglones[0].nota_devuelta) == (None, "")
    html = entrar(escena.st).get(f"{escena.ruta()}?ver=cambios").content.decode()
    assert "Uno fue en línea." in html
    assert "Al devolverlo: Nota: ninguna" in html
    assert html.count("3 talleres") == 1


def test_el_historial_dice_el_estado(escena: Escena) -> None:
    decidir(entrar(escena.st), escena, "aprobar", revision=0)
    html = (
        entrar(escena.st)
        .get(reverse("admin:planes_reporte_history", args=[escena.honduras.pk]))
        .content.decode()
    )
    assert "<ins>Aprobado</ins>" in html
    assert "Se aprobó el reporte." in html
    assert "«aprobar»" not in html


def test_lo_que_escriben_no_es_html(escena: Escena) -> None:
    Avance.objects.filter(reporte=escena.honduras).update(logros="<script>alert(1)</script>")
    html = entrar(escena.st).get(escena.ruta()).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
