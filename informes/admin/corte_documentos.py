"""The documents desk of a cut: the whole family, made, read and published from one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from informes import operaciones, produccion, tareas
from informes.models import Corte, Informe
from informes.models.informe import SIN_PULSO
from informes.produccion import Mesa, Version
from planes import permisos
from planes.admin.comun import pagina
from planes.views.comun import Peticion

from .corte_detalle import corte_o_404, miga_de_corte, miga_de_cortes
from .formularios import FormularioRetiro
from .redaccion_documento import SIN_SUJETO


@require_http_methods(["GET", "HEAD", "POST"])
def corte_documentos(request: Peticion, object_id: int, ficha: Any) -> HttpResponse:
    """The desk; a POST carries one act."""
    corte = corte_o_404(request, object_id, ficha)
    if request.method == "POST":
        acto = next((acto for nombre, acto in ACTOS.items() if nombre in request.POST), None)
        if acto is None:
            raise Http404
        try:
            acto(request, corte)
        except ValueError as motivo:
            messages.error(request, str(motivo))
        return redirect("admin:informes_corte_documentos", corte.pk)
    mesa = produccion.mesa(corte, request.user)
    titulo = _("Documentos de %(anio)s") % {"anio": mesa.anio}
    contexto = pagina(
        request,
        ficha,
        titulo,
        [miga_de_cortes(), miga_de_corte(corte)],
        **de_la_mesa(request, corte, mesa),
        sin_sujeto=SIN_SUJETO,
        siguen=mesa.haciendose > 0,
        frase=frase_de(mesa),
    )
    return TemplateResponse(request, "admin/informes/corte/documentos.html", contexto)


@require_safe
def corte_produccion(request: Peticion, object_id: int, ficha: Any) -> HttpResponse:
    """What has changed lately on the desk: ``partes`` (HTML by the name of its place), ``frase``
    to be said, and whether it goes on (``siguen``)."""
    corte = corte_o_404(request, object_id, ficha)
    mesa = produccion.mesa(corte, request.user)
    contexto = de_la_mesa(request, corte, mesa)
    partes = {
        version.clave: render_to_string(
            "admin/informes/corte/_version.html", {**contexto, "version": version}, request
        )
        for version in mesa.versiones()
        if hace_poco(version)
    }
    partes["acciones"] = render_to_string(
        "admin/informes/corte/_documentos_acciones.html", contexto, request
    )
    return JsonResponse({"partes": partes, "frase": frase_de(mesa), "siguen": mesa.haciendose > 0})


@require_http_methods(["GET", "HEAD", "POST"])
def informe_retirar(request: Peticion, object_id: int, ficha: Any) -> HttpResponse:
    """Asks why, and withdraws one document; one that is not public goes back to the desk."""
    operaciones.exigir_quien_publica(request.user)
    informe = Informe.objects.filter(pk=object_id).select_related("corte").first()
    if informe is None:
        raise Http404
    if not ficha.has_view_permission(request, informe):
        raise PermissionDenied
    if informe.estado != Informe.Estado.PUBLICADO:
        messages.error(request, operaciones.como_esta(informe))
        return redirect("admin:informes_corte_documentos", informe.corte_id)
    formulario = FormularioRetiro(request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulario.is_valid():
        try:
            operaciones.retirar_informe(
                informe=informe, por=request.user, **formulario.cleaned_data
            )
        except ValueError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Está retirado: %(informe)s.") % {"informe": informe})
        return redirect("admin:informes_corte_documentos", informe.corte_id)
    url = reverse("admin:informes_corte_documentos", args=[informe.corte_id])
    migas = [
        miga_de_cortes(),
        miga_de_corte(informe.corte),
        {"texto": _("Documentos de %(anio)s") % {"anio": informe.anio}, "url": url},
    ]
    contexto = pagina(request, ficha, _("Retirar un documento"), migas)
    contexto |= {"informe": informe, "formulario": formulario, "volver": url}
    return TemplateResponse(request, "admin/informes/corte/retirar_documento.html", contexto)


# --- The acts: each asks the permission in its operation ------------------------------------------


def hacer_uno(request: Peticion, corte: Corte) -> None:
    pedir(request, corte, [request.POST["hacer_uno"]])


def hacer_elegidos(request: Peticion, corte: Corte) -> None:
    operaciones.exigir_secretaria(request.user)
    elegidos = request.POST.getlist("documentos")
    if not elegidos:
        raise ValueError(_("Marque al menos un documento."))
    pedir(request, corte, elegidos)


def hacer_todos(request: Peticion, corte: Corte) -> None:
    pedir(request, corte, [d.clave for d in produccion.mesa(corte, request.user).documentos])


def repetir(request: Peticion, corte: Corte) -> None:
    """Those that failed or were cut off, each in its language only."""
    operaciones.exigir_secretaria(request.user)
    exigir_en_pie(corte)
    mesa = produccion.mesa(corte, request.user)
    encargar(request, [v.informe for v in mesa.por_repetir if v.informe])


def publicar_uno(request: Peticion, corte: Corte) -> None:
    clave = request.POST["publicar_uno"]
    informe = corte.informes.filter(pk=int(clave[:18])).first() if clave.isdecimal() else None
    if informe is None:
        raise Http404
    publicado = operaciones.publicar_informe(informe=informe, por=request.user)
    messages.success(request, _("Está publicado: %(informe)s.") % {"informe": publicado})


def publicar_listos(request: Peticion, corte: Corte) -> None:
    """All that this person may publish; what somebody else has to read stays. One that cannot be
    published after all is told, and keeps no other waiting."""
    operaciones.exigir_quien_publica(request.user)
    listas = [v.informe for v in produccion.mesa(corte, request.user).listas if v.informe]
    if not listas:
        raise ValueError(_("No hay documentos listos que usted pueda publicar."))
    n = 0
    for informe in listas:
        try:
            operaciones.publicar_informe(informe=informe, por=request.user)
        except ValueError as motivo:
            messages.error(request, f"{informe}: {motivo}")
        else:
            n += 1
    if n:
        frase = ngettext("Se publicó %(n)d documento.", "Se publicaron %(n)d documentos.", n)
        messages.success(request, frase % {"n": n})


ACTOS: dict[str, Callable[[Peticion, Corte], None]] = {
    "hacer_uno": hacer_uno,
    "hacer_elegidos": hacer_elegidos,
    "hacer_todos": hacer_todos,
    "repetir": repetir,
    "publicar_uno": publicar_uno,
    "publicar_listos": publicar_listos,
}
"""By the name of the button."""


def pedir(request: Peticion, corte: Corte, claves: Iterable[str]) -> None:
    """Asks for documents (``nacional:gt``), both languages of each. 404 for one that is not."""
    operaciones.exigir_secretaria(request.user)
    exigir_en_pie(corte)
    mesa = produccion.mesa(corte, request.user)
    posibles = {documento.clave: documento for documento in mesa.documentos}
    por_tipo: dict[str, list[str]] = {}
    for clave in claves:
        if clave not in posibles:
            raise Http404
        por_tipo.setdefault(posibles[clave].tipo, []).append(posibles[clave].sujeto)
    informes: list[Informe] = []
    for tipo, sujetos in por_tipo.items():
        informes += operaciones.pedir_informes(
            corte=corte, anio=mesa.anio, por=request.user, tipos=[tipo], sujetos=sujetos
        )
    encargar(request, informes)


def encargar(request: Peticion, informes: list[Informe]) -> None:
    """Has them made; says how many are made anew."""
    borradores = [i for i in informes if i.estado == Informe.Estado.BORRADOR]
    n = sum(tareas.encargar(informe) for informe in borradores)
    if n:
        frase = ngettext("Se encargó %(n)d documento.", "Se encargaron %(n)d documentos.", n)
        messages.success(request, frase % {"n": n})
    elif borradores:
        messages.info(request, _("Ya se están haciendo."))
    else:
        messages.info(
            request,
            _("Están publicados: para hacer otro en su lugar, retírelos antes."),
        )


def exigir_en_pie(corte: Corte) -> None:
    if corte.estado == Corte.Estado.RETIRADO:
        raise ValueError(_("De un corte retirado no se hacen documentos."))


# --- What the page says --------------------------------------------------------------------------


def de_la_mesa(request: Peticion, corte: Corte, mesa: Mesa) -> dict[str, Any]:
    secretaria = permisos.es_secretaria(request.user)
    publica = secretaria or permisos.es_presidencia(request.user)
    return {
        "el_corte": corte,
        "mesa": mesa,
        "hace": secretaria
        and corte.estado != Corte.Estado.RETIRADO
        and any(documento.se_pide for documento in mesa.documentos),
        "publica": publica and corte.estado == Corte.Estado.PUBLICADO,
    }


def frase_de(mesa: Mesa) -> str:
    """How far the work is, for who waits."""
    n = mesa.haciendose
    if n:
        return ngettext(
            "Queda %(n)d documento por hacer.", "Quedan %(n)d documentos por hacer.", n
        ) % {"n": n}
    fallidos = len(mesa.por_repetir)
    if fallidos:
        return ngettext(
            "%(n)d documento no se pudo hacer: abajo dice por qué.",
            "%(n)d documentos no se pudieron hacer: abajo dice por qué.",
            fallidos,
        ) % {"n": fallidos}
    return _("Hechos: %(hechos)s de %(total)s. Publicados: %(publicados)s.") % mesa.cuenta


def hace_poco(version: Version) -> bool:
    """Whether anything can have happened to it since the page was opened."""
    informe = version.informe
    if informe is None or informe.pulso is None:
        return False
    return informe.se_hace or timezone.now() - informe.pulso < 2 * SIN_PULSO
