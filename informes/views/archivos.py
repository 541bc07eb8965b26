"""Published files at their permanent addresses."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from informes.models import EvidenciaPublicada, FormaInforme, Informe
from informes.models.evidencia import MINIATURA

TIPOS = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "png": "image/png",
    "zip": "application/zip",
    "txt": "text/plain; charset=utf-8",
}


@require_safe
def informe_archivo(
    request: HttpRequest, anio: int, nombre: str, extension: str
) -> HttpResponseBase:
    """``/informes/2024/anual.pdf``, ``anual-en.pdf``, ``infografia.cuadrado.png``: the document in
    force, 304 if known."""
    fila = en_vigor(anio, nombre, extension)
    if fila is None or not fila.archivo.storage.exists(str(fila.archivo)):
        raise Http404(nombre)
    etag = quote_etag(fila.huella)
    conocido = get_conditional_response(request, etag=etag)
    if conocido is not None:
        return conocido
    respuesta = FileResponse(
        fila.archivo.open("rb"), content_type=TIPOS[extension], filename=fila.nombre_archivo
    )
    respuesta["ETag"] = etag
    patch_cache_control(respuesta, public=True, max_age=300)
    return respuesta


def en_vigor(anio: int, nombre: str, extension: str) -> Informe | FormaInforme | None:
    """The published file that has this address, or None."""
    publicados = Informe.objects.publicados().filter(anio=anio)
    filas: list[Informe | FormaInforme] = [*publicados]
    filas += FormaInforme.objects.filter(informe__in=publicados).select_related("informe")
    return next(
        (f for f in filas if (f.nombre_direccion, f.extension) == (nombre, extension)), None
    )


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
