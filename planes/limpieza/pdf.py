"""PDFs: opened and written anew without what runs, is attached or names people."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from django.conf import settings
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name, Stream

from .formatos import ArchivoRechazado, Formato
from .imagen import jpeg_sin_datos

FUERA = (
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/AF", "/EF",
    "/Collection", "/Renditions", "/AlternatePresentations", "/Metadata", "/PieceInfo",
    "/LastModified", "/Thumb", "/SpiderInfo", "/CreatorInfo", "/Perms", "/DSS",
)  # fmt: skip
"""Entries that go wherever they stand: scripts, what happens by itself, files inside, who and
with which program."""
ACCIONES = {"/GoTo", "/URI", "/Named"}
"""What a link may do: go to a page of the document or of the web."""
WEB = (b"http://", b"https://", b"mailto:")
MEDIOS = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
"""Annotations that hold a file or play one."""
DE_QUIEN = ("/T", "/CreationDate", "/M", "/NM")
"""Who annotated, and when."""


# What a stream may unpack to, for the whole process: a small PDF can hold a very large nothing.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=settings.EVIDENCIA_ABIERTO,
    run_length_max_memory=settings.EVIDENCIA_ABIERTO,
    png_max_memory=settings.EVIDENCIA_ABIERTO,
    tiff_max_memory=settings.EVIDENCIA_ABIERTO,
)


def abrir(contenido: bytes) -> pikepdf.Pdf:
    """Raises ArchivoRechazado when it is protected or damaged."""
    try:
        pdf = pikepdf.open(io.BytesIO(contenido))
        paginas = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise protegido() from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise danado() from error
    if pdf.is_encrypted:
        raise protegido()
    if not paginas:
        raise danado()
    return pdf


def protegido() -> ArchivoRechazado:
    return ArchivoRechazado(
        _("El PDF está protegido con contraseña. Guárdelo sin protección y súbalo otra vez.")
    )


def danado() -> ArchivoRechazado:
    return ArchivoRechazado(
        _("El PDF está dañado o incompleto. Ábralo, guárdelo otra vez y súbalo.")
    )


def revisar(contenido: bytes, formato: Formato) -> Iterator[bytes]:
    abrir(contenido).close()
    yield from ()


def limpiar(contenido: bytes, formato: Formato) -> bytes:
    with abrir(contenido) as pdf:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for pagina in pdf.pages:
            quitar_medios(pagina.obj)
        for objeto in pdf.objects:
            limpiar_objeto(objeto)
        salida = io.BytesIO()
        # Only what can be reached from the pages is written.
        pdf.save(salida, deterministic_id=True)
    return salida.getvalue()


def quitar_medios(pagina: Any) -> None:
    anotaciones = pagina.get("/Annots")
    if isinstance(anotaciones, Array):
        pagina["/Annots"] = Array(
            [a for a in anotaciones.as_list() if not es_medio(a)]  # indirect ones stay indirect
        )


def es_medio(anotacion: Any) -> bool:
    return isinstance(anotacion, Dictionary) and str(anotacion.get("/Subtype")) in MEDIOS


def limpiar_objeto(objeto: Any) -> None:
    """Cleans an object and what is written inside it; what it only points to has its own turn."""
    pendientes = [objeto]
    while pendientes:
        actual = pendientes.pop()
        if isinstance(actual, Array):
            hijos = list(actual.as_list())
        elif isinstance(actual, Dictionary | Stream):
            limpiar_diccionario(actual)
            hijos = [actual[clave] for clave in actual.keys()]  # noqa: SIM118 - a pikepdf object
        else:
            continue
        pendientes += [
            h for h in hijos if isinstance(h, Array | Dictionary | Stream) and not h.is_indirect
        ]
    if isinstance(objeto, Stream):
        limpiar_foto(objeto)


def limpiar_diccionario(d: Any) -> None:
    for clave in FUERA:
        if clave in d:
            del d[clave]
    if "/A" in d and not es_inocente(d["/A"]):
        del d["/A"]
    if "/S" in d and "/Next" in d:  # one action after the other
        del d["/Next"]
    if "/Subtype" in d and "/Rect" in d and str(d["/Subtype"]) != "/Widget":
        for clave in DE_QUIEN:
            if clave in d:
                del d[clave]
    # A signature does not outlive the rewriting; its certificate names a person.
    if str(d.get("/FT", "")) == "/Sig" and "/V" in d:
        del d["/V"]


def es_inocente(accion: Any) -> bool:
    """Whether an entry /A is no action, or one that only leads somewhere."""
    if not isinstance(accion, Dictionary) or "/S" not in accion:
        return True
    if str(accion["/S"]) == "/URI":
        return bytes(accion.get("/URI", b"")).lower().startswith(WEB)
    return str(accion["/S"]) in ACCIONES


def limpiar_foto(flujo: Stream) -> None:
    """A photograph put into the document as the camera wrote it still says where it was taken."""
    filtro = flujo.get("/Filter")
    filtros = [str(f) for f in (filtro.as_list() if isinstance(filtro, Array) else [filtro])]
    if filtros[-1] != "/DCTDecode" or len(filtros) > 2:
        return
    foto = flujo.read_raw_bytes()
    if len(filtros) == 2:
        if filtros[0] != "/FlateDecode":
            return
        try:
            foto = zlib.decompressobj().decompress(foto, settings.EVIDENCIA_ABIERTO)
        except zlib.error as error:
            raise danado() from error
    limpia = jpeg_sin_datos(foto)
    if limpia != foto:
        parametros = flujo.get("/DecodeParms")
        ultimo = parametros.as_list()[-1] if isinstance(parametros, Array) else parametros
        flujo.write(
            limpia,
            filter=Name.DCTDecode,
            decode_parms=ultimo if isinstance(ultimo, Dictionary) else None,
        )
