"""Check answers: what is missing, what has to be explained, and the button that sends (Q3)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planes import autoria, operaciones, permisos, validacion
from planes.forms import FormularioExplicaciones
from planes.forms.explicaciones import SIN_EXPLICAR
from planes.models import Reporte
from planes.progreso import progreso_de

from .comun import Peticion, contexto_de, reporte_o_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reporte_comprobar(request: Peticion, referencia: str) -> HttpResponse:
    """All answers to check before sending. A POST keeps the explanations that came with it,
    and sends; with ``accion=explicar`` it only keeps them."""
    reporte = reporte_o_404(request, referencia)
    if request.method == "POST":
        return recibir(request, reporte)
    if not reporte.editable:
        return redirect("planes:reporte_detalle", referencia)
    return mostrar(request, reporte)


def recibir(request: Peticion, reporte: Reporte) -> HttpResponse:
    try:
        if permisos.puede_llenar(request.user, reporte):
            formulario = FormularioExplicaciones(validacion.revisar(reporte), data=request.POST)
            if not formulario.is_valid():
                return mostrar(request, reporte, fallo=True)
            operaciones.explicar(reporte=reporte, textos=formulario.textos, por=request.user)
        if request.POST.get("accion") == "explicar":
            messages.success(request, _("Guardó las explicaciones."))
            return redirect("planes:reporte_comprobar", reporte.referencia)
        operaciones.enviar(reporte=reporte, por=request.user)
    except operaciones.Incompleto:
        return mostrar(request, reporte, fallo=True)
    except operaciones.SinCambios as motivo:
        messages.error(request, str(motivo))
        return redirect("planes:reporte_comprobar", reporte.referencia)
    except PermissionDenied as motivo:
        reporte.refresh_from_db()
        if reporte.estado != Reporte.Estado.ENVIADO or reporte.enviado_por != request.user:
            messages.error(request, str(motivo))
            return redirect("planes:reporte_detalle", reporte.referencia)
    return redirect("planes:reporte_recibo", reporte.referencia)


def mostrar(request: Peticion, reporte: Reporte, *, fallo: bool = False) -> HttpResponse:
    """``fallo`` is True after sending was tried in vain: then the page is an error page."""
    hallazgos = validacion.revisar(reporte)
    formulario = FormularioExplicaciones(hallazgos, data=request.POST if fallo else None)
    if fallo and request.POST.get("accion") != "explicar":
        formulario.exigir()
    progreso = progreso_de(reporte)
    contexto = contexto_de(
        request,
        reporte,
        progreso=progreso,
        errores=[h for h in hallazgos if h.nivel == validacion.ERROR],
        advertencias=[h for h in hallazgos if h.nivel == validacion.ADVERTENCIA],
        sin_explicar=[h for h in hallazgos if h.nivel == validacion.ADVERTENCIA and h.impide],
        notas=[h for h in hallazgos if h.nivel == validacion.NOTA],
        formulario=formulario,
        explica=permisos.puede_llenar(request.user, reporte),
        faltas=faltas(formulario) if fallo else [],
        ajenas=autoria.ajenas(progreso),
        fallo=fallo,
    )
    return render(request, "planes/reporte_comprobar.html", contexto)


def faltas(formulario: FormularioExplicaciones) -> list[dict[str, Any]]:
    """The explanations that cannot be taken, for the summary: where, on which activity, and why,
    unless there is none: the summary asks for those once, for all of them."""
    return [
        {
            "destino": formulario[h.campo].auto_id,
            "actividad": h.actividad,
            "texto": h.mensaje,
            "errores": [e for e in formulario.errors[h.campo] if e != SIN_EXPLICAR],
        }
        for h in formulario.advertencias
        if h.campo in formulario.errors
    ]
