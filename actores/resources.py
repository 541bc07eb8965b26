"""Countries and organisations as files."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from .directorio import CAMPOS, ingles_atrasado
from .models import LineaDenuncia, Organizacion, Pais, RolOrganizacion
from .resources_comun import Columna, Recurso, recurso_de
from .resources_widgets import Texto


class Roles(Texto):
    """The parts an organisation plays, separated by commas."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        roles = [rol.strip() for rol in super().clean(value).split(",") if rol.strip()]
        for rol in roles:
            if rol not in RolOrganizacion.Rol.values:
                raise ValueError(
                    _("«%(valor)s» no es un rol. Escriba uno o varios de estos: %(opciones)s.")
                    % {"valor": rol, "opciones": ", ".join(RolOrganizacion.Rol.values)}
                )
        return sorted(set(roles))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return ", ".join(sorted(rol.rol for rol in value.all())) if value else ""


class ColumnaDeRoles(Columna):
    """Kept in rows of their own, so read and written once the organisation has its row."""

    def get_value(self, instance: Any) -> Any:
        return instance.roles if instance.pk else None

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        pedidos = self.clean(row)
        instance.roles.exclude(rol__in=pedidos).delete()
        for rol in pedidos:
            instance.roles.get_or_create(rol=rol)


class OrganizacionResource(recurso_de(Organizacion)):  # type: ignore[misc]
    roles = ColumnaDeRoles(attribute="roles", column_name="roles", widget=Roles(), default=None)

    class Meta(Recurso.Meta):
        model = Organizacion
        # A file is uploaded, never named: a row could name any file of the server.
        exclude = (*Recurso.Meta.exclude, "logotipo")

    def filter_export(self, queryset: Any, **kwargs: Any) -> Any:
        return super().filter_export(queryset, **kwargs).prefetch_related("roles")

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Reads the roles too, so that a wrong one is told before anything is written."""
        sin_roles = {columna: valor for columna, valor in row.items() if columna != "roles"}
        super().import_instance(instance, sin_roles, **kwargs)

    def skip_row(self, instance: Any, original: Any, row: Any, errores: Any = None) -> bool:
        campo = self.fields["roles"]
        if "roles" in row and ", ".join(campo.clean(row)) != campo.export(original):
            return False
        return bool(super().skip_row(instance, original, row, errores))

    def antes_de_guardar(self, instance: Any, row: Any) -> str:
        """Marks the English that stayed behind, unless the file says of the mark itself."""
        guardada = Organizacion.objects.filter(pk=instance.pk).first()
        if guardada is None or "ingles_por_revisar" in row:
            return ""
        cambiados = [c for c in CAMPOS if getattr(guardada, c) != getattr(instance, c)]
        if not ingles_atrasado(cambiados, instance):
            return ""
        instance.ingles_por_revisar = True
        return _("Cambia el español y deja igual el inglés: queda marcado como «por revisar».")

    def save_m2m(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().save_m2m(instance, row, **kwargs)
        if "roles" in row:
            self.fields["roles"].save(instance, row)


PaisResource = recurso_de(Pais)


class LineaDenunciaResource(
    recurso_de(LineaDenuncia, ("verificada_en", "verificada_por"))  # type: ignore[misc]
):
    def antes_de_guardar(self, instance: Any, row: Any) -> str:
        """What the public reads must be verified again, whichever way it changes."""
        if instance.pk and instance.sacar_si_cambia():
            return _("Sale del sitio: verifíquela de nuevo para que el público la vea.")
        return ""
