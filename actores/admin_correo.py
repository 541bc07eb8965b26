"""The mails that the portal wrote, and what became of each: for the ST only, to read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .admin_comun import Ficha
from .correo import reenviar
from .models import CorreoEnviado, Usuario
from .permisos import puede_gestionar_cuentas

CORREOS = {
    "actores/correo/directorio": gettext_lazy("Confirmación anual del directorio"),
    "actores/correo/directorio_por_confirmar": gettext_lazy("Organizaciones por confirmar"),
    "actores/correo/directorio_respuesta": gettext_lazy("Respuesta a una corrección"),
    "actores/correo/invitacion": gettext_lazy("Invitación al portal"),
    "actores/correo/restablecer": gettext_lazy("Enlace para cambiar la contraseña"),
    "planes/correo/aprobado": gettext_lazy("Reporte aprobado"),
    "planes/correo/colaboracion": gettext_lazy("Invitación a ayudar con un reporte"),
    "planes/correo/devuelto": gettext_lazy("Reporte devuelto con observaciones"),
    "planes/correo/enviado": gettext_lazy("Reporte por revisar"),
    "planes/correo/infectada": gettext_lazy("Archivo con virus borrado"),
    "planes/correo/plazo": gettext_lazy("Cambio de fechas para reportar"),
    "planes/correo/prorroga": gettext_lazy("Prórroga para reportar"),
    "planes/correo/recibo": gettext_lazy("Recibo de un reporte enviado"),
    "planes/correo/recordatorio": gettext_lazy("Recordatorio de fechas"),
    "planes/correo/replica": gettext_lazy("Respuesta a una observación"),
    "planes/correo/sin_reportar": gettext_lazy("Aviso de quién no ha reportado"),
    "planes/correo/textos": gettext_lazy("Textos para publicar por aceptar"),
    "planes/correo/textos_respuesta": gettext_lazy("Respuesta a los textos para publicar"),
}
"""What each mail is, by its templates; a test finds one without a name."""

NO_SALIERON = (CorreoEnviado.Estado.FALLIDO, CorreoEnviado.Estado.POR_ENVIAR)


@admin.register(CorreoEnviado)
class CorreoEnviadoAdmin(Ficha):
    """What did not leave stands first. A mail's text is not kept."""

    list_display = ["asunto", "a_quien", "estado", "creado_en", "enviado_en", "error"]
    list_filter = ["estado", "creado_en"]
    list_select_related = ["para", "organizacion"]
    search_fields = ["asunto", "para__nombre", "para__correo", "organizacion__nombre"]
    actions = ["volver_a_enviar"]
    fields = [
        "asunto", "a_quien", "en_que_idioma", "que_correo", "ruta", "estado", "error", "intentos",
        "creado_en", "enviado_en",
    ]  # fmt: skip
    readonly_fields = ["a_quien", "en_que_idioma", "que_correo"]

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        turno = models.Case(
            *(models.When(estado=e, then=n) for n, e in enumerate(NO_SALIERON)), default=2
        )
        return [turno.asc(), "-creado_en", "-pk"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and puede_gestionar_cuentas(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def contexto(self, request: HttpRequest, objeto: Any) -> dict[str, Any]:
        """Nobody changes what was sent: there is no history to read."""
        return super().contexto(request, objeto) | {"sin_historial": True}

    @admin.display(description=gettext_lazy("para"), ordering="para")
    def a_quien(self, correo: CorreoEnviado) -> str:
        return str(correo.para or correo.organizacion)

    @admin.display(description=gettext_lazy("idioma"))
    def en_que_idioma(self, correo: CorreoEnviado) -> str:
        return str(dict(Usuario.IDIOMAS).get(correo.idioma, correo.idioma))

    @admin.display(description=gettext_lazy("qué correo"))
    def que_correo(self, correo: CorreoEnviado) -> str:
        return str(CORREOS.get(correo.plantilla, correo.plantilla))

    @admin.action(description=gettext_lazy("Volver a enviar los que no salieron"))
    def volver_a_enviar(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        """Links that set a password are not kept: those people are invited again instead."""
        elegidos = list(queryset.exclude(estado=CorreoEnviado.Estado.ENVIADO))
        posibles = [correo for correo in elegidos if correo.se_puede_reenviar]
        salieron = sum(reenviar(correo) for correo in posibles)
        if salieron:
            frase = ngettext("Salió %(n)d correo.", "Salieron %(n)d correos.", salieron)
            messages.success(request, frase % {"n": salieron})
        if len(posibles) > salieron:
            frase = ngettext(
                "%(n)d correo no salió. Vea el error en su fila.",
                "%(n)d correos no salieron. Vea el error en su fila.",
                len(posibles) - salieron,
            )
            messages.error(request, frase % {"n": len(posibles) - salieron})
        if len(elegidos) > len(posibles):
            messages.warning(
                request,
                _(
                    "Los enlaces para definir una contraseña no se guardan, y a una cuenta cerrada "
                    "no se escribe: invite de nuevo a la persona desde su ficha."
                ),
            )
        if not elegidos:
            messages.warning(request, _("Los correos elegidos ya habían salido."))
