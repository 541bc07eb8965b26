"""Office documents (OOXML and OpenDocument): ZIP files of XML, read part by part and written
anew without names of authors, macros, things taken from elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from lxml import etree

from .formatos import MACROS, OOXML, ArchivoRechazado, Formato
from .imagen import sin_datos

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the old Office begin, and those of the new one behind a password."""
CIFRADO = 0x1
PARTES_MAXIMAS = 5000
PRINCIPALES = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml")
"""Parts that say what the document is, and whether it is behind a password."""
CARPETA = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
PROGRAMAS = re.compile(
    r"vbaProject|vbaData|macrosheets/|dialogsheets/|activeX/|ctrlProps/.*\.bin"
    r"|^Basic/|^Scripts/|^Configurations2/.*\.(js|py|bas)$",
    re.IGNORECASE,
)
INCRUSTADO = re.compile(r"embeddings/[^/]+$|^Object[^/]*$", re.IGNORECASE)
FIRMAS = ("_xmlsignatures/", "META-INF/documentsignatures", "META-INF/macrosignatures")
FOTOS = (".jpg", ".jpeg", ".png")

CON_NOMBRES = re.compile(
    r"\.rels$|^docProps/|^word/|^ppt/(comment|authors|presProps|presentation\.xml)"
    r"|^xl/(comments|persons|revisions|threadedComments|workbook\.xml)|^xl/externalLinks/"
    r"|^(meta|content|styles|settings)\.xml$|^Object[^/]*/(meta|content|styles|settings)\.xml$"
)
"""Parts that may name a person, or point outside."""
AUTOR = {
    "author", "initials", "creator", "lastModifiedBy", "lastEdited", "userName", "displayName",
    "userId", "lastEditedBy", "sender-initials", "creator-initials", "author-initials",
}  # fmt: skip
VACIOS = {
    "docProps/core.xml": b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/'
    b'2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"/>',
    "docProps/custom.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/'
    b'2006/custom-properties"/>',
    "meta.xml": b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:'
    b'1.0" office:version="1.3"><office:meta/></office:document-meta>',
}
"""What the parts about the document itself are replaced with."""
NINGUN_SITIO = "about:blank"
ENLACES = ("/hyperlink",)
ANONIMO = "·"


ZIP_DANADO = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError
)  # fmt: skip


# --- Reading -------------------------------------------------------------------------------------


def por_que_ole(contenido: bytes) -> str:
    """Why a document that should be a ZIP is not one."""
    if "EncryptedPackage".encode("utf-16-le") in contenido:
        return con_clave().mensaje
    return _(
        "El archivo es de un Office anterior a 2007, aunque su nombre dice otra cosa. "
        "Ábralo y guárdelo con el formato nuevo."
    )


def con_clave() -> ArchivoRechazado:
    return ArchivoRechazado(
        _("El documento está protegido con contraseña. Quítesela y súbalo otra vez.")
    )


def danado() -> ArchivoRechazado:
    return ArchivoRechazado(
        _("El documento está dañado o incompleto. Ábralo, guárdelo otra vez y súbalo.")
    )


def partes(contenido: bytes, *solo: str) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Every part of the document, or only those, never more than the limits allow."""
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as archivo:
            lista = [parte for parte in archivo.infolist() if not parte.is_dir()]
            medir(lista, len(contenido))
            for parte in lista:
                if parte.flag_bits & CIFRADO:
                    raise con_clave()
                if not solo or parte.filename in solo:
                    yield parte, archivo.read(parte)
    except ZIP_DANADO as error:
        raise danado() from error


def medir(lista: list[zipfile.ZipInfo], tamano: int) -> None:
    """Refuses what unpacks to too much; ``zipfile`` reads no more than what is declared."""
    abierto = sum(parte.file_size for parte in lista)
    nombres = [parte.filename for parte in lista]
    if abierto > settings.EVIDENCIA_ABIERTO or abierto > tamano * settings.EVIDENCIA_RAZON:
        raise ArchivoRechazado(
            _("El documento se abre a un tamaño desmedido y no se guardó. Divídalo.")
        )
    if len(lista) > PARTES_MAXIMAS or len(set(nombres)) != len(nombres):
        raise danado()
    if any(n.startswith("/") or "\\" in n or ".." in n.split("/") for n in nombres):
        raise danado()


def revisar(contenido: bytes, formato: Formato) -> Iterator[bytes]:
    """Yields each part, so that what is looked for in files is looked for in it too."""
    vistas = {parte.filename: datos for parte, datos in partes(contenido, *PRINCIPALES)}
    comprobar = comprobar_ooxml if formato.familia == "ooxml" else comprobar_odf
    comprobar(vistas, formato)
    for parte, datos in partes(contenido):
        nombre = parte.filename
        if PROGRAMAS.search(nombre):
            raise ArchivoRechazado(str(MACROS))
        if INCRUSTADO.search(nombre):
            revisar_incrustado(nombre, datos)
        if nombre.endswith((".xml", ".rels")) and CON_NOMBRES.search(nombre):
            leer_xml(datos)
        yield datos


def comprobar_ooxml(vistas: dict[str, bytes], formato: Formato) -> None:
    """The list of contents says what kind of document it is."""
    tipos = vistas.get("[Content_Types].xml", b"")
    if b"macroEnabled" in tipos:
        raise ArchivoRechazado(str(MACROS))
    principal = [
        str(nodo.get("ContentType"))
        for nodo in (leer_xml(tipos) if tipos else ())
        if str(nodo.get("PartName", "")).startswith(f"/{CARPETA[formato.extension]}")
    ]
    if not any(tipo.startswith(formato.mime + ".") for tipo in principal):
        raise no_es(formato)


def comprobar_odf(vistas: dict[str, bytes], formato: Formato) -> None:
    if vistas.get("mimetype", b"").strip() != formato.mime.encode():
        raise no_es(formato)
    if b"encryption-data" in vistas.get("META-INF/manifest.xml", b""):
        raise con_clave()


def no_es(formato: Formato) -> ArchivoRechazado:
    return ArchivoRechazado(
        _("El archivo no es un documento %(formato)s. Ábralo y guárdelo otra vez con ese formato.")
        % {"formato": formato.nombre}
    )


def revisar_incrustado(nombre: str, datos: bytes) -> None:
    """A table behind a chart is read like any document; anything else inside is refused."""
    formato = formato_incrustado(nombre)
    if formato is None:
        raise ArchivoRechazado(
            _("El documento lleva otros archivos incrustados. Guárdelo como PDF y súbalo.")
        )
    for _parte in revisar(datos, formato):
        pass


def formato_incrustado(nombre: str) -> Formato | None:
    extension = nombre.rpartition(".")[2].lower()
    clases = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet",
              "pptx": "presentationml.presentation"}  # fmt: skip
    if extension not in clases:
        return None
    return Formato(extension, extension, OOXML + clases[extension], "ooxml")


def leer_xml(datos: bytes) -> etree._Element:
    """A part as a tree. No entities: these formats have none, and bombs are made of them."""
    lector = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        raiz = etree.fromstring(datos, lector)
    except etree.XMLSyntaxError as error:
        raise danado() from error
    if raiz.getroottree().docinfo.doctype:
        raise danado()
    return raiz


# --- Writing -------------------------------------------------------------------------------------


def limpiar(contenido: bytes, formato: Formato) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as nuevo:
        for parte, datos in partes(contenido):
            if parte.filename.startswith(FIRMAS):  # no signature outlives a change
                continue
            # Without the hour and the machine of each part.
            escrita = zipfile.ZipInfo(parte.filename)
            escrita.compress_type = (
                zipfile.ZIP_STORED if parte.filename == "mimetype" else zipfile.ZIP_DEFLATED
            )
            nuevo.writestr(escrita, limpiar_parte(parte.filename, datos))
    return salida.getvalue()


def limpiar_parte(nombre: str, datos: bytes) -> bytes:
    if nombre.rpartition("/")[2] == "meta.xml":
        return VACIOS["meta.xml"]
    if nombre in VACIOS:
        return VACIOS[nombre]
    if nombre.lower().endswith(FOTOS):
        return sin_datos(datos)
    incrustado = formato_incrustado(nombre) if INCRUSTADO.search(nombre) else None
    if incrustado:
        return limpiar(datos, incrustado)
    if not nombre.endswith((".xml", ".rels")) or not CON_NOMBRES.search(nombre):
        return datos
    raiz = leer_xml(datos)
    if nombre.endswith(".rels"):
        sin_enlaces(raiz)
    else:
        sin_nombres(raiz)
    return etree.tostring(raiz, xml_declaration=True, encoding="UTF-8", standalone=True)


def sin_enlaces(raiz: etree._Element) -> None:
    """What the document would fetch by itself (templates, pictures) leads nowhere; what a person
    clicks on stays. Signatures are forgotten."""
    for nodo in list(raiz):
        clase = str(nodo.get("Type", ""))
        if "/digital-signature/" in clase:
            raiz.remove(nodo)
        elif nodo.get("TargetMode") == "External" and not clase.endswith(ENLACES):
            nodo.set("Target", NINGUN_SITIO)


def sin_nombres(raiz: etree._Element) -> None:
    """Who commented, changed or opened the document, wherever it is said."""
    for nodo in raiz.iter(etree.Element):
        etiqueta = etree.QName(nodo).localname
        for atributo in list(nodo.attrib):
            if es_autor(etiqueta, etree.QName(atributo).localname):
                nodo.set(atributo, ANONIMO)
        if etiqueta in AUTOR and len(nodo) == 0 and nodo.text:
            nodo.text = ANONIMO
        if etiqueta == "absPath" and "url" in nodo.attrib:  # the folder on somebody's machine
            nodo.set("url", "")
        if etiqueta == "config-item" and str(nodo.get(CONFIG_NOMBRE)).startswith("Printer"):
            nodo.text = ""


CONFIG_NOMBRE = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}name"
PERSONAS = {"cmAuthor", "author", "person"}


def es_autor(etiqueta: str, atributo: str) -> bool:
    """Whether an attribute names a person; ``name`` does only on the elements of authors."""
    return atributo in AUTOR or (etiqueta in PERSONAS and atributo == "name")
