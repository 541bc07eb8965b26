"""A cut as open data: every cell as CSV, a dictionary of its fields, and the whole of it as JSON.

CSV: UTF-8 with a byte order mark (Excel needs it), commas, decimal point, one row per figure.
Field names and codes are the same in both languages; names and descriptions follow the reader's.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from informes import contenido
from informes.cifras import simple
from informes.models import Corte, CorteCelda

Fila = Sequence[Any]

PELIGROSOS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be a formula in a spreadsheet (Q47)."""

CAMPOS: Mapping[str, tuple[Any, Any]] = {
    "dato": (_("texto"), _("Código del dato. Su ficha está en la página de método.")),
    "nombre": (_("texto"), _("Nombre del dato.")),
    "unidad": (_("texto"), _("Unidad en que se cuenta.")),
    "pais": (
        _("texto"),
        _("País, código ISO 3166-1 alfa-2 en minúsculas. Vacío: la región."),
    ),
    "nombre_pais": (_("texto"), _("Nombre del país. Vacío: la región.")),
    "anio": (_("entero"), _("Año al que se refiere la cifra.")),
    "categoria": (
        _("texto"),
        _("Parte del dato, como «desagregación:categoría». Vacía: el total."),
    ),
    "nombre_categoria": (_("texto"), _("Nombre de la categoría.")),
    "valor": (_("decimal"), _("La cifra exacta, con punto decimal. Vacía si no la hay.")),
    "minimo": (_("decimal"), _("Extremo inferior, cuando la cifra es un intervalo.")),
    "maximo": (_("decimal"), _("Extremo superior, cuando la cifra es un intervalo.")),
    "texto": (_("texto"), _("Etapa alcanzada o documento, cuando el dato no es un número.")),
    "marca": (
        _("texto"),
        _(
            "c confidencial, x sin dato, z no aplica, p provisional, r revisado. "
            "Vacía: cifra exacta y completa."
        ),
    ),
    "reportaron": (_("entero"), _("Países que reportaron. Solo en las cifras de la región.")),
    "esperados": (_("entero"), _("Países de los que se esperaba el dato.")),
    "corte": (_("texto"), _("Huella SHA-256 del corte del que sale la cifra.")),
    "datos_al": (_("fecha"), _("Fecha de los datos del corte, AAAA-MM-DD.")),
    "demostracion": (_("0 o 1"), _("1 si las cifras son ficticias, de demostración.")),
}
"""Field → (type, what it is), in the order of the file."""


def csv_de(filas: Iterable[Fila]) -> bytes:
    """Rows as the bytes of a CSV file; texts that look like a formula are made harmless."""
    salida = io.StringIO()
    escritor = csv.writer(salida, lineterminator="\r\n")
    escritor.writerows([inofensivo(celda) for celda in fila] for fila in filas)
    return salida.getvalue().encode("utf-8-sig")


def inofensivo(celda: Any) -> Any:
    peligroso = isinstance(celda, str) and celda.startswith(PELIGROSOS)
    return f"'{celda}" if peligroso else celda


def filas_de_celdas(corte: Corte, idioma: str, pais: str = "") -> Iterator[Fila]:
    """Header and one row per cell; ``pais``: only that country's."""
    yield list(CAMPOS)
    datos = {d["codigo"]: d for d in corte.parte("metodo")["datos"]}
    paises = {p["codigo"]: p["nombre"][idioma] for p in corte.parte("paises")["paises"]}
    categorias = nombres_de_categorias(corte, idioma)
    celdas = corte.celdas.filter(pais=pais) if pais else corte.celdas.all()
    for celda in celdas.order_by("dato", "anio", "pais", "categoria").iterator():
        dato = datos[celda.dato]
        yield [
            celda.dato, dato["nombre"][idioma], dato["unidad"][idioma],
            celda.pais, paises.get(celda.pais, ""), celda.anio,
            celda.categoria, categorias.get(celda.categoria, ""),
            simple(celda.valor), simple(celda.minimo), simple(celda.maximo),
            (idioma == "en" and celda.texto_en) or celda.texto, celda.marca,
            celda.reportaron, celda.esperados,
            corte.huella, corte.fecha.isoformat(), int(corte.demo),
        ]  # fmt: skip


def nombres_de_categorias(corte: Corte, idioma: str) -> dict[str, str]:
    """``delito:trata`` → "Trata de personas", from the indicators' own series."""
    partes = corte.partes.filter(clave__startswith="indicador/")
    bloques = partes.values_list("contenido__bloque__series", flat=True)
    return {
        serie["categoria"]: serie["nombre"][idioma]
        for series in bloques
        for serie in series or ()
        if serie["nombre"]
    }


def filas_de_diccionario() -> Iterator[Fila]:
    """What each field of the cells' file means, in the active language."""
    yield ["campo", "tipo", "descripcion"]
    for campo, (tipo, descripcion) in CAMPOS.items():
        yield [campo, str(tipo), str(descripcion)]


def corte_completo(corte: Corte) -> bytes:
    """The whole cut as JSON: what its hash is computed over (``contenido.huella_total``).

    Keys: ``huella``, ``fecha``, ``demo``, ``partes`` (by key) and ``celdas`` (lists in the order
    of ``contenido.Celda``).
    """
    return contenido.canonico(
        {
            "huella": corte.huella,
            "fecha": corte.fecha.isoformat(),
            "demo": corte.demo,
            "partes": dict(corte.partes.values_list("clave", "contenido")),
            "celdas": [fila_original(celda) for celda in corte.celdas.order_by("pk")],
        }
    )


def fila_original(celda: CorteCelda) -> list[Any]:
    """A stored cell as it was when the hash was made."""
    return contenido.Celda(
        celda.dato, celda.pais, celda.anio, celda.categoria, celda.valor,
        entero(celda.minimo), entero(celda.maximo), celda.texto, celda.texto_en, celda.marca,
        celda.reportaron, celda.esperados,
    ).json()  # fmt: skip


def entero(valor: Decimal | None) -> int | None:
    return None if valor is None else int(valor)
