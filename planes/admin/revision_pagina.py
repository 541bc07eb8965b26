"""The page on which a report is read item by item, beside what was said before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from planes import cola, permisos, transiciones
from planes.comparacion import Lectura, Punto, leer
from planes.forms import FormularioObservacion, FormularioTextoPublico
from planes.models import Reporte
from planes.progreso import progreso_de
from planes.views.comun import Peticion

from .comun import miga_de_periodo, miga_de_reporte, pagina


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
        por_que_se_corrige=por_que_se_corrige(reporte),
        lee_reportes=permisos.lee_reportes(request.user),
        por_que_no=por_que_no(request, reporte),
        siguiente=siguiente(request, ficha, reporte),
    )
    return TemplateResponse(request, "admin/planes/reporte/revision.html", contexto)


def preguntar(request: Peticion, ficha: Any, reporte: Reporte) -> HttpResponse:
    """Whether to approve it, with what was answered and found. Only of one that can be."""
    esperan = cola.esperan(request.user).filter(pk=reporte.pk)
    contexto = pagina(
        request,
        ficha,
        _("¿Aprobar el reporte de %(quien)s?") % {"quien": reporte.nombre_informante},
        [*miga_de_periodo(request, reporte.periodo), miga_de_reporte(reporte)],
        reporte=reporte,
        progreso=progreso_de(reporte),
        turno=cola.turnos(request.user, list(esperan))[0],
        ver=vista_pedida(request),
    )
    return TemplateResponse(request, "admin/planes/reporte/aprobar.html", contexto)


def por_que_se_corrige(reporte: Reporte) -> str:
    """What the country wrote when it began to correct what was approved; empty of version 1."""
    if reporte.version == 1:
        return ""
    acto = "corregir: "
    motivos = reporte.history.filter(history_change_reason__startswith=acto)
    primero = motivos.order_by("history_id").values_list("history_change_reason", flat=True).first()
    return (primero or "").removeprefix(acto)


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
    ver = vista_pedida(request) or "cambios"
    return "todas" if ver == "cambios" and lectura.base is None else ver


def vista_pedida(request: Peticion) -> str:
    """What the person asked to see; empty when nothing that there is."""
    ver = request.GET.get("ver", "")
    return ver if ver in VISTAS else ""


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
