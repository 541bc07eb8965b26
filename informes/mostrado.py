"""What a request shows: the cut that its person previews, with the drafts made from it, else
what is published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from informes.models import Corte, Informe
from informes.models.informe import InformeQuerySet
from planes import permisos

PREVIA = "vista_previa"
"""Session key: the prepared cut that is looked at."""


def corte_de(request: HttpRequest) -> Corte | None:
    """The cut of this request, read once. None when nothing has been published."""
    if not hasattr(request, "corte"):
        request.corte = previa_de(request) or Corte.objects.vigente()  # type: ignore[attr-defined]
    return request.corte  # type: ignore[attr-defined]


def previa_de(request: HttpRequest) -> Corte | None:
    """The prepared cut in this person's session. The permission is asked at every page.

    Without a session cookie the session is not touched: a visitor's page must not vary by it.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    pk = request.session.get(PREVIA)
    if pk is None or not puede_previsualizar(request.user):
        return None
    return Corte.objects.filter(pk=pk, estado=Corte.Estado.PREPARADO).select_related("plan").first()


def puede_previsualizar(usuario: Any) -> bool:
    """Who prepares cuts, and who publishes documents, may look at the site through one."""
    return permisos.es_secretaria(usuario) or permisos.es_presidencia(usuario)


def informes_de(request: HttpRequest) -> InformeQuerySet:
    """The documents of this request: the published ones; while a cut is previewed, with the
    drafts made from it in their places."""
    corte = corte_de(request)
    if corte is not None and es_previa(corte):
        return Informe.objects.con_borradores(corte)
    return Informe.objects.publicados()


def es_previa(corte: Corte | None) -> bool:
    """Whether what is shown has not been published."""
    return corte is not None and corte.estado == Corte.Estado.PREPARADO
