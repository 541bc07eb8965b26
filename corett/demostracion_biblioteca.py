"""Publications, meetings and members' documents for trying the portal: made up, and they say so."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

import pikepdf
from django.utils import timezone
from pikepdf import Dictionary, Name

from actores.models import Comite, Pais, Usuario
from corett.demostracion_editorial import ALT, ALT_EN, EN, ES, dibujo, imagen, salir
from informes import biblioteca_archivos
from informes.models import Campana, DocumentoInterno, FechaClave, Publicacion
from informes.operaciones import biblioteca as operaciones
from informes.operaciones import editorial
from planes.operaciones import guardar_con_historia


@dataclass(frozen=True)
class Ejemplo:
    """A made-up publication: what it is, colour of its cover (none: one of words), its countries,
    and how many days ago it came out (None: a draft)."""

    tipo: str
    titulo: str
    titulo_en: str
    resumen: str
    resumen_en: str
    idioma: str
    color: str
    paises: str
    hace: int | None
    de_campana: bool = False


PUBLICACIONES = (
    Ejemplo(
        "manual", "Ejemplo: guía para reconocer señales de trata en fronteras",
        "Example: guide to recognising signs of trafficking at borders",
        "Qué mirar, qué preguntar y a quién avisar, en veinte páginas para llevar.",
        "What to look for, what to ask and whom to tell, in twenty pages to carry along.",
        "es", "", "gt hn sv", 30,
    ),
    Ejemplo(
        "buena_practica", "Ejemplo: una sola entrevista para no revictimizar",
        "Example: a single interview so as not to re-victimise",
        "Cómo tres instituciones acordaron escuchar a la víctima una sola vez.",
        "How three institutions agreed to listen to the victim only once.",
        "es", "verde", "cr", 75,
    ),
    Ejemplo(
        "material", "Ejemplo: afiche «Pregunte antes de irse»",
        "Example: poster “Ask before you go”",
        "Para terminales de autobús y oficinas de atención. Se imprime en carta o A4.",
        "For bus stations and service desks. Prints on letter or A4.",
        "es", "tierra", "gt bz hn sv ni cr pa mx do", 88, True,
    ),
    Ejemplo(
        "estudio", "Ejemplo: mapeo de albergues y servicios de atención", "",
        "Qué hay, qué falta y quién atiende en cada país. Solo en español.", "",
        "es", "", "mx pa do", 160,
    ),
    Ejemplo(
        "instrumento", "Ejemplo: formulario común para referir casos",
        "Example: common form for referring cases",
        "Los datos que hacen falta, y ninguno más, para que otro país pueda ayudar.",
        "The data needed, and no more, for another country to be able to help.",
        "en", "violeta", "bz", 240,
    ),
    Ejemplo(
        "infografia", "Ejemplo: dos delitos en una página",
        "Example: two crimes on one page",
        "Borrador de una lámina que compara la trata y el tráfico ilícito.",
        "Draft of a sheet that compares trafficking and smuggling.",
        "es", "azul", "", None,
    ),
)  # fmt: skip

INTERNOS = (
    ("acta", "Ejemplo: acta de la sesión plenaria", "", 40, "Acuerdos y tareas, por país."),
    ("minuta", "Ejemplo: ayuda memoria de la reunión del comité", "comunicacion", 25,
     "Calendario de publicaciones del trimestre."),
    ("manual", "Ejemplo: normas internas de la biblioteca", "", 200,
     "Qué se guarda aquí y quién lo ve."),
    ("presentacion", "Ejemplo: láminas para visitar donantes", "movilizacion-recursos", 60, ""),
)  # fmt: skip


def biblioteca(comunica: Usuario, secretaria: Usuario) -> None:
    """Makes six publications, two meetings and four documents for members."""
    paises = {pais.codigo: pais for pais in Pais.objects.all()}
    for ejemplo in PUBLICACIONES:
        suyos = [paises[codigo] for codigo in ejemplo.paises.split()]
        pieza = editorial.guardar(
            pieza=publicacion(ejemplo), version=0, por=comunica, relaciones={"paises": suyos}
        )
        if ejemplo.hace is not None:
            salir(pieza, dt.timedelta(days=ejemplo.hace), comunica)
    reuniones(secretaria)
    internos(secretaria)
    for codigo, persona in (("comunicacion", comunica), ("movilizacion-recursos", secretaria)):
        if comite := Comite.objects.filter(codigo=codigo).first():
            comite.miembros.add(persona)


def publicacion(ejemplo: Ejemplo) -> Publicacion:
    hoy = timezone.localdate()
    if ejemplo.tipo == "infografia":
        archivo = biblioteca_archivos.guardar("lamina.png", dibujo("azul"))
    else:
        contenido = pdf(ejemplo.titulo, ES, ejemplo.titulo_en or ejemplo.titulo, EN)
        archivo = biblioteca_archivos.guardar("ejemplo.pdf", contenido)
    ingles = bool(ejemplo.titulo_en)
    return Publicacion(
        tipo=ejemplo.tipo, titulo=ejemplo.titulo, titulo_en=ejemplo.titulo_en,
        resumen=ejemplo.resumen, resumen_en=ejemplo.resumen_en, idioma=ejemplo.idioma,
        cuerpo=f"<p><em>{ES}</em></p>", cuerpo_en=f"<p><em>{EN}</em></p>" if ingles else "",
        fecha=hoy - dt.timedelta(days=ejemplo.hace or 0), archivo=archivo,
        campana=Campana.objects.order_by("pk").first() if ejemplo.de_campana else None,
        **biblioteca_archivos.describir(archivo), **portada(ejemplo.color),
    )  # fmt: skip


def portada(color: str) -> dict[str, str]:
    suya = imagen(color)
    return suya | {"imagen_alt": ALT, "imagen_alt_en": ALT_EN} if suya else {}


def reuniones(por: Usuario) -> None:
    """One that is announced, and one that only members see."""
    hoy = timezone.localdate()
    for codigo, titulo, titulo_en, dias, publicada in (
        ("ejemplo-plenaria", "Ejemplo: próxima reunión plenaria",
         "Example: next plenary meeting", 52, True),
        ("ejemplo-comite", "Ejemplo: reunión del Comité de Comunicación",
         "Example: meeting of the Communication Committee", 17, False),
    ):  # fmt: skip
        dia = hoy + dt.timedelta(days=dias)
        fecha = FechaClave(
            codigo=codigo, titulo=titulo, titulo_en=titulo_en, texto=ES, texto_en=EN,
            tipo=FechaClave.Tipo.REUNION, fecha=dia, publicada=publicada,
            hasta=dia + dt.timedelta(days=1) if publicada else None, fuente="Demostración.",
            fuente_en="Demonstration.",
        )  # fmt: skip
        guardar_con_historia(fecha, por=por, motivo="demostración")


def internos(por: Usuario) -> None:
    comites = {comite.codigo: comite for comite in Comite.objects.all()}
    for tipo, titulo, comite, hace, nota in INTERNOS:
        dia = timezone.localdate() - dt.timedelta(days=hace)
        documento = DocumentoInterno(
            tipo=tipo, titulo=titulo, comite=comites.get(comite), nota=f"{nota} {ES}".strip(),
            fecha=dia,
        )  # fmt: skip
        subido = operaciones.preparar_interno(f"{tipo}.pdf", pdf(titulo, ES))
        operaciones.guardar_interno(documento=documento, por=por, subido=subido)


def pdf(*renglones: str) -> bytes:
    """A page with these lines; the same lines, the same bytes."""
    hecho = pikepdf.new()
    letra = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
    )  # fmt: skip
    texto = b"BT /F1 14 Tf 60 720 Td 24 TL "
    for renglon in renglones:
        escrito = renglon.encode("cp1252", "replace")
        for signo in (b"\\", b"(", b")"):
            escrito = escrito.replace(signo, b"\\" + signo)
        texto += b"(" + escrito + b") Tj T* "
    pagina = hecho.add_blank_page(page_size=(612, 792))
    pagina.Resources = Dictionary(Font=Dictionary(F1=letra))
    pagina.Contents = hecho.make_stream(texto + b"ET")
    salida = io.BytesIO()
    hecho.save(salida, deterministic_id=True)
    return salida.getvalue()
