"""A country over time, for those who report for it and those who follow it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actores.archivos import FORMATOS, escribir
from planes.trayectoria import tabla, trayectoria_de

from .comun import Peticion, pais_pedido, paises_legibles


@login_required
@require_safe
def mi_pais(request: Peticion) -> HttpResponse:
    """States and values of every semester that was approved."""
    pais = pais_pedido(request)
    contexto = {
        "seccion": "reportes",
        "menu": "mi_pais",
        "trayectoria": trayectoria_de(pais),
        "pais": pais,
        "paises": paises_legibles(request),
    }
    return render(request, "planes/mi_pais.html", contexto)


@login_required
@require_safe
def mi_pais_exportar(request: Peticion) -> HttpResponse:
    """The same as a file: XLSX or CSV."""
    pais = pais_pedido(request)
    formato = request.GET.get("formato", "csv")
    if formato not in ("xlsx", "csv"):
        raise Http404
    nombre = f"corett-{pais.codigo}-{timezone.localdate():%Y-%m-%d}.{formato}"
    return HttpResponse(
        escribir(tabla(trayectoria_de(pais)), formato),
        content_type=FORMATOS[formato],
        headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
    )
