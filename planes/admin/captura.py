"""Progress typed in the admin: by the ST for any country, by a focal point for its own.

The same forms, checks and operations as on the reporting pages (``planes.views.actividad``).
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actores.models import Pais
from actores.solo_post import solo_post
from planes import operaciones, permisos
from planes.forms import FormularioActividad, FormularioConflicto
from planes.forms.conflicto import diferencias, escrito
from planes.models import Avance, Periodo, Reporte
from planes.progreso import Progreso, Tarea, progreso_de
from planes.propuestas import propuestas_de
from planes.views.comun import Peticion

from .comun import miga_de_periodo, miga_de_reporte, pagina


@solo_post("admin:planes_periodo_matriz", "periodo")
def reporte_iniciar(request: Peticion, periodo: int, informante: str, ficha: Any) -> HttpResponse:
    """Opens the informant's report of that period, made if there is none yet."""
    el_periodo = get_object_or_404(Periodo, pk=periodo)
    pais = None if informante == "regional" else get_object_or_404(Pais, codigo=informante)
    if not permisos.puede_informar(request.user, el_periodo, pais):
        raise Http404
    try:
        reporte = operaciones.iniciar_reporte(periodo=el_periodo, pais=pais, por=request.user)
    except PermissionDenied as motivo:
        messages.error(request, str(motivo))
        return redirect("admin:planes_periodo_matriz", periodo)
    return redirect("admin:planes_reporte_revision", reporte.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def reporte_captura(request: Peticion, object_id: str, codigo: str, ficha: Any) -> HttpResponse:
    """One activity of a report as a form."""
    return Captura(request, ficha, ficha.reporte(request, object_id), codigo).responder()


class Captura:
    """One request for one activity page."""

    def __init__(self, request: Peticion, ficha: Any, reporte: Reporte, codigo: str) -> None:
        self.request, self.ficha, self.reporte, self.codigo = request, ficha, reporte, codigo
        self.leer()

    def leer(self) -> None:
        """The report as it is now; what the person typed stays typed."""
        self.progreso: Progreso = progreso_de(self.reporte)
        tarea = self.progreso.tarea(self.codigo)
        if tarea is None:
            raise Http404
        self.tarea: Tarea = tarea

    @property
    def actual(self) -> Avance:
        return self.tarea.avance or Avance(
            reporte=self.reporte, actividad=self.tarea.hoja.actividad
        )

    def responder(self) -> HttpResponse:
        datos = self.request.POST if self.request.method == "POST" else None
        self.pagina = FormularioActividad(
            self.tarea.hoja,
            self.reporte.periodo,
            self.tarea.avance,
            self.progreso.entradas,
            data=datos,
            propuestas=propuestas_de(self.reporte, self.tarea.hoja.datos),
        )
        puede = permisos.puede(self.request.user, "guardar", self.reporte)
        if datos is None:
            return self.mostrar() if puede else self.ir_al_reporte()
        if not puede:
            return self.rechazar(permisos.por_que_cerrado(self.reporte))
        return self.guardar() if self.pagina.is_valid() else self.mostrar()

    def guardar(self) -> HttpResponse:
        distintas = diferencias(self.pagina, self.actual, self.progreso.entradas)
        if self.tarea.avance is not None and not distintas:
            # A double click, or it was saved by itself, or by somebody else.
            operaciones.asentar(
                avance=self.tarea.avance, datos=self.tarea.hoja.datos, por=self.request.user
            )
            return self.seguir()
        textos, entradas = self.pagina.textos, self.pagina.entradas
        if "conflicto" in self.request.POST and self.pagina.version == self.actual.version:
            eleccion = FormularioConflicto(
                distintas, self.actual, por=self.request.user, data=self.request.POST
            )
            if not eleccion.is_valid():
                return self.conflicto(eleccion)
            textos, entradas = eleccion.resolver(textos, entradas)
        try:
            operaciones.guardar_respuestas(
                reporte=self.reporte,
                actividad=self.tarea.hoja.actividad,
                version=self.pagina.version,
                textos=textos,
                entradas=entradas,
                por=self.request.user,
            )
        except PermissionDenied as motivo:
            return self.rechazar(str(motivo))
        except operaciones.Conflicto:
            self.leer()
            distintas = diferencias(self.pagina, self.actual, self.progreso.entradas)
            if distintas:
                por = self.request.user
                return self.conflicto(FormularioConflicto(distintas, self.actual, por=por))
        return self.seguir()

    # --- Where it leads ---------------------------------------------------------------------------

    def seguir(self) -> HttpResponse:
        messages.success(
            self.request, _("Guardó la actividad %(codigo)s.") % {"codigo": self.codigo}
        )
        siguiente = self.progreso.vecinas(self.codigo)[1]
        if self.request.POST.get("accion") != "seguir":
            return redirect("admin:planes_reporte_captura", self.reporte.pk, self.codigo)
        if siguiente is None:
            return self.ir_al_reporte()
        codigo = siguiente.hoja.actividad.codigo
        return redirect("admin:planes_reporte_captura", self.reporte.pk, codigo)

    def ir_al_reporte(self) -> HttpResponse:
        ruta = reverse("admin:planes_reporte_revision", args=[self.reporte.pk])
        return redirect(f"{ruta}#a-{self.codigo}")

    def rechazar(self, motivo: str) -> HttpResponse:
        """Nothing was saved; the page keeps what was typed, so that it can be copied."""
        self.pagina.rechazar(motivo or _("Usted no puede escribir en este reporte."))
        self.pagina.is_valid()
        return self.mostrar(status=403)

    def conflicto(self, eleccion: FormularioConflicto) -> HttpResponse:
        return self.dibujar("conflicto", 409, eleccion=eleccion, escrito=escrito(self.request.POST))

    def mostrar(self, status: int = 200) -> HttpResponse:
        previa, siguiente = self.progreso.vecinas(self.codigo)
        return self.dibujar(
            "captura", status, pagina=self.pagina, previa=previa, siguiente=siguiente,
            editable=status == 200,
        )  # fmt: skip

    def dibujar(self, plantilla: str, status: int, **mas: Any) -> HttpResponse:
        migas = miga_de_periodo(self.request, self.reporte.periodo)
        contexto = pagina(
            self.request,
            self.ficha,
            str(self.tarea.hoja.actividad),
            [*migas, miga_de_reporte(self.reporte)],
            reporte=self.reporte,
            progreso=self.progreso,
            tarea=self.tarea,
            en_nombre_de=self.reporte.pais_id is not None
            and self.reporte.pais_id not in permisos.paises_de(self.request.user),
            **mas,
        )
        ruta = f"admin/planes/reporte/{plantilla}.html"
        return TemplateResponse(self.request, ruta, contexto, status=status)
