"""A report read item by item; its reviewers observe, return and approve here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planes import operaciones, permisos, transiciones
from planes.comparacion import Lectura, Punto, leer
from planes.forms import FormularioObservacion
from planes.models import Reporte
from planes.views.comun import Peticion

from .comun import miga_de_periodo, pagina


@require_http_methods(["GET", "HEAD", "POST"])
def reporte_revision(request: Peticion, object_id: str, ficha: Any) -> HttpResponse:
    """The whole report; a POST carries one ``accion`` of its reviewer."""
    reporte = ficha.reporte(request, object_id)
    if request.method != "POST":
        return mostrar(request, ficha, reporte)
    acto = ACTOS.get(request.POST.get("accion", ""))
    if acto is None:
        raise Http404
    try:
        return acto(request, ficha, reporte)
    except operaciones.Conflicto:
        reporte.refresh_from_db()
        messages.warning(request, ya_se_decidio(request, reporte))
    except (PermissionDenied, ValueError) as motivo:
        messages.error(request, str(motivo))
    return redirect("admin:planes_reporte_revision", reporte.pk)


# --- The acts ------------------------------------------------------------------------------------


def observar(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    lectura = leer(reporte)
    punto = punto_o_404(request, lectura)
    formulario = FormularioObservacion(punto.actividad, data=request.POST)
    if not formulario.is_valid():
        return mostrar(request, ficha, reporte, lectura, formulario)
    texto = formulario.cleaned_data["texto"]
    repetida = any(o.texto == texto for o in punto.abiertas)
    if not repetida:  # a double click says it once
        operaciones.observar(
            reporte=reporte, actividad=punto.actividad, texto=texto, por=request.user
        )
    return volver(reporte, punto)


def quitar(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    """Withdraws a remark; one that is no longer open needs nothing more."""
    lectura = leer(reporte)
    punto = punto_o_404(request, lectura)
    for observacion in punto.abiertas:
        if str(observacion.pk) == request.POST.get("observacion"):
            operaciones.quitar_observacion(observacion=observacion, por=request.user)
    return volver(reporte, punto)


def devolver(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    operaciones.devolver(reporte=reporte, revision=revision_de(request), por=request.user)
    messages.success(
        request,
        _("Devolvió el reporte de %(quien)s. Le avisamos por correo.")
        % {"quien": reporte.nombre_informante},
    )
    return redirect("admin:planes_reporte_revision", reporte.pk)


def aprobar(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    operaciones.aprobar(reporte=reporte, revision=revision_de(request), por=request.user)
    messages.success(
        request,
        _("Aprobó el reporte de %(quien)s: sus cifras cuentan en el próximo corte.")
        % {"quien": reporte.nombre_informante},
    )
    return redirect("admin:planes_reporte_revision", reporte.pk)


ACTOS: dict[str, Callable[[Peticion, Any, Reporte], HttpResponse]] = {
    "observar": observar,
    "quitar": quitar,
    "devolver": devolver,
    "aprobar": aprobar,
}


def revision_de(request: Peticion) -> int:
    """What the page was read with. Without it nothing is decided."""
    escrita = request.POST.get("revision", "")
    if not escrita.isdecimal():
        raise ValueError(_("La página no llegó entera. Vuelva a abrirla y decida otra vez."))
    return int(escrita[:9])


def punto_o_404(request: Peticion, lectura: Lectura) -> Punto:
    punto = lectura.punto(request.POST.get("actividad", ""))
    if punto is None:
        raise Http404
    return punto


def volver(reporte: Reporte, punto: Punto) -> HttpResponse:
    ruta = reverse("admin:planes_reporte_revision", args=[reporte.pk])
    return redirect(f"{ruta}#a-{punto.actividad.codigo}")


def ya_se_decidio(request: Peticion, actual: Reporte) -> str:
    """To the second of two reviewers, or to a second click: what happened meanwhile."""
    estado = actual.get_estado_display()
    revisado = actual.estado in (Reporte.Estado.APROBADO, Reporte.Estado.OBSERVADO)
    if not revisado or actual.revisado_en is None:
        return _("El reporte cambió mientras usted lo leía: ahora está «%(estado)s».") % {
            "estado": estado
        }
    datos = {
        "estado": estado,
        "quien": actual.revisado_por,
        "cuando": date_format(localtime(actual.revisado_en), "SHORT_DATETIME_FORMAT"),
    }
    if actual.revisado_por_id == request.user.pk:
        return _("Usted ya había decidido: el reporte está «%(estado)s».") % datos
    return _("%(quien)s decidió antes (%(cuando)s): el reporte está «%(estado)s».") % datos


# --- The page ------------------------------------------------------------------------------------


def mostrar(
    request: Peticion,
    ficha: Any,
    reporte: Reporte,
    lectura: Lectura | None = None,
    formulario: FormularioObservacion | None = None,
) -> HttpResponse:
    """``formulario`` is a remark that could not be written: its errors are told."""
    lectura = lectura or leer(reporte)
    actos = permisos.actos_de(request.user, reporte)
    filtro = request.GET.get("ver", "")
    contexto = pagina(
        request,
        ficha,
        str(reporte),
        miga_de_periodo(request, reporte.periodo),
        reporte=reporte,
        progreso=lectura.progreso,
        lectura=lectura,
        grupos=grupos_de(request, lectura, filtro, formulario),
        filtro=filtro if filtro in FILTROS else "",
        actos=actos,
        fallo=formulario,
        puede_revisar="observar" in actos,
        por_que_no=por_que_no(request, reporte),
        siguiente=siguiente(request, ficha, reporte),
    )
    return TemplateResponse(request, "admin/planes/reporte/revision.html", contexto)


FILTROS: dict[str, Callable[[Punto], bool]] = {
    "cambios": lambda punto: punto.cambio,
    "avisos": lambda punto: bool(punto.avisos),
    "abiertas": lambda punto: bool(punto.abiertas),
}
"""What of a report the reviewer may ask to see, by ``?ver=``."""


def grupos_de(
    request: Peticion, lectura: Lectura, filtro: str, fallo: FormularioObservacion | None
) -> list[tuple[Any, list[tuple[Punto, FormularioObservacion]]]]:
    """The items to show by objetivo, each with the form to observe it."""
    se_ve = FILTROS.get(filtro, lambda punto: True)
    observada = request.POST.get("actividad") if fallo else None
    grupos = []
    for objetivo, puntos in lectura.grupos:
        vistos = [
            (
                p,
                fallo
                if fallo and p.actividad.codigo == observada
                else FormularioObservacion(p.actividad),
            )
            for p in puntos
            if se_ve(p)
        ]
        if vistos:
            grupos.append((objetivo, vistos))
    return grupos


def por_que_no(request: Peticion, reporte: Reporte) -> str:
    """One sentence saying why this person decides nothing here now; empty when she can."""
    partes = permisos.partes_de(request.user, reporte)
    if reporte.estado == Reporte.Estado.BORRADOR:
        return _("Es un borrador: todavía no se ha enviado.")
    if reporte.estado == Reporte.Estado.OBSERVADO:
        return _("Se devolvió: espera que lo corrijan y lo vuelvan a enviar.")
    if reporte.estado == Reporte.Estado.APROBADO:
        return _("Está aprobado: sus cifras cuentan en los cortes.")
    if transiciones.REVISOR in partes:
        return ""
    if reporte.enviado_por_id == request.user.pk:
        return _("Usted lo envió: lo revisa otra persona.")
    if permisos.es_de_su_pais(request.user, reporte):
        return _("Es el reporte de su país: lo revisa otra persona.")
    if reporte.es_regional:
        return _("El reporte regional lo revisa la Presidencia Pro Témpore.")
    return _("Usted puede leerlo. Lo revisan la Secretaría Técnica y la Presidencia.")


def siguiente(request: Peticion, ficha: Any, reporte: Reporte) -> Reporte | None:
    """The report that has waited longest among the others this person can review."""
    esperan = ficha.get_queryset(request).filter(estado=Reporte.Estado.ENVIADO)
    return next(
        (
            otro
            for otro in esperan.exclude(pk=reporte.pk).order_by("enviado_en")
            if permisos.puede(request.user, "aprobar", otro)
        ),
        None,
    )
