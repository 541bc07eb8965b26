"""Money, agreements and projects of a cut as rows of a file, in the reader's language.

Column names and codes are the same in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from informes.figuras import Parte, en_idioma
from informes.laminas_dinero import nombre_de_pais, nombre_de_proyecto
from informes.models import Corte

Tabla = tuple[list[str], Iterator[list[Any]]]
"""Column names, the same in both languages, and rows."""

DEL_CORTE = ["datos_al", "demostracion"]


def del_corte(corte: Corte) -> list[Any]:
    return [corte.fecha.isoformat(), int(corte.demo)]


def tabla_de_recursos(corte: Corte, recursos: Parte) -> Tabla:
    """One row for each amount."""
    columnas = [
        "codigo", "anio", "desde", "estado", "nombre_estado", "donante", "pais", "nombre_pais",
        "proyecto", "nombre_proyecto", "monto", "moneda", "tasa", "fecha_tasa", "usd", "datos",
        "aprobado", *DEL_CORTE,
    ]  # fmt: skip
    filas = (
        [
            f["codigo"], f["anio"], f["desde"], f["estado"], en_idioma(f["nombre_estado"]),
            en_idioma(f["donante"]), codigo(f["pais"]), nombre_de_pais(f), codigo(f["proyecto"]),
            nombre_de_proyecto(f), f["monto"], f["moneda"], f["tasa"], f["fecha_tasa"], f["usd"],
            " ".join(f["datos"]), int(f["aprobado"]), *del_corte(corte),
        ]
        for f in recursos["filas"]
    )  # fmt: skip
    return columnas, filas


def tabla_de_convenios(corte: Corte, convenios: Parte) -> Tabla:
    """One row for each agreement that is named, and one for those of a type and state that are
    only counted: ``convenios`` adds up to all of them."""
    columnas = [
        "codigo", "tipo", "nombre_tipo", "estado", "nombre_estado", "convenios", "titulo", "desde",
        "vence", "pais", "nombre_pais", "partes", "partes_sin_nombrar", "otras_partes", *DEL_CORTE,
    ]  # fmt: skip

    def filas() -> Iterator[list[Any]]:
        for c in convenios["convenios"]:
            yield [
                c["codigo"], *de_convenio(c), 1, en_idioma(c["titulo"]), c["desde"], c["vence"],
                codigo(c["pais"]), nombre_de_pais(c), "; ".join(map(en_idioma, c["partes"])),
                c["sin_nombrar"], int(c["otras"]), *del_corte(corte),
            ]  # fmt: skip
        for c in convenios["conteo"]:
            if c["convenios"] > c["publicados"]:
                faltan = c["convenios"] - c["publicados"]
                yield ["", *de_convenio(c), faltan, *[""] * 8, *del_corte(corte)]

    return columnas, filas()


def de_convenio(c: Parte) -> list[str]:
    return [c["tipo"], en_idioma(c["nombre_tipo"]), c["estado"], en_idioma(c["nombre_estado"])]


def tabla_de_proyectos(corte: Corte, proyectos: Parte) -> Tabla:
    columnas = [
        "codigo", "titulo", "etapa", "nombre_etapa", "desde", "prioritario", "pais", "nombre_pais",
        "inicio", "fin", "costo_usd", "falta_usd", "ofrecido_usd", "firmado_usd",
        "desembolsado_usd", *DEL_CORTE,
    ]  # fmt: skip
    filas = (
        [
            p["codigo"], en_idioma(p["titulo"]), p["etapa"], en_idioma(p["nombre_etapa"]),
            p["desde"], int(p["prioritario"]), codigo(p["pais"]), nombre_de_pais(p), p["inicio"],
            p["fin"], p["costo_usd"], p["falta_usd"], *(m["usd"] for m in p["montos"]),
            *del_corte(corte),
        ]
        for p in proyectos["proyectos"]
    )  # fmt: skip
    return columnas, filas


def codigo(cosa: Parte | None) -> str:
    return cosa["codigo"] if cosa else ""
