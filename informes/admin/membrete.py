"""The letterhead to download, for those who write in the Coalition's name."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from informes.documentos import membrete as documento
from planes.admin.consolidado import FORMATOS, descarga

NOMBRES = {"es": "corett-membrete.docx", "en": "corett-letterhead.docx"}
PERMISO = "informes.view_difusion"
"""Who sees the content plan: the Secretaría Técnica, the Presidencia, the Comité de
Comunicación."""


@require_safe
def membrete(request: HttpRequest, idioma: str) -> HttpResponse:
    if not request.user.has_perm(PERMISO):
        raise PermissionDenied
    if idioma not in NOMBRES:
        raise Http404
    return descarga(documento.escribir(idioma), FORMATOS["docx"][1], NOMBRES[idioma])
