"""Why a row changed, as its history shows it.

What people write is shown as they wrote it. The reasons that the portal writes itself are short
codes, kept in the history once and for all; here each has its sentence, in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as frase

MOTIVOS: Mapping[str, str] = {
    "cargado del documento": frase("Se cargó de los documentos de origen."),
    "abrir": frase("Se abrió el período."),
    "publicar": frase("Se publicó."),
    "iniciar": frase("Se empezó el reporte."),
    "autoguardado": frase("Se guardó solo, mientras se escribía."),
    "explicar": frase("Se explicó una advertencia."),
    "enviar": frase("Se envió el reporte."),
    "retirar": frase("Se retiró."),
    "retomar": frase("Se retiró, y volvió a estar devuelto."),
    "observar": frase("Se escribió la observación."),
    "responder": frase("Se respondió a la observación."),
    "resolver": frase("Se cerró la observación."),
    "reabrir": frase("Se volvió a abrir."),
    "devolver": frase("Se devolvió el reporte con observaciones."),
    "aprobar": frase("Se aprobó el reporte."),
    "corregir": frase("Viene de la versión que se corrige."),
    "escribir": frase("Se escribió el texto para publicar."),
    "aceptar": frase("El país aceptó el texto para publicar."),
    "objetar": frase("El país objetó el texto para publicar."),
    "subir": frase("Se subió el archivo."),
    "clasificar": frase("Se cambió lo que se dice del archivo."),
    "invitar": frase("Se invitó a la persona."),
    "terminar": frase("Se dio por terminada."),
}
"""By code."""

CON_DETALLE: Mapping[str, str] = {
    r"corregir: (?P<detalle>.+)": frase("Se pidió corregir lo aprobado: «%(detalle)s»"),
    r"reabrir: (?P<detalle>.+)": frase("Se volvió a abrir: «%(detalle)s»"),
    r"antivirus: OK": frase("La revisó el antivirus: no halló nada."),
    r"antivirus: (?P<detalle>.+)": frase("El antivirus halló un virus: %(detalle)s"),
    r"Importado de «(?P<detalle>.*?)»?": frase("Se importó de «%(detalle)s»."),
}
"""The same with something that somebody wrote or chose."""


def en_palabras(motivo: str) -> str:
    """A reason of the portal's own as a sentence, what a person wrote between quotes."""
    if motivo in MOTIVOS:
        return _(MOTIVOS[motivo])
    for forma, dicho in CON_DETALLE.items():
        if hallado := re.fullmatch(forma, motivo, re.DOTALL):
            return _(dicho) % hallado.groupdict()
    return _("«%(motivo)s»") % {"motivo": motivo}
