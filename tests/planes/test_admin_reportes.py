"""Reports in the panel: the period's board, the review, progress typed by the ST."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actores.models import Organizacion, Usuario
from actores.roles import COMITE_COMUNICACION, OBSERVADOR, PRESIDENCIA, PUNTO_FOCAL
from actores.roles import SECRETARIA_TECNICA as ST
from planes import operaciones, tablero
from planes.comparacion import diferencias, leer
from planes.entrada import Entrada
from planes.models import Actividad, Avance, Dato, Observacion, Periodo, Reporte, Valor
from tests.crear import (
    crear_actividad,
    crear_avance,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_periodo,
    crear_reporte,
    crear_usuario,
    crear_valor,
    explicar,
)
from tests.planes.gente import entrar, hoja

pytestmark = pytest.mark.django_db


@dataclass
class Escena:
    """Two national activities and a regional one; Honduras has sent, Guatemala is writing."""

    periodo: Periodo
    nacional: Actividad
    otra: Actividad
    regional: Actividad
    talleres: Dato
    honduras: Reporte
    guatemala: Reporte
    focal: Usuario
    st: Usuario
    presidencia: Usuario

    def ruta(self, reporte: Reporte | None = None) -> str:
        return reverse("admin:planes_reporte_revision", args=[(reporte or self.honduras).pk])

    def captura(self, reporte: Reporte, codigo: str = "1.1") -> str:
        return reverse("admin:planes_reporte_captura", args=[reporte.pk, codigo])

    @property
    def matriz(self) -> str:
        return reverse("admin:planes_periodo_matriz", args=[self.periodo.pk])


def persona(correo: str, *roles: str, **extra: object) -> Usuario:
    return crear_usuario(f"{correo}@demo.example", *roles, is_staff=True, **extra)


@pytest.fixture
def escena() -> Escena:
    nacional, otra = (crear_actividad(c, informante="nacional") for c in ("1.1", "1.2"))
    regional = crear_actividad("1.3", informante="regional")
    talleres = crear_dato("talleres", nombre="Talleres", unidad="talleres")
    crear_indicador(crear_meta("1.1.1", nacional), talleres)
    periodo = crear_periodo(nacional.plan)
    honduras, guatemala = crear_pais("hn", "Honduras"), crear_pais("gt", "Guatemala")
    focal = persona("focal", PUNTO_FOCAL, pais=honduras)
    enviado = crear_reporte(honduras, periodo, Reporte.Estado.ENVIADO, enviado_por=focal)
    crear_avance(enviado, nacional, "en_curso", logros="Dos talleres en mayo.", terminada=True)
    crear_avance(enviado, otra, "completada", terminada=True)
    crear_valor(enviado, talleres, 3)
    escribiendo = crear_reporte(guatemala, periodo)
    return Escena(
        periodo, nacional, otra, regional, talleres, enviado, escribiendo, focal,
        persona("st", ST), persona("presidencia", PRESIDENCIA),
    )  # fmt: skip


def decidir(cliente: Client, escena: Escena, accion: str, **campos: object) -> str:
    """Posts an act of the reviewer and returns what the page then says."""
    datos = {"accion": accion, **campos}
    return cliente.post(escena.ruta(), datos, follow=True).content.decode()


# --- Who may enter -------------------------------------------------------------------------------


def test_cada_quien_ve_lo_suyo(escena: Escena) -> None:
    """{address: {person: status}}; another country's report is not there."""
    ajena = persona("ajena", PUNTO_FOCAL, pais=crear_pais("ni", "Nicaragua"))
    observa, comunica = persona("observa", OBSERVADOR), persona("comunica", COMITE_COMUNICACION)
    todos = [escena.st, escena.presidencia, escena.focal, ajena, observa, comunica]
    avance = Avance.objects.get(reporte=escena.honduras, actividad=escena.nacional)
    valor = Valor.objects.get(reporte=escena.honduras)
    casos = {
        escena.ruta(): [200, 200, 200, 404, 404, 404],
        escena.captura(escena.honduras): [302, 302, 302, 404, 404, 404],
        reverse("admin:planes_reporte_change", args=[escena.honduras.pk]): [
            302, 302, 302, 404, 404, 404
        ],
        reverse("admin:planes_reporte_history", args=[escena.honduras.pk]): [
            200, 200, 200, 404, 404, 404
        ],
        reverse("admin:planes_avance_change", args=[avance.pk]): [302, 302, 302, 404, 404, 404],
        reverse("admin:planes_avance_history", args=[avance.pk]): [200, 200, 200, 404, 404, 404],
        reverse("admin:planes_valor_change", args=[valor.pk])[:-7] + "history/": [
            200, 200, 200, 404, 404, 404
        ],
        escena.matriz: [200, 200, 403, 403, 200, 403],
        reverse("admin:planes_periodo_matriz_csv", args=[escena.periodo.pk]): [
            200, 200, 403, 403, 403, 403
        ],
        reverse("admin:planes_reporte_changelist"): [200, 200, 200, 200, 403, 403],
        reverse("admin:planes_avance_changelist"): [200, 200, 200, 200, 403, 403],
        reverse("admin:planes_reporte_add"): [403] * 6,
        reverse("admin:planes_avance_add"): [403] * 6,
        reverse("admin:planes_reporte_delete", args=[escena.honduras.pk]): [403] * 6,
    }  # fmt: skip
    for ruta, esperado in casos.items():
        hallado = [entrar(quien).get(ruta).status_code for quien in todos]
        assert hallado == esperado, ruta


def test_un_extrano_no_aparece_en_las_listas(escena: Escena) -> None:
    ajena = entrar(persona("ajena", PUNTO_FOCAL, pais=crear_pais("ni", "Nicaragua")))
    for tabla in ("reporte", "avance"):
        html = ajena.get(reverse(f"admin:planes_{tabla}_changelist")).content.decode()
        assert "/change/" not in html
        assert 'class="action-checkbox"' not in html
        assert (
            "/change/"
            in entrar(escena.st).get(reverse(f"admin:planes_{tabla}_changelist")).content.decode()
        )


def test_sin_sesion_va_a_la_puerta(escena: Escena) -> None:
    for ruta in (escena.ruta(), escena.matriz, escena.captura(escena.guatemala)):
        respuesta = Client().get(ruta)
        assert respuesta.status_code == 302
        assert reverse("account_login") in respuesta.url


def test_el_observador_sabe_quien_reporto_y_no_que_dice(escena: Escena) -> None:
    html = entrar(persona("observa", OBSERVADOR)).get(escena.matriz).content.decode()
    assert "Honduras" in html
    assert "Enviado" in html
    assert escena.ruta() not in html
    assert "Respuestas" not in html


@pytest.mark.parametrize("accion", ["observar", "quitar", "devolver", "aprobar"])
def test_quien_reporta_no_revisa(escena: Escena, accion: str) -> None:
    entrar(escena.focal).post(
        escena.ruta(), {"accion": accion, "actividad": "1.1", "texto": "x", "revision": "0"}
    )
    escena.honduras.refresh_from_db()
    assert escena.honduras.estado == Reporte.Estado.ENVIADO
    assert not Observacion.objects.exists()


# --- The board -----------------------------------------------------------------------------------


def test_el_tablero_cuenta_esperados_recibidos_y_a_tiempo(escena: Escena) -> None:
    crear_pais("mx", "México")
    tarde = crear_reporte(crear_pais("pa", "Panamá"), escena.periodo, Reporte.Estado.APROBADO)
    Reporte.objects.filter(pk=tarde.pk).update(enviado_en=timezone.now())
    Periodo.objects.filter(pk=escena.periodo.pk).update(
        vence=timezone.localdate() - dt.timedelta(days=3),
        abre=timezone.localdate() - dt.timedelta(days=40),
    )
    hecho = tablero.tablero(Periodo.objects.get(pk=escena.periodo.pk))
    assert [p.nombre for p in hecho.sin_empezar] == ["México", "Reporte regional"]
    assert (hecho.esperados, len(hecho.recibidos), len(hecho.puntuales)) == (5, 2, 0)
    assert [p.nombre for p in hecho.aprobados] == ["Panamá"]


def test_llegar_a_tiempo_es_la_primera_vez(escena: Escena) -> None:
    """Returned and sent again after the due date is still on time."""
    Periodo.objects.filter(pk=escena.periodo.pk).update(vence=timezone.localdate())
    despues = timezone.now() + dt.timedelta(days=5)
    escena.honduras.enviado_en = despues
    escena.honduras.save()
    hecho = tablero.tablero(Periodo.objects.get(pk=escena.periodo.pk))
    assert [p.nombre for p in hecho.puntuales] == ["Honduras"]


def test_lo_retirado_no_esta_recibido(escena: Escena) -> None:
    operaciones.retirar(reporte=escena.honduras, por=escena.focal)
    assert tablero.tablero(escena.periodo).recibidos == []


def test_la_matriz_dice_cada_respuesta_y_enlaza(escena: Escena) -> None:
    operaciones.observar(
        reporte=escena.honduras, actividad=escena.otra, texto="¿Cuándo?", por=escena.st
    )
    (matriz,) = tablero.matrices(tablero.tablero(escena.periodo))
    filas = {f.puesto.nombre: [c.clave for c in f.celdas] for f in matriz.filas}
    assert filas == {
        "Honduras": ["en_curso", "problema", ""],
        "Guatemala": ["sin_dato", "sin_dato", ""],
        "Reporte regional": ["", "", "sin_dato"],
    }
    assert [(a.codigo, n, de) for a, n, de in matriz.totales] == [
        ("1.1", 1, 2), ("1.2", 1, 2), ("1.3", 0, 1)
    ]  # fmt: skip
    html = entrar(escena.st).get(escena.matriz).content.decode()
    assert f'{escena.ruta()}?ver=todas#a-1.1"' in html
    assert "Con observación abierta" in html


def test_la_matriz_en_csv_dice_lo_mismo(escena: Escena) -> None:
    pais = escena.guatemala.pais
    pais.nombre = "=Guatemala"
    pais.save()
    respuesta = entrar(escena.st).get(
        reverse("admin:planes_periodo_matriz_csv", args=[escena.periodo.pk])
    )
    filas = list(csv.reader(io.StringIO(respuesta.content.decode("utf-8-sig"))))[1:]
    assert [(f[1], f[4], f[6]) for f in filas] == [
        ("Honduras", "1.1", "En curso"),
        ("Honduras", "1.2", "Completada"),
        ("'=Guatemala", "1.1", "Sin respuesta"),
        ("'=Guatemala", "1.2", "Sin respuesta"),
        ("Reporte regional", "1.3", "Sin respuesta"),
    ]


@pytest.mark.parametrize("ruta", ["matriz", "revision"])
def test_las_consultas_no_crecen(
    escena: Escena, ruta: str, django_assert_max_num_queries: object
) -> None:
    """The same number for three countries and activities as for many."""
    cliente = entrar(escena.st)
    crear_reporte(crear_pais("do"), escena.periodo, Reporte.Estado.ENVIADO)
    direccion = escena.matriz if ruta == "matriz" else escena.ruta()
    tope = {"matriz": 24, "revision": 42}[ruta]
    Observacion.objects.create(
        reporte=escena.honduras, actividad=escena.otra, texto="x", autor=escena.presidencia
    )
    with django_assert_max_num_queries(tope) as pocas:  # type: ignore[operator]
        cliente.get(direccion)
    for n, codigo in enumerate(("pa", "ni", "cr", "mx")):
        reporte = crear_reporte(crear_pais(codigo), escena.periodo, Reporte.Estado.ENVIADO)
        actividad = crear_actividad(f"2.{n + 1}")
        crear_indicador(crear_meta(f"2.{n + 1}.1", actividad), crear_dato(f"otro-{n}"))
        for suyo in (reporte, escena.honduras):
            crear_avance(suyo, actividad)
            crear_valor(suyo, Dato.objects.get(codigo=f"otro-{n}"), n)
            Observacion.objects.create(
                reporte=suyo, actividad=actividad, texto="x", autor=escena.presidencia
            )
    with django_assert_max_num_queries(len(pocas)):  # type: ignore[operator]
        assert cliente.get(direccion).status_code == 200


# --- The review ----------------------------------------------------------------------------------


def test_se_lee_al_lado_de_lo_anterior(escena: Escena) -> None:
    previo = crear_periodo(escena.periodo.plan, 2025, 1)
    antes = crear_reporte(escena.honduras.pais, previo, Reporte.Estado.APROBADO)
    crear_avance(antes, escena.nacional, "no_iniciada", logros="Todavía nada.")
    crear_valor(antes, escena.talleres, 1)
    html = entrar(escena.st).get(escena.ruta()).content.decode()
    for texto in ("3 talleres", "1 talleres", "Todavía nada.", "Dos talleres en mayo.", "2025-I"):
        assert texto in html


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
    assert "caben 1000" in html


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
    assert "<del>Dos</del><ins>Tres</ins> talleres en mayo." in html
    assert 'id="a-1.1"' in html
    assert 'id="a-1.2"' not in html
    assert "Observación cerrada" in html


def test_diferencias_junta_los_dos_textos() -> None:
    for era, es in [("", "a b"), ("a b", ""), ("a b c", "a x c"), ("a\n\nb", "a\nb")]:
        piezas = diferencias(era, es)
        assert "".join(t for c, t in piezas if c != "nuevo") == era
        assert "".join(t for c, t in piezas if c != "quitado") == es


def test_el_historial_dice_el_estado(escena: Escena) -> None:
    decidir(entrar(escena.st), escena, "aprobar", revision=0)
    html = (
        entrar(escena.st)
        .get(reverse("admin:planes_reporte_history", args=[escena.honduras.pk]))
        .content.decode()
    )
    assert "<ins>Aprobado</ins>" in html
    assert "«aprobar»" in html


def test_lo_que_escriben_no_es_html(escena: Escena) -> None:
    Avance.objects.filter(reporte=escena.honduras).update(logros="<script>alert(1)</script>")
    html = entrar(escena.st).get(escena.ruta()).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


# --- Progress typed in the panel ---------------------------------------------------------------


def test_la_secretaria_llena_por_un_pais(escena: Escena) -> None:
    cliente = entrar(escena.st)
    ruta = escena.captura(escena.guatemala)
    assert "en nombre de Guatemala" in cliente.get(ruta).content.decode()
    datos = hoja(estado="en_curso", dato__talleres__situacion="dato", dato__talleres__numero="7")
    respuesta = cliente.post(ruta, {**datos, "accion": "seguir"})
    assert respuesta.url == escena.captura(escena.guatemala, "1.2")
    assert Valor.objects.get(reporte=escena.guatemala).numero == 7
    avance = Avance.objects.get(reporte=escena.guatemala)
    assert avance.actualizado_por == escena.st
    assert avance.history.get().history_user == escena.st


def test_el_punto_focal_llena_solo_lo_suyo(escena: Escena) -> None:
    operaciones.retirar(reporte=escena.honduras, por=escena.focal)
    cliente = entrar(escena.focal)
    assert cliente.get(escena.captura(escena.honduras)).status_code == 200
    for ruta in (escena.captura(escena.guatemala), escena.ruta(escena.guatemala)):
        assert cliente.get(ruta).status_code == 404
        assert cliente.post(ruta, hoja()).status_code == 404
    iniciar = reverse("admin:planes_reporte_iniciar", args=[escena.periodo.pk, "gt"])
    assert cliente.post(iniciar).status_code == 404


def test_un_error_conserva_lo_escrito(escena: Escena) -> None:
    datos = hoja(logros="Mi texto", dato__talleres__numero="-3")
    html = entrar(escena.st).post(escena.captura(escena.guatemala), datos).content.decode()
    assert "<title>Error:" in html
    assert "no puede ser negativo" in html
    assert "Mi texto" in html
    assert 'value="-3"' in html
    assert not Avance.objects.filter(reporte=escena.guatemala).exists()


def test_lo_enviado_no_se_llena(escena: Escena) -> None:
    respuesta = entrar(escena.st).post(escena.captura(escena.honduras), hoja(1, logros="Mi texto"))
    assert respuesta.status_code == 403
    assert "Mi texto" in respuesta.content.decode()
    assert Avance.objects.get(reporte=escena.honduras, actividad=escena.nacional).version == 1


def test_dos_que_llenan_a_la_vez_eligen(escena: Escena) -> None:
    ruta = escena.captura(escena.guatemala)
    cliente = entrar(escena.st)
    cliente.post(ruta, hoja(0, logros="Uno"))
    respuesta = cliente.post(ruta, hoja(0, logros="Dos"))
    assert respuesta.status_code == 409
    assert "planes/_conflicto.html" in [plantilla.name for plantilla in respuesta.templates]
    html = respuesta.content.decode()
    assert "Uno" in html
    assert "Dos" in html
    eleccion = {"conflicto": "1", "elegir-logros": "ambas"}
    assert cliente.post(ruta, {**hoja(1, logros="Dos"), **eleccion}).status_code == 302
    assert Avance.objects.get(reporte=escena.guatemala).logros == "Uno\n\nDos"


def test_dos_clics_guardan_una_vez(escena: Escena) -> None:
    ruta = escena.captura(escena.guatemala)
    for _vez in (1, 2):
        assert entrar(escena.st).post(ruta, hoja(0, logros="Uno")).status_code == 302
    assert Avance.objects.get(reporte=escena.guatemala).history.count() == 1


def test_una_actividad_que_no_se_le_pide(escena: Escena) -> None:
    for codigo in ("1.3", "9.9"):
        assert entrar(escena.st).get(escena.captura(escena.guatemala, codigo)).status_code == 404


def test_empezar_desde_el_tablero(escena: Escena) -> None:
    crear_pais("mx", "México")
    ruta = reverse("admin:planes_reporte_iniciar", args=[escena.periodo.pk, "mx"])
    cliente = entrar(escena.st)
    assert ruta in cliente.get(escena.matriz).content.decode()
    assert cliente.get(ruta).status_code == 405
    for _vez in (1, 2):
        cliente.post(ruta)
    reporte = Reporte.objects.get(pais__codigo="mx")
    assert cliente.post(ruta).url == escena.ruta(reporte)


def test_no_se_empieza_un_periodo_cerrado(escena: Escena) -> None:
    ayer = timezone.localdate() - dt.timedelta(days=1)
    cerrado = crear_periodo(escena.periodo.plan, 2024, 1, abre=ayer, vence=ayer, cierra=ayer)
    ruta = reverse("admin:planes_reporte_iniciar", args=[cerrado.pk, "hn"])
    html = entrar(escena.st).post(ruta, follow=True).content.decode()
    assert "El período cerró" in html
    assert not cerrado.reportes.exists()
