"""Office packages (PPTX, DOCX, XLSX) that come out the same every time and carry nothing alive."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from planes.documentos.pdf import DocumentoMalHecho

AUTOR = "CORETT"
PROPIEDADES = "docProps/core.xml"
PAQUETES = (".xlsx", ".docx", ".pptx")
PRIMERAS = ("[Content_Types].xml", "_rels/.rels")
"""Readers look for these at the head of the package."""

PROHIBIDAS = ("vbaproject", "activex", "/ctrlprops/", "oleobject", "externallinks/")

CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SE_CONSERVAN = (f"{{{DC}}}title", f"{{{DC}}}subject", f"{{{DC}}}description", f"{{{DC}}}language",
                f"{{{CP}}}keywords")  # fmt: skip


def fijar(contenido: bytes, fecha: dt.date) -> bytes:
    """The same package with nothing of the moment and the machine it was made on: parts in order,
    every date ``fecha``, author CORETT; also in the workbooks inside it.

    Keeps title, subject, description, keywords and language. Raises DocumentoMalHecho when
    something in it could run or fetch: macros, controls, links other than https.
    """
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as nuevo:
        for nombre, datos in partes(contenido):
            parte = zipfile.ZipInfo(nombre, (fecha.year, fecha.month, fecha.day, 0, 0, 0))
            parte.compress_type = zipfile.ZIP_DEFLATED
            parte.create_system, parte.external_attr = 3, 0o600 << 16
            nuevo.writestr(parte, fijar_parte(nombre, datos, fecha))
    return salida.getvalue()


def partes(contenido: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts in the order they are written; each name once, directories left out."""
    with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
        nombres = {n for n in paquete.namelist() if not n.endswith("/")}
        for nombre in (*PRIMERAS, *sorted(nombres.difference(PRIMERAS))):
            yield nombre, paquete.read(nombre)


def fijar_parte(nombre: str, datos: bytes, fecha: dt.date) -> bytes:
    if any(mala in nombre.lower() for mala in PROHIBIDAS):
        raise DocumentoMalHecho(f"a part that could run or fetch: {nombre}")
    if nombre == PROPIEDADES:
        return propiedades(datos, fecha)
    if nombre.endswith(".rels"):
        exigir_enlaces(nombre, datos)
    if nombre.endswith(PAQUETES):
        return fijar(datos, fecha)
    return datos


def exigir_enlaces(nombre: str, datos: bytes) -> None:
    """Only hyperlinks lead out of a package, and only to https."""
    for enlace in leer(datos):
        if enlace.get("TargetMode") == "External":
            tipo, destino = enlace.get("Type", ""), enlace.get("Target", "")
            if not tipo.endswith("/hyperlink") or not destino.startswith("https://"):
                raise DocumentoMalHecho(f"a link out of {nombre}: {destino[:200]}")


def propiedades(datos: bytes, fecha: dt.date) -> bytes:
    """``docProps/core.xml`` written anew."""
    raiz = etree.Element(
        f"{{{CP}}}coreProperties", nsmap={"cp": CP, "dc": DC, "dcterms": DCTERMS, "xsi": XSI}
    )
    dichas = {str(p.tag): p.text for p in leer(datos) if p.text}
    for clave in SE_CONSERVAN:
        if clave in dichas:
            etree.SubElement(raiz, clave).text = dichas[clave]
    etree.SubElement(raiz, f"{{{DC}}}creator").text = AUTOR
    etree.SubElement(raiz, f"{{{CP}}}lastModifiedBy").text = AUTOR
    etree.SubElement(raiz, f"{{{CP}}}revision").text = "1"
    for clave in ("created", "modified"):
        cuando = etree.SubElement(raiz, f"{{{DCTERMS}}}{clave}")
        cuando.set(f"{{{XSI}}}type", "dcterms:W3CDTF")
        cuando.text = f"{fecha:%Y-%m-%d}T00:00:00Z"
    escrito: bytes = etree.tostring(raiz, xml_declaration=True, encoding="UTF-8", standalone=True)
    return escrito


def leer(datos: bytes) -> etree._Element:
    return etree.fromstring(datos, etree.XMLParser(resolve_entities=False, no_network=True))
