"""Reads the imports of the portal's files and says which law of design.md §4 they break."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

# Who may import whom: actores <- planes <- informes, and corett, the portal, stands over all.
APPS = {
    "actores": {"actores"},
    "planes": {"actores", "planes"},
    "informes": {"actores", "planes", "informes"},
    "corett": {"actores", "planes", "informes", "corett"},
}

# Only the standard library, and what is named here.
PUROS: dict[str, set[str]] = {
    "planes.calculo": set(),
    "planes.transiciones": set(),
    "informes.enmascarar": set(),
    "informes.auditoria.lineal": {"numpy", "scipy"},
}

# Layers inside the apps: a file may import its own layer and those below it. What is named
# nowhere is in the middle: permisos, arbol, operaciones, validacion, contenido, documentos, …
PURO, MODELOS, DOMINIO, BORDE = range(4)
CAPAS = {
    "calculo": PURO,
    "transiciones": PURO,
    "enmascarar": PURO,
    "roles": PURO,
    "models": MODELOS,
    "admin": BORDE,
    "api": BORDE,
    "apps": BORDE,
    "consolidado": BORDE,
    "contexto": BORDE,
    "feeds": BORDE,
    "forms": BORDE,
    "management": BORDE,
    "middleware": BORDE,
    "planilla": BORDE,
    "resources": BORDE,
    "sitemaps": BORDE,
    "urls": BORDE,
    "views": BORDE,
}

# What visitors see is drawn from the published cut: these never reach for the tables behind it.
PUBLICOS = {"views", "api", "documentos", "feeds", "sitemaps", "templatetags", "contexto"}
INTERNOS = ("planes.models", "planes.arbol", "planes.operaciones", "planes.permisos")

SOLO_DOCUMENTOS = {"weasyprint", "pptx"}
LINEAS_MAXIMAS = 480  # design.md: not much beyond 400


@dataclass(frozen=True)
class Importe:
    """One imported name: `from planes.models import Plan` is modulo planes.models, nombre Plan."""

    linea: int
    modulo: str
    nombre: str | None = None

    @property
    def destinos(self) -> list[str]:
        """What it may mean: the module, or a module of that name inside it."""
        return (
            [self.modulo] if self.nombre is None else [self.modulo, f"{self.modulo}.{self.nombre}"]
        )


def modulo_de(ruta: str) -> str:
    """`planes/models/__init__.py` -> `planes.models`."""
    partes = list(PurePosixPath(ruta).with_suffix("").parts)
    return ".".join(partes[:-1] if partes[-1] == "__init__" else partes)


def rol(modulo: str) -> str:
    """The word that tells a file's role: `informes.api_urls` -> `api`."""
    partes = modulo.split(".")
    return partes[1].split("_")[0] if len(partes) > 1 else ""


def capa(modulo: str) -> int:
    return CAPAS.get(rol(modulo), DOMINIO)


def importes(arbol: ast.AST, ruta: str) -> Iterator[Importe]:
    """Every import of a file, with relative ones made absolute."""
    paquete = modulo_de(ruta).split(".")
    if not ruta.endswith("__init__.py"):
        paquete = paquete[:-1]
    for nodo in ast.walk(arbol):
        if isinstance(nodo, ast.Import):
            for alias in nodo.names:
                yield Importe(nodo.lineno, alias.name)
        elif isinstance(nodo, ast.ImportFrom):
            base = paquete[: len(paquete) - nodo.level + 1] if nodo.level else []
            modulo = ".".join([*base, *filter(None, [nodo.module])])
            for alias in nodo.names:
                yield Importe(nodo.lineno, modulo, alias.name)


def violaciones(ruta: str, fuente: str) -> list[str]:
    """The laws that a file breaks, one sentence each; `ruta` is relative to the repository."""
    arbol = ast.parse(fuente)
    modulo = modulo_de(ruta)
    todos = list(importes(arbol, ruta))
    faltas = [
        *_direccion(modulo, todos),
        *_capas(modulo, todos),
        *_puros(modulo, todos),
        *_privados(modulo, arbol, todos),
        *_dentro_de_funciones(ruta, arbol),
        *_publicos(modulo, arbol, todos),
        *_documentos(modulo, todos),
    ]
    if (lineas := fuente.count("\n")) > LINEAS_MAXIMAS:
        faltas.append(f"1: {lineas} lines: it holds two things")
    return [f"{ruta}:{falta}" for falta in faltas]


def _direccion(modulo: str, todos: list[Importe]) -> Iterator[str]:
    app = modulo.split(".")[0]
    for uno in todos:
        otra = uno.modulo.split(".")[0]
        if otra in APPS and otra not in APPS[app]:
            yield f"{uno.linea}: {app} imports {otra}"


def _capas(modulo: str, todos: list[Importe]) -> Iterator[str]:
    if modulo.startswith("corett"):
        return
    for uno in todos:
        for destino in uno.destinos:
            app, *resto = destino.split(".")
            if app in APPS and resto and rol(destino) in CAPAS and capa(destino) > capa(modulo):
                yield f"{uno.linea}: {modulo} imports {destino}, a layer above it"
                break
        else:
            # models may not know permisos, arbol, operaciones either, whatever their names
            destino = uno.destinos[-1] if "." not in uno.modulo else uno.modulo
            app, *resto = destino.split(".")
            propio = app in APPS and resto
            if propio and capa(modulo) <= MODELOS and capa(destino) > capa(modulo):
                yield f"{uno.linea}: {modulo} imports {destino}, a layer above it"


def _puros(modulo: str, todos: list[Importe]) -> Iterator[str]:
    puro = next((p for p in PUROS if modulo == p or modulo.startswith(f"{p}.")), None)
    if puro is None:
        return
    for uno in todos:
        raiz = uno.modulo.split(".")[0]
        propio = uno.modulo == puro or uno.modulo.startswith(f"{puro}.")
        if not propio and raiz not in sys.stdlib_module_names and raiz not in PUROS[puro]:
            yield f"{uno.linea}: {puro} imports {raiz}: standard library only"


def _es_privado(nombre: str) -> bool:
    return nombre.startswith("_") and nombre != "_" and not nombre.startswith("__")


def _privados(modulo: str, arbol: ast.AST, todos: list[Importe]) -> Iterator[str]:
    for uno in todos:
        if uno.modulo.split(".")[0] in APPS:
            for parte in [*uno.modulo.split("."), uno.nombre or ""]:
                if _es_privado(parte):
                    yield f"{uno.linea}: the private name {parte} crosses files"
    # `operaciones._x` after `from . import operaciones`
    nuestros = {
        uno.nombre
        for uno in todos
        if uno.nombre and uno.nombre.islower() and uno.modulo.split(".")[0] in APPS
    }
    for nodo in ast.walk(arbol):
        if (
            isinstance(nodo, ast.Attribute)
            and _es_privado(nodo.attr)
            and isinstance(nodo.value, ast.Name)
            and nodo.value.id in nuestros
        ):
            yield f"{nodo.lineno}: the private name {nodo.value.id}.{nodo.attr} crosses files"


def _dentro_de_funciones(ruta: str, arbol: ast.AST) -> Iterator[str]:
    for funcion in ast.walk(arbol):
        if not isinstance(funcion, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        # Django's own place to connect signals, before which no model may be imported.
        if ruta.endswith("/apps.py") and funcion.name == "ready":
            continue
        for nodo in ast.walk(funcion):
            if isinstance(nodo, ast.Import | ast.ImportFrom):
                yield f"{nodo.lineno}: import inside the function {funcion.name}"


def _publicos(modulo: str, arbol: ast.AST, todos: list[Importe]) -> Iterator[str]:
    if not modulo.startswith("informes.") or rol(modulo) not in PUBLICOS:
        return
    for uno in todos:
        for destino in uno.destinos:
            if any(destino == i or destino.startswith(f"{i}.") for i in INTERNOS):
                yield f"{uno.linea}: public {modulo} imports {destino}: it may read the cut only"
                break
    for nodo in ast.walk(arbol):
        texto = nodo.value if isinstance(nodo, ast.Constant) else None
        if isinstance(texto, str) and texto.lower() == "planes":
            yield f"{nodo.lineno}: public {modulo} names the app planes: it may read the cut only"


def _documentos(modulo: str, todos: list[Importe]) -> Iterator[str]:
    if rol(modulo) == "documentos":
        return
    for uno in todos:
        if uno.modulo.split(".")[0] in SOLO_DOCUMENTOS:
            yield f"{uno.linea}: {uno.modulo} is for a package documentos only"
