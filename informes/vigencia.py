"""What became of something published: in force, replaced by a newer one, or withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from django.db.models import Q

from informes.models import Corte, FormaInforme, Informe

Cosa = TypeVar("Cosa", Corte, Informe)

VIGENTE, SUSTITUIDO, RETIRADO = "vigente", "sustituido", "retirado"


@dataclass(frozen=True)
class Vigencia(Generic[Cosa]):
    """A published cut or document and where it stands.

    Of a withdrawn one ``retiro`` is the row that says when and why: its own, or that of its cut.
    ``sustituto`` is what took the place, if that stands. ``forma``: the file that was asked for,
    where it is not the document's main one.
    """

    cosa: Cosa
    estado: str
    retiro: Corte | Informe | None = None
    sustituto: Cosa | None = None
    forma: FormaInforme | None = None

    @property
    def cuando(self) -> dt.datetime | None:
        """When it was withdrawn."""
        return self.retiro.retirado_en if self.retiro else None


def de_cortes(cortes: Iterable[Corte]) -> list[Vigencia[Corte]]:
    """Published and withdrawn cuts, all of them given, newest first: one verdict each."""
    cortes = list(cortes)
    vigentes: dict[int, Corte] = {}
    for corte in cortes:
        if corte.estado == Corte.Estado.PUBLICADO:
            vigentes.setdefault(corte.plan_id, corte)
    return [de_corte(corte, vigentes.get(corte.plan_id)) for corte in cortes]


def de_corte(corte: Corte, vigente: Corte | None) -> Vigencia[Corte]:
    if corte.estado == Corte.Estado.RETIRADO:
        return Vigencia(corte, RETIRADO, corte, vigente)
    if vigente is not None and vigente.pk != corte.pk:
        return Vigencia(corte, SUSTITUIDO, sustituto=vigente)
    return Vigencia(corte, VIGENTE)


def de_informes(informes: Iterable[Informe]) -> list[Vigencia[Informe]]:
    """Documents that are or were public, all versions of each given, newest first."""
    informes = list(informes)
    vigentes: dict[tuple[str, int, str, str], Informe] = {}
    for informe in informes:
        if en_vigor(informe):
            vigentes.setdefault(lugar(informe), informe)
    return [de_informe(informe, vigentes.get(lugar(informe))) for informe in informes]


def lugar(informe: Informe) -> tuple[str, int, str, str]:
    """What shares one permanent address."""
    return informe.tipo, informe.anio, informe.sujeto, informe.idioma


def en_vigor(informe: Informe) -> bool:
    return (
        informe.estado == Informe.Estado.PUBLICADO
        and informe.corte.estado == Corte.Estado.PUBLICADO
    )


def de_informe(informe: Informe, vigente: Informe | None) -> Vigencia[Informe]:
    if en_vigor(informe):
        return Vigencia(informe, VIGENTE)
    corte = informe.corte
    if corte.estado == Corte.Estado.RETIRADO:
        return Vigencia(informe, RETIRADO, corte, vigente)
    if informe.retirado_en is not None:
        return Vigencia(informe, RETIRADO, informe, vigente)
    return Vigencia(informe, SUSTITUIDO, sustituto=vigente)


def historia_de_cortes() -> list[Vigencia[Corte]]:
    """Every cut that is or was public, newest first."""
    return de_cortes(
        Corte.objects.exclude(estado=Corte.Estado.PREPARADO)
        .select_related("plan")
        .prefetch_related("periodos")
        .order_by("-publicado_en", "-pk")
    )


def historia_de_informes(**cuales: object) -> list[Vigencia[Informe]]:
    """Every version of those documents (``anio=2024``) that is or was public, newest first, with
    its files. ``cuales`` takes whole places: all versions that share an address, or none."""
    return de_informes(
        Informe.objects.filter(**cuales)
        .exclude(estado=Informe.Estado.BORRADOR)
        .select_related("corte__plan")
        .prefetch_related("formas")
        .defer("narrativa")
        .order_by("-publicado_en", "tipo", "sujeto", "idioma")
    )


def documentos_de(corte: Corte) -> list[Vigencia[Informe]]:
    """The documents made from a cut that are or were public, in the order of their types."""
    anios = corte.informes.exclude(estado=Informe.Estado.BORRADOR).values("anio")
    suyos = [v for v in historia_de_informes(anio__in=anios) if v.cosa.corte_id == corte.pk]
    orden = list(Informe.Tipo)
    return sorted(
        suyos,
        key=lambda v: (
            orden.index(Informe.Tipo(v.cosa.tipo)),
            v.cosa.sujeto,
            v.cosa.idioma != "es",
        ),
    )


def hallar(huella: str) -> Vigencia[Corte] | Vigencia[Informe] | None:
    """The published cut, document or form of a document that bears this hash; the one in force
    when several do.

    What is only prepared is nobody's business: None, as for a hash we never gave out.
    """
    cortes = [v for v in historia_de_cortes() if v.cosa.huella == huella]
    if cortes:
        return min(cortes, key=lambda v: v.estado != VIGENTE)
    con_forma = FormaInforme.objects.filter(huella=huella).values("informe")
    lugares = (
        Informe.objects.filter(Q(huella=huella) | Q(pk__in=con_forma))
        .order_by()
        .values("tipo", "anio", "sujeto", "idioma")
        .distinct()
    )
    versiones = [v for lugar in lugares for v in historia_de_informes(**lugar)]
    suyas = [v for v in versiones if huella in {a.huella for a in archivos_de(v.cosa)}]
    if not suyas:
        return None
    suya = min(suyas, key=lambda v: v.estado != VIGENTE)
    formas = {forma.huella: forma for forma in suya.cosa.formas.all()}
    return suya if suya.cosa.huella == huella else replace(suya, forma=formas[huella])


def completas(parte: str) -> set[str]:
    """The hashes that begin so, of cuts, documents and files of documents that are or were
    public."""
    de_cortes = Corte.objects.exclude(estado=Corte.Estado.PREPARADO)
    de_documentos = Informe.objects.exclude(estado=Informe.Estado.BORRADOR)
    de_formas = FormaInforme.objects.exclude(informe__estado=Informe.Estado.BORRADOR)
    return {
        huella
        for cosas in (de_cortes, de_documentos, de_formas)
        for huella in cosas.filter(huella__startswith=parte).values_list("huella", flat=True)
    }


def archivos_de(informe: Informe) -> list[Informe | FormaInforme]:
    """The document's files, the main one first."""
    return [informe, *informe.formas.all()]
