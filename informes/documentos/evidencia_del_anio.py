"""The published evidence of a year in a report: frozen when it is made, printed from its files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage
from django.utils.translation import gettext as _

from informes.documentos.archivo import DocumentoImposible
from informes.documentos.piezas import de_dos_en_dos
from informes.models import EvidenciaPublicada, Informe
from planes.documentos.pdf import Recursos

IMAGENES = 12
"""Pictures printed at most; the others are listed with the rest of the files."""


def almacen() -> Storage:
    return EvidenciaPublicada._meta.get_field("miniatura").storage


def congelar(informe: Informe) -> list[dict[str, str]]:
    """The evidence of the report's year that is public now, in its language: what is printed of
    each and, of a picture, which file with which hash."""
    publicas = (
        EvidenciaPublicada.objects.publicas()
        .filter(plan=informe.corte.plan_id, anio=informe.anio)
        .order_by("pais__orden", "pk")
    )
    return [una(e, informe.idioma) for e in publicas]


def una(e: EvidenciaPublicada, idioma: str) -> dict[str, str]:
    ingles = idioma == "en"
    congelada = {
        "clave": e.clave,
        "titulo": (ingles and e.titulo_en) or e.titulo,
        "idioma": "en" if ingles and e.titulo_en else "es",
        "alternativo": e.alternativo_en if ingles else e.alternativo,
        "pais": e.pais.codigo if e.pais else "",
        "actividad": e.actividad,
        "extension": e.extension,
        "direccion": settings.SITIO_URL + e.get_absolute_url(),
        "archivo": "",
        "huella": "",
    }
    if e.es_imagen and e.miniatura:
        with e.miniatura.open("rb") as archivo:
            huella = hashlib.file_digest(archivo, "sha256").hexdigest()
        congelada |= {"archivo": e.miniatura.name, "huella": huella}
    return congelada


def imprimir(
    congeladas: Sequence[Mapping[str, str]], partes: Mapping[str, Any], recursos: Recursos
) -> dict[str, Any]:
    """``filas`` of pictures, two in each, and the ``archivos`` that are only listed.

    Raises DocumentoImposible when a picture is no longer the one that was frozen.
    """
    paises = {p["codigo"]: p["nombre"] for p in partes["inicio"]["paises"]}
    impresas = []
    for e in congeladas:
        actividad = partes.get(f"actividad/{e['actividad']}")
        impresas.append(
            {
                **e,
                "pais": paises.get(e["pais"], _("Región")),
                "actividad_corta": actividad["corto"] if actividad else "",
            }
        )
    con_imagen = [e for e in impresas if e["archivo"]][:IMAGENES]
    return {
        "filas": de_dos_en_dos([{**e, "url": imagen(e, recursos)} for e in con_imagen]),
        "archivos": [e for e in impresas if e not in con_imagen],
    }


def imagen(e: Mapping[str, Any], recursos: Recursos) -> str:
    """The address of a frozen picture for the typesetter."""
    try:
        with almacen().open(e["archivo"]) as archivo:
            contenido = archivo.read()
    except OSError:
        contenido = b""
    if hashlib.sha256(contenido).hexdigest() != e["huella"]:
        raise DocumentoImposible(
            _(
                "La imagen «%(titulo)s» ya no está publicada como estaba. Produzca otra vez el"
                " documento: saldrá con la evidencia que hoy es pública."
            )
            % {"titulo": e["titulo"]}
        )
    return recursos.agregar_imagen(contenido, "jpg")
