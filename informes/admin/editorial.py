"""What the communicators write: one desk for every table of pieces for visitors.

A table of its own derives from ``EditorialAdmin`` and says which fields it has besides the texts
and the picture (``detalles``), which public template shows it and with what.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_comun import FichaConHistoria, url_de
from informes import editorial
from informes.documentos.correo import de_html
from informes.models.editorial import Editorial
from informes.operaciones import editorial as operaciones
from planes.admin.comun import pagina

from .cortes import insignia
from .editorial_formularios import FormularioEditorial
from .editorial_paginas import correo, salida, versiones, vista

TEXTOS = ("titulo", "resumen", "cuerpo")


class Situacion(admin.SimpleListFilter):
    """Whether visitors see it, and since when."""

    title = gettext_lazy("situación")
    parameter_name = "situacion"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("borrador", _("Borradores")),
            ("programada", _("Programadas")),
            ("publica", _("En el sitio")),
            ("retirada", _("Retiradas")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[Any]
    ) -> models.QuerySet[Any]:
        ahora, publicadas = timezone.now(), queryset.filter(estado=Editorial.Estado.PUBLICADO)
        hechas: dict[str | None, models.QuerySet[Any]] = {
            "borrador": queryset.filter(estado=Editorial.Estado.BORRADOR),
            "programada": publicadas.filter(publicar_en__gt=ahora),
            "publica": publicadas.filter(publicar_en__lte=ahora),
            "retirada": queryset.filter(estado=Editorial.Estado.RETIRADO),
        }
        return hechas.get(self.value(), queryset)


class EditorialAdmin(FichaConHistoria):
    """A table of pieces: written in both languages, seen as visitors will, sent out, taken back,
    with every version kept."""

    form: Any = FormularioEditorial
    add_form_template = change_form_template = "admin/informes/editorial/ficha.html"
    detalles: Sequence[str] = ()
    """The fields of this table besides texts and picture; the address comes after them."""
    textos: Sequence[str] = TEXTOS
    """Twin fields, in the order in which they are written."""
    para_salir: Sequence[str] = ()
    """Those of ``detalles`` that a draft may lack, and what visitors see may not."""
    plantilla_publica = ""
    """The public page on which the preview is drawn; it gets ``contexto_publico``."""
    list_display = ["titulo", "donde_esta", "idiomas", "cambiada"]
    list_filter = [Situacion]
    search_fields = ["titulo", "titulo_en", "resumen", "resumen_en", "slug"]
    ordering = ["-actualizado_en"]
    actions = ["texto_para_correo"]

    # --- Addresses -----------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        opciones = self.opts

        def ruta(direccion: str, hacer: Any, nombre: str) -> Any:
            protegida = self.admin_site.admin_view(partial(hacer, ficha=self))
            completo = f"{opciones.app_label}_{opciones.model_name}_{nombre}"
            return path(f"<int:pk>/{direccion}/", protegida, name=completo)

        return [
            ruta("vista", vista, "vista"),
            ruta("salida", salida, "salida"),
            *super().get_urls(),
        ]

    def pieza_o_404(self, request: HttpRequest, pk: int) -> Any:
        """A piece for whoever may read drafts of this table; 404 for anybody else."""
        pieza = self.get_queryset(request).filter(pk=pk).first()
        if pieza is None or not self.has_view_permission(request, pieza):
            raise Http404
        return pieza

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Its versions; of a deleted one, what is left of it."""
        obj = self.get_object(request, object_id)
        if obj is None:
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        return versiones(request, obj.pk, ficha=self)

    def contexto_publico(self, request: HttpRequest, pieza: Any) -> dict[str, Any]:
        """What the public page of that piece is drawn with."""
        raise NotImplementedError

    # --- Who -----------------------------------------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only drafts that nobody has ever seen go for good."""
        puede: bool = super().has_delete_permission(request, obj)
        return puede and (
            obj is None
            or (obj.estado == Editorial.Estado.BORRADOR and editorial.nunca_publicada(obj))
        )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        por: Any = request.user
        operaciones.borrar(pieza=obj, por=por)

    # --- Writing -------------------------------------------------------------------------------

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The row, locked while what was sent is saved, so that two savings are one after the
        other."""
        obj = super().get_object(request, object_id, from_field)
        if obj and request.method == "POST" and transaction.get_connection().in_atomic_block:
            try:
                return operaciones.tomar(obj)
            except self.model.DoesNotExist:
                return None  # deleted this moment
        return obj

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        propios = [nombre for campo in self.textos for nombre in (campo, f"{campo}_en")]
        campos = [*propios, *editorial.IMAGEN, *self.detalles, "slug"]
        if obj is not None:
            campos.append("motivo_del_cambio")
        return [(None, {"fields": campos})]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """With ``?version=3`` it opens with what that version said; nothing is saved by it."""
        forma = super().get_form(request, obj, change, **kwargs)
        antes = self.version_pedida(request, obj)
        if antes is None:
            return forma

        class DeAntes(forma):  # type: ignore[misc,valid-type]
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, initial=editorial.textos_de(antes.fila), **kwargs)

        return DeAntes

    def version_pedida(self, request: HttpRequest, obj: Any) -> editorial.Version | None:
        pedida = request.GET.get("version", "")
        if obj is None or request.method == "POST" or not pedida.isdecimal():
            return None
        return next((v for v in editorial.versiones(obj) if str(v.numero) == pedida), None)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Whoever only reads is shown the page itself."""
        obj = self.get_object(request, object_id) if request.method in ("GET", "HEAD") else None
        if obj is None or self.has_change_permission(request, obj):
            return super().change_view(request, object_id, form_url, extra_context)
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        return vista(request, obj.pk, ficha=self)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        cuadro: AdminForm = context["adminform"]
        formulario: Any = cuadro.form
        context |= self.partes_del_formulario(formulario, obj)
        context["version_pedida"] = self.version_pedida(request, obj)
        context["forma_url"] = request.path  # without ?version=3
        respuesta = super().render_change_form(request, context, add, change, form_url, obj)
        if formulario.conflicto is not None:
            respuesta.status_code = 409
        return respuesta

    def partes_del_formulario(self, formulario: Any, obj: Any) -> dict[str, Any]:
        """The form in the order of the page: a column for each language, picture, details."""

        def campos(nombres: Any) -> list[Any]:
            return [formulario[n] for n in nombres if n in formulario.fields]

        def palabras(campo: Any) -> int:
            return editorial.texto_rico.palabras(editorial.limpiar(str(campo.value() or "")))

        columnas = []
        for idioma, fin in (("es", ""), ("en", "_en")):
            propios = campos(f"{t}{fin}" for t in self.textos if f"{t}{fin}" not in editorial.RICOS)
            ricos = campos(f"{t}{fin}" for t in self.textos if f"{t}{fin}" in editorial.RICOS)
            editores = [(campo, palabras(campo)) for campo in ricos]
            columnas.append({"idioma": idioma, "campos": propios, "editores": editores})
        return {
            "formulario": formulario,
            "texto_nueva": self.texto_nueva,
            "columnas": columnas,
            "de_imagen": campos(editorial.IMAGEN),
            "detalles": [
                (campo, self.puede_faltar(campo)) for campo in campos([*self.detalles, "slug"])
            ],
            "mas_imagenes_luego": obj is None and bool(self.inlines),
            "con_motivo": obj is not None and obj.estado != Editorial.Estado.BORRADOR,
            "situacion": operaciones.situacion(obj) if obj else "",
            "faltas": editorial.faltas(obj) if obj else [],
            "a_la_vista": bool(obj and obj.es_publico),
        }

    def puede_faltar(self, campo: Any) -> bool:
        """Whether the form says that the field is optional."""
        marcado = campo.widget_type == "checkbox" or campo.name in self.para_salir
        return not campo.field.required and not marcado

    def como_se_lee(self, nombre: str, valor: str) -> str:
        return de_html(editorial.limpiar(valor)) if nombre in editorial.RICOS else valor

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        por: Any = request.user
        guardada = operaciones.guardar(
            pieza=obj,
            version=form.cleaned_data["version"] or 0,
            por=por,
            motivo=form.cleaned_data.get("motivo_del_cambio") or "",
            relaciones=form.relaciones,
        )
        obj.version = guardada.version

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The relations were saved with the piece; only its further pictures are left."""
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    # --- What comes after ------------------------------------------------------------------------

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.seguir(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.seguir(request, obj)

    def seguir(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """To the page that the button says: how it will look, its going out, or on with it."""
        frase = (
            _("Se guardó y ya se ve en el sitio: «{}».") if obj.es_publico else _("Se guardó «{}».")
        )
        messages.success(request, format_html(frase, obj.titulo))
        pasos = {"_ver": "vista", "_salida": "salida"}
        paso = next((p for boton, p in pasos.items() if boton in request.POST), "change")
        return redirect(url_de(obj, paso))

    # --- The list --------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("situación"), ordering="publicar_en")
    def donde_esta(self, pieza: Any) -> str:
        clave = "preparado" if pieza.programada else pieza.estado
        return insignia(clave, operaciones.situacion(pieza))

    @admin.display(description=gettext_lazy("idiomas"))
    def idiomas(self, pieza: Any) -> str:
        return _("Español e inglés") if editorial.tiene_ingles(pieza) else _("Solo español")

    @admin.display(description=gettext_lazy("último cambio"), ordering="actualizado_en")
    def cambiada(self, pieza: Any) -> str:
        return date_format(timezone.localtime(pieza.actualizado_en), "SHORT_DATETIME_FORMAT")

    @admin.action(description=gettext_lazy("Texto para correo"), permissions=["view"])
    def texto_para_correo(
        self, request: HttpRequest, queryset: models.QuerySet[Any]
    ) -> TemplateResponse | None:
        """The ticked pieces that visitors see, as plain text in both languages, to be copied into
        a message."""
        publicas: Any = queryset
        textos = correo(request, publicas.publicados().order_by("-publicar_en", "-pk"))
        if not any(texto for _idioma, texto in textos):
            messages.warning(request, _("Elija al menos una que ya esté en el sitio."))
            return None
        titulo = _("Texto para correo")
        contexto = pagina(request, self, titulo, [], textos=textos)
        return TemplateResponse(request, "admin/informes/editorial/correo.html", contexto)
