"""Small files, drawn and written here, as evidence of some reports; all fictitious."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import pikepdf
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from actores.models import Usuario
from informes.operaciones import publicar_evidencia
from planes import limpieza
from planes.models import Evidencia, Plan, Reporte
from planes.operaciones import guardar_con_historia

SEMILLA = 44
AVISO = "Documento ficticio de demostracion"  # the PDF's own font has no accents without more work


def acta() -> bytes:
    """A page that says what it is."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(420, 595))
        letra = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        pagina = pdf.pages[0]
        pagina.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=letra))
        pagina.Contents = pdf.make_stream(f"BT /F1 18 Tf 50 520 Td ({AVISO}) Tj ET".encode())
        salida = io.BytesIO()
        pdf.save(salida, deterministic_id=True)
    return salida.getvalue()


def dibujo(semilla: int = SEMILLA) -> bytes:
    """An abstract picture: nobody is in it."""
    azar = random.Random(semilla)
    imagen = Image.new("RGB", (640, 400), "#f6f8fb")
    lienzo = ImageDraw.Draw(imagen)
    for _vez in range(40):
        x, y, lado = azar.randint(0, 600), azar.randint(0, 360), azar.randint(20, 90)
        color = azar.choice(["#1b4f8f", "#14213d", "#d98e04", "#6b8e6e", "#d5dbe5"])
        lienzo.ellipse((x, y, x + lado, y + lado), fill=color)
    salida = io.BytesIO()
    imagen.save(salida, "JPEG", quality=80)
    return salida.getvalue()


def lista() -> bytes:
    libro = openpyxl.Workbook()
    libro.active.append(["Lista ficticia de demostración", "Personas"])
    libro.active.append(["Jornada ficticia", 24])
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def nota() -> bytes:
    return "Comunicado ficticio de demostración.\n".encode()


NADIE = {"muestra": "nadie", "consentimiento": "no_aplica"}
FILAS: tuple[tuple[str, str, str, Callable[[], bytes], str, dict[str, str]], ...] = (
    # informant, kind, title, content, name of the file, whom it shows
    ("sv", "acta", "Acta ficticia de la primera jornada", acta, "acta.pdf", NADIE),
    ("sv", "fotografia", "Dibujo ficticio en lugar de una foto", dibujo, "foto.jpg",
     NADIE),
    ("ni", "documento", "Lista ficticia de asistencia", lista, "lista.xlsx",
     {"muestra": "adultos", "consentimiento": "no_se"}),
    ("bz", "mensaje", "Comunicado ficticio", nota, "comunicado.txt", NADIE),
    ("", "informe", "Informe ficticio de la región", acta, "informe.pdf", NADIE),
)  # fmt: skip


def crear(plan: Plan, focales: Mapping[str, Usuario], secretaria: Usuario) -> None:
    """One file after the other, on the first activity that each informant says to be under way."""
    for codigo, tipo, titulo, contenido, nombre, mas in FILAS:
        reporte = Reporte.objects.filter(
            periodo__plan=plan, periodo__anio=2025, periodo__semestre=2,
            **({"pais__codigo": codigo} if codigo else {"pais": None}),
        ).first()  # fmt: skip
        avances = reporte.avances.filter(estado="en_curso") if reporte else None
        avance = avances.order_by("actividad__orden").first() if avances is not None else None
        if reporte and avance:
            por = focales.get(codigo, secretaria)
            fila = Evidencia(
                reporte=reporte, actividad=avance.actividad, tipo=tipo, titulo=titulo,
                fecha=reporte.periodo.inicio, nombre=nombre, subida_por=por, **mas,
            )  # fmt: skip
            if reporte.enviado_en:  # what comes after a return would count as changed since
                fila.subida_en = reporte.enviado_en
            guardar(fila, contenido(), por)


PUBLICAS = (
    # country, content, name of the file, title and text for who cannot see it, in both languages
    ("gt", dibujo, "jornada.jpg", "Dibujo ficticio de una jornada",
     "Fictitious drawing of a session", "Círculos de colores que no representan a nadie.",
     "Coloured circles that stand for nobody."),
    ("gt", acta, "acta.pdf", "Acta ficticia de una jornada", "Fictitious minutes of a session",
     "", ""),
    ("hn", lambda: dibujo(SEMILLA + 1), "taller.jpg", "Dibujo ficticio de un taller",
     "Fictitious drawing of a workshop", "Círculos de colores que no representan a nadie.",
     "Coloured circles that stand for nobody."),
)  # fmt: skip


def publicar(plan: Plan, focales: Mapping[str, Usuario], secretaria: Usuario) -> None:
    """Some files of approved reports of 2024, on the public site."""
    for codigo, contenido, nombre, titulo, titulo_en, alternativo, alternativo_en in PUBLICAS:
        reporte = Reporte.objects.vigentes().filter(
            periodo__plan=plan, periodo__anio=2024, pais__codigo=codigo
        ).order_by("-periodo__semestre").first()  # fmt: skip
        avance = reporte.avances.order_by("actividad__orden").first() if reporte else None
        if reporte and avance:
            fila = Evidencia(
                reporte=reporte, actividad=avance.actividad, titulo=titulo, nombre=nombre,
                tipo="fotografia" if nombre.endswith("jpg") else "acta",
                fecha=reporte.periodo.inicio, subida_por=focales[codigo], **NADIE,
            )  # fmt: skip
            guardar(fila, contenido(), focales[codigo])
            publicar_evidencia(
                evidencia=fila, titulo=titulo, titulo_en=titulo_en, alternativo=alternativo,
                alternativo_en=alternativo_en, por=secretaria,
            )  # fmt: skip


def guardar(fila: Any, contenido: bytes, por: Usuario) -> None:
    """As an upload keeps it; that operation would refuse a report that has been sent."""
    formato = limpieza.revisar(fila.nombre, contenido)
    fila.formato, fila.tamano = formato.mime, len(contenido)
    fila.huella = hashlib.sha256(contenido).hexdigest()
    fila.original.save("", ContentFile(contenido), save=False)
    fila.limpia.save("", ContentFile(limpieza.limpiar(formato, contenido)), save=False)
    guardar_con_historia(fila, por=por, motivo="subir")
