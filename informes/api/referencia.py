"""The API's reference as a page: the OpenAPI description told in headings, tables and examples,
which any browser can show, with no program of its own."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from informes.api.forma import Esquema

PREFIJO = "#/components/schemas/"


def con_codigo(texto: str) -> SafeString:
    """A text of the description for the page: what stands between backticks is code."""
    return mark_safe(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(texto)))


@dataclass(frozen=True)
class Campo:
    """A field of an answer: its name, its kind in words, what it is, the shape it is made of."""

    nombre: str
    tipo: str
    dicho: str
    forma: str = ""


@dataclass(frozen=True)
class Forma:
    """A shape: what it is, the shapes it has all the fields of, its own fields."""

    nombre: str
    dicho: str
    de_otras: list[str]
    campos: list[Campo]


@dataclass(frozen=True)
class Parametro:
    """What an address can be asked: ``en_ruta``, a part of it; else ``?nombre=``."""

    nombre: str
    en_ruta: bool
    dicho: str
    valores: tuple[str, ...]


@dataclass(frozen=True)
class Operacion:
    """One address: what it gives, what it can be asked, an example."""

    ancla: str
    ruta: str
    resumen: str
    detalle: str
    parametros: list[Parametro]
    forma: str
    ejemplo: str


@dataclass(frozen=True)
class Tema:
    nombre: str
    dicho: str
    operaciones: list[Operacion] = field(default_factory=list)


def temas(descripcion: dict[str, Any]) -> list[Tema]:
    """The operations by subject, in the order of the description."""
    hechos = {t["name"]: Tema(t["name"], con_codigo(t["description"])) for t in descripcion["tags"]}
    for ruta, metodos in descripcion["paths"].items():
        operacion = metodos["get"]
        hechos[operacion["tags"][0]].operaciones.append(de_operacion(ruta, operacion))
    return [tema for tema in hechos.values() if tema.operaciones]


def de_operacion(ruta: str, operacion: dict[str, Any]) -> Operacion:
    bien = operacion["responses"]["200"]["content"]["application/json"]
    return Operacion(
        ancla=operacion["operationId"],
        ruta=ruta,
        resumen=operacion["summary"],
        detalle=con_codigo(operacion.get("description", "")),
        parametros=[de_parametro(p) for p in operacion.get("parameters", [])],
        forma=forma_de(bien["schema"]),
        ejemplo=json.dumps(bien.get("example"), ensure_ascii=False, indent=2),
    )


def de_parametro(parametro: dict[str, Any]) -> Parametro:
    esquema = parametro["schema"]
    return Parametro(
        nombre=parametro["name"],
        en_ruta=parametro["in"] == "path",
        dicho=con_codigo(parametro.get("description", "")),
        valores=tuple(esquema.get("enum", ())),
    )


def comunes(hechos: list[Tema]) -> list[Parametro]:
    """What half of the addresses or more can be asked: told once, and at each only named."""
    todos = [o for tema in hechos for o in tema.operaciones]
    veces = Counter(p for o in todos for p in o.parametros if not p.en_ruta)
    return sorted((p for p, n in veces.items() if 2 * n >= len(todos)), key=lambda p: p.nombre)


def formas(descripcion: dict[str, Any]) -> list[Forma]:
    """Each shape of the answers, by name."""
    return [
        Forma(
            nombre, con_codigo(esquema.get("description", "")), de_otras(esquema), campos(esquema)
        )
        for nombre, esquema in sorted(descripcion["components"]["schemas"].items())
    ]


def campos(esquema: Esquema) -> list[Campo]:
    """Its own fields; what it takes over from another shape is told by that one."""
    propias = [esquema, *esquema.get("allOf", ())]
    return [
        Campo(nombre, tipo_de(campo), con_codigo(campo.get("description", "")), forma_de(campo))
        for parte in propias
        for nombre, campo in parte.get("properties", {}).items()
    ]


def de_otras(esquema: Esquema) -> list[str]:
    """The shapes that a shape has all the fields of."""
    return [forma_de(parte) for parte in esquema.get("allOf", ()) if "$ref" in parte]


def forma_de(esquema: Any) -> str:
    """The first shape by name in a schema, however deep; empty when there is none."""
    if isinstance(esquema, dict):
        if "$ref" in esquema:
            return str(esquema["$ref"]).removeprefix(PREFIJO)
        partes = esquema.get("properties", {})
        # A page's own fields come before its rows, and a cut's before what it holds.
        orden = [*(partes[n] for n in ("results", "contenido") if n in partes), *esquema.values()]
        return next((forma for parte in orden if (forma := forma_de(parte))), "")
    if isinstance(esquema, list):
        return next((forma for parte in esquema if (forma := forma_de(parte))), "")
    return ""


def tipo_de(esquema: Esquema) -> str:
    """The kind of a value in a word or two, as JSON calls it."""
    if "anyOf" in esquema or "oneOf" in esquema:
        return " | ".join(tipo_de(e) for e in esquema.get("anyOf") or esquema["oneOf"])
    if "$ref" in esquema:
        return forma_de(esquema)
    if esquema.get("type") == "array":
        return f"{tipo_de(esquema.get('items', {}))}[]"
    return str(esquema.get("format") or esquema.get("type") or "any")
