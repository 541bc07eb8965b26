"""The words of a document, whatever its format, with all that it carries unseen."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from pypdf import PdfReader

from informes.models import FormaInforme, Informe

EN_ZIP = {"pptx", "xlsx", "zip", "docx"}
ETIQUETA = re.compile(r"<[^>]+>")


def archivos_de(informe: Informe) -> Iterator[tuple[str, bytes]]:
    """The address's name and the bytes of the principal file and of every other form."""
    filas: list[Informe | FormaInforme] = [informe, *informe.formas.all()]
    for fila in filas:
        with fila.archivo.open("rb") as archivo:
            yield f"{fila.nombre_direccion}.{fila.extension}", archivo.read()


def texto_de(nombre: str, contenido: bytes) -> str:
    """Blanks joined; of a package every part, of a package in a package too; "" of a picture."""
    extension = nombre.rsplit(".", 1)[-1]
    if extension == "pdf":
        return texto_de_pdf(contenido)
    if extension in EN_ZIP:
        with zipfile.ZipFile(io.BytesIO(contenido)) as partes:
            return " ".join(texto_de(parte, partes.read(parte)) for parte in partes.namelist())
    if extension in {"png", "jpg"}:
        return ""
    texto = contenido.decode(errors="replace")
    if extension in {"xml", "rels", "svg", "html"}:
        texto = ETIQUETA.sub(" ", texto)
    return re.sub(r"\s+", " ", texto)


def texto_de_pdf(contenido: bytes) -> str:
    lector = PdfReader(io.BytesIO(contenido))
    adjuntos = [f"{nombre}: {partes!r}" for nombre, partes in lector.attachments.items()]
    hojas = [re.sub(r"\s+", " ", hoja.extract_text()) for hoja in lector.pages]
    return " ".join([*hojas, str(lector.metadata), *adjuntos])
