"""The yearly self-assessment of a country and its proposals."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from actores.models import Pais
from actores.solo_post import solo_post
from planes import operaciones, permisos
from planes.agenda import era_miembro
from planes.forms import FormularioAutoevaluacion, FormularioPropuesta, FormularioReabrir
from planes.models import Autoevaluacion, Plan, Propuesta

from .comun import Peticion, choque_de, con_version, enviado, pais_pedido, paises_legibles


def ruta_de(autoevaluacion: Autoevaluacion) -> str:
    ruta = reverse("planes:autoevaluacion", args=[autoevaluacion.anio])
    return f"{ruta}?pais={autoevaluacion.pais.codigo}"


def planes_que_se_evaluan() -> list[Plan]:
    """The plans on which countries report, newest first."""
    operativos = Plan.objects.filter(tipo=Plan.Tipo.OPERATIVO)
    return list(operativos.exclude(estado=Plan.Estado.BORRADOR).order_by("-inicio"))


def autoevaluacion_o_404(request: Peticion, anio: int) -> Autoevaluacion:
    """The country's self-assessment of that year, a new one where there is none yet."""
    pais = pais_pedido(request)
    plan = next((p for p in planes_que_se_evaluan() if anio in p.anios), None)
    hoy = timezone.localdate()
    if plan is None or anio > hoy.year or not era_miembro(pais, hoy.replace(anio, 12, 31)):
        raise Http404
    suyas = Autoevaluacion.objects.filter(plan=plan, pais=pais, anio=anio)
    hallada: Autoevaluacion | None = suyas.select_related("terminada_por").first()
    if hallada is None:
        return Autoevaluacion(plan=plan, pais=pais, anio=anio)
    hallada.plan, hallada.pais = plan, pais
    return hallada


@login_required
@require_safe
def autoevaluaciones(request: Peticion) -> HttpResponse:
    """Every year with its self-assessment, and the proposals on which something is to be done."""
    pais = pais_pedido(request)
    hoy = timezone.localdate()
    hechas = {
        (a.plan_id, a.anio): a for a in Autoevaluacion.objects.filter(pais=pais).order_by("anio")
    }
    anios = [
        (anio, hechas.get((plan.pk, anio)))
        for plan in planes_que_se_evaluan()
        for anio in sorted(plan.anios, reverse=True)
        if anio <= hoy.year and era_miembro(pais, hoy.replace(anio, 12, 31))
    ]
    abiertas = (
        Propuesta.objects.filter(autoevaluacion__pais=pais)
        .filter(estado__in=[Propuesta.Estado.PROPUESTA, Propuesta.Estado.EN_CURSO])
        .select_related("autoevaluacion")
        .order_by("plazo", "pk")
    )
    contexto = contexto_de_pais(request, pais, anios=anios, propuestas=abiertas)
    return render(request, "planes/autoevaluaciones.html", contexto)


def contexto_de_pais(request: Peticion, pais: Pais, **mas: Any) -> dict[str, Any]:
    """What all these pages show."""
    return {
        "seccion": "reportes",
        "menu": "autoevaluacion",
        "pais": pais,
        "paises": paises_legibles(request),
        "hoy": timezone.localdate(),
        "escribe": permisos.puede_autoevaluar(request.user, pais.pk),
        **mas,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def autoevaluacion(request: Peticion, anio: int) -> HttpResponse:
    """A form while it is a draft, else what was written; ``accion=terminar`` finishes it."""
    suya = autoevaluacion_o_404(request, anio)
    if not editable(request, suya):
        return leer(request, suya)
    form = FormularioAutoevaluacion(enviado(request), instance=suya)
    if request.method != "POST" or not form.is_valid():
        return mostrar(request, suya, form=form)
    terminar = request.POST.get("accion") == "terminar"
    try:
        operaciones.guardar_autoevaluacion(
            autoevaluacion=suya, version=form.version_leida, por=request.user, terminar=terminar
        )
    except operaciones.Conflicto as conflicto:
        return chocar(request, form, conflicto.actual)
    except ValidationError as error:
        form.add_error(None, error)
        return mostrar(request, suya, form=form)
    except PermissionDenied as motivo:
        form.add_error(None, str(motivo))
        return mostrar(request, suya, form=form, status=403)
    frase = (
        _("Terminó la autoevaluación de %(anio)s.")
        if terminar
        else _("Guardó la autoevaluación de %(anio)s. Sigue en borrador.")
    )
    messages.success(request, frase % {"anio": anio})
    return redirect(ruta_de(suya))


def leer(request: Peticion, suya: Autoevaluacion) -> HttpResponse:
    """What was written; somebody who was still writing when it was finished sees hers too."""
    if request.method != "POST":
        return mostrar(request, suya)
    if not permisos.puede_autoevaluar(request.user, suya.pais_id):
        return mostrar(request, suya, status=403)
    escrito = FormularioAutoevaluacion(con_version(request.POST, suya.version), instance=suya)
    if not escrito.has_changed():  # a second click on "Guardar y terminar"
        return redirect(ruta_de(suya))
    return mostrar(request, suya, status=409, escrito=escrito.visible_fields())


def editable(request: Peticion, suya: Autoevaluacion) -> bool:
    borrador = suya.estado == Autoevaluacion.Estado.BORRADOR
    return borrador and permisos.puede_autoevaluar(request.user, suya.pais_id)


def mostrar(
    request: Peticion,
    suya: Autoevaluacion,
    *,
    form: FormularioAutoevaluacion | None = None,
    status: int = 200,
    **mas: Any,
) -> HttpResponse:
    contexto = contexto_de_pais(
        request,
        suya.pais,
        autoevaluacion=suya,
        form=form,
        editable=form is not None,
        propuestas=list(suya.propuestas.all()) if suya.pk else [],
        evidencias=list(suya.evidencias.select_related("subida_por")) if suya.pk else [],
        subir=reverse("planes:autoevaluacion_evidencia_subir", args=[suya.pk]) if suya.pk else "",
    )
    if form is None and contexto["escribe"]:
        contexto["reabrir"] = FormularioReabrir()
    return render(request, "planes/autoevaluacion.html", contexto | mas, status=status)


def chocar(request: Peticion, form: FormularioAutoevaluacion, actual: Any) -> HttpResponse:
    """Somebody saved first: what she typed stays in the form, what is saved stands beside it;
    saving once more keeps what the form says."""
    if not editable(request, actual):
        return mostrar(request, actual, status=409, escrito=form.visible_fields())
    de_nuevo = FormularioAutoevaluacion(con_version(form.data, actual.version), instance=actual)
    if not de_nuevo.has_changed() and request.POST.get("accion") != "terminar":  # a second click
        return redirect(ruta_de(actual))
    choque = choque_de(request, actual, en_palabras(de_nuevo))
    return mostrar(request, actual, form=de_nuevo, status=409, choque=choque)


@login_required
@solo_post("planes:autoevaluacion", "anio")
def autoevaluacion_reabrir(request: Peticion, anio: int) -> HttpResponse:
    """Makes a finished one a draft again, with a reason."""
    suya = autoevaluacion_o_404(request, anio)
    form = FormularioReabrir(request.POST)
    if suya.pk is None or not permisos.puede_autoevaluar(request.user, suya.pais_id):
        raise Http404
    if not form.is_valid():
        return mostrar(request, suya, reabrir=form)
    operaciones.reabrir_autoevaluacion(
        autoevaluacion=suya, motivo=form.cleaned_data["motivo"], por=request.user
    )
    messages.success(request, _("La autoevaluación de %(anio)s está abierta.") % {"anio": anio})
    return redirect(ruta_de(suya))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propuesta_nueva(request: Peticion, anio: int) -> HttpResponse:
    """Adds an obstacle with what is proposed against it."""
    suya = autoevaluacion_o_404(request, anio)
    if suya.pk is None or not editable(request, suya):
        raise Http404
    return recibir(request, Propuesta(autoevaluacion=suya))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propuesta(request: Peticion, pk: int) -> HttpResponse:
    """Changes a proposal, or tells what came of it."""
    visibles = Autoevaluacion.objects.visibles_para(request.user)
    propuestas = Propuesta.objects.filter(autoevaluacion__in=visibles)
    suya = get_object_or_404(propuestas.select_related("autoevaluacion__pais"), pk=pk)
    if not permisos.puede_autoevaluar(request.user, suya.autoevaluacion.pais_id):
        raise Http404
    return recibir(request, suya)


def recibir(request: Peticion, suya: Propuesta) -> HttpResponse:
    """The form of a proposal; a POST saves it."""
    status, choque = 200, None
    terminada = suya.autoevaluacion.estado == Autoevaluacion.Estado.TERMINADA
    version = operaciones.version_de(suya)
    form = FormularioPropuesta(
        enviado(request), instance=suya, version=version, solo_seguimiento=terminada
    )
    if request.method == "POST" and form.is_valid():
        try:
            operaciones.guardar_propuesta(
                propuesta=suya, version=form.cleaned_data["version"], por=request.user
            )
            messages.success(request, _("Guardó la propuesta."))
            return redirect(ruta_de(suya.autoevaluacion) + "#propuestas")
        except operaciones.Conflicto as conflicto:
            actual: Any = conflicto.actual
            version = operaciones.version_de(actual)
            form = FormularioPropuesta(
                con_version(request.POST, version), instance=actual, version=version,
                solo_seguimiento=terminada,
            )  # fmt: skip
            if not form.has_changed():  # a second click
                return redirect(ruta_de(suya.autoevaluacion) + "#propuestas")
            status, choque = 409, choque_de(request, actual, en_palabras(form))
        except PermissionDenied as motivo:
            form.add_error(None, str(motivo))
            status = 403
    contexto = contexto_de_pais(
        request, suya.autoevaluacion.pais, form=form, propuesta=suya, choque=choque,
        autoevaluacion=suya.autoevaluacion,
    )  # fmt: skip
    return render(request, "planes/propuesta.html", contexto, status=status)


def en_palabras(form: Any) -> list[tuple[str, Any]]:
    """Name of each field and what is saved in it."""
    return [
        (c.label, dict(getattr(c.field, "choices", ())).get(c.initial, c.initial))
        for c in form.visible_fields()
    ]
