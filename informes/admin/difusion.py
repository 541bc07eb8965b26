"""The content plan in the panel: the calendar of what is sent out, and the matrix by audience."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from actores.admin_comun import FichaConHistoria, FormularioConMotivo
from actores.archivos import FORMATOS
from actores.models import PublicoMeta
from informes.difusion import (
    CLASES,
    ESTADOS,
    Cuenta,
    Filtro,
    Mes,
    calendario,
    difusiones,
    matriz,
    por_publico,
)
from informes.models import Difusion, Medio
from planes.admin.comun import pagina
from planes.admin.consolidado import descarga
from planes.planilla.cuadro import escribir_csv, escribir_cuadros

from .cuadros import calendario_en_cuadro, matriz_en_cuadro
from .membrete import membrete

ALCANCE_MAXIMO = 1_000_000_000


class FormularioDifusion(FormularioConMotivo):
    """What is sent out belongs to its audience, and only what went out reached somebody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nombre, tabla, _titulo in CLASES:
            campo: Any = self.fields.get(nombre)
            if campo is not None:
                filas = tabla.objects.select_related("publico").order_by("publico__numero", "orden")
                campo.choices = [("", _("Ninguno")), *por_publico(filas)]

    def clean_publicado(self) -> Any:
        dia = self.cleaned_data["publicado"]
        if dia and dia > timezone.localdate():
            raise forms.ValidationError(
                _("Esa fecha todavía no llega: escríbala cuando se haya publicado.")
            )
        return dia

    def clean_alcance(self) -> Any:
        alcance = self.cleaned_data["alcance"]
        if alcance is not None and alcance > ALCANCE_MAXIMO:
            raise forms.ValidationError(_("Revise el número: es más gente de la que hay."))
        return alcance

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        publico = limpio.get("publico")
        for nombre, _tabla, _titulo in CLASES:
            fila = limpio.get(nombre)
            if publico and fila and fila.publico_id != publico.pk:
                frase = _("Es de otro público: %(publico)s.") % {"publico": fila.publico}
                self.add_error(nombre, frase)
        if not self.errors:
            if not (limpio.get("mensaje") or limpio.get("producto")):
                self.add_error("mensaje", _("Elija el mensaje o el producto que se difunde."))
            if limpio.get("alcance") is not None and not limpio.get("publicado"):
                frase = _("El alcance es de lo que ya se publicó: diga qué día.")
                self.add_error("publicado", frase)
        return limpio

    def validate_constraints(self) -> None:
        """Said above, each at its field."""


@admin.register(Difusion)
class DifusionAdmin(FichaConHistoria):
    """What is sent out to the audiences; its list is the publication calendar."""

    form = FormularioDifusion
    texto_nueva = gettext_lazy("Añadir una difusión")
    fieldsets = [
        (gettext_lazy("Qué y para quién"),
         {"fields": ["titulo", "publico", "mensaje", "producto", "medio"]}),
        (gettext_lazy("Cuándo"), {"fields": [("previsto", "publicado")]}),
        (gettext_lazy("Qué se logró"), {"fields": ["alcance", "enlace", "nota"]}),
    ]  # fmt: skip

    def get_urls(self) -> list[Any]:
        vista = self.admin_site.admin_view
        return [
            path("plan/", vista(require_safe(self.plan)), name="informes_difusion_plan"),
            path(
                "plan.<slug:formato>",
                vista(require_safe(self.archivo)),
                name="informes_difusion_archivo",
            ),
            path("membrete/<slug:idioma>.docx", vista(membrete), name="informes_membrete"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return Difusion.objects.select_related("publico", "mensaje", "producto", "medio")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.anotado_por = obj.anotado_por or request.user
        super().save_model(request, obj, form, change)

    # --- The pages -----------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The calendar, by month."""
        filtro = self.filtro(request)
        meses = calendario(filtro)
        titulo = _("Calendario de difusión")
        contexto = self.comun(request, titulo, filtro, meses=meses, cuenta=self.cuenta(meses))
        return TemplateResponse(request, "admin/informes/difusion/calendario.html", contexto)

    def plan(self, request: HttpRequest) -> HttpResponse:
        """The matrix audience × messages, products and channels."""
        filtro = self.filtro(request)
        contexto = self.comun(request, _("Plan de contenido"), filtro, bloques=matriz(filtro))
        return TemplateResponse(request, "admin/informes/difusion/plan.html", contexto)

    def archivo(self, request: HttpRequest, formato: str) -> HttpResponse:
        """The content plan, as it is filtered: both tables as XLSX, the calendar as CSV."""
        filtro = self.filtro(request)
        if formato not in ("xlsx", "csv"):
            raise Http404
        hoy = timezone.localdate()
        filas = calendario_en_cuadro(difusiones(filtro), hoy)
        if formato == "csv":
            contenido = escribir_csv(filas)
        else:
            titulo = _("Plan de contenido")
            nota = _("Al %(hoy)s. Documento interno.") % {"hoy": date_format(hoy)}
            contenido = escribir_cuadros(titulo, nota, [matriz_en_cuadro(matriz(filtro)), filas])
        nombre = f"corett-plan-de-contenido-{hoy:%Y-%m-%d}.{formato}"
        return descarga(contenido, FORMATOS[formato], nombre)

    def filtro(self, request: HttpRequest) -> Filtro:
        """What the address asks for, of those who may read."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return Filtro.de(request.GET.dict())

    def comun(
        self, request: HttpRequest, titulo: str, filtro: Filtro, **mas: Any
    ) -> dict[str, Any]:
        migas = []
        if request.user.has_perm("planes.view_seguimiento"):
            url = reverse("admin:planes_estrategia")
            migas = [{"texto": _("Seguimiento de la Estrategia"), "url": url}]
        medios = Medio.objects.select_related("publico").order_by("publico__numero", "orden")
        return pagina(
            request,
            self,
            titulo,
            migas,
            filtro=filtro,
            publicos=list(PublicoMeta.objects.all()),
            medios=por_publico(medios),
            estados=list(ESTADOS.items()),
            aviso_de_filtro=self.elegidas(filtro),
            consulta=request.GET.urlencode(),
            puede_anadir=self.has_add_permission(request),
            puede_cambiar=self.has_change_permission(request),
            **mas,
        )

    def elegidas(self, filtro: Filtro) -> list[Any]:
        """The message and product that the address asks for, which no list of the page offers."""
        return [
            fila
            for campo, tabla, _titulo in CLASES
            if campo in filtro.elegidos and campo != "medio"
            for fila in tabla.objects.filter(pk=filtro.elegidos[campo])
        ]

    def cuenta(self, meses: list[Mes]) -> Cuenta:
        cuenta = Cuenta()
        for mes in meses:
            for suceso in mes.sucesos:
                cuenta.sumar(suceso.difusion, suceso.estado)
        return cuenta
