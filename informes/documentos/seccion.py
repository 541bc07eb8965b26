"""One written section as it will be printed: a page to look at while writing."""

from __future__ import annotations

from informes.documentos import comun
from informes.models import Informe
from planes.documentos.pdf import Recursos


def vista_previa(informe: Informe, clave: str) -> bytes:
    """The PDF of one section of a document that need not be saved.

    Raises DocumentoImposible, DocumentoMalHecho.
    """
    recursos = Recursos()
    datos = comun.contexto(informe, recursos)
    datos["seccion"] = datos["narrativa"].get(clave.replace("-", "_"))
    plantilla = "informes/pdf/seccion.html"
    return comun.componer_pdf(informe, plantilla, datos, recursos).contenido
