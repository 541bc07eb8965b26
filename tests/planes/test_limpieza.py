"""What is refused and why, and that the cleaned copy shows the same and says no more."""

from __future__ import annotations

import io
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from docx import Document
from PIL import Image, ImageCms

from planes import limpieza
from tests.planes import archivos
from tests.planes.archivos import AUTOR, LUGAR

MEGA = 1024 * 1024

BUENOS: dict[str, Callable[[], bytes] | bytes] = {
    "foto.jpg": archivos.foto_con_gps,
    "FOTO.JPEG": archivos.foto_con_gps,
    "captura.png": archivos.imagen,
    "captura.webp": lambda: archivos.imagen("WEBP"),
    "acta.pdf": archivos.pdf,
    "activo.pdf": archivos.pdf_activo,
    "acta.docx": archivos.docx,
    "lista.xlsx": archivos.xlsx,
    "laminas.pptx": archivos.pptx,
    "acta.odt": archivos.odf,
    "lista.ods": lambda: archivos.odf("spreadsheet"),
    "nota.txt": "Acta de la reunión\r\nPunto 1".encode("cp1252"),
    "lista.csv": "País;Talleres\nBelice;-4\n=1+1;@x".encode(),
}  # fmt: skip


def hacer(fuente: Callable[[], bytes] | bytes) -> bytes:
    return fuente if isinstance(fuente, bytes) else fuente()


@pytest.mark.parametrize("nombre", BUENOS)
def test_lo_que_se_acepta_sale_limpio_y_se_acepta_otra_vez(nombre: str) -> None:
    contenido = hacer(BUENOS[nombre])
    formato = limpieza.revisar(nombre, contenido)
    limpia = limpieza.limpiar(formato, contenido)
    assert limpieza.revisar(nombre, limpia) == formato
    for parte in (limpia, *(archivos.partes_de(limpia).values() if limpia[:2] == b"PK" else ())):
        assert AUTOR.encode() not in parte
        assert AUTOR.encode("utf-16-be") not in parte
        assert LUGAR.encode() not in parte
        assert b"Telefono Ficticio" not in parte


def test_los_archivos_de_prueba_si_traen_lo_que_no_debe_salir() -> None:
    """So that the test above is known to be able to fail."""
    for nombre in ("foto.jpg", "acta.pdf"):
        assert AUTOR.encode() in hacer(BUENOS[nombre]).replace(b"\x00", b"")
    for nombre in ("acta.docx", "lista.xlsx", "laminas.pptx", "acta.odt"):
        partes = archivos.partes_de(hacer(BUENOS[nombre]))
        assert any(AUTOR.encode() in parte for parte in partes.values())


# --- Refused, each with its reason ---------------------------------------------------------------

MALOS: dict[str, tuple[str, Callable[[], bytes] | bytes, str]] = {
    "vacío": ("acta.pdf", b"", "está vacío"),
    "otro tipo": ("programa.exe", b"MZ", "no se puede subir"),
    "sin extensión": ("acta", b"hola", "no se puede subir"),
    "SVG": ("dibujo.svg", b"<svg/>", "no se puede subir"),
    "muy grande": ("foto.jpg", archivos.foto_con_gps() + bytes(50 * MEGA), "el máximo es"),
    "HTML disfrazado": ("foto.jpg", b"<!DOCTYPE html><html><body>hola", "por dentro es otra"),
    "HTML como texto": ("nota.txt", b"<!DOCTYPE html><html><body>hola", "por dentro es otra"),
    "PDF disfrazado": ("foto.png", archivos.pdf(), "por dentro es otra"),
    "PNG llamado JPEG": ("foto.jpg", archivos.imagen(), "por dentro es otra"),
    "foto cortada": ("foto.jpg", archivos.foto_con_gps()[:-500], "dañada o incompleta"),
    "foto de un teléfono": ("foto.HEIC", b"ftypheic", "Guárdela como JPEG"),
    "bomba de puntos": ("a.png", lambda: archivos.con_pixeles(9000, 9000), "60 millones"),
    "bomba de puntos mayor": ("a.png", lambda: archivos.con_pixeles(20000, 20000), "60 millones"),
    "PDF con clave": ("acta.pdf", archivos.pdf(clave="secreta"), "protegido con contraseña"),
    "PDF dañado": ("acta.pdf", b"%PDF-1.7\nnada", "dañado o incompleto"),
    "bomba PDF": ("acta.pdf", archivos.pdf_bomba, "dañado o incompleto"),
    "Word con clave": ("acta.docx", archivos.con_clave(), "protegido con contraseña"),
    "Word antiguo": ("acta.doc", b"x", "Guárdelo como DOCX"),
    "Word antiguo disfrazado": ("a.docx", archivos.con_clave()[:99], "anterior a 2007"),
    "macros por nombre": ("acta.docm", b"x", "macros"),
    "macros por dentro": ("a.docx", lambda: archivos.con_macros(archivos.docx()), "macros"),
    "macros en Excel": ("a.xlsx", lambda: archivos.con_macros(archivos.xlsx()), "macros"),
    "Excel llamado Word": ("acta.docx", archivos.xlsx(), "por dentro es otra"),
    "ZIP llamado Word": ("a.docx", archivos.zip_de({"a": b"b"}), "no es un documento"),
    "ZIP cortado": ("acta.docx", archivos.docx()[:-400], "dañado o incompleto"),
    "bomba ZIP": ("acta.docx", archivos.bomba, "tamaño desmedido"),
    "incrustado": (
        "a.docx",
        lambda: archivos.con_parte(archivos.docx(), "word/embeddings/ole1.bin", b"MZ"),
        "otros archivos incrustados",
    ),
    "entidades": (
        "a.docx",
        lambda: archivos.con_parte(
            archivos.docx(), "word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
        ),
        "dañado",
    ),
    "fuera de su carpeta": (
        "a.docx",
        lambda: archivos.con_parte(archivos.docx(), "../../etc/cron", b"x"),
        "dañado",
    ),
    "ODT con clave": ("a.odt", archivos.odf(cifrado=True), "protegido con contraseña"),
    "ODT con macros": ("a.odt", archivos.odf(Basic__a=b"x"), "macros"),
    "ODS llamado ODT": ("a.odt", archivos.odf("spreadsheet"), "no es un documento"),
    "binario llamado texto": ("nota.txt", b"hola\x00\x01\x02", "no"),
    "virus de prueba": ("nota.txt", limpieza.EICAR, "contiene un virus"),
    "virus en un documento": ("a.docx", archivos.eicar_en_docx, "contiene un virus"),
}


def test_media_imagen_no_pasa_aunque_otro_la_tolere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The typesetter of the PDFs tells Pillow, for the whole process, to read what there is."""
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    for nombre, entera in (("a.png", archivos.imagen()), ("a.jpg", archivos.foto_con_gps())):
        with pytest.raises(limpieza.ArchivoRechazado, match="dañada o incompleta"):
            limpieza.revisar(nombre, entera[: len(entera) // 2])


@pytest.mark.parametrize("caso", MALOS)
def test_se_rechaza_y_se_dice_por_que(caso: str) -> None:
    nombre, fuente, dice = MALOS[caso]
    with pytest.raises(limpieza.ArchivoRechazado) as rechazo:
        limpieza.revisar(nombre, hacer(fuente))
    assert dice in rechazo.value.mensaje
    assert "válido" not in rechazo.value.mensaje


def test_el_tamano_y_el_limite_se_dicen() -> None:
    with pytest.raises(limpieza.ArchivoRechazado, match=r"pesa 50.MB y el máximo es 20.MB"):
        limpieza.medir("foto.jpg", 50 * MEGA)


# --- The cleaned copy shows the same -------------------------------------------------------------


def limpia(nombre: str, contenido: bytes) -> bytes:
    return limpieza.limpiar(limpieza.revisar(nombre, contenido), contenido)


def test_la_foto_queda_derecha_y_sin_nada_mas() -> None:
    copia = Image.open(io.BytesIO(limpia("foto.jpg", archivos.foto_con_gps())))
    assert copia.size == (40, 60)  # it lay on its side
    rojo, _verde, azul = copia.convert("RGB").getpixel((20, 5))
    assert rojo > 200 > 60 > azul  # red was on the left: now it is on top
    assert not copia.getexif()
    assert set(copia.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("nombre", "formato", "modo"),
    [("a.png", "PNG", "RGBA"), ("a.png", "PNG", "P"), ("a.png", "PNG", "1"),
     ("a.webp", "WEBP", "RGBA"), ("a.jpg", "JPEG", "L"), ("a.jpg", "JPEG", "CMYK")],
)  # fmt: skip
def test_cualquier_clase_de_imagen(nombre: str, formato: str, modo: str) -> None:
    copia = Image.open(io.BytesIO(limpia(nombre, archivos.imagen(formato, modo))))
    assert copia.size == (60, 40)
    assert copia.format == formato


def test_los_colores_de_otro_perfil_se_conservan() -> None:
    perfil = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    copia = Image.open(io.BytesIO(limpia("a.jpg", archivos.foto_con_gps(icc_profile=perfil))))
    assert "icc_profile" not in copia.info
    assert copia.convert("RGB").getpixel((20, 5))[0] > 200


def test_el_pdf_no_hace_nada_solo() -> None:
    with pikepdf.open(io.BytesIO(limpia("a.pdf", archivos.pdf_activo()))) as copia:
        todo = copia.Root.unparse(resolved=True) + b"".join(
            objeto.unparse(resolved=True) for objeto in copia.objects
        )
        for palabra in (
            b"JavaScript",
            b"hola-js",
            b"Launch",
            b"calc-lanzada",
            b"XFA",
            b"/AA",
            b"contenido-adjunto",
            b"EmbeddedFile",
            b"FileAttachment",
            b"oculto.txt",
        ):
            assert palabra not in todo, palabra
        assert not copia.attachments
        assert "/Metadata" not in copia.Root
        assert "/Info" not in copia.trailer
        enlaces = [a for a in copia.pages[0].Annots if a.Subtype == "/Link" and "/A" in a]
        assert [str(a.A.URI) for a in enlaces] == ["https://ejemplo.example/"]
        assert str(copia.pages[0].Annots[3].Contents) == "Una nota"
        with copia.open_outline() as indice:
            assert [item.title for item in indice.root] == [f"Capítulo {n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("comprimida", [False, True])
def test_la_foto_dentro_de_un_pdf_tampoco_dice_donde(comprimida: bool) -> None:
    original = archivos.pdf(foto=archivos.foto_con_gps())
    if comprimida:
        with pikepdf.open(io.BytesIO(original)) as doc:
            foto = doc.pages[0].Resources.XObject.Foto
            foto.write(
                zlib.compress(foto.read_raw_bytes()),
                filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode]),
            )
            original = archivos.guardado(doc)
    with pikepdf.open(io.BytesIO(limpia("a.pdf", original))) as copia:
        foto = copia.pages[0].Resources.XObject.Foto
        guardada = foto.read_raw_bytes()
        assert AUTOR.encode() not in guardada
        assert b"Exif" not in guardada
        assert pikepdf.PdfImage(foto).as_pil_image().getpixel((2, 20))[0] > 200


def test_el_documento_se_abre_y_dice_lo_mismo() -> None:
    word = Document(io.BytesIO(limpia("a.docx", archivos.docx())))
    assert word.paragraphs[0].text == "Acta de la reunión ficticia"
    assert word.core_properties.author == ""
    assert [c.text for c in word.comments] == ["Revisar"]
    excel = openpyxl.load_workbook(io.BytesIO(limpia("a.xlsx", archivos.xlsx())))
    assert excel.active["A1"].value == "Talleres"
    assert excel.active["A1"].comment.text == "Revisar"
    assert b"Acta ficticia" in archivos.partes_de(limpia("a.odt", archivos.odf()))["content.xml"]


def test_lo_que_un_documento_traeria_de_fuera_ya_no_se_trae() -> None:
    enlace = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://x/attachedTemplate" TargetMode="External" '
        b'Target="https://espia.example/plantilla.dotm"/>'
        b'<Relationship Id="rId2" Type="http://x/hyperlink" TargetMode="External" '
        b'Target="https://ejemplo.example/"/></Relationships>'
    )
    ruta = "word/_rels/settings.xml.rels"
    copia = archivos.partes_de(limpia("a.docx", archivos.con_parte(archivos.docx(), ruta, enlace)))
    assert b"espia.example" not in copia[ruta]
    assert b"https://ejemplo.example/" in copia[ruta]


def test_la_tabla_detras_de_un_grafico_tambien_se_limpia() -> None:
    ruta = "ppt/embeddings/Tabla1.xlsx"
    original = archivos.con_parte(archivos.pptx(), ruta, archivos.xlsx())
    dentro = archivos.partes_de(archivos.partes_de(limpia("a.pptx", original))[ruta])
    assert not any(AUTOR.encode() in parte for parte in dentro.values())


def test_un_texto_no_se_vuelve_formula() -> None:
    copia = limpia("a.csv", hacer(BUENOS["lista.csv"])).decode("utf-8-sig")
    assert copia.splitlines() == ["País,Talleres", "Belice,-4", "'=1+1,'@x"]


def test_las_tildes_de_windows_se_entienden() -> None:
    assert limpia("nota.txt", hacer(BUENOS["nota.txt"])).decode().startswith("Acta de la reunión")
    assert limpia("nota.txt", "Reunión".encode("utf-16")).decode() == "Reunión"


def test_libreoffice_abre_la_copia(tmp_path: Path) -> None:
    (tmp_path / "lista.xlsx").write_bytes(limpia("lista.xlsx", archivos.xlsx()))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/perfil", "--headless",
         "--convert-to", "csv", "--outdir", str(tmp_path), str(tmp_path / "lista.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert (tmp_path / "lista.csv").read_text().strip() == "Talleres"
