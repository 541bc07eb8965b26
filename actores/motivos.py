"""Why a row changed, as its history shows it.

What people write is shown as they wrote it. The reasons that the portal writes itself are short
codes, kept in the history once and for all; here each has its sentence, in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

MOTIVOS: Mapping[str, str] = {
    "cargado del documento": gettext_noop("Se cargó de los documentos de origen."),
    "abrir": gettext_noop("Se abrió el período."),
    "publicar": gettext_noop("Se publicó."),
    "iniciar": gettext_noop("Se empezó el reporte."),
    "autoguardado": gettext_noop("Se guardó solo, mientras se escribía."),
    "explicar": gettext_noop("Se explicó una advertencia."),
    "enviar": gettext_noop("Se envió el reporte."),
    "retirar": gettext_noop("Se retiró."),
    "retomar": gettext_noop("Se retiró, y volvió a estar devuelto."),
    "observar": gettext_noop("Se escribió la observación."),
    "responder": gettext_noop("Se respondió a la observación."),
    "resolver": gettext_noop("Se cerró la observación."),
    "reabrir": gettext_noop("Se volvió a abrir."),
    "devolver": gettext_noop("Se devolvió el reporte con observaciones."),
    "aprobar": gettext_noop("Se aprobó el reporte."),
    "corregir": gettext_noop("Viene de la versión que se corrige."),
    "abandonar": gettext_noop("Se abandonó la corrección."),
    "escribir": gettext_noop("Se escribió el texto para publicar."),
    "aceptar": gettext_noop("El país aceptó el texto para publicar."),
    "objetar": gettext_noop("El país objetó el texto para publicar."),
    "subir": gettext_noop("Se subió el archivo."),
    "clasificar": gettext_noop("Se cambió lo que se dice del archivo."),
    "confirmar directorio": gettext_noop("La organización confirmó sus datos del directorio."),
    "corregir directorio": gettext_noop("Se aceptó lo que corrigió la organización."),
    "retirar nombre": gettext_noop("La organización pidió quitar a la persona del sitio."),
    "invitar": gettext_noop("Se invitó a la persona."),
    "terminar": gettext_noop("Se dio por terminada."),
    "programar": gettext_noop("Se programó su publicación."),
    "borrador": gettext_noop("Volvió a ser un borrador."),
}
"""By code."""

CON_DETALLE: Mapping[str, str] = {
    r"corregir: (?P<detalle>.+)": gettext_noop("Se pidió corregir lo aprobado: «%(detalle)s»"),
    r"reabrir: (?P<detalle>.+)": gettext_noop("Se volvió a abrir: «%(detalle)s»"),
    r"antivirus: OK": gettext_noop("La revisó el antivirus: no halló nada."),
    r"antivirus: (?P<detalle>.+)": gettext_noop("El antivirus halló un virus: %(detalle)s"),
    r"Importado de «(?P<detalle>.*?)»?": gettext_noop("Se importó de «%(detalle)s»."),
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
