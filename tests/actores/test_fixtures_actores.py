"""Countries, national bodies, organisations, help lines and committees as data."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from actores.models import (
    Comite,
    LineaDenuncia,
    Organizacion,
    Pais,
    PublicoMeta,
    RolOrganizacion,
)

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
ARCHIVOS = ("publicos", "paises", "organizaciones", "lineas", "comites")
RUTAS = [str(FIXTURES / f"{archivo}.json") for archivo in ARCHIVOS]
EN_ORDEN_IMPRESO = {
    "gt": ("Guatemala", "svet"),
    "bz": ("Belice", "atips"),
    "hn": ("Honduras", "cicesct"),
    "sv": ("El Salvador", "consejo-el-salvador"),
    "ni": ("Nicaragua", "coalicion-nicaragua"),
    "cr": ("Costa Rica", "conatt"),
    "pa": ("Panamá", "comision-panama"),
    "mx": ("México", "comision-mexico"),
    "do": ("República Dominicana", "citim"),
}
# The acronyms that the two documents and the Plan Operativo's cells use.
NOMBRADAS = {
    "oim", "unodc", "ecpat", "ecpat-guatemala", "sica", "sg-sica", "el-pozo-de-vida", "our",
    "foprel", "commca", "svet", "conatt", "cicesct", "crm", "ocam", "oea", "caricom",
    "save-the-children", "union-europea", "fondo-oim",
}  # fmt: skip


@pytest.fixture
def _cargadas(db: None) -> None:
    call_command("loaddata", *RUTAS, verbosity=0)


pytestmark = pytest.mark.usefixtures("_cargadas")


def test_nueve_paises_en_el_orden_impreso_cada_uno_con_su_organismo() -> None:
    paises = Pais.objects.order_by("orden")
    assert [p.orden for p in paises] == list(range(1, 10))
    assert {
        p.codigo: (p.nombre, p.organismo.codigo) for p in paises if p.organismo
    } == EN_ORDEN_IMPRESO
    assert [p.codigo for p in paises] == list(EN_ORDEN_IMPRESO)
    for pais in paises:
        assert pais.organismo
        assert pais.organismo.pais == pais
        assert pais.organismo.tipo == Organizacion.Tipo.ORGANISMO_NACIONAL
        assert pais.organismo.roles.filter(rol=RolOrganizacion.Rol.MIEMBRO).exists()
        assert pais.adhesion is None
        assert ZoneInfo(pais.zona_horaria)
    assert Pais.objects.get(idioma="en").codigo == "bz"


def test_los_miembros_son_los_nueve_organismos_nacionales() -> None:
    miembros = Organizacion.objects.filter(roles__rol=RolOrganizacion.Rol.MIEMBRO)
    assert {o.codigo for o in miembros} == {organismo for _, organismo in EN_ORDEN_IMPRESO.values()}


def test_estan_las_organizaciones_de_los_dos_documentos() -> None:
    assert set(Organizacion.objects.values_list("codigo", flat=True)) >= NOMBRADAS
    observadoras = Organizacion.objects.filter(roles__rol=RolOrganizacion.Rol.OBSERVADOR)
    assert {o.codigo for o in observadoras} == {
        "oim", "unodc", "ecpat", "sica", "el-pozo-de-vida", "our",
    }  # fmt: skip


def test_ninguna_organizacion_se_publica_sin_fuente() -> None:
    publicables = Organizacion.objects.filter(publicable=True)
    assert publicables
    for organizacion in publicables:
        assert "Fuente: " in organizacion.nota_fuente, organizacion
        assert "Consulta: " in organizacion.nota_fuente, organizacion
    for organizacion in Organizacion.objects.filter(publicable=False):
        assert "antes de publicar" in organizacion.nota_fuente, organizacion
    # No firm source gives a web address, and nobody has verified a row yet.
    assert not Organizacion.objects.exclude(sitio_web="").exists()
    assert not Organizacion.objects.filter(verificada_en__isnull=False).exists()


def test_ninguna_linea_se_carga_como_verificada() -> None:
    lineas = LineaDenuncia.objects.all()
    assert lineas
    for linea in lineas:
        assert linea.verificada_en is None
        assert linea.verificada_por is None
        assert linea.fuente
    con_linea = set(lineas.values_list("pais__codigo", flat=True))
    assert con_linea == {"mx", "hn", "pa", "gt", "cr", "ni"}  # no reliable number elsewhere


def test_dos_comites_sin_miembros() -> None:
    assert {c.codigo: c.miembros.count() for c in Comite.objects.all()} == {
        "comunicacion": 0,
        "movilizacion-recursos": 0,
    }


def test_el_ingles_esta_completo() -> None:
    for archivo in ARCHIVOS:
        for fila in json.loads((FIXTURES / f"{archivo}.json").read_text("utf-8")):
            campos = fila["fields"]
            for campo in [c for c in campos if f"{c}_en" in campos]:
                assert bool(campos[campo]) == bool(campos[f"{campo}_en"]), campos


def test_cargar_otra_vez_no_cambia_nada() -> None:
    modelos = (PublicoMeta, Pais, Organizacion, RolOrganizacion, LineaDenuncia, Comite)
    antes = [list(modelo.objects.order_by("pk").values()) for modelo in modelos]
    call_command("loaddata", *RUTAS, verbosity=0)
    assert [list(modelo.objects.order_by("pk").values()) for modelo in modelos] == antes


def test_las_filas_cargadas_cumplen_sus_propias_reglas() -> None:
    for modelo in (PublicoMeta, Pais, Organizacion, RolOrganizacion, LineaDenuncia, Comite):
        for fila in modelo.objects.all():
            fila.full_clean()
