"""What people wrote, as a document prints it: its figures filled in from the cut."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from informes import familia, redaccion
from informes.documentos.archivo import DocumentoImposible
from informes.models import Informe, TipoInforme
from planes.documentos.pdf import Recursos


@dataclass(frozen=True)
class Impresa:
    """A written section: its heading, its safe HTML, the language it is in when that is not the
    document's (nobody has put it into English), and what its regional figures stand on."""

    titulo: str
    html: SafeString
    idioma: str
    nota: str = ""


def secciones(informe: Informe) -> dict[str, Impresa]:
    """The sections of a document that are not empty, by key with ``_`` for ``-`` (templates).

    Raises DocumentoImposible when a figure does not exist in the cut.
    """
    escritas: Mapping[str, Any] = informe.narrativa.get("secciones", {})
    if not escritas:
        return {}
    textos = [escrita["html"] for escrita in escritas.values()]
    cifras = redaccion.Cifras(informe.corte, informe.anio, informe.sujeto, textos)
    impresas = {}
    with translation.override(informe.idioma):
        for seccion in familia.escritas(TipoInforme(informe.tipo)):
            if escrita := escritas.get(seccion.clave):
                html, idioma = escrita["html"], escrita["idioma"]
                # The only HTML of people's that is printed: cleaned when it was frozen.
                impresas[seccion.clave.replace("-", "_")] = Impresa(
                    titulo=str(seccion.titulo),
                    html=mark_safe(cifras.llenar(html, idioma)),
                    idioma="" if idioma == informe.idioma else idioma,
                    nota=cifras.nota(html, idioma),
                )
    return impresas


def creditos(informe: Informe, recursos: Recursos) -> dict[str, Any]:
    """``texto`` and ``organizaciones``: name, sigla, address of the logo or "".

    Raises DocumentoImposible when a logo is no longer the one that was frozen.
    """
    dichos: Mapping[str, Any] = informe.narrativa.get("creditos", {})
    if not dichos:
        return {}
    return {
        "texto": dichos.get("texto", ""),
        "organizaciones": [
            {**fila, "logo": logo(fila, recursos)} for fila in dichos.get("organizaciones", ())
        ],
    }


def logo(fila: Mapping[str, str], recursos: Recursos) -> str:
    contenido = imagen_del_logo(fila)
    if contenido is None:
        return ""
    return recursos.agregar_imagen(contenido, fila["logotipo"].rpartition(".")[2])


def imagen_del_logo(fila: Mapping[str, str]) -> bytes | None:
    """The bytes that were frozen with an organisation of the credits; None when it has no logo.

    Raises DocumentoImposible when they are no longer there.
    """
    if not fila["logotipo"]:
        return None
    contenido = redaccion.leer_logotipo(default_storage, fila["logotipo"])
    if contenido is None or hashlib.sha256(contenido).hexdigest() != fila["huella"]:
        raise DocumentoImposible(
            _("El logotipo de %s ya no es el que había cuando se hizo el documento.")
            % fila["nombre"]
        )
    return contenido
