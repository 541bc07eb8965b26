"""Static files: what the templates name exists; in production a missing one breaks no page."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from corett.estaticos import Estaticos

RAIZ = Path(__file__).resolve().parent.parent.parent
NOMBRADO = re.compile(r"""{%\s*static\s+['"]([^'"]+)['"]""")
NOMBRADOS = sorted(
    {
        nombre
        for plantilla in (RAIZ / "templates").rglob("*.*")
        for nombre in NOMBRADO.findall(plantilla.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("nombre", NOMBRADOS)
def test_existe_lo_que_nombran_las_plantillas(nombre: str) -> None:
    assert finders.find(nombre), f"static/{nombre} is named in a template and does not exist"


def test_los_nombres_llevan_la_huella_del_contenido(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("body{}")
    estaticos = Estaticos(location=tmp_path, base_url="/static/")
    estaticos.hashed_files = {"a.css": "a.0123456789ab.css"}
    assert estaticos.stored_name("a.css") == "a.0123456789ab.css"


def test_lo_que_falta_no_rompe_la_pagina(tmp_path: Path) -> None:
    estaticos = Estaticos(location=tmp_path, base_url="/static/")
    assert estaticos.stored_name("css/no-existe.css") == "css/no-existe.css"
