"""Publications as visitors find and read them: the list with its filters, each one, its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from actores.models import Pais
from informes import biblioteca_archivos, editorial
from informes.biblioteca_archivos import NOMBRES
from informes.buscador import sin_tildes
from informes.editorial import Falta, Lectura
from informes.filtros import Eleccion, Filtro
from informes.models import Campana, Publicacion

POR_PAGINA = 12
BUSCABLES = (
    "titulo", "titulo_en", "resumen", "resumen_en",
    "autores__nombre", "autores__sigla", "autores__sigla_en",
)  # fmt: skip


# --- What is missing before it goes out ----------------------------------------------------------


@editorial.faltas_propias.register
def faltas_de_publicacion(pieza: Publicacion) -> list[Falta]:
    """A file or an address; captions for a video. The text is optional."""
    faltas = []
    if not pieza.archivo and not pieza.enlace:
        frase = _("Suba el archivo o escriba su dirección en otro sitio.")
        faltas.append(Falta(frase, "archivo"))
    if es_video(pieza):
        if not pieza.subtitulos and not pieza.subtitulos_en:
            frase = _("Suba los subtítulos del video: hay quien no puede oírlo.")
            faltas.append(Falta(frase, "subtitulos"))
        if not pieza.transcripcion:
            frase = _("Falta la transcripción: quien no puede ver ni oír el video la lee.")
            faltas.append(Falta(frase, "transcripcion", grave=False))
    faltas += [
        Falta(_("El mismo archivo ya está en «%s».") % otra, "archivo", grave=False)
        for otra in iguales(pieza)
    ]
    if pieza.fecha is None:
        frase = _("No tiene fecha: se listará por el año en que sale aquí.")
        faltas.append(Falta(frase, "fecha", grave=False))
    return faltas


def es_video(pieza: Publicacion) -> bool:
    return pieza.formato.startswith("video/")


def iguales(pieza: Publicacion) -> list[Publicacion]:
    """Other publications with the same file."""
    if not pieza.huella:
        return []
    return list(Publicacion.objects.filter(huella=pieza.huella).exclude(pk=pieza.pk)[:3])


# --- The list ------------------------------------------------------------------------------------


CAMPOS = {"pais": "paises__codigo", "campana": "campana__slug", "tipo": "tipo", "idioma": "idioma"}


def filtradas(filas: QuerySet[Publicacion], filtro: Filtro) -> QuerySet[Publicacion]:
    elegidos = dict(filtro.elegidos)
    if anio := elegidos.pop("anio", ""):
        sin_fecha = Q(fecha__isnull=True, publicar_en__year=anio)
        filas = filas.filter(Q(fecha__year=anio) | sin_fecha)
    filas = filas.filter(**{CAMPOS[nombre]: valor for nombre, valor in elegidos.items()})
    return filas.filter(pk__in=con_palabras(filas, filtro.q)) if filtro.q else filas


def con_palabras(filas: QuerySet[Publicacion], busqueda: str) -> set[int]:
    """Those that say every word of it, accents or not: the library is small."""
    textos: dict[int, str] = {}
    for pk, *dichos in filas.order_by().values_list("pk", *BUSCABLES):
        textos[pk] = " ".join([textos.get(pk, ""), *filter(None, dichos)])
    palabras = sin_tildes(busqueda).split()
    return {pk for pk, texto in textos.items() if all(p in sin_tildes(texto) for p in palabras)}


def publicaciones() -> QuerySet[Publicacion]:
    """What is public now, the newest first."""
    filas: QuerySet[Publicacion] = Publicacion.objects.publicados()
    return (
        filas.order_by("-publicar_en", "-pk")
        .prefetch_related("paises", "autores")
        .defer("cuerpo", "cuerpo_en", "transcripcion", "transcripcion_en")
    )


def lista(pedido: Mapping[str, str]) -> dict[str, Any]:
    """The list as the address asks for it:
    ``?tipo= &pais= &anio= &idioma= &campana= &q= &pagina=``."""
    campanas = Campana.objects.publicados().filter(materiales__in=publicaciones()).distinct()
    fechas = Publicacion.objects.publicados().values_list("fecha", "publicar_en")
    anios = sorted({str((dia or salio).year) for dia, salio in fechas}, reverse=True)
    elecciones = [
        Eleccion("tipo", _("Tipo"), Publicacion.Tipo.choices),
        Eleccion("pais", _("País"), [(pais.codigo, pais.t.nombre) for pais in Pais.objects.all()]),
        Eleccion("anio", _("Año"), [(anio, anio) for anio in anios]),
        Eleccion("idioma", _("Idioma"), Publicacion.Idioma.choices),
        Eleccion("campana", _("Campaña"), [(c.slug, c.t.titulo) for c in campanas], _("Todas")),
    ]
    filtro = Filtro(pedido, elecciones)
    hoja = filtro.hoja(filtradas(publicaciones(), filtro), POR_PAGINA)
    return {
        "pagina": hoja,
        "lecturas": [editorial.leer(pieza) for pieza in hoja],
        "filtro": filtro,
        "filtros": filtro.consulta,
        "hay": bool(anios),
    }


# --- One of them ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Archivo:
    """A file of a publication as it is offered and sent: what it is called, where it is.

    ``archivo`` is the row's field; ``extension`` and ``nombre_archivo`` are what a file of the
    site is sent with (``informes.views.archivos``).
    """

    archivo: Any
    extension: str
    nombre: str
    slug: str

    @property
    def nombre_archivo(self) -> str:
        return (
            f"{self.slug}{'' if self.nombre == self.slug else '-' + self.nombre}.{self.extension}"
        )

    @property
    def url(self) -> str:
        return reverse("publicacion_archivo", args=[self.slug, self.nombre, self.extension])

    @property
    def nombre_formato(self) -> str:
        return NOMBRES.get(self.extension, self.extension.upper())

    @property
    def huella(self) -> str:
        return str(self.archivo).removeprefix(biblioteca_archivos.CARPETA).partition(".")[0]


def archivos(pieza: Publicacion) -> dict[str, Archivo]:
    """By the last word of its address: the file (called like the piece), ``subtitulos-es``,
    ``subtitulos-en``."""
    campos = {
        pieza.slug: pieza.archivo,
        "subtitulos-es": pieza.subtitulos,
        "subtitulos-en": pieza.subtitulos_en,
    }
    return {
        nombre: Archivo(campo, extension, nombre, pieza.slug)
        for nombre, campo in campos.items()
        if (extension := biblioteca_archivos.extension(str(campo)))
    }


def de_publicacion(pieza: Publicacion) -> dict[str, Any]:
    """What ``informes/publicacion.html`` is drawn with."""
    suyos, lectura = archivos(pieza), editorial.leer(pieza)
    autores = [a for a in pieza.autores.order_by("nombre") if a.publicable]
    campana = pieza.campana if pieza.campana and pieza.campana.es_publico else None
    return {
        "lectura": lectura,
        "archivo": suyos.get(pieza.slug),
        "es_video": es_video(pieza),
        "pistas": [
            (idioma, nombre, suyos[f"subtitulos-{idioma}"])
            for idioma, nombre in (("es", "Español"), ("en", "English"))
            if f"subtitulos-{idioma}" in suyos
        ],
        "transcripcion": transcripcion(lectura),
        "autores": autores,
        "firma": ", ".join(a.nombre_corto for a in autores) or "CORETT",
        "anio": (pieza.fecha or lectura.dia).year,
        "campana": editorial.leer(campana) if campana else None,
        "paises": list(pieza.paises.all()),
        "migas": [{"texto": _("Publicaciones"), "url": reverse("informes:publicaciones")}],
    }


def transcripcion(lectura: Lectura) -> dict[str, str]:
    """``texto`` and its language (``idioma``): the reader's, else the one there is."""
    pieza = lectura.pieza
    dichas = {"es": pieza.transcripcion, "en": pieza.transcripcion_en}
    lector = lectura.idioma if not lectura.de_otro else ("en" if lectura.idioma == "es" else "es")
    idioma = lector if dichas[lector] else next((i for i, t in dichas.items() if t), lector)
    return {"texto": dichas[idioma], "idioma": idioma}
