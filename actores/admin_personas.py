"""The ST's tables of people: accounts by invitation, focal points, offices, committees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import operaciones
from .admin_comun import EnLinea, FichaConHistoria, FormularioConMotivo, aclarar
from .models import Comite, Mandato, Pais, PuntoFocal, Usuario
from .permisos import NOMBRES_DE_ROL, puede_gestionar_cuentas
from .roles import COLABORADOR, TODOS


class Invitacion(FormularioConMotivo):
    """Invites a person: there is no password to choose, the person sets it by the mailed link."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=[(rol, NOMBRES_DE_ROL[rol]) for rol in TODOS if rol != COLABORADOR],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Elija al menos un rol de la lista.")},
    )
    pais = forms.ModelChoiceField(
        Pais.objects.all(),
        label=gettext_lazy("País que representa"),
        required=False,
        help_text=gettext_lazy("Solo para un punto focal; desde hoy."),
    )
    tipo = forms.ChoiceField(
        label=gettext_lazy("Titular o suplente"),
        choices=PuntoFocal.Tipo.choices,
        required=False,
        initial=PuntoFocal.Tipo.TITULAR,
    )

    class Meta:
        model = Usuario
        fields = ["correo", "nombre", "idioma"]

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        persona = Usuario(**{c: limpio.get(c, "") for c in ("correo", "nombre", "idioma")})
        try:
            operaciones.revisar_invitacion(
                persona, frozenset(limpio.get("roles", [])), limpio.get("pais")
            )
        except ValidationError as error:
            for campo, frases in error.message_dict.items():
                if campo in self.fields and campo not in self.errors:
                    self.add_error(campo, frases)
        return limpio


class PuntoFocalEnLinea(EnLinea):
    model = PuntoFocal
    fields = [("pais", "tipo"), ("desde", "hasta")]


Acto = Callable[..., None]


@admin.register(Usuario)
class UsuarioAdmin(FichaConHistoria):
    """People. Accounts are opened by invitation and closed, never deleted: reports name them."""

    list_display = ["nombre", "correo", "que_roles", "representa", "is_staff", "is_active"]
    list_filter = ["groups", "is_active", "is_staff", "puntos_focales__pais"]
    search_fields = ["nombre", "correo", "cargo", "organizacion__nombre"]
    actions = ["reinvitar", "dar_de_baja", "reabrir", "reiniciar_segundo_factor"]
    readonly_fields = ["invitada_en", "is_active"]
    inlines = [PuntoFocalEnLinea]
    texto_nueva = gettext_lazy("Invitar a una persona")
    fieldsets = [
        (None, {"fields": ["nombre", "correo", "cargo", "organizacion", "idioma"]}),
        (gettext_lazy("Qué puede hacer"), {"fields": ["groups", "is_staff"]}),
        (gettext_lazy("Cuenta"), {"fields": [("is_active", "invitada_en")]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": ["correo", "nombre", "idioma", "roles", ("pais", "tipo")],
                "description": gettext_lazy(
                    "La persona recibe un correo con un enlace para definir su contraseña."
                ),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("groups", "puntos_focales__pais")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_readonly_fields(request, obj) if obj else []

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return super().get_inlines(request, obj) if obj else []

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        if obj is not None:
            return super().get_form(request, obj, **kwargs)
        formulario = super().get_form(
            request, obj, form=Invitacion, **kwargs | {"fields": ["correo", "nombre", "idioma"]}
        )
        aclarar(formulario.base_fields["pais"])
        return formulario

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        campo = super().formfield_for_manytomany(db_field, request, **kwargs)
        if campo is not None and db_field.name == "groups":
            campo.label, campo.help_text = _("Roles"), ""
            campo.label_from_instance = lambda g: NOMBRES_DE_ROL.get(g.name, g.name)
        return campo

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and puede_gestionar_cuentas(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj) and puede_gestionar_cuentas(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        propio = {"title": _("Invitar a una persona"), "guardar": _("Enviar la invitación")}
        try:
            return super().add_view(request, form_url, propio | (extra_context or {}))
        except ValidationError as error:  # somebody else invited the same address just now
            messages.error(request, " ".join(error.messages))
            return redirect(request.path)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.success(
            request, _("Se envió la invitación a %(correo)s.") % {"correo": obj.correo}
        )
        return self.response_post_save_add(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        limpio = form.cleaned_data
        persona = operaciones.invitar(
            correo=limpio["correo"],
            nombre=limpio["nombre"],
            roles=limpio["roles"],
            pais=limpio["pais"],
            tipo=limpio["tipo"] or PuntoFocal.Tipo.TITULAR,
            idioma=limpio["idioma"],
            por=request.user,  # type: ignore[arg-type]
        )
        # What follows (the log, the redirect) speaks of the row that the operation made.
        obj.__dict__.update(persona.__dict__)

    @admin.display(description=gettext_lazy("roles"))
    def que_roles(self, persona: Usuario) -> str:
        return ", ".join(str(NOMBRES_DE_ROL.get(g.name, g.name)) for g in persona.groups.all())

    @admin.display(description=gettext_lazy("representa a"))
    def representa(self, persona: Usuario) -> str:
        hoy = timezone.localdate()
        return ", ".join(
            f"{p.pais} ({p.get_tipo_display().lower()})"
            for p in persona.puntos_focales.all()
            if p.desde <= hoy and (p.hasta is None or p.hasta >= hoy)
        )

    # --- Acts: each on its own, so that one refusal does not hold back the others ---------------

    def hacer(self, request: HttpRequest, personas: Any, acto: Acto, hecho: str) -> None:
        """Does the operation to each person; says what was done and what was not, and why."""
        for persona in personas:
            try:
                acto(persona=persona, por=request.user)
            except ValidationError as error:
                messages.warning(request, f"{persona}: {' '.join(error.messages)}")
            else:
                messages.success(request, f"{persona}: {hecho}")

    @admin.action(permissions=["change"], description=gettext_lazy("Enviar otra vez la invitación"))
    def reinvitar(self, request: HttpRequest, queryset: Any) -> None:
        self.hacer(request, queryset, operaciones.reinvitar, _("se envió la invitación."))

    @admin.action(
        permissions=["change"],
        description=gettext_lazy("Cerrar la cuenta y terminar su representación"),
    )
    def dar_de_baja(self, request: HttpRequest, queryset: Any) -> None:
        self.hacer(request, queryset, operaciones.dar_de_baja, _("la cuenta está cerrada."))

    @admin.action(permissions=["change"], description=gettext_lazy("Abrir de nuevo la cuenta"))
    def reabrir(self, request: HttpRequest, queryset: Any) -> None:
        self.hacer(request, queryset, reabrir_cuenta, _("la cuenta está abierta."))

    @admin.action(
        permissions=["change"],
        description=gettext_lazy("Reiniciar el segundo factor (perdió el teléfono)"),
    )
    def reiniciar_segundo_factor(self, request: HttpRequest, queryset: Any) -> None:
        self.hacer(
            request,
            queryset,
            operaciones.reiniciar_segundo_factor,
            _("al ingresar deberá activar el segundo factor."),
        )


def reabrir_cuenta(*, persona: Usuario, por: Usuario) -> None:
    """Opens a closed account; what the person represented is given anew, by hand."""
    operaciones.exigir_permiso(por)
    persona.is_active = True
    persona.save()


@admin.register(PuntoFocal)
class PuntoFocalAdmin(FichaConHistoria):
    list_display = ["usuario", "pais", "tipo", "desde", "hasta"]
    list_filter = ["pais", "tipo", ("hasta", admin.EmptyFieldListFilter)]
    list_select_related = ["usuario", "pais"]
    search_fields = ["usuario__nombre", "usuario__correo", "pais__nombre"]
    fields = ["usuario", "pais", "tipo", ("desde", "hasta")]

    def ascendientes(self, punto: PuntoFocal) -> list[models.Model]:
        return [punto.pais]


@admin.register(Mandato)
class MandatoAdmin(FichaConHistoria):
    list_display = ["oficio", "pais", "desde", "hasta"]
    list_display_links = ["oficio", "pais"]
    list_filter = ["oficio", "pais"]
    list_select_related = ["pais"]
    search_fields = ["pais__nombre", "nota_fuente"]
    fields = ["oficio", "pais", ("desde", "hasta"), "nota_fuente"]


@admin.register(Comite)
class ComiteAdmin(FichaConHistoria):
    list_display = ["nombre", "codigo"]
    search_fields = ["nombre", "nombre_en"]
    fields = [("nombre", "nombre_en"), "codigo", "miembros"]
