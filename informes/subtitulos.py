"""Captions of a video (WebVTT): whether a file is what a browser can show, and cleaned to that."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

MAXIMO = 1024 * 1024
TIEMPO = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
MARCA = re.compile(rf"{TIEMPO}[ \t]+-->[ \t]+{TIEMPO}(?:[ \t].*)?")
APARTE = ("NOTE", "STYLE", "REGION")
"""Blocks that are not shown. Styles and regions are left out: the page has its own."""


class SubtitulosMal(ValueError):
    """The sentence says what is wrong, and where."""


def revisar(contenido: bytes) -> bytes:
    """The captions in UTF-8, with plain line ends and only what is shown. Raises SubtitulosMal."""
    if len(contenido) > MAXIMO:
        raise SubtitulosMal(muy_grandes())
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SubtitulosMal(_("Guarde los subtítulos como texto en UTF-8.")) from error
    lineas = texto.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if "\0" in texto or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lineas[0]):
        raise SubtitulosMal(
            _("Los subtítulos tienen que ser WebVTT: la primera línea dice WEBVTT.")
        )
    dichos = escenas(lineas)
    if not dichos:
        raise SubtitulosMal(_("El archivo de subtítulos no dice nada: no hay ninguna escena."))
    return ("\n\n".join(["WEBVTT", *dichos]) + "\n").encode()


def muy_grandes() -> str:
    return _("Los subtítulos pesan más de 1 MB: revise que sea ese archivo.")


def escenas(lineas: list[str]) -> list[str]:
    """Each cue as it is written. Raises SubtitulosMal for one without text or out of time."""
    hechas, numero = [], 1
    while numero < len(lineas):
        principio = numero
        while numero < len(lineas) and lineas[numero].strip():
            numero += 1
        bloque = lineas[principio:numero]
        numero += 1
        if bloque and principio > 1 and not bloque[0].startswith(APARTE):
            exigir_escena(bloque, principio + 1)
            hechas.append("\n".join(bloque))
    return hechas


def exigir_escena(bloque: list[str], linea: int) -> None:
    """A cue: maybe its name, when it is shown, what it says."""
    cual = 0 if "-->" in bloque[0] else 1
    hallada = MARCA.fullmatch(bloque[cual].strip()) if len(bloque) > cual else None
    if hallada is None:
        raise SubtitulosMal(
            _("Línea %(n)d de los subtítulos: falta cuándo empieza y termina, por ejemplo"
              " 00:01.000 --> 00:04.000.") % {"n": linea}
        )  # fmt: skip
    partes = [int(parte or 0) for parte in hallada.groups()]
    if milesimas(partes[:4]) >= milesimas(partes[4:]):
        raise SubtitulosMal(
            _("Línea %(n)d de los subtítulos: termina antes de empezar.") % {"n": linea}
        )
    if not any(parte.strip() for parte in bloque[cual + 1 :]):
        raise SubtitulosMal(_("Línea %(n)d de los subtítulos: no dice nada.") % {"n": linea})


def milesimas(partes: list[int]) -> int:
    horas, minutos, segundos, resto = partes
    return ((horas * 60 + minutos) * 60 + segundos) * 1000 + resto
