"""What people wrote, as a document prints it: its figures filled in from the cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from informes import familia, redaccion
from informes.models import Informe, TipoInforme
from planes.documentos.pdf import Recursos


@dataclass(frozen=True)
class Impresa:
    """A written section: its heading, its safe HTML, and the language it is in when that is not
    the document's (nobody has put it into English)."""

    titulo: str
    html: SafeString
    idioma: str


def secciones(informe: Informe) -> dict[str, Impresa]:
    """The sections of a document that are not empty, by key with ``_`` for ``-`` (templates).

    Raises DocumentoImposible when a figure does not exist in the cut.
    """
    escritas: Mapping[str, Any] = informe.narrativa.get("secciones", {})
    cifras = redaccion.Cifras(informe.corte, informe.anio, informe.sujeto)
    impresas = {}
    with translation.override(informe.idioma):
        for seccion in familia.escritas(TipoInforme(informe.tipo)):
            escrita = escritas.get(seccion.clave)
            if escrita:
                html = cifras.llenar(escrita["html"], informe.idioma)
                impresas[seccion.clave.replace("-", "_")] = Impresa(
                    str(seccion.titulo), mark_safe(html), escrita["idioma"]
                )
    return impresas


def creditos(informe: Informe, recursos: Recursos) -> dict[str, Any]:
    """``texto`` and ``organizaciones`` (name, sigla, address of the logo or "")."""
    return dict(informe.narrativa.get("creditos", {}))
