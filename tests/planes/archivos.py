"""Real files for the tests of evidence, each made here by the library that would make it."""

from __future__ import annotations

import io
import zipfile
import zlib

import openpyxl
import pikepdf
from docx import Document
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from planes.limpieza import EICAR

AUTOR = "Autora Ficticia Del Archivo"
LUGAR = "Casa Ficticia 9"
"""What no cleaned copy may hold."""


def grados(valor: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    return (IFDRational(int(valor)), IFDRational(30), IFDRational(1234, 100))


def exif_con_gps() -> Image.Exif:
    """What a telephone writes: place, author, device, and that the picture lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn to the right to see it upright
    exif[0x013B] = AUTOR
    exif[0x0110] = "Telefono Ficticio"
    exif[0x010E] = LUGAR
    exif.get_ifd(0x8825).update({1: "N", 2: grados(14), 3: "W", 4: grados(90), 29: "2025:03:01"})
    return exif


def dibujo(ancho: int = 60, alto: int = 40) -> Image.Image:
    """The left half red, the right half blue."""
    imagen = Image.new("RGB", (ancho, alto), "blue")
    imagen.paste("red", (0, 0, ancho // 2, alto))
    return imagen


def foto_con_gps(**extra: object) -> bytes:
    salida = io.BytesIO()
    dibujo().save(
        salida, "JPEG", quality=95, exif=exif_con_gps(), comment=AUTOR.encode(),
        xmp=f"<x:xmpmeta>{AUTOR}</x:xmpmeta>".encode(), **extra,
    )  # fmt: skip
    return salida.getvalue()


def imagen(formato: str = "PNG", modo: str = "RGB", **extra: object) -> bytes:
    salida = io.BytesIO()
    dibujo().convert(modo).save(salida, formato, **extra)
    return salida.getvalue()


def con_pixeles(ancho: int, alto: int) -> bytes:
    """A small PNG that unpacks to a very large picture."""
    salida = io.BytesIO()
    Image.new("1", (ancho, alto)).save(salida, "PNG")
    return salida.getvalue()


# --- PDF -----------------------------------------------------------------------------------------


def pdf(*, foto: bytes = b"", clave: str = "") -> bytes:
    """A page; with ``foto`` a JPEG as the camera wrote it, with ``clave`` behind a password."""
    with pikepdf.new() as nuevo:
        nuevo.add_blank_page(page_size=(200, 200))
        nuevo.docinfo["/Author"] = AUTOR
        nuevo.docinfo["/Title"] = LUGAR
        with nuevo.open_metadata() as datos:
            datos["dc:creator"] = [AUTOR]
        if foto:
            flujo = pikepdf.Stream(nuevo, foto)
            flujo.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image,
                          "/Width": 60, "/Height": 40, "/BitsPerComponent": 8,
                          "/ColorSpace": pikepdf.Name.DeviceRGB,
                          "/Filter": pikepdf.Name.DCTDecode})  # fmt: skip
            pagina = nuevo.pages[0]
            pagina.Resources = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(Foto=nuevo.make_indirect(flujo))
            )
            pagina.Contents = nuevo.make_stream(b"q 60 0 0 40 0 0 cm /Foto Do Q")
        return guardado(nuevo, clave)


def guardado(documento: pikepdf.Pdf, clave: str = "") -> bytes:
    salida = io.BytesIO()
    documento.save(
        salida, encryption=pikepdf.Encryption(user=clave, owner=clave) if clave else False
    )
    return salida.getvalue()


def pdf_activo() -> bytes:
    """Everything that a PDF can do besides being read, and three bookmarks."""
    with pikepdf.open(io.BytesIO(pdf())) as doc:
        js = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hola-js')")
        lanza = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc-lanzada.exe")
        web = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://ejemplo.example/", Next=lanza)
        malo = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="javascript:hola-js")
        doc.Root.OpenAction = js
        doc.Root.AA = pikepdf.Dictionary(WC=js)
        doc.attachments["oculto.txt"] = b"contenido-adjunto"
        doc.Root.Names.JavaScript = pikepdf.Dictionary(Names=pikepdf.Array(["a", js]))
        doc.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA="hola-js")
        zona = pikepdf.Array([0, 0, 50, 50])

        def anotacion(subtipo: str, **mas: object) -> pikepdf.Object:
            return doc.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + subtipo), Rect=zona, **mas
                )
            )

        doc.pages[0].Annots = pikepdf.Array([
            anotacion("Link", A=web), anotacion("Link", A=lanza), anotacion("Link", A=malo),
            anotacion("Text", T=AUTOR, Contents="Una nota"),
            anotacion("FileAttachment", FS=pikepdf.Dictionary(F="oculto.txt")),
        ])  # fmt: skip
        with doc.open_outline() as indice:
            indice.root.extend(pikepdf.OutlineItem(f"Capítulo {n}", 0) for n in (1, 2, 3))
        return guardado(doc)


# --- Office --------------------------------------------------------------------------------------


def docx() -> bytes:
    """A letter with its author, a photograph of a telephone, and a comment."""
    documento = Document()
    documento.core_properties.author = AUTOR
    documento.core_properties.last_modified_by = AUTOR
    documento.core_properties.comments = LUGAR
    parrafo = documento.add_paragraph("Acta de la reunión ficticia")
    documento.add_picture(io.BytesIO(foto_con_gps()))
    documento.add_comment(parrafo.runs, text="Revisar", author=AUTOR, initials="AF")
    salida = io.BytesIO()
    documento.save(salida)
    return salida.getvalue()


def xlsx() -> bytes:
    libro = openpyxl.Workbook()
    libro.properties.creator = libro.properties.lastModifiedBy = AUTOR
    libro.active["A1"] = "Talleres"
    libro.active["A1"].comment = openpyxl.comments.Comment("Revisar", AUTOR)
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


PAQUETE = "http://schemas.openxmlformats.org/package/2006/"
LAMINAS = "http://schemas.openxmlformats.org/presentationml/2006/main"


def pptx() -> bytes:
    """The least that is a presentation: its list, its properties, and who comments on it."""
    tipo = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    return zip_de({
        "[Content_Types].xml": f'''<Types xmlns="{PAQUETE}content-types"><Default
            Extension="xml" ContentType="application/xml"/><Override
            PartName="/ppt/presentation.xml" ContentType="{tipo}"/></Types>'''.encode(),
        "_rels/.rels": f'<Relationships xmlns="{PAQUETE}relationships"/>'.encode(),
        "docProps/core.xml": f'''<cp:coreProperties xmlns:cp="{PAQUETE}metadata/core-properties"
            ><cp:lastModifiedBy>{AUTOR}</cp:lastModifiedBy></cp:coreProperties>'''.encode(),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{LAMINAS}"/>'.encode(),
        "ppt/commentAuthors.xml": f'''<p:cmAuthorLst xmlns:p="{LAMINAS}"><p:cmAuthor id="1"
            name="{AUTOR}" initials="AF"/></p:cmAuthorLst>'''.encode(),
        "docProps/thumbnail.jpeg": foto_con_gps(),
    })  # fmt: skip


ODF = "application/vnd.oasis.opendocument."
META = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-meta
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>
 <meta:initial-creator>{AUTOR}</meta:initial-creator><dc:creator>{AUTOR}</dc:creator>
</office:meta></office:document-meta>"""
CONTENIDO = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:text>
 <text:p>Acta ficticia<office:annotation><dc:creator>{AUTOR}</dc:creator><text:p>Nota</text:p>
 </office:annotation></text:p></office:text></office:body></office:document-content>"""


def odf(clase: str = "text", *, cifrado: bool = False, **mas: bytes) -> bytes:
    """An OpenDocument; ``mas`` are further parts by name (``/`` written ``__``)."""
    manifiesto = b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    manifiesto += b"<m:encryption-data/>" if cifrado else b""
    partes = {
        "mimetype": (ODF + clase).encode(),
        "content.xml": b"\x13\x00cifrado" if cifrado else CONTENIDO.encode(),
        "meta.xml": META.encode(),
        "META-INF/manifest.xml": manifiesto + b"</m:manifest>",
    }
    return zip_de(partes | {nombre.replace("__", "/"): datos for nombre, datos in mas.items()})


def zip_de(partes: dict[str, bytes]) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as archivo:
        for nombre, datos in partes.items():
            archivo.writestr(nombre, datos)
    return salida.getvalue()


def partes_de(contenido: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(contenido)) as archivo:
        return {nombre: archivo.read(nombre) for nombre in archivo.namelist()}


def con_parte(contenido: bytes, nombre: str, datos: bytes) -> bytes:
    """The same document with one more part, or another one in the place of the one it had."""
    return zip_de(partes_de(contenido) | {nombre: datos})


def con_macros(contenido: bytes) -> bytes:
    """What a DOCM or XLSM is inside, whatever its name says."""
    partes = partes_de(contenido)
    partes["[Content_Types].xml"] = partes["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    )  # fmt: skip
    carpeta = next(nombre.split("/")[0] for nombre in partes if nombre.startswith(("word/", "xl/")))
    return zip_de(partes | {f"{carpeta}/vbaProject.bin": b"macro"})


def con_clave() -> bytes:
    """How Office 2007 and later wrap a document behind a password: the old format around it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def bomba() -> bytes:
    """A DOCX of some hundred kilobytes that unpacks to 200 MB."""
    return con_parte(docx(), "word/relleno.xml", bytes(200 * 1024 * 1024))


def pdf_bomba() -> bytes:
    """A PDF whose list of objects unpacks to 300 MB of blanks."""
    nada = zlib.compress(b"1 0 " + b" " * (300 * 1024 * 1024), 9)
    return (
        b"%PDF-1.5\n4 0 obj\n<</Type/XRef/Size 5/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length "
        + str(len(nada)).encode() + b">>\nstream\n" + nada
        + b"\nendstream\nendobj\nstartxref\n9\n%%EOF"
    )  # fmt: skip


def eicar_en_docx() -> bytes:
    return con_parte(docx(), "word/nota.txt", EICAR)
