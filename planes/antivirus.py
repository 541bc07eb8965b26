"""Asks a ClamAV server (clamd) whether a content holds a virus, where one is configured."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from django.conf import settings

PEDAZO = 64 * 1024
ESPERA = 60.0
"""Seconds; a scan of a large document takes a few."""
RESPUESTA_MAXIMA = 4096


class AntivirusCaido(Exception):
    """The server did not say yes or no: nothing is known of the file."""


def buscar(contenido: bytes) -> str:
    """The name of the virus; empty when there is none, or no server is configured.

    Raises AntivirusCaido when the server cannot be asked.
    """
    if not settings.ANTIVIRUS:
        return ""
    try:
        with conectar(settings.ANTIVIRUS) as conexion:
            enviar(conexion, contenido)
            return leer(conexion)
    except OSError as error:
        raise AntivirusCaido(str(error)) from error


def conectar(direccion: str) -> socket.socket:
    """``tcp://host:port`` or ``unix:///path``."""
    partes = urlsplit(direccion)
    if partes.scheme == "unix":
        conexion = socket.socket(socket.AF_UNIX)
        conexion.settimeout(ESPERA)
        try:
            conexion.connect(partes.path)
        except OSError:
            conexion.close()
            raise
        return conexion
    return socket.create_connection((partes.hostname or "", partes.port or 3310), ESPERA)


def enviar(conexion: socket.socket, contenido: bytes) -> None:
    """``INSTREAM``: pieces, each after its length in four bytes, and one of length zero."""
    conexion.sendall(b"zINSTREAM\0")
    for lugar in range(0, len(contenido), PEDAZO):
        pedazo = contenido[lugar : lugar + PEDAZO]
        conexion.sendall(len(pedazo).to_bytes(4, "big") + pedazo)
    conexion.sendall(bytes(4))


def leer(conexion: socket.socket) -> str:
    """The verdict: ``stream: OK`` or ``stream: <name> FOUND``."""
    dicho = b""
    while not dicho.endswith(b"\0") and len(dicho) < RESPUESTA_MAXIMA:
        pedazo = conexion.recv(RESPUESTA_MAXIMA)
        if not pedazo:
            break
        dicho += pedazo
    respuesta = dicho.decode(errors="replace").strip("\0 \n")
    if respuesta == "stream: OK":
        return ""
    if respuesta.startswith("stream: ") and respuesta.endswith(" FOUND"):
        return respuesta.removeprefix("stream: ").removesuffix(" FOUND")
    raise AntivirusCaido(respuesta or "no answer")
