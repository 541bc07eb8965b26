"""What visitors see of news, campaigns and pages: lists with their filters, and each piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from actores.models import Pais
from informes import editorial
from informes.editorial import Lectura
from informes.models import Campana, Noticia, Pagina

POR_PAGINA = 12


# --- Lists ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filtro:
    """What an address asks of the list of news; empty asks for all."""

    anio: str = ""
    pais: str = ""
    tipo: str = ""

    @classmethod
    def de(cls, pedido: Mapping[str, str], anios: list[int], paises: list[Pais]) -> Filtro:
        """Raises Http404 for a year, country or kind that there is not."""
        posibles = {
            "anio": {str(anio) for anio in anios},
            "pais": {pais.codigo for pais in paises},
            "tipo": set(Noticia.Tipo.values),
        }
        dichos = {nombre: pedido.get(nombre, "") for nombre in posibles}
        for nombre, dicho in dichos.items():
            if dicho and dicho not in posibles[nombre]:
                raise Http404(_("No hay noticias de: %s") % dicho[:40])
        return cls(**dichos)

    @property
    def consulta(self) -> str:
        return urlencode({nombre: dicho for nombre, dicho in vars(self).items() if dicho})

    def aplicar(self, filas: QuerySet[Noticia]) -> QuerySet[Noticia]:
        if self.anio:
            filas = filas.filter(publicar_en__year=int(self.anio))
        if self.pais:
            filas = filas.filter(paises__codigo=self.pais)
        return filas.filter(tipo=self.tipo) if self.tipo else filas


def noticias() -> Any:
    """What is public now, the newest first, with its countries."""
    return (
        Noticia.objects.publicados()
        .order_by("-publicar_en", "-pk")
        .prefetch_related("paises")
        .defer("cuerpo", "cuerpo_en")
    )


def lista_de_noticias(pedido: Mapping[str, str]) -> dict[str, Any]:
    """The list as the address asks for it. Raises Http404."""
    publicas = Noticia.objects.publicados()
    anios = [dia.year for dia in publicas.datetimes("publicar_en", "year", order="DESC")]
    paises = list(Pais.objects.all())
    filtro = Filtro.de(pedido, anios, paises)
    hoja = pagina_pedida(Paginator(filtro.aplicar(noticias()), POR_PAGINA), pedido)
    return {
        "pagina": hoja,
        "por_anio": por_anio([editorial.leer(noticia) for noticia in hoja]),
        "filtro": filtro,
        "filtros": filtro.consulta,
        "anios": [str(anio) for anio in anios],
        "paises": paises,
        "tipos": Noticia.Tipo.choices,
    }


def pagina_pedida(paginador: Paginator[Any], pedido: Mapping[str, str]) -> Page[Any]:
    """Raises Http404 for a page that there is not."""
    try:
        return paginador.page(pedido.get("pagina") or 1)
    except InvalidPage as error:
        raise Http404(_("No hay esa página de noticias.")) from error


def por_anio(lecturas: list[Lectura]) -> list[tuple[int, list[Lectura]]]:
    anios: dict[int, list[Lectura]] = {}
    for lectura in lecturas:
        anios.setdefault(lectura.dia.year, []).append(lectura)
    return list(anios.items())


def ultimas_noticias(cuantas: int) -> list[Lectura]:
    """The newest for a page that shows a few."""
    return [editorial.leer(noticia) for noticia in noticias()[:cuantas]]


def lista_de_campanas() -> list[Lectura]:
    filas = Campana.objects.publicados().order_by("-inicio", "-publicar_en", "-pk")
    return [editorial.leer(fila) for fila in filas.prefetch_related("paises")]


# --- A piece -------------------------------------------------------------------------------------


def de_noticia(noticia: Noticia) -> dict[str, Any]:
    """What ``informes/noticia.html`` is drawn with."""
    return {
        "lectura": editorial.leer(noticia),
        "paises": list(noticia.paises.all()),
        "otras": [editorial.leer(otra) for otra in noticias().exclude(pk=noticia.pk)[:3]],
        "migas": [{"texto": _("Noticias"), "url": reverse("informes:noticias")}],
    }


def de_campana(campana: Campana) -> dict[str, Any]:
    """What ``informes/campana.html`` is drawn with."""
    return {
        "lectura": editorial.leer(campana),
        "paises": list(campana.paises.all()),
        "socios": list(campana.socios.filter(publicable=True).order_by("nombre")),
        "materiales": [editorial.leer(material) for material in campana.materiales.publicados()],
        "migas": [{"texto": _("Campañas"), "url": reverse("informes:campanas")}],
    }


def de_pagina(pagina: Pagina) -> dict[str, Any]:
    """What ``informes/pagina.html`` is drawn with."""
    return {"lectura": editorial.leer(pagina)}


def paginas_del_pie() -> list[dict[str, str]]:
    """Title and address of the pages that every page links, in the reader's language."""
    filas = Pagina.objects.publicados().filter(en_el_pie=True)
    return [
        {"texto": leida.titulo, "url": leida.pieza.get_absolute_url(), "lang": leida.lengua}
        for leida in map(editorial.leer, filas)
    ]
