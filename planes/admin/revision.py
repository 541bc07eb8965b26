"""What a report's reviewers do to it, item by item. The page is ``revision_pagina``'s."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planes import operaciones
from planes.comparacion import Lectura, Punto, leer
from planes.forms import FormularioObservacion
from planes.forms.campos import LARGO_DE_NOTA
from planes.models import Observacion, Reporte, TextoPublico
from planes.views.comun import Peticion

from .revision_pagina import VISTAS, formulario_publico, mostrar, preguntar


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
    except operaciones.Conflicto as conflicto:
        reporte.refresh_from_db()
        messages.warning(request, que_paso(request, reporte, conflicto))
    except (PermissionDenied, ValueError) as motivo:
        messages.error(request, str(motivo))
    return a_la_pagina(request, reporte)


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
    return volver(request, reporte, punto)


def quitar(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    """Withdraws a remark; one that is no longer open needs nothing more."""
    punto, observacion = observacion_de(request, reporte)
    if observacion is not None and observacion.abierta:
        operaciones.quitar_observacion(observacion=observacion, por=request.user)
    return volver(request, reporte, punto)


def reabrir(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    """Opens a remark again whose answer was not enough."""
    punto, observacion = observacion_de(request, reporte)
    if observacion is not None:
        operaciones.reabrir_observacion(observacion=observacion, por=request.user)
    return volver(request, reporte, punto)


def responder(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    """Adds the reviewer's reply to a remark."""
    punto, observacion = observacion_de(request, reporte)
    if observacion is not None:
        texto = request.POST.get("texto", "")[:LARGO_DE_NOTA]
        operaciones.responder_observacion(observacion=observacion, texto=texto, por=request.user)
    return volver(request, reporte, punto)


def publicar(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    """Keeps what the ST wrote for the public on one activity."""
    lectura = leer(reporte)
    punto = punto_o_404(request, lectura)
    formulario = formulario_publico(lectura, punto, data=request.POST)
    if not formulario.is_valid():
        return mostrar(request, ficha, reporte, lectura, formulario)
    limpio = formulario.cleaned_data
    try:
        operaciones.escribir_texto(
            reporte=reporte,
            actividad=punto.actividad,
            texto=limpio["texto"],
            texto_en=limpio["texto_en"],
            version=limpio["version"] or 0,
            por=request.user,
        )
    except operaciones.Conflicto:
        return chocar(request, ficha, reporte, punto)
    return volver(request, reporte, punto)


def chocar(request: Peticion, ficha: Any, reporte: Reporte, punto: Punto) -> HttpResponse:
    """Somebody saved a text first: what she typed stays in the form, what is saved stands above
    it; saving once more keeps what the form says."""
    lectura = leer(reporte)
    actual = punto_o_404(request, lectura)
    escrito = request.POST.copy()
    escrito["version"] = str(actual.publico.version if actual.publico else 0)
    formulario = formulario_publico(lectura, actual, data=escrito)
    formulario.is_valid()
    formulario.add_error("texto", quien_guardo(request, actual.publico))
    return mostrar(request, ficha, reporte, lectura, formulario)


def quien_guardo(request: Peticion, guardado: TextoPublico | None) -> str:
    """Who was quicker, and what comes of saving once more. No text: it was taken away."""
    if guardado is None:
        return _(
            "Este texto se quitó mientras usted escribía. Si guarda otra vez, queda lo que dice "
            "aquí."
        )
    if guardado.escrito_por_id == request.user.pk:
        return _(
            "Usted guardó este texto en otra ventana mientras escribía en esta: arriba está lo "
            "guardado. Si guarda otra vez, queda lo que dice aquí."
        )
    return _(
        "%(quien)s guardó este texto mientras usted escribía: arriba está lo guardado. Si guarda "
        "otra vez, queda lo que dice aquí."
    ) % {"quien": guardado.escrito_por}


def devolver(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    operaciones.devolver(reporte=reporte, revision=revision_de(request), por=request.user)
    messages.success(
        request,
        _("Devolvió «%(reporte)s». Avisamos por correo a quien lo llena.") % {"reporte": reporte},
    )
    return redirect("admin:planes_reporte_revision", reporte.pk)


def aprobar(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    """First asks, with what was found in it; ``confirmado`` approves it."""
    revision = revision_de(request)
    if "confirmado" not in request.POST:
        operaciones.por_aprobar(reporte=reporte, revision=revision, por=request.user)
        return preguntar(request, ficha, reporte)
    operaciones.aprobar(reporte=reporte, revision=revision, por=request.user)
    messages.success(
        request,
        _("Aprobó «%(reporte)s»: sus cifras cuentan en el próximo corte.") % {"reporte": reporte},
    )
    return redirect("admin:planes_reporte_revision", reporte.pk)


ACTOS: dict[str, Callable[[Peticion, Any, Reporte], HttpResponse]] = {
    "observar": observar,
    "quitar": quitar,
    "reabrir": reabrir,
    "responder": responder,
    "publicar": publicar,
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


def observacion_de(request: Peticion, reporte: Reporte) -> tuple[Punto, Observacion | None]:
    """The item of a POST and the remark that it names, if it is there."""
    punto = punto_o_404(request, leer(reporte))
    clave = request.POST.get("observacion", "")
    return punto, next((o for o in punto.observaciones if str(o.pk) == clave), None)


def a_la_pagina(request: Peticion, reporte: Reporte, ancla: str = "") -> HttpResponse:
    """The report again, with the same items shown."""
    ruta = reverse("admin:planes_reporte_revision", args=[reporte.pk])
    ver = request.GET.get("ver", "")
    return redirect(ruta + (f"?ver={ver}" if ver in VISTAS else "") + ancla)


def volver(request: Peticion, reporte: Reporte, punto: Punto) -> HttpResponse:
    return a_la_pagina(request, reporte, f"#a-{punto.actividad.codigo}")


def que_paso(request: Peticion, reporte: Reporte, conflicto: operaciones.Conflicto) -> str:
    if isinstance(conflicto.actual, Reporte):
        return ya_se_decidio(request, reporte)
    return _("Otra persona cambió ese texto mientras usted escribía. Léalo y vuelva a escribir.")


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
