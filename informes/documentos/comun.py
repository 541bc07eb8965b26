"""What every typeset document has: its cut, its narrative, where it can be verified."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from informes.documentos import narrativa, sobre_si
from informes.documentos.archivo import Archivo, Avisar
from informes.models import Informe
from planes.documentos.pdf import Documento, Recursos, componer


def contexto(informe: Informe, recursos: Recursos) -> dict[str, Any]:
    """What ``informes/pdf/base.html`` and the parts beside it say, in the document's language.

    ``narrativa`` has the written sections by key (``-`` as ``_``), those that are not empty.
    """
    corte, idioma = informe.corte, informe.idioma
    return {
        "idioma": idioma,
        "informe": informe,
        "corte": corte,
        "anio": informe.anio,
        "formato_fecha": r"j \d\e F \d\e Y" if idioma == "es" else "j F Y",
        "direccion": settings.SITIO_URL + informe.get_absolute_url(),
        "sitio": settings.SITIO_URL + ("" if idioma == "es" else "/en"),
        "marca_de_agua": sobre_si.agua(recursos) if corte.demo else None,
        "verificar": sobre_si.verificar(corte.huella, recursos),
        "huella_en_grupos": " ".join(corte.huella[i : i + 8] for i in range(0, 64, 8)),
        "narrativa": narrativa.secciones(informe),
        "creditos": narrativa.creditos(informe, recursos),
    }


def pdf(
    informe: Informe,
    plantilla: str,
    datos: Mapping[str, Any],
    recursos: Recursos,
    avisar: Avisar,
    clave: str = "",
) -> Archivo:
    """Typesets a template into a file of the document.

    Raises DocumentoMalHecho.
    """
    hecho = componer_pdf(informe, plantilla, datos, recursos, avisar, clave)
    return Archivo(hecho.contenido, "pdf", clave, hecho.paginas)


def componer_pdf(
    informe: Informe,
    plantilla: str,
    datos: Mapping[str, Any],
    recursos: Recursos,
    avisar: Avisar = lambda parte: None,
    clave: str = "",
) -> Documento:
    with translation.override(informe.idioma):
        html = render_to_string(plantilla, dict(datos))
    # No time and no random number.
    identificador = f"{informe.nombre_archivo} {clave} {informe.corte.huella}".encode()
    return componer(html, recursos, identificador, avisar)
