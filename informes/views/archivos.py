"""Published files at their permanent addresses."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from informes.models import Informe


@require_safe
def informe_pdf(request: HttpRequest, anio: int, nombre: str) -> HttpResponseBase:
    """``/informes/2024/anual.pdf`` or ``anual-en.pdf``: the document in force, 304 if known."""
    tipo, _, sufijo = nombre.partition("-")
    if sufijo not in ("", "en"):
        raise Http404(nombre)
    informe = (
        Informe.objects.publicados().filter(tipo=tipo, anio=anio, idioma=sufijo or "es").first()
    )
    if informe is None or not informe.archivo.storage.exists(str(informe.archivo)):
        raise Http404(nombre)
    etag = quote_etag(informe.huella)
    conocido = get_conditional_response(request, etag=etag)
    if conocido is not None:
        return conocido
    respuesta = FileResponse(
        informe.archivo.open("rb"), content_type="application/pdf", filename=informe.nombre_archivo
    )
    respuesta["ETag"] = etag
    patch_cache_control(respuesta, public=True, max_age=300)
    return respuesta
