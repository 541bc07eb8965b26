"""A reviewer's remark with its replies, for those who fill the report."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planes import operaciones
from planes.forms import FormularioReplica
from planes.models import Observacion, Reporte

from .comun import Peticion, contexto_de, reporte_o_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def observacion(request: Peticion, referencia: str, clave: int) -> HttpResponse:
    """One remark and its replies; a POST adds one."""
    reporte = reporte_o_404(request, referencia)
    la_observacion = observacion_o_404(reporte, clave)
    form = FormularioReplica(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operaciones.responder_observacion(
                observacion=la_observacion, texto=form.cleaned_data["texto"], por=request.user
            )
            messages.success(request, _("Respondió a la observación."))
        except PermissionDenied as motivo:
            messages.error(request, str(motivo))
        return redirect("planes:observacion", referencia, clave)
    puede = operaciones.puede_responder(request.user, la_observacion)
    contexto = contexto_de(
        request, reporte, observacion=la_observacion, form=form, puede_responder=puede
    )
    return render(request, "planes/observacion.html", contexto)


def observacion_o_404(reporte: Reporte, clave: int) -> Observacion:
    """A remark that the informant has been told: what a reviewer is still writing is not there."""
    dichas = (
        reporte.observaciones.filter(resuelta_en__isnull=True)
        if reporte.estado == Reporte.Estado.OBSERVADO
        else reporte.cerradas_al_enviar()
    )
    hallada = (
        dichas.filter(pk=clave)
        .select_related("actividad", "autor")
        .prefetch_related("replicas__autor")
        .first()
    )
    if hallada is None:
        raise Http404
    hallada.reporte = reporte
    return hallada
