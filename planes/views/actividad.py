from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planes import operaciones, permisos
from planes.forms import FormularioActividad, FormularioConflicto
from planes.forms.conflicto import diferencias, escrito
from planes.models import Avance, Reporte
from planes.progreso import Progreso, Tarea, progreso_de
from planes.propuestas import propuestas_de

from .comun import Peticion, contexto_de, reporte_o_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reporte_actividad(request: Peticion, referencia: str, codigo: str) -> HttpResponse:
    """One activity: a form while it can be written in, else the answers."""
    reporte = reporte_o_404(request, referencia)
    progreso = progreso_de(reporte)
    tarea = progreso.tarea(codigo)
    if tarea is None:
        raise Http404
    datos = request.POST if request.method == "POST" else None
    pagina = pagina_de(progreso, tarea, datos)
    if datos is not None:
        return guardar(request, progreso, tarea, pagina)
    return mostrar(request, progreso, tarea, pagina)


def pagina_de(progreso: Progreso, tarea: Tarea, datos: Any = None) -> FormularioActividad:
    """The form of one activity of a report; ``datos`` is what was typed into it."""
    reporte = progreso.reporte
    return FormularioActividad(
        tarea.hoja,
        reporte.periodo,
        tarea.avance,
        progreso.entradas,
        data=datos,
        propuestas=propuestas_de(reporte, tarea.hoja.datos) if reporte.editable else None,
    )


def guardar(
    request: Peticion, progreso: Progreso, tarea: Tarea, pagina: FormularioActividad
) -> HttpResponse:
    """Saves a page that was typed, or shows it again with what has to be mended."""
    reporte = progreso.reporte
    if motivo := permisos.por_que_no_llena(request.user, reporte, tarea.hoja.actividad):
        return rechazar(request, progreso, tarea, pagina, motivo)
    if not pagina.is_valid():
        return mostrar(request, progreso, tarea, pagina)
    actual = tarea.avance or Avance(reporte=reporte, actividad=tarea.hoja.actividad)
    textos, entradas = pagina.textos, pagina.entradas
    distintas = diferencias(pagina, actual, progreso.entradas)
    if tarea.avance is not None and not distintas:
        # Nothing to change: a double click, or it was saved by itself, or by somebody else.
        operaciones.asentar(avance=tarea.avance, datos=tarea.hoja.datos, por=request.user)
        return seguir(request, progreso, tarea)
    if "conflicto" in request.POST and pagina.version == actual.version:
        eleccion = FormularioConflicto(distintas, actual, por=request.user, data=request.POST)
        if not eleccion.is_valid():
            return conflicto(request, progreso, tarea, eleccion)
        textos, entradas = eleccion.resolver(textos, entradas)
    try:
        operaciones.guardar_respuestas(
            reporte=reporte,
            actividad=tarea.hoja.actividad,
            version=pagina.version,
            textos=textos,
            entradas=entradas,
            por=request.user,
        )
    except PermissionDenied as motivo:
        return rechazar(request, progreso, tarea, pagina, str(motivo))
    except operaciones.Conflicto:
        return chocar(request, reporte, tarea, pagina)
    return seguir(request, progreso, tarea)


def chocar(
    request: Peticion, reporte: Reporte, tarea: Tarea, pagina: FormularioActividad
) -> HttpResponse:
    """Somebody saved first: what is saved now, read again, beside what was typed."""
    progreso = progreso_de(reporte)
    nueva = progreso.tarea(tarea.hoja.actividad.codigo) or tarea
    actual = nueva.avance or Avance(reporte=reporte, actividad=tarea.hoja.actividad)
    distintas = diferencias(pagina, actual, progreso.entradas)
    if not distintas:
        return seguir(request, progreso, nueva)
    eleccion = FormularioConflicto(distintas, actual, por=request.user)
    return conflicto(request, progreso, nueva, eleccion)


def seguir(request: Peticion, progreso: Progreso, tarea: Tarea) -> HttpResponse:
    """Where a saved page leads: on to the next one, back to the check, or to itself."""
    referencia = progreso.reporte.referencia
    codigo = tarea.hoja.actividad.codigo
    hora = date_format(timezone.localtime(), "H:i")
    messages.success(
        request,
        _("Actividad %(codigo)s: guardada a las %(hora)s.") % {"codigo": codigo, "hora": hora},
    )
    siguiente = progreso.vecinas(codigo)[1]
    if request.POST.get("accion") != "seguir":
        ruta = reverse("planes:reporte_actividad", args=[referencia, codigo])
        return redirect(ruta + ("?volver=comprobar" if viene_de_comprobar(request) else ""))
    if viene_de_comprobar(request):
        return redirect(reverse("planes:reporte_comprobar", args=[referencia]) + f"#a-{codigo}")
    if siguiente is None:
        return redirect("planes:reporte_detalle", referencia)
    return redirect("planes:reporte_actividad", referencia, siguiente.hoja.actividad.codigo)


def viene_de_comprobar(request: Peticion) -> bool:
    """Whether the person came from a "Cambiar" link, and goes back there."""
    return "comprobar" in (request.GET.get("volver"), request.POST.get("volver"))


def mostrar(
    request: Peticion,
    progreso: Progreso,
    tarea: Tarea,
    pagina: FormularioActividad,
    status: int = 200,
) -> HttpResponse:
    previa, siguiente = progreso.vecinas(tarea.hoja.actividad.codigo)
    contexto = contexto_de(
        request,
        progreso.reporte,
        progreso=progreso,
        tarea=tarea,
        pagina=pagina,
        previa=previa,
        siguiente=siguiente,
        de_comprobar=viene_de_comprobar(request),
    )
    return render(request, "planes/reporte_actividad.html", contexto, status=status)


def rechazar(
    request: Peticion,
    progreso: Progreso,
    tarea: Tarea,
    pagina: FormularioActividad,
    motivo: str,
) -> HttpResponse:
    """Nothing was saved; the page keeps what was typed, so that it can be copied."""
    pagina.rechazar(motivo or _("Usted no puede escribir en este reporte."))
    pagina.is_valid()
    return mostrar(request, progreso, tarea, pagina, status=403)


def conflicto(
    request: Peticion, progreso: Progreso, tarea: Tarea, eleccion: FormularioConflicto
) -> HttpResponse:
    contexto: dict[str, Any] = contexto_de(
        request,
        progreso.reporte,
        progreso=progreso,
        tarea=tarea,
        eleccion=eleccion,
        escrito=escrito(request.POST),
    )
    return render(request, "planes/reporte_conflicto.html", contexto, status=409)
