"""What visitors see of news, campaigns and pages: lists with their filters, and each piece."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from actores.models import Pais
from informes import editorial
from informes.editorial import Lectura
from informes.filtros import Eleccion, Filtro
from informes.models import Campana, Noticia, Pagina

POR_PAGINA = 12


# --- Lists ---------------------------------------------------------------------------------------


def noticias() -> Any:
    """What is public now, the newest first, with its countries."""
    return (
        Noticia.objects.publicados()
        .order_by("-publicar_en", "-pk")
        .prefetch_related("paises")
        .defer("cuerpo", "cuerpo_en")
    )


def lista_de_noticias(pedido: Mapping[str, str]) -> dict[str, Any]:
    """The list as the address asks for it: ``?anio= &pais= &tipo= &pagina=``."""
    publicas = Noticia.objects.publicados()
    anios = [str(dia.year) for dia in publicas.datetimes("publicar_en", "year", order="DESC")]
    elecciones = [
        Eleccion("anio", _("Año"), [(anio, anio) for anio in anios]),
        Eleccion("pais", _("País"), [(pais.codigo, pais.t.nombre) for pais in Pais.objects.all()]),
        Eleccion("tipo", _("Tipo"), Noticia.Tipo.choices),
    ]
    filtro = Filtro(pedido, elecciones)
    hoja = filtro.hoja(filtradas(noticias(), filtro.elegidos), POR_PAGINA)
    return {
        "pagina": hoja,
        "por_anio": por_anio([editorial.leer(noticia) for noticia in hoja]),
        "filtro": filtro,
        "filtros": filtro.consulta,
        "hay": bool(anios),
    }


def filtradas(filas: QuerySet[Noticia], elegidos: Mapping[str, str]) -> QuerySet[Noticia]:
    campos = {"anio": "publicar_en__year", "pais": "paises__codigo", "tipo": "tipo"}
    return filas.filter(**{campos[nombre]: valor for nombre, valor in elegidos.items()})


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
