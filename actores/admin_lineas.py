"""The ST's table of help lines."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .admin_archivos import ConArchivos
from .admin_comun import ConOpcionales, FormularioConMotivo
from .admin_verificacion import PorVerificacion, Verificable
from .models import LineaDenuncia
from .resources import LineaDenunciaResource


class FormularioLinea(FormularioConMotivo):
    """A source in another language than Spanish stays with its Spanish one."""

    def clean(self) -> dict[str, Any] | None:
        limpio = super().clean()
        cambio = {"fuente", "fuente_en"} & set(self.changed_data)
        if cambio == {"fuente"} and self.instance.pk and (limpio or {}).get("fuente_en"):
            self.add_error("fuente_en", _("La fuente cambió: dígala también en inglés, o bórrela."))
        return limpio


@admin.register(LineaDenuncia)
class LineaDenunciaAdmin(ConArchivos, ConOpcionales, Verificable):
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
    titulo_de_verificar = gettext_lazy("Verificar líneas de denuncia")

    def ascendientes(self, linea: LineaDenuncia) -> list[models.Model]:
        return [linea.pais]

    def dicho_al_verificar(self, n: int) -> str:
        frase = ngettext(
            "Verificada %(n)d línea: el público ya la ve.",
            "Verificadas %(n)d líneas: el público ya las ve.",
            n,
        )
        return frase % {"n": n}
