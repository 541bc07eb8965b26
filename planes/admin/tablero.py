"""A period's board: countries × state of report, and countries × activity of each eje."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actores.demostracion import nombre_avisado
from planes import permisos, tablero
from planes.models import Periodo, Plan

from .comun import pagina

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula when a text begins with it."""


def periodo_o_404(request: HttpRequest, pk: int) -> Periodo:
    """A period that is reported on, for those who may know who has reported."""
    if not permisos.ve_estados(request.user):
        raise PermissionDenied
    operativos = Periodo.objects.filter(plan__tipo=Plan.Tipo.OPERATIVO)
    return get_object_or_404(
        operativos.exclude(plan__estado=Plan.Estado.BORRADOR).select_related("plan"), pk=pk
    )


@require_safe
def periodo_matriz(request: HttpRequest, periodo: int, ficha: Any) -> HttpResponse:
    el_periodo = periodo_o_404(request, periodo)
    tabla = tablero.tablero(el_periodo)
    lee = permisos.lee_reportes(request.user)
    matrices = tablero.matrices(tabla) if lee else []
    contexto = pagina(
        request,
        ficha,
        str(el_periodo),
        [],
        periodo=el_periodo,
        periodos=tablero.periodos(),
        tablero=tabla,
        lee_reportes=lee,
        es_secretaria=permisos.es_secretaria(request.user),
        matrices=matrices,
        por_informante=tablero.por_informante(matrices),
        claves=[(clave, tablero.nombre_de(clave)) for clave in tablero.CLAVES],
    )
    return TemplateResponse(request, "admin/planes/reporte/matriz.html", contexto)


@require_safe
def periodo_matriz_csv(request: HttpRequest, periodo: int, ficha: Any) -> HttpResponse:
    """One line for each informant and activity that is asked of it."""
    el_periodo = periodo_o_404(request, periodo)
    if not permisos.lee_reportes(request.user):
        raise PermissionDenied
    salida = io.StringIO()
    hoja = csv.writer(salida)
    hoja.writerow(
        [_("período"), _("quién reporta"), _("reporte"), _("eje"), _("actividad"), _("texto"),
         _("estado"), _("llena")]
    )  # fmt: skip
    for matriz in tablero.matrices(tablero.tablero(el_periodo)):
        for fila in matriz.filas:
            for celda in filter(lambda c: c.clave, fila.celdas):
                actividad = celda.actividad
                renglon = [
                    el_periodo.clave, fila.puesto.nombre, fila.puesto.nombre_estado,
                    matriz.eje.numero, actividad.codigo, actividad.t.corto or actividad.t.texto,
                    celda.nombre, _("sí") if celda.llena else _("no"),
                ]  # fmt: skip
                hoja.writerow([sin_formula(valor) for valor in renglon])
    # The mark by which Excel knows the accents.
    respuesta = HttpResponse("\ufeff" + salida.getvalue(), content_type="text/csv; charset=utf-8")
    nombre = nombre_avisado(f"corett-matriz-{el_periodo.clave}.csv")
    respuesta["Content-Disposition"] = f'attachment; filename="{nombre}"'
    return respuesta


def sin_formula(valor: object) -> str:
    texto = str(valor)
    return f"'{texto}" if texto.startswith(FORMULA) else texto
