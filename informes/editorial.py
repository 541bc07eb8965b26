"""What is written for visitors: clean texts, what is missing before publishing, in which language
a piece is read, its earlier versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, singledispatch
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actores.models import nombre_de_campo
from actores.models.usuario import Usuario
from informes import texto_rico
from informes.editorial_imagen import Imagen
from informes.models import Ilustracion
from informes.models.editorial import Editorial
from planes.diferencias import NUEVO, QUITADO, Pieza, diferencias

LARGO = 60_000
"""Characters of a text with its tags: some thirty pages."""
RICOS = ("cuerpo", "cuerpo_en")
COMPARABLES = 4_000_000
"""Words of one text times words of the other."""
IMAGEN = ("imagen", "imagen_alt", "imagen_alt_en", "imagen_credito")
PROPIOS = frozenset(
    {"id", "version", "estado", "publicar_en", "creado_por", "creado_en", "actualizado_en"}
    | {"formato", "tamano", "huella"}  # of a file: they follow it
)
"""What no form writes."""


# --- Texts ---------------------------------------------------------------------------------------


def limpiar(html: str) -> str:
    """Safe HTML with headings of two levels (``informes.texto_rico``)."""
    return texto_rico.limpiar(html, encabezados=True)


def limpiar_textos(pieza: models.Model) -> None:
    """Cleans every text of the row in place: rich ones as such, names on one line."""
    for campo in pieza._meta.concrete_fields:
        valor = getattr(pieza, campo.attname)
        if campo.name in RICOS:
            setattr(pieza, campo.attname, limpiar(valor))
        elif isinstance(campo, models.CharField | models.TextField) and isinstance(valor, str):
            visible = texto_rico.INVISIBLES.sub("", valor)
            if isinstance(campo, models.CharField) or campo.name.startswith("resumen"):
                visible = " ".join(visible.split())
            setattr(pieza, campo.attname, visible)


def proponer_slug(modelo: type[Editorial], titulo: str) -> str:
    """An address made of the title that no other piece of that table has."""
    todo = slugify(titulo)[:70].strip("-")
    if "-" in todo and len(slugify(titulo)) > 70:
        todo = todo.rpartition("-")[0]  # the last word was cut
    base = todo or str(modelo._meta.model_name)
    tomados = set(modelo._default_manager.filter(slug__startswith=base).values_list("slug"))
    propuesta, n = base, 1
    while (propuesta,) in tomados:
        n += 1
        propuesta = f"{base}-{n}"
    return propuesta


# --- Read by somebody ----------------------------------------------------------------------------


def tiene_ingles(pieza: Editorial) -> bool:
    """Whether an English reader can read all of it: the title, and the text where there is one."""
    return bool(pieza.titulo_en and (pieza.cuerpo_en or not pieza.cuerpo))


@dataclass(frozen=True)
class Lectura:
    """A piece as one reader reads it: all of it in one language, never half and half."""

    pieza: Any
    idioma: str
    """The language that it is read in."""
    de_otro: bool
    """Whether that is not the reader's."""

    def texto(self, campo: str) -> str:
        return str(getattr(self.pieza, f"{campo}_en" if self.idioma == "en" else campo))

    @property
    def titulo(self) -> str:
        return self.texto("titulo")

    @property
    def resumen(self) -> str:
        return self.texto("resumen")

    @property
    def lema(self) -> str:
        return self.texto("lema")

    @property
    def cuerpo(self) -> SafeString:
        """Cleaned once more: whatever put it there, nothing else reaches a page."""
        return mark_safe(limpiar(self.texto("cuerpo")))

    @property
    def alternativo(self) -> str:
        return self.texto("imagen_alt") or str(self.pieza.imagen_alt)

    @property
    def dia(self) -> dt.date:
        """The day it went out (today, while it has not), by the portal's clock."""
        return timezone.localdate(self.pieza.publicar_en or timezone.now())

    @property
    def lengua(self) -> str:
        """The ``lang`` of its elements; empty where it is the page's own."""
        return self.idioma if self.de_otro else ""

    @cached_property
    def imagen(self) -> Imagen | None:
        return Imagen.de(str(self.pieza.imagen))

    @cached_property
    def ilustraciones(self) -> list[dict[str, Any]]:
        """Its further pictures: ``imagen``, ``alternativo``, ``pie``."""
        ingles = self.idioma == "en"
        filas: Iterable[Ilustracion] = (
            self.pieza.ilustraciones.all() if hasattr(self.pieza, "ilustraciones") else ()
        )
        return [
            {
                "imagen": imagen,
                "alternativo": (ingles and fila.alternativo_en) or fila.alternativo,
                "pie": fila.pie_en if ingles else fila.pie,
            }
            for fila in filas
            if (imagen := Imagen.de(str(fila.imagen)))
        ]


def leer(pieza: Editorial, idioma: str = "") -> Lectura:
    """The piece for a reader of that language (the page's own when none is said)."""
    lector = idioma or (get_language() or "es")[:2]
    en = "en" if lector == "en" and tiene_ingles(pieza) else "es"
    return Lectura(pieza, en, en != lector)


# --- Before it goes out --------------------------------------------------------------------------


@dataclass(frozen=True)
class Falta:
    """Something to be settled before visitors see it; ``grave``: it cannot go out with it."""

    frase: str
    campo: str = ""
    grave: bool = True


def faltas(pieza: Editorial) -> list[Falta]:
    """What is missing or odd, the grave first."""
    ingles = bool(pieza.titulo_en or pieza.resumen_en or pieza.cuerpo_en)
    halladas = [*faltas_propias(pieza)]
    if not pieza.titulo:
        halladas.append(Falta(_("Escriba el título."), "titulo"))
    if not pieza.resumen:
        halladas.append(Falta(_("Escriba el resumen: es lo que sale en las listas."), "resumen"))
    if pieza.imagen and not pieza.imagen_alt:
        frase = _("Describa la imagen: hay quien no puede verla.")
        halladas.append(Falta(frase, "imagen_alt"))
    sin_ingles = _("Describa la imagen también en inglés: la pieza tiene texto en inglés.")
    if pieza.imagen and ingles and not pieza.imagen_alt_en:
        halladas.append(Falta(sin_ingles, "imagen_alt_en"))
    mas = pieza.ilustraciones.all() if pieza.pk and hasattr(pieza, "ilustraciones") else ()
    if ingles and any(not fila.alternativo_en for fila in mas):
        halladas.append(Falta(_("Describa en inglés cada una de las demás imágenes."), ""))
    halladas += faltas_de_ingles(pieza, ingles)
    return sorted(halladas, key=lambda falta: not falta.grave)


def faltas_de_ingles(pieza: Editorial, ingles: bool) -> list[Falta]:
    """Nobody is kept from publishing by a translation: it is told."""
    if not ingles:
        frase = _("No hay texto en inglés: quien lee en inglés verá el texto en español.")
        return [Falta(frase, "titulo_en", grave=False)]
    por_traducir = [
        nombre_de_campo(pieza, f"{campo}_en")
        for campo in ("titulo", "resumen", "cuerpo")
        if getattr(pieza, campo) and not getattr(pieza, f"{campo}_en")
    ]
    if not por_traducir:
        return []
    frase = _("La versión en inglés no está completa. Falta: %s.") % ", ".join(por_traducir).lower()
    if not tiene_ingles(pieza):
        frase += " " + _("Mientras tanto, quien lee en inglés verá el texto en español.")
    return [Falta(frase, "titulo_en", grave=False)]


@singledispatch
def faltas_propias(pieza: Editorial) -> list[Falta]:
    """What only pieces of that table need; by itself, a text. Register another for a table whose
    pieces are something else: ``@faltas_propias.register``."""
    return [] if pieza.cuerpo else [Falta(_("Escriba el texto."), "cuerpo")]


# --- Earlier versions ----------------------------------------------------------------------------


def nunca_publicada(pieza: Any) -> bool:
    """Whether visitors have never been able to see it: no version of it was ever public."""
    publico = models.Q(estado=Editorial.Estado.PUBLICADO, publicar_en__lte=models.F("history_date"))
    retirado = models.Q(estado=Editorial.Estado.RETIRADO)
    return pieza.pk is None or not (
        pieza.es_publico or pieza.history.filter(publico | retirado).exists()
    )


@dataclass(frozen=True)
class Cambio:
    """How one field changed: its name and the pieces of text that stayed, came and went."""

    campo: str
    piezas: list[Pieza]


@dataclass(frozen=True)
class Version:
    """A saved state of a piece. ``fila`` is the newest entry of its history, ``anterior`` that of
    the state before it."""

    pieza: Any
    numero: int
    cuando: dt.datetime
    quien: Usuario | None
    motivo: str
    fila: Any
    anterior: Any

    @property
    def es_retirada(self) -> bool:
        """Whether with it the piece left the site: the reason given is that of leaving it."""
        retirado = Editorial.Estado.RETIRADO
        return bool(
            self.anterior and self.fila.estado == retirado and self.anterior.estado != retirado
        )

    @property
    def cambios(self) -> list[Cambio]:
        """What it changed, field by field."""
        return cambios(self.pieza, self.anterior, self.fila) if self.anterior else []


def versiones(pieza: Any) -> list[Version]:
    """Every saved state, the newest first."""
    filas: dict[int, list[Any]] = {}
    for fila in pieza.history.select_related("history_user").order_by("history_date", "history_id"):
        # One saving may leave several entries: the texts, then the countries.
        filas.setdefault(fila.version, []).append(fila)
    en_orden = list(filas.values())
    hechas = [
        Version(
            pieza, suyas[0].version, suyas[0].history_date, suyas[0].history_user,
            suyas[0].history_change_reason or "", suyas[-1], antes[-1] if antes else None,
        )
        for antes, suyas in zip([[], *en_orden], en_orden, strict=False)
    ]  # fmt: skip
    return hechas[::-1]


def cambios(pieza: Any, antes: Any, ahora: Any) -> list[Cambio]:
    """What one version says that the other did not, field by field."""
    hechos = []
    for campo in [*pieza._meta.concrete_fields, *pieza._meta.many_to_many]:
        if campo.name in PROPIOS:
            continue
        era, es = (en_palabras(version, campo) for version in (antes, ahora))
        if era != es:
            hechos.append(Cambio(nombre_de_campo(pieza, campo.name), comparar(era, es)))
    return hechos


def comparar(era: str, es: str) -> list[Pieza]:
    """Word by word, as far as that takes no time worth speaking of."""
    if len(era.split()) * len(es.split()) > COMPARABLES:
        return [(QUITADO, era), (NUEVO, es)]
    return diferencias(era, es)


def en_palabras(version: Any, campo: Any) -> str:
    """What a version says in a field, as it is read."""
    if campo.many_to_many:
        return ", ".join(sorted(str(fila) for fila in relacionadas(version, campo)))
    valor = getattr(version, campo.attname)
    if campo.name in RICOS:
        return " ".join(texto_rico.sin_etiquetas(str(valor or "")).split())
    if isinstance(campo, models.FileField):
        que = _("otra imagen") if isinstance(campo, models.ImageField) else _("otro archivo")
        return f"{que} ({str(valor)[-24:]})" if valor else ""
    if isinstance(valor, bool):
        return _("Sí") if valor else _("No")
    if campo.is_relation:
        return str(getattr(version, campo.name) or "")
    return str(dict(campo.flatchoices).get(valor, "" if valor is None else valor))


def relacionadas(version: Any, campo: Any) -> list[models.Model]:
    """The rows that a version was related to, as far as they are still there."""
    suyo = campo.m2m_reverse_field_name()
    filas = getattr(version, campo.name).select_related(suyo)
    return [otra for fila in filas if (otra := getattr(fila, suyo))]


def textos_de(version: Any) -> dict[str, Any]:
    """What an earlier version said, as the initial values of a form. Its picture is not among it:
    it may be gone."""
    modelo = version.instance_type
    inicial: dict[str, Any] = {
        campo.name: getattr(version, campo.attname)
        for campo in modelo._meta.concrete_fields
        if campo.name not in PROPIOS and campo.name not in (*IMAGEN, "slug")
        and not isinstance(campo, models.FileField)
    }  # fmt: skip
    for campo in modelo._meta.many_to_many:
        inicial[campo.name] = [fila.pk for fila in relacionadas(version, campo)]
    return inicial
