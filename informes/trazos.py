"""What every drawing is made of: the identity read once, numbers, escaped text, the SVG frame."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

Numero = int | float | Decimal

CARPETA = Path(__file__).resolve().parent.parent / "static" / "marca"
MARCA: dict[str, Any] = json.loads((CARPETA / "marca.json").read_text(encoding="utf-8"))
COLOR: dict[str, str] = MARCA["colores"]
SANS = MARCA["tipografia"]["sans"]
"""The families with the quotes of their names: without them "Source Sans 3" is none."""

# Characters that XML does not allow, whatever a label brings.
PROHIBIDOS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(
    ident: str,
    titulo: str,
    desc: str,
    contenido: str,
    alto: int = 0,
    caja: Sequence[int] = (),
    clase: str = "",
    rol: str = "img",
) -> str:
    """The document around a drawing: 640 × `alto` px that may stretch, or the view box `caja`."""
    tamano = (
        f'viewBox="0 0 {caja[0]} {caja[1]}" width="{caja[0]}" height="{caja[1]}"'
        if caja
        else f'width="640" height="{alto}"'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{clase or "fluido"}" {tamano} '
        f'role="{rol}" aria-labelledby="{ident}-t" aria-describedby="{ident}-d" '
        f'font-family="{SANS}" font-size="15" fill="{COLOR["tinta"]}">'
        f'<title id="{ident}-t">{escapar(titulo)}</title>'
        f'<desc id="{ident}-d">{escapar(desc)}</desc>{contenido}</svg>'
    )


def patron(ident: str, lado: int, dibujo: str) -> str:
    """A texture that repeats every `lado` px, on nothing."""
    return (
        f'<pattern id="{ident}" width="{lado}" height="{lado}" patternUnits="userSpaceOnUse">'
        f"{dibujo}</pattern>"
    )


def identidad(*contenido: object) -> str:
    """An id that only the same drawing has."""
    return "g" + hashlib.sha256(repr(contenido).encode()).hexdigest()[:10]


def porciento(valor: float) -> str:
    """12.5 -> "12.5": at most two decimals, for an attribute (the sign % is not in it)."""
    return f"{valor:.2f}".rstrip("0").rstrip(".")


def redondo(valor: float) -> float:
    """A coordinate: a tenth of a unit is finer than a screen."""
    return round(valor, 1)


def sin_valor(marca: str, idioma: str) -> str:
    """Why there is no value: "sin dato [x]"."""
    return f"{MARCA['marcas'][marca][idioma]} [{marca}]"


def escapar(texto: object) -> str:
    """Text for an element or an attribute, whatever it brings."""
    return escape(PROHIBIDOS.sub("", str(texto)), quote=True)
