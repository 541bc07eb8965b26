"""A document made for a test, and its words, whatever its format, with all it carries unseen."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from pypdf import PdfReader

from informes import documentos
from informes.models import Corte, FormaInforme, Informe, TipoInforme

EN_ZIP = {"pptx", "xlsx", "zip", "docx"}
ETIQUETA = re.compile(r"<[^>]+>")


def producido(
    corte: Corte, tipo: TipoInforme, sujeto: str = "", idioma: str = "es", anio: int = 2024
) -> Informe:
    """The produced document; each of its PDFs has passed PDF/UA-1."""
    informe = Informe.objects.get_or_create(
        tipo=tipo, corte=corte, anio=anio, sujeto=sujeto, idioma=idioma
    )[0]
    documentos.producir(informe)
    assert informe.error == ""
    return informe


def paginas(informe: Informe) -> list[str]:
    """The text of each page of a PDF, on one line."""
    with informe.archivo.open("rb") as archivo:
        return hojas_de_pdf(PdfReader(io.BytesIO(archivo.read())))


def hojas_de_pdf(lector: PdfReader) -> list[str]:
    return [re.sub(r"\s+", " ", hoja.extract_text()) for hoja in lector.pages]


def texto(informe: Informe) -> str:
    return " ".join(paginas(informe))


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
    return " ".join([*hojas_de_pdf(lector), str(lector.metadata), *adjuntos])
