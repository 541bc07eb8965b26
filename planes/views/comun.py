"""What the reporting pages share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from actores.models import Pais, Usuario
from planes import permisos
from planes.models import Reporte
from planes.models.reporte import paises_que_lee


class Peticion(HttpRequest):
    """A request of somebody who has logged in: what ``login_required`` lets through."""

    user: Usuario


def reporte_o_404(request: Peticion, referencia: str) -> Reporte:
    """The report with that reference, if this person may read it."""
    visibles = Reporte.objects.visibles_para(request.user)
    completos = visibles.select_related(
        "periodo__plan", "pais", "sustituido_por", "enviado_por"
    ).prefetch_related("periodo__prorrogas")
    return get_object_or_404(completos, referencia=referencia.upper())


def contexto_de(request: Peticion, reporte: Reporte, **mas: Any) -> dict[str, Any]:
    """The report, and what this person can do with it now; with ``tarea``, with that activity."""
    tarea = mas.get("tarea")
    actividad = tarea.hoja.actividad if tarea else None
    actos = permisos.actos_de(request.user, reporte)
    cerrado = permisos.por_que_no_llena(request.user, reporte, actividad)
    if "guardar" in actos and actividad is None:
        cerrado = ""  # a collaborator has something to do somewhere in it
    correccion = getattr(reporte, "sustituido_por", None)
    if correccion is not None:
        cerrado = en_que_va(correccion)
    return {
        "seccion": "reportes",
        "menu": "reportes",
        "reporte": reporte,
        "actos": actos,
        "editable": not cerrado,
        "cerrado": cerrado,
        "correccion": correccion,
        "en_nombre_de": en_nombre_de(request.user, reporte),
        **mas,
    }


def en_que_va(correccion: Reporte) -> str:
    """How the correction of an approved report stands, for whoever reads that report."""
    return {
        Reporte.Estado.BORRADOR: _("Hay una corrección en borrador."),
        Reporte.Estado.ENVIADO: _("Hay una corrección en revisión."),
        Reporte.Estado.OBSERVADO: _("Hay una corrección devuelta con observaciones."),
        Reporte.Estado.APROBADO: _("Cuenta una corrección aprobada, y no esta versión."),
    }[Reporte.Estado(correccion.estado)]


def en_nombre_de(usuario: Usuario, reporte: Reporte) -> bool:
    """Whether the report is another country's, for which this person can only write."""
    return reporte.pais_id is not None and reporte.pais_id not in paises_que_lee(usuario)


def paises_legibles(request: Peticion) -> list[Pais]:
    """The countries of which this person reads everything: her own, or all."""
    if permisos.lee_reportes(request.user):
        return list(Pais.objects.all())
    return list(Pais.objects.filter(pk__in=paises_que_lee(request.user)))


def pais_pedido(request: Peticion) -> Pais:
    """The country that ``?pais=`` names, among those; her own, or the first, when it names none."""
    legibles = {pais.codigo: pais for pais in paises_legibles(request)}
    propios = [p for p in legibles.values() if p.pk in paises_que_lee(request.user)]
    codigo = request.GET.get("pais", "")
    elegido = legibles.get(codigo) if codigo else next(iter([*propios, *legibles.values()]), None)
    if elegido is None:
        raise Http404
    return elegido


def enviado(request: Peticion) -> QueryDict | None:
    """What a form was sent with; None when it is only shown. (Sent empty is sent all the same.)"""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Choque:
    """What was saved of a page while somebody was writing in it."""

    guardada: list[tuple[str, Any]]
    """Name and content of each field."""
    quien: Usuario | None
    cuando: dt.datetime | None
    """Both None of what no longer is, or was loaded in bulk."""
    propia: bool
    """The same person saved it, in another window."""


def choque_de(request: Peticion, actual: Any, guardada: list[tuple[str, Any]]) -> Choque:
    """``actual``: the row as it is saved now; ``guardada``: what it says, in words."""
    ultima = actual.history.select_related("history_user").first() if actual.pk else None
    quien, cuando = (ultima.history_user, ultima.history_date) if ultima else (None, None)
    return Choque(guardada, quien, cuando, propia=quien == request.user)


def con_version(datos: Any, version: int) -> QueryDict:
    """What was typed, to stand in a form that saves it over ``version``."""
    escrito: QueryDict = datos.copy()
    escrito["version"] = str(version)
    return escrito
