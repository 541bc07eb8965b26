"""A Dato's figures as a CSV that opens well in Excel and in a program.

UTF-8 with BOM (Excel needs it), commas, points as decimal sign, one figure a row,
the same figures and words as the page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from informes.figuras import Figura, Parte, en_idioma
from informes.models import Corte

REGION = "region"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def csv_de_bloque(bloque: Parte, corte: Corte) -> bytes:
    """Every published figure of a Dato, in the language of the request.

    The region first, then the countries; ``categoria`` empty is the total.
    """
    return escribir(encabezado(), filas(bloque, corte))


def pesar(bloques: list[Parte], corte: Corte) -> None:
    """Puts beside each Dato of a page the size of the CSV of its ``indicador``: ``csv_bytes``.

    One query for all of them.
    """
    partes = corte.partes.filter(clave__in=[f"indicador/{b['indicador']}" for b in bloques])
    completos = {p.contenido["codigo"]: p.contenido["bloque"] for p in partes}
    for bloque in bloques:
        bloque["csv_bytes"] = len(csv_de_bloque(completos[bloque["indicador"]], corte))


def encabezado() -> list[str]:
    return [
        _("codigo"),
        pgettext("columna", "dato"),
        _("pais"),
        _("anio"),
        _("categoria"),
        _("valor"),
        _("minimo"),
        _("maximo"),
        _("texto"),
        _("marca"),
        _("reportaron"),
        _("esperados"),
        _("unidad"),
        _("datos_al"),
        _("demostracion"),
    ]


def filas(bloque: Parte, corte: Corte) -> Iterator[list[Any]]:
    dato = bloque["dato"]
    antes = [dato["codigo"], en_idioma(dato["nombre"])]
    despues = [
        en_idioma(dato["unidad"]),
        corte.fecha.isoformat(),
        _("sí") if corte.demo else _("no"),
    ]
    for serie in bloque["series"]:
        for pais, figuras in [(REGION, serie["region"]), *serie.get("paises", {}).items()]:
            for figura in figuras:
                categoria = en_idioma(serie["nombre"]) or serie["categoria"]
                yield [
                    *antes, pais, figura["anio"], categoria, *celdas(figura), *despues
                ]  # fmt: skip


def celdas(figura: Figura) -> list[Any]:
    """valor, minimo, maximo, texto, marca, reportaron, esperados; absent is empty."""
    base = figura.get("cobertura") or {}
    return [
        figura["valor"],
        figura.get("minimo"),
        figura.get("maximo"),
        en_idioma(figura.get("texto")),
        figura.get("marca", ""),
        base.get("reportaron"),
        base.get("esperados"),
    ]


def escribir(encabezado: Sequence[str], filas: Iterable[Sequence[Any]]) -> bytes:
    """CSV bytes; texts that a spreadsheet would run as a formula begin with an apostrophe."""
    salida = io.StringIO()
    escritor = csv.writer(salida)
    escritor.writerow(encabezado)
    escritor.writerows([segura(celda) for celda in fila] for fila in filas)
    return salida.getvalue().encode("utf-8-sig")


def segura(celda: Any) -> Any:
    return f"'{celda}" if isinstance(celda, str) and celda.startswith(FORMULAS) else celda
