"""The family of documents of one cut as the Secretaría Técnica's desk shows it: what is written,
what is made, what is public, and what may be done with each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.models import Usuario
from informes import familia, operaciones
from informes.figuras import en_idioma
from informes.models import Corte, Informe, Seccion, TipoInforme

IDIOMAS = ("es", "en")

GRUPOS: tuple[tuple[object, tuple[TipoInforme, ...]], ...] = (
    (
        gettext_lazy("Del año"),
        (
            TipoInforme.ANUAL,
            TipoInforme.RESUMEN,
            TipoInforme.INFOGRAFIA,
            TipoInforme.HOJA,
            TipoInforme.PRESENTACION,
            TipoInforme.ANEXO,
        ),
    ),
    (gettext_lazy("Informes nacionales"), (TipoInforme.NACIONAL,)),
    (gettext_lazy("Boletines trimestrales"), (TipoInforme.BOLETIN,)),
    (gettext_lazy("Fichas de proyecto"), (TipoInforme.FICHA,)),
)


@dataclass(frozen=True)
class Escrito:
    """How much of what people write for a document stands, by language; ``cuando`` last."""

    de: int
    es: int = 0
    en: int = 0
    cuando: dt.datetime | None = None


@dataclass(frozen=True)
class Version:
    """One document in one language. ``informe`` is None while nobody has asked for it;
    ``no_publica`` says why this person cannot publish it, empty when she can."""

    clave: str
    idioma: str
    informe: Informe | None
    no_publica: str = ""
    texto_nuevo: bool = False
    """Whether its text was changed after it was made."""

    @property
    def insignia(self) -> tuple[str, str]:
        """How it stands, as a state badge: its key and its word."""
        informe = self.informe
        if informe is None:
            return "sin_empezar", _("Sin pedir")
        if informe.estado != Informe.Estado.BORRADOR:
            return informe.estado, str(informe.get_estado_display())
        if informe.se_hace:
            return "en_curso", str(informe.get_produccion_display())
        if informe.se_corto:
            return "problema", _("Se interrumpió")
        if informe.produccion == Informe.Produccion.FALLIDA or informe.error:
            return "problema", _("No se pudo hacer")
        if informe.huella:
            return "borrador", _("Hecho, sin publicar")
        return "sin_empezar", _("Sin pedir")

    @property
    def en_marcha(self) -> bool:
        """Whether there is a percentage to tell."""
        informe = self.informe
        return bool(
            informe and informe.se_hace and informe.produccion == Informe.Produccion.EN_MARCHA
        )

    @property
    def por_repetir(self) -> bool:
        """Whether it was asked for and did not come to an end."""
        informe = self.informe
        return bool(
            informe
            and informe.estado == Informe.Estado.BORRADOR
            and (informe.se_corto or informe.produccion == Informe.Produccion.FALLIDA)
        )


@dataclass(frozen=True)
class Documento:
    """One document of the family: a row of the desk. ``clave`` is ``nacional:gt``."""

    clave: str
    tipo: TipoInforme
    sujeto: str
    nombre: str
    escrito: Escrito
    versiones: tuple[Version, ...]

    @property
    def hecho(self) -> bool:
        """Whether any of its versions has been made before."""
        return any(v.informe and v.informe.huella for v in self.versiones)

    @property
    def se_pide(self) -> bool:
        """Whether there is a version that can be asked for: all but the public ones."""
        return any(
            v.informe is None or v.informe.estado != Informe.Estado.PUBLICADO
            for v in self.versiones
        )


@dataclass(frozen=True)
class Mesa:
    """All documents of a cut, in groups, for one person."""

    anio: int
    grupos: tuple[tuple[object, tuple[Documento, ...]], ...]

    @property
    def documentos(self) -> list[Documento]:
        return [documento for _titulo, suyos in self.grupos for documento in suyos]

    def versiones(self) -> Iterator[Version]:
        for documento in self.documentos:
            yield from documento.versiones

    @property
    def haciendose(self) -> int:
        return sum(1 for v in self.versiones() if v.informe and v.informe.se_hace)

    @property
    def listas(self) -> list[Version]:
        """What this person may publish now; what says an older text is made again first."""
        return [v for v in self.versiones() if v.informe and not v.no_publica and not v.texto_nuevo]

    @property
    def por_repetir(self) -> list[Version]:
        return [v for v in self.versiones() if v.por_repetir]

    @property
    def cuenta(self) -> dict[str, int]:
        """``total``, ``hechos``, ``publicados``: documents, each language one."""
        hay = [v.informe for v in self.versiones()]
        return {
            "total": len(hay),
            "hechos": sum(1 for i in hay if i and i.huella),
            "publicados": sum(1 for i in hay if i and i.estado == Informe.Estado.PUBLICADO),
        }


def anio_de(corte: Corte) -> int:
    """The year whose documents this cut is for: that of its last period."""
    anios: list[int] = [periodo.anio for periodo in corte.periodos.all()]
    return max(anios)


def ultimos(corte: Corte) -> QuerySet[Informe]:
    """The cut's documents, oldest first: of several with one address the last one counts."""
    suyos = Informe.objects.con_repetidos().filter(corte=corte)
    return suyos.select_related("corte", "publicado_por").prefetch_related("formas")


def mesa(corte: Corte, usuario: Usuario) -> Mesa:
    """What the desk shows, in a fixed number of queries."""
    anio = anio_de(corte)
    hechos = {(i.tipo, i.sujeto, i.idioma): i for i in ultimos(corte).order_by("pk")}
    escritos = secciones_escritas(anio)
    grupos = []
    for titulo, tipos in GRUPOS:
        suyos = [
            documento(tipo, sujeto, nombre, hechos, escritos, usuario)
            for tipo in tipos
            for sujeto, nombre in familia.sujetos(tipo, corte).items()
        ]
        grupos.append((titulo, tuple(suyos)))
    return Mesa(anio, tuple(grupo for grupo in grupos if grupo[1]))


def documento(
    tipo: TipoInforme,
    sujeto: str,
    nombre: familia.Nombres,
    hechos: dict[tuple[str, str, str], Informe],
    escritos: dict[tuple[str, str], list[Seccion]],
    usuario: Usuario,
) -> Documento:
    clave = f"{tipo}:{sujeto}"
    escrito = contar(tipo, escritos.get((tipo, sujeto), []))
    versiones = tuple(
        version(f"{clave}:{idioma}", idioma, hechos.get((tipo, sujeto, idioma)), escrito, usuario)
        for idioma in IDIOMAS
    )
    nombre_de = capfirst(en_idioma(nombre)) or str(tipo.label)
    return Documento(clave, tipo, sujeto, nombre_de, escrito, versiones)


def version(
    clave: str, idioma: str, informe: Informe | None, escrito: Escrito, usuario: Usuario
) -> Version:
    if informe is None:
        return Version(clave, idioma, None)
    nuevo = bool(
        informe.producido_en
        and escrito.cuando
        and informe.estado == Informe.Estado.BORRADOR
        and escrito.cuando > informe.producido_en
    )
    return Version(clave, idioma, informe, operaciones.por_que_no_publica(informe, usuario), nuevo)


def secciones_escritas(anio: int) -> dict[tuple[str, str], list[Seccion]]:
    """What has been written for the documents of a year, by type and subject. One query."""
    por_documento: dict[tuple[str, str], list[Seccion]] = defaultdict(list)
    for seccion in Seccion.objects.filter(redaccion__anio=anio).select_related("redaccion"):
        por_documento[seccion.redaccion.tipo, seccion.redaccion.sujeto].append(seccion)
    return por_documento


def contar(tipo: TipoInforme, secciones: list[Seccion]) -> Escrito:
    claves = {escrita.clave for escrita in familia.escritas(tipo)}
    propias = [s for s in secciones if s.clave in claves]
    return Escrito(
        len(claves),
        sum(1 for s in propias if s.texto),
        sum(1 for s in propias if s.texto_en),
        max((s.editada_en for s in propias), default=None),
    )
