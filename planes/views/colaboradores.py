"""Colleagues who fill some activities of a country's report."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from actores.models import Pais
from actores.solo_post import solo_post
from planes import operaciones, permisos
from planes.forms import FormularioActividades, FormularioColaborador
from planes.models import Colaboracion

from .comun import Peticion, enviado


def paises_o_404(request: Peticion) -> list[Pais]:
    """The countries for which this person answers; nobody else has these pages."""
    if not permisos.puede_compartir(request.user):
        raise Http404
    return list(Pais.objects.filter(pk__in=permisos.paises_de(request.user)))


def colaboracion_o_404(request: Peticion, pk: int) -> Colaboracion:
    """One that is in force, of a country for which this person answers."""
    propias = Colaboracion.objects.filter(pais__in=paises_o_404(request), hasta__isnull=True)
    hallada: Colaboracion = get_object_or_404(propias.select_related("usuario", "pais"), pk=pk)
    return hallada


@login_required
@require_safe
def colaboradores(request: Peticion) -> HttpResponse:
    """Who helps, with what; and who did."""
    todas = (
        Colaboracion.objects.filter(pais__in=paises_o_404(request))
        .select_related("usuario", "pais", "invitado_por")
        .prefetch_related("actividades")
        .order_by("pais__orden", "usuario__nombre", "-desde")
    )
    contexto = {
        "seccion": "reportes",
        "menu": "colaboradores",
        "vigentes": [c for c in todas if c.hasta is None],
        "terminadas": [c for c in todas if c.hasta is not None],
    }
    return render(request, "planes/colaboradores.html", contexto)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def colaborador_nuevo(request: Peticion) -> HttpResponse:
    """Invites a colleague."""
    form = FormularioColaborador(enviado(request), paises=paises_o_404(request))
    if request.method == "POST" and form.is_valid():
        dichos = {c: form.cleaned_data[c] for c in ("correo", "nombre", "idioma", "actividades")}
        try:
            nueva = operaciones.invitar_colaborador(pais=form.pais, por=request.user, **dichos)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            frase = _("Invitó a %(quien)s: le enviamos un correo.")
            messages.success(request, frase % {"quien": nueva.usuario})
            return redirect("planes:colaboradores")
    contexto = {"seccion": "reportes", "menu": "colaboradores", "form": form}
    return render(request, "planes/colaborador_nuevo.html", contexto)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def colaborador(request: Peticion, pk: int) -> HttpResponse:
    """Changes what a collaborator fills."""
    colaboracion = colaboracion_o_404(request, pk)
    dadas = {"actividades": [a.pk for a in colaboracion.actividades.all()]}
    form = FormularioActividades(enviado(request), initial=dadas)
    if request.method == "POST" and form.is_valid():
        operaciones.cambiar_colaboracion(
            colaboracion=colaboracion,
            actividades=form.cleaned_data["actividades"],
            por=request.user,
        )
        messages.success(request, _("Guardó las actividades de %(quien)s.") % quien(colaboracion))
        return redirect("planes:colaboradores")
    contexto = {
        "seccion": "reportes",
        "menu": "colaboradores",
        "form": form,
        "colaboracion": colaboracion,
        "sin_clave": not colaboracion.usuario.has_usable_password(),
    }
    return render(request, "planes/colaborador.html", contexto)


@login_required
@solo_post("planes:colaborador", "pk")
def colaborador_terminar(request: Peticion, pk: int) -> HttpResponse:
    """Ends it at once."""
    colaboracion = colaboracion_o_404(request, pk)
    operaciones.terminar_colaboracion(colaboracion=colaboracion, por=request.user)
    messages.success(request, _("%(quien)s ya no colabora con su país.") % quien(colaboracion))
    return redirect("planes:colaboradores")


@login_required
@solo_post("planes:colaborador", "pk")
def colaborador_reinvitar(request: Peticion, pk: int) -> HttpResponse:
    """Mails the invitation again."""
    colaboracion = colaboracion_o_404(request, pk)
    try:
        operaciones.reinvitar_colaborador(colaboracion=colaboracion, por=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Enviamos otra invitación a %(quien)s.") % quien(colaboracion))
    return redirect("planes:colaborador", pk)


def quien(colaboracion: Colaboracion) -> dict[str, str]:
    return {"quien": str(colaboracion.usuario)}
