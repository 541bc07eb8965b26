"""Who may do what with a report: the table of ``planes.permisos``, case by case."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from actores.models import Organizacion, Pais, PuntoFocal, Usuario
from actores.roles import OBSERVADOR
from planes import permisos
from planes.models import Observacion, Periodo, Prorroga, Reporte
from planes.transiciones import TABLA
from tests.crear import crear_actividad, crear_pais, crear_periodo, crear_reporte, crear_usuario
from tests.planes.gente import focal, observador, presidencia, secretaria

pytestmark = pytest.mark.django_db

HOY = dt.date.today()
ESCRIBE = {"guardar", "enviar", "retirar", "retomar", "corregir"}
REVISA = {"observar", "devolver", "aprobar"}


def quien(nombre: str) -> Usuario | AnonymousUser:
    if nombre == "anonima":
        return AnonymousUser()
    if nombre == "cerrada":
        return focal("hn", is_active=False)
    personas = {
        "propia": lambda: focal("hn"),
        "ajena": lambda: focal("gt"),
        "st": secretaria,
        "presidencia": presidencia,
        "observadora": observador,
        "sin papel": crear_usuario,
    }
    return personas[nombre]()


def reenviado(pais: Pais | None, periodo: Periodo, _estado: str, **extra: bool) -> Reporte:
    """A report that was returned, and sent again."""
    ahora, una_hora = timezone.now(), dt.timedelta(hours=1)
    revisora = crear_usuario()
    reporte = crear_reporte(
        pais, periodo, "enviado", enviado_en=ahora, revisado_por=revisora,
        revisado_en=ahora - una_hora, **extra,
    )  # fmt: skip
    Observacion.objects.create(
        reporte=reporte, actividad=crear_actividad(), texto="¿?", autor=revisora,
        creada_en=ahora - 2 * una_hora, resuelta_en=ahora, resuelta_por=reporte.enviado_por,
    )  # fmt: skip
    return reporte


NACIONAL = {
    "propia": ESCRIBE,
    "st": {"guardar"} | REVISA,
    "presidencia": REVISA,
    "ajena": set(),
    "observadora": set(),
    "sin papel": set(),
    "anonima": set(),
    "cerrada": set(),
}
REGIONAL = {**{nadie: set() for nadie in NACIONAL}, "st": ESCRIBE, "presidencia": REVISA}
CASOS = [(False, *caso) for caso in NACIONAL.items()] + [(True, *caso) for caso in REGIONAL.items()]


@pytest.mark.parametrize(("regional", "persona", "actos"), CASOS)
def test_la_tabla(regional: bool, persona: str, actos: set[str]) -> None:
    usuario = quien(persona)
    pais = None if regional else crear_pais("hn")
    puede = set()
    for n, estado in enumerate([*Reporte.Estado.values, "reenviado"]):
        periodo = crear_periodo(anio=2023 + n % 3, semestre=1 + n // 3)
        crear = reenviado if estado == "reenviado" else crear_reporte
        reporte = crear(pais, periodo, estado, regional=regional)
        puede |= set(permisos.actos_de(usuario, reporte))
        lee = persona in ("st", "presidencia") or (persona == "propia" and not regional)
        assert Reporte.objects.visibles_para(usuario).filter(pk=reporte.pk).exists() == lee
    assert puede == actos


def test_la_tabla_nombra_todos_los_actos() -> None:
    assert set(TABLA) == ESCRIBE | REVISA | {"abandonar"}  # of a correction only: test_correccion


def test_quien_envio_no_revisa() -> None:
    st = secretaria()
    reporte = crear_reporte(estado="enviado", enviado_por=st)
    assert not REVISA & set(permisos.actos_de(st, reporte))


def test_quien_es_del_pais_no_revisa_lo_suyo() -> None:
    pais = crear_pais("hn")
    organismo = Organizacion.objects.create(
        codigo="o", nombre="Organismo", tipo=Organizacion.Tipo.values[0], pais=pais
    )
    st = secretaria()
    st.organizacion = organismo
    assert not REVISA & set(permisos.actos_de(st, crear_reporte(pais, estado="enviado")))
    otro = crear_reporte(crear_pais("gt"), estado="enviado")
    assert set(permisos.actos_de(st, otro)) >= REVISA


def periodo_de(desde: int, hasta: int) -> Periodo:
    """A period open from ``desde`` days ago to ``hasta`` days from now."""
    cierra = HOY + dt.timedelta(days=hasta)
    return crear_periodo(abre=HOY - dt.timedelta(days=desde), vence=cierra, cierra=cierra)


@pytest.mark.parametrize(
    ("desde", "hasta", "abierto", "frase"),
    [
        (0, 0, True, ""),
        (10, 10, True, ""),
        (10, -1, False, "El período cerró el"),
        (-1, 10, False, "El período abre el"),
    ],
)
def test_las_fechas_abren_y_cierran(desde: int, hasta: int, abierto: bool, frase: str) -> None:
    reporte = crear_reporte(crear_pais("hn"), periodo_de(desde, hasta))
    ana = focal("hn")
    assert permisos.puede(ana, "guardar", reporte) == abierto
    assert permisos.puede(ana, "enviar", reporte) == abierto
    assert frase in permisos.por_que_cerrado(reporte)
    assert bool(permisos.por_que_cerrado(reporte)) != abierto


def test_la_prorroga_es_solo_de_quien_la_tiene() -> None:
    periodo = periodo_de(10, -1)
    Prorroga.objects.create(periodo=periodo, pais=crear_pais("hn"), hasta=HOY, motivo="Huracán")
    assert permisos.puede(focal("hn"), "guardar", crear_reporte(crear_pais("hn"), periodo))
    assert not permisos.puede(focal("gt"), "guardar", crear_reporte(crear_pais("gt"), periodo))
    assert not permisos.puede(secretaria(), "enviar", crear_reporte(periodo=periodo, regional=True))


def test_lo_devuelto_y_lo_corregido_no_tienen_plazo() -> None:
    periodo = periodo_de(10, -1)
    ana = focal("hn")
    devuelto = crear_reporte(crear_pais("hn"), periodo, "observado")
    assert permisos.puede(ana, "enviar", devuelto)
    viejo = crear_reporte(crear_pais("gt"), periodo, "aprobado")
    nuevo = crear_reporte(crear_pais("gt"), periodo, version=2, sustituye=viejo)
    assert permisos.puede(focal("gt"), "guardar", nuevo)
    assert not permisos.puede(focal("gt"), "corregir", viejo)


def test_solo_se_retira_en_plazo() -> None:
    reporte = crear_reporte(crear_pais("hn"), periodo_de(10, -1), "enviado")
    assert permisos.actos_de(focal("hn"), reporte) == []


def test_lo_que_se_devolvio_se_retoma_a_cualquier_hora() -> None:
    """It is not withdrawn: a draft would lose its remarks, and have a term again."""
    reporte = reenviado(crear_pais("hn"), periodo_de(10, -1), "")
    assert permisos.actos_de(focal("hn"), reporte) == ["retomar"]


def test_lo_que_el_revisor_quito_no_es_un_reenvio() -> None:
    reporte = reenviado(crear_pais("hn"), periodo_de(10, 10), "")
    reporte.observaciones.update(creada_en=timezone.now(), resuelta_en=timezone.now())
    assert permisos.actos_de(focal("hn"), reporte) == ["retirar"]


@pytest.mark.parametrize("rol", [OBSERVADOR, None])
def test_quien_no_tiene_el_rol_no_representa_a_nadie(rol: str | None) -> None:
    """Whatever the table of focal points says."""
    persona = crear_usuario("", *([rol] if rol else []))
    reporte = crear_reporte(crear_pais("hn"))
    PuntoFocal.objects.create(usuario=persona, pais=reporte.pais)
    assert permisos.paises_de(persona) == frozenset()
    assert permisos.actos_de(persona, reporte) == []
    assert not permisos.puede_informar(persona, reporte.periodo, reporte.pais)
    assert not Reporte.objects.visibles_para(persona).exists()


def test_a_quien_nombra_un_pais_no_le_toca_revisarlo_aunque_no_tenga_el_rol() -> None:
    st, reporte = secretaria(), crear_reporte(crear_pais("hn"), estado="enviado")
    PuntoFocal.objects.create(usuario=st, pais=reporte.pais)
    assert not REVISA & set(permisos.actos_de(st, reporte))


def test_un_mandato_vencido_ya_no_cuenta() -> None:
    ana = focal("hn")
    ana.puntos_focales.update(hasta=HOY - dt.timedelta(days=1))
    assert permisos.actos_de(ana, crear_reporte(crear_pais("hn"))) == []


@pytest.mark.parametrize(
    ("persona", "estados", "lee"),
    [("st", True, True), ("presidencia", True, True), ("observadora", True, False),
     ("propia", False, False), ("sin papel", False, False), ("anonima", False, False)],
)  # fmt: skip
def test_quien_ve_los_estados_y_quien_lee(persona: str, estados: bool, lee: bool) -> None:
    usuario = quien(persona)
    assert permisos.ve_estados(usuario) == estados
    assert permisos.lee_reportes(usuario) == lee
