"""The review desk: the queue, what changed since, replies, several approvals at once, and the
texts for publication with the country's answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from actores.models import Usuario
from actores.roles import PRESIDENCIA, PUNTO_FOCAL, SECRETARIA_TECNICA
from planes import cola, operaciones
from planes.comparacion import leer
from planes.entrada import Entrada
from planes.models import (
    Actividad,
    Dato,
    Explicacion,
    Observacion,
    Replica,
    Reporte,
    TextoPublico,
    Valor,
)
from tests import crear
from tests.planes.gente import entrar, ruta, texto, titulo

pytestmark = pytest.mark.django_db

COLA = "/admin/planes/reporte/por-revisar/"
APROBAR = f"{COLA}aprobar/"
MUCHAS = 40


@dataclass
class Escena:
    """Honduras's report of forty activities, sent; each has a text and two of them a number."""

    actividades: list[Actividad]
    talleres: Dato
    victimas: Dato
    reporte: Reporte
    focal: Usuario
    st: Usuario
    presidencia: Usuario

    @property
    def actual(self) -> Reporte:
        return Reporte.objects.get(pk=self.reporte.pk)

    @property
    def pagina(self) -> str:
        return reverse("admin:planes_reporte_revision", args=[self.reporte.pk])

    def observar(self, lugar: int = 6, frase: str = "¿Dónde fueron?") -> Observacion:
        return operaciones.observar(
            reporte=self.actual, actividad=self.actividades[lugar], texto=frase, por=self.st
        )

    def devolver(self) -> Reporte:
        actual = self.actual
        return operaciones.devolver(reporte=actual, revision=actual.revision, por=self.st)

    def guardar(self, lugar: int = 6, logros: str = "Tres talleres en mayo.", **mas: Any) -> None:
        avance = self.actual.avances.get(actividad=self.actividades[lugar])
        operaciones.guardar_respuestas(
            reporte=self.actual, actividad=avance.actividad, version=avance.version,
            textos={"logros": logros, "terminada": True}, por=self.focal,
            entradas=mas.pop("entradas", {}), **mas,
        )  # fmt: skip

    def enviar(self) -> Reporte:
        return operaciones.enviar(reporte=self.actual, por=self.focal)

    def aprobar(self) -> Reporte:
        actual = self.actual
        return operaciones.aprobar(reporte=actual, revision=actual.revision, por=self.st)


def persona(*roles: str, **extra: Any) -> Usuario:
    return crear.crear_usuario("", *roles, is_staff=True, **extra)


@pytest.fixture
def escena() -> Escena:
    actividades = [
        crear.crear_actividad(f"{1 + n // 10}.{1 + n % 10}", informante="nacional")
        for n in range(MUCHAS)
    ]
    talleres = crear.crear_dato("talleres", unidad="talleres")
    victimas = crear.crear_dato("victimas", nombre="Víctimas referidas", sensible=True)
    crear.crear_indicador(crear.crear_meta("1.7.1", actividades[6]), talleres)
    crear.crear_indicador(crear.crear_meta("1.8.1", actividades[7]), victimas)
    periodo = crear.crear_periodo(actividades[0].plan)
    honduras = crear.crear_pais("hn", "Honduras")
    focal = persona(PUNTO_FOCAL, pais=honduras, nombre="Ana")
    reporte = crear.crear_reporte(honduras, periodo)
    for actividad in actividades:
        crear.crear_avance(reporte, actividad, logros="Dos talleres en mayo.", terminada=True)
    crear.crear_valor(reporte, talleres, 3)
    crear.crear_valor(reporte, victimas, 7)
    operaciones.enviar(reporte=reporte, por=focal)
    return Escena(
        actividades, talleres, victimas, reporte, focal,
        persona(SECRETARIA_TECNICA, nombre="Sara"), persona(PRESIDENCIA, nombre="Pía"),
    )  # fmt: skip


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
    assert "<del>Dos</del><ins>Tres</ins> talleres en mayo." in html
    assert "<del>3 talleres</del>" in html
    assert "Cómo va" not in html  # what did not change is left out
    todas = cliente.get(f"{escena.pagina}?ver=todas").content.decode()
    assert len(puntos(todas)) == MUCHAS
    assert "Cómo va" in todas
    assert [p.actividad.codigo for p in leer(escena.actual).cambiados] == ["1.7"]


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
    assert escena.actual.estado == Reporte.Estado.OBSERVADO
    largo = cliente.post(comprobar, {campo: "z" * 1001})
    assert "caben 1000" in texto(largo)
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


# --- The queue and several approvals ----------------------------------------------------------


@pytest.fixture
def guatemala(escena: Escena) -> Reporte:
    """Another report that waits, without findings."""
    otro = crear.crear_reporte(crear.crear_pais("gt", "Guatemala"), escena.reporte.periodo)
    for actividad in escena.actividades:
        crear.crear_avance(otro, actividad, logros="Un taller.", terminada=True)
    crear.crear_valor(otro, escena.talleres, 1)
    crear.crear_valor(otro, escena.victimas, 1)
    focal = persona(PUNTO_FOCAL, pais=otro.pais)
    return operaciones.enviar(reporte=otro, por=focal)


def marcados(*reportes: Reporte) -> list[str]:
    return [f"{r.pk}:{r.revision}" for r in reportes]


def test_la_cola_va_por_antiguedad_y_dice_que_es_cada_uno(
    escena: Escena, guatemala: Reporte
) -> None:
    escena.observar()
    escena.devolver()
    escena.guardar()
    escena.enviar()
    turnos = cola.cola(escena.st)
    assert [(str(t.reporte.pais), t.clase, t.limpio) for t in turnos] == [
        ("Guatemala", "Nuevo", True), ("Honduras", "Reenviado", True)
    ]  # fmt: skip
    escena.observar()
    html = texto(entrar(escena.st).get(COLA))
    assert html.index("Guatemala") < html.index("Honduras")
    assert "Tiene observaciones abiertas." in html
    assert "1 observación abierta" in html
    otro = crear.crear_periodo(escena.reporte.periodo.plan, 2024, 1)
    assert "Ningún reporte espera" in texto(entrar(escena.st).get(f"{COLA}?periodo={otro.pk}"))


def test_la_cola_cuesta_lo_mismo_con_muchos(
    escena: Escena, django_assert_max_num_queries: Any
) -> None:
    cliente = entrar(escena.st)
    with django_assert_max_num_queries(24) as con_uno:
        cliente.get(COLA)
    for codigo in ("gt", "ni", "cr", "pa"):
        reporte = crear.crear_reporte(
            crear.crear_pais(codigo), escena.reporte.periodo, Reporte.Estado.ENVIADO
        )
        crear.crear_avance(reporte, escena.actividades[0])
    with django_assert_max_num_queries(len(con_uno)):
        assert cliente.get(COLA).status_code == 200


def test_aprobar_varios_pregunta_y_aprueba_cada_uno(
    escena: Escena, guatemala: Reporte, django_capture_on_commit_callbacks: Any
) -> None:
    cliente = entrar(escena.st)
    elegidos = marcados(escena.actual, guatemala)
    pagina = cliente.post(APROBAR, {"reporte": elegidos})
    assert "¿Aprobar estos 2 reportes?" in texto(pagina)
    assert escena.actual.estado == Reporte.Estado.ENVIADO
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        html = texto(cliente.post(APROBAR, {"reporte": elegidos, "confirmado": "1"}, follow=True))
    assert "Aprobó 2 reportes" in html
    for reporte in (escena.reporte, guatemala):
        historia = reporte.history.filter(history_change_reason="aprobar")
        assert [h.history_user for h in historia] == [escena.st]
        assert Reporte.objects.get(pk=reporte.pk).revisado_por == escena.st
    assert len(mail.outbox) == 2
    otra_vez = texto(cliente.post(APROBAR, {"reporte": elegidos, "confirmado": "1"}, follow=True))
    assert "No se aprobó ninguno" in otra_vez


def test_si_uno_cambio_no_se_aprueba_ninguno(escena: Escena, guatemala: Reporte) -> None:
    elegidos = marcados(escena.actual, guatemala)
    escena.observar()
    escena.devolver()
    cliente = entrar(escena.st)
    html = texto(cliente.post(APROBAR, {"reporte": elegidos, "confirmado": "1"}, follow=True))
    assert "Honduras, Segundo semestre de 2025: cambió después" in html
    assert "Guatemala, Segundo semestre de 2025: " not in html
    guatemala.refresh_from_db()
    assert guatemala.estado == Reporte.Estado.ENVIADO
    assert "ya no espera revisión" in texto(cliente.post(APROBAR, {"reporte": elegidos}))


@pytest.mark.parametrize("que", ["observacion", "error", "propio"])
def test_solo_los_limpios(escena: Escena, guatemala: Reporte, que: str) -> None:
    if que == "observacion":
        escena.observar()
    elif que == "error":
        Valor.objects.filter(reporte=escena.reporte, dato=escena.talleres).delete()
    else:
        Reporte.objects.filter(pk=escena.reporte.pk).update(enviado_por=escena.st)
    elegidos = {r.pk: r.revision for r in (escena.actual, guatemala)}
    with pytest.raises(operaciones.NoLimpios) as cuales:
        operaciones.aprobar_varios(revisiones=elegidos, por=escena.st)
    assert [r.pk for r, _motivo in cuales.value.motivos] == [escena.reporte.pk]
    guatemala.refresh_from_db()
    assert guatemala.estado == Reporte.Estado.ENVIADO
    assert f'value="{escena.reporte.pk}:' not in entrar(escena.st).get(COLA).content.decode()


@pytest.mark.parametrize("valor", ["", "abc", "1", "1:x", "²:1", "99999999999:0"])
def test_lo_que_no_es_un_reporte_no_se_aprueba(escena: Escena, valor: str) -> None:
    respuesta = entrar(escena.st).post(APROBAR, {"reporte": valor, "confirmado": "1"})
    assert respuesta.status_code == 302
    assert escena.actual.estado == Reporte.Estado.ENVIADO


def test_el_regional_espera_a_la_presidencia(escena: Escena) -> None:
    crear.crear_reporte(
        periodo=escena.reporte.periodo, regional=True, estado="enviado", enviado_por=escena.st
    )
    assert "la Presidencia Pro Témpore" in texto(entrar(escena.st).get(COLA))
    regional = [t for t in cola.cola(escena.presidencia) if t.reporte.es_regional]
    assert [t.es_suyo for t in regional] == [True]


# --- Texts for publication --------------------------------------------------------------------


def publicar(cliente: Client, escena: Escena, **campos: Any) -> Any:
    datos = {"accion": "publicar", "actividad": "1.7", "version": 0, "texto": "", "texto_en": ""}
    return cliente.post(escena.pagina, {**datos, **campos}, follow=True)


def test_la_secretaria_escribe_y_el_pais_acepta(
    escena: Escena, django_capture_on_commit_callbacks: Any
) -> None:
    st, pais = entrar(escena.st), entrar(escena.focal)
    direccion = ruta(escena.reporte, "textos/")
    with django_capture_on_commit_callbacks(execute=True):
        publicar(st, escena, texto="Hubo tres talleres.", texto_en="Three workshops.")
        publicar(st, escena, actividad="1.9", texto="Sigue en marcha.")
    # One mail for all that wait.
    assert [m.to for m in mail.outbox if "Textos para publicar" in m.subject] == [
        [escena.focal.correo]
    ]
    assert direccion in mail.outbox[-1].body
    uno, otro = TextoPublico.objects.order_by("actividad__orden")
    assert (uno.texto, uno.texto_en, uno.estado, uno.version) == (
        "Hubo tres talleres.", "Three workshops.", "propuesto", 1
    )  # fmt: skip
    assert uno.history.get().history_user == escena.st
    assert "Hubo tres talleres." in texto(pais.get(direccion))
    mail.outbox.clear()
    datos = {
        f"texto-{uno.pk}-version": 1, f"texto-{uno.pk}-respuesta": "acepta",
        f"texto-{otro.pk}-version": 1, f"texto-{otro.pk}-respuesta": "objeta",
    }  # fmt: skip
    sin_motivo = pais.post(direccion, datos)
    assert titulo(sin_motivo).strip().startswith("Error:")
    assert f'href="#id_texto-{otro.pk}-comentario"' in sin_motivo.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        pais.post(direccion, {**datos, f"texto-{otro.pk}-comentario": "Ya terminó."})
    uno.refresh_from_db()
    otro.refresh_from_db()
    assert (uno.estado, uno.respondido_por) == ("aceptado", escena.focal)
    assert (otro.estado, otro.comentario) == ("objetado", "Ya terminó.")
    assert uno.history.first().history_change_reason == "aceptar"
    assert [m.to for m in mail.outbox] == [[escena.st.correo]]
    assert "1.9: Objetado. «Ya terminó.»" in mail.outbox[0].body
    assert "Ya terminó." in texto(st.get(f"{escena.pagina}?ver=todas"))


def test_cambiar_un_texto_aceptado_pide_otra_respuesta(escena: Escena) -> None:
    escrito = crear.crear_texto_publico(escena.reporte, escena.actividades[6], "aceptado")
    publicar(entrar(escena.st), escena, version=1, texto="Otro texto.")
    escrito.refresh_from_db()
    assert (escrito.estado, escrito.version, escrito.respondido_por) == ("propuesto", 2, None)
    # The country answers what it has read.
    datos = {f"texto-{escrito.pk}-version": 1, f"texto-{escrito.pk}-respuesta": "acepta"}
    html = texto(entrar(escena.focal).post(ruta(escena.reporte, "textos/"), datos, follow=True))
    assert "cambió un texto mientras usted leía" in html
    escrito.refresh_from_db()
    assert escrito.estado == "propuesto"


def test_dos_que_escriben_el_mismo_texto(escena: Escena) -> None:
    cliente = entrar(escena.st)
    publicar(cliente, escena, texto="Uno.")
    html = publicar(cliente, escena, texto="Dos.").content.decode()
    assert "se guardó desde otra ventana" in html
    assert re.search(r">\s*Dos\.</textarea>", html)  # what was typed is still there
    assert TextoPublico.objects.get().texto == "Uno."
    publicar(cliente, escena, texto="Uno.")  # a double click
    assert TextoPublico.objects.get().history.count() == 1


@pytest.mark.parametrize(
    ("escrito", "duda"),
    [
        ("Llame al 9999-8888 para saber más.", "parece contener un teléfono"),
        ("Se refirió a 7 personas.", "una cifra de «Víctimas referidas»"),
    ],
)
def test_lo_delicado_se_revisa_antes(escena: Escena, escrito: str, duda: str) -> None:
    cliente = entrar(escena.st)
    html = publicar(cliente, escena, texto=escrito)
    assert duda in texto(html)
    assert escrito in html.content.decode()
    assert 'name="revisado"' in html.content.decode()
    assert not TextoPublico.objects.exists()
    publicar(cliente, escena, texto=escrito, revisado="on")
    assert TextoPublico.objects.get().texto == escrito


def test_sin_espanol_no_se_guarda_y_en_blanco_se_quita(escena: Escena) -> None:
    cliente = entrar(escena.st)
    assert "también el texto en español" in texto(publicar(cliente, escena, texto_en="Only"))
    publicar(cliente, escena, texto="Uno.")
    publicar(cliente, escena, version=1)
    assert not TextoPublico.objects.exists()
    assert TextoPublico.history.filter(history_type="-").get().history_user == escena.st


def test_ni_borradores_ni_otros_paises_ni_otras_personas(escena: Escena) -> None:
    for quien in (escena.presidencia, escena.focal):
        publicar(entrar(quien), escena, texto="Uno.")
    escena.observar()
    escena.devolver()
    publicar(entrar(escena.st), escena, texto="Uno.")
    assert not TextoPublico.objects.exists()
    crear.crear_texto_publico(escena.reporte, escena.actividades[6])
    ajena = persona(PUNTO_FOCAL, pais=crear.crear_pais("gt"))
    assert entrar(ajena).get(ruta(escena.reporte, "textos/")).status_code == 404
    clave = f"texto-{TextoPublico.objects.get().pk}"
    datos = {f"{clave}-version": 1, f"{clave}-respuesta": "acepta"}
    for quien in (escena.st, escena.presidencia):
        entrar(quien).post(ruta(escena.reporte, "textos/"), datos)
    assert TextoPublico.objects.get().estado == "propuesto"


def test_la_correccion_lleva_los_textos(escena: Escena) -> None:
    crear.crear_texto_publico(escena.reporte, escena.actividades[6], "aceptado")
    aprobado = escena.aprobar()
    nuevo = operaciones.corregir(reporte=aprobado, por=escena.focal, motivo="Una coma")
    copia = nuevo.textos_publicos.get()
    assert (copia.estado, copia.texto) == ("aceptado", "Se formó a 35 personas.")
    assert aprobado.textos_publicos.count() == 1
    # What is being corrected is written about in the correction.
    publicar(entrar(escena.st), escena, version=1, texto="En el viejo.")
    assert not TextoPublico.objects.filter(texto="En el viejo.").exists()


def test_lo_que_escriben_no_es_html(escena: Escena) -> None:
    malo = "<script>alert(1)</script>"
    crear.crear_texto_publico(escena.reporte, escena.actividades[6], texto=malo, comentario=malo)
    Replica.objects.create(observacion=escena.observar(), texto=malo, autor=escena.focal)
    for cliente, direccion in (
        (entrar(escena.st), f"{escena.pagina}?ver=todas"),
        (entrar(escena.focal), ruta(escena.reporte, "textos/")),
    ):
        html = cliente.get(direccion).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html


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
