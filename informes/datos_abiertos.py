"""A cut as open data: every cell as CSV, the fields of that file, and the whole of it as JSON.

The CSV files are written by ``informes.hoja``. Field names and codes are the same in both
languages; names and descriptions follow the reader's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from informes import contenido, hoja
from informes.cifras import simple
from informes.figuras import en_idioma
from informes.filtros import Eleccion
from informes.models import Corte, CorteCelda

Fila = Sequence[Any]

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


REGION = "region"
"""In the place of a country's code: the region's own figures."""


def elecciones(corte: Corte) -> list[Eleccion]:
    """Which figures of that cut can be asked for alone."""
    paises = corte.parte("paises")["paises"]
    opciones = [(pais["codigo"], en_idioma(pais["nombre"])) for pais in paises]
    return [
        Eleccion("pais", gettext("País"), [(REGION, gettext("Toda la región")), *opciones]),
        Eleccion("corte", gettext("Corte"), [(corte.huella, corte.huella)]),
    ]


def csv_de_celdas(corte: Corte, idioma: str, pais: str = "") -> bytes:
    """Every figure of the cut, or of one country, or of the region."""
    return hoja.escribir(list(CAMPOS), filas_de_celdas(corte, idioma, pais))


def filas_de_celdas(corte: Corte, idioma: str, pais: str = "") -> Iterator[Fila]:
    """One row per cell; ``pais``: only that country's, or the region's."""
    datos = {d["codigo"]: d for d in corte.parte("metodo")["datos"]}
    paises = {p["codigo"]: p["nombre"][idioma] for p in corte.parte("paises")["paises"]}
    categorias = nombres_de_categorias(corte, idioma)
    celdas = corte.celdas.all()
    if pais:
        celdas = celdas.filter(pais="" if pais == REGION else pais)
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


def corte_con(huella: str) -> Corte | None:
    """The cut with that hash that is or was published; the published one when several have it."""
    suyos = Corte.objects.filter(huella=huella).exclude(estado=Corte.Estado.PREPARADO)
    return suyos.select_related("plan").order_by("estado", "-publicado_en").first()


def dicho_de_retiro(corte: Corte) -> str:
    """When and why a cut was withdrawn, in a sentence."""
    assert corte.retirado_en is not None
    return gettext("Ese corte se retiró el %(fecha)s. Motivo: %(motivo)s") % {
        "fecha": date_format(localdate(corte.retirado_en)),
        "motivo": corte.t.motivo_retiro,
    }


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
