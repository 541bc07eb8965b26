"""What organisations answered about their data in the directory, for the ST to accept or not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .admin_comun import Ficha, url_de, url_del_modelo
from .admin_versiones import marca
from .directorio import (
    CAMPOS,
    DE_CONTACTO,
    de_la_organizacion,
    del_contacto,
    espera,
    ingles_atrasado,
)
from .models import Confirmacion, Contacto, Organizacion, Tema, nombre_de_campo
from .operaciones_directorio import resolver
from .permisos import puede_gestionar_directorio


@dataclass(frozen=True)
class Renglon:
    """One thing to accept or not: what the directory says now beside what the organisation says."""

    clave: str
    nombre: str
    hoy: str
    dicho: str
    aceptada: bool | None
    ingles_atrasado: bool = False
    """Whether its English stays as it was."""

    @property
    def marca(self) -> str:
        """What the page was read with: mark of what the directory says now."""
        return marca(self.hoy)


class Estado(admin.SimpleListFilter):
    title = gettext_lazy("estado")
    parameter_name = "estado"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("espera", gettext_lazy("Con cambios por resolver")),
            ("sin_respuesta", gettext_lazy("Sin respuesta")),
            ("resuelta", gettext_lazy("Terminadas")),
        ]

    def queryset(self, request: Any, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        filtros: dict[str | None, dict[str, bool]] = {
            "espera": {"confirmada_en__isnull": False, "resuelta_en__isnull": True},
            "sin_respuesta": {"confirmada_en__isnull": True},
            "resuelta": {"resuelta_en__isnull": False},
        }
        return queryset.filter(**filtros.get(self.value(), {}))


@admin.register(Confirmacion)
class ConfirmacionAdmin(Ficha):
    """What waits for the ST stands first. Its page is not a form of the row: it settles."""

    list_display = ["organizacion", "estado", "enviada_en", "enviada_a", "confirmada_en"]
    list_filter = [Estado, "enviada_en"]
    list_select_related = ["organizacion__pais"]
    search_fields = ["organizacion__nombre", "organizacion__sigla", "enviada_a"]

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        esperan = models.Q(confirmada_en__isnull=False, resuelta_en__isnull=True)
        turno = models.Case(models.When(esperan, then=0), default=1)
        return [turno.asc(), "-enviada_en", "-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("estado"))
    def estado(self, confirmacion: Confirmacion) -> str:
        return palabra(confirmacion)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        confirmacion = self.get_object(request, object_id)
        if not self.has_view_permission(request, confirmacion):
            raise PermissionDenied
        if confirmacion is None:
            raise Http404
        error, marcadas, motivo = "", None, ""
        if request.method == "POST":
            marcadas = set(map(str, request.POST.getlist("aceptada")))
            motivo = request.POST.get("motivo", "")
            try:
                exigir_lo_leido(request, confirmacion, marcadas)
                yo: Any = request.user
                todo = resolver(confirmacion, por=yo, aceptadas=marcadas, motivo=motivo[:500])
            except ValidationError as queja:
                error = " ".join(queja.messages)
            else:
                dicho = _("Se resolvió la respuesta de «%(quien)s».")
                messages.success(request, dicho % {"quien": confirmacion.organizacion})
                self.avisar(request, confirmacion, todo)
                return redirect(url_del_modelo(Confirmacion))
        contexto = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(confirmacion.organizacion),
            "confirmacion": confirmacion,
            "estado": palabra(confirmacion),
            "renglones": renglones(confirmacion),
            "marcadas": marcadas,
            "motivo": motivo,
            "error": error,
            "resuelve": espera(confirmacion) and puede_gestionar_directorio(request.user),
        }
        estado = 422 if error else 200
        plantilla = "admin/actores/confirmacion/resolver.html"
        return TemplateResponse(request, plantilla, contexto, status=estado)

    def avisar(self, request: HttpRequest, confirmacion: Confirmacion, todo: bool) -> None:
        """What follows from having settled it; ``todo``: whether all was accepted."""
        confirmacion.refresh_from_db()
        o = confirmacion.organizacion
        if not todo:
            messages.info(request, _("Se le explicó por correo por qué no se aceptó todo."))
        if o.ingles_por_revisar:
            enlace = format_html('<a href="{}">{}</a>', url_de(o), o)
            frase = _("El español de {} cambió y el inglés no: revíselo y quite la marca.")
            messages.warning(request, format_html(frase, enlace))


def exigir_lo_leido(
    request: HttpRequest, confirmacion: Confirmacion, marcadas: Collection[str]
) -> None:
    """Raises ValidationError when the directory says now, of something to be accepted, another
    thing than on the page that was read."""
    otros = [
        r.nombre
        for r in renglones(confirmacion)
        if r.clave in marcadas and request.POST.get(f"visto-{r.clave}", r.marca) != r.marca
    ]
    if otros:
        frase = _(
            "Mientras usted leía, alguien cambió en el directorio: %(que)s. Mire lo que dice "
            "ahora y aplique otra vez lo que quiera."
        )
        raise ValidationError(frase % {"que": ", ".join(otros)})


def palabra(confirmacion: Confirmacion) -> str:
    if not confirmacion.confirmada_en:
        return _("Sin respuesta")
    if espera(confirmacion):
        return _("Con cambios por resolver")
    if not confirmacion.correcciones:
        return _("Todo sigue igual")
    return _("Resuelta")


def renglones(confirmacion: Confirmacion) -> list[Renglon]:
    """What the organisation said otherwise. Settled, the left side is what the directory said
    when it answered; before, what it says now."""
    organizacion, correcciones = confirmacion.organizacion, confirmacion.correcciones
    hoy = de_la_organizacion(organizacion)
    temas = {tema.codigo: str(tema) for tema in Tema.objects.all()}

    def en_palabras(valor: Any) -> str:
        if isinstance(valor, list):
            return ", ".join(temas.get(codigo, str(codigo)) for codigo in valor)
        return str(valor)

    filas = []
    atrasados = ingles_atrasado(correcciones.get("campos", {}), organizacion)
    for campo in (*CAMPOS, "temas"):
        dicho = correcciones.get("campos", {}).get(campo)
        if dicho:
            izquierda = dicho["antes"] if confirmacion.resuelta_en else hoy[campo]
            nombre = nombre_de_campo(Organizacion, campo)
            filas.append(
                Renglon(
                    campo, nombre, en_palabras(izquierda), en_palabras(dicho["ahora"]),
                    dicho.get("aceptada"), campo in atrasados and not confirmacion.resuelta_en,
                )
            )  # fmt: skip
    actuales = {contacto.pk: del_contacto(contacto) for contacto in organizacion.contactos.all()}
    for n, persona in enumerate(correcciones.get("contactos", ())):
        antes = persona["antes"] if confirmacion.resuelta_en else actuales.get(persona["pk"])
        ahora = persona["ahora"]
        quien = (ahora or antes or {}).get("nombre", "")
        nombre = _("Persona de contacto: %(quien)s") % {"quien": quien}
        filas.append(
            Renglon(
                f"contacto-{n}", nombre, persona_en_palabras(antes),
                persona_en_palabras(ahora) if ahora else _("Ya no es contacto"),
                persona.get("aceptada"),
            )
        )  # fmt: skip
    return filas


def persona_en_palabras(persona: dict[str, Any] | None) -> str:
    """A line for each thing said of a person."""
    if persona is None:
        return ""
    lineas = [
        f"{nombre_de_campo(Contacto, campo)}: {persona[campo]}"
        for campo in DE_CONTACTO
        if persona[campo]
    ]
    publica = _("Acepta que se publique.") if persona["publicar"] else _("No se publica.")
    return "\n".join([*lineas, publica])
