"""What the registers add up to: which rows, what is counted of them, and how each Dato says so."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from actores.models import Organizacion
from planes import operaciones
from planes.models import (
    Accion,
    Actividad,
    Autoevaluacion,
    Conteo,
    Convenio,
    Dato,
    Propuesta,
    Proyecto,
    Recurso,
    Reporte,
)
from planes.propuestas import MODELOS, propuestas_de
from tests.crear import (
    crear_accion,
    crear_actividad,
    crear_categoria,
    crear_conteo,
    crear_dato,
    crear_indicador,
    crear_pais,
    crear_periodo,
    crear_reporte,
    crear_usuario,
)
from tests.planes.escena_propuestas import de_personas, de_talleres, propuesto
from tests.planes.gente import focal
from tests.planes.test_fixtures_plan import filas

pytestmark = pytest.mark.django_db


@pytest.fixture
def dato(taller: Actividad) -> Dato:
    return de_talleres()


# --- Which rows --------------------------------------------------------------------------------

FILAS = [
    ("one workshop of the semester", {}, 1),
    ("its first day", {"fecha": dt.date(2025, 7, 1)}, 1),
    ("its last day", {"fecha": dt.date(2025, 12, 31)}, 1),
    ("the day before", {"fecha": dt.date(2025, 6, 30)}, None),
    ("the year after", {"fecha": dt.date(2026, 9, 1)}, None),
    ("another kind", {"tipo": "foro"}, None),
    ("another country's", {"pais": "gt"}, None),
    ("the region's", {"regional": True}, None),
    ("another activity's", {"actividades": "2.2"}, None),
    ("no activity's", {"actividades": ""}, None),
    ("of two activities", {"actividades": "2.1 2.2"}, 1),
]


@pytest.mark.parametrize(("caso", "fila", "debe"), FILAS, ids=[f[0] for f in FILAS])
def test_que_filas_cuentan(
    caso: str,
    fila: dict[str, Any],
    debe: int | None,
    reporte: Reporte,
    taller: Actividad,
    dato: Dato,
) -> None:
    actividades = {"2.1": taller, "2.2": crear_actividad("2.2")}
    codigos = fila.get("actividades", "2.1")
    datos = {c: v for c, v in fila.items() if c not in ("actividades", "pais")}
    crear_accion(
        crear_pais(fila.get("pais", "hn")),
        actividades=[actividades[c] for c in codigos.split()],
        **datos,
    )
    assert propuesto(reporte, dato) == debe


def test_cada_reporte_suma_lo_suyo(reporte: Reporte, taller: Actividad, dato: Dato) -> None:
    Dato.objects.update(informante="ambos")
    for pais, cuantas in (("hn", 3), ("gt", 2)):
        for _ in range(cuantas):
            crear_accion(crear_pais(pais), actividades=[taller])
    crear_accion(regional=True, actividades=[taller])
    regional = crear_reporte(regional=True)
    assert propuesto(reporte, dato) == 3
    assert propuesto(crear_reporte(crear_pais("gt")), dato) == 2
    assert propuesto(regional, dato) == 1


def test_un_dato_anual_suma_el_anio_en_el_segundo_semestre(
    reporte: Reporte, taller: Actividad, dato: Dato
) -> None:
    Dato.objects.update(periodicidad="anual")
    for mes in (2, 6, 8):
        crear_accion(reporte.pais, fecha=dt.date(2025, mes, 3), actividades=[taller])
    crear_accion(reporte.pais, fecha=dt.date(2024, 12, 31), actividades=[taller])
    primero = crear_reporte(reporte.pais, crear_periodo(anio=2025, semestre=1))
    assert propuesto(reporte, dato) == 3
    assert propuesto(primero, dato) is None


def test_sin_pedir_sus_actividades_cuenta_cualquiera(reporte: Reporte, dato: Dato) -> None:
    Conteo.objects.update(solo_sus_actividades=False)
    crear_accion(reporte.pais)
    assert propuesto(reporte, dato) == 1


def test_un_dato_sensible_nunca_se_propone(reporte: Reporte, taller: Actividad, dato: Dato) -> None:
    crear_accion(reporte.pais, actividades=[taller])
    Dato.objects.update(sensible=True)
    assert propuestas_de(reporte) == {}


# --- What is counted ---------------------------------------------------------------------------


def test_participantes_por_sexo_y_sector(reporte: Reporte, taller: Actividad) -> None:
    """::

    ejecutivo    5 women, 3 men         sector: 8 + 4
    academia     2 women, 2 without     sexo: 7, 3, 2 without
    """
    claves = ("sexo:mujeres", "sexo:hombres", "sexo:sin-dato", "sector:ejecutivo")
    dato = de_personas("capacitadas", "participantes", *claves)
    solo_sexo = de_personas("formadas", "participantes", "sexo:mujeres")
    crear_accion(
        reporte.pais,
        actividades=[taller],
        participantes={"sector:ejecutivo": {"mujeres": 5, "hombres": 3}},
    )
    crear_accion(
        reporte.pais,
        actividades=[taller],
        participantes={"sector:academia": {"mujeres": 2, "sin_dato": 2}},
    )
    crear_accion(reporte.pais, actividades=[taller])  # nobody counted: says nothing
    propuesta = propuestas_de(reporte)[dato.pk]
    assert (propuesta.numero, propuesta.filas) == (12, 2)
    assert propuesta.partes == {
        crear_categoria("sexo:mujeres").pk: 7,
        crear_categoria("sexo:hombres").pk: 3,
        crear_categoria("sexo:sin-dato").pk: 2,
        crear_categoria("sector:ejecutivo").pk: 8,
        crear_categoria("sector:academia").pk: 4,
    }
    assert set(propuestas_de(reporte)[solo_sexo.pk].partes) == {
        crear_categoria(c).pk for c in ("sexo:mujeres", "sexo:hombres", "sexo:sin-dato")
    }


def test_el_alcance_solo_por_los_canales_del_dato(reporte: Reporte, taller: Actividad) -> None:
    medios = de_personas("medios", "alcance", "medio:radio")
    redes = de_personas("redes", "alcance", "canal:sitio-web")
    alcances = {"medio:radio": 900, "canal:sitio-web": 40}
    crear_accion(reporte.pais, actividades=[taller], alcances=alcances)
    crear_accion(reporte.pais, actividades=[taller], alcances={"medio:radio": 100})
    propuestas = propuestas_de(reporte)
    assert (propuestas[medios.pk].numero, propuestas[medios.pk].filas) == (1000, 2)
    assert (propuestas[redes.pk].numero, propuestas[redes.pk].filas) == (40, 1)


def test_el_dinero_en_dolares(taller: Actividad) -> None:
    dato = crear_dato("fondos", tipo="monto", informante="regional")
    crear_indicador(taller.metas.get(), dato, letra="b")
    crear_conteo(dato, registro="recurso", medida="monto", estados=["firmado"])
    donante = Organizacion.objects.create(codigo="d", nombre="D", tipo="medio")
    for monto, moneda, tasa, estado in (
        ("100.10", "USD", "1", "firmado"),
        ("33.33", "EUR", "1.1", "firmado"),
        ("5000", "USD", "1", "ofrecido"),
    ):
        recurso = Recurso.objects.create(
            titulo=monto, donante=donante, monto=Decimal(monto), moneda=moneda,
            tasa=Decimal(tasa), fecha=dt.date(2025, 8, 1), estado=estado,
            fecha_tasa=dt.date(2025, 8, 1),
        )  # fmt: skip
        recurso.actividades.add(taller)
    regional = crear_reporte(regional=True)
    assert propuesto(regional, dato) == Decimal("136.76")  # 100.10 + 36.66


def test_convenios_y_proyectos_por_su_estado(reporte: Reporte, taller: Actividad) -> None:
    convenios, proyectos = crear_dato("convenios"), crear_dato("proyectos")
    for letra, dato in (("b", convenios), ("c", proyectos)):
        crear_indicador(taller.metas.get(), dato, letra=letra)
    crear_conteo(convenios, registro="convenio", clases=["cooperacion"], estados=["firmado"])
    crear_conteo(proyectos, registro="proyecto", estados=["presentado"])
    dia = dt.date(2025, 8, 1)
    for tipo, estado in (
        ("cooperacion", "firmado"), ("cooperacion", "terminado"), ("otra_alianza", "firmado"),
    ):  # fmt: skip
        fila = Convenio.objects.create(
            pais=reporte.pais, titulo="C", tipo=tipo, estado=estado, fecha=dia
        )
        fila.actividades.add(taller)
    for etapa in ("presentado", "idea", "presentado"):
        proyecto = Proyecto.objects.create(pais=reporte.pais, titulo="P", etapa=etapa, fecha=dia)
        proyecto.actividades.add(taller)
    assert propuesto(reporte, convenios) == 1
    assert propuesto(reporte, proyectos) == 2


def test_autoevaluaciones_y_propuestas_del_pais(reporte: Reporte, taller: Actividad) -> None:
    ejercicios = crear_dato("ejercicios", periodicidad="anual")
    ideas = crear_dato("ideas")
    for letra, dato in (("b", ejercicios), ("c", ideas)):
        crear_indicador(taller.metas.get(), dato, letra=letra)
    crear_conteo(
        ejercicios, registro="autoevaluacion", estados=["terminada"], solo_sus_actividades=False
    )
    crear_conteo(ideas, registro="propuesta", solo_sus_actividades=False)
    plan, hn, gt = reporte.periodo.plan, reporte.pais, crear_pais("gt")
    propia = Autoevaluacion.objects.create(plan=plan, pais=hn, anio=2025)
    ajena = Autoevaluacion.objects.create(plan=plan, pais=gt, anio=2025)
    for autoevaluacion, mes in ((propia, 9), (propia, 10), (propia, 3), (ajena, 9)):
        Propuesta.objects.create(
            autoevaluacion=autoevaluacion,
            obstaculo="O",
            propuesta="P",
            creada_en=timezone.make_aware(dt.datetime(2025, mes, 5)),
        )
    assert propuesto(reporte, ejercicios) is None
    assert propuesto(reporte, ideas) == 2
    Autoevaluacion.objects.filter(pk=propia.pk).update(
        estado="terminada", fecha=dt.date(2025, 11, 3), terminada_en=timezone.now(),
        terminada_por=crear_usuario(),
    )  # fmt: skip
    assert propuesto(reporte, ejercicios) == 1


def test_siempre_las_mismas_consultas(
    reporte: Reporte, taller: Actividad, dato: Dato, django_assert_num_queries: Any
) -> None:
    """However many rows and Datos; only those of the page when it is a page that asks."""
    de_personas("capacitadas", "participantes", "sexo:mujeres", "sector:ejecutivo")
    crear_conteo(crear_dato("b"), registro="convenio")
    for _ in range(2):
        for _ in range(4):
            grupo = {"sector:ejecutivo": {"mujeres": 1}}
            crear_accion(reporte.pais, actividades=[taller], participantes=grupo)
        with django_assert_num_queries(9):
            propuestas_de(reporte)
    with django_assert_num_queries(7):
        assert set(propuestas_de(reporte, [dato])) == {dato.pk}


# --- What the fixture says -----------------------------------------------------------------------


def test_cada_conteo_habla_el_idioma_de_su_registro() -> None:
    """Kinds and states exist in the register, and the Dato can be added up so."""
    cargados = [campos for _modelo, campos in filas("conteos")]
    datos = {
        campos["codigo"]: campos
        for eje in (1, 2, 3, 4)
        for modelo, campos in filas(f"plan_operativo_eje_{eje}")
        if modelo == "planes.dato"
    }
    assert len({c["dato"][0] for c in cargados}) == len(cargados) > 30
    for conteo in cargados:
        dato = datos[conteo["dato"][0]]
        assert not dato.get("sensible"), dato["codigo"]
        assert dato["regla_tiempo"] == "suma", dato["codigo"]
        modelo: Any = {**MODELOS, "autoevaluacion": Autoevaluacion, "propuesta": Propuesta}[
            conteo["registro"]
        ]
        tipos = modelo.Tipo.values if hasattr(modelo, "Tipo") else []
        estados: Any = getattr(modelo, "Estado", None) or getattr(modelo, "Etapa", None)
        assert set(conteo["clases"]) <= set(tipos), conteo
        assert set(conteo["estados"]) <= set(estados.values if estados else []), conteo


MALOS = [
    ({"tipo": "conteo"}, {"medida": "participantes"}),
    ({"tipo": "personas"}, {"medida": "filas"}),
    ({"tipo": "monto"}, {"medida": "filas", "registro": "recurso"}),
    ({"tipo": "personas"}, {"medida": "participantes", "registro": "convenio"}),
    ({"tipo": "conteo", "sensible": True}, {"medida": "filas"}),
]


@pytest.mark.parametrize(("dato", "conteo"), MALOS)
def test_un_conteo_que_no_cuadra_con_su_dato(dato: Any, conteo: Any) -> None:
    malo = Conteo(dato=crear_dato(**dato), **{"registro": "accion"} | conteo)
    with pytest.raises(ValidationError):
        malo.full_clean()


def test_conteos_de_otra_persona() -> None:
    """Nobody writes in another country's register."""
    fila = Accion(pais=crear_pais("gt"), tipo="taller", titulo="T", fecha=dt.date(2025, 9, 1))
    for quien in (focal("hn"), crear_usuario()):
        with pytest.raises(operaciones.comun.PermissionDenied):
            operaciones.guardar_fila(fila=fila, version=0, relaciones={}, por=quien)
