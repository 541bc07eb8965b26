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


@require_safe
def verificar_buscar(request: HttpRequest) -> HttpResponse:
    """A file to check or a hash to look up; a whole one leads to its page."""
    pedida = re.sub(r"\s", "", request.GET.get("huella", "")).lower()
    if HUELLA.fullmatch(pedida):
        return redirect("informes:verificar", pedida)
    contexto = {"pedida": request.GET.get("huella", ""), "error": "huella" in request.GET}
    estado = 404 if contexto["error"] else 200
    return render(request, "informes/verificar_buscar.html", contexto, status=estado)


@require_safe
def verificar(request: HttpRequest, huella: str) -> HttpResponse:
    """What a hash stands for, and whether it is in force. 404 with an explanation when unknown."""
    hallada = vigencia.hallar(huella.lower())
    if hallada is None:
        de_datos = datos_abiertos_archivos.corte_de(huella.lower())
        if de_datos is not None:
            direccion = reverse("informes:verificar", args=[de_datos.huella])
            return redirect(f"{direccion}#datos-{huella.lower()}")
        contexto = {"pedida": huella, "error": not HUELLA.fullmatch(huella.lower())}
        return render(request, "informes/verificar_desconocida.html", contexto, status=404)
    es_corte = isinstance(hallada.cosa, Corte)
    contexto = {"hallada": hallada, "es_corte": es_corte, "pedida": huella.lower()}
    if es_corte:
        contexto |= de_corte(cast(Vigencia[Corte], hallada))
    else:
        contexto["filas"] = archivos(cast(Vigencia[Informe], hallada))
    return render(request, "informes/verificar.html", contexto)


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
