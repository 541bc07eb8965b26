"""What the pages on reports share."""

from __future__ import annotations

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
