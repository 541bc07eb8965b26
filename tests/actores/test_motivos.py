"""Why a row changed, said to whoever reads the history."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from actores.motivos import CON_DETALLE, MOTIVOS, en_palabras
from planes import transiciones

RAIZ = Path(__file__).parents[2]


def codigos() -> Iterator[str]:
    """Every reason that the code writes by itself, as it stands there."""
    for app in ("actores", "planes", "informes", "corett"):
        for archivo in (RAIZ / app).rglob("*.py"):
            if "demostracion" in archivo.name:  # what fictitious persons "wrote"
                continue
            for nodo in ast.walk(ast.parse(archivo.read_text())):
                if isinstance(nodo, ast.Call):
                    for dado in nodo.keywords:
                        if dado.arg in ("motivo", "default_change_reason"):
                            yield from textos(dado.value)


def textos(nodo: ast.expr) -> Iterator[str]:
    if isinstance(nodo, ast.Constant) and isinstance(nodo.value, str) and nodo.value:
        yield nodo.value
    elif isinstance(nodo, ast.IfExp):
        yield from textos(nodo.body)
        yield from textos(nodo.orelse)
    elif isinstance(nodo, ast.JoinedStr):
        yield "".join(p.value if isinstance(p, ast.Constant) else "x" for p in nodo.values)


def test_cada_motivo_del_portal_tiene_su_frase() -> None:
    hallados = {*codigos(), *transiciones.TABLA, "autoguardado"}
    assert {"aprobar", "cargado del documento", "reabrir: x"} <= hallados
    sin_frase = {c for c in hallados - {"guardar"} if en_palabras(c).startswith("«")}
    assert not sin_frase


@pytest.mark.parametrize("frase", [*MOTIVOS.values(), *CON_DETALLE.values()])
def test_cada_frase_esta_en_ingles(frase: str) -> None:
    with translation.override("en"):
        assert translation.gettext(frase) != frase


@pytest.mark.parametrize(
    ("motivo", "frase"),
    [
        ("aprobar", "Se aprobó el reporte."),
        ("corregir: Un taller de más", "Se pidió corregir lo aprobado: «Un taller de más»"),
        ("antivirus: OK", "La revisó el antivirus: no halló nada."),
        ("antivirus: Eicar", "El antivirus halló un virus: Eicar"),
        ("Importado de «a.csv»", "Se importó de «a.csv»."),
        ("Errata de la página 4", "«Errata de la página 4»"),
        ("aprobar todo", "«aprobar todo»"),
        ("100 % de acuerdo", "«100 % de acuerdo»"),
    ],
)
def test_lo_que_se_lee(motivo: str, frase: str) -> None:
    assert en_palabras(motivo) == frase


def test_cada_frase_pasa_por_la_traduccion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked up at display, in the reader's language, and not when it was written."""
    pedidas: list[str] = []
    monkeypatch.setattr("actores.motivos._", lambda t: pedidas.append(t) or t)
    with translation.override("en"):
        for codigo in (*MOTIVOS, "corregir: x", "reabrir: x", "antivirus: OK", "antivirus: y",
                       "Importado de «x»"):  # fmt: skip
            en_palabras(codigo)
    assert {*MOTIVOS.values(), *CON_DETALLE.values()} == set(pedidas)
