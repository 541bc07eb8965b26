"""A report read item by item; its reviewers observe, return and approve here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
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
from planes.forms import FormularioObservacion, FormularioTextoPublico
from planes.forms.campos import LARGO_DE_NOTA
from planes.models import Observacion, Reporte
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
    formulario.add_error(
        "texto",
        _(
            "Este texto se guardó desde otra ventana mientras usted escribía: arriba está lo "
            "guardado. Si guarda otra vez, queda lo que dice aquí."
        ),
    )
    return mostrar(request, ficha, reporte, lectura, formulario)


def devolver(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    operaciones.devolver(reporte=reporte, revision=revision_de(request), por=request.user)
    messages.success(
        request,
        _("Devolvió «%(reporte)s». Avisamos por correo a quien lo llena.") % {"reporte": reporte},
    )
    return redirect("admin:planes_reporte_revision", reporte.pk)


def aprobar(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    operaciones.aprobar(reporte=reporte, revision=revision_de(request), por=request.user)
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


# --- The page ------------------------------------------------------------------------------------


def mostrar(
    request: Peticion,
    ficha: Any,
    reporte: Reporte,
    lectura: Lectura | None = None,
    fallo: FormularioObservacion | FormularioTextoPublico | None = None,
) -> HttpResponse:
    """``fallo`` is what could not be written on one item: its errors are told there."""
    lectura = lectura or leer(reporte)
    actos = permisos.actos_de(request.user, reporte)
    ver = vista_de(request, lectura)
    contexto = pagina(
        request,
        ficha,
        str(reporte),
        miga_de_periodo(request, reporte.periodo),
        reporte=reporte,
        progreso=lectura.progreso,
        lectura=lectura,
        grupos=grupos_de(request, lectura, ver, fallo),
        ver=ver,
        solo_cambios=ver == "cambios",
        actos=actos,
        fallo=fallo,
        puede_revisar="observar" in actos,
        puede_responder=puede_responder(request, reporte),
        escribe_textos=permisos.puede_escribir_textos(request.user, reporte),
        pasos=pasos(reporte),
        lee_reportes=permisos.lee_reportes(request.user),
        por_que_no=por_que_no(request, reporte),
        siguiente=siguiente(request, ficha, reporte),
    )
    return TemplateResponse(request, "admin/planes/reporte/revision.html", contexto)


def puede_responder(request: Peticion, reporte: Reporte) -> bool:
    """Whether a reply of this person's is taken now, as far as the report says."""
    revisa = transiciones.REVISOR in permisos.partes_de(request.user, reporte)
    return revisa and reporte.estado in (Reporte.Estado.ENVIADO, Reporte.Estado.OBSERVADO)


def pasos(reporte: Reporte) -> list[tuple[str, dt.datetime, Any]]:
    """Every time it was sent, returned and approved, in order: the word, when, who."""
    estados = Reporte.Estado
    palabras: dict[str, str] = {
        estados.ENVIADO: _("Enviado"),
        estados.OBSERVADO: _("Devuelto"),
        estados.APROBADO: _("Aprobado"),
    }
    versiones = reporte.history.filter(estado__in=palabras)
    hallados: dict[tuple[Any, str], Any] = {}
    # The row as it is now too: what was loaded in bulk has no history.
    for version in [*versiones.select_related("enviado_por", "revisado_por"), reporte]:
        if version.estado in palabras:
            hallados[version.enviado_en, estados.ENVIADO] = version.enviado_por
        if version.estado in (estados.OBSERVADO, estados.APROBADO):
            hallados[version.revisado_en, version.estado] = version.revisado_por
    en_orden = sorted(hallados.items(), key=itemgetter(0))
    return [(palabras[estado], cuando, quien) for (cuando, estado), quien in en_orden]


FILTROS: dict[str, Callable[[Punto], bool]] = {
    "cambios": lambda punto: punto.por_releer,
    "avisos": lambda punto: bool(punto.avisos),
    "abiertas": lambda punto: bool(punto.abiertas),
}
"""What of a report the reviewer may ask to see, by ``?ver=``."""

VISTAS = {*FILTROS, "todas"}


def vista_de(request: Peticion, lectura: Lectura) -> str:
    """What is shown: of a report that comes back only what changed, unless more is asked for."""
    ver = request.GET.get("ver", "")
    if ver not in VISTAS:
        ver = "cambios"
    return "todas" if ver == "cambios" and lectura.base is None else ver


@dataclass(frozen=True)
class Vista:
    """One item on the page, with what can be written about it."""

    punto: Punto
    formulario: FormularioObservacion
    publico: FormularioTextoPublico


def grupos_de(
    request: Peticion,
    lectura: Lectura,
    ver: str,
    fallo: FormularioObservacion | FormularioTextoPublico | None,
) -> list[tuple[Any, list[Vista]]]:
    """The items to show by objetivo."""
    se_ve = FILTROS.get(ver, lambda punto: True)
    fallida = request.POST.get("actividad") if fallo else None
    grupos = []
    for objetivo, puntos in lectura.grupos:
        vistas = []
        for punto in filter(se_ve, puntos):
            suyo = fallo if punto.actividad.codigo == fallida else None
            vistas.append(
                Vista(
                    punto,
                    suyo
                    if isinstance(suyo, FormularioObservacion)
                    else FormularioObservacion(punto.actividad),
                    suyo
                    if isinstance(suyo, FormularioTextoPublico)
                    else formulario_publico(lectura, punto),
                )
            )
        if vistas:
            grupos.append((objetivo, vistas))
    return grupos


def formulario_publico(lectura: Lectura, punto: Punto, **datos: Any) -> FormularioTextoPublico:
    progreso = lectura.progreso
    respuestas = [(d, progreso.entrada(d)) for d in progreso.cuestionario.datos if d.sensible]
    return FormularioTextoPublico(punto.actividad, punto.publico, respuestas, **datos)


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
