"""One cut: what it holds, its documents, and the acts that make it public or hide it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from informes import auditoria, ocultas, operaciones, produccion
from informes.models import Corte
from informes.mostrado import es_previa, puede_previsualizar
from planes import permisos
from planes.admin.comun import pagina
from planes.views.comun import Peticion

from .formularios import FormularioRetiro


@require_http_methods(["GET", "HEAD", "POST"])
def corte_detalle(request: Peticion, object_id: int, ficha: Any) -> HttpResponse:
    """The page; a POST carries one ``accion`` of the ST."""
    corte = corte_o_404(request, object_id, ficha)
    if request.method != "POST":
        return mostrar(request, ficha, corte)
    acto = ACTOS.get(request.POST.get("accion", ""))
    if acto is None:
        raise Http404
    try:
        fallido = acto(request, corte)
    except ValueError as motivo:
        messages.error(request, str(motivo))
        fallido = None
    if fallido is not None:
        return mostrar(request, ficha, corte, fallido)
    return redirect("admin:informes_corte_detalle", corte.pk)


def corte_o_404(request: Peticion, object_id: int, ficha: Any) -> Corte:
    """The cut, for those who may look at cuts."""
    corte: Corte | None = ficha.get_object(request, str(object_id))
    if corte is None:
        raise Http404
    if not ficha.has_view_permission(request, corte):
        raise PermissionDenied
    return corte


# --- The acts: each asks the permission in its operation ------------------------------------------
# and returns its form when that is not filled in as it should be.


def retirar(request: Peticion, corte: Corte) -> FormularioRetiro | None:
    operaciones.exigir_secretaria(request.user)
    formulario = FormularioRetiro(request.POST)
    if not formulario.is_valid():
        return formulario
    operaciones.retirar_corte(corte=corte, por=request.user, **formulario.cleaned_data)
    messages.success(
        request, _("El corte está retirado: el público ve el anterior, si lo hay, y el motivo.")
    )
    return None


ACTOS: dict[str, Callable[[Peticion, Corte], Form | None]] = {"retirar": retirar}


# --- The page ------------------------------------------------------------------------------------


def situacion(corte: Corte, vigente: int | None) -> tuple[str, str]:
    """How a cut stands, as a state badge: its key and its word. A published cut in whose place
    another stands (``vigente``: the key of the one in force) is a replaced one."""
    if corte.estado == Corte.Estado.PUBLICADO and corte.pk != vigente:
        return "no_aplica", _("Sustituido")
    return corte.estado, str(corte.get_estado_display())


def nombre_de(corte: Corte) -> str:
    return _("Corte al %(fecha)s") % {"fecha": date_format(corte.fecha)}


def miga_de_corte(corte: Corte) -> dict[str, str]:
    url = reverse("admin:informes_corte_detalle", args=[corte.pk])
    return {"texto": nombre_de(corte), "url": url}


def miga_de_cortes() -> dict[str, str]:
    return {"texto": _("Cortes de datos"), "url": reverse("admin:informes_corte_changelist")}


def cobertura_de(corte: Corte) -> dict[str, Any]:
    """Whose approved reports a cut holds: ``semestres``, and ``reportes`` with the mark of each."""
    metodo = corte.parte("metodo")
    return {
        "semestres": metodo["semestres"],
        "reportes": [
            {**fila, "marcas": list(zip(metodo["semestres"], fila["aprobados"], strict=True))}
            for fila in metodo["reportes"]
        ],
    }


def auditoria_de(corte: Corte) -> dict[str, Any]:
    """What ``_auditoria.html`` wants: whether what a prepared cut hides stays hidden; of one that
    was published, with how many others it was audited when that was done (``audito_con``)."""
    antes = Corte.objects.filter(publicado_en__lt=corte.publicado_en or corte.creado_en)
    return {
        "hallazgos": auditoria.revisar(corte) if corte.estado == Corte.Estado.PREPARADO else (),
        "audito_con": antes.exclude(pk=corte.pk).count() if corte.publicado_en else None,
        "protegidas": corte.celdas.filter(marca__contains="c").count(),
        "limite": settings.PRIVACIDAD_LIMITE,
    }


def mostrar(
    request: Peticion, ficha: Any, corte: Corte, fallido: Form | None = None
) -> HttpResponse:
    """``fallido`` is the form of an act that could not be done: its errors are told."""
    documentos = produccion.mesa(corte, request.user)
    vigente = Corte.objects.vigente()
    clave, palabra = situacion(corte, vigente.pk if vigente else None)
    contexto = {
        **pagina(request, ficha, nombre_de(corte), [miga_de_cortes()]),
        "el_corte": corte,
        "periodos": sorted(p.clave for p in corte.periodos.all()),
        "partes": corte.partes.count(),
        "celdas": corte.celdas.count(),
        **auditoria_de(corte),
        **cobertura_de(corte),
        "vigente": vigente,
        "clave": clave,
        "palabra": palabra,
        "documentos": documentos.cuenta,
        "haciendose": documentos.haciendose,
        "fallidos": len(documentos.por_repetir),
        "anio": documentos.anio,
        "ocultas": ocultas.de(corte),
        "fallido": fallido,
        "retiro": fallido if isinstance(fallido, FormularioRetiro) else FormularioRetiro(),
        "es_secretaria": permisos.es_secretaria(request.user),
        "previsualiza": es_previa(corte) and puede_previsualizar(request.user),
    }
    return TemplateResponse(request, "admin/informes/corte/detalle.html", contexto)
