"""Opening an uploaded file as a workbook, without harm from whatever it is.

Everything is looked at before the spreadsheet library sees it: size, the real kind of file,
what is packed inside and how large it becomes, the XML of each part. Raises ``Rechazada`` with a
sentence for the person.
"""

from __future__ import annotations

import io
import zipfile

import openpyxl
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from django.utils.translation import gettext as _
from openpyxl.workbook import Workbook

MEGA = 1024 * 1024
TAMANO_MAXIMO = 3 * MEGA
"""Of the file; a report with every text at its longest has less than one."""
TAMANO_ABIERTO = 25 * MEGA
PARTES_MAXIMAS = 300

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How old Excel files begin, and new ones with a password."""
CIFRADO = "EncryptedPackage".encode("utf-16-le")

MACROS = ("vbaproject", "macrosheets/", "dialogsheets/", "activex/", "customui/")
VINCULOS = ("externallinks/", "querytables/", "connections.xml", "ctrlprops/", "embeddings/")
TIPOS = "[Content_Types].xml"
LIBRO = "xl/workbook.xml"


class Rechazada(ValueError):
    """The file, whole, cannot be used; says why and what to do."""


def abrir(contenido: bytes, nombre: str) -> Workbook:
    """The workbook, to be read row by row. Raises Rechazada."""
    if len(contenido) > TAMANO_MAXIMO:
        raise Rechazada(
            _("El archivo pesa más de %(n)d MB. Una planilla llena pesa mucho menos: "
              "quite las imágenes y lo que le haya agregado.") % {"n": TAMANO_MAXIMO // MEGA}
        )  # fmt: skip
    if contenido.startswith(OLE):
        raise Rechazada(
            _("El archivo está protegido con contraseña. Guárdelo sin contraseña y súbalo.")
            if CIFRADO in contenido
            else _("Es un archivo de Excel antiguo (.xls). Guárdelo como «Libro de Excel (.xlsx)».")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
            revisar_paquete(paquete, nombre)
        # Formulas are wanted as such: their cells are told, and no old result is taken for typed.
        return openpyxl.load_workbook(io.BytesIO(contenido), read_only=True, data_only=False)
    except Rechazada:
        raise
    except Exception as error:  # the libraries raise whatever they stumble over
        raise Rechazada(no_es_libro(nombre)) from error


def no_es_libro(nombre: str) -> str:
    return _(
        "«%(nombre)s» no se puede leer como libro de Excel (.xlsx). "
        "Suba la planilla que descargó de aquí, guardada como .xlsx."
    ) % {"nombre": nombre[:80]}


def revisar_paquete(paquete: zipfile.ZipFile, nombre: str) -> None:
    partes = paquete.infolist()
    nombres = [parte.filename for parte in partes]
    if TIPOS not in nombres or LIBRO not in nombres:
        raise Rechazada(no_es_libro(nombre))
    if any(parte.flag_bits & 1 for parte in partes):
        raise Rechazada(_("El archivo está protegido con contraseña. Guárdelo sin ella y súbalo."))
    # ``file_size`` is what the file says of itself; zipfile gives no byte more than that.
    if len(partes) > PARTES_MAXIMAS or sum(p.file_size for p in partes) > TAMANO_ABIERTO:
        raise Rechazada(
            _("El archivo es demasiado grande por dentro. Descargue la planilla de nuevo y "
              "copie allí solo sus respuestas.")
        )  # fmt: skip
    revisar_contenido(paquete, [n.lower() for n in nombres])
    for parte in partes:
        if parte.filename.lower().endswith((".xml", ".rels", ".vml")):
            revisar_xml(paquete, parte)


def revisar_contenido(paquete: zipfile.ZipFile, nombres: list[str]) -> None:
    """Macros, and what reaches out of the workbook."""
    tipos = paquete.read(TIPOS).lower()
    if b"macroenabled" in tipos or any(m in n for n in nombres for m in MACROS):
        raise Rechazada(
            _("El libro tiene macros. Guárdelo como «Libro de Excel (.xlsx)», sin macros.")
        )
    if any(v in n for n in nombres for v in VINCULOS):
        raise Rechazada(
            _("El libro está vinculado con otros archivos o datos. Quite los vínculos "
              "(Datos › Editar vínculos) o copie sus respuestas en una planilla nueva.")
        )  # fmt: skip


def revisar_xml(paquete: zipfile.ZipFile, parte: zipfile.ZipInfo) -> None:
    """No part of a real workbook declares a document type: that is how XML bombs begin."""
    try:
        with paquete.open(parte) as flujo:
            for _suceso, elemento in iterparse(flujo, forbid_dtd=True):
                elemento.clear()
    except (DefusedXmlException, ParseError) as error:
        raise Rechazada(
            _("El archivo está dañado o no viene de una hoja de cálculo (%(parte)s).")
            % {"parte": parte.filename[:80]}
        ) from error
