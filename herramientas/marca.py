"""Writes what is drawn from `static/marca/marca.json`, the one source of the visual identity.

Usage: python herramientas/marca.py            write the files
       python herramientas/marca.py --revisar  exit with 1 when a file does not agree

A test runs the same comparison. `static/marca/` also serves the PDFs (`formas/*.svg`).
"""

from __future__ import annotations

import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE))

from informes.graficos import MARCA, motivo

AVISO = "made by herramientas/marca.py from static/marca/marca.json: change it there"
ESTADOS = MARCA["estados"] | MARCA["otros_estados"]


def css() -> str:
    """`marca.css`: font faces and custom properties, and the colour of each state and eje."""
    tipografia = MARCA["tipografia"]
    lineas = [f"/* {AVISO} */"]
    lineas += [
        f'@font-face{{font-family:"{f["familia"]}";font-weight:{f["peso"]};font-style:{f["estilo"]};'
        f'font-display:swap;src:url("../fonts/{f["archivo"]}") format("woff2")}}'
        for f in tipografia["archivos"]
    ]
    lineas.append(":root {")
    lineas += [f"  --{nombre}: {tipografia[nombre]};" for nombre in ("serif", "sans")]
    lineas += [f"  --{nombre}: {color};" for nombre, color in MARCA["colores"].items()]
    for numero, eje in MARCA["ejes"].items():
        lineas += [f"  --eje{numero}: {eje['color']};", f"  --eje{numero}-fondo: {eje['fondo']};"]
    lineas.append("}")
    for clave, estado in ESTADOS.items():
        fondo = estado.get("fondo", MARCA["colores"]["fondo"])
        lineas.append(f".e-{clave} {{ --c: {estado['color']}; --c-fondo: {fondo}; }}")
    for numero in MARCA["ejes"]:
        lineas.append(
            f".eje-{numero} {{ --c: var(--eje{numero}); --c-fondo: var(--eje{numero}-fondo); }}"
        )
    return "\n".join(lineas) + "\n"


def plantilla_formas() -> str:
    """`partes/_forma.html`: the shape of a state as inline SVG in the colour of the text."""
    por_forma: dict[str, list[str]] = {}
    for clave, estado in ESTADOS.items():
        por_forma.setdefault(estado["forma"], []).append(clave)
    ramas = []
    for forma, claves in por_forma.items():
        condicion = " or ".join(f'clave == "{clave}"' for clave in claves)
        inicio = "if" if not ramas else "elif"
        ramas.append(f"{{% {inicio} {condicion} %}}{MARCA['formas'][forma]}")
    dibujo = "".join(ramas) + "{% endif %}"
    return (
        f"{{# {AVISO} #}}"
        '<svg class="forma" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" '
        f'focusable="false">{dibujo.replace(chr(39), chr(34))}</svg>\n'
    )


def forma(clave: str) -> str:
    """A state's shape as a file, in its own colour (for CSS backgrounds and PDFs)."""
    estado = ESTADOS[clave]
    dibujo = MARCA["formas"][estado["forma"]].replace("currentColor", estado["color"])
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">'
        f"{dibujo}</svg>\n"
    )


def archivos() -> dict[str, str]:
    """Every generated file: path in the project -> its text."""
    color = MARCA["colores"]
    salida = {
        "static/css/marca.css": css(),
        "templates/partes/_forma.html": plantilla_formas(),
        "static/marca/logo.svg": motivo(color["azul"], "#8FA9CB", forma="logo"),
        "static/marca/logo-blanco.svg": motivo(color["blanco"], "#8B9CC0", forma="logo"),
        "static/marca/favicon.svg": motivo(
            color["blanco"], "#8FA9CB", forma="favicon", fondo=color["azul"]
        ),
        "static/marca/motivo.svg": motivo(color["azul"], "#A9BCD8", forma="mapa"),
        "static/marca/motivo-claro.svg": motivo("#E6ECF6", "#6F86B4", forma="mapa"),
        "static/marca/motivo-blanco.svg": motivo(color["blanco"], color["blanco"], forma="mapa"),
        "static/marca/motivo-tenue.svg": motivo("#C3CFE0", color["linea"], forma="mapa"),
    }
    for clave in ESTADOS:
        salida[f"static/marca/formas/{clave}.svg"] = forma(clave)
    return salida


def distintos() -> list[str]:
    """Paths of generated files that are missing or differ from what the source says."""
    return [
        ruta
        for ruta, texto in archivos().items()
        if not (BASE / ruta).exists() or (BASE / ruta).read_text(encoding="utf-8") != texto
    ]


if __name__ == "__main__":
    if "--revisar" in sys.argv:
        sys.exit("\n".join(distintos()) or 0)
    for ruta, texto in archivos().items():
        (BASE / ruta).parent.mkdir(parents=True, exist_ok=True)
        (BASE / ruta).write_text(texto, encoding="utf-8")
