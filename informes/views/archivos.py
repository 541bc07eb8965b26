"""Published files at their permanent addresses."""

from __future__ import annotations

from typing import Any, Protocol
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.views.decorators.http import require_safe

from informes import rangos
from informes.models import EvidenciaPublicada, FormaInforme, Informe, TipoInforme
from informes.models.evidencia import MINIATURA

TIPOS = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "png": "image/png",
    "zip": "application/zip",
    "txt": "text/plain; charset=utf-8",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "vtt": "text/vtt; charset=utf-8",
}
SE_MUESTRAN = frozenset({"pdf", "svg", "png", "txt", "jpg", "webp", "mp4", "vtt"})
"""What a browser shows; the rest it keeps."""

DE_DIBUJO = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
    " frame-ancestors 'none'; sandbox"
)
"""The policy of a drawing opened by itself: it may bring its own look along, and nothing else. It
runs no script, loads nothing and, sandboxed, belongs to no site."""


class Servible(Protocol):
    """A file with a permanent address: its field, its format, what it is called when kept."""

    @property
    def archivo(self) -> Any: ...

    @property
    def extension(self) -> str: ...

    @property
    def nombre_archivo(self) -> str: ...


@require_safe
def informe_archivo(
    request: HttpRequest, anio: int, nombre: str, extension: str
) -> HttpResponseBase:
    """``/informes/2024/anual.pdf``, ``anual-en.pdf``, ``infografia.cuadrado.png``: the document in
    force, whole or the part asked for; 304 if known."""
    fila = en_vigor(anio, nombre, extension)
    if fila is None:
        raise Http404(nombre)
    informe = fila.informe if isinstance(fila, FormaInforme) else fila
    etag = quote_etag(fila.huella)
    # Not when it was made: an older file may take the place of a newer one.
    modificado = int(informe.publicado_en.timestamp()) if informe.publicado_en else 0
    respuesta = get_conditional_response(
        request, etag=etag, last_modified=modificado
    ) or con_archivo(request, fila, etag, modificado)
    respuesta["ETag"] = etag
    respuesta["Last-Modified"] = http_date(modificado)
    respuesta["X-Content-Type-Options"] = "nosniff"
    if extension == "svg":
        respuesta["Content-Security-Policy"] = DE_DIBUJO
    patch_cache_control(respuesta, public=True, max_age=300)
    return respuesta


def en_vigor(anio: int, nombre: str, extension: str) -> Informe | FormaInforme | None:
    """The published file that has this address, or None. Two queries at most."""
    tipos = [t for t in TipoInforme if nombre.startswith(t.replace("_", "-"))]
    publicados = Informe.objects.publicados().filter(anio=anio, tipo__in=tipos).defer("narrativa")
    formas = FormaInforme.objects.filter(informe__in=publicados, extension=extension)
    for filas in (publicados, formas.select_related("informe").defer("informe__narrativa")):
        for fila in filas:
            if (fila.nombre_direccion, fila.extension) == (nombre, extension):
                return fila
    return None


def con_archivo(
    request: HttpRequest, fila: Servible, etag: str, modificado: int
) -> HttpResponseBase:
    """The file, or the part of it that was asked for (206, 416 where it has no such part);
    404 where it is not on the disk."""
    tipo, adjunto = TIPOS[fila.extension], fila.extension not in SE_MUESTRAN
    cabeceras = {
        "Content-Disposition": str(content_disposition_header(adjunto, fila.nombre_archivo)),
    }
    if settings.ENTREGA:
        return HttpResponse(content_type=tipo, headers=cabeceras | al_de_delante(fila))
    cabeceras["Accept-Ranges"] = "bytes"
    try:
        total = fila.archivo.size
        if request.method == "HEAD":
            cabeceras["Content-Length"] = str(total)
            return HttpResponse(content_type=tipo, headers=cabeceras)
        archivo = fila.archivo.storage.open(str(fila.archivo), "rb")
    except OSError as error:
        raise Http404(str(fila)) from error
    igual = rangos.sigue_igual(request.headers.get("If-Range", ""), etag, modificado)
    try:
        tramo = rangos.pedido(request.headers.get("Range", ""), total) if igual else None
    except rangos.FueraDelArchivo:
        archivo.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{total}"})
    if tramo:
        primero, ultimo = tramo
        cabeceras["Content-Range"] = f"bytes {primero}-{ultimo}/{total}"
        cabeceras["Content-Length"] = str(ultimo - primero + 1)
    return FileResponse(
        rangos.Tramo(archivo, *tramo) if tramo else archivo,
        status=206 if tramo else 200,
        content_type=tipo,
        as_attachment=adjunto,
        filename=fila.nombre_archivo,
        headers=cabeceras,
    )


def al_de_delante(fila: Servible) -> dict[str, str]:
    """Where the web server in front finds the file that it is to send itself."""
    manera, _dos_puntos, direccion = settings.ENTREGA.partition(":")
    if manera == "x-sendfile":
        return {"X-Sendfile": fila.archivo.path}
    return {"X-Accel-Redirect": direccion + quote(str(fila.archivo))}


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
