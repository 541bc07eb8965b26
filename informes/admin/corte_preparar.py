"""Preparing a cut: choose the periods, see who is in and what is doubtful, say why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from informes import operaciones
from informes.cobertura import (
    cobertura,
    desde_el_anterior,
    lo_que_queda_fuera,
    lugares_sin_resolver,
    por_mirar,
)
from informes.models import Corte
from planes import permisos
from planes.models import Plan
from planes.views.comun import Peticion

from .formularios import FormularioCorte


@require_http_methods(["GET", "HEAD", "POST"])
def corte_preparar(request: Peticion, ficha: Any) -> HttpResponse:
    """A POST with ``accion`` ``mirar`` shows what is doubtful in the chosen periods; any other
    makes the cut."""
    if not permisos.es_secretaria(request.user):
        raise PermissionDenied
    planes = Plan.objects.filter(tipo=Plan.Tipo.OPERATIVO).exclude(estado=Plan.Estado.BORRADOR)
    plan = next((p for p in planes if str(p.pk) == request.GET.get("plan")), planes.first())
    if plan is None:
        messages.error(request, _("Todavía no hay un plan sobre el que se reporte."))
        return redirect("admin:informes_corte_changelist")
    filas = cobertura(plan.periodos.order_by("anio", "semestre"))
    periodos = [fila.periodo for fila in filas]
    elegidos = [fila.periodo for fila in filas if not fila.vacio]
    if request.method != "POST":
        formulario = FormularioCorte(periodos, elegidos)
    elif request.POST.get("accion") == "mirar":
        formulario = FormularioCorte(periodos, elegidos, escrito=request.POST)
    else:
        formulario = FormularioCorte(periodos, elegidos, data=request.POST)
        corte = preparar(request, plan, formulario)
        if corte is not None:
            return redirect("admin:informes_corte_detalle", corte.pk)
    marcados = formulario.marcados
    a_mirar = [f.periodo for f in filas if str(f.periodo.pk) in marcados]
    contexto = {
        **ficha.admin_site.each_context(request),
        "opts": ficha.opts,
        "title": _("Preparar un corte"),
        "migas": [
            {"texto": _("Escritorio"), "url": reverse("admin:index")},
            {"texto": _("Cortes de datos"), "url": reverse("admin:informes_corte_changelist")},
        ],
        "plan": plan,
        "planes": list(planes),
        "filas": [(fila, str(fila.periodo.pk) in marcados) for fila in filas],
        "formulario": formulario,
        "escrito": request.method == "POST",
        "dudosos": lugares_sin_resolver(plan),
        "por_mirar": por_mirar(a_mirar),
        "novedades": desde_el_anterior(plan, a_mirar),
        "fuera": lo_que_queda_fuera(plan, a_mirar),
    }
    return TemplateResponse(request, "admin/informes/corte/preparar.html", contexto)


def preparar(request: Peticion, plan: Plan, formulario: FormularioCorte) -> Corte | None:
    """The new cut, or the same one that waits already; None with the reason in the form."""
    if not formulario.is_valid():
        return None
    dicho = formulario.cleaned_data
    fuera = lo_que_queda_fuera(plan, dicho["periodos"])
    if dicho.pop("confirmo") != fuera.clave and fuera.clave:
        sin_saberlo = _("Vea lo que este corte deja fuera y marque la casilla si así lo quiere.")
        formulario.add_error("confirmo", sin_saberlo)
        return None
    try:
        corte = operaciones.preparar_corte(plan=plan, por=request.user, **dicho)
    except operaciones.YaPreparado as ya:
        messages.info(request, str(ya))
        return ya.corte
    except ValueError as motivo:
        formulario.add_error(None, str(motivo))
        return None
    messages.success(
        request, _("El corte está preparado. Véalo como lo verá el público antes de publicarlo.")
    )
    return corte
