"""What the pages on reports share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from planes import permisos
from planes.models import Periodo, Reporte


def pagina(
    request: HttpRequest, ficha: Any, titulo: str, migas: list[dict[str, str]], **mas: Any
) -> dict[str, Any]:
    """The context of a page of the admin that is no row's form."""
    return {
        **ficha.admin_site.each_context(request),
        "opts": ficha.opts,
        "title": titulo,
        "migas": [{"texto": _("Escritorio"), "url": reverse("admin:index")}, *migas],
        **mas,
    }


def miga_de_periodo(request: HttpRequest, periodo: Periodo) -> list[dict[str, str]]:
    """The way up to the period's board, for those who may see it."""
    if not permisos.ve_estados(request.user):
        return []
    url = reverse("admin:planes_periodo_matriz", args=[periodo.pk])
    return [{"texto": str(periodo), "url": url}]


def miga_de_reporte(reporte: Reporte) -> dict[str, str]:
    url = reverse("admin:planes_reporte_revision", args=[reporte.pk])
    return {"texto": reporte.nombre_informante, "url": url}


class HistoriaDe:
    """Which fields the history of a table tells: the ones that only operations write too, which
    django-simple-history leaves out because no form edits them."""

    campos_de_historia: Sequence[str] = ()

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, foreign_keys_are_objs: bool = True
    ) -> None:
        versiones = list(historical_records)
        for nueva, vieja in zip(versiones, versiones[1:], strict=False):
            delta = nueva.diff_against(
                vieja,
                included_fields=list(self.campos_de_historia) or None,
                foreign_keys_are_objs=foreign_keys_are_objs,
            )
            ayuda = self.get_historical_record_context_helper(request, nueva)  # type: ignore[attr-defined]
            nueva.history_delta_changes = ayuda.context_for_delta_changes(delta)
