"""How often the public pages are read, and the way from there to the register of reach."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.admin_comun import Ficha
from actores.archivos import FORMATOS
from actores.solo_post import solo_post
from informes import operaciones
from informes.models import Visitas
from planes import permisos
from planes.admin.comun import pagina
from planes.admin.consolidado import descarga
from planes.operaciones import Bloqueada
from planes.planilla.cuadro import Cuadro, escribir_csv
from planes.views.comun import Peticion

MAS_LEIDAS = 25


@admin.register(Visitas)
class VisitasAdmin(Ficha):
    """Numbers by page and year; nobody types them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        vista = self.admin_site.admin_view
        return [
            path("<int:anio>.csv", vista(self.archivo), name="informes_visitas_archivo"),
            path("<int:anio>/anotar/", vista(visitas_anotar), name="informes_visitas_anotar"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The years beside each other, and the pages most read in the one asked for."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        anios = por_anio()
        pedido = request.GET.get("anio", "")
        anio = int(pedido) if pedido in {str(a["anio"]) for a in anios} else ultimo(anios)
        contexto = pagina(
            request, self, _("Visitas al sitio"), [],
            anios=anios, anio=anio, paginas=paginas_de(anio)[:MAS_LEIDAS],
            por_anotar=operaciones.por_anotar(anio),
            puede_anotar=permisos.es_secretaria(request.user),
        )  # fmt: skip
        return TemplateResponse(request, "admin/informes/visitas/lista.html", contexto)

    def archivo(self, request: HttpRequest, anio: int) -> HttpResponse:
        """Every page of a year, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        filas = [(p["ruta"], p["n"]) for p in paginas_de(anio)]
        if not filas:
            raise Http404
        cuadro = Cuadro("visitas", "", [(_("Página"), 60), (_("Visitas"), 12)], filas)
        return descarga(escribir_csv(cuadro), FORMATOS["csv"], f"corett-visitas-{anio}.csv")


def por_anio() -> list[Any]:
    filas = Visitas.objects.order_by("-anio").values("anio")
    return list(filas.annotate(n=Sum("n"), anotadas=Sum("anotadas")))


def ultimo(anios: list[Any]) -> int:
    return int(anios[0]["anio"]) if anios else timezone.localdate().year


def paginas_de(anio: int) -> list[Any]:
    """The pages of a year in both languages together, the most read first."""
    filas = Visitas.objects.filter(anio=anio).order_by().values("ruta")
    return list(filas.annotate(n=Sum("n")).order_by("-n", "ruta"))


@solo_post("admin:informes_visitas_changelist")
def visitas_anotar(request: Peticion, anio: int) -> HttpResponse:
    """Notes the new visits of a year in the register, as reach of the site."""
    try:
        accion = operaciones.anotar_visitas(anio=anio, por=request.user)
    except (ValueError, Bloqueada) as motivo:
        messages.warning(request, str(motivo))
        return redirect("admin:informes_visitas_changelist")
    messages.success(request, _("Se anotó «%(titulo)s».") % {"titulo": accion.titulo})
    return redirect("planes:registro_fila", "accion", accion.referencia)
