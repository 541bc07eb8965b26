"""What the public sees only once somebody has verified it: help lines, routes of referral.

A row with ``verificada_en``, ``verificada_por`` and ``fuente``. Whoever verifies it is noted with
the day; whatever changes of what the public reads must be verified again.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .admin_comun import FichaConHistoria

VIGENCIA = dt.timedelta(days=365)
"""After a year a number is called again and a route is read again."""


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
    """The table of such rows: two actions in the list, one button on each page."""

    change_form_template = "admin/verificable.html"
    readonly_fields = ["verificada_en", "verificada_por"]
    actions = ["verificar", "quitar_verificacion"]
    PUBLICO: frozenset[str] = frozenset()
    """What the public reads of a row."""

    def faltas(self, fila: Any) -> list[str]:
        """What must be there before it is verified, each a sentence."""
        return [] if fila.fuente else [_("Escriba de dónde sale: la fuente se muestra al público.")]

    # --- Saving ----------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and self.PUBLICO & set(form.changed_data):
            self.sacar(request, obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and any(f.has_changed() for f in formsets) and self.sacar(request, form.instance):
            form.instance.save()

    def sacar(self, request: HttpRequest, fila: Any) -> bool:
        """Takes back that it was verified, if it was; the row is not saved yet."""
        if not fila.verificada_en:
            return False
        fila.verificada_en = fila.verificada_por = None
        frase = _("«%(fila)s» salió del sitio: verifíquela de nuevo para que el público la vea.")
        messages.warning(request, frase % {"fila": fila})
        return True

    # --- Verifying -------------------------------------------------------------------------------

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """The button of the page: saved first, then verified."""
        if "_verificar" in request.POST:
            self.verificar_filas(request, [obj])
            request.POST = request.POST | {"_continue": "1"}  # type: ignore[assignment]
        return super().response_change(request, obj)

    def verificar_filas(self, request: HttpRequest, filas: Any) -> None:
        bien = []
        for fila in filas:
            faltas = self.faltas(fila)
            for falta in faltas:
                messages.error(request, f"{fila}: {falta}")
            if not faltas:
                bien.append(fila)
        n = self.marcar(request, bien, verificada=True)
        frase = ngettext(
            "Verificada hoy %(n)d: el público ya la ve.",
            "Verificadas hoy %(n)d: el público ya las ve.",
            n,
        )
        if n:
            messages.success(request, frase % {"n": n})

    def marcar(self, request: HttpRequest, filas: Any, *, verificada: bool) -> int:
        for fila in filas:
            fila.verificada_en = timezone.localdate() if verificada else None
            fila.verificada_por = request.user if verificada else None
            fila._history_user = request.user
            fila.save()
        return len(filas)

    @admin.action(
        permissions=["change"], description=gettext_lazy("Verificar: hoy lo comprobé y es así")
    )
    def verificar(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        self.verificar_filas(request, queryset)

    @admin.action(
        permissions=["change"], description=gettext_lazy("Quitar la verificación: sale del sitio")
    )
    def quitar_verificacion(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        n = self.marcar(request, queryset, verificada=False)
        frase = ngettext(
            "%(n)d sin verificar: ya no está en el sitio.",
            "%(n)d sin verificar: ya no están en el sitio.",
            n,
        )
        messages.success(request, frase % {"n": n})
