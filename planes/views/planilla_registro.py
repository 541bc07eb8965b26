"""The Excel workbook of the register of actions: for one informant and semester."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from planes.forms.planilla_registro import FormularioDeCual
from planes.planilla.registro import PlanillaDeRegistro

from .comun import Peticion
from .planilla import atender, descargar
from .registro import informantes, lectores_o_404


def pedido_o_404(request: Peticion) -> tuple[FormularioDeCual, PlanillaDeRegistro]:
    """What was asked for, of those whose register this person may read: her own first."""
    propios = informantes(request)
    paises = [*propios, *(p for p in lectores_o_404(request) if p not in propios)]
    form = FormularioDeCual(paises, request.GET)
    if not form.is_valid():
        raise Http404
    return form, PlanillaDeRegistro(*form.elegido, request.user)


@login_required
@require_safe
def registro_planilla(request: Peticion) -> HttpResponse:
    """The actions of a semester, and empty rows for new ones."""
    return descargar(pedido_o_404(request)[1])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def registro_planilla_subir(request: Peticion) -> HttpResponse:
    """Upload, look at what would change, confirm."""
    form, asunto = pedido_o_404(request)
    pais, periodo = form.elegido
    pregunta = urlencode({"pais": form["pais"].value(), "periodo": form["periodo"].value()})
    contexto = {
        "seccion": "reportes",
        "menu": "registro",
        "eleccion": form,
        "volver": reverse("planes:registro"),
        "nombre_de_volver": _("Registro de acciones"),
        "de_que": f"{pais or _('Región')} · {periodo}",
        "bajar": f"{reverse('planes:registro_planilla')}?{pregunta}",
    }
    return atender(request, asunto, contexto)
