"""Files of the library for tests: the smallest that are what they say."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from actores.models import Usuario
from informes import biblioteca_archivos
from informes.models import DocumentoInterno, Publicacion
from informes.operaciones import biblioteca
from tests.informes.escena_editorial import escribir, publicar

SUBTITULOS = (
    b"WEBVTT\n\n1\n00:00.000 --> 00:02.000\nHola\n\n00:02.500 --> 00:04.000\nAdi\xc3\xb3s\n"
)


def caja(nombre: bytes, contenido: bytes = b"") -> bytes:
    return (len(contenido) + 8).to_bytes(4) + nombre + contenido


def mp4(marca: bytes = b"isom", moov: bytes = b"mvhd") -> bytes:
    """A video without a picture: the boxes that a file of that kind has."""
    cabeza = caja(b"ftyp", marca + b"\0\0\2\0" + b"isommp42")
    return cabeza + caja(b"moov", moov) + caja(b"mdat", bytes(range(256)) * 8)


def pdf_suelto(titulo: str = "", *, hostil: bool = False) -> bytes:
    """A blank page; ``hostil``: with a script and an attached file."""
    hecho = pikepdf.new()
    hecho.add_blank_page(page_size=(200, 200))
    hecho.docinfo["/Title"] = titulo
    hecho.Root["/PieceInfo"] = Dictionary()
    hecho.pages[0]["/Contents"] = hecho.make_stream(b"% " + titulo.encode())
    if hostil:
        guion = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        hecho.Root["/OpenAction"] = guion
        hecho.attachments["malo.exe"] = b"MZ malo"
    salida = io.BytesIO()
    hecho.save(salida, deterministic_id=True)
    return salida.getvalue()


def con_archivo(nombre: str = "guia.pdf", contenido: bytes | None = None) -> dict[str, Any]:
    """The fields of a publication's file."""
    archivo = biblioteca_archivos.guardar(nombre, contenido or pdf_suelto("Guía"))
    return {"archivo": archivo, **biblioteca_archivos.describir(archivo)}


def publicacion(**campos: Any) -> Publicacion:
    """A public one, with a PDF unless it is said what it has."""
    suyos = {"tipo": "manual", "titulo": "Guía de señales", "resumen": "Qué mirar."} | campos
    if "archivo" not in suyos and "enlace" not in suyos:
        suyos |= con_archivo()
    return publicar(escribir(Publicacion, **suyos))


def crear_interno(
    por: Usuario, titulo: str = "Acta de la plenaria", **campos: Any
) -> DocumentoInterno:
    """A document for members only."""
    suyos: dict[str, Any] = {"tipo": "acta", "fecha": dt.date(2025, 3, 4)} | campos
    documento = DocumentoInterno(titulo=titulo, **suyos)
    subido = biblioteca.preparar_interno("acta.pdf", pdf_suelto(titulo))
    return biblioteca.guardar_interno(documento=documento, por=por, subido=subido)
