"""The rules that look back: what was said before, the plan's targets, evidence, the registers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from planes import operaciones
from planes.models import (
    Accion,
    Actividad,
    Dato,
    Evidencia,
    Explicacion,
    Programacion,
    Reporte,
    Valor,
)
from planes.operaciones import Incompleto
from planes.validacion import ADVERTENCIA, ERROR, NOTA, REGLAS, revisar, revisar_varios
from planes.validacion.series import SALTO_MINIMO, SALTO_VECES
from tests import crear
from tests.planes.gente import focal, secretaria

pytestmark = pytest.mark.django_db


@pytest.fixture
def dato() -> Dato:
    dato = crear.crear_dato("personas", tipo="personas", unidad="personas")
    crear.crear_indicador(crear.crear_meta(), dato)
    return dato


@pytest.fixture
def actividad(dato: Dato) -> Actividad:
    return dato.indicadores.get().actividad


@pytest.fixture
def antes(actividad: Actividad) -> Reporte:
    """Honduras's approved report of 2025-I."""
    periodo = crear.crear_periodo(actividad.plan, 2025, 1)
    return crear.crear_reporte(crear.crear_pais("hn"), periodo, "aprobado")


@pytest.fixture
def reporte(actividad: Actividad) -> Reporte:
    return crear.crear_reporte(crear.crear_pais("hn"), crear.crear_periodo(actividad.plan))


def reglas(reporte: Reporte) -> list[str]:
    return [h.regla for h in revisar(reporte)]


def decir(reporte: Reporte, actividad: Actividad, dato: Dato, numero: Any, **avance: Any) -> None:
    crear.crear_avance(reporte, actividad, **{"terminada": True, **avance})
    crear.crear_valor(reporte, dato, numero)


def cambiar_dato(dato: Dato, **campos: Any) -> None:
    Dato.objects.filter(pk=dato.pk).update(**campos)


def crear_evidencia(**campos: Any) -> Evidencia:
    return Evidencia.objects.create(
        tipo="acta", titulo=campos.pop("titulo", "Acta"), subida_por=crear.crear_usuario(),
        tamano=1, **campos,
    )  # fmt: skip


def test_cada_regla_tiene_nombre_nivel_y_frase() -> None:
    assert len({r.nombre for r in REGLAS}) == len(REGLAS)
    assert {r.nivel for r in REGLAS} == {ERROR, ADVERTENCIA, NOTA}
    assert all(str(r.frase).endswith(".") for r in REGLAS)
    assert all(len(r.nombre) <= 40 for r in REGLAS)  # what Explicacion.regla holds


@pytest.mark.parametrize(
    ("era", "es", "salta"),
    [
        (73170, 4, True),
        (4, 73170, True),
        (SALTO_MINIMO, 0, True),
        (SALTO_MINIMO, SALTO_MINIMO * SALTO_VECES, True),
        (SALTO_MINIMO, SALTO_MINIMO * SALTO_VECES - 1, False),
        (1, SALTO_MINIMO, False),
        (0, 73170, False),
        (900, 1200, False),
    ],
)
def test_un_salto_se_advierte(
    antes: Reporte, reporte: Reporte, actividad: Actividad, dato: Dato, era: int, es: int,
    salta: bool,
) -> None:  # fmt: skip
    decir(antes, actividad, dato, era)
    decir(reporte, actividad, dato, es)
    assert reglas(reporte) == (["salto"] if salta else [])


def test_el_salto_dice_las_dos_cifras_y_cuando(
    antes: Reporte, reporte: Reporte, actividad: Actividad, dato: Dato
) -> None:
    decir(antes, actividad, dato, 73170)
    decir(reporte, actividad, dato, 4)
    (hallazgo,) = revisar(reporte)
    mensaje = hallazgo.mensaje.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")
    assert mensaje == (
        "«Personas» cambia mucho: dice 4 personas y en 2025-I decía 73 170 personas."
    )


@pytest.mark.parametrize(
    ("regla", "sentido", "era", "es", "baja"),
    [
        ("ultimo", "ascendente", 9, 8, True),
        ("maximo", "neutro", 9, 8, True),
        ("ultimo", "ascendente", 9, 9, False),
        ("ultimo", "descendente", 9, 8, False),
        ("suma", "ascendente", 9, 8, False),
    ],
)
def test_un_nivel_que_baja_se_advierte(
    antes: Reporte, reporte: Reporte, actividad: Actividad, dato: Dato, regla: str, sentido: str,
    era: int, es: int, baja: bool,
) -> None:  # fmt: skip
    cambiar_dato(dato, regla_tiempo=regla, sentido=sentido)
    decir(antes, actividad, dato, era)
    decir(reporte, actividad, dato, es)
    assert reglas(reporte) == (["baja"] if baja else [])


def test_una_etapa_que_retrocede_se_advierte(antes: Reporte, reporte: Reporte) -> None:
    ley = crear.crear_dato(
        "ley", tipo="hito", regla_tiempo="ultimo", etapas=["redactada", "aprobada"],
        regla_region="paises_que_cumplen",
    )  # fmt: skip
    meta = crear.crear_meta("2.1.1")
    crear.crear_indicador(meta, ley)
    Actividad.objects.exclude(pk=meta.actividades.get().pk).update(informante="regional")
    redactada, aprobada = ley.etapas.order_by("orden")
    for uno, etapa in ((antes, aprobada), (reporte, redactada)):
        crear.crear_avance(uno, meta.actividades.get(), terminada=True)
        Valor.objects.create(reporte=uno, dato=ley, tipo="hito", etapa=etapa)
    (hallazgo,) = revisar(reporte)
    assert hallazgo.regla == "baja"
    assert "dice Redactada y en 2025-I decía Aprobada" in hallazgo.mensaje


def test_se_compara_con_la_ultima_vez_que_hubo_dato(
    antes: Reporte, reporte: Reporte, actividad: Actividad, dato: Dato
) -> None:
    """No answer last semester: the one before it counts; another country's never."""
    viejo = crear.crear_reporte(
        antes.pais, crear.crear_periodo(actividad.plan, 2024, 2), "aprobado"
    )
    ajeno = crear.crear_reporte(crear.crear_pais("gt"), antes.periodo, "aprobado")
    decir(viejo, actividad, dato, 73170)
    crear.crear_avance(antes, actividad, terminada=True)
    crear.crear_valor(antes, dato, ausencia="no_disponible")
    crear.crear_valor(ajeno, dato, 5)
    decir(reporte, actividad, dato, 4)
    (hallazgo,) = revisar(reporte)
    assert "2024-II" in hallazgo.mensaje


def test_lo_no_enviado_no_se_compara(reporte: Reporte, actividad: Actividad, dato: Dato) -> None:
    borrador = crear.crear_reporte(reporte.pais, crear.crear_periodo(actividad.plan, 2025, 1))
    decir(borrador, actividad, dato, 73170)
    decir(reporte, actividad, dato, 4)
    assert reglas(reporte) == []


@pytest.mark.parametrize(
    ("era", "es", "retrocede"),
    [
        ("completada", "en_curso", True),
        ("en_curso", "no_iniciada", True),
        ("completada", "completada", False),
        ("en_curso", "suspendida", False),
        ("suspendida", "en_curso", False),
    ],
)
def test_un_estado_que_retrocede_se_advierte(
    antes: Reporte, reporte: Reporte, actividad: Actividad, dato: Dato, era: str, es: str,
    retrocede: bool,
) -> None:  # fmt: skip
    decir(antes, actividad, dato, 3, estado=era, logros="Algo")
    decir(reporte, actividad, dato, 3, estado=es, logros="Otra cosa")
    assert ("retrocede" in reglas(reporte)) == retrocede


# --- Evidence ---------------------------------------------------------------------------------


def test_completada_sin_evidencia_se_advierte_una_vez(
    antes: Reporte, reporte: Reporte, actividad: Actividad, dato: Dato
) -> None:
    decir(antes, actividad, dato, 3, estado="completada", logros="Se hizo.")
    decir(reporte, actividad, dato, 3, estado="completada", logros="Se hizo ya.")
    assert reglas(antes) == ["completada_sin_evidencia"]
    assert reglas(reporte) == []


def test_vale_la_evidencia_de_otro_semestre_o_de_una_accion(
    antes: Reporte, reporte: Reporte, actividad: Actividad, dato: Dato
) -> None:
    decir(reporte, actividad, dato, 3, estado="completada", logros="Se hizo.")
    de_otra = crear.crear_actividad("9.9", informante="regional")
    crear_evidencia(reporte=reporte, actividad=de_otra)
    assert reglas(reporte) == ["completada_sin_evidencia"]
    evidencia = crear_evidencia(reporte=antes, actividad=actividad)
    assert reglas(reporte) == []
    evidencia.delete()
    accion = Accion.objects.create(
        pais=crear.crear_pais("gt"), titulo="Taller", fecha=dt.date(2025, 8, 1), tipo="taller",
        creado_por=crear.crear_usuario(),
    )  # fmt: skip
    accion.actividades.add(actividad)
    crear_evidencia(accion=accion)
    assert reglas(reporte) == ["completada_sin_evidencia"]  # another country's
    Accion.objects.update(pais=reporte.pais)
    assert reglas(reporte) == []


@pytest.mark.parametrize(
    ("fecha", "fuera"),
    [
        (dt.date(2025, 6, 30), True),
        (dt.date(2025, 7, 1), False),
        (dt.date(2025, 12, 31), False),
        (dt.date(2026, 1, 1), True),
        (None, False),
    ],
)
def test_evidencia_de_fuera_del_periodo(
    reporte: Reporte, actividad: Actividad, dato: Dato, fecha: dt.date | None, fuera: bool
) -> None:
    decir(reporte, actividad, dato, 3)
    crear_evidencia(reporte=reporte, actividad=actividad, fecha=fecha, titulo="Acta 7")
    hallazgos = revisar(reporte)
    assert [h.regla for h in hallazgos] == (["evidencia_fuera_del_periodo"] if fuera else [])
    assert not fuera or "«Acta 7»" in hallazgos[0].mensaje


# --- Targets, registers, zeros ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("anio", "alcance", "objetivo", "regla", "sentido", "estado", "alcanzada"),
    [
        (None, "cada_pais", 10, "suma", "ascendente", "en_curso", True),
        (2025, "cada_pais", 10, "suma", "ascendente", "en_curso", True),
        (2024, "cada_pais", 10, "suma", "ascendente", "en_curso", False),
        (None, "cada_pais", 11, "suma", "ascendente", "en_curso", False),
        (None, "regional", 10, "suma", "ascendente", "en_curso", False),
        (None, "cada_pais", 10, "suma", "ascendente", "completada", False),
        (None, "cada_pais", 10, "ultimo", "ascendente", "en_curso", False),
        (None, "cada_pais", 6, "ultimo", "ascendente", "no_iniciada", True),
        (None, "cada_pais", 6, "ultimo", "descendente", "en_curso", True),
        (None, "cada_pais", 5, "ultimo", "descendente", "en_curso", False),
    ],
)
def test_una_meta_alcanzada_se_dice(
    antes: Reporte, reporte: Reporte, actividad: Actividad, dato: Dato, anio: int | None,
    alcance: str, objetivo: int, regla: str, sentido: str, estado: str, alcanzada: bool,
) -> None:  # fmt: skip
    """4 in the first semester and 6 in the second."""
    cambiar_dato(dato, regla_tiempo=regla, sentido=sentido)
    Programacion.objects.create(
        indicador=dato.indicadores.get(), anio=anio, objetivo=objetivo, alcance=alcance
    )
    decir(antes, actividad, dato, 4, estado="no_iniciada")
    decir(reporte, actividad, dato, 6, estado=estado)
    hallado = [h for h in revisar(reporte) if h.regla == "meta_alcanzada"]
    assert bool(hallado) == alcanzada
    assert all(h.nivel == NOTA and not h.impide for h in hallado)


def test_declarar_otra_cosa_que_el_registro_pide_una_nota(
    reporte: Reporte, actividad: Actividad, dato: Dato
) -> None:
    """Of a sent report what the register said then counts."""
    Reporte.objects.filter(pk=reporte.pk).update(
        estado="enviado", enviado_por=crear.crear_usuario(), enviado_en=dt.datetime.now(tz=dt.UTC)
    )
    reporte.refresh_from_db()
    decir(reporte, actividad, dato, 7)
    Valor.objects.update(propuesto=Decimal(5))
    (hallazgo,) = revisar(reporte)
    assert (hallazgo.regla, "dice 7 y el registro suma 5" in hallazgo.mensaje) == (
        "distinto_de_lo_propuesto", True
    )  # fmt: skip
    Valor.objects.update(nota="Dos se hicieron con otra institución.")
    assert reglas(reporte) == []
    Valor.objects.update(nota="", propuesto=Decimal(7))
    assert reglas(reporte) == []


def test_un_reporte_de_puros_ceros(reporte: Reporte, actividad: Actividad, dato: Dato) -> None:
    for n in (1, 2):
        otro = crear.crear_dato(f"otro-{n}")
        crear.crear_indicador(actividad.metas.get(), otro, letra=f"x{n}")
        crear.crear_valor(reporte, otro, 0)
    decir(reporte, actividad, dato, 0)
    assert reglas(reporte) == ["todo_en_cero"]
    Valor.objects.filter(dato=dato).update(numero=1)
    assert reglas(reporte) == []


def test_varios_reportes_cuestan_lo_que_uno(
    reporte: Reporte, actividad: Actividad, dato: Dato, django_assert_num_queries: Any
) -> None:
    todos = [reporte]
    for codigo in ("gt", "bz", "ni", "cr"):
        uno = crear.crear_reporte(crear.crear_pais(codigo), reporte.periodo, "enviado")
        decir(uno, actividad, dato, 4)
        todos.append(uno)
    enviados = [
        Reporte.objects.select_related("periodo__plan", "pais").get(pk=r.pk) for r in todos[1:]
    ]
    with django_assert_num_queries(14):
        revisar_varios(enviados[:1])
    with django_assert_num_queries(14):
        assert set(revisar_varios(enviados)) == {r.pk for r in enviados}


# --- Explanations -----------------------------------------------------------------------------


@pytest.fixture
def con_salto(antes: Reporte, reporte: Reporte, actividad: Actividad, dato: Dato) -> Reporte:
    decir(antes, actividad, dato, 73170)
    decir(reporte, actividad, dato, 4)
    return reporte


def campo(reporte: Reporte) -> str:
    return revisar(reporte)[0].campo


def test_sin_explicar_no_se_envia_y_explicada_si(con_salto: Reporte) -> None:
    ana = focal("hn")
    with pytest.raises(Incompleto) as faltas:
        operaciones.enviar(reporte=con_salto, por=ana)
    assert [h.regla for h in faltas.value.hallazgos] == ["salto"]
    clave = campo(con_salto)
    operaciones.explicar(reporte=con_salto, textos={clave: "  Antes era otra fuente. "}, por=ana)
    explicacion = Explicacion.objects.get()
    assert (explicacion.texto, explicacion.autor) == ("Antes era otra fuente.", ana)
    assert explicacion.history.get().history_user == ana
    enviado = operaciones.enviar(reporte=con_salto, por=ana)
    (hallazgo,) = revisar(enviado)
    assert hallazgo.explicacion == explicacion
    assert not hallazgo.impide


def test_la_explicacion_queda_mientras_la_advertencia_queda(con_salto: Reporte, dato: Dato) -> None:
    ana = focal("hn")
    clave = campo(con_salto)
    operaciones.explicar(reporte=con_salto, textos={clave: "Otra fuente."}, por=ana)
    operaciones.explicar(reporte=con_salto, textos={}, por=ana)
    assert Explicacion.objects.get().history.count() == 1
    Valor.objects.filter(reporte=con_salto).update(numero=70000)  # no jump any more
    operaciones.explicar(reporte=con_salto, textos={}, por=ana)
    assert not Explicacion.objects.exists()
    assert Explicacion.history.filter(history_type="-", history_user=ana).count() == 1


def test_al_enviar_se_olvida_lo_que_ya_no_se_advierte(con_salto: Reporte) -> None:
    ana = focal("hn")
    clave = campo(con_salto)
    operaciones.explicar(reporte=con_salto, textos={clave: "Otra fuente."}, por=ana)
    Valor.objects.filter(reporte=con_salto).update(numero=70000)
    operaciones.enviar(reporte=con_salto, por=ana)
    assert not Explicacion.objects.exists()


def test_borrar_la_explicacion_la_quita(con_salto: Reporte) -> None:
    ana = focal("hn")
    clave = campo(con_salto)
    for texto in ("Otra fuente.", " "):
        operaciones.explicar(reporte=con_salto, textos={clave: texto}, por=ana)
    assert not Explicacion.objects.exists()


def test_un_error_no_se_explica(reporte: Reporte, dato: Dato) -> None:
    ana = focal("hn")
    textos = {h.campo: "Porque sí." for h in revisar(reporte)}
    operaciones.explicar(reporte=reporte, textos=textos, por=ana)
    assert not Explicacion.objects.exists()
    with pytest.raises(Incompleto):
        operaciones.enviar(reporte=reporte, por=ana)


def test_la_correccion_lleva_las_explicaciones(con_salto: Reporte) -> None:
    ana, st = focal("hn"), secretaria()
    operaciones.explicar(reporte=con_salto, textos={campo(con_salto): "Otra fuente."}, por=ana)
    enviado = operaciones.enviar(reporte=con_salto, por=ana)
    aprobado = operaciones.aprobar(reporte=enviado, revision=enviado.revision, por=st)
    nuevo = operaciones.corregir(reporte=aprobado, por=ana, motivo="Una coma")
    assert nuevo.explicaciones.get().texto == "Otra fuente."
    assert aprobado.explicaciones.count() == 1
    assert [h.impide for h in revisar(nuevo)] == [False]
