"""Numbers as people type them, and as a form shows them back. Standard forms only, no guessing.

The portal writes ``1 250,5`` in Spanish and ``1,250.5`` in English, but several of the nine
countries write points where others write commas. What can be read in one way only is read;
what can be read in two is asked back.
"""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

# Blanks of every width and the apostrophe only ever separate thousands.
SEPARA_MILES = re.compile("[\\s\u00a0\u2009\u202f'\u2019]+")
POSIBLE = re.compile(r"[0-9][0-9 .,]*")
GRUPOS = {s: re.compile(rf"[0-9]{{1,3}}(?:{re.escape(s)}[0-9]{{3}})+") for s in (" ", ".", ",")}


def marcas(idioma: str) -> tuple[str, str]:
    """Separator of thousands and decimal mark that people use in that language."""
    return (",", ".") if idioma.startswith("en") else (".", ",")


def leer_numero(texto: str, idioma: str = "es") -> Decimal:
    """What number a person meant.

    Raises ValueError with a sentence for the person: when it is no number, and when it could
    be two (``1,250`` in Spanish is a thousand and some to a Guatemalan, one and a quarter to a
    Costa Rican). A negative number is returned as it is: whether it makes sense is for the
    caller to say.
    """
    escrito = texto.strip()
    cuerpo = SEPARA_MILES.sub(" ", escrito.replace("\u2212", "-"))
    signo = "-" if cuerpo.startswith("-") else ""
    cuerpo = cuerpo.removeprefix("-").removeprefix("+").strip()
    if not POSIBLE.fullmatch(cuerpo) or cuerpo[-1] in ".,":
        raise ValueError(
            _("«%(texto)s» no es un número. Escríbalo solo con cifras, por ejemplo 1250.")
            % {"texto": escrito[:40]}
        )
    entero, fraccion = partir(cuerpo, escrito, idioma)
    return Decimal(f"{signo}{entero}.{fraccion or 0}")


def partir(cuerpo: str, escrito: str, idioma: str) -> tuple[str, str]:
    """The digits before and after the decimal mark; ``cuerpo`` has no sign and plain blanks."""
    puestos = [c for c in cuerpo if c in ".,"]
    if " " in cuerpo or len(set(puestos)) == 2:
        # Thousands are marked in another way, so the last point or comma is the decimal mark.
        marca = puestos[-1] if puestos else "."
        entero, _coma, fraccion = cuerpo.partition(marca)
        miles = " " if " " in cuerpo else ({".", ","} - {marca}).pop()
        if not GRUPOS[miles].fullmatch(entero) or not (fraccion or "0").isdecimal():
            raise ValueError(mal_agrupado(escrito))
        return entero.replace(miles, ""), fraccion
    if not puestos:
        return cuerpo, ""
    if len(puestos) > 1:
        if not GRUPOS[puestos[0]].fullmatch(cuerpo):
            raise ValueError(mal_agrupado(escrito))
        return cuerpo.replace(puestos[0], ""), ""
    return partir_con_una_marca(cuerpo, puestos[0], escrito, idioma)


def partir_con_una_marca(cuerpo: str, marca: str, escrito: str, idioma: str) -> tuple[str, str]:
    """One point or comma: thousands or decimals, by the language and by where it stands."""
    miles, decimal = marcas(idioma)
    entero, fraccion = cuerpo.split(marca)
    puede_ser_miles = len(entero) <= 3 and not entero.startswith("0")
    if marca == miles and puede_ser_miles:
        if len(fraccion) == 3:
            return entero + fraccion, ""
        raise ValueError(dos_lecturas(escrito, entero + fraccion, f"{entero}{decimal}{fraccion}"))
    if marca == decimal and puede_ser_miles and len(fraccion) == 3:
        corta = fraccion.rstrip("0") or "0"
        raise ValueError(dos_lecturas(escrito, entero + fraccion, f"{entero}{decimal}{corta}"))
    return entero, fraccion


def mal_agrupado(escrito: str) -> str:
    return _(
        "En «%(texto)s» los miles no van de tres en tres. "
        "Escríbalo sin separar los miles, por ejemplo 1250."
    ) % {"texto": escrito[:40]}


def dos_lecturas(escrito: str, una: str, otra: str) -> str:
    return _(
        "«%(texto)s» se puede leer de dos maneras: ¿es %(una)s o %(otra)s? "
        "Escríbalo sin separar los miles."
    ) % {"texto": escrito[:40], "una": una, "otra": otra}


def escribir_numero(numero: Decimal | None, idioma: str = "es") -> str:
    """A number for a form field: no thousands, no trailing zeros; ``leer_numero`` undoes it."""
    if numero is None:
        return ""
    texto = f"{numero:f}"
    if "." in texto:
        texto = texto.rstrip("0").removesuffix(".")
    entero, _punto, fraccion = texto.partition(".")
    # Three digits after a short whole part would be asked back.
    fraccion = fraccion + "0" if len(fraccion) == 3 else fraccion
    return f"{entero}{marcas(idioma)[1]}{fraccion}" if fraccion else entero


def mostrar_numero(numero: Decimal) -> str:
    """A number for reading, in the reader's language: ``1 250,5``."""
    decimales = 0 if numero == numero.to_integral_value() else 2
    return str(formats.number_format(numero, decimales, force_grouping=True))
