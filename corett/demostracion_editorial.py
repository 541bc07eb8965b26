"""News and campaigns for trying the portal: made up, and every one of them says so."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
from dataclasses import dataclass
from typing import TypeVar

from django.utils import timezone
from PIL import Image, ImageDraw

from actores.models import Pais, Usuario
from informes import editorial_imagen
from informes.models import Campana, Noticia
from informes.models.editorial import Editorial
from informes.operaciones import editorial as operaciones
from informes.trazos import CARPETA
from planes.operaciones import guardar_con_historia

P = TypeVar("P", bound=Editorial)

ANCHO, ALTO, FINO = 1600, 900, 2
"""Of the drawings, and how much larger they are drawn to come out smooth."""
COLORES = {
    "azul": ("#14213D", "#1B4F8F", "#D5DEEE"),
    "verde": ("#0A3D47", "#0B7C8E", "#F0F8F9"),
    "tierra": ("#5A2506", "#A0430D", "#FAEFE8"),
    "violeta": ("#2A0F58", "#471A93", "#F0EBF8"),
}
"""Ground, shape and points, of the brand's four."""

ES = "Texto de ejemplo para probar el portal: lo que cuenta no ocurrió."
EN = "Sample text for trying the portal: what it tells did not happen."
ALT = "Dibujo: los nueve países como puntos unidos por una línea."
ALT_EN = "Drawing: the nine countries as dots joined by a line."


@dataclass(frozen=True)
class Ejemplo:
    """A made-up news item: texts, colour of its drawing (none: no picture), whose it is, and how
    many days ago it came out (fewer than none: scheduled; None: a draft)."""

    titulo: str
    titulo_en: str
    resumen: str
    resumen_en: str
    tipo: str
    color: str
    paises: str
    hace: int | None


NOTICIAS = (
    Ejemplo(
        "Ejemplo: los nueve países revisan juntos el plan del año",
        "Example: the nine countries review the year's plan together",
        "En dos días de trabajo se repasaron los avances de cada eje y lo que falta por hacer.",
        "Over two working days they went through the progress of each axis and what is left to do.",
        "sesion", "azul", "gt bz hn sv ni cr pa mx do", 12,
    ),
    Ejemplo(
        "Ejemplo: jornada de formación para personal de fronteras",
        "Example: training day for border staff",
        "Cómo reconocer señales de trata y a quién avisar, sin poner en riesgo a la persona.",
        "How to recognise signs of trafficking and whom to tell, without putting the person at"
        " risk.",
        "noticia", "verde", "gt hn sv", 47,
    ),
    Ejemplo(
        "Ejemplo: comunicado por el Día Mundial contra la Trata",
        "Example: statement on the World Day against Trafficking",
        "La Coalición recuerda que la trata y el tráfico ilícito son delitos distintos.",
        "The Coalition recalls that trafficking and smuggling are different crimes.",
        "comunicado", "", "", 116,
    ),
    Ejemplo(
        "Ejemplo: una guía común para referir casos entre países",
        "Example: a common guide for referring cases between countries",
        "El borrador pasa ahora a los organismos nacionales para sus observaciones.",
        "The draft now goes to the national bodies for their remarks.",
        "noticia", "tierra", "cr pa", 203,
    ),
    Ejemplo(
        "Ejemplo: periodistas y fiscalías hablan de cómo contar la trata",
        "",
        "Un encuentro sobre lenguaje, imágenes y protección de las víctimas en los medios.",
        "",
        "noticia", "violeta", "mx", 310,
    ),
    Ejemplo(
        "Ejemplo: sesión de los comités de comunicación y de movilización",
        "Example: session of the communication and mobilisation committees",
        "Se acordó el calendario de publicaciones y la lista de socios por visitar.",
        "They agreed on the publication calendar and on the list of partners to visit.",
        "sesion", "", "do ni", 402,
    ),
    Ejemplo(
        "Ejemplo: se acerca la entrega del informe anual",
        "Example: the annual report is about to come out",
        "Qué trae el informe de este año y cómo se leen sus cifras.",
        "What this year's report holds and how to read its figures.",
        "noticia", "azul", "", -9,
    ),
    Ejemplo(
        "Ejemplo: taller regional sobre rutas de derivación",
        "",
        "Borrador a medio escribir, para quien pruebe el panel.",
        "",
        "noticia", "", "bz", None,
    ),
)  # fmt: skip

CUERPO = (
    f"<p><em>{ES}</em></p><p>Participaron los organismos nacionales de los países y las"
    " instituciones que acompañan a la Coalición. Cada país contó qué hizo, qué le costó y qué"
    " necesita de los demás.</p><h2>Lo que se acordó</h2><ul><li>Compartir los materiales que ya"
    " existen.</li><li>Revisar en la próxima sesión lo que quedó pendiente.</li><li>Publicar un"
    " resumen en este sitio.</li></ul><blockquote>Lo que un país aprende, los otros ocho no tienen"
    " que descubrirlo solos.</blockquote><p>La próxima reunión se anunciará en fechas clave.</p>"
)
CUERPO_EN = (
    f"<p><em>{EN}</em></p><p>The national bodies of the countries and the institutions that work"
    " with the Coalition took part. Each country told what it had done, what was hard and what it"
    " needs from the others.</p><h2>What was agreed</h2><ul><li>To share the materials that"
    " exist.</li><li>To review what is pending at the next session.</li><li>To publish a summary on"
    " this site.</li></ul><blockquote>What one country learns, the other eight need not find out by"
    " themselves.</blockquote><p>The next meeting will be announced among the key dates.</p>"
)


def editorial(por: Usuario) -> None:
    """Makes the news and two campaigns, as written by that person."""
    paises = {pais.codigo: pais for pais in Pais.objects.all()}
    for ejemplo in NOTICIAS:
        ingles = bool(ejemplo.titulo_en)
        noticia = Noticia(
            titulo=ejemplo.titulo, titulo_en=ejemplo.titulo_en, resumen=ejemplo.resumen,
            resumen_en=ejemplo.resumen_en, tipo=ejemplo.tipo, cuerpo=CUERPO,
            cuerpo_en=CUERPO_EN if ingles else "", **imagen(ejemplo.color),
        )  # fmt: skip
        suyos = [paises[codigo] for codigo in ejemplo.paises.split()]
        escrita = operaciones.guardar(
            pieza=noticia, version=0, por=por, relaciones={"paises": suyos}
        )
        if ejemplo.hace is not None:
            salir(escrita, dt.timedelta(days=ejemplo.hace), por)
    for campana in campanas():
        escrita_campana = operaciones.guardar(
            pieza=campana, version=0, por=por, relaciones={"paises": list(paises.values())}
        )
        salir(escrita_campana, dt.timedelta(days=90), por)


def campanas() -> list[Campana]:
    hoy = timezone.localdate()
    return [
        Campana(
            titulo="Ejemplo: Pregunte antes de irse",
            titulo_en="Example: Ask before you go",
            lema="Una oferta clara no teme las preguntas.",
            lema_en="A clear offer does not fear questions.",
            resumen="Para jóvenes que reciben ofertas de trabajo en otro país: qué preguntar y a"
            " quién llamar.",
            resumen_en="For young people who are offered work in another country: what to ask and"
            " whom to call.",
            cuerpo=f"<p><em>{ES}</em></p><p>La campaña se hace en escuelas, terminales y redes"
            " sociales. No asusta: da preguntas que cualquiera puede hacer antes de aceptar.</p>",
            cuerpo_en=f"<p><em>{EN}</em></p><p>The campaign runs in schools, stations and social"
            " networks. It does not frighten: it gives questions that anybody can ask before"
            " accepting.</p>",
            inicio=hoy - dt.timedelta(days=120),
            fin=hoy + dt.timedelta(days=60),
            **imagen("verde"),
        ),
        Campana(
            titulo="Ejemplo: No es lo mismo",
            titulo_en="Example: It is not the same",
            lema="Trata y tráfico: dos delitos, dos respuestas.",
            lema_en="Trafficking and smuggling: two crimes, two answers.",
            resumen="Para funcionarias y funcionarios: qué distingue la trata del tráfico ilícito.",
            resumen_en="For officials: what tells trafficking from smuggling.",
            cuerpo=f"<p><em>{ES}</em></p><p>Láminas breves para oficinas de atención.</p>",
            cuerpo_en=f"<p><em>{EN}</em></p><p>Short cards for service desks.</p>",
            inicio=hoy - dt.timedelta(days=500),
            fin=hoy - dt.timedelta(days=380),
            **imagen("violeta"),
        ),
    ]


def salir(pieza: P, hace: dt.timedelta, por: Usuario) -> None:
    """Publishes it as of that long ago; as of a time to come it is only scheduled."""
    pieza.estado = Editorial.Estado.PUBLICADO
    pieza.publicar_en = timezone.now() - hace
    pieza.version += 1
    guardar_con_historia(
        pieza, por=por, motivo="publicar" if hace > dt.timedelta(0) else "programar"
    )


def imagen(color: str) -> dict[str, str]:
    """The fields of a piece's picture; none without a colour."""
    if not color:
        return {}
    return {
        "imagen": editorial_imagen.guardar(f"{color}.png", dibujo(color)),
        "imagen_alt": ALT,
        "imagen_alt_en": ALT_EN,
        "imagen_credito": "CORETT (demo)",
    }


def dibujo(color: str) -> bytes:
    """The countries in their places, joined, over a large circle; always the same one."""
    fondo, forma, claro = COLORES[color]
    azar = random.Random(color)
    hecha = Image.new("RGB", (ANCHO * FINO, ALTO * FINO), fondo)
    pluma = ImageDraw.Draw(hecha)
    x, y, radio = azar.uniform(0.2, 0.8), azar.uniform(0.1, 0.9), azar.uniform(0.35, 0.6)
    redondo(pluma, x * ANCHO, y * ALTO, radio * ANCHO, forma)
    lugares = puntos(azar.uniform(2.2, 2.8), azar.uniform(-60, 160))
    pluma.line([(a * FINO, b * FINO) for a, b in lugares], fill=claro, width=4 * FINO)
    for lugar in lugares:
        redondo(pluma, *lugar, 15, claro)
    salida = io.BytesIO()
    hecha.resize((ANCHO, ALTO), Image.Resampling.LANCZOS).save(salida, "PNG")
    return salida.getvalue()


def redondo(pluma: ImageDraw.ImageDraw, x: float, y: float, radio: float, color: str) -> None:
    caja = [(x - radio) * FINO, (y - radio) * FINO, (x + radio) * FINO, (y + radio) * FINO]
    pluma.ellipse(caja, fill=color)


def puntos(escala: float, corrido: float) -> list[tuple[float, float]]:
    """Where the nine countries stand in the drawing, from west to east."""
    paises = json.loads((CARPETA / "paises.json").read_text(encoding="utf-8"))["paises"].values()
    return sorted((p["centro"][0] * escala + corrido, p["centro"][1] * escala) for p in paises)
