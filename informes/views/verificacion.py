"""Is it genuine? What a hash stands for, and whether it still stands."""

from __future__ import annotations

import re
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from informes import datos_abiertos_archivos, estante, vigencia
from informes.models import Corte, Informe
from informes.vigencia import Vigencia

HUELLA = re.compile(r"[0-9a-f]{64}")
PARTE = re.compile(r"[0-9a-f]{12,63}")
"""The beginning of a hash: so many that no two are likely to have the same."""


@require_safe
def verificar_buscar(request: HttpRequest) -> HttpResponse:
    """A file to check or a hash to look up; a whole one leads to its page."""
    dicha = request.GET.get("huella", "")
    halladas, error = las_que_son(re.sub(r"[\s.…]", "", dicha).lower())
    if len(halladas) == 1:
        return redirect("informes:verificar", *halladas)
    contexto = {"pedida": dicha, "error": error if "huella" in request.GET else ""}
    estado = 404 if contexto["error"] else 200
    return render(request, "informes/verificar_buscar.html", contexto, status=estado)


def las_que_son(pedida: str) -> tuple[set[str], str]:
    """The whole hashes that what was typed may stand for, as a citation has its beginning; and
    what to say when it is not one."""
    if HUELLA.fullmatch(pedida):
        return {pedida}, ""
    if not PARTE.fullmatch(pedida):
        return set(), _(
            "Escriba la huella completa: son 64 caracteres, números y letras de la a a la f."
            " Bastan los primeros 12 si ninguna otra empieza igual."
        )
    halladas = vigencia.completas(pedida) | datos_abiertos_archivos.completas(pedida)
    if halladas:
        return halladas, _("Varias huellas publicadas empiezan así. Escriba más caracteres.")
    return set(), _("Ninguna huella publicada empieza así. Revise lo que escribió.")


@require_safe
def verificar(request: HttpRequest, huella: str) -> HttpResponse:
    """What a hash stands for, and whether it is in force. 404 with an explanation when unknown."""
    hallada = vigencia.hallar(huella.lower())
    if hallada is None:
        return sin_pagina(request, huella)
    es_corte = isinstance(hallada.cosa, Corte)
    contexto: dict[str, Any] = {"hallada": hallada, "es_corte": es_corte, "pedida": huella.lower()}
    if es_corte:
        contexto |= de_corte(cast(Vigencia[Corte], hallada))
    else:
        contexto["filas"] = archivos(cast(Vigencia[Informe], hallada))
    return render(request, "informes/verificar.html", contexto)


def sin_pagina(request: HttpRequest, huella: str) -> HttpResponse:
    """A hash without a page of its own: a data file's, the beginning of one, or none of ours."""
    halladas, error = las_que_son(huella.lower())
    if not error:
        de_datos = datos_abiertos_archivos.corte_de(huella.lower())
        if de_datos is not None:
            direccion = reverse("informes:verificar", args=[de_datos.huella])
            return redirect(f"{direccion}#datos-{huella.lower()}")
    elif len(halladas) == 1:
        return redirect("informes:verificar", *halladas)
    contexto = {"pedida": huella, "error": error}
    return render(request, "informes/verificar_desconocida.html", contexto, status=404)


def de_corte(hallada: Vigencia[Corte]) -> dict[str, Any]:
    """All that was made from a cut, and what can be downloaded of it while it is shown."""
    corte, retirado = hallada.cosa, hallada.estado == vigencia.RETIRADO
    documentos = vigencia.documentos_de(corte)
    return {
        "plan": None if retirado else corte.parte("inicio")["plan"],
        "filas": [fila for version in documentos for fila in archivos(version)],
        "descargas": descargas(hallada),
    }


def archivos(version: Vigencia[Informe]) -> list[dict[str, Any]]:
    """The files of a document, each as a row that the reader's own file is compared with."""
    return [
        {
            "archivo": (nombre := estante.nombre_de_archivo(archivo)),
            "nombre": f"{version.cosa}, {nombre}",
            "bytes": archivo.bytes,
            "huella": archivo.huella,
            "url": archivo.get_absolute_url() if version.estado == vigencia.VIGENTE else "",
            "v": version,
            "dicho": dicho(version.estado),
        }
        for archivo in vigencia.archivos_de(version.cosa)
    ]


def dicho(estado: str) -> str:
    """What to tell whoever has a file that is the very one."""
    return {
        vigencia.VIGENTE: _("Es idéntico al publicado y está en vigor."),
        vigencia.SUSTITUIDO: _("Es idéntico al que se publicó, pero ya lo sustituyó otro."),
        vigencia.RETIRADO: _("Es idéntico al que se publicó, pero fue retirado: no lo use."),
    }[estado]


def descargas(hallada: Vigencia[Corte]) -> list[dict[str, Any]]:
    """The data files of a cut, with their hashes and what became of them."""
    estado = hallada.estado
    return [
        {
            "nombre": nombre,
            "bytes": tamano,
            "huella": huella,
            "dicho": dicho(estado),
            "estado": estado,
        }
        for nombre, tamano, huella in datos_abiertos_archivos.dados(hallada.cosa)
    ]
