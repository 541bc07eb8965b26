"""The laws of design.md §4 hold in the portal's files, and the checker sees each being broken."""

from pathlib import Path

import pytest

from tests.arquitectura import APPS, violaciones

RAIZ = Path(__file__).resolve().parent.parent
ARCHIVOS = sorted(
    ruta.relative_to(RAIZ).as_posix()
    for app in APPS
    for ruta in (RAIZ / app).rglob("*.py")
    if "migrations" not in ruta.parts
)


@pytest.mark.parametrize("archivo", ARCHIVOS)
def test_leyes(archivo: str) -> None:
    assert violaciones(archivo, (RAIZ / archivo).read_text(encoding="utf-8")) == []


def test_se_leen_los_archivos() -> None:
    assert {archivo.split("/")[0] for archivo in ARCHIVOS} == set(APPS)


ROTAS = {
    "actores imports planes": ("actores/models/pais.py", "from planes.models import Plan"),
    "planes imports informes": ("planes/views/reportes.py", "import informes.contenido"),
    "actores imports corett": ("actores/cuentas.py", "from corett import settings"),
    "planes imports corett": ("planes/admin.py", "from corett.admin import sitio"),
    "imports planes.permisos, a layer above": (
        "planes/models/reporte.py",
        "from .. import permisos",
    ),
    "imports planes.operaciones, a layer above": (
        "planes/models/reporte.py",
        "from planes.operaciones import aprobar",
    ),
    "imports planes.forms, a layer above": ("planes/operaciones.py", "from . import forms"),
    "imports planes.views.reporte, a layer above": (
        "planes/permisos.py",
        "from .views.reporte import detalle",
    ),
    "imports informes.api_urls, a layer above": (
        "informes/contenido.py",
        "from informes import api_urls",
    ),
    "imports planes.models, a layer above": ("planes/calculo.py", "from planes.models import Dato"),
    "calculo imports django": ("planes/calculo.py", "from django.db import models"),
    "calculo imports pandas": ("planes/calculo/tiempo.py", "import pandas as pd"),
    "transiciones imports actores": ("planes/transiciones.py", "from actores import roles"),
    "enmascarar imports planes": ("informes/enmascarar.py", "from planes import calculo"),
    "private name _sumar": ("informes/contenido.py", "from planes.calculo import _sumar"),
    "private name _interno": ("planes/arbol.py", "from planes._interno import x"),
    "private name operaciones._x": (
        "planes/admin.py",
        "from . import operaciones\noperaciones._x()",
    ),
    "import inside the function f": ("planes/admin.py", "def f():\n    import json"),
    "import inside the function g": (
        "planes/models/plan.py",
        "class A:\n    async def g(self):\n        from planes import calculo",
    ),
    "public informes.views.plan imports planes.models": (
        "informes/views/plan.py",
        "from planes.models import Reporte",
    ),
    "public informes.api imports planes.models": ("informes/api.py", "from planes import models"),
    "public informes.api_vistas imports planes.arbol": (
        "informes/api_vistas.py",
        "from planes.arbol import cargar",
    ),
    "public informes.documentos.anual imports planes.models": (
        "informes/documentos/anual.py",
        "import planes.models.reporte",
    ),
    "public informes.views names the app planes": (
        "informes/views.py",
        "from django.apps import apps\napps.get_model('planes', 'Valor')",
    ),
    "weasyprint is for a package documentos only": ("informes/views.py", "import weasyprint"),
    "lines: it holds two things": ("planes/admin.py", "x = 1\n" * 500),
}


@pytest.mark.parametrize("aviso", ROTAS)
def test_ve_la_ley_rota(aviso: str) -> None:
    archivo, fuente = ROTAS[aviso]
    faltas = violaciones(archivo, fuente)
    assert any(aviso in falta and falta.startswith(f"{archivo}:") for falta in faltas), faltas


PERMITIDAS = [
    (
        "planes/models/reporte.py",
        "from actores.models import Pais\nfrom planes import transiciones",
    ),
    ("planes/models/plan.py", "from .base import Comun\nfrom django.db import models"),
    ("planes/models/__init__.py", "from .plan import Plan"),
    ("planes/operaciones.py", "from . import models, permisos, transiciones"),
    ("planes/arbol.py", "from planes import calculo\nfrom planes.models import Dato"),
    ("planes/calculo/__init__.py", "from .tiempo import sumar\nfrom dataclasses import dataclass"),
    ("planes/views/reporte.py", "from ..forms import Avance\nfrom ..operaciones import enviar"),
    ("planes/admin.py", "from django.utils.translation import gettext_lazy as _"),
    ("planes/apps.py", "class C:\n    def ready(self):\n        from . import tareas"),
    ("planes/admin.py", "from django.contrib import admin\nadmin.site._registry"),
    ("informes/admin.py", "from planes.models import Plan"),
    ("informes/contenido.py", "from planes import arbol\nfrom informes.enmascarar import derivar"),
    ("informes/auditoria/lineal.py", "from scipy.optimize import milp"),
    ("informes/views/inicio.py", "from actores.models import LineaDenuncia"),
    ("informes/documentos/anual.py", "import weasyprint\nfrom planes.calculo import Cobertura"),
    ("planes/documentos/pdf.py", "import weasyprint\nfrom planes.progreso import Progreso"),
    ("corett/management/commands/demo.py", "from planes.operaciones import enviar"),
]


@pytest.mark.parametrize(("archivo", "fuente"), PERMITIDAS)
def test_deja_lo_permitido(archivo: str, fuente: str) -> None:
    assert violaciones(archivo, fuente) == []
