from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planes import operaciones, permisos
from planes.forms import FormularioCorreccion

from .comun import Peticion, contexto_de, reporte_o_404


@login_required
@require_safe
def reporte_recibo(request: Peticion, referencia: str) -> HttpResponse:
    """The proof that it was sent, good to print; its address works later too."""
    reporte = reporte_o_404(request, referencia)
    if reporte.enviado_en is None:
        raise Http404
    return render(request, "planes/reporte_recibo.html", contexto_de(request, reporte))


@login_required
@require_POST
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
