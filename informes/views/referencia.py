"""What visitors look up: key dates, the glossary, what the coalition has for each audience."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from actores.models import PublicoMeta
from informes import fechas as calendario
from informes import glosario as palabras
from informes import publicos as audiencias
from informes.cache import publica
from informes.models import FechaClave

MAXIMO = 200


@publica
def fechas(request: HttpRequest) -> HttpResponse:
    """The next ones by month; below, what is over."""
    contexto = {
        "meses": calendario.por_mes(calendario.proximas(MAXIMO)),
        "pasadas": calendario.pasadas(timezone.localdate()),
    }
    return render(request, "informes/fechas.html", contexto)


@publica
def fechas_ics(request: HttpRequest) -> HttpResponse:
    """All of them, for an agenda that looks again by itself."""
    return en_calendario(calendario.archivo(calendario.publicadas()), "corett-fechas")


@publica
def fecha_ics(request: HttpRequest, codigo: str) -> HttpResponse:
    """One of them, for an agenda."""
    fila: FechaClave = get_object_or_404(calendario.publicadas(), codigo=codigo)
    suya = calendario.publicadas().filter(pk=fila.pk)
    return en_calendario(calendario.archivo(suya, fila.t.titulo), codigo)


def en_calendario(contenido: bytes, nombre: str) -> HttpResponse:
    respuesta = HttpResponse(contenido, content_type="text/calendar; charset=utf-8")
    respuesta["Content-Disposition"] = f'attachment; filename="{nombre}.ics"'
    return respuesta


@publica
def glosario(request: HttpRequest) -> HttpResponse:
    return render(request, "informes/glosario.html", palabras.glosario())


@publica
def publicos(request: HttpRequest) -> HttpResponse:
    return render(request, "informes/publicos.html", {"publicos": audiencias.publicos()})


@publica
def publico(request: HttpRequest, numero: int) -> HttpResponse:
    fila = get_object_or_404(PublicoMeta, numero=numero)
    return render(request, "informes/publico.html", audiencias.publico(fila))
