"""What a document says of itself: what it stands on, how it was counted, where to check it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from typing import Any

import segno
from django.conf import settings
from django.utils.translation import gettext as _

from informes import graficos
from informes.documentos import figuras
from planes.documentos import pdf
from planes.documentos.pdf import Recursos


def aprobados(metodo: Mapping[str, Any]) -> dict[str, int]:
    """How many approved reports there are, of how many, from countries and from the region."""
    nacionales = [r["aprobados"] for r in metodo["reportes"] if r["codigo"]]
    regionales = [r["aprobados"] for r in metodo["reportes"] if not r["codigo"]]
    return {
        "nacionales": sum(map(sum, nacionales)),
        "nacionales_de": sum(map(len, nacionales)),
        "regionales": sum(map(sum, regionales)),
        "regionales_de": sum(map(len, regionales)),
    }


def reglas(metodo: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rules that add countries up, in plain words, with how many Datos follow each."""
    veces = Counter(d["regla_region"] for d in metodo["datos"])
    explicadas = {
        "suma": _("Se suman las cifras de los países que informaron. Al lado se dice cuántos son."),
        "suma_mas_regional": _(
            "A la suma de los países se añade lo que hizo la región en conjunto, que está en el"
            " reporte regional. Son cosas distintas, así que no se cuentan dos veces."
        ),
        "manda_regional": _(
            "La cifra es la del reporte regional. Dos campañas regionales realizadas en los nueve"
            " países son dos, no dieciocho."
        ),
        "cociente": _(
            "Se suman los numeradores y los denominadores de los países y después se dividen."
            " Los porcentajes no se promedian."
        ),
        "paises_que_cumplen": _("Se cuenta en cuántos países se alcanzó lo acordado."),
        "no_agregable": _("Cada país tiene su cifra; no hay una cifra de la región."),
    }
    return [
        {"nombre": figuras.reglas()[regla], "texto": texto, "veces": veces[regla]}
        for regla, texto in explicadas.items()
        if veces[regla]
    ]


def limite(partes: Mapping[str, Any]) -> int | None:
    """The end of the band in which small sensitive counts were published in this cut, if any."""
    return max(
        (
            cifra.maximo
            for clave, parte in partes.items()
            if clave.startswith("pais/")
            for bloque in parte["datos"]
            for serie in bloque["series"]
            for cifra in serie["cifras"]
            if cifra.marca == "c" and cifra.maximo
        ),
        default=None,
    )


def verificar(huella: str, recursos: Recursos) -> dict[str, str]:
    """Where a reader checks this document, as an address and as a QR code."""
    direccion = f"{settings.SITIO_URL}/verificar/{huella}/"
    dibujo = io.BytesIO()
    segno.make(direccion, error="m", micro=False).save(
        dibujo, kind="svg", border=0, dark=graficos.COLOR["tinta"], xmldecl=False, omitsize=True
    )
    return {"direccion": direccion, "qr": recursos.agregar(dibujo.getvalue().decode())}


def agua(recursos: Recursos) -> dict[str, str]:
    """The mark "Datos de demostración" for the ground of a page, on white and on colour."""
    dicho = _("Datos de demostración")
    colores = {
        "claro": (graficos.COLOR["tinta"], ".05"),
        "oscuro": (graficos.COLOR["blanco"], ".1"),
    }
    return {
        fondo: pdf.agua(recursos, dicho, color, opacidad)
        for fondo, (color, opacidad) in colores.items()
    }
