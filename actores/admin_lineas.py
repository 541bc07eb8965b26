"""The ST's table of help lines. Verifying one asks where and when it was checked this time: what
was written about an older check says nothing of today."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
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

from .admin_archivos import ConArchivos
from .admin_comun import FormularioConMotivo, url_del_modelo
from .admin_verificacion import VIGENCIA, PorVerificacion, Verificable
from .models import LineaDenuncia
from .resources import LineaDenunciaResource

RECIENTE = dt.timedelta(days=7)
"""A source that a person wrote within this time speaks of the check that is noted now."""


def al_dia(linea: LineaDenuncia) -> bool:
    """Whether what its source says may still be so: verified within the year, or just written."""
    hoy = timezone.localdate()
    if linea.verificada_en:
        return linea.verificada_en >= hoy - VIGENCIA
    escrita = linea.history.filter(fuente=linea.fuente).order_by("history_date").first()
    if not linea.fuente or escrita is None or escrita.history_user_id is None:
        return False
    return bool(escrita.history_date >= timezone.now() - RECIENTE)


class Comprobacion(forms.Form):
    """One line's check: with whom or where, and on what day."""

    use_required_attribute = False
    fuente = forms.CharField(
        label=gettext_lazy("Con quién o dónde la comprobó"),
        help_text=gettext_lazy(
            "Se muestra al público. Por ejemplo: llamada al organismo nacional."
        ),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        error_messages={"required": gettext_lazy("Diga de dónde sale: se muestra al público.")},
    )
    fuente_en = forms.CharField(
        label=gettext_lazy("Lo mismo, en inglés (opcional)"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    dia = forms.DateField(
        label=gettext_lazy("Día en que la comprobó"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Escriba el día en que la comprobó."),
            "invalid": gettext_lazy("Escriba el día, el mes y el año."),
        },
    )

    def __init__(self, datos: Any, linea: LineaDenuncia) -> None:
        self.linea, self.al_dia = linea, al_dia(linea)
        inicial: dict[str, Any] = {"dia": timezone.localdate()}
        if self.al_dia:
            inicial |= {"fuente": linea.fuente, "fuente_en": linea.fuente_en}
        super().__init__(datos, initial=inicial, prefix=str(linea.pk))

    def clean_fuente(self) -> str:
        fuente: str = self.cleaned_data["fuente"]
        if not self.al_dia and fuente.casefold() == self.linea.fuente.strip().casefold():
            raise forms.ValidationError(
                _("Es la misma fuente de antes: diga con quién o dónde la comprobó esta vez.")
            )
        return fuente

    def clean_dia(self) -> dt.date:
        dia: dt.date = self.cleaned_data["dia"]
        hoy = timezone.localdate()
        if dia > hoy:
            raise forms.ValidationError(_("Ese día todavía no llega."))
        if dia < hoy - VIGENCIA:
            raise forms.ValidationError(_("De eso hace más de un año: compruébela de nuevo."))
        if self.linea.verificada_en and dia < self.linea.verificada_en:
            raise forms.ValidationError(_("Es anterior a la última verificación."))
        return dia


class FormularioLinea(FormularioConMotivo):
    """A source in another language than Spanish stays with its Spanish one."""

    def clean(self) -> dict[str, Any] | None:
        limpio = super().clean()
        cambio = {"fuente", "fuente_en"} & set(self.changed_data)
        if cambio == {"fuente"} and self.instance.pk and (limpio or {}).get("fuente_en"):
            self.add_error("fuente_en", _("La fuente cambió: dígala también en inglés, o bórrela."))
        return limpio


@admin.register(LineaDenuncia)
class LineaDenunciaAdmin(ConArchivos, Verificable):
    """A line is public while it is verified; whatever changes in it must be verified again."""

    form = FormularioLinea
    recurso = LineaDenunciaResource
    list_display = ["numero", "pais", "nombre", "whatsapp", "verificada_en", "verificada_por"]
    list_filter = ["pais", PorVerificacion]
    list_select_related = ["pais", "verificada_por"]
    search_fields = ["numero", "nombre", "pais__nombre"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "pais",
                    ("numero", "whatsapp"),
                    ("nombre", "nombre_en"),
                    ("detalle", "detalle_en"),
                ]
            },
        ),
        (
            gettext_lazy("Verificación"),
            {
                "fields": [("fuente", "fuente_en"), ("verificada_en", "verificada_por")],
                "description": gettext_lazy(
                    "El público ve una línea solo si está verificada. Llame al número, y al elegir "
                    "«Verificar» diga con quién o dónde lo comprobó y qué día. Si cambia algo que "
                    "el público lee, la línea sale del sitio hasta que se verifique de nuevo. "
                    "Vuelva a llamar cada año."
                ),
            },
        ),
    ]
    # Not the source: for a slip in it no number leaves the site.
    PUBLICO = frozenset(
        {"pais", "numero", "whatsapp", "nombre", "nombre_en", "detalle", "detalle_en"}
    )

    def ascendientes(self, linea: LineaDenuncia) -> list[models.Model]:
        return [linea.pais]

    def get_urls(self) -> list[Any]:
        vista = self.admin_site.admin_view(self.comprobar)
        return [
            path("verificar/", vista, name="actores_lineadenuncia_verificar"),
            *super().get_urls(),
        ]

    def verificar_filas(self, request: HttpRequest, filas: Any) -> None:
        """What the button and the action lead to; ``comprobar`` verifies."""
        pks = ",".join(str(linea.pk) for linea in filas)
        destino = reverse("admin:actores_lineadenuncia_verificar")
        request.a_comprobar = f"{destino}?lineas={pks}"  # type: ignore[attr-defined]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        respuesta = super().response_change(request, obj)
        destino = getattr(request, "a_comprobar", "")
        return redirect(destino) if destino else respuesta

    @admin.action(
        permissions=["change"], description=gettext_lazy("Verificar: hoy lo comprobé y es así")
    )
    def verificar(
        self, request: HttpRequest, queryset: models.QuerySet[Any]
    ) -> HttpResponse | None:
        self.verificar_filas(request, queryset)
        return redirect(request.a_comprobar)  # type: ignore[attr-defined]

    def comprobar(self, request: HttpRequest) -> HttpResponse:
        """Asks of each line where and when it was checked, and verifies them all or none."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        claves = [c for c in request.GET.get("lineas", "").split(",") if c.isdecimal()][:100]
        lineas = LineaDenuncia.objects.filter(pk__in=[c[:18] for c in claves])
        datos = request.POST if request.method == "POST" else None
        formularios = [Comprobacion(datos, x) for x in lineas.select_related("pais")]
        if not formularios:
            messages.warning(request, _("Elija una o más filas de la lista."))
            return redirect(url_del_modelo(LineaDenuncia))
        errores = [
            (campo.id_for_label, f"{formulario.linea}: {error}")
            for formulario in formularios
            for campo in formulario
            for error in campo.errors
        ]
        if datos is not None and not errores:
            return self.anotar(request, formularios)
        contexto = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Verificar líneas de denuncia"),
            "formularios": formularios,
            "errores": errores,
        }
        plantilla = "admin/actores/lineadenuncia/verificar.html"
        estado = 200 if datos is None else 422
        return TemplateResponse(request, plantilla, contexto, status=estado)

    def anotar(self, request: HttpRequest, formularios: list[Comprobacion]) -> HttpResponse:
        """Writes down each check, with who made it."""
        for formulario in formularios:
            linea, dicho = formulario.linea, formulario.cleaned_data
            linea.fuente, linea.fuente_en = dicho["fuente"], dicho["fuente_en"]
            linea.verificada_en, linea.verificada_por = dicho["dia"], request.user  # type: ignore[assignment]
            linea._history_user = request.user  # type: ignore[attr-defined]
            linea.save()
        frase = ngettext(
            "Verificada %(n)d línea: el público ya la ve.",
            "Verificadas %(n)d líneas: el público ya las ve.",
            len(formularios),
        )
        messages.success(request, frase % {"n": len(formularios)})
        return redirect(url_del_modelo(LineaDenuncia))
