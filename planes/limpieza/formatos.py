"""The formats that are taken as evidence, and the refusal of everything else."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
ZIP = frozenset({"application/zip", "application/octet-stream"})


class ArchivoRechazado(Exception):
    """The file is not kept; ``mensaje`` tells the person why and what to do."""

    def __init__(self, mensaje: str) -> None:
        super().__init__(mensaje)
        self.mensaje = mensaje


@dataclass(frozen=True)
class Formato:
    """One format: how it is called, written and recognised."""

    extension: str
    nombre: str
    mime: str
    familia: str
    """The module that reads and cleans it."""
    otros: frozenset[str] = frozenset()
    """What else the system's library of first bytes may call it."""

    def admite(self, mime: str) -> bool:
        if self.familia == "texto":
            return mime.partition("/")[0] == "text" and mime not in MARCADOS
        return mime == self.mime or mime in self.otros


MARCADOS = {"text/html", "text/xml", "text/rtf", "text/x-shellscript", "text/x-php"}
"""Texts that are programs or pages."""

FORMATOS = {
    formato.extension: formato
    for formato in (
        Formato("pdf", "PDF", "application/pdf", "pdf"),
        Formato("jpg", "JPEG", "image/jpeg", "imagen"),
        Formato("png", "PNG", "image/png", "imagen"),
        Formato("webp", "WebP", "image/webp", "imagen"),
        Formato("docx", "Word (DOCX)", OOXML + "wordprocessingml.document", "ooxml", ZIP),
        Formato("xlsx", "Excel (XLSX)", OOXML + "spreadsheetml.sheet", "ooxml", ZIP),
        Formato("pptx", "PowerPoint (PPTX)", OOXML + "presentationml.presentation", "ooxml", ZIP),
        Formato("odt", "OpenDocument (ODT)", ODF + "text", "odf", ZIP),
        Formato("ods", "OpenDocument (ODS)", ODF + "spreadsheet", "odf", ZIP),
        Formato("txt", "TXT", "text/plain", "texto"),
        Formato("csv", "CSV", "text/csv", "texto"),
    )
}

ACEPTADOS = "PDF, JPEG, PNG, WebP, Word (DOCX), Excel (XLSX), PowerPoint (PPTX), ODT, ODS, TXT, CSV"

MACROS = _(
    "El documento lleva macros (programas). Guárdelo sin macros, como DOCX, XLSX o PPTX, y súbalo."
)
ANTERIOR = _("El archivo es de un Office anterior a 2007. Guárdelo como %(nuevo)s y súbalo.")

VIEJOS = {
    "doc": ANTERIOR % {"nuevo": "DOCX"},
    "xls": ANTERIOR % {"nuevo": "XLSX"},
    "ppt": ANTERIOR % {"nuevo": "PPTX"},
    "heic": (HEIC := _("La foto está en HEIC, el formato del teléfono. Guárdela como JPEG.")),
    "heif": HEIC,
    **dict.fromkeys(("docm", "xlsm", "pptm", "dotm", "xltm", "potm", "ppsm", "xlsb"), MACROS),
}
"""Extensions that people do try, each with what to do instead."""


def extension_de(nombre: str) -> str:
    """The extension in lower case and in one spelling; empty when there is none."""
    extension = nombre.rpartition(".")[2].lower() if "." in nombre else ""
    return "jpg" if extension in ("jpeg", "jpe") else extension
