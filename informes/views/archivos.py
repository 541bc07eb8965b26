"""Published files at their permanent addresses."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from informes.models import EvidenciaPublicada, Informe
from informes.models.evidencia import MINIATURA


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


@require_safe
def evidencia_publicada(request: HttpRequest, clave: str, nombre: str) -> HttpResponseBase:
    """A published file of evidence, or its small picture. Whoever keeps a copy has to ask each
    time whether it still stands: a withdrawn one is gone at once."""
    publicada = get_object_or_404(EvidenciaPublicada.objects.publicas(), clave=clave)
    pequena = nombre == MINIATURA and publicada.es_imagen
    if not pequena and nombre != publicada.nombre_archivo:
        raise Http404(nombre)
    etag = quote_etag(f"{publicada.huella[:32]}{'-m' if pequena else ''}")
    respuesta = get_conditional_response(request, etag=etag) or archivo_de(publicada, pequena)
    respuesta["ETag"] = etag
    respuesta["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(respuesta, public=True, no_cache=True)
    return respuesta


def archivo_de(publicada: EvidenciaPublicada, pequena: bool) -> FileResponse:
    """The copy, to keep, or a picture, to be shown; 404 where it is not on the disk."""
    campo = publicada.miniatura if pequena else publicada.archivo
    try:
        archivo = campo.open("rb")
    except OSError as error:
        raise Http404(publicada.clave) from error
    return FileResponse(
        archivo,
        as_attachment=not publicada.es_imagen,
        filename=MINIATURA if pequena else publicada.nombre_archivo,
        content_type="image/jpeg" if pequena else publicada.formato,
    )
