"""HTML → the bytes of a PDF/UA-1 document, from our own files only and the same every time."""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.utils.html import escape
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# A host that cannot exist (RFC 2606): relative addresses in our CSS resolve against it.
BASE = "https://documento.invalid/"
TIPOS = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}
ESPACIO_FINO, ESPACIO_DURO = "\u202f", "\u00a0"


class DocumentoMalHecho(Exception):
    """WeasyPrint complained: what it said, for the log."""


@dataclass(frozen=True)
class Documento:
    """A finished file and its number of pages."""

    contenido: bytes
    paginas: int

    @property
    def huella(self) -> str:
        return hashlib.sha256(self.contenido).hexdigest()


class Recursos(URLFetcher):
    """All that a document may fetch: files of ``static/`` and the drawings made for it."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=())
        self.dibujos: dict[str, bytes] = {}

    def agregar(self, svg: str) -> str:
        """Keeps a drawing for this document and returns its address."""
        return self.agregar_imagen(con_espacios_nuestros(svg).encode(), "svg")

    def agregar_imagen(self, contenido: bytes, extension: str) -> str:
        """The same for the bytes of a picture of ours (svg, png, jpg)."""
        nombre = f"{hashlib.sha256(contenido).hexdigest()[:16]}.{extension}"
        self.dibujos[nombre] = contenido
        return f"{BASE}dibujos/{nombre}"

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Raises FatalURLFetchingError, which stops the document, for any other address."""
        ruta = unquote(urlsplit(url).path)
        carpeta, _, nombre = ruta.lstrip("/").partition("/")
        contenido = None
        if url.startswith(BASE) and carpeta == "dibujos":
            contenido = self.dibujos.get(nombre)
        elif url.startswith(BASE) and carpeta == "static":
            contenido = leer_estatico(nombre)
        if contenido is None:
            raise FatalURLFetchingError(f"not a file of ours: {url[:200]}")
        return URLFetcherResponse(url, contenido, {"Content-Type": TIPOS[Path(ruta).suffix]})


def agua(recursos: Recursos, texto: str, color: str, opacidad: str) -> str:
    """A word across the ground of an A4 page, drawn by us: the address of the drawing."""
    return recursos.agregar(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297" width="210"'
        f' height="297"><text x="105" y="155" font-family="Source Serif 4" font-weight="600"'
        f' font-size="19" text-anchor="middle" fill="{color}" fill-opacity="{opacidad}"'
        f' transform="rotate(-54 105 148)">{escape(texto)}</text></svg>'
    )


def leer_estatico(nombre: str) -> bytes | None:
    """A static file as it lies in the sources, so that hashed names do not change the document."""
    if ".." in nombre or Path(nombre).suffix not in TIPOS:
        return None
    hallado = finders.find(nombre)
    return Path(hallado).read_bytes() if hallado else None


def con_espacios_nuestros(texto: str) -> str:
    """Our fonts have no narrow no-break space: it would come from a font of this machine."""
    return texto.replace(ESPACIO_FINO, ESPACIO_DURO)


def componer(
    html: str,
    recursos: Recursos,
    identificador: bytes,
    avisar: Callable[[int], None] = lambda parte: None,
) -> Documento:
    """Typesets a document. ``identificador`` is the PDF's own id, so that nothing is random;
    ``avisar`` is told how far it is, in per cent.

    Raises DocumentoMalHecho when WeasyPrint logs an error: a picture or a style that is
    missing would otherwise leave a hole nobody sees.
    """
    with quejas() as dichas, pasos(avisar):
        try:
            hecho = HTML(
                string=con_espacios_nuestros(html), base_url=BASE, url_fetcher=recursos
            ).render(pdf_variant="pdf/ua-1")
            contenido = hecho.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identificador)
        except FatalURLFetchingError as error:
            raise DocumentoMalHecho(str(error)) from error
    if dichas:
        raise DocumentoMalHecho("; ".join(dichas))
    if not contenido.startswith(b"%PDF-") or b"%%EOF" not in contenido[-32:] or not hecho.pages:
        raise DocumentoMalHecho("the file is not a whole PDF")
    return Documento(contenido, len(hecho.pages))


PASO = re.compile(r"Step (\d) .*?(?:Page (\d+))?$")
HECHO = {1: 2, 2: 5, 3: 8, 4: 12, 5: 15, 6: 75, 7: 90}
"""How much of the time has passed when WeasyPrint says a step begins, in per cent, roughly; it
does not know how many pages there will be."""


@contextmanager
def pasos(avisar: Callable[[int], None]) -> Iterator[None]:
    """Passes on how far WeasyPrint is, in this thread, meanwhile."""
    hilo = threading.get_ident()

    class Oyente(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            paso = PASO.match(record.getMessage())
            if paso and record.thread == hilo:
                avisar(min(HECHO.get(int(paso[1]), 95) + int(paso[2] or 0), 95))

    oyente, registro = Oyente(logging.INFO), logging.getLogger("weasyprint.progress")
    antes = registro.level, registro.propagate
    registro.setLevel(logging.INFO)
    registro.propagate = False  # what it says is for us: it would fill the server's log
    registro.addHandler(oyente)
    try:
        yield
    finally:
        registro.removeHandler(oyente)
        registro.setLevel(antes[0])
        registro.propagate = antes[1]


@contextmanager
def quejas() -> Iterator[list[str]]:
    """What WeasyPrint logs as an error, in this thread, meanwhile."""
    dichas: list[str] = []
    hilo = threading.get_ident()

    class Oyente(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == hilo:
                dichas.append(record.getMessage())

    oyente, registro = Oyente(logging.ERROR), logging.getLogger("weasyprint")
    registro.addHandler(oyente)
    try:
        yield dichas
    finally:
        registro.removeHandler(oyente)
