"""The ST's board of the yearly self-assessments, their proposals, and who helps whom to report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_archivos import ConArchivos
from actores.admin_comun import EnLinea
from actores.models import Pais
from planes.agenda import era_miembro
from planes.models import Autoevaluacion, Colaboracion, Plan, Propuesta
from planes.resources_anual import PropuestaResource

from .reportes import SoloLectura

ABIERTAS = (Propuesta.Estado.PROPUESTA, Propuesta.Estado.EN_CURSO)


@dataclass(frozen=True)
class Casilla:
    """A country and a year: its self-assessment, or that it has none (yet)."""

    anio: int
    clave: str
    """The shape to show, a key of ``marca.json``; empty where the country was not a member."""
    nombre: str
    autoevaluacion: Autoevaluacion | None = None


def tablero(plan: Plan, autoevaluaciones: models.QuerySet[Any]) -> list[tuple[Pais, list[Casilla]]]:
    """Every country with a box for each year of the plan that has begun. Two queries."""
    hoy = timezone.localdate()
    hechas = {(a.pais_id, a.anio): a for a in autoevaluaciones.filter(plan=plan)}
    anios = [anio for anio in plan.anios if anio <= hoy.year]
    return [
        (pais, [casilla(pais, anio, hechas.get((pais.pk, anio))) for anio in anios])
        for pais in Pais.objects.all()
    ]


def casilla(pais: Pais, anio: int, hecha: Autoevaluacion | None) -> Casilla:
    if hecha is not None:
        terminada = hecha.estado == Autoevaluacion.Estado.TERMINADA
        clave = "completado" if terminada else "borrador"
        return Casilla(anio, clave, hecha.get_estado_display(), hecha)
    if not era_miembro(pais, timezone.localdate().replace(anio, 12, 31)):
        return Casilla(anio, "", _("No era miembro"))
    return Casilla(anio, "sin_empezar", _("Sin empezar"))


class PropuestaEnLinea(EnLinea):
    """The proposals of a self-assessment, to read."""

    model = Propuesta
    fields = readonly_fields = [
        "obstaculo", "propuesta", "responsable", "plazo", "estado", "seguimiento",
    ]  # fmt: skip
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Autoevaluacion)
class AutoevaluacionAdmin(SoloLectura):
    """Which country has evaluated itself in which year; what it said."""

    change_list_template = "admin/planes/autoevaluacion/lista.html"
    campos_de_historia = ["estado", "terminada_por"]
    list_display = ["__str__", "estado", "fecha", "propuestas", "por_cumplir", "terminada_en"]
    list_filter = ["estado", "anio", "pais"]
    search_fields = ["pais__nombre", "instituciones", "facilitadores", "barreras", "lecciones"]
    inlines = [PropuestaEnLinea]
    fields = readonly_fields = [
        "plan", "pais", "anio", "estado", "fecha", "instituciones", "facilitadores", "barreras",
        "lecciones", "terminada_por", "terminada_en",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        visibles = Autoevaluacion.objects.visibles_para(request.user)
        abiertas = Q(propuestas__estado__in=ABIERTAS)
        return visibles.select_related("pais", "plan", "terminada_por").annotate(
            n_propuestas=Count("propuestas"), n_abiertas=Count("propuestas", filter=abiertas)
        )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        planes = Plan.objects.filter(tipo=Plan.Tipo.OPERATIVO)
        visibles = Autoevaluacion.objects.visibles_para(request.user)
        tableros = [
            (plan, tablero(plan, visibles))
            for plan in planes.exclude(estado=Plan.Estado.BORRADOR).order_by("-inicio")
        ]
        return super().changelist_view(request, {"tableros": tableros, **(extra_context or {})})

    @admin.display(description=gettext_lazy("propuestas"))
    def propuestas(self, fila: Any) -> int:
        return int(fila.n_propuestas)

    @admin.display(description=gettext_lazy("por cumplir"))
    def por_cumplir(self, fila: Any) -> int:
        return int(fila.n_abiertas)


class Seguimiento(admin.SimpleListFilter):
    """Proposals on which something is still to be done, and those whose time is over."""

    title = gettext_lazy("seguimiento")
    parameter_name = "seguimiento"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("abiertas", _("Por cumplir")), ("vencidas", _("Con el plazo vencido"))]

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() not in ("abiertas", "vencidas"):
            return queryset
        abiertas = queryset.filter(estado__in=ABIERTAS)
        vencidas = self.value() == "vencidas"
        return abiertas.filter(plazo__lt=timezone.localdate()) if vencidas else abiertas


@admin.register(Propuesta)
class PropuestaAdmin(ConArchivos, SoloLectura):
    """All countries' proposals to overcome obstacles, and what came of them."""

    recurso = PropuestaResource  # type: ignore[assignment]
    formatos = (("xlsx", "Excel"), ("csv", "CSV"))
    list_display = ["__str__", "pais", "anio", "responsable", "plazo", "estado"]
    list_filter = [Seguimiento, "estado", "autoevaluacion__anio", "autoevaluacion__pais"]
    search_fields = ["obstaculo", "propuesta", "responsable", "seguimiento"]
    ordering = ["-autoevaluacion__anio", "autoevaluacion__pais__orden", "pk"]
    fields = readonly_fields = [
        "autoevaluacion", "obstaculo", "propuesta", "responsable", "plazo", "estado",
        "seguimiento", "creada_en",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        visibles = Autoevaluacion.objects.visibles_para(request.user)
        return Propuesta.objects.filter(autoevaluacion__in=visibles).select_related(
            "autoevaluacion__pais"
        )

    def ascendientes(self, propuesta: Propuesta) -> list[models.Model]:
        return [propuesta.autoevaluacion]

    @admin.display(description=gettext_lazy("país"), ordering="autoevaluacion__pais__orden")
    def pais(self, propuesta: Propuesta) -> str:
        return str(propuesta.autoevaluacion.pais)

    @admin.display(description=gettext_lazy("año"), ordering="autoevaluacion__anio")
    def anio(self, propuesta: Propuesta) -> int:
        return propuesta.autoevaluacion.anio


@admin.register(Colaboracion)
class ColaboracionAdmin(SoloLectura):
    """Who helps which country to report, with what, and who asked for it."""

    list_display = ["usuario", "pais", "cuantas", "desde", "hasta", "invitado_por"]
    list_filter = ["pais", ("hasta", admin.EmptyFieldListFilter)]
    search_fields = ["usuario__nombre", "usuario__correo", "pais__nombre"]
    fields = readonly_fields = ["usuario", "pais", "lista", "invitado_por", "desde", "hasta"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        filas = Colaboracion.objects.select_related("usuario", "pais", "invitado_por")
        return filas.prefetch_related("actividades")

    @admin.display(description=gettext_lazy("actividades"))
    def cuantas(self, colaboracion: Colaboracion) -> int:
        return len(colaboracion.actividades.all())

    @admin.display(description=gettext_lazy("actividades"))
    def lista(self, colaboracion: Colaboracion) -> str:
        return ", ".join(a.codigo for a in colaboracion.actividades.all())
