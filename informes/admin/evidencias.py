"""Publishing a file of evidence and withdrawing it: acts of the ST, each on a page of its own."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from actores.admin_comun import url_de
from informes import operaciones, publicables
from informes.models import EvidenciaPublicada
from planes import permisos
from planes.admin.comun import pagina
from planes.admin.filtros import PaisOLaRegion
from planes.admin.reportes import SoloLectura
from planes.forms.campos import LineaField
from planes.models import Evidencia
from planes.peso import peso
from planes.views.comun import Peticion

from .formularios import FormularioRetiro


def texto(nombre: Any, ayuda: Any, largo: int, falta: Any) -> forms.CharField:
    return LineaField(
        label=nombre, help_text=ayuda, max_length=largo, error_messages={"required": falta}
    )


class FormularioPublicacion(forms.Form):
    """How a file is presented to everybody, in both languages; a picture also in words."""

    use_required_attribute = False
    titulo = texto(
        gettext_lazy("Título para el público"),
        gettext_lazy("Qué es y de qué actividad. Sin nombres de personas."),
        200,
        gettext_lazy("Escriba el título."),
    )
    titulo_en = texto(
        gettext_lazy("Título en inglés"), "", 200, gettext_lazy("Escriba el título en inglés.")
    )
    alternativo = texto(
        gettext_lazy("Qué se ve en la imagen"),
        gettext_lazy("Para quien no puede verla. Sin nombres de personas."),
        300,
        gettext_lazy("Describa la imagen: hay quien no puede verla."),
    )
    alternativo_en = texto(
        gettext_lazy("Qué se ve en la imagen, en inglés"),
        "",
        300,
        gettext_lazy("Describa la imagen en inglés."),
    )
    mirado = forms.BooleanField(
        label=gettext_lazy(
            "Abrí la copia limpia: no muestra ni nombra a ninguna víctima, niña, niño o "
            "adolescente, ni dice dónde están."
        ),
        error_messages={
            "required": gettext_lazy("Abra el archivo y márquelo aquí antes de publicarlo.")
        },
    )

    def __init__(self, *args: Any, evidencia: Evidencia, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["titulo"].initial = evidencia.titulo
        if not evidencia.formato.startswith("image/"):
            del self.fields["alternativo"], self.fields["alternativo_en"]

    @property
    def textos(self) -> dict[str, str]:
        """What the operation takes; only after ``is_valid``."""
        nombres = ("titulo", "titulo_en", "alternativo", "alternativo_en")
        return {nombre: self.cleaned_data.get(nombre, "") for nombre in nombres}


class Situacion(admin.SimpleListFilter):
    """Public now, or withdrawn."""

    title = gettext_lazy("situación")
    parameter_name = "situacion"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("publicadas", _("Publicadas")), ("retiradas", _("Retiradas"))]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[Any]
    ) -> models.QuerySet[Any]:
        if self.value() in ("publicadas", "retiradas"):
            return queryset.filter(retirada_en__isnull=self.value() == "publicadas")
        return queryset


@admin.register(EvidenciaPublicada)
class EvidenciaPublicadaAdmin(SoloLectura):
    """Every file that is or was public; each is published from the page of its evidence."""

    change_form_template = "admin/informes/evidenciapublicada/ficha.html"
    campos_de_historia = ["titulo", "retirada_por", "motivo_retiro"]
    list_display = ["titulo", "pais", "actividad", "anio", "publica", "publicada_en"]
    list_filter = [Situacion, "anio", ("pais", PaisOLaRegion)]
    search_fields = ["titulo", "titulo_en", "actividad", "referencia", "huella_original"]
    list_select_related = ["pais"]
    fields = [
        "titulo", "titulo_en", "alternativo", "alternativo_en", "pais", "actividad", "anio",
        "fecha", "formato_dicho", "pesa", "huella", "huella_original", "referencia",
        "publicada_por", "publicada_en", "retirada_por", "retirada_en", "motivo_retiro",
    ]  # fmt: skip
    readonly_fields = fields

    def get_urls(self) -> list[Any]:
        def ruta(direccion: str, vista: Any, nombre: str) -> Any:
            protegida = self.admin_site.admin_view(partial(vista, ficha=self))
            return path(direccion, protegida, name=nombre)

        return [
            ruta("publicar/<int:evidencia>/", evidencia_publicar, "informes_evidencia_publicar"),
            ruta("<int:publicada>/retirar/", evidencia_retirar, "informes_evidencia_retirar"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return EvidenciaPublicada.objects.select_related("pais", "publicada_por", "retirada_por")

    def contexto(self, request: HttpRequest, objeto: Any) -> dict[str, Any]:
        return super().contexto(request, objeto) | {
            "publicada": objeto,
            "evidencia": Evidencia.objects.filter(referencia=objeto.referencia).first(),
            "es_secretaria": permisos.es_secretaria(request.user),
        }

    @admin.display(description=gettext_lazy("está publicada"), boolean=True)
    def publica(self, publicada: EvidenciaPublicada) -> bool:
        return publicada.retirada_en is None

    @admin.display(description=gettext_lazy("formato"))
    def formato_dicho(self, publicada: EvidenciaPublicada) -> str:
        return publicada.extension.upper()

    @admin.display(description=gettext_lazy("tamaño"))
    def pesa(self, publicada: EvidenciaPublicada) -> str:
        return peso(publicada.tamano)


@require_http_methods(["GET", "HEAD", "POST"])
def evidencia_publicar(request: Peticion, evidencia: int, ficha: Any) -> HttpResponse:
    """Asks how the file is called, and copies it to where everybody finds it."""
    operaciones.exigir_secretaria(request.user)
    fila = get_object_or_404(
        Evidencia.objects.select_related("reporte__pais", "actividad"), pk=evidencia
    )
    form = FormularioPublicacion(request.POST or None, evidencia=fila)
    ya = publicables.publicadas_de(fila).filter(retirada_en=None).exists()
    motivo = "" if ya else publicables.por_que_no(fila)
    if ya or motivo:  # a double click, or it changed since the page was opened
        if motivo:
            messages.error(request, motivo)
        return redirect(url_de(fila) + "#publicacion")
    if request.method == "POST" and form.is_valid():
        try:
            hecha = operaciones.publicar_evidencia(evidencia=fila, por=request.user, **form.textos)
        except ValueError as porque:
            messages.error(request, str(porque))
        else:
            messages.success(request, _("Está publicada: «%(t)s».") % {"t": hecha.titulo})
        return redirect(url_de(fila) + "#publicacion")
    contexto = pagina(
        request, ficha, _("Publicar una evidencia"), [miga(fila, fila.titulo)],
        evidencia=fila, form=form, lugar=publicables.lugar_de(fila),
    )  # fmt: skip
    return TemplateResponse(request, "admin/informes/evidenciapublicada/publicar.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
def evidencia_retirar(request: Peticion, publicada: int, ficha: Any) -> HttpResponse:
    """Asks why, and takes the file off the site at once."""
    operaciones.exigir_secretaria(request.user)
    fila = ficha.get_object(request, str(publicada))
    if fila is None:
        raise Http404
    if fila.retirada_en is not None:
        return redirect(url_de(fila))
    form = FormularioRetiroDeEvidencia(request.POST or None)
    if request.method == "POST" and form.is_valid():
        motivo = form.cleaned_data["motivo"]
        operaciones.retirar_evidencia(publicada=fila, motivo=motivo, por=request.user)
        messages.success(request, _("La retiró del sitio: «%(t)s».") % {"t": fila.titulo})
        return redirect(url_de(fila))
    contexto = pagina(
        request, ficha, _("Retirar una evidencia publicada"), [miga(fila, fila.titulo)],
        publicada=fila, form=form,
    )  # fmt: skip
    return TemplateResponse(request, "admin/informes/evidenciapublicada/retirar.html", contexto)


class FormularioRetiroDeEvidencia(FormularioRetiro):
    """Why a file is withdrawn: kept in the panel, not published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motivo"].help_text = _("Queda en el panel: el público no lo lee.")


def miga(fila: models.Model, nombre: str) -> dict[str, str]:
    return {"texto": nombre, "url": url_de(fila)}
