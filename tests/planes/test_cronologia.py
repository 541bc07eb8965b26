"""What happened to a period, told on its desk: dates and extensions, who and why."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from actores.models import Usuario
from actores.roles import SECRETARIA_TECNICA
from corett.roles import dar_permisos
from planes import operaciones
from planes.cronologia import cronologia
from planes.models import Periodo, Prorroga
from tests.crear import crear_pais, crear_plan, crear_usuario
from tests.planes.gente import HOY, entrar, texto

pytestmark = pytest.mark.django_db

DIA = dt.timedelta(days=1)


def dicho(dias: int) -> str:
    return date_format(HOY + dias * DIA)


@pytest.fixture
def st() -> Usuario:
    dar_permisos()
    return crear_usuario("", SECRETARIA_TECNICA, is_staff=True, nombre="Sara")


@pytest.fixture
def periodo(st: Usuario) -> Periodo:
    """Open, opened by the ST; Honduras and Guatemala report."""
    crear_pais("hn", "Honduras")
    crear_pais("gt", "Guatemala")
    return operaciones.abrir_periodo(
        plan=crear_plan(), anio=2024, semestre=1, por=st,
        abre=HOY - 40 * DIA, vence=HOY - 10 * DIA, cierra=HOY + 5 * DIA,
    )  # fmt: skip


def dar(periodo: Periodo, st: Usuario, codigo: str, dias: int, motivo: str) -> None:
    operaciones.prorrogar(
        periodo=periodo, informantes=[crear_pais(codigo)], hasta=HOY + dias * DIA,
        motivo=motivo, por=st,
    )  # fmt: skip


def test_el_historial_lleva_a_las_prorrogas(st: Usuario, periodo: Periodo) -> None:
    dar(periodo, st, "hn", 20, "Huracán")
    html = entrar(st).get(reverse("admin:planes_periodo_history", args=[periodo.pk]))
    mesa = reverse("admin:planes_periodo_mesa", args=[periodo.pk])
    assert f'href="{mesa}#historial"' in html.content.decode()
    assert "con sus prórrogas" in texto(html)
    assert "Huracán" in texto(entrar(st).get(mesa))


def test_dice_fechas_y_prorrogas_con_quien_y_por_que(st: Usuario, periodo: Periodo) -> None:
    dar(periodo, st, "hn", 20, "Huracán")
    operaciones.cambiar_periodo(periodo=periodo, cierra=HOY + 8 * DIA, motivo="Feriados", por=st)
    dar(periodo, st, "hn", 30, "Sigue el huracán")
    operaciones.terminar_prorroga(
        periodo=periodo, pais=crear_pais("hn"), motivo="Ya enviaron", por=st
    )
    sucesos = cronologia(periodo)
    assert [(s.quien, s.que, s.motivo) for s in sucesos] == [
        ("Sara", f"Terminó la prórroga para Honduras, que iba hasta el {dicho(30)}.",
         "Ya enviaron"),
        ("Sara", f"Cambió la prórroga para Honduras: ahora es hasta el {dicho(30)}.",
         "Sigue el huracán"),
        ("Sara", f"Cerraba el {dicho(5)} y cierra el {dicho(8)}.", "Feriados"),
        ("Sara", f"Se dio una prórroga para Honduras hasta el {dicho(20)}.", "Huracán"),
        ("Sara", f"Se abrió: abre el {dicho(-40)}, vence el {dicho(-10)} y cierra el {dicho(5)}.",
         ""),
    ]  # fmt: skip


def test_cerrar_para_todos_dice_antes_y_despues_que_prorrogas_termina(
    st: Usuario, periodo: Periodo
) -> None:
    """Before: on the form that closes. After: in what has happened, with the reason."""
    dar(periodo, st, "hn", 20, "Huracán")
    dar(periodo, st, "gt", 25, "Elecciones")
    mesa = reverse("admin:planes_periodo_mesa", args=[periodo.pk])
    cliente = entrar(st)
    pagina = texto(cliente.get(mesa))
    assert "También terminan 2 prórrogas:" in pagina
    assert f"Honduras, hasta el {dicho(20)}: «Huracán»" in pagina
    assert f"Guatemala, hasta el {dicho(25)}: «Elecciones»" in pagina
    assert "Cerrar el período y terminar sus prórrogas" in pagina
    sin_motivo = cliente.post(mesa, {"accion": "cerrar", "cerrar-motivo": " "})
    assert "Escriba el motivo." in texto(sin_motivo)
    assert Prorroga.objects.count() == 2
    despues = texto(
        cliente.post(mesa, {"accion": "cerrar", "cerrar-motivo": "Plenaria"}, follow=True)
    )
    for frase in (
        f"Terminó la prórroga para Honduras, que iba hasta el {dicho(20)}. Motivo: «Plenaria»",
        f"Terminó la prórroga para Guatemala, que iba hasta el {dicho(25)}. Motivo: «Plenaria»",
        "Se dio una prórroga para Honduras",
    ):
        assert frase in despues
    assert f"{HOY + 20 * DIA:%Y-%m-%d}" not in despues
    assert "También termina" not in despues


def test_una_prorroga_cortada_despues_del_cierre_dice_las_dos_fechas(
    st: Usuario, periodo: Periodo
) -> None:
    dar(periodo, st, "hn", 20, "Huracán")
    Periodo.objects.update(cierra=HOY - 5 * DIA)
    periodo.refresh_from_db()
    operaciones.cerrar_periodo(periodo=periodo, motivo="Plenaria", por=st)
    primero = cronologia(periodo)[0]
    assert primero.que == (
        f"Terminó la prórroga para Honduras: iba hasta el {dicho(20)} y queda hasta el {dicho(-1)}."
    )
    assert primero.motivo == "Plenaria"


def test_las_consultas_no_crecen(
    st: Usuario, periodo: Periodo, django_assert_num_queries: object
) -> None:
    for codigo in ("hn", "gt"):
        dar(periodo, st, codigo, 20, "Huracán")
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(cronologia(periodo)) == 3


def test_el_historial_de_la_tabla_escribe_las_fechas_como_se_leen(
    st: Usuario, periodo: Periodo
) -> None:
    operaciones.cambiar_periodo(periodo=periodo, cierra=HOY + 8 * DIA, motivo="Feriados", por=st)
    ruta = reverse("admin:planes_periodo_history", args=[periodo.pk])
    html = entrar(st).get(ruta).content.decode()
    assert f"<del>{dicho(5)}</del> <ins>{dicho(8)}</ins>" in html
    assert "Se abrió el período." in html  # and not the code "abrir"
    with translation.override("en"):
        assert dicho(8) in entrar(st).get(f"/en{ruta}").content.decode()
