"""The pictures that go with a link to the portal."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from informes.cache import publica
from informes.documentos import compartir
from informes.models import Corte


@publica
def imagen(request: HttpRequest, idioma: str, clave: str) -> HttpResponse:
    """Of the published cut always: a link is shared with those who see no preview."""
    if idioma not in dict(settings.LANGUAGES):
        raise Http404(idioma)
    try:
        png = compartir.imagen(Corte.objects.vigente(), idioma, clave)
    except compartir.SinImagen as error:
        raise Http404(clave) from error
    return HttpResponse(png, content_type="image/png")
