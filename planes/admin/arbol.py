"""The whole plan on one page, laid out like its printed matrix."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from actores.admin_comun import contiene
from planes.lugares import clave_de, lugares_de
from planes.models import (
    Actividad,
    Eje,
    Indicador,
    LugarDudoso,
    Meta,
    ObjetivoOperativo,
    Plan,
)


@dataclass
class Renglon:
    """A row of the matrix: one meta with its indicators and right-hand cells."""

    meta: Meta | None
    indicadores: list[Indicador] = field(default_factory=list)
    otras: list[Actividad] = field(default_factory=list)
    """Further activities that the meta serves."""


@dataclass
class Bloque:
    """An activity with its rows; ``cubierta`` names metas that stand beside another activity."""

    actividad: Actividad
    renglones: list[Renglon] = field(default_factory=list)
    cubierta: list[Meta] = field(default_factory=list)

    @property
    def filas(self) -> list[Renglon]:
        return self.renglones or [Renglon(None)]


@dataclass
class Rama:
    objetivo: ObjetivoOperativo
    bloques: list[Bloque] = field(default_factory=list)


@dataclass
class Tronco:
    eje: Eje
    ramas: list[Rama] = field(default_factory=list)


def textos(bloque: Bloque) -> list[str]:
    """Everything written in an activity's rows, for the search."""
    todo = [bloque.actividad.codigo, bloque.actividad.texto, bloque.actividad.texto_en]
    for renglon in bloque.renglones:
        if renglon.meta is not None:
            meta = renglon.meta
            todo += [meta.codigo, meta.texto, meta.texto_en, meta.responsable, meta.plazo]
            todo += [meta.planeamiento, meta.socios]
        for indicador in renglon.indicadores:
            todo += [indicador.codigo, indicador.texto, indicador.texto_en]
    return todo


def matriz(plan: Plan, busqueda: str = "") -> list[Tronco]:
    """Ejes ▸ objetivos ▸ activities ▸ metas ▸ indicators, in seven queries whatever the size.

    A meta stands once, beside the first activity that it serves. With a search only the
    activities whose rows hold all its words are left.
    """
    actividades = list(Actividad.objects.filter(plan=plan).order_by("orden"))
    por_pk = {a.pk: a for a in actividades}
    indicadores = defaultdict(list)
    for indicador in Indicador.objects.filter(plan=plan).select_related("dato").order_by("orden"):
        indicadores[indicador.meta_id].append(indicador)
    bloques = {a.pk: Bloque(a) for a in actividades}
    metas = Meta.objects.filter(plan=plan).prefetch_related("actividades").order_by("orden")
    for meta in metas:
        sirve = [por_pk[a.pk] for a in meta.actividades.all() if a.pk in por_pk]
        if sirve:
            renglon = Renglon(meta, indicadores[meta.pk], sirve[1:])
            bloques[sirve[0].pk].renglones.append(renglon)
        for otra in sirve[1:]:
            bloques[otra.pk].cubierta.append(meta)
    troncos = {eje.pk: Tronco(eje) for eje in Eje.objects.filter(plan=plan)}
    for objetivo in ObjetivoOperativo.objects.filter(plan=plan).select_related("especifico"):
        rama = Rama(objetivo)
        entero = contiene([objetivo.numero, objetivo.texto, objetivo.texto_en], busqueda)
        for actividad in actividades:
            bloque = bloques[actividad.pk]
            if actividad.objetivo_id == objetivo.pk and (
                entero or contiene(textos(bloque), busqueda)
            ):
                rama.bloques.append(bloque)
        if rama.bloques or entero:
            troncos[objetivo.eje_id].ramas.append(rama)
    return [t for t in troncos.values() if t.ramas or not busqueda]


def dudas(plan: Plan) -> dict[str, list[LugarDudoso]]:
    """Doubtful places not settled yet, by the name of the row."""
    pendientes = {
        clave: [lugar for lugar in lugares if lugar.estado == LugarDudoso.Estado.PENDIENTE]
        for clave, lugares in lugares_de(plan.pk).items()
    }
    return {clave: lugares for clave, lugares in pendientes.items() if lugares}


def plan_arbol(request: HttpRequest, object_id: str, ficha: Any) -> HttpResponse:
    """The page; ``q`` searches in it."""
    plan = ficha.get_object(request, object_id)
    if plan is None:
        raise Http404
    if not ficha.has_view_permission(request, plan):
        raise PermissionDenied
    busqueda = request.GET.get("q", "").strip()[:100]
    troncos = matriz(plan, busqueda)
    marcas = dudas(plan)
    for tronco in troncos:
        marcar(tronco, marcas)
    return TemplateResponse(
        request,
        "admin/planes/plan/arbol.html",
        {
            **ficha.admin_site.each_context(request),
            "title": _("%(plan)s, completo") % {"plan": plan},
            "opts": ficha.opts,
            "plan": plan,
            "troncos": troncos,
            "busqueda": busqueda,
            "halladas": sum(len(r.bloques) for t in troncos for r in t.ramas),
            "pendientes": len({lugar.pk for lista in marcas.values() for lugar in lista}),
        },
    )


def marcar(tronco: Tronco, marcas: dict[str, list[LugarDudoso]]) -> None:
    """Gives every row of the branch its doubtful places, as ``dudas``."""
    filas: list[Any] = [tronco.eje]
    for rama in tronco.ramas:
        filas.append(rama.objetivo)
        for bloque in rama.bloques:
            filas.append(bloque.actividad)
            for renglon in bloque.renglones:
                filas += [renglon.meta, *renglon.indicadores]
    for fila in filas:
        fila.dudas = marcas.get(clave_de(fila), [])
