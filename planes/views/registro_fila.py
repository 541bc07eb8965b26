"""One row of a register: written down, changed, duplicated, deleted."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.forms import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from planes import operaciones, permisos
from planes.forms.registro import FORMULARIOS
from planes.forms.registro_fila import FormularioFila
from planes.inventario import completas, renglon
from planes.models import Registro
from planes.models.reporte import nueva_referencia
from planes.propuestas import bloqueada

from .comun import Peticion, choque_de, con_version
from .registro import contexto_de_registro, informantes, modelo_o_404

REFERENCIA = re.compile(r"[0-9A-F]{8}")


def fila_o_404(request: Peticion, tipo: str, referencia: str) -> Any:
    """The row with that reference, if this person may read it."""
    visibles = modelo_o_404(tipo)._default_manager.visibles_para(request.user)
    return get_object_or_404(completas(visibles, para_archivo=True), referencia=referencia.upper())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def registro_nueva(request: Peticion, tipo: str) -> HttpResponse:
    """Writes down what happened; "guardar y anotar otra" comes back here."""
    modelo = modelo_o_404(tipo)
    suyos = informantes(request)
    if not suyos:
        raise Http404
    # The reference is given before saving: the same form sent twice is one row.
    referencia = request.POST.get("referencia", "")
    if not REFERENCIA.fullmatch(referencia):
        referencia = nueva_referencia()
    if modelo._default_manager.filter(referencia=referencia, creado_por=request.user).exists():
        return registro_fila(request, tipo, referencia)
    datos = request.POST if request.method == "POST" else None
    form = FORMULARIOS[tipo](
        datos, instance=modelo(referencia=referencia), informantes=suyos, initial=previos(request)
    )
    if datos is not None and form.is_valid() and form.es_distinta():
        form.instance.pais = form.pais
        try:
            if guardar(request, form):
                return seguir(request, tipo, form.instance)
        except IntegrityError:  # the other half of a double click was quicker
            return redirect("planes:registro")
    return mostrar(request, tipo, form)


def previos(request: Peticion) -> dict[str, Any]:
    """What a new form starts with: the activity that a link to it names."""
    actividad = request.GET.get("actividad", "")
    return {"actividades": [int(actividad)]} if actividad.isdecimal() and len(actividad) < 9 else {}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def registro_fila(request: Peticion, tipo: str, referencia: str) -> HttpResponse:
    """A row: a form for those who may change it while no sent report has used it."""
    fila = fila_o_404(request, tipo, referencia)
    if not permisos.puede_anotar_fila(request.user, fila) or bloqueada(fila):
        return leer(request, tipo, fila, status=200 if request.method != "POST" else 403)
    datos = request.POST if request.method == "POST" else None
    form = FORMULARIOS[tipo](datos, instance=fila, informantes=[fila.pais])
    if datos is not None and form.is_valid():
        try:
            if guardar(request, form):
                return seguir(request, tipo, fila)
        except operaciones.Conflicto as conflicto:
            return chocar(request, tipo, form, conflicto.actual)
    return mostrar(request, tipo, form)


def guardar(request: Peticion, form: FormularioFila) -> bool:
    """Saves a valid page; what a sent report forbids becomes an error of the date."""
    try:
        operaciones.guardar_fila(
            fila=form.instance,
            version=form.cleaned_data["version"],
            relaciones=form.relaciones,
            por=request.user,
            **form.desgloses,
        )
    except operaciones.Bloqueada as motivo:
        form.add_error("fecha", str(motivo))
        return False
    except PermissionDenied as motivo:
        form.add_error(None, str(motivo))
        return False
    return True


def seguir(request: Peticion, tipo: str, fila: Registro) -> HttpResponse:
    """Where a saved row leads: to another new one, or to itself, where evidence is added."""
    messages.success(request, _("Se guardó «%(titulo)s».") % {"titulo": fila.titulo})
    if request.POST.get("accion") == "otra":
        return redirect("planes:registro_nueva", tipo)
    return redirect("planes:registro_fila", tipo, fila.referencia)


def mostrar(
    request: Peticion, tipo: str, form: FormularioFila, status: int = 200, **mas: Any
) -> HttpResponse:
    fila = form.instance
    contexto = contexto_de_registro(tipo, form=form, fila=fila, **mas)
    if fila.pk:
        contexto |= con_evidencias(tipo, fila, editable=True)
    return render(request, "planes/registro_fila.html", contexto, status=status)


def con_evidencias(tipo: str, fila: Any, *, editable: bool) -> dict[str, Any]:
    """What ``_evidencias.html`` wants."""
    return {
        "evidencias": list(fila.evidencias.select_related("subida_por", "dato")),
        "subir": reverse("planes:registro_evidencia_subir", args=[tipo, fila.referencia]),
        "editable": editable,
    }


def lo_dicho(fila: Any) -> list[tuple[str, Any]]:
    """Name and content of what the row says; nothing and nobody are left out."""
    return [(nombre, celda) for nombre, celda in renglon(fila).items() if celda not in ("", 0)]


def leer(request: Peticion, tipo: str, fila: Any, status: int = 200) -> HttpResponse:
    """The row without a form, and why it has none."""
    suya = permisos.puede_anotar_fila(request.user, fila)
    contexto = contexto_de_registro(
        tipo,
        fila=fila,
        renglon=lo_dicho(fila),
        bloqueada=bloqueada(fila),
        suya=suya,
        **con_evidencias(tipo, fila, editable=False),
    )
    return render(request, "planes/registro_detalle.html", contexto, status=status)


def chocar(request: Peticion, tipo: str, form: FormularioFila, actual: Any) -> HttpResponse:
    """Somebody saved first: what she typed stays in the form, what is saved stands beside it;
    saving once more keeps what the form says. A second click says nothing else: it is saved."""
    guardada = completas(type(actual)._default_manager.all(), para_archivo=True).get(pk=actual.pk)
    escrito = con_version(form.data, guardada.version)
    de_nuevo = FORMULARIOS[tipo](escrito, instance=guardada, informantes=[guardada.pais])
    if not de_nuevo.has_changed():
        return seguir(request, tipo, guardada)
    choque = choque_de(request, guardada, lo_dicho(guardada))
    return mostrar(request, tipo, de_nuevo, status=409, choque=choque)


@login_required
@require_safe
def registro_duplicar(request: Peticion, tipo: str, referencia: str) -> HttpResponse:
    """A new form filled like another row, but for its date and its numbers of people."""
    fila = fila_o_404(request, tipo, referencia)
    if not permisos.puede_anotar_fila(request.user, fila):
        raise Http404
    vacia = FORMULARIOS[tipo](instance=type(fila)(), informantes=[fila.pais])
    inicial = model_to_dict(fila, fields=[c for c in vacia.fields if not c.startswith("fecha")])
    form = FORMULARIOS[tipo](
        instance=type(fila)(referencia=nueva_referencia()),
        informantes=informantes(request),
        initial=inicial | {"de_quien": fila.pais.codigo if fila.pais else "regional"},
    )
    return mostrar(request, tipo, form, copia_de=fila)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def registro_borrar(request: Peticion, tipo: str, referencia: str) -> HttpResponse:
    """Asks first; then deletes the row with its files."""
    fila = fila_o_404(request, tipo, referencia)
    if not permisos.puede_anotar_fila(request.user, fila):
        raise Http404
    contexto = contexto_de_registro(tipo, fila=fila, bloqueada=bloqueada(fila))
    if request.method != "POST":
        return render(request, "planes/registro_borrar.html", contexto)
    try:
        operaciones.borrar_fila(fila=fila, por=request.user)
    except PermissionDenied as motivo:
        return render(
            request, "planes/registro_borrar.html", contexto | {"error": str(motivo)}, status=403
        )
    except ProtectedError:
        error = _("No se puede borrar: hay recursos que lo nombran. Quíteles primero el vínculo.")
        return render(
            request, "planes/registro_borrar.html", contexto | {"error": error}, status=409
        )
    messages.success(request, _("Se borró «%(titulo)s».") % {"titulo": fila.titulo})
    return redirect(f"{reverse('planes:registro')}?tipo={tipo}")
