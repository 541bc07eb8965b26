"""The ST's table of routes of referral: the steps inside their route, how it will look, and who
verified it when. Visitors see a route only while it is verified."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actores.admin_comun import ConOpcionales, EnLinea
from actores.admin_verificacion import PorVerificacion, Verificable
from informes import rutas
from informes.models import PasoRuta, Ruta

from .referencia import FuenteLarga

LEJOS = 10_000
"""Beyond the number of any step."""


class FormularioPaso(forms.ModelForm):
    use_required_attribute = False

    def _get_validation_exclusions(self) -> set[str]:
        """That no number stands twice is seen in all the steps together: they may be renumbered
        at once."""
        return super()._get_validation_exclusions() | {"orden"}


class PasosJuntos(forms.BaseInlineFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        """A step comes after others of its own route."""
        super().add_fields(form, index)
        otros = PasoRuta.objects.filter(ruta=self.instance.pk).exclude(pk=form.instance.pk)
        form.fields["viene_de"].queryset = otros.order_by("orden")

    def clean(self) -> None:
        """Each number stands once, and a step comes after smaller numbers: so every way ends."""
        super().clean()
        quedan = [
            f
            for f in self.forms
            if f.cleaned_data.get("orden") is not None and not f.cleaned_data.get("DELETE")
        ]
        ordenes = [f.cleaned_data["orden"] for f in quedan]
        repetido = next((n for n in ordenes if ordenes.count(n) > 1), None)
        if repetido is not None:
            raise ValidationError(_("Hay dos pasos con el número %(n)s.") % {"n": repetido})
        nuevos = {f.instance.pk: f.cleaned_data["orden"] for f in quedan if f.instance.pk}
        for f in quedan:
            anteriores = [nuevos.get(p.pk, 0) for p in f.cleaned_data.get("viene_de") or []]
            if any(n >= f.cleaned_data["orden"] for n in anteriores):
                f.add_error("viene_de", _("Un paso viene después de otros con un número menor."))

    def save(self, commit: bool = True) -> Any:
        """Numbers that change are moved out of the way first: two steps may trade theirs."""
        movidos = [f.instance.pk for f in self.initial_forms if "orden" in f.changed_data]
        PasoRuta.objects.filter(pk__in=movidos).update(orden=F("orden") + LEJOS)
        return super().save(commit)


class PasoEnLinea(ConOpcionales, EnLinea):
    model = PasoRuta
    form = FormularioPaso
    formset = PasosJuntos
    fields = [
        "orden",
        ("titulo", "titulo_en"),
        ("condicion", "condicion_en"),
        ("quien", "quien_en"),
        ("texto", "texto_en"),
        "viene_de",
    ]


@admin.register(Ruta)
class RutaAdmin(FuenteLarga, ConOpcionales, Verificable):
    list_display = ["titulo", "pais", "cuantos", "verificada_en", "verificada_por"]
    list_filter = [PorVerificacion]
    list_select_related = ["pais", "verificada_por"]
    search_fields = ["titulo", "titulo_en", "codigo", "pais__nombre"]
    readonly_fields = ["verificada_en", "verificada_por", "vista"]
    inlines = [PasoEnLinea]
    fieldsets = [
        (None, {"fields": [("titulo", "titulo_en"), ("pais", "codigo")]}),
        (
            gettext_lazy("Verificación"),
            {
                "fields": [("fuente", "fuente_en"), ("verificada_en", "verificada_por")],
                "description": gettext_lazy(
                    "El público ve una ruta solo si está verificada. Cuando el país, o la "
                    "Coalición si es la general, haya confirmado cada paso, elija «Verificar». "
                    "Si cambia algo, sale del sitio hasta que se verifique de nuevo."
                ),
            },
        ),
        (gettext_lazy("Así se verá"), {"fields": ["vista"]}),
    ]
    titulo_de_verificar = gettext_lazy("Verificar rutas de derivación")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("pasos__viene_de")

    def faltas(self, fila: Any) -> list[str]:
        actual = Ruta.objects.prefetch_related("pasos").get(pk=fila.pk)
        return [] if actual.pasos.all() else [_("Escriba al menos un paso.")]

    def dicho_al_verificar(self, n: int) -> str:
        frase = ngettext(
            "Verificada %(n)d ruta: el público ya la ve.",
            "Verificadas %(n)d rutas: el público ya las ve.",
            n,
        )
        return frase % {"n": n}

    @admin.display(description=gettext_lazy("pasos"))
    def cuantos(self, ruta: Ruta) -> int:
        return len(ruta.pasos.all())

    @admin.display(description=gettext_lazy("vista"))
    def vista(self, ruta: Ruta) -> SafeString:
        """The route as visitors read it, and what an English reader would miss."""
        if ruta.pk is None or not ruta.pasos.all():
            return SafeString(_("Guarde la ruta con sus pasos para verla aquí."))
        contexto = {"leida": rutas.leer(ruta), "faltan": rutas.faltan_en_ingles(ruta), "nivel": 4}
        return SafeString(render_to_string("admin/informes/ruta/_vista.html", contexto))
