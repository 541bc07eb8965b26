"""What the public sees only once somebody has verified it: help lines, routes of referral.

Whoever verifies a row is noted with the day and the source; whatever changes of what the public
reads must be verified again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .admin_comprobacion import VIGENCIA, Comprobacion
from .admin_comun import FichaConHistoria, url_del_modelo


def vencidas(hoy: dt.date) -> models.Q:
    """What is public and was last verified more than a year ago."""
    return models.Q(verificada_en__lt=hoy - VIGENCIA)


class PorVerificacion(admin.SimpleListFilter):
    title = gettext_lazy("verificación")
    parameter_name = "verificacion"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("al_dia", _("Verificada hace menos de un año")),
            ("vencida", _("Verificada hace más de un año")),
            ("no", _("Sin verificar: no está en el sitio")),
        ]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> Any:
        hoy = timezone.localdate()
        filtros = {
            "al_dia": models.Q(verificada_en__isnull=False) & ~vencidas(hoy),
            "vencida": vencidas(hoy),
            "no": models.Q(verificada_en__isnull=True),
        }
        return queryset.filter(filtros.get(self.value() or "", models.Q()))


class Verificable(FichaConHistoria):
    """The table of such rows (``models.PorVerificar``): two actions in the list, one button on each
    page, and the page that asks of each row where and when it was checked."""

    change_form_template = "admin/verificable.html"
    readonly_fields = ["verificada_en", "verificada_por"]
    actions = ["verificar", "quitar_verificacion"]
    titulo_de_verificar: Any = ""

    def faltas(self, fila: Any) -> list[str]:
        """What must be there before it is verified, each a sentence."""
        return []

    def dicho_al_verificar(self, n: int) -> str:
        """That so many were verified."""
        raise NotImplementedError

    # --- Saving ----------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and obj.sacar_si_cambia():
            self.decir_que_salio(request, obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        fila = form.instance
        if change and any(f.has_changed() for f in formsets) and fila.sacar():
            self.decir_que_salio(request, fila)
            fila.save()

    def decir_que_salio(self, request: HttpRequest, fila: Any) -> None:
        frase = _("«%(fila)s» salió del sitio: verifíquela de nuevo para que el público la vea.")
        messages.warning(request, frase % {"fila": fila})

    # --- Verifying -------------------------------------------------------------------------------

    @property
    def url_de_verificar(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_verificar"

    def get_urls(self) -> list[Any]:
        vista = self.admin_site.admin_view(self.comprobar)
        return [path("verificar/", vista, name=self.url_de_verificar), *super().get_urls()]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """The button of the page: saved first, then asked."""
        respuesta = super().response_change(request, obj)
        return self.a_comprobar(request, [obj]) if "_verificar" in request.POST else respuesta

    def a_comprobar(self, request: HttpRequest, filas: Iterable[Any]) -> HttpResponse:
        """Leads to the page of those that lack nothing; tells what the others lack."""
        bien = []
        for fila in filas:
            faltas = self.faltas(fila)
            for falta in faltas:
                messages.error(request, f"{fila}: {falta}")
            if not faltas:
                bien.append(str(fila.pk))
        if not bien:
            return redirect(request.get_full_path())
        return redirect(f"{reverse(f'admin:{self.url_de_verificar}')}?filas={','.join(bien)}")

    @admin.action(
        permissions=["change"], description=gettext_lazy("Verificar: hoy lo comprobé y es así")
    )
    def verificar(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> HttpResponse:
        return self.a_comprobar(request, queryset)

    def comprobar(self, request: HttpRequest) -> HttpResponse:
        """Asks of each row where and when it was checked, and verifies them all or none."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        claves = [c for c in request.GET.get("filas", "").split(",") if c.isdecimal()][:100]
        filas = self.get_queryset(request).filter(pk__in=[c[:18] for c in claves])
        datos = request.POST if request.method == "POST" else None
        formularios = [Comprobacion(datos, f) for f in filas if not self.faltas(f)]
        if not formularios:
            messages.warning(request, _("Elija una o más filas de la lista."))
            return redirect(url_del_modelo(self.model))
        errores = [
            (campo.id_for_label, f"{formulario.fila}: {error}")
            for formulario in formularios
            for campo in formulario
            for error in campo.errors
        ]
        if datos is not None and not errores:
            return self.anotar(request, formularios)
        contexto = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": self.titulo_de_verificar,
            "formularios": formularios,
            "errores": errores,
        }
        plantilla = f"admin/{self.opts.app_label}/{self.opts.model_name}/verificar.html"
        estado = 200 if datos is None else 422
        return TemplateResponse(request, plantilla, contexto, status=estado)

    def anotar(self, request: HttpRequest, formularios: list[Comprobacion]) -> HttpResponse:
        """Writes down each check, with who made it."""
        for formulario in formularios:
            fila, dicho = formulario.fila, formulario.cleaned_data
            fila.fuente, fila.fuente_en = dicho["fuente"], dicho["fuente_en"]
            fila.verificada_en, fila.verificada_por = dicho["dia"], request.user
            fila._history_user = request.user
            fila.save()
        messages.success(request, self.dicho_al_verificar(len(formularios)))
        return redirect(url_del_modelo(self.model))

    @admin.action(
        permissions=["change"], description=gettext_lazy("Quitar la verificación: sale del sitio")
    )
    def quitar_verificacion(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        n = 0
        for fila in queryset:
            n += fila.sacar()
            fila._history_user = request.user
            fila.save()
        frase = ngettext(
            "%(n)d sin verificar: ya no está en el sitio.",
            "%(n)d sin verificar: ya no están en el sitio.",
            n,
        )
        messages.success(request, frase % {"n": n})
