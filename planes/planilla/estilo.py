"""How a workbook looks: the portal's colours (``static/marca/marca.json``) as cell styles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

RAIZ = Path(__file__).resolve().parents[2]
MARCA: dict[str, Any] = json.loads((RAIZ / "static/marca/marca.json").read_text(encoding="utf-8"))
COLOR: dict[str, str] = {n: c.removeprefix("#") for n, c in MARCA["colores"].items()}
EJES: dict[str, dict[str, str]] = {
    f"eje-{numero}": {n: c.removeprefix("#") for n, c in eje.items()}
    for numero, eje in MARCA["ejes"].items()
}
LETRA = "Calibri"  # on every machine, or one of its width


def letra(color: str = "tinta", **mas: Any) -> Font:
    return Font(name=LETRA, size=mas.pop("size", 11), color=COLOR.get(color, color), **mas)


def relleno(color: str) -> PatternFill:
    return PatternFill("solid", fgColor=COLOR.get(color, color))


def raya(color: str = "linea") -> Border:
    lado = Side(style="thin", color=COLOR[color])
    return Border(left=lado, right=lado, top=lado, bottom=lado)


ABIERTA, CERRADA = Protection(locked=False), Protection(locked=True)
ARRIBA = Alignment(vertical="top", wrap_text=True)
ARRIBA_DENTRO = Alignment(vertical="top", wrap_text=True, indent=2)
NUMERICA = Alignment(vertical="top", horizontal="right")
CENTRO = Alignment(vertical="center", wrap_text=True)
EN_UNA_LINEA = Alignment(vertical="center")
