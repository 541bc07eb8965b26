from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from actores.models import Pais
from actores.solo_post import solo_post
from planes import agenda, operaciones, pendientes, permisos
from planes.models import Periodo, TextoPublico
from planes.progreso import llenas, progreso_de

from .comun import Peticion, contexto_de, reporte_o_404


@login_required
@require_safe
def reportes(request: Peticion) -> HttpResponse:
    """ "Mis reportes": what to do next, then every period with its state and dates."""
    propias = agenda.propias(request.user)
    contexto = {
        "seccion": "reportes",
        "menu": "reportes",
        "pendientes": pendientes.pendientes_de(request.user, propias),
        "textos": pendientes.textos_por_responder(request.user),
        "autoevaluaciones": pendientes.autoevaluaciones_por_hacer(request.user),
        "propias": propias,
        "region": agenda.de_la_region(request.user),
        "lee_reportes": permisos.lee_reportes(request.user),
        "captura": permisos.es_secretaria(request.user),
    }
    return render(request, "planes/reportes.html", contexto)


@login_required
@solo_post("planes:reportes")
def reporte_iniciar(request: Peticion, periodo: int, informante: str) -> HttpResponse:
    """Opens the informant's report of that period, made if there is none yet."""
    el_periodo = get_object_or_404(Periodo, pk=periodo)
    pais = None if informante == "regional" else get_object_or_404(Pais, codigo=informante)
    if not permisos.puede_informar(request.user, el_periodo, pais):
        raise Http404
    try:
        reporte = operaciones.iniciar_reporte(periodo=el_periodo, pais=pais, por=request.user)
    except PermissionDenied as motivo:
        messages.error(request, str(motivo))
        return redirect("planes:reportes")
    return redirect("planes:reporte_detalle", reporte.referencia)


@login_required
@require_safe
def reporte_detalle(request: Peticion, referencia: str) -> HttpResponse:
    """The task list of a report; whoever helps with some activities finds hers first."""
    reporte = reporte_o_404(request, referencia)
    progreso = progreso_de(reporte)
    contexto = contexto_de(request, reporte, progreso=progreso, linea=agenda.linea_de(reporte))
    if permisos.responde_textos(request.user, reporte):
        contexto["textos"] = list(reporte.textos_publicos.values_list("estado", flat=True))
        contexto["sin_responder"] = contexto["textos"].count(TextoPublico.Estado.PROPUESTO)
    suyas = []
    if "enviar" not in contexto["actos"]:
        dadas = permisos.actividades_de(request.user, reporte.pais_id)
        suyas = [t for t in progreso.tareas if t.hoja.actividad.pk in dadas]
    por_llenar = suyas or progreso.tareas
    contexto |= {
        "suyas": suyas,
        "por_llenar": len(por_llenar),
        "llenas": llenas(por_llenar),
        "devueltas": [t for t in por_llenar if t.observaciones],
    }
    return render(request, "planes/reporte_detalle.html", contexto)
