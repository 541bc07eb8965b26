"""What a file that somebody uploads really is, and a copy of it that says no more than it shows.

``revisar`` accepts a file only when its extension, its first bytes and a parser agree, and
within the limits of the settings; ``limpiar`` writes it anew without metadata, scripts and
attachments. One module for each family of formats.
"""

from __future__ import annotations

import magic
from django.conf import settings
from django.utils.translation import gettext as _

from planes.peso import peso

from . import imagen, oficina, pdf, texto
from .formatos import ACEPTADOS, FORMATOS, VIEJOS, ArchivoRechazado, Formato, extension_de

__all__ = [
    "ACEPTADOS",
    "FORMATOS",
    "ArchivoRechazado",
    "Formato",
    "infectado",
    "limpiar",
    "medir",
    "revisar",
]

FAMILIAS = {"imagen": imagen, "pdf": pdf, "ooxml": oficina, "odf": oficina, "texto": texto}

# The harmless file by which virus scanners are tried out; in two pieces, or they would take
# this module away.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"


def medir(nombre: str, tamano: int) -> None:
    """What can be told of a file before it is read. Raises ArchivoRechazado."""
    formato_de(nombre)
    if tamano == 0:
        raise ArchivoRechazado(_("El archivo está vacío. Ábralo para ver si tiene contenido."))
    if tamano > settings.EVIDENCIA_MAXIMO:
        raise ArchivoRechazado(
            _("El archivo pesa %(tamano)s y el máximo es %(maximo)s. Redúzcalo o divídalo.")
            % {
                "tamano": peso(tamano),
                "maximo": peso(settings.EVIDENCIA_MAXIMO),
            }
        )


def revisar(nombre: str, contenido: bytes) -> Formato:
    """What the file is. Raises ArchivoRechazado with a sentence for the person."""
    medir(nombre, len(contenido))
    formato = formato_de(nombre)
    if EICAR in contenido:
        raise ArchivoRechazado(infectado())
    if formato.familia == "ooxml" and contenido.startswith(oficina.OLE):
        raise ArchivoRechazado(oficina.por_que_ole(contenido))
    if not formato.admite(magic.from_buffer(contenido[:8192], mime=True)):
        raise ArchivoRechazado(
            _("Su nombre dice que es %(formato)s, pero por dentro es otra cosa. Ábralo en su "
              "programa y guárdelo otra vez como %(formato)s.") % {"formato": formato.nombre}
        )  # fmt: skip
    for parte in FAMILIAS[formato.familia].revisar(contenido, formato):
        if EICAR in parte:
            raise ArchivoRechazado(infectado())
    return formato


def limpiar(formato: Formato, contenido: bytes) -> bytes:
    """A new file of the same format that shows the same, of a content that passed ``revisar``."""
    return FAMILIAS[formato.familia].limpiar(contenido, formato)


def formato_de(nombre: str) -> Formato:
    extension = extension_de(nombre)
    if extension in VIEJOS:
        raise ArchivoRechazado(str(VIEJOS[extension]))
    if extension not in FORMATOS:
        raise ArchivoRechazado(
            _("Este tipo de archivo no se puede subir. Suba uno de estos: %(tipos)s.")
            % {"tipos": ACEPTADOS}
        )
    return FORMATOS[extension]


def infectado() -> str:
    """What to say of a file with a virus."""
    return _("El archivo contiene un virus y no se guardó. Avise a su oficina de informática.")
