"""What the ST wrote for the public from a country's report: the country accepts or objects."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from planes import operaciones, permisos
from planes.forms import FormularioRespuestaDeTexto
from planes.models import Reporte

from .comun import Peticion, contexto_de, reporte_o_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reporte_textos(request: Peticion, referencia: str) -> HttpResponse:
    """The texts of a report, each with its answer; a POST answers."""
    reporte = reporte_o_404(request, referencia)
    formularios = [
        FormularioRespuestaDeTexto(texto, data=request.POST or None)
        for texto in reporte.textos_publicos.select_related("actividad", "respondido_por")
    ]
    if request.method == "POST" and all(f.is_valid() for f in formularios):
        return responder(request, reporte, formularios)
    contexto = contexto_de(
        request,
        reporte,
        formularios=formularios,
        fallo=any(f.errors for f in formularios),
        responde=permisos.responde_textos(request.user, reporte),
    )
    return render(request, "planes/reporte_textos.html", contexto)


def responder(
    request: Peticion, reporte: Reporte, formularios: list[FormularioRespuestaDeTexto]
) -> HttpResponse:
    dichas = {f.texto.pk: f.dicha for f in formularios if f.dicha}
    try:
        nuevas = operaciones.responder_textos(reporte=reporte, respuestas=dichas, por=request.user)
    except operaciones.Conflicto:
        messages.warning(
            request,
            _("La Secretaría Técnica cambió un texto mientras usted leía: vuelva a leerlos."),
        )
    except PermissionDenied as motivo:
        messages.error(request, str(motivo))
    else:
        n = len(nuevas)
        messages.success(
            request,
            ngettext("Guardó %(n)s respuesta.", "Guardó %(n)s respuestas.", n) % {"n": n},
        )
    return redirect("planes:reporte_textos", reporte.referencia)
