"""The Estrategia as it is followed: lateness, distributions, adjustments, drawing, calendar."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from icalendar import Calendar

from actores.models import Usuario
from planes import cronograma
from planes.estrategia import Estrategia, con_retraso, estrategia
from planes.gantt import Barra, Grupo, gantt
from planes.models import Actividad, Plan, Seguimiento
from planes.operaciones import Conflicto, guardar_seguimiento
from tests.crear import crear_accion_de_estrategia, crear_actividad, crear_meta
from tests.planes.gente import HOY, observador, presidencia, secretaria

DIA = dt.timedelta(days=1)
ANTES, AYER, MANANA = HOY - 400 * DIA, HOY - DIA, HOY + DIA


@pytest.fixture
def accion(db: None) -> Actividad:
    return crear_accion_de_estrategia()


@pytest.fixture
def st(db: None) -> Usuario:
    return secretaria()


def guardar(
    accion: Actividad, por: Usuario, version: int = 0, motivo: str = "", **campos: Any
) -> Any:
    return guardar_seguimiento(actividad=accion, version=version, motivo=motivo, por=por, **campos)


def toda() -> Estrategia:
    return estrategia(Plan.objects.get(tipo="estrategia"))


# --- Late or not ---------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("estado", "inicio", "fin", "frase"),
    [
        ("en_curso", ANTES, AYER, "debió terminar"),
        ("no_iniciada", ANTES, AYER, "debió terminar"),
        ("no_iniciada", AYER, MANANA, "debió empezar"),
        ("no_iniciada", HOY, MANANA, ""),
        ("en_curso", ANTES, HOY, ""),
        ("en_curso", AYER, None, ""),
        ("completada", ANTES, AYER, ""),
        ("suspendida", ANTES, AYER, ""),
        ("no_aplica", ANTES, AYER, ""),
        ("no_iniciada", None, None, ""),
    ],
)
def test_el_retraso(estado: str, inicio: Any, fin: Any, frase: str) -> None:
    """On the page and in the desk's count alike."""
    accion = crear_accion_de_estrategia()
    Seguimiento.objects.create(
        actividad=accion, estado=estado, inicio_previsto=inicio, fin_previsto=fin
    )
    [renglon] = toda().renglones
    assert renglon.atraso.startswith(frase)
    assert bool(renglon.atraso) == bool(frase)
    assert con_retraso(HOY) == bool(frase)


def test_se_cuenta_y_no_se_promedia(accion: Actividad, st: Usuario) -> None:
    otra = crear_accion_de_estrategia("2.A1", 2)
    crear_accion_de_estrategia("2.A2", 2)
    guardar(accion, st, estado="completada", calificacion=5)
    guardar(otra, st, estado="en_curso", calificacion=5)
    assert toda().por_estado() == {"no_iniciada": 1, "en_curso": 1, "completada": 1}
    assert toda().por_calificacion() == [
        ("5 · Plena", 2), ("4 · Buena", 0), ("3 · Media", 0), ("2 · Baja", 0),
        ("1 · Sin logro", 0), ("Sin calificar", 1),
    ]  # fmt: skip
    solo = toda().solo("en_curso")
    assert [r.actividad.codigo for r in solo.renglones] == ["2.A1"]
    assert [t.eje.numero for t in solo.troncos] == [2]


def test_aporta_a_las_metas_del_plan_operativo(accion: Actividad) -> None:
    meta = crear_meta("1.1.1", crear_actividad("1.1"))
    accion.metas.get().contribuye_a.add(meta)
    [renglon] = toda().renglones
    assert [m.codigo for m in renglon.aporta] == ["1.1.1"]


@pytest.mark.django_db
def test_las_consultas_no_crecen(django_assert_num_queries: Any, st: Usuario) -> None:
    for n in range(1, 5):
        accion = crear_accion_de_estrategia(f"{n}.A1", n)
        accion.metas.get().contribuye_a.add(crear_meta(f"{n}.1.1"))
        guardar(accion, st, calificacion=2)
        guardar(accion, st, 1, "m", calificacion=3)
    plan = Plan.objects.get(tipo="estrategia")
    with django_assert_num_queries(4):
        for renglon in estrategia(plan).renglones:
            assert renglon.aporta
            assert renglon.ajustes[0].quien


# --- What is written -----------------------------------------------------------------------------


def test_se_hace_al_guardar_y_guarda_quien(accion: Actividad, st: Usuario) -> None:
    hecho = guardar(accion, st, estado="en_curso", inicio_real=AYER)
    assert (hecho.version, hecho.actualizado_por) == (1, st)
    assert guardar(accion, st, estado="en_curso", inicio_real=AYER).pk == hecho.pk
    assert Seguimiento.history.count() == 1  # the same again changes nothing
    with pytest.raises(Conflicto) as error:
        guardar(accion, st, estado="suspendida")
    assert error.value.actual.estado == "en_curso"
    assert Seguimiento.objects.get().estado == "en_curso"


def test_un_ajuste_dice_quien_cuando_y_por_que(accion: Actividad, st: Usuario) -> None:
    guardar(accion, st, fin_previsto=AYER, calificacion=2)
    with pytest.raises(ValidationError) as error:
        guardar(accion, st, 1, "  ", fin_previsto=MANANA, calificacion=None)
    assert list(error.value.message_dict) == ["motivo"]
    guardar(accion, st, 1, "Huracán", fin_previsto=MANANA, calificacion=None)
    guardar(accion, st, 2, estado="en_curso", inicio_previsto=ANTES, cumplimiento="algo")
    [renglon] = toda().renglones
    [ajuste] = renglon.ajustes  # to set an empty date, a state or a text is none
    assert (ajuste.quien, ajuste.motivo) == (st.get_full_name(), "Huracán")
    assert abs(ajuste.cuando.date() - HOY) <= DIA
    nombres = {nombre: (antes != "", despues != "") for nombre, antes, despues in ajuste.cambios}
    assert nombres == {"Fin previsto": (True, True), "Calificación": (True, False)}
    assert ("Calificación", "2 · Baja", "") in ajuste.cambios


@pytest.mark.parametrize(
    ("campos", "campo"),
    [
        ({"inicio_previsto": HOY, "fin_previsto": AYER}, "fin_previsto"),
        ({"estado": "completada", "inicio_real": AYER, "fin_real": ANTES}, "fin_real"),
        ({"estado": "en_curso", "inicio_real": MANANA}, "inicio_real"),
        ({"estado": "completada", "fin_real": MANANA}, "fin_real"),
        ({"estado": "en_curso", "fin_real": AYER}, "fin_real"),
        ({"estado": "no_iniciada", "inicio_real": AYER}, "estado"),
        ({"estado": "otro"}, "estado"),
        ({"calificacion": 6}, "calificacion"),
    ],
)
def test_lo_que_no_puede_ser_se_dice_en_su_campo(
    accion: Actividad, st: Usuario, campos: dict[str, Any], campo: str
) -> None:
    with pytest.raises(ValidationError) as error:
        guardar(accion, st, **campos)
    assert list(error.value.message_dict) == [campo]
    assert not Seguimiento.objects.exists()


def test_solo_la_secretaria_y_solo_la_estrategia(accion: Actividad, st: Usuario) -> None:
    for otra in (presidencia(), observador()):
        with pytest.raises(PermissionDenied):
            guardar(accion, otra, estado="en_curso")
    with pytest.raises(ValidationError):
        guardar(crear_actividad("1.1"), st, estado="en_curso")
    assert not Seguimiento.objects.exists()


# --- In time -------------------------------------------------------------------------------------

ESPACIO = {"s": "http://www.w3.org/2000/svg"}


def pintar(*barras: Barra, hoy: dt.date = dt.date(2024, 7, 1), nombre: str = "Eje") -> ET.Element:
    return ET.fromstring(
        gantt(
            "Título", "Descripción", [Grupo(nombre, barras)], inicio=dt.date(2023, 1, 1),
            fin=dt.date(2025, 12, 31), hoy=hoy, rotulo_hoy="hoy", sin_fechas="sin fechas",
        )
    )  # fmt: skip


def cajas(svg: ET.Element, clase: str) -> list[tuple[float, float]]:
    halladas = svg.findall(f".//s:rect[@class='{clase}']", ESPACIO)
    return [(float(c.attrib["x"]), float(c.attrib["width"])) for c in halladas]


def test_el_dibujo_pone_cada_fecha_en_su_sitio() -> None:
    dias = (dt.date(2024, 1, 1), dt.date(2025, 1, 1))
    svg = pintar(Barra("1.A1", "en_curso", previsto=dias, real=(dt.date(2024, 1, 1), None)))
    [(x, ancho)] = cajas(svg, "previsto")
    tercio = (1160 - 400) / 3
    assert x == pytest.approx(400 + tercio, abs=1)
    assert ancho == pytest.approx(tercio, abs=1)
    [(_x, hecho)] = cajas(svg, "real")
    assert hecho == pytest.approx(tercio / 2, abs=2)  # until today
    assert cajas(svg, "sobre-en_curso")
    assert not cajas(svg, "tarde")


def test_el_retraso_se_ve_sin_color_y_lo_que_no_tiene_fechas_lo_dice() -> None:
    tarde = Barra("a", "en_curso", (dt.date(2023, 1, 1), dt.date(2024, 1, 1)), tarde=True)
    svg = pintar(tarde, Barra("b", "no_iniciada"))
    assert len(cajas(svg, "tarde")) == 1
    assert svg.findall(".//s:path[@class='aviso-tarde']", ESPACIO)
    assert "sin fechas" in "".join(svg.itertext())


def test_el_dibujo_se_lee_sin_verlo_y_no_deja_pasar_etiquetas() -> None:
    svg = pintar(Barra("<script>x</script>", "en_curso"), nombre='<b a="1">')
    assert svg.attrib["role"] == "img"
    nombres = {e.attrib["id"] for e in svg if "id" in e.attrib}
    assert {svg.attrib["aria-labelledby"], svg.attrib["aria-describedby"]} <= nombres
    assert not svg.findall(".//s:script", ESPACIO)
    assert not svg.findall(".//s:b", ESPACIO)
    assert not [e for e in svg.iter() if "style" in e.attrib]
    assert not pintar(hoy=dt.date(2030, 1, 1)).findall(".//s:path[@class='hoy']", ESPACIO)


def test_la_lista_va_por_la_fecha_en_que_terminan(accion: Actividad, st: Usuario) -> None:
    otra = crear_accion_de_estrategia("2.A1", 2)
    crear_accion_de_estrategia("3.A1", 3)
    guardar(accion, st, fin_previsto=dt.date(2027, 3, 1))
    guardar(otra, st, fin_previsto=dt.date(2024, 3, 1))
    anios = [
        (g.anio, [r.actividad.codigo for r in g.renglones]) for g in cronograma.por_anio(toda())
    ]
    assert anios == [(2024, ["2.A1"]), (2027, ["1.A1"]), (None, ["3.A1"])]
    dibujo = cronograma.dibujo(toda())
    assert all(codigo in dibujo for codigo in ("1.A1", "2.A1", "3.A1"))


def eventos() -> dict[str, Any]:
    calendario = Calendar.from_ical(cronograma.calendario(toda()))
    return {str(e["uid"]).partition("@")[0]: e for e in calendario.walk("VEVENT")}


def test_el_evento_conserva_su_nombre_cuando_la_fecha_se_mueve(
    accion: Actividad, st: Usuario
) -> None:
    guardar(accion, st, inicio_previsto=AYER, fin_previsto=MANANA)
    antes = eventos()
    assert set(antes) == {"estrategia-prueba-1.a1-inicio", "estrategia-prueba-1.a1-fin"}
    assert antes["estrategia-prueba-1.a1-fin"].walk("VALARM")
    guardar(accion, st, 1, "m", fin_previsto=MANANA + DIA, estado="completada")
    despues = eventos()
    assert set(despues) == set(antes)
    fin = despues["estrategia-prueba-1.a1-fin"]
    assert fin.start == MANANA + DIA
    assert not fin.walk("VALARM")  # what is done does not ring
    assert f"/estrategia/{accion.pk}/" in fin["url"]
