"""The reviewers' queue, and the approval of several clean reports at once (Q16)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from actores.solo_post import solo_post
from planes import cola, operaciones, permisos, tablero
from planes.models import Periodo, Plan
from planes.views.comun import Peticion

from .comun import pagina


@require_safe
def reporte_cola(request: Peticion, ficha: Any) -> HttpResponse:
    """What waits for its review, oldest first; ``?periodo=`` shows one period's."""
    if not permisos.lee_reportes(request.user):
        raise PermissionDenied
    clave = request.GET.get("periodo", "")
    periodo = Periodo.objects.filter(pk=clave[:9]).first() if clave.isdecimal() else None
    turnos = cola.cola(request.user, periodo)
    contexto = pagina(
        request,
        ficha,
        _("Por revisar"),
        [],
        periodo=periodo,
        suyos=[t for t in turnos if t.es_suyo],
        ajenos=[t for t in turnos if not t.es_suyo],
        hay_limpios=any(t.limpio for t in turnos),
        sigue=que_sigue(request, periodo) if not turnos else None,
    )
    return TemplateResponse(request, "admin/planes/reporte/cola.html", contexto)


def que_sigue(request: Peticion, periodo: Periodo | None) -> dict[str, Any] | None:
    """With nothing to review: the period (the one asked for, else that in course), and whether
    all of it is approved, so that this person can prepare a cut."""
    periodo = periodo or tablero.periodo_actual(tablero.periodos())
    if periodo is None or periodo.plan.tipo != Plan.Tipo.OPERATIVO:
        return None
    tabla = tablero.tablero(periodo)
    todos = 0 < tabla.esperados == len(tabla.aprobados)
    return {"tabla": tabla, "corte": todos and permisos.es_secretaria(request.user)}


@solo_post("admin:planes_reporte_cola")
def reporte_aprobar_varios(request: Peticion, ficha: Any) -> HttpResponse:
    """First asks, with what was found in each of those ticked; ``confirmado`` approves them."""
    if not permisos.lee_reportes(request.user):
        raise PermissionDenied
    revisiones = elegidos(request)
    if not revisiones:
        messages.error(request, _("Marque al menos un reporte."))
        return redirect("admin:planes_reporte_cola")
    if "confirmado" not in request.POST:
        return preguntar(request, ficha, revisiones)
    try:
        aprobados = operaciones.aprobar_varios(revisiones=revisiones, por=request.user)
    except operaciones.NoLimpios as cuales:
        for reporte, motivo in cuales.motivos:
            messages.error(request, f"{reporte}: {motivo}")
        messages.warning(request, str(cuales))
        return redirect("admin:planes_reporte_cola")
    n = len(aprobados)
    texto = ngettext(
        "Aprobó %(n)s reporte: sus cifras cuentan en el próximo corte.",
        "Aprobó %(n)s reportes: sus cifras cuentan en el próximo corte.",
        n,
    )
    messages.success(request, texto % {"n": n})
    return redirect("admin:planes_reporte_cola")


def elegidos(request: Peticion) -> dict[int, int]:
    """By report id the revision with which the page was read; what is no number is left out."""
    pares = [valor.partition(":") for valor in request.POST.getlist("reporte")]
    return {
        int(clave[:9]): int(revision[:9])
        for clave, _dos, revision in pares
        if clave.isdecimal() and revision.isdecimal()
    }


def preguntar(request: Peticion, ficha: Any, revisiones: dict[int, int]) -> HttpResponse:
    turnos = [t for t in cola.cola(request.user) if t.reporte.pk in revisiones]
    contexto = pagina(
        request,
        ficha,
        _("Aprobar varios reportes"),
        [{"texto": _("Por revisar"), "url": reverse("admin:planes_reporte_cola")}],
        turnos=[(t, revisiones[t.reporte.pk]) for t in turnos],
        faltan=len(revisiones) - len(turnos),
        impedidos=[t for t in turnos if t.motivo or t.reporte.revision != revisiones[t.reporte.pk]],
    )
    return TemplateResponse(request, "admin/planes/reporte/aprobar_varios.html", contexto)
