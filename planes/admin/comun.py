"""What the pages on reports share."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actores.admin_versiones import valor_en_palabras
from actores.models import nombre_de_campo
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
    """Tells in the history the fields that only operations write: django-simple-history compares
    no others than those a form edits."""

    campos_de_historia: Sequence[str] = ()

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, foreign_keys_are_objs: bool = True
    ) -> None:
        super().set_history_delta_changes(request, historical_records, foreign_keys_are_objs)  # type: ignore[misc]
        versiones = list(historical_records)
        for nueva, vieja in itertools.pairwise(versiones):
            propios = {nombre_de(nueva, campo) for campo in self.campos_de_historia}
            # A file's path on the server is nobody's business.
            archivos = {c.verbose_name for c in nueva._meta.fields if c.name in DE_ARCHIVO}
            ajenos = {capfirst(nombre) for nombre in propios | archivos}
            nueva.history_delta_changes = [
                cambio
                for cambio in nueva.history_delta_changes
                if capfirst(cambio["field"]) not in ajenos
            ] + [
                {"field": nombre_de(nueva, campo), "old": en(vieja, campo), "new": en(nueva, campo)}
                for campo in self.campos_de_historia
                if en(vieja, campo) != en(nueva, campo)
            ]


DE_ARCHIVO = {"archivo", "miniatura", "limpia", "original"}
"""Django-simple-history keeps them as text: their class does not tell them apart."""


def nombre_de(version: Any, campo: str) -> str:
    return nombre_de_campo(version, campo)


def en(version: Any, campo: str) -> str:
    """What a version says in a field, in words."""
    return str(valor_en_palabras(version._meta.get_field(campo), getattr(version, campo)))
