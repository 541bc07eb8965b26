"""The follow-up of the Estrategia: its actions on one page, one action, cronograma, matrix."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from actores.archivos import FORMATOS
from actores.models.base import nombre_de_campo
from planes import cronograma, operaciones, permisos
from planes.estrategia import (
    CON_RETRASO,
    Estrategia,
    Renglon,
    acciones,
    de_accion,
    decir,
    estrategia,
    planes,
)
from planes.forms.seguimiento import FormularioSeguimiento
from planes.models import Avance, Plan, Seguimiento
from planes.planilla import estilo
from planes.planilla.cuadro import escribir_csv, escribir_cuadros
from planes.planilla.estrategia import ajustes_de, matriz_de, nota_de
from planes.views.comun import Peticion

from .comun import pagina
from .consolidado import descarga
from .reportes import SoloLectura


def la_estrategia(request: HttpRequest) -> Estrategia:
    """The one asked for (``?plan=<code>``), else the one in force; for those who may read it."""
    return estrategia(el_plan(request))


def el_plan(request: HttpRequest) -> Plan:
    exigir_lectura(request)
    codigo = request.GET.get("plan", "")
    for plan in planes():
        if not codigo or plan.codigo == codigo:
            return plan
    raise Http404


def exigir_lectura(request: HttpRequest) -> None:
    if not permisos.lee_estrategia(request.user):
        raise PermissionDenied


def url_de_estrategia(plan: Plan, nombre: str = "planes_estrategia", *args: Any) -> str:
    return f"{reverse(f'admin:{nombre}', args=args)}?{urlencode({'plan': plan.codigo})}"


def conteos(por_estado: dict[str, int]) -> list[dict[str, Any]]:
    """What ``partes/_barra_estados.html`` draws; the words agree in number."""
    palabras = {
        c: e["palabra"][(get_language() or "es")[:2]] for c, e in estilo.MARCA["estados"].items()
    }
    return [
        {"clave": clave, "n": n, "nombre": palabras[clave][0 if n == 1 else 1]}
        for clave, n in por_estado.items()
    ]


@require_safe
def estrategia_pagina(request: Peticion, ficha: Any) -> HttpResponse:
    """Every action by eje and táctica; ``?ver=`` leaves those of a state, or the late ones."""
    toda = la_estrategia(request)
    ver = request.GET.get("ver", "")
    por_estado = toda.por_estado()
    filtros = [(clave, str(Avance.Estado(clave).label), n) for clave, n in por_estado.items()]
    if toda.atrasadas:
        filtros.append((CON_RETRASO, _("Con retraso"), len(toda.atrasadas)))
    contexto = pagina(
        request,
        ficha,
        _("Seguimiento de la Estrategia"),
        [],
        toda=toda,
        vista=toda.solo(ver),
        ver=ver if ver in dict.fromkeys(clave for clave, _n, _c in filtros) else "",
        filtros=filtros,
        conteos=conteos(por_estado),
        planes=planes(),
        escribe=permisos.es_secretaria(request.user),
    )
    return TemplateResponse(request, "admin/planes/seguimiento/estrategia.html", contexto)


@require_safe
def estrategia_cronograma(request: Peticion, ficha: Any) -> HttpResponse:
    toda = la_estrategia(request)
    contexto = pagina(
        request,
        ficha,
        _("Cronograma de la Estrategia"),
        [miga_de(toda.plan)],
        toda=toda,
        anios=cronograma.por_anio(toda),
        estados=[(str(e.value), e.label) for e in cronograma.CON_BARRA],
        # Every text in it went through ``html.escape``.
        dibujo=mark_safe(cronograma.dibujo(toda)),
    )
    return TemplateResponse(request, "admin/planes/seguimiento/cronograma.html", contexto)


@require_safe
def estrategia_ics(request: Peticion) -> HttpResponse:
    contenido = cronograma.calendario(la_estrategia(request))
    return descarga(contenido, "text/calendar", "corett-estrategia.ics")


@require_safe
def estrategia_matriz(request: Peticion, formato: str) -> HttpResponse:
    """The monitoring matrix (R8) as XLSX, with the adjustments on a second sheet, or CSV."""
    toda = la_estrategia(request)
    if formato not in ("xlsx", "csv"):
        raise Http404
    matriz = matriz_de(toda)
    if formato == "csv":
        contenido = escribir_csv(matriz)
    else:
        cuadros = [matriz, ajustes_de(toda)]
        contenido = escribir_cuadros(matriz.titulo, nota_de(toda), cuadros)
    nombre = f"corett-matriz-estrategia-{toda.hoy:%Y-%m-%d}.{formato}"
    return descarga(contenido, FORMATOS[formato], nombre)


def miga_de(plan: Plan) -> dict[str, str]:
    return {"texto": _("Seguimiento de la Estrategia"), "url": url_de_estrategia(plan)}


@require_http_methods(["GET", "HEAD", "POST"])
def estrategia_accion(request: Peticion, actividad: int, ficha: Any) -> HttpResponse:
    """One action: to read, and for the ST to write."""
    exigir_lectura(request)
    renglon = de_accion(get_object_or_404(acciones(), pk=actividad))
    if request.method != "POST":
        return mostrar(request, ficha, renglon, FormularioSeguimiento(renglon.seguimiento))
    formulario = FormularioSeguimiento(renglon.seguimiento, data=request.POST)
    if not permisos.es_secretaria(request.user):
        raise PermissionDenied
    if formulario.is_valid():
        try:
            operaciones.guardar_seguimiento(
                actividad=renglon.actividad, por=request.user, **formulario.cleaned_data
            )
        except ValidationError as error:
            formulario.rechazar(error)
        except operaciones.Conflicto as conflicto:
            return chocar(request, ficha, renglon, conflicto.actual)
        else:
            messages.success(
                request, _("Se guardó la acción %(codigo)s.") % {"codigo": renglon.actividad.codigo}
            )
            return redirect(url_de_estrategia(renglon.actividad.plan))
    return mostrar(request, ficha, renglon, formulario)


def chocar(request: Peticion, ficha: Any, renglon: Renglon, actual: Any) -> HttpResponse:
    """What was typed stays in the form; beside it what the other person saved. To send it again
    is to choose one's own."""
    datos = request.POST.copy()
    datos["version"] = str(actual.version)
    formulario = FormularioSeguimiento(actual, data=datos)
    distintos = [
        (nombre_de_campo(Seguimiento, campo), decir_todo(actual, campo))
        for campo in formulario.changed_data
        if campo not in ("version", "motivo")
    ]
    return mostrar(
        request, ficha, renglon, formulario, 409,
        conflicto=distintos, propio=actual.actualizado_por_id == request.user.pk,
        otra=actual.actualizado_por,
    )  # fmt: skip


def decir_todo(fila: Seguimiento, campo: str) -> str:
    """Any field of the follow-up in words."""
    if campo == "estado":
        return str(fila.get_estado_display())
    return getattr(fila, campo) if campo in ("cumplimiento", "dificultades") else decir(fila, campo)


def mostrar(
    request: Peticion,
    ficha: Any,
    renglon: Renglon,
    formulario: FormularioSeguimiento,
    status: int = 200,
    **mas: Any,
) -> HttpResponse:
    accion = renglon.actividad
    contexto = pagina(
        request,
        ficha,
        f"{accion.codigo} {accion.t.corto or accion.t.texto}",
        [miga_de(accion.plan)],
        renglon=renglon,
        formulario=formulario,
        escribe=permisos.es_secretaria(request.user),
        **mas,
    )
    plantilla = "admin/planes/seguimiento/accion.html"
    return TemplateResponse(request, plantilla, contexto, status=status)


@admin.register(Seguimiento)
class SeguimientoAdmin(SoloLectura):
    """The rows behind those pages: read on them, with their history."""

    campos_de_historia = [
        "estado", "calificacion", "inicio_previsto", "fin_previsto", "inicio_real", "fin_real",
        "cumplimiento", "dificultades",
    ]  # fmt: skip

    def get_urls(self) -> list[Any]:
        def ruta(direccion: str, vista: Any, nombre: str, **mas: Any) -> Any:
            protegida = self.admin_site.admin_view(partial(vista, **mas))
            return path(f"estrategia/{direccion}", protegida, name=nombre)

        return [
            ruta("", estrategia_pagina, "planes_estrategia", ficha=self),
            ruta("<int:actividad>/", estrategia_accion, "planes_estrategia_accion", ficha=self),
            ruta("cronograma/", estrategia_cronograma, "planes_estrategia_cronograma", ficha=self),
            ruta("cronograma.ics", estrategia_ics, "planes_estrategia_ics"),
            ruta("matriz.<slug:formato>", estrategia_matriz, "planes_estrategia_matriz"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return Seguimiento.objects.select_related("actividad__plan")

    def ascendientes(self, seguimiento: Seguimiento) -> list[models.Model]:
        return []

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list is the page of the whole Estrategia."""
        exigir_lectura(request)
        return redirect("admin:planes_estrategia")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        exigir_lectura(request)
        seguimiento = self.get_object(request, object_id)
        if seguimiento is None:
            raise Http404
        return redirect("admin:planes_estrategia_accion", seguimiento.actividad_id)
