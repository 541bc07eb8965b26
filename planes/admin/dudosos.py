"""The doubtful places of the printed documents: the list, and how each is settled."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_archivos import ConArchivos
from actores.admin_comun import FichaConHistoria, titulo, url_de
from planes.lugares import tocadas
from planes.models import LugarDudoso
from planes.resources import LugarDudosoResource


@admin.register(LugarDudoso)
class LugarDudosoAdmin(ConArchivos, FichaConHistoria):
    """Settling one needs a decision in words; who and when are set by themselves."""

    recurso = LugarDudosoResource
    list_display = ["numero", "impreso", "lectura", "confianza", "estado", "plan"]
    list_display_links = ["impreso"]
    list_filter = ["estado", "confianza", "plan"]
    list_select_related = ["plan"]
    search_fields = ["numero", "impreso", "lectura", "decision", "filas"]
    readonly_fields = ["filas_del_plan", "resuelto_por", "resuelto_en"]
    fieldsets = [
        (None, {"fields": ["plan", ("numero", "confianza")]}),
        (
            gettext_lazy("Lo impreso y cómo se lee"),
            {"fields": [("impreso", "lectura"), "filas_del_plan"]},
        ),
        (
            gettext_lazy("Decisión"),
            {
                "fields": ["estado", "decision", ("resuelto_por", "resuelto_en")],
                "description": gettext_lazy(
                    "«Lectura confirmada» deja el plan como está. Si la lectura no es esa, corrija "
                    "primero las filas de arriba y elija «Corregido»."
                ),
            },
        ),
    ]

    def ascendientes(self, lugar: LugarDudoso) -> list[models.Model]:
        return []

    def contexto(self, request: HttpRequest, objeto: LugarDudoso) -> dict[str, Any]:
        """Also where the next open one is, so that the list can be settled in one go."""
        pendientes = LugarDudoso.objects.filter(
            plan=objeto.plan_id, estado=LugarDudoso.Estado.PENDIENTE
        ).exclude(pk=objeto.pk)
        siguiente = pendientes.filter(numero__gt=objeto.numero).first() or pendientes.first()
        return super().contexto(request, objeto) | {
            "siguiente": url_de(siguiente) if siguiente else "",
            "quedan": pendientes.count(),
        }

    def save_model(self, request: HttpRequest, obj: LugarDudoso, form: Any, change: bool) -> None:
        if obj.estado == LugarDudoso.Estado.PENDIENTE:
            obj.resuelto_por = obj.resuelto_en = None
        elif obj.resuelto_en is None or {"estado", "decision"} & set(form.changed_data):
            obj.resuelto_por, obj.resuelto_en = request.user, timezone.now()  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("Filas del plan que toca"))
    def filas_del_plan(self, lugar: LugarDudoso) -> SafeString | str:
        if not lugar.pk or not lugar.filas:
            return _("Ninguna en particular.")
        return format_html(
            "<ul>{}</ul>",
            format_html_join(
                "",
                "<li>{}</li>",
                (
                    [
                        format_html('<a href="{}">{}</a>', url_de(t.fila), nombre(t.fila))
                        if t.fila
                        else t.clave
                    ]
                    for t in tocadas(lugar)
                ),
            ),
        )


def nombre(fila: models.Model) -> str:
    """The row with its level: ``Meta 7.1.1 …``."""
    return f"{str(fila._meta.verbose_name).capitalize()} {titulo(fila)}"
