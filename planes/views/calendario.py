from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from planes.calendario import calendario_de

from .comun import Peticion


@login_required
@require_safe
def calendario(request: Peticion) -> HttpResponse:
    """The dates of the person's reports, for her own agenda."""
    respuesta = HttpResponse(calendario_de(request.user), content_type="text/calendar")
    respuesta["Content-Disposition"] = 'attachment; filename="corett.ics"'
    return respuesta
