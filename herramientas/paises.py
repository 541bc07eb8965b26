"""Writes `static/marca/paises.json`: simplified outlines of the member countries.

Usage: python herramientas/paises.py countries-50m.json

The file comes from the npm package world-atlas (Natural Earth 1:50m, public domain). A country
that joins gets a line in PAISES: its ISO 3166-1 number, its names and the place of its disc.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

SALIDA = Path(__file__).resolve().parent.parent / "static" / "marca" / "paises.json"

# Code: ISO number, Spanish, English, where its disc stands (longitude, latitude).
PAISES: dict[str, tuple[str, str, str, tuple[float, float] | None]] = {
    "gt": ("320", "Guatemala", "Guatemala", (-93.9, 12.3)),
    "bz": ("084", "Belice", "Belize", (-85.6, 19.3)),
    "hn": ("340", "Honduras", "Honduras", (-82.0, 17.0)),
    "sv": ("222", "El Salvador", "El Salvador", (-90.6, 9.3)),
    "ni": ("558", "Nicaragua", "Nicaragua", (-79.9, 13.2)),
    "cr": ("188", "Costa Rica", "Costa Rica", (-86.4, 7.4)),
    "pa": ("591", "Panamá", "Panama", (-75.4, 11.2)),
    "mx": ("484", "México", "Mexico", None),
    "do": ("214", "República Dominicana", "Dominican Republic", (-70.4, 15.6)),
}
OESTE, ESTE, SUR, NORTE = -118.6, -67.4, 4.9, 33.2
ANCHO = 480
TOLERANCIA = 0.02  # degrees; a fifth of a unit of the drawing
ISLA_MENOR = 0.02  # square degrees; smaller islands are left out, but never a whole country

Punto = tuple[float, float]


def proyectar(lon: float, lat: float) -> Punto:
    """Mercator, in units of the drawing, one decimal."""

    def norte(grados: float) -> float:
        return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(grados) / 2)))

    escala = ANCHO / (ESTE - OESTE)
    return round((lon - OESTE) * escala, 1), round((norte(NORTE) - norte(lat)) * escala, 1)


def simplificar(linea: list[Punto], tolerancia: float) -> list[Punto]:
    """Douglas-Peucker; the ends stay, so that shared borders stay shared."""
    if len(linea) < 3:
        return linea
    (x0, y0), (x1, y1) = linea[0], linea[-1]
    largo = math.hypot(x1 - x0, y1 - y0)

    def lejos(p: Punto) -> float:
        if largo == 0:
            return math.hypot(p[0] - x0, p[1] - y0)
        return abs((x1 - x0) * (y0 - p[1]) - (x0 - p[0]) * (y1 - y0)) / largo

    i = max(range(1, len(linea) - 1), key=lambda k: lejos(linea[k]))
    if lejos(linea[i]) <= tolerancia:
        return [linea[0], linea[-1]]
    return simplificar(linea[: i + 1], tolerancia)[:-1] + simplificar(linea[i:], tolerancia)


def arcos(atlas: dict[str, Any]) -> list[list[Punto]]:
    """TopoJSON arcs in degrees, simplified."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    salida = []
    for arco in atlas["arcs"]:
        x = y = 0
        linea = []
        for dx, dy in arco:
            x, y = x + dx, y + dy
            linea.append((x * sx + tx, y * sy + ty))
        salida.append(linea)
    return salida


def anillos(geometria: dict[str, Any], lineas: list[list[Punto]]) -> list[list[Punto]]:
    """Outer rings of a country, largest first, in degrees."""
    poligonos = geometria["arcs"] if geometria["type"] == "MultiPolygon" else [geometria["arcs"]]
    salida = []
    for poligono in poligonos:
        anillo: list[Punto] = []
        for i in poligono[0]:
            linea = simplificar(lineas[i if i >= 0 else ~i], TOLERANCIA)
            anillo += (linea if i >= 0 else linea[::-1])[1 if anillo else 0 :]
        salida.append(anillo)
    return sorted(salida, key=lambda a: -abs(area(a)))


def area(anillo: list[Punto]) -> float:
    pares = zip(anillo, anillo[1:] + anillo[:1], strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pares) / 2


def centro(anillo: list[Punto]) -> Punto:
    """Centroid of a ring."""
    pares = list(zip(anillo, anillo[1:] + anillo[:1], strict=True))
    cruces = [x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pares]
    seis = 3 * sum(cruces)
    return (
        sum((a[0] + b[0]) * c for (a, b), c in zip(pares, cruces, strict=True)) / seis,
        sum((a[1] + b[1]) * c for (a, b), c in zip(pares, cruces, strict=True)) / seis,
    )


def camino(anillo: list[Punto]) -> str:
    """SVG path of a ring, relative steps to keep it short."""
    puntos = [proyectar(*p) for p in anillo]
    partes, (px, py) = [f"M{puntos[0][0]:g} {puntos[0][1]:g}l"], puntos[0]
    for x, y in puntos[1:-1]:
        if (x, y) != (px, py):
            partes.append(f"{round(x - px, 1):g},{round(y - py, 1):g} ")
            px, py = x, y
    return "".join(partes).strip() + "z"


def main(ruta: str) -> None:
    atlas = json.loads(Path(ruta).read_text(encoding="utf-8"))
    lineas = arcos(atlas)
    geometrias = {g.get("id"): g for g in atlas["objects"]["countries"]["geometries"]}
    paises = {}
    for codigo, (iso, es, en, disco) in PAISES.items():
        todos = anillos(geometrias[iso], lineas)
        grandes = [a for i, a in enumerate(todos) if i == 0 or abs(area(a)) > ISLA_MENOR]
        medio = proyectar(*centro(todos[0]))
        paises[codigo] = {
            "nombre": {"es": es, "en": en},
            "centro": medio,
            "disco": proyectar(*disco) if disco else medio,
            "d": "".join(camino(a) for a in grandes),
        }
    salida = {
        "fuente": "Natural Earth 1:50m (public domain), npm world-atlas; herramientas/paises.py",
        "caja": [ANCHO, math.ceil(proyectar(OESTE, SUR)[1])],
        "paises": paises,
    }
    texto = json.dumps(salida, ensure_ascii=False, indent=1) + "\n"
    SALIDA.write_text(texto, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
