from __future__ import annotations

import io
import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from actores.solo_post import solo_post
from planes import operaciones, permisos
from planes.documentos.pdf import DocumentoMalHecho
from planes.documentos.recibo import componer_recibo
from planes.forms import FormularioCorreccion

from .comun import Peticion, contexto_de, reporte_o_404
from .evidencias import descarga

REGISTRO = logging.getLogger(__name__)


@login_required
@require_safe
def reporte_recibo(request: Peticion, referencia: str) -> HttpResponse:
    """The proof that it was sent, good to print; its address works later too."""
    reporte = reporte_o_404(request, referencia)
    if reporte.enviado_en is None:
        raise Http404
    return render(request, "planes/reporte_recibo.html", contexto_de(request, reporte))


@login_required
@require_safe
def reporte_recibo_pdf(request: Peticion, referencia: str) -> HttpResponseBase:
    """The record of what was sent, to keep: every answer, as PDF."""
    reporte = reporte_o_404(request, referencia)
    if reporte.enviado_en is None:
        raise Http404
    try:
        documento = componer_recibo(reporte)
    except DocumentoMalHecho:
        REGISTRO.exception("the record of %s could not be made", reporte.referencia)
        messages.error(request, _("No se pudo hacer el PDF. Avise a la Secretaría Técnica."))
        return redirect("planes:reporte_recibo", reporte.referencia)
    nombre = f"corett-recibo-{reporte.periodo.clave}-{reporte.referencia}.pdf"
    return descarga(io.BytesIO(documento.contenido), nombre, "application/pdf")


@login_required
@solo_post("planes:reporte_detalle", "referencia")
def reporte_retirar(request: Peticion, referencia: str) -> HttpResponse:
    """Takes back what was sent and nobody has begun to review."""
    reporte = reporte_o_404(request, referencia)
    try:
        operaciones.retirar(reporte=reporte, por=request.user)
        messages.success(request, _("Retiró el reporte: puede cambiarlo y volver a enviarlo."))
    except PermissionDenied as motivo:
        messages.error(request, str(motivo))
    return redirect("planes:reporte_detalle", referencia)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reporte_abandonar(request: Peticion, referencia: str) -> HttpResponse:
    """Drops a correction that was opened by mistake, once the person has said so."""
    reporte = reporte_o_404(request, referencia)
    if not permisos.puede(request.user, "abandonar", reporte):
        return redirect("planes:reporte_detalle", referencia)
    if request.method != "POST":
        return render(request, "planes/reporte_abandonar.html", contexto_de(request, reporte))
    try:
        aprobado = operaciones.abandonar(reporte=reporte, por=request.user)
    except PermissionDenied as motivo:  # a colleague was quicker: sent, or abandoned already
        messages.error(request, str(motivo))
        return redirect("planes:reportes")
    messages.success(request, _("Abandonó la corrección: el reporte aprobado queda como estaba."))
    return redirect("planes:reporte_detalle", aprobado.referencia)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reporte_corregir(request: Peticion, referencia: str) -> HttpResponse:
    """Opens a new version of an approved report, with a reason."""
    reporte = reporte_o_404(request, referencia)
    if hasattr(reporte, "sustituido_por"):
        return redirect("planes:reporte_detalle", reporte.sustituido_por.referencia)
    if not permisos.puede(request.user, "corregir", reporte):
        return redirect("planes:reporte_detalle", referencia)
    form = FormularioCorreccion(request.POST or None)
    if request.method == "POST" and form.is_valid():
        motivo = form.cleaned_data["motivo"]
        try:
            nuevo = operaciones.corregir(reporte=reporte, por=request.user, motivo=motivo)
        except PermissionDenied:  # a colleague was quicker: her new version is there
            return redirect("planes:reporte_corregir", referencia)
        return redirect("planes:reporte_detalle", nuevo.referencia)
    return render(request, "planes/reporte_corregir.html", contexto_de(request, reporte, form=form))
